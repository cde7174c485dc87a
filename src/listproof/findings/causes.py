"""The failing outcomes of one listing as causes: each told once, by the outcome that says best what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from listproof.contract import NEGATIONS, RANGES
from listproof.findings.grouping import grouped
from listproof.findings.naming import roles
from listproof.findings.symptom import IN_ONE, OPERATOR, symptom, systemic
from listproof.verdicts import Outcome

__all__ = ["Cause", "causes"]

_WORD = re.compile(r"[^\W_]+")
_QUOTES = re.compile("[\"']")
_CARRIER = re.compile(r" in (\S+?)(?:, each value in .)?$")
"""The parameter in which a filter stands, as the fact of its spelling tells it."""


_READ_ALIKE = {
    "of negations": NEGATIONS,
    "of lower ends": frozenset({"from", "minimum"}),
    "of upper ends": frozenset({"until", "maximum"}),
    "of lower ends, kept or not": frozenset({"from", "minimum", "after"}),
    "of upper ends, kept or not": frozenset({"until", "maximum", "before"}),
    "of ends of numbers": frozenset({"minimum", "maximum"}),
    "of two ends": frozenset({"between"}),
}
"""The readings that one piece of code is likely to decide, by what they have in common."""
_OPPOSITE = {"none-of": "equals", "one-of": "equals"}
"""What a list keeps, or leaves out, of each value in it."""
_PLAIN = frozenset({"equals", "equals-any-case"})
_LISTS = re.compile(r"(one|none|all)-of(-any-case)?")
_PARTS = re.compile(r"(contains|like|glob|prefix|suffix)(-any-case)?")


@dataclass(frozen=True)
class Cause:
    """One cause: the outcome that says best what is wrong, and the failing outcomes that follow from it."""

    root: Outcome
    follows: tuple[Outcome, ...] = ()


def causes(outcomes: Iterable[Outcome], values: Mapping[str, str], disputes: Mapping[str, Iterable[str]]) -> tuple[Cause, ...]:
    """The causes of what fails among the outcomes of one listing, the one furthest upstream first.

    `values` are what the contract says, as text, by the id of the fact; `disputes` the ids of the facts that each is about.
    """
    every = tuple(outcomes)
    failed = {outcome.key: outcome for outcome in every if outcome.verdict == "fail" and outcome.violation is not None}
    if not failed:
        return ()
    parts = roles(values, disputes)
    parameters = [fact.removeprefix("parameters.") for fact in values if fact.startswith("parameters.") and f"{fact}.required" in values]
    filters = [fact.removeprefix("filters.") for fact in values if fact.startswith("filters.") and f"parameters.{fact[8:]}" in values]
    together = {
        **_in_one_parameter(filters, values),
        **_of_one_kind(filters, values),
        **_of_one_operator(filters, values),
        **_at_one_field(filters, values),
    }
    tried = Counter(outcome.law for outcome in every if outcome.verdict in ("pass", "fail", "waived"))
    found = [symptom(outcome, outcome.violation, parts, parameters) for outcome in failed.values() if outcome.violation is not None]
    return tuple(
        Cause(failed[group[0].key], tuple(failed[one.key] for one in group[1:]))
        for group in grouped(systemic(found, tried, filters, together))
    )


def _in_one_parameter(filters: Iterable[str], values: Mapping[str, str]) -> dict[str, set[str]]:
    """The filters that stand in one parameter with others, by what they have in common."""
    found: dict[str, set[str]] = {}
    for name in filters:
        if held := _CARRIER.search(values.get(f"filters.{name}.spelled", "")):
            found.setdefault(f"{IN_ONE}{held[1]}", set()).add(name)
    return found


def _of_one_kind(filters: Iterable[str], values: Mapping[str, str]) -> dict[str, set[str]]:
    """The filters that negate, that take lists, that take a part of a text, and that keep what lies on or beyond an end or between two, by
    what they have in common."""
    read = {name: set(values[f"filters.{name}"].split()) for name in filters}
    lists, parts = ({name for name, words in read.items() if any(map(pattern.fullmatch, words))} for pattern in (_LISTS, _PARTS))
    alike = {common: {name for name, words in read.items() if words & readings} for common, readings in _READ_ALIKE.items()}
    return {"of lists": lists, "of parts of texts": parts, **alike}


def _at_one_field(filters: Iterable[str], values: Mapping[str, str]) -> dict[str, set[str]]:
    """The filters on one field that are ends of a range, and those that keep what another leaves out, by what they have in common."""
    found: dict[str, set[str]] = {}
    for name in filters:
        pointer, *readings = values[f"filters.{name}"].split()
        if set(readings) <= RANGES:
            found.setdefault(f"of the ends at {pointer}", set()).add(name)
        kept = {_OPPOSITE.get(reading, reading.removeprefix("not-")).removesuffix("-any-case") for reading in readings}
        if len(kept) == 1:
            found.setdefault(f"of {min(kept)} or not at {pointer}", set()).add(name)
    return {common: several for common, several in found.items() if len(several) > 1 and _is_one_piece(common, several, values)}


def _is_one_piece(common: str, several: Iterable[str], values: Mapping[str, str]) -> bool:
    """Whether filters are ends of one range, or one of them leaves out what another keeps."""
    negate = {bool(NEGATIONS & set(values[f"filters.{name}"].split())) for name in several}
    return common.startswith("of the ends") or len(negate) == 2


def _of_one_operator(filters: Iterable[str], values: Mapping[str, str]) -> dict[str, set[str]]:
    """The filters that are read alike and asked for by one operator."""
    found: dict[str, set[str]] = {}
    for name in filters:
        said = values[f"filters.{name}"].split()
        pointers, readings = [word for word in said if word.startswith("/")], [word for word in said if not word.startswith("/")]
        operator = _operator(values.get(f"filters.{name}.spelled", name), pointers)
        if operator not in ("", name) and not set(readings) <= _PLAIN:
            found.setdefault(f"{OPERATOR}{operator}, {' '.join(sorted(readings))}", set()).add(name)
    return found


def _operator(spelled: str, pointers: Iterable[str]) -> str:
    """What is left of the spelling of a filter, or of its name, without the words of its field and without quotes."""
    fields = {part.casefold() for pointer in pointers for part in _WORD.findall(pointer)}
    return _WORD.sub(lambda held: "" if held[0].casefold() in fields else held[0], _QUOTES.sub("", spelled)).strip()
