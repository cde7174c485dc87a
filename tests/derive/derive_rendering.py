"""A contract as a page of each dialect, in each form in which such pages are saved: for round trips only.

It reads nothing but the contract (OpenAPI with the extensions of docs/contract.md) and shares no code with the
readers: it is the other side of the bargain.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = tuple[int, tuple[str, ...]]


@dataclass
class Part:
    """A heading, lines, tables and code, in this order."""

    heading: str
    lines: list[str] = field(default_factory=list)
    tables: list[tuple[str, tuple[str, ...], list[Row]]] = field(default_factory=list)
    code: list[tuple[str, str]] = field(default_factory=list)  # a line before it, the code


TYPES = {
    "huawei": {"string": "String", "integer": "Integer", "number": "Double", "boolean": "Boolean", "object": "Object", "array": "Array"},
    "alibaba": {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "object": "object", "array": "array"},
    "mkdocs": {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "object": "object", "array": "array"},
}


def first_type(schema: Mapping[str, Any]) -> str:
    """The type that a table gives: the first of several."""
    kind = schema.get("type", "string")
    return str(kind[0] if isinstance(kind, list) else kind)


def spelled(schema: Mapping[str, Any], dialect: str) -> str:
    """The type as a dialect spells it."""
    kind = first_type(schema)
    if kind == "integer" and schema.get("format") == "int64":
        return "Long" if dialect == "huawei" else "long"
    items = schema.get("items") or {}
    extra = schema.get("additionalProperties")
    if kind == "object" and extra:
        return f"Map<String,{spelled(extra, dialect)}>" if dialect == "huawei" else "object"
    if kind == "array" and items.get("type") and dialect == "huawei":
        return f"Array of {spelled(items, dialect).lower()}s"
    return TYPES[dialect][kind]


def words(schema: Mapping[str, Any], reading: str, dialect: str, labels: bool = False, default: bool = True) -> str:
    """A description that says every facet of a schema; with `labels` in the labelled form."""
    text = ["What it is about."]
    if reading:
        text.append(reading)
    low, high = schema.get("minimum"), schema.get("maximum")
    short, long = schema.get("minLength"), schema.get("maxLength")
    span = ""
    if low is not None and high is not None:
        span = f"Value range: {low:,} to {high:,}" if not labels else f"{low:,} to {high:,}"
    elif low is not None:
        span = f"Minimum value: {low}"
    elif high is not None:
        span = f"Maximum value: {high}"
    elif short is not None and long is not None:
        span = f"The value can contain {short} to {long} characters"
    elif short is not None:
        span = f"Minimum length: {short}"
    elif long is not None:
        span = f"A maximum of {long} characters"
    listed = ""
    if schema.get("enum"):
        listed = "Valid values:\n" + "\n".join(f"• {value}: one of them" for value in schema["enum"])
    if schema.get("format") == "epoch-milliseconds" and dialect == "huawei":
        text.append("A time in milliseconds.")
    given = schema.get("default")
    shown = json.dumps(given) if isinstance(given, bool) else str(given)
    if labels:
        parts = ["Definition", " ".join(text), "Constraints", "N/A", "Range", span or listed.removeprefix("Valid values:\n") or "N/A"]
        return "\n".join([*parts, "Default Value", shown if given is not None else "N/A"])
    if span:
        text.append(span + ".")
    if given is not None and default:
        text.append(f"Default value: {shown}.")
    return " ".join(text) + ("\n" + listed if listed else "")


def reading_words(contract: Mapping[str, Any], name: str) -> str:
    """What a description says of how a filter matches."""
    matches = (contract["x-listing"].get("filters") or {}).get(name, {}).get("matches")
    if matches == "equals":
        return "Exact match."
    if isinstance(matches, list) and matches[0] == "contains":
        return "Fuzzy search is supported."
    return ""


def operation(contract: Mapping[str, Any]) -> tuple[str, str, Mapping[str, Any]]:
    """The path, the method and the operation."""
    ((path, item),) = contract["paths"].items()
    ((method, found),) = item.items()
    return path, method.upper(), found


def resolved(contract: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with its reference followed."""
    if "$ref" in schema:
        return {**contract["components"]["schemas"][schema["$ref"].rpartition("/")[2]], **{k: v for k, v in schema.items() if k != "$ref"}}
    return schema


def answer(contract: Mapping[str, Any]) -> Any:
    """The example answer."""
    media = operation(contract)[2]["responses"]["200"]["content"]["application/json"]
    examples = media.get("examples") or {}
    return next((one["value"] for one in examples.values()), None)


def parameters(contract: Mapping[str, Any], *places: str) -> list[Mapping[str, Any]]:
    """The parameters of some places, each with `schema` and `children`."""
    found: list[Mapping[str, Any]] = []
    for one in operation(contract)[2]["parameters"]:
        if one["in"] in places:
            schema = one["content"]["application/json"]["schema"] if "content" in one else one["schema"]
            found.append({**one, "schema": schema, "required": one["required"]})
    if "body" in places:
        body = operation(contract)[2].get("requestBody")
        schema = body["content"]["application/json"]["schema"] if body else {}
        for name, inner in (schema.get("properties") or {}).items():
            found.append({"name": name, "schema": inner, "required": name in schema.get("required", ()), "x-source": inner["x-source"]})
    return found


def shown(value: Any) -> str:
    """A value as an example cell shows it."""
    if value is None:
        return "-"
    return json.dumps(value) if isinstance(value, bool | dict | list) else str(value)


# The parts of a page, per dialect


def huawei(contract: Mapping[str, Any], labels: bool, captions: bool) -> list[Part]:
    """The parts of a page in this dialect."""
    path, method, _ = operation(contract)

    def table(items: Sequence[Mapping[str, Any]]) -> list[tuple[str, tuple[str, ...], list[Row]]]:
        if not items:
            return []
        rows: list[Row] = [(0, (one["name"], "Yes" if one["required"] else "No", spelled(one["schema"], "huawei"),
                     words(one["schema"], reading_words(contract, one["name"]), "huawei", labels))) for one in items]  # fmt: skip
        return [(items[0]["x-source"]["table"] if captions else "", ("Parameter", "Mandatory", "Type", "Description"), rows)]

    uri = Part("URI", [f"{method} {path}"], [*table(parameters(contract, "path")), *table(parameters(contract, "query"))])
    asked = Part("Request Parameters", [], [*table(parameters(contract, "header")), *table(parameters(contract, "body"))])
    if not asked.tables:
        asked.lines.append("None")
    parts = [Part("Function", ["This is what it does."]), uri, asked]
    told = Part("Response Parameters", ["Status code: 200"])
    tables: set[str] = set()

    def fields(schema: Mapping[str, Any], caption: str) -> None:
        rows: list[Row] = []
        inner: list[tuple[str, Mapping[str, Any]]] = []
        for name, one in schema["properties"].items():
            one = resolved(contract, one)
            kind = spelled(one, "huawei")
            held, depth = one, 0
            while first_type(held) == "array" and "items" in held:
                held, depth = resolved(contract, held["items"]), depth + 1
            if "properties" in held:
                child = next(iter(held["properties"].values()), None)
                table = resolved(contract, child)["x-source"]["table"] if child else ""
                if not table.startswith("Table ") or table in tables or table == caption:
                    table = f"Table {len(tables) + 90} Part{len(tables)}"
                tables.add(table)
                named = table.split(" ", 2)[-1]
                kind = "Array of " * depth + named + (" objects" if depth else " object")
                inner.append((table, held))
            rows.append((0, (name, kind, words(one, "", "huawei"))))
        told.tables.append((caption if captions else "", ("Parameter", "Type", "Description"), rows))
        for table, held in inner:
            fields(held, table)

    root = contract["components"]["schemas"]["Answer"]
    first = next(iter(root["properties"].values()), None)
    if first is not None:
        fields(root, resolved(contract, first)["x-source"]["table"])
    parts.append(told)
    request = [one for one in operation(contract)[2]["parameters"] if "example" in one and "example" in one["x-source"].get("but", {})]
    if request:
        query = "&".join(f"{one['name']}={one['example']}" for one in request)
        parts.append(Part("Example Requests", [f"GET https://{{endpoint}}{path}?{query}"]))
    value = answer(contract)
    if value is not None:
        parts.append(Part("Example Responses", [], [], [("Status code: 200", json.dumps(value, indent=2, ensure_ascii=False))]))
    parts.append(Part("Status Codes", [], [("", ("Status Code", "Description"), [(0, ("200", "OK"))])]))
    parts.append(Part("Error Codes", ["See Error Codes."]))
    return parts


def tree(contract: Mapping[str, Any], schema: Mapping[str, Any], dialect: str, depth: int, make: Callable[..., tuple[str, ...]],
         member: bool) -> Iterator[Row]:  # fmt: skip
    """The rows of an object and of what stands inside, each with its depth."""
    for name, one in schema.get("properties", {}).items():
        one = resolved(contract, one)
        yield depth, make(name, one, name in schema.get("required", ()))
        held, deeper = one, depth + 1
        while first_type(held) == "array" and "items" in held:
            held = resolved(contract, held["items"])
            if member and held.get("type"):
                yield deeper, make("", held, False)
                deeper += 1
        if member and held.get("additionalProperties"):
            yield deeper, make("", held["additionalProperties"], False)
        yield from tree(contract, held, dialect, deeper, make, member)


def alibaba(contract: Mapping[str, Any], labels: bool, captions: bool) -> list[Part]:
    """The parts of a page in this dialect."""
    path, method, _ = operation(contract)
    request: list[Row] = []
    for one in parameters(contract, "path", "query", "header", "body"):
        text = words(one["schema"], reading_words(contract, one["name"]), "alibaba")
        example = one.get("example", next(iter(one["schema"].get("examples") or ()), None))
        request.append(
            (
                0,
                (
                    one["name"],
                    spelled(one["schema"], "alibaba"),
                    "Yes" if one["required"] else "No",
                    text,
                    shown(example).replace("-", "", 1) if example is None else shown(example),
                ),
            )
        )

    def make(name: str, schema: Mapping[str, Any], required: bool) -> tuple[str, ...]:
        example = next(iter(schema.get("examples") or ()), None)
        return (name, spelled(schema, "alibaba"), words(schema, "", "alibaba"), "" if example is None else shown(example))

    rows = list(tree(contract, contract["components"]["schemas"]["Answer"], "alibaba", 1, make, True))
    parts = [
        Part("Try it now", ["Test"]),
        Part("RAM authorization", ["None."]),
        Part("Request syntax", [f"{method} {path} HTTP/1.1"]),
        Part("Request parameters", [], [("", ("Parameter", "Type", "Required", "Description", "Example"), request)] if request else []),
        Part(
            "Response elements", [], [("", ("Element", "Type", "Description", "Example"), [(0, ("", "object", "The answer.", "")), *rows])]
        ),
    ]
    value = answer(contract)
    if value is not None:
        parts.append(Part("Examples", ["Success response"], [], [("JSON format", json.dumps(value, indent=2, ensure_ascii=False))]))
    parts.append(Part("Error codes", ["See Error Codes for a complete list."]))
    return parts


def mkdocs(contract: Mapping[str, Any], labels: bool, captions: bool) -> list[Part]:
    """The parts of a page in this dialect."""
    path, method, _ = operation(contract)
    header = ("Parameters", "Type", "If required", "Default value", "Example", "Description")
    parts = [Part("API path", [path.strip("/").replace("{", "<").replace("}", ">")]), Part("Request parameters")]
    for heading, place in (("Path parameters", "path"), ("Headers parameters", "header"), ("Query parameters", "query")):
        rows: list[Row] = []

        def make(name: str, schema: Mapping[str, Any], required: bool, example: Any = None, full: str = "") -> tuple[str, ...]:
            example = next(iter(schema.get("examples") or ()), example)
            default = schema.get("default")
            text = words(schema, reading_words(contract, full or name), "mkdocs", default=False)
            return (name, spelled(schema, "mkdocs"), "yes" if required else "no", shown(default), shown(example), text)

        for one in parameters(contract, place):
            rows.append((0, make(one["name"], one["schema"], one["required"], one.get("example"))))
            for name, inner in (one["schema"].get("properties") or {}).items():
                required = name in one["schema"].get("required", ())
                rows.append((1, make(name, inner, required, None, f"{one['name']}.{name}")))
        if rows:
            parts.append(Part(heading, [], [("", header, rows)]))

    def field_row(name: str, schema: Mapping[str, Any], required: bool) -> tuple[str, ...]:
        example = next(iter(schema.get("examples") or ()), None)
        return (name, spelled(schema, "mkdocs"), shown(example), words(schema, "", "mkdocs"))

    rows = list(tree(contract, contract["components"]["schemas"]["Answer"], "mkdocs", 0, field_row, False))
    cookie = [one["name"] for one in contract["x-listing"].get("sign-in", ()) if one["type"] == "cookie"]
    sent = f' -H "Cookie: {cookie[0]}=abc"' if cookie else ""
    parts.append(Part("Request example", [f"curl -i -X {method}{sent} http://192.0.2.1:7002{path}"]))
    parts.append(Part("Response parameters", [], [("", ("Parameters", "Type", "Example", "Description"), rows)]))
    value = answer(contract)
    if value is not None:
        parts.append(Part("Response example", [], [], [("", json.dumps(value, indent=2, ensure_ascii=False))]))
    parts.append(Part("Last update", ["June 1, 2024"]))
    return parts


# The forms in which a page is saved


def as_html(title: str, parts: Sequence[Part], dialect: str) -> str:
    """HTML: captions, header cells, lists as `<ul>`; depth as spaces before dashes (mkdocs) or as padding."""
    head = {"huawei": "Huawei Cloud", "alibaba": "Alibaba Cloud", "mkdocs": "mkdocs-1.5"}[dialect]
    out = [f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{head}</title></head><body><h1>{html.escape(title)}</h1>"]
    for part in parts:
        out.append(f"<h2>{part.heading}{'&para;' if dialect == 'mkdocs' else ''}</h2>")
        out += [f"<p>{html.escape(line)}</p>" for line in part.lines]
        for caption, header, rows in part.tables:
            out.append("<table>" + (f"<caption>{html.escape(caption)}</caption>" if caption else ""))
            out.append("<thead><tr>" + "".join(f"<th>{one}</th>" for one in header) + "</tr></thead><tbody>")
            for depth, cells in rows:
                front = "&nbsp;" * 3 * depth + "- " if dialect == "mkdocs" and depth else ""
                style = f' style="padding-left:{16 * depth}px"' if dialect == "alibaba" and depth else ""
                inner = [_html_cell(cell) for cell in cells]
                out.append(f"<tr><td{style}>{front}{inner[0]}</td>" + "".join(f"<td>{cell}</td>" for cell in inner[1:]) + "</tr>")
            out.append("</tbody></table>")
        for before, code in part.code:
            out.append((f"<p><strong>{before}</strong></p>" if before else "") + f"<pre><code>{html.escape(code)}</code></pre>")
    return "\n".join(out) + "</body></html>"


def _html_cell(cell: str) -> str:
    lines = cell.split("\n")
    if len(lines) == 1:
        return html.escape(cell)
    return "".join(f"<ul><li>{html.escape(one[2:])}</li></ul>" if one.startswith("• ") else f"<p>{html.escape(one)}</p>" for one in lines)


def as_text(title: str, parts: Sequence[Part], dialect: str, write: Callable[..., list[str]], blank: bool) -> str:
    """Text: headings and lines as they are, tables by `write`."""
    out = [title, {"huawei": "Updated on 2024-01-01 GMT+08:00", "alibaba": "Alibaba Cloud", "mkdocs": "nebula"}[dialect]]
    for part in parts:
        out += [part.heading + ("¶" if dialect == "mkdocs" else ""), *part.lines]
        for caption, header, rows in part.tables:
            out += [caption] if caption else []
            out += write(header, [(("- " if dialect == "mkdocs" and depth else "") + cells[0], *cells[1:]) for depth, cells in rows])
        for before, code in part.code:
            out += [*([before] if before else []), code]
    return ("\n\n" if blank else "\n").join(out) + "\n"


def _barred(cell: str) -> str:
    return cell.replace("|", "\\|")


def opening_bars(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Each row opens with a bar on a line of its own, each cell ends with one."""
    lines = ["|", *(f"{one} |" for one in header), "|" + "---|" * len(header)]
    for row in rows:
        lines += ["|", *(f"{_barred(cell)} |".lstrip() if cell else "|" for cell in row)]
    return lines


def closing_bars(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """No outer bar in front; the header on one line."""
    lines = [" | ".join(header) + " |", "|".join(["---"] * len(header)) + "|"]
    for row in rows:
        lines += [f"{_barred(cell)} |" if cell else "|" for cell in row]
    return lines


def whole_rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """One row on a line; lists inside cells on one line too."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(_barred(cell).replace("\n• ", " - ").replace("\n", " ") for cell in row) + " |" for row in rows]


def flattened(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """One cell a line; an empty cell leaves nothing."""
    lines = list(header)
    for row in rows:
        lines += [line for cell in row for line in cell.split("\n") if line]
    return lines


PARTS: Mapping[str, Callable[..., list[Part]]] = {"huawei": huawei, "alibaba": alibaba, "mkdocs": mkdocs}
FORMS: Mapping[str, tuple[str, ...]] = {
    "huawei": ("html", "opening-bars", "closing-bars", "flattened"),
    "alibaba": ("html", "whole-rows", "opening-bars"),
    "mkdocs": ("html", "closing-bars"),
}


def render(contract: Mapping[str, Any], dialect: str, form: str, labels: bool = False, captions: bool = True) -> str:
    """A page of a dialect in a form that says everything that the contract says."""
    title = contract["info"]["title"]
    parts = PARTS[dialect](contract, labels, captions or form == "flattened")
    if form == "html":
        return as_html(title, parts, dialect)
    write = {"opening-bars": opening_bars, "closing-bars": closing_bars, "whole-rows": whole_rows, "flattened": flattened}[form]
    return as_text(title, parts, dialect, write, blank=form == "flattened")
