"""How laws put what they saw: places in words, lists with what is not shown of them, and where pages lose or repeat a record."""

from __future__ import annotations

import pytest

from listproof.laws import between, some_of
from listproof.laws.asking.between_pages import left_out_between, misfilled_page, page_of, repeated_on
from listproof.laws.wording import ordinal


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "first"), (2, "second"), (10, "tenth"), (11, "11th"), (12, "12th"), (21, "21st"), (22, "22nd"), (33, "33rd"), (111, "111th")],
)
def test_a_place_in_a_row_is_said_in_words(number: int, words: str) -> None:
    """Up to the tenth; behind that in figures with their ending."""
    assert ordinal(number) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [("", ""), ("a", "a"), ("abcd", "a, b, c, d"), ("abcde", "a, b, c, d and 1 more"), ("abcdefg", "a, b, c, d and 3 more")],
)
def test_a_list_says_how_many_it_does_not_show(names: str, words: str) -> None:
    """Four, and the number of the rest."""
    assert some_of(list(names)) == words


@pytest.mark.parametrize(
    ("pages", "whole", "says"),
    [
        ("ab cd", "abcd", ""),
        ("ab de", "abcde", "c is left out between the first and the second page of 2"),
        ("ab ef", "abcdef", "c is left out between the first and the second page of 2, and 1 more"),
        ("ac de", "abcde", "b is left out of the first page of 2"),
        ("bc de", "abcde", "a is left out before the first page of 2"),
        ("ab cd", "abcde", "e is left out after the last page of 2"),
        ("ab  ef", "abcef", "c is left out between the first and the third page of 2"),
        ("ef ab", "abcef", "c is left out of pages of 2"),
    ],
)
def test_a_record_left_out_is_told_with_its_place(pages: str, whole: str, says: str) -> None:
    """Its name, between which pages, and how many more."""
    assert left_out_between(pages.split(" "), list(whole), 2) == says


def test_pages_of_no_size_are_told_without_one() -> None:
    """As where none can be asked for."""
    assert page_of(3, 0) == "third page"
    assert left_out_between(["ab", "de"], list("abcde"), 0) == "c is left out between the first and the second page"


@pytest.mark.parametrize(
    ("pages", "names", "says"),
    [
        ("ab bc", "b", "b stands on the first and on the second page of 2"),
        ("aa bc", "a", "a stands twice on the first page of 2"),
        ("ab ab", "ab", "a stands on the first and on the second page of 2, and 1 more stands twice"),
        ("abc abc", "abc", "a stands on the first and on the second page of 2, and 2 more stand twice"),
        ("ab cd", "", ""),
    ],
)
def test_a_record_met_twice_is_told_with_both_places(pages: str, names: str, says: str) -> None:
    """Its name, on which pages, and how many more."""
    assert repeated_on(pages.split(" "), list(names), 2) == says


@pytest.mark.parametrize(
    ("span", "words"), [((0, 0), "0 records"), ((1, 1), "1 record"), ((7, 7), "7 records"), ((1, 3), "1 to 3 records")]
)
def test_a_number_of_records_is_said_with_its_word(span: tuple[int, int], words: str) -> None:
    """One is a record, and a span where readings leave it open."""
    assert between(*span) == words


def test_a_page_that_is_not_filled_is_told_by_its_numbers() -> None:
    """How many it holds and should hold, and behind how many it stands."""
    assert misfilled_page(10, 0, 11, (10, 10)) == "a page of 10 holds 11 records, and should hold 10 records"
    assert misfilled_page(5, 1, 0, (1, 5)) == "a page of 5 after 1 record holds 0 records, and should hold 1 to 5 records"
