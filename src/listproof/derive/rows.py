"""From the rows of a table to items: names, types, required or not, and what their prose gives."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from listproof.derive.document import Item, SourcePlace
from listproof.derive.facets import facets_of
from listproof.derive.formats.alignment import TICKS, is_yes_or_no, looks_like_name, needed_in_a_case, parted_need, without_remark
from listproof.derive.formats.page import Row, Table, Unread
from listproof.derive.kinds import Kind, kind_of, may_be_null
from listproof.derive.places import place_before
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import clean, literal, ranges_of, says_nothing
from listproof.derive.tables import PLACES, columns_of, said_of_group
from listproof.derive.words import Column, Vocabulary, leaves_out

__all__ = ["RowEntry", "entries"]

_FRONT = re.compile(r"^[\s\u00a0\u3000]*((?:[-–—└├│─┗┣┃╰»>·•][\s\u00a0\u3000]*)*)")
_YES = frozenset({"yes", "y", "true", "required", "mandatory", "是", "必选", "必填", "必须", "必須", "m", *TICKS})
_NO = frozenset(
    {"no", "n", "false", "optional", "conditional", "否", "可选", "非必填", "非必选", "o", "条件必选", "任意", "✗", "✘", "×", "❌", "☐"}
)
_TYPES_ALONE = frozenset({"string", "integer", "boolean", "long", "float", "double"})
_RFC3339 = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$")
_MILLISECONDS = re.compile(
    r"in milliseconds|in ms\b|milliseconds? (?:unix )?timestamp|timestamp[^.]{0,20}milliseconds|unit[\s:]+(?:is )?(?:milliseconds?|ms)\b"
    r"|毫秒级?的?时间戳|时间戳[^。]{0,12}毫秒|毫秒\"?'?的时间戳|单位[:为是]?\s*[\"']?毫秒",
    re.IGNORECASE,
)
_TIME_NAME = re.compile(r"(time|date|_at|At|timestamp)$|^(time|date|begin|end)_?|Time")


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A row as an item without children. `name` of the item is empty where the page gives none; `typed` tells whether
    the page gives a type; `indent` and `dashes` are how far its name is moved to the right, `branch` how far by the marks of a tree
    (`└`), None without them, `spelled` its type as the page writes it."""

    item: Item
    typed: bool
    indent: float | None
    dashes: int
    branch: int | None = None
    spelled: str = ""


def entries(table: Table, vocabulary: Vocabulary, name_of_table: str) -> tuple[tuple[RowEntry, ...], tuple[Unread, ...]]:
    """The rows of a table of parameters or fields as entries, and what of them was not understood."""
    roles, unknown = columns_of(table.header, [row.cells for row in table.rows], vocabulary)
    found: list[RowEntry] = []
    unread: list[Unread] = []
    if unknown:
        unread.append(_unknown(table, roles, vocabulary, name_of_table))
    read = [_by_role(table, roles, row) for row in table.rows]
    begun = Column.TYPE not in roles and bool(read) and all(all(_type_before(cells)) for cells in read)
    if Column.TYPE not in roles and not begun and any(row.cells[0].strip() for row in table.rows):
        unread.append(Unread(table.line, f"types of {name_of_table!r}", "no column gives them; what shows no number is taken as text"))
    negated = any(role is Column.REQUIRED and leaves_out(word) for word, role in zip(table.header, roles, strict=True))
    ticked = _ticked(table, roles)
    for cells in read if begun else ():
        cells[Column.TYPE], cells[Column.DESCRIPTION] = _type_before(cells)
    before = [place_before(cells.get(Column.NAME, "")) for cells in read] if Column.PLACE not in roles else [None]
    for at, (row, cells) in enumerate(zip(table.rows, read, strict=True)):
        if all(before) and (told := before[at]):
            cells[Column.PLACE], cells[Column.NAME] = told
        if row.group:
            where, need = said_of_group(row.group)
            cells = {**({Column.PLACE: where} if where else {}), **({Column.REQUIRED: need} if need else {}), **cells}
        if ticked and not cells.get(Column.REQUIRED, "").strip():
            cells[Column.REQUIRED] = "no"
        case = cells.get(Column.REQUIRED, "")
        if needed_in_a_case(case):
            cells[Column.REQUIRED] = "conditional"
            why = f"it is required in one case only, written as one that may be left out: {' '.join(case.split())!r}"
            unread.append(Unread(row.line, f"{cells.get(Column.NAME, '').strip(' `*')} in {name_of_table!r}", why))
        remark = parted_need(cells.get(Column.REQUIRED, ""))[1]
        if remark and (where := said_of_group(remark)[0]):
            cells.setdefault(Column.PLACE, where)
        elif remark:
            cells[Column.DESCRIPTION] = f"{cells.get(Column.DESCRIPTION, '')}\n{remark}"
        if negated:
            cells[Column.REQUIRED] = _turned(cells.get(Column.REQUIRED, ""))
        crossed = _crossed(cells)
        if crossed and found and _OF_A_MAP.fullmatch(found[-1].spelled.strip()):
            cells, crossed = _value_of_map(cells), False
        if crossed:
            cells[Column.NAME], cells[Column.TYPE] = cells[Column.TYPE], cells[Column.NAME]
        cells = _with_bounds_of_type(cells)
        entry, reasons = _entry(row, cells, name_of_table)
        reasons += ["its name stands in the column of types, and its type in that of names; taken so"] if crossed else []
        unread += [Unread(row.line, f"{entry.item.name or 'row without a name'} in {name_of_table!r}", why) for why in reasons]
        previous = found[-1] if found else None
        if previous and row.continued and entry.item.name == previous.item.name:
            words = f"{previous.item.words}\n{entry.item.words}"
            again, more = facets_of(words, cells, entry.item.kind)
            found[-1] = replace(previous, item=replace(previous.item, words=words, facets=again))
            unread += [Unread(row.line, f"{entry.item.name} in {name_of_table!r}", why) for why in more]
            continue
        found.append(entry)
    return tuple(found), tuple(unread)


_TYPE_BEFORE = re.compile(
    r"\s*([A-Za-z][\w\[\]]*)(?:(?:\s+(?:readonly|read-only|writeonly|write-only|nullable|deprecated))+\s+|[ \t]*(?:\n|  )\s*)(\S.*)",
    re.DOTALL,
)
"""A type alone, before the first line of what describes a row, which a copy may have joined to it with two blanks or a mark."""


def _type_before(cells: Mapping[Column, str]) -> tuple[str, str]:
    """The type that a description begins with, on a line of its own, and the rest of it; both empty where it begins otherwise."""
    found = _TYPE_BEFORE.match(cells.get(Column.DESCRIPTION, ""))
    return (found.group(1), found.group(2)) if found and kind_of(found.group(1)) is not None else ("", "")


def _ticked(table: Table, roles: Sequence[Column]) -> bool:
    """Whether what is required is ticked: a mark, and nothing where there is none."""
    said = {row.cells[at].strip() for at, role in enumerate(roles) if role is Column.REQUIRED for row in table.rows if at < len(row.cells)}
    return bool(said - {""}) and said - {""} <= TICKS


def _unknown(table: Table, roles: Sequence[Column], vocabulary: Vocabulary, name: str) -> Unread:
    """A note on the columns whose headings are not known, with what they were taken for."""
    told = [
        f"{word!r}" + (f" (read as {role.value} by its cells)" if role is not Column.OTHER else "")
        for word, role in zip(table.header, roles, strict=True)
        if word.strip() and vocabulary.column(word) is None
    ]
    return Unread(table.line, f"column {', '.join(told)} of {name!r}", "its meaning is not known")


def _by_role(table: Table, roles: Sequence[Column], row: Row) -> dict[Column, str]:
    """The cells of a row by what their columns mean; a second column of prose and one that is not known go to the prose."""
    cells: dict[Column, str] = {}
    beside: list[str] = []
    for word, role, cell in zip(table.header, roles, row.cells, strict=False):
        if role in cells or role is Column.OTHER:
            if not says_nothing(cell):
                beside.append(cell if role is Column.DESCRIPTION else f"{word}: {cell}" if word.strip() else cell)
        else:
            cells[role] = cell
    if beside:
        cells[Column.DESCRIPTION] = "\n".join([*filter(None, [cells.get(Column.DESCRIPTION, "")]), *beside])
    return cells


def _crossed(cells: Mapping[Column, str]) -> bool:
    """Whether name and type of a row stand in each other's column: what should be the name is a type alone, and the type a name."""
    name, spelled = cells.get(Column.NAME, "").strip(), cells.get(Column.TYPE, "").strip()
    return name.lower() in _TYPES_ALONE and kind_of(spelled) is None and looks_like_name(spelled)


_OF_A_MAP = re.compile(r"(?:map|hashmap)", re.IGNORECASE)
"""How the row of a map spells its type where the row below says of which type its values are."""


def _value_of_map(cells: Mapping[Column, str]) -> dict[Column, str]:
    """The cells of a row without a name that tells of the values of the map above it, its type and its example in their columns."""
    example, words = cells.get(Column.TYPE, ""), cells.get(Column.DESCRIPTION, "") or cells.get(Column.EXAMPLE, "")
    return {**cells, Column.NAME: "", Column.TYPE: cells[Column.NAME], Column.EXAMPLE: example, Column.DESCRIPTION: words}


_BOUNDED_TYPE = re.compile(
    r"([A-Za-z]+)\s*\(\s*((?:[≤≥<>]=?|up to|max\.?|min\.?)\s*-?\d[\d,.]*(?:\s*char(?:acter)?s?)?"
    r"|-?\d[\d,.]*\s*(?:-|–|—|to|\.\.)\s*-?\d[\d,.]*(?:\s*char(?:acter)?s?)?)\s*\)",
    re.IGNORECASE,
)
"""A type with its bounds in brackets: `integer (1–100)`, `string (≤ 100 chars)`."""
_LONGEST_VALUE = 40


def _with_bounds_of_type(cells: dict[Column, str]) -> dict[Column, str]:
    """The cells of a row with the bounds, or the values, that stand in its type in their own place."""
    spelled = cells.get(Column.TYPE, "")
    bounded = _BOUNDED_TYPE.fullmatch(spelled.strip(" `"))
    if bounded and kind_of(bounded.group(1)) is not None:
        told = re.sub(r"\s*[–—]\s*", "-", bounded.group(2)).replace("≤", "maximum ").replace("≥", "minimum ")
        told = re.sub(r"chars?\b", "characters", told)
        return {**cells, Column.TYPE: bounded.group(1), Column.RANGE: f"{cells.get(Column.RANGE, '')}\n{told}".strip()}
    parts = [part.strip(" `\"'") for part in re.split(r"\\?\|", spelled)]
    if len(parts) > 1 and all(part and len(part) < _LONGEST_VALUE and kind_of(part) is None and not says_nothing(part) for part in parts):
        values = ", ".join(parts)
        return {**cells, Column.TYPE: "string", Column.RANGE: f"{cells.get(Column.RANGE, '')}\n{values}".strip()}
    return cells


def _turned(cell: str) -> str:
    """What a cell under a heading such as `Optional` says of whether its row is required: a bare yes or no means the opposite."""
    said = cell.strip().strip("*").lower()
    return cell if not is_yes_or_no(said) else "no" if said in _YES else "yes"


def _type_and_need(cells: dict[Column, str]) -> tuple[str, str]:
    """What the cells of a row spell of its type and, in lower case, of whether it is required: `String (Required)` says both."""
    spelled, said = cells.get(Column.TYPE, ""), cells.get(Column.REQUIRED, "")
    if both := _NEED_BESIDE_TYPE.match(spelled):
        spelled, said = both.group(1), said or both.group(2)
    return spelled, parted_need(said)[0]


def _entry(row: Row, cells: dict[Column, str], table: str) -> tuple[RowEntry, list[str]]:
    raw = cells.get(Column.NAME, "").replace("\n", " ")
    front = _FRONT.match(raw)
    dashes = len(re.sub(r"\s", "", front.group(1))) if front else 0
    name = raw[front.end() :] if front else raw
    remarked = _NEED_BEHIND.search(name)
    name = without_remark(name.replace("`", "").strip())
    name = re.sub(r"^:(?=[A-Za-z_]\w*$)", "", name.replace("`", "").strip().strip("*").strip())
    reasons: list[str] = []
    optional = name.endswith("?")
    name = name.removesuffix("?")
    spelled, said = _type_and_need(cells)
    if Column.TYPE not in cells and (beside := re.fullmatch(r"(\S+)\s+([A-Za-z][\w/\[\]<> ]*)", name)) and looks_like_name(beside.group(1)):
        parted = beside.group(2).split("/")[0]
        name, spelled = (beside.group(1), beside.group(2)) if kind_of(parted) else (name, spelled)
    if name and not looks_like_name(name):
        reasons.append(f"its name {name[:60]!r} is no name")
    kind = kind_of(spelled)
    words = _drawn_out(cells.get(Column.DESCRIPTION, ""))
    if kind is None and says_nothing(spelled) and name and not cells.get(Column.TYPE):
        kind = _counting(words, cells)
        if Column.TYPE in cells or kind is not None:
            reasons.append(f"its type is not given{', taken as integer by its bounds or default' if kind else ''}")
    if kind is None and not says_nothing(spelled):
        reasons.append(f"its type {spelled[:60]!r} is not known, taken as text")
    facets, more = facets_of(words, cells, kind or Kind("string"))
    reasons += more
    required = _need(said, cells, words, False if optional else remarked.group(1).lower() == "required" if remarked else None)
    if required is None and Column.REQUIRED in cells and name:
        reasons.append("the page does not say whether it is required")
    nullable = cells.get(Column.NULLABLE, "").strip().strip("*").lower()
    if nullable in _YES or may_be_null(spelled):
        facets["null"] = True
    elif nullable not in _NO and not says_nothing(nullable):
        reasons.append(f"whether it may be null is not read: {nullable[:60]!r}")
    shown = cells.get(Column.EXAMPLE, "")
    unfit = (
        "several examples of it are shown"
        if re.match(r"\s*[•◦-]\s", shown)
        else "its example is a whole request"
        if (name and "=" in shown and re.search(rf"[?&]{re.escape(name)}=", shown, re.IGNORECASE))
        else ""
    )
    if unfit:
        reasons.append(f"{unfit}, none is taken")
    example = None if unfit else literal(shown, kind or Kind("string"))
    if beside := _BESIDE.match(words):
        reasons.append(f"another name stands beside it: {beside.group(1)!r}")
    if kind and kind.type == "string" and isinstance(example, str) and _RFC3339.match(example):
        facets["format"] = "date-time"
    if kind and kind.type in ("integer", "number") and facets.get("format") in (None, "int64") and is_milliseconds(name, example, words):
        facets["format"] = "epoch-milliseconds"
    where = PLACES.get(cells.get(Column.PLACE, "").strip().lower(), "")
    place = SourcePlace(table, name, row.line)
    item = Item(name, kind or Kind("string"), place, where, required, facets, example, words, typed=kind is not None)
    drawn = re.match(r".*[└├│┗┣┃╰]─*", raw)
    return RowEntry(item, kind is not None, row.indent, dashes, drawn.end() if drawn else None, spelled), reasons


_DRAWN_BULLET = re.compile(r"\s*[●■◆]\s*")
"""A bullet that a page draws in its text."""
_FIRST_ITEM = re.compile(r"(?<=[:：.。;；,，）\u4e00-\u9fff])[ \t]*-[ ]{2,}(?=\S)")
"""The first item of a list that lost the line before it: the dash with the blanks of its indent, behind a sentence."""


def _drawn_out(words: str) -> str:
    """Prose with each item of a list on a line of its own."""
    words = _DRAWN_BULLET.sub("\n• ", words)
    return _FIRST_ITEM.sub("\n• ", words) if "\n•" in words else words


def _need(said: str, cells: Mapping[Column, str], words: str, named: bool | None) -> bool | None:
    """Whether a row is required: by its own column, by its name, or by the word with which its description begins."""
    if said in _YES or said in _NO:
        return said in _YES
    if named is None and Column.REQUIRED not in cells and (begins := _BEGINS.match(words)):
        return begins.group(1).lower() != "optional"
    return named


_BESIDE = re.compile(r"(?:and|or|,|/)\s+([A-Za-z_]\w*)\s*[-–—:(]")
"""What stands behind a name where two are described at once: ``runtime` and `stack` - …`."""
_NEED_BESIDE_TYPE = re.compile(r"^\s*(\S[^()]*?)\s*\**\(\s*(required|mandatory|optional)\s*\)\**\s*$", re.IGNORECASE)
"""A type with what is required in brackets behind it: `String (Required)`."""
_NEED_BEHIND = re.compile(r"\w[`*]*(?:\s*\(|\s+)(optional|required)\)?\s*$", re.IGNORECASE)
"""What is required, behind the name, in brackets or behind a blank."""
_BEGINS = re.compile(
    r"\s*\(?(required|mandatory|optional)\b(?: (?:field|parameter|attribute|property|header|argument))?\)?\s*(?=[.;:,\n]|$)", re.IGNORECASE
)
"""What is required, where the description begins with it."""


def _counting(words: str, cells: Mapping[Column, str]) -> Kind | None:
    """The type of a row without one whose words bound a number: a count."""
    whole = Kind("integer")
    if _OF_MEMBERS.search(words):
        return None
    if re.search(r"(?i)(?:\bdefault(?:s to|(?: value)? is|:)|默认值?为)\s*-?\d+(?:[.,;)。，；]{0,2}\s|[.)。]{0,2}$)", words) and isinstance(
        default_of(words, whole)[0], int
    ):
        return whole
    return whole if ranges_of(f"{words}\n{cells.get(Column.RANGE, '')}", whole) and not ranges_of(words, Kind("string")) else None


_OF_MEMBERS = re.compile(
    r"\[\]|\b(?:array|list)\b|\d\s*(?:items|entries|elements|values|tags|ids|keys|names)\b(?! (?:per|on|in|of) )"
    r"|个(?:元素|值|标签)|数组|列表",
    re.IGNORECASE,
)
"""Words of a list: a bound counts what it holds."""


def is_milliseconds(name: str, value: Any, words: str = "") -> bool:
    """Whether a number is a time in milliseconds since 1970: by a value of that size under a name of a time, or by words."""
    if isinstance(value, int) and not isinstance(value, bool) and 10**11 <= value < 10**14 and _TIME_NAME.search(name):
        return True
    lasting = re.search(r"duration|interval|elapsed|latency|how long|timeout|耗时|时长|间隔", words, re.IGNORECASE)
    return value is None and lasting is None and _MILLISECONDS.search(clean(words)) is not None


def is_date_time(value: Any) -> bool:
    """Whether a value is a time as RFC 3339 writes it."""
    return isinstance(value, str) and _RFC3339.match(value) is not None
