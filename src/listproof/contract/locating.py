"""The line of a contract's file at which a fact stands, as near as its text tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.contract.text import Document

__all__ = ["line_of"]

Path = tuple[str | int, ...]


def line_of(document: Document, fact: str) -> int:
    """The line (from 1) of what a fact is about: its parameter, filter or field, else the block of the listing, else the first line."""
    head, _, rest = fact.partition(".")
    best: tuple[int, Path] = (0, ())
    for path, value in _walk(document.value):
        weight = _weight(path, value, head, rest)
        if weight > best[0]:
            best = (weight, path)
    return document.line(best[1])


def _walk(value: Any, path: Path = ()) -> Any:
    yield path, value
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(inner, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for place, inner in enumerate(value):
            yield from _walk(inner, (*path, place))


def _weight(path: Path, value: Any, head: str, rest: str) -> int:
    """How well a node is what a fact is about; 0: not at all."""
    last = path[-1] if path else ""
    if head in ("parameters", "filters") and isinstance(value, Mapping):
        name = value.get("parameter" if head == "filters" else "name")
        if isinstance(name, str) and _begins(rest, name) and head in path:
            return 2 + len(name)
    if head in ("parameters", "filters") and isinstance(last, str) and head in path[:-1] and _begins(rest, last):
        return 2 + len(last)
    if head == "fields" and "properties" in path[:-1] and isinstance(last, str) and last in rest.split(".")[0].split("/"):
        return 2 + rest.split("/").index(last) if last in rest.split("/") else 2 + len(path)
    if last == head and "x-listing" in path:
        return 2
    return 1 if last == "x-listing" else 0


def _begins(rest: str, name: str) -> bool:
    return rest == name or rest.startswith(f"{name}.")
