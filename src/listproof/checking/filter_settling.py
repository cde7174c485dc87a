"""Which field a filter looks at, and how it matches: settled by asking for values of records that are known.

A reading is struck only where an answer contradicts it, and never the last one: where none explains the answers, the guess stays,
for the laws to judge. A parameter that is called exactly like a field is never taken for one of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from listproof.checking.asking import Questions
from listproof.checking.seen import Seen, named
from listproof.contract import Absent, at
from listproof.openapi import Draft
from listproof.openapi.words import plain, singular, words
from listproof.oracle import matches
from listproof.values.filter_values import can_be_sent

__all__ = ["MOST_FOR_FILTERS", "settle_filters"]

MOST_FOR_FILTERS = 18
"""Questions about filters that one listing may cost."""
_EACH = 3
"""Values that one filter is asked for."""
_LEAST = 3
"""Characters of a text from which a part can be taken."""


@dataclass
class _Asked:
    """Asks for values of filters as long as questions are left; `shown` is the first page without any filter."""

    questions: Questions
    shown: Sequence[Any]
    identity: Sequence[str]
    left: int = MOST_FOR_FILTERS
    answers: dict[tuple[str, Any], list[Any] | None] = field(default_factory=dict)

    def records(self, name: str, value: Any) -> list[Any] | None:
        """The records of the first page for a value of a filter; None where it is refused, or no question is left."""
        key = (name, value)
        if key not in self.answers:
            if self.left == 0:
                return None
            self.left -= 1
            answer = self.questions.asked({name: value})
            self.answers[key] = self.questions.shown(answer) if answer.status in (200, 206) else None
        return self.answers[key]

    def explains(self, reading: str, one: Mapping[str, Any], name: str, value: Any) -> bool:
        """Whether the answer to a value is what a reading makes of the records that are known."""
        found = self.records(name, value)
        if found is None:
            return True
        compares = str(one.get("as", "text"))
        judged = [_judged(reading, compares, at(record, str(one["field"])), value) for record in found]
        if any(kept is False for kept in judged):
            return False
        if len(found) >= len(self.shown):
            return True  # the page may be full: what it does not show may stand on the next one
        there = {named(record, self.identity) for record in found}
        kept = (record for record in self.shown if _judged(reading, compares, at(record, str(one["field"])), value))
        return all(named(record, self.identity) in there for record in kept)


def settle_filters(seen: Seen, draft: Draft, questions: Questions, shown: Sequence[Any]) -> list[Any]:
    """Settle what filters look at and how they match; a listing of one record shows nothing. The records that were kept on the way."""
    if len(shown) < 2:
        return []
    asked = _Asked(questions, shown, seen.listing["identity"])
    filters = {name: dict(one) for name, one in (seen.listing.get("filters") or {}).items()}
    for name in [name for name, one in filters.items() if "spelled" in one and not _is_taken(asked, one)]:
        del filters[name]
    for name, one in filters.items():
        if "field" not in one or not isinstance(one["field"], str) or "spelled" in one or "parameter" in one:
            continue
        other = _other_field(asked, draft, name, one)
        if other is not None:
            one["field"] = other
        why = _narrowed(asked, name, one)
        if other is not None or why:
            seen.facts[f"filters.{name}"] = f"it looks at {one['field']}" if not why else f"{why}, which is what {one['field']} shows"
    seen.listing["filters"] = filters
    return [record for kept in asked.answers.values() for record in kept or ()]


def _is_taken(asked: _Asked, one: Mapping[str, Any]) -> bool:
    """Whether a clause with a value that a record shows is answered: how one is written, no name says."""
    shown = (at(record, str(one["field"])) for record in asked.shown)
    value = next((held for held in shown if not isinstance(held, Absent | dict | list | None)), None)
    if value is None or not can_be_sent(value):
        return True
    said = str(one["spelled"]).replace("{}", str(value).replace("'", "''") if one.get("escaped") == "doubled" else str(value))
    return asked.left == 0 or asked.records(str(one.get("within", one.get("parameter"))), said) is not None


def _narrowed(asked: _Asked, name: str, one: dict[str, Any]) -> str:
    """Strike the readings that answers contradict; what was seen, empty where nothing was struck."""
    readings = one["matches"] if isinstance(one["matches"], list) else [one["matches"]]
    if len(readings) < 2:
        return ""
    left, tried = list(readings), []
    for value in _telling(asked, one, readings):
        if len(left) == 1 or asked.records(name, value) is None:
            break
        tried.append(value)
        left = [reading for reading in left if asked.explains(reading, one, name, value)]
    if not left or len(left) == len(readings):
        return ""
    one["matches"] = left[0] if len(left) == 1 else left
    counts = ", ".join(f"{name}={value} shows {len(asked.records(name, value) or ())}" for value in tried)
    return f"{counts} of {len(asked.shown)} or more"


def _telling(asked: _Asked, one: Mapping[str, Any], readings: Sequence[str]) -> list[Any]:
    """Values on which the readings come apart among the records of the first page, those first that part the most."""
    compares, pointer = str(one.get("as", "text")), str(one["field"])
    shown = (at(record, pointer) for record in asked.shown)
    held = [value for value in shown if isinstance(value, str | int | float) and not isinstance(value, bool) and can_be_sent(value)]
    ways: dict[Any, int] = {}
    for value in dict.fromkeys(_values(held, compares)):
        kept = {reading: tuple(_judged(reading, compares, one, value) for one in held) for reading in readings}
        ways[value] = len(set(kept.values()))
    best = sorted((value for value, count in ways.items() if count > 1), key=lambda value: -ways[value])
    return best[:_EACH]


def _values(held: Sequence[Any], compares: str) -> Iterator[Any]:
    if compares != "text":
        yield from held[len(held) // 2 : len(held) // 2 + 3]
        return
    plainly = [value for value in held if isinstance(value, str) and len(value) >= _LEAST and value.isascii() and value.isprintable()]
    for value in plainly[:12]:
        yield value.swapcase()
        yield value[1:].strip()
        yield value[:-1].strip()
        yield value


def _other_field(asked: _Asked, draft: Draft, name: str, one: Mapping[str, Any]) -> str | None:
    """Another field that a filter looks at, where its answers show that and the guess does not explain them; None where it does.

    Only of fields that share a word with the parameter, and never where the guessed one is called exactly like it.
    """
    if str(one.get("as", "text")) != "text" or plain(str(one["field"])) == plain(name):
        return None
    mine = {singular(word) for word in words(name)}
    others = [pointer for pointer in draft.single if pointer != one["field"] and mine & {singular(word) for word in words(pointer)}]
    first = _first(asked.shown, str(one["field"]))
    if first is None or not others or _shows(asked, name, first, str(one["field"])):
        return None
    for pointer in others[:2]:
        value = _first(asked.shown, pointer)
        if value is not None and _shows(asked, name, value, pointer):
            return pointer
    return None


def _shows(asked: _Asked, name: str, value: str, pointer: str) -> bool:
    """Whether asking for a value shows some records and not all, each of which shows it at a field."""
    found = asked.records(name, value)
    if not found or len(found) >= len(asked.shown):
        return False
    return all(isinstance(held := at(record, pointer), str) and value.casefold() in held.casefold() for record in found)


def _first(records: Sequence[Any], pointer: str) -> str | None:
    """A text that not every record shows at a field; None where there is none."""
    shown = (at(record, pointer) for record in records)
    held = [value for value in shown if isinstance(value, str) and len(value) >= _LEAST and can_be_sent(value)]
    return next((value for value in held if value != held[0]), held[0] if held and len(held) < len(records) else None)


def _judged(reading: str, compares: str, shown: Any, given: Any) -> bool | None:
    try:
        return matches(reading, compares, None if isinstance(shown, Absent) else shown, given)
    except ValueError:
        return None
