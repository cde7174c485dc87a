"""Where a service is, as its OpenAPI document says."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from listproof.contract import Document

__all__ = ["prefix_of", "server_of"]


def server_of(document: Document) -> str | None:
    """The first server of a document whose address is whole, with the defaults of its variables; None where there is none."""
    return next((address for address in _addresses(document) if address.startswith(("http://", "https://"))), None)


def prefix_of(document: Document) -> str:
    """The path that the first server of a document puts before those of its operations (`/v1`); empty where it puts none."""
    return urlsplit(next(_addresses(document), "")).path.rstrip("/")


def _addresses(document: Document) -> Iterator[str]:
    for server in document.value.get("servers") or ():
        address = str(server.get("url", ""))
        for name, variable in (server.get("variables") or {}).items():
            address = address.replace("{" + str(name) + "}", str(variable.get("default", "")))
        yield address
