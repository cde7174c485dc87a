"""A service that passes over whatever it is asked is told as that, once and in a few requests; one that heeds anything is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.contract import Contract, build, load
from listproof.evidence import Store
from listproof.proof.suite import laws, run
from listproof.proof.trials import listing_of
from listproof.simulator.exchange import Request
from listproof.simulator.faults import planted
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.transport import Session, Target
from listproof.verdicts import Outcome

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter, schema_of

INVENTED = Path(__file__).parents[1] / "contracts" / "invented"
SAYS = "the service passes over what it is asked: pages, filters and orders all get one and the same answer"


def told(outcomes: Sequence[Outcome]) -> list[str]:
    """What failing laws say."""
    return [one.reason for one in outcomes if one.verdict == "fail"]


def asked(contract: Contract, fault: Fault) -> tuple[Store, list[Outcome]]:
    """A listing with a fault, and the outcomes of all laws that do not draw."""
    listing = listing_of(Service(contract, 257, 0).like(fault, None))
    return listing, run(listing, laws())


def forgetting(names: Sequence[str]) -> Fault:
    """A service that passes over these parameters."""

    def read(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        query: TypedQuery = inner(service, request, path)
        return query.without(*names)

    return Fault("forgetting", "pages", "Some parameters do nothing.", around("read", read))


@pytest.mark.parametrize(
    ("slug", "folder", "most"),
    [("voyages", INVENTED, 60), ("beacons", INVENTED, 40), ("lighthouses", INVENTED, 60), ("alibaba-pai-dlc-jobs", None, 125)],
)
def test_a_question_that_is_ignored_whole_is_told_once(slug: str, folder: Path | None, most: int) -> None:
    """Be it a body or a query, and though links lead on by what no document speaks of; the other laws are inconclusive and name the
    one that tells, or look at what one answer shows."""
    contract = load(slug, folder) if folder else load(slug)
    (fault,) = (one for one in planted(contract) if one.id == "question-ignored")
    listing, outcomes = asked(contract, fault)
    assert told(outcomes) == [SAYS if contract.pages.parameter else SAYS.replace("pages", "page sizes")]
    assert listing.session.sent < most
    reasons = [
        one.reason for one in outcomes if one.verdict == "inconclusive" and one.law.partition(".")[0] in ("bounds", "filters", "order")
    ]
    assert reasons
    assert {one.partition(", as ")[0] for one in reasons} == {"whatever is asked, the same answer comes"}
    assert not [one for one in outcomes if one.verdict == "pass" and one.law.partition(".")[0] in ("bounds", "filters", "order", "pages")]


@pytest.mark.parametrize("heeded", ["pages", "filters"])
def test_a_service_that_heeds_anything_is_judged_by_what_it_does_not(heeded: str) -> None:
    """Pages that are turned, or filters that keep what they name."""
    contract = load("voyages", INVENTED)
    filters = [one.name for one in contract.filters]
    paging = [contract.pages.parameter, contract.pages.size.parameter]
    _, outcomes = asked(contract, forgetting(filters if heeded == "pages" else paging))
    assert told(outcomes)
    assert SAYS not in told(outcomes)


ROWS = 50
ALIKE = [{"id": f"o{place:03}", "name": f"orchard {place}", "kind": "apple"} for place in range(ROWS)]


def _orchards(*, kinds: Sequence[str], heeds: bool, breaks_at: str | None = None) -> list[str]:
    """What fails at a service that passes over pages, and heeds its one filter or does not, over orchards of these kinds by turns.

    A question in which a parameter is `breaks_at` breaks it.
    """
    made = document(
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": ROWS}),
        parameter("offset", {"type": "integer", "minimum": 0}),
        parameter("kind", {"type": "string", "enum": ["apple", "pear"]}),
        answer={},
        record=schema_of({name: {"type": "string"} for name in ("id", "name", "kind")}),
        pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly"}},
        filters={"kind": {"field": "/kind", "matches": "equals"}},
        sign_in=[{"type": "none"}],
    )
    contract = build(sourced(made), "orchards")
    rows = [{**row, "kind": kinds[place % len(kinds)]} for place, row in enumerate(ALIKE)]

    def answered(request: httpx.Request) -> httpx.Response:
        wanted = request.url.params.get("kind") if heeds else None
        if breaks_at in request.url.params.values():
            return httpx.Response(500, json={"error": "no such size"})
        return httpx.Response(200, json={"orchards": [row for row in rows if wanted in (None, row["kind"])]})

    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))
    return told(run(store, laws()))


def test_one_filter_and_pages_that_are_passed_over_are_one_finding() -> None:
    """The same service where records differ by what the filter looks at."""
    assert _orchards(kinds=("apple", "pear"), heeds=False) == [SAYS]


@pytest.mark.parametrize("at", ["abc", "101", "-1"])
def test_what_breaks_a_service_that_passes_over_everything_is_told_beside(at: str) -> None:
    """A server error is one by itself, whatever the other answers are: it is told, and so is what spoils them, and nothing else."""
    failing = _orchards(kinds=("apple", "pear"), heeds=False, breaks_at=at)
    assert SAYS in failing
    assert [one for one in failing if "breaks the service" in one]
    assert all(one == SAYS or "breaks the service" in one for one in failing), failing


def test_records_that_are_all_alike_tell_nothing_of_filters() -> None:
    """A filter that happens to keep everything may be heeded: what is told is that pages are not."""
    failing = _orchards(kinds=("apple",), heeds=True)
    assert failing
    assert SAYS not in failing
