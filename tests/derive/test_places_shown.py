"""Where rows stand that a page does not place itself: in tables without depth, behind lists that no example fills, under other headings."""

from __future__ import annotations

from listproof.derive import derive_bytes
from listproof.derive.document import Description


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def fields(said: Description) -> set[str]:
    """The places of all fields."""
    return {at for at, _ in said.answered()}


def told(said: Description, words: str) -> bool:
    """Whether something unread is told in these words."""
    return any(words in str(note) for note in said.unread)


URI = "# Querying Kites\n\n## URI\n\nGET /v1/kites\n\n## Response\n\n**Table 1** Response parameters\n\n"
ROWS = "| Parameter | Type | Description |\n|---|---|---|\n"
CODES = "\n## Status Codes\n\nSee [Status Codes](codes.md).\n\n## Error Codes\n\nSee [Error Codes](errors.md).\n"


def test_a_flat_table_takes_the_depth_of_its_example() -> None:
    """Rows of one table without depth go where the example shows each, for it shows each in one place alone."""
    rows = (
        "| kites | List<Object> | The kites. |\n| span | Integer | The span. |\n| id | String | The ID. |\n| line | Object | The line. |\n"
    )
    shown = '```\n{"kites": [{"id": "a", "line": {"span": 3}}]}\n```\n'
    assert fields(page(f"{URI}{ROWS}{rows}\n## Example\n\n- Example response\n\n{shown}{CODES}")) == {
        "/kites", "/kites/*/id", "/kites/*/line", "/kites/*/line/span",
    }  # fmt: skip


def test_a_table_of_errors_describes_the_row_called_so() -> None:
    """A table `error parameters` is that of the row `error`, and not of another object without one."""
    rows = "| kites | Array of objects | 风筝 |\n| count | Object | 数量 |\n| error | Object | 错误 |\n"
    text = (
        "# 查询风筝\n\n## URI\n\nGET /v1/kites\n\n## 响应消息\n\n- 响应参数\n\n| 参数 | 参数类型 | 描述 |\n|---|---|---|\n" + rows
        + "\n- kites参数说明\n\n| 参数 | 参数类型 | 描述 |\n|---|---|---|\n| id | String | ID |\n"
        + "\n- error参数说明\n\n| 参数 | 参数类型 | 描述 |\n|---|---|---|\n| code | String | 码 |\n\n## 状态码\n\n200\n"
    )  # fmt: skip
    assert {"/kites/*/id", "/error/code"} <= fields(page(text))
    assert "/count/code" not in fields(page(text))


def test_an_example_of_the_address_begins_no_answer() -> None:
    """Behind an example of the address a table that says what is required is one of parameters."""
    rows = "| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| span | No | Integer | The span. |\n"
    text = (
        f"# Querying Kites\n\n## URI\n\nGET /v1/kites\n\n- Example\n\n```\n/v1/kites?span=3\n```\n\n{rows}\n"
        f"## Response\n\n{ROWS}| id | String | ID |\n{CODES}"
    )
    said = page(text)
    assert [item.name for item in said.parameters] == ["span"]
    assert fields(said) == {"/id"}


ALIBABA = """# ListKites

## Debugging

[OpenAPI Explorer](https://api.aliyun.com/#product=Kites&api=ListKites&type=RPC&version=2020-01-01)

## Request parameters

|Parameter|Type|Required|Example|Description|
|---------|----|--------|-------|-----------|
|Action|String|Yes|ListKites|The operation. |

## Response parameters

|Parameter|Type|Example|Description|
|---------|----|-------|-----------|
%s
## Examples

Sample success responses

`JSON` format

```
%s
```

## Error codes

|HttpCode|Error code|Error message|Description|
|--------|----------|-------------|-----------|
|400|Bad|Bad.|Bad.|
"""


def test_blanks_around_the_names_of_an_example_are_none() -> None:
    """A member `" Kites"` of an example is the row `Kites`, so that what stands inside it is seen."""
    rows = "|Kites| | |The kites. |\n|KiteId|String|k-1|The ID. |\n|RequestId|String|r|The request. |\n"
    shown = '{"RequestId": "r", " Kites": {"Kite": [{"KiteId ": "k-1"}]}}'
    assert "/Kites/Kite/*/KiteId" in fields(page(ALIBABA % (rows, shown)))


def test_an_empty_list_has_the_parts_of_another_of_its_kind() -> None:
    """Where one list of a kind is shown and one is empty, the rows behind the empty one stand in it."""
    part = "|KiteList| | | |\n|Flow|String|4|Flow. |\n|Url|String|u|Address. |\n|Visits|String|4|Visits. |\n"
    rows = f"|All|Array of KiteList| |All. |\n{part}|RequestId|String|r|The request. |\n|Torn|Array of KiteList| |The torn. |\n{part}"
    shown = '{"All": {"KiteList": [{"Flow": "1", "Url": "u", "Visits": "2"}]}, "RequestId": "r", "Torn": {"KiteList": []}}'
    assert {f"/Torn/KiteList/*/{name}" for name in ("Flow", "Url", "Visits")} <= fields(page(ALIBABA % (rows, shown)))


def test_a_name_that_comes_again_stands_first_in_the_list_that_is_not_shown() -> None:
    """Of two rows of one name the first belongs to the open list that no example shows, the second to the record that shows it."""
    rows = (
        "|Kites|Array of Kite| |The kites. |\n|Kite| | | |\n|Author|String|a|A. |\n|Id|String|i|The ID. |\n|Length|String|l|L. |\n"
        "|Name|String|n|N. |\n|Runs|Array of Run| |The runs. |\n|Run| | | |\n|EndTime|String|t|The end. |\n"
        "|StartTime|String|t|The start. |\n"
        "|Type|String|t|The type. |\n|Span|Integer|3|The span. |\n|StartTime|String|t|The start. |\n|State|String|s|The state. |\n"
    )
    shown = '{"Kites": {"Kite": [{"Author": "a", "Id": "i", "Length": "l", "Name": "n", "Span": 3, "StartTime": "t", "State": "s"}]}}'
    found = fields(page(ALIBABA % (rows, shown)))
    assert any(at.endswith("/Run/*/StartTime") or at.endswith("/Runs/*/StartTime") for at in found), found
    assert "/Kites/Kite/*/StartTime" in found
    assert "/Kites/Kite/*/Type" not in found


def test_rows_named_after_one_without_a_type_stand_in_it() -> None:
    """`TagKey` and `TagValue` at the mark of `Tags`, which has no type, are its parts."""
    rows = (
        "|Kites| | |The kites. |\n|└Id|String|i|The ID. |\n|└Tags| | |The tags. |\n"
        "|└TagKey|String|k|The key. |\n|└TagValue|String|v|The value. |\n"
    )
    found = fields(page(ALIBABA % (rows, '{"Kites": [{"Id": "i"}]}')))
    assert any(at.endswith("Tags/*/TagKey") for at in found)
    assert not any(at.endswith("*/TagKey") and "Tags" not in at for at in found)


def test_tables_of_an_object_that_no_parameter_names_are_told() -> None:
    """A bold bullet that calls the table below it names an object, and its rows are no parameters."""
    text = (
        "# 查询风筝\n\n## 请求语法\n\n```\nGET /v1/kites HTTP/1.1\n```\n\n## 请求参数\n\n"
        "|名称|类型|位置|是否必选|示例值|描述|\n|--|--|--|--|--|--|\n"
        "|Id|String|Query|是|k|ID |\n\n-   **Rule参数说明**\n\n|参数名称|类型|示例|描述 |\n|--|--|--|--|\n|cond|String|==|条件 |\n"
    )
    said = page(text)
    assert [item.name for item in said.parameters] == ["Id"]
    assert told(said, "left out: cond")
