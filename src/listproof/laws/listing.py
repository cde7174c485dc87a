"""What a law talks to: one contract at one target, asked, compared, and here its order, its shapes, its disputes and its scopes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from listproof.checks.shapes import schema_mismatch
from listproof.contract import Absent, Order, OrderKey, Query, at, each
from listproof.evidence.reply import Reply, Walk
from listproof.laws.combining import Combining
from listproof.laws.orders import asking_for
from listproof.oracle import comparable, must_and_may, period
from listproof.oracle import values as shown_keys
from listproof.values.boundary_values import smallest_size
from listproof.values.filter_values import holdable, spelled_time

__all__ = ["Listing"]

_TELLING = 60 * 59 // 2
"""As many pairs of records as sixty different ones make."""
_FAR = 90
"""How many pages on a second page is looked at; at a hundred records a page, not yet the ten thousandth record."""


class Listing(Combining):
    """What a law talks to: claiming, asking, comparing, choosing, combining (a file each), and here orders, shapes and disputes."""

    # Order

    @property
    def order(self) -> Order:
        """The documented order; unsupported where there is none."""
        if self.contract.order is None:
            self.unsupported("the document names no order")
        return self.contract.order

    def tells(self, key: OrderKey, records: Sequence[Any]) -> bool:
        """Whether records can show that they are ordered by a key: two values, and of a group several records to one of them."""
        shown = shown_keys(key, records)
        return len(set(shown)) > 1 and (key.compares != "group" or len(set(shown)) < len(shown))

    def order_facts(self, name: str, direction: str | None) -> list[str]:
        """The facts that asking for a key and direction exercises."""
        order = self.order
        facts = []
        if order.by:
            facts += ["order.by", f"parameters.{order.by}", f"parameters.{order.by}.type", f"parameters.{order.by}.enum.{name}"]
        if order.direction and direction:
            parameter = f"parameters.{order.direction}"
            facts += ["order.direction", parameter, f"{parameter}.type", f"{parameter}.enum.{direction}"]
        elif order.turn and direction:
            facts.append("order.direction")
        return facts

    def ordered(self, name: str, direction: str | None) -> Walk:
        """A reading in the order asked for (None: no direction given) over a part of the census that makes a few pages.

        All of them are read in ascending order; of any other the first that shows two values, for the ascending ones tell the rest.
        """
        order, asked = self.order, self._asked_for(name, direction if self.order.turn else None)
        for parameter, value in asked.items():
            listed = self.parameter(parameter).enum
            if not holdable(self.parameter(parameter), value) or (listed and value not in listed):
                self.inconclusive(f"{parameter} does not list {value}")
        part, size = self.part(order.key(name))
        walk = self.walk_of_one_page({**part, **asked}, size)
        if direction == "asc" or len(set(shown_keys(order.key(name), walk.records))) < 2:
            walk = self.walk({**part, **asked}, size)
        for page in walk.pages:
            self.require_accepted(page, *self.order_facts(name, direction), what=f"the order {Query.of(asked)}")
        return walk

    def far_apart(self, name: str, direction: str) -> tuple[Reply, ...]:
        """Where the listing is narrowed, two pages of the whole of it in the order asked for: the first, and one far on.

        None of them where it is not narrowed, or where the second is refused: few documents say how far one may go.
        """
        undone, asked = self.store.unnarrowed, self._asked_for(name, direction)
        if not undone:
            return ()
        first = self.first_page({**undone, **asked})
        pages = min((first.total or 0) // self.store.max_page_size - 1, _FAR)
        if pages < 1:
            return ()
        second = self.page(pages * self.store.max_page_size, self.store.max_page_size, {**undone, **asked})
        return (first, second) if first.good and second.good else ()

    def ask_normalised(self, arguments: Mapping[str, Any]) -> Reply:
        """The reply to the base query with `arguments`, put as other laws put theirs; a direction alone is given with a key to order by."""
        order = self.contract.order
        if order is None or order.direction is None or set(arguments) != {order.direction}:
            return super().ask_normalised(arguments)
        named = order.default[0] if order.default else "unspecified"
        key = order.keys[0] if named == "unspecified" else order.key(named)
        part, size = self.part(key)
        return self.page(0, size, {**part, **self._asked_for(key.name, None), **arguments})

    def _asked_for(self, name: str, direction: str | None) -> dict[str, Any]:
        """The arguments that ask for a key and a direction; None leaves the direction out."""
        return asking_for(self.contract, self.order.key(name).name, direction)

    def part(self, key: OrderKey) -> tuple[dict[str, Any], int]:
        """Arguments that narrow the census to records that tell of a key as much as 60 different ones, and a size that halves them."""
        place = ("part", key.name)
        if place not in self.store.memory:
            self.store.memory[place] = self._part(key)
        found: tuple[dict[str, Any], int] = self.store.memory[place]
        return found

    def _part(self, key: OrderKey) -> tuple[dict[str, Any], int]:
        shown = [comparable(key, record) for record in self.records]
        arguments, places = min(self._parts(), key=lambda part: abs(_telling(key, [shown[place] for place in part[1]]) - _TELLING))
        return arguments, max(smallest_size(self.contract), min(self.store.max_page_size, len(places) // 2 + 1))

    def _parts(self) -> list[tuple[dict[str, Any], Sequence[int]]]:
        """The census, and the parts of it that one value of one filter keeps for sure: what to ask for each, and its places."""
        place = ("parts",)
        if place not in self.store.memory:
            assumptions = self.assumptions(self.census.walk.pages[0])
            parts: list[tuple[dict[str, Any], Sequence[int]]] = [({}, range(len(self.records)))]
            for one in self.contract.filters:
                if one.opaque or one.field.absent is None or one.needs or one.name in self.contract.base:
                    continue
                for value in self._whole_values(one.name):
                    query = self.store.base.having({one.name: value}).arguments
                    must, may = must_and_may(self.contract, query, self.census.table, assumptions, [one.name])
                    if must == may and len(must) > 20:
                        parts.append(({one.name: value}, must))
            self.store.memory[place] = parts
        found: list[tuple[dict[str, Any], Sequence[int]]] = self.store.memory[place]
        return found

    def describe_order(self, key: OrderKey, records: Sequence[Any], place: tuple[int, int] | None) -> str:
        """Two misplaced records with their places and keys."""
        if place is None:
            return ""
        shown = [f"#{p} {self.name(records[p])} ({at(records[p], key.field)})" for p in place]
        return " before ".join(shown)

    def tied_boundary(self, size: int) -> int:
        """An offset, multiple of the size, at which two neighbours show the same time; else the first boundary."""
        records = self.census.walk.records
        keys = [k.field for k in self.contract.order.keys] if self.contract.order else []
        times = keys + [f.within for f in self.contract.fields if f.within and f.format in ("epoch-milliseconds", "date-time")]
        for pointer in times:
            for offset in range(size, len(records) - 1, size):
                left, right = at(records[offset - 1], pointer), at(records[offset], pointer)
                if left == right and not isinstance(left, Absent) and left is not None:
                    return offset
        return size

    # Shapes, disputes, scopes

    def of(self, record: Any, pointer: str | None) -> Any:
        """The value at a record pointer."""
        return at(record, pointer or "")

    def at(self, reply: Reply, pointer: str) -> Any:
        """The value at a pointer of an answer."""
        return at(reply.answer.body, pointer)

    def echoed(self, reply: Reply) -> tuple[str, ...]:
        """What an answer repeats of the page that it was asked for; empty where one of its places shows no number but 0."""
        places = (self.contract.pages.echo, self.contract.pages.size.echo)
        shown = [at(reply.answer.body, place) for place in places if place]
        return tuple(map(str, shown)) if all(isinstance(one, int | str) and one not in (0, "0", "") for one in shown) else ()

    def said_with_echo(self, reply: Reply) -> str:
        """What came back, in a few words, and what it repeats of the page that it was asked for."""
        echoed = ", ".join(self.echoed(reply)) if reply.good else ""
        return f"{reply.said()}, repeating {echoed}" if echoed else reply.said()

    def shows_records(self, reply: Reply) -> bool:
        """Whether an answer holds records, whatever its status."""
        return reply.shows_records

    def empty_replies(self) -> list[Reply]:
        """Replies without records: a page past the end, and what was met elsewhere."""
        past = self.page(self.end, self.store.max_page_size)
        for one in self.contract.filters:
            value = None if one.opaque or one.needs or one.field.absent is None or one.compares == "time" else self.missing(one.name)
            if value is not None:
                self.first_page({one.name: value})
                break
        return [past, *(reply for reply in self.store.replies() if not reply.records and reply is not past)]

    def look_again(self) -> None:
        """Read the first page once more, so that every record of it was seen twice."""
        self.page(0, smallest_size(self.contract))

    def other_scope(self) -> Reply:
        """The first page of the second scope that the target names."""
        query = self.store.paged(self.store.base, 0, self.store.max_page_size)
        return self.store.ask(query, path={**self.store.target.path, **self.store.target.other})

    def side(self, shows: Mapping[str, Any]) -> bool | None:
        """Whether the target takes a side of a dispute (`shows` of docs/contract.md); None where its answers do not tell."""
        if "untold" in shows:
            return None
        if "sign-in" in shows:
            return self._sign_in_side(shows)
        asked = {name: self._meant(name, value) for name, value in (shows.get("ask") or {}).items()}
        header = {name: value for name, value in asked.items() if self._is_header(name)}
        if header:
            return self._header_side(header, shows)
        reply = self.ask_normalised(asked)
        if "gets" in shows:
            return reply.good if shows["gets"] == "accepted" else reply.refused
        if "at" in shows:
            if asked and reply.good:
                reply = self.first_page(asked)
            values = list(each(reply.answer.body, shows["at"]))
            return all(schema_mismatch(shows["schema"], value) is None for value in values) if values else None
        if "same-as" in shows:
            other = {name: self._meant(name, value) for name, value in shows["same-as"].items()}
            left, right = self.first_page(asked), self.first_page(other)
            return left.good and right.good and left.names == right.names and left.total == right.total
        name, reading = shows["filter"], shows["reading"]
        reply = self.first_page(asked)
        return reply.good and self.mismatch(reply, self.assumptions(reply, {name: (reading,)})) is None

    def _meant(self, name: str, value: Any) -> Any:
        if isinstance(value, Mapping) and "ago" in value:
            low, high = self.census.walk.pages[0].answer.now
            return spelled_time(self.parameter(name), (low + high) / 2 // 1000 * 1000 - period(str(value["ago"])))
        return value

    def _is_header(self, name: str) -> bool:
        return self.contract.has_parameter(name) and self.parameter(name).place == "header"

    def _header_side(self, header: Mapping[str, Any], shows: Mapping[str, Any]) -> bool | None:
        given = {name: str(value) for name, value in header.items() if value is not None}
        reply = self.ask({}, headers=given)
        return reply.good if shows.get("gets") == "accepted" else reply.refused

    def _sign_in_side(self, shows: Mapping[str, Any]) -> bool | None:
        kind = self.store.target.auth.get("type")
        if shows["sign-in"] == "none":
            reply = self.ask({}, auth=self.store.session.without_credential())
        elif shows["sign-in"] == kind:
            reply = self.ask({})
        else:
            moved = self.store.session.moved_credential(str(shows["sign-in"]))
            if moved is None:
                return None
            reply = self.ask({}, auth=moved)
        return reply.good if shows["gets"] == "accepted" else reply.refused


def _telling(key: OrderKey, shown: Sequence[Any]) -> int:
    """How many pairs of records tell of an order by a key: they show different values and, of a group, one of them shares its own."""
    counted = Counter(value for value in shown if value is not None)
    single = sum(count == 1 for count in counted.values()) if key.compares == "group" else 0
    return (counted.total() ** 2 - sum(count**2 for count in counted.values()) - single * (single - 1)) // 2
