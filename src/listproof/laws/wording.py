"""How laws put what they expect and what they saw."""

from __future__ import annotations

import json
from typing import Any

from listproof.checks.differences import some_of
from listproof.contract import Query

__all__ = ["as_json", "between", "ordinal", "pair", "some_of"]

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def between(least: int, most: int) -> str:
    """A number of records, or a span where readings leave it open."""
    return f"{least} records" if least == most else f"{least} to {most} records"


def ordinal(number: int) -> str:
    """The place in a row that a number, from 1, is: in a word up to the tenth."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def pair(name: str, value: Any) -> str:
    """A parameter and its value as they stand in a query before encoding, such as `open=true`."""
    return str(Query.of({name: value})) if value is not None else f"no {name}"


def as_json(value: Any) -> str:
    """A value as an answer holds it."""
    return json.dumps(value, ensure_ascii=False, default=str)
