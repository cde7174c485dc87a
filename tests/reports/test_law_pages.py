"""The pages of the laws beside a report are drawn once, and again when what they are drawn from is another."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.reports import law_pages
from listproof.reports.law_pages import FOLDER, write_law_pages
from listproof.reports.page import environment


def test_pages_of_the_same_texts_are_left_as_they_are(tmp_path: Path) -> None:
    """A second report rewrites none of them; one without its index gets all of them again."""
    write_law_pages(tmp_path, environment())
    page, index = tmp_path / FOLDER / "pages.html", tmp_path / FOLDER / "index.html"
    drawn = page.read_text()
    page.write_text("left alone")
    write_law_pages(tmp_path, environment())
    assert page.read_text() == "left alone"
    index.unlink()
    write_law_pages(tmp_path, environment())
    assert page.read_text() == drawn
    assert index.exists()


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
