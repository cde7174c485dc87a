"""Where rows stand that no depth shows: by the alphabet, by an example that is not closed; and where an operation is named."""

from __future__ import annotations

from listproof.derive import Description, derive_bytes
from listproof.derive.document import walk
from listproof.derive.samples import bodies

HEAD = "# ListKites\n\n## Request parameters\n\n|Parameter|Type|Required|Example|Description|\n|---|---|---|---|---|\n"
ACTION = "|Action|String|Yes|ListKites|The operation that you want to perform. Set the value to ListKites.|\n"


def read(text: str, dialect: str | None = None) -> Description:
    """What a page says."""
    return derive_bytes(text.encode(), "page.md", dialect=dialect)


def test_rows_in_the_order_of_the_alphabet_show_where_an_object_ends() -> None:
    """`Sail` goes back behind `Width` of the ribbon: it is a field of the kite. A wrapper holds one thing alone."""
    rows = [("Kites", "Array of Kite", ""), ("Kite", "", ""), *((name, "String", "") for name in ("Age", "Colour", "Id", "Length", "Name"))]
    rows += [("Ribbons", "Array", ""), ("Ribbon", "", ""), *((name, "String", "") for name in ("Length", "Tint", "Width"))]
    rows += [(name, "String", "") for name in ("Sail", "Shape", "Size", "Tail", "Weight")]
    table = "".join(f"|{name}|{kind}|x|{words}|\n" for name, kind, words in rows)
    said = read(f"{HEAD}{ACTION}\n## Response parameters\n\n|Parameter|Type|Example|Description|\n|---|---|---|---|\n{table}", "alibaba")
    places = {item.name: at for at, item in walk(said.fields)}
    assert places["Width"].count("/") > places["Sail"].count("/")
    assert {at.rpartition("/")[0] for name, at in places.items() if name in ("Age", "Sail", "Weight")} == {places["Age"].rpartition("/")[0]}


def test_an_example_that_forgets_a_bracket_is_read_and_told() -> None:
    """What is left open is closed before the bracket that closes what is around it; three at most."""
    assert bodies('{"kites": [{"id": 1, "wind": {"from": "north"}], "next": 4}') == (
        [{"kites": [{"id": 1, "wind": {"from": "north"}}], "next": 4}],
        False,
    )
    assert bodies('{"a": [{"b": [{"c": [{"d": 1]}') == ([], False)
    assert bodies('{"kites": [1, 2') == ([], False)


def test_an_operation_may_stand_in_a_table() -> None:
    """A row that is a method beside a path."""
    table = "|Method|URI|\n|---|---|\n|GET|/v1/kites/{kite_id}/tails/[?page_size, page_no]|\n"
    rows = "|Name|Type|Required|Description|\n|---|---|---|---|\n|kite_id|String|Yes|The kite.|\n"
    said = read(f"# List tails\n\n## URI\n\n{table}\n## Request parameters\n\n{rows}", "huawei")
    assert (said.method, said.path) == ("GET", "/v1/kites/{kite_id}/tails")


def test_placeholders_of_templates_are_parameters_of_the_path() -> None:
    """`{{ $version }}` and `[KITE]`."""
    said = read(
        "# List tails\n\n**Request:**\n\n    GET /api/{{ $version }}/kite/[KITE]/tails\n\nOptional Query Parameters:\n\n* `max`: how many\n"
    )
    assert said.path == "/api/{version}/kite/{KITE}/tails"
    assert [item.name for item in said.parameters if item.where == "query"] == ["max"]


def test_a_list_of_the_values_of_a_field_is_no_list_of_fields() -> None:
    """It is told."""
    page = "# List kites\n\nGET /kites\n\n## Response\n\nThe state of a kite. It is one of:\n\n* `up`: it flies\n* `down`: it rests\n"
    said = read(page)
    assert said.fields == ()
    assert [one.what for one in said.unread if "list" in one.what] == ["item 'up' of a list", "item 'down' of a list"]


def test_rows_of_one_object_stand_together() -> None:
    """A row that no example shows stands where the row behind it stands, though its name is one of those at the top of answers."""
    rows = [("RequestId", "String"), ("Flight", "Object"), ("NextToken", "String"), ("Height", "Integer"), ("Kites", "Array of Kite")]
    table = "".join(f"|{name}|{kind}|x|words|\n" for name, kind in rows)
    example = '```\n{"RequestId": "1", "Flight": {"Height": 3, "Kites": [{"Id": "1"}]}}\n```\n'
    answer = f"## Response parameters\n\n|Parameter|Type|Example|Description|\n|---|---|---|---|\n{table}|Id|String|x|words|\n"
    said = read(f"{HEAD}{ACTION}\n{answer}\n## Examples\n\nSample success responses\n\n{example}", "alibaba")
    places = {item.name: at for at, item in walk(said.fields)}
    assert places["NextToken"] == "/Flight/NextToken"
    assert places["Id"] == "/Flight/Kites/*/Id"


def test_a_total_behind_a_list_without_depth_stands_beside_it() -> None:
    """In a page of no dialect as well; what is called otherwise may be a part of the list."""
    rows = "|kites|array|The kites.|\n|id|string|Its id.|\n|total|integer|How many there are.|\n"
    said = read(f"# List kites\n\nGET /kites\n\n## Response\n\n|Name|Type|Description|\n|---|---|---|\n{rows}")
    assert [at for at, _ in walk(said.fields)] == ["/kites", "/kites/*/id", "/total"]
