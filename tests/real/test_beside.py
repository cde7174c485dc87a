"""Django REST framework by cursor, by number and as JSON:API: what it does as documented is left in peace, what it is known for is named.

The server lies beside the checkout, the framework is installed as those of tests/real are; elsewhere there is nothing to try.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from listproof.contract import facts, load, shown
from listproof.evidence import Store
from listproof.findings import causes
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target

from .recipes import RECIPES
from .serving import Missing, served

SCRIPT = Path(__file__).parents[2] / ".." / "shared" / "cases" / "servers" / "drf_cursor.py"
CONTRACTS = Path(__file__).parent / "beside"
FOUND = {
    "cursor-jobs": {"pages.null-keys-are-met", "pages.made-up-cursor"},
    "number-jobs": set(),
    "jsonapi-jobs": set(),
}
"""The laws that tell of each listing: cursors lose records whose key is null, and a changed one is taken."""

pytestmark = [pytest.mark.slow, pytest.mark.real, pytest.mark.skipif(not SCRIPT.is_file(), reason="needs the cases beside the checkout")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server of the cases runs."""
    newest = [one for one in RECIPES.values() if one.name == "drf"][-1]

    def command(place: Path, folder: Path, port: int) -> list[str]:
        return ["env", f"JOBS_DB={folder / 'jobs.db'}", str(place / "venv/bin/python"), str(SCRIPT), str(port)]

    try:
        with served(replace(newest, command=command, fill_running=lambda address: None), tmp_path_factory.mktemp("jobs")) as url:
            yield url
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.mark.parametrize("slug", FOUND)
def test_each_listing_is_told_as_it_is(slug: str, address: str) -> None:
    """No other finding, and no error."""
    contract = load(slug, CONTRACTS)
    session = Session(Target("live", slug, base_url=address, auth={"type": "none"}), contract.sign_in)
    try:
        store = Store(contract, session)
        told = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    finally:
        session.close()
    assert [f"{one.law}: {one.reason}" for one in told if one.verdict == "error"] == []
    values = {fact.id: shown(fact.value) for fact in facts(contract)}
    assert {cause.root.law for cause in causes(told, values, {})} == FOUND[slug]
