"""The tables of a page put together: which of them describes the object that another names, and what stands twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from listproof.derive.document import Example, Item
from listproof.derive.exemplified import kind_shown
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind
from listproof.derive.nesting import keys_of, pairs_of
from listproof.derive.rows import RowEntry
from listproof.derive.words import Section

__all__ = [
    "TablePart",
    "as_called",
    "as_held",
    "as_shown",
    "holding",
    "joined",
    "objects_of",
    "once",
    "put_inside",
    "rooted",
    "several_named",
    "shown_first",
    "the_list",
    "twice_described",
    "unnamed",
    "within_reach",
    "without_strange",
]

_SEE_NAMED = re.compile(
    r"(?:参见|请见|详见|见|\bsee(?: the)?)\s*[\"“]?(?P<name>[A-Za-z_]\w*(?:类型|字段|结构)?)"
    r"|^(?P<several>[A-Za-z_]\w*)\s*(?:集合|列表|数组)",
    re.ASCII | re.IGNORECASE,
)
_SEE = re.compile(r"(?:\btable|表)\s*(\d+(?:[-.]\d+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table of parameters or fields with what its surroundings say.

    `near` is for one that stands behind another with nothing but a short line between.

    `section` and `status` are those under which it stands, `describes` the object whose fields it holds (empty for the
    top), `name` its caption or heading, `number` that of its caption (empty where it has none), `behind` whether it stands
    right behind another table, without a word between.
    """

    section: Section
    status: int
    describes: str
    name: str
    rows: tuple[RowEntry, ...]
    number: str = ""
    behind: bool = False
    near: bool = False


def rooted(parts: Sequence[TablePart]) -> list[TablePart]:
    """Parts in which a table that is called as one of its own rows is, beside the table of that object, is the one that names it."""
    found = list(parts)
    for at, part in enumerate(parts):
        own = part.describes and any(row.item.name == part.describes for row in part.rows)
        again = any(where != at and (one.describes, one.section) == (part.describes, part.section) for where, one in enumerate(parts))
        if own and again:
            found[at] = replace(part, describes="")
    return found


def joined(parts: Sequence[TablePart]) -> list[TablePart]:
    """Parts in which a row that refers to `Table 3` for its fields, and the table of that number, call the object alike."""
    numbered = {part.number: at for at, part in enumerate(parts) if part.number}
    found = list(parts)
    for at, part in enumerate(parts):
        rows = list(part.rows)
        for index, row in enumerate(rows):
            said = _SEE.findall(f"{row.item.words}\n{row.spelled}")
            other = next((numbered[number] for number in said if numbered.get(number, at) != at), None)
            if other is not None and _of_another(parts, at, other, row.item.name):
                other = None
            if other is None:
                other = _named_in(parts, at, row)
            if other is None and row.typed and row.item.kind == Kind("string") and said:
                other = _called_as(parts, at, row.item.name)
                rows[index] = row = (
                    replace(row, item=replace(row.item, kind=Kind("object"), declared="string")) if other is not None else row
                )
            if other is None or not (row.item.kind.innermost.type == "object" or row.item.kind.type == "array" or not row.typed):
                continue
            if row.item.kind.type == "array" and row.item.kind.items is not None and row.item.kind.innermost.type != "object":
                continue
            if (parts[other].section is Section.RESPONSE) is not (part.section is Section.RESPONSE):
                continue
            name = row.item.kind.innermost.named or found[other].describes or row.item.name
            if any(one.describes == name and where != other for where, one in enumerate(found)):
                name = f"{row.item.name} of table {parts[other].number}"
            found[other] = replace(found[other], describes=name)
            rows[index] = replace(row, item=replace(row.item, kind=_named(row.item.kind, name)), typed=True)
        found[at] = replace(found[at], rows=tuple(rows))
    return found


def _called_as(parts: Sequence[TablePart], at: int, name: str) -> int | None:
    """The table that describes an object called as a row is, of the same part of the page; None where there is none or are several."""
    found = [where for where, part in enumerate(parts) if where != at and part.describes == name and part.section is parts[at].section]
    return found[0] if len(found) == 1 else None


def _of_another(parts: Sequence[TablePart], at: int, other: int, name: str) -> bool:
    """Whether the table of a number is called otherwise than a row, and another one of the same section as the row: the number is off."""
    return parts[other].describes != name and any(part.describes == name and part.section is parts[at].section for part in parts)


def _named_in(parts: Sequence[TablePart], at: int, row: RowEntry) -> int | None:
    """The table to which a row refers by its title (`see the structure of Kite`, `List结构，参见Graph类型数据结构说明`)."""
    called = row.spelled.strip("*` ")
    for found in _SEE_NAMED.finditer(f"{row.item.words}\n{row.spelled}"):
        for where, part in enumerate(parts):
            if where != at and part.describes and (found.group("name") or found.group("several")) == part.describes:
                return where
    for name in (called, *_WORD.findall(called), row.item.name) if not row.typed and called else ():
        for where, part in enumerate(parts):
            if where != at and part.describes == name:
                return where
    return None


_WORD = re.compile(r"[A-Za-z_][\w.]*", re.ASCII)
_ITEMS = re.compile(r"[\[【](?:items?|elements?|array elements?|数组元素|元素|root)[\]】]", re.IGNORECASE)


def the_list(parts: Sequence[TablePart]) -> tuple[list[TablePart], bool]:
    """Parts of an answer that is a list, said by one row that names its items and no field (`[items]`): the table that describes one is its
    root. True where it is so."""
    for at, part in enumerate(parts):
        if part.section is Section.RESPONSE and len(part.rows) == 1 and _ITEMS.fullmatch(part.rows[0].item.name):
            own = part.rows[0].item.name
            named = part.rows[0].item.kind.innermost.named or (own if any(one.describes == own for one in parts) else "")
            rest = [replace(one, describes="") if one.describes == named else one for where, one in enumerate(parts) if where != at]
            if named and any(one.describes == named for one in parts):
                return rest, True
            if part.rows[0].item.kind.type in ("array", "object") and not _described_besides(rest, part.status):
                return rest, True
    return list(parts), False


def _described_besides(parts: Sequence[TablePart], status: int) -> bool:
    """Whether other tables describe the answer of a status."""
    return any(part.section is Section.RESPONSE and part.status == status for part in parts)


def _named(kind: Kind, name: str) -> Kind:
    """A container whose innermost object is called so."""
    if kind.type == "array":
        return replace(kind, items=_named(kind.items, name) if kind.items is not None else Kind("object", named=name))
    return Kind("object", named=name)


def twice_described(part: TablePart, describes: str) -> Unread:
    """A note on a second table of one object, with its rows."""
    held = ", ".join(row.item.name for row in part.rows if row.item.name) or "no rows"
    line = part.rows[0].item.place.line if part.rows else 0
    return Unread(line, f"table {part.name!r}", f"a table describes {describes} already; the first is kept; left out: {held}")


def unnamed(name: str, rows: Sequence[RowEntry], what: str) -> Unread:
    """A note on a table of an object that nothing names, with the rows that stand nowhere for it."""
    held = ", ".join(row.item.name for row in rows if row.item.name) or "no rows"
    line = rows[0].item.place.line if rows else 0
    return Unread(line, f"table of {name}", f"no {what} names this object; left out: {held}")


def once(items: tuple[Item, ...]) -> tuple[tuple[Item, ...], list[Unread]]:
    """Items with each name once inside each object, and a note for every further one."""
    kept: dict[str, Item] = {}
    twice: list[Unread] = []
    for item in items:
        if item.name in kept:
            what = f"{item.name} in {item.place.table!r}"
            twice.append(Unread(item.place.line, what, "it stands twice; the first is kept"))
            continue
        children, more = once(item.children)
        twice += more
        kept[item.name] = replace(item, children=children)
    return tuple(kept.values()), twice


def objects_of(
    parts: Sequence[TablePart], nesting: str, example: Any
) -> tuple[list[TablePart], dict[str, tuple[RowEntry, ...]], tuple[Unread, ...]]:
    """The root tables and the tables of objects.

    A table without a caption is that of an object still missing: the one whose example shows the most of its names,
    else the last one named.
    """
    roots: list[TablePart] = []
    objects: dict[str, tuple[RowEntry, ...]] = {}
    wanted: dict[str, Mapping[str, Any]] = {}
    unread: list[Unread] = []
    values: dict[str, Any] = {"": example}
    called = {part.describes for part in parts}
    for part in parts:
        describes = part.describes
        if nesting == "tables" and roots and not describes and wanted:
            names = {row.item.name for row in part.rows}
            missing = [name for name in wanted if name not in called]
            if not missing and 2 * len(names & keys_of(example).keys()) <= len(names):
                why = f"no caption names its object, and each that is named has a table; left out: {', '.join(sorted(names))}"
                unread.append(Unread(part.rows[0].item.place.line if part.rows else 0, f"a table under {part.name!r}", why))
                continue
            overlap = {name: len(names & keys_of(values.get(name)).keys()) for name in missing}
            describes = max(missing, key=lambda name: overlap[name], default="")
            if describes and not overlap[describes] and keys_of(values.get(describes)) and len(missing) == 1:
                why = f"no caption names its object, and {describes} is shown with other parts; left out: {', '.join(sorted(names))}"
                unread.append(Unread(part.rows[0].item.place.line if part.rows else 0, f"a table under {part.name!r}", why))
                continue
            if describes and not overlap[describes]:
                why = f"no caption and no example says that it describes {describes}; it is guessed"
                unread.append(Unread(part.rows[0].item.place.line if part.rows else 0, f"a table under {part.name!r}", why))
        inside = values.get(describes)
        if describes and nesting == "tables":
            if describes in objects:
                unread.append(twice_described(part, describes))
            objects.setdefault(describes, part.rows if part.describes else _renamed(part.rows, describes))
            wanted.pop(describes, None)
        else:
            roots.append(part)
            inside = example
        named = {}
        for row in part.rows:
            innermost = row.item.kind.innermost
            shown = _shown_at(inside, row.item.name)
            held = innermost.type == "object" or (row.item.kind == Kind("array") and bool(keys_of(shown)))
            name = innermost.named or (row.item.name if held and not part.describes else "")
            if name and name not in objects and name not in wanted and (innermost.named or name):
                values.setdefault(name, shown)
                named[name] = values[name]
        wanted = {**named, **wanted}
    return roots, objects, tuple(unread)


def _shown_at(value: Any, name: str) -> Any:
    """What an example shows under a name, which may be the way to it (`result.kites`); None where it shows nothing."""
    shown = keys_of(value)
    if name in shown or "." not in name:
        return shown.get(name)
    first, _, rest = name.partition(".")
    return _shown_at(shown.get(re.sub(r"\[\w*\]$", "", first)), rest)


def _renamed(rows: Sequence[RowEntry], table: str) -> tuple[RowEntry, ...]:
    """Rows of a table without a caption, under the name of the object that it describes."""
    return tuple(replace(row, item=replace(row.item, place=replace(row.item.place, table=table))) for row in rows)


def without_strange(roots: Sequence[TablePart], example: Any) -> tuple[list[TablePart], tuple[Unread, ...]]:
    """The tables of an answer without those of which the example shows no row while it shows most of another: they describe something
    else; and a note on each of these."""
    shown = {name for name, _ in pairs_of(example)}
    named = [{row.item.name.rpartition(".")[2] for row in part.rows if row.item.name} for part in roots]
    if not any(2 * len(names & shown) >= len(names) > 0 for names in named):
        return list(roots), ()
    strange = [at for at, names in enumerate(named) if names and not names & shown]
    unread = []
    for part in (roots[at] for at in strange):
        left = ", ".join(row.item.name for row in part.rows if row.item.name)
        why = f"the example of the answer shows none of its rows; left out: {left}"
        unread.append(Unread(part.rows[0].item.place.line, f"table {part.name!r}", why))
    return [part for at, part in enumerate(roots) if at not in strange], tuple(unread)


def several_named(describes: str, named: Callable[[str], bool]) -> tuple[str, ...]:
    """The objects that one table describes (`from, to and by`) where each is a row before it; else the one that it is called."""
    names = tuple(name for name in re.split(r"\s*(?:、|,|和|及|/|\band\b)\s*", describes) if name)
    return names if len(names) > 1 and all(map(named, names)) else (describes,)


def shown_first(samples: Sequence[Example], status: int, names: set[str]) -> list[Example]:
    """The examples of a status, those first that show most of the names, at their top or, of a part of an answer, not."""

    def shows(one: Example) -> tuple[bool, int, int]:
        top = len(names & set(one.value)) if isinstance(one.value, dict) else 0
        return top == 0, -len(names & {name for name, _ in pairs_of(one.value)}), -top

    return sorted((one for one in samples if one.status == status), key=shows)


def as_held(items: tuple[Item, ...], value: Any, envelope: Sequence[str] = ()) -> tuple[tuple[Item, ...], str]:
    """Items put inside the one list or object of an example that shows them, and the way to it; those that it shows at its top stay there.

    A table of the fields of a record, without a row for what holds records, or for what holds that. `envelope` are names that stand at
    the top of any answer; where none are known an object may as well be that of an error.
    """
    names = {item.name for item in items if not isinstance(value, Mapping) or item.name not in value}
    names -= {name for name in names if name.lower() in envelope}
    if not isinstance(value, Mapping) or not names:
        return items, ""
    places = {
        way: inner
        for way, inner in (*_lists_in(value), *(_objects_in(value, names) if envelope else ()))
        if not any(item.name in way and item.children for item in items)
        and _shows(names, keys_of(inner))
        and (len(names) == len(items) or names <= keys_of(inner).keys() or isinstance(inner, Mapping))
    }
    lists = list(places)
    told = {item.name for item in items}
    if len(lists) != 1 or (len(names) == 1 < len(items) and told & set(lists[0])):
        return items, ""
    held = tuple(item for item in items if item.name in names)
    named = {item.name: item for item in items if item.name not in names}
    way = lists[0]
    wrapped: Item | None = None
    for name in reversed(way):
        own = named.pop(name, None) or Item(name, Kind("object"), replace(held[0].place, row=name))
        inside = held if wrapped is None else (wrapped,)
        listed = wrapped is None and isinstance(places[way], list)
        wrapped = replace(own, kind=Kind("array", items=Kind("object")) if listed else Kind("object"), children=inside)
    at = min(at for at, item in enumerate(items) if item.name in names or item.name in way)
    rest = [item for item in items if item.name in named]
    return (*rest[:at], *([wrapped] if wrapped else []), *rest[at:]), ".".join(way)


def _shows(names: set[str], shown: Mapping[str, Any]) -> bool:
    """Whether an example of a record shows enough of the names: half of them, or a third where several are only there at times."""
    count = len(names & shown.keys())
    return 2 * count >= len(names) or (count >= _SEVERAL and 3 * count >= len(names))


_SEVERAL = 4


def _lists_in(value: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The lists of an example at its top, or alone in an object there, with the way to each."""
    for key, inner in value.items():
        if isinstance(inner, list):
            yield (key,), inner
        elif isinstance(inner, Mapping) and len(inner) == 1:
            ((name, alone),) = inner.items()
            if isinstance(alone, list):
                yield (key, name), alone


def _objects_in(value: Mapping[str, Any], names: set[str]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The objects at the top of an example, of several names, that show most of those that are looked for."""
    for key, inner in value.items():
        if isinstance(inner, Mapping) and len(inner) > 1 and 2 * len(names & inner.keys()) > len(names):
            yield (key,), inner


def within_reach(value: Any) -> set[str]:
    """The names that an example shows at its top, in an object there, or in the records of a list there."""
    inner = [one for one in keys_of(value).values() if isinstance(one, Mapping)]
    lists = [held for _, held in _lists_in(value)] if isinstance(value, Mapping) else []
    return {str(name) for one in (value, *inner, *lists) for name in keys_of(one)}


def holding(value: Any, names: set[str]) -> tuple[str, Any]:
    """The one object at the top of an example that shows several of the names, and its name, where the top shows none; else all of it."""
    inner = [(str(name), one) for name, one in value.items() if isinstance(one, Mapping)] if isinstance(value, Mapping) else []
    inner = [(name, one) for name, one in inner if len(names & one.keys()) >= _SEVERAL]
    return inner[0] if len(inner) == 1 and not names & value.keys() else ("", value)


def put_inside(items: Sequence[Item], holder: str, shown: Mapping[str, Any]) -> tuple[Item, ...]:
    """Items of which those that an object of the example shows stand inside it."""
    held = tuple(item for item in items if item.name in shown)
    outside = tuple(item for item in items if item.name not in shown)
    return (*outside, Item(holder, Kind("object"), replace(held[0].place, row=holder), children=held)) if held else tuple(items)


def as_called(items: tuple[Item, ...], value: Any) -> tuple[Any, list[Unread]]:
    """An example with what it calls otherwise than the rows do under their names (`kites` for `kite`), by what is inside; and notes."""
    if not isinstance(value, Mapping):
        return value, []
    called, notes = dict(value), []
    for item in items:
        names = {child.name for child in item.children}
        strange = [name for name in called if not any(one.name == name for one in items)]
        alike = [name for name in strange if len(names & keys_of(called[name]).keys()) * 2 > len(names)]
        if names and item.name not in called and len(alike) == 1:
            called[item.name] = called.pop(alike[0])
            what = f"{item.name} in {item.place.table!r}"
            notes.append(Unread(item.place.line, what, f"the example calls it {alike[0]}; the name of its row is kept"))
    return called, notes


def _shows_parts(item: Item, shown: Mapping[str, Any]) -> bool:
    """Whether an object of the example holds more than half of what the rows put inside an item."""
    return 2 * sum(child.name in shown for child in item.children) > len(item.children)


def as_shown(items: tuple[Item, ...], value: Any) -> tuple[Item, ...]:
    """Items that the page calls objects and its example shows as arrays, as arrays, or the other way round; without a type, as shown."""
    shown = keys_of(value)
    if not shown:
        return items
    found = []
    for item in items:
        inner = shown.get(item.name)
        children = as_shown(item.children, inner)
        if item.kind.type == "object" and isinstance(inner, list) and inner and isinstance(inner[0], Mapping):
            item = replace(item, kind=Kind("array", items=item.kind), declared="object")
        elif item.kind.type == "array" and isinstance(inner, Mapping) and _shows_parts(item, inner):
            item = replace(item, kind=Kind("object"), declared="array")
        elif not item.typed and item.kind == Kind("string") and (kind := kind_shown(inner)) is not None:
            item = replace(item, kind=kind)
        found.append(replace(item, children=children))
    return tuple(found)
