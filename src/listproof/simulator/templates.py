"""Values that stand inside a text: written by a template such as `>={}`, or as one of several clauses such as `name eq '{}'`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from listproof.contract import Parameter

__all__ = ["Unreadable", "clauses", "valued"]


class Unreadable(ValueError):
    """A text that no template could have written."""


@lru_cache(maxsize=512)
def _pattern(spelled: str, escaped: str | None, ending: str) -> re.Pattern[str]:
    """What a template writes: its own letters, and between them a value that ends where they go on."""
    before, _, after = spelled.partition("{}")
    quote = re.escape(after[:1])
    inner = {
        "doubled": f"(?:[^{quote}]|{quote}{quote})*",
        "backslash": rf"(?:[^{quote}\\]|\\.)*",
    }.get(escaped or "", ".*?")
    return re.compile(f"{re.escape(before)}({inner if quote or not escaped else '.*?'}){re.escape(after)}{ending}", re.DOTALL)


def _plain(value: str, one: Parameter) -> str:
    """A value as it was before it was written between quotes."""
    quote = one.spelled.partition("{}")[2][:1]
    if one.escaped == "doubled" and quote:
        return value.replace(quote * 2, quote)
    return re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) if one.escaped == "backslash" else value


def _by_length(parts: Sequence[Parameter]) -> list[Parameter]:
    """The parameters, those whose templates say the most first: `>={}` is tried before `>{}`, and that before `{}`."""
    return sorted(parts, key=lambda one: -len(one.spelled))


def valued(parts: Sequence[Parameter], text: str) -> tuple[Parameter, str]:
    """The parameter whose template wrote a text, and its value. Raises Unreadable."""
    for one in _by_length(parts):
        match = _pattern(one.spelled, one.escaped, r"\Z").match(text)
        if match is not None:
            return one, _plain(match[1], one)
    raise Unreadable(text)


def clauses(parts: Sequence[Parameter], text: str) -> Iterator[tuple[Parameter, str]]:
    """The clauses of an expression, each with its parameter. Raises Unreadable where something is no clause."""
    joined = next((one.joined_by for one in parts if one.joined_by), None)
    place = 0
    ending = rf"(?:{re.escape(joined)}|\Z)" if joined else r"\Z"
    while True:
        found = next(((one, m) for one in _by_length(parts) if (m := _pattern(one.spelled, one.escaped, ending).match(text, place))), None)
        if found is None:
            raise Unreadable(text)
        one, match = found
        yield one, _plain(match[1], one)
        place = match.end()
        if place >= len(text) and not (joined and match[0].endswith(joined)):
            return
