"""Forms of single houses: lists that are tables in reStructuredText, blueprints, examples with a title, addresses that show values."""

from __future__ import annotations

from listproof.derive import derive_bytes
from listproof.derive.document import Description, walk
from listproof.derive.samples import bodies


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def types(said: Description) -> dict[str, str]:
    """The type of each field by its place."""
    return {at: item.kind.type for at, item in walk(said.fields)}


def told(said: Description, words: str) -> bool:
    """Whether something unread is told in these words."""
    return any(words in str(note) for note in said.unread)


SPHINX = """Kites
=====

.. http:get:: /kites

   Lists kites.

   :param torn: If true, torn kites too

.. _kites-list:

Kite list
---------

.. list-table::
   :header-rows: 1

   * - Name
     - Type
     - Description
   * - ``files``
     - List of :ref:`box kites <kites-box>`
     - The kites
   * - ``config``
     - :ref:`Kite config <kites-config>`
     - How they fly

Box kite
--------

.. list-table::
   :header-rows: 1

   * - Name
     - Type
     - Description
   * - ``bytes``
     - int
     - The size

Kite configuration
------------------

.. csv-table::
   :header: Name, Type, Description

   save, bool, "Whether, and when"
"""


def test_lists_that_are_tables_are_read_and_joined_by_their_titles() -> None:
    """A table written as a list of rows or of values is a table, and a type that calls another one's heading joins the two."""
    said = page(SPHINX, "page.rst")
    assert [(item.name, item.where) for item in said.parameters] == [("torn", "query")]
    assert types(said) == {"/files": "array", "/files/*/bytes": "integer", "/config": "object", "/config/save": "boolean"}


def test_a_pattern_in_a_block_of_code_is_kept_as_it_is() -> None:
    """A pattern that a cell shows as code loses neither its asterisks nor its escapes."""
    text = r"""Querying Kites
==============

URI
---

GET /v1/kites

.. table:: **Table 1** Query parameters

   +-----------+-----------+--------+-----------------------------------+
   | Parameter | Mandatory | Type   | Description                       |
   +===========+===========+========+===================================+
   | name      | No        | String | The name.                         |
   |           |           |        |                                   |
   |           |           |        | **Regular expression matching**:  |
   |           |           |        |                                   |
   |           |           |        | .. code:: text                    |
   |           |           |        |                                   |
   |           |           |        |    ^([a-z]|\*)*\.$                |
   +-----------+-----------+--------+-----------------------------------+
"""
    assert page(text, "page.rst").parameters[0].facets["pattern"] == r"^([a-z]|\*)*\.$"


def test_a_blueprint_of_a_service() -> None:
    """The operation stands in the brackets of two headings, an example before the type, and the answer under a bullet."""
    said = page(
        "## Kites [/api/{account}/kites{?span,limit}]\n\n### List kites [GET]\n\n+ Parameters\n    + account: red (string) - whose\n"
        '    + limit: 100 (number, optional) - how many\n\n+ Response 200 (application/json)\n\n    ```\n    [{"id": "a"}]\n    ```\n'
    )
    assert (said.method, said.path) == ("GET", "/api/{account}/kites")
    assert [(item.name, item.where, item.required) for item in said.parameters] == [("account", "path", True), ("limit", "query", False)]
    assert types(said) == {"/id": "string"}
    assert said.listed


def test_an_example_says_in_its_fence_what_it_is() -> None:
    """A title behind the language of a fence is a heading of the example."""
    said = page(
        "# List kites\n\nGET /kites\n\n**Query parameters:**\n\n| Name | Type | Required | Description |\n"
        "|---|---|---|---|\n| span | Integer | No | Span |\n\n"
        '```json [Success Response]\n{"kites": [{"id": 1}]}\n```\n'
    )
    assert types(said) == {"/kites": "array", "/kites/*/id": "integer"}


def test_names_behind_a_sign_are_parameters_where_a_request_asks_with_them() -> None:
    """`per_page = …` below a call that asks with `per_page` is a parameter, and what such a page shows elsewhere is no answer."""
    said = page(
        "# Kites\n\n## Index\n\n{% highlight sh %}\n"
        "curl -s https://kites.example.com/v2/kites.json?per_page=integer&page_number=integer\n{% endhighlight %}\n\n"
        "where <br>\nper_page = Kites in a page. Maximum is 100. <br>\npage_number = Number of the page. <br>\n\n"
        '## Shown\n\n{% highlight sh %}\n{"odd": 1}\n{% endhighlight %}\n\n#### CURL Response:\n\n'
        '{% highlight sh %}\n{"kites": [{"id","a"}]}\n{% endhighlight %}\n'
    )
    assert [(item.name, item.where) for item in said.parameters] == [("per_page", "query"), ("page_number", "query")]
    assert said.fields == ()
    assert told(said, "left out: kites")


def test_paths_take_the_names_of_their_parameters() -> None:
    """A path with a value of a required row has its name, a name in other capitals is the path's, and a template counts before a value."""
    rows = "| Parameter | Example | Required | Description |\n|---|---|---|---|\n| client_id | `red` | yes | The client |\n"
    said = page(f"# Tags\n\n```\nGET https://kites.example.com/clients/red/tags.json\n```\n\n## URL Parameters\n\n{rows}")
    assert (said.path, said.parameters[0].where) == ("/clients/{client_id}/tags.json", "path")
    rows = "| Name | Type | Description | Req. |\n|---|---|---|---|\n| KiteId | string | The kite | Yes |\n"
    said = page(f"# Kites\n\n    GET https://kites.example.com/v2/{{kiteId}}/tails\n\n## Request\n\n### URI Parameters\n\n{rows}")
    assert [(item.name, item.where) for item in said.parameters] == [("kiteId", "path")]
    said = page(
        '# Kites\n\n```\nGET /v2/kites/12/tails\n```\n\n`GET /v2/kites/:kite_id/tails`\n\n### Response\n\n```json\n{"id": 1}\n```\n'
    )
    assert said.path == "/v2/kites/{kite_id}/tails"


def test_dots_with_blanks_and_comments_of_a_shell_are_forgiven() -> None:
    """`. . .` stands for what an example leaves out, and `# …` behind a value is a comment."""
    assert bodies('[\n  {"a": "x # y"},   # first\n  . . .\n]') == ([[{"a": "x # y"}]], True)


def test_a_map_of_names_with_dots_keeps_none() -> None:
    """Names that all have dots are data: labels of records, not fields."""
    said = page('# Kites\n\n`GET /kites`\n\n**Example response**:\n\n```\n[{"id": 1, "labels": {"com.example.owner": "a"}}]\n```\n')
    assert types(said) == {"/id": "integer", "/labels": "object"}


def test_a_row_of_several_words_names_no_parameter() -> None:
    """`Paging options` in a column of names is told and is no parameter, and a step `:id` of a path without a slash before it is one."""
    rows = "| Field | Required | Description |\n|---|---|---|\n| Paging options | N | (see Overview) |\n"
    said = page(f'# Kites\n\n    GET owners/:owner_id/kites\n\n## Parameters\n\n{rows}\n### Response\n\n```json\n{{"id": 1}}\n```\n')
    assert (said.path, [item.name for item in said.parameters]) == ("/owners/{owner_id}/kites", ["owner_id"])
    assert told(said, "its name 'Paging options' is no name")
