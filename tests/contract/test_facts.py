"""Every fact of a contract has an id of its own, a value and a place; untestable ones have a reason."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase

import pytest

from listproof.contract import Source, binds, facts, load, named, names_fact, slugs, untestable, weakest
from listproof.contract.facts import _answer, _listing, _parameters

from .changed import CHECKOUT, CONTRACTS
from .orchards import contract

COUNTS = {"alibaba-pai-dlc-jobs": 426, "huawei-coc-documents": 94, "huawei-hss-kubernetes-jobs": 121, "nebula-explorer-workflow-jobs": 143}
each_contract = pytest.mark.parametrize("slug", slugs(CONTRACTS))


@each_contract
def test_ids_are_unique_and_their_number_is_known(slug: str) -> None:
    """No two leaves share an id; a contract that gains or loses a fact changes this number knowingly."""
    contract = load(slug, CONTRACTS)
    ids = [fact.id for fact in (*_parameters(contract), *_answer(contract), *_listing(contract))]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert len(facts(contract)) == len(ids) == COUNTS[slug]


@each_contract
def test_ids_have_the_documented_forms(slug: str) -> None:
    """Each id is of a form that docs/contract.md lists under Facts."""
    text = (CHECKOUT / "docs" / "contract.md").read_text(encoding="utf-8").split("## Facts")[1]
    roots = {re.split(r"[.|]", form)[0] for form in re.findall(r"`([^`]+)`", text)}
    contract = load(slug, CONTRACTS)
    assert {fact.id.split(".")[0] for fact in facts(contract)} <= roots
    facets = {fact.id.rsplit(".", 1)[-1] for fact in facts(contract) if fact.id.startswith("parameters.") and ".enum." not in fact.id}
    names = {parameter.name.rsplit(".", 1)[-1] for parameter in contract.parameters}
    assert facets - names <= {"type", "required", "minimum", "maximum", "minLength", "maxLength", "default", "format", "pattern"}


@each_contract
def test_no_id_holds_what_a_pattern_would_misread(slug: str) -> None:
    """Square brackets and question marks do not occur, so an id matches itself as a pattern."""
    for fact in facts(load(slug, CONTRACTS)):
        assert not set(fact.id) & set("[]?"), fact.id
        assert fnmatchcase(fact.id, fact.id)


@each_contract
def test_what_cannot_be_shown_has_a_reason(slug: str) -> None:
    """An id or pattern of not-testable gives its reason, a dispute that no answer tells gives that of its readings."""
    contract = load(slug, CONTRACTS)
    excused = {fact.id: untestable(contract, fact.id) for fact in facts(contract)}
    for pattern, reason in contract.not_testable.items():
        assert reason in excused.values(), pattern
    for dispute in contract.disputes:
        untold = all("untold" in reading.shows for reading in dispute.readings)
        assert (excused[f"disputes.{dispute.id}"] is not None) == untold
    assert untestable(contract, "no.such.fact") is None


def test_what_a_source_is_graded_decides_whether_it_binds() -> None:
    """Only what document or vendor say binds, and never mere convention."""
    graded = {grade: binds(Source("1", grade=grade)) for grade in ("document", "vendor", "weak", "unknown")}
    assert graded == {"document": True, "vendor": True, "weak": False, "unknown": False}
    assert [binds(Source("1", basis=basis)) for basis in ("documented", "implied", "convention")] == [True, True, False]
    assert weakest("documented", "implied") == "implied"
    assert weakest("documented", "convention", "implied") == "convention"


def test_a_bound_carries_its_value() -> None:
    """The value of a fact is what the contract says."""
    found = {fact.id: fact.value for fact in facts(load("huawei-hss-kubernetes-jobs", CONTRACTS))}
    assert found["parameters.limit.maximum"] == 200
    assert found["parameters.limit.required"] is True
    assert found["fields./job_info_list/*/status.enum.Running"] == "Running"
    assert found["total"] == "/total_num"


def test_patterns_name_facts_and_a_star_in_brackets_is_a_star() -> None:
    """`*` stands for anything, dots too; `[*]` for the star of a pointer alone; what names no fact names none."""
    contract = load("alibaba-pai-dlc-jobs", CONTRACTS)
    assert named(contract, ()) == ()
    assert named(contract, ("no.such",)) == ()
    assert named(contract, ("pages.first", "no.such")) == ("pages.first",)
    assert named(contract, ("filters.*",)) == tuple(fact.id for fact in facts(contract) if fact.id.startswith("filters."))
    starred = next(fact.id for fact in facts(contract) if fact.id.count("/*/") == 1 and ".enum" not in fact.id)
    literal = starred.replace("*", "[*]")
    assert named(contract, (literal,)) == (starred,)
    assert len(named(contract, (literal + "*",))) >= 1
    assert len(named(contract, ("fields./Jobs/*",))) > len(named(contract, ("fields./Jobs/[*]",)))


@pytest.mark.parametrize(
    ("pattern", "fact", "names"),
    [
        ("size", "size", True),
        ("size", "size.means", False),
        ("size*", "size.means", True),
        ("parameters.*.type", "parameters.limit.type", True),
        ("parameters.*.type", "parameters.limit", False),
        ("fields./jobs/[*]/name*", "fields./jobs/*/name.type", True),
        ("fields./jobs/[*]/name*", "fields./jobs/x/name.type", False),
        ("parameters.owner[none]*", "parameters.owner[none].type", True),
        ("parameters.owner[none]*", "parameters.ownern.type", False),
        ("parameters.a?b", "parameters.axb", False),
    ],
)
def test_a_pattern_names_facts_by_stars_alone(pattern: str, fact: str, names: bool) -> None:
    """Brackets and question marks of a name stand for themselves."""
    assert names_fact(pattern, fact) is names


def test_a_total_that_is_only_near_binds_nobody() -> None:
    """That it is there does; what it counts and the number of pages do not."""
    place = {"document": "page", "grade": "document"}
    said = {"at": "/total", "counts": "matching", "pages": "/pages", "estimated": True}
    sources = dict.fromkeys(("total", "total.counts", "total.pages", "total.estimated"), place)
    told = {fact.id: fact.binding for fact in facts(contract(total=said, sources=sources)) if fact.id.startswith("total")}
    assert told == {"total": True, "total.counts": False, "total.pages": False, "total.estimated": False}
