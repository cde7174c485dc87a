"""What a parameter's default says of leaving it out agrees with what its filter says of that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listproof.contract.node import Node
from listproof.contract.rules.filtering import readings
from listproof.contract.rules.places import Places
from listproof.contract.rules.wording import listed, quoted
from listproof.contract.text import Mistake

__all__ = ["defaulted"]

_LOWER = frozenset({"from", "after", "minimum"})
_UPPER = frozenset({"until", "before", "maximum"})
_PARTS = frozenset(
    {
        "contains", "contains-any-case", "like", "like-any-case", "glob", "glob-any-case", "prefix", "prefix-any-case", "suffix",
        "suffix-any-case",
    }
)  # fmt: skip
"""Readings that keep every text where they are given an empty one."""


def defaulted(places: Places) -> Iterator[Mistake]:
    """Filters that are said to mean one thing when they are left out, whose parameter has a default that means another."""
    for name, one in places.listing.get("filters").items():
        schema = None if name in places.virtual else places.parameters.get(name)
        default = schema.get("default") if schema is not None else None
        if not default or isinstance(default.value, dict | list) or one.get("needs") or one.get("yields-to"):
            continue
        said = [meaning.value for meaning in one.get("absent").several()] or ["everything"]
        if any(_same(meaning, default.value) for meaning in said):
            continue
        if "everything" in said and _keeps_everything(places, one, default.value):
            continue
        meant = " or ".join("so long before now" if isinstance(meaning, dict) else listed([meaning]) for meaning in said)
        yield (one.get("absent") or default).mistake(
            f"filters.{name}.absent: left out it means {meant}, and the default of {name} is {quoted(default.value)}; "
            f"expected absent: {listed([default.value])}, or no default in its schema"
        )


def _same(one: Any, other: Any) -> bool:
    return str(one).casefold() == str(other).casefold()


def _keeps_everything(places: Places, one: Node, default: Any) -> bool:
    """Whether a filter that is given its default loses no record: that turns it off, adds nothing, or bounds what needs no bound."""
    if one.get("everything") and _same(one.get("everything").value, default):
        return True
    if one.get("widens").value is True:
        return _same(default, False)
    words = {reading.text or "" for reading in readings(one)}
    if default == "":
        return words <= _PARTS
    field = places.in_record(one.get("field").text or "")
    for bounds, word, beyond in ((_LOWER, "minimum", 0), (_UPPER, "maximum", None)):
        if words <= bounds and isinstance(default, int | float):
            least = field.get(word).value if field is not None and field.get(word) else beyond
            return isinstance(least, int | float) and (default <= least if bounds is _LOWER else default >= least)
    return False
