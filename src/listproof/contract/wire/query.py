"""A query in the contract's terms."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from listproof.contract.wire.texts import text_of

__all__ = ["Query"]

_told = json.JSONEncoder(sort_keys=True, default=repr).encode


@dataclass(frozen=True)
class Query:
    """Names of parameters (dotted inside a JSON parameter) with their values; equal queries are equal and hash alike.

    `link` is a query string that an answer gave and that is asked for as it stands, in place of the names and values, which then tell
    what it goes on with.
    """

    items: tuple[tuple[str, Any], ...] = ()
    link: str | None = None

    @cached_property
    def key(self) -> str:
        """What equal queries have in common, as text."""
        told = _told(self.items)
        return told if self.link is None else f"{told} {self.link}"

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> Query:
        """The query of a mapping; a value of None leaves the parameter out."""
        return cls(tuple((name, arguments[name]) for name in sorted(arguments) if arguments[name] is not None))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Query) and self.key == other.key

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.items)

    @property
    def arguments(self) -> dict[str, Any]:
        """The names and values as a dictionary of its own."""
        return dict(self.items)

    def having(self, arguments: Mapping[str, Any]) -> Query:
        """This query with more or other values; None leaves a parameter out. It is spelled anew, whatever link this one came from."""
        return Query.of({**self.arguments, **arguments})

    def following(self, link: str) -> Query:
        """The same query, asked by a link: the query string of its address."""
        return Query(self.items, link)

    def __str__(self) -> str:
        if self.link is not None:
            return f"the link ?{self.link}"
        return " ".join(f"{name}={text_of(value)}" for name, value in self.items) or "(no parameters)"
