"""Parameters of a path that a page spells otherwise in its table, or shows by a value where their name would stand."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from listproof.derive.parts import TablePart
from listproof.derive.words import Section

__all__ = ["spelled_in_path", "with_names"]


def spelled_in_path(name: str, in_path: Set[str]) -> str:
    """A name as the path spells it, where it differs in capitals and lines alone: `AccountAlias` of `{accountAlias}`; else empty."""
    if name in in_path:
        return ""
    bare = name.lower().replace("_", "").replace("-", "")
    alike = [one for one in in_path if one.lower().replace("_", "").replace("-", "") == bare]
    return alike[0] if len(alike) == 1 else ""


def with_names(path: str, parts: Sequence[TablePart]) -> tuple[str, tuple[str, ...]]:
    """A path with the names of required parameters in place of the values that the page shows of them; and those names.

    So are pages written that show a real address: `/kites/red/tails`, and a row `colour`, required, with the example `red`; or the name
    itself without braces: `/kites/kitename/tails`, and a row `kiteName`; the same to the letter where it is no word of a path (`kiteName`).
    """
    steps = path.split("/")
    found: list[str] = []
    rows = (row.item for part in parts if part.section in (Section.URI, Section.PATH, Section.REQUEST) for row in part.rows)
    for item in rows:
        shown = item.example if isinstance(item.example, str) and len(item.example) > 1 else None
        at = [where for where, step in enumerate(steps) if step == shown]
        at = at or [where for where, step in enumerate(steps) if step.lower() == item.name.lower() and (step != item.name or _joined(step))]
        if item.required and len(at) == 1 and f"{{{item.name}}}" not in path and item.name.isidentifier():
            steps[at[0]] = f"{{{item.name}}}"
            found.append(item.name)
    return "/".join(steps), tuple(found)


def _joined(name: str) -> bool:
    """Whether a name is made of several words, as parameters are and the fixed steps of paths seldom: `kiteName`, `kite_name`."""
    return re.search(r"[a-z][A-Z]|_", name) is not None
