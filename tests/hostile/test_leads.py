"""Cursors and links that no honest server hands out: nobody else is asked, no law breaks, and the run ends with whole reports."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from listproof.contract import Contract, load

from .runs import run_against
from .servers import Attack, answer, hostile

_CONTRACT = """
openapi: 3.1.0
info: {{title: Orchards, version: "1"}}
paths:
  /v1/orchards:
    get:
      operationId: ListOrchards
      parameters:
        - {{name: limit, in: query, schema: {{type: integer, minimum: 1, maximum: 100, default: 10}}}}
        - {{name: cursor, in: query, schema: {{type: string}}}}
      responses:
        "200":
          description: One page of orchards.
          content: {{application/json: {{schema: {{$ref: "#/components/schemas/Page"}}}}}}
      x-listing:
        records: /orchards
        identity: [/id]
        settled: [/id]
        pages: {{{pages}, size: {{parameter: limit, means: exactly}}}}
        order: unspecified
        sign-in: [{{type: none}}]
components:
  schemas:
    Page:
      type: object
      properties:
        orchards: {{type: array, items: {{$ref: "#/components/schemas/Orchard"}}}}
        next: {{type: [string, 'null']}}
    Orchard: {{type: object, required: [id], properties: {{id: {{type: string}}}}}}
"""
_PAGES = {
    "cursor": "cursor: {parameter: cursor, next: /next, end: [absent, null]}",
    "link": "link: {next: /next, end: [absent, null]}",
    "header": "link: {next: {link: next}, end: absent}",
}
_RECORDS = [{"id": f"o-{number:03d}"} for number in range(60)]
Lead = Callable[[str], Any]
"""What is said to lead on, of the honest address that would."""
_HALF = "\ud800"
_STEERS = "a\r\nX: y\x00\x1b]0;x\x07\u202e::error::z"

_LEADS: dict[str, tuple[str, Lead]] = {
    "half a pair as cursor": ("cursor", lambda url: _HALF),
    "a cursor that steers": ("cursor", lambda url: _STEERS),
    "a cursor of 3 MB": ("cursor", lambda url: "a" * 3_000_000),
    "a list as cursor": ("cursor", lambda url: [[1, 2], {"a": True}]),
    "half a pair in a link": ("link", lambda url: url + _HALF),
    "a link that steers": ("link", lambda url: url + _STEERS),
    "a link of 3 MB": ("link", lambda url: url + "&z=" + "a" * 3_000_000),
    "a link of 100,000 parameters": ("link", lambda url: url + "".join(f"&p{number}=1" for number in range(100_000))),
    "an object as link": ("link", lambda url: {"href": url}),
    "a link to a name of 200,000 letters": ("link", lambda url: "http://xn--" + "9" * 200_000 + "/v1/orchards"),
    "a link to a port that is none": ("link", lambda url: "http://127.0.0.1:99999999999/v1/orchards"),
    "a link to a script": ("link", lambda url: "javascript:alert(1)"),
    "letters beyond Latin in a header": ("header", lambda url: "<http://ⓔⓥⓘⓛ/v1/orchards>; rel=next"),
    "100,000 brackets in a header": ("header", lambda url: "<" * 60_000),
    "backslashes and quotes in a header": ("header", lambda url: f'<{url}>; a="' + '\\"' * 30_000),
    "several thousand relations": ("header", lambda url: ",".join(f"<a{number}>; rel=x" for number in range(6000))),
}


def orchards(pages: str, folder: Path) -> Contract:
    """The contract of orchards whose pages lead on so."""
    contracts = folder / "contracts"
    contracts.mkdir()
    (contracts / "orchards.yaml").write_text(_CONTRACT.format(pages=_PAGES[pages]), encoding="utf-8")
    return load("list-orchards", contracts)


def leading(pages: str, lead: Lead) -> Attack:
    """A server of sixty orchards whose first pages lead on by whatever `lead` makes of the honest address."""

    def attack(connection: socket.socket, head: bytes) -> None:
        target = head.split(b" ", 2)[1].decode("latin-1")
        asked = parse_qs(urlsplit(target).query)
        size = int(asked.get("limit", ["10"])[0] if asked.get("limit", ["10"])[0].isdigit() else 10)
        said = lead(f"/v1/orchards?limit={size}&cursor=x") if size < len(_RECORDS) else None
        body = {"orchards": _RECORDS[:size], **({"next": said} if said is not None and pages != "header" else {})}
        headers = [f"Link: {said}".encode().decode("latin-1")] if said is not None and pages == "header" else []
        connection.sendall(answer(json.dumps(body).encode(), *headers))

    return attack


@pytest.mark.parametrize("name", _LEADS)
def test_no_lead_breaks_a_law(name: str, tmp_path: Path) -> None:
    """Whatever a page names as the next one is told as what it is: nothing breaks, and the reports are whole."""
    pages, lead = _LEADS[name]
    with hostile(leading(pages, lead), seconds=60) as server:
        ended = run_against(server.url, tmp_path / "reports", orchards(pages, tmp_path), laws=("pages.walk", "pages.size"), mask=())
    assert [one.traceback for one in ended.run.outcomes if one.traceback] == []
    assert ended.kept.failed == ()
    assert len(ended.written["outcomes"]) == ended.run.planned


@pytest.mark.parametrize(
    "spelled",
    ["http://{0}/v1/orchards?cursor=x", "//{0}/v1/orchards?cursor=x", "\\\\{0}/v1/orchards", "http://127.0.0.1@{0}/v1/orchards",
     "http://127.0.0.1\\@{0}/v1/orchards", "HTTP://{0}:80/v1/orchards"],
)  # fmt: skip
@pytest.mark.parametrize("pages", ["link", "header"])
def test_no_lead_goes_to_another_host(pages: str, spelled: str, tmp_path: Path) -> None:
    """However the address of another server is spelled, that is asked nothing, and the violation is told."""
    with hostile(leading("link", str), seconds=60) as other:
        lead = spelled.format(other.url.removeprefix("http://"))
        with hostile(leading(pages, lambda url: f"<{lead}>; rel=next" if pages == "header" else lead), seconds=60) as server:
            ended = run_against(server.url, tmp_path / "reports", orchards(pages, tmp_path), laws=("pages.walk", "pages.size"), mask=())
        assert other.requests == []
    assert ended.counts.get("fail")
