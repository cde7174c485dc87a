"""Damaged pages give a clear error or a list of what could not be read: never a traceback, never a silent half."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listproof.derive import UnreadableDocument, derive, derive_bytes, openapi
from listproof.derive.document import Description, walk
from listproof.derive.formats.source import LARGEST

from .derive_expectations import pages

PAGES = {page.name: page.read_bytes() for page in pages(Path(__file__).parent / "pages")}
NAMES = sorted(PAGES)
quick = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def read(data: bytes, name: str, dialect: str | None = None) -> Description | None:
    """A page, or None where it was refused with one sentence that names it."""
    refusal = ""
    try:
        said = derive_bytes(data, name, dialect)
        openapi(said)
    except UnreadableDocument as refused:
        said, refusal = None, str(refused)
    assert said is not None or name in refusal
    assert "\n" not in refusal
    return said


def facts(said: Description) -> set[tuple[str, str]]:
    """What was read: each parameter and field with its type, and the examples."""
    found = {(name, item.kind.type) for name, item in walk(said.parameters, separator=".")}
    return found | {(at, item.kind.type) for at, item in walk(said.fields)} | {(str(one.status), "example") for one in said.examples}


@pytest.mark.parametrize("name", NAMES)
@quick
@given(data=st.data())
def test_a_cut_page_is_refused_or_says_what_it_lacks(name: str, data: st.DataObject) -> None:
    """Wherever a page ends too early: what is missing from it leaves a note that the whole page does not have."""
    whole = derive_bytes(PAGES[name], name)
    cut = PAGES[name][: data.draw(st.integers(1, len(PAGES[name]) - 1))]
    said = read(cut, name)
    if said is None or facts(whole) <= facts(said):
        return
    assert {(one.what, one.why) for one in said.unread} - {(one.what, one.why) for one in whole.unread}


@pytest.mark.parametrize("name", NAMES)
@quick
@given(data=st.data())
def test_shuffled_lines_are_no_traceback(name: str, data: st.DataObject) -> None:
    """A page whose lines stand in another order is read or refused."""
    lines = PAGES[name].decode().split("\n")
    start = data.draw(st.integers(0, len(lines) - 1))
    length = data.draw(st.integers(1, 60))
    to = data.draw(st.integers(0, len(lines)))
    moved = lines[start : start + length]
    rest = lines[:start] + lines[start + length :]
    read("\n".join(rest[:to] + moved + rest[to:]).encode(), name)


@pytest.mark.parametrize("name", NAMES)
@quick
@given(data=st.data())
def test_overwritten_bytes_are_no_traceback(name: str, data: st.DataObject) -> None:
    """A page with bytes that are not its own is read or refused."""
    content = bytearray(PAGES[name])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + 9] = data.draw(st.binary(max_size=40))
    read(bytes(content), name)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_anything_at_all_is_no_traceback(content: bytes) -> None:
    """Bytes of any kind are refused with a sentence, or read as far as they say something."""
    read(content, "anything")
    for dialect in ("huawei", "alibaba", "mkdocs"):
        read(content, "anything", dialect)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", ["huawei-kilns.zh.txt", "alibaba-orchards.html"])
def test_a_page_saved_in_another_encoding_is_the_same_page(name: str, encoding: str) -> None:
    """A page re-encoded on its way is read as before."""
    content = PAGES[name].decode().replace('<meta charset="utf-8">', "")
    assert facts(derive_bytes(content.encode(encoding), name)) == facts(derive_bytes(PAGES[name], name))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (bytes(range(256)) * 40, "not text"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "not text"),
        (b"Dear diary, today I read no reference page at all.", "neither an operation"),
        (b"<html><body><h1>Huawei Cloud</h1><p>URI X-Auth-Token Mandatory</p></body></html>", "neither an operation"),
    ],
)
def test_what_is_no_page_is_refused(content: bytes, says: str) -> None:
    """What holds no operation is refused with the reason."""
    with pytest.raises(UnreadableDocument, match=says):
        derive_bytes(content, "page")


def test_a_page_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    """A file far too large for a reference page is refused by its size, before it is read."""
    file = tmp_path / "page.txt"
    file.write_bytes(b"x" * 10_000_000)
    assert LARGEST < 10_000_000
    with pytest.raises(UnreadableDocument, match=r"10\.0 MB"):
        derive(file)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """A path that leads to no file is named."""
    with pytest.raises(UnreadableDocument, match="missing"):
        derive(tmp_path / "missing.html")
    with pytest.raises(UnreadableDocument, match="folder"):
        derive(tmp_path)


def test_thousands_of_nested_elements_are_read() -> None:
    """A page nested deeper than Python's stack is read or refused."""
    page = PAGES["huawei-greenhouse.html"].decode().replace("<body>", "<body>" + "<div>" * 5000)
    read(page.encode(), "page.html")
