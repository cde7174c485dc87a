"""The dialects that are known. A new one is a file here and one entry in `DIALECTS`; nothing else knows vendors."""

from __future__ import annotations

from listproof.derive.dialects.alibaba import ALIBABA
from listproof.derive.dialects.base import Dialect
from listproof.derive.dialects.generic import GENERIC
from listproof.derive.dialects.huawei import HUAWEI
from listproof.derive.dialects.mkdocs import MKDOCS

__all__ = ["DIALECTS", "Dialect", "named", "recognised"]

DIALECTS: tuple[Dialect, ...] = (HUAWEI, ALIBABA, MKDOCS, GENERIC)


def named(name: str) -> Dialect:
    """The dialect of a name; KeyError where none has it."""
    return {dialect.name: dialect for dialect in DIALECTS}[name]


def recognised(text: str) -> Dialect:
    """The dialect for which most speaks in the text of a page, by more than one mark; the generic one where nothing much does.

    One mark alone is a word that any page may hold: a vendor's name among the values of a row, a heading that several use.
    """
    best = max(DIALECTS, key=lambda dialect: dialect.score(text))
    return best if best.score(text) >= _ENOUGH and best.marked(text) > 1 else GENERIC


_ENOUGH = 3
