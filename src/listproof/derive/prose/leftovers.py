"""What the words of a row name and no fact of it holds: numbers, quoted words, codes and lists of them; each is listed, whatever it means.

The cues of `prose.cues` know how bounds, defaults and values are worded. This looks at the values themselves, so that a wording
that nobody knows is told all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from listproof.derive.document import Item, walk
from listproof.derive.formats.page import Unread
from listproof.derive.prose.clauses import clauses_in
from listproof.derive.prose.values import clean

__all__ = ["leftovers"]

_ILLUSTRATED = re.compile(
    r"(?:\bfor example\b|\bfor instance\b|\be\.g\.|\bi\.e\.|\bsuch as\b|\bexamples?\s*:|\blike\b"
    r"|例如|比如|示例|举例|样例|形如|假如|类似).*",
    re.IGNORECASE | re.DOTALL,
)
"""What illustrates, to the end of its sentence."""
_ELSEWHERE = re.compile(r"https?://\S+|(?:\bsee\b|\brefer to\b|参见|请见|详见|参考|查看)[^.。]*", re.IGNORECASE)
"""Addresses, and what a sentence says of other pages."""
_TIME = re.compile(r"\b(?:\d{4}|[Yy]{4})-?(?:\d\d|MM)-?(?:\d\d|[Dd]{2})[\w:.-]*", re.ASCII)
"""A time, or the letters of its form."""
_NUMBER = re.compile(r"(?<![\w.:/~#%+*^=\[{-])-?\d+(?:\.\d+)?(?![\w:/#*^\]}]|\.\d|-\d)", re.ASCII)
_QUOTED = re.compile(r"[\"`]([A-Za-z0-9_][\w./+:-]*)[\"`]|(?<!\w)'([A-Za-z0-9_][\w./+:-]*)'(?!\w)")
_CODE = re.compile(
    r"(?<![\w./{$<@-])(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+"
    r"|[a-z]{3,}\.(?!com\b|org\b|net\b|html?\b|md\b|json\b|yaml\b)[a-z]{3,})(?![\w./}>=-]|\()",
    re.ASCII,
)
_WORD = r"[A-Za-z0-9_][A-Za-z0-9_.+#-]*"
_LISTED = re.compile(
    rf"(?<![\w./-]){_WORD}(?:\s*(?:、|和|或者?|及|以及|\|)\s*{_WORD})+(?![\w/])|(?<![\w./-]){_WORD}, {_WORD},? (?:and|or) {_WORD}(?![\w/])"
    rf"|(?:^|(?<=: ))[A-Za-z_]\w+(?:,[A-Za-z_]\w+)+[.]?$|^(?!application/|text/)[A-Za-z_]\w+(?:\s*/\s*[A-Za-z_]\w+)+[.]?$"
    rf"|^{_WORD}(?:, {_WORD}){{2,}}[.]?$",
    re.ASCII,
)
"""Words side by side between marks or words of a list."""
_FILLED = re.compile(rf"(?:[填取]|设置?为|固定为|[^认约称分作因成人行以转是]为|只能是|必须是)[\s:]*({_WORD})(?![\w/])")
_MEANT = re.compile(r"(?<![\w.:/-])(-?\d+)\s*:\s*(?=[\u4e00-\u9fff])", re.ASCII)
"""A number before its meaning: `0：waiting`."""
_CODE_MEANT = re.compile(r"^([A-Z][A-Z0-9_]{3,})\s*:\s*(?=\S)", re.ASCII)
"""A code before its meaning: `RED：as fire`."""
_LABELS = frozenset({"note", "notes", "notice", "http", "https", "warning", "caution", "important", "tips", "todo", "deprecated"})
_CODES_MEANT = re.compile(r"(?:(?<![\w./-])[A-Z][A-Z0-9_]{2,}\s*\([^()A-Z]{1,40}\)[\s,、;]*){2,}", re.ASCII)
"""Codes that follow one another, each with its meaning in brackets."""
_BESIDE_MEANING = re.compile(
    r"(?<![A-Za-z0-9_.-])[a-z]\w*[\u4e00-\u9fff]{1,3}(?:\s*[、;/]\s*[a-z]\w*[\u4e00-\u9fff]{1,3})+(?=\s*(?:$|[。.;,)]))", re.ASCII
)
"""Words that follow one another, each before what it means: `red红、white白`."""
_ITEM = re.compile(r"^[ \t]*[•◦][ \t]*[\"'`]?([A-Za-z0-9_][\w.+-]*)[\"'`]?[ \t]*(?=[:(]|$|[\u4e00-\u9fff])", re.ASCII | re.MULTILINE)
"""The word with which an item of a list begins that it explains."""
_PLAIN = frozenset(
    {"true", "false", "null", "none", "id", "ids", "name", "url", "uri", "ip", "json", "xml", "api", "http", "https", "utf-8", "iso8601",
     "rfc3339", "utc", "uuid", "n/a", "ascii", "unicode", "get", "post", "put", "delete", "string", "integer", "long", "object", "array",
     "list", "int", "base64", "yes", "no", "key", "value", "and", "or", "the", "letters", "digits", "spaces", "space", "special",
     "underscores", "hyphens", "periods", "characters", "kb", "mb", "gb", "tb", "byte", "bytes", "kbps", "mbps", "ms"}
)  # fmt: skip
"""Words of pages that are no values where a sentence names them beside others."""
_OPPOSITES = frozenset({"true", "false", "null", "none", "yes", "no"})
"""What the items of a list of two may explain without a fact that holds them."""
_QUOTED_OPPOSITE = re.compile(r"[\"“'`](true|false)[\"”'`]")
"""A quoted opposite: of a text it is a value, of a yes or no it is what any has."""
_MOST = 8


def leftovers(items: Sequence[Item], names: Iterable[str], told: Sequence[Unread]) -> Iterator[Unread]:
    """A note on each row whose words name what is in no fact of it, is the name of no row, and is told in no note on that row."""
    own = {name.lower() for name in names} | {part.lower() for name in names for part in re.split(r"[.\[\]]+", name)} | _OPPOSITES
    known = own | _PLAIN
    columns = tuple(f"{column.group(1)}: " for note in told if (column := re.match(r"column '(.+)' of ", note.what)))
    notes: dict[str, str] = {}
    for note in told:
        notes[note.what] = notes.get(note.what, "") + "\n" + note.why
    for _, item in walk(tuple(items)):
        what = f"{item.name} in {item.place.table!r}"
        found: list[str] = []
        said = ""
        listed = set(_ITEM.findall(clean(item.words)))
        for clause in clauses_in(clean(item.words)):
            words = clause.strip(" •◦")[:_LONGEST]
            if words.startswith(columns):
                continue
            if words[:_TOLD] and words[:_TOLD] in notes.get(what, ""):
                continue
            explained = [word] if (word := re.split(r"[^\w.+-]", words.lstrip("\"'`"))[0]) in listed and len(listed) > 1 else []
            left = [
                one
                for one in (*explained, *_named(words))
                if not _held(one, item, own if one in explained else known) and one not in notes.get(what, "")
            ]
            said = said or (words if left else "")
            found += left
        if (
            item.kind.innermost.type == "string"
            and "enum" not in item.facets
            and {"true", "false"} <= set(_QUOTED_OPPOSITE.findall(item.words))
        ):
            said = said or " ".join(item.words.split())
            found += ["true", "false"]
        if found:
            why = f"its words name {', '.join(list(dict.fromkeys(found))[:_MOST])}, which is in no fact: {said[:80]!r}"
            yield Unread(item.place.line, what, why)


_LONGEST = 1000
"""Characters of a sentence that are looked at: a longer one is none, and these patterns may cost its square."""
_TOLD = 40
"""So many characters of a sentence in a note tell that it is told."""


def _named(words: str) -> list[str]:
    """What a clause names as values are named, each once."""
    words = _TIME.sub(" ", words)
    words = _ELSEWHERE.sub(" ", _ILLUSTRATED.sub(" ", words))
    found = [one.group() for one in _NUMBER.finditer(words)]
    found += [one.group(1) or one.group(2) for one in _QUOTED.finditer(words)]
    found += [one.group() for one in _CODE.finditer(words)]
    listed = (re.sub(r"\b(?:and|or)\b", " ", one.group()) for one in _LISTED.finditer(words))
    found += [str(part) for one in listed for part in re.findall(_WORD, one)]
    found += [one.group(1) for one in _FILLED.finditer(words)]
    found += [one.group(1) for one in _MEANT.finditer(words)]
    found += [one.group(1) for one in _CODE_MEANT.finditer(words) if one.group(1).lower() not in _LABELS]
    found += [word for one in _BESIDE_MEANING.finditer(words) for word in re.findall(r"[A-Za-z_]\w*", one.group(), re.ASCII)]
    found += [code for one in _CODES_MEANT.finditer(words) for code in re.findall(r"([A-Z][A-Z0-9_]{2,})\s*\(", one.group())]
    return list(dict.fromkeys(one.strip(".") for one in found))


def _held(word: str, item: Item, known: Set[str]) -> bool:
    """Whether a word is in some fact of a row, or is known for something else."""
    if word.lower() in known or word.lower().rstrip("s") in known:
        return True
    for value in _values(item):
        text = str(value)
        if text.lower() == word.lower() or (isinstance(value, str) and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)):
            return True
        number = isinstance(value, int | float) and not isinstance(value, bool) and re.fullmatch(r"-?\d+(?:\.\d+)?", word) is not None
        if number and abs(float(word) - value) <= 1:
            return True
    return False


def _values(item: Item) -> Iterator[Any]:
    """All that the facts of a row hold, and what its example shows."""
    for value in (*item.facets.values(), item.example):
        yield from value if isinstance(value, list | tuple) else (value,)
