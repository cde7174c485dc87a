"""Pages cut before they are filtered, a default that keeps more than one page, a count of what remains that is now and then left out."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import Any

import httpx
import pytest

from listproof.contract import Contract, Query, load
from listproof.evidence import Store
from listproof.generating.plainly import drawn
from listproof.laws import Listing, judge
from listproof.laws.drawing.answering import answered_as_documented
from listproof.laws.drawing.fuzzing import cases
from listproof.laws.drawing.whole_query import WholeQuery
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target
from listproof.verdicts import Violation

CONTRACT = """
openapi: 3.1.0
info: {title: Alarms, version: "1"}
paths:
  /:
    post:
      operationId: ListAlarms
      x-listing:
        slug: alarms
        reads: true
        records: /Alarms
        identity: [/Id]
        settled: [/Id, /State]
        total: {at: /Left, counts: remaining}
        pages:
          cursor: {parameter: Token, next: /Token, end: absent}
          size: {parameter: Most, means: any, safe: 20}
        order: unspecified
        base: {State: any}
        filters:
          State: {field: /State, matches: equals, everything: any, absent: open}
        sign-in: [{type: none}]
        errors: {}
      parameters:
        - {name: X-Action, in: header, required: true, schema: {type: string}, example: ListAlarms}
      requestBody:
        content:
          application/x-made-json-1.1:
            schema:
              type: object
              properties:
                State: {type: string, enum: [open, closed, any]}
                Token: {type: string}
                Most: {type: integer, minimum: 1, maximum: 20}
      responses:
        '200':
          description: A page.
          content:
            application/x-made-json-1.1:
              schema:
                type: object
                required: [Alarms]
                properties:
                  Token: {type: string}
                  Left: {type: integer}
                  Alarms:
                    type: array
                    items:
                      type: object
                      required: [Id, State]
                      properties: {Id: {type: string}, State: {type: string, enum: [open, closed]}}
        '400':
          description: Bad
          content:
            application/x-made-json-1.1: {schema: {type: object, required: [error], properties: {error: {type: string}}}}
"""
ALARMS = [{"Id": f"a-{number:03}", "State": "closed" if number % 9 < 3 else "open"} for number in range(90)]
KIND = "application/x-made-json-1.1"


def told(status: int, body: dict[str, Any]) -> httpx.Response:
    """An answer with a body of the vendor's own media type."""
    return httpx.Response(status, headers={"Content-Type": KIND}, content=json.dumps(body).encode())


def answered(request: httpx.Request, mistake: str | None) -> httpx.Response:
    """So many records from a place, less those that a filter leaves out; what remains is told where nothing is left out."""
    asked = json.loads(request.content or b"{}")
    if request.headers.get("X-Action") != "ListAlarms" or not isinstance(asked, dict):
        return told(400, {"error": "bad" if request.headers.get("X-Action") else "no action"})
    state, size, token = asked.get("State", "open"), asked.get("Most", 20), asked.get("Token", "0")
    right = set(asked) <= {"State", "Most", "Token"} and state in ("open", "closed", "any") and isinstance(size, int)
    if not right or isinstance(size, bool) or not 1 <= size <= 20 or not isinstance(token, str) or not token.isdigit():
        return told(400, {"error": "bad"})
    if mistake == "default":
        state = asked.get("State", "any")
    begin = int(token)
    cut = ALARMS[begin : begin + size]
    body: dict[str, Any] = {"Alarms": [one for one in cut if state in ("any", one["State"])]}
    left = len(ALARMS) - begin - len(cut)
    if left and not (mistake == "end" and begin == 27 and state == "open"):
        body["Token"] = str(begin + size)
        if state == "any":
            body["Left"] = left + (mistake == "left")
    return told(200, body)


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Contract:
    """The contract of the alarms, as load reads it."""
    folder = tmp_path_factory.mktemp("contracts")
    (folder / "alarms.yaml").write_text(CONTRACT, encoding="utf-8")
    return load("alarms", folder)


def store(contract: Contract, mistake: str | None) -> Store:
    """What asks the server with a mistake."""
    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    return Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(lambda request: answered(request, mistake))))


def failed(contract: Contract, mistake: str | None) -> set[str]:
    """The laws that fail, and those that break."""
    asks = store(contract, mistake)
    found = [judge(law, asks, subject) for law, subject in plan(contract, laws())]
    return {one.law for one in found if one.verdict in ("fail", "error")}


def test_such_a_server_is_left_in_peace(contract: Contract) -> None:
    """Neither a page without a record, nor the first page of a long default, nor a count that is left out is to blame."""
    assert failed(contract, None) == set()


@pytest.mark.parametrize(
    ("mistake", "law"), [("default", "filters.absent-means-what-is-said"), ("left", "pages.remaining-counts-down")], ids=str
)
def test_its_mistakes_are_told(contract: Contract, mistake: str, law: str) -> None:
    """Another default, and a count that is one too many."""
    assert law in failed(contract, mistake)


@pytest.mark.parametrize("mistake", [None, "end"])
def test_a_last_page_before_the_last_record_is_told_of_any_page(contract: Contract, mistake: str | None) -> None:
    """A page in the midst of what a query matches says that it is the last: told where it is met, whatever was asked to come there."""
    law = next(one for one in laws() if one.id == "filters.keeps-what-it-names")
    listing = Listing(store(contract, mistake), law)
    question = WholeQuery(Query.of({"State": "open"}), 9, 18)
    with pytest.raises(Violation, match="says that it is the last") if mistake else nullcontext():
        answered_as_documented(listing, question)


def test_made_requests_carry_what_every_request_does(contract: Contract) -> None:
    """Bodies are made under the media type of the vendor, and sent with the header that is required."""
    for case in drawn(cases(contract), 20, 0):
        answer = store(contract, None).ask_as_spelled(case.query, case.body)
        assert answer.body != {"error": "no action"}
