"""Forms in which pages write rows, captions and operations that are no table of a vendor, or a table with a number that is off."""

from __future__ import annotations

import pytest

from listproof.derive import derive_bytes
from listproof.derive.document import walk
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import ranges_of

TEXT, WHOLE = Kind("string"), Kind("integer")
COLUMNS = "| Parameter | Type | Description |\n|---|---|---|\n"


def paths(text: str, name: str = "a.md") -> list[str]:
    """The fields of a page."""
    return [at for at, _ in walk(derive_bytes(text.encode(), name).fields)]


def test_a_bold_name_over_labelled_bullets_is_a_row() -> None:
    """`**Size**` over bullets of type, required, default and prose is a parameter."""
    page = (
        "# ListKites\n\nAlibaba Cloud\n\n## 请求参数\n\n**Action**\n\n-   名称：Action\n"
        "-   类型：String\n-   必须：是\n-   描述：取值：ListKites\n\n"
        "**Size**\n\n-   名称：Size\n-   类型：Integer\n-   必须：否\n"
        "-   取值范围：\\[1 - 50\\]\n-   默认值：20\n-   描述：一页的风筝数\n\n"
        "## 返回参数\n\n**Total**\n\n-   类型：Integer\n-   描述：总数\n\n## 权限\n\n**Action**\n\n```\nkite:List\n```\n"
    )
    said = derive_bytes(page.encode(), "a.md", "alibaba")
    assert [(item.name, item.required) for item in said.parameters] == [("Action", True), ("Size", False)]
    assert said.parameters[1].facets == {"minimum": 1, "maximum": 50, "default": 20}
    assert [item.name for item in said.fields] == ["Total"]


def test_a_title_counts_before_a_number_that_is_off() -> None:
    """A row that points at the table of another row is described by the table that is called as it is."""
    page = (
        "# 查询风筝\n\nGET /v1/{project_id}/kites\n\n## 响应参数\n\n**表 1** 响应参数\n\n"
        f"{COLUMNS}| maker | Object | 制造者。参见表2。 |\n| tail | Object | 尾巴。参见表3。 |\n\n"
        f"**表 2** tail参数信息\n\n{COLUMNS}| length | Integer | 长。 |\n\n**表 3** maker参数信息\n\n{COLUMNS}| name | String | 名。 |\n"
    )
    assert paths(page) == ["/maker", "/maker/name", "/tail", "/tail/length"]


def test_a_table_is_found_by_its_title_and_may_describe_several() -> None:
    """`List结构，参见Kite类型…` names the table; one that is called `front、back` describes both."""
    page = (
        "# 查询风筝\n\nGET /v1/{project_id}/kites\n\n## 响应参数\n\n**表 1** 要素说明\n\n"
        f"{COLUMNS}| kites | List结构，参见Kite类型数据结构说明。 | 风筝。 |\n\n"
        f"**表 2** Kite类型数据结构\n\n{COLUMNS}| front | JsonArray | 前。 |\n| back | JsonArray | 后。 |\n\n"
        f"**表 3** front和back数据结构说明\n\n{COLUMNS}| colour | String | 颜色。 |\n"
    )
    assert paths(page) == ["/kites", "/kites/*/front", "/kites/*/front/*/colour", "/kites/*/back", "/kites/*/back/*/colour"]


def test_marks_of_a_tree_without_depth_follow_the_example() -> None:
    """Where every row carries one `└` and the example shows more depth, the example tells it, wrappers too."""
    page = (
        "# ListKites\n\nAlibaba Cloud\n\n## Request parameters\n\n|Parameter|Type|Required|Example|Description|\n|--|--|--|--|--|\n"
        "|Action|String|Yes|ListKites|The operation.|\n\n## Response parameters\n\n|Parameter|Type|Example|Description|\n|--|--|--|--|\n"
        "|Kites| | |The kites.|\n|└Colour|String|red|Its colour.|\n|└Maker| | |Who made it.|\n|└Name|String|Ann|Of the maker.|\n"
        "|Total|Integer|1|All.|\n\n## Examples\n\nSuccessful response examples\n\n`JSON` format\n\n```\n"
        '{"Kites": {"Kite": [{"Colour": "red", "Maker": {"Name": "Ann"}}]}, "Total": 1}\n```\n'
    )
    said = derive_bytes(page.encode(), "a.md", "alibaba")
    assert [at for at, _ in walk(said.fields)] == [
        "/Kites", "/Kites/Kite", "/Kites/Kite/*/Colour", "/Kites/Kite/*/Maker", "/Kites/Kite/*/Maker/Name", "/Total",
    ]  # fmt: skip


def test_fields_of_a_record_stand_in_the_list_that_the_example_shows() -> None:
    """A table of the fields of a record alone belongs inside the one list of the example, and that is told."""
    page = (
        "# Kites\n\n```\nGET _kites/{flock}/\n```\n\n## Example response\n\n```json\n"
        '{"kites": [{"id": 1, "colour": "red"}]}\n```\n\n## Response fields\n\n'
        "| Field | Type | Description |\n|---|---|---|\n| id | integer | The id. |\n| colour | string | Its colour. |\n"
    )
    said = derive_bytes(page.encode(), "a.md")
    assert said.path == "/_kites/{flock}"
    assert [at for at, _ in walk(said.fields)] == ["/kites", "/kites/*/id", "/kites/*/colour"]
    assert any("inside kites" in one.why for one in said.unread)


def test_a_map_keeps_no_fields() -> None:
    """What a table says of the values of a map is left out and told: its keys are no names of fields."""
    page = (
        f"# Kites\n\nGET /kites\n\n## Response parameters\n\n{COLUMNS}| nets | Map<String,Net> | By id. |\n\n**Table 2** Net\n\n{COLUMNS}"
        '| addr | string | Where. |\n\n## Example response\n\n```\n{"nets": {"a1": [{"addr": "x"}]}}\n```\n'
    )
    said = derive_bytes(page.encode(), "a.md")
    assert [at for at, _ in walk(said.fields)] == ["/nets"]
    assert any("left out: addr" in one.why for one in said.unread)


def test_operations_and_names_of_other_houses() -> None:
    """`/:id` is a template, `name?` may be left out, a type that is not known is told, and an operation may be a component."""
    page = (
        '## List kites\n<Route method="GET">/flocks/:id/kites</Route>\n\n###### Query String Params\n\n| param | type | description |\n'
        "|---|---|---|\n| after? | snowflake | Kites after this one |\n| limit? | integer | Number of kites, 1-100, default 50 |\n"
    )
    said = derive_bytes(page.encode(), "a.md")
    assert said.path == "/flocks/{id}/kites"
    assert [(item.name, item.required) for item in said.parameters] == [("after", False), ("limit", False), ("id", True)]
    assert said.parameters[1].facets == {"minimum": 1, "maximum": 100, "default": 50}
    assert any("'snowflake' is not known" in one.why for one in said.unread)


def test_what_stands_in_another_file_is_told() -> None:
    """A directive that takes parameters or an example from another file is listed, with the names that it gives."""
    page = (
        "List kites\n~~~~~~~~~~\n\n.. rest_method:: GET /v2/kites\n\nRequest\n-------\n\n.. rest_parameters:: parameters.yaml\n\n"
        "   - limit: limit\n   - colour: colour_query\n\nResponse Example\n----------------\n\n.. literalinclude:: ./kites.json\n"
    )
    said = derive_bytes(page.encode(), "a.rst")
    assert (said.method, said.path) == ("GET", "/v2/kites")
    assert {"left out: limit, colour", "./kites.json"} == {
        part for one in said.unread for part in ("left out: limit, colour", "./kites.json") if part in one.why
    }


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("风筝的状态。\n• UP：飞\n• DOWN：停", ("UP", "DOWN")),
        ("导入状态。\n• success：成功\n• partlyFailed：部分失败", ("success", "partlyFailed")),
        ("规格编码。\n• kite.small\n• kite.large_one", ("kite.small", "kite.large_one")),
        ("Kind of tag.\n• box: a box kite\n• delta-wing: a wing", ()),
        ("取值范围：flying：飞行中powering-off：收线中rest：休息", ("flying", "powering-off", "rest")),
        ("取值为：x_64（大风筝）a64（小风筝）", ("x_64", "a64")),
        ("参数取值格式为：编码+“-”+缩写，计费模式缩写取值范围有：h、m、y。", ()),
        ("类型。box：代表箱形。delta：代表三角形。", ("box", "delta")),
        ("Options: public, private, and all.", ("public", "private", "all")),
        ("JSON text with these parts:\n• orderBy: String | optional | Order, valid values:\n◦ name: by name\n◦ state: by state", ()),
        ("值为true或false字符串", ("true", "false")),
        ('Order kites by "name" or "path". Default is name', ("name", "path")),
    ],
)
def test_values_without_a_heading_and_those_of_a_part(words: str, values: tuple[str, ...]) -> None:
    """Codes with meanings are values, also where nothing parts them; a list of what a part of the value may be is none."""
    assert choices_of(words, TEXT)[0] == values


@pytest.mark.parametrize(
    ("words", "kind", "default"),
    [
        ("数据的起始序号，默认起始序号为1。", WHOLE, 1),
        ("The value is 0 by default, indicating the first kite.", WHOLE, 0),
        ("By default, id is used.", TEXT, "id"),
        ("指定返回的页码，默认返回第一页。", WHOLE, 1),
        ("Kites to return, 1-100, default 100", WHOLE, 100),
        ("风筝文件默认Label。", TEXT, None),
    ],
)
def test_ways_to_tell_a_default(words: str, kind: Kind, default: object) -> None:
    """A default may stand before the word, behind it or in a phrase; a noun that follows it is none."""
    assert default_of(words, kind)[0] == default


def test_signs_bound_and_a_remark_behind_a_type_is_none_of_it() -> None:
    """`>= 0` is a lower bound; `List, see Kite` is a list."""
    assert ranges_of(">= 0", WHOLE, column=True) == {"minimum": 0}
    assert ranges_of("最大长度支持UTF-8编码后2048字节。", TEXT) == {"maxLength": 2048}
    assert kind_of("List结构，参见Kite类型数据结构说明。") == Kind("array")
