"""Bytes that a text spells one by one, as numbers, escapes or digits apart: what is packed in them shows only where they stand together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["SpelledBytes", "spelled_bytes"]

_MOST = 64_000
"""Bytes that are put together of one text, all in all."""
_FIRST, _LAST = 8, 255
_DIGITS = "-0123456789fF"


@dataclass(frozen=True)
class SpelledBytes:
    """Bytes that a text spells from a place on, and where in the text each of them ends."""

    data: bytes
    start: int
    ends: Sequence[int]


_BACK = r"\\{1,4}"
_ESCAPE = rf"(?:[%=]|{_BACK}x|{_BACK}u00|&#x0*)"
_APART = r'[\s,;"]{1,40}(?:"?\d{1,5}"?\s{0,9}:\s{0,9}"?)?'
_WAYS = (
    (
        re.compile(
            rf"31{_APART}(?:139|-117)|120{_APART}(?:1|94|156|218|-100|-38)|66{_APART}90|(?:253|-3){_APART}55|80{_APART}75"
            rf"|0x1[fF]{_APART}0x8[bB]|0x78{_APART}0x(?:01|5[eE]|9[cC]|[dD][aA])|0x42{_APART}0x5[aA]|0x[fF][dD]{_APART}0x37|0x50{_APART}0x4[bB]"
        ),
        re.compile(rf"(?:{_APART})?(?:0x(?P<hex>[0-9a-fA-F]{{2}})|(?P<decimal>-?\d{{1,3}}))(?![\w.])"),
    ),
    (
        re.compile(r"(?:1[fF][:\s_-]8[bB]|78[:\s_-](?:01|5[eE]|9[cC]|[dD][aA])|42[:\s_-]5[aA]|[fF][dD][:\s_-]37|50[:\s_-]4[bB])"),
        re.compile(r"[:\s_-]?(?P<hex>[0-9a-fA-F]{2})(?![0-9a-zA-Z])"),
    ),
    (
        re.compile(
            rf"[%=](?:1[fF]|78|42|50|[fF][dD])|{_BACK}(?:(?:x|u00)(?:1[fF]|78|42|50|[fF][dD])|0?(?:037|37|170|102|120|375))"
            rf"|&#(?:x0*(?:1[fF]|78|42|50|[fF][dD])|31|120|66|80|253);"
            rf"|x(?:{_ESCAPE}(?:01|5[eE]|9[cC]|[dD][aA])|[\x01\x9c\xda])|\x1f\x8b|BZh[1-9]|PK{_ESCAPE}03|\xfd7zXZ"
        ),
        re.compile(
            rf"{_ESCAPE}(?P<hex>[0-9a-fA-F]{{2}});?|{_BACK}(?P<octal>[0-3][0-7]{{2}})|&#0*(?P<decimal>\d{{1,3}});"
            rf"|{_BACK}(?P<letter>[abfnrtv0\"'/])|=\r?\n|(?:\\\\|(?P<plain>[\x00-\xff]))"
        ),
    ),
)
"""Where bytes of something packed may begin, and what one of them looks like: as numbers, as digits apart, escaped among plain ones."""
_LETTERS = dict(zip("abfnrtv0\"'/", b"\a\b\f\n\r\t\v\0\"'/", strict=True))


def spelled_bytes(text: str, packed: Callable[[bytes], bool]) -> Iterator[SpelledBytes]:
    """Where in a text bytes are spelled of which the first are those of something packed; most texts hold none."""
    left = _MOST
    for begins, unit in _WAYS:
        for found in begins.finditer(text):
            inside = found[0][0] in _DIGITS and text[max(0, found.start() - 1) : found.start()].isalnum()
            if not inside and packed(_from(text, found.start(), unit, _FIRST).data):
                yield (spelled := _from(text, found.start(), unit, left))
                left -= len(spelled.data)


def _from(text: str, start: int, unit: re.Pattern[str], most: int) -> SpelledBytes:
    data, ends, place = bytearray(), [], start
    while len(data) < most and (found := unit.match(text, place)) is not None:
        value = _value(found)
        if value > _LAST:
            break
        place = found.end()
        if value >= 0:
            data.append(value)
            ends.append(place)
    return SpelledBytes(bytes(data), start, ends)


def _value(found: re.Match[str]) -> int:
    """The byte that one piece spells; below zero where it spells none, above 255 where it is no byte."""
    kind, text = found.lastgroup, found[found.lastgroup or 0]
    if kind == "hex":
        return int(text, 16)
    if kind == "octal":
        return int(text, 8)
    if kind == "decimal":
        number = int(text)
        return number & 255 if -128 <= number <= _LAST else _LAST + 1
    if kind == "letter":
        return _LETTERS[text]
    if kind == "plain":
        return ord(text)
    return ord("\\") if text.startswith("\\") else -1
