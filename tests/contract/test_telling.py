"""What a contract says is told in its own words."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract.telling import shown


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ([{"type": "header", "name": "X-Token"}], "header X-Token"),
        (({"type": "basic"}, {"type": "query-key", "name": "key"}), "basic or query-key key"),
        ({"type": "header"}, '{"type": "header"}'),
        (("equals", "contains"), "equals or contains"),
    ],
)
def test_a_value_is_told_in_words(value: Any, told: str) -> None:
    """Ways to sign in by what they are and where they stand; several of anything with an `or` between them."""
    assert shown(value) == told
