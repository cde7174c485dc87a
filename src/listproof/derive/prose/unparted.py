"""Values with their meanings that follow one another with nothing between them: `0：waiting 1：done`, `NEW（fresh）OLD（used）`."""

from __future__ import annotations

import re
from typing import Any

from listproof.derive.kinds import Kind
from listproof.derive.prose.clauses import in_one_case, sentences_in
from listproof.derive.prose.values import literal, of_kind

__all__ = ["unparted"]

_COUNTED = re.compile(r"(?:^|[\u4e00-\u9fff:\s])\s*(?P<items>(?:-?\d+\s*:\s*[\u4e00-\u9fff]+\s*){2,})[.。;]?\s*$")
_IN_BRACKETS = re.compile(r"(?:^|[\u4e00-\u9fff:\s])\s*(?P<items>(?:[A-Z][A-Z0-9_]+\s*\([^()A-Z]*\)\s*){2,})[.。;]?\s*$")


def unparted(text: str, kind: Kind) -> tuple[Any, ...]:
    """The values of a sentence that ends with nothing else than values and their meanings: numbers before colons, codes before brackets."""
    for sentence in sentences_in(text):
        found = (_COUNTED if kind.type in ("integer", "number") else _IN_BRACKETS).search(sentence)
        if found is None or in_one_case(sentence):
            continue
        words = re.findall(r"-?\d+(?=\s*:)|[A-Z][A-Z0-9_]+(?=\s*\()", found.group("items"))
        values = tuple(literal(word, kind) for word in words)
        if len(set(words)) == len(words) and None not in values and of_kind(values, kind):
            return values
    return ()
