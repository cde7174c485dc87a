"""What a target sends is shown and never obeyed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.contract.visible import visible


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("\x07\x9b\r", r"\x07\x9b\r"),
        ("one\ntwo\tthree", r"one\ntwo\tthree"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("a\u200bb\ufeff", r"a\u200bb\ufeff"),
        ("\ud800", r"\ud800"),
        ("line\u2028line", r"line\u2028line"),
        ("::add-mask::***", r"\x3a:add-mask::***"),
        ("  ::error file=x::y", r"  \x3a:error file=x::y"),
        ("see ##[add-path]x and ##vso[task]y", r"see \x23#[add-path]x and \x23#vso[task]y"),
        ("a::b", "a::b"),
        ("任务 名\u3000é\u00a0🍎", "任务 名\u3000é\u00a0🍎"),
    ],
)
def test_what_cannot_be_seen_is_spelled(sent: str, shown: str) -> None:
    """Control characters, turns of direction, surrogates and runners' commands are spelled; letters of any script stay."""
    assert visible(sent) == shown


def test_lines_of_our_own_stay_lines() -> None:
    """With `lines` a line break stays, and none of the lines begins with a command."""
    assert visible("one\n::error::two\r\n", lines=True) == "one\n\\x3a:error::two\\r\n"


@given(st.text(st.characters(), max_size=30), st.booleans())
def test_nothing_that_steers_is_left(text: str, lines: bool) -> None:
    """No text whatever leaves a control character, a mark of direction, a surrogate, or a command at the start of a line."""
    found = visible(text, lines=lines)
    assert not {unicodedata.category(letter) for letter in found if letter != "\n"} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert lines or "\n" not in found
    assert not any(line.lstrip().startswith("::") or "##[" in line for line in found.split("\n"))
    assert visible(found, lines=lines) == found
