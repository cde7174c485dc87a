"""What stands in cells, paths and headings beside the plain word: pictures, conditions, bounds in a type, quotes in a path."""

from __future__ import annotations

import time
from typing import Any

from listproof.derive import Description, derive_bytes, openapi
from listproof.derive.comparing.facts import facts_of
from listproof.derive.document import walk


def said(text: str, dialect: str | None = None) -> Description:
    """What a page says."""
    return derive_bytes(text.encode(), dialect=dialect)


def facts(text: str, dialect: str | None = None) -> dict[str, Any]:
    """What was read of a page, by the ids of its facts."""
    return {name: one.value for name, one in facts_of(openapi(said(text, dialect))).stated.items()}


def asked(rows: str, header: str = "Name | Type | Required | Description") -> str:
    """A page with one table of parameters."""
    return f"# Kites\n\nGET /kites\n\n## Query parameters\n\n| {header} |\n|{'---|' * len(header.split('|'))}\n{rows}"


def test_a_row_that_is_required_in_one_case_is_kept_and_the_case_is_told() -> None:
    """`Yes, if no id is given` may be left out, and `Optional when …` as well."""
    page = asked("| phone | string | Yes, if no id is given | A phone. |\n| id | string | Optional when a phone is given | Its id. |\n")
    told = said(page)
    assert [(item.name, item.required) for item in told.parameters] == [("phone", False), ("id", False)]
    assert "required in one case only" in "\n".join(map(str, told.unread))


def test_a_type_may_carry_its_bounds_or_be_the_values() -> None:
    """`integer (1–100)` is an integer with a range, and values between bars are those of a text."""
    told = facts(
        asked(
            "| limit | integer (1–100) | no | How many. |\n| sort | `new` \\| `old` | no | The order. |\n"
            "| q | string (≤ 80 chars) | no | Text. |\n"
        )
    )
    assert (told["parameters.limit.type"], told["parameters.limit.minimum"], told["parameters.limit.maximum"]) == (("integer",), 1, 100)
    assert told["parameters.sort.type"] == ("string",)
    assert told["parameters.sort.enum"] == ("new", "old")
    assert told["parameters.q.maxLength"] == 80


def test_a_long_dash_is_no_default() -> None:
    """It says that there is none."""
    told = facts(asked("| q | string | — | Text. |\n| limit | integer | 20 | How many. |\n", "Name | Type | Default | Description"))
    assert "parameters.q.default" not in told
    assert told["parameters.limit.default"] == 20


def test_types_as_code_spells_them() -> None:
    """A mark of what may not be null and a type that may be undefined change no type."""
    told = facts(
        asked(
            "| a | Int! | no | One. |\n| b | guid | no | Two. |\n"
            "| c | boolean \\| undefined | no | Three. |\n| d | complex | no | Four. |\n"
        )
    )
    assert [told[f"parameters.{name}.type"][0] for name in "abcd"] == ["integer", "string", "boolean", "object"]


def test_pictures_before_headings_lines_and_cells_say_nothing() -> None:
    """Ticks and crosses alone answer; before a word the word does."""
    page = (
        "# 🪁 Kites\n\n> 🔗 `GET /kites/{owner}`\n\n## 📥 Parameters\n\n"
        "| Name | Type | In | Required | Description |\n|---|---|---|---|---|\n"
        "| `owner` | string | path | ✅ yes | Whose. |\n| `limit` | integer | query | ❌ | How many. |\n"
    )
    told = said(page)
    assert told.path == "/kites/{owner}"
    assert {item.name: (item.where, item.required) for item in told.parameters} == {"owner": ("path", True), "limit": ("query", False)}


def test_a_path_keeps_its_quotes_and_what_stands_between_them() -> None:
    """Behind a variable for the address, with or without a slash between."""
    page = (
        "# Links\n\n## Request URL\n\n```\n{KiteURL}kites(name='{name}',box='{box}')/$links/tails\n```\n\n## Request method\n\nGET\n\n"
        + ('## Response\n\n```json\n{"tails": [{"id": 1}]}\n```\n')
    )
    told = said(page)
    assert told.path == "/kites(name='{name}',box='{box}')/$links/tails"
    assert {item.name for item in told.parameters} == {"name", "box"}


def test_a_path_below_a_title_that_begins_with_a_method_is_its_path() -> None:
    """An example with a value in it, further below, is not."""
    page = (
        "# GET Tails of a kite\n/kites/<GUID>/tails\n\n## Sample response\n\nGET /kites/GUID/tails\n\n"
        '```\n{"count": 1, "results": [{"id": 1}]}\n```\n'
    )
    assert said(page).path == "/kites/{GUID}/tails"


def test_tabs_are_headings_where_their_titles_are() -> None:
    """What stands in the tab of an answer is no parameter."""
    page = (
        '# Kites\n\n> **POST** /kites/list\n\n{{< tab "Request Example" >}}\n\n* **name** (string)\n\n'
        "* **owner** (string)\n\n{{< /tab >}}\n\n"
        '{{< tab "Response Example" >}}\n\n* **total** (int32)\n\n* **next** (string)\n\n{{< highlight json >}}\n'
        '{"total": 1, "next": "a"}\n{{< /highlight >}}\n{{< /tab >}}\n'
    )
    told = said(page)
    assert [item.name for item in told.parameters] == ["name", "owner"]
    assert [item.name for item in told.fields] == ["total", "next"]


def test_names_that_are_the_way_to_a_field_stand_inside_what_the_example_shows() -> None:
    """Also where a table of its own describes the last of them."""
    page = (
        "# Rooms\n\nGET /rooms\n\n## Response\n\n| Name | Type | Description |\n|---|---|---|\n| code | number | A code. |\n"
        "| `result.total` | number | All. |\n| `result.data` | array | The rooms. |\n\n"
        "| Name | Type | Description |\n|---|---|---|\n| id | string | Its id. |\n| name | string | Its name. |\n\n"
        '## Response example\n\n```json\n{"code": 0, "result": {"total": 1, "data": [{"id": "r", "name": "n"}]}}\n```\n'
    )
    assert [at for at, _ in walk(said(page).fields)] == [
        "/code",
        "/result",
        "/result/total",
        "/result/data",
        "/result/data/*/id",
        "/result/data/*/name",
    ]


def test_rows_behind_a_list_stand_beside_it_in_a_list_of_names() -> None:
    """A list of names shows depth by its bullets; what stands beside the list is no part of it."""
    page = (
        "Kites\n=====\n\n.. http:get:: /kites\n\n   :>json array kites: All kites.\n"
        "   :>json number total: How many.\n   :>json string next: The next page.\n"
    )
    assert [at for at, _ in walk(said(page).fields)] == ["/kites", "/total", "/next"]


def test_a_page_in_traditional_characters_is_read_as_one_in_chinese() -> None:
    """Its defaults, bounds and values as well."""
    page = (
        "# 產品\n\nGET /kites\n\n## 請求參數\n\n| 參數名 | 是否必須 | 描述 |\n|---|---|---|\n"
        "| limit | 否 | 每頁數量，預設100，最大1000 |\n"
        "| kind | 是 | 類型，可選值：box, delta |\n"
    )
    told = facts(page)
    assert (told["parameters.limit.default"], told["parameters.limit.maximum"]) == (100, 1000)
    assert told["parameters.kind.enum"] == ("box", "delta")
    assert told["parameters.kind.required"] is True


def test_headers_of_an_answer_in_japanese_are_no_fields() -> None:
    """And a cross says that a query is not required."""
    page = (
        "# 一覧\n\n## リクエスト\n\n### リクエストURL\n\n```\n{CellURL}kites/all\n```\n\n### メソッド\n\n"
        "GET\n\n### リクエストクエリ\n\n|クエリ名|概要|必須|備考|\n|:--|:--|:--|:--|\n"
        "|peer|値|×|なし|\n\n## レスポンス\n\n### レスポンスヘッダ\n\n|ヘッダ名|概要|備考|\n|:--|:--|:--|\n|Kite-Version|版||\n\n"
        '### レスポンスサンプル\n\n```JSON\n{"kites": [{"id": "1"}]}\n```\n'
    )
    told = said(page)
    assert {item.name: (item.where, item.required) for item in told.parameters} == {"peer": ("query", False)}
    assert [at for at, _ in walk(told.fields)] == ["/kites", "/kites/*/id"]


HUAWEI = (
    "# 查询风筝\n\n## URI\n\nGET /v1/{project_id}/kites\n\n**表 1**  路径参数\n\n"
    "|参数|是否必选|参数类型|描述|\n|---|---|---|---|\n|project_id|是|String|项目ID。|\n\n"
)


def test_the_table_of_a_failure_is_none_of_the_answer() -> None:
    """Its caption says so, though no status does."""
    page = (
        f"{HUAWEI}## 返回参数\n\n**表 2**  查询成功返回参数说明\n\n|参数|类型|说明|\n|---|---|---|\n|total|Integer|总数。|\n\n"
        "**表 3**  查询失败返回参数说明\n\n|参数|类型|说明|\n|---|---|---|\n|error_code|String|错误码。|\n\n## 状态码\n\n200\n"
    )
    told = said(page, "huawei")
    assert [item.name for item in told.fields] == ["total"]
    assert [item.name for item in told.errors[400]] == ["error_code"]


def test_an_example_that_forgets_its_outer_braces_shows_depth() -> None:
    """`"kites": [` begins a member of the answer."""
    page = (
        f"{HUAWEI}## 响应消息\n\n**表 2**  参数说明\n\n|参数|类型|说明|\n|---|---|---|\n|id|String|ID。|\n"
        f"|colour|String|颜色。|\n\n## 示例\n\n响应样例：\n\n"
        '```\n"kites": [\n  {"id": "k", "colour": "red"}\n]\n```\n\n## 状态码\n\n200\n'
    )
    assert [at for at, _ in walk(said(page, "huawei").fields)] == ["/kites", "/kites/*/id", "/kites/*/colour"]


def test_a_value_called_default_is_no_default() -> None:
    """What explains it says `the default one`."""
    page = (
        "# ListKites\n\n## Request parameters\n\n|Parameter|Type|Required|Example|Description|\n"
        "|---|---|---|---|---|\n|Action|String|Yes|ListKites|The operation. |\n"
        "|Kind|String|No|Default|Whether the kite is the default one. Valid values:\n\n-   **Default**: The kite is the default one.\n"
        "-   **NotDefault**: The kite is not the default one. |\n"
    )
    told = facts(page, "alibaba")
    assert told["parameters.Kind.enum"] == ("Default", "NotDefault")
    assert "parameters.Kind.default" not in told


def test_a_text_of_which_two_quoted_opposites_are_told_lists_them_as_unread() -> None:
    """Of a yes or no they are what any has; of a text they are values."""
    page = (
        f"{HUAWEI}## 响应消息\n\n**表 2**  响应参数\n\n|参数|参数类型|描述|\n|---|---|---|\n"
        f'|open|String|是否开放。为"true"则开放，"false"则关闭。|\n\n## 状态码\n\n200\n'
    )
    told = said(page, "huawei")
    assert any("true, false" in str(note) and "open in" in note.what for note in told.unread)


def test_a_guess_at_the_object_of_a_table_without_a_caption_is_told() -> None:
    """One object is still to be described, and nothing says that this table does."""
    page = (
        f"{HUAWEI}## 响应消息\n\n**表 2**  响应参数\n\n|参数|参数类型|描述|\n|---|---|---|\n"
        f"|kite|Object|风筝。|\n\n说明如下，请注意。\n\n"
        "|参数|参数类型|描述|\n|---|---|---|\n|colour|String|颜色。|\n\n## 状态码\n\n200\n"
    )
    told = said(page, "huawei")
    assert [at for at, _ in walk(told.fields)] == ["/kite", "/kite/colour"]
    assert any("it is guessed" in note.why for note in told.unread)


def test_one_value_beside_a_length_is_kept_where_it_is_a_word() -> None:
    """`application/json;charset=UTF-8` is no part of a range, though it holds a number."""
    told = facts(asked("| kind | string | yes | Set this parameter to application/json;charset=UTF-8. Minimum: 30. Maximum: 30 |\n"))
    assert told["parameters.kind.enum"] == ("application/json;charset=UTF-8",)


def test_what_is_returned_in_an_example_is_no_value() -> None:
    """`例如 … 仅返回5.6` illustrates."""
    page = (
        f"{HUAWEI}## 响应消息\n\n**表 2**  响应参数\n\n|参数|参数类型|描述|\n|---|---|---|\n"
        "|name|String|版本号，只返回大版本号，例如Kite 5.6.X版本，仅返回5.6。|\n\n## 状态码\n\n200\n"
    )
    assert "fields./name.enum" not in facts(page, "huawei")


def test_a_table_of_the_information_of_an_object_is_that_of_the_object() -> None:
    """`Kite信息表` describes what `Array of Kite` holds."""
    page = (
        f"{HUAWEI}## 响应消息\n\n**表 2**  响应元素\n\n|名称|参数类型|说明|\n|---|---|---|\n|kites|Array of Kite|列表。|\n\n"
        "**表 3**  Kite信息表\n\n|名称|参数类型|说明|\n|---|---|---|\n|id|String|ID。|\n\n## 状态码\n\n200\n"
    )
    assert [at for at, _ in walk(said(page, "huawei").fields)] == ["/kites", "/kites/*/id"]


def test_rows_of_an_object_that_the_example_shows_empty_stand_in_it() -> None:
    """A row behind of the same name is the one shown beside it, and a name of an envelope stands where its neighbours do."""
    rows = [("Kites", "Array of Kite"), ("Calm", "Struct"), ("Delay", "String"), ("ErrorMessage", "String"), ("State", "String")]
    rows += [("Delay", "String"), ("ErrorMessage", "String"), ("Fall", "Struct"), ("IP", "String"), ("InstanceId", "String")]
    rows += [("Lines", "String"), ("State", "String"), ("Total", "Integer")]
    table = "".join(f"|{name}|{kind}|x|words|\n" for name, kind in rows)
    example = '{"Kites": [{"Calm": {}, "Delay": "0", "Fall": {"IP": "1", "InstanceId": "2"}, "Lines": "3", "State": "up"}], "Total": 1}'
    page = (
        "# ListKites\n\n## Request parameters\n\n|Parameter|Type|Required|Example|Description|\n|---|---|---|---|---|\n"
        "|Action|String|Yes|ListKites|The operation. |\n\n## Response parameters\n\n|Parameter|Type|Example|Description|\n"
        f"|---|---|---|---|\n{table}\n## Examples\n\nSample success responses\n\n```\n{example}\n```\n"
    )
    places = [at for at, _ in walk(said(page, "alibaba").fields)]
    assert "/Kites/*/Calm/Delay" in places
    assert "/Kites/*/Calm/ErrorMessage" in places
    assert "/Kites/*/ErrorMessage" in places
    assert "/Kites/*/Fall/InstanceId" in places
    assert "/ErrorMessage" not in places


def test_a_long_word_behind_a_brace_costs_no_square_of_its_length() -> None:
    """A line that begins as the variable of an address is read in the time of its length."""
    page = "# Kites\n\n## URI\n\nGET /kites\n\n```\n{" + "url" * 30_000 + "\n```\n\n## Query parameters\n\n"
    page += "| Name | Type | Description |\n|---|---|---|\n| limit | integer | How many. |\n"
    begun = time.process_time()
    assert [item.name for item in said(page).parameters] == ["limit"]
    assert time.process_time() - begun < 5


def test_a_name_with_its_type_on_a_line_of_its_own_is_told() -> None:
    """The text of a manual has rows without a table or a list."""
    page = "LIST KITES\n\n    GET /kites\n\nPARAMETERS\n\n    limit (integer, optional)\n        How many.\n\nRESPONSE\n\n"
    told = said(page + '    {"kites": [{"id": "k"}]}\n')
    assert any("limit (integer, optional)" in note.what for note in told.unread)
