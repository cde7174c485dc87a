"""The whole of a listing that is narrowed to be read: what of it can be asked and judged all the same."""

from __future__ import annotations

from typing import Any

from listproof.checks.differences import Difference
from listproof.evidence import Reply
from listproof.evidence.reply import name_of
from listproof.laws.context.listing import Listing
from listproof.oracle import Assumptions, must_and_may
from listproof.values.filter_values import holdable, shown_values, values_for
from listproof.values.text_mutations import odd, probes

__all__ = ["WholeListing"]

_BEGINNING = 4
"""Pages of the whole listing whose records are known besides those of its part."""


class WholeListing:
    """The listing under the contract's own base; where nothing narrows it, what the census tells."""

    def __init__(self, listing: Listing) -> None:
        self._talk = listing.conversation
        self._contract = listing.contract
        self._comparison = listing.comparison
        self._values = listing.values

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments that ask for the whole of it; none where nothing narrows it."""
        return self._talk.unnarrowed

    def odd_values(self, name: str, left: tuple[str, ...]) -> list[tuple[str, bool]]:
        """Texts that services stumble over and that no value of a filter is, and of each whether a record shows it.

        Those that the first records of the whole listing show and its part does not; and texts made from what records show, for which
        something else would be kept than should be by the readings that are `left`.
        """
        one, parameter, whole = self._contract.filter(name), self._contract.parameter(name), self.arguments
        query = self._talk.base.having(whole).arguments
        pointer, readings = one.field.of(query), one.matches.of(query)
        plain = not (parameter.enum or {"pattern", "format"} & set(parameter.schema))
        if pointer is None or readings is None or one.compares != "text" or parameter.kind != "string" or one.opaque or not plain:
            return []
        records = [record for page in self._beginning() for record in page.records] if whole else self._talk.records
        values = self._values.of(name)
        shown = [value for value in values_for(self._contract, one, query, records) if odd(value) and value not in values] if whole else []
        texts = tuple(sorted(map(str, shown_values(pointer, records))))
        tried = tuple(str(value) for value in (*values, *shown, self._values.missing(name)))
        made = [value for value in probes(texts, readings, left, tried, name == self._most_varied) if holdable(parameter, value)]
        return [*((value, True) for value in shown), *((value, False) for value in made)]

    @property
    def _most_varied(self) -> str | None:
        """The filter of free text whose field shows the most different texts: what befalls texts on their way is tried there."""

        def work_out() -> str | None:
            base = self._talk.base.arguments
            filters = [self._contract.filter(name) for name in self._values.text_filters]
            fuzzy = [one for one in filters if any(not reading.startswith("equals") for reading in one.matches.of(base) or ())]
            shown = {one.name: len(self._values.shown(pointer)) for one in fuzzy if (pointer := one.field.of(base)) is not None}
            return max(shown, key=lambda name: shown[name], default=None)

        return self._talk.follows(("most varied",), work_out)

    def _beginning(self, *, fresh: bool = False) -> list[Reply]:
        """The first pages of the whole listing."""
        size = self._talk.max_page_size
        pages = (self._talk.page(place * size, size, self.arguments, fresh=fresh) for place in range(_BEGINNING))
        return [page for page in pages if page.good]

    def mismatch(self, reply: Reply, assumptions: Assumptions) -> Difference | None:
        """None where a first page of the whole listing is what the document says, as far as census and first pages without a filter tell.

        Where the census is the whole listing, it tells all. Else lost is what these show before and after, matches, and is not answered.
        """
        if not self.arguments:
            return self._comparison.mismatch(reply, assumptions)
        found = self._comparison.difference((reply,), assumptions, whole=self._comparison.whole(reply))
        if found or not self._comparison.whole(reply):
            return found or None
        query, whole = reply.query.arguments, self._talk.base.having(self.arguments).arguments
        given = [one.name for one in self._contract.filters if str(query.get(one.name)) != str(whole.get(one.name))]
        records = [record for page in self._beginning() for record in page.records]
        must, may = must_and_may(self._contract, query, self._talk.census.met.table(records), assumptions, given)
        lost = {name_of(self._contract.identity, records[place]) for place in must} - set(reply.names)
        if lost:
            lost &= {name for page in self._beginning(fresh=True) for name in page.names}
        return Difference(tuple(sorted(lost)), (), (), len(must), len(may)) if lost else None
