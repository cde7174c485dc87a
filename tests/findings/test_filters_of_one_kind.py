"""Filters that are read by one piece of code fail alike, and have one cause."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listproof.findings import causes
from listproof.laws import FilterPair
from listproof.verdicts import Outcome

from .test_causes import FILTERS, VALUES, asked, failing, keeps, passing, shows


@pytest.mark.parametrize(
    ("said", "other", "apart"),
    [
        ("none-of", "not-equals", 1),
        ("not-contains", "none-of", 1),
        ("one-of", "all-of-any-case", 1),
        ("from", "minimum", 1),
        ("between", "between", 1),
        ("contains", "suffix-any-case", 1),
        ("from", "after", 1),
        ("before", "until", 1),
        ("minimum", "maximum", 1),
        ("from", "until", 2),
        ("after", "until", 2),
        ("from", "between", 2),
        ("prefix", "equals", 2),
        ("none-of", "equals", 2),
    ],
)
def test_filters_of_one_kind_that_fail_alike_have_one_cause(said: str, other: str, apart: int) -> None:
    """What one piece of code reads: two that negate, that take lists, that take parts of texts, that keep what lies on an end or beyond it,
    that hold numbers against an end."""
    values = {**VALUES, "filters.name": f"/orchards/*/name {said}", "filters.owner": f"/orchards/*/owner {other}"}
    held = [passing("filters.keeps-what-it-names", name) for name in FILTERS if name not in ("name", "owner")]
    assert len(causes([keeps("name"), keeps("owner"), *held], values, {})) == apart


@pytest.mark.parametrize(
    ("said", "other", "apart"),
    [
        ("equals", "not-equals", 1),
        ("one-of", "not-equals", 1),
        ("contains-any-case", "not-contains-any-case", 1),
        ("from", "until", 1),
        ("minimum", "before", 1),
        ("equals", "not-contains", 2),
        ("from", "equals", 2),
        ("equals", "prefix", 2),
    ],
)
def test_filters_on_one_field_that_are_two_sides_of_one_comparison_have_one_cause(said: str, other: str, apart: int) -> None:
    """Both ends of a range, and what is kept or left out; on two fields each has its own."""
    values = {**VALUES, "filters.name": f"/orchards/*/tag {said}", "filters.owner": f"/orchards/*/tag {other}"}
    held = [passing("filters.keeps-what-it-names", name) for name in FILTERS if name not in ("name", "owner")]
    assert len(causes([keeps("name"), loses("owner"), *held], values, {})) == apart
    on_two = {**values, "filters.owner": f"/orchards/*/owner {other}"}
    assert len(causes([keeps("name"), loses("owner"), *held], on_two, {})) == 2


def loses(name: str) -> Outcome:
    """A filter that loses what it names, and shows nothing else."""
    return failing("filters.keeps-what-it-names", f"filters.{name}", name, shows(lost=("o-3",)), asked(f"{name}=a"))


def test_one_negation_of_three_is_a_cause_of_its_own() -> None:
    """Where the others hold, what negates is not read wrongly as such."""
    values = {**VALUES, **{f"filters.{name}": f"/orchards/*/{name} not-equals" for name in ("name", "owner", "soil")}}
    held = [passing("filters.keeps-what-it-names", name) for name in FILTERS if name not in ("name", "crop")]
    assert len(causes([keeps("name"), keeps("crop"), *held], values, {})) == 2


def _negated(*spelled: str) -> dict[str, str]:
    """Five filters that negate, each in a clause of its own spelling; one more that does not stands beside them."""
    names = FILTERS[: len(spelled)]
    told = {f"filters.{name}": f"/orchards/*/{name} not-equals" for name in names}
    return {
        **VALUES,
        **told,
        **{f"filters.{name}.spelled": how.format(name) + " in where" for name, how in zip(names, spelled, strict=True)},
    }


@pytest.mark.parametrize(
    ("spelled", "owner", "apart"),
    [
        (("{} != '{{}}'", "{} ne {{}}", "{} ne {{}}", "{} != {{}}", "{} ne {{}}"), keeps("owner"), 1),
        (("{} != {{}}", "{} != {{}}", "{} != {{}}", "{} != {{}}", "{} != {{}}"), keeps("owner"), 1),
        (("{} ne {{}}", "{} != {{}}", "{} !~ {{}}", "{} <> {{}}", "{} not {{}}"), keeps("owner"), 2),
        (("{} != {{}}", "{} != {{}}", "{} != {{}}", "{} != {{}}", "{} != {{}}"), loses("owner"), 2),
    ],
)
def test_filters_of_one_operator_that_fail_in_the_same_way_have_one_cause(spelled: tuple[str, ...], owner: Outcome, apart: int) -> None:
    """Two negations of five: of one operator, wherever its value is quoted; not of two operators, and not where each shows otherwise."""
    names = FILTERS[: len(spelled)]
    held = [passing("filters.keeps-what-it-names", name) for name in FILTERS if name not in ("name", "owner")]
    assert "owner" in names
    assert len(causes([keeps("name"), owner, *held], _negated(*spelled), {})) == apart


def test_filters_of_one_kind_explain_a_drawn_question_each() -> None:
    """A question with any of them follows from their cause, whichever stands first and whichever filter the question is told by."""
    values = {**VALUES, **{f"filters.{name}": f"/orchards/*/{name} between" for name in ("name", "owner")}}
    drawn = failing("queries.agrees-with-the-document", "filters.soil", None, shows(wrong=("o-2",)), asked("soil=a&owner=b/c"))
    held = [passing("filters.keeps-what-it-names", name) for name in FILTERS if name not in ("name", "owner")]
    (only,) = causes([keeps("name"), keeps("owner"), drawn, *held], values, {})
    assert len(only.follows) == 2


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("name=0", "owner=false", 1),
        ("name=null", "owner=0", 1),
        ("name=0", "owner=a", 2),
        ("name=0 soil=a", "owner=0", 2),
        ("name=00", "owner=0", 2),
    ],
)
def test_filters_that_pass_over_what_is_taken_for_nothing_have_one_cause(first: str, second: str, apart: int) -> None:
    """Whatever they compare: each is asked alone for 0, false or null, and none fails at another value."""
    outcomes = []
    for said in (first, second):
        name = said.partition("=")[0]
        question = replace(asked(said.replace(" ", "&")), purpose=f"limit=100 {said}")
        outcomes.append(failing("filters.keeps-what-it-names", f"filters.{name}", name, shows(wrong=(f"o-{name}",)), question))
    held = [passing("filters.keeps-what-it-names", name) for name in FILTERS if name not in ("name", "owner")]
    assert len(causes([*outcomes, *held], VALUES, {})) == apart


@pytest.mark.parametrize(("within", "status", "apart"), [("where", 200, 1), ("having", 200, 2), ("where", 500, 2)])
def test_what_joins_the_clauses_of_one_parameter_is_one_cause(within: str, status: int, apart: int) -> None:
    """Two clauses that are not both kept, and a drawn question with two others of that parameter; not one with clauses of another, and none
    at which the service breaks."""
    homes = {"name": "where", "owner": "where", "soil": within, "crop": within}
    values = {**VALUES, **{f"filters.{name}.spelled": f"{name} == '{{}}' in {home}" for name, home in homes.items()}}
    both = failing(
        "filters.two-keep-what-both-keep", "filters.name", FilterPair("name", "owner"), shows(wrong=("o-1",)), asked("name=a&owner=b")
    )
    seen = shows(wrong=("o-2",)) if status == 200 else shows("refused")
    drawn = failing("queries.agrees-with-the-document", "filters.soil", None, seen, asked("soil=a&crop=b", status))
    assert len(causes([both, drawn], values, {})) == apart
