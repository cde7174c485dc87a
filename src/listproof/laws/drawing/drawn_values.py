"""Values of filters for whole queries, drawn: what a record shows, changed a little, and what others show.

Everything is ordered from simple to odd, for Hypothesis makes a finding smaller by going to the front.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from listproof.contract import NEGATIONS, Filter, Parameter, each
from listproof.generating import Draw, RejectedError
from listproof.generating.texts import visible_text
from listproof.laws.context.listing import Listing
from listproof.oracle import instant
from listproof.values.filter_values import as_number, holdable, spelled_time
from listproof.values.flags import as_flags
from listproof.values.list_values import LISTS, listed, member_of

__all__ = ["Drawn", "drawn_values", "oddness"]

Drawn = Callable[[Draw], Any]
"""How a value is drawn."""
Texts = Callable[[str], list[str]]


def oddness(value: Any) -> tuple[int, int, str]:
    """How odd a text or a record is, plain and short ones first: what it holds beside letters and digits, its length, itself."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    plain = re.sub(r"[A-Za-z0-9\-.:]", "", text) if isinstance(value, str) else re.sub(r"[\x00-\x7f]", "", text)
    return len(plain), len(text), text


@dataclass(frozen=True)
class _Wanted:
    """One filter to draw for: its parameter and readings, what one record shows (`own`) and what others do.

    `fitting`: only what is made of what the record shows itself, but for points, where what others show may keep it too, and for
    negations, where only what others show does.
    """

    listing: Listing
    one: Filter
    pointer: str
    readings: tuple[str, ...]
    own: list[Any]
    fitting: bool
    texts: Texts

    @cached_property
    def parameter(self) -> Parameter:
        """The parameter that holds the value."""
        return self.listing.contract.parameter(self.one.name)

    @cached_property
    def member(self) -> Parameter:
        """The parameter as if it took a single value of its lists."""
        return member_of(self.parameter)

    @property
    def negates(self) -> bool:
        """Whether the filter keeps what its value does not name."""
        return bool(NEGATIONS & set(self.readings))

    @property
    def takes_all(self) -> bool:
        """Whether the filter keeps what shows all values of a list."""
        return any(reading.startswith("all-of") for reading in self.readings)

    @property
    def shown(self) -> list[str]:
        """Texts to ask for."""
        if self.negates:
            own = set(map(str, self.own))
            return [text for text in self.texts(self.pointer) if text not in own] or self.texts(self.pointer)
        return [text for text in map(str, self.own) if text] if self.fitting else self.texts(self.pointer)

    @property
    def mine(self) -> list[str]:
        """The texts of the record itself, or some other where it shows none; of a negation those of others."""
        return self.shown if self.negates else [text for text in map(str, self.own) if text] or self.shown[:1]


def drawn_values(listing: Listing, one: Filter, arguments: Mapping[str, Any], record: Any, fitting: bool, texts: Texts) -> Drawn | None:
    """How a value of a filter is drawn beside these arguments; None where nobody shows anything.

    `fitting`: the value should keep the record. `texts` gives what records show at a pointer, plain and short ones first.
    """
    pointer, readings = one.field.of(arguments), one.matches.of(arguments)
    if pointer is None or readings is None:
        return None
    own = [value for value in each(record, pointer) if value is not None]
    words = [word for word, meant in one.words.items() if not fitting or (meant == "with") == bool(own)]
    plain = _plain_values(listing, one, pointer, readings, own, fitting, texts)
    if not words:
        return plain
    return lambda draw: plain(draw) if plain is not None and draw.of((True, True, True, False)) else draw.of(words)


def _plain_values(
    listing: Listing, one: Filter, pointer: str, readings: tuple[str, ...], own: list[Any], fitting: bool, texts: Texts
) -> Drawn | None:
    """How a value is drawn that is none of the words for having one or none."""
    wanted = _Wanted(listing, one, pointer, readings, own, fitting, texts)
    if "entries" in readings:
        return _entries(own)
    if readings == ("is-null",):
        told = [not own] if fitting else [True, False]
        return _among(as_flags(wanted.parameter, told))
    if not wanted.shown:
        return None
    if "between" in readings:
        return _spans(wanted)
    single = _single(wanted)
    in_one = wanted.parameter.spelling in (None, "json") or wanted.parameter.quoted is not None
    if single is None or wanted.parameter.kind != "array" or not in_one:
        return single
    least = wanted.parameter.schema.get("minItems", 0)
    return lambda draw: list(dict.fromkeys(single(draw) for _ in range(max(least, draw.of((1, 1, 2, 3))))))


def _among(options: Sequence[Any]) -> Drawn | None:
    return (lambda draw: draw.of(options)) if options else None


def _single(wanted: _Wanted) -> Drawn | None:
    """One value, or where several stand in one text, that text."""
    one, parameter, readings = wanted.one, wanted.parameter, wanted.readings
    in_text = parameter.kind != "array" and bool(LISTS & set(readings))
    if one.compares == "flag":
        return _among(as_flags(wanted.member, wanted.own or [False, True]))
    if parameter.enum and not in_text:
        return _among([*(value for value in wanted.own if value in parameter.enum and not wanted.negates), *parameter.enum])
    if one.compares in ("time", "number"):
        points = _points(wanted)
        return _joined(wanted, points) if in_text and points and parameter.kind == "string" else _among(points)
    if "words" in readings:
        return _among(_words_of(wanted.mine) or _words_of(wanted.shown))
    if {"regex", "regex-any-case"} & set(readings):
        return _among(_patterns(wanted.mine))
    if in_text:
        return _several(wanted)
    drawn = _texts(wanted.mine, wanted.shown, readings, wanted.member.max_length or 1000, free=not wanted.fitting)
    return _uncut(drawn, parameter.separator or one.separator) if parameter.kind == "array" and parameter.quoted is None else drawn


def _uncut(texts: Drawn, separator: str | None) -> Drawn:
    """Texts that stand in a list as one value: none that what stands between its values would cut."""

    def drawn(draw: Draw) -> Any:
        text = texts(draw)
        if separator is not None and separator in text:
            raise RejectedError
        return text

    return drawn


def _entries(own: list[Any]) -> Drawn | None:
    items = sorted({(str(k), str(v)) for held in own if isinstance(held, Mapping) for k, v in held.items()}, key=oddness)
    if not items:
        return None
    return lambda draw: dict(draw.of(items) for _ in range(draw.of((1, 2))))


def _known_points(wanted: _Wanted) -> tuple[list[float], list[float]]:
    """Times and numbers as points: what the record shows, else some other, and what all show, sorted."""
    convert = instant if wanted.one.compares == "time" else as_number
    shown = list(wanted.listing.values.shown(wanted.pointer))
    mine = [point for value in wanted.own or shown[:1] if (point := convert(value)) is not None]
    return mine, sorted(point for value in shown if (point := convert(value)) is not None)


def _points(wanted: _Wanted) -> list[Any]:
    """Times and numbers as they are asked for: what the record shows, its neighbours, and what other records show."""
    parameter, compares = wanted.member, wanted.one.compares
    mine, theirs = _known_points(wanted)
    if not mine or not theirs:
        return []
    exact = bool({"equals", *LISTS} & set(wanted.readings)) or wanted.negates
    in_units = parameter.kind in ("integer", "number") and parameter.format != "epoch-seconds"
    step = 1 if in_units or compares == "number" else 1000
    near = [*mine, *(() if exact else (mine[0] - step, mine[0] + step))]
    if compares == "number":
        near, theirs = ([point for point in points if holdable(parameter, _spelled(wanted, point))] for points in (near, theirs))
    if not near or not theirs:
        return []
    # As many of the record's as of all others', so that each is met.
    points = [*near, *theirs] if len(theirs) <= len(near) else [*near * (len(theirs) // len(near)), *theirs]
    return [_spelled(wanted, point) for point in points]


def _spelled(wanted: _Wanted, point: float) -> Any:
    """A point as the parameter writes it."""
    if wanted.one.compares == "time":
        return spelled_time(wanted.member, point)
    number = int(point) if point == int(point) else point
    return str(number) if wanted.member.kind == "string" else number


def _spans(wanted: _Wanted) -> Drawn | None:
    """Two ends in one value, the lower first; one of them may be left out where the document says how that is written."""
    mine, theirs = _known_points(wanted)
    if not mine or len(theirs) < 2:
        return None
    glue = wanted.one.separator or "/"
    nothing = wanted.one.edges.open_end
    whole = [point for point in theirs if glue not in str(_spelled(wanted, point))]
    lower = [point for point in whole if point < min(mine)] if wanted.fitting else whole
    upper = [point for point in whole if point > max(mine)] if wanted.fitting else whole
    left_out = [None] if nothing is not None else []

    def drawn(draw: Draw) -> str:
        low, high = draw.of([*left_out, *lower]), draw.of([*left_out, *upper])
        if (low is None and high is None) or (low is not None and high is not None and low >= high):
            raise RejectedError
        return glue.join(str(nothing) if end is None else str(_spelled(wanted, end)) for end in (low, high))

    return drawn if (lower or upper if left_out else lower and upper) else None


def _words_of(texts: list[str]) -> list[str]:
    found = [word for text in texts for word in re.findall(r"(?<!\w)[A-Za-z0-9]{3,}(?!\w)|[\u4e00-\u9fff]{2,4}", text)]
    return sorted(dict.fromkeys(found), key=oddness)


def _patterns(texts: list[str]) -> list[str]:
    """Patterns that fit whole texts of letters and digits: as they are, with any end, with any letter at some place."""
    plain = [text for text in texts if re.fullmatch(r"[A-Za-z0-9 _-]{3,}", text)]
    return [pattern for text in plain for pattern in (text, f"{text[:2]}.*", f"{text[:1]}.{text[2:]}")]


def _several(wanted: _Wanted) -> Drawn | None:
    """Lists of what the record shows first, and of what others show."""
    separator, closed = wanted.one.separator or ",", wanted.parameter.enum

    def whole(texts: list[str]) -> list[str]:
        return [text for text in texts if separator not in text and text.strip() == text and (not closed or text in closed)]

    first = whole(wanted.mine)
    others = first if wanted.fitting and (wanted.negates or wanted.takes_all) else whole(wanted.texts(wanted.pointer))
    if not first:
        return None

    def drawn(draw: Draw) -> str:
        more = [draw.of(others) for _ in range(draw.of((0, 1, 2, 3)))] if others else []
        several = str(listed(wanted.one, wanted.parameter, list(dict.fromkeys([draw.of(first), *more]))))
        return several.swapcase() if len(wanted.readings) > 1 and not closed and draw.of((False, True)) else several

    return drawn


def _joined(wanted: _Wanted, points: list[Any]) -> Drawn:
    """Lists of numbers or times, each once, written as one text."""

    def drawn(draw: Draw) -> str:
        several = dict.fromkeys(draw.of(points) for _ in range(draw.of((1, 2, 3))))
        return str(listed(wanted.one, wanted.parameter, list(several)))

    return drawn


def _texts(mine: list[str], shown: list[str], readings: tuple[str, ...], longest: int, *, free: bool) -> Drawn:
    """Whole texts, and where any reading looks inside: pieces, other case; `free`: and texts that nobody shows."""
    ways: list[Drawn] = [lambda draw: draw.of(mine), lambda draw: draw.of(shown)]
    whole = tuple(ways)
    if any(reading.endswith("-any-case") for reading in readings):
        ways.append(lambda draw: draw.of(whole)(draw).swapcase())
    if any(not reading.startswith("equals") for reading in readings):
        ways += [lambda draw: _piece(draw, draw.of(whole)(draw))] * 2
    if free:
        ways += [visible_text] * len(ways)

    def drawn(draw: Draw) -> str:
        text: str = draw.of(ways)(draw)
        if len(text) > longest or text.strip() != text or text == "":
            raise RejectedError
        return text

    return drawn


def _piece(draw: Draw, text: str) -> str:
    start = draw.below(max(1, len(text)))
    return text[start : start + 1 + draw.below(8)]
