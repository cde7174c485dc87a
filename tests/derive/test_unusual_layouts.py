"""Layouts that fresh pages showed: read by their structure, and never dropped."""

from __future__ import annotations

from typing import Any

from listproof.derive import Description, derive_bytes, openapi
from listproof.derive.comparing.facts import facts_of

ASKED = "| Name | Type | Required | Description |\n|---|---|---|---|\n| limit | Integer | No | How many. |\n"
"""The table of one parameter."""


def said(text: str, dialect: str | None = None) -> Description:
    """What a page says."""
    return derive_bytes(text.encode(), dialect=dialect)


def facts(text: str, dialect: str | None = None) -> dict[str, Any]:
    """What was read of a page, by the ids of its facts."""
    return {name: one.value for name, one in facts_of(openapi(said(text, dialect))).stated.items()}


def test_the_row_of_the_values_of_a_map_is_no_field() -> None:
    """A row below a map that has a type and an example in place of a name tells of its values."""
    told = facts(
        "# Kites\n\n## Response parameters\n\n| Name | Type | Example | Description |\n|---|---|---|---|\n"
        "| Tags | Map |  | Tags. |\n| String | red | One tag. |  |\n| Id | String | k1 | The kite. |\n",
        "alibaba",
    )
    assert not any("red" in name for name in told)
    assert told["fields./Id.type"] == ("string",)


def test_the_row_behind_a_list_of_named_objects_is_its_first() -> None:
    """Without an example the row behind `Array of kite` stands in it, also where it is called as what stands at the top of any answer."""
    told = facts(
        "# Kites\n\n## Response parameters\n\n| Name | Type | Example | Description |\n|---|---|---|---|\n"
        "| RequestId | String | a | . |\n| Result | Array of result |  | . |\n"
        "| TotalCount | Integer | 4 | . |\n| Colour | String | red | . |\n",
        "alibaba",
    )
    assert told["fields./Result/*/TotalCount.type"] == ("integer",)
    assert told["fields./Result/*/Colour.type"] == ("string",)


def test_an_example_without_a_heading_decides_depth() -> None:
    """JSON that shows what the rows of the answer describe is its example, whatever stands above it."""
    page = (
        "# Kites\n\nGET /kites HTTP/1.1\n\nAsked:\n\n" + ASKED + "\nAnswered:\n\n| Name | Type | Description |\n|---|---|---|\n"
        "| Total | Integer | . |\n| Limit | Integer | . |\n| Kites | Array | . |\n| Offset | Integer | . |\n\nShown:\n\n```\n"
        '{"Meta": {"RequestId": "a"}, "Result": {"Total": 1, "Limit": 2, "Offset": 0, "Kites": [{"Id": "k"}]}}\n```\n'
    )
    told = facts(page, "alibaba")
    assert told["fields./Result/Total.type"] == ("integer",)
    assert "fields./Total" not in told


def test_names_in_a_second_column_stand_one_deeper() -> None:
    """In `Name | Items | Type` the names of parts stand in the second column."""
    told = facts(
        "# Kites\n\nGET /kites\n\n## Response\n\n| Name | Items | Type | Description |\n|---|---|---|---|\n"
        "| kites |  | Array | All. |\n|  | id | String | One. |\n|  | size | Integer | Its size. |\n| total |  | Integer | How many. |\n"
    )
    assert told["fields./kites/*/id.type"] == ("string",)
    assert told["fields./kites/*/size.type"] == ("integer",)
    assert told["fields./total.type"] == ("integer",)


def test_components_are_rows() -> None:
    """Parameters that a page writes as components are read with their bounds, defaults and values; so is the operation."""
    told = facts(
        '# Kites\n\n<Endpoint\n  url="/v2/kites"\n  method="GET"\n/>\n\n## Query Parameters\n\n'
        "<Param name='limit' type='integer'>\nHow many.\n<Range min={1} max={50} defaultVal={20} />\n</Param>\n"
        "<Param name='colour' type='string' required={true}>\nIts colour.\n"
        '<More title="allowed values">\n* red\n* sky_blue\n</More>\n</Param>\n'
        '\n## Response\n\n```json\n[{"id": 1}]\n```\n'
    )
    assert told["path"] == "/v2/kites"
    assert (told["parameters.limit.minimum"], told["parameters.limit.maximum"], told["parameters.limit.default"]) == (1, 50, 20)
    assert told["parameters.colour.required"] is True
    assert set(told["parameters.colour.enum"]) == {"red", "sky_blue"}


def test_lines_of_code_that_describe_names_are_rows() -> None:
    """An example that is nothing but lines such as `limit=[Integer] - Optional, how many.` is a table."""
    told = facts(
        "# Kites\n\n#### Method\n\n`GET`\n\n#### URL\n\n`/v1/kites`\n\n#### URL Parameters\n\n```\nlimit=[Integer] - Optional, how many.\n"
        "order=['up'/'down'] - Required, which way.\n```\n\n### Response\n\n```\n{\"kites\": [{\"id\": 1}]}\n```\n"
    )
    assert (told["parameters.limit.in"], told["parameters.limit.type"], told["parameters.limit.required"]) == ("query", ("integer",), False)
    assert set(told["parameters.order.enum"]) == {"up", "down"}
    assert told["parameters.order.required"] is True


def test_a_table_of_a_record_under_a_heading_of_parameters_is_the_answer() -> None:
    """Rows that say of nothing that it is required, and that the example of the answer shows, are its fields; and that is told."""
    rows = "".join(f"| {name} | string | Its {name}. |\n" for name in ("colour", "size", "tail", "line", "maker"))
    page = (
        "# Kites\n\n## Parameters\n\n| Attribute | Type | Description |\n|---|---|---|\n" + rows + "\n## List kites\n\n"
        '```\nGET /kites\n```\n\n## Response\n\n```json\n[{"colour": "red", "size": "s", "tail": "t", "line": "l", "maker": "m"}]\n```\n'
    )
    told = facts(page)
    assert told["fields./*/colour.type"] == ("string",)
    assert not any(name.startswith("parameters.colour") for name in told)
    assert any("taken as response" in one.why for one in said(page).unread)


def test_an_answer_behind_its_label_is_read_whole() -> None:
    """`Code: 200` and `Content: [` above an answer are no part of it; a host in a template is no part of the path."""
    told = facts(
        "# Kites\n\n```\nGET http/{{host}}/kites\n```\n\n## Parameters\n\n" + ASKED + "\n## Response\n\n```\nCode: 200\nContent: [\n"
        '  {"id": "a", "size": 1},\n  {"id": "b", "size": 2}\n]\n```\n'
    )
    assert told["path"] == "/kites"
    assert told["fields./*/id.type"] == ("string",)


def test_a_row_of_text_that_sees_a_table_of_its_own_name_is_an_object() -> None:
    """A row typed String that refers to a table, where one is called as the row is, has the parts of that."""
    told = facts(
        "# 风筝\n\nGET /v1/kites\n\n## 响应参数\n\n**表 2** 响应参数\n\n| 参数 | 参数类型 | 描述 |\n|---|---|---|\n"
        "| count | Integer | 个数 |\n"
        "| kites | String | 风筝，请参见表2 |\n\n**表 3** kites信息\n\n| 参数 | 参数类型 | 描述 |\n|---|---|---|\n| id | String | ID |\n\n"
        '## 响应示例\n\n```\n{"count": 1, "kites": [{"id": "a"}]}\n```\n',
        "huawei",
    )
    assert told["fields./kites/*/id.type"] == ("string",)


def test_a_sentence_of_an_item_that_ends_with_a_lead_heads_no_list() -> None:
    """Of three items the values are all three, though the second ends with a word behind which values may stand."""
    told = facts(
        "# 风筝\n\nGET /v1/kites\n\n## 请求参数\n\n**表 1** Query参数\n\n| 参数 | 是否必选 | 参数类型 | 描述 |\n|---|---|---|---|\n"
        "| state | 否 | String | 状态。 ● CURRENT：表示主推。 ● SUPPORT：表示为老的，但是还在继续支持。 ● DEPRECATED：表示为废弃。 |\n",
        "huawei",
    )
    assert set(told["parameters.state.enum"]) == {"CURRENT", "SUPPORT", "DEPRECATED"}


def test_names_of_other_parameters_inside_a_text_are_no_values() -> None:
    """A text that is made of other parameters by their names has no list of those names."""
    page = (
        "# Kites\n\nGET /v1/kites\n\n## Query parameters\n\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n"
        "| limit | No | String | How many. |\n| offset | No | String | From where. |\n"
        "| filter | No | String | Set this to **limit**::{limit},**offset**::{offset}. "
        "**limit** indicates how many. **offset** indicates the start. |\n"
    )
    assert "parameters.filter.enum" not in facts(page, "huawei")


def test_a_code_before_its_meaning_is_told() -> None:
    """One code alone that is explained is no list, and is listed."""
    page = (
        "# 风筝\n\nGET /v1/kites\n\n## 请求参数\n\n**表 1** Query参数\n\n| 参数 | 是否必选 | 参数类型 | 描述 |\n|---|---|---|---|\n"
        "| brand | 否 | String | 品牌。<br>REDKITE：Redkite品牌。 |\n"
    )
    assert any("REDKITE" in one.why for one in said(page, "huawei").unread)


def test_a_page_with_a_request_line_and_captions_is_not_refused() -> None:
    """A page whose tables the copy lost is read as far as it goes, and says which captions have no table."""
    told = said("GET /config/kites\n\nLists all kites.\n\nTable 1: GET /config/kites details:\n\nMIME Type\n\napplication/json\n")
    assert (told.method, told.path) == ("GET", "/config/kites")
    assert any("no table follows it" in one.why for one in told.unread)


def test_a_header_with_a_word_on_each_line_may_have_unknown_ones() -> None:
    """A header of which two words are not known is one where known ones stand behind them."""
    lines = ("名称", "类型", "必须", "长度限制", "参数格式", "描述", "Page", "Integer", "是", "最小值1", "", "页码")
    told = facts("请求参数\n" + "".join(f"{line} |\n" for line in lines) + "请求示例\nhttps://kites.example.com/?Action=ListKites&Page=1\n")
    assert told["parameters.Page.required"] is True
    assert told["parameters.Page.minimum"] == 1
