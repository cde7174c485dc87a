"""What holds in one case only, names with remarks, answers that a row calls a list, and operations on two lines."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes
from listproof.derive.document import Description
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import ranges_of

WHOLE = Kind("integer")
TEXT = Kind("string")


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def asked(*rows: str, columns: str = "Name | Type | Required | Description") -> Description:
    """What is read of a page whose table of query parameters has these rows."""
    table = f"| {columns} |\n|{'---|' * (columns.count('|') + 1)}\n" + "".join(f"| {row} |\n" for row in rows)
    return page(f"# List kites\n\nGET /kites\n\n## Query parameters\n\n{table}")


def told(said: Description, words: str) -> bool:
    """Whether something unread is told in these words."""
    return any(words in str(note) for note in said.unread)


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("• MySQL端口范围为1024~65535。\n• PostgreSQL端口范围为2100~9500。", {}),
        ("• 取值范围：\n◦ [1,60]（分钟）：当协议为TCP时。\n◦ [1,1440]（分钟）：当协议为HTTP时。", {}),
        ("• 最小值：1\n• 最大值：9", {"minimum": 1, "maximum": 9}),
        ("时间戳，即从1970年1月1日至该时间的总秒数。", {}),
        ("Maximum 25 for anonymous requests, 100 for authenticated requests.", {}),
        ("返回列表和总条数，总条数最大值为25。", {}),
    ],
)
def test_items_that_bound_otherwise_are_cases(words: str, bounds: dict[str, int]) -> None:
    """Ranges that differ from item to item hold in one case each; a year and a total bound nothing."""
    assert ranges_of(words, WHOLE) == bounds


def test_lengths_may_be_called_those_of_characters() -> None:
    """`支持的最大字符长度` is a length."""
    assert ranges_of("名称。支持的最大字符长度：255", TEXT) == {"maxLength": 255}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("按limit值分页（limit默认为1000）。", None),
        ("• 共享型不传默认为false。\n• 独享型不传默认为true。", None),
        ("每页个数。默认为10。", 10),
        ("级别。默认级别为4。", 4),
    ],
)
def test_a_default_of_something_else_is_none(words: str, value: Any) -> None:
    """What is named before the word `default` has it, and items that differ are cases."""
    assert default_of(words, WHOLE)[0] == value


def test_a_name_before_its_own_default_is_no_other() -> None:
    """`limit默认为10` in the row of limit is its default."""
    said = asked("limit | integer | No | 每页个数，limit默认为10。", "offset | integer | No | 按limit分页（limit默认为10）。")
    assert [item.facets for item in said.parameters] == [{"default": 10}, {}]


@pytest.mark.parametrize(
    ("words", "kind", "values"),
    [
        ("状态，取值如下。\nUP：表示启用 DOWN_NOW：表示禁用", TEXT, ("UP", "DOWN_NOW")),
        ("取值：- cn：内地。\n• cn-hongkong：海外。", TEXT, ("cn", "cn-hongkong")),
        ("执行状态：- 0：等待。\n• 1：执行中。\n• 2：完成。", WHOLE, (0, 1, 2)),
        ("Where it flies.\n• Wide field: FIELD\n• Beach: BEACH_WIDE", TEXT, ("FIELD", "BEACH_WIDE")),
        ("Rights of a pilot. 7: All. 3: Write. 1: Read.", WHOLE, (7, 3, 1)),
        ("列表类型。\nwhite:白名单，只允许指定；\nblack:黑名单，不允许指定；", TEXT, ("white", "black")),
        ("类型，可设置为desc（降序）、asc（升序）。", TEXT, ("desc", "asc")),
        ("You can set this parameter to name, tail_count (number of tails), or owner (who has it).", TEXT, ("name", "tail_count", "owner")),
        ("The value can be app, linux, lang, or other.", TEXT, ("app", "linux", "lang", "other")),
        ("Filter by role (one of \"pilot\", \"guest\", \"owner\").", TEXT, ("pilot", "guest", "owner")),
        ("取值：\n• TCP监听器：10-4000s。\n• HTTP监听器：0-4000s。\n• UDP监听器不支持。", TEXT, ()),
        ("最大连接数。取值：-1表示不限制。", TEXT, ()),
        ("• 1：运行中\n• 2：异常\n• 3：重启中\n• 0、4、5：创建中", WHOLE, ()),
        ("例如：Id.1表示第一个；Id.2表示第二个。", TEXT, ()),
        ("Club id or slug e.g. \"k-1\" or \"my-club\"", TEXT, ()),
    ],
)  # fmt: skip
def test_lists_of_values_in_more_forms(words: str, kind: Kind, values: tuple[Any, ...]) -> None:
    """Items that begin on the line of their lead, codes behind meanings, and what only looks like a list."""
    assert choices_of(words, kind)[0] == values


def test_values_of_parameters_inside_a_value_are_those_of_parts() -> None:
    """A text that tells of several parameters at once lists nothing of the whole."""
    words = "Pass a filter: name: name of a kite. It is fuzzy. order: sorting, which can be desc or asc. limit: how many. offset: start."
    values, _, why = choices_of(words, TEXT)
    assert values == ()
    assert "part of the value" in why


@pytest.mark.parametrize("words", ["可使用的级别为1，2，3，4，5。", "取值范围：可以为ACTIVE。"])
def test_values_without_a_reader_are_told(words: str) -> None:
    """Values after words that are no lead are listed as not read."""
    assert told(asked(f"level | string | No | {words}"), "a list of values")


def test_types_with_a_full_stop_are_types() -> None:
    """`String。` and a type that refers to its table are known."""
    assert kind_of("String。") == Kind("string")
    assert kind_of("字典数据结构，请参见表4。") == Kind("object")
    assert kind_of("List<String>。") == Kind("array", items=Kind("string"))


def test_a_remark_behind_a_name_is_no_part_of_it() -> None:
    """`access_ip（过期）` is a field that is called access_ip."""
    said = asked("access_ip（过期） | String | No | The address.", "name | String | No | The name.")
    assert [item.name for item in said.parameters] == ["access_ip", "name"]


def test_a_type_below_a_name_is_its_type() -> None:
    """A cell that holds a name and its type gives both."""
    said = asked(
        "`page`</br>_integer_ | optional | The page.", "`q`</br>_string_ | optional | Words.", columns="Name | Required | Description"
    )
    assert [(item.name, item.kind.type) for item in said.parameters] == [("page", "integer"), ("q", "string")]


ROOT = """# 查询风筝列表

## URI

PATH：/{version}/{project_id}/kites?name={name}

Method：GET

## 请求参数

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|limit|否|String|条数|

## 响应参数

**表 4** 响应Body参数

|参数|参数类型|描述|
|--|--|--|
|[数组元素]|Array of Kite objects|请求成功|

**表 5** Kite

|参数|参数类型|描述|
|--|--|--|
|name|String|名称|
|tails|Array of Tail objects|尾巴|

**表 6** Tail

|参数|参数类型|描述|
|--|--|--|
|length|Integer|长度|

## 状态码

200
"""


def test_a_row_may_say_that_the_answer_is_a_list() -> None:
    """`[数组元素]` names the items of the answer; path and method may stand on lines of their own."""
    said = derive_bytes(ROOT.encode(), "page.md", dialect="huawei")
    assert (said.method, said.path) == ("GET", "/{version}/{project_id}/kites")
    assert {at: item.kind.type for at, item in said.answered()} == {
        "/*/name": "string",
        "/*/tails": "array",
        "/*/tails/*/length": "integer",
    }


def test_tables_of_objects_without_an_answer_are_told() -> None:
    """Where the table of the answer is lost, the tables of its objects are listed with their rows."""
    text = ROOT.replace("|[数组元素]|Array of Kite objects|请求成功|", "|!!|Array of Kite objects|请求成功|")
    assert told(derive_bytes(text.encode(), "page.md", dialect="huawei"), "no field names this object; left out: name, tails")


def test_names_with_a_mark_of_what_is_required_are_parameters() -> None:
    """A bold name with a mark behind it is described by the paragraphs below."""
    items = "<hr / >\n\n**club** <Required />\n\nThe club.\n\n<hr / >\n\n**limit** <Optional />\n\nHow many. Defaults to 100.\n\n<hr / >\n"
    call = "```bash\ncurl -X GET https://kites.example/v1/kites?club=a\n```\n"
    said = page(f"### GET /v1/kites\n\nLists kites.\n\n{call}\n#### Query parameters\n{items}")
    assert said.path == "/v1/kites"
    assert [(item.name, item.required, item.facets) for item in said.parameters] == [
        ("club", True, {}),
        ("limit", False, {"default": 100}),
    ]


def test_names_without_words_are_no_parameters() -> None:
    """A list of bare names under a heading of parameters is told, not taken."""
    table = "| Name | Type | Description |\n|---|---|---|\n| q | string | What is searched. |\n"
    said = page(
        f"# List kites\n\nGET /kites\n\n**Parameters**\n\n{table}\nThe search fields:\n\n- `name`\n- `owner` or `owners`\n- `tail`\n"
    )
    assert [item.name for item in said.parameters] == ["q"]
    assert told(said, "item 'name' of a list")
