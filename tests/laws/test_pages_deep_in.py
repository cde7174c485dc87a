"""Mistakes of cursors that no first page shows: deep in, between records that are equal, under one of two filters, inside a cursor."""

from __future__ import annotations

import base64
import itertools
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.contract import facts, load, shown
from listproof.evidence import Store
from listproof.findings import causes
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target

CONTRACT = """
openapi: 3.1.0
info: {title: Trees, version: "1"}
paths:
  /trees:
    get:
      operationId: trees
      x-listing:
        records: /trees
        identity: [/id]
        pages: {cursor: {parameter: after, next: /next, end: "null"}, size: {parameter: size, means: MEANS}}
        order:
          by: sort
          direction: {prefix: "-"}
          keys: {id: {field: /id, as: number}, planted: {field: /planted, as: time}}
          default: [id, asc]
        filters: {kind: {field: /kind, matches: equals}, name: {field: /name, matches: prefix}}
        sign-in: [{type: none}]
      parameters:
        - {name: size, in: query, schema: {type: integer, minimum: 1, maximum: 20, default: 10}}
        - {name: after, in: query, schema: {type: string}}
        - {name: sort, in: query, schema: {type: string, enum: [id, -id, planted, -planted]}}
        - {name: kind, in: query, schema: {type: string, enum: [oak, elm]}}
        - {name: name, in: query, schema: {type: string}}
      responses:
        '400': {description: A parameter is wrong.}
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [trees, next]
                properties:
                  next: {type: [string, "null"]}
                  trees:
                    type: array
                    items:
                      type: object
                      required: [id, kind, name, planted]
                      properties:
                        id: {type: integer}
                        kind: {type: string, enum: [oak, elm]}
                        name: {type: string}
                        planted: {type: string, format: date-time}
"""
TREES = [
    {
        "id": number,
        "kind": "oak" if number % 3 else "elm",
        "name": f"{'north' if number % 2 else 'south'} {number:02}",
        # Two oaks alone are equal, which pages of 20 do not part.
        "planted": f"{datetime(2024, 3, 1, tzinfo=UTC) + timedelta(hours=26 if number == 28 else number):%Y-%m-%dT%H:%M:%SZ}",
    }
    for number in range(77)
]
_MADE = itertools.count()


def _place(cursor: str, mistake: str) -> dict[str, Any]:
    """What a cursor says: where to go on, and on which page that is."""
    try:
        said = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise KeyError("after") from None
    if not (isinstance(said, dict) and isinstance(said.get("page"), int) and isinstance(said.get("id"), int)):
        raise (ValueError if mistake == "a value breaks it" else KeyError)("after")
    return {"page": said["page"], "id": said["id"]}


def _page(asked: dict[str, str], mistake: str) -> dict[str, Any]:
    size = asked.get("size", "10")
    if not size.isdigit() or not 1 <= int(size) <= 20 or asked.get("kind", "oak") not in ("oak", "elm"):
        raise KeyError("size")
    sort, said = asked.get("sort", "id"), _place(asked["after"], mistake) if "after" in asked else None
    if sort not in ("id", "-id", "planted", "-planted"):
        raise KeyError("sort")
    prefix = "" if said is not None and mistake == "name forgotten" else asked.get("name", "")
    held = 10 if said is not None and mistake == "size forgotten" else int(size)
    kept = [one for one in TREES if asked.get("kind", one["kind"]) == one["kind"] and str(one["name"]).startswith(prefix)]
    kept.sort(key=lambda one: (one[sort.lstrip("-")], one["id"]), reverse=sort.startswith("-"))
    start, number = 0, 1
    if said is not None:
        number = said["page"]
        last = next((one for one in TREES if one["id"] == said["id"]), None)
        if last is None:
            raise KeyError("after")
        before = sorted([*kept, last], key=lambda one: (one[sort.lstrip("-")], one["id"]), reverse=sort.startswith("-"))
        start = before.index(last) + (last in kept)
        while mistake == "ties skipped" and start < len(kept) and kept[start][sort.lstrip("-")] == last[sort.lstrip("-")]:
            start += 1
    page = kept[start : start + held]
    more = start + held < len(kept) and not (mistake == "ends deep in" and number >= 5)
    told: dict[str, Any] = {"page": number + 1, "id": page[-1]["id"] if page else None}
    if mistake == "goes round":
        round_again = {"page": 2, "id": kept[held - 1]["id"]} if number >= 4 and more else {}
        told |= {**round_again, "made": next(_MADE)}
    token = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    return {"trees": page, "next": token if more else None}


def _answered(request: httpx.Request, mistake: str) -> httpx.Response:
    try:
        return httpx.Response(200, json=_page(dict(request.url.params), mistake))
    except KeyError as wrong:
        return httpx.Response(400, json={"message": f"{wrong}"})
    except (ValueError, TypeError):
        return httpx.Response(500, json={"message": "internal"})


def _told(tmp_path: Path, means: str, mistake: str) -> list[tuple[str, str, str]]:
    """The law, the fact and the sentence of each cause that is told."""
    (tmp_path / "trees.yaml").write_text(CONTRACT.replace("MEANS", means), encoding="utf-8")
    contract = load("trees", tmp_path)
    target = Target("test", contract.slug, base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(lambda request: _answered(request, mistake))))
    outcomes = [judge(one, store, subject) for one, subject in plan(contract, laws()) if one.area in ("pages", "order", "filters")]
    values = {one.id: shown(one.value) for one in facts(contract)}
    found = [one.root.violation for one in causes(outcomes, values, {})]
    return [(one.root.law, violation.fact, violation.says) for one, violation in zip(causes(outcomes, values, {}), found) if violation]


@pytest.mark.parametrize("means", ["exactly", "at-most"])
def test_cursors_that_do_as_they_say_are_left_in_peace(tmp_path: Path, means: str) -> None:
    """No law fails, whether pages are full or may hold fewer."""
    assert _told(tmp_path, means, "") == []


@pytest.mark.parametrize(
    ("means", "mistake", "law", "fact", "says"),
    [
        ("exactly", "ends deep in", "pages.exact-multiple", "pages.next", "pages of 11 end after 55 records on 5 pages"),
        (
            "exactly",
            "goes round",
            "pages.size-does-not-change-the-set",
            "pages.cursor",
            "the fourth page of 19 brings a record that is new",
        ),
        ("exactly", "ties skipped", "order.changes-no-record", "order.keys.planted", "the ordered listing holds other records"),
        ("exactly", "a value breaks it", "pages.made-up-cursor", "pages.cursor", "a cursor that was altered inside breaks the service"),
        ("exactly", "name forgotten", "pages.filter-holds-on-every-page", "filters.name", "the second page shows records"),
        ("at-most", "name forgotten", "pages.filter-holds-on-every-page", "filters.name", "the second page shows records"),
        ("at-most", "size forgotten", "pages.size-is-honoured", "size.means", "a page of 1 after 1 record holds 10 records"),
    ],
)
def test_what_no_first_page_shows_is_told_once(tmp_path: Path, means: str, mistake: str, law: str, fact: str, says: str) -> None:
    """One finding, by the law and the fact of the mistake."""
    told = _told(tmp_path, means, mistake)
    assert [(one, about) for one, about, _ in told] == [(law, fact)]
    assert says in told[0][2]
