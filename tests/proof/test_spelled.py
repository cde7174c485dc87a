"""`prove --contracts` on two invented listings whose queries are spelled in every way: what is asked wrongly is caught, named and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.command import command
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults.operators import operators
from listproof.simulator.faults.showing import showing
from listproof.simulator.faults.sorting import sorting
from listproof.simulator.service import Service

FOLDER = Path(__file__).parents[1] / "contracts" / "spelled"
SLUGS = ("flights", "wells")
_EVERY = 5


@pytest.mark.parametrize("slug", SLUGS)
def test_faults_of_spelling_are_caught_named_and_nobody_is_blamed(slug: str, tmp_path: Path) -> None:
    """Every fifth fault of orders, operators and choices, the legal server, and one that reads dates and nulls otherwise; exit code 0."""
    contract = load(slug, FOLDER)
    faults = [fault.id for kind in (operators, showing, sorting) for fault in kind(contract)][::_EVERY]
    asked = [word for fault in faults for word in ("--fault", fault)]
    asked += ["--variant", "legal", "--variant", "reading:dates=midnights", "--variant", "ordinary-texts"]
    done = CliRunner().invoke(
        command, ["--contracts", str(FOLDER), "--contract", slug, "--seed", "0", "-n", "1", "-o", str(tmp_path), *asked]
    )
    assert done.exit_code == 0, done.output
    assert f"{len(faults)} of {len(faults)} faults caught, {len(faults)} with their place named" in done.output


@pytest.mark.parametrize("slug", SLUGS)
def test_whole_queries_and_generated_requests_blame_nobody(slug: str) -> None:
    """Lists, spans, clauses, patterns and bodies are drawn as documented."""
    contract = load(slug, FOLDER)
    store = listing_of(Service(contract, 257, 0))
    drawn = laws_called(("queries.agrees-with-the-document", "schema.answers-fit-the-contract"))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, drawn)]
    assert [(one.law, one.verdict, one.reason) for one in outcomes if one.verdict != "pass"] == []


def test_records_of_which_parts_were_chosen_are_compared_with_none() -> None:
    """Asked for before, they are no evidence that a record differs from answer to answer."""
    contract = load("wells", FOLDER)
    store = listing_of(Service(contract, 257, 0))
    for law, subject in plan(contract, laws_called(("shape.chosen-fields-are-shown", "shape.record-is-the-same-everywhere"))):
        outcome = judge(law, store, subject)
        assert outcome.verdict == "pass", outcome.reason
