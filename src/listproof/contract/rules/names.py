"""The names and pointers of `x-listing` lead somewhere: to parameters, filters and fields that are there and fit their part."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.node import Node
from listproof.contract.rules.looking import answer_field, near, parameter, query_parameter, record_field
from listproof.contract.rules.places import Places, types
from listproof.contract.text import Mistake
from listproof.contract.words.ordering import turned_by

__all__ = ["fits", "named"]

_RANGES = frozenset({"from", "after", "until", "before", "minimum", "maximum"})
_OVER = {
    "text": frozenset({
        "equals", "equals-any-case", "contains", "contains-any-case", "like", "like-any-case", "glob", "glob-any-case", "prefix",
        "one-of", "one-of-any-case", "entries", "words", "not-equals", "not-contains", "none-of", "regex", "is-null", "opaque",
    }),
    "number": _RANGES | {"equals", "one-of", "between", "not-equals", "none-of", "is-null", "opaque"},
    "time": _RANGES | {"equals", "one-of", "between", "not-equals", "none-of", "is-null", "opaque"},
    "flag": frozenset({"equals", "not-equals", "is-null", "opaque"}),
}  # fmt: skip
"""The readings that each kind of comparison knows."""


def fits(reading: str, compares: str) -> bool:
    """Whether a reading of the vocabulary can be compared as text, number, time or flag."""
    return reading in _OVER.get(compares, ())


def named(places: Places) -> Iterator[Mistake]:
    """Pointers of `x-listing` that lead nowhere, names of parameters that are none, readings that do not fit."""
    yield from _answer(places)
    yield from _scope(places)
    yield from _order(places)
    for name, one in places.listing.get("filters").items():
        yield from _filter(places, name, one)
    for name, value in places.listing.get("base").items():
        yield from query_parameter(places, "base", name, value)
    yield from _close(places)


def _answer(places: Places) -> Iterator[Mistake]:
    listing = places.listing
    yield from answer_field(places, "records", listing.get("records"), "array")
    for pointer, value in listing.get("success").items():
        if pointer not in places.fields:
            yield value.mistake(f"success: {pointer!r} leads to no field of the answer; {near(pointer, list(places.fields)[1:])}")
    for word in ("identity", "settled"):
        for node in listing.get(word).each():
            yield from record_field(places, word, node)


def _scope(places: Places) -> Iterator[Mistake]:
    for name, scope in places.listing.get("scope").items():
        yield from parameter(places, "scope", name, scope, "path")
        yield from record_field(places, f"scope.{name}", scope.get("field"))


def _order(places: Places) -> Iterator[Mistake]:
    order = places.listing.get("order")
    yield from query_parameter(places, "order.by", order.get("by").text, order.get("by"))
    yield from query_parameter(places, "order.direction", turned_by(order.get("direction").value or None), order.get("direction"))
    keys = list(order.get("keys").items())
    for name, key in keys:
        yield from record_field(places, f"order.keys.{name}", key.get("field"))
        yield from _comparable(places, f"order.keys.{name}", key.get("field"), key.get("as"))
    if len(keys) > 1 and not order.get("by") and not isinstance(order.get("default", 0).value, list):
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
    elif compares.value == "text" and kinds and "string" not in kinds:
        yield field.mistake(f"{shown}; expected text to compare as text")
    elif compares.value == "number" and kinds and not kinds & {"integer", "number", "string"}:
        yield field.mistake(f"{shown}; expected a number to compare as one")
    elif compares.value == "flag" and kinds and not kinds & {"boolean", "string", "integer"}:
        yield field.mistake(f"{shown}; expected a flag to compare as one")


def _filter(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    what = f"filters.{name}"
    yield from query_parameter(places, "filters", name, one)
    pages = places.listing.get("pages")
    taken = [pages.get(kind, "parameter").text for kind in ("offset", "number", "cursor", "size")]
    taken += [places.listing.get("order", "by").text, turned_by(places.listing.get("order", "direction").value or None)]
    if name in taken:
        yield one.mistake(f"{what}: this parameter pages or orders; expected it in pages or order alone")
    pointers = [one.get("field")] if one.get("field").text is not None else []
    pointers += [one.get("field", "absent")] if one.get("field", "absent").text is not None else []
    pointers += [held for _, held in one.get("field", "when").items()]
    compares = one.get("as")
    for pointer in pointers:
        yield from record_field(places, what, pointer)
        yield from _comparable(places, what, pointer, compares)
        yield from _scalar(places, what, pointer, one)
    for word in ("field", "matches"):
        chooser = one.get(word, "chosen-by")
        yield from query_parameter(places, f"{what}.chosen-by", chooser.text, chooser)
    for needed, value in one.get("needs").items():
        yield from query_parameter(places, f"{what}.needs", needed, value)
    yield from _yields(places, name, one.get("yields-to"))
    readings = list(_readings(one))
    for reading in readings:
        as_what = compares.text or "text"
        if reading.text is not None and as_what in _OVER and not fits(reading.text, as_what):
            kinds = [kind for kind in _OVER if fits(reading.text, kind)]
            if kinds:
                yield reading.mistake(f"{what}: {reading.text} does not compare as {as_what}; expected as: {' or '.join(kinds)}")
    lists = {"one-of", "one-of-any-case", "none-of", "between"} & {reading.text for reading in readings}
    if one.get("separator") and not lists:
        yield one.get("separator").mistake(f"{what}.separator: no reading takes parts; expected one-of, none-of or between")


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
        yield winner.mistake(f"filters.{name}.yields-to: there is no filter {winner.text!r}; {near(winner.text, filters)}")
    elif winner.text == name or places.listing.get("filters", winner.text, "yields-to").value == name:
        yield winner.mistake(f"filters.{name}.yields-to: the two filters yield to each other; expected one that wins")


def _close(places: Places) -> Iterator[Mistake]:
    close = places.listing.get("close")
    if close.text is None:
        return
    filters = [known for known, _ in places.listing.get("filters").items()]
    one = places.listing.get("filters", close.text)
    if close.text not in filters:
        yield close.mistake(f"close: there is no filter {close.text!r}; {near(close.text, filters)}")
    elif one.get("as").value != "time" or not {reading.text for reading in _readings(one)} & {"until", "before"}:
        yield close.mistake(f"close: {close.text} is no upper bound of time; expected a filter as: time that matches until or before")
