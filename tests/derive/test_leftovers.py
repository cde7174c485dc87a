"""Whatever the words of a row name and no fact of it holds is listed, however it is worded."""

from __future__ import annotations

import time

import pytest

from listproof.derive import derive_bytes
from listproof.derive.document import Description, Item, SourcePlace
from listproof.derive.kinds import Kind
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.leftovers import leftovers
from listproof.derive.prose.values import ranges_of

TEXT = Kind("string")


def asked(words: str, kind: str = "string") -> Description:
    """What is read of a page with a parameter `kind` of these words, beside one called `colour`."""
    head = "| Name | Type | Required | Description |\n|---|---|---|---|\n"
    table = f"{head}| kind | {kind} | No | {words} |\n| colour | string | No | A colour. |\n"
    return derive_bytes(f"# List kites\n\nGET /kites\n\n## Query parameters\n\n{table}".encode(), "page.md")


def told(said: Description) -> list[str]:
    """Why something of the parameter is listed."""
    return [note.why for note in said.unread if note.what.startswith("kind in ")]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("风筝有soaring和diving之分", "soaring, diving"),
        ("The server writes 1800 here.", "1800"),
        ('Kites are sorted by "span" unless told.', "span"),
        ("A kite without wind has WIND_NONE here.", "WIND_NONE"),
        ("The command that is run, kites.get here.", "kites.get"),
        ("内容类型,以text为准", ""),
        ("线轴设置为spool", "spool"),
    ],
)
def test_what_words_name_and_no_fact_holds_is_told(words: str, named: str) -> None:
    """Numbers, quoted words, codes and words side by side are told though no pattern knows how the sentence speaks of them."""
    why = told(asked(words))
    assert any(f"its words name {named}, which is in no fact" in one for one in why) is bool(named), why


@pytest.mark.parametrize(
    "words",
    [
        "One of `red`, `blue`. Default: `red`.",
        "The kite, for example 1800.",
        "See section 12 of the guide.",
        "Letters, digits, and spaces.",
        "Kites of this colour and kind.",
        "The time as yyyy-MM-ddTHH:mm:ssZ.",
    ],
)
def test_what_is_in_facts_or_illustrates_is_not_told(words: str) -> None:
    """Values that are facts, examples, other pages, names of rows and forms of times are no loss."""
    assert not any("which is in no fact" in one for one in told(asked(words)))


def test_what_a_note_tells_already_is_not_told_twice() -> None:
    """A sentence that another note quotes is listed once."""
    why = told(asked("If colour is red, 1 to 9.", "integer"))
    assert len(why) == 1, why


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Only Biere is currently supported.", ("Biere",)),
        ("Only north and south are supported.", ("north", "south")),
        ("Only one is allowed.", ()),
        ("暂停类型。目前仅支持PauseKite。", ("PauseKite",)),
        ("Status. The value can be: Up, indicating that it flies. Torn, indicating that it does not.", ("Up", "Torn")),
        ("Kind.\n• FlatKite: Flies low.\n• BoxKite: Flies high.", ("FlatKite", "BoxKite")),
        ("取值范围:{red, blue}", ("red", "blue")),
        ("Valid values:\n• Time:Desc (default): newest first\n• Time:Asc", ("Time:Desc", "Time:Asc")),
        ("内容类型。请填 application/json。", ("application/json",)),
        ("应用,固定取值kite-1", ("kite-1",)),
        ("Kind of kite, either flat, box or delta.", ("flat", "box", "delta")),
        ("Searches either name or id.", ()),
        ("The state:\n• Ready: indicates that it flies.\n• Torn: indicates that it does not.", ("Ready", "Torn")),
        ("The line of the kite.\n• tcp: TCP\n• udp: UDP", ("tcp", "udp")),
        ("Valid values:\n• default: the usual\n• own: another\n• If you leave this parameter empty, both are shown.", ("default", "own")),
        ("field to sort by; one of id|state|span.", ("id", "state", "span")),
        ("操作。取值:\nListKites。", ("ListKites",)),
        ("状态。默认取值:Ready。", ()),
    ],
)
def test_lists_in_words_that_were_passed_over(text: str, values: tuple[str, ...]) -> None:
    """What is supported alone, what is to be filled in, words after `either`, and items that explain themselves are values."""
    assert tuple(choices_of(text, TEXT)[0]) == values


def test_lists_of_several_cases_are_told() -> None:
    """Of two lists that hold in a case each, none is that of the whole."""
    values, _, why = choices_of("值由键决定。\nkind取值范围:\n• flat:平\n• box:盒\nstate取值范围:\n• up:升\n• down:降", TEXT)
    assert values == ()
    assert "from case to case" in why


def test_a_word_behind_a_colon_is_no_default() -> None:
    """`Time:Desc (default)` is one value, of which the half behind the colon is none."""
    assert default_of("Order. Valid values:\n• Time:Desc (default): newest first\n• Time:Asc", TEXT)[0] != "Desc"


def test_numbers_in_quotes_are_bounds() -> None:
    """A copy that quotes numbers bounds with them all the same."""
    assert ranges_of('条数。默认为"10",最大值为"100"。', Kind("integer")) == {"maximum": 100}


def test_a_pattern_may_begin_with_letters() -> None:
    """A pattern that begins with plain letters is one where it holds brackets and ends with a dollar."""
    assert asked("Kite ID. Regular expression matching: al([a-z]){22}$").parameters[0].facets["pattern"] == "al([a-z]){22}$"


def test_a_sentence_without_end_costs_no_more_than_its_length() -> None:
    """What is looked for in a sentence is looked for in its first thousand characters."""
    begun = time.process_time()
    list(leftovers([Item("kind", TEXT, SourcePlace("Query parameters", "kind"), words="a.b_c" * 60_000)], (), ()))
    assert time.process_time() - begun < 5
