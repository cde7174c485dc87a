"""Two ends of a range in an array: what a mistake advises can be done where the array stands."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Document
from listproof.contract.lint import lint

from .orchards import document, parameter

ENDS: dict[str, Any] = {"type": "array", "items": {"type": "integer"}}
BETWEEN: dict[str, Any] = {"filters": {"q": {"field": "/trees", "as": "number", "matches": "between"}}}


@pytest.mark.parametrize(
    ("made", "way_out"),
    [
        (document(parameter("q", ENDS), **BETWEEN), "expected type: string, or explode: false beside an array of two ends"),
        (document(**BETWEEN, reads=True, body={"q": ENDS}), "expected type: string"),
    ],
)
def test_an_array_of_two_ends_is_written_as_one_text_where_that_can_be_said(made: Document, way_out: str) -> None:
    """In the query by `explode`; in a body there is no such word."""
    told = [mistake.message for mistake in lint(made, "orchards").mistakes]
    assert [message.partition("; ")[2] for message in told if "between takes one value" in message] == [way_out]
