"""What is worth a look in a document though each fact of it is said once: things that are unlike their neighbours.

Nothing here is a contradiction. A parameter's spelling or type says nothing of a field's, one time's unit nothing of another's,
and two examples may both be true, each of its own moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from listproof.contract import pointer as pointers
from listproof.derive.document import Description, Example, Item, SourcePlace
from listproof.derive.rows import is_milliseconds

__all__ = ["Remark", "remarks"]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth a look: the ids of the facts that are unlike, what is so in one sentence, and the places of both."""

    kind: str
    about: tuple[str, ...]
    says: str
    places: tuple[SourcePlace, ...]


def remarks(said: Description) -> tuple[Remark, ...]:
    """Every remark on a document, in the order of the document."""
    return (*_one_thing_two_types(said), *_letter_case(said), *_units_of_time(said), *_other_capture(said))


def _normal(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _one_thing_two_types(said: Description) -> Iterator[Remark]:
    for item in said.parameters:
        if item.where != "path":
            continue
        for at, field in said.answered():
            if "/*/" in at and _normal(field.name) == _normal(item.name) and field.kind.type != item.kind.type:
                yield Remark(
                    "one-thing-two-types",
                    (f"parameters.{item.name}.type", f"fields.{at}.type"),
                    f"{item.name} is {item.kind.type} in the path, and {field.name} {field.kind.type} in an answer",
                    (item.place, field.place),
                )


def _letter_case(said: Description) -> Iterator[Remark]:
    for item in said.parameters:
        if not re.fullmatch(r"(?i)page(_?(no|num|number|size|index))?|limit|offset", item.name):
            continue
        for at, field in said.answered():
            if "*" not in at and field.name != item.name and field.name.lower() == item.name.lower():
                yield Remark(
                    "letter-case",
                    (f"parameters.{item.name}", f"fields.{at}"),
                    f"a request spells {item.name}, an answer {field.name}",
                    (item.place, field.place),
                )


def _answer(said: Description) -> Example | None:
    return next((one for one in said.examples if one.status < 300), None)


def _example_times(said: Description) -> tuple[SourcePlace, list[tuple[str, Item, int]]]:
    shown = _answer(said)
    if shown is None:
        return SourcePlace("", ""), []
    times = []
    for at, item in said.answered():
        if re.search(r"(?i)time|date|_at$", item.name):
            values = (one for one in pointers.each(shown.value, at) if isinstance(one, int) and not isinstance(one, bool))
            times += [(at, item, value) for value in list(values)[:1]]
    return shown.place, times


def _units_of_time(said: Description) -> Iterator[Remark]:
    place, times = _example_times(said)
    usual = next(((at, item) for at, item, value in times if is_milliseconds(item.name, value)), None)
    if usual is None:
        return
    for at, item, value in times:
        if value < 10**9:
            yield Remark(
                "unit-of-time",
                (f"fields.{at}.format", f"fields.{usual[0]}.format"),
                f"{item.name} is {value} in the example, {usual[1].name} a time in milliseconds: no unit is taken for {item.name}",
                (SourcePlace(place.table, item.name, place.line), SourcePlace(place.table, usual[1].name, place.line)),
            )


def _other_capture(said: Description) -> Iterator[Remark]:
    shown = _answer(said)
    if shown is None:
        return
    differing: list[tuple[str, Item, Any]] = []
    for at, item in said.answered():
        if item.example is None or (isinstance(item.example, str) and "*" in item.example):
            continue
        values = [value for value in pointers.each(shown.value, at) if not isinstance(value, list | dict)]
        if values and item.example not in values and str(item.example) not in {str(value) for value in values}:
            differing.append((at, item, values[0]))
    if len(differing) > 1:
        _, first, value = differing[0]
        yield Remark(
            "other-capture",
            tuple(f"fields.{at}" for at, _, _ in differing),
            f"the rows of {', '.join(item.name for _, item, _ in differing)} show another answer than the example "
            f"({first.name} {first.example} and {value})",
            (first.place, shown.place),
        )
