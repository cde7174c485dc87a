"""Kinds of structure that real pages have: what a careful person reads there is read, what cannot be read is told."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import Description, UnreadableDocument, derive_bytes, openapi
from listproof.derive.document import walk
from listproof.derive.formats.source import describes_itself
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.cues import untaken
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import everything_of, ranges_of

TEXT, WHOLE, LIST = Kind("string"), Kind("integer"), Kind("array")
HEAD = "Huawei Cloud\nURI\nGET /v1/things\nQuery Parameters\n"
HEADER = "| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n"


def page(text: str, name: str = "page", dialect: str | None = None) -> Description:
    """A page of a few lines."""
    return derive_bytes(text.encode(), name, dialect)


def names(said: Description) -> tuple[list[str], list[str]]:
    """The parameters and the fields."""
    return [name for name, _ in walk(said.parameters, separator=".")], [at for at, _ in walk(said.fields)]


def told(said: Description, what: str) -> bool:
    """Whether a note speaks of something."""
    return any(what in f"{one.what} {one.why}" for one in said.unread)


@pytest.mark.parametrize(
    ("words", "kind", "values"),
    [
        (
            "The value can be DELTA, BOX, SLED (only in strong wind), or ROKKAKU (only in light wind).",
            TEXT,
            ("DELTA", "BOX", "SLED", "ROKKAKU"),
        ),
        ("Its value can be:\n• 1001: delta\n• 1010: box\nMinimum: 1\nMaximum: 9", LIST, ("1001", "1010")),
        ("Object type, which can be kite or string", TEXT, ("kite", "string")),
        ("Type of air: 0 (warm), 1 (cold).", WHOLE, (0, 1)),
        ("Kite type. Its value can be: -delta_kite -box_kite -sled", TEXT, ("delta_kite", "box_kite", "sled")),
        ("Options: ASC (rising) and DESC (falling).", TEXT, ("ASC", "DESC")),
        ("支持start_desc（降序）、start_asc（升序）两种排序方式。", TEXT, ("start_desc", "start_asc")),
        ("类型，包含DELTA、BOX、SLED。", TEXT, ("DELTA", "BOX", "SLED")),
        ("取值为：“1”：小；“2”：中；“3”：大。", TEXT, ("1", "2", "3")),
        ("状态，包含以下状态：\n• normal，在售。\n• sold，售罄。", TEXT, ("normal", "sold")),
        ("Valid values: BGP.", TEXT, ("BGP",)),
        ("Valid values:\n• A: first.\nIt is the best.\n• B: second.", TEXT, ("A", "B")),
        ("Mode. cycle indicates from time to time, and realTime indicates at once.", TEXT, ("cycle", "realTime")),
        ("状态位：\n• PENDING_ACCEPTANCE：等待接受。\n• ACTIVE：活动的。", TEXT, ("PENDING_ACCEPTANCE", "ACTIVE")),
        ("Commonly used values are 10, 20, and 50.", WHOLE, ()),
        ("It cannot contain the following characters: ASCII (0-31), asterisks (*).", TEXT, ()),
        ("Valid values of N: 1 to 20.", TEXT, ()),
        ("Kind, such as red, green and so on. Options: red, green, etc.", TEXT, ()),
        ("The type can be changed or removed.", TEXT, ()),
    ],
)
def test_a_list_of_values_is_complete(words: str, kind: Kind, values: tuple[Any, ...]) -> None:
    """Brackets, labels after a list, lists in words and in Chinese give every value, and what is no list gives none."""
    assert choices_of(words, kind)[0] == values


@pytest.mark.parametrize(
    "words",
    [
        "Valid values:\n• 2XX: success.\n• 4XX: failure.",
        "Valid values:\n• SMALL\n• quite large: for many.",
        "Valid values: RED, quite green, BLUE.",
        "Three kinds:\n• small: for few.\n• large: for many.",
        "由键值对组成。\n• Key\n• 取值：\n• Colour：颜色。",
    ],
)
def test_a_list_that_is_not_read_whole_is_not_written(words: str) -> None:
    """One item that is no plain value is enough: nothing of the list is written, and the reason is told."""
    values, _, why = choices_of(words, TEXT)
    assert values == ()
    assert "not written" in why


@pytest.mark.parametrize(
    ("words", "kind", "bounds"),
    [
        ("The offset must be an integer greater than 0.", WHOLE, {"minimum": 1}),
        ("Fewer than 10.", WHOLE, {"maximum": 9}),
        ("Minimum: 1 Maximum: 128", TEXT, {"minLength": 1, "maxLength": 128}),
        ("Key. It cannot contain the following characters: ASCII (0-31).", TEXT, {}),
        ("N的取值范围：1～20", TEXT, {}),
        ("Valid values of N: 1 to 20.", WHOLE, {}),
        ("名称，长度限制为64。", TEXT, {"maxLength": 64}),
        ("单位：毫秒，最大值为50。", WHOLE, {"maximum": 50}),
        ("数组长度不超过10。", TEXT, {}),
    ],
)
def test_a_bound_is_that_of_the_value(words: str, kind: Kind, bounds: dict[str, int]) -> None:
    """Bounds of something else in the sentence are not taken for those of the value."""
    assert ranges_of(words, kind) == bounds


@pytest.mark.parametrize(
    ("words", "kind", "default"),
    [
        ("The default number is 10.", WHOLE, 10),
        ("The default field is created_at.", TEXT, "created_at"),
        ("当前页码，默认为第一页。", WHOLE, 1),
        ("日志级别，默认为ALL，可取值如下：", TEXT, "ALL"),
        ("Default: application/json; charset=UTF-8", TEXT, "application/json; charset=UTF-8"),
        ("If left empty, the creation time is used by default.", TEXT, None),
    ],
)
def test_a_default_is_read_in_more_words(words: str, kind: Kind, default: Any) -> None:
    """The noun after `default` may be any of those that pages use."""
    assert default_of(words, kind)[0] == default


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("To query assets in all projects, set this parameter to all_granted.", "all_granted"),
        ("若要查询所有类型的风筝，则传入ALL。", "ALL"),
        ("All kites are shown.", ""),
    ],
)
def test_the_value_for_everything_is_read(words: str, value: str) -> None:
    """The word itself is taken, not the verb before it."""
    assert everything_of(words) == value


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("It has 32 characters at most.", "bound"),
        ("By default, that of yesterday is shown.", "default"),
        ("Valid values: see the console.", "list of values"),
        ("It takes effect only when the archive is enabled.", "condition"),
        ("Array length: 0 to 10", "bound"),
    ],
)
def test_a_cue_that_gave_no_fact_is_told(words: str, what: str) -> None:
    """Words of a bound, a default, values or a condition without a fact are listed; with the fact they are not."""
    assert any(f"speaks of a {what}" in why for why in untaken(words, TEXT, {}, []))
    assert untaken("The value ranges from 1 to 9. Default: 3", WHOLE, {"minimum": 1, "maximum": 9, "default": 3}, []) == []


@pytest.mark.parametrize(
    ("words", "facets"),
    [
        (
            "协议类型。目前支持TCP/tcp、UDP/udp。\n最小长度：1\n最大长度：3\n枚举值：\n• tcp\n• udp",
            {"minLength": 1, "maxLength": 3, "enum": ["tcp", "udp"]},
        ),
        ("端口号。\n最小值：0\n最大值：65535\n最小长度：1\n最大长度：5", {"minLength": 1, "maxLength": 5}),
        ("Name. Minimum: 1 Maximum: 64", {"minLength": 1, "maxLength": 64}),
        ("The value can be:\n• ONE: first\n• TWO.A: second\n• TWO.B: third", {"enum": ["ONE", "TWO.A", "TWO.B"]}),
        ("The default value is -1, indicating that all are shown.", {"default": "-1"}),
        ("搜索模式默认为模糊搜索。 默认值为public。", {"default": "public"}),
    ],
)
def test_what_several_sentences_say_of_a_value_is_read_together(words: str, facets: dict[str, Any]) -> None:
    """A list that is headed as one counts, lengths win over the numbers that a text holds, and the plain default over a sentence."""
    cell = words.replace("\n", "<br>")
    said = page(f"<html><body><p>Huawei Cloud</p><h4>URI</h4><p>GET /v1/things</p><h4>Query Parameters</h4><table><tr><th>Parameter</th>"
                f"<th>Mandatory</th><th>Type</th><th>Description</th></tr><tr><td>shelf</td><td>No</td><td>String</td><td>{cell}</td></tr>"
                "</table></body></html>")  # fmt: skip
    assert {word: value for word, value in said.parameters[0].facets.items() if word != "format"} == facets


def test_codes_beside_a_length_are_told_where_they_are_not_written() -> None:
    """A length answers no list of values, and a sentence about characters is none."""
    assert any("list of values" in why for why in untaken("取值： ONE：一个。", TEXT, {"minLength": 1, "maxLength": 10}, []))
    assert untaken("The value can be 1 to 10 characters.", TEXT, {"minLength": 1, "maxLength": 10}, []) == []


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("You need to set it only after the archive function is enabled.", "the archive function is enabled"),
        ("It takes effect only when the archive is enabled.", "the archive is enabled"),
        ("Available if cold storage has been turned on. It is slow.", "cold storage has been turned on"),
        ("开通归档功能后,需要配置该参数。", "开通归档功能"),
        ("仅当归档功能启用后才生效。", "归档功能启用"),
    ],
)
def test_a_condition_is_part_of_its_filter(words: str, condition: str) -> None:
    """What is to be enabled first stands in the contract, and is not told as unread."""
    said = page(f"{HEAD}{HEADER}| shelf | No | String | The shelf. {words} |\n\nError Codes\n")
    assert openapi(said)["x-listing"]["filters"]["shelf"]["only-when"] == condition
    assert not told(said, "condition")


def test_a_condition_that_no_contract_can_hold_is_told() -> None:
    """That of a header, of a field, and of a sentence that is not understood."""
    words = "It is valid only when the archive is enabled."
    header = f"Request Header Parameters\n{HEADER}| X-Shelf | No | String | {words} |\n"
    assert told(page(f"{HEAD}{HEADER}| shelf | No | String | The shelf. |\n\n{header}\nError Codes\n"), "condition that is not written")
    odd = page(
        f"{HEAD}{HEADER}| shelf | No | String | It works when, as an owner may see, an archive once enabled is used. |\n\nError Codes\n"
    )
    assert told(odd, "condition that is not written")


def test_a_line_outside_the_tables_that_bounds_a_parameter_is_told() -> None:
    """What prose says of a parameter by its name is listed."""
    said = page(f"{HEAD}{HEADER}| page_size | No | Integer | Size. |\n\nConstraints\nThe maximum value of page_size is 100.\nError Codes\n")
    assert told(said, "speaks of a bound of page_size")


@pytest.mark.parametrize(
    "header",
    [
        "| Parameter | Since | Type | Mandatory | Description |\n|---|---|---|---|---|\n",
        "Parameter | Since | Type | Mandatory | Description\n",
    ],
)
def test_a_table_with_an_unknown_column_is_kept(header: str) -> None:
    """A column that is not known is told, and its table is read."""
    row = (
        "limit | 2.0 | Integer | No | Size. At most 9."
        if not header.startswith("|")
        else "| limit | 2.0 | Integer | No | Size. At most 9. |"
    )
    said = page(f"{HEAD}{header}{row}\nError Codes\n")
    assert said.parameters[0].facets == {"maximum": 9}
    assert told(said, "'Since'")


def test_a_table_of_unknown_headings_is_read_by_its_cells() -> None:
    """Names, types and yes or no are known by what they look like."""
    said = page(f"{HEAD}| Knob | Sort | Must |\n|---|---|---|\n| limit | int | no |\n| kind | string | yes |\nError Codes\n")
    assert [(item.name, item.kind.type, item.required) for item in said.parameters] == [
        ("limit", "integer", False),
        ("kind", "string", True),
    ]
    assert told(said, "read as name by its cells")


def test_the_place_of_a_parameter_may_be_a_column() -> None:
    """Position: Query, Header, Path."""
    rows = "|a|String|Header|No|A.|\n|b|String|Query|No|B.|\n"
    top = "# Aliyun\n\n```\nGET /things HTTP/1.1\n```\n\n## Request parameters\n\n"
    said = page(f"{top}|Name|Type|Position|Required|Description|\n|--|--|--|--|--|\n{rows}")
    assert [(item.name, item.where) for item in said.parameters] == [("a", "header"), ("b", "query")]


@pytest.mark.parametrize("heading", ["响应字段", "Reply", "Output elements", "What comes back"])
def test_a_table_of_the_answer_never_becomes_parameters(heading: str) -> None:
    """Whatever its heading, a table of fields after that of the parameters is of the answer, also where it says what is required."""
    answer = "| Field | Type | Required | Description |\n|---|---|---|---|\n| total | int | Yes | All. |\n"
    asked = "| Parameter | Type | Required | Description |\n|---|---|---|---|\n| limit | int | No | Size. |\n"
    first = (
        answer
        if heading not in ("Reply", "What comes back")
        else answer.replace(" Required |", "", 1).replace("---|---|---|---|", "---|---|---|").replace(" Yes |", "")
    )
    said = page(f"# Things\n\nGET /v1/things\n\n### Request parameters\n\n{asked}\n### {heading}\n\n{first}")
    assert names(said) == (["limit"], ["/total"])


def test_rows_and_tables_are_joined_by_number() -> None:
    """A field that refers to Table 3 has the fields of Table 3, whatever its caption calls them."""
    tables = (
        "Table 1 Query Parameters\n" + HEADER + "| limit | No | Integer | Size. |\nResponse Parameters\nStatus code: 200\n"
        "Table 2 Response body parameters\n| Parameter | Type | Description |\n|---|---|---|\n"
        "| things | Array of objects | See Table 3. |\n"
        "Table 3 What a thing has\n| Parameter | Type | Description |\n|---|---|---|\n| id | String | ID. |\nError Codes\n"
    )
    assert names(page(HEAD + tables)) == (["limit"], ["/things", "/things/*/id"])


def test_a_page_of_an_rpc_operation_is_called_by_its_name() -> None:
    """The link names the operation and the version, the path is `/`, and `Action` is no filter."""
    link = "https://api.aliyun.com/#product=Sky&amp;api=ListKites&amp;type=RPC&amp;version=2020-01-02"
    rows = "<tr><td>Action</td><td>String</td><td>Yes</td><td>Set the value to ListKites.</td></tr>"
    said = page(
        f"<html><body><h1>ListKites</h1><a href='{link}'>Aliyun</a><h2>Request parameters</h2><table><tr><th>Name</th><th>Type</th>"
        f"<th>Required</th><th>Description</th></tr>{rows}</table><h2>Error codes</h2></body></html>"
    )
    assert (said.method, said.path) == ("GET", "/")
    assert {"type": "alibaba-acs3", "version": "2020-01-02", "action": "ListKites"} in said.sign_in
    assert openapi(said)["x-listing"]["filters"] == {}


def test_a_page_of_no_vendor_is_weak() -> None:
    """Tables beside a `GET` line are read in the dialect `generic`, every fact graded weak."""
    said = page(
        "# Things\n\nGET /things\n\n## Request parameters\n\n| Name | Type | Description |\n|---|---|---|\n| limit | int | Size. |\n"
    )
    assert (said.dialect, said.grade) == ("generic", "weak")
    assert openapi(said)["paths"]["/things"]["get"]["parameters"][0]["x-source"]["grade"] == "weak"


@pytest.mark.parametrize(
    "text",
    [
        "# A tool\n\nIt asks `GET /things` of Huawei Cloud.\n\n| word | meaning |\n|---|---|\n| thing | what is listed |\n",
        "# A tool\n\n| option | says |\n|---|---|\n| `--all` | everything |\n\nGET /things\n",
        "# Notes on huawei\n\n```\nlistproof test\n```\n",
    ],
)
def test_prose_is_refused(text: str) -> None:
    """A README is no page of an operation, though it has tables and names one."""
    with pytest.raises(UnreadableDocument, match=r"page.*is no page of an operation"):
        page(text)


@pytest.mark.parametrize(
    ("text", "itself"),
    [
        ('{"openapi": "3.0.3"}', True),
        ('{\n  "info": {"title": "x"},\n  "swagger": "2.0"\n}', True),
        ("info: {}\nopenapi: '3.1.0'\n", True),
        ("The file says openapi: 3.1.0 somewhere.", False),
        ("<html><pre>openapi: 3.1.0</pre></html>", False),
    ],
)
def test_a_file_that_describes_itself_is_known(text: str, itself: bool, tmp_path: Any) -> None:
    """OpenAPI and Swagger files are known by their version, in JSON and YAML."""
    file = tmp_path / "file"
    file.write_text(text)
    assert describes_itself(file) is itself
