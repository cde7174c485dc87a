"""What becomes of a cursor when somebody alters the text that it is in Base64."""

from __future__ import annotations

from base64 import b64encode

import pytest

from listproof.values.altered_cursors import altered_inside, in_base64, text_in_base64


@pytest.mark.parametrize(
    ("text", "altered"),
    [
        ('{"id": 20, "of": "a"}', '{"id":"listproof","of":"a"}'),
        ('{"last": {"name": "a"}}', '{"last":{"name":"listproof"}}'),
        ('["a", [7]]', '["a",["listproof"]]'),
        ('{"more": true}', "}eurt :\"erom\"{"),
        ("id:20|2024-03-01", "id:20|2024-03-listproof"),
        ("north", "htron"),
    ],
)  # fmt: skip
def test_one_value_inside_is_another(text: str, altered: str) -> None:
    """Of JSON a number, or else a text; of another text the last digits; all of one that holds neither."""
    cursor = b64encode(text.encode()).decode()
    assert text_in_base64(altered_inside(cursor) or "") == altered


@pytest.mark.parametrize("cursor", ["", "20", "a b", "////", "gAAAAABk", "\udc80"])
def test_what_is_no_text_in_base64_is_not_altered(cursor: str) -> None:
    """Numbers, other texts and bytes are left to other changes."""
    assert altered_inside(cursor) is None


@pytest.mark.parametrize(("like", "cursor"), [("YQ==", "Pz8/Pw=="), ("YQ", "Pz8/Pw"), ("-_-_", "Pz8_Pw==")])
def test_a_cursor_is_written_as_the_own_one_is(like: str, cursor: str) -> None:
    """In the same alphabet, and padded or not as that is."""
    assert in_base64(b"????", like) == cursor
