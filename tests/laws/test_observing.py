"""What a violation shows stands in fields, so that nobody has to read it out of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from listproof.checks.differences import Difference
from listproof.contract import Query, absent
from listproof.evidence import Reply
from listproof.laws.context.observing import first_apart, in_words, observation

from ..made import CONTRACT, page, record, session

SIZE = "limit"
NOTHING = Difference((), (), (), 3, 5)
LOST = Difference(("a", "b", "c", "d", "e"), (), (), 3, 5)


def reply(numbers: Sequence[int], total: int | None = None, *, status: int = 200, **asked: Any) -> Reply:
    """An answer that shows these records."""

    def answer(request: httpx.Request) -> httpx.Response:
        return page([record(n) for n in numbers], total) if status == 200 else httpx.Response(status, text="no")

    made, _ = session(answer)
    return Reply(CONTRACT, Query.of(asked), made.get("/jobs", ""))


def test_an_answer_is_told_by_its_numbers_where_it_is_what_was_observed() -> None:
    """The last reply itself, and neither another one nor words that happen to be the same."""
    one, other = reply([1, 2], 7), reply([1, 2], 7)
    assert observation(other, (one, other), None, placed=False).signs == ("counted",)
    assert observation(one, (one, other), None, placed=False).signs == ()
    assert observation(other.said(), (one, other), None, placed=False).signs == ()


def test_an_answer_with_records_that_are_wrong_is_not_told_by_its_numbers() -> None:
    """What it lacks or shows without cause tells it; a difference in number alone is its numbers again."""
    one = reply([1, 2], 7)
    assert observation(one, (one,), LOST, placed=False).signs == ("lost",)
    assert observation(one, (one,), NOTHING, placed=False).signs == ("counted",)
    assert observation(one, (one,), {"lost": ["a"]}, placed=False).signs == ("lost", "counted")


def test_an_answer_without_a_total_or_one_that_differs_in_places_has_no_number_to_tell_it() -> None:
    """Nor has one that is refused, which is told as that."""
    bare, good, bad = reply([1], "none"), reply([1]), reply([], status=500)  # type: ignore[arg-type]
    assert bare.total is None
    assert observation(bare, (bare,), None, placed=False).signs == ()
    assert observation(good, (good, good), None, placed=True).signs == ("placed",)
    seen = observation(bad, (good, bad), None, placed=False)
    assert (seen.status, seen.signs) == (500, ("refused",))


def test_what_is_not_there_is_absent_and_no_answer_has_no_status() -> None:
    """A value that should stand somewhere and does not."""
    seen = observation(absent, (), None, placed=False)
    assert (seen.status, seen.signs, seen.records) == (0, ("absent",), {})


def test_the_first_four_records_are_named_by_what_is_wrong_with_them() -> None:
    """More would tell nothing more."""
    assert observation("", (), LOST, placed=False).records == {"lost": ("a", "b", "c", "d")}
    apart = Difference((), ("x",), ("y",), 3, 5)
    assert observation("", (), apart, placed=False).records == {"wrong": ("x",), "strange": ("y",)}
    assert observation("", (), {"twice": ["z"], "unordered": []}, placed=False).records == {"twice": ("z",)}


@pytest.mark.parametrize(
    ("held", "size", "total", "signs"),
    [
        (3, 3, 3, ("lost", "full")), (3, 3, 2, ("lost", "full")), (3, 3, 4, ("lost", "cut")),
        (2, 3, 3, ("lost", "short")), (2, 3, 4, ("lost", "short")), (2, 3, 2, ("lost",)),
        (2, 5, 3, ("lost", "short")), (4, 3, 9, ("lost",)),
    ],
)  # fmt: skip
def test_a_first_page_that_lost_records_is_full_or_short(held: int, size: int, total: int, signs: Sequence[str]) -> None:
    """Full, and by its total all there is; short, where it has room for records that its total counts."""
    one = reply(range(held), total, **{SIZE: size})
    assert observation("", (one,), {"lost": ["a"]}, placed=False).signs == signs


def test_a_later_page_or_one_of_no_size_is_neither_full_nor_short() -> None:
    """What stands before it is not known."""
    for asked in ({SIZE: 3, "offset": 3}, {}, {SIZE: "many"}):
        one = reply(range(3), 3, **asked)
        assert observation("", (one,), {"lost": ["a"]}, placed=False).signs == ("lost",)
    first = reply(range(3), 3, **{SIZE: 3, "offset": 0})
    assert observation("", (first,), {"lost": ["a"]}, placed=False).signs == ("lost", "full")
    assert observation("", (first,), {"wrong": ["a"]}, placed=False).signs == ("wrong",)


def test_a_reply_is_put_in_words_by_what_it_says_and_lacks() -> None:
    """Words stay as they are, other values stand as JSON."""
    one = reply([1, 2], 7)
    assert in_words(one) == "2 records, total 7"
    assert in_words(one, {"lost": ["a"]}) == "2 records, total 7"
    assert in_words(one, LOST) == "2 records, total 7; lost: a, b, c, d and 1 more"
    assert (in_words("so" * 200), in_words(7), in_words(None)) == ("so" * 200, "7", "null")


def test_two_answers_are_held_apart_at_their_first_difference() -> None:
    """Counted from one; the last two of several; nothing where they hold the same or one stands alone."""
    one, other = reply([1, 2, 3]), reply([1, 3, 2])
    assert first_apart((one,)) == first_apart((one, one)) == first_apart(()) == ""
    said = first_apart((other, one, other))
    assert said == f", number 2 is {one.names[1]} in one answer and {other.names[1]} in the other"
    assert first_apart((one, other)) == said
    assert first_apart((one, reply([1, 2]))) == ""
