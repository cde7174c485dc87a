"""Secrets in memory: a value that no repr shows, and every spelling of it that a report would have to mask."""

from __future__ import annotations

import base64
import contextlib
import html
import json
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

__all__ = ["SHORTEST", "Secret", "spellings"]

SHORTEST = 8
"""Characters from which on a secret can be told from ordinary text. A shorter one (`root`, `nebula`) is no use as a
mask: it would blank half a report. It is kept out of reports by masking the headers that carry it."""


class Secret:
    """A text that prints as `***`; only `reveal` gives it back."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, to be used in place and never kept in a local variable."""
        return self._text

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a secret is not pickled")


def spellings(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text and the forms in which it could stand in a log, a URL, a page or a JSON file; longest first, so that a mask
    never leaves the tail of a longer one behind. Texts shorter than `SHORTEST` give nothing."""
    found: set[str] = set()
    for text in texts:
        if len(text) < SHORTEST:
            continue
        data = text.encode("utf-8", "surrogateescape")
        plain, safe = base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode()
        found |= {text, plain, plain.rstrip("="), safe, safe.rstrip("="), data.hex()}
        found |= {quote(text, safe="", errors="surrogateescape"), quote_plus(text, errors="surrogateescape")}
        found |= {quote(form, safe="") for form in (plain, safe)}
        found |= {form for form in _otherwise_written(text) if not text.isascii()}
        found |= {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1], repr(text)[1:-1], html.escape(text)}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


def _otherwise_written(text: str) -> Iterator[str]:
    """A text in the other ways to write its letters and their marks, and as programs read its bytes that take them for another alphabet."""
    for written in {text, *(unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD"))}:
        yield written
        for codec in ("latin-1", "cp1252"):
            yield written.encode("utf-8", "surrogateescape").decode(codec, "replace")
            with contextlib.suppress(UnicodeEncodeError):
                yield quote(written.encode(codec), safe="")
