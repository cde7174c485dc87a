"""The pages of the laws beside a report are drawn once, and again when what they are drawn from is another."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.reports import law_pages
from listproof.reports.law_pages import FOLDER, write_law_pages
from listproof.reports.page import environment


def drawn(folder: Path) -> dict[str, int]:
    """The pages of a folder and when each was written, in nanoseconds."""
    return {path.name: path.stat().st_mtime_ns for path in (folder / FOLDER).iterdir()}


def test_pages_of_the_same_texts_are_left_as_they_are(tmp_path: Path) -> None:
    """A second report rewrites none of them; one without its index gets all of them again."""
    write_law_pages(tmp_path, environment())
    first = drawn(tmp_path)
    assert {"index.html", "pages.html"} <= first.keys()
    write_law_pages(tmp_path, environment())
    assert drawn(tmp_path) == first
    (tmp_path / FOLDER / "index.html").unlink()
    write_law_pages(tmp_path, environment())
    assert all(when > first[name] for name, when in drawn(tmp_path).items())


def test_pages_of_other_texts_are_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version left there is replaced."""
    write_law_pages(tmp_path, environment())
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "README.md").write_text("# All laws\n")
    (texts / "pages.md").write_text("# Of pages\n\n## pages.new\n\nAnother law.\n")
    monkeypatch.setattr(law_pages, "law_texts", lambda: texts)
    write_law_pages(tmp_path, environment())
    assert "Another law." in (tmp_path / FOLDER / "pages.html").read_text()
