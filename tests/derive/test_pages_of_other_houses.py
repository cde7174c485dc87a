"""Pages of houses nobody read before: where they say method and path, what only an example shows, how they name what is inside."""

from __future__ import annotations

import pytest

from listproof.derive import derive_bytes, openapi
from listproof.derive.document import Description, walk
from listproof.derive.formats.terms import term_of
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.samples import bodies

TABLE = "| Name | Type | Description |\n|---|---|---|\n| limit | int | How many. |\n"


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def fields(said: Description) -> dict[str, str]:
    """The type of each field by its place."""
    return {at: item.kind.type for at, item in said.answered()}


def told(said: Description, words: str) -> bool:
    """Whether a note says this."""
    return any(words in f"{note.what}: {note.why}" for note in said.unread)


@pytest.mark.parametrize(
    "says",
    [
        "GET {{KITES_URL}}/v1/kites/",
        "GET kites.example.com/v1/kites?owner=:owner",
        "GET <server>/v1/kites",
        "## Request type\n\nGET\n\n## Request URL\n\n```\n/v1/kites?mode=all\n```",
        "### 1. url：/v1/kites\n\n### 2. 请求方式：GET",
        '<div class="end">\n<i class="verb">GET</i>\n<h6>/v1/kites</h6>\n</div>',
        "```\ncurl 'https://kites.example.com/v1/kites\\?owner=me'\n```",
        "`GET`-Request sent: `/v1/kites`",
    ],
)
def test_method_and_path_are_found_where_other_houses_write_them(says: str) -> None:
    """Behind the variable of an address, a host without its protocol, on lines of their own, behind labels, in tags, in a call of curl."""
    said = page(f"# Kites\n\n{says}\n\n## Query parameters\n\n{TABLE}")
    assert (said.method, said.path.rstrip("/")) == ("GET", "/v1/kites")
    assert [item.name for item in said.parameters] == ["limit"]


def test_a_fixed_part_of_the_query_behind_the_path_is_told() -> None:
    """`/kites?mode=all` is the path with a query that no row describes."""
    said = page(f"# Kites\n\n## Request URL\n\n```\n/v1/kites?mode=all\n```\n\n## Query parameters\n\n{TABLE}")
    assert told(said, "query mode=all")


def test_an_address_whose_query_names_a_parameter_shows_the_path() -> None:
    """An address on a line of its own is a request where it asks with what a table describes, and none where it does not."""
    text = f"# Search\n\n## Parameters\n\n{TABLE}\nhttps://kites.example.com/search/kites?ADD=3\n"
    assert page(text.replace("ADD", "limit")).path == "/search/kites"
    assert page(text.replace("ADD", "page")).path == ""


def test_a_part_of_the_path_that_no_table_describes_is_a_parameter_all_the_same() -> None:
    """The path alone says its name and that it must be given; that nothing else does is told."""
    said = page(f"# Kites\n\nGET /v1/fields/{{field_id}}/kites\n\n## Query parameters\n\n{TABLE}")
    (found,) = (item for item in said.parameters if item.where == "path")
    assert (found.name, found.required, found.kind) == ("field_id", True, Kind("string"))
    assert told(said, "path parameter 'field_id': no table describes it")


EXAMPLE = """# List kites

`GET /v1/kites`

```json
{
  "kites": [
    {"id": 3, "tail": {"length": 2.5, "bows": ["red", "blue"]}, "sold": null, "winds": {"n-1": {"force": 1}, "n-2": {"force": 2}}},
    ...
  ],
  "total": 1,
}
```
"""


def test_what_only_the_example_shows_are_fields_of_a_page_in_no_dialect() -> None:
    """Their types are those shown, a map whose names are data has none inside, and all of them are told as shown alone."""
    said = page(EXAMPLE + f"\n## Query parameters\n\n{TABLE}")
    assert fields(said) == {
        "/kites": "array",
        "/kites/*/id": "integer",
        "/kites/*/tail": "object",
        "/kites/*/tail/length": "number",
        "/kites/*/tail/bows": "array",
        "/kites/*/sold": "string",
        "/kites/*/winds": "object",
        "/total": "integer",
    }
    assert told(said, "only the example shows them")
    assert openapi(said)["components"]["schemas"]["Answer"]["properties"]["total"]["x-source"]["grade"] == "weak"


def test_what_a_vendor_describes_is_not_filled_up_from_its_example() -> None:
    """A page of a vendor says its fields in tables; its example may show another answer."""
    text = (
        "# Kites\n\n## URI\n\nGET /v1/{project_id}/kites\n\n## Response\n\n**Table 1** Response parameters\n\n"
        "|Parameter|Mandatory|Type|Description|\n|--|--|--|--|\n|id|Yes|String|The id.|\n\n"
        '## Example response\n\n```\n{"id": "a", "size": 3}\n```\n'
    )
    said = page(text)
    assert said.dialect == "huawei"
    assert set(fields(said)) == {"/id"}


def test_dots_in_an_example_stand_for_what_is_left_out() -> None:
    """Dots behind, before and between the members of a list are no reason to read none of it; dots in a text are its own."""
    assert bodies('{"kites": [1, ..., 3], "more": [{"id": 1}, ...], "words": "and so on ..."}') == (
        [{"kites": [1, 3], "more": [{"id": 1}], "words": "and so on ..."}],
        True,
    )


def test_a_heading_with_an_index_names_the_members_of_a_list() -> None:
    """`data.kites[n]` heads the fields of each of `data.kites`, and none of the answer itself."""
    head = "| Name | Type | Description |\n|---|---|---|\n"
    said = page(
        f"# Kites\n\nGET /kites\n\n## Query parameters\n\n{TABLE}\n## Response parameters\n\n{head}| data | object | All. |\n\n"
        f"#### data\n\n{head}| kites | array | The kites. |\n\n#### data.kites[n]\n\n{head}| id | string | The id. |\n"
    )
    assert fields(said) == {"/data": "object", "/data/kites": "array", "/data/kites/*/id": "string"}


def test_a_table_of_the_properties_of_a_part_describes_that_part() -> None:
    """`Kite tail properties` are those of the row `tails` of the record, wherever the record stands in the example."""
    head = "Name|Type|Description\n----|----|----\n"
    text = (
        "# Kites\n\n`GET /kites`\n\n```json\n"
        '{"count": 1, "kites": [{"id": 1, "name": "a", "tails": [{"colour": "red"}], "gone": null}]}\n```\n\n'
        f"**Query Parameters**\n\n{head}limit|int|How many.\n\n#### Response\n\n**Kite Properties**\n\n{head}"
        "count|int|How many there are.\nid|int|The id.\nname|string|The name.\ntails|array|Its tails.\ngone|datetime/null|When it went.\n\n"
        f"**Kite Tail Properties**\n\n{head}colour|string|The colour.\n"
    )
    said = page(text)
    assert fields(said) == {
        "/count": "integer",
        "/kites": "array",
        "/kites/*/id": "integer",
        "/kites/*/name": "string",
        "/kites/*/tails": "array",
        "/kites/*/tails/*/colour": "string",
        "/kites/*/gone": "string",
    }
    gone = next(item for at, item in walk(said.fields) if at.endswith("gone"))
    assert gone.facets["null"] is True


def test_a_column_of_titles_beside_one_of_keys_holds_no_names() -> None:
    """Where no cell under `名称` can be a name and all under another heading are, those are the names."""
    said = page("# 风筝\n\nGET /kites\n\n### 3. 请求参数\n\n|键|名称|类型|说明|\n|--|--|--|--|\n|limit|每页数|Integer|默认20|\n")
    (found,) = said.parameters
    assert (found.name, found.kind.type, found.facets) == ("limit", "integer", {"default": 20})


@pytest.mark.parametrize(
    ("spelled", "kind"),
    [
        ("array int", Kind("array", items=Kind("integer"))),
        ("string array", Kind("array", items=Kind("string"))),
        ("datetime/null", Kind("string", format="date-time")),
        ("int or null", Kind("integer")),
        ("list kites", None),
    ],
)
def test_types_of_other_houses(spelled: str, kind: Kind | None) -> None:
    """A list may be called before what it holds, and a type may also be null."""
    assert kind_of(spelled) == kind


def test_names_under_a_line_about_parameters_of_a_get_are_parameters() -> None:
    """Bullets with nothing but a remark in brackets are rows under such a line, and a list in the brackets stays whole."""
    said = page(
        "# Kites\n\n## List kites\n\nThese filter parameters should be provided as `GET` arguments:\n\n"
        "- `owner` (Exact match, owner ID)\n- `state` (Possible values: `up`, `down` or `lost`)\n\n`GET /kites`\n\n"
        '```json\n{"kites": [{"id": 1}]}\n```\n'
    )
    assert [(item.name, item.where, item.facets.get("enum")) for item in said.parameters] == [
        ("owner", "query", None),
        ("state", "query", ["up", "down", "lost"]),
    ]
    term = term_of("`state` (string, one of: up, down)")
    assert term is not None
    assert (term.kind, term.words) == ("string", "one of: up, down")


def test_headers_of_an_answer_are_no_parameters() -> None:
    """`:>header` is what an answer carries, `:<header` what a request does."""
    said = page(
        "Kites\n=====\n\n.. http:get:: /kites\n\n   :query int limit: How many.\n   :<header Accept: What is taken.\n"
        "   :>header ETag: Its mark.\n   :>json array kites: The kites.\n",
        "a.rst",
    )
    assert [(item.name, item.where) for item in said.parameters] == [("limit", "query"), ("Accept", "header")]
    assert set(said.headers) == {"ETag"}


ROWS = "|Parameter|Type|Required|Example|Description|\n|-|-|-|-|-|\n|Action|String|Yes|ListKites|Set this parameter to ListKites. |\n"
LINK = "[OpenAPI Explorer](https://api.aliyun.com/#product=Sky&api=ListKites&type=RPC&version=2020-01-02)"


def tree(rows: str, example: str) -> Description:
    """What is read of a page with a tree of elements and an example."""
    return page(
        f"# ListKites\n\n{LINK}\n\n## Request parameters\n\n{ROWS}\n## Response parameters\n\n"
        f"|Parameter|Type|Example|Description|\n|-|-|-|-|\n{rows}\n## Examples\n\n`JSON` format\n\n```\n{example}\n```\n\n## Error codes\n"
    )


def test_a_wrapper_that_the_example_shows_empty_stands_around_what_its_list_holds() -> None:
    """`{"Replies": {"Reply": []}}` says where the rows behind `Replies` stand, though it shows none of them."""
    said = tree(
        "|Replies|Array| |All.|\n|Text|String|a|The text.|\n|RequestId|String|x|The id.|\n", '{"Replies": {"Reply": []}, "RequestId": "x"}'
    )
    assert set(fields(said)) == {"/Replies", "/Replies/Reply", "/Replies/Reply/*/Text", "/RequestId"}


def test_what_the_example_shows_of_one_wrapper_holds_of_another() -> None:
    """A row without a type behind a list is what stands inside it where the example shows so of another such row, else one item of it."""
    rows = (
        "|Kites|Array of Kite| |All.|\n|Kite| | | |\n|Id|String|a|The id.|\n|Tags|Array of Tag| |Its tags.|\n|Tag| | | |\n"
        "|Key|String|k|The key.|\n|RequestId|String|x|The id.|\n"
    )
    said = tree(rows, '{"Kites": {"Kite": [{"Id": "a"}]}, "RequestId": "x"}')
    assert "/Kites/Kite/*/Tags/Tag/*/Key" in fields(said)
    said = tree(rows, '{"Kites": [{"Id": "a"}], "RequestId": "x"}')
    assert "/Kites/*/Tags/*/Key" in fields(said)


def test_a_list_that_begins_with_null_is_told() -> None:
    """`null (all), 0 (on), or 1 (off)` is not `0` and `1` alone."""
    said = page(
        f"# Kites\n\nGET /kites\n\n## Query parameters\n\n{TABLE}| state | string | State: null (all), **0** (on), or **1** (off). |\n"
    )
    assert "enum" not in said.parameters[1].facets
    assert told(said, "null is one of them")


def test_parameters_written_as_they_are_sent_are_parameters() -> None:
    """`limit=<number>` says a type, `state=up|down` the values, `owner[]=<string>` a name with its brackets."""
    said = page(
        "# Kites\n\n```\nGET /kites\n```\n\nURL query parameters:\n\n- `state=up|down`: only kites in it.\n"
        "- `owner[]=<string>`: only theirs.\n- `limit=<number>`: at most so many.\n- `token`: where to go on.\n"
    )
    assert [(item.name, item.where, item.kind.type, item.facets.get("enum")) for item in said.parameters] == [
        ("state", "query", "string", ["up", "down"]),
        ("owner[]", "query", "string", None),
        ("limit", "query", "number", None),
        ("token", "query", "string", None),
    ]


def test_parameters_behind_an_answer_are_parameters_where_the_line_above_says_so() -> None:
    """`You can use the following parameters to control the result` heads what is asked, though an answer stands above it."""
    said = page(
        '# Kites\n\n**Sample Response**\n\n```json\n{"id": 1}\n```\n\nYou can use the following parameters to control the result:\n\n'
        "| Parameter | Description |\n|---|---|\n| only | Which kites. |\n\n**Definition**\n\n`GET ${KITES_HOST}/kites/all`\n"
    )
    assert said.path == "/kites/all"
    assert [(item.name, item.where) for item in said.parameters] == [("only", "query")]
    assert fields(said) == {"/id": "integer"}


def test_one_parameter_behind_whether_it_is_required_is_one_of_the_list_below() -> None:
    """`Required parameters: q - …` and bullets under `Optional parameters:` are rows of one request."""
    said = page(
        "# Search\n\n* `GET /search.json` finds kites.\n\n**Required parameters**: `q` - what is searched.\n\n_Optional parameters_:\n\n"
        "* `owner` - Whose kites.\n* `page` - The page (default: 1).\n"
    )
    assert [(item.name, item.where, item.required, item.facets) for item in said.parameters] == [
        ("q", "query", True, {}),
        ("owner", "query", None, {}),
        ("page", "query", None, {"default": 1}),
    ]


def test_of_several_answers_without_a_table_the_first_is_the_one() -> None:
    """A page that shows a list and then one thing of it is read as that of the list, whose path stands first."""
    said = page('# Kites\n\n`GET /kites`\n\n```json\n[{"id": 1}]\n```\n\n## Show\n\n`GET /kites/{id}`\n\n```json\n{"id": 1}\n```\n')
    assert (said.path, said.listed, fields(said)) == ("/kites", True, {"/*/id": "integer"})


def test_a_list_that_the_example_shows_as_an_object_is_one_in_whatever_order() -> None:
    """`Array of Kite` beside an example with one object that holds its rows is an object; that the page says otherwise is a dispute."""
    rows = "|Data|Array of Kite| |All.|\n|Colour|String|a|The colour.|\n|Size|String|b|The size.|\n|RequestId|String|x|The id.|\n"
    said = tree(rows, '{"Data": {"Size": "b", "Colour": "a"}, "RequestId": "x"}')
    assert set(fields(said)) == {"/Data", "/Data/Colour", "/Data/Size", "/RequestId"}
    assert any("Data" in str(one) for one in openapi(said)["x-disputes"])
