"""From the bytes of a saved page to its text: encodings, sizes, and what is no page at all."""

from __future__ import annotations

import re
from pathlib import Path

from listproof.derive.formats.page import Unread, UnreadableDocument

__all__ = ["LARGEST", "MOST_LINES", "MOST_ROWS", "decode", "describes_itself", "endless", "load"]

LARGEST = 8_000_000
"""The largest file, in bytes, that is read; reference pages are far below 1 MB."""

MOST_ROWS = 5_000
"""The most rows of tables that are read; the page of an operation has some hundreds."""
MOST_LINES = 20_000
"""The most lines of a page that is no HTML: a row with one cell a line takes up to twenty."""
_ROW = re.compile(r"<tr\b", re.IGNORECASE)
_BARRED = re.compile(r"^[ \t]*\|(?=[^\n]*\|)[^\n]*\n(?=[ \t]*(?:\||\+[-=]))", re.MULTILINE)
"""A line between bars with another such line, or a rule of a grid, below it: a row, or a part of one."""
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""What a copy holds and nobody sees: marks of no width, and where a word may be parted."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def endless(text: str) -> str:
    """Why the text of a file is more than the page of one operation, such as the same one many times; empty where it is not."""
    marked = sum(1 for _ in _ROW.finditer(text))
    rows = max(marked, sum(1 for _ in _BARRED.finditer(text)))
    if rows > MOST_ROWS:
        return (
            f"holds {rows} rows of tables; the page of an operation has some hundreds and at most {MOST_ROWS} are read, save the page alone"
        )
    lines = text.count("\n")
    if lines > MOST_LINES and not marked:
        return f"has {lines} lines; the page of an operation has some thousands and at most {MOST_LINES} are read, save the page alone"
    return ""


def describes_itself(path: Path) -> bool:
    """Whether a file is an OpenAPI or Swagger description, in JSON or YAML: its top level names the version of that form."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(200_000)
    except OSError:
        return False
    if head.lstrip().startswith((b"{", b"\xef\xbb\xbf{")):
        return re.search(rb"""^[^\w{]*\{(?:.{0,5000}?[,{]\s*)?\s*"(?:openapi|swagger)"\s*:\s*"[123]\.""", head, re.DOTALL) is not None
    return re.search(rb"""^(?:openapi|swagger)\s*:\s*["']?[123]\.""", head, re.MULTILINE) is not None


def load(path: Path) -> tuple[str, tuple[Unread, ...]]:
    """The text of a saved page, with a note where its encoding had to be guessed.

    Raises UnreadableDocument where the file is missing, empty, too large or no text.
    """
    try:
        if path.is_dir():
            raise UnreadableDocument(f"{path} is a folder; name the saved page itself")
        size = path.stat().st_size
        if not path.is_file():
            raise UnreadableDocument(f"{path} is no file that ends; save the page itself")
        if size > LARGEST:
            raise UnreadableDocument(
                f"{path} is {size / 1e6:.1f} MB; a reference page is at most {LARGEST / 1e6:.0f} MB, save the page alone"
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"{path} cannot be read: {error.strerror or error}") from error
    return decode(data, str(path))


def decode(data: bytes, name: str) -> tuple[str, tuple[Unread, ...]]:
    """The text of a page's bytes: by its byte order mark, UTF-8, its declared charset, GB 18030, then Latin-1.

    Raises UnreadableDocument for what is empty or not text; `name` is the file in the message.
    """
    if not data.strip():
        raise UnreadableDocument(f"{name} is empty; save the vendor's page as HTML or text")
    text, guessed = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)
    odd = len(_CONTROL.findall(text[:200_000]))
    if odd > max(8, len(text[:200_000]) // 50):
        raise UnreadableDocument(f"{name} is not text; save the vendor's page as HTML or text, not as PDF or an archive")
    if not text.strip():
        raise UnreadableDocument(f"{name} is empty; save the vendor's page as HTML or text")
    notes = []
    if guessed:
        notes.append(Unread(0, "encoding", f"neither UTF-8 nor declared, read as {guessed}"))
    if odd:
        notes.append(Unread(0, "encoding", f"{odd} characters are damaged; cells that hold them may be misread"))
    return text, tuple(notes)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ""
    head = data[:4000]
    if head.count(0) > len(head) // 4:
        little = head[1::2].count(0) > head[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace"), "UTF-16"
    declared = _DECLARED.search(head)
    for encoding in ("utf-8", declared.group(1).decode("ascii") if declared else ""):
        try:
            if encoding:
                return data.decode(encoding), ""
        except (UnicodeDecodeError, LookupError):
            continue
    broken = data.decode("utf-8", errors="replace")
    if broken.count("\ufffd") <= max(3, len(broken) // 500):
        return broken, ""
    try:
        return data.decode("gb18030"), "GB 18030"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1"
