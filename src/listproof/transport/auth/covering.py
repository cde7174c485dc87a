r"""Covering secrets in a text, however whoever wrote it has spelled them: `\/`, `\u003d`, `%2f`, `&#x2f;`, hex, Base64, or cut short."""

from __future__ import annotations

import base64
import html.entities
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from listproof.transport.auth.disguises import LEAST, disguises
from listproof.transport.auth.packed import unpacked
from listproof.transport.auth.readings import ReadText, Span, coded, lowered, readings
from listproof.transport.auth.secrecy import SHORTEST, spellings

__all__ = ["covering"]

_HEAD = 12
"""Characters from which on the beginning of a secret is covered too: what is told of an answer is often cut short."""
_SHORT, _LONG = 1000, 50_000
"""Characters of texts that are remembered with what they became: addresses and headers come again and again, and a page that many laws
show comes as often as they do."""
_REMEMBERED = 256
"""Secrets whose forms are remembered: a target hands out new ones in the middle, and what was made of the others stays as it is."""
_LONG_PATTERN = 400
"""Letters of a secret up to which a pattern is made of the whole of it."""
_LAYERS = 2
"""How often in a text what is compressed within something compressed is unpacked."""
_ESCAPES = re.compile(r"[\\%&+=]")
_NAMES: dict[str, list[str]] = {}
for _name, _letter in html.entities.html5.items():
    if len(_letter) == 1 and _letter.isascii():
        _NAMES.setdefault(_letter, []).append(_name.removesuffix(";"))


def covering(secrets: Iterable[str], cover: str) -> Callable[[str], str]:
    """A function that puts `cover` in place of every secret of a text. Secrets shorter than `SHORTEST` are left alone."""
    return _covering(tuple(sorted({text for text in secrets if len(text) >= SHORTEST}, key=lambda text: (-len(text), text))), cover)


@lru_cache(maxsize=16)
def _covering(secrets: tuple[str, ...], cover: str) -> Callable[[str], str]:
    plain = [form for text in secrets for form in _plain(text)]
    escaped = [_escaped(text) for text in secrets]
    disguised = [_disguised(text) for text in secrets]

    def covered(text: str) -> str:
        if len(text) < SHORTEST:
            return text
        return _short(covered_now, text) if len(text) < _SHORT else _long(covered_now, text) if len(text) < _LONG else covered_now(text)

    def covered_now(text: str, layers: int = _LAYERS) -> str:
        low = text.casefold()
        there = sorted({form for form, lower in plain if lower in low}, key=lambda form: (-len(form), form))
        if there:
            text = re.sub("|".join(map(re.escape, there)), lambda found: cover, text, flags=re.IGNORECASE)
        text = _without(text, [[span for span, inner in unpacked(text) if layers and covered_now(inner, layers - 1) != inner]], cover)
        for one in escaped:
            text = one.covered(text, cover, whole=True)
        before = text
        read = list(readings(text))
        numbers = coded(text)
        spans = [one.where(reading) for reading in read for one in disguised]
        text = _without(text, [*spans, *(one.codes(numbers) for one in disguised)], cover)
        for one in escaped:
            text = one.covered(text, cover)
        read = read if text == before else list(readings(text))
        return _without(text, [one.pieces(reading) for reading in read for one in disguised], cover)

    return covered


@lru_cache(maxsize=4096)
def _short(covered: Callable[[str], str], text: str) -> str:
    """What a text became before. All guards share it: a target that hands out tokens again and again has another guard after each."""
    return covered(text)


@lru_cache(maxsize=128)
def _long(covered: Callable[[str], str], text: str) -> str:
    return covered(text)


@lru_cache(maxsize=_REMEMBERED)
def _plain(text: str) -> tuple[tuple[str, str], ...]:
    """A secret in its usual spellings, each with how it is looked for."""
    return tuple((form, form.casefold()) for form in spellings([text]) if len(form) >= SHORTEST)


class _Disguised:
    """A secret that was coded, or whose letters stand apart: whole in any of its forms, or in pieces as it is."""

    def __init__(self, text: str) -> None:
        self._exact = lowered(text)
        self._forms = disguises(text)
        self._by_length = sorted(self._forms, key=len)
        self._lengths = [len(form) for form in self._by_length]
        whole = [*self._forms[:1], text.encode("utf-8", "surrogateescape").hex()]
        self._pieces = [(form, max(LEAST, min(2 * _HEAD, len(form) * 2 // 5))) for form in whole if len(form) >= 2 * LEAST]

    def where(self, reading: ReadText) -> Sequence[Span]:
        """Where in a text, as it is read, the whole of the secret stands."""
        exact = list(_places(self._exact, reading.text)) if reading.of is not None and self._exact in reading.text else []
        text = reading.pressed.text
        forms = self._by_length[: bisect_right(self._lengths, len(text))]
        pressed = [span for form in forms if form in text for span in _places(form, text)]
        return [*(reading.where(exact) if exact else ()), *(reading.pressed.where(pressed) if pressed else ())]

    def codes(self, reading: ReadText) -> Sequence[Span]:
        """Where in a text the codes of its letters stand."""
        found = [span for form in self._forms[:1] for span in _places(form, reading.pressed.text)]
        return reading.pressed.where(found) if found else ()

    def pieces(self, reading: ReadText) -> Sequence[Span]:
        """Where in a text, as it is read, a piece of the secret stands, be it that its other pieces stand elsewhere."""
        found = [span for form, least in self._pieces for span in _pieces(form, least, reading.pressed.text)]
        return reading.pressed.where(found) if found else ()


def _places(form: str, text: str) -> Iterator[Span]:
    at = text.find(form)
    while at >= 0:
        yield at, at + len(form)
        at = text.find(form, at + len(form))


def _pieces(form: str, least: int, text: str) -> Iterator[Span]:
    """Where pieces of at least so many characters of a form stand: each holds a whole block of half as many."""
    size = least // 2
    for start in range(0, len(form) - size + 1, size):
        if form[start : start + size] not in text:
            continue
        for at, end in _places(form[start : start + size], text):
            before, after = start, start + size
            while before and at and form[before - 1] == text[at - 1]:
                before, at = before - 1, at - 1
            while after < len(form) and end < len(text) and form[after] == text[end]:
                after, end = after + 1, end + 1
            if end - at >= least:
                yield at, end


def _without(text: str, found: Iterable[Sequence[Span]], cover: str) -> str:
    """The text with `cover` in place of these parts of it."""
    parts, done = [], 0
    for first, last in sorted(span for spans in found for span in spans):
        if first >= done:
            parts += [text[done:first], cover]
        done = max(done, last)
    return "".join([*parts, text[done:]]) if parts else text


class _Escaped:
    """A secret of which each character may be escaped in its own way. Its beginning is looked for, and followed as far as it goes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins = text[:_HEAD]
        self._low_head = self._begins.lower()
        self._plain_head = re.compile(re.escape(self._begins), re.IGNORECASE)
        self._places = lru_cache(maxsize=1)(self._looked_for)

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return re.compile("".join(map(_either, self._begins)), re.IGNORECASE)

    @cached_property
    def _whole(self) -> re.Pattern[str] | None:
        """The whole secret; None for one that is too long for a pattern, which is followed letter by letter alone."""
        return re.compile("".join(map(_either, self._text)), re.IGNORECASE) if len(self._text) <= _LONG_PATTERN else None

    @cached_property
    def _escape(self) -> re.Pattern[str]:
        """An escaped character of the beginning: most texts that hold escapes hold none of these."""
        return re.compile("|".join(form for letter in dict.fromkeys(self._begins) for form in _escapes(letter)), re.IGNORECASE)

    def _looked_for(self, text: str) -> list[int]:
        """Where the beginning may stand: where it does as it is, and as far before an escaped character of it as it is long."""
        plainly = self._low_head in text.lower() or not (text.isascii() and self._begins.isascii())
        found = {one.start() for one in self._plain_head.finditer(text)} if plainly else set()
        for one in _ESCAPES.finditer(text):
            if self._escape.match(text, one.start()):
                found.update(range(max(0, one.start() - _HEAD + 1), one.start() + 1))
        return sorted(found)

    def covered(self, text: str, cover: str, *, whole: bool = False) -> str:
        """The text with `cover` in place of the secret and, but for `whole`, of every longer beginning of it."""
        parts: list[str] = []
        done = 0
        for place in self._places(text):
            found = self._head.match(text, place) if place >= done else None
            if found is None:
                continue
            all_of_it = self._whole.match(text, place) if self._whole is not None else None
            end, left = (all_of_it.end(), 0) if all_of_it else self._followed(text, found.end())
            if whole and left:
                continue
            parts += [text[done:place], cover]
            done = end
        return "".join([*parts, text[done:]]) if parts else text

    def _followed(self, text: str, end: int) -> tuple[int, int]:
        """How far a text goes on as the secret does, whose beginning ends here, and how many letters of it are missing then."""
        for place in range(min(_HEAD, len(self._text)), len(self._text)):
            further = _pattern_of(self._text[place]).match(text, end)
            if further is None:
                return end, len(self._text) - place
            end = further.end()
        return end, 0


@lru_cache(maxsize=_REMEMBERED)
def _escaped(text: str) -> _Escaped:
    return _Escaped(text)


@lru_cache(maxsize=_REMEMBERED)
def _disguised(text: str) -> _Disguised:
    return _Disguised(text)


@lru_cache(maxsize=4096)
def _pattern_of(letter: str) -> re.Pattern[str]:
    return re.compile(_either(letter), re.IGNORECASE)


def _either(letter: str) -> str:
    """A pattern of one character, as it is or escaped in any of the usual ways, also more than once."""
    return f"(?:{'|'.join([*_escapes(letter), re.escape(letter)])})"


def _escapes(letter: str) -> list[str]:
    """The patterns of one character that is escaped."""
    point, data = ord(letter), letter.encode("utf-8", "surrogateescape")
    return [
        rf"\\{{1,4}}u(?:0{{0,6}}{point:x}|\{{0*{point:x}\}})",
        rf"\\{{1,4}}x0?{point:x}",
        *([rf"\\{{1,4}}{point:03o}"] if point < 128 else []),
        "".join(rf"[%=](?:25)*{byte:02x}" for byte in data),
        rf"\+{re.escape(base64.b64encode(letter.encode('utf-16-be', 'surrogatepass')).decode().rstrip('='))}-",
        rf"&(?:amp;)*#0*{point};?",
        rf"&(?:amp;)*#x0*{point:x};?",
        *(rf"&(?:amp;)*{re.escape(name)};" for name in _NAMES.get(letter, ())),
        *([r"\+"] if letter == " " else []),
        rf"\\{{1,4}}{re.escape(letter)}",
    ]
