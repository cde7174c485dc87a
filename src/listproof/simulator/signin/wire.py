"""What sign-in reads of a request beyond its headers: cookies, and the query decoded and encoded for signatures."""

from __future__ import annotations

import calendar
import time
from functools import lru_cache
from urllib.parse import parse_qsl, quote

from listproof.simulator.exchange import Request

__all__ = ["cookie", "moment", "names_sent", "quoted", "sorted_query"]


def cookie(request: Request, name: str) -> str | None:
    """The value of the first cookie of that name, or None."""
    for part in (request.header("cookie") or "").split(";"):
        key, separator, value = part.strip().partition("=")
        if separator and key == name:
            return value.strip().strip('"')
    return None


def names_sent(request: Request) -> set[str]:
    """The names of the request's headers, in lower case."""
    return {name.lower() for name, _ in request.headers}


def sorted_query(request: Request) -> str:
    """The query as signatures have it: decoded (`+` is a blank), sorted by name and value, and encoded anew."""
    return _sorted(request.query)


@lru_cache(maxsize=1024)
def _sorted(sent: str) -> str:
    pairs = parse_qsl(sent, keep_blank_values=True, errors="surrogateescape")
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in sorted(pairs))


@lru_cache(maxsize=64)
def moment(text: str, form: str) -> int:
    """The epoch seconds that a date of a form says, which many requests of one second send. Raises ValueError."""
    return calendar.timegm(time.strptime(text, form))


@lru_cache(maxsize=2048)
def quoted(text: str, safe: str = "") -> str:
    """Percent-encoding that leaves only letters, digits, `-._~` and `safe`; lone surrogates are the bytes they came from."""
    return quote(text, safe=safe, errors="surrogateescape")
