"""A body as JSON, as far as we read it: what is valid and beyond us is told as our limit, never as a fault of the target."""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from math import isinf
from typing import Any, NoReturn

from listproof.contract import absent
from listproof.transport.bounds import Beyond, size

__all__ = ["DEEPEST", "LONGEST_NUMBER", "MOST_TEXT", "MOST_VALUES", "deeper", "read_json", "remember", "width"]

DEEPEST = 100
"""Levels of lists and objects within each other."""
LONGEST_NUMBER = 300
"""Digits of a whole number: as many as a double can hold."""
MOST_VALUES = 500_000
"""Values of one body, counted by the commas between them."""
MOST_TEXT = 24_000_000
"""Bytes of memory that a body may take as text: one letter of a body that takes four makes each of the others take four."""
_LONG = re.compile(rb"[0-9]{%d}" % (LONGEST_NUMBER + 1))
_WIDE, _WIDEST = re.compile(rb"[\xc4-\xff]|\\u(?!00)"), re.compile(rb"[\xf0-\xff]|\\u[dD][89abAB]")
"""What tells that a letter of a body takes two bytes in memory, and four."""
_STEP = 30
_LONG_IN_STEPS = re.compile(rb"[0-9]{%d}" % ((LONGEST_NUMBER + 1) // _STEP))
"""What so many digits leave of them where only every thirtieth byte is looked at."""


_KEPT = 4_000_000
"""Bytes of bodies whose values are remembered: a census is read again with each failure, and mostly answered as before."""
_most_kept = _KEPT
_values: OrderedDict[bytes, Any] = OrderedDict()
_kept_bytes = 0
_keeping = threading.Lock()


def remember(most: int) -> None:
    """Remember the values of bodies of so many bytes from now on: for who asks servers that answer alike, one after another."""
    global _most_kept
    _most_kept = most


def read_json(content: bytes) -> Any:
    """The value of a body, `absent` where it is no JSON. Raises Beyond for JSON that is deeper, longer or wider than we read.

    Equal bodies may have one and the same value: nobody changes what it holds.
    """
    with _keeping:
        if content in _values:
            _values.move_to_end(content)
            return _values[content]
    found = _read(content)
    _keep(content, found)
    return found


def _keep(content: bytes, value: Any) -> None:
    global _kept_bytes
    with _keeping:
        if content in _values:
            return
        _values[content] = value
        _kept_bytes += len(content)
        while _kept_bytes > _most_kept:
            oldest, _ = _values.popitem(last=False)
            _kept_bytes -= len(oldest)


def _read(content: bytes) -> Any:
    opened = content.count(b"{") + content.count(b"[")
    many = len(content) > 2 * MOST_VALUES and opened + content.count(b",") > 2 * MOST_VALUES
    if many and content.lstrip()[:1] in (b"{", b"["):
        raise Beyond(f"answers with more than {MOST_VALUES:,} values, which listproof does not read")
    if not json.detect_encoding(content).startswith("utf-8"):
        return absent  # Python reads UTF-16 and UTF-32 as well, which are no JSON between systems (RFC 8259, 8.1)
    if len(content) * 4 > MOST_TEXT:
        if content.lstrip()[:1] not in (b"{", b"[", b'"'):
            return absent
        if len(content) * width(content) > MOST_TEXT:
            raise Beyond(f"answers with JSON that takes more than {size(MOST_TEXT)} as text, which listproof does not read")
    try:
        whole = _whole if _LONG_IN_STEPS.search(content[::_STEP]) and _LONG.search(content) else None
        value = json.loads(content, parse_constant=_no_constant, parse_float=_float, parse_int=whole)
    except RecursionError:
        raise Beyond(_DEEP) from None
    except ValueError:
        return absent
    if opened > DEEPEST and not _is_surely_shallow(content) and deeper(value, DEEPEST):
        raise Beyond(_DEEP)
    return value


def _is_surely_shallow(content: bytes) -> bool:
    """Whether brackets alone show that a JSON body has no more than `DEEPEST` levels: of these, two at most go in each turn.

    Those within texts go by themselves, for a quote goes with another one alone. False where that leaves some: a reading of the values
    has to judge then.
    """
    if b"\\" in content:
        content = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    left = content.translate(None, _NO_BRACKETS)
    for _ in range(DEEPEST // 2):
        before = len(left)
        left = left.replace(b'""', b"").replace(b"{}", b"").replace(b"[]", b"")
        if len(left) == before:
            break
    return not left


_NO_BRACKETS = bytes(one for one in range(256) if one not in b'[]{}"')


def width(content: bytes) -> int:
    """Bytes that each letter of a body takes in memory."""
    if content.isascii() and b"\\u" not in content:
        return 1
    return 4 if _WIDEST.search(content) else 2 if _WIDE.search(content) else 1


_DEEP = f"answers with JSON of more than {DEEPEST} levels, which listproof does not read"


_HOLDERS = frozenset({dict, list})


def deeper(value: Any, most: int) -> bool:
    """Whether lists and objects stand within each other at more than `most` levels."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(most):
        level = [one for holder in level for one in (holder.values() if type(holder) is dict else holder) if type(one) in _HOLDERS]
        if not level:
            return False
    return True


def _no_constant(name: str) -> NoReturn:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(f"{name} is no JSON")


def _float(text: str) -> float:
    found = float(text)
    if isinf(found):
        raise Beyond(f"answers with a number beyond what a double holds ({text[:12]}), which listproof does not read")
    return found


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > LONGEST_NUMBER:
        raise Beyond(f"answers with a number of more than {LONGEST_NUMBER} digits, which listproof does not read")
    return int(text)
