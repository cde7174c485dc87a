"""In which part of a request a parameter stands, where no column says it."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from listproof.derive.document import Item
from listproof.derive.words import Section

__all__ = ["place_before", "place_of", "within"]

_HEADER_NAME = re.compile(r"^(x-|content-type$|authorization$|accept|host$|user-agent$)", re.IGNORECASE)


_BEFORE = re.compile(r"(?:<\w[^<>]*>)?\s*(query|path|header|body)\s*(?:</\w+>)?\s+(\S+)", re.IGNORECASE)
"""A name behind its place, which may be in marks of its own: `<Badge>Query</Badge> limit`."""


def place_before(name: str) -> tuple[str, str] | None:
    """The place and the name of a cell that holds both; None for any other."""
    found = _BEFORE.fullmatch(name.replace("`", "").strip())
    return (found.group(1).lower(), found.group(2)) if found else None


def place_of(name: str, section: Section, method: str, in_path: Set[str], asked: Set[str] = frozenset()) -> str:
    """Where a parameter stands by the section of its table, else by its name and the method.

    `in_path` are the names in the path, `asked` those in the query that stands behind it: a table of the path may hold both.
    """
    if name in asked and name not in in_path and section in (Section.PATH, Section.URI, Section.REQUEST):
        return "query"
    if section is Section.PATH or (section in (Section.URI, Section.REQUEST) and name in in_path):
        return "path"
    if section is Section.HEADER:
        return "header"
    if section is Section.QUERY or section is Section.URI:
        return "query"
    if section is Section.BODY:
        return "body"
    if _HEADER_NAME.match(name):
        return "header"
    return "query" if method == "GET" else "body"


def within(item: Item, where: str) -> Item:
    """A parameter and all that stands inside it, with its place."""
    return replace(item, where=where, children=tuple(within(child, where) for child in item.children))
