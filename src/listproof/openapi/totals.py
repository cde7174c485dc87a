"""Where an answer says how many records there are, or how many pages, and what has to be asked for it to be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from listproof.contract.pointer import escaped
from listproof.openapi.shapes import Shown, is_single, kinds, properties
from listproof.openapi.spellings import COUNTED, PAGE_COUNTS, REMAINING, SHOWN, TOTAL_HEADERS, TOTAL_HOLDERS, TOTALS
from listproof.openapi.words import bare, plain, words

__all__ = ["GuessedTotal", "total_places", "totalling"]

_DEEP = 3
"""How many objects a total may stand in."""


@dataclass(frozen=True)
class GuessedTotal:
    """The block `total` as guessed, empty where nothing is told; why; and the flags with which it is asked for."""

    block: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, Any] = field(default_factory=dict)


def totalling(parameters: Shown, answer: Mapping[str, Any], headers: Mapping[str, Any], *, sized: bool) -> GuessedTotal:
    """What an answer tells of the number of records, and of pages where a size can be asked for (`sized`)."""
    block: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    total = next(total_places(answer, headers), None)
    if total is not None:
        at, counts, reasons["total"] = total
        block |= {"at": at, "counts": counts}
    pages = _told_of(answer, headers, PAGE_COUNTS) if sized and (total is None or total[1] == "matching") else None
    if pages is not None:
        block["pages"], reasons["total.pages"] = pages
    shown = _told_of(answer, headers, SHOWN)
    if shown is not None:
        block["shown"], reasons["total.shown"] = shown
    asked = [name for name, schema in parameters.items() if block and bare(name) in COUNTED and kinds(schema) == ("boolean",)]
    return GuessedTotal(block, reasons, dict.fromkeys(asked, True))


def total_places(answer: Mapping[str, Any], headers: Mapping[str, Any]) -> Iterator[tuple[Any, str, str]]:
    """Where an answer may say how many records there are, the likeliest first: the place, what it counts, and why."""
    for pointer, name in _numbers(answer):
        if bare(name) in REMAINING:
            yield pointer, "remaining", f"the field is called {name}"
    ranked = sorted(
        ((TOTALS.index(bare(name)), pointer, name) for pointer, name in _numbers(answer) if bare(name) in TOTALS),
        key=lambda one: (one[0], one[1].count("/")),
    )
    for _, pointer, name in ranked:
        yield pointer, "matching", f"the field is called {name}"
    for name, header in headers.items():
        held = [(pointer, field) for pointer, field in _numbers(_shown_in(header)) if bare(field) in TOTALS]
        if held:
            pointer, field = min(held, key=lambda one: TOTALS.index(bare(one[1])))
            yield {"header": name, "at": pointer}, "matching", f"the header {name} holds a field that is called {field}"
        elif bare(name) in TOTAL_HEADERS:
            yield {"header": name}, "matching", f"the header is called {name}"
        elif bare(name) == "content_range":
            yield {"range": name}, "matching", f"the header is called {name}"


def _told_of(answer: Mapping[str, Any], headers: Mapping[str, Any], called: Sequence[str]) -> tuple[Any, str] | None:
    """Where an answer tells a number that is called one of some names, the likeliest first, and why; None where it does not."""
    found = [(called.index(bare(name)), pointer, name) for pointer, name in _numbers(answer) if bare(name) in called]
    if found:
        _, pointer, name = min(found)
        return pointer, f"the field is called {name}"
    header = next((name for name in headers if bare(name) in called), None)
    return None if header is None else ({"header": header}, f"the header is called {header}")


def _shown_in(header: Any) -> Mapping[str, Any]:
    """The schema of a header, be it that of the JSON which it holds."""
    entry = header if isinstance(header, Mapping) else {}
    media = next(iter((entry.get("content") or {}).values()), entry)
    return (media.get("schema") if isinstance(media, Mapping) else None) or {}


def _numbers(answer: Mapping[str, Any], pointer: str = "") -> Iterator[tuple[str, str]]:
    """The numbers that an answer shows beside its records, each by its pointer and name; a `total` may be an object with a `value`."""
    for name, inner in properties(answer).items():
        at = f"{pointer}/{escaped(name)}"
        if _is_count(inner):
            yield at, name
        elif bare(name) == "total" and _is_count(properties(inner).get("value", {})):
            yield f"{at}/value", name
        elif _may_hold(name) and kinds(inner) == ("object",) and at.count("/") <= _DEEP:
            yield from _numbers(inner, at)


def _may_hold(name: str) -> bool:
    """Whether an object is called as those are that hold counts: `meta`, or `books_aggregate` as Hasura has it."""
    return bare(name) in TOTAL_HOLDERS or plain(name) in TOTAL_HOLDERS or words(name)[-1:] == ("aggregate",)


def _is_count(schema: Mapping[str, Any]) -> bool:
    return is_single(schema) and bool(set(kinds(schema)) & {"integer", "number", "string"})
