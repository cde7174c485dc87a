"""Pages without tables: bullets that begin with a name, definition lists and lists of fields are read as rows; their depth is kept."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import Description, derive_bytes
from listproof.derive.document import walk
from listproof.derive.formats.page import Term
from listproof.derive.formats.terms import defined, term_of
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of

BULLETS = """# List kites

`GET /v1/kites`

## Query parameters

- `limit` (integer, optional): Kites on a page, 1 to 50. Default: 10.
- `colour` (string, required): One of: red, green.

## Response fields

- **kites** (array of objects, required): all
  - **id** (string, required): the id
  - **state** string: one of:
    - `up`: flies
    - `down`: rests
- total: integer, required. How many
"""
MARKDOWN = """# List kites

GET /v1/kites

## Query parameters

limit (integer, optional)
: Kites on a page, 1 to 50.
  Default: 10.

`colour` string required
: One of: red, green.
"""
HTML = """<html><body><h1>List kites</h1><p><code>GET /v1/kites</code></p><h2>Query parameters</h2>
<dl><dt><code>limit</code> integer, optional</dt><dd>Kites on a page, 1 to 50. Default: 10.</dd>
<dt>colour (string, required)</dt><dd>One of: <ul><li>red</li><li>green</li></ul></dd></dl>
<h2>Response</h2><ul><li><code>kites</code> (array of objects): all<ul><li><code>id</code> (string): the id</li>
<li><code>state</code> (string): one of: up, down</li></ul></li><li><b>total</b> (integer) - how many</li></ul></body></html>
"""
RESTRUCTURED = """List kites
==========

GET /v1/kites

Query parameters
----------------

limit : integer, optional
    Kites on a page, 1 to 50.
    Default: 10.

-  *colour* (string, required): One of:

   -  red
   -  green
"""
FIELDS = """List kites
==========

.. http:get:: /v1/kites

   :query int limit: Kites on a page, 1 to 50.
      Default: 10.
   :query string colour: One of: red, green.
   :>json array kites: The kites.
   :>json int total: How many.
   :statuscode 200: fine
"""


def facts(said: Description) -> dict[str, dict[str, Any]]:
    """The parameters with what is said of them."""
    return {item.name: {"type": item.kind.type, **item.facets} for item in said.parameters}


@pytest.mark.parametrize(
    ("page", "name"), [(BULLETS, "a.md"), (MARKDOWN, "a.md"), (HTML, "a.html"), (RESTRUCTURED, "a.rst"), (FIELDS, "a.rst")]
)
def test_a_list_of_names_is_read_as_rows(page: str, name: str) -> None:
    """Bullets, terms and fields give names, types, bounds, defaults and values, all graded weak."""
    said = derive_bytes(page.encode(), name)
    assert (said.dialect, said.grade, said.method, said.path) == ("generic", "weak", "GET", "/v1/kites")
    assert facts(said) == {
        "limit": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10},
        "colour": {"type": "string", "enum": ["red", "green"]},
    }


@pytest.mark.parametrize(("page", "name"), [(BULLETS, "a.md"), (HTML, "a.html")])
def test_a_list_inside_an_item_is_what_its_object_holds(page: str, name: str) -> None:
    """A described name inside the item of another stands inside it; values inside an item are its values."""
    said = derive_bytes(page.encode(), name)
    assert [at for at, _ in walk(said.fields)] == ["/kites", "/kites/*/id", "/kites/*/state", "/total"]
    assert said.fields[0].children[1].facets == {"enum": ["up", "down"]}


def test_what_is_required_is_told_by_the_list() -> None:
    """`required` and `optional` count where they are said; an item that says neither is told."""
    said = derive_bytes(BULLETS.replace("(integer, optional)", "(integer)").encode(), "a.md")
    assert [item.required for item in said.parameters] == [None, True]
    assert any(one.what.startswith("limit in") and "required" in one.why for one in said.unread)


@pytest.mark.parametrize("item", ["See the guide: it says more.", "A note - of no weight", "(integer) lonely", "**Bold words** here"])
def test_an_item_of_prose_begins_with_no_name(item: str) -> None:
    """A sentence is no term."""
    term = term_of(item)
    assert term is None or not (term.kind or term.required)


def test_a_term_may_be_followed_by_plain_words() -> None:
    """`limit integer optional` is a name, a type and whether it is required; other words make no term of it."""
    assert defined("`tags` array of strings, optional", "x") == Term("tags", "array of strings", "optional", "x")
    assert defined("The weather today", "x") is None


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ('Colour of the kite. "red" or "blue".', ("red", "blue")),
        ("Direction, asc or desc.", ("asc", "desc")),
        ("asc or desc", ("asc", "desc")),
        ("Colour: red, green or blue.", ()),
        ("Keyword: name or id", ()),
        ("Length: 8 or more", ()),
        ("Status: flying or any", ()),
        ("Name or colour.", ()),
        ("Search by: name or colour.", ()),
    ],
)
def test_words_with_or_are_values_where_they_can_be_nothing_else(words: str, values: tuple[str, ...]) -> None:
    """Quoted words and opposites are values; `name or colour`, also behind a label, may be what is searched, and `8 or more` is no list."""
    assert choices_of(words, Kind("string"))[0] == values


HEAD = "<html><body><h1>List kites</h1><p>GET /v1/kites</p><h2>Query parameters</h2><table>"
TICKED = HEAD + (
    '<thead><tr><th rowspan="2">Name</th><th colspan="2">Value</th><th rowspan="2">Req?</th><th rowspan="2">Description</th></tr>'
    "<tr><th>Type</th><th>Default</th></tr></thead>"
    "<tr><td>limit</td><td>integer</td><td>10</td><td></td><td>Kites on a page</td></tr>"
    "<tr><td>colour</td><td>string</td><td></td><td>✓</td><td>Valid values:<ul><li>warm: one of<ul><li>red: fire</li>"
    "<li>ochre: earth</li></ul></li><li>cold: water</li></ul></td></tr></table></body></html>"
)
GRID = """List kites
==========

GET /v1/kites

Query parameters
----------------

+--------+---------------------+----------+-----------------+
| Name   | Setting             | Required | Description     |
|        +----------+----------+          |                 |
|        | Type     | Default  |          |                 |
+========+==========+==========+==========+=================+
| limit  | integer  | 10       | No       | Kites on a page |
+--------+----------+----------+----------+-----------------+
| colour | string   |          | Yes      | Valid values:   |
|        |          |          |          |                 |
|        |          |          |          | - warm: one of  |
|        |          |          |          |                 |
|        |          |          |          |   - red: fire   |
|        |          |          |          |   - ochre: clay |
|        |          |          |          |                 |
|        |          |          |          | - cold: water   |
+--------+----------+----------+----------+-----------------+
"""


@pytest.mark.parametrize(("page", "name"), [(TICKED, "a.html"), (GRID, "a.rst")])
def test_a_header_over_several_rows_ticks_and_lists_inside_lists_are_read(page: str, name: str) -> None:
    """The lowest heading says what a column is; a tick says yes and a blank no; what is inside an item of a list is none of its values."""
    said = derive_bytes(page.encode(), name)
    assert facts(said) == {"limit": {"type": "integer", "default": 10}, "colour": {"type": "string", "enum": ["warm", "cold"]}}
    assert [item.required for item in said.parameters] == [False, True]
    assert not any("column" in one.what for one in said.unread)


def test_a_table_that_is_not_read_is_told_with_its_rows() -> None:
    """What stands in a table without a known column is listed by name."""
    page = "# List\n\nGET /kites\n\n| Colour of string | Weight in grams |\n|---|---|\n| Red twine | 5 |\n| Blue twine | 6 |\n"
    said = derive_bytes((page + "\n## Query parameters\n\n- `a` (string): b\n").encode())
    assert any("left out: Red twine, Blue twine" in one.why for one in said.unread)


NESTED_BULLETS = """List kites
==========

GET /v1/kites

Response fields
---------------

-  **kites** (array of objects, required): all

   -  **id** (string, required): the id
   -  **maker** (object): who made it

      -  **name** (string): of the maker

   -  **state** (string): one of:

      -  ``up``: flies
      -  ``down``: rests

   It is never null.

-  **total** (integer, required): how many
"""
NESTED_TERMS = """List kites
==========

GET /v1/kites

Response fields
---------------

kites : array of objects, required
    All of them.

    id : string, required
        The id.

    maker : object
        Who made it.

        name : string
            Of the maker.

    state : string
        One of:

        -  up
        -  down

total : integer, required
    How many.
"""


@pytest.mark.parametrize("page", [NESTED_BULLETS, NESTED_TERMS])
def test_lists_inside_lists_of_restructured_text_keep_their_depth(page: str) -> None:
    """Bullets and terms inside an item stand inside it, whatever blank lines part them, and what follows stands where it did before."""
    said = derive_bytes(page.encode(), "a.rst")
    assert [at for at, _ in walk(said.fields)] == [
        "/kites", "/kites/*/id", "/kites/*/maker", "/kites/*/maker/name", "/kites/*/state", "/total",
    ]  # fmt: skip
    assert said.fields[0].children[2].facets == {"enum": ["up", "down"]}
