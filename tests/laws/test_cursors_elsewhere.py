"""Cursors under another filter and in another scope: a server that goes on from a place is in peace, one that starts again is told."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws
from listproof.transport import Session, Target
from listproof.verdicts import Outcome

CONTRACT = """
openapi: 3.1.0
info: {title: Apples, version: "1"}
servers: [{url: "http://127.0.0.1:1"}]
paths:
  /v1/{orchard}/apples:
    get:
      operationId: listApples
      x-listing:
        slug: apples
        records: /data
        identity: [/id]
        settled: [/id]
        pages:
          cursor: {parameter: cursor, next: /next, end: "null" ELSEWHERE}
          size: {parameter: limit, means: exactly}
        order: {keys: {id: {field: /id, as: number}}, default: [[id, asc]]}
        filters: FILTERS
        scope: {orchard: {}}
        sign-in: [{type: none}]
        errors: {}
      parameters:
        - {name: orchard, in: path, required: true, schema: {type: string}}
        - {name: cursor, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 25}}
        - {name: least, in: query, schema: {type: integer}}
        - {name: sort, in: query, schema: {type: string}}
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [data, next]
                properties:
                  next: {type: [string, 'null']}
                  data:
                    type: array
                    items:
                      type: object
                      required: [id, sort]
                      properties: {id: {type: integer}, sort: {type: string}}
"""
LEAST = "least: {field: /id, as: number, matches: minimum}"
SORT = "sort: {field: /sort, matches: equals}"
SORTS = ("boskoop", "gala", "elstar")
LAWS = {law.id: law for law in laws()}
FILTER, SCOPE = "pages.cursor-at-another-filter", "pages.cursor-of-another-scope"


@dataclass(frozen=True)
class World:
    """Sixty apples in the north, the first of them windfalls, and some in the south, which counts its own.

    A cursor of another question goes on from its `place`, is given page one again (`first`), is `refused`, or opens the orchard for which
    it was made (`opens`).
    """

    elsewhere: str
    windfalls: int = 0
    south: int = 30


def answered(request: httpx.Request, world: World) -> httpx.Response:
    """A page of what the least number and the sort keep of an orchard, by number."""
    asked, orchard = dict(request.url.params), request.url.path.split("/")[2]
    cursor, size = asked.pop("cursor", None), int(asked.pop("limit", 25))
    place = 0
    if cursor is not None:
        place, question, home = json.loads(base64.urlsafe_b64decode(cursor))
        foreign = question != asked or home != orchard
        if foreign and world.elsewhere == "refused":
            return httpx.Response(400, json={"error": "cursor"})
        place = 0 if foreign and world.elsewhere == "first" else place
        orchard = home if world.elsewhere == "opens" else orchard
    sorts = {n: "windfall" if n <= world.windfalls else SORTS[n % 3] for n in range(1, (60 if orchard == "north" else world.south) + 1)}
    records: list[dict[str, Any]] = [{"id": n, "sort": sort} for n, sort in sorts.items()]
    kept = [one for one in records if one["id"] >= int(asked.get("least", 0)) and asked.get("sort", one["sort"]) == one["sort"]]
    behind = [one for one in kept if one["id"] > place]
    shown = behind[:size]
    made = json.dumps([shown[-1]["id"], asked, orchard]).encode() if len(behind) > size else None
    return httpx.Response(200, json={"data": shown, "next": made and base64.urlsafe_b64encode(made).decode()})


def outcome(folder: Path, law: str, world: World, filters: Sequence[str] = (LEAST, SORT), stated: str = "") -> Outcome:
    """What a law comes to where orchards are listed so; `stated` is what the contract adds of cursors."""
    text = CONTRACT.replace("FILTERS", f"{{{', '.join(filters)}}}").replace(" ELSEWHERE", stated)
    (folder / "apples.yaml").write_text(text, encoding="utf-8")
    contract = load("apples", folder)
    target = Target(
        "test", contract.slug, base_url="http://127.0.0.1:1", path={"orchard": "north"}, other={"orchard": "south"}, auth={"type": "none"}
    )
    session = Session(target, contract.sign_in, transport=httpx.MockTransport(lambda request: answered(request, world)))
    return judge(LAWS[law], Store(contract, session), "token" if law == FILTER else "cursor")


@pytest.mark.parametrize(
    ("filters", "elsewhere", "verdict"),
    [
        ([LEAST, SORT], "place", "pass"),
        ([LEAST, SORT], "refused", "pass"),
        ([LEAST, SORT], "first", "fail"),
        ([SORT], "first", "fail"),
        ([LEAST], "place", "inconclusive"),
        ([LEAST], "first", "inconclusive"),
    ],
)
def test_page_one_again_is_told_from_a_page_that_goes_on(tmp_path: Path, filters: list[str], elsewhere: str, verdict: str) -> None:
    """What `least` keeps stands behind the place of the cursor, where both are one page; what `sort` keeps tells them apart."""
    found = outcome(tmp_path, FILTER, World(elsewhere), filters)
    assert found.verdict == verdict, found.reason


@pytest.mark.parametrize(("elsewhere", "verdict"), [("place", "pass"), ("first", "fail")])
def test_a_later_cursor_tells_where_the_first_does_not(tmp_path: Path, elsewhere: str, verdict: str) -> None:
    """The first page holds windfalls alone: what another sort keeps stands before the place of the next page's cursor."""
    assert outcome(tmp_path, FILTER, World(elsewhere, windfalls=6), [SORT]).verdict == verdict


@pytest.mark.parametrize(
    ("filters", "elsewhere", "says"),
    [
        ([LEAST, SORT], "first", "is not refused: it gives the first page of that query"),
        ([LEAST, SORT], "place", "is not refused: it is answered"),
        ([LEAST], "place", "is not refused: it is answered"),
        ([LEAST, SORT], "refused", None),
    ],
)
def test_a_stated_refusal_is_what_fails(tmp_path: Path, filters: list[str], elsewhere: str, says: str | None) -> None:
    """Where a cursor of another query is documented to be refused, any answer contradicts just that, whatever the filter keeps."""
    found = outcome(tmp_path, FILTER, World(elsewhere), filters, stated=", elsewhere: refused")
    assert found.verdict == ("fail" if says else "pass")
    if says:
        assert found.violation is not None
        assert found.violation.fact == "pages.elsewhere"
        assert str(found.violation).endswith(says)


@pytest.mark.parametrize(
    ("south", "elsewhere", "verdict"),
    [
        (3, "place", "pass"),
        (3, "opens", "fail"),
        (30, "refused", "pass"),
        (30, "place", "inconclusive"),
        (30, "opens", "inconclusive"),
    ],
)
def test_records_that_look_alike_in_both_scopes_tell_nothing(tmp_path: Path, south: int, elsewhere: str, verdict: str) -> None:
    """Each orchard counts its own apples: what the other shows without a cursor as well may be its own."""
    assert outcome(tmp_path, SCOPE, World(elsewhere, south=south)).verdict == verdict
