"""A listing into which records come while it is walked: whose cursor is a place is told to keep it, whose cursor is an offset to shift."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.transport import Session, Target
from listproof.verdicts import Outcome

CONTRACT = """
openapi: 3.1.0
info: {title: Ships, version: "1"}
paths:
  /ships:
    get:
      operationId: ships
      x-listing:
        records: /ships
        identity: [/id]
        pages: {cursor: {parameter: after, next: /next, end: "null" SAID}SIZED}
        order: {keys: {id: {field: /id, as: number}}, default: [id, desc]}
        CLOSE
        filters: {before: {field: /id, as: number, matches: before}}
        sign-in: [{type: none}]
      parameters:
        - {name: size, in: query, schema: {type: integer, minimum: 1, maximum: 20, default: 10}}
        - {name: after, in: query, schema: {type: string}}
        - {name: before, in: query, schema: {type: integer}}
      responses:
        '200':
          description: A page.
          content:
            application/json:
              schema:
                type: object
                required: [ships, next]
                properties:
                  next: {type: [string, "null"]}
                  ships: {type: array, items: {type: object, required: [id], properties: {id: {type: integer}}}}
"""
SIZED = ", size: {parameter: size, means: exactly}"


class Harbour:
    """Ships, the newest first. One comes in with every `every`th request (0: none does), before it is answered; none that was there
    `before` a moment."""

    def __init__(self, every: int, *, offset: bool) -> None:
        self.ships = list(range(60, 0, -1))
        self.every = every
        self.offset = offset
        self.asked = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.every and self.asked % self.every == 0:
            self.ships.insert(0, self.ships[0] + 1)
        params = request.url.params
        size, after = int(params.get("size", 10)), params.get("after")
        ships = [one for one in self.ships if "before" not in params or one <= 60]
        start = 0
        if after is not None:
            start = int(after) if self.offset else sum(one >= int(after) for one in ships)
        page = ships[start : start + size]
        more = start + size < len(ships)
        return httpx.Response(
            200, json={"ships": [{"id": one} for one in page], "next": self._cursor(start + size, page) if more else None}
        )

    def _cursor(self, end: int, page: list[int]) -> str:
        return str(end if self.offset else page[-1])


def judged(tmp_path: Path, harbour: Harbour, said: str = "", sized: str = SIZED, close: str = "") -> Outcome:
    """What the law comes to where the contract says that of insertion."""
    text = CONTRACT.replace("SAID", f", insertion: {said}" if said else "").replace("SIZED", sized)
    (tmp_path / "ships.yaml").write_text(text.replace("CLOSE", f"close: {close}" if close else ""), encoding="utf-8")
    contract = load("ships", tmp_path)
    target = Target("test", "ships", base_url="http://harbour", auth={"type": "none"})
    store = Store(contract, Session(target, contract.sign_in, transport=httpx.MockTransport(harbour), sleep=lambda _: None))
    ((law, subject),) = plan(contract, laws_called(["pages.walk-survives-insertion"]))
    return judge(law, store, subject)


@pytest.mark.parametrize("sized", [SIZED, ""])
def test_a_cursor_that_is_an_offset_breaks_a_promise(tmp_path: Path, sized: str) -> None:
    """What came in pushes the last record of a page onto the next one; a size need not be there to tell it."""
    outcome = judged(tmp_path, Harbour(2, offset=True), "kept", sized)
    assert outcome.verdict == "fail"
    assert outcome.violation is not None
    assert outcome.violation.fact == "pages.insertion"
    assert outcome.violation.says.startswith("what came in while pages were walked shifts them: ")
    assert outcome.violation.observed.startswith("twice: ")


@pytest.mark.parametrize("sized", [SIZED, ""])
def test_a_cursor_that_is_a_place_keeps_it(tmp_path: Path, sized: str) -> None:
    """The comparison is counted, for something came in where the walk had passed."""
    outcome = judged(tmp_path, Harbour(2, offset=False), "kept", sized)
    assert (outcome.verdict, outcome.compared) == ("pass", {"pages.insertion": 1})


@pytest.mark.parametrize("offset", [True, False])
def test_where_no_source_says_what_was_seen_is_recorded(tmp_path: Path, offset: bool) -> None:
    """Nobody fails, and nothing counts as compared."""
    outcome = judged(tmp_path, Harbour(2, offset=offset))
    assert (outcome.verdict, outcome.compared) == ("pass", {})
    assert outcome.behaviours == {"pages.insertion": "shifts" if offset else "kept"}


def test_where_pages_are_said_to_shift_nothing_is_asked(tmp_path: Path) -> None:
    """There is nothing to hold."""
    assert judged(tmp_path, Harbour(2, offset=True), "shifts").verdict == "unsupported"


@pytest.mark.parametrize(("said", "verdict"), [("kept", "inconclusive"), ("", "unsupported")])
def test_where_nothing_comes_in_nothing_is_shown(tmp_path: Path, said: str, verdict: str) -> None:
    """A promise was not put to the test; where there is none, there is nothing to tell. No third walk is read for it."""
    harbour = Harbour(0, offset=True)
    assert judged(tmp_path, harbour, said).verdict == verdict
    assert harbour.asked <= 3 + 6


def test_what_comes_in_after_the_last_page_puts_no_walk_to_the_test(tmp_path: Path) -> None:
    """Ships come in before each walk begins and none while one goes on: an offset is not seen to be one, and nothing is told of it."""

    class Between(Harbour):
        last: str | None = None

        def __call__(self, request: httpx.Request) -> httpx.Response:
            if "after" not in request.url.params and request.url.params.get("size") != self.last:
                self.ships.insert(0, self.ships[0] + 1)
            self.last = request.url.params.get("size")
            return super().__call__(request)

    assert judged(tmp_path, Between(0, offset=True)).verdict == "unsupported"
    assert judged(tmp_path, Between(0, offset=True), "kept").verdict == "inconclusive"


def test_what_is_told_once_and_never_again_is_not_told(tmp_path: Path) -> None:
    """One ship comes in during the walk, and none after it: a failure while records move is seen twice or not told."""

    class Once(Harbour):
        def __call__(self, request: httpx.Request) -> httpx.Response:
            self.every = 2 if self.asked < 20 else 0
            return super().__call__(request)

    assert judged(tmp_path, Once(2, offset=True), "kept").verdict == "inconclusive"


def test_a_listing_that_can_be_closed_is_confirmed_as_it_is(tmp_path: Path) -> None:
    """Into a closed listing nothing comes, and it would show nothing."""
    assert judged(tmp_path, Harbour(2, offset=True), "kept", close="before").verdict == "fail"
