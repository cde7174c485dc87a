"""Asking for an order: over a part of the census that tells of it and makes a few pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from listproof.contract import Order, OrderKey
from listproof.evidence import Reply, Walk
from listproof.laws.chosen_values import ChosenValues
from listproof.laws.comparison import Comparison
from listproof.laws.conversation import Conversation
from listproof.laws.orders import asking_for
from listproof.oracle import comparable
from listproof.oracle import values as shown_keys
from listproof.values.filter_values import holdable

__all__ = ["Ordering"]

_TELLING = 60 * 59 // 2
"""As many pairs of records as sixty different ones make."""
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
        return [*self._talk.facts.stated(*facts)]

    def walk(self, name: str, direction: str | None) -> Walk:
        """A reading in the order asked for (None: no direction given) over a part of the census that makes a few pages.

        All of them are read in ascending order; of any other the first that shows two values, for the ascending ones tell the rest.
        Inconclusive where a parameter does not list what is to be asked.
        """
        asked = self._asked_for(name, direction if self.documented.turn else None)
        for parameter, value in asked.items():
            listed = self._contract.parameter(parameter).enum
            if not holdable(self._contract.parameter(parameter), value) or (listed and value not in listed):
                self._talk.inconclusive(f"{parameter} does not list {value}")
        key = self.documented.key(name)
        part, size = self._part(key)
        walk = self._talk.walk_of_first_page({**part, **asked}, size)
        if direction == "asc" or len(set(shown_keys(key, walk.records))) < 2:
            walk = self._talk.walk({**part, **asked}, size)
        for page in walk.pages:
            order = " ".join(f"{parameter}={value}" for parameter, value in asked.items())
            self._talk.require_accepted(page, *self.facts(name, direction), what=f"the order {order}")
        return walk

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
        part, size = self._part(key)
        return self._talk.page(0, size, {**part, **self._asked_for(key.name, None), **arguments})

    def _asked_for(self, name: str, direction: str | None) -> dict[str, Any]:
        """The arguments that ask for a key and a direction; None leaves the direction out."""
        return asking_for(self._contract, self.documented.key(name).name, direction)

    def _part(self, key: OrderKey) -> tuple[dict[str, Any], int]:
        """Arguments that narrow the census to records that tell of a key as much as 60 different ones, and a size that halves them."""

        def work_out() -> tuple[dict[str, Any], int]:
            shown = [comparable(key, record) for record in self._talk.records]
            parts = self._parts()
            arguments, places = min(parts, key=lambda part: abs(_telling(key, [shown[place] for place in part[1]]) - _TELLING))
            return arguments, max(self._talk.smallest, min(self._talk.max_page_size, len(places) // 2 + 1))

        return self._talk.remembered(("part", key.name), work_out)

    def _parts(self) -> list[tuple[dict[str, Any], Sequence[int]]]:
        """The census, and the parts of it that one value of one filter keeps for sure: what to ask for each, and its places."""

        def work_out() -> list[tuple[dict[str, Any], Sequence[int]]]:
            assumptions = self._comparison.assumptions()
            parts: list[tuple[dict[str, Any], Sequence[int]]] = [({}, range(len(self._talk.records)))]
            for one in self._contract.filters:
                if one.opaque or one.field.absent is None or one.needs or one.name in self._contract.base:
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
