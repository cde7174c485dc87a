"""Texts with a blank at an edge are parts of those that records show."""

from __future__ import annotations

from listproof.values.edge_blanks import edged_lists, edged_texts, plus_for_blank, trimmed


def test_parts_begin_or_end_with_their_only_blank() -> None:
    """On either side of a blank between two words, the shortest first; a beginning of a text as a whole."""
    assert edged_texts(["north gate"]) == (" g", "h ", " ga", "th ", " gate", "north ")
    assert edged_texts(["north", "a  b", "x-y z!", "é è"]) == ()


def test_a_list_holds_a_text_with_a_blank_within_and_one_with_a_blank_before_it() -> None:
    """So that what is kept shows how each of the two is read, beside one that is kept anyway."""
    assert edged_lists(["east", "north gate", "south"]) == (["east", "north gate", " south"],)
    assert edged_lists(["east", "south"]) == edged_lists(["east", "north gate"]) == ()


def test_a_value_is_read_without_its_blanks_or_as_it_is_spelled() -> None:
    """Of a list each of its values."""
    assert (trimmed(" a b "), trimmed([" a", "b"])) == ("a b", ["a", "b"])
    assert (plus_for_blank("a b "), plus_for_blank([" a", "b"])) == ("a+b+", ["+a", "b"])
