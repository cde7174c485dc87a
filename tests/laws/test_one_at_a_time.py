"""Filters that share a parameter of a single value are asked one at a time; those of a parameter that is repeated, together."""

from __future__ import annotations

from functools import cache
from typing import Any

import httpx
import pytest

from listproof.contract import Contract, Document, build
from listproof.contract.lint import lint
from listproof.evidence import Store
from listproof.laws import judge
from listproof.laws.families import FAMILIES
from listproof.proof.suite import laws, laws_called, plan
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport import Session, Target

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

REPEATED = {"type": "array", "items": {"type": "string"}}
FILTERS: dict[str, Any] = {
    "trees_from": {"parameter": "trees", "spelled": "gte.{}", "field": "/trees", "as": "number", "matches": "minimum"},
    "trees_below": {"parameter": "trees", "spelled": "lt.{}", "field": "/trees", "as": "number", "matches": "before"},
    "kind_is": {"parameter": "kind", "spelled": "eq.{}", "field": "/kind", "matches": "equals"},
    "kind_is_not": {"parameter": "kind", "spelled": "neq.{}", "field": "/kind", "matches": "not-equals"},
    "name_is": {"parameter": "name", "spelled": "eq.{}", "field": "/name", "matches": "equals"},
    "name_is_not": {"parameter": "name", "spelled": "neq.{}", "field": "/name", "matches": "not-equals"},
}


@cache
def orchards(repeated: bool) -> Contract:
    """Three parameters with operators in their values."""
    held = REPEATED if repeated else {"type": "string"}
    made = sourced(
        document(
            parameter("trees", held), parameter("kind", held), parameter("name", held), parameter("offset", {"type": "integer"}),
            parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}), filters=FILTERS,
            pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
            total={"at": "/total", "counts": "matching"},
        )
    )  # fmt: skip
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


@cache
def asked(repeated: bool) -> tuple[list[str], list[tuple[str, str, str | None]]]:
    """What the laws and drawn queries ask, and what they come to."""
    contract = orchards(repeated)
    served, sent = InProcess(Service(contract, 90, 0)), []

    def answered(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.query.decode())
        return served.handle_request(request)

    target = Target("mock", contract.slug, **mock(contract, "http://127.0.0.1:1"))
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))
    drawn = laws_called(("queries.agrees-with-the-document",))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, (*laws(), *drawn))]
    return sent, [(one.law, one.verdict, one.reason) for one in outcomes]


def repeats(query: str) -> bool:
    """Whether a query gives a filter's parameter twice."""
    names = [pair.partition("=")[0] for pair in query.split("&")]
    return any(names.count(name) > 1 for name in ("trees", "kind", "name"))


def test_a_parameter_of_one_value_is_given_once() -> None:
    """No law and no drawn query repeats it, and nothing fails."""
    sent, outcomes = asked(repeated=False)
    assert [query for query in sent if repeats(query)] == []
    assert [one for one in outcomes if one[1] in ("fail", "error")] == []


def test_a_parameter_that_is_a_list_is_given_for_each_filter() -> None:
    """Both ends of a range are asked for together, and nothing fails."""
    sent, outcomes = asked(repeated=True)
    assert any("trees=gte." in query and "trees=lt." in query for query in sent)
    assert [one for one in outcomes if one[1] in ("fail", "error")] == []


def test_pairs_and_ranges_leave_out_what_cannot_stand_together() -> None:
    """Each filter is still tried beside another where there is one."""
    contract = orchards(repeated=False)
    pairs = [(pair.first, pair.second) for pair in FAMILIES["pair"](contract)]  # type: ignore[union-attr]
    assert {name for pair in pairs for name in pair} == set(FILTERS)
    assert not any(contract.are_apart(*pair) for pair in pairs)
    assert list(FAMILIES["range"](contract)) == []
    assert [str(one) for one in FAMILIES["range"](orchards(repeated=True))] == ["trees_from&trees_below"]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"base": {"made_from": "2026-01-01T00:00:00Z"}}, "base: made_from stands in made, which takes one value"),
        ({"close": "made_until"}, "close: made_until stands in made, which takes one value"),
    ],
)
def test_what_would_always_ask_for_two_is_refused(words: dict[str, Any], reason: str) -> None:
    """A base and a filter that closes the listing stand beside every other."""
    filters = {
        "made_from": {"parameter": "made", "spelled": "ge{}", "field": "/planted", "as": "time", "matches": "from"},
        "made_until": {"parameter": "made", "spelled": "le{}", "field": "/planted", "as": "time", "matches": "until"},
    }
    for held, refused in (({"type": "string"}, True), (REPEATED, False)):
        found = lint(sourced(document(parameter("made", held), filters=filters, **words)), "orchards").mistakes
        assert any(reason in mistake.message for mistake in found) is refused


def test_templates_in_a_list_that_is_one_text_are_refused() -> None:
    """Nobody repeats it, so that a template cannot stand in it for each filter."""
    made = sourced(document(parameter("trees", REPEATED, explode=False), filters={name: FILTERS[name] for name in list(FILTERS)[:2]}))
    assert any("trees is a list in one text" in mistake.message for mistake in lint(made, "orchards").mistakes)


APART: dict[str, Any] = {
    "trees_from": {"field": "/trees", "as": "number", "matches": "minimum"},
    "trees_below": {"field": "/trees", "as": "number", "matches": "before"},
    "kind": {"field": "/kind", "matches": "equals"},
    "name": {"field": "/name", "matches": "contains"},
}


def apart(*sets: list[Any], **words: Any) -> Document:
    """A listing of four filters, sets of which can only be asked for one at a time."""
    number = {"type": "number"}
    return sourced(
        document(
            parameter("trees_from", number), parameter("trees_below", number), parameter("kind"), parameter("name"),
            parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}),
            filters=APART, apart=list(sets), total={"at": "/total", "counts": "matching"},
            pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}, **words,
        )
    )  # fmt: skip


@pytest.mark.parametrize("behaviour", ["refuse", "first"])
@pytest.mark.parametrize("sides", [["trees_from", "trees_below", "kind"], [["trees_from", "trees_below"], "kind"]])
def test_filters_that_stand_apart_are_never_asked_for_together(behaviour: str, sides: list[Any]) -> None:
    """A service that refuses two of them, and one that takes the first, are in peace; those of one side are still tried together."""
    made = apart(sides)
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    contract = build(made, "orchards")
    served, sent = InProcess(Service(contract, 90, 0, readings={"apart": behaviour})), []

    def answered(request: httpx.Request) -> httpx.Response:
        sent.append({name for name in APART if name in request.url.params})
        return served.handle_request(request)

    target = Target("mock", contract.slug, **mock(contract, "http://127.0.0.1:1"))
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))
    drawn = laws_called(("queries.agrees-with-the-document",))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, (*laws(), *drawn))]
    assert [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []
    together = {frozenset(names - {"name"}) for names in sent if len(names - {"name"}) > 1}
    assert together == ({frozenset({"trees_from", "trees_below"})} if isinstance(sides[0], list) else set())
    assert any({"name", "kind"} <= names for names in sent)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (apart(["kind", "names"]), "apart: there is no filter 'names'; did you mean name?"),
        (apart(["kind", ["name", "names"]]), "apart: there is no filter 'names'; did you mean name?"),
        (apart(["kind", ["name", "kind"]]), "apart: kind stands on both sides"),
        (apart([["kind", "name"], "trees_from"], base={"name": "a"}), "base: name is asked for by itself, and trees_from could not"),
        (apart(["kind", "name"], base={"kind": "pear"}), "base: kind is asked for by itself, and name could not be asked for beside it"),
    ],
)
def test_what_asks_for_two_that_stand_apart_is_refused(made: Document, reason: str) -> None:
    """Lint names a filter that is none, and what is asked for always."""
    assert any(reason in mistake.message for mistake in lint(made, "orchards").mistakes)
