"""The record of a large run as its file, piece by piece: each of its parts on a line, so that the whole is never held as text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from listproof.reports.file import escaped, parts_of
from listproof.reports.run import Run

__all__ = ["record_lines"]


def record_lines(run: Run) -> Iterator[str]:
    """The text of a run's file, line by line. It reads as that of `file.spelled` does; nothing in it is masked."""
    before = "{"
    for name, value in parts_of(run).items():
        yield f"{before}\n{json.dumps(name)}: "
        before = ","
        if isinstance(value, tuple | list) and value:
            yield "["
            for place, one in enumerate(value):
                yield f"{',' if place else ''}\n{_line(one)}"
            yield "\n]"
        else:
            yield _line(value)
    yield "\n}\n"


def _line(value: Any) -> str:
    return escaped(json.dumps(value, ensure_ascii=False, default=parts_of))
