"""Times that a service keeps finer than it shows them: no law blames it where its document says so, and who does otherwise is caught."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import AS_SHOWN, Contract, OrderKey, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.oracle import matches, misplaced_among
from listproof.proof.suite import laws, laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter
from .planting import is_caught_and_named

SECOND, NEXT = "2026-03-04T05:06:07Z", "2026-03-04T05:06:08Z"
MOMENT = {"type": "string", "format": "date-time"}
EITHER = ("cut", "rounded")


@pytest.mark.parametrize(
    ("precision", "reading", "given", "kept"),
    [
        (("cut",), "from", SECOND, True), (("cut",), "until", SECOND, None), (("cut",), "until", NEXT, True),
        (("cut",), "after", SECOND, None), (("cut",), "before", SECOND, False), (("cut",), "before", NEXT, True),
        (("cut",), "equals", SECOND, None), (("cut",), "equals", NEXT, False), (("cut",), "equals", SECOND[:10], True),
        (("cut",), "from", "2026-03-04T05:06:07.500Z", None), (("cut",), "from", NEXT, False),
        (("rounded",), "from", SECOND, None), (("rounded",), "from", "2026-03-04T05:06:06Z", True), (("rounded",), "until", SECOND, None),
        (("rounded",), "until", "2026-03-04T05:06:07.600Z", True), (("cut",), "until", "2026-03-04T05:06:07.600Z", None),
        (EITHER, "until", "2026-03-04T05:06:07.600Z", None), (EITHER, "until", NEXT, True), (EITHER, "from", SECOND, None),
        (AS_SHOWN, "until", SECOND, True), (AS_SHOWN, "equals", SECOND, True), (AS_SHOWN, "after", SECOND, False),
    ],
)  # fmt: skip
def test_a_moment_stands_for_all_that_is_written_so(precision: tuple[str, ...], reading: str, given: str, kept: bool | None) -> None:
    """What is cut down lies within the second that it shows, what is rounded within half a second of it."""
    assert matches(reading, "time", SECOND, given, precision=precision) is kept


@pytest.mark.parametrize(
    ("precision", "given", "kept"),
    [(("cut",), f"{SECOND}..{NEXT}", None), (("cut",), f"2026-03-04T05:06:06Z..{NEXT}", True), (AS_SHOWN, f"..{NEXT}", True)],
)
def test_both_ends_of_a_span_are_held_against_what_is_kept(precision: tuple[str, ...], given: str, kept: bool | None) -> None:
    """An end on which a moment is shown may have it on either side."""
    assert matches("between", "time", SECOND, given, "..", precision=precision) is kept


def test_what_shows_the_same_is_no_tie_where_it_is_kept_finer() -> None:
    """A second key tells nothing then."""
    records = [{"at": SECOND, "n": 2}, {"at": SECOND, "n": 1}]
    by = OrderKey("n", "/n", "number")
    assert misplaced_among(((OrderKey("at", "/at", "time"), "asc"), (by, "asc")), records) == (0, 1)
    assert misplaced_among(((OrderKey("at", "/at", "time", precision=("cut",)), "asc"), (by, "asc")), records) is None


def _orchards(precision: Any = None) -> Contract:
    """A listing whose times are asked for in every way, and sorted by."""
    kept = {} if precision is None else {"precision": precision}
    ways = ("from", "until", "after", "before", "equals", "not-equals", "between")
    filters: dict[str, Any] = {way: {"field": "/planted", "as": "time", "matches": way, **kept} for way in ways}
    filters["between"]["separator"] = "/"
    asked = [parameter(way, {"type": "string"} if way == "between" else MOMENT) for way in ways]
    paged = [parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50})]
    keys = {"planted": {"field": "/planted", "as": "time", **kept}, "trees": {"field": "/trees", "as": "number"}}
    default = [["planted", "asc"], ["trees", "asc"]]
    words: dict[str, Any] = {
        "pages": {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
        "order": {"by": "sort", "direction": {"prefix": "-"}, "separator": ",", "keys": keys, "default": default},
        "total": {"at": "/total", "counts": "matching"},
    }  # fmt: skip
    made = sourced(document(*asked, *paged, parameter("sort"), filters=filters, **words))
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def _failures(contract: Contract, service: Service) -> list[tuple[str, str]]:
    """The laws that fail or break, whole queries among them."""
    store = listing_of(service, contract)
    drawn = laws_called(("queries.agrees-with-the-document",))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, (*laws(), *drawn))]
    return [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")]


@pytest.mark.parametrize("way", ["shown", "cut", "rounded"])
@pytest.mark.parametrize("said", [["cut", "rounded", "shown"], None])
def test_who_keeps_times_finer_is_left_in_peace_where_that_is_said(way: str, said: list[str] | None) -> None:
    """Whether it cuts or rounds where both are open, and where just that is said."""
    contract = _orchards(said or way)
    chosen = {} if said is None else {f"filters.{one.name}.precision": way for one in contract.filters}
    chosen |= {} if said is None else {"order.keys.planted.precision": way}
    assert _failures(contract, Service(contract, 257, 0, chosen)) == []


@pytest.mark.parametrize("way", ["cut", "rounded"])
def test_who_keeps_times_finer_is_blamed_where_they_are_said_to_be_as_shown(way: str) -> None:
    """Each filter that shows it, and what is sorted by a second key."""
    told = {law for law, _ in _failures(_orchards(), Service(_orchards(way), 257, 0))}
    assert {"filters.keeps-what-it-names", "order.second-key-within-ties"} <= told


@pytest.mark.parametrize(("said", "kind"), [(None, "finer-than-shown"), ("cut", "rounded-to-be-shown")])
def test_who_keeps_times_another_way_than_is_said_is_caught_and_named(said: str | None, kind: str) -> None:
    """A law says at each filter that it is this one."""
    contract = _orchards(said)
    faults = [fault.id for fault in catalogue(contract) if fault.id.startswith(kind)]
    assert len(faults) > 1
    assert [fault for fault in faults if not is_caught_and_named(contract, fault)] == []
