"""Structures that pages of any house may have, whatever their words: rows where the example shows them, tables that a line names."""

from __future__ import annotations

import pytest

from listproof.derive import derive_bytes
from listproof.derive.document import Description, Item, walk
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import ranges_of
from listproof.derive.samples import bodies
from listproof.derive.words import Column, Section, Vocabulary


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def fields(said: Description) -> dict[str, Item]:
    """Each field by its place."""
    return dict(walk(said.fields))


def parameters(said: Description) -> dict[str, Item]:
    """Each parameter by its name."""
    return {item.name: item for item in said.parameters}


def told(said: Description, words: str) -> bool:
    """Whether something unread is told in these words."""
    return any(words in str(note) for note in said.unread)


def call(name: str = "ListKites") -> str:
    """The head of a page of a vendor that calls by a parameter."""
    return f"# {name}\n\n阿里云\n\n## 请求参数\n\n|名称|类型|是否必选|描述|\n|--|--|--|--|\n|Action|String|是|取值：{name}。|\n\n"


TWICE = """Querying a Share
================

URI
---

GET /v2/{project_id}/kites/{id}

Response
--------

========== ======= ==================
Parameter  Type    Description
========== ======= ==================
shared     dict    The share.
id         string  Of the share.
created_at string  When it was shared.
kite       dict    The kite.
id         string  Of the kite.
created_at string  When it was made.
colour     string  What is seen.
========== ======= ==================

Example response

.. code-block::

   {"shared": {"id": "1", "created_at": "x", "kite": {"id": "2", "created_at": "y", "colour": "red"}}}

X-Auth-Token {project_id} Huawei Table 1
"""


def test_rows_of_one_name_stand_in_the_objects_before_them_that_show_it() -> None:
    """Of a flat table each row stands in the object, named before it, in which the example shows it."""
    said = fields(page(TWICE, "page.rst"))
    assert {at: item.place.line for at, item in said.items() if at.endswith("/id")} == {"/shared/id": 16, "/shared/kite/id": 19}
    assert "/shared/kite/colour" in said
    assert "/id" not in said


def test_a_row_stands_where_no_row_names_what_the_example_shows_around_it() -> None:
    """In a page of no dialect rows below an object that only the example shows stand inside it."""
    rows = "| 参数名 | 类型 | 说明 |\n|--|--|--|\n| code | int | x |\n| total | int | x |\n| rows | array | x |\n| id | int | x |\n"
    said = page(
        "# 风筝\n\n请求URL：\n\nhttp://kites.example/kites\n\n请求方式：\n\nGET\n\n返回示例\n\n```json\n"
        '{"code": 0, "data": {"total": 1, "rows": [{"id": 1}]}}\n```\n\n返回参数说明\n\n' + rows
    )
    assert set(fields(said)) == {"/code", "/data", "/data/total", "/data/rows", "/data/rows/*/id"}
    assert (said.method, said.path) == ("GET", "/kites")
    assert told(said, "the example shows it inside data")


def test_what_stands_where_the_example_shows_it_stays() -> None:
    """A row that the example shows at the top stays there, though an object before it has a part of that name."""
    rows = "|名称|类型|描述|\n|--|--|--|\n|Kite|Object|x|\n|Name|String|x|\n|Id|String|x|\n"
    example = '```json\n{"Kite": {"Name": "x"}, "Id": "1"}\n```\n'
    assert set(fields(page(call() + "## 返回数据\n\n" + rows + "\n## 返回示例\n\n" + example))) == {"/Kite", "/Kite/Name", "/Id"}


def test_a_row_among_the_parts_of_a_list_does_not_close_it() -> None:
    """A row that the example shows further out, where a row of the same name stands behind, closes no list whose parts go on."""
    rows = "".join(
        f"|{name}|{kind}|x|\n"
        for name, kind in (("Tasks", "Array of Task"), ("Id", "String"), ("Code", "String"), ("Name", "String"), ("Code", "String"))
    )
    example = '```json\n{"Tasks": [{"Id": "1", "Name": "x"}], "Code": "200"}\n```\n'
    said = page(call() + "## 返回数据\n\n|名称|类型|描述|\n|--|--|--|\n" + rows + "\n## 返回示例\n\n" + example)
    assert {"/Tasks/*/Id", "/Tasks/*/Name", "/Code"} <= set(fields(said))


@pytest.mark.parametrize("line", ["Result中还包含以下参数。", "The elements of `Result` are these.", "Fields of each Result", "Result"])
def test_a_short_line_above_a_table_names_the_object_that_it_describes(line: str) -> None:
    """A table without a caption describes the one object or list, among the rows before, that the short line above it speaks of."""
    first = "|名称|类型|描述|\n|--|--|--|\n|RequestId|String|x|\n|Result|Array of Result|x|\n"
    second = "|名称|类型|描述|\n|--|--|--|\n|zone|String|x|\n|node|String|x|\n"
    assert {"/Result/*/zone", "/Result/*/node"} <= set(fields(page(call() + f"## 返回数据\n\n{first}\n{line}\n\n{second}")))


def test_a_table_of_other_names_than_the_object_in_question_describes_it_not() -> None:
    """A table without a caption none of whose rows the example shows in the one object still open is told, and not put there."""
    text = TWICE.split("Response\n--------")[0] + (
        "Response\n--------\n\n-  Parameters\n\n   ========= ====== ===\n   Parameter Type   Description\n   ========= ====== ===\n"
        "   kite      dict   x\n   ========= ====== ===\n\n-  Words of a text\n\n   ========= ====== ===\n   Parameter Type   Description\n"
        "   ========= ====== ===\n   DESC      string x\n   ========= ====== ===\n\n"
        'Example response\n\n.. code-block::\n\n   {"kite": {"colour": "red"}}\n\nX-Auth-Token Huawei Table 1\n'
    )
    said = page(text, "page.rst")
    assert set(fields(said)) == {"/kite"}
    assert told(said, "left out: DESC")


@pytest.mark.parametrize("wrapper", ["DataModule", "Kite"])
def test_a_list_alone_in_an_object_of_the_example_is_no_map(wrapper: str) -> None:
    """What alone stands in an object, is a list of the rows below and begins with a capital, wraps them, whatever it is called."""
    rows = "|名称|类型|描述|\n|--|--|--|\n|Interval|Object|x|\n|└Time|String|x|\n|└Value|String|x|\n"
    example = f'```json\n{{"Interval": {{"{wrapper}": [{{"Time": "1", "Value": "2"}}]}}}}\n```\n'
    said = fields(page(call() + "## 返回数据\n\n" + rows + "\n## 返回示例\n\n" + example))
    assert {f"/Interval/{wrapper}/*/Time", f"/Interval/{wrapper}/*/Value"} <= set(said)


def test_an_object_is_found_by_any_word_of_its_type() -> None:
    """A type that is not known refers to the table that is called as one of its words, or as its row."""
    said = page(
        "# 查询\n\n## URI\n\nGET /v1/{project_id}/kites\n\n## 响应消息\n\n**表 1** 响应参数\n\n|参数|参数类型|描述|\n|--|--|--|\n"
        "|kites|kites objects|x|\n|maker|the Maker of it|x|\n\n**表 2** kites\n\n|参数|参数类型|描述|\n|--|--|--|\n|id|String|x|\n\n"
        "**表 3** Maker\n\n|参数|参数类型|描述|\n|--|--|--|\n|name|String|x|\n\n## 状态码\n\n无\n\n华为 huawei\n"
    )
    assert {"/kites/*/id", "/maker/name"} <= set(fields(said))


@pytest.mark.parametrize(("heading", "section"), [("Path参数", Section.PATH), ("Query参数", Section.QUERY), ("Header", Section.HEADER)])
def test_a_caption_of_a_place_names_no_object(heading: str, section: Section) -> None:
    """A caption that is the word of a place, beside Chinese or alone, is that place."""
    assert Vocabulary().caption(heading) is section


@pytest.mark.parametrize(
    ("word", "role"), [("名称 Name", Column.NAME), ("Type（类型）", Column.TYPE), ("名称 Type", None), ("说明", Column.DESCRIPTION)]
)
def test_a_heading_of_two_languages_is_known_by_both(word: str, role: Column | None) -> None:
    """A column that is called in Chinese and in English alike has that role; where the two say different things it has none."""
    assert Vocabulary().column(word) is role


GROUPS = """<html><body><h1>List kites</h1><pre>GET https://kites.example/fields/{fieldId}/kites</pre><h2>Parameters</h2>
<table><tr><th>Name</th><th>Value</th><th>Description</th></tr>
<tr><td colspan="3"><b>Required query parameters</b></td></tr><tr><td>part</td><td>string</td><td>The parts.</td></tr>
<tr><td colspan="3"><b>Optional header parameters</b></td></tr><tr><td>lang</td><td>unsigned integer</td><td>The language.</td></tr>
<tr><td colspan="3"><b>All that is new</b></td></tr><tr><td>page</td><td>string</td><td>The page.</td></tr>
</table></body></html>"""


def test_a_row_of_one_cell_says_where_the_rows_below_stand_and_whether_they_are_required() -> None:
    """A row over all columns that speaks of parameters gives place and need of those below it; any other is told."""
    said = page(GROUPS, "page.html")
    found = parameters(said)
    assert (found["part"].where, found["part"].required) == ("query", True)
    assert (found["lang"].where, found["lang"].required, found["lang"].kind.type) == ("header", False, "integer")
    assert told(said, "All that is new")


def test_a_table_inside_a_cell_describes_its_row() -> None:
    """A table with a known header inside a cell of a table is that of the object that its row names."""
    said = page(
        "<html><body><h1>Kites</h1><h2>URI</h2><p>GET /v1/{project_id}/kites</p><h2>Response</h2><p>X-Auth-Token huawei</p><table>"
        "<caption>Table 1 Response</caption><tr><th>Parameter</th><th>Type</th><th>Description</th></tr>"
        "<tr><td>page</td><td>Page object</td>"
        "<td>Where. <table><tr><th>Parameter</th><th>Type</th><th>Description</th></tr><tr><td>next</td><td>String</td><td>Next.</td></tr>"
        "</table></td></tr></table></body></html>",
        "page.html",
    )
    assert fields(said)["/page/next"].kind.type == "string"


def test_an_operation_in_rows_of_labels_is_found() -> None:
    """A table of labels and values gives method and path."""
    said = page(
        "# Kites\n\n| | |\n|--|--|\n| **Method** | GET |\n| **URL** | `/api/{version}/kites` |\n\n**URL Params**\n\n"
        "| Param | Values | Required | Notes |\n|--|--|--|--|\n| limit | 1-1000 | no | defaults to 100 |\n"
    )
    assert (said.method, said.path) == ("GET", "/api/{version}/kites")
    assert parameters(said)["limit"].facets == {"minimum": 1, "maximum": 1000, "default": 100}


def test_headers_in_a_table_of_their_values_are_parameters() -> None:
    """A table whose names stand under `Header` is one of headers, though it only shows their values."""
    said = page('# Kites\n\n`GET /v1/kites`\n\n| Header | Value |\n|--|--|\n| X-Tenant | kites-1 |\n\n```json\n{"kites": []}\n```\n')
    assert parameters(said)["X-Tenant"].where == "header"


def test_a_page_with_one_underlined_heading_is_no_plain_text() -> None:
    """One underlined heading and words in double marks make a page reStructuredText; its lists of names are parameters and fields."""
    said = page(
        "List Kites\n==========\n\n**GET** ``/kites/{owner}``\n\nPath Parameters\n\n- ``owner`` (*string*) -- who\n\nQuery Parameters\n\n"
        "- ``limit`` (*integer*) -- how many, between 1 and 50 (default 10)\n\nResponse fields:\n\n- ``kites`` (*array*) -- the kites\n"
        "- ``kites[].id`` (*string*) -- the id\n- ``next`` (*string*) -- the next page\n",
        "page.rst",
    )
    assert (said.method, said.path) == ("GET", "/kites/{owner}")
    assert parameters(said)["limit"].facets == {"minimum": 1, "maximum": 50, "default": 10}
    assert set(fields(said)) == {"/kites", "/kites/*/id", "/next"}


def test_an_item_of_a_list_under_parameters_is_never_lost() -> None:
    """In a page of no dialect an item of a list under a heading of parameters is a parameter or told."""
    said = page('Kites\n\nGET /kites\n\nQuery Parameters\n\n- colour says what is seen\n\nResponse\n\n{"kites": []}\n', "page.txt")
    assert "colour" in parameters(said) or told(said, "colour")


def test_what_nobody_sees_is_no_part_of_a_name() -> None:
    """Marks of no width in a copy are none of names, types and words."""
    said = page(call() + "## 返回数据\n\n|名称|类型|描述|\n|--|--|--|\n|\u200bKiteName|\u200bString|x\u00ad|\n")
    assert fields(said)["/KiteName"].kind.type == "string"


def test_the_name_of_a_parameter_as_a_step_of_the_path_is_that_parameter() -> None:
    """A step of the path that is called as a required row of several words is no fixed word, with an example of the row or without."""
    said = page(
        "# GetKite\n\n阿里云\n\n## 请求语法\n\n```\nGET /kites/kiteName HTTP/1.1\n```\n\n## 请求参数\n\n"
        "|名称|类型|是否必选|描述|\n|--|--|--|--|\n"
        "|kiteName|String|是|x|\n|kites|String|是|x|\n"
    )
    assert said.path == "/kites/{kiteName}"


@pytest.mark.parametrize(
    ("words", "value"), [("how many (default 10)", 10), ("how many; 10 by default.", 10), ("The maximum (the default value).", None)]
)
def test_a_default_may_stand_in_brackets(words: str, value: int | None) -> None:
    """`(default 10)` and `10 by default` give it, `(the default value)` names none."""
    assert default_of(words, Kind("integer"))[0] == value


def test_an_example_may_show_types_where_values_stand() -> None:
    """Words without quotes among quoted names are values of the types that they name."""
    assert bodies('{"page": {"total": integer, "next": string}, "kites": [{"red": boolean}]}') == (
        [{"page": {"total": 0, "next": "string"}, "kites": [{"red": True}]}], False,
    )  # fmt: skip


def test_a_plural_of_objects_is_a_list() -> None:
    """`kites objects` is a list of kites, `array objects` one of objects."""
    assert kind_of("kites objects") == Kind("array", items=Kind("object", named="kites"))
    assert kind_of("array objects") != Kind("array", items=Kind("object", named="array"))


def test_whether_a_row_is_required_may_stand_behind_its_name() -> None:
    """`limit optional` in the column of names is an optional `limit`, and `__true__` a yes."""
    said = page(
        "# Kites\n\n`GET /v1/kites`\n\n### Parameters\n\n"
        "| Name | Description |\n|--|--|\n| `limit` optional | How many. |\n| `red` required | x |\n"
    )
    assert {name: item.required for name, item in parameters(said).items()} == {"limit": False, "red": True}
    marked = page(
        "# K\n\n`GET /v1/kites`\n\n### Parameters\n\n|name|type|required|description|\n|--|--|--|--|\n|owner|string|__true__|x|\n"
    )
    assert parameters(marked)["owner"].required is True


def test_a_caption_that_is_the_name_of_a_type_describes_it() -> None:
    """A table that is called as the type of a row before it describes that, though its name holds the word of a place."""
    said = page(
        "# 查询\n\n## URI\n\nGET /v1/{project_id}/kites\n\n## 响应参数\n\n**表 1** 响应Body参数\n\n|参数|参数类型|描述|\n|--|--|--|\n"
        "|kites|Array of Red Kite Response objects|x|\n\n**表 2** Red Kite Response\n\n|参数|参数类型|描述|\n|--|--|--|\n|id|String|x|\n\n"
        '## 响应示例\n\n```\n"total": 2\n"kites": [{"id": "1"}]\n```\n\n## 状态码\n\n无\n\n华为 huawei\n'
    )
    assert set(fields(said)) == {"/kites", "/kites/*/id"}


def test_a_row_that_names_the_items_of_the_answer_is_found_by_the_table_that_is_called_so() -> None:
    """An answer whose one row is `[数组元素]` is a list of what the table of that name describes."""
    said = page(
        "# 查询\n\n## URI\n\nGET /v1/{project_id}/kites\n\n## 响应消息\n\n**表 1** 响应参数\n\n|参数|参数类型|描述|\n|--|--|--|\n"
        "|\\[数组元素\\]|Array of objects|x|\n\n**表 2** _\\[数组元素\\]_参数说明\n\n|参数|参数类型|描述|\n|--|--|--|\n|id|String|x|\n\n"
        '## 响应示例\n\n```\n[{"id": "1"}]\n```\n\n## 状态码\n\n无\n\n华为 huawei\n'
    )
    assert said.listed
    assert dict(said.answered()).keys() == {"/*/id"}


def test_a_list_of_plain_values_inside_a_row_without_a_type_is_a_field() -> None:
    """What alone stands in an object of the example, is called as its row and is a list of plain values, is a field of it."""
    rows = "|名称|类型|描述|\n|--|--|--|\n|KiteIds| |x|\n|RequestId|String|x|\n"
    example = '```json\n{"KiteIds": {"KiteId": ["1", "2"]}, "RequestId": "1"}\n```\n'
    said = fields(page(call() + "## 返回数据\n\n" + rows + "\n## 返回示例\n\n" + example))
    assert said["/KiteIds/KiteId"].kind == Kind("array", items=Kind("string"))


def test_a_damaged_example_tells_the_depth_of_what_it_begins_with() -> None:
    """Of an example that is no JSON to its end the members before the damage are read, and the rest is told."""
    found, whole = bodies('{"page": {"total": 2, "kites": [{"id": 1, "name": "x"y"}]}}')
    assert (found, whole) == ([{"page": {"total": 2, "kites": [{"id": 1}]}}], False)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("openapi: GET /v1/kites", "/v1/kites"),
        ("## /v1/{owner}/kites (GET)", "/v1/{owner}/kites"),
        ("```\nAvailable Methods:   GET\nURI Format:   /kites/[owner]?[params]\n```", "/kites/{owner}"),
    ],
)
def test_an_operation_may_stand_behind_a_label_or_before_its_method(text: str, path: str) -> None:
    """A method and a path are found behind labels, on one line or two, and with the method in brackets behind the path."""
    said = page(
        f"# Kites\n\n{text}\n\n## Request Parameters\n\n| Parameter | Required | Description |\n|--|--|--|\n| limit | No | How many. |\n"
    )
    assert (said.method, said.path) == ("GET", path)


GENERATED = """# Kites

`GET /v1/kites`

<h3 id="kites-parameters">Parameters</h3>

|Name|In|Type|Required|Description|
|---|---|---|---|---|
|search|query|string|false|How.|
|kind|query|string|false|Which.|

#### Enumerated Values

|Parameter|Value|
|---|---|
|search|all|
|search|any|

<h3 id="kites-responseschema">Response Schema</h3>

|Name|Type|Required|Restrictions|Description|
|---|---|---|---|---|
|» ID|integer|true|none|none|
|» Parent|object¦null|true|none|none|
|»» Name|string|false|none|none|
"""


def test_a_table_of_the_values_of_rows_gives_them() -> None:
    """Values in a table of their own, one a row, are those of the rows that it names."""
    found = parameters(page(GENERATED))
    assert found["search"].facets["enum"] == ["all", "any"]
    assert "enum" not in found["kind"].facets
    assert "none" not in found


def test_marks_before_names_show_depth() -> None:
    """`»` and `└─` before a name tell how deep it stands, and headings of HTML in Markdown open sections."""
    assert {"/ID", "/Parent/Name"} <= set(fields(page(GENERATED)))
    rows = "| Field | Description |\n|--|--|\n| total | x |\n| kites | The kites. |\n| └─ colour | x |\n| └─ age | x |\n"
    said = fields(page(f"# Kites\n\n`GET /v1/kites`\n\n## Response Fields\n\n{rows}"))
    assert {"/kites/*/colour", "/kites/*/age"} <= set(said)


def test_a_table_under_a_heading_of_something_else_holds_no_parameters() -> None:
    """Names with descriptions under a known heading that is neither of a request nor of an answer are told, and no parameters."""
    said = page(
        "# GET /v1/kites\n\n## Permissions\n\n| Permission | Description |\n|--|--|\n| `kites.view` | See kites. |\n\n"
        "## Response\n\n```json\n{}\n```\n"
    )
    assert not said.parameters
    assert told(said, "left out: kites.view")


def test_letters_of_a_time_and_names_of_types_are_no_values() -> None:
    """What explains the letters of a time, and a type in a column of values, list no values."""
    said = page(call() + "## 返回数据\n\n|名称|类型|描述|\n|--|--|--|\n|Created|String|创建时间。T表示分隔符，Z表示UTC。|\n")
    assert "enum" not in fields(said)["/Created"].facets
    typed = page(
        "# K\n\n`GET /v1/kites`\n\n### Parameters\n\n|Name|Description|Type|Allowed Values|\n|--|--|--|--|\n|tags|Tags|list|List|\n"
    )
    assert "enum" not in parameters(typed)["tags"].facets


def test_a_value_with_a_charset_is_whole() -> None:
    """A media type of a list keeps its charset."""
    said = page(
        "# 查询\n\n## URI\n\nGET /v1/{project_id}/kites\n\n**表 1** 请求Header参数\n\n|参数|是否必选|参数类型|描述|\n|--|--|--|--|\n"
        "|Content-Type|是|String|Possible values: - application/json;charset=utf-8\n- application/json|\n\n"
        "## 响应消息\n\n无\n\n华为 huawei 状态码\n"
    )
    assert parameters(said)["Content-Type"].facets["enum"] == ["application/json;charset=utf-8", "application/json"]


def test_a_range_without_an_upper_end_bounds_below() -> None:
    """`0~intmax` is a least value and no greatest one."""
    assert ranges_of("取值范围为0~intmax", Kind("integer")) == {"minimum": 0}


def test_emphasis_inside_the_braces_of_a_path_is_no_part_of_the_name() -> None:
    r"""`\{_project\_id_\}` is `{project_id}`."""
    said = page(
        "# 查询\n\n## URI\n\nGET https://\\{_Endpoint_\\}/v3/\\{_project\\_id_\\}/kites\n\n**表 1** 参数说明\n\n"
        "|名称|是否必选|说明|\n|--|--|--|\n"
        "|project\\_id|是|x|\n\n## 响应消息\n\n无\n\n## 状态码\n\n华为 huawei\n"
    )
    assert said.path == "/v3/{project_id}/kites"
    assert [item.name for item in said.parameters] == ["project_id"]


LINES = """# Get all kites

GET
https://kites.example/kites

Request
QUERY PARAMETERS
owner
string
REQUIRED
Who owns them.
limit
number
How many.
Responses
200
Schema
kites
object[]
REQUIRED
Example

```json
{"kites": []}
```
"""


def test_a_parameter_that_is_called_as_a_tag_makes_no_page_html() -> None:
    """`/kites/<h1>/tails` in a text is a path, and the text no HTML."""
    said = page("Kites\n\nURI\n\nGET /kites/<h1>/tails\n\nQuery parameters\n\n| Name | Type |\n|--|--|\n| limit | integer |\n", "page.txt")
    assert said.path == "/kites/{h1}/tails"


def test_rows_may_be_lines() -> None:
    """Under a heading of parameters or of an answer a name with a type below it is a row, with what follows."""
    said = page(LINES)
    found = parameters(said)
    assert {name: (item.kind.type, item.required, item.where) for name, item in found.items()} == {
        "owner": ("string", True, "query"), "limit": ("number", False, "query"),
    }  # fmt: skip
    assert set(fields(said)) == {"/kites"}


def test_the_type_of_a_term_may_be_the_first_line_of_its_definition() -> None:
    """A definition that begins with a type alone gives that of its term, required or not in any language."""
    said = page("# Kites\n\n`GET https://kites.example/owners/:id/kites`\n\nid _(必須)_:\n: __integer__\n: Who.\n\n```json\n[]\n```\n")
    assert parameters(said)["id"].kind.type == "integer"


def test_a_line_break_inside_a_name_of_an_example_hides_nothing() -> None:
    """An example whose text has a line break inside a name is read to its end."""
    assert bodies('{"kites": [], "next\n": {}, "total": 1}') == ([{"kites": [], "next": {}, "total": 1}], True)


def test_what_only_the_example_of_a_vendors_page_shows_is_listed() -> None:
    """Fields that no row of a vendor's page names are none, and told by their names; those of a map are not."""
    rows = "|名称|类型|描述|\n|--|--|--|\n|Id|String|x|\n|Tags|Object|x|\n"
    example = '```json\n{"Id": "1", "Code": 200, "Page": {"Next": "x"}, "Tags": {"a.b": "1", "c.d": "2"}}\n```\n'
    said = page(call() + "## 返回数据\n\n" + rows + "\n## 返回示例\n\n" + example)
    assert set(fields(said)) == {"/Id", "/Tags"}
    assert told(said, "fields Code, Page, Next: only the example shows them, and no row")
    assert not told(said, "a.b")
