"""Texts that are drawn: plain ones first, for they are shown when a finding is made small."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from listproof.generating.drawing import Draw

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["odd_text", "visible_text"]

_PLAIN = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNS = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\x00"
"""What services stumble over, a third of the characters of a text."""


def odd_text(draw: Draw) -> str:
    """Any text of up to 40 characters, half a surrogate pair apart."""
    return draw.by(_odd_texts())


def visible_text(draw: Draw) -> str:
    """A text of one to eight letters, numbers, marks of punctuation and signs."""
    return draw.by(_visible_texts())


@lru_cache(maxsize=1)
def _odd_texts() -> SearchStrategy[str]:
    from hypothesis import strategies as st

    return st.text(st.sampled_from(_PLAIN) | st.sampled_from(_SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=40)


@lru_cache(maxsize=1)
def _visible_texts() -> SearchStrategy[str]:
    from hypothesis import strategies as st

    signs = st.sampled_from(_SIGNS.strip(" \x00"))
    return st.text(st.sampled_from(_PLAIN) | signs | st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
