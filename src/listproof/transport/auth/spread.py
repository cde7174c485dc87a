r"""Forms of a secret whose parts stand apart: hex with colons, Base64 in lines, codes in a list, letters with what is invisible between."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from listproof.transport.auth.secrecy import SHORTEST

__all__ = ["Spread", "close", "spread"]

_INVISIBLE = "\x00\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BETWEEN_LETTERS = rf"(?:[{_INVISIBLE}]|\\u0000)*"
_BETWEEN_LINES = r"(?:\s|\\[rn])*"
_BETWEEN_BYTES = r"(?:[\s:,;.\-=%]|0?\\?x|\\[rn])*"
_BETWEEN_CODES = r"(?:[\s:,;]|\\[rn])+"
_SPELLED = {"/": r"(?:\\?/|%2f|\\u002f)", "+": r"(?:\+|%2b|\\u002b)"}
"""The signs of Base64 that addresses and JSON escape, with the ways in which they do."""
_GONE = dict.fromkeys(map(ord, f"{_INVISIBLE} \t\r\n:,;.-=%\\x"))
_SLASHES, _PLUSES = re.compile(r"%2f|\\u002f"), re.compile(r"%2b|\\u002b")
_BREAKS = re.compile(r"\\[rn]|\\u0000|0x")


def close(text: str) -> str:
    """A text without what may stand between the parts of a secret, to see soon whether one can be there at all."""
    low = text.casefold()
    if "\\" in low or "%" in low or "0x" in low:
        low = _BREAKS.sub("", _SLASHES.sub("/", _PLUSES.sub("+", low)))
    return low.translate(_GONE)


def spread(text: str) -> tuple[Spread, ...]:
    """Every form of a secret whose parts may stand apart."""
    data = text.encode("utf-8", "surrogateescape")
    wide = [text.encode(coding, "surrogatepass") for coding in ("utf-16-le", "utf-16-be")]
    packed = {core for one in (data, *wide) for core in _packed(one)}
    packed |= {twice for once in _packed(data) for twice in _packed(once.encode())}
    packed |= {base64.b32encode(one).decode().rstrip("=")[: len(one) * 8 // 5] for one in (data, *wide)}
    return (
        Spread(tuple(text), _BETWEEN_LETTERS),
        *(Spread(tuple(f"{byte:02x}" for byte in one), _BETWEEN_BYTES) for one in (data, *wide)),
        Spread(tuple(map(str, data)), _BETWEEN_CODES),
        *(Spread(tuple(core), _BETWEEN_LINES) for core in sorted(packed, key=lambda core: (-len(core), core)) if len(core) >= SHORTEST),
    )


def _packed(data: bytes) -> Iterable[str]:
    """The signs of Base64 that stand for nothing but these bytes, wherever in something longer they begin."""
    for ahead in range(3):
        known = slice(-(-ahead * 8 // 6), (ahead + len(data)) * 8 // 6)
        for coded in (base64.b64encode(bytes(ahead) + data), base64.urlsafe_b64encode(bytes(ahead) + data)):
            yield coded.decode()[known]


class Spread:
    """One form: its parts, and a pattern of what may stand between them."""

    def __init__(self, parts: Sequence[str], between: str) -> None:
        self._parts = parts
        self._between = between
        self._close = close("".join(parts))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self._between.join(_SPELLED.get(part) or re.escape(part) for part in self._parts), re.IGNORECASE)

    def covered(self, text: str, pressed: str, cover: str) -> str:
        """The text with `cover` in place of the form; `pressed` is what `close` makes of the text."""
        return self._whole.sub(lambda found: cover, text) if self._close in pressed else text
