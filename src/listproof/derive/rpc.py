"""Pages of RPC operations: the page's link to the vendor's console names product, operation and version, no path is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote

__all__ = ["Call", "called", "named_in_title", "set_to"]

_QUERY = re.compile(r"https?://[^\s\"'<>()]*?[#?]([^\s\"'<>()]*\bapi=[^\s\"'<>()]*)")
_PATH = re.compile(r"https?://(?:[\w-]+\.)*(?:aliyun|alibabacloud)\.com/(?:api|document)/([\w-]+)/(\d{4}-\d\d-\d\d)/(\w+)")
_SET = re.compile(
    r"set (?:the|this) (?:value|parameter) to (\w+)|取值(?:[:：]|为)\s*`?(\w+)|固定值[为:：]?\s*(\w+)|\bvalue:\s*(\w+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Call:
    """An operation as a link names it: the `style` is `RPC`, `ROA`, or empty where the link does not say; `line` is that of the file."""

    product: str
    operation: str
    version: str
    style: str
    line: int


def called(text: str) -> Call | None:
    """The operation that the first such link of a page names, or None without one. `text` is the page with its marks."""
    text = text.replace("&amp;", "&")
    for found in _QUERY.finditer(text):
        query = {name: values[0] for name, values in parse_qs(unquote(found.group(1).replace("\\", ""))).items()}
        if "api" in query and ("version" in query or "type" in query):
            line = text.count("\n", 0, found.start()) + 1
            return Call(query.get("product", ""), query["api"], query.get("version", ""), query.get("type", "").upper(), line)
    direct = _PATH.search(text)
    if direct:
        return Call(direct.group(1), direct.group(3), direct.group(2), "", text.count("\n", 0, direct.start()) + 1)
    return None


def set_to(words: str) -> str:
    """The value to which a parameter is to be set, as the row of `Action` says; empty where it does not."""
    found = _SET.search(words.replace("*", ""))
    return next((group for group in found.groups() if group), "") if found else ""


def named_in_title(title: str) -> str:
    """The operation that the title of a page is, and nothing else, such as `DescribeKites`; empty for any other title."""
    found = re.match(r"((?:Describe|List|Query|Get|Search)[A-Z][A-Za-z0-9]+)\s*(?:\{[^{}]*\})?\s*$", title.strip(" #"))
    return found.group(1) if found else ""
