"""Values that lost what stood between them, meanings before values, records that the example alone places, answers that are lists."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes, openapi
from listproof.derive.document import Description
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of

WHOLE = Kind("integer")
TEXT = Kind("string")


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def types(said: Description) -> dict[str, str]:
    """The type of each field by its place."""
    return {at: item.kind.type for at, item in said.answered()}


def told(said: Description, words: str) -> bool:
    """Whether something unread is told in these words."""
    return any(words in str(note) for note in said.unread)


@pytest.mark.parametrize(
    ("words", "kind", "values"),
    [
        ("状态，可以为UP，DOWN或LOST。枚举值：UPDOWNLOST", TEXT, ("UP", "DOWN", "LOST")),
        ("版本 4：旧版 6：新版枚举值：46", WHOLE, (4, 6)),
        ("next:下一页 previous:前一页枚举值：nextprevious", TEXT, ("next", "previous")),
        ("风筝的范围。枚举值：public", TEXT, ("public",)),
        ("当前状态，包含提交（LAUNCHING）、飞行（FLYING）、失败（FAILED）。", TEXT, ("LAUNCHING", "FLYING", "FAILED")),
        ("包含两种：允许（Allow）和拒绝（Deny），既有允许又有拒绝时以拒绝为准。", TEXT, ("Allow", "Deny")),
        ("取值范围：A、AAAA、MX、PTR（仅限内网）、CAA（仅限公网）。", TEXT, ("A", "AAAA", "MX", "PTR", "CAA")),
    ],
)
def test_values_are_taken_apart_by_the_words_before_them(words: str, kind: Kind, values: tuple[Any, ...]) -> None:
    """What a copy ran together is cut where the text names each value; a meaning may stand before its value."""
    assert choices_of(words, kind)[0] == values


def test_an_item_of_several_codes_leaves_the_list_out() -> None:
    """An item that lost its own bullet would be lost with it."""
    values, _, why = choices_of("目前支持的产品有：\n• KITE,\n• SAIL(帆), - WING,\n• TAIL,", TEXT)
    assert values == ()
    assert "no plain value" in why
    assert choices_of("目前支持的产品有：\n• KITE,\n• SAIL(帆),\n• TAIL,", TEXT)[0] == ("KITE", "SAIL", "TAIL")


@pytest.mark.parametrize(
    "words",
    [
        "支持类型：kite。",
        "服务类型，结果为KITE、SAIL、WING。",
        "查询成功时值为success,失败时值为failed",
        "What comes first. The value is created_at, indicating the time.",
        "wind_strong: Only for strong wind",
    ],
)
def test_values_in_an_unusual_form_are_told(words: str) -> None:
    """A value that no reader takes is listed."""
    row = f"| kind | string | {words} |"
    said = page(f"# List kites\n\nGET /kites\n\n## Query parameters\n\n| Name | Type | Description |\n|---|---|---|\n{row}\n")
    assert "enum" not in said.parameters[0].facets
    assert told(said, "a list of values")


def test_a_kind_of_things_that_is_the_default_is_no_value() -> None:
    """`默认为VBD类型` tells what becomes of a thing."""
    row = "| passthrough | string | true表示一种。如果没有该字段，风筝默认为VBD类型。 |"
    said = page(f"# List kites\n\nGET /kites\n\n## Query parameters\n\n| Name | Type | Description |\n|---|---|---|\n{row}\n")
    assert "default" not in said.parameters[0].facets


def test_a_start_value_is_the_least() -> None:
    """`Start value: 1` counts from one."""
    row = "| page | integer | The page. Start value: 1. Default value: 1. |"
    said = page(f"# List kites\n\nGET /kites\n\n## Query parameters\n\n| Name | Type | Description |\n|---|---|---|\n{row}\n")
    assert said.parameters[0].facets == {"minimum": 1, "default": 1}


def test_one_field_of_a_record_stands_where_the_example_shows_it() -> None:
    """A table that names one field of a record and none of its wrappers."""
    head = "# ListKites\n\nAlibaba Cloud\n\n## Response parameters\n\n|Name|Type|Description|\n"
    rows = "|KiteId|String|What tells a kite from all other kites, also from those that fly no more.|\n"
    rows += "|TotalCount|Integer|All.|\n"
    example = '```\n{"Kites": {"Kite": [{"KiteId": "k"}]}, "TotalCount": 1}\n```\n'
    said = page(f"{head}{rows}\n## Examples\n\n**Response example**\n\n{example}\n## Error codes\n\nNone.\n")
    assert types(said) == {"/Kites": "object", "/Kites/Kite": "array", "/Kites/Kite/*/KiteId": "string", "/TotalCount": "integer"}


def test_what_the_example_shows_nowhere_goes_into_the_list_above() -> None:
    """Rows behind a list that the example leaves out are its parts, where the example shows all the others."""
    head = "# ListKites\n\nAlibaba Cloud\n\n## Response parameters\n\n|Name|Type|Example|Description|\n|--|--|--|--|\n"
    plain = "".join(f"|{name}|String|x|Words.|\n" for name in ("KiteId", "Colour", "Owner", "Place"))
    rows = f"|Kites|Array| |All.|\n{plain}|Tags|Array| |Tags.|\n|Key|String|k|Key.|\n|Value|String|v|Value.|\n"
    example = '```\n{"Kites": [{"KiteId": "k", "Colour": "c", "Owner": "o", "Place": "p"}]}\n```\n'
    said = page(f"{head}{rows}\n## Examples\n\n**Response example**\n\n{example}\n## Error codes\n\nNone.\n")
    assert {"/Kites/*/Tags/*/Key", "/Kites/*/Tags/*/Value"} <= types(said).keys()


def test_an_answer_that_is_a_list_is_one() -> None:
    """Fields whose example is a list of records are those of its items."""
    fields = "| Name | Type | Description |\n|---|---|---|\n| id | integer | The id. |\n| name | string | The name. |\n"
    said = page(f'# List kites\n\nGET /kites\n\n## Response\n\n{fields}\n```json\n[{{"id": 1, "name": "a"}}]\n```\n')
    assert types(said) == {"/*/id": "integer", "/*/name": "string"}
    written = openapi(said)
    assert written["components"]["schemas"]["Answer"]["type"] == "array"
    assert (written["x-listing"]["records"], written["x-listing"]["identity"]) == ("", ["/id"])


def test_headings_of_what_is_asked_and_of_what_a_record_is() -> None:
    """A table of an object's properties is none of parameters, one about pages is, and neither needs a verb."""
    properties = (
        "| Name | Type | Description |\n|---|---|---|\n| id | integer | Required field. The id. |\n| tail | string | Optional field. |\n"
    )
    pages = "| Name | Type | Example |\n|---|---|---|\n| page | int | `/kites?page={number}` |\n| when | day or hour | x |\n"
    said = page(f"# Kites\n\n### Kite Object – Properties\n\n{properties}\n## List kites\n\n> `GET /kites`\n\n### Pagination\n\n{pages}")
    assert (said.path, [item.name for item in said.parameters]) == ("/kites", ["page", "when"])
    assert said.parameters[0].example is None
    assert told(said, "its example is a whole request")
    assert not said.fields
    assert told(said, "no example shows where in the answer; left out: id, tail")
    shown = page(
        f'# Kites\n\n### Kite Object – Properties\n\n{properties}\n## List kites\n\n> `GET /kites`\n\n```json\n[{{"id": 1}}]\n```\n'
    )
    assert [(item.name, item.required) for item in shown.fields] == [("id", True), ("tail", False)]


def test_names_in_the_middle_of_an_item_are_told() -> None:
    """A bullet that names a parameter in its middle is no row, and not lost in silence."""
    items = "* `page`: The page, default is 0.\n* Filter by **colour**: keeps kites of that colour.\n"
    said = page(f"# List kites\n\nGET /clubs/{{Club ID}}/kites\n\n## Query Parameters\n\n{items}")
    assert said.path == "/clubs/{Club_ID}/kites"
    assert [(item.name, item.kind.type, item.facets) for item in said.parameters] == [
        ("page", "integer", {"default": 0}),
        ("Club_ID", "string", {}),
    ]
    assert told(said, "Filter by colour")


def test_two_names_at_once_are_told() -> None:
    """The second of two names that are described together is no field, and is told."""
    items = "* `id` - String. The id.\n* `tail` and `head` - Strings. Both ends.\n* `name` - String.\n"
    said = page(f"# List kites\n\nGET /kites\n\n## Response\n\n{items}")
    assert told(said, "another name stands beside it: 'head'")
