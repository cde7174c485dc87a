"""Tables without a name behind others, wrappers called as a row is, and forms of pages that the fourteenth draw met first."""

from __future__ import annotations

from listproof.derive import derive_bytes
from listproof.derive.document import Description, Item, walk
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.values import ranges_of

TEXT = Kind("string")


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def fields(said: Description) -> dict[str, Item]:
    """Each field by its place."""
    return dict(walk(said.fields))


def told(said: Description, words: str) -> bool:
    """Whether something unread is told in these words."""
    return any(words in str(note) for note in said.unread)


HEAD = "# ListKites\n\n阿里云\n\n## 请求参数\n\n|名称|类型|是否必选|描述|\n|--|--|--|--|\n|Action|String|是|取值：ListKites。|\n"
ANSWER = """
## 返回参数

|名称|类型|描述|
|--|--|--|
|RequestId|String|请求ID。|
|Kites|List|风筝。|
|Owner|OwnerInfo|主人。|

|名称|类型|描述|
|--|--|--|
|Colour|String|颜色。|
|Tail|List<Tail>|尾巴。|

|名称|类型|描述|
|--|--|--|
|Length|Integer|长短。|

|名称|类型|描述|
|--|--|--|
|Nick|String|名字。|

## 返回示例

```
{"RequestId": "R1", "Kites": {"Kite": [{"Colour": "red", "Tail": {"Tail": [{"Length": 3}]}}]}, "Owner": {"Nick": "ann"}}
```
"""


def test_a_table_behind_another_describes_the_row_whose_example_shows_its_names() -> None:
    """Tables without a name or a word between them are those of the objects that the rows before them name."""
    said = page(HEAD + ANSWER)
    assert list(fields(said)) == [
        "/RequestId", "/Kites", "/Kites/Kite", "/Kites/Kite/*/Colour", "/Kites/Kite/*/Tail", "/Kites/Kite/*/Tail/Tail",
        "/Kites/Kite/*/Tail/Tail/*/Length", "/Owner", "/Owner/Nick",
    ]  # fmt: skip
    assert fields(said)["/Owner"].kind.type == "object"


def test_a_table_behind_that_of_a_request_is_none_of_its_parameters() -> None:
    """Where a parameter holds the text of a structure, the table of its parts is listed and no parameter."""
    parts = "\n|名称|类型|是否必选|描述|\n|--|--|--|--|\n|Colour|String|是|颜色。|\n|Size|Integer|否|大小。|\n"
    said = page(HEAD + "|Kites|String|是|风筝数组JSON串，结构见[Kite](#)。|\n" + parts + ANSWER)
    assert [item.name for item in said.parameters] == ["Action", "Kites"]
    assert told(said, "left out: Colour, Size")


def test_a_wrapper_may_be_called_as_a_row_inside_it_is() -> None:
    """A list that the example wraps in a name of one of its own rows holds the rows, and that row among them."""
    rows = "|Kites| | |风筝。|\n|└Kite|String|k-1|编号。|\n|└Colour|String|red|颜色。|\n|RequestId|String|R1|请求ID。|\n"
    example = '## 示例\n\n正常返回示例\n\n```\n{"Kites": {"Kite": [{"Kite": "k-1", "Colour": "red"}]}, "RequestId": "R1"}\n```\n'
    said = page(HEAD + "\n## 返回数据\n\n|名称|类型|示例值|描述|\n|--|--|--|--|\n" + rows + "\n" + example)
    assert list(fields(said)) == ["/Kites", "/Kites/Kite", "/Kites/Kite/*/Kite", "/Kites/Kite/*/Colour", "/RequestId"]


def test_a_page_that_is_called_as_its_operation_is_is_a_call_of_it() -> None:
    """A vendor's page without an address or an `Action` is called by the name that its title is, and that is told."""
    table = "|名称|类型|是否必选|描述|\n|--|--|--|--|\n|Colour|String|否|颜色。|\n"
    said = page(
        f"# DescribeKites {{#kites .reference}}\n\n## 请求参数 {{ .section}}\n\n{table}\n## 返回参数 {{ .section}}\n\n"
        "|名称|类型|描述|\n|--|--|--|\n|RequestId|String|请求ID。|\n"
    )
    assert (said.dialect, said.method, said.path) == ("alibaba", "GET", "/")
    assert told(said, "taken for a call of DescribeKites")


def test_values_in_forms_met_first() -> None:
    """A lead that includes, an item that lost its line, meanings in brackets or behind dashes are lists; a form of a date is no value."""
    assert choices_of("Valid values include RED, BLUE, and GREEN.", TEXT)[0] == ("RED", "BLUE", "GREEN")
    assert choices_of("类型：\n• Usual（普通）\n• Super（超级）", TEXT)[0] == ("Usual", "Super")
    assert choices_of("One of the following values:  red - as fire;  blue - as the sea.", TEXT)[0] == ("red", "blue")
    assert choices_of("可选值如下：\n• day：一天\n• yyyyMMdd-yyyyMMdd：一段", TEXT)[0] == ()
    assert (
        choices_of("It may be any combination (comma separated) of the following values: red - as fire; blue - as the sea.", TEXT)[0] == ()
    )
    assert ranges_of("取值范围：\n1～300。", Kind("integer")) == {"minimum": 1, "maximum": 300}
    said = page(HEAD + "|Kind|String|否|种类。-   Usual：普通\n-   Super：超级\n\n|\n" + ANSWER)
    assert next(item for item in said.parameters if item.name == "Kind").facets["enum"] == ["Usual", "Super"]


def test_what_the_items_of_a_list_explain_is_told() -> None:
    """Items of a list that is not written are told by their words, whatever these look like."""
    said = page(HEAD + "|Kind|String|否|种类\n-   wide（一种）\n-   far：二种\n-   high than: 三\n|\n" + ANSWER)
    assert told(said, "its words name wide")
    assert choices_of("种类。\n• 3xx：转向\n• 4xx：错误", TEXT)[0] == ()


def test_forms_of_requests_met_first() -> None:
    """A request of an example, a place before a name, a path with more steps and a bold line above a table are read."""
    example = (
        "# Kites\n\n## Example request\n\n```http\nGET /kites\nHost: kites.example\n```\n\n## Response\n"
        '\n```http\nHTTP/1.1 200 OK\n\n[{"id": 1}]\n```\n'
    )
    assert (page(example).path, list(fields(page(example)))) == ("/kites", ["/id"])
    badges = (
        "#### List kites\n`GET /kites`\n##### Parameters\n|Name|Description|\n|-|-|\n"
        "|<Badge>Query</Badge> colour|The colour.|\n"
        "|<Badge>Query</Badge> count|How many. Defaults to 10.|\n"
    )
    assert [(item.name, item.where) for item in page(badges).parameters] == [("colour", "query"), ("count", "query")]
    around = (
        "# Kites\n\n## GET /kites\n\n### HTTP Request\n\n`{tenant}/kites/{colour}?count={count}`\n\n"
        "| Parameter | Required | Description |\n|---|---|---|\n| count | no | How many. |\n"
    )
    assert page(around).path == "/{tenant}/kites/{colour}"
    bold = (
        "### 风筝\n\n**请求URL：**\n\n* /kites\n\n**请求方式：**\n\n* POST\n\n**参数：**\n\n| 参数名 | 必选 | 类型 | 说明 |\n"
        "|---|---|---|---|\n| size | 否 | int | 数 |\n"
    )
    bold += "\n**返回参数说明**\n\n| 参数名 | 类型 | 说明 |\n|---|---|---|\n| total | int | 总数 |\n"
    assert [(item.name, item.where) for item in page(bold).parameters] == [("size", "body")]
    assert list(fields(page(bold))) == ["/total"]


def test_a_name_in_an_address_that_the_path_has_not_is_told() -> None:
    """A parameter of a path that only another line shows goes not unsaid."""
    said = page(
        "# Kites\n\nGET /kites\n\nAsk `/tenants/{tenant}/kites` for those of one.\n\n"
        "## Query parameters\n\n| Name | Type | Description |\n|---|---|---|\n| size | int | n |\n"
    )
    assert told(said, "path parameter 'tenant'")


RULED = """Get kites

GET https://kites.example/kites

Parameters

Parameter |  Description |  Type
---|---|---
q |  What is asked for:

  * colour - of the kite

|  String
Limit |  How many. Default value is 100. |  Integer
reverse |  Whether the other way round. Default value is false. |
Boolean
"""


def test_tables_without_outer_bars_whose_cells_go_over_lines() -> None:
    """A row ends when it has all its cells, and what has no bar behind it belongs to its last one."""
    said = page(RULED, "page.txt")
    assert [(item.name, item.kind.type) for item in said.parameters] == [("q", "string"), ("Limit", "integer"), ("reverse", "boolean")]


def test_a_body_of_a_field_list_is_the_answer() -> None:
    """What stands below `:response …:` of an operation in reStructuredText are fields, and no parameters."""
    said = page(
        "Kites\n=====\n\n.. http:get:: /kites\n\n   :queryparam page: Which.\n\n   :requestheader Token: Who.\n\n"
        "   :statuscode 200: Well.\n\n   :response Body: All of them:\n\n"
        "      .. code-block:: protobuf\n\n          message Kites { }\n\n"
        "      - ``Kites`` — the kites themselves\n      - ``Total`` — how many there are\n",
        "page.rst",
    )
    assert [item.name for item in said.parameters] == ["page", "Token"]
    assert list(fields(said)) == ["/Kites", "/Total"]


def test_names_of_an_example_in_wide_quotes_are_told() -> None:
    """Of an example that is no JSON, for its quotes are those of a text, the names are listed."""
    said = page(
        "# Kites\n\nGET /kites\n\n## 返回示例\n\n```\n{\n“total”：1，\n“kite”：“red”\n}\n```\n\n## 返回参数\n\n"
        "| 参数名 | 类型 | 说明 |\n|---|---|---|\n| total | int | 总数 |\n"
    )
    assert told(said, "left out: total, kite")


TABLE = "| Name | Required | Description |\n|---|---|---|\n| filter | No | What to keep. |\n| size | No | How many. |\n"


def test_a_table_of_the_parts_of_a_parameter_holds_no_parameters() -> None:
    """What stands under a heading that a parameter is called by, in the plural, are its parts; and what can be sorted by is listed too."""
    names = "| Name | Description |\n|---|---|\n| colour | By colour. |\n| tail | By tail. |\n"
    said = page(f"# Kites\n\nGET /kites\n\n## Parameters\n\n{TABLE}\n## Allowed sort fields\n\n{names}\n## Filters\n\n{names}")
    assert [item.name for item in said.parameters] == ["filter", "size"]
    assert told(said, "it tells of the parts of filter; left out: colour, tail")
    assert told(said, "it lists what can be ordered by; left out: colour, tail")


def test_an_example_as_a_script_writes_it_is_read() -> None:
    """Names without quotes, and words in place of values, are those of an answer; one with quotes is left as it is."""
    shown = '```json\n{\n  kites: [{id: id, colour: "red"}],\n  links: {next: null}\n}\n```\n'
    said = page(f"# Kites\n\nGET /kites\n\n## Parameters\n\n{TABLE}\n## Response\n\n{shown}")
    assert list(fields(said)) == ["/kites", "/kites/*/id", "/kites/*/colour", "/links", "/links/next"]


def test_what_only_an_example_of_a_request_asks_with_is_told() -> None:
    """A name in the query of an example that no table describes goes not unsaid."""
    said = page(
        f"# Kites\n\nGET /kites\n\n## Parameters\n\n{TABLE}\n## Example request\n\n```\nGET https://k.example/kites?size=1&sail=2\n```\n"
    )
    assert told(said, "query sail: an example of a request asks with it")
    assert not told(said, "query size")


def test_the_example_that_shows_most_is_the_answer() -> None:
    """Of several answers the fields are those of the one that shows most, and not of an empty one before it."""
    empty, full = '{"kites": [], "errors": []}', '{"kites": [{"id": 1, "colour": "red"}], "errors": []}'
    said = page(f"# Kites\n\n## GET /kites\n\n### Response\n\n```json\n{empty}\n```\n\nor\n\n```json\n{full}\n```\n")
    assert "/kites/*/colour" in fields(said)


def test_an_example_in_small_letters_shows_the_rows_of_a_vendor() -> None:
    """Names that differ from those of the rows in their first letters alone are theirs, and that is told."""
    rows = "|RequestId|String|R1|请求ID。|\n|Kites| | |风筝。|\n|Colour|String|red|颜色。|\n|Tail|String|long|尾巴。|\n"
    shown = '正常返回示例\n\n```\n{"requestId": "R1", "kites": [{"colour": "red", "tail": "long"}]}\n```\n'
    said = page(HEAD + "\n## 返回数据\n\n|名称|类型|示例值|描述|\n|--|--|--|--|\n" + rows + "\n## 示例\n\n" + shown)
    assert list(fields(said)) == ["/RequestId", "/Kites", "/Kites/*/Colour", "/Kites/*/Tail"]
    assert told(said, "its names begin with small letters")


def test_names_marked_twice_and_a_method_alone_in_bold() -> None:
    """`- **``Kites``**: …` names a field, and `**GET** /kites` is the operation."""
    said = page(
        "# Kites\n\n## Access\n\n**GET** /kites\n\n## Response structure\n\n- **``Kites``**: all of them.\n- **``Total``**: their number.\n"
    )
    assert (said.method, said.path, list(fields(said))) == ("GET", "/kites", ["/Kites", "/Total"])


def test_more_lists_met_first() -> None:
    """A range that its first line lists goes on with what each means; members of a structure are no values."""
    said = page(
        HEAD + "|Kind|String|否|种类。\n取值范围：usual、super。\n-   如果为usual，表示普通。\n-   如果为super，表示超级。\n|\n" + ANSWER
    )
    assert next(item for item in said.parameters if item.name == "Kind").facets["enum"] == ["usual", "super"]
    assert choices_of("由数组转成的JSON String，结构体中的参数包含：\n• Colour：颜色\n• Size：大小", TEXT)[0] == ()


def test_a_field_of_two_shapes_is_told() -> None:
    """What one record of an example shows as a text and another one with parts is told, with its parts."""
    shown = '{"kites": [{"owner": "ann"}, {"owner": [{"given": "bob"}]}]}'
    said = page(f"# Kites\n\n## GET /kites\n\n### Response\n\n```json\n{shown}\n```\n")
    assert told(said, "field 'owner': records of the example show it as a plain value and with parts; left out may be: given")


def test_fields_that_an_example_shows_in_an_object_without_a_row_stand_in_it() -> None:
    """What no row names holds the fields that the example shows there, and not those that stand at the top of any answer."""
    rows = "|Red|Integer|1|红。|\n|Blue|Integer|2|蓝。|\n|RequestId|String|R1|请求ID。|\n"
    shown = '正常返回示例\n\n```\n{"requestId": "R1", "data": {"Red": 1, "Blue": 2}}\n```\n'
    said = page(HEAD + "\n## 返回数据\n\n|名称|类型|示例值|描述|\n|--|--|--|--|\n" + rows + "\n## 示例\n\n" + shown)
    assert sorted(fields(said)) == ["/RequestId", "/data", "/data/Blue", "/data/Red"]
    assert told(said, "its fields inside data, named by no row")


def test_a_call_by_its_name_asks_with_its_query() -> None:
    """Of a page that is called by a parameter `Action` a parameter stands in the query, also one that is called as a header is."""
    said = page(HEAD + "|Host|String|是|主机名。|\n" + ANSWER)
    assert [(item.name, item.where) for item in said.parameters] == [("Action", "query"), ("Host", "query")]


def test_a_row_that_is_nearly_called_as_a_step_of_the_path_is_another_where_that_has_a_row() -> None:
    """`kite_1` beside `kite1`, both in the table of the address, are two parameters, of which the path has one."""
    rows = "| kite1 | String | Yes | One. |\n| kite_1 | String | No | Another. |\n"
    table = f"| Name | Type | Mandatory | Description |\n|---|---|---|---|\n{rows}"
    said = page(f"# Kites\n\n## URI\n\nGET /kites/{{kite1}}\n\n{table}")
    assert [(item.name, item.where) for item in said.parameters] == [("kite1", "path"), ("kite_1", "query")]


def test_a_flat_table_may_hold_what_an_answer_does_not_show() -> None:
    """Rows go where the example shows them, and those of an error, which it does not show, stay at the top; usual values are no list."""
    table = "| Parameter | Type | Description |\n|---|---|---|\n| tags | list<dict> | All. |\n| key | string | One. |\n"
    table += "| values | list<string> | Some. |\n| message | string | Of an error. |\n"
    asked = "| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| X-Auth-Token | Yes | String | Who. |\n"
    shown = '```\n{"tags": [{"key": "a", "values": ["b"]}]}\n```\n\nor\n\n```\n{"error": {"message": "no"}}\n```\n'
    said = page(f"# Tags (Huawei)\n\n## URI\n\nGET /tags\n\n## Request\n\n{asked}\n## Response\n\n{table}\n## Example response\n\n{shown}")
    assert list(fields(said)) == ["/tags", "/tags/*/key", "/tags/*/values", "/message"]
    assert choices_of("How many. Common values: 10, 20, and 50", Kind("integer"))[0] == ()
    assert ranges_of("最大取值30，最小取值1。", Kind("integer")) == {"minimum": 1, "maximum": 30}
