"""Whole queries, drawn: filters together, order and page, with values that records show, so that queries find something.

Most ask for what one record shows, so that filters together still keep it, and for a page on which something stands: an answer that
is empty by right tells little. The rest ask for anything.

Everything is ordered from simple to odd, for Hypothesis makes a finding smaller by going to the front: first record, whole value,
no filter, no order, the first page as large as pages may be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from listproof.contract import Contract, Filter, Query, each
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
Draw = Callable[[st.SearchStrategy[Any]], Any]


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


@st.composite
def _question(draw: Draw, source: _Source) -> Question:
    record = draw(st.sampled_from(source.records))
    arguments: dict[str, Any] = {}
    if source.filters:
        number = min(draw(st.sampled_from(_HOW_MANY_FILTERS)), len(source.filters))
        fitting = draw(st.sampled_from([True, True, True, False]))
        some = st.lists(_asked(source, record, fitting), unique_by=lambda asked: asked[0], min_size=number, max_size=number)
        for _, asked in draw(some):
            arguments.update(asked)
    arguments.update(draw(st.sampled_from(source.orders)))
    size = draw(st.sampled_from(source.sizes))
    return Question(Query.of(arguments), size, draw(_offset(source.listing.contract, size, source.matching(arguments))))


@st.composite
def _offset(draw: Draw, contract: Contract, size: int, matching: int) -> int:
    """Where a page of a size may start among so many records: mostly where some stand, now and then past them."""
    where, last = draw(st.sampled_from(["first", "beside", "within", "within", "past"])), max(0, matching - 1)
    if contract.pages.kind != "offset":
        pages: int = draw(st.integers(0, last // size))
        return size * {"first": 0, "past": last // size + 1}.get(where, pages)
    least = smallest_size(contract)
    beside = [offset for offset in (1, least, size) if offset <= last] or [0]
    past = [matching, matching + 1, matching + least]
    places = {"first": st.just(0), "beside": st.sampled_from(beside), "within": st.integers(0, last), "past": st.sampled_from(past)}
    offset: int = draw(places[where])
    return offset


@st.composite
def _asked(draw: Draw, source: _Source, record: Any, fitting: bool) -> tuple[str, dict[str, Any]]:
    """The name of a filter, and what asks for it: what it needs, what chooses its field or reading, and a value, drawn in one piece.

    `fitting`: the value keeps the record; nothing is asked where none is met that does.
    """
    one = draw(st.sampled_from(source.filters))
    asked = dict(one.needs)
    for choice in (one.field, one.matches):
        if choice.chosen_by and choice.chosen_by not in asked:
            left_out = [None] if choice.absent is not None else []
            asked[choice.chosen_by] = draw(st.sampled_from([*left_out, *choice.when]))
    asked = {name: value for name, value in asked.items() if value is not None}
    values = _value(source, one, {**source.listing.contract.base, **asked}, record, fitting)
    for _ in range(_ATTEMPTS):
        value = draw(values)
        if value is None or not fitting or source.keeps(one, {**asked, one.name: value}, record):
            return one.name, {**asked, one.name: value}
    return one.name, {}


def _value(source: _Source, one: Filter, arguments: Mapping[str, Any], record: Any, fitting: bool) -> st.SearchStrategy[Any]:
    """Values of a filter: what the record shows, changed a little, and what others show; None where nobody shows anything.

    `fitting`: only what is made of what the record shows itself, but for points, where what others show may keep it too.
    """
    listing = source.listing
    pointer, readings = one.field.of(arguments), one.matches.of(arguments)
    if pointer is None or readings is None:
        return st.none()
    own = [value for value in each(record, pointer) if value is not None]
    if "entries" in readings:
        return _entries(own)
    shown = [text for text in map(str, own) if text] if fitting else source.texts(pointer)
    if not shown:
        return st.none()
    if one.compares in ("time", "number"):
        return _points(listing, one, readings, own or list(listing.values.shown(pointer))[:1], list(listing.values.shown(pointer)))
    parameter = listing.contract.parameter(one.name)
    if one.compares == "flag":
        return st.sampled_from(own or [False, True])
    mine = [text for text in (str(value) for value in own) if text] or shown[:1]
    if parameter.enum:
        return st.sampled_from([*(v for v in own if v in parameter.enum), *parameter.enum])
    if "words" in readings:
        words = _words_of(mine) or _words_of(shown)
        return st.sampled_from(words) if words else st.none()
    if any(reading.startswith("one-of") for reading in readings):
        return _several(one.separator or ",", mine, source.texts(pointer), readings)
    texts, longest = _texts(mine, shown, readings), parameter.max_length or 1000
    return (texts if fitting else texts | _FREE).filter(lambda text: len(text) <= longest and text.strip() == text != "")


def _entries(own: list[Any]) -> st.SearchStrategy[Any]:
    items = sorted({(str(k), str(v)) for held in own if isinstance(held, Mapping) for k, v in held.items()}, key=_oddness)
    if not items:
        return st.none()
    return st.lists(st.sampled_from(items), min_size=1, max_size=2, unique=True).map(dict)


def _points(listing: Listing, one: Filter, readings: tuple[str, ...], own: list[Any], shown: list[Any]) -> st.SearchStrategy[Any]:
    """Times and numbers: what the record shows, its neighbours, and what other records show."""
    parameter = listing.contract.parameter(one.name)
    convert = instant if one.compares == "time" else _number
    mine = [point for value in own if (point := convert(value)) is not None]
    theirs = sorted(point for value in shown if (point := convert(value)) is not None)
    if not mine or not theirs:
        return st.none()
    exact = "equals" in readings
    step = 1 if parameter.kind in ("integer", "number") else 1000
    near = [*mine, *(() if exact else (mine[0] - step, mine[0] + step))]
    if parameter.enum:
        return st.sampled_from([*(v for v in own if v in parameter.enum), *parameter.enum])
    if one.compares == "number":
        near, theirs = ([point for point in points if holdable(parameter, point)] for points in (near, theirs))
    if not near or not theirs:
        return st.none()
    points = st.sampled_from(near) | st.sampled_from(theirs)
    if one.compares == "time":
        return points.map(lambda point: spelled_time(parameter, point))
    return points.map(lambda point: int(point) if point == int(point) else point)


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _words_of(texts: list[str]) -> list[str]:
    found = [word for text in texts for word in re.findall(r"(?<!\w)[A-Za-z0-9]{3,}(?!\w)|[\u4e00-\u9fff]{2,4}", text)]
    return sorted(dict.fromkeys(found), key=_oddness)


def _several(separator: str, mine: list[str], shown: list[str], readings: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Lists of what the record shows first, and of what others show."""
    first, others = ([text for text in texts if separator not in text and text.strip() == text] for texts in (mine, shown))
    if not first:
        return st.none()
    several = st.tuples(st.sampled_from(first), st.lists(st.sampled_from(others), max_size=3))
    lists = several.map(lambda drawn: separator.join(dict.fromkeys([drawn[0], *drawn[1]])))
    return lists | lists.map(str.swapcase) if len(readings) > 1 else lists


def _texts(mine: list[str], shown: list[str], readings: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Whole texts, and where any reading looks inside: pieces, other case."""
    whole = st.sampled_from(mine) | st.sampled_from(shown)
    found = [whole]
    if any(reading.endswith("-any-case") for reading in readings):
        found.append(whole.map(str.swapcase))
    if any(not reading.startswith("equals") for reading in readings):
        found += [_piece(whole), _piece(whole)]
    return st.one_of(*found)


@st.composite
def _piece(draw: Draw, whole: st.SearchStrategy[str]) -> str:
    text: str = draw(whole)
    start = draw(st.integers(0, max(0, len(text) - 1)))
    return text[start : start + draw(st.integers(1, 8))]
