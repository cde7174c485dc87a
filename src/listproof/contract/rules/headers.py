"""A number in a header: the header is the number itself, or holds JSON in which a pointer leads to it."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.node import Node
from listproof.contract.rules.places import Places, inside, types
from listproof.contract.rules.wording import instead
from listproof.contract.text import Mistake

__all__ = ["number_in_header"]

_NUMBERS = {"integer", "number", "string"}


def number_in_header(places: Places, what: str, place: Node) -> Iterator[Mistake]:
    """A header that holds an object where a number is looked for, and a pointer that leads to no number in one."""
    name, pointer = place.get("header").text, place.get("at")
    if name is None:
        return
    schema, json = _described(places, name)
    fields = dict(inside(schema)) if schema is not None else {}
    below = [at for at, held in fields.items() if at and (not types(held) or _NUMBERS & set(types(held)))]
    if not pointer:
        if schema is not None and {"object", "array"} & set(types(schema)):
            meant = f"at: {below[0]} beside it" if below else "a pointer (at) beside it"
            yield place.mistake(f"{what}: the header {name} holds {types(schema)[0]}, no number; expected {meant}, where the number stands")
        return
    if schema is None or (types(schema) == ("string",) and not json):
        return  # a text may be JSON, of which nothing more is said
    if not {"object", "array"} & set(types(schema)) and types(schema):
        yield pointer.mistake(f"{what}: the header {name} is {' or '.join(types(schema))}, and no object; expected no at")
    elif pointer.text not in fields and len(fields) > 1:
        yield pointer.mistake(f"{what}: {pointer.text!r} leads to no field of the header {name}; {instead(pointer.text or '', below)}")
    elif pointer.text in fields and pointer.text not in below:
        found = " or ".join(types(fields[pointer.text]))
        yield pointer.mistake(f"{what}: {pointer.text} of the header {name} is {found}; expected integer or number or string")


def _described(places: Places, name: str) -> tuple[Node | None, bool]:
    """The schema of a header of the 200 response, whatever its case, and whether it is said to hold JSON; None where there is none."""
    for header, held in places.operation.get("responses", "200", "headers").items():
        if header.casefold() == name.casefold():
            entry = held.meant()
            media = next(((kind, inner) for kind, inner in entry.get("content").items()), None)
            schema = (entry.get("schema") if media is None else media[1].get("schema")).meant()
            return schema, media is not None and "json" in media[0]
    return None, False
