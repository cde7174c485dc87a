r"""Covering secrets in a text, however whoever wrote it has spelled them: `\/`, `\u003d`, `%2f`, `&#x2f;`, hex, Base64, or cut short."""

from __future__ import annotations

import base64
import html.entities
import re
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from listproof.transport.auth.secrecy import SHORTEST, spellings

__all__ = ["covering"]

_HEAD = 12
"""Characters from which on the beginning of a secret is covered too: what is told of an answer is often cut short."""
_SHORT = 1000
"""Characters of a text that is remembered with what it became: addresses and headers come again and again."""
_ESCAPES = re.compile(r"[\\%&+]")
_NAMES: dict[str, list[str]] = {}
for _name, _letter in html.entities.html5.items():
    if len(_letter) == 1 and _letter.isascii():
        _NAMES.setdefault(_letter, []).append(_name.removesuffix(";"))


def covering(secrets: Iterable[str], cover: str) -> Callable[[str], str]:
    """A function that puts `cover` in place of every secret of a text. Secrets shorter than `SHORTEST` are left alone."""
    return _covering(tuple(sorted({text for text in secrets if len(text) >= SHORTEST}, key=lambda text: (-len(text), text))), cover)


@lru_cache(maxsize=16)
def _covering(secrets: tuple[str, ...], cover: str) -> Callable[[str], str]:
    packed = sorted({form for text in secrets for form in _packed(text)}, key=lambda form: (-len(form), form))
    plain = re.compile("|".join(map(re.escape, packed)), re.IGNORECASE) if packed else None
    lowered = [form.casefold() for form in packed]
    escaped = [_Escaped(text) for text in secrets]

    @lru_cache(maxsize=1024)
    def covered_before(text: str) -> str:
        return covered_now(text)

    def covered(text: str) -> str:
        return covered_before(text) if len(text) < _SHORT else covered_now(text)

    def covered_now(text: str) -> str:
        if plain is not None:
            low = text.casefold()
            if any(form in low for form in lowered):
                text = plain.sub(lambda found: cover, text)
        for one in escaped:
            text = one.covered(text, cover)
        return text

    return covered


def _packed(text: str) -> set[str]:
    """The forms in which no character of a secret stands for itself, in Base64 also within something longer; and the usual ones."""
    data = text.encode("utf-8", "surrogateescape")
    found = {form for form in spellings([text]) if len(form) >= SHORTEST}
    for ahead in range(3):
        known = slice(-(-ahead * 8 // 6), (ahead + len(data)) * 8 // 6)
        for coded in (base64.b64encode(bytes(ahead) + data), base64.urlsafe_b64encode(bytes(ahead) + data)):
            core = coded.decode()[known]
            if len(core) >= SHORTEST:
                found.add(core)
    return found


class _Escaped:
    """A secret of which each character may be escaped in its own way. Its beginning is looked for, and followed as far as it goes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins = text[:_HEAD]
        self._plain_head = self._begins.casefold()

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return re.compile("".join(map(_either, self._begins)), re.IGNORECASE)

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile("".join(map(_either, self._text)), re.IGNORECASE)

    @cached_property
    def _rest(self) -> list[re.Pattern[str]]:
        return [re.compile(_either(letter), re.IGNORECASE) for letter in self._text[_HEAD:]]

    @cached_property
    def _escape(self) -> re.Pattern[str]:
        """An escaped character of the beginning: most texts that hold escapes hold none of these."""
        return re.compile("|".join(form for letter in dict.fromkeys(self._begins) for form in _escapes(letter)), re.IGNORECASE)

    def _may_stand_in(self, text: str) -> bool:
        """Whether the beginning stands in a text as it is, or a character of it is escaped there."""
        if self._plain_head in text.casefold():
            return True
        return any(self._escape.match(text, found.start()) for found in _ESCAPES.finditer(text))

    def covered(self, text: str, cover: str) -> str:
        """The text with `cover` in place of the secret and of every longer beginning of it."""
        if not self._may_stand_in(text):
            return text
        parts: list[str] = []
        done = 0
        while found := self._head.search(text, done):
            whole = self._whole.match(text, found.start())
            end = whole.end() if whole else found.end()
            for letter in () if whole else self._rest:
                further = letter.match(text, end)
                if further is None:
                    break
                end = further.end()
            parts += [text[done : found.start()], cover]
            done = end
        return "".join([*parts, text[done:]]) if parts else text


def _either(letter: str) -> str:
    """A pattern of one character, as it is or escaped in any of the usual ways, also more than once."""
    return f"(?:{'|'.join([*_escapes(letter), re.escape(letter)])})"


def _escapes(letter: str) -> list[str]:
    """The patterns of one character that is escaped."""
    point, data = ord(letter), letter.encode("utf-8", "surrogateescape")
    return [
        rf"\\{{1,4}}u(?:0{{0,4}}{point:x}|\{{0*{point:x}\}})",
        rf"\\{{1,4}}x0?{point:x}",
        "".join(rf"%(?:25)*{byte:02x}" for byte in data),
        rf"&(?:amp;)*#0*{point};?",
        rf"&(?:amp;)*#x0*{point:x};?",
        *(rf"&(?:amp;)*{re.escape(name)};" for name in _NAMES.get(letter, ())),
        *([r"\+"] if letter == " " else []),
        rf"\\{{1,4}}{re.escape(letter)}",
    ]
