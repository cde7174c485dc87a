"""Where a law or the suite itself broke: file and line of every step on the way."""

from __future__ import annotations

import traceback
from pathlib import Path

__all__ = ["told", "traceback_of"]

_MOST = 12
"""Steps that are told, the last ones: where it broke stands at the end."""


def told(error: BaseException) -> str:
    """The kind of an error and what it says, be it that it cannot say anything."""
    try:
        says = str(error)
    except Exception:
        says = "it cannot be said"
    return f"{type(error).__name__}: {says}"


def traceback_of(error: BaseException) -> str:
    """The way to an error, one step a line, without the values that were at hand: `file:line in function: source`.

    Files are told from the folder that holds the package or the suites, so that no place of a machine is in it.
    """
    steps = traceback.extract_tb(error.__traceback__)[-_MOST:]
    lines = [f"{_place(step.filename)}:{step.lineno} in {step.name}: {step.line}" for step in steps]
    return "\n".join([*lines, told(error)])


def _place(filename: str) -> str:
    parts = Path(filename).parts
    for root in ("suites", "listproof", "site-packages", "tests"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1]
