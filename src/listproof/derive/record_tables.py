"""Tables that describe a record wherever it is answered: put in the answer where an example shows it, else listed."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from listproof.derive.document import Example
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind
from listproof.derive.parts import TablePart, within_reach
from listproof.derive.words import Section, normal

__all__ = ["parted_records", "placed_records"]


def placed_records(records: Sequence[TablePart], samples: Sequence[Example]) -> tuple[list[TablePart], list[Unread]]:
    """Those of the tables of records of which an example shows a row, or another table names the object; and a note on each other one."""
    if not any(one.status < 300 for one in samples) and (linked := _linked(records)):
        return linked, []
    found: list[TablePart] = []
    unread: list[Unread] = []
    shown = {name for one in samples for name in within_reach(one.value)}
    for part in records:
        names = [row.item.name for row in part.rows if row.item.name]
        part = replace(part, describes=part.describes or _held_in(part, records))
        if part.describes or any(name.partition(".")[0] in shown for name in names):
            found.append(part)
            continue
        why = f"it describes a record, and no example shows where in the answer; left out: {', '.join(names)}"
        unread.append(Unread(part.rows[0].item.place.line if part.rows else 0, f"table {part.name!r}", why))
    return found, unread


def parted_records(parts: Sequence[TablePart], samples: Sequence[Example]) -> tuple[list[TablePart], list[TablePart]]:
    """Parts without the tables of a request that are those of a record, and these: no row says whether it is required, the answer has no
    table, and its example shows nearly all of the rows."""
    shown = {name for one in samples if one.status < 300 for name in within_reach(one.value)}
    if any(part.section is Section.RESPONSE for part in parts):
        return list(parts), []
    found = [part for part in parts if part.section is Section.REQUEST and not part.describes and _of_record(part, shown)]
    return [part for part in parts if part not in found], [replace(part, section=Section.RESPONSE, status=200) for part in found]


def _of_record(part: TablePart, shown: Set[str]) -> bool:
    names = {row.item.name for row in part.rows if row.item.name}
    needs = any(row.item.required is not None or row.item.where for row in part.rows)
    return not needs and len(names) >= _FEWEST_SHOWN and 5 * len(names & shown) >= 4 * len(names)


_FEWEST_SHOWN = 5


_LIST_OF = re.compile(r"^(?:an? )?(?:list|array)s? of\s+|\[\]$", re.IGNORECASE)


def _linked(records: Sequence[TablePart]) -> list[TablePart]:
    """The tables of records as those of one answer, where the types of rows name all but one of them; none where they do not.

    A type is called as the heading of the table is, in the singular or the plural, or as it begins: `List of red kites` of `Red kite`.
    """
    titles = [_bare(part.name) for part in records]
    named: set[int] = set()
    found: list[TablePart] = []
    for at, part in enumerate(records):
        rows = []
        for row in part.rows:
            several = _LIST_OF.search(row.spelled) is not None
            called = _bare(_LIST_OF.sub("", row.spelled))
            other = next((where for where, title in enumerate(titles) if where != at and _alike(called, title)), None)
            if other is not None and not row.typed:
                named.add(other)
                kind = Kind("object", named=records[other].name)
                item = replace(row.item, kind=Kind("array", items=kind) if several else kind, typed=True)
                row = replace(row, item=item, typed=True)
            rows.append(row)
        found.append(replace(part, describes=part.name, rows=tuple(rows)))
    roots = [at for at in range(len(records)) if at not in named]
    if len(roots) != 1 or len(records) < _FEWEST_LINKED:
        return []
    found[roots[0]] = replace(found[roots[0]], describes="")
    return found


_FEWEST_LINKED = 2


def _bare(title: str) -> str:
    return re.sub(r"s\b", "", normal(title))


def _alike(called: str, title: str) -> bool:
    return bool(called) and (called == title or (" " in called and title.startswith(called)))


def _held_in(part: TablePart, records: Sequence[TablePart]) -> str:
    """The row of a record of which the heading of another table of a record speaks: `Kite tail properties` of `tail` or `tails`."""
    words = normal(part.name).replace("_", " ")
    rows = (row.item for other in records if other is not part for row in other.rows)
    containers = (item.name for item in rows if item.kind.type in ("array", "object") and item.kind.innermost.type in ("array", "object"))
    called = ((name, re.escape(name.replace("_", " ").lower().removesuffix("s"))) for name in containers)
    return next((name for name, word in called if re.search(rf"(?<!\w){word}s?\b", words)), "")
