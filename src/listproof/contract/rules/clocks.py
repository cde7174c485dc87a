"""Times that a filter can be asked for: those without an offset from UTC, and those that a parameter without a format lets be written."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.model import RANGES
from listproof.contract.node import Node
from listproof.contract.possible import impossible
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.schemas import usable
from listproof.contract.text import Mistake

__all__ = ["by_one_clock"]

_LOCAL = "date-time-local"


def by_one_clock(places: Places) -> Iterator[Mistake]:
    """Filters that hold times without an offset against others, or against the time of a run: no offset tells how far apart the clocks are.
    And filters whose parameter takes no moment as it is written where no format says how."""
    for name, one in places.listing.get("filters").items():
        if one.get("as").text == "time":
            yield from _compared(places, name, one)
            yield from _written(places, name, one)


def _compared(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    schema, shown = places.value_schema(name), _shown(places, one)
    asked = schema.get("format").text if schema is not None else next(iter(shown), None)  # what its field decides
    if _LOCAL not in {*shown, asked}:
        return
    if asked not in (_LOCAL, "date") or shown - {_LOCAL, "date"}:
        held = f"{asked or 'a value of no format'} looks at {' and '.join(sorted(shown))}"
        way_out = "expected format: date-time-local at the parameter and at the field"
        yield one.mistake(f"filters.{name}: {held}, and no offset from UTC tells which is earlier; {way_out}")
    left_out = one.get("absent")
    if any(said.text == "now" or said.get("ago") for said in left_out.several()):
        yield left_out.mistake(f"filters.{name}.absent: it counts from now, and nothing says the offset from UTC of that clock")
    if places.listing.get("close").text == name:
        yield places.listing.get("close").mistake(f"close: {name} ends with now, and nothing says the offset from UTC of that clock")


def _shown(places: Places, one: Node) -> set[str]:
    """The formats of the fields that a filter looks at."""
    pointers = [one.get("field"), one.get("field", "absent"), *(held for _, held in one.get("field", "when").items())]
    fields = [places.in_record(pointer.text) for pointer in pointers if pointer.text is not None]
    return {str(field.get("format").text) for field in fields if field is not None}


def _written(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    """A text without a format whose pattern or lengths take no moment as RFC 3339 writes it, so that none could ever be asked for."""
    schema = places.value_schema(name)
    held = usable(schema) if schema is not None else None
    readings = {reading.text for reading in one.get("matches").several()}
    between = one.get("separator").text or "/" if readings == {"between"} else None
    told = between is not None or readings <= {*RANGES, "equals"}
    if schema is None or held is None or "format" in held or set(types(schema)) != {"string"} or not told:
        return
    if one.get("schema"):
        between = None  # of each end
    wrong = impossible({**held, "format": "date" if _shown(places, one) == {"date"} else "date-time"}, between)
    if wrong is not None and impossible(held, between) is None:
        way_out = "expected the format in which it takes moments (date, date-time-local), or another pattern"
        yield schema.get(wrong[0]).mistake(f"filters.{name}: {wrong[1]}, by which moments are written without a format; {way_out}")
