"""What an answer shows of other pages: what leads on and back, how the end is told, told from names and schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.pointer import escaped, unescaped
from listproof.openapi.shapes import is_single, item, kinds, nullable, properties
from listproof.openapi.spellings import (
    FIRST_PAGES,
    HOLDERS,
    LAST_PAGES,
    LINKS,
    MORE,
    NEXT_HEADERS,
    NEXTS,
    NO_MORE,
    PREVIOUS_PAGES,
)
from listproof.openapi.words import bare, plain, words

__all__ = ["Next", "end_of", "flags", "is_link", "lead_by_links", "next_header", "nexts", "told_ends"]

Next = tuple[str, Mapping[str, Any]]
"""The pointer of what leads on, with its schema."""
_DEEP = 4


def nexts(answer: Mapping[str, Any], records: str) -> Iterator[Next]:
    """What stands in an answer and is called as what leads to a next page is, the likeliest first."""
    found = []
    level = [("", answer)]
    for depth in range(_DEEP):
        further = []
        for pointer, schema in level:
            for name, inner in properties(schema).items():
                at, called = f"{pointer}/{escaped(name)}", bare(name)
                if at == records:
                    continue
                if called in NEXTS and is_single(inner) and "boolean" not in kinds(inner) and _leads(called, inner):
                    found.append((NEXTS.index(called), depth, at, inner))
                elif called in ("next", "next_page") and "href" in properties(inner):
                    found.append((NEXTS.index(called), depth, f"{at}/href", properties(inner)["href"]))
                elif (called in HOLDERS or plain(name) in HOLDERS) and item(inner) is None:
                    further.append((at, inner))
        level = further
    yield from ((at, inner) for _, _, at, inner in sorted(found, key=lambda one: one[:3]))


def _leads(called: str, schema: Mapping[str, Any]) -> bool:
    """Whether what is called so can lead on: an offset that is a number repeats the one that was asked for."""
    return called != "offset" or kinds(schema) == ("string",)


def is_link(found: Next) -> bool:
    """Whether what leads on is an address, by its format or by its name."""
    at, schema = found
    return schema.get("format") in ("uri", "url", "uri-reference", "iri", "iri-reference") or bool(set(words(at)) & set(LINKS))


def next_header(headers: Mapping[str, Any]) -> Any:
    """The header that leads on, as `next` says it; None where an answer has none."""
    for name in headers:
        if plain(name) == "link":
            return {"link": "next"}
        if bare(name) in NEXT_HEADERS:
            return {"header": name}
    return None


def lead_by_links(step: dict[str, Any], answer: Mapping[str, Any], found: list[Next], *, addressed: bool, back: bool, sized: bool) -> None:
    """Add to a pager how its end is told where pages have addresses, the link to the next page beside those, and the links beside that.

    `back`: another parameter takes what leads back. `sized`: a size can be asked for.
    """
    if addressed:
        step |= {"end": end} if (end := next(flags(answer), None)) else {}
        if "next" not in step and found and is_link(found[0]):
            step["next"] = {"at": found[0][0], "as": "link"}
            step.setdefault("end", told_ends(found[0][1]))
    lead = step.get("next")
    at = lead["at"] if isinstance(lead, Mapping) and "as" in lead else lead
    if not isinstance(at, str):
        return
    before = None if back else _beside(answer, at, PREVIOUS_PAGES)
    if before is not None:
        step["previous"] = {"at": before, "as": "link"} if isinstance(lead, Mapping) else before
    if isinstance(lead, Mapping) or "parameter" not in step:
        for word, called in (("first-page", FIRST_PAGES), ("last-page", LAST_PAGES if sized else ())):
            there = _beside(answer, at, called)
            if there is not None:
                step[word] = there


def _beside(answer: Mapping[str, Any], pointer: str, called: tuple[str, ...]) -> str | None:
    """What stands beside what leads on, in the same form, and is called otherwise; None where nothing is.

    `next_page_url` has `prev_page_url` beside it, `/links/next/href` `/links/last/href`.
    """
    steps, schema = pointer.split("/")[1:], answer
    for place, step in enumerate(steps):
        here = properties(schema)
        if words(bare(step))[:1] != ("next",):
            schema = here.get(unescaped(step), {})
            continue
        ending = words(bare(step))[1:]
        wanted = {"_".join((word, *ending)) for word in called}
        other = next((name for name in here if bare(name) in wanted), None)
        rest = steps[place + 1 :]
        if other is None or not _holds(here[other], rest):
            return None
        return "/".join(("", *steps[:place], escaped(other), *rest))
    return None


def _holds(schema: Mapping[str, Any], rest: list[str]) -> bool:
    """Whether a text stands under the steps that are left, as what leads on is one."""
    for step in rest:
        schema = properties(schema).get(step, {})
    return bool(schema) and "boolean" not in kinds(schema) and kinds(schema) != ("integer",)


def end_of(answer: Mapping[str, Any], lead: Any, found: list[Next]) -> Any:
    """How the last page is told: by a flag where the answer shows one, else by what stands where the next cursor would."""
    flag = next(flags(answer), None)
    if flag is not None:
        return flag
    lead = lead["at"] if isinstance(lead, Mapping) and "as" in lead else lead
    if isinstance(lead, str) and "position" in words(lead):
        return "empty"
    if isinstance(lead, str):
        return told_ends(next((schema for at, schema in found if at == lead), {}))
    return "absent" if isinstance(lead, Mapping) and "header" in lead else "empty"


def told_ends(schema: Mapping[str, Any]) -> list[str]:
    """What may stand on the last page where the next cursor would."""
    return ["absent", "null", "blank"] if nullable(schema) or not schema else ["absent", "blank"]


def flags(answer: Mapping[str, Any]) -> Iterator[dict[str, bool]]:
    """The fields that say whether another page follows, each with what it says on the last one."""
    for name, inner in properties(answer).items():
        if kinds(inner) == ("boolean",) and bare(name) in (*MORE, *NO_MORE):
            yield {f"/{escaped(name)}": bare(name) in NO_MORE}
        elif (bare(name) in HOLDERS or plain(name) in HOLDERS) and kinds(inner) == ("object",):
            for below, deeper in properties(inner).items():
                if kinds(deeper) == ("boolean",) and bare(below) in (*MORE, *NO_MORE):
                    yield {f"/{escaped(name)}/{escaped(below)}": bare(below) in NO_MORE}
