"""What stands in other files, written into the document that refers to it: path items, so that an overlay finds their operations, and
what Swagger 2.0 says otherwise than OpenAPI 3, so that it is found where it is turned into its words."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from listproof.contract.documents.references import Place, target
from listproof.contract.text import Document

__all__ = ["brought", "written_in"]

_STEPS = 20
"""References that lead to references, until one is taken for a circle and left."""


def written_in(document: Document) -> Document:
    """A document whose paths hold their operations; what they refer to in turn is found from this document's file.

    Raises ContractError for a path that leads nowhere.
    """
    paths = document.value.get("paths") if isinstance(document.value, Mapping) else None
    referred = [path for path, item in paths.items() if _refers(item)] if isinstance(paths, Mapping) else []
    if not referred:
        return document
    made: dict[str, Any] = dict(paths or {})
    for path in referred:
        made[path] = brought(document, ("paths", path), made[path])
    return replace(document, value={**document.value, "paths": made})


def _refers(item: Any) -> bool:
    return isinstance(item, Mapping) and isinstance(item.get("$ref"), str)


def brought(document: Document, at: Place, item: Any) -> Any:
    """A value that stands at a path of a document, with what it refers to in its place, and references as this document's file has them.

    Raises ContractError where it leads nowhere.
    """
    source, place = document, at
    beside: dict[str, Any] = {}
    for _ in range(_STEPS):
        if not _refers(item):
            break
        beside = {**{key: inner for key, inner in item.items() if key != "$ref"}, **beside}
        source, place, item = target(source, place, item["$ref"])
    if not isinstance(item, Mapping):
        return item
    return {**_moved(item, Path(source.file_of(place)), Path(document.file)), **beside}


def _moved(value: Any, there: Path, here: Path) -> Any:
    """A value of one file with its references as another file writes them."""
    if isinstance(value, list):
        return [_moved(inner, there, here) for inner in value]
    if not isinstance(value, Mapping):
        return value
    return {key: _reference(inner, there, here) if key == "$ref" else _moved(inner, there, here) for key, inner in value.items()}


def _reference(value: Any, there: Path, here: Path) -> Any:
    if not isinstance(value, str):
        return _moved(value, there, here)
    try:
        parts = urlsplit(value)
    except ValueError:
        return value
    file = there.parent / unquote(parts.path) if parts.path else there
    if parts.scheme or parts.netloc or os.path.abspath(file) == os.path.abspath(here):
        return value if parts.scheme or parts.netloc else f"#{parts.fragment}"
    return f"{quote(os.path.relpath(file, here.parent).replace(os.sep, '/'))}#{parts.fragment}"
