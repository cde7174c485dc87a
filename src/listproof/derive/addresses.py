"""The operation that a line or a row of a page names: its method and its path as an OpenAPI template."""

from __future__ import annotations

import re

from listproof.derive.formats.page import Table

__all__ = ["bare_path", "operation_in_rows", "request_in", "template"]

_REQUEST_LINE = re.compile(
    r"^\s*(?:>\s*)?(GET|POST|PUT|DELETE|PATCH)\s+(?:(?:https?://[^/\s]+)?(/[^\s?\[]*)|(?-i:([\w{}.<>-]+(?:/[\w{}.<>-]+)+)/?)\s*$)",
    re.IGNORECASE,
)
_BARE_PATH = re.compile(r"^\s*/?((?:[\w.{}<>-]+/)+[\w.{}<>-]+)/?\s*$")
_METHOD = re.compile(r"^\s*(GET|POST|PUT|DELETE|PATCH)\s*$", re.IGNORECASE)
_PLACEHOLDERS = re.compile(r"\{\{\s*[$.]*([A-Za-z_]\w*)\s*\}\}|(?<=/)\[([A-Za-z_]\w*)\](?=/|\s|$)")
"""A parameter of a path as templates of pages write it, `{{ $version }}`, and in brackets, `/[NAME]/`."""

_SHELL = re.compile(r"(?<=/)\$(?:\{([A-Z][A-Z0-9_]*)\}|([A-Z][A-Z0-9_]*))(?=/|\s|$)")
"""A parameter of a path as the variable of a shell, in capitals: `/kites/$KITE_ID`, and not OData's `/$count`."""
_SPACED = re.compile(r"(?<=/)\{([A-Za-z]\w*(?: \w+){1,3})\}")
"""A parameter of a path of several words: `{Project ID}`."""


def request_in(text: str) -> tuple[str, str] | None:
    """The method and the path with which a line begins; None where it is no request."""
    text = _marked(text)
    found = _REQUEST_LINE.match(text)
    if found is None:
        return None
    path = found.group(2) or found.group(3)
    return found.group(1), path.rstrip("/") or "/" if text[found.end() :].startswith("[") else path


def bare_path(text: str) -> bool:
    """Whether a line is nothing but a path."""
    return _BARE_PATH.match(text.strip("` ")) is not None


def template(path: str) -> str:
    """A path as an OpenAPI template: `<id>`, `:id` and `$ID` become `{id}`, and `{ID}`."""
    path = _SHELL.sub(lambda found: "{" + (found.group(1) or found.group(2)) + "}", path)
    path = re.sub(r"\{[?&]?$", "", _marked(path).strip().strip("`"))  # a template such as {?limit} lists parameters and is no step
    return "/" + re.sub(r"<(\w+)>|(?<=/):([A-Za-z_]\w*)(?=/|$)", lambda name: f"{{{name.group(1) or name.group(2)}}}", path).lstrip("/")


def operation_in_rows(table: Table) -> tuple[str, str, int] | None:
    """The method, the path and the line of the first row of a table that is a method beside a path; None where none is."""
    for row in table.rows:
        method = next((cell.strip() for cell in row.cells if _METHOD.match(cell)), None)
        found = next((said for cell in row.cells if method and (said := request_in(f"{method} {cell.strip()}"))), None)
        if found is not None:
            return found[0], found[1], row.line
    return None


def _marked(text: str) -> str:
    text = _PLACEHOLDERS.sub(lambda found: f"{{{found.group(1) or found.group(2)}}}", text)
    return _SPACED.sub(lambda found: "{" + found.group(1).replace(" ", "_") + "}", text)
