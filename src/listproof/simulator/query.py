"""A question as the simulator understands it: what was given, whose records, and which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from listproof.simulator.exchange import Request

__all__ = ["Leads", "TypedQuery"]


@dataclass(frozen=True)
class Leads:
    """Where a page leads: what asks for the page after it and for the one before it (a token, a number or an address), None where there
    is no such page; whether records follow; and the addresses of the first and the last page, where it links to them."""

    next: Any = None
    previous: Any = None
    more: bool = False
    first: Any = None
    last: Any = None


@dataclass(frozen=True)
class TypedQuery:
    """A typed query: what was `given`, whose records (`scope`), and the size and start of the page once they are settled.

    `size` is in records, `offset` the number of records before the page, `start` the page parameter as it was meant. `cursor` is what
    the pager made of a cursor, `asked` the request itself, and `leads` where the page leads once that is known.
    """

    given: Mapping[str, Any]
    scope: str
    size: int = 0
    offset: int = 0
    start: Any = 0
    extra: Mapping[str, Any] = field(default_factory=dict)
    cursor: Any = None
    asked: Request | None = None
    leads: Leads = Leads()

    @property
    def goes_on(self) -> bool:
        """Whether it asks for a page after the first, by an address or by what an earlier page gave."""
        return self.offset > 0 or self.cursor is not None

    def without(self, *names: str) -> TypedQuery:
        """The same query with some parameters left out."""
        return replace(self, given={name: value for name, value in self.given.items() if name not in names})

    def having(self, **given: Any) -> TypedQuery:
        """The same query with some parameters given; names with dots go through `given` itself."""
        return replace(self, given={**self.given, **given})
