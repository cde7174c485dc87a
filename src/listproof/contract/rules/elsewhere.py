"""Links of a document's example that lead to another path than that of the operation, where nobody follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from listproof.contract.model import Contract
from listproof.contract.pointer import at

__all__ = ["led_elsewhere"]


def led_elsewhere(contract: Contract) -> Iterator[tuple[str, str]]:
    """Each word of `pages` whose link in the document's example answer leads elsewhere, with the path to which it leads.

    What stands before the path of the operation is that of a server, and tells nothing.
    """
    pages = contract.pages
    for word, lead in (("next", pages.next), ("previous", pages.previous), *pages.edges.items()):
        link = at(contract.example, lead.place.name) if lead and lead.form == "link" and lead.place.kind == "pointer" else None
        path = _path(link) if isinstance(link, str) else ""
        if path.startswith("/") and not re.search(f"{_form(contract.path)}/?$", path):
            yield word, path


def _path(link: str) -> str:
    try:
        return urlsplit(link).path
    except ValueError:
        return ""


def _form(path: str) -> str:
    """What the path of an operation looks like once its parameters have values."""
    return "[^/]+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", path.rstrip("/")))
