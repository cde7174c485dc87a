"""Links that drop a filter with a default, and a link to the last page that counts the whole listing where a filter is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target

CONTRACT = """
openapi: 3.1.0
info: {title: Issues, version: "1"}
paths:
  /issues:
    get:
      operationId: listIssues
      x-listing:
        slug: issues
        records: ""
        identity: [/id]
        settled: [/id, /state, /kind]
        pages:
          number: {parameter: page, first: 1, past-end: empty, next: {link: next}, last-page: {link: last}, end: absent}
          size: {parameter: per_page, means: exactly, safe: 50}
        order: unspecified
        filters:
          state: {field: /state, matches: equals, absent: open, everything: all}
          kind: {field: /kind, matches: equals}
        sign-in: [{type: none}]
        errors: {}
      parameters:
        - {name: page, in: query, schema: {type: integer, minimum: 1, default: 1}}
        - {name: per_page, in: query, schema: {type: integer, minimum: 1, maximum: 50, default: 20}}
        - {name: state, in: query, schema: {type: string, enum: [open, closed, all], default: open}}
        - {name: kind, in: query, schema: {type: string, enum: [bug, wish]}}
      responses:
        '200':
          description: A page.
          headers: {Link: {schema: {type: string}}}
          content:
            application/json:
              schema:
                type: array
                items:
                  type: object
                  required: [id, state, kind]
                  properties: {id: {type: integer}, state: {type: string, enum: [open, closed]}, kind: {type: string, enum: [bug, wish]}}
"""
ISSUES = [
    {"id": number, "state": "closed" if number % 5 < 2 else "open", "kind": "bug" if number % 7 < 4 else "wish"} for number in range(160)
]


def answered(request: httpx.Request, mistake: str | None, issues: Sequence[Mapping[str, Any]] = ISSUES, length: int = 20) -> httpx.Response:
    """A page of issues, open ones where nothing else is asked for, with the links of its page."""
    asked = dict(request.url.params)
    if not asked.get("page", "1").isdigit() or asked.get("page") == "0" or not asked.get("per_page", "20").isdigit():
        return httpx.Response(400, json={"message": "page"})
    state, kind, page, size = asked.get("state", "open"), asked.get("kind"), int(asked.get("page", 1)), int(asked.get("per_page", length))
    kept = [one for one in issues if state in ("all", one["state"]) and kind in (None, one["kind"])]
    whole = [one for one in issues if one["state"] == "open"] if mistake == "last" else kept
    last = -(-len(whole) // size)
    query = {name: value for name, value in asked.items() if not (mistake == "next" and name == "state")}
    links = {"next": page + 1, "last": last} if page * size < len(kept) else {}
    header = ", ".join(
        f"<{request.url.copy_with(query=urlencode({**query, 'page': to}).encode())}>; rel={rel}" for rel, to in links.items()
    )
    return httpx.Response(200, json=kept[(page - 1) * size : page * size], headers={"Link": header} if header else {})


@pytest.mark.parametrize(
    ("mistake", "law"),
    [(None, None), ("next", "pages.link-keeps-the-query"), ("last", "pages.edges-are-led-to")],
    ids=["as documented", "next drops state", "last counts all"],
)
def test_a_link_has_all_of_what_was_asked(tmp_path: Path, mistake: str | None, law: str | None) -> None:
    """The law of the link that forgets fails, and on a server whose links are whole none of these does."""
    (tmp_path / "issues.yaml").write_text(CONTRACT, encoding="utf-8")
    contract = load("issues", tmp_path)
    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(lambda request: answered(request, mistake))))
    found = [judge(one, store, subject) for one, subject in plan(contract, laws()) if one.area in ("pages", "filters")]
    failed = {one.law for one in found if one.verdict in ("fail", "error")}
    assert failed == set() if law is None else law in failed


@pytest.mark.parametrize("length", [1, 7, 10, 20, 25])
@pytest.mark.parametrize("held", [0, 3, 100, 167])
def test_a_listing_of_pages_of_its_own_size_is_left_in_peace(tmp_path: Path, held: int, length: int) -> None:
    """Where no size can be asked for, pages are of the one size that they have, and the last one is what is left."""
    text = CONTRACT.replace("          size: {parameter: per_page, means: exactly, safe: 50}\n", "")
    text = text.replace("        - {name: per_page, in: query, schema: {type: integer, minimum: 1, maximum: 50, default: 20}}\n", "")
    (tmp_path / "issues.yaml").write_text(text, encoding="utf-8")
    contract = load("issues", tmp_path)
    assert not contract.pages.sized
    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    transport = httpx.MockTransport(lambda request: answered(request, None, ISSUES[:held], length))
    store = Store(contract, Session(target, contract.sign_in, transport=transport))
    found = [judge(one, store, subject) for one, subject in plan(contract, laws()) if one.area in ("pages", "filters", "bounds")]
    assert [(one.law, one.reason) for one in found if one.verdict in ("fail", "error")] == []
    passed = {one.law for one in found if one.verdict == "pass"}
    assert held < 100 or {"pages.edges-are-led-to", "pages.address-is-a-slice", "pages.ties-survive-boundaries"} <= passed
