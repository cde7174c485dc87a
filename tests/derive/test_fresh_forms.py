"""Forms that pages of many houses have, read for the first time: signs before values, ages, wrappers, tables without a header."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes, openapi
from listproof.derive.document import Description, walk
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.values import ranges_of

WHOLE = Kind("integer")
TEXT = Kind("string")


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def asked(*rows: str, columns: str = "Name | Type | Required | Description") -> Description:
    """What is read of a page whose table of query parameters has these rows."""
    table = f"| {columns} |\n|{'---|' * (columns.count('|') + 1)}\n" + "".join(f"| {row} |\n" for row in rows)
    return page(f"# List kites\n\nGET /kites\n\n## Query parameters\n\n{table}")


def facets(said: Description, name: str) -> dict[str, Any]:
    """What a parameter or field is bound by."""
    items = [*walk(said.parameters, separator="."), *walk(said.fields)]
    return next(dict(item.facets) for at, item in items if name in (at, item.name))


def types(said: Description) -> dict[str, str]:
    """The type of each field by its place."""
    return {at: item.kind.type for at, item in walk(said.fields)}


def told(said: Description, words: str) -> bool:
    """Whether something unread is told in these words."""
    return any(words in str(note) for note in said.unread)


def test_values_before_which_a_sign_may_stand_are_not_all() -> None:
    """`prepend with -` makes more values than are listed."""
    said = asked("order_by | string | No | What comes first; prepend with `-` for falling. Valid values are `name`, `size`.")
    assert "enum" not in facets(said, "order_by")
    assert told(said, "a sign may stand before each")


def test_a_direction_that_is_called_the_default_is_no_value() -> None:
    """`Defaults to ascending` of a field to order by is told."""
    said = asked("order_by | string | No | Valid values are `name`, `size`. Defaults to ascending.")
    assert facets(said, "order_by") == {"enum": ["name", "size"]}
    assert told(said, "its default 'ascending' is none of its values")
    assert facets(asked("order | string | No | One of `asc` or `desc`. Defaults to desc."), "order")["default"] == "desc"


@pytest.mark.parametrize(
    "words",
    [
        "At most 30 days ago.",
        "Must not be older than 30 days.",
        "最近30天内，不超过30天。",
        "The interval between both cannot exceed 24 hours.",
    ],
)
def test_an_age_bounds_no_number(words: str) -> None:
    """How long ago something may lie is no bound of what is sent, and it is told."""
    assert ranges_of(words, WHOLE) == {}
    assert told(asked(f"since | integer | No | {words}"), "a bound that is not written")


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("Value range: 1 to 30 days.", {"minimum": 1, "maximum": 30}),
        ("Retention in days, at most 30 days.", {"maximum": 30}),
        ("Kites on a page; valid values are 1 through 5000.", {"minimum": 1, "maximum": 5000}),
    ],
)
def test_a_length_of_time_that_is_the_value_bounds_it(words: str, bounds: dict[str, int]) -> None:
    """`1 to 30 days` is the range of a number of days."""
    assert ranges_of(words, WHOLE) == bounds


def test_a_label_of_days_bounds_no_length() -> None:
    """`Maximum: 30 (days)` counts no characters."""
    assert ranges_of("Maximum: 30 (days)", TEXT) == {}
    assert ranges_of("最大长度36个unicode字符。", TEXT) == {"maxLength": 36}


def test_one_value_that_the_example_contradicts_is_no_list() -> None:
    """A list of which the page shows one value and another one as example is not written."""
    said = asked("level | string | P3 | How loud. Values: P4: by letter.", columns="Name | Type | Example | Description")
    assert "enum" not in facets(said, "level")


def test_a_column_of_allowed_values_lists_them() -> None:
    """`Allowed` heads values and ranges; `any` is none."""
    said = asked(
        "colour | string | red, blue | Paint.",
        "size | integer | 1-100 | How many.",
        "kind | string | any | Kind.",
        columns="Name | Type | Allowed | Description",
    )
    assert facets(said, "colour") == {"enum": ["red", "blue"]}
    assert facets(said, "size") == {"minimum": 1, "maximum": 100}
    assert facets(said, "kind") == {}


def test_rows_with_an_empty_last_cell_are_kept() -> None:
    """A row without words, of a type that is not known or without outer bars, stands where it stands."""
    said = asked("colour | snowflake | No | ", "size | integer | No | How many.")
    assert [item.name for item in said.parameters] == ["colour", "size"]
    bare = "Name | Type | Default | Description\n---|---|---|---\ncolour | string | red | \nsize | integer | 10 | \n"
    said = page(f"# List kites\n\nGET /kites\n\n## Query parameters\n\n{bare}")
    assert {item.name: (item.kind.type, item.facets["default"]) for item in said.parameters} == {
        "colour": ("string", "red"),
        "size": ("integer", 10),
    }


def test_types_in_emphasis_are_types() -> None:
    """`_integer_` is the word in italics, and a break of a line is a blank."""
    said = asked("page | _integer_ | No | The page.<br>At least 1.", "snake_case_name | _list of strings_ | No | Names.")
    assert [item.kind.type for item in said.parameters] == ["integer", "array"]
    assert facets(said, "page") == {"minimum": 1}
    assert said.parameters[1].name == "snake_case_name"
    assert not told(said, "lost the depth")


def test_names_with_a_colon_before_them_are_those_of_the_path() -> None:
    """`:kite` of a table is `{kite}` of the path."""
    table = "| Name | Type | Description |\n|---|---|---|\n| `:kite` | `string` | The kite. |\n"
    said = page(f"# List tails\n\n```\nGET /kites/:kite/tails/\n```\n\n### Parameters\n\n{table}")
    assert said.path == "/kites/{kite}/tails/"
    assert [(item.name, item.where) for item in said.parameters] == [("kite", "path")]


def test_what_a_listing_can_be_ordered_by_is_no_parameter() -> None:
    """A table under `Sorting` holds values of an order."""
    parameters = "| Name | Type | Description |\n|---|---|---|\n| page | integer | The page. |\n"
    sorting = "| Name | Description |\n|---|---|\n| id | By its id. |\n| name | By its name. |\n"
    said = page(f"# List kites\n\nGET /kites\n\n### Parameters\n\n{parameters}\n### Sorting\n\n{sorting}")
    assert [item.name for item in said.parameters] == ["page"]
    assert told(said, "it lists what can be ordered by; left out: id, name")


def test_a_heading_may_be_the_operation() -> None:
    """`GET /kites/:id/tails` as a heading is the operation, not the request with an id that follows."""
    head = "<tr><th>Name</th><th>Description</th><th>Example values</th></tr>"
    rows = f"{head}<tr><td>page</td><td>The page.</td><td><ul><li>page=1</li></ul></td></tr>"
    said = page(
        f"<html><body><h1>Kites</h1><h3>GET /kites/:id/tails</h3><h4>Route</h4><pre>GET /kites/77/tails</pre>"
        f"<h4>Parameters</h4><table>{rows}</table></body></html>",
        "page.html",
    )
    assert said.path == "/kites/{id}/tails"
    assert facets(said, "page") == {}


BARE = """# Kites

## List kites

```bash
curl -H "Authorization: Bearer $TOKEN" \\
  -X GET "https://kites.example/v2/clubs/{club.slug}/kites"
```

```json
{"items": [{"id": "k-1", "size": 3, "up": true, "owner": {"id": 1}}], "links": {"next": null}}
```

The response body contains the following fields:

- `items`: The kites of this page.
- `links`: Where other pages are.

Optional query string parameters:

<table><tbody>
  <tr><th><code>after</code></th><td>Gives the page behind this mark.</td></tr>
  <tr><th><code>per_page</code></th><td>Kites on a page. Defaults to 30 and has a maximum of 100.</td></tr>
</tbody></table>

## Response fields

<table><tbody>
  <tr><th><code>id</code></th><td>What tells a kite from others.</td></tr>
  <tr><th><code>size</code></th><td>How large the kite is.</td></tr>
  <tr><th><code>up</code></th><td>Whether it is in the air.</td></tr>
  <tr><th><code>owner</code></th><td>Who it belongs to now.</td></tr>
</tbody></table>
"""


def test_tables_without_a_header_are_read_below_what_heads_them() -> None:
    """Rows of names and prose under `… parameters:` are parameters; their answer stands as the example shows it, with its types."""
    said = page(BARE)
    assert (said.method, said.path) == ("GET", "/v2/clubs/{club.slug}/kites")
    assert [item.name for item in said.parameters if item.where == "query"] == ["after", "per_page"]
    assert facets(said, "per_page") == {"default": 30, "maximum": 100}
    assert types(said) == {
        "/items": "array",
        "/items/*/id": "string",
        "/items/*/size": "integer",
        "/items/*/up": "boolean",
        "/items/*/owner": "object",
        "/items/*/owner/id": "integer",
        "/links": "object",
        "/links/next": "string",
    }


def test_short_words_over_a_table_are_its_header() -> None:
    """A header that no word of is known is no row."""
    said = asked("page | integer | No | The page.")
    table = "\n| Resource | Allowed keys |\n|---|---|\n| owner.club | id, name and colour |\n"
    text = f"# List kites\n\nGET /kites\n\n## Query parameters\n\n| Name | Type |\n|---|---|\n| page | integer |\n{table}"
    assert [item.name for item in page(text).parameters] == [item.name for item in said.parameters]


def test_a_wrapper_that_no_row_names_is_taken_from_the_example() -> None:
    """`{"Kites": {"Kite": [...]}}`: the rows of a kite stand inside both, named by rows or not."""
    example = '```\n{"Kites": {"Kite": [{"KiteId": "k", "Size": 1}]}, "TotalCount": 1}\n```\n'
    asks = "|名称|类型|是否必选|示例值|描述|\n|--|--|--|--|--|\n|Page|Integer|否|1|页码。|\n"
    head = f"# ListKites\n\nAlibaba Cloud\n\n## 请求参数\n\n{asks}\n## 返回参数\n\n"
    rows = "|KiteId|String|k|编号。|\n|Size|Integer|1|大小。|\n"
    tree = rows.replace("|KiteId", "|└KiteId").replace("|Size", "|└Size")
    columns = "|名称|类型|示例值|描述|\n|--|--|--|--|\n"
    expected = {"/Kites": "object", "/Kites/Kite": "array", "/Kites/Kite/*/KiteId": "string", "/Kites/Kite/*/Size": "integer"}
    for table in (f"{columns}{rows}|TotalCount|Integer|1|总数。|\n", f"{columns}|Kites| | |列表。|\n{tree}|TotalCount|Integer|1|总数。|\n"):
        said = page(f"{head}{table}\n## 示例\n\n正常返回示例\n\n{example}\n## 错误码\n\n无。\n")
        assert types(said) == {**expected, "/TotalCount": "integer"}
        assert told(said, "named by no row") or told(said, "no row names Kite")


def test_a_map_of_one_entry_is_no_wrapper() -> None:
    """What alone stands in an object of the example under a name of its own may be any key."""
    example = '```\n{"addresses": {"n-77": [{"addr": "a", "version": 4}]}}\n```\n'
    rows = "|addresses| | |地址。|\n|└addr|String|a|地址。|\n|└version|Integer|4|版本。|\n"
    head = "# ListKites\n\nAlibaba Cloud\n\n## 返回参数\n\n|名称|类型|示例值|描述|\n|--|--|--|--|\n"
    said = page(f"{head}{rows}\n## 示例\n\n正常返回示例\n\n{example}\n## 错误码\n\n无。\n")
    assert set(types(said)) == {"/addresses"}
    assert told(said, "the example shows a map")


def test_definitions_inside_a_definition_stand_inside_its_term() -> None:
    """A list of described names inside the definition of another is made of its parts."""
    inner = "<dl><dt>colour</dt><dd>string. Its paint.</dd><dt>since</dt><dd>integer. Its year.</dd></dl>"
    said = page(
        "<html><body><h1>List kites</h1><p>GET /kites</p><h2>Query parameters</h2><dl><dt>limit</dt><dd>integer. How many.</dd>"
        f"<dt>filter</dt><dd>object. What is kept.{inner}</dd></dl></body></html>",
        "page.html",
    )
    assert [(item.name, item.kind.type) for item in said.parameters] == [
        ("limit", "integer"),
        ("filter", "object"),
        ("filter.colour", "string"),
        ("filter.since", "integer"),
    ]


def test_values_of_the_row_of_an_item_are_those_of_the_list() -> None:
    """A nameless row below a list says what one item may be; what else it bounds is told."""
    item = "<tr><td></td><td>string</td><td>Valid values: red, blue. Length: 1 to 9 characters.</td></tr>"
    rows = f"<tr><td>colours</td><td>array</td><td>Paints.</td></tr>{item}"
    text = (
        "<html><body><h1>ListKites</h1><p>Alibaba Cloud</p><h2>Response elements</h2><table>"
        f"<tr><th>Element</th><th>Type</th><th>Description</th></tr>{rows}</table></body></html>"
    )
    said = page(text, "page.html")
    assert facets(said, "colours") == {"enum": ["red", "blue"]}
    assert told(said, "maxLength 9 of one of its items is not written")


def test_set_the_value_to_is_the_only_one() -> None:
    """A parameter that is always the same says so."""
    assert choices_of("The operation. Set the value to ListKites.", TEXT)[0] == ("ListKites",)
    assert choices_of("To see all kites, set the value to all_kites.", TEXT)[0] == ()


def test_the_written_contract_is_whole() -> None:
    """What is read of a page without types is written as a contract."""
    written = openapi(page(BARE))
    assert written["x-listing"]["records"] == "/items"
