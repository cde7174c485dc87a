"""Lists of values: those of an array are of its items, and none is lost behind brackets or in a list inside a list."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes, openapi
from listproof.derive.comparing.facts import facts_of
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of

TEXT = Kind("string")


def contract(kind: str, words: str) -> dict[str, Any]:
    """What is written of a page with one parameter."""
    rows = f"| Name | Type | Required | Description |\n|---|---|---|---|\n| tag | {kind} | No | {words} |\n"
    return openapi(derive_bytes(f"# List fans\n\nGET /fans\n\n## Query parameters\n\n{rows}".encode(), "page.md"))


@pytest.mark.parametrize("kind", ["array of strings", "array", "list"])
def test_the_values_of_an_array_are_those_of_its_items(kind: str) -> None:
    """`enum` stands under `items`, and a comparison finds it there."""
    written = contract(kind, "Allowed values: warm, cold, dry.")
    schema = written["paths"]["/fans"]["get"]["parameters"][0]["schema"]
    assert schema == {"type": "array", "items": {"type": "string", "enum": ["warm", "cold", "dry"]}}
    assert facts_of(written).stated["parameters.tag.enum"].value == ("warm", "cold", "dry")


def test_a_value_with_brackets_in_a_list_without_marks_is_kept() -> None:
    """`stone (default)` belongs to the list and marks its default."""
    assert choices_of("The options are as follows:\nsteel: made of steel\nwood: made of wood\nstone (default)", TEXT) == (
        ("steel", "wood", "stone"),
        "stone",
        "",
    )


@pytest.mark.parametrize(
    "words",
    [
        "灯塔状态：\n• on：点亮\n• off：熄灭\n• repair：维修，其中包含：\n• lamp：灯泡\n• lens：镜片",
        "State of the fan:\n• on: it turns\n• off: it rests\n• repair: it is mended; options are:\n• blade: a blade\n• wire: a wire",
    ],
)
def test_a_list_inside_an_item_is_not_the_list(words: str) -> None:
    """The values of an item of a list are none of the parameter: nothing is written and the reason is told."""
    assert choices_of(words, TEXT) == ((), None, "the list of its values is not written, for it stands inside another list")
