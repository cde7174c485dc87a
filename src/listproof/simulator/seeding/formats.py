"""Texts of the formats that JSON Schema names, by number: each number has its own."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from listproof.simulator.seeding.texts import scattered

__all__ = ["formatted"]

_FIRST_DAY = date(2001, 1, 1)
_FIRST_MOMENT = 1_700_000_000


def formatted(form: str, number: int) -> str | None:
    """The text of a number, from 0, in a format; None where the format is none of those that say how a text is written."""
    way = _WAYS.get(form)
    return None if way is None else way(number)


def _moment(number: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(_FIRST_MOMENT + 60 * number))


def _time_of_day(number: int) -> str:
    return time.strftime("%H:%M:%SZ", time.gmtime(number % 86_400))


def _address(number: int) -> str:
    spread = number * 65_537 % (1 << 24)
    return f"10.{spread >> 16}.{spread >> 8 & 255}.{spread & 255}"


def _mailbox(number: int) -> str:
    return f"{scattered(number)}@example.com"


def _host(number: int) -> str:
    return f"{scattered(number)}.example.com"


def _link(number: int) -> str:
    return f"https://example.com/{scattered(number)}"


def _path(number: int) -> str:
    return f"/{scattered(number)}"


_WAYS: Mapping[str, Callable[[int], str]] = {
    "uuid": lambda number: str(uuid.uuid5(uuid.NAMESPACE_OID, str(number))),
    "date-time": _moment,
    "date-time-local": lambda number: _moment(number).removesuffix("Z"),
    "date": lambda number: (_FIRST_DAY + timedelta(days=number)).isoformat(),
    "time": _time_of_day,
    "duration": lambda number: f"PT{number + 1}S",
    "email": _mailbox,
    "idn-email": _mailbox,
    "hostname": _host,
    "idn-hostname": _host,
    "uri": _link,
    "iri": _link,
    "uri-reference": _path,
    "iri-reference": _path,
    "uri-template": lambda number: f"{_path(number)}/{{id}}",
    "ipv4": _address,
    "ipv6": lambda number: f"2001:db8::{number >> 16:x}:{number & 65_535:x}",
    "json-pointer": _path,
    "relative-json-pointer": lambda number: f"{number}{_path(number)}",
    "regex": scattered,
}
