"""What a filter says of the ends of a range: whether a day is meant whole, and whether an end itself is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["OPEN_EDGES", "Edges", "edges", "spans"]

End = Literal["kept", "lost"]


@dataclass(frozen=True)
class Edges:
    """The edges of ranges; None where no source says.

    `days`: an end that is a day means all of it (`whole`) or the moment at which it begins (`starts`). `lower` and `upper`: what lies
    on that end of a `between` is `kept` or `lost`, and `open_end` is written in place of one that is left out.
    """

    days: Literal["whole", "starts"] | None = None
    lower: End | None = None
    upper: End | None = None
    open_end: str | None = None


OPEN_EDGES = Edges()
"""Those of which no source says anything."""


def edges(days: Any, ends: Any, open_end: Any = None) -> Edges:
    """The edges of the words `days`, `ends` and `open-end` of a filter, None where one is left out."""
    lower, upper = ends if isinstance(ends, list) else (ends, ends)
    said = {None: None, "open": None}
    return Edges(said.get(days, days), said.get(lower, lower), said.get(upper, upper), open_end)


def spans(filters: Any) -> Mapping[str, str]:
    """The parameters that hold both ends of a range in one text, by the `filters` of a listing, and what stands between the ends.

    Of such a parameter the format is that of each end, and lengths and pattern are those of the whole.
    """
    found: dict[str, str] = {}
    for name, one in filters.items() if isinstance(filters, Mapping) else ():
        matches = one.get("matches") if isinstance(one, Mapping) else None
        readings = matches if isinstance(matches, list) else [matches]
        if "between" in readings and not {"schema", "within"} & one.keys() and one.get("spelled", "{}") == "{}":
            found[str(one.get("parameter", name))] = str(one.get("separator", "/"))
    return found
