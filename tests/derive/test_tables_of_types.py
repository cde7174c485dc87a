"""Tables that others refer to by their types, tables inside bullets, and names that an example spells otherwise."""

from __future__ import annotations

import json
from typing import Any

import pytest

from listproof.derive import UnreadableDocument, derive_bytes, openapi
from listproof.derive.document import Description, walk
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.values import ranges_of
from listproof.derive.samples import bodies

TEXT = Kind("string")


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def types(said: Description) -> dict[str, str]:
    """The type of each field by its place."""
    return {at: item.kind.type for at, item in walk(said.fields)}


def told(said: Description, words: str) -> bool:
    """Whether something is listed as unread in these words."""
    return any(words in f"{one.what} {one.why}" for one in said.unread)


HUAWEI = """# 查询风筝列表

## URI

GET /v1/{project_id}/kites?offset={offset}

**表 1**  路径参数

|参数|是否必选|参数类型|描述|
|--|--|--|--|
|project_id|是|String|项目ID|
|offset|否|Integer|偏移量|

## 响应消息

**表 2**  响应参数

|参数名称|类型|描述|
|--|--|--|
|kite|参见表3|风筝，由Aliyun托管|

**表 3**  kite数据结构说明

|参数名称|类型|描述|
|--|--|--|
|id|String|ID|
|tail|参见表4|尾巴|

**表 4**  parameters字段数据结构说明

|参数名称|类型|描述|
|--|--|--|
|length|Integer|长度|

**响应示例**

```
{"kites": [{"id": "1", "tail": {"length": 3}}]}
```
"""


def test_a_type_that_is_a_table_has_the_rows_of_that_table() -> None:
    """`参见表3` as a type names the table of its fields, the shape is the example's, and another name there is told."""
    said = page(HUAWEI)
    assert said.dialect == "huawei"
    assert types(said) == {"/kite": "array", "/kite/*/id": "string", "/kite/*/tail": "object", "/kite/*/tail/length": "integer"}
    assert told(said, "the example calls it kites; the name of its row is kept")
    assert not told(said, "is not known, taken as text")


def test_a_table_of_the_path_may_hold_parameters_of_the_query_behind_it() -> None:
    """A name that stands in the query of the URI and not in its path is one of the query."""
    assert {item.name: item.where for item in page(HUAWEI).parameters} == {"project_id": "path", "offset": "query"}


def test_a_table_inside_a_bullet_is_a_table() -> None:
    """A bullet that heads a table in reStructuredText names nothing, and the table below it is not its words."""
    text = (
        "Listing Kites\n=============\n\nURI\n---\n\nGET /v1.0/kites\n\nResponse\n--------\n\n-  Parameter description\n\n"
        "   .. table:: **Table 1** Parameters\n\n      +-------+------------------+-------------+\n"
        "      | Name  | Type             | Description |\n      +=======+==================+=============+\n"
        "      | kites | Array of objects | See Table 2 |\n      +-------+------------------+-------------+\n\n"
        "-  **kites** field description\n\n   .. table:: **Table 2** Fields\n\n      +------+----------+-------------+\n"
        "      | Name | Type     | Description |\n      +======+==========+=============+\n"
        "      | span | Interger | Its span.   |\n      +------+----------+-------------+\n"
    )
    said = page(text, "page.rst")
    assert [(at.strip("/"), kind) for at, kind in types(said).items()] == [("kites", "array"), ("kites/*/span", "integer")]


@pytest.mark.parametrize(
    ("spelled", "kind"),
    [
        ("Interger", "integer"),
        ("Table 4", "object"),
        ("see Table 4", "object"),
        ("参见表3", "object"),
        ("array[[*Kite*](#Kite)]", "array"),
        ("[*Kite*](#Kite)", "object"),
        ("strings", None),
        ("Tuesday", None),
    ],
)
def test_types_that_are_references_or_misspelled(spelled: str, kind: str | None) -> None:
    """A type may be a table, a link to an object, or one letter off; a plural and any other word are none."""
    found = kind_of(spelled)
    assert (found.type if found else None) == kind


def test_a_member_without_a_comma_before_it_is_read_and_told() -> None:
    """A comma that an example forgets between two lines loses nothing; it is no JSON to its end all the same."""
    values, whole = bodies('{"a": {"b": 1}\n "c": [2]\n "d": "x"}')
    assert (values, whole) == ([{"a": {"b": 1}, "c": [2], "d": "x"}], False)
    assert bodies(json.dumps({"a": 'x"\n "b": 1'})) == ([{"a": 'x"\n "b": 1'}], True)


def test_bounds_and_values_of_examples_are_none() -> None:
    """What stands behind `for example` is no list; the greatest length is no exact one."""
    assert choices_of("任务进度，例如：0.5代表一半，1代表全部。", Kind("number"))[0] == ()
    assert choices_of("状态，0代表好，1代表坏。", Kind("integer"))[0] == (0, 1)
    assert ranges_of("键。 最大长度36个字符。", TEXT) == {"maxLength": 36}
    assert ranges_of("长度为36个字符。", TEXT) == {"minLength": 36, "maxLength": 36}


def test_a_rule_called_the_default_one_is_no_default_value() -> None:
    """`is the default rule` says what a value means, `is the default` that it is it."""
    lines = "Whether it is so.\n• true: It is the default rule of a kite.\n• false: It is made by a user."
    assert choices_of(lines, Kind("boolean"))[1] is None
    assert choices_of("Whether.\n• true: This is the default.\n• false: Not.", Kind("boolean"))[1] is True


ALIBABA = """# ListKites

## Request parameters

|Parameter|Type|Required|Example|Description|
|--|--|--|--|--|
|Action|String|Yes|ListKites|Set the value to **ListKites**. |

## Response parameters

|Parameter|Type|Example|Description|
|--|--|--|--|
|Kites|Array of Kite| |The kites. |
|Kite| | | |
|Colour|String|red|The colour. |
|Id|String|1|The id. |
|Name|String|x|The name. |
|Owner|String|x|The owner. |
|Tags|Array of Tag| |The tags. |
|Tag| | | |
|Key|String|k|The key. |
|Value|String|v|The value. |
|Wind|String|w|The wind. |
|Zone|String|z|The zone. |
|RequestId|String|1|The id of the request. |

## Examples

`JSON` format

```
{"RequestId": "1", "Kites": {"Kite": [{"Colour": "red", "Id": "1", "Name": "x", "Owner": "x", "Tags": {"Tag": []}, "Zone": "z"}]}}
```

[OpenAPI Explorer](https://api.alibabacloud.com)
"""


def test_rows_on_either_side_of_an_empty_object_are_told() -> None:
    """Behind the first part of an object that the example shows empty, a row may stand beside it: then it is listed, not guessed."""
    said = page(ALIBABA)
    found = {at.strip("/") for at in types(said)}
    assert {"Kites/Kite/*/Tags/Tag", "Kites/Kite/*/Tags/Tag/*/Key", "Kites/Kite/*/Zone"} <= found
    assert "Kites/Kite/*/Tags/Tag/*/Value" in found, "the second half of a pair stands beside the first"
    assert not any(at.endswith("Wind") for at in found)
    assert told(said, "Wind in 'Response parameters' whether it stands in Tag or beside it is not shown; left out")


CALLED = """# 获取风筝 - ListKites

### 请求参数

| 参数名 | 类型 | 描述信息 | 必填 |
|:---|:---|:---|:---|
| **Action** | string | 当前 API 为 `ListKites` | **Yes** |
| **Limit** | int | 返回数据长度，默认为20 |No|

### 响应字段

| 字段名 | 类型 | 描述信息 | 必填 |
|:---|:---|:---|:---|
| **Kites** | array[[*KiteSet*](#KiteSet)] | 风筝 |No|

#### KiteSet

| 字段名 | 类型 | 描述信息 | 必填 |
|:---|:---|:---|:---|
| **State** | string | 状态，on 或 off |No|
| **Tail** | [*TailSet*](#TailSet) | 尾巴 |No|

#### TailSet

| 字段名 | 类型 | 描述信息 | 必填 |
|:---|:---|:---|:---|
| **Length** | int | 长度 |No|

### 请求示例

```
https://api.kites.example/?Action=ListKites
&Limit=9
```
"""


def test_a_page_of_no_dialect_that_calls_by_an_action() -> None:
    """An address with an action is an operation; headings called as types describe them; two words with `or` are told."""
    said = page(CALLED)
    assert (said.dialect, said.path, said.parameters[1].facets.get("default")) == ("generic", "/", 20)
    assert [at.strip("/") for at in types(said)] == ["Kites", "Kites/*/State", "Kites/*/Tail", "Kites/*/Tail/Length"]
    assert told(said, "State in 'KiteSet' it speaks of a list of values that is not written")


RECORD: dict[str, Any] = {"request": {"id": 1, "type": "x"}, "when": "y"}


def test_names_with_dots_stand_in_the_objects_of_the_example() -> None:
    """`request.id` is the id of a request where the example shows one; names carry what is optional; a last bar may lack."""
    shown = json.dumps({"hits": 1, "results": [RECORD]})
    text = (
        "# Events\n\n### Attributes\nAttribute | Definition\n--------- | -----------\nwhen | The time\nrequest.id | The id\n"
        f"request.type | The kind\n\n## Retrieve\n\n`GET https://kites.example/events`\n\n```json\n{shown}\n```\n\n#### URL Parameters\n\n"
        "| Parameter | Definition\n| --- | ---\n| before (optional) | Up to when\n| after (required) | From when\n\n"
    )
    said = page(text)
    assert [(item.name, item.required) for item in said.parameters] == [("before", False), ("after", True)]
    assert [at.strip("/") for at in types(said)] == [
        "results",
        "results/*/when",
        "results/*/request",
        *("results/*/request/" + at for at in ("id", "type")),
        "hits",
    ]


def test_formats_under_a_line_about_the_answer_are_no_fields() -> None:
    """Bold words behind `in three formats:` are no fields, a table of a record without an example is listed, prose is refused."""
    text = (
        "## List kites\n\n> GET /v0/kites?skip=X\n\nThe API will return the data in two formats:\n\n"
        "- **JSON**: *(recommended)* All.\n- **HTML**: A page.\n\n"
        "| Query parameter | Description |\n|---|---|\n| skip | skip N from the start |\n\n"
        "Each kite is a JSON object with the following fields:\n\n| Field | Description |\n|---|---|\n| id | Its id\n| tail | Its tail\n"
    )
    said = page(text)
    assert ([item.name for item in said.parameters], said.fields) == (["skip"], ())
    assert told(said, "no example shows where in the answer; left out: id, tail")
    with pytest.raises(UnreadableDocument):
        page("# Kites\n\nA tool. GET /kites is what it calls.\n\n| Setting | Meaning |\n|---|---|\n| wind | how strong |\n")


def test_what_gives_no_type_and_no_example_shows_is_listed_with_its_rows() -> None:
    """A row without a type holds those behind it that begin the alphabet again; where no example shows its shape, all are listed."""
    rows = "|Sources| | |The sources. |\n|Content|String|x|The place. |\n|Port|Integer|80|The port. |\n"
    text = ALIBABA.replace("|Zone|String", rows + "|Zone|String").replace(
        "|Tags|Array of Tag| |The tags. |\n|Tag| | | |\n|Key|String|k|The key. |\n", ""
    )
    text = text.replace("|Value|String|v|The value. |\n", "").replace("|Wind|String|w|The wind. |\n", "")
    said = page(text)
    assert not any(at.endswith(("Sources", "Content", "Port")) for at in types(said))
    assert told(said, "Sources in 'Response parameters' no type and no example shows what it holds; left out: Sources, Content, Port")


def test_lengths_of_parts_are_none_of_the_whole() -> None:
    """Two lengths in one sentence are those of two parts."""
    assert ranges_of("key cannot exceed 32 characters and value cannot exceed 256 characters.", TEXT) == {}
    assert ranges_of("It cannot exceed 32 characters.", TEXT) == {"maxLength": 32}


def test_items_that_give_the_type_first() -> None:
    """An integer `page` (optional) is a parameter, bars may part its values, and a call of a host in a variable is an operation."""
    said = page(
        "# Kites\n\n#### Input\n- integer `filter[id]` (optional): by id\n- string `sort` (optional): one of `asc`|`desc`.\n\n"
        '#### Request:\n```\n$ curl -i "$HOST/v1/kites/$KITE_ID/tails"\n```\n\n#### Responses\n```\n[{"id": 1}]\n```\n'
    )
    assert (said.path, [(item.name, item.kind.type, item.required) for item in said.parameters]) == (
        "/v1/kites/{KITE_ID}/tails",
        [("filter[id]", "integer", False), ("sort", "string", False), ("KITE_ID", "string", True)],
    )
    assert said.parameters[1].facets["enum"] == ["asc", "desc"]


@pytest.mark.parametrize(
    "text",
    ["<html><table>" + "<tr><td>a</td></tr>" * 6000 + "</table></html>", "a\n" * 30_000, "| a | b |\n" * 6000],
    ids=["rows", "lines", "bars"],
)
def test_more_rows_than_a_page_has_are_refused_before_they_are_read(text: str) -> None:
    """A page repeated a hundred times is none of one operation; that is said at once."""
    with pytest.raises(UnreadableDocument, match="save the page alone"):
        page(text)


@pytest.mark.parametrize(
    "text",
    [
        "GET /kites\n\n|Name|Type|Description|\n|---|---|---|\n|owner|string|Whose kite it is: acme, huawei or aliyun.|\n",
        "GET /kites?group=com.alibaba.kites\n\n|Name|Type|Description|\n|---|---|---|\n|group|string|The group.|\n",
        "GET /kites\n\n|名称|类型|是否必填|\n|---|---|---|\n|group|string|是|\n",
        "GET /kites\n\nMandatory fields are an array of strings.\n\n|Name|Type|Description|\n|---|---|---|\n|group|string|Group.|\n",
    ],
)
def test_one_word_makes_no_page_that_of_a_vendor(text: str) -> None:
    """Huawei's tables outweigh the name of another vendor among them; a name among values, or one heading, is that of no vendor's page."""
    assert page(HUAWEI).dialect == "huawei"
    assert page(f"# Kites\n\n## Request parameters\n\n{text}").dialect == "generic"


def test_an_object_that_one_record_shows_empty_is_shown_by_another() -> None:
    """Of several records the one that shows most of an object tells what stands in it."""
    text = ALIBABA.replace('[{"Colour"', '[{"Tags": {}}, {"Colour"').replace('{"Tag": []}', '{"Tag": [{"Key": "k", "Value": "v"}]}')
    found = {at.strip("/") for at in types(page(text))}
    assert {"Kites/Kite/*/Tags/Tag/*/Key", "Kites/Kite/*/Tags/Tag/*/Value"} <= found


def test_a_table_called_as_its_own_row_names_the_object_of_the_other() -> None:
    """Two tables of one caption: the one with a row of that name is the answer, the other what stands in it; a third is listed."""
    text = HUAWEI.replace("**表 2**  响应参数", "**表 2**  kite字段数据结构说明").replace("参见表3|风筝", "Array of kite objects|风筝")
    said = page(text)
    assert set(types(said)) == {"/kite", "/kite/*/id", "/kite/*/tail", "/kite/*/tail/length"}
    third = text.replace(
        "**响应示例**", "**表 5**  kite字段数据结构说明\n\n|参数名称|类型|描述|\n|--|--|--|\n|wind|String|风|\n\n**响应示例**"
    )
    assert told(page(third), "a table describes kite already; the first is kept; left out: wind")


def test_a_page_of_a_partner_whose_path_is_the_root() -> None:
    """`GET /` is an operation; the name that every page of the partners' documents begins with tells whose it is."""
    text = (
        ":original_name: kites_0002.html\n\nQuerying Versions\n=================\n\nURI\n---\n\nGET /\n\nResponse\n--------\n\n"
        ".. table:: **Table 1** Response parameters\n\n   +------+--------+-------------+\n   | Name | Type   | Description |\n"
        "   +======+========+=============+\n   | id   | String | The id.     |\n   +------+--------+-------------+\n"
    )
    said = page(text, "page.rst")
    assert (said.dialect, said.path, [item.name for item in said.fields]) == ("huawei", "/", ["id"])


def test_an_offset_of_many_digits_is_an_offset() -> None:
    """A Long is a number: it makes no time of an offset, and the pages are guessed."""
    text = HUAWEI.replace("|offset|否|Integer|偏移量|", "|offset|否|Long|偏移量|\n|limit|否|Long|每页条数，最大50|").replace(
        "offset={offset}", "offset={offset}&limit={limit}"
    )
    pages = openapi(page(text))["x-listing"]["pages"]
    assert (pages["offset"]["parameter"], pages["size"]["parameter"]) == ("offset", "limit")


def test_a_row_whose_name_stands_under_types_is_turned_and_told() -> None:
    """`String | Colour` under `Name | Type` is a colour of type text; a field called `string` with a type is one."""
    said = page(ALIBABA.replace("|Colour|String|", "|String|Colour|").replace("|Id|String|1|", "|Long|String|1|"))
    assert {"/Kites/Kite/*/Colour", "/Kites/Kite/*/Long"} <= set(types(said))
    assert told(said, "Colour in 'Response parameters' its name stands in the column of types")
