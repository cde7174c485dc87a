"""Where the fields of an answer stand, and what is asked: forms that the twentieth draw met first."""

from __future__ import annotations

from listproof.derive import derive_bytes
from listproof.derive.document import Description, Item, walk
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def fields(said: Description) -> dict[str, Item]:
    """Each field by its place."""
    return dict(walk(said.fields))


CALL = "# ListKites\n\n阿里云\n\n## 请求参数\n\n|名称|类型|是否必选|描述|\n|--|--|--|--|\n|Action|String|是|取值：ListKites。|\n"


def test_rows_that_an_object_of_the_example_shows_stand_inside_it() -> None:
    """Where no row is at the top of the example and one object there shows several, those stand in it, at the depth that it shows."""
    rows = "\n## 返回数据\n\n|名称|类型|描述|\n|--|--|--|\n|ErrorCode|String|错误码。|\n|PageSize|Integer|条数。|\n|Page|Integer|页。|\n"
    rows += "|Total|Integer|总数。|\n|Kites|Array of Kite|风筝。|\n|Colour|String|颜色。|\n|Id|String|编号。|\n"
    shown = '{"code": 200, "data": {"Total": 1, "PageSize": 5, "Page": 1, "Kites": [{"Colour": "red", "Id": "k"}]}, "requestId": "R"}'
    said = page(CALL + rows + f"\n## 返回示例\n\n```\n{shown}\n```\n")
    assert list(fields(said)) == [
        "/ErrorCode", "/data", "/data/PageSize", "/data/Page", "/data/Total", "/data/Kites", "/data/Kites/*/Colour", "/data/Kites/*/Id",
    ]  # fmt: skip
    assert any("inside data, named by no row" in str(note) for note in said.unread)


def test_a_bullet_above_a_table_names_the_object_that_it_describes() -> None:
    """`Parameters in the tails field` above a table says that it is that of the row `tails`, also in a bullet."""
    text = "Querying Kites\n==============\n\nURI\n---\n\nGET /v2/kites\n\nHuawei Cloud\n\nResponse\n--------\n\n-  Response parameters\n\n"
    text += "   ========= ====== =======\n   Parameter Type   Description\n   ========= ====== =======\n   kites     list   The kites.\n"
    text += "   error     Object An error.\n   ========= ====== =======\n\n"
    for name, row in (("kites", "colour"), ("error", "code")):
        text += f"-  Parameters in the **{name}** field\n\n   ========= ====== ===========\n   Parameter Type   Description\n"
        text += f"   ========= ====== ===========\n   {row:<9} String Words.  \n   ========= ====== ===========\n\n"
    said = page(text, "page.rst")
    assert list(fields(said)) == ["/kites", "/kites/*/colour", "/error", "/error/code"]


HOSTED = """# ListShards

Alibaba Cloud

## Request syntax

```
GET /stores/storename/kites HTTP/1.1
Host: Project.Endpoint
```

## Request parameters

|Parameter|Type|Required|Example|Description|
|--|--|--|--|--|
|storeName|String|Yes|my-store|The store.|

## Response parameters

|Parameter|Type|Example|Description|
|--|--|--|--|
|kiteID|Integer|0|The kite.|

## Examples

Sample responses

```
Header:
{
'Server': 'Kites',
}

Body :
[
    {"kiteID": 1}
]
```
"""


def test_a_step_of_the_path_that_is_a_required_row_in_other_capitals_is_that_parameter() -> None:
    """A path that shows `storename` and a row `storeName`, required, is one with that parameter, and that is told."""
    said = page(HOSTED)
    assert (said.path, [(item.name, item.where) for item in said.parameters]) == ("/stores/{storeName}/kites", [("storeName", "path")])
    assert any("storeName" in str(note) for note in said.unread)


def test_the_body_of_an_example_is_what_stands_below_a_line_that_says_so() -> None:
    """Headers before a line `Body :` are none of the answer, which may be a list."""
    said = page(HOSTED)
    assert (said.listed, [one.value for one in said.examples]) == (True, [[{"kiteID": 1}]])


def test_a_heading_may_say_that_every_row_below_it_is_required() -> None:
    """Under `Required parameters`, in the languages that are known, a table without such a column is of required ones."""
    for heading in ("Required parameters", "Obrigatórios", "必选参数"):
        table = "| Parameter | Type | Description |\n| -- | -- | -- |\n| page | integer | A page. |\n"
        text = f"# Kites\n\nGET /kites\n\n## Request\n\n### {heading}\n\n{table}"
        assert page(text).parameters[0].required is True, heading


def test_a_list_with_which_another_goes_is_not_written() -> None:
    """`仅支持a、b，及其对应的符号A、B` allows more than the first list."""
    values, _, why = choices_of("仅支持`eq`、`neq`或`in`，及其对应的操作符`IS`、`NOT`、`IN`。", Kind("string"))
    assert (values, why) == ((), "the list of its values is not written, for another list belongs to it")
