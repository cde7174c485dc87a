"""What a report shows of an exchange where little was said, and how much of heavy answers a run holds, to the byte."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

import httpx
import pytest

from listproof.transport import Answer
from listproof.transport.bounds import Beyond
from listproof.verdicts import Trouble

from ..made import CONTRACT, session


def said(request: httpx.Request) -> httpx.Response:
    """An answer in words."""
    return httpx.Response(200, text="said")


def test_an_exchange_without_a_purpose_shows_none() -> None:
    """Nor who led to it, nor what was asked for."""
    made, _ = session(said)
    shown = made.shown(made.get("/jobs", ""))
    assert (shown.purpose, shown.walked, shown.asked, shown.sent) == ("", (), (), "")


def test_an_exchange_shows_as_much_of_a_body_as_is_wanted() -> None:
    """Its beginning; all of it, up to the bound of a report, where nothing else is said."""
    whole, _ = session(said)
    begun, _ = session(said, begins=2)
    assert whole.shown(whole.get("/jobs", "")).body == "said"
    assert begun.shown(begun.get("/jobs", "")).body == "sa"


def test_bytes_that_are_no_text_are_shown_by_their_digits() -> None:
    """In what was sent."""
    made, _ = session(said)
    made.let_read("/search")
    assert made.shown(made.read("/search", "", b"a\xff\xc3\xa4")).sent == "a\\xffä"


def test_the_setting_of_a_deadline_is_named_too() -> None:
    """Where an answer takes longer than it may."""
    made, _ = session(said, attempts=1)

    def late(answer: Answer) -> None:
        raise Beyond("takes longer than 3 s (deadline)")

    made._weights.weigh = late  # type: ignore[method-assign]
    with pytest.raises(Trouble) as caught:
        made.get("/jobs", "")
    entry = f"targets.test.{CONTRACT.slug}"
    assert str(caught.value) == f"127.0.0.1: takes longer than 3 s (deadline); raise deadline of {entry} if such answers are meant"


@dataclass
class Weighed:
    """An answer of which only the weight counts."""

    weight: int


@pytest.mark.parametrize(
    ("weight", "share", "counted"),
    [
        (250_000, 1.0, 0),
        (250_001, 1.0, 250_001),
        (250_002, 0.5, 125_001),
        (16_000_000, 0.25, 4_000_000),
        (16_000_001, 0.25, 0),
    ],
)
def test_an_answer_counts_by_its_share_between_light_and_heavy(weight: int, share: float, counted: int) -> None:
    """A light one does not count; a heavy one counted whole when it came."""
    made, _ = session(said)
    made.hold(cast(Any, Weighed(weight)), share)
    assert made._weights.together == counted


def test_a_run_holds_ninety_million_bytes_and_not_one_more() -> None:
    """It is told in whole words, and no setting raises it."""
    made, _ = session(said)
    for _ in range(9):
        made.hold(cast(Any, Weighed(10_000_000)), 1.0)
    with pytest.raises(Trouble) as caught:
        made.hold(cast(Any, Weighed(1_000_001)), 1 / 1_000_000)
    assert str(caught.value) == "127.0.0.1: answers again and again with more than a run can hold"


def answering(body: bytes) -> Answer:
    """An answer with that body, read and weighed."""
    found = Answer("GET", "http://127.0.0.1/jobs", {}, 200, {}, body, 0.0, 0.0, 0.0)
    found.let_go()
    return found


FACETS = {"items": [{"id": "\ud800ä"}], "facets": {f"diver {number}": number / 3 for number in range(12_000)}}


@pytest.mark.parametrize("letter", ["x", "ä", "\U0001f984"])
def test_what_stands_beside_records_is_held_packed_and_read_as_it_was(letter: str) -> None:
    """Whoever reads the body has the same value, what is shown of it is the same to the last character, and it counts as it is held."""
    made, _ = session(said)
    body = json.dumps({"note": letter * 25_000, **FACETS}).replace(json.dumps(letter)[1:-1], letter).encode()
    packed, usual = answering(body), answering(body)
    made.hold(packed, 0.0, 0.9)
    assert packed.packed
    assert packed.body == usual.body
    assert list(packed.body) == ["note", "items", "facets"]
    assert (made.shown(packed).body, packed.told(160)) == (made.shown(usual).body, usual.told(160))
    assert made._weights.together == len(packed.packed) + len(packed.content) < usual.weight / 5
    assert not packed.whole


@pytest.mark.parametrize(("new", "beside", "counted"), [(0.0, 0.01, 0.01), (0.5, 0.01, 0.51), (1.0, 0.0, 1.0)])
def test_an_answer_with_little_beside_its_records_is_held_as_it_is(new: float, beside: float, counted: float) -> None:
    """For it is read again and again."""
    made, _ = session(said)
    held = answering(json.dumps(FACETS).encode())
    made.hold(held, new, beside)
    assert not held.packed
    assert made._weights.together == pytest.approx(held.weight * counted, abs=2)


def test_what_is_no_json_is_not_packed() -> None:
    """There is no value of it; it counts whole."""
    made, _ = session(said)
    held = answering(b"," * 100_000)
    made.hold(held, 0.0, 1.0)
    assert (held.packed, made._weights.together) == (b"", held.weight)
