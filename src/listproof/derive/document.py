"""What a page says, before it is written as a contract: the operation, its parameters, its answer, its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from listproof.contract.pointer import escaped
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind

__all__ = ["Description", "ErrorCode", "Example", "Item", "SourcePlace", "prose_of", "walk"]


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where a fact stands: the table or section, the row, and the line of the saved file (from 1)."""

    table: str
    row: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One row that names a parameter or a field.

    `name` is its own name, `where` the place of a parameter (`query`, `path`, `header`, `body`; empty for a field),
    `facets` the JSON Schema keywords that the row gives, `words` its prose, `declared`
    the type that the page gives where its own example shows that the item is an array, `member` the row that
    describes one item of the array, `children` what stands inside it, `typed` whether the page gives a type. Items
    of an array are its children too; `kind.items` says of which type they are.
    """

    name: str
    kind: Kind
    place: SourcePlace
    where: str = ""
    required: bool | None = None
    facets: Mapping[str, Any] = field(default_factory=dict)
    example: Any = None
    words: str = ""
    declared: str = ""
    member: SourcePlace | None = None
    children: tuple[Item, ...] = ()
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A JSON body that the page shows, with the status under which it stands."""

    value: Any
    place: SourcePlace
    status: int = 200


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """One row of a table of error codes."""

    status: int
    code: str
    message: str
    place: SourcePlace


@dataclass(frozen=True, slots=True)
class Description:
    """Everything that was read of one page.

    `headers` are those of the answer that an example shows, `requests` the example requests as they stand there (a
    request line or a call of curl), `errors` the fields of each error status, `contradicting_place` tells that the page
    calls query parameters a body, `grade` how far it may be trusted (`document`, or `weak` where no dialect is known),
    `listed` whether the answer is a list of what `fields` describe and no object.
    """

    key: str
    title: str
    dialect: str
    vendor: str
    method: str
    path: str
    parameters: tuple[Item, ...]
    fields: tuple[Item, ...]
    uri_place: SourcePlace
    examples: tuple[Example, ...] = ()
    requests: tuple[tuple[str, SourcePlace], ...] = ()
    statuses: tuple[int, ...] = ()
    errors: Mapping[int, tuple[Item, ...]] = field(default_factory=dict)
    error_codes: tuple[ErrorCode, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    sign_in: tuple[Mapping[str, Any], ...] = ()
    body_in_query: SourcePlace | None = None
    unread: tuple[Unread, ...] = ()
    grade: str = "document"
    listed: bool = False

    def answered(self) -> Iterator[tuple[str, Item]]:
        """Every field of the answer with its pointer."""
        return walk(self.fields, "/*" if self.listed else "")


def walk(items: tuple[Item, ...], prefix: str = "", separator: str = "/") -> Iterator[tuple[str, Item]]:
    """Every item with its pointer (`/data/*/name`), or with dots its name (`filter.name`); outermost first."""
    for item in items:
        name = escaped(item.name) if separator == "/" else item.name
        at = f"{prefix}{separator}{name}" if prefix or separator == "/" else name
        yield at, item
        if item.children:
            kind: Kind | None = item.kind
            inside = at
            while separator == "/" and kind is not None and kind.type == "array":
                inside += "/*"
                kind = kind.items
            yield from walk(item.children, inside, separator)


def prose_of(said: Description) -> str:
    """The words, values and examples of every row and the example requests: where a value is looked for."""
    rows = (item for items in (said.parameters, said.fields) for _, item in walk(items))
    told = (f"{item.name} {item.words} {item.example} {' '.join(map(str, item.facets.values()))}" for item in rows)
    return "\n".join([*told, *(line for line, _ in said.requests)])
