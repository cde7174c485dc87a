"""The address of a question: a path and a query below that of the target."""

from __future__ import annotations

import re
from functools import lru_cache

import httpx

from listproof.verdicts import Trouble

__all__ = ["address", "shown_address"]


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
    return httpx.URL(text)


def shown_address(text: str) -> str:
    """An address that cannot be asked, as a refusal may tell it: what stands before an @, behind a ? or behind a # may be a key."""
    return re.sub(
        r"[?#].*", lambda found: f"{found[0][0]}***", re.sub(r"^([a-z]+://)?[^/]*@", r"\1***@", text, flags=re.IGNORECASE), flags=re.DOTALL
    )
