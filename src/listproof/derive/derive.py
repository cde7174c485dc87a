"""From a saved page to its description: read the file, recognise its dialect, read its blocks, say what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from listproof.derive.dialects import DIALECTS, Dialect, named, recognised
from listproof.derive.document import Description
from listproof.derive.formats.markdown import is_markdown, read_markdown
from listproof.derive.formats.markup import is_markup, read_markup
from listproof.derive.formats.page import SavedPage, Unread, UnreadableDocument
from listproof.derive.formats.pictures import without_pictures
from listproof.derive.formats.plain import read_plain
from listproof.derive.formats.restructured import is_restructured, read_restructured
from listproof.derive.formats.source import decode, endless, load
from listproof.derive.languages import in_english
from listproof.derive.reading import describe
from listproof.derive.rpc import called
from listproof.derive.words import Vocabulary

__all__ = ["derive", "derive_bytes", "key_of"]


def key_of(path: Path) -> str:
    """The name by which a document is called in `x-source`: the number that its file name begins with, else the name."""
    found = re.match(r"(\d{3,})[_-]", path.name)
    return found.group(1) if found else re.sub(r"[^\w.-]+", "-", path.stem) or "document"


def derive(path: Path, dialect: str | None = None, key: str | None = None) -> Description:
    """Everything that a saved page says. `dialect` names one, else it is recognised.

    Raises UnreadableDocument, one sentence that names the file, where the page cannot be read.
    """
    text, notes = load(path)
    return _described(text, notes, str(path), dialect, key or key_of(path))


def derive_bytes(data: bytes, name: str = "page", dialect: str | None = None, key: str | None = None) -> Description:
    """Like `derive`, for a page already in memory; `name` stands for the file in messages."""
    text, notes = decode(data, name)
    return _described(text, notes, name, dialect, key or key_of(Path(name)))


def _described(text: str, notes: tuple[Unread, ...], name: str, dialect: str | None, key: str) -> Description:
    if why := endless(text):
        raise UnreadableDocument(f"{name} {why}")
    chosen = _dialect(text, dialect)
    text, language = in_english(without_pictures(text) if chosen.grade == "weak" else text)
    try:
        page = _reader(text)(text, chosen.vocabulary)
        said = describe(page, chosen, key, called(text))
    except UnreadableDocument as error:
        raise UnreadableDocument(f"{name} {error}") from error
    except RecursionError as error:
        raise UnreadableDocument(f"{name} is nested too deeply to be a reference page; save it again") from error
    return replace(said, unread=(*notes, *language, *said.unread))


def _reader(text: str) -> Callable[[str, Vocabulary], SavedPage]:
    """The reader of the form in which a page is saved."""
    if is_markdown(text):
        return read_markdown
    if is_markup(text):
        return read_markup
    return read_restructured if is_restructured(text) else read_plain


def _dialect(text: str, wanted: str | None) -> Dialect:
    if wanted is None:
        return recognised(text)
    try:
        return named(wanted)
    except KeyError:
        known = ", ".join(dialect.name for dialect in DIALECTS)
        raise UnreadableDocument(f"{wanted!r} is no dialect; known are {known}") from None
