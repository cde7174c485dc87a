"""A check finds lists behind the path of the file's own server, and lists that are cut by a range in a header."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import httpx
import pytest

from listproof.checking import Checked, check
from listproof.checking.command import sign_in_from
from listproof.checking.telling import told
from listproof.contract import Document
from listproof.openapi import drafted, list_operations

from .harbours import RECORDS, Harbour, described

RANGE = {
    "name": "Range",
    "in": "header",
    "description": "The boats to return, at most 50",
    "schema": {"type": "string", "pattern": r"^items=\d+-\d+$"},
    "example": "items=0-24",
}


def checked(document: Document, transport: httpx.BaseTransport) -> Checked:
    """The check of all listings of a document, inside the process."""
    every = list_operations(document)
    return check(document, every, every, "http://harbour.example", auth=sign_in_from({}), transport=transport)


def ranged() -> Document:
    """A document whose list is cut by `Range`, and tells the range that it shows."""
    document = described(RANGE)
    good = document.value["paths"]["/boats"]["get"]["responses"]["200"]
    good["headers"] = {"Content-Range": {"schema": {"type": "string"}}}
    return document


class Ranges(httpx.BaseTransport):
    """Serves boats by ranges; with `shift` each page but the first begins one too late."""

    def __init__(self, shift: int = 0) -> None:
        self.shift = shift

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """A range of boats, or a refusal."""
        found = re.fullmatch(r"items=(\d{1,9})-(\d{1,9})", request.headers.get("range", "items=0-24"))
        if found is None or int(found[1]) > int(found[2]):
            return httpx.Response(400, json={"error": "range"})
        first, last = int(found[1]), min(int(found[2]), int(found[1]) + 49)
        if first >= len(RECORDS):
            return httpx.Response(416, json={"error": "range"}, headers={"content-range": f"items */{len(RECORDS)}"})
        start = first + self.shift if first else first
        shown = RECORDS[start : start + last - first + 1]
        told_range = f"items {first}-{first + len(shown) - 1}/{len(RECORDS)}"
        return httpx.Response(206, json={"boats": shown}, headers={"content-range": told_range})


def test_a_range_in_a_header_is_a_window() -> None:
    """The unit comes from the pattern or the example, the largest size from the sentence."""
    document = ranged()
    pages: Any = drafted(document, list_operations(document)[0]).listing["pages"]
    assert pages == {
        "offset": {"parameter": "first", "first": 0},
        "size": {"parameter": "count", "means": "exactly", "safe": 50},
        "window": {"Range": "items={first}-{last}"},
    }


def test_a_header_that_no_answer_takes_up_is_no_window() -> None:
    """Without `Content-Range` in the answer a header `Range` cuts nothing."""
    document = described(RANGE)
    assert drafted(document, list_operations(document)[0]).listing["pages"] == "none"


@pytest.mark.parametrize("shift", [0, 1])
def test_a_listing_of_ranges_is_checked(shift: int) -> None:
    """206 is a good answer to it; one that loses a boat at each border is suspected, an honest one is not."""
    found = checked(ranged(), Ranges(shift))
    assert [row.skipped for row in found.rows] == [""]
    assert bool(found.suspicions) is bool(shift)
    assert not found.findings


class Behind(httpx.BaseTransport):
    """A harbour that answers under a path alone."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.harbour = Harbour(lambda query: {"boats": RECORDS})

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """What the harbour answers, or that there is nothing."""
        return self.harbour.handle_request(request) if request.url.path == f"{self.prefix}/boats" else httpx.Response(404, json={})


@pytest.mark.parametrize(("served", "found_at"), [("/v1", "http://harbour.example/v1"), ("", "http://harbour.example")])
def test_the_path_of_the_files_server_is_taken_where_the_lists_stand_behind_it(served: str, found_at: str) -> None:
    """Its path is tried where the address has none and nothing is found at it, and the report says so."""
    document = described()
    document = dataclasses.replace(document, value={**document.value, "servers": [{"url": "https://boats.example/v1"}]})
    found = checked(document, Behind(served))
    assert (found.base_url, found.rows[0].skipped) == (found_at, "")
    assert ("address http://harbour.example/v1" in told(found, False, 120)) is bool(served)
