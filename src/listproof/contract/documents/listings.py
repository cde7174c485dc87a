"""The listings that a document describes: by `x-listing` at its top, or on each of its operations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from listproof.contract.documents.excerpt import excerpt
from listproof.contract.documents.misshapen import of_openapi
from listproof.contract.documents.references import path_item
from listproof.contract.documents.versions import normalised
from listproof.contract.text import Document

__all__ = ["Listed", "listings", "name_of", "slug_of"]

_METHODS = ("get", "post")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a word begins within a name that is written without blanks."""


@dataclass(frozen=True)
class Listed:
    """One listing of a document: its slug, and where it stands. `operation` is None for a contract that is its own document."""

    slug: str
    whole: Document
    operation: tuple[str, str] | None = None
    listing: Mapping[str, Any] | None = None

    def document(self) -> Document:
        """The listing's own document, in the form of a contract. Raises ContractError for references that lead nowhere, and for an
        operation that is not of the form of OpenAPI."""
        if self.operation is None:
            return self.whole
        with of_openapi(self.whole.file, self.operation[0]):
            return excerpt(self.whole, *self.operation, self.listing)


def listings(document: Document, name: str) -> tuple[Listed, ...]:
    """The listings of a document, in the order of its operations; `name` is the slug of one that stands at the top and has none.

    Raises ContractError for a version of OpenAPI that is not read, and for paths that lead nowhere.
    """
    root = document.value
    if not isinstance(root, Mapping):
        return ()
    if "x-listing" in root:
        return (_at_the_top(document, name),)
    return tuple(_on_operations(normalised(document)))


def slug_of(path: str, method: str, operation: Mapping[str, Any]) -> str:
    """The slug of an operation: that of its x-listing, else its operationId or its path, in words joined by hyphens."""
    listing = operation.get("x-listing")
    own = listing.get("slug") if isinstance(listing, Mapping) else None
    if isinstance(own, str) and own:
        return own
    named = operation.get("operationId")
    words = _HUMPS.sub("-", str(named)) if named else path if method == "get" else f"{method} {path}"
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "listing"


def _at_the_top(document: Document, name: str) -> Listed:
    """A contract as it has always been; without x-documents the file itself is what it quotes."""
    root = document.value
    listing = root["x-listing"]
    slug = listing.get("slug") if isinstance(listing, Mapping) else None
    slug = slug if isinstance(slug, str) and slug else name
    if "x-documents" in root:
        return Listed(slug, document)
    wanted = "post" if isinstance(listing, Mapping) and listing.get("reads") is True else "get"
    modern = normalised(document)
    chosen = [(path, method) for path, method, _ in _operations(modern) if method == wanted]
    return Listed(slug, modern, chosen[0], listing) if len(chosen) == 1 else Listed(slug, document)


def _on_operations(document: Document) -> Iterator[Listed]:
    seen: dict[str, int] = {}
    for path, method, operation in _operations(document):
        if "x-listing" in operation:
            slug = slug_of(path, method, operation)
            seen[slug] = seen.get(slug, 0) + 1
            yield Listed(slug if seen[slug] == 1 else f"{slug}-{seen[slug]}", document, (path, method))


def _operations(document: Document) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    paths = document.value.get("paths")
    for path in paths if isinstance(paths, Mapping) else ():
        _, _, item = path_item(document, path)
        for method in _METHODS:
            if isinstance(item.get(method), Mapping):
                yield str(path), method, item[method]


def name_of(file: Path) -> str:
    """The slug of a file whose listing stands at the top: that of its folder where it is called openapi, else its own name."""
    if file.stem in ("openapi", "swagger"):
        return file.parent.name
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "listing"
