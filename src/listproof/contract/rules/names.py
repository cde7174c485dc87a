"""The names and pointers of `x-listing` lead somewhere: to parameters, filters and fields that are there and fit their part."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from listproof.contract.node import Node
from listproof.contract.rules.places import Places, types
from listproof.contract.text import Mistake

__all__ = ["fits", "named"]

_RANGES = frozenset({"from", "after", "until", "before", "minimum", "maximum"})
_OVER = {
    "text": frozenset({
        "equals", "equals-any-case", "contains", "contains-any-case", "like", "like-any-case", "glob", "glob-any-case", "prefix",
        "one-of", "one-of-any-case", "entries", "words", "opaque",
    }),
    "number": _RANGES | {"equals", "one-of", "opaque"},
    "time": _RANGES | {"equals", "opaque"},
    "flag": frozenset({"equals", "opaque"}),
}  # fmt: skip
"""The readings that each kind of comparison knows."""


def fits(reading: str, compares: str) -> bool:
    """Whether a reading of the vocabulary can be compared as text, number, time or flag."""
    return reading in _OVER.get(compares, ())


def named(places: Places) -> Iterator[Mistake]:
    """Pointers of `x-listing` that lead nowhere, names of parameters that are none, readings that do not fit."""
    yield from _answer(places)
    yield from _pages(places)
    yield from _scope(places)
    yield from _order(places)
    for name, one in places.listing.get("filters").items():
        yield from _filter(places, name, one)
    for name, value in places.listing.get("base").items():
        yield from _parameter(places, "base", name, value, "query")
    yield from _close(places)


def _near(given: str, known: list[str]) -> str:
    close = get_close_matches(given, known, 1)
    return f"did you mean {close[0]}?" if close else f"expected one of {', '.join(known) or '(the schema describes none)'}"


def _parameter(places: Places, what: str, name: str | None, node: Node, *kinds: str) -> Iterator[Mistake]:
    if name is None:
        return
    known = [one for one in places.parameters if not kinds or places.parameter_places[one] in kinds]
    if name not in known:
        yield node.mistake(f"{what}: there is no {' or '.join(kinds) or 'request'} parameter {name!r}; {_near(name, known)}")


def _field(places: Places, what: str, node: Node, *kinds: str) -> Iterator[Mistake]:
    """A pointer from the answer."""
    if node.text is None:
        return
    schema = places.fields.get(node.text)
    if schema is None:
        yield node.mistake(f"{what}: {node.text!r} leads to no field of the answer; {_near(node.text, list(places.fields)[1:])}")
    elif kinds and types(schema) and not set(kinds) & set(types(schema)):
        yield node.mistake(f"{what}: {node.text} is {' or '.join(types(schema))}; expected {' or '.join(kinds)}")


def _record_field(places: Places, what: str, node: Node) -> Iterator[Mistake]:
    """A pointer from the record."""
    if node.text is not None and places.in_record(node.text) is None:
        start = f"{places.records}/*"
        known = [pointer[len(start) :] for pointer in places.fields if pointer.startswith(start + "/")]
        yield node.mistake(f"{what}: {node.text!r} leads to no field of a record; {_near(node.text, known)}")


def _answer(places: Places) -> Iterator[Mistake]:
    listing = places.listing
    yield from _field(places, "records", listing.get("records"), "array")
    schema = places.fields.get(f"{places.records}/*")
    record = places.root.get("components", "schemas", "Record")
    if listing.get("records").text in places.fields and record and (schema is None or schema.meant().path != record.meant().path):
        yield listing.get("records").mistake(f"records: what stands at {places.records}/* is not the schema Record")
    yield from _field(places, "total", listing.get("total", "at"), "integer", "number", "string")
    for pointer, value in listing.get("success").items():
        if pointer not in places.fields:
            yield value.mistake(f"success: {pointer!r} leads to no field of the answer; {_near(pointer, list(places.fields)[1:])}")
    for word in ("identity", "settled"):
        for node in listing.get(word).each():
            yield from _record_field(places, word, node)


def _pages(places: Places) -> Iterator[Mistake]:
    pages = places.listing.get("pages")
    for kind in ("offset", "number", "cursor"):
        step = pages.get(kind)
        yield from _parameter(places, f"pages.{kind}", step.get("parameter").text, step.get("parameter"), "query")
        yield from _field(places, "pages.echo", step.get("echo"))
        yield from _field(places, "pages.next", step.get("next"))
    yield from _parameter(places, "size", pages.get("size", "parameter").text, pages.get("size", "parameter"), "query")
    yield from _field(places, "size.echo", pages.get("size", "echo"))


def _scope(places: Places) -> Iterator[Mistake]:
    for name, scope in places.listing.get("scope").items():
        yield from _parameter(places, "scope", name, scope, "path")
        yield from _record_field(places, f"scope.{name}", scope.get("field"))


def _order(places: Places) -> Iterator[Mistake]:
    order = places.listing.get("order")
    for word in ("by", "direction"):
        yield from _parameter(places, f"order.{word}", order.get(word).text, order.get(word), "query")
    keys = list(order.get("keys").items())
    for name, key in keys:
        yield from _record_field(places, f"order.keys.{name}", key.get("field"))
        yield from _comparable(places, f"order.keys.{name}", key.get("field"), key.get("as"))
    if len(keys) > 1 and not order.get("by"):
        yield order.mistake("order: several keys and no parameter that names one; expected `by`")


def _comparable(places: Places, what: str, field: Node, compares: Node) -> Iterator[Mistake]:
    """Whether the field at a pointer from the record can be compared as it is said to be."""
    schema = places.in_record(field.text) if field.text is not None else None
    if schema is None:
        return
    kinds = set(types(schema)) - {"null"}
    shown = f"{what}: {field.text} is {' or '.join(sorted(kinds))}"
    if compares.value == "time" and schema.get("format").value not in ("date-time", "epoch-milliseconds"):
        yield field.mistake(f"{what}: {field.text} has no unit of time; expected format: date-time or epoch-milliseconds")
    elif compares.value == "number" and kinds and not kinds & {"integer", "number", "string"}:
        yield field.mistake(f"{shown}; expected a number to compare as one")
    elif compares.value == "flag" and kinds and not kinds & {"boolean", "string", "integer"}:
        yield field.mistake(f"{shown}; expected a flag to compare as one")


def _filter(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    what = f"filters.{name}"
    yield from _parameter(places, "filters", name, one, "query")
    pages = places.listing.get("pages")
    taken = [pages.get(kind, "parameter").text for kind in ("offset", "number", "cursor", "size")]
    taken += [places.listing.get("order", word).text for word in ("by", "direction")]
    if name in taken:
        yield one.mistake(f"{what}: this parameter pages or orders; expected it in pages or order alone")
    pointers = [one.get("field")] if one.get("field").text is not None else []
    pointers += [one.get("field", "absent")] if one.get("field", "absent").text is not None else []
    pointers += [held for _, held in one.get("field", "when").items()]
    compares = one.get("as")
    for pointer in pointers:
        yield from _record_field(places, what, pointer)
        yield from _comparable(places, what, pointer, compares)
        yield from _scalar(places, what, pointer, one)
    for word in ("field", "matches"):
        chooser = one.get(word, "chosen-by")
        yield from _parameter(places, f"{what}.chosen-by", chooser.text, chooser, "query")
    for needed, value in one.get("needs").items():
        yield from _parameter(places, f"{what}.needs", needed, value, "query")
    yield from _yields(places, name, one.get("yields-to"))
    readings = list(_readings(one))
    for reading in readings:
        as_what = compares.text or "text"
        if reading.text is not None and as_what in _OVER and not fits(reading.text, as_what):
            kinds = [kind for kind in _OVER if fits(reading.text, kind)]
            if kinds:
                yield reading.mistake(f"{what}: {reading.text} does not compare as {as_what}; expected as: {' or '.join(kinds)}")
    lists = any((reading.text or "").startswith("one-of") for reading in readings)
    if one.get("separator") and not lists:
        yield one.get("separator").mistake(f"{what}.separator: no reading takes a list; expected one-of among its readings")


def _readings(one: Node) -> Iterator[Node]:
    matches = one.get("matches")
    if matches.text is not None or isinstance(matches.value, list):
        yield from matches.several()
        return
    yield from matches.get("absent").several()
    for _, held in matches.get("when").items():
        yield from held.several()


def _scalar(places: Places, what: str, pointer: Node, one: Node) -> Iterator[Mistake]:
    schema = places.in_record(pointer.text) if pointer.text is not None else None
    kinds = set(types(schema)) - {"null"} if schema is not None else set()
    words = {reading.text for reading in _readings(one)}
    if "entries" in words and kinds and "object" not in kinds:
        yield pointer.mistake(f"{what}: {pointer.text} is {' or '.join(sorted(kinds))}; expected an object for entries")
    if words and "entries" not in words and kinds and kinds <= {"array", "object"}:
        yield pointer.mistake(f"{what}: {pointer.text} is {' or '.join(sorted(kinds))}; expected a single value (step into it with /*)")


def _yields(places: Places, name: str, winner: Node) -> Iterator[Mistake]:
    filters = [known for known, _ in places.listing.get("filters").items()]
    if winner.text is None:
        return
    if winner.text not in filters:
        yield winner.mistake(f"filters.{name}.yields-to: there is no filter {winner.text!r}; {_near(winner.text, filters)}")
    elif winner.text == name or places.listing.get("filters", winner.text, "yields-to").value == name:
        yield winner.mistake(f"filters.{name}.yields-to: the two filters yield to each other; expected one that wins")


def _close(places: Places) -> Iterator[Mistake]:
    close = places.listing.get("close")
    if close.text is None:
        return
    filters = [known for known, _ in places.listing.get("filters").items()]
    one = places.listing.get("filters", close.text)
    if close.text not in filters:
        yield close.mistake(f"close: there is no filter {close.text!r}; {_near(close.text, filters)}")
    elif one.get("as").value != "time" or not {reading.text for reading in _readings(one)} & {"until", "before"}:
        yield close.mistake(f"close: {close.text} is no upper bound of time; expected a filter as: time that matches until or before")
