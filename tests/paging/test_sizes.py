"""Numbers of pages and of records, as links, bodies and headers write them."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.paging.sizes import counted


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("20", 20),
        (20, 20),
        (-1, -1),
        ("9" * 30, int("9" * 30)),
        ("9" * 5000, None),
        ("²", None),
        ("2.0", None),
        ("", None),
        (True, None),
        (None, None),
    ],
)
def test_a_number_is_read_as_digits_write_it(said: Any, number: int | None) -> None:
    """What is no number, or has more digits than can be read, is none, and breaks nothing."""
    assert counted(said) == number
