"""What a law observed, in fields: how the answer that shows it was, and which records are wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from listproof.checks.differences import Difference
from listproof.contract import Absent, shown
from listproof.evidence import Reply
from listproof.verdicts import Observation, Sign

__all__ = ["first_apart", "in_words", "observation"]

_FIRST = 4
_FURTHER: tuple[tuple[Sign, Callable[[Difference], bool]], ...] = (
    ("forgotten", lambda shows: shows.later and bool(shows.wrong)),
    ("twice", lambda shows: shows.repeats),
)
"""What a difference tells beside the records that it names."""


def observation(
    observed: object, replies: Sequence[Reply], shows: Difference | Mapping[Sign, Sequence[str]] | None, *, placed: bool
) -> Observation:
    """What was observed of some replies, the last of which shows it.

    `observed` is the last reply itself where its own numbers tell it. `shows` are the records by what is wrong with them; `placed`: two
    answers differ in where their records stand, and in nothing that was said of them.
    """
    last = replies[-1] if replies else None
    records = {sign: tuple(names[:_FIRST]) for sign, names in _by_sign(shows).items() if names}
    signs: list[Sign] = list(records)
    if last is not None and not last.good:
        signs.append("refused")
    elif last is not None and observed is last and last.total is not None and not placed and not (isinstance(shows, Difference) and shows):
        signs.append("counted")
    if placed:
        signs.append("placed")
    if isinstance(shows, Difference):
        signs += [sign for sign, told in _FURTHER if told(shows)]
    if isinstance(observed, Absent):
        signs.append("absent")
    if last is not None and "lost" in records:
        signs += _room(last, ends=isinstance(shows, Difference) and shows.ends)
    return Observation(0 if last is None else last.answer.status, tuple(signs), records)


def in_words(value: object, shows: Difference | Mapping[Sign, Sequence[str]] | None = None) -> str:
    """What is expected or observed as text: a reply by what it says of itself, and by what it shows and lacks where that is known."""
    if isinstance(value, Reply):
        return shows.describe(value.said()) if isinstance(shows, Difference) else value.said()
    return value if isinstance(value, str) else shown(value)


def _room(page: Reply, *, ends: bool) -> list[Sign]:
    """Whether a first page is full and all there is by its total, is full and ends before what its total counts, or has room for that.

    Without a total one has room for what it loses where that stands behind all others (`ends`), and so has an answer that holds all.
    """
    pages, asked = page.contract.pages, page.query.arguments
    size = str(asked.get(pages.size.parameter, "")) if pages.sized else ""
    held = len(page.records)
    if pages.whole:
        return ["short"] if ends or (page.total or 0) > held else []
    if not size.isdecimal() or not page.begins:
        return []
    if held == int(size) and (page.total is None or page.total > held):
        return ["cut"]
    if page.total is None:
        return ["short"] if ends and held < int(size) else []
    return ["full"] if held == int(size) >= page.total else ["short"] if held < min(int(size), page.total) else []


def _by_sign(shows: Difference | Mapping[Sign, Sequence[str]] | None) -> Mapping[Sign, Sequence[str]]:
    if isinstance(shows, Difference):
        return {"lost": shows.lost, "wrong": shows.wrong, "strange": shows.strange}
    return shows or {}


def first_apart(replies: Sequence[Reply]) -> str:
    """Where the last two of several answers first differ in their records, for texts that are the same; empty where they do not."""
    if len(replies) < 2:
        return ""
    one, other = replies[-2].names, replies[-1].names
    for place, (left, right) in enumerate(zip(one, other, strict=False), 1):
        if left != right:
            return f", number {place} is {left} in one answer and {right} in the other"
    return ""
