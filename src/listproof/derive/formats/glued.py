"""Text copies whose cells stand one after another without a gap: `名称类型描述`, `Statusstring`, `Table 1 Things Parameter`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listproof.derive.formats.flat import find_flat_header
from listproof.derive.words import Column, Vocabulary, caption_of, normal

__all__ = ["glued_caption", "glued_header", "unglued"]

_Line = tuple[int, str]
_ROW = re.compile(
    r"^([A-Za-z_][\w.\-]*?)(string|integer|int32|int64|long|boolean|bool|float|double|number|object|array(?:<.*>)?|map(?:<.*>)?"
    r"|any|date)$"
)


def glued_header(text: str, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """The words of a header that stand without a gap, where the whole line is made of three or more of them."""
    line = normal(text)
    if not 4 <= len(line) <= 60 or vocabulary.column(line) is not None:
        return None
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for at in range(len(line)):
        if at not in ways:
            continue
        for word in vocabulary.columns:
            if line.startswith(word, at) and len(ways.get(at + len(word), range(99))) > len(ways[at]) + 1:
                ways[at + len(word)] = (*ways[at], word)
    words = ways.get(len(line), ())
    roles = [vocabulary.column(word) for word in words]
    if len(words) < 3 or len(set(roles)) != len(roles) or roles[0] is not Column.NAME or Column.TYPE not in roles:
        return None
    return words


def unglued(lines: Sequence[_Line]) -> list[_Line]:
    """Lines with a name and a type in one word as two lines of the same number."""
    found: list[_Line] = []
    for number, text in lines:
        row = _ROW.match(text.strip())
        found += [(number, row.group(1)), (number, row.group(2))] if row else [(number, text)]
    return found


def glued_caption(lines: Sequence[_Line], at: int, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    """A caption that ends with the first word of the header below it: the caption alone and the whole header."""
    number, text = lines[at]
    if not caption_of(text):
        return None
    words = text.strip().split(" ")
    for count in (1, 2):
        tail = " ".join(words[-count:])
        if len(words) > count + 2 and vocabulary.column(tail) is Column.NAME:
            header = find_flat_header([(number, tail), *lines[at + 1 : at + 9]], 0, vocabulary)
            if header is not None:
                return " ".join(words[:-count]), header
    return None
