"""Pages in no dialect that tell of several operations, and what stands on them beside the one that is read."""

from __future__ import annotations

from typing import Any

from listproof.derive import Description, derive_bytes, openapi
from listproof.derive.comparing.facts import facts_of
from listproof.derive.document import walk

LIST = (
    "## List kites\n\n```\nGET /kites\n```\n\n### Query parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n"
    "| limit | integer | no | How many. |\n\n### Response\n\n"
    '```json\n{"kites": [{"id": "k1", "lines": 2}], "total": 1}\n```\n\n'
)
CREATE = (
    "## Create a kite\n\n```\nPOST /kites\n```\n\n### Body\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n"
    '| owner | string | yes | Who flies it. |\n\n### Response\n\n```json\n{"made": true}\n```\n\n'
)


def said(text: str) -> Description:
    """What a page says."""
    return derive_bytes(text.encode())


def facts(text: str) -> dict[str, Any]:
    """What was read of a page, by the ids of its facts."""
    return {name: one.value for name, one in facts_of(openapi(said(text))).stated.items()}


def notes(told: Description) -> str:
    """All that is told as unread."""
    return "\n".join(map(str, told.unread))


def test_the_first_operation_that_reads_is_read_and_each_other_is_told_with_its_names() -> None:
    """No row of an operation that writes becomes a parameter or a field of the one that lists."""
    for page in (f"# Kites\n\n{LIST}{CREATE}", f"# Kites\n\n{CREATE}{LIST}"):
        told = said(page)
        assert (told.method, told.path) == ("GET", "/kites")
        assert [item.name for item in told.parameters] == ["limit"]
        assert [at for at, _ in walk(told.fields)] == ["/kites", "/kites/*/id", "/kites/*/lines", "/total"]
        assert "operation 'POST /kites': the page tells of several, and of this one nothing is read; left out: owner" in notes(told)


def test_the_list_is_read_where_the_item_of_it_comes_first() -> None:
    """Of `/kites/{id}` and `/kites` a listing is the second, whatever their order."""
    one = '## Show a kite\n\n```\nGET /kites/{id}\n```\n\n### Response\n\n```json\n{"id": "k1"}\n```\n\n'
    assert said(f"# Kites\n\n{one}{LIST}").path == "/kites"


def test_what_stands_under_a_heading_without_an_operation_is_kept() -> None:
    """A record at the end of the page may describe the answer of the one that is read."""
    record = "## Kite object\n\n| Name | Type | Description |\n|---|---|---|\n| id | string | Its id. |\n| lines | integer | Lines. |\n"
    told = facts(f"# Kites\n\n{LIST}{CREATE}{record}")
    assert told["fields./kites/*/lines.type"] == ("integer",)
    assert not any("owner" in name for name in told)


def test_an_index_of_operations_is_none_of_them() -> None:
    """Lines that stand together under one heading are a list of what follows, and a table before the first operation is one as well."""
    index = "- `GET /kites`\n- `POST /kites`\n- `DELETE /kites/{id}`\n\n"
    table = "| Name | Description |\n|---|---|\n| [List](#list) | Lists. |\n| [Create](#create) | Creates. |\n\n"
    told = said(f"# Kites\n\n{table}## Operations\n\n{index}{LIST}{CREATE}")
    assert [item.name for item in told.parameters] == ["limit"]
    assert "left out: List, Create" in notes(told)


def test_an_example_of_the_same_operation_is_no_other_one() -> None:
    """With values in place of parameters, with names of their own for them, or with more in front of it."""
    page = (
        "# Kites\n\n## `GET /kites/{owner}/lines`\n\n### Parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n"
        "| limit | integer | no | How many. |\n\n## Try it\n\n```\nGET /kites/anna/lines\n```\n\n"
        "## Elsewhere\n\n```\nGET /api/v1/kites/{who}/lines\n```\n"
    )
    told = said(page)
    assert "the page tells of several" not in notes(told)
    assert "limit" in {item.name for item in told.parameters}


def test_a_table_of_which_the_example_shows_no_row_is_left_out_and_told() -> None:
    """Where the example shows most of another table, it is that of something else."""
    page = (
        "# Kites\n\nGET /kites\n\n## Response\n\n| Name | Type | Description |\n|---|---|---|\n"
        "| id | string | Its id. |\n| total | integer | All. |\n\n"
        "## Response links\n\n| Name | Description |\n|---|---|\n| self | This page. |\n| parent | The one above. |\n\n"
        '## Response example\n\n```json\n{"id": "k1", "total": 3}\n```\n'
    )
    told = said(page)
    assert [item.name for item in told.fields] == ["id", "total"]
    assert "the example of the answer shows none of its rows; left out: self, parent" in notes(told)


SCHEMAS = (
    "# Kites\n\n## Get kites\n\n```\nGET /kites\n```\n\n### Responses\n\n| HTTP Code | Description | Schema |\n|---|---|---|\n"
    "| **200** | All kites. | [kites\\_schema](#kites_schema) |\n"
    "| **400** | Bad. | [error\\_schema](#error_schema) |\n\n## Definitions\n\n"
    "### error\\_schema\n\n| Name | Schema |\n|---|---|\n| **code**  <br>*optional* | integer |\n\n"
    "### made\\_schema\n\n| Name | Schema |\n|---|---|\n| **made**  <br>*optional* | string |\n\n"
    "### kites\\_schema\n\n*Type* : < [kites\\_schema](#inline) > array\n\n"
    "| Name | Schema |\n|---|---|\n| **id**  <br>*optional* | string |\n| **lines**  <br>*optional* | integer |\n"
)


def test_a_table_of_statuses_says_which_definition_is_answered() -> None:
    """The definition of the good status is the answer, that of a bad one its error, and one that nothing names is told."""
    told = said(SCHEMAS)
    assert told.listed
    assert [at for at, _ in told.answered()] == ["/*/id", "/*/lines"]
    assert [item.name for item in told.errors[400]] == ["code"]
    assert "table of made_schema: no field names this object; left out: made" in notes(told)


def test_a_definition_that_another_names_by_its_type_stands_inside_it() -> None:
    """`[Kite]` in the column of types is a list of what stands under the heading of that name."""
    page = (
        "# Kites\n\n## Get kites\n\n```\nGET /kites\n```\n\n<h3>Response</h3>\n\n|Status Code|Body Type|Description|\n|---|---|---|\n"
        "|200|[Kites](#schemakites)|All.|\n|401|[Refusal](#schemarefusal)|No.|\n\n# Definitions\n\n## Kites\n\n### Properties\n\n"
        "|Property Name|Data Type|Required|Nullable|Description|\n|---|---|---|---|---|\n"
        "|Results|[[Kite](#schemakite)]|false|true|All.|\n\n"
        "## Kite\n\n### Properties\n\n|Property Name|Data Type|Required|Nullable|Description|\n"
        "|---|---|---|---|---|\n|Id|string|false|true|Its id.|\n\n"
        "## Refusal\n\n### Properties\n\n|Property Name|Data Type|Required|Nullable|Description|\n"
        "|---|---|---|---|---|\n|Why|string|false|true|Why.|\n"
    )
    told = said(page)
    assert [at for at, _ in told.answered()] == ["/Results", "/Results/*/Id"]
    assert [item.name for item in told.errors[401]] == ["Why"]


def test_a_type_that_no_row_names_is_told_and_not_put_at_the_top() -> None:
    """A table under the name of a type, behind that of the answer, describes an object and not the answer."""
    page = (
        "# Kites\n\nGET /kites\n\n## Response\n\n| Name | Type | Description |\n|---|---|---|\n| total | integer | All. |\n\n"
        "## KiteInfo\n\n| Name | Type | Description |\n|---|---|---|\n| colour | string | Its colour. |\n"
    )
    told = said(page)
    assert [item.name for item in told.fields] == ["total"]
    assert "table of KiteInfo: no field names this object; left out: colour" in notes(told)


def test_a_heading_of_a_section_with_a_type_behind_it_describes_that_type() -> None:
    """Of two objects each table is that of the type in its heading, and a heading may forget its blank."""
    page = (
        "# 查询风筝\n\n## 请求URL\n- ` http://{网关地址}/kites/list `\n\n## 请求方式\n- GET\n\n"
        "## 返回参数说明\n|参数名|类型|说明|\n|:--|:--|:--|\n"
        "|tailVO|TailVO|尾|\n|kiteVO|KiteVO|风筝|\n\n## 返回参数说明  KiteVO\n|参数名|类型|说明|\n"
        "|:--|:--|:--|\n|colour|String|颜色|\n\n"
        "##TailVO\n|参数名|类型|说明|\n|:--|:--|:--|\n|length|int|长度|\n"
    )
    assert [at for at, _ in walk(said(page).fields)] == ["/tailVO", "/tailVO/length", "/kiteVO", "/kiteVO/colour"]


def test_a_table_that_names_one_thing_twice_under_an_unknown_heading_is_no_table_of_parameters() -> None:
    """It may show what two parameters can be together."""
    page = (
        "# 产品查询\n\nGET /kites\n\n## 市场与产品\n\n| market | kind | 说明 |\n|---|---|---|\n"
        "| EU | box | 一 |\n| EU | delta | 二 |\n\n"
        "## 请求参数\n\n| 参数名 | 是否必须 | 描述 |\n|---|---|---|\n| market | 否 | 市场。 |\n"
    )
    told = said(page)
    assert [item.name for item in told.parameters] == ["market"]
    assert "left out: EU, EU" in notes(told)
