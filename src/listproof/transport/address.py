"""The address of a question: a path and a query below that of the target."""

from __future__ import annotations

import re
from functools import lru_cache

import httpx

from listproof.verdicts import Trouble

__all__ = ["address", "read_address", "shown_address"]

_LONGEST_LABEL = 63
"""Letters of a part of a host's name (RFC 1035); what looks names up breaks at more, and at none."""


def address(base_url: str, path: str, query: str) -> httpx.URL:
    """A spelled path and query below a target's own address: `@elsewhere` in place of a path would lead, and sign in, to another host.

    Raises Trouble where they make no address there.
    """
    if path and not path.startswith("/"):
        raise Trouble(f"refused to ask for {path!r}: a path begins with a slash")
    try:
        return _read(f"{base_url.rstrip('/')}{path}" + (f"?{query}" if query else ""))
    except httpx.InvalidURL as error:
        raise Trouble(f"refused to ask for {path!r}: it makes no address ({error})") from None


@lru_cache(maxsize=2048)
def _read(text: str) -> httpx.URL:
    """The address that a text is: the same questions are put again and again, to one target and to the next."""
    return read_address(text)


def read_address(text: str) -> httpx.URL:
    """The address that a text is. Raises httpx.InvalidURL where it is none, or where nobody can look for its host."""
    read = httpx.URL(text)
    parts = read.raw_host.removesuffix(b".").split(b".")
    if any(len(part) > _LONGEST_LABEL for part in parts) or (len(parts) > 1 and not all(parts)):
        raise httpx.InvalidURL(f"a part of its host is empty or has more than {_LONGEST_LABEL} letters")
    return read


def shown_address(text: str) -> str:
    """An address that cannot be asked, as a refusal may tell it: what stands before an @, behind a ? or behind a # may be a key."""
    return re.sub(
        r"[?#].*", lambda found: f"{found[0][0]}***", re.sub(r"^([a-z]+://)?[^/]*@", r"\1***@", text, flags=re.IGNORECASE), flags=re.DOTALL
    )
