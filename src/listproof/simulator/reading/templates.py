"""Values that stand inside a text: written by a template such as `>={}`, or as one of several clauses such as `name eq '{}'`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from listproof.contract import Parameter

__all__ = ["Unreadable", "clauses", "items", "valued"]


class Unreadable(ValueError):
    """A text that no template could have written."""


@lru_cache(maxsize=512)
def _pattern(spelled: str, escaped: str | None, ending: str, quoted: str | None = None, separator: str = ",") -> re.Pattern[str]:
    """What a template writes: its own letters, and between them a value that ends where they go on, or values that are quoted each."""
    before, _, after = spelled.partition("{}")
    if quoted is not None:
        one = _quoted(quoted, escaped)
        several = f"{one}(?: *{re.escape(separator)} *{one})*"
        return re.compile(f"{re.escape(before)}((?:{several})?){re.escape(after)}{ending}", re.DOTALL)
    quote = re.escape(after[:1])
    inner = {
        "doubled": f"(?:[^{quote}]|{quote}{quote})*",
        "backslash": rf"(?:[^{quote}\\]|\\.)*",
    }.get(escaped or "", ".*?")
    return re.compile(f"{re.escape(before)}({inner if quote or not escaped else '.*?'}){re.escape(after)}{ending}", re.DOTALL)


def _quoted(quote: str, escaped: str | None) -> str:
    """A text in quotes, as a pattern."""
    held = {"doubled": f"[^{quote}]|{quote}{quote}", "backslash": rf"[^{quote}\\]|\\."}.get(escaped or "", f"[^{quote}]")
    return f"{quote}(?:{held})*{quote}"


def items(one: Parameter, text: str) -> list[str]:
    """The values of a list, each of which stands in quotes."""
    found = re.findall(_quoted(one.quoted or "", one.escaped), text, re.DOTALL)
    return [_plain(value[1:-1], one) for value in found]


def _plain(value: str, one: Parameter) -> str:
    """A value as it was before it was written between quotes."""
    quote = one.quoted or one.spelled.partition("{}")[2][:1]
    if one.escaped == "doubled" and quote:
        return value.replace(quote * 2, quote)
    return re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) if one.escaped == "backslash" else value


def _written(one: Parameter, ending: str) -> re.Pattern[str]:
    return _pattern(one.spelled, one.escaped, ending, one.quoted, one.separator or ",")


def _read(one: Parameter, value: str) -> str:
    """What a template wrote in place of its value; a list that is quoted as it stands."""
    return value if one.quoted else _plain(value, one)


def _by_length(parts: Sequence[Parameter]) -> list[Parameter]:
    """The parameters, those whose templates say the most first: `>={}` is tried before `>{}`, and that before `{}`."""
    return sorted(parts, key=lambda one: -len(one.spelled))


def valued(parts: Sequence[Parameter], text: str) -> tuple[Parameter, str]:
    """The parameter whose template wrote a text, and its value. Raises Unreadable."""
    for one in _by_length(parts):
        match = _written(one, r"\Z").match(text)
        if match is not None:
            return one, _read(one, match[1])
    raise Unreadable(text)


def clauses(parts: Sequence[Parameter], text: str) -> Iterator[tuple[Parameter, str]]:
    """The clauses of an expression, each with its parameter. Raises Unreadable where something is no clause."""
    joined = next((one.joined_by for one in parts if one.joined_by), None)
    place = 0
    ending = rf"(?:{re.escape(joined)}|\Z)" if joined else r"\Z"
    while True:
        found = next(((one, m) for one in _by_length(parts) if (m := _written(one, ending).match(text, place))), None)
        if found is None:
            raise Unreadable(text)
        one, match = found
        yield one, _read(one, match[1])
        place = match.end()
        if place >= len(text) and not (joined and match[0].endswith(joined)):
            return
