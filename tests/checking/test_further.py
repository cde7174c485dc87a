"""The pages after a first one, by each way in which one leads to the next."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from listproof.checking.asking import Questions
from listproof.checking.further import further
from listproof.transport import Session, Target

RECORDS = [{"id": number} for number in range(1, 8)]
"""Seven records, three on a page."""


def service(request: httpx.Request) -> httpx.Response:
    """Begins at `offset`, at a `page`, behind an id `after`, or at a `token`; tells the next one in its body and in a Link header."""
    asked = {name: int(value) for name, value in request.url.params.items()}
    start = asked.get("offset", asked.get("token", asked.get("after", 3 * (asked.get("page", 1) - 1))))
    more = start + 3 < len(RECORDS)
    body = {"boats": RECORDS[start:][:3], "has_more": more, "next": str(start + 3) if more else None}
    address = f"http://harbour.example/boats?token={start + 3}"
    body["links"] = {"next": address if more else None}
    link = {"link": f'<{address}>; rel="next"'} if more else {}
    return httpx.Response(200, content=json.dumps(body), headers={"content-type": "application/json", **link}, request=request)


@pytest.mark.parametrize(
    ("pages", "ended"),
    [
        ({"offset": {"parameter": "offset", "first": 0}}, True),
        ({"number": {"parameter": "page", "first": 1}}, True),
        ({"cursor": {"parameter": "token", "next": "/next", "end": "null"}}, True),
        ({"cursor": {"parameter": "after", "next": {"last": "/id"}, "end": {"/has_more": False}}}, True),
        ({"cursor": {"parameter": "token", "next": {"at": "/links/next", "as": "link"}, "end": "null"}}, True),
        ({"link": {"next": {"link": "next"}, "end": "absent"}}, True),
        ({"link": {"next": "/links/next", "end": "null"}}, True),
        ({"cursor": {"parameter": "token", "next": {"at": "/next", "spelled": '"{}"'}, "end": "null"}}, False),
        ("none", False),
    ],
)
def test_pages_are_followed_to_their_end(pages: Any, ended: bool) -> None:
    """An empty list says that the listing ended; nothing comes where the next page is not known."""
    session = Session(Target("harbour", "boats", "http://harbour.example"), ({"type": "none"},), transport=httpx.MockTransport(service))
    questions = Questions(session, "/boats", {}, "/boats")
    found = list(further(questions, pages, questions.ask(), 4))
    assert [[one["id"] for one in page] for page in found] == ([[4, 5, 6], [7], []] if ended else [])


def test_no_more_pages_are_read_than_asked_for() -> None:
    """Of a longer listing the first ones, and nothing that says that it ended."""
    session = Session(Target("harbour", "boats", "http://harbour.example"), ({"type": "none"},), transport=httpx.MockTransport(service))
    questions = Questions(session, "/boats", {}, "/boats")
    assert [len(page) for page in further(questions, {"offset": {"parameter": "offset", "first": 0}}, questions.ask(), 1)] == [3]
