r"""The ways to read a text in which a secret may be disguised: escapes undone, marks between letters left out, codes as letters."""

from __future__ import annotations

import html.entities
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

__all__ = ["ReadText", "Span", "coded", "lowered", "pressed", "readings"]

Span = tuple[int, int]
_DEEPEST = 4
"""How often escapes are undone: of `&amp;#37;2567` once more each."""


def lowered(text: str) -> str:
    """A text whose ASCII capitals are small: every character stays where it is."""
    return text.lower() if text.isascii() else text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Way:
    """One way to read a text: what in it stands for something else, and for what; `whole` reads it all at once, with less work."""

    found: re.Pattern[str]
    means: Callable[[re.Match[str]], str]
    whole: Callable[[str], str] | None = None

    def read(self, text: str) -> str:
        """What a text says, read in this way, in small letters."""
        return lowered(self.found.sub(self.means, text) if self.whole is None else self.whole(text))

    def where(self, text: str, spans: Sequence[Span]) -> list[Span]:
        """Where in a text stands what `spans` of its reading say."""
        starts, places, ends = [0], [0], [0]
        there = here = 0
        for match in self.found.finditer(text):
            if match.start() > here:
                starts.append(there)
                places.append(here)
                ends.append(-1)
                there += match.start() - here
            meant = self.means(match)
            if meant:
                starts.append(there)
                places.append(match.start())
                ends.append(match.end())
                there += len(meant)
            here = match.end()
        starts.append(there)
        places.append(here)
        ends.append(-1)

        def place(at: int, *, end: bool) -> int:
            piece = bisect_right(starts, at) - 1
            if ends[piece] < 0:
                return places[piece] + at - starts[piece] + end
            return ends[piece] if end else places[piece]

        return [(place(first, end=False), place(last - 1, end=True)) for first, last in spans]


@dataclass(frozen=True)
class ReadText:
    """A text read in some ways, one after another; `of` is the reading that the last of them read, None for the text itself."""

    text: str
    of: ReadText | None = None
    way: Way | None = None

    def read(self, way: Way) -> ReadText:
        """This reading, read in one more way."""
        return ReadText(way.read(self.text), self, way)

    @cached_property
    def pressed(self) -> ReadText:
        """Its letters and digits alone."""
        return ReadText(pressed(self.text), self, PRESSED)

    def where(self, spans: Sequence[Span]) -> Sequence[Span]:
        """Where in the text itself stands what these spans say."""
        if self.of is None or self.way is None:
            return spans
        return self.of.where(self.way.where(self.of.text, spans))


def readings(text: str) -> Iterator[ReadText]:
    """A text in small letters and every reading of it that differs from those before."""
    plain = ReadText(lowered(text))
    starts = list(_and_folded(plain))
    yield from starts
    for start in starts:
        for way, shows in ((_ESCAPED, _ESCAPE_SIGNS), (_MARKED, _MARK_SIGNS)):
            reading = start
            for _ in range(_DEEPEST if shows.search(start.text) else 0):
                further = reading.read(way)
                if further.text == reading.text:
                    break
                reading = further
                yield from _and_folded(reading)


def _and_folded(reading: ReadText) -> Iterator[ReadText]:
    """A reading, and what it says in plain letters where some of its letters are drawn otherwise."""
    yield reading
    if not reading.text.isascii():
        folded = reading.read(_FOLDED)
        if folded.text != reading.text:
            yield folded


def coded(text: str) -> ReadText:
    """A text read by its numbers, as the characters whose codes they are, whatever stands between them."""
    return ReadText(text).read(_CODED)


def pressed(text: str) -> str:
    """The letters and digits of a text."""
    left = text.encode("utf-8", "surrogatepass").translate(None, _SIGNS).decode("utf-8", "surrogatepass")
    return left if left.isalnum() else "".join(_LETTERS.findall(left))


def _coded(text: str) -> str:
    """The characters whose codes the short numbers of a text are."""
    return "".join([chr(int(number)) for number in _NUMBERS.findall(text) if len(number) <= _LONGEST_CODE])


_SIGNS = bytes(point for point in range(128) if not chr(point).isalnum())
_LETTERS = re.compile(r"[^\W_]+")
_NUMBERS = re.compile(r"\d+", re.ASCII)
_LONGEST_CODE = 3
PRESSED = Way(re.compile(r"[\W_]+"), lambda found: "", pressed)
_CODED = Way(re.compile(r"(?P<code>\d{1,3}(?!\d))|\d+|\D+", re.ASCII), lambda found: chr(int(found[0])) if found["code"] else "", _coded)

_FRAMED = ((0x1F150, 26), (0x1F170, 26), (0x1F1E6, 26))
"""Letters in dark circles and squares, and those that flags are made of, each from A on: Unicode folds others, and not these."""
_TAG = 0xE0000
"""What tag letters, which nobody sees, stand behind ASCII."""


class _Folded(dict[int, str]):
    """What each character is in plain letters, such as A for a bold or a circled one; worked out when it is met."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        plain = letter if point < 128 else _plain(letter)
        if plain != letter:
            self[point] = plain  # few thousand have another: what has none is not kept, for a target may send them all
        return plain


def _plain(letter: str) -> str:
    point = ord(letter)
    if _TAG + 32 <= point < _TAG + 127:
        return chr(point - _TAG)
    for first, many in _FRAMED:
        if first <= point < first + many:
            return chr(ord("a") + point - first)
    folded = unicodedata.normalize("NFKC", letter)
    return folded if folded.isascii() else letter


_PLAIN = _Folded()
_FOLDED = Way(re.compile(r"[^\x00-\x7f]"), lambda found: _PLAIN[ord(found[0])], lambda text: text.translate(_PLAIN))

_BACK = r"\\\\{0,3}"
_ESCAPES = (
    rf"{_BACK}u(?P<pair>d[89ab][0-9a-f]{{2}}{_BACK}ud[c-f][0-9a-f]{{2}})",
    rf"{_BACK}u\{{0*(?P<hex_braced>[0-9a-f]{{1,6}})\}}",
    rf"(?:{_BACK}|%)u(?P<hex_wide>0{{4}}[0-9a-f]{{4}}|[0-9a-f]{{4}})",
    rf"{_BACK}x\{{0*(?P<hex_byte>[0-9a-f]{{1,6}})\}}",
    rf"{_BACK}x(?P<hex_short>[0-9a-f]{{2}})",
    rf"{_BACK}0000(?P<hex_style>[0-9a-f]{{2}})",
    rf"{_BACK}0?(?P<octal>[0-7]{{3}})",
    rf"{_BACK}0(?P<blank_nul>)",
    rf"{_BACK}(?P<hex_blank>[0-9a-f]{{2}})(?: |(?=\\))",
    rf"{_BACK}(?P<blank>[rntfvb])",
    r"(?P<percent>%[0-9a-f]{2}(?:%[89ab][0-9a-f]){0,3})",
    r"&(?:amp;)*#0*(?P<decimal>[0-9]{1,7});?",
    r"&(?:amp;)*#x0*(?P<hex_entity>[0-9a-f]{1,6});?",
    r"&(?:amp;)*(?P<name>[a-z]{2,8}[0-9]{0,2});",
    r"0x(?P<hex_code>[0-9a-f]{2})(?![0-9a-f])",
    r"0o(?P<octal_code>[0-7]{2,3})(?![0-9])",
    r"u\+0{0,4}(?P<hex_point>[0-9a-f]{2,4})(?![0-9a-f])",
)
_MARKS = (
    r"=(?P<hex_quoted>[0-9a-f]{2})", r"=(?P<blank_soft>\r?\n)", r"(?P<blank_end>\]\]>)", r'"(?P<blank_place>\d{1,3})"\s*:',
    r"<(?P<blank_tag>!--[^<>]{0,200}--|!\[cdata\[|/?[a-z][^<>]{0,80})>?",
    r"(?:(?:\x1b|\^\[|\\e)\[|\x9b)(?P<blank_steer>[0-?]{0,40}[ -/]{0,4}[@-~])", r"\[(?P<blank_color>[\d;]{1,20}m)",
    r"(?:\x1b|\^\[|\\e)(?P<blank_title>\][^\x07\x1b]{0,200}(?:\x07|\x1b\\))",
)  # fmt: skip
"""What else a page or a letter writes between letters; apart, for many a secret holds an equals sign or a bracket of its own."""
_NAMES = {name.removesuffix(";").lower(): letter for name, letter in html.entities.html5.items() if len(letter) == 1}


def _meant(found: re.Match[str]) -> str:
    """The character for which an escape stands."""
    kind, text = (found.lastgroup or "").partition("_")[0], found[found.lastgroup or 0]
    if kind == "blank":
        return " "
    if kind == "percent":
        data = bytes.fromhex(text.replace("%", ""))
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data.decode("latin-1")
    if kind == "name":
        return _NAMES.get(text, found[0])
    if kind == "pair":
        return bytes.fromhex(text[:4] + text[-4:]).decode("utf-16-be")
    point = int(text, {"hex": 16, "octal": 8, "decimal": 10}[kind])
    return chr(point) if point < 0x110000 else " "


_BEGINS = r"\\%&0u"
_MARK_BEGINS = r'=<\]"\x1b\x9b^['
"""What escapes, and marks, begin with: an engine that looks for that first skips the rest of a text in a third of the time."""
_ESCAPED = Way(re.compile(f"(?=[{_BEGINS}])(?:{'|'.join(_ESCAPES)})"), _meant)
_MARKED = Way(re.compile(rf"(?=[{_BEGINS}{_MARK_BEGINS}])(?:{'|'.join((*_ESCAPES, *_MARKS))})"), _meant)
_ESCAPE_SIGNS = re.compile(r"[\\%&]|0[xXoO]|[uU]\+")
_MARK_SIGNS = re.compile(r'=[0-9a-fA-F]{2}|=\r?\n|<[a-zA-Z!/]|\]\]>|"\d{1,3}"\s*:|[\x1b\x9b]|(?:1[bB]|33|27|\\e);?[\[\]]|\[[\d;]{1,20}m')
"""Without any of these in it a text has no second reading: most have none."""
