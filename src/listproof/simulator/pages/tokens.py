"""Opaque cursors: a place in a listing as a signed text that nobody else can make or change, or as a number where texts are not taken."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from listproof.contract import Contract, Lead
from listproof.contract.cursors import numbers_of, text_form
from listproof.simulator.query import TypedQuery
from listproof.simulator.seeding.formats import formatted
from listproof.simulator.seeding.patterned import patterned
from listproof.simulator.served import Served

__all__ = ["Place", "issued", "question", "read_token", "taken"]

_MARK = 12
_USUAL = 24


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


def issued(service: Served, place: Place) -> str | int:
    """The cursor of a place: letters, digits, `-` and `_`; a number or text that this server knows it by, where it may be no such text."""
    sign, body = _signed(service.contract, place)
    numbers = numbers_of(service.contract)
    if numbers is not None:
        return service.numbered.number(place, numbers, int.from_bytes(sign))
    form = text_form(service.contract)
    if form is not None:
        return service.numbered.text(place, partial(_formed, form), int.from_bytes(sign))
    return _written(sign, body)


def _formed(form: Mapping[str, Any], number: int) -> str:
    """The text of a number in the form that a schema says."""
    shortest, longest = int(form.get("minLength", 1)), int(form.get("maxLength", max(_USUAL, int(form.get("minLength", 1)))))
    length = max(shortest, min(longest, _USUAL))
    pattern = str(form.get("pattern", f"^[A-Za-z0-9]{{{length}}}$"))
    text = formatted(form["format"], number) if "format" in form else patterned(pattern, number, shortest, longest)
    if text is None:
        raise ValueError(f"no cursor is made that fits {dict(form)}")
    return text


def taken(contract: Contract, text: str) -> Place | None:
    """The place of a cursor that is a text; None where no server of this contract ever issued such a one."""
    if not text.isascii():
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        sign, body = raw[:_MARK], raw[_MARK:]
        if not hmac.compare_digest(hmac.digest(_key(contract), body, "sha256")[:_MARK], sign):
            return None
        place = Place(**json.loads(body))
    except (binascii.Error, ValueError, TypeError):
        return None
    # Several texts decode to the same bytes; only the one that was issued is taken.
    return place if _written(*_signed(contract, place)) == text else None


def _signed(contract: Contract, place: Place) -> tuple[bytes, bytes]:
    """The signature of a place, and the bytes that it signs."""
    said = {name: value for name, value in asdict(place).items() if value not in (None, "", False) and (value != 0 or name == "offset")}
    body = json.dumps(said, separators=(",", ":"), sort_keys=True, default=str).encode()
    return hmac.digest(_key(contract), body, "sha256")[:_MARK], body


def _written(sign: bytes, body: bytes) -> str:
    return base64.urlsafe_b64encode(sign + body).rstrip(b"=").decode()


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
