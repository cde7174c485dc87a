"""A value as text, before it is encoded for an address."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from urllib.parse import quote

__all__ = ["encoded", "text_of"]


def text_of(value: Any) -> str:
    """A value as it stands in a query: text as it is, true and false, and anything else as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=2048)
def encoded(text: str, space: str = "%20") -> str:
    """A text percent-encoded as UTF-8; `space` spells a blank."""
    return quote(text, safe="").replace("%20", space)
