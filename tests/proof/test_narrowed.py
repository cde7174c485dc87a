"""Listings of which not all is shown: what a page or a part leaves out is looked for where something hints at it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest

from listproof.contract import load, slugs
from listproof.evidence import Store
from listproof.laws import judge, subjects
from listproof.laws.subject import Ordered
from listproof.proof.suite import laws, run
from listproof.proof.trials import listing_of
from listproof.simulator.exchange import Request
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.verdicts import Verdict

from ..contract.orchards import contract, parameter

_LITTLE = 40
NEBULA = "nebula-explorer-workflow-jobs"
LAWS = {law.id: law for law in laws()}


def _narrowed(service: Service, fault: str = "") -> Store:
    planted = {one.id: one for one in catalogue(service.contract)}
    store = listing_of(service.like(planted[fault] if fault else None))
    store.session.target = replace(store.target, max_records=_LITTLE)
    _ = store.census
    return store


@pytest.fixture(scope="module")
def many() -> Service:
    """Three thousand jobs of a month."""
    return Service(load(NEBULA), 3000)


@pytest.mark.parametrize(
    ("fault", "verdict"), [("", "pass"), ("order-by-last-digits:createTime", "fail"), ("order-by-day:createTime", "fail")]
)
def test_an_order_is_looked_at_far_apart_too(many: Service, fault: str, verdict: Verdict) -> None:
    """Within a part of a day the day's time is an order; over the whole listing it is none."""
    store = _narrowed(many, fault)
    assert store.unnarrowed
    assert len(store.census.records) <= _LITTLE
    assert judge(LAWS["order.sorted-across-pages"], store, Ordered("createTime", "asc")).verdict == verdict


def test_what_narrows_can_be_undone(many: Service) -> None:
    """The whole listing is still there behind the part."""
    store = _narrowed(many)
    whole = store.ask(store.paged(store.base.having(store.unnarrowed), 0, 10))
    assert whole.total == 3000


@pytest.mark.parametrize("fault", ["filter-zero-ignored", "filter-non-ascii", "filter-plus"])
def test_odd_texts_are_tried_on_the_whole(many: Service, fault: str) -> None:
    """What no record of the part holds, records of the whole listing do, or what is shown for it tells."""
    store = _narrowed(many, f"{fault}:filter.name")
    assert judge(LAWS["filters.keeps-what-it-names"], store, "filter.name").verdict == "fail"


@pytest.mark.parametrize("slug", slugs())
@pytest.mark.parametrize("seed", [0, 1])
def test_nobody_is_blamed_for_what_was_not_read(slug: str, seed: int) -> None:
    """A listing of which a small part is read breaks no law."""
    store = _narrowed(Service(load(slug), 2000, seed))
    outcomes = run(store, laws())
    assert [(one.law, one.subject, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []
    assert sum(one.verdict == "pass" for one in outcomes) > len(outcomes) / 2


@pytest.mark.parametrize("law", ["filters.empty-is-no-value", "bounds.no-number-is-not-a-number"])
@pytest.mark.parametrize("others", [0, 1, 2])
def test_what_is_asked_in_place_of_what_narrows_blames_nobody(law: str, others: int) -> None:
    """A service that passes over what is no value of a filter shows the whole, which is none of the part that was read."""
    names = ("kind", "trees", "yield")[: others + 1]
    types: dict[str, Any] = {
        "kind": {"type": "string", "enum": ["apple", "pear", "plum"]},
        "trees": {"type": "integer"},
        "yield": {"type": "number"},
    }
    filters: dict[str, Any] = {name: {"field": f"/{name}", "matches": "equals"} for name in names}
    size = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10})
    made = contract(
        size, parameter("offset", {"type": "integer", "minimum": 0, "default": 0}), *(parameter(name, types[name]) for name in names),
        pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
        total={"at": "/total", "counts": "matching"}, filters=filters,
    )  # fmt: skip

    def passed_over(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        kept = [
            (name, value) for name, value in parse_qsl(request.query) if value in types["kind"]["enum"] or value.replace(".", "").isdigit()
        ]
        return inner(service, replace(request, target=f"{request.path}?{urlencode(kept)}"), path)  # type: ignore[no-any-return]

    heedless = Fault("heedless", "filters", "What is no value is passed over.", around("read", passed_over), ("",))
    store = listing_of(Service(made, 400).like(heedless))
    store.session.target = replace(store.target, max_records=150)
    _ = store.census
    assert store.unnarrowed
    outcomes = [judge(LAWS[law], store, subject) for subject in subjects(LAWS[law], made)]
    assert {one.verdict for one in outcomes} <= {"pass", "inconclusive"}


@pytest.mark.parametrize(("fault", "verdict"), [("filter-loses:filter.fromCreateTime", "fail"), ("total-off-by-one", "pass")])
def test_a_total_that_is_off_is_a_reason_to_read_on(fault: str, verdict: Verdict) -> None:
    """A filter that loses a record past the first page is told by the total; a total that is wrong by itself blames no filter."""
    contract = load(NEBULA)
    planted = {one.id: one for one in catalogue(contract)}
    store = listing_of(Service(contract, 1500).like(planted[fault]))
    outcome = judge(LAWS["filters.keeps-what-it-names"], store, "filter.fromCreateTime")
    assert outcome.verdict == verdict


def test_no_total_is_asked_past_the_end() -> None:
    """What a page past the last record counts, no document says: services that count on the page say 0 there."""
    store = listing_of(Service(load("huawei-hss-kubernetes-jobs"), 11))
    store.session.kept = []
    assert judge(LAWS["pages.total-is-steady"], store).verdict == "pass"
    asked = [int(httpx.URL(answer.url).params["offset"]) for answer in store.session.kept]
    assert 10 in asked
    assert max(asked) < 11
