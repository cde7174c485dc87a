"""A page of no vendor that is known: tables of parameters and fields beside a line such as `GET /v1/things`.

Its facts are graded weak: nobody has looked yet whether such pages are read right.
"""

from __future__ import annotations

from listproof.derive.dialects.base import Dialect

__all__ = ["GENERIC"]

GENERIC = Dialect(
    name="generic", vendor="unknown", marks=(), nesting="any", closing=(), grade="weak",
    envelope=("total", "totalcount", "totalresults", "nextpagetoken", "nexttoken", "nextcursor", "hasmore", "pagesize", "perpage",
              "pagination", "requestid"),
)  # fmt: skip
