"""What is said of the ends of a range is said of a filter that has such ends."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.node import Node
from listproof.contract.rules.filtering import readings
from listproof.contract.rules.places import Places
from listproof.contract.text import Mistake

__all__ = ["edged"]

_DAY, _MOMENT = "2026-01-02", "2026-01-02T03:04:05.678Z"


def edged(places: Places) -> Iterator[Mistake]:
    """Words of `days` where no end of a range is a day that stands for more than a moment, and of `ends` where nothing has two."""
    for name, one in places.listing.get("filters").items():
        words = {reading.text for reading in readings(one)}
        days, ends, schema = one.get("days"), one.get("ends"), places.value_schema(name)
        if ends and "between" not in words:
            yield ends.mistake(f"filters.{name}.ends: no reading has two ends; expected between among its readings")
        yield from _open_end(name, one, words)
        yield from _cut(name, one, words, schema)
        if days and (one.get("as").value != "time" or not words & {"until", "after", "between"}):
            why = "no end of it is a day of which anything is open: from and before mean the moment at which one begins"
            yield days.mistake(f"filters.{name}.days: {why}; expected as: time, and until, after or between")
        elif days and "between" not in words and schema is not None and schema.get("format").value != "date":
            yield days.mistake(f"filters.{name}.days: its value is no day; expected format: date in its schema")
        elif days and any(_is_day(places, pointer) for pointer in _pointers(one)):
            yield days.mistake(f"filters.{name}.days: records show days there, so that a day is one; expected a field of moments")


def _cut(name: str, one: Node, words: set[str | None], schema: Node | None) -> Iterator[Mistake]:
    """What separates two times where it stands in each of them as well."""
    separator = one.get("separator")
    day = schema is not None and schema.get("format").value == "date"
    if "between" in words and one.get("as").value == "time" and separator.text and separator.text in (_DAY if day else _MOMENT):
        yield separator.mistake(
            f"filters.{name}.separator: {separator.text!r} stands in the times themselves, so that nobody can tell where the first ends; "
            "expected another"
        )


def _open_end(name: str, one: Node, words: set[str | None]) -> Iterator[Mistake]:
    """What stands for an end that is left out, where nothing has two ends, or where it would be read as what separates them."""
    told, separator = one.get("open-end"), one.get("separator").text or "/"
    what, said = f"filters.{name}.open-end", str(told.value or "")
    if told and "between" not in words:
        yield told.mistake(f"{what}: no reading has two ends; expected between among its readings")
    elif said and (separator in said or said in separator):
        yield told.mistake(f"{what}: {said!r} stands in what separates the ends, {separator!r}, or holds it; expected another")


def _pointers(one: Node) -> list[str]:
    field = one.get("field")
    held = [field, field.get("absent"), *(inner for _, inner in field.get("when").items())]
    return [pointer.text for pointer in held if pointer.text is not None]


def _is_day(places: Places, pointer: str) -> bool:
    field = places.in_record(pointer)
    return field is not None and field.get("format").value == "date"
