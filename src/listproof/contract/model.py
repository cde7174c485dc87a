"""The values of a contract: what one document says of one list operation, as frozen data without behaviour of a vendor."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from listproof.contract.asked_keys import names_a_key
from listproof.contract.edges import OPEN_EDGES, Edges
from listproof.contract.pages import AnswerPlace, End, Lead, Pages, Size, Total
from listproof.contract.pointer import ways

__all__ = [
    "AS_SHOWN", "NEGATIONS", "OPEN_EDGES", "RANGES", "AnswerPlace", "Basis", "Choice", "Contract", "Dispute", "DisputeReading", "Edges",
    "End", "ErrorForm", "Field", "Filter", "Grade", "Lead", "Order", "OrderKey", "Pages", "Parameter", "Precision", "Projection", "Scope",
    "Size", "Source", "Total", "Turn", "binds",
]  # fmt: skip

Grade = Literal["document", "vendor", "weak", "unknown", "guess", "seen"]
Basis = Literal["documented", "implied", "convention"]
RANGES = frozenset({"from", "after", "until", "before", "minimum", "maximum"})
"""The readings that keep what lies on one side of their value."""
NEGATIONS = frozenset({"not-equals", "not-equals-any-case", "not-contains", "not-contains-any-case", "none-of"})
"""The readings that keep what their value does not name, so that it matters whether records without a value are kept."""
Precision = tuple[str, ...]
"""How finely times are kept, in every way that is open: `shown`, or finer and `cut` down or `rounded` to be shown."""
AS_SHOWN: Precision = ("shown",)
T = TypeVar("T")


@dataclass(frozen=True)
class Source:
    """Where a fact stands: key of `x-documents`, table, row; how sure it is (`grade`) and how strongly it binds (`basis`)."""

    document: str
    table: str = ""
    row: str = ""
    grade: Grade = "document"
    basis: Basis = "documented"

    def __str__(self) -> str:
        return ", ".join(part for part in (f"document {self.document}", self.table, self.row) if part)

    def told(self, titles: Mapping[str, str]) -> str:
        """The document by its title, and the place in it."""
        place = ", ".join(part for part in (self.table, self.row) if part)
        return ": ".join(filter(None, (titles.get(self.document) or self.document, place)))


def binds(source: Source) -> bool:
    """Whether a fact of this source may fail a target: graded document or vendor, and not mere convention."""
    return source.grade in ("document", "vendor") and source.basis != "convention"


@dataclass(frozen=True)
class Parameter:
    """One thing that a request may say.

    `name` is what laws, oracle and simulator call it. Where it is no parameter of its own but a part of one, `carrier` names that
    parameter and `spelling` says how it stands in it: `json` (a property of a JSON object; the name is then dotted, `filter.name`),
    `value` (the parameter's value, written by the template `spelled`, such as `>={}`), or `clause` (one of several clauses, each
    written by `spelled` and put together by `joined_by`), or `window` (the offset or the size of a page, told together as
    `Pages.window` says), or `keys` (the keys of an order, told by parameters as `Order.each` says). `style` and `explode` are
    OpenAPI's, for lists. `place` is `body` for a property of the body of a POST that reads. `escaped` says how a value is written
    inside the quotes that `spelled` puts around it: each such quote `doubled`, or with a `backslash` before it, and before each
    backslash. None where it stands as it is. `separator` stands between the values of a list in one such text; None where it holds one
    value. `quoted` is the quote in which each value of such a list stands.
    `days`: records show days, and no moments, where a filter holds its value against them.
    """

    name: str
    place: Literal["query", "path", "header", "cookie", "body"]
    schema: Mapping[str, Any]
    source: Source
    required: bool = False
    carrier: str | None = None
    example: Any = None
    facets: Mapping[str, Source] = dataclasses.field(default_factory=dict)
    spelling: Literal["json", "value", "clause", "window", "keys"] | None = None
    spelled: str = "{}"
    joined_by: str | None = None
    style: str = "form"
    explode: bool = True
    escaped: Literal["doubled", "backslash"] | None = None
    separator: str | None = None
    quoted: Literal["'", '"'] | None = None
    days: bool = False

    @property
    def format(self) -> str | None:
        """The documented format of a value, or that of days where it is held against them and its schema names none."""
        form = self.schema.get("format")
        return str(form) if form is not None else "date" if self.days else None

    @cached_property
    def kind(self) -> str:
        """The JSON type: string, integer, number, boolean, object or array; the first of several."""
        kind = self.schema.get("type", "string")
        return str(kind[0] if isinstance(kind, list) else kind)

    @property
    def minimum(self) -> int | float | None:
        """The documented lower bound of a number."""
        return self.schema.get("minimum")

    @property
    def maximum(self) -> int | float | None:
        """The documented upper bound of a number."""
        return self.schema.get("maximum")

    @property
    def min_length(self) -> int | None:
        """The documented least length of a text, in characters."""
        return self.schema.get("minLength")

    @property
    def max_length(self) -> int | None:
        """The documented greatest length of a text, in characters."""
        return self.schema.get("maxLength")

    @property
    def enum(self) -> tuple[Any, ...]:
        """The documented values, of a list those of its items, or none where the document leaves them open."""
        items = self.schema.get("items")
        of = items if self.kind == "array" and isinstance(items, Mapping) else self.schema
        return tuple(of.get("enum", ()))

    @property
    def default(self) -> Any:
        """The documented default, or None."""
        return self.schema.get("default")

    def source_of(self, facet: str) -> Source:
        """The source of one facet (`maximum`, `enum` …): its own where the contract names one, else the parameter's."""
        return self.facets.get(facet, self.source)


@dataclass(frozen=True)
class Field:
    """One field of the answer. `pointer` starts at the answer; `within` is the pointer from the record, None outside records.

    `pending`: a time that may be still to come; what says so is left `open`, or only as a `number` where the schema is the document's own.
    """

    pointer: str
    schema: Mapping[str, Any]
    source: Source
    required: bool = False
    within: str | None = None
    facets: Mapping[str, Source] = dataclasses.field(default_factory=dict)
    pending: Literal["open", "number"] | None = None

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The JSON types that the schema accepts, null included; empty where it says none."""
        kind = self.schema.get("type", ())
        return (kind,) if isinstance(kind, str) else tuple(kind)

    @property
    def format(self) -> str | None:
        """The documented format, such as `epoch-milliseconds` or `date-time`."""
        return self.schema.get("format")

    @property
    def enum(self) -> tuple[Any, ...]:
        """The documented values, or none where the document leaves them open."""
        return tuple(self.schema.get("enum", ()))

    def source_of(self, facet: str) -> Source:
        """The source of one facet (`type`, `required`, `null`, `enum`, `format`)."""
        return self.facets.get(facet, self.source)


@dataclass(frozen=True)
class Choice(Generic[T]):
    """Something that another parameter may choose: `when` it is given as one of these values, `absent` when it is left out."""

    absent: T | None
    chosen_by: str | None = None
    when: Mapping[str, T] = dataclasses.field(default_factory=dict)

    def of(self, query: Mapping[str, Any]) -> T | None:
        """What holds for a query (names to values); None where the contract does not know."""
        if self.chosen_by is None or self.chosen_by not in query:
            return self.absent
        value = query[self.chosen_by]
        return self.when.get(str(value).lower() if isinstance(value, bool) else str(value))

    def all(self) -> tuple[T, ...]:
        """Every possibility that the contract names."""
        return tuple(v for v in (self.absent, *self.when.values()) if v is not None)


@dataclass(frozen=True)
class Filter:
    """One filter: the record pointer(s) it looks at and the readings of how it matches; see docs/contract.md for the words.

    A pointer of `field` may lead to several places (`pointer.either`): what stands at any of them may match.

    `name` is its own, and that of its entry in `Contract.parameters`, which tells how it is spelled. `nulls` says whether a
    negation (`NEGATIONS`) keeps records without a value; None where no source says. `only_when` is the
    condition, in words, without which it does nothing. `precision` says how finely the times that it compares are kept, `edges`
    what the ends of its range mean.
    `quoted`: its value is a list, be it of one, in which each value stands in quotes. `seconds`: it is asked for a moment in seconds since
    1970, whatever records show. `words` are values that ask for records `with` any value, or `without`.
    `exclusive`: records do not show what it looks at, and have one of its values at most.
    """

    name: str
    field: Choice[str]
    matches: Choice[tuple[str, ...]]
    compares: Literal["text", "number", "time", "flag"] = "text"
    absent: tuple[Any, ...] = ("everything",)
    everything: Any = None
    yields_to: str | None = None
    needs: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    widens: bool = False
    separator: str | None = None
    names: str | None = None
    nulls: Literal["kept", "lost"] | None = None
    only_when: str | None = None
    quoted: bool = False
    precision: Precision = AS_SHOWN
    edges: Edges = OPEN_EDGES
    seconds: bool = False
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    exclusive: bool = False

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Every record pointer that it may look at, each by itself."""
        return tuple(dict.fromkeys(way for pointer in self.field.all() for way in ways(pointer)))

    @cached_property
    def negates(self) -> bool:
        """Whether some reading keeps what the value does not name."""
        return any(NEGATIONS & set(readings) for readings in self.matches.all())

    @cached_property
    def opaque(self) -> bool:
        """Whether records do not show what the filter looks at."""
        return self.hides or all("opaque" in readings for readings in self.matches.all())

    @cached_property
    def hides(self) -> bool:
        """Whether it leaves out what has its value, and records do not show what it looks at."""
        return all("not-opaque" in readings for readings in self.matches.all())


Direction = Literal["asc", "desc"]


@dataclass(frozen=True)
class OrderKey:
    """One key of the order: values compare as time, number or text (open collation), or only stand together (`group`).

    `nulls` says where records without the key stand, whatever the direction; None where no source says.
    `precision` says how finely its times are kept: records that show the same may then stand in an order of their own.
    `direction` is the only one that its name asks for; None where another can be asked for, or no source says.
    """

    name: str
    field: str
    compares: Literal["time", "number", "text", "group"]
    nulls: Literal["first", "last"] | None = None
    precision: Precision = AS_SHOWN
    direction: Direction | None = None


@dataclass(frozen=True)
class Turn:
    """How a direction is asked for: `asc` and `desc` are the words for each.

    `parameter`: the values of the parameter `Order.direction`; `flag`: those of a yes-or-no parameter (`false`, `true`); `prefix` and
    `suffix`: what is put before or behind the name of the key ("" for nothing); `spelled`: those that stand beside the key in the
    `template`, at `{key}` and `{direction}`; `object`: those in the JSON object that asks for a key, which `objects` hold for each
    direction, with `{key}` where its name stands; `each`: those that stand in the parameters of `Order.each`.
    """

    kind: Literal["parameter", "flag", "prefix", "suffix", "spelled", "object", "each"]
    asc: str
    desc: str
    template: str = ""
    objects: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Order:
    """The documented order.

    `by` is the parameter that names keys, `direction` the parameter that takes a direction or the flag that turns (None for a sign in
    the key), `turn` the words for the directions (None: nobody can turn). `default` is (key or `unspecified`, `asc` or `desc`), and
    `then` the further keys of the default. Several keys are asked for in one value, put together by `separator`, or by repeating the
    parameter (`repeated`). Where a key is asked for by parameters whose names hold it, or its place, `each` has their names and what they
    hold, and `by` is a name of the contract's own.
    """

    keys: tuple[OrderKey, ...]
    by: str | None = None
    direction: str | None = None
    default: tuple[str, str] | None = None
    turn: Turn | None = None
    then: tuple[tuple[str, str], ...] = ()
    separator: str | None = None
    repeated: bool = False
    each: tuple[tuple[str, str], ...] = ()

    def key(self, name: str) -> OrderKey:
        """The key of that name; KeyError where the contract has none."""
        for key in self.keys:
            if key.name == name:
                return key
        raise KeyError(name)

    def directions(self, key: OrderKey) -> tuple[str, ...]:
        """The directions in which an order by a key can be asked for, so that a document says which one comes.

        Both where a direction can be given; else that of the key itself, or of the default for it (of every key, where that names none).
        """
        if key.direction is not None:
            return (key.direction,) if self.by is not None else ()
        if self.turn is not None:
            return ("asc", "desc")
        if self.default is None:
            return ()
        named = dict((self.default, *self.then))
        found = named.get(key.name, named.get("unspecified"))
        return (found,) if found and (self.by is not None or key.name == self.default[0]) else ()

    def asks_by(self, parameter: str) -> bool:
        """Whether a parameter asks for a key by its name."""
        return any(names_a_key(template, parameter, [key.name for key in self.keys]) for template, _ in self.each)

    @property
    def takes_several(self) -> bool:
        """Whether one query may name several keys."""
        return self.separator is not None or self.repeated


@dataclass(frozen=True)
class Projection:
    """A parameter that chooses what records show: `chosen` (fields by name, top-level ones or those of the object at `inside`, `separator`
    between them or repeated), or, given as `value`, `hides` or `adds` the record pointers. `always` are shown whatever is chosen; `first`:
    nothing else orders then."""

    parameter: str
    kind: Literal["chosen", "hides", "adds"]
    pointers: tuple[str, ...] = ()
    value: Any = None
    separator: str | None = None
    always: tuple[str, ...] = ()
    first: bool = False
    inside: str = ""


@dataclass(frozen=True)
class Scope:
    """A path parameter that decides whose records are shown; `field` where a record shows it, compared as text if `as_text`."""

    parameter: str
    field: str | None = None
    as_text: bool = False


@dataclass(frozen=True)
class ErrorForm:
    """The documented answer to one kind of bad request: HTTP status and body; a server fills in `{parameter}` and the like."""

    kind: str
    status: int
    body: Any
    source: Source
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class DisputeReading:
    """One side of a dispute: its name, its evidence, and how an answer shows it (docs/contract.md, `shows`)."""

    says: str
    evidence: Source
    shows: Mapping[str, Any]


@dataclass(frozen=True)
class Dispute:
    """A fact on which sources disagree, with every reading."""

    id: str
    about: tuple[str, ...]
    question: str
    readings: tuple[DisputeReading, ...]


@dataclass(frozen=True, eq=False)
class Contract:
    """One list operation as its document describes it.

    `raw` is the OpenAPI document as read, `sent_as` the media type of a body; `implied` is the source of what is said of the
    listing without one, where the file that says it is itself the document. `page_count` is where an answer tells how many pages
    there are, `shown_count` where how many records it shows itself; `apart` are sets of filters of which one can be asked for at a time.
    """

    slug: str
    file: str
    vendor: str
    product: str
    title: str
    documents: Mapping[str, Mapping[str, Any]]
    path: str
    operation: str
    parameters: tuple[Parameter, ...]
    fields: tuple[Field, ...]
    record_schema: Mapping[str, Any]
    answer_schema: Mapping[str, Any]
    error_schema: Mapping[str, Any]
    media_type: str
    example: Any
    example_source: Source | None
    records: str
    total: Total | None
    success: Mapping[str, Any]
    identity: tuple[str, ...]
    settled: tuple[str, ...]
    scopes: tuple[Scope, ...]
    pages: Pages
    order: Order | None
    filters: tuple[Filter, ...]
    base: Mapping[str, Any]
    close: str | None
    sign_in: tuple[Mapping[str, Any], ...]
    errors: tuple[ErrorForm, ...]
    disputes: tuple[Dispute, ...]
    sources: Mapping[str, Source]
    not_testable: Mapping[str, str]
    equivalent: Mapping[str, str]
    raw: Mapping[str, Any] = dataclasses.field(repr=False, compare=False)
    method: Literal["GET", "POST"] = "GET"
    sent_as: str = "application/json"
    projections: tuple[Projection, ...] = ()
    implied: Source | None = None
    page_count: AnswerPlace | None = None
    shown_count: AnswerPlace | None = None
    apart: tuple[frozenset[str], ...] = ()

    def parameter(self, name: str) -> Parameter:
        """The parameter of that (dotted) name; KeyError where there is none."""
        return self.known[name]

    def has_parameter(self, name: str) -> bool:
        """Whether the contract has a parameter of that name."""
        return name in self.known

    @cached_property
    def known(self) -> Mapping[str, Parameter]:
        """The parameters by name, in their order."""
        return {parameter.name: parameter for parameter in self.parameters}

    def filter(self, name: str) -> Filter:
        """The filter of that name; KeyError where there is none."""
        for one in self.filters:
            if one.name == name:
                return one
        raise KeyError(name)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether only one of two filters can be asked for: it is said, they need different values of a parameter, or share that of one."""
        first, second = self.parameter(one), self.parameter(other)
        mine, theirs = ({**next((f.needs for f in self.filters if f.name == name), {})} for name in (one, other))
        if one != other and any({one, other} <= several for several in self.apart):
            return True
        if any(theirs.get(name, value) != value for name, value in mine.items()):
            return True
        shared = first.carrier is not None and first.carrier == second.carrier and one != other
        return shared and first.spelling == second.spelling == "value" and self.parameter(first.carrier or "").kind != "array"

    def field(self, pointer: str) -> Field:
        """The field at a pointer from the answer; KeyError where there is none."""
        for one in self.fields:
            if one.pointer == pointer:
                return one
        raise KeyError(pointer)

    @cached_property
    def responses(self) -> Mapping[str, Any]:
        """The documented responses of the operation by status, as the document writes them."""
        operation = self.raw.get("paths", {}).get(self.path, {}).get(self.method.lower(), {})
        return {str(status): response for status, response in operation.get("responses", {}).items()}

    @cached_property
    def query_parameters(self) -> tuple[Parameter, ...]:
        """What a query may say, in its string or in the body of a POST that reads; instead of a carrier each of its parts."""
        return tuple(p for p in self.parameters if p.place in ("query", "body") and p.spelling != "keys" and not self._is_carrier(p))

    def _is_carrier(self, parameter: Parameter) -> bool:
        holds = parameter.name in {other.carrier for other in self.parameters} | {*dict(self.pages.window)}
        return holds or (self.order is not None and self.order.asks_by(parameter.name))
