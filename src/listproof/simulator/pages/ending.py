"""What stands where an answer leads on once no page follows, and what a field says while one does, as its schema lets it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract import Contract, End, Field
from listproof.contract.pointer import Absent, at, unescaped, write

__all__ = ["linked_on", "opposite", "removed", "said_otherwise", "unled"]


def linked_on(end: End | None) -> bool:
    """Whether the last page is told by what its link to a next one says, so that it has such a link too."""
    return end is not None and end.place is not None and end.place.kind == "link"


def unled(contract: Contract, body: Any, pointer: str, end: str | None) -> Any:
    """The body without a lead: absent, null or blank as `end` has it, else as the schema allows.

    Where the lead itself must be there, an object around it that holds nothing else of the page is left out or null instead.
    """
    for kind in dict.fromkeys((end, "absent", "null", "blank")):
        for place, field in _around(contract, pointer):
            if kind == "absent" and (field is None or not field.required):
                return removed(body, place)
            if kind == "null" and (field is None or "null" in field.types or not field.types):
                return write(body, place, None)
            if kind == "blank" and place == pointer and (field is None or not field.types or "string" in field.types):
                return write(body, place, "")
    return write(body, pointer, 0)


def _around(contract: Contract, pointer: str) -> Iterator[tuple[str, Field | None]]:
    """A pointer and the objects around it that hold nothing else of the page, the innermost first, each with its field."""
    fields = {one.pointer: one for one in contract.fields if one.within is None}
    held = _told_of_the_page(contract)
    while pointer:
        yield pointer, fields.get(pointer)
        pointer = pointer.rpartition("/")[0]
        if any(other == pointer or other.startswith(f"{pointer}/") for other in held):
            return


def _told_of_the_page(contract: Contract) -> set[str]:
    """Where an answer tells other things of its page than what leads on from it."""
    pages, total = contract.pages, contract.total
    places = [lead.place for lead in (pages.previous, *pages.edges.values()) if lead is not None]
    places += [end.place for end in pages.end if end.place is not None]
    places += [place for place in (total.at if total is not None else None, contract.page_count, contract.shown_count) if place is not None]
    named = {place.name for place in places if place.kind in ("pointer", "rel")}
    return {*named, *(echo for echo in (pages.echo, pages.size.echo) if echo), contract.records, *contract.success}


def said_otherwise(contract: Contract, body: Any, end: End) -> Any:
    """What a field says while pages follow, where it says the value of `end` when none does: another value that its schema takes."""
    pointer = end.place.name if end.place is not None else ""
    shown = at(body, pointer)
    field = next((one for one in contract.fields if one.pointer == pointer), None)
    if field is None:
        return opposite(end.value)
    if field.enum:
        return next((value for value in field.enum if value != end.value and value is not None), opposite(end.value))
    if isinstance(shown, Mapping) and not isinstance(end.value, Mapping):
        return shown
    if end.value is None or not isinstance(end.value, bool | int | float | str):
        usual = {"boolean": True, "integer": 1, "number": 1, "string": "more", "object": {}, "array": []}
        return next((usual[kind] for kind in field.types if kind in usual), True)
    return opposite(end.value)


def opposite(value: Any) -> Any:
    """What a field says while pages follow, where it says `value` when none does."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    words = {"true": "false", "false": "true", "yes": "no", "no": "yes"}
    return words.get(str(value), "more") if value is not None else True


def removed(value: Any, pointer: str) -> Any:
    """A copy of a value without what stands at a pointer."""
    parent, _, name = pointer.rpartition("/")
    holder = at(value, parent)
    if isinstance(holder, Absent) or not isinstance(holder, dict):
        return value
    return write(value, parent, {key: inner for key, inner in holder.items() if key != unescaped(name)})
