"""The dialects that are known. A new one is a file here and one entry in `DIALECTS`; nothing else knows vendors."""

from __future__ import annotations

from listproof.derive.dialects.alibaba import ALIBABA
from listproof.derive.dialects.base import Dialect
from listproof.derive.dialects.generic import GENERIC, reads_generically
from listproof.derive.dialects.huawei import HUAWEI
from listproof.derive.dialects.mkdocs import MKDOCS

__all__ = ["DIALECTS", "Dialect", "named", "recognised"]

DIALECTS: tuple[Dialect, ...] = (HUAWEI, ALIBABA, MKDOCS, GENERIC)


def named(name: str) -> Dialect:
    """The dialect of a name; KeyError where none has it."""
    return {dialect.name: dialect for dialect in DIALECTS}[name]


def recognised(text: str) -> Dialect | None:
    """The dialect for which most speaks in the text of a page, the generic one where nothing much speaks for
    any and the page has tables and a `GET` line, else None."""
    best = max(DIALECTS, key=lambda dialect: dialect.score(text))
    if best.score(text) >= 3:
        return best
    return GENERIC if reads_generically(text) else None
