"""What one legal server does where its document is silent or open: one answer per open fact, each with another that is as legal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import jsonschema_rs

from listproof.contract import Contract, Dispute, DisputeReading, End, Filter, Parameter, each

__all__ = ["BEHAVIOURS", "Decisions", "UnknownReading", "decide", "default_of", "end_text", "open_facts"]


class UnknownReading(ValueError):
    """A reading that was asked for and that the contract does not leave open; the message names what can be chosen."""


BEHAVIOURS: Mapping[str, tuple[str, ...]] = {
    "bounds": ("reject", "clamp"),
    "repeated": ("refuse", "first", "last"),
    "empty": ("value", "left-out", "refuse"),
    "ties": ("forwards", "backwards", "scattered"),
    "nulls": ("smallest", "largest", "last", "first"),
    "folding": ("unicode", "ascii"),
    "unordered": ("newest", "oldest", "scattered"),
    "past-end": ("empty", "refuse"),
    "unknown-thing": ("empty", "refuse"),
    "unknown-scope": ("empty", "refuse"),
    "inverted-range": ("empty", "refuse"),
    "zero-size": ("refuse", "empty"),
    "required-headers": ("tolerate", "demand"),
    "odd-text": ("matches-nothing", "refuse"),
    "size.default": ("10", "20", "50", "100"),
    "size.cap": ("1000", "500", "200"),
    "undirected": ("asc", "desc"),
    "unknown-parameters": ("ignore", "refuse"),
    "unknown-field": ("refuse", "ignore"),
    "blanks": ("kept", "trimmed"),
    "negation-nulls": ("kept", "lost"),
    "unlisted": ("refuse", "compared"),
    "dates": ("whole-days", "midnights"),
    "range-ends": ("kept", "lost"),
    "collation": ("code-points", "any-case", "locale"),
    "cursor": ("place", "offset"),
    "cursor.tokens": ("same", "fresh"),
    "cursor.life": ("3600", "60", "3"),
    "made-up": ("refuse", "empty"),
    "elsewhere": ("refuse", "old", "new"),
    "another-size": ("follows", "refuse"),
    "expired": ("refuse", "goes-on"),
    "links": ("absolute", "relative", "path"),
    "edges": ("of-all", "of-others"),
    "page-filling": ("short", "full"),
    "estimate": ("near", "exact"),
    "total.cap": ("100", "50"),
    "apart": ("refuse", "first"),
}
"""Behaviours that no document settles, the first of each the usual one; `--reading bounds=clamp` picks another."""

_NUMBERS = ("size.default", "size.cap", "cursor.life", "total.cap")


@dataclass(frozen=True, eq=False)
class Decisions:
    """The reading taken of each open fact: `chosen` by the caller, the rest by `decide`, which gives the same ones for the same choice."""

    behaviours: Mapping[str, str]
    filters: Mapping[str, str]
    absent: Mapping[str, Any]
    disputes: Mapping[str, DisputeReading]
    counts: str
    default_key: str | None
    end: End | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, behaviour: str) -> str:
        return self.behaviours[behaviour]

    def accepted(self, name: str) -> tuple[Any, ...]:
        """The values of a parameter that a reading of a dispute, chosen on purpose, wants accepted."""
        return tuple(asked[name] for asked in self._accepted if asked.get(name) is not None)

    @cached_property
    def _accepted(self) -> Sequence[Mapping[str, Any]]:
        chosen = [reading.shows for dispute, reading in self.disputes.items() if f"disputes.{dispute}" in self.chosen]
        return [shows.get("ask", {}) for shows in chosen if shows.get("gets") == "accepted"]

    def limits(self, parameter: Parameter) -> tuple[int | float | None, int | float | None]:
        """The bounds of a number on this server, less those that a reading of a dispute takes away."""
        low, high = parameter.minimum, parameter.maximum
        for value in self.accepted(parameter.name):
            if isinstance(value, int | float):
                low = None if low is not None and value < low else low
                high = None if high is not None and value > high else high
        return low, high

    def precision(self, what: str, ways: tuple[str, ...]) -> str:
        """How finely this server keeps the times of a filter or a key (`what`, as a fact names it), of the ways that are open."""
        return self.chosen.get(f"{what}.precision", ways[0])

    def reading(self, one: Filter, readings: tuple[str, ...]) -> str:
        """Which of a filter's readings this server takes."""
        taken = self.filters.get(one.name)
        return taken if taken in readings else readings[0]


def open_facts(contract: Contract) -> dict[str, tuple[str, ...]]:
    """Every fact that is open, by id, with its possible readings as text; the first is the usual one."""
    found: dict[str, tuple[str, ...]] = dict(BEHAVIOURS)
    for one in contract.filters:
        readings = tuple(dict.fromkeys(r for several in one.matches.all() for r in several))
        if len(readings) > 1:
            found[f"filters.{one.name}"] = readings
        if len(one.absent) > 1:
            found[f"filters.{one.name}.absent"] = tuple(_text(meaning) for meaning in one.absent)
        if len(one.precision) > 1:
            found[f"filters.{one.name}.precision"] = one.precision
    for key in contract.order.keys if contract.order else ():
        if len(key.precision) > 1:
            found[f"order.keys.{key.name}.precision"] = key.precision
    for dispute in contract.disputes:
        usual = _usual(contract, dispute)
        others = (reading for reading in dispute.readings if reading is not usual and _takeable(reading))
        found[f"disputes.{dispute.id}"] = tuple(reading.says for reading in (usual, *others))
    if len(contract.pages.end) > 1:
        found["pages.end"] = tuple(end_text(end) for end in contract.pages.end)
    if contract.total and len(contract.total.counts) > 1:
        found["total.counts"] = contract.total.counts
    if contract.order and contract.order.default and contract.order.default[0] == "unspecified":
        found["order.default"] = tuple(key.name for key in contract.order.keys)
    return found


def decide(contract: Contract, chosen: Mapping[str, str] | None = None) -> Decisions:
    """The decisions of one server. Raises UnknownReading for a fact that is not open or a reading that it does not have."""
    return _decided(contract, tuple((chosen or {}).items()))


@lru_cache(maxsize=128)
def _decided(contract: Contract, choice: tuple[tuple[str, str], ...]) -> Decisions:
    chosen = dict(choice)
    possible = open_facts(contract)
    for fact, reading in chosen.items():
        if fact not in possible:
            raise UnknownReading(f"{contract.slug} has no open fact {fact!r}; open are: {', '.join(sorted(possible))}")
        if reading not in possible[fact] and not (fact in _NUMBERS and reading.isdigit() and int(reading) > 0):
            raise UnknownReading(f"{fact} of {contract.slug} cannot be read {reading!r}; expected one of {', '.join(possible[fact])}")

    def taken(fact: str) -> str | None:
        return chosen.get(fact) or (possible[fact][0] if fact in possible else None)

    disputes = {d.id: next(r for r in d.readings if r.says == taken(f"disputes.{d.id}")) for d in contract.disputes}
    absent = {one.name: _absent(one, taken(f"filters.{one.name}.absent")) for one in contract.filters}
    filters = {one.name: taken(f"filters.{one.name}") or "" for one in contract.filters}
    for name, taken_reading in disputes.items():
        shows = taken_reading.shows
        if f"disputes.{name}" not in chosen:
            continue
        if "filter" in shows and f"filters.{shows['filter']}" not in chosen:
            filters[shows["filter"]] = shows["reading"]
        defaulted = default_of(taken_reading)
        if defaulted is not None and f"filters.{defaulted[0]}.absent" not in chosen:
            absent[defaulted[0]] = defaulted[1]
    counts = contract.total.counts[0] if contract.total else "matching"
    return Decisions(
        behaviours={name: taken(name) or "" for name in BEHAVIOURS},
        filters=filters,
        absent=absent,
        disputes=disputes,
        counts=taken("total.counts") or counts,
        end=next((end for end in contract.pages.end if end_text(end) == taken("pages.end")), next(iter(contract.pages.end), None)),
        default_key=taken("order.default") or (contract.order.default[0] if contract.order and contract.order.default else None),
        chosen=chosen,
    )


def end_text(end: End) -> str:
    """The name of one way in which an answer tells that no page follows."""
    return end.kind if end.place is None else f"{end.kind} {end.place}"


def _absent(one: Filter, taken: str | None) -> Any:
    return next((meaning for meaning in one.absent if _text(meaning) == taken), one.absent[0])


def _text(meaning: Any) -> str:
    return meaning if isinstance(meaning, str) else json.dumps(meaning, separators=(",", ":"))


def default_of(reading: DisputeReading) -> tuple[str, Any] | None:
    """The filter and the value that it has when it is left out, where that is what a reading says."""
    ask, same = reading.shows.get("ask") or {}, reading.shows.get("same-as") or {}
    if len(ask) == 1 and ask.keys() == same.keys() and next(iter(ask.values())) is None:
        return next(iter(same.items()))
    return None


def _takeable(reading: DisputeReading) -> bool:
    """Whether a server can choose to be so: not where the reading is told by what a whole answer happens to hold."""
    shows = reading.shows
    return "ask" not in shows or "at" not in shows


def _usual(contract: Contract, dispute: Dispute) -> DisputeReading:
    """The reading that the document's own example takes; a header that may be missing; else the first."""
    for reading in dispute.readings:
        ask = reading.shows.get("ask", {})
        if reading.shows.get("gets") == "accepted" and any(_is_header(contract, name) for name in ask):
            return reading
        if "at" not in reading.shows or ask or contract.example is None:
            continue
        shown = list(each(contract.example, reading.shows["at"]))
        fits = jsonschema_rs.validator_for(reading.shows["schema"]).is_valid
        if shown and all(fits(value) for value in shown):
            return reading
    return dispute.readings[0]


def _is_header(contract: Contract, name: str) -> bool:
    return contract.has_parameter(name) and contract.parameter(name).place == "header"
