"""What a page tells of one case is no fact of all: it is told as what it is, whether the case stands before it or behind."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes
from listproof.derive.document import Item
from listproof.derive.prose.clauses import in_one_case


def row(words: str, kind: str = "integer") -> tuple[Item, str]:
    """The one parameter of a page, and what was told of it."""
    table = f"| Name | Type | Required | Description |\n|---|---|---|---|\n| size | {kind} | No | {words} |\n"
    said = derive_bytes(f"# List kites\n\nGET /kites\n\n## Query parameters\n\n{table}".encode(), "a.md")
    return said.parameters[0], " ".join(one.why for one in said.unread if one.what.startswith("size in"))


@pytest.mark.parametrize(
    ("words", "kind", "facts", "told"),
    [
        ("For TCP, 1 to 10.", "integer", {}, "a bound of one case only"),
        ("For TCP, the value ranges from 1 to 10.", "integer", {}, "a bound of one case only"),
        ("When kind is box, the default value is 5.", "integer", {}, "its default is told of one case only"),
        ("The default is 10. If kind is box, the default is 5.", "integer", {"default": 10}, "a default of one case only"),
        ("The default is 5 when kind is box.", "integer", {}, "its default is told of one case only"),
        ("Range: 1 to 100. 1 to 10 for TCP.", "integer", {"minimum": 1, "maximum": 100}, "a bound of one case only"),
        ("When kind is box, valid values: red, blue.", "string", {}, "a list of values of one case only"),
        ("当type为box时，默认值为5。", "integer", {}, "its default is told of one case only"),
        ("类型为box时，取值范围：1-10。", "integer", {}, "a bound of one case only"),
        ("<br>• Kite 5.x small range: 10-30<br>• Kite 5.x large range: 20-60", "integer", {}, "a bound that is not written"),
    ],
)
def test_what_holds_in_one_case_is_told_and_not_written(words: str, kind: str, facts: dict[str, Any], told: str) -> None:
    """A bound, a default or a list of one case is listed; what stands beside it and holds for all is a fact."""
    item, notes = row(words, kind)
    assert dict(item.facets) == facts
    assert told in notes


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("If this parameter is not specified, the default value is 10.", {"default": 10}),
        ("When the parameter is left out, the default value 10 is used.", {"default": 10}),
        ("For any kite, 1 to 40.", {"minimum": 1, "maximum": 40}),
        ("Default: 10 if omitted.", {"default": 10}),
        ("For details, see the guide. Range: 1 to 40.", {"minimum": 1, "maximum": 40}),
        ("如果不填，默认值为10。", {"default": 10}),
        ("When you query by page, the value ranges from 1 to 40.", {"minimum": 1, "maximum": 40}),
    ],
)
def test_that_a_parameter_is_left_out_is_no_case(words: str, facts: dict[str, Any]) -> None:
    """Words of the parameter itself, and of every case, tell of all."""
    assert dict(row(words)[0].facets) == facts


@pytest.mark.parametrize(
    ("sentence", "one"),
    [("For TCP, 1 to 10", True), ("At most 5 if kind is box.", True), ("Kites for the sky, 1 to 10", False), ("Forward the kite.", False)],
)
def test_a_case_is_known_by_its_words(sentence: str, one: bool) -> None:
    """`for`, `if` and `when` with what is no word of the parameter itself make a case."""
    assert in_one_case(sentence) is one
