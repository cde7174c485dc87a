"""A blank at the edge of a value is kept or trimmed, which is recorded; one that breaks, or turns the filter off, is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.exchange import Request
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.fault import Fault
from listproof.simulator.query import TypedQuery
from listproof.simulator.seams import Seams
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.simulator.variants import Variant
from listproof.verdicts import Outcome

from ..contract.orchards import contract, parameter

LAW = "filters.blank-is-spelled-either-way"
PAGES = {"offset": {"parameter": "offset", "first": 0, "past-end": "empty"}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
TRIMMED = Variant("trimmed", "Blanks are trimmed.", readings={"blanks": "trimmed"})


EQUAL = ["equals", "contains"]
"""What a server of the simulator takes for equality."""


def _listed(matches: str | list[str], type: str = "string") -> Contract:
    size = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10})
    schema = {"type": "array", "items": {"type": "string"}} if type == "array" else {"type": type}
    return contract(
        parameter("offset", {"type": "integer", "minimum": 0}), size, parameter("name", schema),
        filters={"name": {"field": "/name", "matches": matches}}, pages=PAGES,
    )  # fmt: skip


def _judged(listed: Contract, changed: Fault | Variant | None) -> Outcome:
    fault, variant = (changed, None) if isinstance(changed, Fault) else (None, changed)
    asked = listing_of(Service(listed, 257, 0).like(fault, variant))
    (outcome,) = (judge(law, asked, subject) for law, subject in plan(listed, laws_called([LAW])))
    return outcome


def _read_as_plus(seams: Seams) -> Seams:
    """A server to which `+` is a plus sign."""

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        return seams.read(service, replace(request, target=request.target.replace("+", "%2B")), path)

    return replace(seams, read=read)


@pytest.mark.parametrize("matches", ["contains", "contains-any-case", "prefix", "suffix", EQUAL])
def test_whether_a_blank_at_an_edge_is_kept_is_recorded(matches: str | list[str]) -> None:
    """By one question where parts of texts are kept, by two where what equals a text is."""
    listed = _listed(matches)
    kept, trims = _judged(listed, None), _judged(listed, TRIMMED)
    assert (kept.verdict, dict(kept.behaviours)) == ("pass", {"filters.name.blanks": "kept", "filters.blank": "either"})
    assert (trims.verdict, dict(trims.behaviours)) == ("pass", {"filters.name.blanks": "trimmed", "filters.blank": "either"})


def _padded(seams: Seams) -> Seams:
    """A server whose texts are equal whatever blanks stand at their end."""

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        query = seams.read(service, request, path)
        return replace(query, given={name: value.rstrip(" ") if name == "name" else value for name, value in query.given.items()})

    return replace(seams, read=read)


def test_blanks_behind_a_text_that_equality_passes_over_are_recorded() -> None:
    """As those that are trimmed: by no answer can the two be told apart there."""
    padded = _judged(_listed(EQUAL), Variant("padded", "Blanks behind a text are no part of it.", _padded))
    assert (padded.verdict, dict(padded.behaviours)) == ("pass", {"filters.name.blanks": "trimmed", "filters.blank": "either"})


@pytest.mark.parametrize("matches", ["contains", EQUAL])
def test_where_a_plus_sign_is_none_nothing_is_said_of_blanks(matches: str | list[str]) -> None:
    """What was asked for had no blank at its edge."""
    outcome = _judged(_listed(matches), Variant("plus", "A plus sign is one.", _read_as_plus))
    assert (outcome.verdict, dict(outcome.behaviours)) == ("pass", {"filters.blank": "only %20"})


@pytest.mark.parametrize("matches", ["contains", "prefix", EQUAL])
def test_a_blank_at_an_edge_that_breaks_or_turns_the_filter_off_is_told(matches: str | list[str]) -> None:
    """Naming the filter, and the fact that is broken."""
    listed = _listed(matches)
    planted = {fault.kind: fault for fault in catalogue(listed) if "edge-blank" in fault.kind}
    told = {kind: _judged(listed, fault) for kind, fault in planted.items()}
    assert {kind: one.violation.fact for kind, one in told.items() if one.violation} == {
        "500-edge-blank": "parameters.name.type",
        "edge-blank-ignored": "filters.name",
    }
