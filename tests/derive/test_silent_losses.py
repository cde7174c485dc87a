"""What stands in a cell in a form that is not read is listed."""

from __future__ import annotations

import pytest

from listproof.derive.kinds import Kind
from listproof.derive.prose.cues import untaken


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("`open` | `shut` | `stuck`.".replace("`", ""), "list of values"),
        ("One of warm, cold or dry.", "list of values"),
        ("1–500, 50 if omitted.", "bound"),
        ("1–500, 50 if omitted.", "default"),
        ("Below this pressure, 0 ≤ x < 16.", "bound"),
    ],
)
def test_what_is_not_read_is_listed(words: str, what: str) -> None:
    """A list, a bound or a default in an unusual form leaves a reason."""
    assert any(f"speaks of a {what}" in reason for reason in untaken(words, Kind("string"), {}, ()))


@pytest.mark.parametrize("words", ["One of the fans.", "Name of one of its owners, or none.", "It turns."])
def test_plain_prose_is_not_listed(words: str) -> None:
    """A sentence without values leaves nothing."""
    assert untaken(words, Kind("string"), {}, ()) == []


@pytest.mark.parametrize("words", ["Name or colour.", "Where it flies, north or south.", "State (up or resting)."])
def test_words_with_or_between_them_are_listed(words: str) -> None:
    """Two words may be the values or what is searched: it is told."""
    assert any("list of values" in reason for reason in untaken(words, Kind("string"), {}, ()))
