"""On which lines of a JSON text its nodes stand, found in one pass at the first question: large files hold many and need few."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

__all__ = ["LinesOfJson"]

_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?|([{}\[\],])|(\n)|([^\s"{}\[\],:]+)')
"""A text (with the colon behind a key), a mark, the end of a line, or any other value."""

_Node = tuple[int, dict[str | int, Any]]
"""A line, and what stands in an object or array by its step: such a node, or the line alone of a value that holds nothing."""


class LinesOfJson(Mapping[tuple[str | int, ...], int]):
    """The lines (from 1) of the nodes of a JSON text by their paths: that of the key, or of an item of an array."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _root(self) -> _Node:
        return _read(self._text)

    def __getitem__(self, path: tuple[str | int, ...]) -> int:
        held: Any = self._root
        for step in path:
            if isinstance(held, int):
                raise KeyError(path)
            held = held[1][step]
        return held if isinstance(held, int) else int(held[0])

    def __iter__(self) -> Iterator[tuple[str | int, ...]]:
        open_: list[tuple[tuple[str | int, ...], Any]] = [((), self._root)]
        while open_:
            path, held = open_.pop()
            yield path
            if not isinstance(held, int):
                open_.extend(((*path, step), inner) for step, inner in held[1].items())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _read(text: str) -> _Node:
    """The lines of a text that is JSON, as `json.loads` has found it to be."""
    top: dict[str | int, Any] = {}
    above: list[tuple[dict[str | int, Any], str | int]] = []
    into = top
    step: str | int = ""
    line = begun = 1
    for token in _TOKEN.finditer(text):
        said, colon, mark, ended, _ = token.groups()
        if ended:
            line += 1
        elif colon is not None:
            step, begun = (json.loads(said) if "\\" in said else said[1:-1]), line
            line += colon.count("\n")
        elif mark == "{" or mark == "[":
            inner: dict[str | int, Any] = {}
            at = line if isinstance(step, int) or not above else begun
            into[step] = (at, inner)
            above.append((into, step))
            into, step = inner, 0 if mark == "[" else ""
        elif mark == "}" or mark == "]":
            into, step = above.pop()
        elif mark == ",":
            step = step + 1 if isinstance(step, int) else step
        else:
            into[step] = line if isinstance(step, int) or not above else begun
    found = top.get("", 1)
    return (found, {}) if isinstance(found, int) else found
