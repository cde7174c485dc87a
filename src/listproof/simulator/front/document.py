"""The document of what is served: the contracts as one OpenAPI document that any tool reads, where it is served."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from listproof.contract import Contract

__all__ = ["openapi"]

_OURS = frozenset(
    (
        "x-source", "x-listing", "x-documents", "x-disputes", "x-implied", "x-unsound", "x-left-open", "x-open-media", "x-null-unsaid",
        "x-vendor", "x-product",
    )
)  # fmt: skip
"""What is said for listproof alone."""
_COMPONENTS = "#/components/"


def openapi(contracts: Iterable[Contract], url: str) -> bytes:
    """The OpenAPI document of some contracts at an address, as JSON. Components of one name that differ are told apart by their slug."""
    paths: dict[str, Any] = {}
    components: dict[str, dict[str, Any]] = {}
    titles = []
    version = "3.1.0"
    for contract in contracts:
        raw: Mapping[str, Any] = _signed(_plain(contract.raw), contract)
        own = raw.get("components") or {}
        other = {
            f"{_COMPONENTS}{kind}/{name}": f"{_COMPONENTS}{kind}/{contract.slug}.{name}"
            for kind, named in own.items()
            for name, value in named.items()
            if components.get(kind, {}).get(name, value) != value
        }
        for kind, named in own.items():
            for name, value in named.items():
                place = other.get(f"{_COMPONENTS}{kind}/{name}", name).rpartition("/")[2]
                components.setdefault(kind, {})[place] = _led(value, other) if other else value
        for path, item in (raw.get("paths") or {}).items():
            paths.setdefault(path, {}).update(_led(item, other))
        titles.append(contract.title)
        version = str(raw.get("openapi", version))
    whole = {
        "openapi": version,
        "info": {"title": titles[0] if len(titles) == 1 else f"{len(titles)} listings", "version": "1"},
        "servers": [{"url": url}],
        "paths": paths,
        "components": components,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode("utf-8", "backslashreplace")


def _signed(raw: Mapping[str, Any], contract: Contract) -> dict[str, Any]:
    """A document that says how to sign in, in the words that OpenAPI has for it; signatures have none."""
    schemes = {name: scheme for entry in contract.sign_in if (scheme := _scheme(entry)) for name in ("-".join(map(str, scheme.values())),)}
    if not schemes:
        return dict(raw)
    nobody: list[dict[str, Any]] = [{}] if any(entry["type"] == "none" for entry in contract.sign_in) else []
    item, method = raw["paths"][contract.path], contract.method.lower()
    operation = {**item[method], "security": [*({name: []} for name in schemes), *nobody]}
    components = {**(raw.get("components") or {}), "securitySchemes": schemes}
    return {**raw, "paths": {**raw["paths"], contract.path: {**item, method: operation}}, "components": components}


def _scheme(entry: Mapping[str, Any]) -> dict[str, str] | None:
    """A way to sign in as a security scheme of OpenAPI; None where it is none."""
    kind = str(entry["type"])
    if kind in ("basic", "bearer"):
        return {"type": "http", "scheme": kind}
    place = {"header": "header", "cookie": "cookie", "query-key": "query"}.get(kind)
    return None if place is None else {"type": "apiKey", "in": place, "name": str(entry["name"])}


def _plain(value: Any) -> Any:
    """A part of a contract without what is said for listproof alone."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items() if key not in _OURS}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _led(value: Any, other: Mapping[str, str]) -> Any:
    """A part of a document whose references lead to components by their other names."""
    if isinstance(value, Mapping):
        return {
            key: other.get(inner, inner) if key == "$ref" and isinstance(inner, str) else _led(inner, other) for key, inner in value.items()
        }
    return [_led(inner, other) for inner in value] if isinstance(value, list) else value
