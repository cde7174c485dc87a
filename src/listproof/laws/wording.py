"""How laws put what they expect and what they saw."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from listproof.checks.differences import some_of
from listproof.contract import Contract, as_sent
from listproof.evidence import Reply

__all__ = ["as_json", "between", "breaking", "ordinal", "pair", "sent", "some_of"]

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


_LONGEST = 160
"""So many characters of what was asked stand in a sentence."""


def between(least: int, most: int) -> str:
    """A number of records, or a span where readings leave it open."""
    return f"{least} to {most} records" if least != most else "1 record" if least == 1 else f"{least} records"


def ordinal(number: int) -> str:
    """The place in a row that a number, from 1, is: in a word up to the tenth."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


class _OfContract(Protocol):
    """A listing, of which only the contract matters here."""

    contract: Contract


def pair(listing: _OfContract, name: str, value: Any) -> str:
    """A parameter and its value as they stand in a request before encoding, such as `open=true`; what is long is cut."""
    if value is None:
        return f"no {name}"
    told = sent(listing, {name: value})
    return told if name in told else f"{told} ({name})"


def sent(listing: _OfContract, arguments: Mapping[str, Any]) -> str:
    """Parameters and their values as they stand in a request before encoding; what is long is cut."""
    text = as_sent(listing.contract, arguments)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text)} characters)"


def as_json(value: Any) -> str:
    """A value as an answer holds it."""
    return json.dumps(value, ensure_ascii=False, default=str)


def breaking(reply: Reply) -> str:
    """What became of a question whose answer shows that the service broke, as the end of a sentence."""
    return "breaks the service" if reply.answer.status >= 500 else "is met with a stack trace"
