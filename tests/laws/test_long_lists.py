"""Very long lists of values: a service that breaks at fifty, a hundred or a thousand is told, however few values there are to name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import all_laws
from listproof.proof.trials import listing_of
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.service import Service

from ..contract.orchards import parameter
from ..proof.test_ends_and_bounds import orchards

LAW = next(law for law in all_laws() if law.id == "filters.keeps-what-it-names")
BY_TREES = {"field": "/trees", "as": "number", "matches": "one-of"}
TEXTS = {"type": "array", "items": {"type": "string"}}


def _listing(form: str) -> Contract:
    if form == "listed":
        kinds: dict[str, Any] = {"type": "array", "items": {"type": "string", "enum": ["apple", "pear", "plum"]}}
        return orchards(parameter("many", kinds), filters={"many": {"field": "/kind", "matches": "equals"}})
    if form == "repeated":
        return orchards(parameter("many", TEXTS), filters={"many": {"field": "/owner", "matches": "equals"}})
    if form == "numbers":
        numbers = {"type": "array", "items": {"type": "integer"}}
        return orchards(parameter("many", numbers, explode=False), filters={"many": BY_TREES})
    if form == "in a clause":
        filters = {"many": {"within": "q", "joined-by": ",", "spelled": "owner in ({})", "field": "/owner", "matches": "one-of"}}
        return orchards(parameter("q"), filters=filters)
    if form == "negated":
        return orchards(parameter("many"), filters={"many": {"field": "/owner", "matches": "none-of", "separator": ",", "nulls": "kept"}})
    return orchards(parameter("many"), filters={"many": {"field": "/owner", "matches": "one-of", "separator": ","}})


def _number(value: Any) -> int:
    return len(value if isinstance(value, list) else value.split(",")) if value else 0


def _changed(contract: Contract, refused: int, broken: int, short: int = 0) -> Any:
    """The listing of a server that refuses longer lists than one number, breaks at longer ones than another, and may read fewer of them."""

    def bound(inner: Any, service: Served, query: TypedQuery) -> Any:
        given = query.given.get("many")
        if broken and refused >= _number(given) > broken:
            raise Refusal("internal")
        if _number(given) > refused:
            raise Refusal("bad-parameter", "many")
        if short and isinstance(given, list):
            query = replace(query, given={**query.given, "many": given[:short]})
        return inner(service, query)

    fault = Fault("long", "filters", "Long lists break.", around("bound", bound), ("many",))
    return listing_of(Service(contract, 120, 0).like(fault, None))


@pytest.mark.parametrize("form", ["listed", "repeated", "numbers", "in a clause", "negated", "text"])
@pytest.mark.parametrize("refused", [10**6, 60, 20])
def test_who_refuses_long_lists_is_in_peace(form: str, refused: int) -> None:
    """At any length, and so is who answers them all."""
    outcome = judge(LAW, _changed(_listing(form), refused, 0), "many")
    assert (outcome.verdict, outcome.reason) == ("pass", "")


@pytest.mark.parametrize("form", ["listed", "repeated", "numbers", "in a clause", "negated", "text"])
@pytest.mark.parametrize(("refused", "broken", "told"), [(10**6, 50, ""), (10**6, 400, ""), (200, 50, "101"), (200, 100, "101")])
def test_a_long_list_that_breaks_is_told_by_its_length(form: str, refused: int, broken: int, told: str) -> None:
    """Where one breaks, and where longer ones are refused."""
    outcome = judge(LAW, _changed(_listing(form), refused, broken), "many")
    assert outcome.verdict == "fail"
    assert outcome.reason.startswith(f"a list of {told}")
    assert outcome.reason.endswith(" values in many breaks the service")


def test_values_behind_the_hundredth_count_too() -> None:
    """A service that reads the first hundred values alone loses what the others name."""
    outcome = judge(LAW, _changed(_listing("repeated"), 10**6, 0, short=100), "many")
    assert outcome.verdict == "fail"
    assert outcome.reason.endswith(" values in many does not keep the records that it names")
