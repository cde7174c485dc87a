"""The examples of docs/add-a-law.md and docs/add-a-contract.md are tried out: they work as they stand there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from listproof.cli import main
from listproof.contract import Contract, load, names_fact, slugs
from listproof.evidence import Store
from listproof.laws import declared_facts, judge
from listproof.laws.law import laws_in
from listproof.proof.suite import laws, run
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport import Session, Target

DOCS = Path(__file__).parents[2] / "docs"


def block(page: str, language: str) -> str:
    """The one block of a language on a page."""
    return str(blocks(page, language)[-1])


def blocks(page: str, language: str) -> list[str]:
    """The examples of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def listing(contract: Contract, fault: str | None = None) -> Store:
    """A store at a simulator inside this process, with a fault if one is named."""
    service = Service(contract, jobs=257)
    planted = next((one for one in catalogue(contract) if one.id == fault), None)
    assert fault is None or planted is not None
    target = Target("mock", contract.slug, try_wrong_signature=1, **mock(contract, "http://127.0.0.1:1"))
    return Store(contract, Session(target, contract.sign_in, transport=InProcess(service.like(planted, None))))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder of contracts with the one of the page in it."""
    folder = tmp_path / "contracts" / "orchards"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text(block("add-a-contract.md", "yaml"), encoding="utf-8")
    return tmp_path / "contracts"


def test_the_least_contract_is_clean(written: Path) -> None:
    """`listproof lint` finds no mistake in it."""
    done = CliRunner().invoke(main, ["lint", "orchards", "--contracts", str(written)])
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("orchards: 3 parameters, 6 fields, ")


def test_the_least_contract_is_served_and_keeps_every_law(written: Path) -> None:
    """Against the simulator nothing fails, nothing is inconclusive and nothing is in error; a planted fault is caught."""
    contract = load("orchards", written)
    outcomes = run(listing(contract), laws())
    held = [f"{one.verdict} {one.law} {one.subject}: {one.reason}" for one in outcomes if one.verdict not in ("pass", "unsupported")]
    assert held == []
    assert sum(one.verdict == "pass" for one in outcomes) > 30
    assert any(one.verdict == "fail" for one in run(listing(contract, "filter-ignored:name"), laws()))


def test_a_file_that_is_its_own_document_is_a_contract_in_fewer_words(tmp_path: Path) -> None:
    """It lints under the name of its operation, and against the simulator nothing fails and nothing is inconclusive."""
    (tmp_path / "orchards.yaml").write_text(blocks("add-a-contract.md", "yaml")[0], encoding="utf-8")
    done = CliRunner().invoke(main, ["lint", "--contracts", str(tmp_path)])
    assert (done.exit_code, done.stderr, done.stdout.split(":")[0]) == (0, "", "list-orchards")
    outcomes = run(listing(load("list-orchards", tmp_path)), laws())
    assert [f"{one.law} {one.subject}: {one.reason}" for one in outcomes if one.verdict not in ("pass", "unsupported")] == []


def law_of_the_page(tmp_path: Path) -> ModuleType:
    """The example of docs/add-a-law.md as a module."""
    path = tmp_path / "test_example.py"
    path.write_text(block("add-a-law.md", "python"), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("example_law", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("slug", slugs())
def test_the_example_law_passes_on_a_legal_server_and_fails_on_one_that_lies(slug: str, tmp_path: Path) -> None:
    """It compares what it declares and passes everywhere; it fails where an unordered listing changes from one asking to the next."""
    (law,) = laws_in([law_of_the_page(tmp_path)])
    contract = load(slug)
    good = judge(law, listing(contract))
    assert good.verdict == "pass", good.reason
    assert all(any(names_fact(pattern, fact) for pattern in declared_facts(law, contract, None)) for fact in good.compared)
    if contract.order is None:
        assert judge(law, listing(contract, "ties-reordered")).verdict == "fail"


def test_the_pages_lead_to_what_is_there() -> None:
    """Every file and page that the two pages name exists."""
    for page in ("add-a-law.md", "add-a-contract.md"):
        text = (DOCS / page).read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)]+)\)", text):
            assert (DOCS / link).exists(), link
        for path in re.findall(r"`((?:src|tests|suites|docs)/[^`<> ]+)`", text):
            assert (DOCS.parent / path).exists(), path
