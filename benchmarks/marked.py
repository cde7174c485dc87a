"""The parts of pages that benchmarks write: what stands between two marks."""

from __future__ import annotations

from pathlib import Path

__all__ = ["put"]


def put(page: Path, marks: tuple[str, str], text: str) -> None:
    """Put a text between two marks of a page, with the line breaks that belong there. Raises ValueError where the page lacks one."""
    whole = page.read_text(encoding="utf-8")
    first = whole.index(marks[0]) + len(marks[0])
    page.write_text(f"{whole[:first]}\n{text}\n{whole[whole.index(marks[1], first) :]}", encoding="utf-8")
