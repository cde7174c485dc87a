"""Asking on behalf of a law: pages, walks, and the census with its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from listproof.contract import Query
from listproof.evidence.drift import Census
from listproof.evidence.reply import Reply, Walk, name_of
from listproof.laws.claiming import Claiming
from listproof.values.boundary_values import mandatory, sizes, smallest_size

__all__ = ["Asking"]


class Asking(Claiming):
    """One listing, asked: what is in hand already is not asked for again."""

    def ask(self, arguments: Mapping[str, Any] | None = None, *, fresh: bool = False, bare: bool = False, **more: Any) -> Reply:
        """The reply to the base query with `arguments` (None leaves a parameter out); `bare`: without the base."""
        asked = arguments or {}
        query = Query.of(asked) if bare else self.store.base.having({**self.mandatory, **asked})
        reply = self.store.ask(query, fresh=fresh, **more)
        self._asked.append(reply)
        return reply

    def page(self, offset: int, size: int, arguments: Mapping[str, Any] | None = None, *, fresh: bool = False) -> Reply:
        """The page of `size` records that starts `offset` records in, walked to where pages lead to one another."""
        reply = self.store.page(self.store.base.having(arguments or {}), offset, size, fresh=fresh)
        self._asked.append(reply)
        return reply

    def first_page(self, arguments: Mapping[str, Any], *, fresh: bool = False) -> Reply:
        """The first page, as large as pages may be, of the base query with `arguments`."""
        return self.page(0, self.store.max_page_size, arguments, fresh=fresh)

    @property
    def handful(self) -> int:
        """A small page size: ten records, or the smallest documented where that is more."""
        return max(self.smallest, 10)

    @property
    def cut(self) -> int:
        """A size that cuts the census into several pages: a handful, or a third of few records; never below the smallest."""
        return max(self.smallest, min(self.handful, len(self.census.records) // 3))

    @property
    def inside(self) -> tuple[int, int]:
        """Offset and size of a page that begins within the census: between pages of the size where offsets count, else the third or second.

        An offset of 0, or past the records, where they are too few for that.
        """
        size, held = self.cut, len(self.census.records)
        if self.contract.pages.kind == "offset":
            return (size + 3 if held > size + 3 else held // 2), size
        return (2 * size if held > 2 * size else size), size

    @property
    def end(self) -> int:
        """The offset of the first of the largest pages that lies past the census, which holds records."""
        return -(-len(self.records) // self.store.max_page_size) * self.store.max_page_size

    def ask_normalised(self, arguments: Mapping[str, Any]) -> Reply:
        """The reply to the base query with `arguments`, put as other laws put theirs, so that one answer serves several.

        What says nothing of pages is asked for the first, largest page; what names a page or a size, for the first page or a handful.
        """
        pages = self.contract.pages
        if not {pages.parameter, pages.size.parameter} & arguments.keys():
            return self.first_page({**self.mandatory, **arguments})
        return self.ask({pages.parameter: pages.first, pages.size.parameter: self.handful, **arguments})

    def walk(self, arguments: Mapping[str, Any] | None = None, size: int | None = None, *, fresh: bool = False) -> Walk:
        """A complete reading of the base query with `arguments`."""
        walk = self.store.walk(self.store.base.having(arguments or {}), size, fresh=fresh)
        self._asked.extend(walk.pages)
        return walk

    def walk_of_one_page(self, arguments: Mapping[str, Any], size: int) -> Walk:
        """A reading of the base query with `arguments` that ends after its first page."""
        page = self.page(0, size, arguments)
        return Walk(page.query, size, (page,))

    @property
    def census(self) -> Census:
        """The records of the census."""
        census = self.store.census
        for page in census.walk.pages:
            if not page.good:
                self._asked.append(page)
                self.require(
                    False, "status.200", says="a page of the base query is no good answer", expected="HTTP 200 and the code of success",
                    observed=page.said(), replies=(page,),
                )  # fmt: skip
        return census

    @property
    def records(self) -> tuple[Any, ...]:
        """The records of the census, each once; inconclusive where there are none."""
        records = self.census.records
        if not records:
            self.inconclusive("the listing holds no record")
        return records

    def name(self, record: Any) -> str:
        """What tells a record apart, for people."""
        return name_of(self.contract.identity, record)

    def names(self, records: Iterable[Any]) -> list[str]:
        """The names of records in their order."""
        return [self.name(record) for record in records]

    @property
    def mandatory(self) -> dict[str, Any]:
        """Mandatory query parameters with a value each: the default, an example, or the smallest allowed."""
        return {name: value for name, value in mandatory(self.contract).items() if name not in self.contract.base}

    @property
    def holders(self) -> tuple[type, ...]:
        """What records may stand in: an array, or an object too where sources disagree."""
        if not self.contract.records:
            return (list,)
        return (list, dict) if "object" in self.contract.field(self.contract.records).types else (list,)

    @property
    def facts_of_records(self) -> tuple[str, ...]:
        """The facts that say where records stand: that of their field too, where they stand in one."""
        return ("records", f"fields.{self.contract.records}") if self.contract.records else ("records",)

    def good_pages(self) -> tuple[Reply, ...]:
        """The pages of the census; a page that is no good answer is a violation."""
        return self.census.walk.pages

    @property
    def smallest(self) -> int:
        """The smallest documented page size."""
        return smallest_size(self.contract)

    @property
    def sizes(self) -> dict[str, int]:
        """Page sizes to try, by name."""
        return sizes(self.contract, len(self.records), self.store.max_page_size)

    @property
    def farthest_offset(self) -> int | None:
        """The greatest documented offset that is a multiple of no page, None where pages are numbered or no bound is documented."""
        pages = self.contract.pages
        bound = self.contract.parameter(pages.parameter).maximum
        return int(bound) if bound is not None and pages.kind == "offset" else None

    def past_the_end(self, name: str, value: Any) -> bool:
        """Whether a value of the page parameter, and the one before it, lie past the last record, where the document is silent."""
        pages = self.contract.pages
        if name != pages.parameter or pages.past_end is not None or not isinstance(value, int):
            return False
        return bool((value - 1 - pages.first) * (1 if pages.kind == "offset" else self.handful) >= len(self.census.records))
