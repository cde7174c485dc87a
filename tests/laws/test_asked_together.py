"""What each of several parameters means alone is asked of all of them at once, and of each where the answer is not as it should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import httpx
import pytest

from listproof.contract import Contract, build
from listproof.contract.lint import lint
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport import Session, Target

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

DEFAULT, OFF = "bounds.absent-means-the-default", "filters.everything-is-everything"
Asked = dict[str, str]
Wrong = Callable[[Asked], Asked]


@cache
def orchards() -> Contract:
    """A listing whose page and size have defaults, and two of whose filters an empty value turns off."""
    made = sourced(
        document(
            parameter("name"), parameter("owner"), parameter("offset", {"type": "integer", "default": 0}),
            parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}),
            filters={
                "name": {"field": "/name", "matches": "contains", "everything": ""},
                "owner": {"field": "/owner", "matches": "equals", "everything": ""},
            },
            pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
            total={"at": "/total", "counts": "matching"},
        )
    )  # fmt: skip
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def judged(name: str, wrong: Wrong = dict) -> tuple[Mapping[str, str], list[Asked]]:
    """What a law comes to by its subject at a server that takes each question for another one, and what was asked."""
    contract = orchards()
    served, sent = InProcess(Service(contract, 90, 0)), []

    def answered(request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        sent.append(asked)
        return served.handle_request(httpx.Request(request.method, request.url.copy_with(params=wrong(asked)), headers=request.headers))

    target = Target("mock", contract.slug, **mock(contract, "http://127.0.0.1:1"))
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answered)))
    planned = [(law, subject) for law, subject in plan(contract, laws()) if law.id == name]
    return {str(subject): judge(law, store, subject).verdict for law, subject in planned}, sent


def test_a_page_and_its_size_are_left_out_together() -> None:
    """The first page of the default size tells both."""
    verdicts, sent = judged(DEFAULT)
    assert verdicts == {"offset": "pass", "limit": "pass"}
    assert [{"offset", "limit"} & asked.keys() for asked in sent].count(set()) == 1
    assert all(({"offset", "limit"} & asked.keys()) in (set(), {"offset", "limit"}) for asked in sent)


@pytest.mark.parametrize(
    ("wrong", "verdicts"),
    [
        (lambda asked: {"limit": "20", **asked}, {"offset": "pass", "limit": "fail"}),
        (lambda asked: {"offset": "1", **asked}, {"offset": "fail", "limit": "pass"}),
    ],
)
def test_who_takes_another_default_is_told_by_the_parameter(wrong: Wrong, verdicts: dict[str, str]) -> None:
    """Each is left out alone then."""
    assert judged(DEFAULT, wrong)[0] == verdicts


def test_filters_are_turned_off_together() -> None:
    """The listing without them tells all of them."""
    verdicts, sent = judged(OFF)
    assert verdicts == {"name": "pass", "owner": "pass"}
    assert [asked for asked in sent if "" in (asked.get("name"), asked.get("owner"))] == [
        {"name": "", "owner": "", "offset": "0", "limit": "50"}
    ]


@pytest.mark.parametrize("one", ["name", "owner"])
def test_a_filter_that_is_not_turned_off_is_told(one: str) -> None:
    """It keeps what shows a text that nobody has; the other one is asked for alone, and holds."""

    def taken(asked: Asked) -> Asked:
        return {**asked, one: "no such text"} if asked.get(one) == "" else asked

    verdicts, _ = judged(OFF, taken)
    assert verdicts == {name: "fail" if name == one else "pass" for name in ("name", "owner")}
