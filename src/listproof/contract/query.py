"""A query in the contract's terms, and how it is spelled for the wire."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from listproof.contract.model import Contract

__all__ = ["Query", "spell", "spelled_path"]


@dataclass(frozen=True)
class Query:
    """Names of parameters (dotted inside a JSON parameter) with their values; equal queries are equal and hash alike."""

    items: tuple[tuple[str, Any], ...] = ()

    @cached_property
    def key(self) -> str:
        """What equal queries have in common, as text."""
        return json.dumps(self.items, sort_keys=True, default=repr)

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
        """This query with more or other values; None leaves a parameter out."""
        return Query.of({**self.arguments, **arguments})

    def __str__(self) -> str:
        return " ".join(f"{name}={_text(value)}" for name, value in self.items) or "(no parameters)"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def spell(contract: Contract, query: Query, space: str = "%20") -> str:
    """The query string, percent-encoded as UTF-8; parameters in a JSON carrier are gathered into it. `space` spells a blank."""
    carriers = {p.name: p.carrier for p in contract.parameters if p.carrier}
    wire: dict[str, Any] = {}
    for name, value in query.items:
        carrier = carriers.get(name)
        if carrier is None:
            wire[name] = value
        else:
            wire.setdefault(carrier, {})[name[len(carrier) + 1 :]] = value
    order = {p.name: place for place, p in enumerate(contract.parameters)}
    names = sorted(wire, key=lambda name: (order.get(name, len(order)), name))
    return "&".join(f"{_quoted(name, space)}={_quoted(_text(wire[name]), space)}" for name in names)


def _quoted(text: str, space: str) -> str:
    return quote(text, safe="").replace("%20", space)


def spelled_path(contract: Contract, values: Mapping[str, Any]) -> str:
    """The contract's path with its path parameters filled in; KeyError names a missing one."""
    path = contract.path
    for parameter in contract.parameters:
        if parameter.place == "path":
            path = path.replace("{" + parameter.name + "}", quote(str(values[parameter.name]), safe=""))
    return path
