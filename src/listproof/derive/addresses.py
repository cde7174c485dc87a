"""The operation that a line or a row of a page names: its method and its path as an OpenAPI template."""

from __future__ import annotations

import re
from collections.abc import Set

from listproof.derive.formats.page import Table
from listproof.derive.words import normal

__all__ = [
    "address_alone",
    "asked_with",
    "bare_method",
    "bare_path",
    "blueprint_in",
    "generalises",
    "operation_in_rows",
    "part_of_operation",
    "request_in",
    "surrounds",
    "template",
]

_VARIABLE = re.compile(
    r"(?<=\s)(?:https?:?/{1,2})?\$?(?:\{\{?|<%=|<)\s*[$.]?\w*(?:url|host|server|endpoint|domain|address)\w*\s*(?:\}\}?|%?>)(?=/)",
    re.IGNORECASE,
)
"""The address before a path as a variable that is called so: `{{ KITES_URL }}`, `<%= kites_url %>`."""
_BEHIND_VARIABLE = re.compile(r"[`\s]{0,9}\{\w{0,40}?(?:url|host|server|endpoint)\w{0,40}\}/?([^\s?#`{][^\s?#`]+)[`\s]{0,9}", re.IGNORECASE)
"""A line that is nothing but a path behind such a variable, with or without a slash: `{KiteURL}kites(name='{name}')/tails`."""
_JOINED_VARIABLE = re.compile(r"\{\w{0,40}?(?:url|host|server|endpoint)\w{0,40}\}(?!/)", re.IGNORECASE)
"""Such a variable without a slash behind it."""
_HOST = r"(?:https?://[^/\s]+|(?:https?://)?[\w{}<>-]+(?:\.[\w{}<>-]+)*\.[a-z]{2,}(?::\d+)?(?=/))"
"""The address before a path: with its protocol, or by the name of a host."""
_REQUEST_LINE = re.compile(
    rf"^\s*(?:>\s*)?(GET|POST|PUT|DELETE|PATCH)\s+(?:{_HOST}?(/[^\s?\[\\\"']*)|(?-i:([\w{{}}.<>-]+(?:/:?[\w{{}}.<>-]+)+)/?)\s*$)",
    re.IGNORECASE,
)
_METHOD_BEHIND = re.compile(r"^\s*(/\S*)\s+[(\[](GET|POST|PUT|DELETE|PATCH)[)\]]\s*$")
"""A path with its method in brackets behind it."""
_LABELLED = re.compile(
    r"^\s*(?:openapi|api|endpoint|request|operation|url|接口)\s*[:：]\s*[\"'`]?"
    r"(?=(?:GET|POST|PUT|DELETE|PATCH)\s+[`\"']?(?:/|https?:))"
)
"""What labels an operation on its own line."""
_EMPHASISED = re.compile(r"^\s*[*`_]*(GET|POST|PUT|DELETE|PATCH)[*`_]*[:：]?\s+[`*<]*((?:https?://|/)[^\s`*]+)[`*]*(?=\s|$)")
"""A method and a path that are marked, each or together: **GET** `/kites`."""
_BARE_PATH = re.compile(r"^\s*/?((?:[\w.{}<>:-]+/)+[\w.{}<>:-]+)/?\s*(?:\?[\w.=&{}<>-]*)?$")
_METHOD = re.compile(r"^\s*(GET|POST|PUT|DELETE|PATCH)\s*$", re.IGNORECASE)
_LABEL = r"^\s*(?:\d+\s*[.)、．]\s*)?"
_PART = re.compile(
    _LABEL + r"(?:(?:(?:api |request |接口|请求)?(?:path|uri|url|endpoint|路径|地址)(?: format)?)\s*[:：]\s*[`\"']?(?P<path>/[^\s?`\"']+)"
    r"|(?P<sent>GET|POST)[- ]request(?: sent)?\s*[:：]\s*(?P<to>/[^\s?]+)"
    r"|(?:(?:http |request |available )?methods?|request type|方法|请求方[法式]|请求类型)\s*[:：]\s*(?P<method>GET|POST)\b)",
    re.IGNORECASE,
)
"""Path and method on lines of their own, which may be numbered."""
_PLACEHOLDERS = re.compile(r"\{\{\s*[$.]*([A-Za-z_]\w*)\s*\}\}|(?<=/)\[([A-Za-z_]\w*)\](?=/|\s|$)")
"""A parameter of a path as templates of pages write it, `{{ $version }}`, and in brackets, `/[NAME]/`."""

_SHELL = re.compile(r"(?<=/)\$(?:\{([A-Z][A-Z0-9_]*)\}|([A-Z][A-Z0-9_]*))(?=/|\s|$)")
"""A parameter of a path as the variable of a shell, in capitals: `/kites/$KITE_ID`, and not OData's `/$count`."""
_SPACED = re.compile(r"(?<=/)\{([A-Za-z]\w*(?: \w+){1,3})\}")
"""A parameter of a path of several words: `{Project ID}`."""


def request_in(text: str) -> tuple[str, str] | None:
    """The method and the path with which a line begins; None where it is no request."""
    if turned := _METHOD_BEHIND.match(text):
        text = f"{turned.group(2)} {turned.group(1)}"
    text = _LABELLED.sub("", text, count=1)
    text = _marked(_VARIABLE.sub("", _EMPHASISED.sub(r"\1 \2", text), count=1))
    found = _REQUEST_LINE.match(text)
    if found is None:
        return None
    path = found.group(2) or found.group(3)
    return found.group(1), path.rstrip("/") or "/" if text[found.end() :].startswith("[") else path


_BLUEPRINT = re.compile(r"^(?P<title>[^\[\]]*?)\s*\[(?:(?P<method>GET|POST|PUT|DELETE|PATCH)\s*)?(?P<path>/[^\]]*)?\]\s*$")
"""A heading that names an operation in brackets, or a part of it: `Kites [/kites{?page}]`, `List kites [GET]`."""


def blueprint_in(heading: str) -> tuple[str, str, tuple[str, ...]] | None:
    """The method, the path and the names in its query of a heading that has them in brackets, each empty where it is not said."""
    found = _BLUEPRINT.match(heading.strip())
    if found is None or not (found.group("method") or found.group("path")):
        return None
    path = found.group("path") or ""
    asked = re.findall(r"\{[?&]([^{}]*)\}", path)
    names = tuple(name.strip(" *") for one in asked for name in one.split(","))
    return found.group("method") or "", re.sub(r"\{[?&][^{}]*\}", "", path), names


def generalises(path: str, other: str) -> bool:
    """Whether a path has parameters where another, else the same, shows values: `/kites/{id}` of `/kites/12`."""
    steps, shown = path.split("/"), other.split("/")
    alike = len(steps) == len(shown) and all(one == two or re.fullmatch(r"\{[^{}]+\}", one) for one, two in zip(steps, shown, strict=True))
    return alike and path != other and "{" not in other


def surrounds(path: str, other: str) -> bool:
    """Whether a path is another with parameters before or behind it: `/{tenant}/kites/{colour}` of `/kites`."""
    steps, inner = path.strip("/").split("/"), other.strip("/").split("/")
    starts = [at for at in range(len(steps) - len(inner) + 1) if steps[at : at + len(inner)] == inner]
    rest = [*steps[: starts[0]], *steps[starts[0] + len(inner) :]] if len(starts) == 1 else []
    return bool(rest) and all(re.fullmatch(r"\{[^{}]+\}", step) for step in rest)


def part_of_operation(text: str) -> tuple[str, str] | None:
    """The method and the path of a line that says one of them behind a label, the other empty; None for any other line."""
    found = _PART.match(text)
    if found is None:
        return None
    return (found.group("method") or found.group("sent") or "").upper(), found.group("path") or found.group("to") or ""


def asked_with(text: str, names: Set[str]) -> str:
    """The path of a line that is nothing but an address whose query holds one of the names; empty for any other line."""
    found = re.fullmatch(r"\s*https?://[^/\s]+(/[^\s?#]*)\?(\S+)", text)
    return found.group(1) if found and names & set(re.findall(r"(?:^|&)([\w.-]+)=", found.group(2))) else ""


def bare_method(text: str) -> str:
    """The method of a line that is nothing but one; empty for any other."""
    found = _METHOD.match(text.strip("`* "))
    return found.group(1) if found and found.group(1).isupper() else ""


def bare_path(text: str) -> bool:
    """Whether a line is nothing but a path."""
    text = text.strip("` ")
    return _BARE_PATH.match(text) is not None and _JOINED_VARIABLE.match(text) is None


def address_alone(text: str) -> str:
    """The path of a line that is nothing but an address; empty for any other line."""
    if found := re.fullmatch(r"[`\s]*https?://[^/\s]+(/[^\s?#`]+)(?:\?\S*)?[`\s]*", _marked(text)):
        return found.group(1)
    found = _BEHIND_VARIABLE.fullmatch(text)
    return f"/{found.group(1)}" if found and "/" in found.group(1)[1:-1] else ""


def template(path: str) -> str:
    """A path as an OpenAPI template: `<id>`, `:id` and `$ID` become `{id}`, and `{ID}`."""
    path = _SHELL.sub(lambda found: "{" + (found.group(1) or found.group(2)) + "}", path)
    path = re.sub(r"\{[?&]?$", "", _marked(path).strip().strip("`"))  # a template such as {?limit} lists parameters and is no step
    return "/" + re.sub(r"<(\w+)>|(?<=/):([A-Za-z_][\w-]*)(?=/|$)", lambda name: f"{{{name.group(1) or name.group(2)}}}", path).lstrip("/")


def operation_in_rows(table: Table) -> tuple[str, str, int] | None:
    """The method, the path and the line of the first row of a table that is a method beside a path; None where none is."""
    for row in table.rows:
        method = next((cell.strip() for cell in row.cells if _METHOD.match(cell)), None)
        found = next((said for cell in row.cells if method and (said := request_in(f"{method} {cell.strip()}"))), None)
        if found is not None:
            return found[0], found[1], row.line
    return _operation_by_labels(table)


def _operation_by_labels(table: Table) -> tuple[str, str, int] | None:
    """The method, the path and the line of a table that gives them as rows of a label and a value: `Method | GET`, `URL | /kites`."""
    pairs = [(cells[0], cells[1]) for cells in (table.header, *(row.cells for row in table.rows)) if len(cells) == 2]
    method = next((bare_method(value) for label, value in pairs if _METHOD_LABEL.fullmatch(normal(label)) and bare_method(value)), "")
    path = next((value.strip(" `") for label, value in pairs if _PATH_LABEL.fullmatch(normal(label))), "")
    found = request_in(f"{method} {path}") if method else None
    return (*found, table.line) if found else None


_METHOD_LABEL = re.compile(r"(?:http |request )?method|请求方[法式]|方法|请求类型|verb")
_PATH_LABEL = re.compile(r"(?:request )?(?:url|uri|path|endpoint|route|address)|请求(?:地址|路径|url)|接口(?:地址|路径)|url|路径|地址")
"""What labels the method and the path of an operation."""


def _marked(text: str) -> str:
    text = _PLACEHOLDERS.sub(lambda found: f"{{{found.group(1) or found.group(2)}}}", text)
    text = re.sub(r"\{_([A-Za-z]\w*?)_\}", r"{\1}", text)  # emphasis inside the braces, which an escaped line kept
    return _SPACED.sub(lambda found: "{" + found.group(1).replace(" ", "_") + "}", text)
