"""Odd texts that are asked for at several filters at once: what one filter refuses hides nothing that another breaks at."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

import pytest

from listproof.contract import load
from listproof.laws import FAMILIES, judge, subjects
from listproof.proof.suite import all_laws
from listproof.proof.trials import listing_of
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.service import Service

from ..contract.orchards import parameter
from ..proof.test_ends_and_bounds import orchards

LAW = next(law for law in all_laws() if law.id == "filters.any-text-is-answered")
NOTHING = next(law for law in all_laws() if law.id == "filters.nothing-matches-nothing")


def service(*, breaks: bool) -> Service:
    """A server that refuses NUL in one filter, and that NUL in another breaks or not."""
    contract = load("huawei-hss-kubernetes-jobs")

    def bound(inner: Any, service: Served, query: TypedQuery) -> Any:
        if "\0" in str(query.given.get("cluster_name", "")):
            raise Refusal("bad-parameter", "cluster_name")
        if breaks and "\0" in str(query.given.get("job_name", "")):
            raise Refusal("internal")
        return inner(service, query)

    return Service(contract, 60).like(Fault("nul", "errors", "NUL breaks one filter.", around("bound", bound), ("job_name",)), None)


def test_a_refusal_of_one_filter_hides_no_breakdown_of_another() -> None:
    """Refused together, each is asked alone, and the one that breaks is named."""
    outcome = judge(LAW, listing_of(service(breaks=True)))
    assert outcome.verdict == "fail"
    assert outcome.reason == "a NUL in job_name breaks the service"


def test_a_repeated_text_is_asked_for_too() -> None:
    """A list of free texts in the query breaks at what breaks other texts."""
    tags = parameter("tag", {"type": "array", "items": {"type": "string"}})
    kept = {"tag": {"field": "/tags/*", "matches": "all-of"}}
    listing = orchards(tags, filters=kept, fields={"tags": {"type": "array", "items": {"type": "string"}}})

    def bound(inner: Any, service: Served, query: TypedQuery) -> Any:
        if any("\0" in text for text in query.given.get("tag", ())):
            raise Refusal("internal")
        return inner(service, query)

    planted = Fault("nul", "errors", "NUL breaks one filter.", around("bound", bound), ("tag",))
    for fault, reason in ((None, ""), (planted, "a NUL in tag breaks the service")):
        assert judge(LAW, listing_of(Service(listing, 60, 0).like(fault, None))).reason == reason


def test_a_list_that_names_nothing_hides_no_breakdown_of_another_filter() -> None:
    """What has nothing left to look at does not break: lists are asked for apart from other texts."""
    asked = (parameter("tag", {"type": "array", "items": {"type": "string"}}), parameter("name", {"type": "string"}))
    kept = {"tag": {"field": "/tags/*", "matches": "all-of"}, "name": {"field": "/name", "matches": "contains"}}
    listing = orchards(*asked, filters=kept, fields={"tags": {"type": "array", "items": {"type": "string"}}})

    def bound(inner: Any, service: Served, query: TypedQuery) -> Any:
        if "tag" not in query.given and "\\" in str(query.given.get("name", "")):
            raise Refusal("internal")
        return inner(service, query)

    planted = Fault("backslash", "errors", "A backslash breaks one filter where a record is left.", around("bound", bound), ("name",))
    outcome = judge(LAW, listing_of(Service(listing, 60, 0).like(planted, None)))
    assert outcome.verdict == "fail"
    assert outcome.reason.endswith("in name breaks the service")


def test_a_refusal_alone_is_no_breakdown() -> None:
    """A filter that refuses a text keeps to its contract."""
    assert judge(LAW, listing_of(service(breaks=False))).verdict == "pass"


BYTES = next(law for law in all_laws() if law.id == "filters.odd-bytes-are-answered")


@pytest.mark.parametrize("refused", ["", "name"])
def test_bytes_that_are_no_text_are_asked_of_each_text(refused: str) -> None:
    """In one question where all are answered; each alone where one is refused, so that what breaks is named; inside a clause too."""
    name, kind = parameter("name", {"type": "string"}), parameter("kind", {"type": "string"})
    filters = {
        "name": {"field": "/name", "matches": "contains"},
        "kind": {"field": "/name", "matches": "suffix"},
        "begins": {"within": "q", "joined-by": ",", "spelled": "name^{}$", "field": "/name", "matches": "prefix"},
    }
    listing = orchards(name, kind, parameter("q", {"type": "string"}), filters=filters)
    assert set(FAMILIES[BYTES.each or ""](listing)) == {"name", "kind", "begins"}

    def breaking(where: str) -> Fault:
        def read(inner: Any, service: Served, request: Any, path: Any) -> TypedQuery:
            pairs = dict(parse_qsl(request.query, keep_blank_values=True))
            if "\ufffd" in pairs.get(refused, ""):
                raise Refusal("bad-parameter", refused)
            if "\ufffd" in pairs.get(where, "") and (where != "q" or re.fullmatch(r"name\^.*\$", pairs[where])):
                raise Refusal("internal")
            return inner(service, request, path)  # type: ignore[no-any-return]

        return Fault("bytes", "errors", "Bytes break.", around("read", read), (where,))

    for where, blamed in (("nowhere", ""), ("kind", "kind"), ("q", "begins")):
        store = listing_of(Service(listing, 60, 0).like(breaking(where), None))
        outcomes = {str(subject): judge(BYTES, store, subject) for subject in subjects(BYTES, listing)}
        assert {subject for subject, one in outcomes.items() if one.verdict == "fail"} == ({blamed} if blamed else set())
        asked = [one.query.link for one in store.replies() if "%ff" in (one.query.link or "")]
        assert blamed or refused or len(asked) == 1


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ("\U0001f642", "breaks the service, and a plain text that names no record does not"),
        ("", "names no record, and an empty listing breaks the service"),
    ],
)
def test_a_text_that_breaks_is_told_from_an_empty_listing_that_does(marks: str, reason: str) -> None:
    """A plain text that names no record is asked for beside the odd one."""
    listing = orchards(parameter("name", {"type": "string"}), filters={"name": {"field": "/name", "matches": ["contains", "like", "glob"]}})

    def kept(inner: Any, service: Served, query: TypedQuery) -> Any:
        given = str(query.given.get("name", ""))
        if (marks and marks in given) or (not marks and ("listproof" in given or "\U0001f642" in given)):
            raise Refusal("internal")
        return inner(service, query)

    planted = Fault("broken", "errors", "A text breaks.", around("bound", kept), ("name",))
    (subject,) = subjects(NOTHING, listing)
    outcome = judge(NOTHING, listing_of(Service(listing, 60, 0).like(planted, None)), subject)
    assert outcome.verdict == "fail"
    assert outcome.reason.endswith(reason), outcome.reason
