"""Whole queries, drawn: filters together, order and page, with values that records show, so that queries find something.

Most ask for what one record shows, so that filters together still keep it, and for a page on which something stands: an answer that
is empty by right tells little. The rest ask for anything.

Everything is ordered from simple to odd, for Hypothesis makes a finding smaller by going to the front: first record, whole value,
no filter, no order, the first page as large as pages may be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from hypothesis import reject
from hypothesis import strategies as st

from listproof.contract import Contract, Filter, Parameter, Query, each
from listproof.laws.listing import Listing
from listproof.laws.orders import asking_for
from listproof.oracle import Assumptions, instant, keeps
from listproof.values.boundary_values import sizes, smallest_size
from listproof.values.filter_values import holdable, spelled_time

__all__ = ["Question", "questions"]

_ATTEMPTS = 6
_HOW_MANY_FILTERS = (0, 1, 1, 1, 2, 2, 2, 3, 4)
_MOST_RECORDS = 400
_FREE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=8)
T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]
Drawn = Callable[[Draw], Any]


@dataclass(frozen=True)
class Question:
    """One whole query: what is asked beyond the base (`asked`), and the page of `size` records that starts `offset` records in."""

    asked: Query
    size: int
    offset: int = 0

    @property
    def arguments(self) -> dict[str, Any]:
        """Names and values of filters, what they need, and order."""
        return self.asked.arguments


def questions(listing: Listing) -> st.SearchStrategy[Question]:
    """Whole queries over a listing whose census holds records; of filters and orders, those that bind."""
    return _question(_Source(listing))


@dataclass(frozen=True)
class _Source:
    """What questions are made of: the contract's filters and orders, and what the records show."""

    listing: Listing

    @cached_property
    def records(self) -> list[Any]:
        """Records, plain and short ones first."""
        return sorted(self.listing.records, key=_oddness)[:_MOST_RECORDS]

    @cached_property
    def filters(self) -> list[Filter]:
        """The filters on what records show, those of the document alone."""
        return [one for one in self.listing.contract.filters if not one.opaque and self.listing.facts[f"filters.{one.name}"].binding]

    @cached_property
    def orders(self) -> list[dict[str, Any]]:
        """What may be asked of the order: nothing first, then each key in each direction and in none."""
        order = self.listing.contract.order
        found: list[dict[str, Any]] = [{}]
        if order is None:
            return found
        for key in order.keys:
            if self.listing.facts[f"order.keys.{key.name}"].binding:
                for direction in ("asc", "desc", None) if order.turn else (None,):
                    found.append(asking_for(self.listing.contract, key.name, direction))
        return found

    @cached_property
    def sizes(self) -> list[int]:
        """Page sizes that a source shows accepted, the largest first."""
        return sorted({self.listing.pages.largest, *sizes(self.listing.contract).values()}, reverse=True)

    def texts(self, pointer: str) -> list[str]:
        """The texts that records show at a pointer, plain and short ones first."""
        return sorted({str(value) for value in self.listing.values.shown(pointer)} - {""}, key=_oddness)

    @cached_property
    def assumptions(self) -> Assumptions:
        """What the oracle may take for known of the census alone: what is drawn must not hang on what other laws have found out."""
        return Assumptions(self.listing.conversation.now)

    def keeps(self, one: Filter, arguments: Mapping[str, Any], record: Any) -> bool:
        """Whether a filter keeps a record, asked so, by every reading of its document."""
        return keeps(self.listing.contract, one, {**self.listing.contract.base, **arguments}, record, self.assumptions) is True

    def matching(self, arguments: Mapping[str, Any]) -> int:
        """How many of the records that were read a query keeps, or where that is none, may keep."""
        touched = self.listing.comparison.touched(self.listing.conversation.base.having(arguments).arguments)
        must, may = self.listing.comparison.must_and_may(arguments, touched, self.assumptions)
        return len(must) or len(may)


def _oddness(value: Any) -> tuple[int, int, str]:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    plain = re.sub(r"[A-Za-z0-9\-.:]", "", text) if isinstance(value, str) else re.sub(r"[\x00-\x7f]", "", text)
    return len(plain), len(text), text


def _chosen(draw: Draw, options: Sequence[T]) -> T:
    """One of some options, the first where Hypothesis makes a finding smaller.

    Drawn as a number: a strategy made anew for each draw is validated anew for each draw, which costs more than the draw.
    """
    return options[_number_below(draw, len(options))]


def _number_below(draw: Draw, count: int) -> int:
    number: int = draw(_below(count))
    return number


@lru_cache(maxsize=4096)
def _below(count: int) -> st.SearchStrategy[int]:
    return st.sampled_from(range(count))


@st.composite
def _question(draw: Draw, source: _Source) -> Question:
    record = _chosen(draw, source.records)
    arguments: dict[str, Any] = {}
    if source.filters:
        fitting = _chosen(draw, (True, True, True, False))
        for one in _filters(draw, source, min(_chosen(draw, _HOW_MANY_FILTERS), len(source.filters))):
            arguments.update(_asked(draw, source, one, record, fitting))
    arguments.update(_chosen(draw, source.orders))
    size = _chosen(draw, source.sizes)
    return Question(Query.of(arguments), size, _offset(draw, source.listing.contract, size, source.matching(arguments)))


def _filters(draw: Draw, source: _Source, number: int) -> list[Filter]:
    """So many different filters."""
    left, found = list(source.filters), []
    for _ in range(number):
        found.append(_chosen(draw, left))
        left.remove(found[-1])
    return found


def _offset(draw: Draw, contract: Contract, size: int, matching: int) -> int:
    """Where a page of a size may start among so many records: mostly where some stand, now and then past them."""
    where, last = _chosen(draw, ("first", "beside", "within", "within", "past")), max(0, matching - 1)
    if contract.pages.kind != "offset":
        ends = {"first": 0, "past": last // size + 1}
        return size * (ends[where] if where in ends else _number_below(draw, last // size + 1))
    least = smallest_size(contract)
    match where:
        case "first":
            return 0
        case "beside":
            return _chosen(draw, [offset for offset in (1, least, size) if offset <= last] or [0])
        case "within":
            return _number_below(draw, last + 1)
        case _:
            return _chosen(draw, (matching, matching + 1, matching + least))


def _asked(draw: Draw, source: _Source, one: Filter, record: Any, fitting: bool) -> dict[str, Any]:
    """What asks for a filter: what it needs, what chooses its field or reading, and a value.

    `fitting`: the value keeps the record; nothing is asked where none is met that does.
    """
    asked = dict(one.needs)
    for choice in (one.field, one.matches):
        if choice.chosen_by and choice.chosen_by not in asked:
            left_out = [None] if choice.absent is not None else []
            asked[choice.chosen_by] = _chosen(draw, [*left_out, *choice.when])
    asked = {name: value for name, value in asked.items() if value is not None}
    drawn = _values(source, one, {**source.listing.contract.base, **asked}, record, fitting)
    for _ in range(_ATTEMPTS if drawn is not None else 0):
        value = drawn(draw) if drawn is not None else None
        if not fitting or source.keeps(one, {**asked, one.name: value}, record):
            return {**asked, one.name: value}
    return {} if drawn is not None or fitting else asked


def _values(source: _Source, one: Filter, arguments: Mapping[str, Any], record: Any, fitting: bool) -> Drawn | None:
    """How a value of a filter is drawn: what the record shows, changed a little, and what others show; None where nobody shows anything.

    `fitting`: only what is made of what the record shows itself, but for points, where what others show may keep it too.
    """
    listing = source.listing
    pointer, readings = one.field.of(arguments), one.matches.of(arguments)
    if pointer is None or readings is None:
        return None
    own = [value for value in each(record, pointer) if value is not None]
    if "entries" in readings:
        return _entries(own)
    shown = [text for text in map(str, own) if text] if fitting else source.texts(pointer)
    if not shown:
        return None
    parameter = listing.contract.parameter(one.name)
    if one.compares in ("time", "number"):
        everywhere = list(listing.values.shown(pointer))
        return _among(_points(parameter, one, readings, own or everywhere[:1], everywhere))
    if one.compares == "flag":
        return _among(own or [False, True])
    mine = [text for text in (str(value) for value in own) if text] or shown[:1]
    if parameter.enum:
        return _among([*(v for v in own if v in parameter.enum), *parameter.enum])
    if "words" in readings:
        return _among(_words_of(mine) or _words_of(shown))
    if any(reading.startswith("one-of") for reading in readings):
        return _several(one.separator or ",", mine, source.texts(pointer), readings)
    return _texts(mine, shown, readings, parameter.max_length or 1000, free=not fitting)


def _among(options: Sequence[Any]) -> Drawn | None:
    return (lambda draw: _chosen(draw, options)) if options else None


def _entries(own: list[Any]) -> Drawn | None:
    items = sorted({(str(k), str(v)) for held in own if isinstance(held, Mapping) for k, v in held.items()}, key=_oddness)
    if not items:
        return None
    return lambda draw: dict(_chosen(draw, items) for _ in range(_chosen(draw, (1, 2))))


def _points(parameter: Parameter, one: Filter, readings: tuple[str, ...], own: list[Any], shown: list[Any]) -> list[Any]:
    """Times and numbers as they are asked for: what the record shows, its neighbours, and what other records show."""
    convert = instant if one.compares == "time" else _number
    mine = [point for value in own if (point := convert(value)) is not None]
    theirs = sorted(point for value in shown if (point := convert(value)) is not None)
    if not mine or not theirs:
        return []
    if parameter.enum:
        return [*(v for v in own if v in parameter.enum), *parameter.enum]
    step = 1 if parameter.kind in ("integer", "number") else 1000
    near = [*mine, *(() if "equals" in readings else (mine[0] - step, mine[0] + step))]
    if one.compares == "number":
        near, theirs = ([point for point in points if holdable(parameter, point)] for points in (near, theirs))
    if not near or not theirs:
        return []
    # As many of the record's as of all others', so that each is met.
    points = [*near, *theirs] if len(theirs) <= len(near) else [*near * (len(theirs) // len(near)), *theirs]
    if one.compares == "time":
        return [spelled_time(parameter, point) for point in points]
    return [int(point) if point == int(point) else point for point in points]


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _words_of(texts: list[str]) -> list[str]:
    found = [word for text in texts for word in re.findall(r"(?<!\w)[A-Za-z0-9]{3,}(?!\w)|[\u4e00-\u9fff]{2,4}", text)]
    return sorted(dict.fromkeys(found), key=_oddness)


def _several(separator: str, mine: list[str], shown: list[str], readings: tuple[str, ...]) -> Drawn | None:
    """Lists of what the record shows first, and of what others show."""
    first, others = ([text for text in texts if separator not in text and text.strip() == text] for texts in (mine, shown))
    if not first:
        return None

    def drawn(draw: Draw) -> str:
        more = [_chosen(draw, others) for _ in range(_chosen(draw, (0, 1, 2, 3)))] if others else []
        several = separator.join(dict.fromkeys([_chosen(draw, first), *more]))
        return several.swapcase() if len(readings) > 1 and _chosen(draw, (False, True)) else several

    return drawn


def _texts(mine: list[str], shown: list[str], readings: tuple[str, ...], longest: int, *, free: bool) -> Drawn:
    """Whole texts, and where any reading looks inside: pieces, other case; `free`: and texts that nobody shows."""
    ways: list[Drawn] = [lambda draw: _chosen(draw, mine), lambda draw: _chosen(draw, shown)]
    whole = tuple(ways)
    if any(reading.endswith("-any-case") for reading in readings):
        ways.append(lambda draw: _chosen(draw, whole)(draw).swapcase())
    if any(not reading.startswith("equals") for reading in readings):
        ways += [lambda draw: _piece(draw, _chosen(draw, whole)(draw))] * 2
    if free:
        ways += [lambda draw: str(draw(_FREE))] * len(ways)

    def drawn(draw: Draw) -> str:
        text: str = _chosen(draw, ways)(draw)
        if len(text) > longest or text.strip() != text or text == "":
            reject()
        return text

    return drawn


def _piece(draw: Draw, text: str) -> str:
    start = _number_below(draw, max(1, len(text)))
    return text[start : start + 1 + _number_below(draw, 8)]
