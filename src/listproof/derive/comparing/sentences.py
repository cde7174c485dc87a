"""The sentences of a page's rows as short digests: what tells that one changed from which no reader takes a fact.

A contract keeps digests and no words: `x-sentences` holds, for each document, the rows and of each row its sentences.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from listproof.contract.yaml_values import Dumper, Loader
from listproof.derive.document import Description, walk
from listproof.derive.prose.clauses import clauses_in
from listproof.derive.prose.values import clean

__all__ = ["EXTENSION", "Sentence", "kept", "remembered", "sentences_of"]

EXTENSION = "x-sentences"
"""The key at the top of a contract under which the digests stand."""

_MARKS = re.compile(r"[\s\"'`*.,;:。、()\[\]•]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a row: its words, and the digest of them without blanks and marks, in small letters."""

    words: str
    digest: str


def sentences_of(said: Description) -> dict[str, tuple[Sentence, ...]]:
    """The sentences of every row that has prose, by the id of its parameter or field."""
    found: dict[str, tuple[Sentence, ...]] = {}
    for head, items, separator in (("parameters", said.parameters, "."), ("fields", said.fields, "/")):
        for at, item in walk(items, separator=separator):
            sentences = tuple(_sentences(item.words))
            if sentences:
                found.setdefault(f"{head}.{at}", sentences)
    return found


def _sentences(text: str) -> Iterator[Sentence]:
    for part in clauses_in(clean(text)):
        bare = _MARKS.sub("", part.lower())
        if bare:
            yield Sentence(" ".join(part.split()), hashlib.sha256(bare.encode()).hexdigest()[:8])


def kept(sentences: Mapping[str, Sequence[Sentence]]) -> dict[str, str]:
    """What a contract keeps of sentences: for each row their digests, with a blank between them."""
    return {row: " ".join(one.digest for one in found) for row, found in sentences.items()}


def remembered(contract: str, key: str, sentences: Mapping[str, Sequence[Sentence]]) -> str:
    """The text of a contract with the sentences of one document, in place of those that it kept; all else stays as it is written."""
    block = re.search(rf"^{EXTENSION}:.*\n(?:(?:[ \t#].*)?\n)*", contract if contract.endswith("\n") else contract + "\n", re.MULTILINE)
    before: Any = yaml.load(block.group(), Loader=Loader)[EXTENSION] if block else None
    rows = {**(before if isinstance(before, Mapping) else {}), key: kept(sentences)}
    written = yaml.dump({EXTENSION: dict(sorted(rows.items()))}, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=2**16)
    whole = contract if contract.endswith("\n") else contract + "\n"
    return whole[: block.start()] + written + whole[block.end() :] if block else whole + written
