"""Contracts for round trips: descriptions of operations as a page of a dialect can tell them, drawn by Hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from listproof.derive.document import Description, Example, Item, SourcePlace
from listproof.derive.formats.alignment import looks_like_required
from listproof.derive.kinds import Kind, looks_like_type

_NOTHING = {"none", "null", "na", "nil", "empty", "not", "the", "a", "an", "all", "this", "that", "determined", "set", "used", "each",
            "one", "no", "default", "note", "constraints", "definition", "range", "value", "others", "other", "specified", "left",
            "any", "obtained", "n"}  # fmt: skip
# Words that stand in a column of their own; a text copy cannot tell a parameter of that name from the cell.
_COLUMNS = {"parameter", "parameters", "name", "element", "field", "attribute", "type", "mandatory", "required", "range", "default",
            "example", "description", "meaning", "remarks", "request", "response", "function", "functions", "test", "uri", "url",
            "debugging", "feedback", "permissions", "get", "post", "examples"}  # fmt: skip


def _free(name: str) -> bool:
    low = name.lower()
    return not (looks_like_type(name) or looks_like_required(name) or low in _COLUMNS or low in _NOTHING)


plain_names = st.from_regex(r"[a-z][a-z0-9]{0,6}(_[a-z0-9]{1,6}){0,2}|[A-Z][a-z0-9]{1,5}([A-Z][a-z0-9]{1,4}){0,2}", fullmatch=True).filter(
    _free
)
tokens = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}(-[a-z0-9]{1,4})?", fullmatch=True).filter(
    lambda word: _free(word) and word.lower() not in ("true", "false")
)
numbers = st.integers(min_value=0, max_value=3_000_000)


@st.composite
def facets(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    """Bounds, values and a default that a type can have and a page can say."""
    found: dict[str, Any] = {}
    choice = draw(st.sampled_from(("nothing", "bounds", "values")))
    if kind.type == "integer" and choice == "bounds":
        low, high = sorted((draw(numbers), draw(numbers)))
        which = draw(st.sampled_from(("both", "low", "high")))
        if which != "high":
            found["minimum"] = low
        if which != "low":
            found["maximum"] = high
        if draw(st.booleans()):
            found["default"] = low if which == "low" else high
    elif kind.type == "integer" and choice == "values":
        found["enum"] = draw(st.lists(st.integers(0, 99), min_size=2, max_size=5, unique=True))
        if draw(st.booleans()):
            found["default"] = found["enum"][0]
    elif kind.type == "string" and choice == "bounds":
        low, high = sorted((draw(st.integers(0, 40_000)), draw(st.integers(0, 40_000))))
        which = draw(st.sampled_from(("both", "low", "high")))
        if which != "high":
            found["minLength"] = low
        if which != "low":
            found["maxLength"] = high
        if draw(st.booleans()):
            found["default"] = draw(tokens)
    elif kind.type == "string" and choice == "values":
        found["enum"] = draw(st.lists(tokens, min_size=2, max_size=5, unique=True))
        if draw(st.booleans()):
            found["default"] = found["enum"][-1]
    elif kind.type == "boolean" and choice == "values":
        found["default"] = draw(st.booleans())
    if kind.format:
        found = {"format": kind.format, **found}
    return found


def example_of(draw: st.DrawFn, kind: Kind, found: dict[str, Any]) -> Any:
    """A value that a type can have."""
    if "enum" in found:
        return draw(st.sampled_from(found["enum"]))
    if kind.type == "integer":
        return draw(st.integers(found.get("minimum", 0), found.get("maximum", found.get("minimum", 0) + 500_000)))
    if kind.type == "number":
        return draw(st.integers(0, 400)) / 4 + 0.125
    if kind.type == "boolean":
        return draw(st.booleans())
    return draw(tokens)


_PLAIN = (Kind("string"), Kind("integer"), Kind("integer", format="int64"), Kind("boolean"), Kind("number"))
_URIS = {"huawei": "URI", "alibaba": "Request syntax", "mkdocs": "API path"}
_TABLES = {"huawei": {"path": "Table 1 Path Parameters", "query": "Table 2 Query Parameters", "header": "Table 3 Request header parameters",
                      "body": "Table 3 Request body parameters", "": "Table 4 Response body parameters"},
           "alibaba": dict.fromkeys(("path", "query", "header", "body"), "Request parameters") | {"": "Response elements"},
           "mkdocs": {"path": "Path parameters", "header": "Headers parameters", "query": "Query parameters",
                      "": "Response parameters"}}  # fmt: skip
_FUZZY, _EXACT = "Fuzzy search is supported.", "Exact match."


@st.composite
def parameter(draw: st.DrawFn, dialect: str, where: str, name: str) -> Item:
    """One parameter of a place."""
    kind = draw(st.sampled_from(_PLAIN)) if where == "query" else Kind("string")
    found = draw(facets(kind))
    example = example_of(draw, kind, found) if dialect != "huawei" and draw(st.booleans()) else None
    said = draw(st.sampled_from(("", _FUZZY, _EXACT))) if where == "query" and kind.type == "string" and "enum" not in found else ""
    required = True if where == "path" else draw(st.booleans())
    return Item(name, kind, SourcePlace(_TABLES[dialect][where], name), where, required, found, example, said)


@st.composite
def fields(draw: st.DrawFn, dialect: str, table: str, depth: int, counter: list[int], root: bool = False) -> tuple[Item, ...]:
    """The fields of an object, nested up to `depth`; the root holds an array of records and a total."""
    names = draw(st.lists(plain_names, min_size=1, max_size=4, unique_by=str.lower))
    found: list[Item] = []
    for name in names:
        place = SourcePlace(table, name)
        shape = draw(st.sampled_from(("plain", "plain", "plain", "array", "object", "list"))) if depth else "plain"
        if shape in ("array", "object") and depth:
            counter[0] += 1
            inner_name = f"Part{counter[0]}"
            inner_table = f"Table {counter[0] + 4} {inner_name}" if dialect == "huawei" else table
            children = draw(fields(dialect, inner_table, depth - 1, counter))
            held = Kind("object", named=inner_name if dialect == "huawei" else "")
            kind = Kind("array", items=held) if shape == "array" else held
            member = SourcePlace(table, "") if dialect == "alibaba" and shape == "array" else None
            found.append(Item(name, kind, place, children=children, member=member))
            continue
        if shape == "list" and dialect != "mkdocs":
            kind = Kind("array", items=draw(st.sampled_from(_PLAIN[:2])))
            found.append(Item(name, kind, place, member=SourcePlace(table, "") if dialect == "alibaba" else None))
            continue
        kind = draw(st.sampled_from(_PLAIN))
        some = draw(facets(kind))
        some.pop("default", None)
        example = example_of(draw, kind, some) if dialect != "huawei" and draw(st.booleans()) else None
        found.append(Item(name, kind, place, facets=some, example=example))
    return tuple(found)


def body(draw: st.DrawFn, items: tuple[Item, ...]) -> dict[str, Any]:
    """An answer that shows every field."""
    return {item.name: _value(draw, item, item.kind) for item in items}


def _value(draw: st.DrawFn, item: Item, kind: Kind) -> Any:
    if kind.type == "array":
        return [_value(draw, item, kind.items) for _ in range(draw(st.integers(1, 2)))] if kind.items else []
    if item.children:
        return body(draw, item.children)
    if kind is item.kind and item.example is not None:
        return item.example
    if kind is item.kind and not item.facets.get("enum") and draw(st.integers(0, 9)) == 0:
        return None
    return example_of(draw, kind, dict(item.facets) if kind is item.kind else {})


@st.composite
def descriptions(draw: st.DrawFn, dialect: str) -> Description:
    """An operation of a dialect with everything that its pages can tell."""
    taken = draw(st.lists(plain_names, min_size=1, max_size=7, unique_by=str.lower))
    pages = draw(st.sampled_from((("limit", "offset"), ("pageSize", "page"), ("PageSize", "PageNumber"), ("page_size", "marker"), ())))
    taken = [name for name in taken if name.lower() not in {one.lower() for one in pages}]
    wheres = [draw(st.sampled_from(("path", "query", "query", "query") if dialect == "alibaba" else ("path", "query", "query", "header")))
              for _ in taken]  # fmt: skip
    taken = [f"X-{name}" if dialect == "huawei" and where == "header" else name for name, where in zip(taken, wheres, strict=True)]
    items = [draw(parameter(dialect, where, name)) for where, name in zip(wheres, taken, strict=True)]
    for name in pages:
        kind = Kind("string") if name == "marker" else Kind("integer")
        items.append(Item(name, kind, SourcePlace(_TABLES[dialect]["query"], name), "query", False, draw(facets(kind))))
    if dialect == "mkdocs" and draw(st.booleans()):
        inner = draw(st.lists(plain_names, min_size=1, max_size=3, unique_by=str.lower))
        table = _TABLES[dialect]["query"]
        children = tuple(draw(parameter(dialect, "query", name)) for name in inner)
        if "conditions" not in taken:
            items.append(Item("conditions", Kind("object"), SourcePlace(table, "conditions"), "query", False, children=children))
    order = ("path", "query", "header", "body") if dialect == "huawei" else ("path", "header", "query")
    if dialect != "alibaba":
        items.sort(key=lambda item: order.index(item.where))
    else:
        items.sort(key=lambda item: ("path", "query").index(item.where))
    path = "/v1/" + "/".join(f"{{{item.name}}}" for item in items if item.where == "path") + "/things"
    path = path.replace("//", "/")
    counter = [0]
    told = draw(fields(dialect, _TABLES[dialect][""], 2, counter, root=True))
    counter[0] += 1
    table = f"Table {counter[0] + 4} Record" if dialect == "huawei" else _TABLES[dialect][""]
    record = draw(fields(dialect, table, 1, counter))
    names = {item.name.lower() for item in told}
    if "things" not in names:
        member = SourcePlace(_TABLES[dialect][""], "") if dialect == "alibaba" else None
        held = Kind("object", named="Record" if dialect == "huawei" else "")
        things = Item("things", Kind("array", items=held), SourcePlace(_TABLES[dialect][""], "things"), children=record, member=member)
        told = (*told, things)
    if "total" not in names:
        told = (*told, Item("total", Kind("integer"), SourcePlace(_TABLES[dialect][""], "total")))
    heading = {"huawei": "Example Responses", "alibaba": "Success response", "mkdocs": "Response example"}[dialect]
    uri = SourcePlace(_URIS[dialect], path if dialect == "mkdocs" else f"GET {path}")
    credentials = [item.name for item in items if item.where == "header" and item.name.lower().endswith("token")]
    vendor = {"huawei": ("Huawei Cloud", "huawei-ak-sk"), "alibaba": ("Alibaba Cloud", "alibaba-acs3"), "mkdocs": ("NebulaGraph", "")}[
        dialect
    ]
    sign_in: list[dict[str, str]] = [{"type": "header", "name": name} for name in credentials]
    if vendor[1]:
        sign_in.append({"type": vendor[1]})
    return Description(
        key="page",
        title="Listing things of a page",
        dialect=dialect,
        vendor=vendor[0],
        method="GET",
        path=path,
        parameters=tuple(items),
        fields=told,
        uri_place=uri,
        examples=(Example(body(draw, told), SourcePlace(heading, "")),),
        sign_in=tuple(sign_in),
    )
