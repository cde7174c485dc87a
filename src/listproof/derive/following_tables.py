"""Tables without a name right behind another one: which row of those before them each describes, by the example and by the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from listproof.derive.document import Example
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind
from listproof.derive.nesting import keys_of
from listproof.derive.parts import TablePart, shown_first
from listproof.derive.rows import RowEntry
from listproof.derive.words import Section

__all__ = ["claimed"]


@dataclass(frozen=True)
class _Open:
    """A row of which no table tells yet what it holds, where it stands, and the object that the example shows there."""

    part: int
    row: int
    entry: RowEntry
    value: Any


def claimed(parts: Sequence[TablePart], samples: Sequence[Example]) -> tuple[list[TablePart], list[Unread]]:
    """Parts in which each table that stands right behind another, without a word between, describes a row before it.

    With a short line between it does where the example of a row shows all its names.

    It is the row whose example shows most of its names; without an example the first of which nothing is told. In a request, where no
    example tells, a row that is called a text holds the text of a structure: a table of its parts is none of parameters, and listed.
    """
    found = list(parts)
    unread: list[Unread] = []
    left: set[int] = set()
    values: dict[int, Any] = {}
    for at, part in enumerate(parts):
        group = [where for where in range(at) if (parts[where].section, parts[where].status) == (part.section, part.status)]
        if (
            not (part.behind or (part.near and part.section is Section.RESPONSE))
            or not group
            or part.describes
            or any(row.branch is not None for row in part.rows)
        ):
            continue
        names = {row.item.name for row in part.rows}
        answers = part.section is Section.RESPONSE
        for where in group:
            if not found[where].describes and where not in values:
                asked = {row.item.name for row in found[where].rows}
                values[where] = next((one.value for one in shown_first(samples, part.status, asked)), None) if answers else None
        opened = (one for where in group for one in _open(found, where, values.get(where), wrapped=part.behind))
        holders = [one for one in opened if answers or not _is_text(one.entry)]
        holders = holders if part.behind else [one for one in holders if names <= keys_of(one.value).keys()]
        holder = _holder_of(names, holders)
        if holder is not None:
            found[holder.part], name = _naming(found, holder)
            found[at] = replace(part, describes=name)
            values[at] = holder.value
        elif not answers and any(_is_text(one.entry) for where in group for one in _open(found, where, None)):
            left.add(at)
            why = f"it stands behind the parameters without a name, and no row of an object is open; left out: {', '.join(sorted(names))}"
            unread.append(Unread(part.rows[0].item.place.line, f"a table under {part.name!r}", why))
    return [part for at, part in enumerate(found) if at not in left], unread


def _open(parts: Sequence[TablePart], where: int, value: Any, wrapped: bool = True) -> list[_Open]:
    """The rows of a table that may hold what another table describes and of which none is known to.

    `wrapped` tells that the example may have a name around a list that no row has.
    """
    shown = keys_of(value)
    taken = {part.describes for part in parts if part.describes}
    return [
        _Open(where, index, row, _unwrapped(shown.get(row.item.name)) if wrapped else shown.get(row.item.name))
        for index, row in enumerate(parts[where].rows)
        if _holds(row, shown.get(row.item.name)) and row.item.kind.innermost.named not in taken and row.item.name not in taken
    ]


def _holds(row: RowEntry, shown: Any) -> bool:
    """Whether a row is an object or a list of them by its type, by the name of its type, or, whatever its type, as the example shows."""
    kind = row.item.kind
    if kind.type in ("array", "object"):
        return kind.innermost.type in ("array", "object") and kind.items != Kind("object", items=kind.innermost)
    return (not row.typed and row.spelled.strip().isidentifier()) or bool(keys_of(shown)) or (_is_text(row) and "见" in row.item.words)


def _is_text(row: RowEntry) -> bool:
    return row.typed and row.item.kind.type == "string"


def _unwrapped(value: Any) -> Any:
    """What an example shows, without the one name around a list that vendors write for XML: `{"Kite": [ … ]}`."""
    if isinstance(value, Mapping) and len(value) == 1:
        (inner,) = value.values()
        return inner if isinstance(inner, list) else value
    return value


def _holder_of(names: set[str], holders: Sequence[_Open]) -> _Open | None:
    """The row whose example shows most of the names; where none shows any, the first whose type names an object or that stands alone."""
    best = max(holders, key=lambda one: len(names & keys_of(one.value).keys()), default=None)
    if best is None or names & keys_of(best.value).keys():
        return best
    unseen = [one for one in holders if not keys_of(one.value)]
    named = [one for one in unseen if one.entry.item.kind.innermost.named or not one.entry.typed]
    return named[0] if named else unseen[0] if len(unseen) == 1 else None


def _naming(parts: Sequence[TablePart], holder: _Open) -> tuple[TablePart, str]:
    """The table of a row in which that row names the object that it holds, and the name: that of its type where no other has it."""
    entry, part = holder.entry, parts[holder.part]
    called = entry.item.kind.innermost.named or (entry.spelled.strip() if not entry.typed else "") or entry.item.name
    name = called if all(one.describes != called for one in parts) else f"{entry.item.name} in a table of line {entry.item.place.line}"
    held = Kind("object", named=name)
    several = entry.item.kind.type == "array" or isinstance(holder.value, list)
    declared = entry.item.kind.type if entry.typed and several and entry.item.kind.type != "array" else entry.item.declared
    item = replace(entry.item, kind=Kind("array", items=held) if several else held, declared=declared)
    rows = list(part.rows)
    rows[holder.row] = replace(entry, item=item, typed=True)
    return replace(part, rows=tuple(rows)), name
