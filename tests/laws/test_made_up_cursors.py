"""Cursors that nobody gave out: where they are keys that are compared, page one may be what rightly comes after one."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws
from listproof.transport import Session, Target

CONTRACT = """
openapi: 3.1.0
info: {title: Payments, version: "1"}
servers: [{url: "http://127.0.0.1:1"}]
paths:
  /v1/payments:
    get:
      operationId: listPayments
      x-listing:
        slug: payments
        records: /data
        identity: [/id]
        settled: [/id]
        pages:
          cursor: {parameter: after, next: NEXT, end: END}
          size: {parameter: limit, means: exactly}
        order: unspecified
        sign-in: [{type: none}]
        errors: {}
      parameters:
        - {name: after, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 25}}
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [data, more]
                properties:
                  next: {type: [string, 'null']}
                  more: {type: boolean}
                  data: {type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}
"""
TOKEN, LAST = ("/next", '"null"'), ("{last: /id}", "{/more: false}")
KEYS = {"texts": [f"pay_{number:05}" for number in range(60)], "digits": [str(1_000_000 + 37 * number) for number in range(60)]}


def compared(key: str, digits: bool) -> tuple[int, str]:
    """What a key is compared by: a number, or its text."""
    return (int(key), "") if digits else (0, key)


def answered(request: httpx.Request, keys: list[str], falling: bool, careless: bool, encoded: bool = False) -> httpx.Response:
    """A page of keys behind the one that is asked for, as they are compared; `careless`: from the first where it is none of them;
    `encoded`: keys are given out in Base64, and nothing else is taken."""
    asked = request.url.params
    after, size, digits = asked.get("after"), int(asked.get("limit", 25)), keys[0].isdigit()
    if encoded and after is not None:
        try:
            after = b64decode(after, validate=True).decode()
        except (Error, UnicodeDecodeError):
            return httpx.Response(400, json={"error": "after"})
    listed = sorted(keys, key=lambda key: compared(key, digits), reverse=falling)
    if after is not None and digits and not after.isdigit() and not careless:
        return httpx.Response(400, json={"error": "after"})
    behind = listed
    if after is not None and not (careless and after not in keys):
        place = compared(after, digits)
        behind = [key for key in listed if (compared(key, digits) < place if falling else compared(key, digits) > place)]
    shown: list[dict[str, Any]] = [{"id": key} for key in behind[:size]]
    more = len(behind) > size
    following = b64encode(shown[-1]["id"].encode()).decode() if encoded and shown else shown[-1]["id"] if shown else None
    return httpx.Response(200, json={"data": shown, "more": more, "next": following if more else None})


@pytest.mark.parametrize("lead", [TOKEN, LAST], ids=["named", "shown"])
@pytest.mark.parametrize("falling", [False, True], ids=["rising", "falling"])
@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("careless", [False, True], ids=["compared", "careless"])
def test_page_one_behind_a_key_before_all_is_no_carelessness(
    tmp_path: Path, lead: tuple[str, str], falling: bool, kind: str, careless: bool
) -> None:
    """A server that compares keys is in peace in either order; one that takes whatever it does not know for no cursor is told."""
    assert judged(tmp_path, lead, lambda request: answered(request, KEYS[kind], falling, careless)) == ("fail" if careless else "pass")


@pytest.mark.parametrize("falling", [False, True], ids=["rising", "falling"])
@pytest.mark.parametrize("careless", [False, True], ids=["compared", "careless"])
def test_a_number_that_is_no_key_is_asked_for_where_keys_are_numbers(tmp_path: Path, falling: bool, careless: bool) -> None:
    """A word is refused there as a word, whatever becomes of a number that no record has."""

    def answer(request: httpx.Request) -> httpx.Response:
        if not request.url.params.get("after", "0").isdigit():
            return httpx.Response(400, json={"error": "after"})
        reply = answered(request, KEYS["digits"], falling, careless)
        told = json.loads(reply.content)
        return httpx.Response(200, json={**told, "data": [{"id": int(one["id"])} for one in told["data"]]})

    text = "{name: after, in: query, schema: {type: string"
    numbers = CONTRACT.replace(text, text.replace("string", "integer")).replace("{id: {type: string}}", "{id: {type: integer}}")
    assert judged(tmp_path, LAST, answer, CONTRACT, numbers) == ("fail" if careless else "pass")


@pytest.mark.parametrize("falling", [False, True], ids=["rising", "falling"])
@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("careless", [False, True], ids=["compared", "careless"])
def test_keys_in_base64_are_told_apart_like_keys(tmp_path: Path, falling: bool, kind: str, careless: bool) -> None:
    """A damaged name may be a key before all others in Base64 too: names at both ends are asked for as the service writes its own."""
    found = judged(tmp_path, TOKEN, lambda request: answered(request, KEYS[kind], falling, careless, encoded=True))
    assert found == ("fail" if careless else "pass")


@pytest.mark.parametrize(("pattern", "verdict"), [("", "pass"), (", pattern: '^[0-9]+$'", "fail")], ids=["any text", "digits"])
def test_what_the_pattern_does_not_take_stands_before_no_key(tmp_path: Path, pattern: str, verdict: str) -> None:
    """A server that passes over what is no number, and compares numbers, gives page one to a word: that is no key before all others."""

    def answer(request: httpx.Request) -> httpx.Response:
        known = {name: value for name, value in request.url.params.items() if name != "after" or value.isdigit()}
        return answered(httpx.Request("GET", request.url.copy_with(params=known)), KEYS["digits"], True, False)

    stated = "{name: after, in: query, schema: {type: string"
    assert judged(tmp_path, LAST, answer, stated, stated + pattern) == verdict


def test_a_collation_that_puts_signs_first_is_no_carelessness(tmp_path: Path) -> None:
    """Of names that begin with a letter a database may put `~` before them all, and page one rightly comes after it."""

    def answer(request: httpx.Request) -> httpx.Response:
        names, after = sorted((f"vm-{number:03}" for number in range(60)), key=signs_first), request.url.params.get("after")
        size = int(request.url.params.get("limit", 25))
        behind = [name for name in names if after is None or signs_first(name) > signs_first(after)]
        more = len(behind) > size
        shown = behind[:size]
        return httpx.Response(200, json={"data": [{"id": name} for name in shown], "more": more, "next": shown[-1] if more else None})

    assert judged(tmp_path, TOKEN, answer) == "pass"


def signs_first(name: str) -> list[tuple[int, str]]:
    """How a name is compared where signs come before digits, and those before letters."""
    return [(2 if sign.isalpha() else 1 if sign.isdigit() else 0, sign) for sign in name]


@pytest.mark.parametrize(
    "cursors", ["link: {next: /next, end: 'null'}", "cursor: {parameter: after, next: {at: /next, as: link}, end: 'null'}"]
)
@pytest.mark.parametrize(("damaged", "verdict"), [(400, "pass"), (500, "fail")])
def test_what_only_the_link_carries_is_what_the_service_made(tmp_path: Path, cursors: str, damaged: int, verdict: str) -> None:
    """By a documented parameter of which the contract says nothing too: one that was damaged is refused and breaks nothing."""

    def answer(request: httpx.Request) -> httpx.Response:
        size, made = int(request.url.params.get("limit", 25)), request.url.params.get("after")
        places = {b64encode(f"p={place:06}".encode()).decode(): place for place in range(60)}
        if made is not None and made not in places:
            return httpx.Response(damaged, json={"error": "after"})
        start = places[made] if made is not None else 0
        token = next((text for text, place in places.items() if place == start + size), None)
        link = str(request.url.copy_set_param("after", token)) if token is not None else None
        return httpx.Response(200, json={"data": [{"id": key} for key in KEYS["texts"][start : start + size]], "more": False, "next": link})

    assert judged(tmp_path, TOKEN, answer, "cursor: {parameter: after, next: NEXT, end: END}", cursors) == verdict


def judged(tmp_path: Path, lead: tuple[str, str], answer: Callable[[httpx.Request], httpx.Response], *instead: str) -> str:
    """The verdict of the law on a server that answers so; the first of `instead` stands in the contract where the second is to stand."""
    text = CONTRACT.replace(instead[0], instead[1]) if instead else CONTRACT
    text = text.replace("NEXT", lead[0]).replace("END", lead[1])
    (tmp_path / "payments.yaml").write_text(text, encoding="utf-8")
    contract = load("payments", tmp_path)
    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(answer)))
    return judge(next(one for one in laws() if one.id == "pages.made-up-cursor"), store, "cursor").verdict
