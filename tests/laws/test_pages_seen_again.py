"""Mistakes of pages that show under one filter, at one size or behind the end alone: where nothing else tells of them, they are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target

CONTRACT = """
openapi: 3.1.0
info: {{title: Trees, version: "1"}}
paths:
  /trees:
    get:
      operationId: trees
      x-listing:
        records: /trees
        identity: [/id]
{said}
        order: {{keys: {{id: {{field: /id, as: number}}}}, default: [id, asc]}}
        filters: {{kind: {{field: /kind, matches: equals}}}}
        sign-in: [{{type: none}}]
      parameters:
        - {{name: size, in: query, schema: {{type: integer, minimum: 1, maximum: 1000, default: 10}}}}
        - {{name: page, in: query, schema: {{type: integer, minimum: 0, default: 0}}}}
        - {{name: after, in: query, schema: {{type: string}}}}
        - {{name: before, in: query, schema: {{type: string}}}}
        - {{name: kind, in: query, schema: {{type: string, enum: [oak, elm, ash, yew]}}}}
      responses:
        '400': {{description: A parameter is wrong.}}
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [trees, next, previous, pages]
                properties:
                  next: {{type: [string, "null"]}}
                  previous: {{type: [string, "null"]}}
                  pages: {{type: integer}}
                  left: {{type: integer}}
                  trees:
                    type: array
                    items:
                      type: object
                      required: [id, kind]
                      properties: {{id: {{type: integer}}, kind: {{type: string, enum: [oak, elm, ash, yew]}}}}
"""
LED = """
        total: {at: /left, counts: remaining}
        pages:
          cursor: {parameter: after, next: /next, previous: {at: /previous, parameter: before}, end: "null", made-up: refused}
          size: {parameter: size, means: at-most, safe: 40}
"""
NUMBERED = """
        total: {pages: /pages}
        pages: {number: {parameter: page, first: 0, past-end: empty}, size: {parameter: size, means: exactly, safe: 40}}
"""
KINDS = ("oak", "elm", "ash", "yew")
TREES = [{"id": number, "kind": KINDS[number % 4 if number < 112 else 1]} for number in range(137)]
_MOST = 40


def answered(request: httpx.Request, mistake: str | None) -> httpx.Response:
    """A page of trees, by its number or by the tokens that lead to it, of which one kind of page is wrong."""
    asked = dict(request.url.params)
    for name in ("size", "page"):
        if not asked.get(name, "1").isdigit() or (name == "size" and not 1 <= int(asked.get(name, "1")) <= 1000):
            return httpx.Response(400, json={"message": name})
    if asked.get("kind", "oak") not in KINDS or any(not asked.get(name, "t0").removeprefix("t").isdigit() for name in ("after", "before")):
        return httpx.Response(400, json={"message": "kind, or a token"})
    if any(not asked.get(name, "t0").startswith("t") or int(asked.get(name, "t0")[1:]) > len(TREES) for name in ("after", "before")):
        return httpx.Response(400, json={"message": "a token"})
    forgets = mistake == "previous drops the filter" and "before" in asked
    kept = [one for one in TREES if forgets or asked.get("kind") in (None, one["kind"])]
    wanted = int(asked.get("size", "10"))
    size = min(wanted, _MOST)
    number, pages = int(asked.get("page", "0")), -(-len(kept) // size)
    if mistake == "goes round" and pages:
        number %= pages
    start = int(asked["after"][1:]) if "after" in asked else number * size
    start = max(0, int(asked["before"][1:]) - size) if "before" in asked else start
    page = kept[start : start + size]
    end = start + len(page)
    step = start + wanted if mistake == "skips what it cut" else end
    body: dict[str, Any] = {"trees": page, "pages": len(kept) // size + 1 if mistake == "one page too many" else pages}
    body |= {"next": f"t{step}" if step < len(kept) else None, "previous": f"t{start}" if start else None}
    if end < len(kept):
        body["left"] = len(TREES if mistake == "counts all" else kept) - end
    return httpx.Response(200, json=body)


@pytest.mark.parametrize(
    ("said", "mistake", "law"),
    [
        (LED, None, None),
        (NUMBERED, None, None),
        (LED, "previous drops the filter", "pages.previous-leads-back"),
        (LED, "skips what it cut", "pages.clamped-size-skips-nothing"),
        (LED, "counts all", "pages.remaining-counts-down"),
        (NUMBERED, "one page too many", "pages.number-of-pages"),
        (NUMBERED, "goes round", "pages.walk-meets-each-record-once"),
    ],
    ids=lambda one: one if one is None or "\n" not in one else one.split()[1],
)
def test_what_shows_in_one_place_is_told(tmp_path: Path, said: str, mistake: str | None, law: str | None) -> None:
    """The law of the mistake fails in as few requests as where all is well, and where all is well none does."""
    (tmp_path / "trees.yaml").write_text(CONTRACT.format(said=said.strip("\n")), encoding="utf-8")
    contract = load("trees", tmp_path)
    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(lambda request: answered(request, mistake))))
    found = [judge(one, store, subject) for one, subject in plan(contract, laws()) if one.area == "pages"]
    failed = [f"{one.law}: {one.reason}" for one in found if one.verdict in ("fail", "error")]
    assert failed == [] if law is None else law in " ".join(failed)
    assert store.session.sent < 150
