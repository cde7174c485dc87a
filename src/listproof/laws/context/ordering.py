"""Asking for an order: over a part of the census that tells of it and makes a few pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from listproof.contract import Filter, Order, OrderKey, Query, asked_with
from listproof.evidence import Reply, Walk
from listproof.laws.context.chosen_values import ChosenValues
from listproof.laws.context.comparison import Comparison
from listproof.laws.context.conversation import Conversation
from listproof.laws.context.order_arguments import asking_for, asking_for_several, known_direction
from listproof.oracle import comparable
from listproof.oracle import values as shown_keys
from listproof.values.allowed import lists
from listproof.values.boundary_values import listed_sizes, near_size
from listproof.values.filter_values import holdable
from listproof.values.tied_boundaries import size_between_equals

__all__ = ["Ordering"]

_Part = tuple[dict[str, Any], int, Sequence[int]]
"""Arguments that narrow the census, a size that cuts what they keep into a few pages, and the places in it of what they keep."""
_TELLING = 60 * 59 // 2
"""As many pairs of records as sixty different ones make."""
_FEW = 6
"""So many pages are read of those that show no record with the key: pages may be empty, or hold fewer records than asked for."""
_FAR = 90
"""How many pages on a second page is looked at; at a hundred records a page, not yet the ten thousandth record."""


class Ordering:
    """The order of a listing."""

    def __init__(self, conversation: Conversation, comparison: Comparison, values: ChosenValues) -> None:
        self._talk = conversation
        self._contract = conversation.contract
        self._comparison = comparison
        self._values = values

    @property
    def documented(self) -> Order:
        """The documented order; unsupported where there is none."""
        if self._contract.order is None:
            self._talk.unsupported("the document names no order")
        return self._contract.order

    def facts(self, name: str, direction: str | None) -> list[str]:
        """The facts that asking for a key and direction exercises."""
        order = self.documented
        facts: list[str] = []
        if order.by:
            facts += ["order.by", f"parameters.{order.by}", f"parameters.{order.by}.type", f"parameters.{order.by}.enum.{name}"]
        if order.direction and direction:
            parameter = f"parameters.{order.direction}"
            facts += ["order.direction", parameter, f"{parameter}.type", f"{parameter}.enum.{direction}"]
        elif order.turn and direction:
            facts.append("order.direction")
        for one, told in asked_with(order, name, direction).items() if order.each else ():
            facts += [f"parameters.{one}{facet}" for facet in ("", ".type", f".enum.{told}")]
        return [*self._talk.facts.stated(*facts)]

    def walk(self, name: str, direction: str | None) -> Walk:
        """A reading in the order asked for (None: no direction given) over a part of the census that makes a few pages.

        All of them are read where `is_read_whole` says so; else the first, if it shows two values, for those of the other direction tell
        the rest.
        Inconclusive where a parameter does not list what is to be asked.
        """
        asked = self._asked_for(name, direction if self.documented.turn else None)
        for parameter, value in self._in_parameters(name, direction, asked).items():
            if not self._contract.has_parameter(parameter):
                self._talk.inconclusive(f"{parameter} is not documented, and others that ask for a key are")
            if not (holdable(self._contract.parameter(parameter), value) and lists(self._contract.parameter(parameter), value)):
                self._talk.inconclusive(f"{parameter} does not list {Query.of({parameter: value})}")
        key = self.documented.key(name)
        part, size, _ = self._part(key)
        whole = self.is_read_whole(name, direction)
        walk = (None if whole else self.beginning(name, direction)) or self._talk.walk_of_first_page({**part, **asked}, size)
        if whole or len(set(shown_keys(key, walk.records))) < 2:
            walk = self._talk.walk({**part, **asked}, size)
        for page in walk.pages:
            self._talk.require_accepted(page, *self.facts(name, direction), what=f"the order {Query.of(asked)}")
        return walk

    def _in_parameters(self, name: str, direction: str | None, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is asked for by the parameters of the request: those of which the names hold the key, where any of them is documented."""
        order = self.documented
        if not order.each:
            return asked
        known = any(order.asks_by(one.name) for one in self._contract.parameters)
        return asked_with(order, name, direction) if known else {}

    def is_read_whole(self, name: str, direction: str | None) -> bool:
        """Whether `walk` reads all pages: in one direction of each key, rising where there are two, and where none can be asked for.

        Of the first key that sorts it is the direction that does not come where none is given: it tells whether what was asked for is kept
        from page to page. Of a key that records lack, where pages lead on, it is the falling one: most services let nulls end that.
        """
        key, first = self.documented.key(name), next((one for one in self.documented.keys if one.compares != "group"), None)
        directions = self.documented.directions(key)
        usually = known_direction(self._contract, self.documented, name, None) if self.documented.direction else "asc"
        falls = usually != "desc" if key == first else self._may_end_among_lacking(key)
        return not directions or direction == (directions[-1] if falls else directions[0])

    def walk_by_two(self, first: tuple[str, str], second: tuple[str, str]) -> Walk:
        """A reading in the order of two keys, each with its direction: the first page where it shows records that are equal by the first
        key and differ by the second, else all of them."""
        arguments, most = asking_for_several(self._contract, (first, second)), self._talk.max_page_size
        one, other = (self.documented.key(name) for name, _ in (first, second))

        def told(records: Iterable[Any]) -> int:
            """How many pairs of values show an order within records that are equal by the first key."""
            pairs = {(comparable(one, record), comparable(other, record)) for record in records}
            return len(pairs) - len({pair[0] for pair in pairs})

        records = self._talk.records
        # A value of the key's own field keeps those alone that are equal by more than they show.
        other_fields = [(part, places) for part, places in self._parts() if not any(self._looks_at(name, one) for name in part)]
        parts = [(told(records[place] for place in places), part) for part, places in other_fields if len(places) <= most]
        telling, part = max(parts, key=lambda found: found[0], default=(0, {}))
        if telling:
            return self._talk.walk_of_first_page({**part, **arguments}, most)
        walk = self._talk.walk_of_first_page(arguments, most)
        return walk if told(walk.records) else self._talk.walk(arguments)

    def first_page(self, name: str, asked: Mapping[str, Any]) -> Reply:
        """The first page in the order that these arguments ask for, of the part of the census in which this key is read."""
        part, size, _ = self._part(self.documented.key(name))
        return self._talk.page(0, size, {**part, **asked})

    def walk_to_blame(self, name: str, direction: str, walk: Walk) -> Walk:
        """The walk in an order that is held against it where `walk` is wrong: that of the whole census, where what narrows the census for
        it is answered wrongly without any order too; else that same walk."""
        part = self._part(self.documented.key(name))[0]
        if not part or not self._comparison.difference(self._talk.walk(part, walk.size).pages):
            return walk
        return self._talk.walk(self._asked_for(name, direction if self.documented.turn else None))

    def is_narrowed_wrongly(self, name: str, walk: Walk) -> bool:
        """Whether what narrows the census for a walk in the order of a key is answered wrongly without any order too."""
        parts = (self._part(self.documented.key(name))[0], self._part_that_lacks(self.documented.key(name))[0])
        asked = walk.pages[0].query.arguments
        part = next((part for part in parts if part.items() <= asked.items()), {})
        return bool(part) and bool(self._comparison.difference(self._talk.walk(part, walk.size).pages))

    @property
    def led_back(self) -> tuple[str, str | None] | None:
        """The key, with a direction, of which all pages are read to see that each leads back to the one before it; None where none is."""
        if self._contract.pages.previous is None or not (tied := self.tied()):
            return None
        return tied[0].name, next(iter(self.documented.directions(tied[0])), None)

    def walk_in_thirds(self, name: str, direction: str | None) -> Walk:
        """A complete reading in this order of that part of the census, in three pages where it has as many records."""
        key = self.documented.key(name)
        part, _, places = self._part(key)
        size = self._cut(key, places, 3) if self._contract.pages.sized else None
        return self._talk.walk({**part, **self._asked_for(name, direction)}, size)

    def lacking(self, name: str) -> tuple[str, ...]:
        """The names of the records of the part of the census that `walk_with_lacking` reads which lack a key; none where all of them do."""
        key = self.documented.key(name)
        records = tuple(self._talk.census.by_identity.items())
        places = self._part_that_lacks(key)[2]
        lacking = tuple(records[place][0] for place in places if comparable(key, records[place][1]) is None)
        return lacking if len(lacking) < len(places) else ()

    def beginning(self, name: str, direction: str | None) -> Walk | None:
        """The first pages in this order, of a size at which one ends among the records that lack the key where these come first: up to a
        record that has it. None where pages have addresses, or no size does that."""
        key = self.documented.key(name)
        size, (part, _, _) = self._size_among_lacking(key), self._part_that_lacks(key)
        if not size:
            return None
        walk = self._talk.walk_of_first_page({**part, **self._asked_for(name, direction)}, size)
        pages = list(walk.pages)
        while len(pages) < _FEW and pages[-1].good and all(comparable(key, one) is None for page in pages for one in page.records):
            following = self._talk.store.next(pages[-1], size, sum(len(page.records) for page in pages))
            if following is None:
                break
            pages.append(self._talk.ask_for(following))
        return replace(walk, pages=tuple(pages))

    def _may_end_among_lacking(self, key: OrderKey) -> bool:
        """Whether pages lead on from a record that lacks a key to another, where they are of the right size."""
        if self._contract.pages.addressed or not self._contract.pages.sized or key.compares == "group":
            return False
        return sum(comparable(key, record) is None for record in self._talk.records) > 1

    def _size_among_lacking(self, key: OrderKey) -> int:
        """One record fewer than lack a key in the part in which it is read, where pages lead on and may be of that size; else 0."""
        if not self._may_end_among_lacking(key):
            return 0
        lacking = sum(comparable(key, self._talk.records[place]) is None for place in self._part_that_lacks(key)[2])
        size = near_size(self._talk.contract, min(self._talk.max_page_size, lacking - 1)) if lacking > self._talk.smallest else 0
        return size if self._talk.smallest <= size < lacking <= 2 * size else 0

    def walk_among_lacking(self, name: str, direction: str) -> Walk:
        """The first pages in this order, where they end among records that lack the key and show all that come first; else all pages."""
        key, begun = self.documented.key(name), self.beginning(name, direction)
        if begun is not None and begun.records and comparable(key, begun.records[0]) is None:
            last = begun.pages[-1]
            shown = last.good and any(comparable(key, one) is not None for one in last.records)
            if shown or not last.good or self._talk.store.next(last, begun.size) is None:
                return begun
        return self.walk_with_lacking(name, direction)

    def page_of_all_with(self, name: str, direction: str) -> Walk | None:
        """The first page of that reading alone, where the other direction is read to its end and this page shows all records that have the
        key, and behind them some that lack it: none of those that are left can stand among them. Where pages lead on, the first pages that
        show all that lack it, and behind them one that has it. None elsewhere."""
        key = self.documented.key(name)
        arguments, size, places = self._part_that_lacks(key)
        if self.is_read_whole(name, direction):
            return None
        if (begun := self.beginning(name, direction)) is not None:
            lacks = [comparable(key, record) is None for record in begun.records]
            return begun if lacks and lacks[0] and not lacks[-1] and {*self.lacking(name)} <= {*begun.names} else None
        first = self._talk.walk_of_first_page({**arguments, **self._asked_for(name, direction)}, size)
        known = sum(comparable(key, self._talk.records[place]) is not None for place in places)
        shown = [comparable(key, record) is not None for record in first.records]
        return first if known == sum(shown) < len(shown) and not shown[-1] else None

    def walk_with_lacking(self, name: str, direction: str) -> Walk:
        """A complete reading in this order over a part of the census in which records lack the key and others do not, if there is one."""
        arguments, size, _ = self._part_that_lacks(self.documented.key(name))
        return self._talk.walk({**arguments, **self._asked_for(name, direction)}, size)

    def tied(self) -> list[OrderKey]:
        """The keys that can be asked for by which some records are equal and not all of them, at most three, those with most such first."""
        order = self._contract.order
        equal: list[tuple[int, OrderKey]] = []
        for key in order.keys if order is not None and order.by is not None else ():
            counts = Counter(str(comparable(key, record)) for record in self._talk.records)
            equal.append((sum(count for count in counts.values() if count > 1) if len(counts) > 1 else 0, key))
        return [key for count, key in sorted(equal, key=lambda one: -one[0]) if count][:3]

    def far_apart(self, name: str, direction: str) -> tuple[Reply, ...]:
        """Where the listing is narrowed, two pages of the whole of it in the order asked for: the first, and one far on.

        None of them where it is not narrowed, or where the second is refused: few documents say how far one may go.
        """
        whole, size = self._talk.unnarrowed, self._talk.max_page_size
        if not whole:
            return ()
        asked = {**whole, **self._asked_for(name, direction)}
        first = self._talk.first_page(asked)
        pages = min((first.total or 0) // size - 1, _FAR)
        if pages < 1:
            return ()
        second = self._talk.page(pages * size, size, asked)
        return (first, second) if first.good and second.good else ()

    def ask_normalised(self, arguments: Mapping[str, Any]) -> Reply:
        """The reply to the base query with `arguments`, put as other laws put theirs; a direction alone is given with a key to order by."""
        order = self._contract.order
        if order is None or order.direction is None or set(arguments) != {order.direction}:
            return self._talk.ask_normalised(arguments)
        named = order.default[0] if order.default else "unspecified"
        key = order.keys[0] if named == "unspecified" else order.key(named)
        part, size, _ = self._part(key)
        return self._talk.page(0, size, {**part, **self._asked_for(key.name, None), **arguments})

    def _asked_for(self, name: str, direction: str | None) -> dict[str, Any]:
        """The arguments that ask for a key and a direction; None leaves the direction out."""
        return asking_for(self._contract, self.documented.key(name).name, direction)

    def _part(self, key: OrderKey) -> _Part:
        """The part of the census whose records tell of a key as much as 60 different ones do.

        It is cut into three pages where each of them is to lead back to the one before, as `walk_in_thirds` reads it.
        """

        def work_out() -> _Part:
            arguments, size, places = self._most_telling(key, self._ending_among_lacking(key))
            back = self._contract.pages.previous is not None and key in self.tied()[:1]
            return arguments, self._cut(key, places, 3) if back else self._apart(key, places, size), places

        return self._talk.remembered(("part", key.name), work_out)

    def _ending_among_lacking(self, key: OrderKey) -> list[tuple[dict[str, Any], Sequence[int]]]:
        """The parts of which, where pages lead on, the first of two pages can end among the records that lack a key and come last; all
        parts where there is none that tells enough."""
        parts, most = self._parts(), self._talk.max_page_size
        if not self._may_end_among_lacking(key):
            return parts
        shown = [comparable(key, record) for record in self._talk.records]
        lacking = [sum(shown[place] is None for place in places) for _, places in parts]
        ending = [part for part, lost in zip(parts, lacking, strict=True) if lost > 1 and len(part[1]) - lost < most]
        telling = any(_telling(key, [shown[place] for place in places]) >= _TELLING // 4 for _, places in ending)
        return ending if telling else parts

    def _cut(self, key: OrderKey, places: Sequence[int], pages: int) -> int:
        """The size at which so many records fill so many pages, as far as sizes go."""
        size = near_size(self._talk.contract, max(self._talk.smallest, min(self._talk.max_page_size, -(-len(places) // pages))))
        return self._apart(key, places, size)

    def _apart(self, key: OrderKey, places: Sequence[int], size: int) -> int:
        """Where pages lead to one another, a size of as many pages that parts two records which are equal by a key; else the size."""
        pages, falls = self._contract.pages, False
        if pages.addressed or not pages.sized or listed_sizes(self._contract):
            return size
        for direction in self.documented.directions(key):
            falls = falls or (direction == "desc" and self.is_read_whole(key.name, direction))
        told = [value for place in places if (value := comparable(key, self._talk.records[place])) is not None]
        before = [None] * (len(places) - len(told)) if key.nulls == "first" else []
        shown = [*before, *sorted(told, reverse=falls)]
        last = len(places) - len(shown)
        return size_between_equals(shown, len(places), size, self._talk.smallest, self._talk.max_page_size, lacking=last)

    def _looks_at(self, name: str, key: OrderKey) -> bool:
        """Whether the filter of this name compares the field of a key."""
        return key.field in self._contract.filter(name).places

    def _turns(self, one: Filter) -> bool:
        """Whether what a filter keeps hangs on the order that is asked for, as where listing begins at a value and goes on from there."""
        order = self._contract.order
        asked = {order.by, order.direction} if order is not None else set()
        return bool({one.field.chosen_by, one.matches.chosen_by} & (asked - {None}))

    def _part_that_lacks(self, key: OrderKey) -> _Part:
        """That part where some of its records lack the key and some do not; else the most telling of those of which that is so."""

        def work_out() -> _Part:
            lacks = [comparable(key, record) is None for record in self._talk.records]
            both = [part for part in self._parts() if len({lacks[place] for place in part[1]}) == 2]
            usual = self._part(key)
            return usual if len({lacks[place] for place in usual[2]}) == 2 or not both else self._most_telling(key, both)

        return self._talk.remembered(("part that lacks", key.name), work_out)

    def _most_telling(self, key: OrderKey, parts: Sequence[tuple[dict[str, Any], Sequence[int]]]) -> _Part:
        """The part that comes nearest to what 60 different records tell, of those that tell a quarter of that.

        Where none does, the smallest that tells a third of what the most telling does.
        """
        shown = [comparable(key, record) for record in self._talk.records]
        told = [(_telling(key, [shown[place] for place in part[1]]), part) for part in parts]
        enough = [one for one in told if one[0] >= _TELLING // 4]
        most = max(one[0] for one in told)
        some = [one for one in told if 3 * one[0] >= most]
        nearest = min(enough, key=lambda one: abs(one[0] - _TELLING)) if enough else min(some, key=lambda one: (len(one[1][1]), -one[0]))
        _, (arguments, places) = nearest
        listed = [size for size in listed_sizes(self._talk.contract) if size < len(places)]
        size = max(self._talk.smallest, min(self._talk.max_page_size, len(places) // 2 + 1))
        return arguments, max(listed) if listed else near_size(self._talk.contract, size), places

    def _parts(self) -> list[tuple[dict[str, Any], Sequence[int]]]:
        """The census, and the parts of it that one value of one filter keeps for sure: what to ask for each, and its places."""

        def work_out() -> list[tuple[dict[str, Any], Sequence[int]]]:
            assumptions = self._comparison.assumptions()
            parts: list[tuple[dict[str, Any], Sequence[int]]] = [({}, range(len(self._talk.records)))]
            for one in self._contract.filters:
                if one.opaque or one.field.absent is None or one.needs or one.name in self._contract.base or self._turns(one):
                    continue
                for value in self._values.common(one.name):
                    must, may = self._comparison.must_and_may({one.name: value}, [one.name], assumptions)
                    if must == may and len(must) > 20:
                        parts.append(({one.name: value}, must))
            return parts

        return self._talk.remembered(("parts",), work_out)


def _telling(key: OrderKey, shown: Sequence[Any]) -> int:
    """How many pairs of records tell of an order by a key: they show different values and, of a group, one of them shares its own."""
    counted = Counter(value for value in shown if value is not None)
    single = sum(count == 1 for count in counted.values()) if key.compares == "group" else 0
    return (counted.total() ** 2 - sum(count**2 for count in counted.values()) - single * (single - 1)) // 2
