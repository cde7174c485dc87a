"""The parts of a request as it will stand on the wire, in the spelling that signatures are made over."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, quote

import httpx

__all__ = ["encoded", "pairs", "path"]


def path(request: httpx.Request) -> str:
    """The path as sent, still percent-encoded, without the query."""
    return request.url.raw_path.partition(b"?")[0].decode("ascii")


def pairs(request: httpx.Request) -> list[tuple[str, str]]:
    """Names and values of the query as a server reads them: percent-decoded, `+` a blank, empty values kept.

    Bytes that are no UTF-8 come through as lone surrogates, which `encoded` turns back into the same bytes.
    """
    return parse_qsl(request.url.query.decode("ascii"), keep_blank_values=True, errors="surrogateescape")


@lru_cache(maxsize=2048)
def encoded(text: str, safe: str = "") -> str:
    """Percent-encoding as RFC 3986 has it: letters, digits and `-._~` stay, a blank is `%20`."""
    return quote(text, safe=safe, errors="surrogateescape")
