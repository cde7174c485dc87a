"""The pages after a first one, before there is a contract: asked for by the guess at how one page leads to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from listproof.checking.asking import Questions
from listproof.contract import Absent, at
from listproof.transport.session import Answer

__all__ = ["address_of_next", "further", "relations"]


def further(questions: Questions, pages: Any, first: Answer, most: int) -> Iterator[list[Any]]:
    """The records of the pages after the first, so many at most, each with some; then an empty list where the listing ended.

    Nothing more comes where the next page is not known or is refused.
    """
    shown, count, answer = questions.shown(first), 0, first
    size = len(shown)
    for turn in range(1, most + 1):
        count += len(shown)
        if not _is_followed(pages):
            return
        if ("number" in pages or "offset" in pages) and len(shown) < size:
            yield []
            return
        asked = _asked(pages, answer, turn, count, shown)
        if asked is None:
            if _is_led(pages):
                yield []
            return
        answer = questions.asked(asked)
        shown = questions.shown(answer)
        if answer.status not in (200, 206):
            return
        yield shown
        if not shown:
            return


def _is_followed(pages: Any) -> bool:
    """Whether the next page can be asked for here: not of a window, and not by a token that is written otherwise than it stands."""
    if not isinstance(pages, Mapping) or "window" in pages:
        return False
    lead = (pages.get("cursor") or pages.get("link") or {}).get("next")
    return not (isinstance(lead, Mapping) and {"spelled", "encoded", "beside", "rel"} & set(lead))


def _is_led(pages: Mapping[str, Any]) -> bool:
    """Whether an answer tells the next page, so that one which tells none is the last."""
    return "cursor" in pages or "link" in pages


def _asked(pages: Mapping[str, Any], answer: Answer, turn: int, count: int, shown: list[Any]) -> dict[str, Any] | None:
    """What asks for the page after this one; None where nothing tells it."""
    if "offset" in pages:
        return {pages["offset"]["parameter"]: pages["offset"]["first"] + count}
    if "number" in pages:
        return {pages["number"]["parameter"]: pages["number"]["first"] + turn}
    step = pages.get("cursor") or pages["link"]
    lead = step["next"]
    if isinstance(lead, Mapping) and "last" in lead:
        value = at(shown[-1], lead["last"])
        flag = next((one for one in [step.get("end")] if isinstance(one, Mapping)), {})
        ended = any(at(answer.body, pointer) == said for pointer, said in flag.items())
        return None if ended or isinstance(value, Absent) else {step["parameter"]: value}
    if "cursor" in pages and not (isinstance(lead, Mapping) and ("link" in lead or lead.get("as") == "link")):
        told = at(answer.body, lead) if isinstance(lead, str) else answer.headers.get(str(lead.get("header", "")).lower())
        return None if isinstance(told, Absent) or told in (None, "") else {step["parameter"]: told}
    address = address_of_next(lead, answer)
    return None if address is None else dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def address_of_next(lead: Any, answer: Answer) -> str | None:
    """The address that an answer gives of the next page; None where it gives none."""
    if isinstance(lead, Mapping) and "link" in lead:
        return relations(answer).get(str(lead["link"]))
    told = at(answer.body, lead["at"] if isinstance(lead, Mapping) else lead)
    return told if isinstance(told, str) and told else None


def relations(answer: Answer) -> dict[str, str]:
    """The addresses in the Link header of an answer by their relation."""
    header = answer.headers.get("link", "")
    return {rel: str(link["url"]) for rel, link in httpx.Response(200, headers={"link": header}).links.items() if rel} if header else {}
