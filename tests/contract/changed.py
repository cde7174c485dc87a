"""A contract with one thing changed, for tests that hold what is said of it."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

from listproof.contract import Document, read

CHECKOUT = Path(__file__).parents[2]
CONTRACTS = CHECKOUT / "contracts"
GONE = object()
"""Stands for a key or item that is taken out."""


@cache
def original(slug: str) -> Document:
    """A contract of the project as read."""
    return read(CONTRACTS / slug / "openapi.yaml")


def changed(document: Document, *changes: tuple[tuple[str | int, ...], Any]) -> Document:
    """The document with other values at some paths (GONE takes one out); lines stay those of the file."""
    value = copy.deepcopy(document.value)
    for path, new in changes:
        *steps, last = path
        node = value
        for step in steps:
            node = node[step]
        if new is GONE:
            del node[last]
        elif isinstance(node, list) and last == len(node):
            node.append(new)
        else:
            node[last] = new
    return Document(document.file, value, document.lines)
