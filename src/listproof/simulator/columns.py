"""What of a record stands in a typed column of its own, so that SQL can filter and order without opening the record."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from listproof.contract import RANGES, Contract, Filter
from listproof.contract.answer import WRITTEN_TIMES
from listproof.contract.pointer import each, parts

__all__ = [
    "COLLATIONS",
    "FORMS",
    "KEY_FORMS",
    "Column",
    "ascii_folded",
    "columns",
    "creation",
    "day",
    "entry",
    "instant",
    "number",
    "steps",
    "tokens",
    "yes_or_no",
]

SEPARATOR = "\x1f"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?")
_ANY_CASE = frozenset(
    {
        "equals-any-case", "contains-any-case", "like-any-case", "glob-any-case", "one-of-any-case", "all-of-any-case", "prefix-any-case",
        "suffix-any-case", "not-equals-any-case", "not-contains-any-case",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: the record pointer (or, for `hidden`, the filter's name) that it looks at, and the form of its values.

    Forms: `text` as shown, `ascii` and `folded` for any case, `locale` as a dictionary sorts, `number`, `time` in epoch milliseconds,
    `flag`, `words`, `entries`, `hidden` for what records do not show, `elsewhere` (1 where only a widening filter shows the record).
    """

    pointer: str
    form: str
    place: int = 0

    @property
    def name(self) -> str:
        """The name of the column in SQL."""
        return f"c{self.place}"

    @property
    def kind(self) -> str:
        """The SQL type: a number is a number and a text stays a text."""
        return {"number": "NUMERIC", "time": "INTEGER", "elsewhere": "INTEGER"}.get(self.form, "TEXT")

    @property
    def several(self) -> bool:
        """Whether a record may show several values there."""
        return "*" in parts(self.pointer) if self.pointer.startswith("/") else False

    def value(self, shown: list[Any]) -> Any:
        """What the column holds for the values that a record shows at its pointer; None where it shows none."""
        given = [value for value in shown if value is not None]
        if not given:
            return None
        converted = [FORMS[self.form](value) for value in given]
        if self.several and self.form in ("text", "ascii", "folded"):
            return SEPARATOR + SEPARATOR.join(converted) + SEPARATOR
        if self.form == "words":
            return " " + " ".join(converted) + " "
        return converted[0]

    def of(self, record: Any) -> Any:
        """What the column holds for a whole record."""
        return self.value(list(each(record, self.pointer)))


KEY_FORMS: Mapping[str, tuple[str, ...]] = {
    "time": ("time",), "number": ("number",), "group": ("text",), "text": ("text", "folded", "locale"),
}  # fmt: skip
"""The forms in which the key of an order is looked at; a text key in each way of comparing texts."""


def steps(contract: Contract, one: Filter) -> tuple[str, ...]:
    """Every record pointer that a filter may look at."""
    return one.places


def columns(contract: Contract) -> tuple[Column, ...]:
    """Every column that the filters, the order and the scopes of a contract need, each once."""
    found: list[tuple[str, str]] = []
    for one in contract.filters:
        if one.widens:
            found.append((one.name, "elsewhere"))
            continue
        if one.opaque:
            found.append((one.name, "hidden"))
            continue
        readings = {reading for several in one.matches.all() for reading in several}
        for pointer in steps(contract, one):
            found += [(pointer, form) for form in _forms(one, readings)]
    for key in contract.order.keys if contract.order else ():
        found += [(key.field, form) for form in KEY_FORMS[key.compares]]
    found += [(lead.place.name, "text") for lead in (contract.pages.next, contract.pages.previous) if lead and lead.place.kind == "last"]
    created = creation(contract)
    if created is not None:
        found.append((created, "time"))
    return tuple(Column(pointer, form, place) for place, (pointer, form) in enumerate(dict.fromkeys(found)))


@lru_cache(maxsize=64)
def creation(contract: Contract) -> str | None:
    """The record pointer of the time at which a record began: a settled time, else any that is never null, the one that speaks of
    creation first."""
    always = [f for f in contract.fields if "null" not in f.types or f.within in contract.settled]
    times = [f.within for f in always if f.within and "*" not in f.within and is_time(f.schema)]
    times.sort(key=lambda pointer: (pointer.count("/"), pointer not in contract.settled, "creat" not in pointer.lower()))
    return times[0] if times else None


def is_time(schema: Mapping[str, Any]) -> bool:
    """Whether a schema describes a moment."""
    return schema.get("format") in (*WRITTEN_TIMES, "epoch-milliseconds", "date")


COLLATIONS: Mapping[str, str] = {"code-points": "text", "any-case": "folded", "locale": "locale"}
"""The form of a column that each way of comparing texts looks at."""


def _forms(one: Filter, readings: set[str]) -> list[str]:
    if one.compares in ("number", "time", "flag"):
        return [one.compares]
    forms: list[str] = [form for form in ("words", "entries") if form in readings]
    plain = readings - {"words", "entries", "opaque"}
    if plain:
        forms.append("text")
    if plain & _ANY_CASE:
        forms += ["ascii", "folded"]
    if plain & RANGES:
        forms += ["folded", "locale"]
    return forms


def ascii_folded(text: str) -> str:
    """The text with A–Z in lower case and every other letter as it is."""
    return text.translate(_LOWER)


_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def instant(value: Any) -> int | None:
    """A moment as epoch milliseconds, from milliseconds (a number, or its digits) or RFC 3339 text; None where it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if abs(value) < 2**62 else None
    text = str(value)
    if re.fullmatch(r"-?[0-9]{1,18}", text):
        return int(text)
    if not _INSTANT.fullmatch(text):
        return None
    try:
        read = datetime.fromisoformat(text[:26] + text[-1] if text[-1] == "Z" and len(text) > 27 else text)
        moment = read if read.tzinfo else read.replace(tzinfo=UTC)
        return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
    except (ValueError, OverflowError):
        return None


def tells_offset(text: str) -> bool:
    """Whether a text that is a moment says how far its clock is from UTC."""
    return re.search(r"(Z|[+-]\d\d:\d\d)$", text) is not None


def day(value: Any) -> int | None:
    """The first moment of a day such as 2024-03-01, in UTC, as epoch milliseconds; None for anything else."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return None
    return instant(f"{value}T00:00:00Z")


def number(value: Any) -> float | int | None:
    """A number, or the number that a text spells in plain digits; None for anything else. What is whole is held to its last digit."""
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,19}", value):
        value = int(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if abs(value) < 2**62 else None
    return float(value) if re.fullmatch(r"-?[0-9]{1,18}\.[0-9]{1,9}", str(value)) else None


def tokens(text: str) -> list[str]:
    """The words of a text in lower case; each Chinese character is a word of its own."""
    return re.findall(r"[a-z0-9]+|[^\W\d_]", text.casefold())


def entry(key: str, value: Any) -> str:
    """One entry of a map as it stands in an `entries` column."""
    return SEPARATOR + json.dumps([key, value if isinstance(value, str) else json.dumps(value)], ensure_ascii=False) + SEPARATOR


def collated(text: str) -> str:
    """A key by which texts stand as in a dictionary: letters and digits first, then accents, then case (lower before upper)."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    letters = "".join(letter for letter in bare.casefold() if letter.isalnum())
    return SEPARATOR.join((letters, text.casefold(), text.swapcase()))


def _entries(value: Any) -> str:
    return "".join(entry(str(key), inner) for key, inner in value.items()) if isinstance(value, Mapping) else ""


def yes_or_no(value: Any) -> str:
    """A flag as its column holds it: `yes` and `no` for true and false, 1 and 0, whether as such or as text; anything else as text."""
    if value in (True, False):
        return "yes" if value else "no"
    return {"true": "yes", "1": "yes", "false": "no", "0": "no"}.get(str(value).casefold(), str(value).casefold())


FORMS: dict[str, Any] = {
    "text": str,
    "ascii": lambda value: ascii_folded(str(value)),
    "folded": lambda value: str(value).casefold(),
    "number": number,
    "time": lambda value: instant(value) if (at := day(value)) is None else at,
    "locale": lambda value: collated(str(value)),
    "flag": yes_or_no,
    "words": lambda value: " ".join(tokens(str(value))),
    "entries": _entries,
}
"""How a column of each form holds a value that a record shows; never None."""
