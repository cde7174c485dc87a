"""The parts of a request as it will stand on the wire, in the spelling that signatures are made over."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, quote

import httpx

__all__ = ["encoded", "path", "query"]


def path(request: httpx.Request) -> str:
    """The path as sent, still percent-encoded, without the query."""
    return request.url.raw_path.partition(b"?")[0].decode("ascii")


def query(request: httpx.Request) -> str:
    """The query as a server reads it, percent-decoded with `+` a blank and empty values kept, sorted by name and value, and encoded anew.

    Bytes that are no UTF-8 come through as lone surrogates, which `encoded` turns back into the same bytes.
    """
    return _sorted(request.url.query.decode("ascii"))


@lru_cache(maxsize=1024)
def _sorted(sent: str) -> str:
    pairs = parse_qsl(sent, keep_blank_values=True, errors="surrogateescape")
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in sorted(pairs))


@lru_cache(maxsize=2048)
def encoded(text: str, safe: str = "") -> str:
    """Percent-encoding as RFC 3986 has it: letters, digits and `-._~` stay, a blank is `%20`."""
    return quote(text, safe=safe, errors="surrogateescape")
