"""What a recorded dispute settles: of the facts that it is about, the values that one of its readings says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["RecordedDispute"]

_TYPE_WORDS = {
    "string": r"\btext\b|\bstring\b|\btexts\b",
    "integer": r"\bnumbers?\b|\binteger\b|\bwhole\b|\bcounts?\b",
    "number": r"\bnumbers?\b",
    "boolean": r"\bboolean\b|true or false",
    "array": r"\barrays?\b|\blists?\b",
    "object": r"\bobjects?\b",
}


@dataclass(frozen=True, slots=True)
class RecordedDispute:
    """A recorded dispute: its id, the facts that it is about and its readings as the contract writes them."""

    id: str
    about: tuple[str, ...]
    readings: tuple[Mapping[str, Any], ...] = ()

    def covers(self, fact: str) -> bool:
        """Whether a fact is one that the dispute is about, or a facet of one."""
        return any(fact == about or fact.startswith(about + ".") for about in self.about)

    def settles(self, fact: str, value: Any) -> bool:
        """Whether a document that gives this value of a fact says what a reading says; None stands for a fact that it does not give."""
        return self.covers(fact) and any(_says(reading, fact, value) for reading in self.readings)


def _says(reading: Mapping[str, Any], fact: str, value: Any) -> bool:
    words = str(reading.get("says", ""))
    shows = reading.get("shows") or {}
    facet = fact.rpartition(".")[2]
    if value is None:
        return re.search(rf"(?i)\b(?:no|without an?y?)\s+{re.escape(facet)}\b", words) is not None
    if facet == "type":
        told = {one for schema in _schemas(shows) for one in _several(schema.get("type"))}
        wanted = set(_several(value)) - {"null"}
        return wanted <= told | {kind for kind, pattern in _TYPE_WORDS.items() if re.search(pattern, words, re.IGNORECASE)}
    if facet == "null":
        return "null" in words or any("null" in _several(schema.get("type")) for schema in _schemas(shows))
    if facet == "required":
        if fact.startswith("fields."):
            name = fact.removesuffix(".required").rpartition("/")[2]
            return any(name in schema.get("required", ()) for schema in _schemas(shows)) or _holds(words, name)
        pattern = (
            r"(?<!not )(?<!non-)\b(?:mandatory|required|needed)\b"
            if value is True
            else r"\boptional\b|\bnot (?:mandatory|required|needed)\b"
        )
        return re.search(pattern, words, re.IGNORECASE) is not None
    if value is True:
        name = re.split(r"[./]", fact)[-1]
        return _holds(words, name) or any(name in schema.get("required", ()) for schema in _schemas(shows))
    wanted_values = [one for one in _several(value) if one is not None]
    leaves = {str(leaf) for leaf in _leaves(shows)}
    return bool(wanted_values) and all(str(one) in leaves or _holds(words, str(one)) for one in wanted_values)


def _holds(words: str, value: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(value)}(?![\w-])(?!\.\d)", words) is not None


def _several(value: Any) -> Sequence[Any]:
    if isinstance(value, list | tuple):
        return value
    return () if value is None else (value,)


def _schemas(shows: Any) -> Iterator[Mapping[str, Any]]:
    """Every JSON Schema inside what a reading shows."""
    if isinstance(shows, Mapping):
        schema = shows.get("schema")
        if isinstance(schema, Mapping):
            yield schema
        for one in shows.values():
            yield from _schemas(one)
    elif isinstance(shows, list):
        for one in shows:
            yield from _schemas(one)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    elif value is not None:
        yield value
