"""What holds in some cases only is no fact of all; values behind their meanings, captions without numbers and wrappers are read."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes
from listproof.derive.document import walk
from listproof.derive.formats.markdown import plain
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import ranges_of

TEXT, WHOLE, FLAG = Kind("string"), Kind("integer"), Kind("boolean")


@pytest.mark.parametrize(
    ("words", "kind", "bounds"),
    [
        ("For round kites, the value ranges from 10 to 40. For flat kites, the value ranges from 1 to 40.", WHOLE, {}),
        ("• If kind is box, the value ranges from 1 to 7.\n• If kind is sled, the value ranges from 1 to 31.", WHOLE, {}),
        ("For any kite, the value ranges from 1 to 40.", WHOLE, {"minimum": 1, "maximum": 40}),
        ("偏移量，小于0时，自动转换为0", WHOLE, {}),
        ("最大支持255个字节。", TEXT, {"maxLength": 255}),
        ("最多支持64个字符，不能以kite开头。", TEXT, {"maxLength": 64}),
        ("支持最多100个ID，用半角逗号字符隔开。", TEXT, {}),
        ("取值为40～1024GB。", WHOLE, {"minimum": 40, "maximum": 1024}),
        ("The minimum parameter value is 0.", WHOLE, {"minimum": 0}),
    ],
)
def test_bounds_of_cases_and_of_lists_bound_nothing(words: str, kind: Kind, bounds: dict[str, int]) -> None:
    """Bounds that differ from case to case, those beyond which a value is replaced and those of a list are none of the value."""
    assert ranges_of(words, kind) == bounds


@pytest.mark.parametrize(
    ("words", "kind", "default", "why"),
    [
        ("• Round kites: the default value is true.\n• Flat kites: the default value is false.", FLAG, None,
         "its default differs from case to case"),
        ("Format key:direction. If a direction is not specified, the default direction is desc.", TEXT, None, ""),
        ("If this parameter is left empty, the default value 20 is used.", WHOLE, 20, ""),
        ("用于分页，默认返回25条记录。", WHOLE, 25, ""),
        ("Kites on a page. **Default: 25**", WHOLE, 25, ""),
    ],
)  # fmt: skip
def test_a_default_is_of_the_whole_value_in_every_case(words: str, kind: Kind, default: Any, why: str) -> None:
    """A default of one case or of a part of the value is not that of the parameter."""
    assert default_of(words, kind) == (default, why)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("排序方式。\n• 降序：desc\n• 升序：asc", ("desc", "asc")),
        ("Order of the kites.\n• Falling order: desc\n• Rising order: asc", ("desc", "asc")),
        ("风筝类型，支持以下类型：箱形：box三角形：delta软翼：sled", ("box", "delta", "sled")),
        ("状态。取值如下：open：表示打开。shut：表示关上，等待打开。", ("open", "shut")),
        ("How strings are matched. longest_first indicates the longest. any_order indicates any. The default is any_order.",
         ("longest_first", "any_order")),
        ("The method can be:\n• desc: falling\n• asc: rising", ("desc", "asc")),
        ("类型，取值如下：BoxDeltaSled", ()),
        ("Kind of thing, which can be Sky::Kite or Sky::Balloon", ("Sky::Kite", "Sky::Balloon")),
        ("• Largest kite: 5 m\n• Note: none", ()),
    ],
)  # fmt: skip
def test_values_are_read_behind_their_meanings(words: str, values: tuple[str, ...]) -> None:
    """A meaning may stand before its value, with nothing between items, or in a sentence of its own."""
    assert choices_of(words, TEXT)[0] == values


def test_the_value_that_a_list_marks_is_the_default() -> None:
    """`(default value)` behind a meaning marks the value of its item, and not the word before it."""
    row = "| fee | string | No | Valid values:<br>• bytime: paid by time<br>• bytraffic: paid by traffic (default value) |"
    said = derive_bytes(
        f"# List\n\nGET /kites\n\n## Query parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n{row}\n".encode()
    )
    assert said.parameters[0].facets == {"enum": ["bytime", "bytraffic"], "default": "bytraffic"}


def test_two_bold_words_of_a_line_are_two() -> None:
    """`**1** to **100**` loses its marks."""
    assert plain("Valid values: **1** to **100**.") == "Valid values: 1 to 100."


def test_a_template_of_parameters_is_no_step_of_the_path_and_a_tilde_ends_a_name() -> None:
    """`GET /kites{?limit}` is `/kites`; `name~` is a parameter; a path parameter with a hyphen that no table describes is told."""
    text = "# List\n\nGET /sites/{site-id}/kites{?limit}\n\n## Query parameters\n\n"
    text += "| Name | Type | Required | Description |\n|---|---|---|---|\n"
    said = derive_bytes((text + "| name~ | string | No | Part of the name. |\n").encode())
    assert said.path == "/sites/{site-id}/kites"
    assert [item.name for item in said.parameters] == ["name~", "site-id"]
    assert any("path parameter 'site-id'" in one.what for one in said.unread)


TABLE = "| Name | Type | Description |\n|---|---|---|\n"


@pytest.mark.parametrize("caption", ["-   kites参数说明", "#### kites", "**kites字段说明**"])
def test_a_line_that_names_an_object_is_the_caption_of_its_table(caption: str) -> None:
    """A bullet, a heading or a bold line with the name of a row before it describes that row."""
    text = (
        f"# List\n\nGET /kites\n\n## Response parameters\n\n{TABLE}| count | object | How many. |\n| kites | list | The kites. |\n\n"
        f"{caption}\n\n{TABLE}| colour | string | Its colour. |\n"
    )
    said = derive_bytes(text.encode())
    assert [at for at, _ in walk(said.fields)] == ["/count", "/kites", "/kites/*/colour"]


def test_what_only_the_example_shows_between_a_list_and_its_fields_is_kept_and_told() -> None:
    """`{"Kites": {"Kite": [...]}}` with rows for Kites and its fields alone: the fields stand inside Kite."""
    text = (
        "# DescribeKites\n\nAlibaba Cloud\n\n## Request parameters\n\n"
        "|Parameter|Type|Required|Example|Description|\n|--|--|--|--|--|\n"
        "|Action|String|Yes|DescribeKites|The operation. Set the value to DescribeKites.|\n\n## Response parameters\n\n"
        "|Parameter|Type|Example|Description|\n|--|--|--|--|\n|Kites| | |The kites.|\n"
        "|Colour|String|red|Its colour.|\n|Total|Integer|1|All.|\n\n"
        '## Examples\n\n`JSON` format\n\n```\n{"Kites": {"Kite": [{"Colour": "red"}]}, "Total": 1}\n```\n'
    )
    said = derive_bytes(text.encode(), "page.md", "alibaba")
    assert [at for at, _ in walk(said.fields)] == ["/Kites", "/Kites/Kite", "/Kites/Kite/*/Colour", "/Total"]
    assert any("no row names Kite" in one.why for one in said.unread)
