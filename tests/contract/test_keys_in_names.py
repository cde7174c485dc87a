"""An order that parameters with a key, or its place, in their names ask for is spelled as documented, and read so by the simulator."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

from listproof.contract import Contract, Query, build, order_arguments, spell
from listproof.contract.lint import lint
from listproof.simulator.reading.keyed import read_keys
from listproof.simulator.refusals import Refusal

from .drawn_contracts import sourced
from .orchards import document, parameter

KEYS = {"trees": {"field": "/trees", "as": "number"}, "name": {"field": "/name", "as": "text"}}
BY_KEY: dict[str, Any] = {"direction": {"each": {"order[{key}]": "{direction}"}}}
BY_PLACE: dict[str, Any] = {
    "direction": {"each": {"filter[order][{place}]": "{key} {direction}"}, "asc": "ASC", "desc": "DESC"},
    "repeated": True,
}
IN_TWO: dict[str, Any] = {
    "direction": {"each": {"sort[{number}][field]": "{key}", "sort[{number}][dir]": "{direction}"}},
    "repeated": True,
}


def ordered(words: dict[str, Any]) -> Contract:
    """A listing with such an order."""
    known = (parameter(name) for name in ("order[trees]", "filter[order][0]", "sort[1][field]"))
    made = sourced(document(*known, order={"by": "keys", "keys": KEYS, **words}))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def sent(words: dict[str, Any], *keys: tuple[str, str]) -> tuple[Contract, str]:
    """The contract, and how these keys are asked for by it."""
    contract = ordered(words)
    assert contract.order is not None
    return contract, unquote(spell(contract, Query.of(order_arguments(contract.order, keys))))


@pytest.mark.parametrize(
    ("words", "keys", "spelled", "read"),
    [
        (BY_KEY, [("trees", "desc")], "order[trees]=desc", "trees desc"),
        (BY_PLACE, [("trees", "desc")], "filter[order][0]=trees DESC", ["trees desc"]),
        (
            BY_PLACE,
            [("trees", "desc"), ("name", "asc")],
            "filter[order][0]=trees DESC&filter[order][1]=name ASC",
            ["trees desc", "name asc"],
        ),
        (IN_TWO, [("name", "asc")], "sort[1][field]=name&sort[1][dir]=asc", ["name asc"]),
    ],
)
def test_keys_are_spelled_and_read(words: dict[str, Any], keys: list[tuple[str, str]], spelled: str, read: Any) -> None:
    """Each key under its name or its place, whichever of two parameters comes first."""
    contract, query = sent(words, *keys)
    assert query == spelled
    pairs = [pair.partition("=")[::2] for pair in query.split("&")]
    assert read_keys(contract, [(name, value) for name, value in pairs]) == {"keys": read}


def test_the_place_counts_and_not_the_turn() -> None:
    """The second key may be written before the first."""
    pairs = [("filter[order][1]", "name ASC"), ("filter[order][0]", "trees DESC")]
    assert read_keys(ordered(BY_PLACE), pairs) == {"keys": ["trees desc", "name asc"]}


@pytest.mark.parametrize("pairs", [[("order[trees]", "sideways")], [("order[trees]", "asc"), ("order[name]", "asc")]])
def test_what_is_no_such_order_is_refused(pairs: list[tuple[str, str]]) -> None:
    """A direction that is none, and two keys where one can be asked for."""
    with pytest.raises(Refusal):
        read_keys(ordered(BY_KEY), pairs)
