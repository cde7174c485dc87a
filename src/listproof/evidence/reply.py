"""An answer read in the terms of its contract: good or refused, its records, its total."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from listproof.checks.refusals import breakage
from listproof.checks.shapes import fits_schema, has_place_for_records, shows_records
from listproof.contract import Absent, Contract, Query, at
from listproof.contract.statuses import BROKEN_OFF, told
from listproof.paging import said_at
from listproof.transport.session import Answer

__all__ = ["Cut", "Reply", "Walk", "name_of", "said_by"]

_LONGEST_NAME = 1000


def name_of(identity: tuple[str, ...], record: Any) -> str:
    """What tells a record apart, as one text; of a very long one its beginning and a digest, for each answer holds a name a record."""
    if len(identity) == 1:
        only = at(record, identity[0])
        if isinstance(only, str) and len(only) <= _LONGEST_NAME:
            return only
    values = [at(record, pointer) for pointer in identity]
    if len(values) == 1 and isinstance(values[0], int):
        return str(values[0])
    name = " / ".join(map(_part, values))
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:_LONGEST_NAME]}… {sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _part(value: Any) -> str:
    """One of the values that tell a record apart, as a text: a name is made of each record of each answer."""
    if type(value) is str:
        return value
    if type(value) is int:
        return str(value)
    return "–" if isinstance(value, Absent) else value if isinstance(value, str) else json.dumps(value)


@dataclass(frozen=True)
class Reply:
    """The answer to one query. `good`: status 200 and, where the contract says so, the code of success; `refused`: a 4xx or its code."""

    contract: Contract
    query: Query
    answer: Answer

    @cached_property
    def success(self) -> bool:
        """Whether every success value of the contract stands in the body."""
        return all(at(self.answer.body, pointer) == value for pointer, value in self.contract.success.items())

    @cached_property
    def good(self) -> bool:
        """Whether the service says that it did what was asked."""
        body = list if self.contract.records == "" else Mapping
        return self.answer.status in self.good_statuses and isinstance(self.answer.body, body) and self.success

    @property
    def good_statuses(self) -> tuple[int, ...]:
        """200, and 206 where a range is asked for or told in a header: a part of what there is."""
        total, places = self.contract.total, {one.name: one.place for one in self.contract.parameters}
        ranged = any(places.get(name) == "header" for name, _ in self.contract.pages.window)
        return (200, 206) if ranged or (total is not None and total.at.kind == "range") else (200,)

    @property
    def begins(self) -> bool:
        """Whether the first page was asked for."""
        pages = self.contract.pages
        begun = pages.begun.get(pages.parameter)
        return self.query.link is None and self.query.arguments.get(pages.parameter, begun) == begun

    @property
    def refused(self) -> bool:
        """Whether the service says that it will not: a 4xx, or a 200 whose body, which can be read, denies success."""
        denied = self.answer.status == 200 and bool(self.contract.success) and not self.success
        return 400 <= self.answer.status < 500 or (denied and not isinstance(self.answer.body, Absent))

    @property
    def breakage(self) -> str | None:
        """How it shows that the service breaks, None where it does not. What stands in records is data: jobs may tell of a trace."""
        return breakage(self.answer.status, self.answer.shows_stack_trace and not (self.good and self.shows_records))

    @cached_property
    def valid(self) -> bool:
        """Whether the body fits the documented schema of a good answer."""
        return fits_schema(self.contract.answer_schema, self.answer.body)

    @cached_property
    def records(self) -> tuple[Any, ...]:
        """The records, none where they are absent or null; the values of an object where the document may mean one."""
        found = at(self.answer.body, self.contract.records)
        if isinstance(found, Mapping) and self.contract.records and "object" in self.contract.field(self.contract.records).types:
            return tuple(found.values())
        return tuple(found) if isinstance(found, list) else ()

    @property
    def has_place_for_records(self) -> bool:
        """Whether the records' field stands in the answer, whatever it holds."""
        return has_place_for_records(self.contract, self.answer.body)

    @property
    def shows_records(self) -> bool:
        """Whether the answer holds records, whatever its status."""
        return shows_records(self.contract, self.answer.body)

    @cached_property
    def names(self) -> list[str]:
        """What tells the records apart, in their order."""
        return [name_of(self.contract.identity, record) for record in self.records]

    @cached_property
    def reported(self) -> int | None:
        """The number that stands where the total does, None where there is none."""
        return None if self.contract.total is None else _whole(said_at(self.contract.total.at, self.answer, self.records))

    @cached_property
    def total(self) -> int | None:
        """The reported total, None where there is none, where it is but an estimate, and where it has reached its cap."""
        total = self.contract.total
        if total is None or total.estimated or total.capped is True or total.counts == ("remaining",):
            return None
        if "onward" in total.counts and not self.begins:
            return None
        return None if total.capped and self.reported is not None and self.reported >= total.capped else self.reported

    @property
    def matched(self) -> int:
        """How many records match, as far as the answer tells: its total, where that counts just these, else those that it shows."""
        counts = self.contract.total.counts if self.contract.total is not None else ()
        told = self.total if counts in (("matching",), ("onward",)) else None
        return len(self.records) if told is None else told

    def said(self) -> str:
        """What came back, in a few words."""
        if self.good:
            total = "" if self.total is None else f", total {self.total}"
            return f"{len(self.records)} records{total}"
        return self.body()

    def body(self) -> str:
        """The status and how the body begins, and that it is no JSON where it is none."""
        shown = self.answer.told(160)
        broken = " (no JSON)" if shown and isinstance(self.answer.body, Absent) else ""
        said = f"{told(self.answer.status)}{broken}"
        return said if self.answer.status == BROKEN_OFF else f"{said}: {shown}"


def _whole(found: Any) -> int | None:
    if isinstance(found, Absent | bool):
        return None
    try:
        return int(found)
    except (TypeError, ValueError, OverflowError):
        return None


def said_by(pages: Sequence[Reply]) -> str:
    """What came back on the pages of one query, in a few words: of one page what it says, of several what they hold together."""
    if len(pages) == 1 or not all(page.good for page in pages):
        return pages[-1].said()
    totals = dict.fromkeys(str(page.total) for page in pages if page.total is not None)
    told = f", total {', '.join(totals)}" if totals else ""
    return f"{sum(len(page.records) for page in pages)} records on {len(pages)} pages{told}"


Cut = Literal["loop", "barren", "astray", "far"]


@dataclass(frozen=True)
class Walk:
    """A complete reading of one query, page by page, all of one size.

    `cut` says why it ended before its pages did: at a `loop` (a page that leads to one read before), after `barren` pages without a
    record that is new, where a link leads `astray`, or too `far`; None where the pages ended. `behind` are the pages that were read
    after the last one with a record that is new, where pages led on for ever: of the listing they show nothing.
    """

    query: Query
    size: int
    pages: tuple[Reply, ...]
    cut: Cut | None = None
    behind: tuple[Reply, ...] = ()

    @cached_property
    def records(self) -> tuple[Any, ...]:
        """The records of all pages in their order."""
        return tuple(record for page in self.pages for record in page.records)

    @cached_property
    def names(self) -> list[str]:
        """What tells the records of all pages apart, in their order."""
        return [name for page in self.pages for name in page.names]

    @property
    def read(self) -> tuple[Reply, ...]:
        """Every page that was read."""
        return (*self.pages, *self.behind)

    @property
    def total(self) -> int | None:
        """The total that the first page reported."""
        return self.pages[0].total
