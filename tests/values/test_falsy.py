"""Null, false and 0 are values: which of them a filter is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Choice, Filter, Parameter, Source
from listproof.values.falsy import falsy_flag, falsy_number, falsy_text, reads_words


def asked(kind: str = "string", **schema: Any) -> Parameter:
    """A parameter of the query."""
    return Parameter("p", "query", {"type": kind, **schema}, Source("003"))


def on(**said: Any) -> Filter:
    """A filter by the words of its contract."""
    return Filter(**{"name": "p", "field": Choice("/owner"), "matches": Choice(("equals",)), **said})


@pytest.mark.parametrize(
    ("one", "held", "tried", "lacking", "value"),
    [
        (on(), asked(), (), True, "null"),
        (on(), asked(), (), False, "null"),
        (on(), asked(), ("null",), False, "false"),
        (on(), asked(), ("null",), True, None),
        (on(), asked(), (["a", "null"],), True, None),
        (on(everything="null"), asked(), (), True, None),
        (on(), asked(maxLength=3), (), True, None),
        (on(), asked("array", items={"type": "string"}), (), True, ["null"]),
    ],
)
def test_a_word_of_nothing_is_asked_for_where_it_tells(
    one: Filter, held: Parameter, tried: tuple[Any, ...], lacking: bool, value: Any
) -> None:
    """Null where records lack the field, else whichever was not tried; none that may not be held or that means everything."""
    assert falsy_text(one, held, tried, lacking=lacking) == value


@pytest.mark.parametrize(
    ("one", "held", "reads"),
    [
        (on(), asked(), True),
        (on(), asked(enum=["a"]), False),
        (on(), asked(pattern="^[a-z]$"), False),
        (on(), asked(format="uuid"), False),
        (on(compares="number"), asked("integer"), False),
        (on(matches=Choice(("not-equals",))), asked(), False),
        (on(matches=Choice(("contains-any-case",))), asked(), True),
    ],
)
def test_only_free_texts_are_asked_for_a_word(one: Filter, held: Parameter, reads: bool) -> None:
    """Not lists of values, forms, numbers and what a negation keeps."""
    assert reads_words(one, held, one.matches.absent or ()) is reads


def test_a_word_without_quotes_is_no_text_of_an_expression() -> None:
    """Where an expression holds its value bare, null is a word of the expression."""
    quoted, bare = (Parameter("p", "query", {"type": "string"}, Source("003"), carrier="q", spelled=each, spelling="clause") for each in
                    ('owner = "{}"', "owner = {}"))  # fmt: skip
    assert reads_words(on(), quoted, ("equals",))
    assert not reads_words(on(), bare, ("equals",))


def test_zero_and_false_are_asked_for_within_bounds() -> None:
    """Not below a minimum, and not where a document says that they turn the filter off."""
    assert falsy_number(on(), asked("integer")) == 0
    assert falsy_number(on(), asked("integer", minimum=1)) is None
    assert falsy_number(on(everything=0), asked("integer")) is None
    assert falsy_flag(on(), asked("boolean"), {True: 3}) is False
    assert falsy_flag(on(), asked("boolean"), {True: 3, False: 1}) is None
    assert falsy_flag(on(everything="false"), asked("boolean"), {True: 3}) is None
