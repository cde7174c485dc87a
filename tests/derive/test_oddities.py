"""The oddities of real pages, one at a time: what is read of them, and what is listed."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import Description, derive_bytes
from listproof.derive.dialects.mkdocs import MKDOCS
from listproof.derive.document import Item, walk
from listproof.derive.formats.page import Row, Table
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import ranges_of
from listproof.derive.rows import entries

TEXT, WHOLE = Kind("string"), Kind("integer")
HEAD = "Huawei Cloud\nFunction\nLists.\nURI\nGET /v1/things\n"
TAIL = "Response Parameters\nStatus code: 200\n| Parameter | Type | Description |\n|---|---|---|\n| total | Integer | Total. |\n"
TAIL += "Error Codes\nNone\n"


def page(text: str, dialect: str = "huawei") -> Description:
    """A page of a few lines."""
    return derive_bytes(text.encode(), "page", dialect)


def parameters(said: Description) -> dict[str, Item]:
    """The parameters by name."""
    return dict(walk(said.parameters, separator="."))


def table(*rows: str, header: str = "| Parameter | Mandatory | Type | Description |\n|---|---|---|---|") -> Description:
    """A page with one table of query parameters."""
    return page(HEAD + header + "\n" + "\n".join(rows) + "\n" + TAIL)


@pytest.mark.parametrize(
    ("words", "kind", "bounds"),
    [
        ("Value range: 1 to 100", WHOLE, {"minimum": 1, "maximum": 100}),
        ("[1-1000]", WHOLE, {"minimum": 1, "maximum": 1000}),
        ("[0,200]", WHOLE, {"minimum": 0, "maximum": 200}),
        ("0 to 1,000,000", WHOLE, {"minimum": 0, "maximum": 1_000_000}),
        ("The value ranges from 1 to 5000.", WHOLE, {"minimum": 1, "maximum": 5000}),
        ("取值范围：1~50", WHOLE, {"minimum": 1, "maximum": 50}),
        ("最小值：10 最大值：500", WHOLE, {"minimum": 10, "maximum": 500}),
        ("The minimum value is 1.", WHOLE, {"minimum": 1}),
        ("Valid values: -10 to 10", WHOLE, {"minimum": -10, "maximum": 10}),
        ("Pages start from page 1.", WHOLE, {"minimum": 1}),
        ("a maximum of 64 characters", TEXT, {"maxLength": 64}),
        ("At most 64 characters.", TEXT, {"maxLength": 64}),
        ("The value can contain 1 to 32,768 characters.", TEXT, {"minLength": 1, "maxLength": 32768}),
        ("长度为32个字符", TEXT, {"minLength": 32, "maxLength": 32}),
        ("最小长度：1\n最大长度：64", TEXT, {"minLength": 1, "maxLength": 64}),
        ("长度不超过 64 个字符", TEXT, {"maxLength": 64}),
        ("Number of records. If limit is 10, page 2 begins at 10.", WHOLE, {}),
        ("Range of a text: 1 to 9", TEXT, {}),
        ("The value range is 9 to 1.", WHOLE, {}),
    ],
)
def test_bounds_are_read_from_words(words: str, kind: Kind, bounds: dict[str, Any]) -> None:
    """Bounds and lengths are read in the ways in which pages write them, and only where words say so."""
    assert ranges_of(words, kind) == bounds


@pytest.mark.parametrize(
    ("words", "kind", "default"),
    [
        ("The default value is 10.", WHOLE, 10),
        ("Default value: 2,000", WHOLE, 2000),
        ("默认值：20", WHOLE, 20),
        ("缺省值：0", WHOLE, 0),
        ("默认为desc。", TEXT, "desc"),
        ("Defaults to true.", Kind("boolean"), True),
        ("Default value: N/A", TEXT, None),
        ("The default value is empty, which means any.", TEXT, None),
        ("The default value is not the name.", TEXT, None),
    ],
)
def test_defaults_are_read_from_words(words: str, kind: Kind, default: Any) -> None:
    """A default is a plain value; N/A and empty are none."""
    assert default_of(words, kind) == (default, "")


def test_a_default_that_is_no_value_is_listed() -> None:
    """A default told in a sentence is not made a value, and not dropped."""
    value, why = default_of("The default value is seven days before the current time.", TEXT)
    assert value is None
    assert "seven days" in why


@pytest.mark.parametrize(
    ("words", "kind", "values"),
    [
        ("Valid values:\n• A: first\n• B (default): second\n• C", TEXT, ("A", "B", "C")),
        ("The value can be red, green, or white.", TEXT, ("red", "green", "white")),
        ("支持desc和asc。", TEXT, ("desc", "asc")),
        ('可以取值["cron","event"]。', TEXT, ("cron", "event")),
        ("取值： - on：开。 - off：关。", TEXT, ("on", "off")),
        ("The options are as follows:\n0: cars\n1: people", WHOLE, (0, 1)),
        ("Valid values: 1 to 100.", WHOLE, ()),
        ("The value can be 1 or others.", WHOLE, ()),
        ("The ID can be viewed and copied in the console.", TEXT, ()),
    ],
)
def test_values_are_read_from_words(words: str, kind: Kind, values: tuple[Any, ...]) -> None:
    """Lists of values are read from bullets, lines and sentences."""
    assert choices_of(words, kind)[0] == values


def test_the_value_marked_as_default_is_the_default() -> None:
    """`• B (default)` gives the default."""
    assert choices_of("Valid values:\n• A: first\n• B (default): second", TEXT)[1] == "B"


@pytest.mark.parametrize(
    ("spelled", "kind"),
    [
        ("Array of LabelInfo objects", Kind("array", Kind("object", named="LabelInfo"))),
        ("List<String>", Kind("array", Kind("string"))),
        ("Map<String,String>", Kind("object", Kind("string"))),
        ("object []", Kind("array", Kind("object"))),
        ("array<object>", Kind("array", Kind("object"))),
        ("Array of arrays of strings", Kind("array", Kind("array", Kind("string")))),
        ("Long", Kind("integer", format="int64")),
        ("Owner object", Kind("object", named="Owner")),
        ("String(64)", Kind("string")),
        ("Yes", None),
        ("The list of jobs.", None),
    ],
)
def test_types_are_read_as_vendors_spell_them(spelled: str, kind: Kind | None) -> None:
    """Every spelling of a type gives a JSON type."""
    assert kind_of(spelled) == kind


def test_a_row_without_a_name_is_listed() -> None:
    """A parameter whose name the copy lost is no parameter, and is told."""
    said = table("| limit | No | Integer | Size. |", "| | No | Object | Filter. |", "| offset | No | Integer | Start. |")
    assert list(parameters(said)) == ["limit", "offset"]
    assert any("without a name" in one.what for one in said.unread)


def test_a_lost_list_of_values_is_listed() -> None:
    """`Value range:` with nothing behind it is told."""
    said = table("| kind | No | String | Definition: Kind. Constraints: N/A Value range:\nDefault value: N/A |")
    assert "enum" not in parameters(said)["kind"].facets
    assert any("list of its values" in one.why for one in said.unread)


def test_na_ranges_say_nothing() -> None:
    """N/A in a labelled description is no bound, no value, no default and no loss."""
    said = table("| kind | No | String | Definition: Kind. Constraints: N/A. Value range: N/A. Default value: N/A. |")
    assert dict(parameters(said)["kind"].facets) == {}
    assert said.unread == () or all("kind" not in one.what for one in said.unread)


def test_a_bar_inside_a_description_stays_in_it() -> None:
    """A row with one bar too many is fitted, and the next row is not moved."""
    said = table("| a | No | String | Either x | or y. |", "| b | Yes | Integer | Value range: 1 to 3 |")
    assert parameters(said)["b"].facets == {"minimum": 1, "maximum": 3}
    assert parameters(said)["b"].required is True


def test_a_row_with_a_missing_cell_does_not_move_the_next() -> None:
    """A merged cell costs its own row at most."""
    header = "|\nParameter |\nMandatory |\nType |\nDescription |\n|---|---|---|---|\n"
    rows = header + "|\na |\nNo |\nString |\nFirst. |\n|\nb |\nString |\nSecond. |\n|\nc |\nYes |\nInteger |\nThird. |\n"
    said = page(HEAD + rows + TAIL)
    assert list(parameters(said)) == ["a", "b", "c"]
    assert parameters(said)["c"].required is True


def test_merged_cells_of_html_are_written_out() -> None:
    """A name over two rows is one parameter with both descriptions; a note over all columns is listed."""
    rows = (
        "<tr><td rowspan='2'>kind</td><td rowspan='2'>No</td><td rowspan='2'>String</td><td>The kind.</td></tr>"
        "<tr><td>Valid values:<ul><li>A</li><li>B</li></ul></td></tr><tr><td colspan='4'>Note: mind the gap.</td></tr>"
        "<tr><td>size</td><td>Yes</td><td>Integer</td><td>[1-9]</td></tr>"
    )
    html = (
        "<html><body><h1>Huawei Cloud</h1><h4>URI</h4><p>GET /v1/things</p><table><tr><th>Parameter</th><th>Mandatory</th>"
        f"<th>Type</th><th>Description</th></tr>{rows}</table><h4>Error Codes</h4></body></html>"
    )
    said = page(html)
    assert parameters(said)["kind"].facets["enum"] == ["A", "B"]
    assert parameters(said)["size"].facets == {"minimum": 1, "maximum": 9}
    assert any("over all columns" in one.why for one in said.unread)


def test_a_value_range_column_gives_the_range() -> None:
    """Pages with a column `Value Range` need no words in the description."""
    header = "Parameter |\nMandatory |\nType |\nValue Range |\nDescription |\n---|---|---|---|---|"
    rows = ("limit |\nNo |\nInteger |\n[1-1000] |\nSize. |", "name |\nNo |\nString |\nA maximum of 64 characters |\nName. |")
    said = table(*rows, header=header)
    assert parameters(said)["limit"].facets == {"minimum": 1, "maximum": 1000}
    assert parameters(said)["name"].facets == {"maxLength": 64}


def test_an_object_without_a_table_is_listed() -> None:
    """A named object that no table describes is told, and so is a table that no field names."""
    said = page(HEAD + TAIL.replace("| total | Integer | Total. |", "| data | Array of Thing objects | Things. |"))
    assert any("no table describes Thing" in one.why for one in said.unread)


def test_an_object_inside_itself_is_listed() -> None:
    """A tree of objects ends where an object holds itself."""
    rows = (
        "| node | Node object | Root. |\nTable 9 Node\n| Parameter | Type | Description |\n|---|---|---|\n| child | Node object | Child. |"
    )
    said = page(HEAD + TAIL.replace("| total | Integer | Total. |", rows))
    assert [at for at, _ in walk(said.fields)] == ["/node", "/node/child"]
    assert any("inside itself" in one.why for one in said.unread)


def test_error_fields_among_the_fields_of_the_answer_are_fields() -> None:
    """`error_code` in the table of status 200 is a field of the answer."""
    said = page(
        HEAD + TAIL.replace("| total | Integer | Total. |", "| error_code | String | Only on failure. |\n| total | Integer | Total. |")
    )
    assert [at for at, _ in walk(said.fields)] == ["/error_code", "/total"]


def test_rows_outside_any_table_are_listed() -> None:
    """A name and a type without a header above them are told."""
    said = page(HEAD + "stray\nInteger\nWhere do I belong?\n" + TAIL)
    assert any("outside any table" in one.why for one in said.unread)


def test_a_parameter_that_stands_twice_is_listed() -> None:
    """The first of two rows of one name is kept, the second told."""
    said = table("| a | No | String | One. |", "| b | No | String | Two. |", "| a | Yes | Integer | Three. |")
    assert parameters(said)["a"].kind.type == "string"
    assert any("stands twice" in one.why for one in said.unread)


def test_an_example_with_comments_and_a_last_comma_is_read() -> None:
    """Examples written for people are forgiven their comments and commas; what is no JSON is listed."""
    example = 'Example Responses\nStatus code: 200\n{\n"total" : 3, /* all of them */\n}\nError Codes\n'
    assert page(HEAD + TAIL.replace("Error Codes\n", example)).examples[0].value == {"total": 3}
    broken = 'Example Responses\nStatus code: 200\n{\n"total" : three\n}\nError Codes\n'
    assert any("no JSON" in one.why for one in page(HEAD + TAIL.replace("Error Codes\n", broken)).unread)


def test_the_path_is_written_as_a_template() -> None:
    """`<id>` becomes `{id}`, the query and the version of HTTP are left out."""
    assert page("API path\napi/v1/caves/<cave_id>/photos\nnebula\n", "mkdocs").path == "/api/v1/caves/{cave_id}/photos"
    assert page("Request syntax\nGET /api/v1/jobs?Marker={Marker} HTTP/1.1\n", "alibaba").path == "/api/v1/jobs"


def test_a_page_that_shows_no_operation_says_so() -> None:
    """Tables without an operation are read, and the missing path is told."""
    said = page(TAIL)
    assert said.path == ""
    assert any(one.what == "path" for one in said.unread)


def test_the_headers_of_an_answer_are_read_from_their_table() -> None:
    """A table of response headers gives headers, not fields."""
    headers = "Table 3 Response header parameters\n| Parameter | Type | Description |\n|---|---|---|\n| X-Request-Id | String | ID. |\n"
    said = page(HEAD + TAIL.replace("Status code: 200\n", f"Status code: 200\n{headers}Table 4 Response body parameters\n"))
    assert said.headers == {"X-Request-Id": ""}
    assert [at for at, _ in walk(said.fields)] == ["/total"]


def test_an_object_of_the_body_that_nothing_names_is_listed() -> None:
    """A table of an object that no parameter names is told."""
    table_of = "Table 9 Lost\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| a | No | String | A. |\n"
    said = page(HEAD + table_of + TAIL)
    assert any("table of Lost" in one.what for one in said.unread)


def test_one_name_at_two_depths_is_two_fields() -> None:
    """A field called like the last one inside the object before it is a field of its own, for it stands less far to the right."""
    rows = (("things", "array[object]"), ("- list", "array[object]"), ("-- kind", "string"), ("- kind", "string"))
    table = Table("", ("Parameter", "Type"), tuple(Row(cells, line) for line, cells in enumerate(rows)), 0)
    found, _ = entries(table, MKDOCS.vocabulary, "Response parameters")
    assert [(one.item.name, one.dashes) for one in found] == [("things", 0), ("list", 1), ("kind", 2), ("kind", 1)]
