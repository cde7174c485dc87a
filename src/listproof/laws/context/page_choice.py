"""Choosing pages: sizes and places at which a listing can be cut."""

from __future__ import annotations

from typing import Any

from listproof.contract.answer import WRITTEN_TIMES
from listproof.evidence import Reply
from listproof.laws.context.conversation import Conversation
from listproof.values.boundary_values import leaving_one, listed_sizes, near_size, sizes
from listproof.values.tied_boundaries import tied_boundary

__all__ = ["PageChoice"]


class PageChoice:
    """Sizes and places of pages, chosen by how many records the census holds."""

    def __init__(self, conversation: Conversation) -> None:
        self._talk = conversation
        self._pages = conversation.contract.pages
        self._pager = conversation.store.pager

    @property
    def largest(self) -> int:
        """The page size for reading much: the largest that a source shows accepted, or more where the target shows it."""
        return self._talk.max_page_size

    @property
    def smallest(self) -> int:
        """The smallest documented page size."""
        return self._talk.smallest

    @property
    def handful(self) -> int:
        """A small page size: ten records, or the smallest documented where that is more."""
        return self._talk.handful

    @property
    def cut(self) -> int:
        """A size that cuts the census into several pages: a handful, or a third of few records; never below the smallest.

        Where pages lead to one another, one at whose first boundary two neighbours are equal in their order, for only the first pages
        are near.
        """
        few = self.near(max(self.smallest, min(self.handful, self.largest, len(self._talk.census.records) // 3)))
        if self._pages.addressed or not self._pages.sized or listed_sizes(self._talk.contract):
            return few
        tied = tied_boundary(self._talk.census.walk.records, self._keys, 1, max(self.smallest + 1, few // 2))
        return tied if few // 2 <= tied <= min(2 * few, self.largest) else few

    def near(self, wanted: int) -> int:
        """A size that may be asked for in place of one that is wanted: another one where the document lists its sizes."""
        return near_size(self._talk.contract, wanted)

    @property
    def sizes(self) -> dict[str, int]:
        """Page sizes to try, by name."""
        return sizes(self._talk.contract, len(self._talk.records), self.largest)

    @property
    def walked(self) -> int:
        """A size smaller than the largest at which the whole listing is walked: middling, or what cuts few records into pages.

        Where a page tells whether others follow and nothing narrows the listing, one that leaves a single record, where it can be had,
        for the last page.
        """
        middle, records = self.sizes["middle"], len(self._talk.records)
        if middle >= records:
            return self.cut
        tells = self._pages.next is not None or any(end.kind == "says" for end in self._pages.end)
        if listed_sizes(self._talk.contract) or not tells or self._talk.contract.filters or self._pages.size.means == "any":
            return middle
        return leaving_one(records, middle, max(self.smallest, middle // 2), max(middle, min(2 * middle, self.largest - 1)))

    @property
    def inside(self) -> tuple[int, int]:
        """Offset and size of a page that begins within the census: between pages of that size where it may, else the third or second.

        An offset of 0, or past the records, where they are too few for that.
        """
        size, held = self.cut, len(self._talk.census.records)
        if self._pager.anywhere:
            return (size + 3 if held > size + 3 else held // 2), size
        return (2 * size if held > 2 * size else size), size

    def places(self, size: int) -> range:
        """How many records of the census may stand before a page of `size` records: 0 first."""
        return self._pager.places(size, max(1, len(self._talk.records)))

    @property
    def end(self) -> int:
        """The offset of the first of the largest pages that lies past the census, which holds records."""
        return -(-len(self._talk.records) // self.largest) * self.largest

    @property
    def farthest_offset(self) -> int | None:
        """The greatest documented offset, None where a page may not begin just there or no bound is documented."""
        bound = self._talk.contract.parameter(self._pages.parameter).maximum if self._pager.anywhere else None
        return None if bound is None else self.begins(self._pages.parameter, int(bound))

    def begins(self, name: str, value: Any) -> int | None:
        """How many records stand before the page of a handful that a value of a parameter asks for; None where it asks for no place."""
        return self._pager.begins(value, self.handful) if name == self._pages.parameter else None

    def is_past_the_end(self, name: str, value: Any) -> bool:
        """Whether a value of the page parameter, and the one before it, lie past the last record, where the document is silent."""
        before = self.begins(name, value - 1) if isinstance(value, int) and self._pages.past_end is None else None
        return before is not None and before >= len(self._talk.census.records)

    def tied_boundary(self, size: int) -> int:
        """An offset, multiple of the size, at which two neighbours show the same time; else the first boundary."""
        return tied_boundary(self._talk.census.walk.records, self._keys, size)

    def neighbours(self, size: int) -> range:
        """Where three neighbouring pages of a size begin, around a boundary between equal order keys where there is one."""
        held = len(self._talk.census.walk.names)
        start = max(0, min(self.tied_boundary(size) - size, held // size * size - 3 * size))
        return range(start, min(start + 3 * size, held), size)

    @property
    def _keys(self) -> list[str]:
        """Where records show what they may be ordered by: the documented keys, and times."""
        order = self._talk.contract.order
        keys = [key.field for key in order.keys] if order else []
        times = [one.within for one in self._talk.contract.fields if one.within and one.format in ("epoch-milliseconds", *WRITTEN_TIMES)]
        return [*keys, *times]

    @property
    def read(self) -> tuple[Reply, ...]:
        """The pages of the census, good answers or not."""
        return self._talk.store.census.walk.pages
