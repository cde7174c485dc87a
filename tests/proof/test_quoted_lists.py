"""Lists whose values stand in quotes one by one: written, read again, and caught where a value is parted or kept as it is escaped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from listproof.contract import Contract, Query, build, spell
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.oracle import Assumptions, keeps
from listproof.proof.mutations import mutations
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.exchange import Request
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.values.boundary_values import outside

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter
from .planting import is_caught_and_named

CLAUSE = {"within": "$filter", "joined-by": " and "}
FILTERS: dict[str, Any] = {
    "names": {**CLAUSE, "spelled": "name in ({})", "quoted": "'", "escaped": "doubled", "field": "/name", "matches": "one-of"},
    "kinds": {**CLAUSE, "spelled": "kind in ({})", "quoted": "'", "separator": ", ", "field": "/kind", "matches": "one-of"},
    "owners": {"parameter": "without", "spelled": "[{}]", "quoted": '"', "escaped": "backslash", "field": "/owner", "matches": "none-of"},
}


def _orchards() -> Contract:
    """Two clauses with lists, and a parameter that is one."""
    total = {"at": "/total", "counts": "matching"}
    made = sourced(document(parameter("$filter"), parameter("without"), filters=FILTERS, total=total))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def test_each_value_stands_in_quotes() -> None:
    """A quote and a backslash inside are written as the contract says, and a separator stands as it is."""
    contract = _orchards()
    query = Query.of({"names": ["it's", "a,b"], "kinds": ["plum", "pear"], "owners": ['say "hi"', "a\\b"]})
    assert spell(contract, query, " ").replace("%20", " ") == (
        "%24filter=name in %28%27it%27%27s%27%2C%27a%2Cb%27%29 and kind in %28%27plum%27%2C %27pear%27%29"
        "&without=%5B%22say %5C%22hi%5C%22%22%2C%22a%5C%5Cb%22%5D"
    )


def test_one_value_is_a_list_of_one() -> None:
    """A comma in it parts nothing."""
    contract = _orchards()
    names = contract.filter("names")
    now = Assumptions((0.0, 0.0))
    assert keeps(contract, names, {"names": "a,b"}, {"name": "a,b"}, now) is True
    assert keeps(contract, names, {"names": ["a,b", "c"]}, {"name": "a"}, now) is False


def test_lists_in_quotes_are_asked_for_and_understood() -> None:
    """No law fails, drawn queries among them, each filter is seen to keep what it names, and each fact has a change."""
    contract = _orchards()
    store = listing_of(Service(contract, 257, 0))
    drawn = laws_called(("queries.agrees-with-the-document",))
    outcomes = [(judge(law, store, subject), str(subject)) for law, subject in plan(contract, (*laws(), *drawn))]
    assert [(one.law, one.reason) for one, _ in outcomes if one.verdict in ("fail", "error")] == []
    told = ("filters.keeps-what-it-names", "filters.each-value-keeps-its-own")
    assert {subject for one, subject in outcomes if one.law in told and one.verdict == "pass"} >= {"names", "kinds", "owners"}
    assert all(one.weaker or repr(one.raw()) != repr(contract.raw) for one in mutations(contract))


@pytest.mark.parametrize(
    "kind",
    ["quote-kept-escaped:names", "quoted-list-cut:names", "quote-kept-escaped:owners", "quoted-list-cut:owners",
     "repeated-first-wins:kinds", "repeated-last-wins:owners"],
)  # fmt: skip
def test_what_is_misread_in_quotes_is_caught_and_named(kind: str) -> None:
    """A law says that it is this filter."""
    assert is_caught_and_named(_orchards(), kind)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"spelled": "name in ('{}')"}, "quotes stand around the whole list already"),
        ({"separator": "','"}, "it holds the quote itself"),
        ({"matches": "equals"}, "no list of texts is asked for"),
        ({"field": "/trees", "as": "number"}, "no list of texts is asked for"),
        ({"quoted": "`"}, "'`' is unknown"),
    ],
)
def test_quotes_that_cannot_be_meant_are_told(words: dict[str, Any], expected: str) -> None:
    """Lint says what contradicts what."""
    made = document(parameter("$filter"), filters={"names": {**FILTERS["names"], **words}})
    told = [mistake.message for mistake in lint(made, "orchards").mistakes]
    assert any(expected in message for message in told), told


def _taking_unknown_kinds(emptied: bool) -> Service:
    """A service that takes a kind that the field does not list; a list with one keeps nothing where it is `emptied` by it."""
    contract = build(sourced(document(parameter("$filter"), filters={"kinds": FILTERS["kinds"]})), "orchards")
    unknown = outside(contract.parameter("kinds"))

    def read(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        query: TypedQuery = inner(service, replace(request, target=request.target.replace(unknown, "plum")), path)
        if unknown not in request.target:
            return query
        place = query.given["kinds"].index("plum")
        named = [*query.given["kinds"][:place], unknown, *query.given["kinds"][place + 1 :]]
        return query.having(kinds=[unknown] if emptied else named)

    planted = Fault("taken", "filters", "A kind that is not listed is taken.", around("read", read), ("kinds",))
    return Service(contract, 257, 0).like(planted, None)


@pytest.mark.parametrize("emptied", [True, False])
def test_an_unlisted_value_in_a_quoted_list_empties_it_nowhere(emptied: bool) -> None:
    """Where the service takes such a value alone, a list with it between two that are listed keeps what those name."""
    (law,) = laws_called(("filters.keeps-what-it-names",))
    outcome = judge(law, listing_of(_taking_unknown_kinds(emptied)), "kinds")
    assert outcome.verdict == ("fail" if emptied else "pass")
    if outcome.violation is not None:
        assert "listproof-no-such-value" in outcome.violation.says
