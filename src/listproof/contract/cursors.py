"""Cursors that are numbers: where a schema takes no text for one, and which numbers every such schema takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from listproof.contract.model import Contract

__all__ = ["FEWEST_NUMBERS", "gives_numbers", "numbers_for", "numbers_of", "takes_numbers"]

FEWEST_NUMBERS = 2**20
"""So many numbers there must be at least, that one which was made up or changed is hardly ever another cursor."""
_LEAST, _GREATEST = 2**16, 2**31 - 1
"""Below are 0, 1 and other numbers that stand for something else; above are those that 32 bits do not hold."""
_MOST = 2**30
_NUMBERS = {"integer", "number"}


def takes_numbers(schema: Mapping[str, Any]) -> bool:
    """Whether the parameter of a schema is read as a number: by the first of its types."""
    return next(iter(_types(schema)), "") in _NUMBERS


def gives_numbers(schema: Mapping[str, Any]) -> bool:
    """Whether a field holds numbers and no text."""
    return bool(_NUMBERS & set(_types(schema))) and "string" not in _types(schema)


def numbers_for(schemas: Iterable[Mapping[str, Any]]) -> range:
    """The numbers that a cursor may be where each of these schemas has to take it; they are the highest there are, within 32 bits."""
    least, greatest = _LEAST, _GREATEST
    for schema in schemas:
        least = max([least, *(_bound(schema, "minimum", least), _bound(schema, "exclusiveMinimum", least - 1) + 1)])
        greatest = min([greatest, *(_bound(schema, "maximum", greatest), _bound(schema, "exclusiveMaximum", greatest + 1) - 1)])
    return range(max(least, greatest - _MOST + 1), greatest + 1)


def numbers_of(contract: Contract) -> range | None:
    """The numbers that are the cursors of a contract; None where they are texts, links or fields of a record."""
    pages = contract.pages
    leads = [lead for lead in (pages.next, pages.previous) if lead is not None]
    if pages.kind != "cursor" or any(lead.place.kind == "last" for lead in leads):
        return None
    names = {name for name in (pages.parameter, *(lead.parameter for lead in leads)) if name and contract.has_parameter(name)}
    given = {lead.place.name for lead in leads if lead.place.kind == "pointer" and lead.form == "token"}
    taking = [one.schema for one in contract.parameters if one.name in names and takes_numbers(one.schema)]
    giving = [one.schema for one in contract.fields if one.pointer in given and gives_numbers(one.schema)]
    return numbers_for([*taking, *giving]) if taking or giving else None


def _types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    said = schema.get("type", ())
    return tuple(kind for kind in ([said] if isinstance(said, str) else said) if kind != "null")


def _bound(schema: Mapping[str, Any], word: str, otherwise: int) -> int:
    said = schema.get(word)
    return int(said) if isinstance(said, int | float) and not isinstance(said, bool) else otherwise
