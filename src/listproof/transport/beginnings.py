"""What the beginning of a JSON body says, where the whole of it is more than we read."""

from __future__ import annotations

import re
from typing import Any

from listproof.contract import absent
from listproof.transport.bounds import Beyond
from listproof.transport.json_body import DEEPEST, read_json

__all__ = ["MOST_OF_A_BEGINNING", "beginning"]

MOST_OF_A_BEGINNING = 1_000_000
"""Bytes of a body that is more than we read of which the value is worked out."""
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{},"]', re.DOTALL)
_CLOSES = {"[": "]", "{": "}"}


def beginning(content: bytes) -> Any:
    """The value that a body begins with, its lists and objects up to the last member that is whole; `absent` where that is none."""
    text = content[:MOST_OF_A_BEGINNING].decode("utf-8", "ignore")
    opened: list[str] = []
    end, closing = 0, ""
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in _CLOSES:
            opened.append(_CLOSES[mark])
            if len(opened) > DEEPEST:
                break
        elif mark in "]}":
            if not opened or opened.pop() != mark:
                break
            end, closing = token.end(), "".join(reversed(opened))
        elif mark == '"':
            break  # of a text that does not end
        elif mark == ",":
            end, closing = token.start(), "".join(reversed(opened))
    try:
        return read_json((text[:end] + closing).encode()) if end else absent
    except Beyond:
        return absent
