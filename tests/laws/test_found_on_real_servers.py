"""What laws missed on servers that nobody here wrote, on small listings of our own: each kind is told by the law that should."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest

from listproof.checks.projections import chooses
from listproof.checks.shapes import leaves_records_out
from listproof.contract import Contract, build, load
from listproof.contract.lint import lint
from listproof.contract.wire.mandatory import mandatory_headers
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.front.lines import lines
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.simulator.tables.sql import Condition
from listproof.verdicts import Outcome

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

FOLDER = Path(__file__).parents[1] / "contracts" / "invented"
EXAMPLES = Path(__file__).parents[2] / "contracts" / "examples"


@cache
def contract(slug: str) -> Contract:
    """An invented listing, or one of the examples."""
    return load(slug, FOLDER if (FOLDER / slug).is_dir() else EXAMPLES)


@cache
def service(slug: str) -> Service:
    """Its legal server."""
    return Service(contract(slug), 60, 0)


def outcomes(slug: str, law: str, fault: str | None = None) -> list[Outcome]:
    """What a law comes to on an invented listing, with a fault planted or without one."""
    planted = next(one for one in catalogue(contract(slug)) if one.id == fault) if fault else None
    store = listing_of(service(slug).like(planted, None))
    return [judge(one, store, subject) for one, subject in plan(contract(slug), laws()) if one.id == law]


KINDS = (
    ("harbours", "500-order-not-chosen:fields", "shape.chosen-fields-go-with-an-order"),
    ("harbours", "500-key-twice", "order.key-twice-breaks-nothing"),
    ("voyages", "500-key-twice", "order.key-twice-breaks-nothing"),
    ("ferries", "zero-size-leads-nowhere", "pages.given-cursor-is-taken"),
    ("tide-gauges", "previous-stays-in-an-order", "pages.previous-leads-back"),
    ("tide-gauges", "last-page-rounded-up", "pages.edges-are-led-to"),
    ("koa-ranges", "range-one-too-far", "pages.range-tells-the-page"),
    ("koa-ranges", "range-starts-over", "pages.range-tells-the-page"),
    ("json-server-slice", "filter-ignored:status", "filters.keeps-what-it-names"),
)


@pytest.mark.parametrize(("slug", "fault", "law"), KINDS)
def test_a_fault_of_a_real_server_is_told(slug: str, fault: str, law: str) -> None:
    """The law tells the fault, and holds on the server without it."""
    assert "fail" in {one.verdict for one in outcomes(slug, law, fault)}
    assert "fail" not in {one.verdict for one in outcomes(slug, law)}


def test_filters_go_together_where_what_one_keeps_of_records_without_a_value_is_open() -> None:
    """Two filters are tried together on the records that both keep for sure, though a range may keep those without a value too."""
    (only,) = [one for one in outcomes("harbours", "filters.two-keep-what-both-keep") if "depth" in str(one.subject)][:1]
    assert only.verdict == "pass"


def test_a_request_without_optional_parameters_asks_for_the_first_page() -> None:
    """Where a cursor must be given, the value of the first page is sent."""
    (only,) = outcomes("etcd-keys", "bounds.optional-is-optional")
    assert only.verdict == "pass"


def test_a_filter_is_told_beside_a_total_that_counts_everything() -> None:
    """What is shown tells that it keeps some records and loses others."""
    assert {one.verdict for one in outcomes("etcd-keys", "filters.keeps-what-it-names")} == {"pass"}


def test_a_refusal_of_which_no_source_tells_has_the_documented_form() -> None:
    """Where a contract names no body for it, the simulator's is one of the schema of errors."""
    assert contract("etcd-keys").errors == ()
    assert {one.verdict for one in outcomes("etcd-keys", "errors.refusal-has-the-documented-form")} == {"pass"}


def test_a_next_page_is_held_to_be_there_where_no_source_says_how_the_last_is_told() -> None:
    """Pages by number that name the next one, and nothing about their end: the law holds, and does not break."""
    numbered = contract("json-server-posts")
    listing = listing_of(Service(replace(numbered, pages=replace(numbered.pages, end=())), 60, 0))
    told = [judge(one, listing, subject) for one, subject in plan(listing.contract, laws()) if one.id == "pages.next-is-honest"]
    assert {one.verdict for one in told} == {"pass"}


@pytest.mark.parametrize("law", ["order.desc-reverses-asc", "order.changes-no-record", "order.sorted-across-pages"])
def test_an_order_is_not_tried_on_what_the_direction_keeps(law: str) -> None:
    """Where listing begins at a value and goes on in the direction that is asked for, it keeps other records in each direction."""
    begins = {"chosen-by": "dir", "when": {"asc": "from", "desc": "until"}, "absent": "from"}
    made = sourced(
        document(
            parameter("start"), parameter("dir", {"type": "string", "enum": ["asc", "desc"], "default": "asc"}),
            parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}),
            order={"direction": "dir", "keys": {"trees": {"field": "/trees", "as": "number"}}, "default": ["trees", "asc"]},
            filters={"start": {"field": "/kind", "matches": begins}},
            pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
        )
    )  # fmt: skip
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    orchards = build(made, "orchards")
    listing = listing_of(Service(orchards, 257, 0))
    told = [judge(one, listing, subject) for one, subject in plan(orchards, laws()) if one.id == law]
    assert {one.verdict for one in told} == {"pass"}, [one.reason for one in told]


def test_a_range_that_keeps_records_without_a_value_is_left_open() -> None:
    """Where nothing comes before anything, words too, an upper bound that is no number keeps just the records that show none."""
    told = outcomes("kinto-records", "bounds.no-number-is-not-a-number")
    assert {one.verdict for one in told} == {"pass"}


@pytest.mark.parametrize(("fault", "told"), [(None, "pass"), ("500-order-chosen:fields", "fail")])
def test_what_is_chosen_first_is_ordered_by_what_is_chosen(fault: str | None, told: str) -> None:
    """Where nothing can be ordered by a field that is not chosen, the key of the order is chosen too, and a refusal of another is right."""
    usual = contract("harbours")
    first = replace(usual, projections=tuple(replace(one, first=one.kind == "chosen") for one in usual.projections))
    planted = next(one for one in catalogue(first) if one.id == fault) if fault else None
    served = Service(first, 60, 0)
    assert not any(one.id.startswith("500-order-not-chosen") for one in catalogue(first))
    listing = listing_of(served.like(planted, None))
    by_law = [(one, subject) for one, subject in plan(first, laws()) if one.id == "shape.chosen-fields-go-with-an-order"]
    assert [judge(one, listing, subject).verdict for one, subject in by_law if str(subject) == "fields"] == [told]


def test_a_field_that_is_always_shown_is_no_key_that_is_not_chosen() -> None:
    """What tells records apart may be ordered by first of all: the law goes on to a key that a choice leaves out."""
    usual = contract("harbours")
    assert usual.order is not None
    by_name = next(key for key in usual.order.keys if key.name == "name")
    keys = (replace(by_name, name="id", field="/id"), *usual.order.keys)
    first = replace(usual, order=replace(usual.order, keys=keys))
    planted = next(one for one in catalogue(first) if one.id == "500-order-not-chosen:fields")
    listing = listing_of(Service(first, 60, 0).like(planted, None))
    by_law = [(one, subject) for one, subject in plan(first, laws()) if one.id == "shape.chosen-fields-go-with-an-order"]
    assert [judge(one, listing, subject).verdict for one, subject in by_law if str(subject) == "fields"] == ["fail"]


@pytest.mark.parametrize("law", ["shape.chosen-fields-are-shown", "shape.chosen-fields-go-with-an-order"])
def test_what_is_chosen_first_holds_what_the_question_is_filtered_by(law: str) -> None:
    """A filter that stands in every question looks at a field that is then chosen too: without it a refusal is right."""
    usual = contract("harbours")
    chosen = tuple(replace(one, first=one.kind == "chosen") for one in usual.projections)
    first = replace(usual, projections=chosen, base={**usual.base, "master[none]": False})
    listing = listing_of(Service(first, 257, 0))
    by_law = [(one, subject) for one, subject in plan(first, laws()) if one.id == law]
    told = [judge(one, listing, subject) for one, subject in by_law if str(subject) == "fields"]
    assert [(one.verdict, one.reason) for one in told] == [("pass", "")]


def test_an_order_of_keys_in_an_array_is_asked_for_inside_json() -> None:
    """A key of an array of texts that stands in a parameter of JSON is sent as a list of one."""
    assert {one.verdict for one in outcomes("loopback-find", "order.sorted-across-pages")} == {"pass"}


def test_a_query_without_the_fields_that_the_base_chooses_is_another_choice() -> None:
    """Its records are compared with no others; those of the base query, and of one that extends it, are."""
    tracker = contract("roundup-issues")
    assert chooses(tracker, {})
    assert chooses(tracker, {"@fields": "title"})
    assert not chooses(tracker, {**tracker.base, "status": "2"})


@pytest.mark.parametrize("forgotten", ["search", "query[status]"])
def test_a_filter_that_is_forgotten_beside_a_search_is_told_whichever_it_is(forgotten: str) -> None:
    """Where each name stands in one record, a part of names is searched for that several share."""
    listed = contract("moleculer-list")

    def forgets(inner: Any, service: Served, query: TypedQuery) -> dict[str, Any]:
        kept: dict[str, Any] = inner(service, query)
        return {name: one for name, one in kept.items() if name != forgotten} if {"search", "query[status]"} <= set(query.given) else kept

    fault = Fault("forgets", "filters", "One of two filters is forgotten.", around("where", forgets), (forgotten,))
    judged = [one for one in plan(listed, laws()) if one[0].id == "filters.two-keep-what-both-keep"]
    store = listing_of(service("moleculer-list").like(fault, None))
    told = {str(subject): judge(law, store, subject).verdict for law, subject in judged}
    assert told["query[status]&search"] == "fail"


def test_records_without_a_key_that_stand_among_others_are_shown_by_one_page() -> None:
    """The finding has the one request that shows it, where one page does."""
    told = [one.violation for one in outcomes("loopback-find", "order.nulls-stand-together", "nulls-scattered:rank") if one.violation]
    assert told
    assert all(len(one.exchanges) == 1 for one in told)


@pytest.mark.parametrize(("fault", "said"), [("error-stack-trace", "is met with a stack trace"), ("500-unreadable", "breaks the service")])
def test_a_stack_trace_behind_a_refusal_is_told_as_one(fault: str, said: str) -> None:
    """The service refuses, and says what nobody should see: that is another fault than a server error."""
    told = [one.violation.says for one in outcomes("harbours", "errors.refusal-has-the-documented-form", fault) if one.violation]
    assert told
    assert all(one.endswith(said) for one in told)


def test_records_in_another_order_at_each_request_are_no_questions_that_mix() -> None:
    """Pages that change while nothing else is asked lose and repeat records, and no answer is that of another question."""
    turns = count()

    def shuffled(inner: Any, *asked: Any) -> list[int]:
        found = list(inner(*asked))
        Random(next(turns)).shuffle(found)
        return found

    fault = Fault("shuffled", "pages", "Records stand in another order at each request.", around("select", shuffled), ("pages",), "implied")
    listing = listing_of(service("fastapi-offset").like(fault, None))
    asked = ("pages.walk-meets-each-record-once", "errors.questions-do-not-mix")
    told = {law.id: judge(law, listing, subject).verdict for law, subject in plan(listing.contract, laws()) if law.id in asked}
    assert told == {"pages.walk-meets-each-record-once": "fail", "errors.questions-do-not-mix": "inconclusive"}


@pytest.mark.parametrize(
    ("beside", "may"),
    [({"server": "a"}, True), ({"parts": []}, False), ({"total": ..., "server": "a"}, False)],
    ids=["a text", "an array", "without what is required"],
)
def test_an_array_that_is_left_out_may_stand_beside_what_no_source_names(beside: dict[str, Any], may: bool) -> None:
    """An answer that shows all that it must is the documented one, though it names its server, and no renamed array stands in it."""
    made = document(parameter("offset", {"type": "integer"}), answer={"total": {"type": "integer"}})
    made.value["paths"]["/v1/orchards"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["required"] = ["total"]
    body = {name: value for name, value in ({"total": 0} | beside).items() if value is not ...}
    assert leaves_records_out(build(made, "orchards"), body) is may


TWO_ENDS = {"field": "/trees", "as": "number", "matches": "between", "separator": ","}


@pytest.mark.parametrize(("name", "separator"), [("opened", "/"), ("trees", ",")])
def test_a_filter_of_two_ends_is_asked_for_both_where_nothing_lies_between(name: str, separator: str) -> None:
    """One end alone is a value of another form, and no range in which nothing lies."""
    asked: list[str] = []

    def heard(inner: Any, served: Served, query: TypedQuery, *rest: Any) -> Any:
        asked.extend(str(query.given[one]) for one in (name,) if one in query.given)
        return inner(served, query, *rest)

    listed = (
        contract("harbours") if name == "opened" else build(sourced(document(parameter("trees"), filters={"trees": TWO_ENDS})), "orchards")
    )
    fault = Fault("heard", "filters", "Nothing is wrong.", around("select", heard), (name,), "implied")
    wanted = ("filters.nothing-matches-nothing", name)
    law, subject = next(one for one in plan(listed, laws()) if (one[0].id, str(one[1])) == wanted)
    assert judge(law, listing_of(Service(listed, 60, 0).like(fault, None)), subject).verdict == "pass"
    assert asked
    assert all(separator in one for one in asked), asked


def test_a_link_to_the_last_record_alone_is_told_where_more_fit_beside_it() -> None:
    """Pages that are led to by links end with a full page, or with what is left over."""

    def single(inner: Any, served: Served, query: TypedQuery, *rest: Any) -> Any:
        alone = replace(query, given={**query.given, "count": 1}, size=1)
        return replace(inner(served, query, *rest), last=inner(served, alone, *rest).last)

    fault = Fault("single", "pages", "The last page holds one record.", around("leads", single), ("last-page",), "implied")
    listed = contract("lighthouses")
    law, subject = next(one for one in plan(listed, laws()) if (one[0].id, str(one[1])) == ("pages.edges-are-led-to", "last-page"))
    assert judge(law, listing_of(service("lighthouses").like(fault, None)), subject).verdict == "fail"


@pytest.mark.parametrize("left", ["one record", "as many as fit"])
def test_a_last_page_that_begins_where_no_other_ends_is_told(left: str) -> None:
    """A link to the last record alone, or to so many as fit on a page, leads to no page that the first one leads to."""

    def beside(inner: Any, served: Served, query: TypedQuery, matching: Sequence[int], *rest: Any) -> Any:
        right = inner(served, query, matching, *rest)
        place = max(0, len(matching) - (1 if left == "one record" else query.size))
        return replace(right, last=re.sub(r"(offset%5D=|offset\]=)\d+", rf"\g<1>{place}", right.last))

    listed = contract("safrs-jobs")
    fault = Fault("beside", "pages", "The last page begins elsewhere.", around("leads", beside), ("last-page",), "implied")
    law, subject = next(one for one in plan(listed, laws()) if (one[0].id, str(one[1])) == ("pages.edges-are-led-to", "last-page"))
    assert judge(law, listing_of(service("safrs-jobs")), subject).verdict == "pass"
    told = judge(law, listing_of(service("safrs-jobs").like(fault, None)), subject)
    assert told.verdict == "fail"
    assert "is not where the last page" in str(told.reason)


def test_a_mandatory_header_that_lists_its_values_is_sent() -> None:
    """Where a header has neither a default nor an example, the first value of its enum is asked with, by laws and in commands."""
    header = {**parameter("X-Form", {"type": "string", "enum": ["pages"]}, required=True), "in": "header"}
    listed = build(sourced(document(header)), "orchards")
    assert mandatory_headers(listed) == {"X-Form": "pages"}
    demanding = Service(listed, 60, 0, {"required-headers": "demand"})
    told = [judge(one, listing_of(demanding), subject) for one, subject in plan(listed, laws()) if one.id.startswith("shape.")]
    assert [one.reason for one in told if one.verdict in ("fail", "error")] == []
    assert "pass" in {one.verdict for one in told}
    assert all("'X-Form: pages'" in line.command for line in lines(Service(listed, 60, 0), "http://127.0.0.1:1"))


@pytest.mark.parametrize(("exclusive", "verdict"), [(False, "pass"), (True, "fail")])
def test_hidden_values_share_records_but_where_a_contract_says_that_they_exclude_each_other(exclusive: bool, verdict: str) -> None:
    """A state that is active or ready, and one that is ready alone, keep the same records of a service that does as its document says."""
    words = {"matches": "opaque", **({"exclusive": True} if exclusive else {})}
    listed = build(
        sourced(document(parameter("state", {"type": "string", "enum": ["idle", "active"]}), filters={"state": words})), "orchards"
    )

    def also_ready(inner: Any, served: Served, query: TypedQuery) -> Any:
        kept = dict(inner(served, query))
        if "active" in str(query.given.get("state")):
            kept["state"] = kept["state"] | Condition("ordinal % 5 = 1")
        return kept

    fault = Fault("overlap", "filters", "Some are under both.", around("where", also_ready), ("state",), "implied")
    law, subject = next(one for one in plan(listed, laws()) if one[0].id == "filters.hidden-ones-narrow")
    assert judge(law, listing_of(Service(listed, 60, 0).like(fault, None)), subject).verdict == verdict


def test_values_that_records_show_are_not_said_to_exclude_each_other() -> None:
    """What exclusive says is then seen."""
    made = sourced(document(parameter("kind"), filters={"kind": {"field": "/kind", "matches": "equals", "exclusive": True}}))
    assert any("expected matches: opaque" in one.message for one in lint(made, "orchards").mistakes)
