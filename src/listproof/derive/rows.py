"""From the rows of a table to items: names, types, required or not, and what their prose gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from listproof.derive.alignment import looks_like_name
from listproof.derive.choices import choices_of
from listproof.derive.document import Item, Place
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.page import Row, Table, Unread
from listproof.derive.values import clean, default_of, labelled, literal, nothing, ranges_of
from listproof.derive.words import Column, Vocabulary

__all__ = ["Entry", "entries"]

_FRONT = re.compile(r"^[\s\u00a0\u3000]*((?:[-–—└├│>·•][\s\u00a0\u3000]*)*)")
_YES = frozenset({"yes", "y", "true", "required", "mandatory", "是", "必选", "必填", "必须", "m"})
_NO = frozenset({"no", "n", "false", "optional", "conditional", "否", "可选", "非必填", "非必选", "o", "条件必选"})
_RFC3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$")
_TIME_NAME = re.compile(r"(time|date|_at|At|timestamp)$|^(time|date|begin|end)_?|Time")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as an item without children. `name` of the item is empty where the page gives none; `typed` tells whether
    the page gives a type; `indent` and `dashes` are how far its name is moved to the right."""

    item: Item
    typed: bool
    indent: float | None
    dashes: int


def entries(table: Table, vocabulary: Vocabulary, name_of_table: str) -> tuple[tuple[Entry, ...], tuple[Unread, ...]]:
    """The rows of a table of parameters or fields as entries, and what of them was not understood."""
    roles = [vocabulary.column(word) or Column.OTHER for word in table.header]
    found: list[Entry] = []
    unread: list[Unread] = []
    unknown = [word for word, role in zip(table.header, roles, strict=True) if role is Column.OTHER and word.strip()]
    if unknown:
        unread.append(Unread(table.line, f"column {', '.join(map(repr, unknown))} of {name_of_table!r}", "its meaning is not known"))
    for row in table.rows:
        cells: dict[Column, str] = {}
        for role, cell in zip(roles, row.cells, strict=False):
            cells.setdefault(role, cell)
        entry, reasons = _entry(row, cells, name_of_table)
        unread += [Unread(row.line, f"{entry.item.name or 'row without a name'} in {name_of_table!r}", why) for why in reasons]
        previous = found[-1] if found else None
        same = previous and (previous.item.name, previous.item.kind, previous.indent, previous.dashes)
        if previous and entry.item.name and same == (entry.item.name, entry.item.kind, entry.indent, entry.dashes):
            words = f"{previous.item.words}\n{entry.item.words}"
            again, more = _facets(words, cells, entry.item.kind)
            found[-1] = replace(previous, item=replace(previous.item, words=words, facets=again))
            unread += [Unread(row.line, f"{entry.item.name} in {name_of_table!r}", why) for why in more]
            continue
        found.append(entry)
    return tuple(found), tuple(unread)


def _entry(row: Row, cells: dict[Column, str], table: str) -> tuple[Entry, list[str]]:
    raw = cells.get(Column.NAME, "").replace("\n", " ")
    front = _FRONT.match(raw)
    dashes = len(re.sub(r"\s", "", front.group(1))) if front else 0
    name = raw[front.end() :] if front else raw
    name = name.replace("`", "").strip().strip("*").strip()
    reasons: list[str] = []
    if name and not looks_like_name(name):
        reasons.append(f"its name {name[:60]!r} is no name")
    spelled = cells.get(Column.TYPE, "")
    kind = kind_of(spelled)
    if kind is None and not nothing(spelled):
        reasons.append(f"its type {spelled[:60]!r} is not known, taken as text")
    words = cells.get(Column.DESCRIPTION, "")
    facets, more = _facets(words, cells, kind or Kind("string"))
    reasons += more
    said = cells.get(Column.REQUIRED, "").strip().strip("*").lower()
    required = True if said in _YES else False if said in _NO else None
    if required is None and Column.REQUIRED in cells and name:
        reasons.append("the page does not say whether it is required")
    example = literal(cells.get(Column.EXAMPLE, ""), kind or Kind("string"))
    if kind and kind.type == "string" and isinstance(example, str) and _RFC3339.match(example):
        facets["format"] = "date-time"
    if kind and kind.type in ("integer", "number") and "format" not in facets and is_milliseconds(name, example, words):
        facets["format"] = "epoch-milliseconds"
    item = Item(name, kind or Kind("string"), Place(table, name, row.line), "", required, facets, example, words)
    return Entry(item, kind is not None, row.indent, dashes), reasons


def is_milliseconds(name: str, value: Any, words: str = "") -> bool:
    """Whether a number is a time in milliseconds since 1970: by a value of that size under a name of a time, or by words."""
    if isinstance(value, int) and not isinstance(value, bool) and 10**11 <= value < 10**14 and _TIME_NAME.search(name):
        return True
    return value is None and bool(re.search(r"in milliseconds|millisecond timestamp|毫秒(级)?时间戳|unit: ms\b", words, re.IGNORECASE))


def is_date_time(value: Any) -> bool:
    """Whether a value is a time as RFC 3339 writes it."""
    return isinstance(value, str) and _RFC3339.match(value) is not None


def _facets(words: str, cells: dict[Column, str], kind: Kind) -> tuple[dict[str, Any], list[str]]:
    facets: dict[str, Any] = {}
    reasons: list[str] = []
    if kind.format:
        facets["format"] = kind.format
    parts = labelled(words)
    body = parts.get("definition", "")
    told = parts.get("range", "")
    if "range" in parts and not told.strip():
        reasons.append("the list of its values is missing from the copy")
    target = kind
    if not nothing(told):
        facets.update(ranges_of(told, target, column=True))
    column = cells.get(Column.RANGE, "")
    if not nothing(column):
        facets.update(ranges_of(column, target, column=True))
    for part in (body, parts.get("constraints", "")):
        for facet, value in ranges_of(part, target).items():
            facets.setdefault(facet, value)
    marked = None
    after_default = parts.get("default", "")
    for part in (told and f"Valid values:\n{told}", column and f"Valid values:\n{column}", body, told, after_default):
        if nothing(part) or "enum" in facets:
            continue
        values, default, lost = choices_of(part, target)
        if values and not _only_a_range(values, facets):
            facets["enum"] = list(values)
        marked = marked if marked is not None else default
        if lost and not any(lost in reason for reason in reasons):
            reasons.append(lost)
    if "enum" in facets:
        reasons = [reason for reason in reasons if "list of its values" not in reason]
    default, why = default_of(parts["default"], kind, column=True) if "default" in parts else (None, "")
    if Column.DEFAULT in cells and not nothing(cells[Column.DEFAULT]):
        default, why = literal(cells[Column.DEFAULT], kind), ""
    if default is None and not why:
        default, why = default_of(_without_notes(body + "\n" + told), kind)
    if default is None:
        default = marked
    if why:
        reasons.append(why)
    if default is not None:
        facets["default"] = default
    return facets, reasons


def _without_notes(text: str) -> str:
    return "\n".join(line for line in clean(text).split("\n") if not re.match(r"(?i)\s*(note|说明)\b", line))


def _only_a_range(values: tuple[Any, ...], facets: dict[str, Any]) -> bool:
    return len(values) < 2 and ("minimum" in facets or "maxLength" in facets)
