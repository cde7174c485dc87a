"""A page in no dialect that tells of several operations: the blocks of the first that reads, and what is left out with the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listproof.derive.addresses import blueprint_in, operation_in_rows, request_in, template
from listproof.derive.formats.alignment import looks_like_name
from listproof.derive.formats.page import Block, Code, Heading, Table, Text, Unread
from listproof.derive.words import Section, Vocabulary

__all__ = ["of_one_operation"]

_UNDRAWN = 9
"""The level of a heading of which the page does not draw one."""
_FIRST_LINES = 3
"""The lines of an example in which an operation is looked for: one further below is an example of a request."""


@dataclass(frozen=True, slots=True)
class _Told:
    """An operation that a block names: where the block stands, method and path."""

    at: int
    method: str
    path: str

    def same(self, other: _Told) -> bool:
        """Whether another is this one, also with values in the place of its parameters, and with more in front of it."""
        steps, others = (re.sub(r"\{[^{}]*\}", "{}", one.path).strip("/").split("/") for one in (self, other))
        count = min(len(steps), len(others))
        alike = all(one == two or "{}" in (one, two) for one, two in zip(steps[-count:], others[-count:], strict=True))
        rooted = len(steps) == len(others) or steps[-count] == others[-count] != "{}"
        return self.method == other.method and alike and rooted

    def inside(self, other: _Told) -> bool:
        """Whether this is the list of which another is one item: `/kites` of `/kites/{id}` and `/kites/ID`."""
        return self.method == other.method and self.path.rstrip("/") == other.path.rstrip("/").rpartition("/")[0]


def of_one_operation(blocks: Sequence[Block], words: Vocabulary) -> tuple[tuple[Block, ...], tuple[Unread, ...]]:
    """The blocks without the parts of the page that tell of other operations than the first that reads, and a note on each of these.

    A part begins at the highest heading between two operations. What stands under a heading of its own that names no operation (records,
    errors) is kept, for it may describe the answer.
    """
    told = _parted(blocks, words)
    first = next((one for one in told if one.method == "GET"), None)
    if first is None:
        return tuple(blocks), ()
    first = next((one for one in told if one.inside(first)), first)
    left: set[int] = set()
    unread: list[Unread] = []
    for one in told:
        if one.at in left or first.same(one):
            continue
        low, high = sorted((first.at, one.at))
        between = [at for at in range(low + 1, high + 1) if _level(blocks[at])]
        if not between:
            continue
        begins = _beginning(blocks, between, words)
        own = begins if one.at > first.at else _before(blocks, one.at, _level(blocks[begins]))
        if own is None:
            continue
        end = _end(blocks, own, words)
        if own <= first.at < end:
            continue
        part = [at for at in range(own, end) if at not in left]
        left |= set(part)
        unread.append(Unread(blocks[own].line, f"operation '{one.method} {one.path}'", _why(blocks[at] for at in part)))
    return tuple(block for at, block in enumerate(blocks) if at not in left), tuple(unread)


def _parted(blocks: Sequence[Block], words: Vocabulary) -> list[_Told]:
    """The operations that parts of a page tell of; one that stands beside others under one heading is a line of their index."""
    found: list[_Told] = []
    section: list[_Told] = []
    heading: Section | None = None
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            found += _alone(section)
            section, heading = [], words.section(block.text)
        section += _told_by(block, at, heading)
    return [*found, *_alone(section)]


def _alone(section: Sequence[_Told]) -> list[_Told]:
    """The operations of what stands under one heading; none where they are several."""
    return [] if any(not one.same(section[0]) for one in section) else list(section)


def _told_by(block: Block, at: int, section: Section | None) -> Iterator[_Told]:
    """The operation that a block names; examples of requests name none."""
    found: tuple[str, str] | None = None
    if isinstance(block, Heading):
        drawn = blueprint_in(block.text)
        found = request_in(block.text) or (drawn[:2] if drawn and drawn[0] and drawn[1] else None)
    elif isinstance(block, Table):
        labelled = operation_in_rows(block)
        found = labelled[:2] if labelled else None
    elif section not in (Section.REQUEST_EXAMPLE, Section.RESPONSE_EXAMPLE):
        lines = block.text.split("\n")[:_FIRST_LINES] if isinstance(block, Code) else [block.text]
        found = next((said for line in lines if (said := request_in(line))), None)
    if found is not None:
        yield _Told(at, found[0].upper(), template(found[1]))


def _level(block: Block) -> int:
    """How deep a heading stands; 0 for any other block."""
    return (block.level or _UNDRAWN) if isinstance(block, Heading) else 0


def _beginning(blocks: Sequence[Block], headings: Sequence[int], words: Vocabulary) -> int:
    """The heading at which the part of another operation begins: the last of the highest that opens no known section."""
    highest = min(_level(blocks[at]) for at in headings)
    among = [at for at in headings if _level(blocks[at]) == highest]
    return next((at for at in reversed(among) if _opens_nothing(blocks[at], words)), among[-1])


def _before(blocks: Sequence[Block], at: int, level: int) -> int | None:
    """The heading of a level at or before a block that opens no section of its own; None without one."""
    return next((one for one in range(at, -1, -1) if _level(blocks[one]) == level), None)


def _end(blocks: Sequence[Block], own: int, words: Vocabulary) -> int:
    """Where a part ends: at the next heading that is higher, or as high and no known section."""
    level = _level(blocks[own])
    for at in range(own + 1, len(blocks)):
        if (other := _level(blocks[at])) and (other < level or (other == level and _opens_nothing(blocks[at], words))):
            return at
    return len(blocks)


def _opens_nothing(block: Block, words: Vocabulary) -> bool:
    """Whether a heading is no known section: it names an operation or a thing."""
    return isinstance(block, Heading) and words.section(block.text) in (None, Section.OTHER)


def _why(part: Iterator[Block]) -> str:
    """Why a part is left out, with the names that its tables and lists hold."""
    names: list[str] = []
    for block in part:
        if isinstance(block, Table):
            names += [row.cells[0].strip(" `*") for row in block.rows if row.cells and looks_like_name(row.cells[0])]
        elif isinstance(block, Text) and block.term is not None:
            names.append(block.term.name)
    held = f"; left out: {', '.join(dict.fromkeys(names))}" if names else ""
    return f"the page tells of several, and of this one nothing is read{held}"
