"""Between pytest's items and laws: one item for each law, place and subject, and what a verdict is to pytest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest

from listproof.contract.visible import visible
from listproof.laws import Law, Subject, subjects
from listproof.running import Place
from listproof.verdicts import AREAS, Outcome

__all__ = ["in_order", "key_in", "law_of", "parametrize", "place_of", "subject_of", "tell"]

_PARAMETERS = re.compile(r"::\w+\[(.*)\]$", re.DOTALL)
"""What stands behind the name of a parametrised test."""


def law_of(function: object) -> Law | None:
    """The law that a test function declares; None for any other test."""
    found = getattr(function, "law", None)
    return found if isinstance(found, Law) else None


def parametrize(metafunc: pytest.Metafunc, law: Law, places: Sequence[Place]) -> None:
    """One item for each place and subject of a law."""
    names = ["listing"] if law.each is None else ["listing", "subject"]
    values: list[Any] = []
    ids: list[str] = []
    for place in places:
        for subject in subjects(law, place.contract):
            values.append(place.key if subject is None else (place.key, subject))
            ids.append(place.key if subject is None else f"{place.key}-{subject}")
    metafunc.parametrize(names if len(names) > 1 else names[0], values, ids=ids)


def place_of(item: pytest.Item, places: Mapping[str, Place]) -> Place | None:
    """The place that an item asks, of those by key; None for any other test and for a law without a subject."""
    call = getattr(item, "callspec", None)
    return places.get(call.params.get("listing")) if call and isinstance(call.params.get("listing"), str) else None


def subject_of(item: pytest.Item) -> Subject | None:
    """The subject that an item tries its law on."""
    call = getattr(item, "callspec", None)
    return call.params.get("subject") if call else None


def key_in(nodeid: str, keys: Iterable[str]) -> str | None:
    """The key of the place that an item asks, of these; None for an item that is no law."""
    found = _PARAMETERS.search(nodeid)
    if found is None:
        return None
    asks = [key for key in keys if f"{found[1]}-".startswith(f"{_escaped(key)}-")]
    return max(asks, key=len, default=None)


def _escaped(key: str) -> str:
    """The key as pytest writes it into a name."""
    return key.encode("unicode_escape").decode("ascii")


def in_order(items: Sequence[pytest.Item], places: Mapping[str, Place]) -> list[pytest.Item]:
    """Other tests first, then place by place, so that the laws of one listing share their evidence; empty families left out."""
    order = {key: number for number, key in enumerate(places)}

    def rank(item: pytest.Item) -> tuple[int, int]:
        place, law = place_of(item, places), law_of(getattr(item, "function", None))
        return (-1, 0) if place is None or law is None else (order[place.key], AREAS.index(law.area))

    kept = [item for item in items if law_of(getattr(item, "function", None)) is None or place_of(item, places) is not None]
    return sorted(kept, key=rank)


def tell(outcome: Outcome, titles: Mapping[str, str], strict: bool, unasked: bool) -> None:
    """Say to pytest what an outcome is: raises what it takes for failed, skipped or expected, and returns for a pass.

    `titles` are those of the contract's documents. `strict`: inconclusive fails.
    `unasked`: this place had stopped answering before, so that this is no new trouble.
    """
    reason = visible(outcome.reason)
    if outcome.verdict == "fail":
        pytest.fail(_in_lines(outcome, titles), pytrace=False)
    if outcome.verdict == "error":
        if unasked:
            pytest.skip(f"not asked: {reason}")
        pytest.fail("\n".join(map(visible, [outcome.reason, *outcome.traceback.splitlines()])), pytrace=False)
    if outcome.verdict == "waived":
        pytest.xfail(reason)
    if outcome.verdict == "inconclusive":
        if strict:
            pytest.fail(f"inconclusive: {reason}", pytrace=False)
        pytest.skip(f"inconclusive: {reason}")
    if outcome.verdict == "unsupported":
        pytest.skip(f"unsupported: {reason}")


def _in_lines(outcome: Outcome, titles: Mapping[str, str]) -> str:
    violation = outcome.violation
    if violation is None:
        return visible(outcome.reason)
    lines = [
        f"{outcome.law}: {outcome.reason}",
        f"  fact      {violation.fact} ({violation.source.told(titles)})",
        f"  expected  {violation.expected}",
        f"  observed  {violation.observed}",
        *(f"  replay    {exchange.curl}" for exchange in violation.exchanges),
    ]
    return "\n".join(map(visible, lines))
