"""Several ends over one field: each is tried, and what tells of all of them at once is asked once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from listproof.contract import Contract, build
from listproof.evidence import Store
from listproof.laws import judge, subjects
from listproof.proof.suite import laws_called, plan
from listproof.transport import Session, Target

from ..contract.drawn_contracts import sourced
from ..contract.orchards import contract as orchards
from ..contract.orchards import document, parameter, schema_of

ENDS = {"above": "after", "least": "minimum", "below": "before", "most": "maximum"}
HOW = {"is": "equals", "over": "after", "under": "before"}
COMPARES: dict[str, Any] = {
    "after": lambda shown, end: shown > end, "minimum": lambda shown, end: shown >= end,
    "before": lambda shown, end: shown < end, "maximum": lambda shown, end: shown <= end, "equals": lambda shown, end: shown == end,
}  # fmt: skip
ROWS = [{"id": f"o{n:02}", **({"trees": n % 7} if n % 5 else {"trees": None})} for n in range(60)]
INTEGER = {"type": "integer"}


def _contract() -> Contract:
    filters: dict[str, Any] = {name: {"field": "/trees", "as": "number", "matches": reading} for name, reading in ENDS.items()}
    filters["trees"] = {"field": "/trees", "as": "number", "matches": {"chosen-by": "how", "when": HOW, "absent": "equals"}}
    told = document(
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
        parameter("offset", {"type": "integer", "minimum": 0}),
        *(parameter(name, INTEGER) for name in (*ENDS, "trees")),
        parameter("how", {"type": "string", "enum": [*HOW], "default": "is"}),
        record=schema_of({"id": {"type": "string"}, "trees": {"type": ["integer", "null"]}}),
        answer={"total": INTEGER},
        total={"at": "/total", "counts": "matching"},
        pages={"offset": {"parameter": "offset", "first": 0, "past-end": "empty"}, "size": {"parameter": "limit", "means": "exactly"}},
        sign_in=[{"type": "none"}],
        filters=filters,
    )
    return build(sourced(told), "orchards")


def _page(given: Mapping[str, str], usual: str, spelled: str, breaks: str) -> dict[str, Any]:
    """One page; `usual` is how `trees` is compared without a word, `spelled` how by `is`; one parameter `breaks` at a huge number."""
    rows = ROWS
    for name, reading in ENDS.items():
        if name in given:
            rows = [one for one in rows if one["trees"] is not None and COMPARES[reading](one["trees"], int(given[name]))]
    if "trees" in given:
        how = given.get("how", usual)
        reading = HOW[spelled if "how" in given and how == "is" else how]
        rows = [one for one in rows if one["trees"] is not None and COMPARES[reading](one["trees"], int(given["trees"]))]
    if breaks in given and len(given[breaks]) > 20:
        raise ArithmeticError
    size, begin = int(given.get("limit", "20")), int(given.get("offset", "0"))
    if not 1 <= size <= 100 or begin < 0 or given.get("how", "is") not in HOW:
        raise ValueError
    return {"orchards": rows[begin : begin + size], "total": len(rows)}


def _told(law: str, usual: str = "is", spelled: str = "is", breaks: str = "") -> tuple[dict[str, tuple[str, str]], list[dict[str, str]]]:
    """What a law comes to for each of its subjects, and the questions that it asked."""
    questions: list[dict[str, str]] = []

    def answered(request: httpx.Request) -> httpx.Response:
        given = {name: values[0] for name, values in parse_qs(request.url.query.decode(), keep_blank_values=True).items()}
        questions.append(given)
        try:
            return httpx.Response(200, json=_page(given, usual, spelled, breaks))
        except ValueError:
            return httpx.Response(400, json={"code": "Bad", "message": "A parameter is wrong."})
        except ArithmeticError:
            return httpx.Response(500, json={"code": "Broken", "message": "Too much."})

    target = Target("test", "orchards", base_url="http://127.0.0.1:1", auth={"type": "none"})
    store = Store(_contract(), Session(target, _contract().sign_in, transport=httpx.MockTransport(answered)))
    outcomes = [judge(one, store, subject) for one, subject in plan(_contract(), laws_called((law,)))]
    return {str(one.subject): (one.verdict, one.reason or "") for one in outcomes}, questions


def test_every_end_stands_in_one_range_and_beside_its_like() -> None:
    """Of two ends that are kept one range, of two that are not another; a third upper end stands with a lower one that stands already."""
    (law,) = laws_called(("filters.range-ends-meet",))
    assert [str(one) for one in subjects(law, _contract())] == ["above&below", "least&most"]
    three = {"since": "from", "until": "until", "before": "before"}
    filters = {name: {"field": "/planted", "as": "time", "matches": reading} for name, reading in three.items()}
    told = orchards(*(parameter(name, {"type": "string", "format": "date-time"}) for name in three), filters=filters)
    assert [str(one) for one in subjects(law, told)] == ["since&until", "since&before"]


def test_healthy_ends_are_left_in_peace() -> None:
    """By every law that asks for them."""
    for law in ("bounds.absent-means-the-default", "bounds.no-number-is-not-a-number", "filters.empty-is-no-value"):
        assert {verdict for verdict, _ in _told(law)[0].values()} == {"pass"}, law


def test_upper_ends_are_asked_for_a_huge_number_at_once() -> None:
    """No other law asks one of them for it."""
    huge = [
        set(one) - {"limit", "offset"} for one in _told("bounds.no-number-is-not-a-number")[1] if "1000000000000" in "".join(one.values())
    ]
    assert {"below", "most", "trees"} in huge
    assert not any({"below"} == one for one in huge)


@pytest.mark.parametrize("broken", [*ENDS, "trees"])
def test_what_breaks_at_a_huge_number_is_told_of_its_own_parameter(broken: str) -> None:
    """Though several are asked for at once."""
    told, _ = _told("bounds.no-number-is-not-a-number", breaks=broken)
    assert [name for name, (verdict, _) in told.items() if verdict == "fail"] == [broken]


def test_the_default_of_what_chooses_shows_beside_the_filter_for_which_it_chooses() -> None:
    """A service that takes another one is told, by two questions."""
    law = "bounds.absent-means-the-default"
    assert _told(law, usual="is")[0]["how"][0] == "pass"
    verdict, says = _told(law, usual="over")[0]["how"]
    assert verdict == "fail"
    assert "and without how the answer is not that of how=is" in says


def test_it_is_not_blamed_where_what_it_chooses_is_answered_wrongly() -> None:
    """A service that takes the word for another choice tells nothing of what it does without it."""
    assert _told("bounds.absent-means-the-default", spelled="over")[0]["how"][0] == "inconclusive"
    assert _told("filters.chosen-field-is-filtered", spelled="over")[0]["trees by is"][0] == "fail"
