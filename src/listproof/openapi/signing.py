"""How to sign in, as the security schemes of an OpenAPI document say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["sign_in"]

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_NAMES = {"header": _TOKEN, "cookie": _TOKEN, "query": re.compile(r"[!-~](?:[ -~]*[!-~])?")}
"""What a header, a cookie and a parameter may be called: by another name nothing can be sent."""


def sign_in(root: Mapping[str, Any], operation: Mapping[str, Any]) -> tuple[tuple[dict[str, Any], ...], str]:
    """The ways of signing in to an operation, and why; nobody signs in where the document requires nothing."""
    required = operation.get("security", root.get("security"))
    schemes = root.get("components", {}).get("securitySchemes") or {}
    if required is None or required == []:
        return ({"type": "none"},), "the document requires no security for it"
    found: list[dict[str, Any]] = []
    for alternative in required:
        ways = [way for name in alternative or {} for way in _way(schemes.get(name))]
        for way in ways[:1] if alternative else [{"type": "none"}]:
            if way not in found:
                found.append(way)
    if not found:
        return ({"type": "none"},), "no security scheme that it requires is one that can be asked for"
    return tuple(found), "so the security schemes say"


def _way(scheme: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(scheme, Mapping):
        return
    kind, place = scheme.get("type"), scheme.get("in")
    name = str(scheme.get("name", ""))
    said = str(scheme.get("description", "")).lower() if kind == "apiKey" and name.lower() == "authorization" else ""
    if (
        kind == "basic"
        or (kind == "http" and str(scheme.get("scheme", "")).lower() == "basic")
        or ("basic" in said and "bearer" not in said)
    ):
        yield {"type": "basic"}
    elif (kind == "http" and str(scheme.get("scheme", "")).lower() == "bearer") or kind in ("oauth2", "openIdConnect") or "bearer" in said:
        yield {"type": "bearer"}
    elif kind == "apiKey" and place in _NAMES and _NAMES[place].fullmatch(name):
        yield {"type": "query-key" if place == "query" else str(place), "name": name}
