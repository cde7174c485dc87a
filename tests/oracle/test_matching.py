"""Each reading keeps what its name says, and answers `open` only where a fair understanding could differ."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from listproof.contract.rules.comparing import fits
from listproof.oracle import READINGS, instant, matches, surely

TEXT = st.text(st.sampled_from("aAbB%_*?.[+ ıİßéÉ漢"), max_size=6)
SIMPLE = ("equals", "contains", "prefix", "suffix", "like", "glob")
ANY_CASE = ("equals-any-case", "contains-any-case", "like-any-case", "glob-any-case", "prefix-any-case", "suffix-any-case")
YES_OR_NO = (*SIMPLE, "one-of")


@given(TEXT, TEXT, st.sampled_from(SIMPLE))
def test_ignoring_case_keeps_at_least_what_minding_it_keeps(shown: str, given_: str, reading: str) -> None:
    """A reading of any case keeps whatever its strict sister keeps, and a text in any ASCII case."""
    if matches(reading, "text", shown, given_):
        assert matches(f"{reading}-any-case", "text", shown, given_) is True if f"{reading}-any-case" in READINGS else True


@given(st.lists(TEXT, max_size=8), TEXT, st.sampled_from([*SIMPLE, *ANY_CASE]))
def test_many_at_once_are_what_each_is_alone(texts: list[str], given_: str, reading: str) -> None:
    """The texts that a reading keeps for sure, in one look or one by one."""
    assert surely(reading, texts, given_) == {i for i, text in enumerate(texts) if matches(reading, "text", text, given_) is True}


@given(TEXT, TEXT)
def test_any_case_is_sure_of_ascii_and_open_beyond(shown: str, given_: str) -> None:
    """What differs only in ASCII case is kept for sure; only what differs in other alphabets' case is open; the rest is not kept."""
    told = matches("equals-any-case", "text", shown, given_)
    lower = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
    if shown.translate(lower) == given_.translate(lower):
        assert told is True
    elif shown.casefold() == given_.casefold():
        assert told is None
    else:
        assert told is False


@given(TEXT, TEXT, st.sampled_from(YES_OR_NO))
def test_minding_case_is_never_open(shown: str, given_: str, reading: str) -> None:
    """Equality, containment, prefixes, wildcards and lists of exact text leave nothing open."""
    assert matches(reading, "text", shown, given_) in (True, False)


@given(TEXT, TEXT)
def test_readings_of_text_imply_one_another(shown: str, given_: str) -> None:
    """Equal implies prefix implies contained; what contains a text without wildcards matches it as a pattern."""
    equals, prefix, suffix, contains = (matches(one, "text", shown, given_) for one in ("equals", "prefix", "suffix", "contains"))
    assert not equals or (prefix and suffix)
    assert not (prefix or suffix) or contains
    assert suffix == matches("prefix", "text", shown[::-1], given_[::-1])
    assert contains == (given_ in shown)
    if not set(given_) & set("%_"):
        assert matches("like", "text", shown, given_) == contains
    if not set(given_) & set("*?"):
        assert matches("glob", "text", shown, given_) == contains


@given(TEXT, TEXT)
def test_wildcards_are_those_of_a_pattern(shown: str, given_: str) -> None:
    """`%` and `*` stand for any run, `_` and `?` for one character, and every other character for itself."""
    for reading, run, one in (("like", "%", "_"), ("glob", "*", "?")):
        pattern = "".join(".*" if c == run else "." if c == one else re.escape(c) for c in given_)
        assert matches(reading, "text", shown, given_) == bool(re.search(pattern, shown, re.DOTALL))


def test_a_wildcard_matches_across_lines() -> None:
    """A run may hold anything."""
    assert matches("like", "text", "a\nb", "a%b") is True
    assert matches("glob", "text", "a\nb", "a?b") is True


@given(st.lists(st.text(st.sampled_from("aAbé "), max_size=3), max_size=4), st.text(st.sampled_from("aAbé"), min_size=1, max_size=3))
def test_a_list_keeps_what_any_of_its_parts_keeps(parts: list[str], shown: str) -> None:
    """One of several is equal to one of them, blanks around parts not counted; its separator is the contract's."""
    given_ = [part.strip() for part in parts]
    for separator in (",", "|"):
        assert matches("one-of", "text", shown, separator.join(parts), separator) == (shown in given_)
    answers = {matches("equals-any-case", "text", shown, part) for part in given_ if part}
    expected = True if True in answers else None if None in answers else False
    assert matches("one-of-any-case", "text", shown, ",".join(parts)) == expected


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15), st.sampled_from(["time", "number"]))
def test_ranges_meet_at_their_edge(shown: int, edge: int, compares: str) -> None:
    """From and until hold the edge, after and before do not; together they lose nothing and share nothing else."""
    told = {reading: matches(reading, compares, shown, edge) for reading in ("from", "after", "until", "before", "minimum", "maximum")}
    assert told["from"] == told["minimum"] == (shown >= edge)
    assert told["until"] == told["maximum"] == (shown <= edge)
    assert told["after"] == (shown > edge)
    assert told["before"] == (shown < edge)
    assert told["from"] != told["before"]
    assert told["after"] != told["until"]


@given(st.sampled_from(["from", "after", "until", "before", "minimum", "maximum"]), st.sampled_from(["time", "number"]))
def test_a_record_without_a_value_is_open_to_a_range(reading: str, compares: str) -> None:
    """No document says whether a range keeps what has no value; equality never keeps it."""
    assert matches(reading, compares, None, 5) is None
    assert matches("equals", compares, None, 5) is False
    assert matches("contains", "text", None, "") is False


@given(st.sampled_from(sorted(READINGS)), st.sampled_from(["text", "number", "time", "flag"]), st.data())
def test_every_reading_takes_every_value(reading: str, compares: str, data: st.DataObject) -> None:
    """Whatever a record shows and a query gives, the answer is yes, no or open: never an error."""
    assume(fits(reading, compares))
    objects = st.dictionaries(TEXT, TEXT, max_size=2)
    values = st.one_of(st.none(), st.booleans(), st.integers(), st.just(10**400), st.floats(), TEXT, objects)
    shown, given_ = data.draw(values), data.draw(values)
    assert matches(reading, compares, shown, given_) in (True, False, None)


def test_an_unknown_reading_is_refused() -> None:
    """The known ones are named."""
    with pytest.raises(ValueError, match="unknown reading 'similar'; expected one of after, all-of"):
        matches("similar", "text", "a", "a")


@given(st.dictionaries(TEXT, TEXT, max_size=3), st.dictionaries(TEXT, TEXT, max_size=2))
def test_entries_are_all_there_with_their_values(held: dict[str, str], wanted: dict[str, str]) -> None:
    """Every key that is asked for stands there with its value; a record without entries has none of them."""
    assert matches("entries", "text", held, wanted) == (wanted.items() <= held.items())
    assert matches("entries", "text", None, wanted) == (not wanted)


@pytest.mark.parametrize(
    ("shown", "given_", "told"),
    [
        ("image not found", "not", True), ("image not found", "image not", None), ("image not found", "missing", False),
        ("Image", "image", None), ("imagepull", "image", None), ("拉取镜像失败", "镜像", None), ("拉取镜像失败", "成功", False),
    ],
)  # fmt: skip
def test_a_search_for_words_is_sure_of_whole_words_only(shown: str, given_: str, told: Any) -> None:
    """How a search cuts texts into words is its own affair: sure is only a whole word as it stands."""
    assert matches("words", "text", shown, given_) is told


def test_flags_are_the_same_however_they_are_written() -> None:
    """true and "True" are one, and false is a value."""
    assert matches("equals", "flag", True, "True") is True
    assert matches("equals", "flag", False, "false") is True
    assert matches("equals", "flag", False, True) is False


def test_what_records_do_not_show_is_open() -> None:
    """An opaque filter keeps perhaps."""
    assert matches("opaque", "text", "a", "b") is None


@given(st.integers(-62_135_596_800_000, 253_402_300_799_999), st.integers(-14 * 60, 14 * 60))
def test_a_time_is_the_same_in_every_spelling(moment: int, offset: int) -> None:
    """Milliseconds, their text, RFC 3339 in UTC and in any other zone are one instant, to the millisecond."""
    shown = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment)
    assert instant(moment) == instant(str(moment)) == instant(shown.isoformat().replace("+00:00", "Z")) == moment
    try:
        there = shown.astimezone(timezone(timedelta(minutes=offset)))
    except OverflowError:
        assume(False)
        raise
    assert instant(there.isoformat()) == instant(there.isoformat(" ")) == moment


@pytest.mark.parametrize("value", [None, True, False, "", "soon", "2025-13-01", "2025-01-01T25:00:00Z", [], {}, 10**400])
def test_what_is_no_time_is_none(value: Any) -> None:
    """Neither a flag nor a word nor a thirteenth month is an instant."""
    assert instant(value) is None


def test_a_time_without_a_zone_is_utc() -> None:
    """So is a day."""
    assert instant("2025-04-16T07:25:34") == instant("2025-04-16T07:25:34Z")
    assert instant("1970-01-02") == 86_400_000


@given(st.integers(10**16, 10**40), st.integers(1, 9), st.sampled_from([int, str]), st.sampled_from([int, str]))
def test_long_numbers_are_compared_to_their_last_digit(least: int, more: int, shown: type, given_: type) -> None:
    """Identities of eighteen digits, numbers or texts of them, are no floats: the next one is another number."""
    assert matches("after", "number", shown(least + more), given_(least)) is True
    assert matches("after", "number", shown(least), given_(least + more)) is False
    assert matches("equals", "number", shown(least), given_(least)) is True
    assert matches("equals", "number", shown(least + more), given_(least)) is False


def test_a_uuid_in_other_letters_is_open() -> None:
    """Whoever reads a UUID as one finds it equal in capitals; no other text is, and another UUID is another."""
    shown, capitals = "04b710ec-c61a-4355-aee2-7ff7e3c0d9f1", "04B710EC-C61A-4355-AEE2-7FF7E3C0D9F1"
    told = [matches(reading, "text", shown, given) for reading in ("equals", "one-of") for given in (capitals, [capitals, "x"])]
    assert told == [None, None, None, None]
    assert matches("none-of", "text", shown, [capitals]) is None
    assert matches("one-of", "text", shown, f"{capitals},{shown}") is True
    assert [matches("equals", "text", shown, given) for given in (shown, capitals[:-1] + "2", "")] == [True, False, False]
    assert matches("equals", "text", "ash", "ASH") is False


def test_a_pattern_that_ignores_case_is_sure_of_ascii() -> None:
    """Beyond ASCII it is open whether a service folds a letter."""
    assert [matches("regex-any-case", "text", "Ash-12", given) for given in ("aSH.*", "ash", "oak")] == [True, None, False]
    assert [matches("regex", "text", "Ash-12", given) for given in ("aSH.*", "Ash.*")] == [False, True]
    assert [matches("regex-any-case", "text", "Äsche", given) for given in ("äsche", "Äsche", "oak", "(")] == [None, True, False, None]
