"""Cursors that a service made of a text in Base64, and what becomes of them when somebody alters that text."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from binascii import Error
from typing import Any

__all__ = ["altered_inside", "in_base64", "text_in_base64"]

_OTHER = "listproof"
"""What stands in an altered text where a number or another text stood."""
_URL_SIGNS = frozenset("-_")


def text_in_base64(cursor: str) -> str | None:
    """The readable text that a cursor is in Base64, as services write keys so that nobody takes them for keys; None where it is none."""
    try:
        alphabet = b"-_" if _URL_SIGNS & set(cursor) else None
        text = b64decode(cursor + "=" * (-len(cursor) % 4), alphabet, validate=True).decode()
    except (Error, ValueError):
        return None
    return text if text.isprintable() else None


def in_base64(content: bytes, like: str) -> str:
    """Bytes in Base64, in the alphabet in which a cursor is written, and padded or not as that is."""
    encoded = b64encode(content, b"-_" if _URL_SIGNS & set(like) else b"+/").decode()
    return encoded if like.endswith("=") or len(like) % 4 == 0 else encoded.rstrip("=")


def altered_inside(cursor: str) -> str | None:
    """A cursor that nobody gave out: one that is a readable text in Base64 with another value inside. None where it is no such text.

    What is around the value stays as it is, so that the service gets as far as reading it.
    """
    text = text_in_base64(cursor)
    return in_base64(_altered(text).encode(), cursor) if text else None


def _altered(text: str) -> str:
    """A text with another value in place of one in it: of JSON the first number, or else the first text; else the last digits."""
    try:
        held = json.loads(text)
    except ValueError:
        held = None
    if isinstance(held, dict | list):
        for kind in (int | float, str):
            other, done = _replaced(held, kind)
            if done:
                return json.dumps(other, separators=(",", ":"))
    digits = [*re.finditer(r"\d+", text)]
    return text[: digits[-1].start()] + _OTHER + text[digits[-1].end() :] if digits else text[::-1]


def _replaced(held: Any, kind: Any) -> tuple[Any, bool]:
    """A JSON value with another text in place of the first value of a kind, and whether there was one."""
    if isinstance(held, kind) and not isinstance(held, bool):
        return _OTHER, True
    if isinstance(held, dict | list):
        places = list(held) if isinstance(held, dict) else range(len(held))
        for place in places:
            other, done = _replaced(held[place], kind)
            if done:
                return ({**held, place: other} if isinstance(held, dict) else [*held[:place], other, *held[place + 1 :]]), True
    return held, False
