"""How a cursor listing tells that no page follows: settled by walking to its end, where that is near."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.checking.asking import Questions
from listproof.checking.seen import Seen
from listproof.contract import Absent, at
from listproof.transport.session import Answer

__all__ = ["MOST_FOR_END", "settle_end"]

MOST_FOR_END = 4
"""Pages that a walk may cost; a listing that is longer keeps its guess."""
_TOLD = ("absent", "null", "blank")


def settle_end(seen: Seen, questions: Questions) -> None:
    """Settle the end of a listing that leads on by a token at a pointer; of any other kind of leading the guess stays."""
    pages = seen.listing["pages"]
    cursor = pages.get("cursor") if isinstance(pages, Mapping) else None
    if not isinstance(cursor, Mapping) or not isinstance(cursor.get("next"), str) or not set(_TOLD) & set(_guessed(cursor)):
        return
    size = {pages["size"]["parameter"]: pages["size"]["safe"]} if "size" in pages and pages["size"]["parameter"] else {}
    last = _last(questions, str(cursor["parameter"]), str(cursor["next"]), size)
    if last is None:
        return
    end, what = last
    if [end] != _guessed(cursor):
        seen.listing["pages"] = {**pages, "cursor": {**cursor, "end": end}}
        seen.facts["pages.end"] = what


def _guessed(cursor: Mapping[str, Any]) -> list[Any]:
    end = cursor.get("end")
    return list(end) if isinstance(end, list) else [end] if isinstance(end, str) else []


def _last(questions: Questions, parameter: str, pointer: str, size: Mapping[str, Any]) -> tuple[str, str] | None:
    """How the last page tells that it is the last, and what was seen; None where it was not reached."""
    token: Any = None
    for page in range(1, MOST_FOR_END + 1):
        answer = questions.asked({**size, **({} if token is None else {parameter: token})})
        shown = questions.shown(answer)
        if not shown:
            return None  # refused, or an empty page: that is for the laws to judge
        after = at(answer.body, pointer)
        told = _told(after)
        if told is not None:
            return told, f"on page {page}, the last one, {pointer} is {_word(answer, pointer)}"
        if after == token:
            return "same", f"on page {page}, the last one, {pointer} is the cursor that was asked for"
        token = after
    return None


def _told(after: Any) -> str | None:
    if isinstance(after, Absent):
        return "absent"
    return "null" if after is None else "blank" if after == "" else None


def _word(answer: Answer, pointer: str) -> str:
    return {"absent": "left out", "null": "null", "blank": "blank"}[_told(at(answer.body, pointer)) or "absent"]
