"""The dialects that are known. A new one is a file here and one entry in `DIALECTS`; nothing else knows vendors."""

from __future__ import annotations

from listproof.derive.dialects.alibaba import ALIBABA
from listproof.derive.dialects.base import Dialect
from listproof.derive.dialects.huawei import HUAWEI
from listproof.derive.dialects.mkdocs import MKDOCS

__all__ = ["DIALECTS", "Dialect", "named", "recognised"]

DIALECTS: tuple[Dialect, ...] = (HUAWEI, ALIBABA, MKDOCS)


def named(name: str) -> Dialect:
    """The dialect of a name; KeyError where none has it."""
    return {dialect.name: dialect for dialect in DIALECTS}[name]


def recognised(text: str) -> Dialect | None:
    """The dialect for which most speaks in the text of a page, or None where nothing much speaks for any."""
    best = max(DIALECTS, key=lambda dialect: dialect.score(text))
    return best if best.score(text) >= 3 else None
