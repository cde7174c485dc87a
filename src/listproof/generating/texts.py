"""Texts that are drawn, character by character: plain ones first, for they are shown when a finding is made small."""

from __future__ import annotations

import unicodedata

from listproof.generating.drawing import Draw

__all__ = ["odd_text", "visible_text"]

_PLAIN = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNS = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\x00"
"""What services stumble over, half of the characters of a text."""
_RANGES = ((0x00, 0x20), (0x7F, 0x250), (0x250, 0x2000), (0x2000, 0xD800), (0xE000, 0x10000), (0x10000, 0x110000))
"""Characters by how far they are from plain ones: those that control, letters of Europe, of others, signs, and what needs two halves."""
_MORE = 12
"""In twelve of thirteen places a text goes on."""


def odd_text(draw: Draw, least: int = 0, most: int = 40) -> str:
    """Any text of so many characters, half a surrogate pair apart."""
    return "".join(_characters(draw, least, most))


def visible_text(draw: Draw, least: int = 1, most: int = 8) -> str:
    """A text of letters, numbers, marks of punctuation and signs alone."""
    return "".join(one if unicodedata.category(one)[0] in "LNPS" else "_" for one in _characters(draw, least, most))


def _characters(draw: Draw, least: int, most: int) -> list[str]:
    found: list[str] = []
    while len(found) < most:
        if len(found) >= least and not draw.below(_MORE + 1):
            break
        found.append(_character(draw))
    return found


def _character(draw: Draw) -> str:
    kind = draw.below(4)
    if kind < 3:
        return draw.of(_SIGNS if kind else _PLAIN)
    low, high = draw.of(_RANGES)
    return chr(low + draw.below(high - low))
