"""What fresh pages wrote otherwise: tables of response codes, needs beside a type, several ranges, ways without their list."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes
from listproof.derive.document import Description
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.cues import cues_of
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import ranges_of

WHOLE = Kind("integer")
TEXT = Kind("string")
TEXTS = Kind("array", items=TEXT)


def page(text: str) -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), "page.md")


def told(said: Description, words: str) -> bool:
    """Whether something unread is told in these words."""
    return any(words in str(note) for note in said.unread)


CODES = """# List kites

GET /kites

This operation lists kites. It may answer so:

| Response Code | Name | Description |
|---|---|---|
| 200 | OK | The request completed. |
| 503 | Service Unavailable | The system is busy. |

## Request

| Name | Type | Description |
|---|---|---|
| X-Kite-Token | String *(Required)* | The token. |
| colour | String (optional) | The colour. |
"""


def test_a_table_of_response_codes_holds_no_fields() -> None:
    """Codes of an answer are its statuses, whatever their names are called."""
    said = page(CODES)
    assert not said.fields
    assert said.statuses == (200, 503)


def test_a_need_may_stand_beside_the_type() -> None:
    """`String *(Required)*` is a text that must be given."""
    said = page(CODES)
    assert [(one.name, one.kind.type, one.required) for one in said.parameters] == [
        ("X-Kite-Token", "string", True),
        ("colour", "string", False),
    ]
    assert not told(said, "is not known, taken as text")


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("The value is a positive integer from 0 to 1000.", {"minimum": 0, "maximum": 1000}),
        ("The value ranges from 1 to 9, or 99, or 33 to 36.", {}),
        ("The value ranges from 1 to 15 and 33 to 36.", {}),
        ("取值范围为1~9或99。", {}),
        ("The value ranges from 1 to 9.", {"minimum": 1, "maximum": 9}),
        ("适用范围：如果风筝为盒形则范围为[1,60]；如果为菱形则范围为[1,1440]。", {}),
    ],
)
def test_a_range_beside_another_is_not_all(words: str, bounds: dict[str, int]) -> None:
    """One of two ranges bounds nothing."""
    assert ranges_of(words, WHOLE) == bounds


@pytest.mark.parametrize(
    ("words", "kind", "values"),
    [
        ("风筝类型。\n• 取值为“Box”，表示盒形。\n• 取值为“Delta”，表示三角形。", TEXT, ("Box", "Delta")),
        ("是否开启。\n• 取值为“1”，表示开启。\n• 取值为“0”，表示不开启。", WHOLE, (1, 0)),
        ("风筝种类： - BOX：盒形 DELTA：三角形 ROLLER：菱形", TEXT, ("BOX", "DELTA", "ROLLER")),
        ("创建时间。取值范围：UTC时间格式：yyyy-MM-ddTHH:mm:ss", TEXT, ()),
    ],
)
def test_values_in_a_sentence_each(words: str, kind: Kind, values: tuple[Any, ...]) -> None:
    """Items that say `取值为` hold one value each; a form of time is none."""
    assert choices_of(words, kind)[0] == values


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("Number of kites to return. (100 by default)", WHOLE, 100),
        ("Number of kites to return (optional: 100 by default)", WHOLE, 100),
        ("是否搜索归档的风筝（默认值false）。", Kind("boolean"), False),
        ("当前一个风筝的线数量限制默认值为20。", TEXTS, None),
    ],
)
def test_defaults_in_brackets(words: str, kind: Kind, value: Any) -> None:
    """A default may stand in brackets; a limit of how many there are is no default of a list."""
    assert default_of(words, kind)[0] == value


def test_a_way_without_its_list_makes_the_list() -> None:
    """Rows `Kites.Id` and `Kites.Name` are parts of a list that no row names, and it is told."""
    said = page(
        "# ListKites\n\nGET /kites\n\n## Response parameters\n\n|Name|Type|Example|Description|\n|---|---|---|---|\n"
        "|RequestId|String|r-1|The ID of the request.|\n|Kites.Id|Long|1|The ID.|\n| |String|k|Nothing.|\n|Kites.Name|String|k|The name.|\n"
    )
    kites = next(one for one in said.fields if one.name == "Kites")
    assert (kites.kind.type, [one.name for one in kites.children]) == ("array", ["Id", "Name"])
    assert told(said, "taken as an array of objects")
    assert told(said, "its name is missing")


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("• BOX：盒形\n• DELTA：三角形", ("BOX", "DELTA")),
        ("• Box: of cells\n• Delta: of one sheet", ()),
        ("• Box：盒形。\n• Delta：三角形。", ()),
    ],
)
def test_a_description_may_be_a_list_and_nothing_else(words: str, values: tuple[Any, ...]) -> None:
    """Codes are values; words may be names of anything, and the list is told."""
    found, _, why = choices_of(words, TEXT)
    assert found == values
    assert bool(why) is not bool(values)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("转发优先级，从1递增，最高100。", "bound"),
        ("配置状态，可以为ACTIVE。", "list of values"),
        ("风筝的类型，分为BOX或者DELTA", "list of values"),
        ("API类型：BOX或DELTA", "list of values"),
        ("self: 我的风筝", "list of values"),
        ("To ask for broken kites, set kite_state to broken.", "list of values"),
    ],
)
def test_what_speaks_of_a_fact_is_a_cue(words: str, what: str) -> None:
    """What no reader takes is told all the same."""
    assert what in {kind for kind, _ in cues_of(words)}
