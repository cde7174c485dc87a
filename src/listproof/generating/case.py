"""One generated request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

__all__ = ["Case", "text_of"]


@dataclass(frozen=True)
class Case:
    """One generated request: query string and JSON body (of a POST that reads) as sent, and whether the schemas allow all of it."""

    query: str
    valid: bool
    body: str | None = None

    @property
    def arguments(self) -> dict[str, str]:
        """The parameters as they stand in the query string, the last one where a name stands there twice, and those of the body."""
        found = dict(parse_qsl(self.query, keep_blank_values=True))
        return found | dict(_flat("", json.loads(self.body))) if self.body else found

    def __str__(self) -> str:
        shown = [f"{name}={value}" for name, value in self.arguments.items()]
        return " ".join(" ".join(part.split())[:60] for part in shown) or "(no parameters)"


def _flat(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """The values of a body by their dotted names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}" if name else str(key), inner)
    else:
        yield name, text_of(value)


def text_of(value: Any) -> str:
    """A value of JSON as it stands in a query."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else "null" if value is None else str(value)
