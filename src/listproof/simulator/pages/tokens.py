"""Opaque cursors: a place in a listing as a signed text that nobody else can make or change, or as a number where texts are not taken."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from typing import Any

from listproof.contract import Contract, Lead
from listproof.simulator.query import TypedQuery

__all__ = ["Place", "issued", "question", "read_token", "taken"]

_MARK = 12
_NUMBER = 6
"""Bytes of a cursor that is a number: so many every reader of JSON reads exactly."""
_MOST_NUMBERED = 20_000
_numbered: dict[tuple[str, int], Place] = {}
"""The places that were issued as numbers, by listing and number, the oldest first."""


@dataclass(frozen=True)
class Place:
    """What a cursor stands for: `offset` records lie before it, the last of which is `ordinal` with the order's values `mark`.

    `back` asks for the page that ends there. `passed` says that a page without records was shown there already. `question` tells
    queries apart, `given` is what the query said and `size` its page size. `made` is when the cursor was issued, in epoch seconds.
    """

    offset: int = 0
    ordinal: int | None = None
    mark: list[Any] | None = None
    back: bool = False
    passed: bool = False
    question: str = ""
    given: dict[str, Any] | None = None
    size: int = 0
    made: float = 0.0
    fresh: str = ""


def _key(contract: Contract) -> bytes:
    return hashlib.sha256(f"cursors of {contract.slug}".encode()).digest()


def issued(contract: Contract, place: Place) -> str | int:
    """The cursor of a place: letters, digits, `-` and `_`; a number that the places issued last are known by, where it may be no text."""
    said = {name: value for name, value in asdict(place).items() if value not in (None, "", False) and (value != 0 or name == "offset")}
    body = json.dumps(said, separators=(",", ":"), sort_keys=True, default=str).encode()
    sign = hmac.digest(_key(contract), body, "sha256")[:_MARK]
    if not _takes_numbers_alone(contract):
        return base64.urlsafe_b64encode(sign + body).rstrip(b"=").decode()
    number = int.from_bytes(sign[:_NUMBER])
    _numbered[contract.slug, number] = place
    while len(_numbered) > _MOST_NUMBERED:
        _numbered.pop(next(iter(_numbered)), None)
    return number


def taken(contract: Contract, text: str) -> Place | None:
    """The place of a cursor; None where this server never issued such a text, or too long ago such a number."""
    if not text.isascii():
        return None
    if _takes_numbers_alone(contract):
        return _numbered.get((contract.slug, int(text))) if text.isdecimal() else None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        sign, body = raw[:_MARK], raw[_MARK:]
        if not hmac.compare_digest(hmac.digest(_key(contract), body, "sha256")[:_MARK], sign):
            return None
        place = Place(**json.loads(body))
    except (binascii.Error, ValueError, TypeError):
        return None
    # Several texts decode to the same bytes; only the one that was issued is taken.
    return place if issued(contract, place) == text else None


def _takes_numbers_alone(contract: Contract) -> bool:
    name = contract.pages.parameter
    return bool(name) and contract.has_parameter(name) and contract.parameter(name).kind in ("integer", "number")


def question(contract: Contract, query: TypedQuery) -> str:
    """What tells queries apart, whatever their page and size: filters, order, and whose records."""
    asked = {*(one.name for one in contract.filters), *((contract.order.by, contract.order.direction) if contract.order else ())}
    said = {name: value for name, value in query.given.items() if name in asked}
    text = json.dumps([query.scope, said], sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_token(lead: Lead, text: str) -> str | None:
    """What a record showed, from a cursor that a template wrote around it; None where it wrote no such text."""
    before, _, after = lead.spelled.partition("{}")
    if lead.encoded == "base64":
        try:
            raw = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            return None
        head, tail = before.encode(), after.encode()
        inner = raw[len(head) : len(raw) - len(tail)]
        return base64.b64encode(inner).decode() if head + inner + tail == raw else None
    if len(text) < len(before + after) or not (text.startswith(before) and text.endswith(after)):
        return None
    inside = text[len(before) : len(text) - len(after)]
    if before[-1:] != '"' or after[:1] != '"':
        return inside
    try:
        return str(json.loads(f'"{inside}"'))
    except ValueError:
        return None
