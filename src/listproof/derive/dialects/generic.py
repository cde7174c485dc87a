"""A page of no vendor that is known: tables of parameters and fields beside a line such as `GET /v1/things`.

Its facts are graded weak: nobody has looked yet whether such pages are read right.
"""

from __future__ import annotations

import re

from listproof.derive.dialects.base import Dialect

__all__ = ["GENERIC", "reads_generically"]

GENERIC = Dialect(
    name="generic", vendor="unknown", marks=(), nesting="any", closing=(), grade="weak",
    envelope=("total", "totalcount", "totalresults", "nextpagetoken", "nexttoken", "nextcursor", "hasmore", "pagesize", "perpage",
              "pagination", "requestid"),
)  # fmt: skip

_OPERATION = re.compile(
    r"(?:^|[>`|*\s])GET\s+(?:https?:/)?/(?:\S|[ \t]*$)|^\.\. (?:http:get|rest_method)::\s+(?:GET\s+)?/"
    r"|^GET\s+[\w{}.-]+/\S|^[ \t]*https?://[^/\s]+/\?Action=\w|^[ \t]*(?:\$[ \t]*)?curl\b[^\n]*[\s\"']\$\{?\w+\}?/\w|<Route method=\"GET\">|-X\s*\"?GET\"?\s+[\"']?https?://\S",
    re.MULTILINE,
)
_TABLE = re.compile(
    r"^\*\*\w+\*\* <(?:required|optional)\b|^\w+ : \w.*\n[ \t]+\S|^\.\. rest_parameters::"
    r"|<table\b|<dl\b|^[^|\w\n]*\w[^|\n]*\|[^|\w\n]*\w.*\n[ \t]*:?-{3,}:?[ \t]*\||^[ \t]*[-*+][ \t]+(?:\w+[ \t]+)?[`*]{1,2}[A-Za-z_]\w*"
    r"|^:[ \t]+\S|^[ \t]*:(?:query|param|>json)\b|^[ \t]*\+(?:[-=]+\+){2,}[ \t]*$|^.*\|.*\|.*$|^[ \t]*=+(?:[ \t]+=+)+[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


def reads_generically(text: str) -> bool:
    """Whether a page in no known dialect has tables and a `GET` line."""
    return _OPERATION.search(text) is not None and _TABLE.search(text) is not None
