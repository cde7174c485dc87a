"""What the words of a schema rule out together: a text that has the length but not the format, a number between bounds that leave none.

Only what is certain is told: where it cannot be worked out whether some value is left, one is taken to be.
"""

from __future__ import annotations

import math
import re
import re._constants as words  # type: ignore[import-not-found]
import re._parser as reading  # type: ignore[import-not-found]
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from listproof.contract.patterns import readable

__all__ = ["Impossible", "impossible"]

Impossible = tuple[str, str]
"""The word of a schema that no value can keep beside its other words, and why."""

_RANGES = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
_LARGEST = {"minLength": 100_000, "minItems": 1_000}
"""The least length of a text and of a list from which on none is made: records of it would fill any machine."""
_EVERY_KIND = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
_DIGITS, _HEX = frozenset(string.digits), frozenset(string.hexdigits)
_LETTERS = {"d": _DIGITS, "h": _HEX, "t": frozenset("Tt "), "z": frozenset("Zz"), "s": frozenset("+-")}
_ZONES = ("z", "sdd:dd")
_PARTS = ("", *(f".{'d' * count}" for count in (1, 2, 3, 6, 9)))
_CLOCKS = tuple(f"dd:dd:dd{part}{zone}" for part in _PARTS for zone in _ZONES)
_SHAPES: Mapping[str, tuple[str, ...]] = {
    "uuid": ("-".join("h" * count for count in (8, 4, 4, 4, 12)),),
    "date": ("dddd-dd-dd",),
    "date-time": tuple(f"dddd-dd-ddt{clock}" for clock in _CLOCKS),
    "date-time-local": tuple(f"dddd-dd-ddtdd:dd:dd{part}" for part in _PARTS),
    "time": _CLOCKS,
}
"""How texts of a format are written: a letter stands for those of `_LETTERS`, any other character for itself."""
_LENGTHS: Mapping[str, tuple[int, float]] = {
    "uuid": (36, 36), "date": (10, 10), "date-time": (20, math.inf), "time": (9, math.inf), "ipv4": (7, 15), "ipv6": (2, 45),
    "email": (3, math.inf), "duration": (3, math.inf), "date-time-local": (19, 29),
}  # fmt: skip
"""The least and the greatest length of a text of each format."""
_CATEGORIES = {"DIGIT": _DIGITS, "SPACE": frozenset(string.whitespace), "WORD": frozenset(string.ascii_letters + string.digits + "_")}


def impossible(schema: Mapping[str, Any], between: str | None = None) -> Impossible | None:
    """The word of a schema (references written out) with which no value is left, null aside, or none that could be made; None else.

    `between` stands between the two ends of a range in one text: each has the format, and both together have lengths and pattern.
    """
    for low, high in _RANGES:
        if _is_number(schema.get(low)) and _is_number(schema.get(high)) and schema[low] > schema[high]:
            return high, f"{high} {schema[high]} is below {low} {schema[low]}"
    for least, most in _LARGEST.items():
        if _is_number(schema.get(least)) and schema[least] > most:
            return least, f"{least} {schema[least]} is more than {most:,}, and nothing so large is made"
    if schema.get("not") in ({}, True):
        return "not", "no value is allowed"
    if not _kinds(schema):
        return "allOf", "no value is of each of the types that its parts name"
    kinds = {kind for kind in _several(schema.get("type")) if kind != "null"}
    if "const" in schema or "enum" in schema:
        return None  # whose values are held to the other words one by one
    if kinds == {"string"}:
        return _text(schema, between)
    if kinds and kinds <= {"integer", "number"}:
        return _number(schema, whole=kinds == {"integer"})
    if kinds == {"array"}:
        return _list(schema)
    return None


def _several(said: Any) -> Sequence[Any]:
    return [] if said is None else said if isinstance(said, list) else [said]


def _kinds(schema: Mapping[str, Any]) -> frozenset[str]:
    """The types that a value may have by a schema and by every part of its `allOf`."""
    named = frozenset(_several(schema.get("type"))) or _EVERY_KIND
    found = named | {"integer"} if "number" in named else named
    for part in schema.get("allOf") or ():
        if isinstance(part, Mapping):
            found &= _kinds(part)
    return found


def _text(schema: Mapping[str, Any], between: str | None = None) -> Impossible | None:
    form, pattern = str(schema.get("format")), schema.get("pattern")
    least, most = schema.get("minLength", 0), schema.get("maxLength", math.inf)
    if form in _LENGTHS:
        shortest, longest = _LENGTHS[form]
        held = f"a text of format {form}"
        if between is not None:
            shortest, longest, held = 2 * shortest + len(between), 2 * longest + len(between), f"a range between two of format {form}"
        if most < shortest:
            return "maxLength", f"{held} has {_counted(shortest, longest)} characters, and maxLength is {most}"
        if least > longest:
            return "minLength", f"{held} has {_counted(shortest, longest)} characters, and minLength is {least}"
    tree = _read(pattern) if isinstance(pattern, str) else None
    if tree is None:
        return None
    shortest, longest = tree.getwidth()
    if most < shortest:
        return "maxLength", f"what the pattern takes has at least {shortest} characters, and maxLength is {most}"
    if least > longest and _is_whole(tree):
        return "minLength", f"what the pattern takes has at most {longest} characters, and minLength is {least}"
    shapes = [[_LETTERS.get(letter, frozenset(letter)) for letter in shape] for shape in _SHAPES.get(form, ())]
    if between is not None:
        shapes = [[*shape, *map(frozenset, between), *shape] for shape in shapes]
    if shapes and not any(_takes(tree, shape) for shape in shapes):
        what = f"text of format {form}" if between is None else f"two texts of format {form} with {between!r} between them"
        return "pattern", f"the pattern takes no {what}"
    return None


def _counted(shortest: int, longest: float) -> str:
    return str(shortest) if shortest == longest else f"at least {shortest}" if longest == math.inf else f"{shortest} to {longest}"


@lru_cache(maxsize=256)
def _read(pattern: str) -> Any:
    tree = reading.parse(pattern) if readable(pattern) else None
    return None if tree is None or tree.state.flags & (re.IGNORECASE | re.MULTILINE) else tree


def _is_whole(tree: Any) -> bool:
    """Whether a pattern begins and ends where the text does."""
    held = list(tree)
    return len(held) > 1 and held[0][0] is held[-1][0] is words.AT and str(held[0][1]).startswith("AT_BEGINNING") and _ends(held[-1][1])


def _ends(place: Any) -> bool:
    return str(place) in ("AT_END", "AT_END_STRING")


class _Unknown(Exception):
    """A pattern says something that is not worked out here."""


def _takes(tree: Any, shape: Sequence[frozenset[str]]) -> bool:
    """Whether a pattern is found in some text of a shape, which holds the characters that may stand at each place."""
    try:
        return bool(_reached(tree, shape, frozenset(range(len(shape) + 1))))
    except _Unknown:
        return True


def _reached(tree: Iterable[Any], shape: Sequence[frozenset[str]], places: frozenset[int]) -> frozenset[int]:
    """Where a part of a pattern may end in a text of a shape, if it begins at one of these places."""
    for kind, value in tree:
        if not places:
            break
        places = _step(kind, value, shape, places)
    return places


def _step(kind: Any, value: Any, shape: Sequence[frozenset[str]], places: frozenset[int]) -> frozenset[int]:
    if kind in (words.LITERAL, words.NOT_LITERAL, words.IN, words.ANY):
        return frozenset(at + 1 for at in places if at < len(shape) and any(_holds(kind, value, letter) for letter in shape[at]))
    if kind is words.AT:
        if str(value).startswith("AT_BEGINNING"):
            return places & {0}
        if _ends(value):
            return places & {len(shape)}
    elif kind is words.BRANCH:
        return frozenset().union(*(_reached(branch, shape, places) for branch in value[1]))
    elif kind is words.SUBPATTERN and not value[1]:
        return _reached(value[3], shape, places)
    elif kind is words.ATOMIC_GROUP:
        return _reached(value, shape, places)
    elif kind in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT):
        return _repeated(value, shape, places)
    raise _Unknown


def _repeated(value: Any, shape: Sequence[frozenset[str]], places: frozenset[int]) -> frozenset[int]:
    least, most, inner = value
    found = places if not least else frozenset()
    for count in range(1, min(int(most), max(int(least), 0) + len(shape) + 1) + 1):
        places = _reached(inner, shape, places)
        if count >= least:
            if places <= found:
                break
            found |= places
        if not places:
            break
    return found


def _holds(kind: Any, value: Any, letter: str) -> bool:
    if kind is words.LITERAL:
        return ord(letter) == int(value)
    if kind is words.NOT_LITERAL:
        return ord(letter) != int(value)
    return kind is words.ANY or _is_in(list(value), letter)


def _is_in(items: Sequence[Any], letter: str) -> bool:
    negated = bool(items) and items[0][0] is words.NEGATE
    return any(_item(kind, value, letter) for kind, value in items[1 if negated else 0 :]) != negated


def _item(kind: Any, value: Any, letter: str) -> bool:
    if kind is words.LITERAL:
        return ord(letter) == int(value)
    if kind is words.RANGE:
        return int(value[0]) <= ord(letter) <= int(value[1])
    if kind is words.CATEGORY:
        name = str(value)
        held = _CATEGORIES.get(name.rpartition("_")[2])
        if held is not None:
            return (letter in held) != ("_NOT_" in name)
    raise _Unknown


def _number(schema: Mapping[str, Any], *, whole: bool) -> Impossible | None:
    """Bounds between which no number lies, no whole one, or no multiple."""
    lows = list(_bounds(schema, "minimum", "exclusiveMinimum"))
    highs = list(_bounds(schema, "maximum", "exclusiveMaximum"))
    steps = [_exact(schema["multipleOf"])] if _is_number(schema.get("multipleOf")) and schema["multipleOf"] > 0 else []
    steps += [Fraction(1)] if whole and not (steps and steps[0].denominator == 1) else []
    if not lows or not highs:
        return None
    (low, low_open, _), (high, high_open, word) = max(lows), min(highs, key=lambda one: (one[0], not one[1]))
    if low > high or (low == high and (low_open or high_open)):
        return word, "no number lies between its bounds"
    for step in steps:
        first = math.floor(low / step) + 1 if low_open else math.ceil(low / step)
        last = math.ceil(high / step) - 1 if high_open else math.floor(high / step)
        if first > last:
            return (word, "no whole number lies between its bounds") if step == 1 else ("multipleOf", "no multiple lies between its bounds")
    return None


def _bounds(schema: Mapping[str, Any], closed: str, opened: str) -> Iterator[tuple[Fraction, bool, str]]:
    for word, is_open in ((closed, False), (opened, True)):
        if _is_number(schema.get(word)):
            yield _exact(schema[word]), is_open, word
    for part in schema.get("allOf") or ():
        for number, is_open, _ in _bounds(part, closed, opened) if isinstance(part, Mapping) else ():
            yield number, is_open, "allOf"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _exact(value: Any) -> Fraction:
    return Fraction(str(value))


def _list(schema: Mapping[str, Any]) -> Impossible | None:
    """More items than there are different ones, where each may stand but once."""
    items = schema.get("items")
    if not schema.get("uniqueItems") or not isinstance(items, Mapping):
        return None
    listed = items.get("enum", (True, False) if items.get("type") == "boolean" else None)
    if listed is not None and schema.get("minItems", 0) > len(listed):
        return "minItems", f"there are {len(listed)} different items, each of which may stand once, and minItems is {schema['minItems']}"
    return None
