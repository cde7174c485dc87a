"""Guesses settled by asking: pages, totals, what tells records apart, the order, how the end is told, and how filters match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from listproof.checking.asking import Questions
from listproof.checking.cutting import MOST_FOR_CUT, settle_cut
from listproof.checking.end_settling import MOST_FOR_END, settle_end
from listproof.checking.filter_settling import MOST_FOR_FILTERS, settle_filters
from listproof.checking.further import relations
from listproof.checking.led_elsewhere import MOST_FOR_LINK, settle_link
from listproof.checking.order_settling import MOST_FOR_KEYS, MOST_FOR_ORDER, settle_keys, settle_order, settle_rising
from listproof.checking.seen import Seen, named, number_at
from listproof.contract import Absent, at
from listproof.openapi import Draft, regraded
from listproof.openapi.spellings import TOTAL_HEADERS
from listproof.openapi.words import bare, words
from listproof.transport.session import Answer

__all__ = ["MOST_TO_SETTLE", "settled"]

MOST_TO_SETTLE = 1 + 3 + 1 + MOST_FOR_END + MOST_FOR_ORDER + MOST_FOR_KEYS + MOST_FOR_FILTERS + MOST_FOR_CUT + MOST_FOR_LINK
"""Requests that settling one listing may cost: its first page, three places, a small page, walks, values of filters, and an order."""
_RELATIONS = {"prev": "previous", "first": "first-page", "last": "last-page"}
"""Links beside that to the next page, by their relation."""


@dataclass(frozen=True)
class _Way:
    """A way to count: by pages or by records, from 0 or from 1; and how pages of two show it."""

    kind: str
    first: int
    told: str


_WAYS = (
    _Way("number", 1, "by pages of two, 1 gives the first record and 2 the third"),
    _Way("number", 0, "by pages of two, 1 gives the third record and 2 the fifth"),
    _Way("offset", 0, "by pages of two, 1 gives the second record and 2 the third"),
    _Way("offset", 1, "by pages of two, 1 gives the first record and 2 the second"),
)
_ENOUGH = 6
"""Records without which paging shows nothing."""


def settled(draft: Draft, questions: Questions) -> Draft:
    """A draft with what a few answers show of it; what a file says itself stays as it is.

    Raises Trouble where the target cannot be asked, ContractError never.
    """
    first = questions.ask()
    shown = questions.shown(first)
    if not shown or draft.operation.stated:
        return draft
    seen = Seen(dict(draft.listing))
    _identity(seen, draft, shown)
    second = _pages(seen, draft, questions, shown)
    settle_link(seen, questions, first, shown, draft.link)
    _shown(seen, first, shown)
    _total(seen, draft, questions, first, shown)
    _headers(seen, first)
    _lead(seen, first)
    if second is not None:
        _links(seen, second)
    settle_end(seen, questions)
    settle_rising(seen, questions, shown)
    if draft.any_key:
        settle_keys(seen, questions, shown, refusing=draft.refusing)
    settle_order(seen, questions, first, draft.single)
    kept = settle_filters(seen, draft, questions, shown)
    settle_cut(seen, draft, questions, first, shown, kept)
    if not seen.facts:
        return draft
    reasons = {**draft.reasons, **{fact: f"seen: {what}" for fact, what in seen.facts.items()}}
    return regraded(replace(draft, listing=seen.listing, reasons=reasons), seen.facts)


def _identity(seen: Seen, draft: Draft, shown: list[Any]) -> None:
    """Keep the identity that is guessed where it tells all records of a page apart, else take a field that does."""
    if len(shown) < 2 or len({named(one, seen.listing["identity"]) for one in shown}) == len(shown):
        return
    whole = [pointer for pointer in draft.single if all(not isinstance(at(one, pointer), Absent | dict | list) for one in shown)]
    for pointer in [(one,) for one in whole] + [tuple(whole)]:
        if pointer and len({named(one, pointer) for one in shown}) == len(shown):
            seen.listing["identity"] = list(pointer)
            seen.facts["identity"] = f"on a page of {len(shown)} records, {', '.join(pointer)} tells each apart and the guess does not"
            return


def _pages(seen: Seen, draft: Draft, questions: Questions, shown: list[Any]) -> Answer | None:
    """What the parameter of the page counts, and from where; asked with a size of two. Such a page, not the first, where one was shown.

    Two pages may look like another way of counting by accident, or because records come twice: what says otherwise than name and
    document is believed only where a third page says it as well, and no page before the documented first one is.
    """
    pages = seen.listing["pages"]
    kind = next((kind for kind in ("offset", "number") if isinstance(pages, Mapping) and kind in pages), None)
    if kind is None or len(shown) < _ENOUGH or "size" not in pages or "window" in pages:
        return None
    names = [named(one, seen.listing["identity"]) for one in shown]
    parameter, size = pages[kind]["parameter"], pages["size"]["parameter"]

    def asked(place: int) -> tuple[Answer, list[str]]:
        answer = questions.asked({parameter: place, size: 2})
        return answer, [named(record, seen.listing["identity"]) for record in questions.shown(answer)]

    (_, one), (second, two) = asked(1), asked(2)
    found = next((way for way in _WAYS if one == _page(names, way, 1) and two == _page(names, way, 2)), None)
    if found is not None and _is_begun_before(draft, found, parameter):
        found = None
    if found is not None and (found.kind, found.first) != (kind, pages[kind]["first"]) and len(_page(names, found, 3)) == 2:
        found = found if asked(3)[1] == _page(names, found, 3) else None
    if found is not None:
        rest = {key: value for key, value in pages[kind].items() if key not in ("parameter", "first")}
        seen.listing["pages"] = {found.kind: {"parameter": parameter, "first": found.first, **rest}, "size": pages["size"]}
        seen.facts |= {f"pages.{found.kind}": found.told, "pages.first": found.told}
    return second if two else None


def _page(names: list[str], way: _Way, place: int) -> list[str]:
    """The names of the page of two at a place, by a way of counting."""
    begin = (place - way.first) * (2 if way.kind == "number" else 1)
    return names[begin : begin + 2]


def _is_begun_before(draft: Draft, way: _Way, parameter: str) -> bool:
    """Whether a way counts records from 1 though the document begins at 0."""
    item = draft.document.value["paths"][draft.operation.path]
    entries = [*(item.get("parameters") or ()), *(item["get"].get("parameters") or ())]
    documented = next((one.get("schema") or {} for one in entries if one.get("name") == parameter), {})
    return way.kind == "offset" and way.first == 1 and 0 in (documented.get("default"), documented.get("minimum"))


def _headers(seen: Seen, first: Answer) -> None:
    """Take the Link header that leads from a page with an address to the next one, and a header that is called a total, where the file
    names none: their names say what they are (RFC 8288), and files leave them out."""
    pages = seen.listing["pages"]
    for kind in ("offset", "number"):
        if not isinstance(pages, Mapping) or kind not in pages or "next" in pages[kind]:
            continue
        step, address = pages[kind], relations(first).get("next")
        if address is not None and step["parameter"] in dict(parse_qsl(urlsplit(address).query)):
            seen.listing["pages"] = {**pages, kind: {**step, "next": {"link": "next"}}}
            seen.facts["pages.next"] = "the Link header leads to the next page"
    name = next((name for name in first.headers if bare(name) in TOTAL_HEADERS and "total" in words(name)), None)
    if "total" not in seen.listing and name is not None and number_at(first, {"header": name}) is not None:
        seen.listing["total"] = {"at": {"header": name}, "counts": "matching"}
        seen.facts |= dict.fromkeys(("total", "total.counts"), f"the header {name} says {first.headers[name]}")


def _lead(seen: Seen, first: Answer) -> None:
    """Take what leads on for an address where it is one that holds the cursor, and not for the cursor; beside addresses of pages claim no
    link that is none."""
    pages = seen.listing["pages"]
    for kind, step in pages.items() if isinstance(pages, Mapping) else ():
        if not isinstance(step, Mapping) or "next" not in step:
            continue
        if kind == "cursor" and isinstance(step["next"], str):
            told = at(first.body, step["next"])
            if isinstance(told, str) and step["parameter"] in dict(parse_qsl(urlsplit(told).query, keep_blank_values=True)):
                leads = {word: {"at": step[word], "as": "link"} for word in ("next", "previous") if word in step}
                seen.listing["pages"] = {**pages, "cursor": {**step, **leads}}
                seen.facts["pages.next"] = f"{step['next']} is an address that holds {step['parameter']}"
        elif kind in ("offset", "number") and isinstance(step["next"], Mapping) and "at" in step["next"]:
            told = at(first.body, step["next"]["at"])
            if not (told is None or (isinstance(told, str) and step["parameter"] in dict(parse_qsl(urlsplit(told).query)))):
                kept = {word: value for word, value in step.items() if word not in ("next", *_RELATIONS.values())}
                seen.listing["pages"] = {**pages, kind: kept}


def _links(seen: Seen, second: Answer) -> None:
    """Strike the links beside that to the next page which a page in the middle does not show, and take those of its Link header."""
    pages = seen.listing["pages"]
    for kind, step in pages.items():
        if kind not in ("offset", "number") or "next" not in step:
            continue
        lead = step["next"]
        if isinstance(lead, Mapping) and "link" in lead:
            there = {word for word in relations(second) if word in _RELATIONS}
            told = {_RELATIONS[word]: {"link": word} for word in sorted(there)}
            seen.listing["pages"] = {**pages, kind: {**step, **told}}
            seen.facts |= {f"pages.{word}": "the Link header of a page in the middle has it" for word in told}
        else:
            gone = [word for word in _RELATIONS.values() if word in step and isinstance(at(second.body, _pointer(step[word])), Absent)]
            seen.listing["pages"] = {**pages, kind: {word: value for word, value in step.items() if word not in gone}}


def _pointer(place: Any) -> str:
    return str(place["at"] if isinstance(place, Mapping) else place)


def _shown(seen: Seen, first: Answer, shown: list[Any]) -> None:
    """Claim no number of the records on a page where the first page tells another, or none."""
    total = seen.listing.get("total", {})
    if "shown" in total and number_at(first, total["shown"]) != len(shown):
        rest = {word: held for word, held in total.items() if word != "shown"}
        seen.listing = {word: held for word, held in seen.listing.items() if word != "total"} | ({"total": rest} if rest else {})


def _total(seen: Seen, draft: Draft, questions: Questions, first: Answer, shown: list[Any]) -> None:
    """Strike a total that counts the page and is not called a total, and take the next place that may hold it."""
    pages = seen.listing["pages"]
    if (
        "at" not in seen.listing.get("total", {})
        or _is_plain(seen.listing["total"]["at"], first.body)
        or not isinstance(pages, Mapping)
        or "size" not in pages
        or "window" in pages
        or len(shown) < _ENOUGH
    ):
        return
    small = questions.asked({pages["size"]["parameter"]: 2})
    count = len(questions.shown(small))
    if not 0 < count < len(shown):
        return
    for place, counts, _ in draft.totals:
        value, before = number_at(small, place), number_at(first, place)
        if value is None or (value == count and before == len(shown)):
            continue
        if place != seen.listing["total"]["at"]:
            seen.listing["total"] = {**seen.listing["total"], "at": place, "counts": counts}
            seen.facts |= dict.fromkeys(("total", "total.counts"), f"{place} says {value} on a page of {count}")
        return
    told = seen.listing["total"]
    beside = {word: told[word] for word in ("pages", "shown") if word in told}
    seen.listing = {word: held for word, held in seen.listing.items() if word != "total"} | ({"total": beside} if beside else {})
    seen.facts["records"] = f"{told['at']} counts the page, or is not there: no total is claimed"


def _is_plain(place: Any, body: Any) -> bool:
    """Whether a place is called a total, or is the count beside the links of a page, so that it cannot mean the page."""
    linked = isinstance(body, Mapping) and {"count", "next", "previous"} <= set(body)
    return linked or "total" in words(place if isinstance(place, str) else str(place.get("at", place.get("header", "total"))))
