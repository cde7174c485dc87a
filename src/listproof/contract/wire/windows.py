"""Where a page begins and how long it is, told together: `range=[0,24]`, `_start=0&_end=25`, `Range: items=0-24`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract.model import Contract
from listproof.contract.wire.query import Query
from listproof.contract.wire.texts import text_of

__all__ = ["spelled_headers", "window_of", "without_window"]


def window_of(contract: Contract, given: Mapping[str, Any]) -> dict[str, str]:
    """What each parameter of the window says, none where neither offset nor size is given.

    An offset without a size asks for the largest that is safe, a size without an offset begins at the first record. What is no number
    stands where it would if it were one.
    """
    pages = contract.pages
    if not pages.window or not {pages.parameter, pages.size.parameter} & given.keys():
        return {}
    first, size = given.get(pages.parameter, pages.first), given.get(pages.size.parameter, pages.size.safe)
    counted = all(isinstance(one, int) and not isinstance(one, bool) for one in (first, size))
    told = {"first": first, "size": size, "last": first + size - 1 if counted else size, "end": first + size if counted else size}
    return {name: _filled(template, told) for name, template in pages.window}


def _filled(template: str, told: Mapping[str, Any]) -> str:
    for word, value in told.items():
        template = template.replace(f"{{{word}}}", text_of(value))
    return template


def without_window(contract: Contract, query: Query) -> dict[str, Any]:
    """What a query gives besides the offset and the size of a window, and what its parameters in the query say of these."""
    given = query.arguments
    told = window_of(contract, given)
    if not contract.pages.window:
        return given
    inside = {parameter.name for parameter in contract.parameters if parameter.place == "query"}
    own = {name: value for name, value in given.items() if name not in (contract.pages.parameter, contract.pages.size.parameter)}
    return {**own, **{name: text for name, text in told.items() if name in inside}}


def spelled_headers(contract: Contract, query: Query) -> dict[str, str]:
    """The headers that a query sends: those of its window."""
    places = {parameter.name: parameter.place for parameter in contract.parameters}
    return {name: text for name, text in window_of(contract, query.arguments).items() if places.get(name) == "header"}
