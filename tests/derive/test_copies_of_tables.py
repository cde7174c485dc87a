"""Forms of pages that nobody who knew the readers had drawn: what stood in them was read wrongly, or its row was not read at all."""

from __future__ import annotations

import pytest

from listproof.derive import derive_bytes, openapi
from listproof.derive.document import Description, Item, walk
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.cues import untaken
from listproof.derive.prose.values import ranges_of

NUMBER, TEXT = Kind("integer"), Kind("string")


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def fields(said: Description) -> dict[str, Item]:
    """Each field by its place."""
    return dict(walk(said.fields))


@pytest.mark.parametrize(
    ("cell", "required"), [("No (query parameter)", False), ("Yes（query parameter）", True), ("No (optional)", False)]
)
def test_a_remark_behind_yes_or_no_leaves_the_row(cell: str, required: bool) -> None:
    """A cell that says more behind its yes or no fits its column, and a place in that remark is the row's."""
    rows = f"| colour | {cell} | String | Its colour. |\n| kite_id | Yes | String | The kite. |\n"
    said = page(
        "# List lines\n\n## URI\n\nGET /kites/{kite_id}/lines\n\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n" + rows
    )
    found = next(item for item in said.parameters if item.name == "colour")
    assert (found.where, found.required) == ("query", required)


def test_other_words_behind_yes_or_no_are_prose() -> None:
    """What a remark says beside a yes or no is listed like other words of the row."""
    head = "# List kites\n\nGET /kites\n\n## Query parameters\n\n| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n"
    said = page(f"{head}| colour | No (at most 7) | String | Its colour. |\n| kind | No | String | Its kind. |\n")
    assert any("at most 7" in note.why for note in said.unread)


def test_signs_of_which_a_text_is_made_are_no_values() -> None:
    """`Only letters and digits are allowed` is no list, and told as a pattern."""
    words = "ID of the kite. Only letters and digits are allowed."
    assert tuple(choices_of(words, TEXT)[0]) == ()
    assert any("speaks of a pattern" in why for why in untaken(words, TEXT, {}, ()))


@pytest.mark.parametrize(
    "words", ["It must start with a letter.", "It cannot contain the following characters: ASCII (0-31).", "仅支持字母、数字。"]
)
def test_a_pattern_in_words_is_told(words: str) -> None:
    """Which signs a text may hold is listed though no expression says it."""
    assert any("speaks of a pattern" in why for why in untaken(words, TEXT, {}, ()))


def test_the_bound_with_a_number_says_more() -> None:
    """Of `cannot be negative` and `the minimum is 1` the number is the bound."""
    assert ranges_of("How many. The value cannot be a negative number. The minimum value is 1 and the maximum value is 9.", NUMBER) == {
        "minimum": 1,
        "maximum": 9,
    }


def test_the_label_of_a_default_speaks_of_no_list() -> None:
    """`默认取值` over `不涉及` leaves no note on a list of values."""
    assert not any("list of values" in why for why in untaken("默认取值\n\n不涉及。", TEXT, {}, ()))


@pytest.mark.parametrize("words", ["Two letters (en when absent).", "20 unless given."])
def test_what_holds_where_nothing_is_given_is_told(words: str) -> None:
    """A default that no word calls one is listed."""
    assert any("speaks of a default" in why for why in untaken(words, TEXT, {}, ()))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Subscription,PayAsYouGo", "Subscription, PayAsYouGo"),
        ("red/green", "red, green"),
        ("lid, handle, base", "lid, handle, base"),
        ("颜色：red红、white白", "red, white"),
        ("application/json", ""),
        ("N/A", ""),
    ],
)
def test_words_that_stand_alone_beside_one_another_are_told(words: str, named: str) -> None:
    """Words between commas, strokes or their meanings are named where no fact holds them."""
    head = "# List kites\n\nGET /kites\n\n## Query parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n"
    said = page(f"{head}| kind | string | No | {words} |\n")
    why = [note.why for note in said.unread if note.what.startswith("kind in ")]
    assert any(f"its words name {named}, which is in no fact" in one for one in why) is bool(named), why


def test_a_way_may_lead_through_what_no_row_names() -> None:
    """`items[].lamp.colour` stands in an object of each item, though no row names the lamp; which is told."""
    rows = (
        "| items | list of Kite | All. |\n| items[].lamp.colour | string | Its colour. |\n| items[].lamps[].span | number | Its span. |\n"
    )
    said = page(
        f"# List kites\n\nGET /kites\n\n## Response\n\n| Field | Type | Description |\n|---|---|---|\n{rows}| total | integer | All. |\n"
    )
    found = fields(said)
    assert found["/items/*/lamp/colour"].kind.type == "string"
    assert found["/items/*/lamps/*/span"].kind.type == "number"
    assert "/total" in found
    assert any(note.what.startswith("lamp in") and "taken as an object" in note.why for note in said.unread)


COPY = (
    "List kites\nGET /kites\nRequest parameters\nName |\nType |\nRequired |\nDescription |\nlimit |\nInteger |\nNo |\nHow many. |\n"
    "Response parameters\nName |\nType |\nDescription |\ntotal |\nInteger |\nAll. |\nkites |\nArray |\nThe kites. |\n{line}\n"
    "Name |\nType |\nDescription |\nspan |\nInteger |\nIts span. |\n"
)


@pytest.mark.parametrize("line", ["kites", "kites参数说明:"])
def test_a_line_right_above_a_header_is_no_cell(line: str) -> None:
    """In a copy with a cell on each line, a line without a bar above the header of a table names its object."""
    found = fields(page(COPY.format(line=line), "page.txt"))
    assert [place for place in found if place.endswith("/span")] == ["/kites/*/span"]


def test_a_remark_behind_a_heading_leaves_it_known() -> None:
    """`返回元素(调用成功)` begins the answer, so that its table is none of parameters."""
    text = COPY.replace("Response parameters", "返回元素(调用成功)").format(line="kites")
    said = page(text, "page.txt")
    assert [item.name for item in said.parameters] == ["limit"]
    assert "/total" in fields(said)


def test_an_address_among_the_examples_shows_the_path() -> None:
    """Where nothing else gives it, the path is that of an example's address whose query names a row, whatever the dialect."""
    text = (
        "Querying Kites\n\nURI\n\nTable 1 Query Parameters\n\nParameter | Mandatory | Type | Description |\n---|---|---|---|\n"
        "limit | No | Integer | How many. |\n\nExample Requests\n\nhttps://kites.example.com/v3/kites?limit=10\n\nX-Auth-Token\n"
    )
    said = derive_bytes(text.encode(), "page.txt", dialect="huawei")
    assert list(openapi(said)["paths"]) == ["/v3/kites"]
    assert any("only an address shows it" in note.why for note in said.unread)
