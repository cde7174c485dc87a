"""Which language a page is in, and its text with the words that readers know.

Every line stays where it is, so that notes name the line of the saved page. A page of which no cells are known in one of the languages
is left as it is, byte for byte.
"""

from __future__ import annotations

import re
from functools import lru_cache

from listproof.derive.formats.page import Unread
from listproof.derive.languages.french import FRENCH
from listproof.derive.languages.german import GERMAN
from listproof.derive.languages.indonesian import INDONESIAN
from listproof.derive.languages.japanese import JAPANESE
from listproof.derive.languages.language import Language
from listproof.derive.languages.portuguese import PORTUGUESE
from listproof.derive.languages.spanish import SPANISH
from listproof.derive.languages.traditional_chinese import TRADITIONAL_CHINESE

__all__ = ["in_english"]

LANGUAGES = (PORTUGUESE, SPANISH, FRENCH, GERMAN, INDONESIAN, JAPANESE, TRADITIONAL_CHINESE)
_FEWEST = 3
"""The fewest different cells by which a page is known to be in a language."""
_FENCED = re.compile(r"^[ \t]*(```|~~~).*?^[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
_FRONT = r"(?P<front>(?:^|(?<=[|>]))[ \t#*`\u00a0]*(?:Table \d+(?:[-.]\d+)*[ \t.:]*)?)"
_BEHIND = r"(?P<behind>[ \t*`:：\u00a0]*(?=$|[|<]))"


def in_english(text: str) -> tuple[str, tuple[Unread, ...]]:
    """The text of a page with the words of its language in English, and a note that says so; as it is where its language is not known."""
    found = {language.name: {one.group("word").lower() for one in _cells(language).finditer(text)} for language in LANGUAGES}
    language = max(LANGUAGES, key=lambda one: len(found[one.name]))
    if len(found[language.name]) < _FEWEST:
        return text, ()
    parts, at = [], 0
    for fence in _FENCED.finditer(text):
        parts += [_read(text[at : fence.start()], language), fence.group()]
        at = fence.end()
    parts.append(_read(text[at:], language))
    return "".join(parts), (Unread(0, "language", f"read as {language.name}: its words are those of a table; look at its prose yourself"),)


def _read(text: str, language: Language) -> str:
    text = _table(language).sub(r"\g<front>Table\g<behind>", text)
    text = _cells(language).sub(lambda one: f"{one['front']}{language.english[one['word'].lower()]}{one['behind']}", text)
    text = _objects(language).sub(r"\1\2", text)
    for pattern, english in _phrases(language):
        text = pattern.sub(english, text)
    return text


@lru_cache
def _cells(language: Language) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(language.english, key=len, reverse=True))
    return re.compile(f"{_FRONT}(?P<word>{words}){_BEHIND}", re.IGNORECASE | re.MULTILINE)


@lru_cache
def _table(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?P<front>(?:^|(?<=>))[ \t#*]*){language.table}(?P<behind>[ \t\u00a0]*\d)", re.IGNORECASE | re.MULTILINE)


@lru_cache
def _objects(language: Language) -> re.Pattern[str]:
    behind = r"([A-Za-z_][\w.]*)(?=[ \t*:]*(?:$|<))"
    return re.compile(rf"(^[ \t#*]*(?:Table[ \t]*\d+(?:[-.]\d+)*[ \t.:]+)){language.objects}{behind}", re.IGNORECASE | re.MULTILINE)


@lru_cache
def _phrases(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<![^\W\d_]){pattern}" if pattern[0].isalpha() else pattern, re.IGNORECASE), english)
        for pattern, english in language.phrases
    )
