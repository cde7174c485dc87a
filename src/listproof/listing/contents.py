"""Record contents that no report may hold: the fields that a target's `mask` names, in bodies and wherever their values are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from listproof.contract import Contract, each
from listproof.contract.pointer import join, parts

__all__ = ["SHORTEST", "asked_of", "covered", "texts_at"]

SHORTEST = 3
"""Characters from which on a text is covered outside bodies too; shorter ones tell nothing and would blank a report."""


def covered(body: Any, pointers: Iterable[str], cover: str) -> Any:
    """A copy of a body with `cover` in place of every value at the pointers; `*` steps into every item."""
    for pointer in pointers:
        body = _covered(body, parts(pointer), cover)
    return body


def _covered(value: Any, steps: tuple[str, ...], cover: str) -> Any:
    if not steps:
        return cover
    step, rest = steps[0], steps[1:]
    if isinstance(value, Mapping):
        return {key: _covered(inner, rest, cover) if step in ("*", key) else inner for key, inner in value.items()}
    if isinstance(value, list):
        return [_covered(inner, rest, cover) if step in ("*", str(place)) else inner for place, inner in enumerate(value)]
    return value


def texts_at(body: Any, pointers: Iterable[str]) -> set[str]:
    """The texts at the pointers of a body, those inside objects and arrays among them."""
    return {text for pointer in pointers for value in each(body, pointer) for text in _texts(value) if len(text) >= SHORTEST}


def asked_of(contract: Contract, arguments: Mapping[str, Any], pointers: Iterable[str]) -> set[str]:
    """The texts that a query gives to filters on masked fields: whole contents or pieces of them."""
    covers = tuple(pointers)
    found: set[str] = set()
    for one in contract.filters:
        fields = [join(contract.records, "/*", pointer) for pointer in one.field.all()]
        if one.name in arguments and any(f"{field}/".startswith(f"{cover}/") for field in fields for cover in covers):
            found.update(text for text in _texts(arguments[one.name]) if len(text) >= SHORTEST)
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(str(key))
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
