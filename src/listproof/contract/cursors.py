"""What a cursor has to be by the schemas that take and give it: one of some numbers, or a text of a certain form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from listproof.contract.model import Contract

__all__ = ["FEWEST_NUMBERS", "FORM", "forms", "gives_numbers", "numbers_for", "numbers_of", "takes_numbers", "text_form"]

FEWEST_NUMBERS = 2**20
"""So many numbers there must be at least, that one which was made up or changed is hardly ever another cursor."""
_LEAST, _GREATEST = 2**16, 2**31 - 1
"""Below are 0, 1 and other numbers that stand for something else; above are those that 32 bits do not hold."""
_MOST = 2**30
_NUMBERS = {"integer", "number"}
FORM = ("format", "pattern", "minLength", "maxLength")
"""The words of a schema that say how a text is written."""
_SHORTEST, _LONGEST = 60, 4_000
"""A text that only says its lengths takes every cursor there is where they leave so much room."""
_OPEN = frozenset({None, "byte", "base64", "base64url", "binary", "opaque", "password", "cursor", "token", "string", "uri"})
"""Formats that leave open how a text is written, as far as a cursor goes."""


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


def forms(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """How a schema says that a cursor which is a text is written, as far as that leaves not every text."""
    said = {word: schema[word] for word in FORM if word in schema}
    if said.get("format") in _OPEN:
        said.pop("format", None)
    if said.get("minLength", 0) <= _SHORTEST and said.get("maxLength", _LONGEST) >= _LONGEST and not {"format", "pattern"} & said.keys():
        return {}
    return said


def text_form(contract: Contract) -> Mapping[str, Any] | None:
    """How the cursors of a contract are written where they are texts of a certain form; None where any text will do, or none is one."""
    pages = contract.pages
    leads = [lead for lead in (pages.next, pages.previous) if lead is not None]
    if pages.kind != "cursor" or any(lead.place.kind == "last" for lead in leads) or numbers_of(contract) is not None:
        return None
    names = {name for name in (pages.parameter, *(lead.parameter for lead in leads)) if name and contract.has_parameter(name)}
    given = {lead.place.name for lead in leads if lead.place.kind == "pointer" and lead.form == "token"}
    schemas = [one.schema for one in contract.parameters if one.name in names]
    schemas += [one.schema for one in contract.fields if one.pointer in given]
    found: dict[str, Any] = {}
    for said in map(forms, schemas):
        lengths = {
            word: pick(found.get(word, said[word]), said[word])
            for word, pick in (("minLength", max), ("maxLength", min)) if word in said
        }  # fmt: skip
        found |= {**said, **lengths}
    return found or None


def _types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    said = schema.get("type", ())
    return tuple(kind for kind in ([said] if isinstance(said, str) else said) if kind != "null")


def _bound(schema: Mapping[str, Any], word: str, otherwise: int) -> int:
    said = schema.get(word)
    return int(said) if isinstance(said, int | float) and not isinstance(said, bool) else otherwise
