"""Where a service is, as its OpenAPI document says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from listproof.contract import Document

__all__ = ["prefix_of", "server_of"]


def server_of(document: Document) -> str | None:
    """The first server of a document whose address is whole, with the defaults of its variables; None where there is none."""
    return next((address for address in _addresses(document) if address.startswith(("http://", "https://"))), None)


def prefix_of(document: Document) -> str:
    """The path that the first server of a document puts before those of its operations (`/v1`); empty where it puts none."""
    try:
        return urlsplit(next(_addresses(document), "")).path.rstrip("/")
    except ValueError:  # an address that is none
        return ""


def _addresses(document: Document) -> Iterator[str]:
    servers = document.value.get("servers")
    for server in servers if isinstance(servers, list) else ():
        address = str(server.get("url", "")) if isinstance(server, Mapping) else ""
        variables = server.get("variables") if isinstance(server, Mapping) else None
        for name, variable in variables.items() if isinstance(variables, Mapping) else ():
            default = variable.get("default", "") if isinstance(variable, Mapping) else ""
            address = address.replace("{" + str(name) + "}", str(default))
        yield address
