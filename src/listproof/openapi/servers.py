"""Where a service is, as its OpenAPI document says."""

from __future__ import annotations

from listproof.contract import Document

__all__ = ["server_of"]


def server_of(document: Document) -> str | None:
    """The first server of a document whose address is whole, with the defaults of its variables; None where there is none."""
    for server in document.value.get("servers") or ():
        address = str(server.get("url", ""))
        for name, variable in (server.get("variables") or {}).items():
            address = address.replace("{" + str(name) + "}", str(variable.get("default", "")))
        if address.startswith(("http://", "https://")):
            return address
    return None
