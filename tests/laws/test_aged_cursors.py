"""Cursors that grow too old lead on when the pages before them are asked for anew, one after another and as often as it takes."""

from __future__ import annotations

from pathlib import Path

import httpx

from listproof.contract import load
from listproof.evidence import Store
from listproof.transport import Session, Target

CONTRACT = """
openapi: 3.1.0
info: {title: Crates, version: "1"}
paths:
  /crates:
    get:
      operationId: crates
      x-listing:
        records: /crates
        identity: [/id]
        pages:
          cursor: {parameter: after, next: /next, previous: /previous, end: "null", expired: refused, lives: 5}
          size: {parameter: size, means: exactly}
        order: {keys: {id: {field: /id, as: number}}, default: [id, asc]}
        sign-in: [{type: none}]
      parameters:
        - {name: size, in: query, schema: {type: integer, minimum: 1, maximum: 20, default: 10}}
        - {name: after, in: query, schema: {type: string}}
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [crates, next, previous]
                properties:
                  next: {type: [string, "null"]}
                  previous: {type: [string, "null"]}
                  crates: {type: array, items: {type: object, required: [id], properties: {id: {type: integer}}}}
"""


class Crates:
    """Thirty crates. A cursor names a place and the hour in which it was given, and is refused in another."""

    def __init__(self) -> None:
        self.hour = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        size = int(request.url.params.get("size", 10))
        place, _, hour = request.url.params.get("after", f"0.{self.hour}").partition(".")
        if int(hour) != self.hour:
            return httpx.Response(400, json={"error": "too old"})
        start = int(place)
        ids = range(start + 1, min(30, start + size) + 1)
        return httpx.Response(
            200,
            json={
                "crates": [{"id": number} for number in ids],
                "next": f"{start + size}.{self.hour}" if start + size < 30 else None,
                "previous": f"{max(0, start - size)}.{self.hour}" if start else None,
            },
        )


def test_pages_are_reached_anew_one_after_another(tmp_path: Path) -> None:
    """The third page too, after the first has been asked for anew to reach the second: what gave its cursor is not in hand any more."""
    (tmp_path / "crates").mkdir()
    (tmp_path / "crates" / "openapi.yaml").write_text(CONTRACT, encoding="utf-8")
    contract = load("crates", tmp_path)
    crates = Crates()
    target = Target("live", "crates", "http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(crates)))
    first = store.ask(store.pager.first(store.base, 10))
    second_query = store.next(first, 10)
    assert second_query is not None
    second = store.ask(second_query)
    third_query = store.next(second, 10)
    assert third_query is not None
    third = store.ask(third_query)
    crates.hour = 1
    assert store.anew(second).names == second.names
    assert store.anew(third).names == third.names
