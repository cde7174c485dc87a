"""Texts that nobody shows are made so that whoever misreads them keeps what he should not."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.oracle import surely
from listproof.values.text_mutations import probes, telling_texts

FUZZY = ("contains", "contains-any-case")
NAMES = ("backup-db", "backup-logs", "etl", "job-12")


def kept(reading: str, value: str | None) -> frozenset[int]:
    """The places of the names that a reading keeps."""
    return frozenset(range(len(NAMES))) if value is None else surely(reading, NAMES, value)


@pytest.mark.parametrize(
    "misread",
    [
        lambda value: value.split(" ")[0],
        lambda value: value.split("&")[0],
        lambda value: value.replace("'", ""),
        unquote,
        lambda value: None if value == "0" else value,
        lambda value: value.rstrip("0123456789") or value,
    ],
    ids=["up to the blank", "up to &", "unquoted", "decoded twice", "zero is nothing", "without its number"],
)
@pytest.mark.parametrize("reading", ["contains", "equals", "prefix", "contains-any-case"])
def test_every_mishap_shows_in_some_probe(misread: object, reading: str) -> None:
    """What is kept for the misread text is not what is kept for the text."""
    assert callable(misread)
    made = probes(NAMES, FUZZY, (reading,), ())
    assert any(kept(reading, value) != kept(reading, misread(value)) for value in made)


@pytest.mark.parametrize("pattern", ["like", "glob"])
def test_a_wildcard_shows_where_it_should_be_text(pattern: str) -> None:
    """Not where the document says that it is one."""
    made = probes(NAMES, FUZZY, ("contains",), ())
    assert any(surely(pattern, NAMES, value) - kept("contains", value) for value in made)
    documented = probes(NAMES, (*FUZZY, pattern), ("contains",), ())
    mark = {"like": "%", "glob": "*"}[pattern]
    assert mark in made
    assert mark not in documented


def test_what_was_tried_is_not_tried_again() -> None:
    """A value that showed a mishap leaves nothing for a probe to show."""
    made = probes(NAMES, FUZZY, ("contains",), ())
    assert probes(NAMES, FUZZY, ("contains",), made) == ()
    assert set(probes(NAMES, FUZZY, ("contains",), made[:1])).isdisjoint(made[:1])


def test_what_befalls_all_parameters_is_tried_at_one() -> None:
    """At the others stays what a service does with one value: a zero that is nothing, a pattern, a number that is dropped."""
    assert set(probes(NAMES, FUZZY, ("contains",), (), False)) == {"0", "%", "*", "backup-db7919"}


def test_an_equality_is_tried_for_zero_and_patterns() -> None:
    """The rest is left to filters that search."""
    assert set(probes(NAMES, ("equals",), ("equals",), ())) == {"0", "%", "*"}


def test_what_is_no_text_has_no_probe() -> None:
    """Lists, words and entries are made of texts in ways of their own; no text, no probe."""
    assert probes(NAMES, ("words",), ("words",), ()) == ()
    assert probes((), FUZZY, ("contains",), ()) == ()


TEXTS = st.lists(st.text("ab1-% +'&é", max_size=5), min_size=1, max_size=12, unique=True)


@given(TEXTS, st.sampled_from(["contains", "equals"]))
def test_a_probe_is_a_text_that_no_other_probe_makes_needless(texts: list[str], reading: str) -> None:
    """Of any texts: no probe twice, and none that is tried."""
    names = tuple(sorted(texts))
    made = probes(names, FUZZY, (reading,), names)
    assert len(set(made)) == len(made)
    assert not set(made) & set(names)


@pytest.mark.parametrize("reading", ["equals", "not-equals"])
def test_some_text_keeps_a_part_where_every_record_shows_another(reading: str) -> None:
    """Of texts that each stand in one record one is asked for as it is, though no two readings come apart on it."""
    texts = tuple((f"run-{number:02d}", 1) for number in range(40))
    assert any(text in dict(texts) for text in telling_texts(texts, (reading,), False))


@pytest.mark.parametrize("reading", ["prefix", "suffix", "equals", "contains"])
def test_a_reading_that_minds_case_is_asked_in_another_case(reading: str) -> None:
    """Also where no two texts differ in their case alone: some text keeps more where case is ignored."""
    texts = tuple((f"logs/{name}.txt", 1) for name in ("ash", "birch", "cedar", "fir"))
    whole = [text for text, _ in texts]
    asked = telling_texts(texts, (reading,), False)
    assert any(surely(reading, whole, value) != surely(f"{reading}-any-case", whole, value) for value in asked)


@pytest.mark.parametrize("negation", ["not-equals", "not-contains"])
@pytest.mark.parametrize("sign", ["", "%"])
def test_a_negation_is_asked_for_one_text_where_case_shows_in_it_and_parts_for_a_pattern(negation: str, sign: str) -> None:
    """One that leaves out some records, and others as well where case is passed over; and one that wildcards make leave out more."""
    texts = (("Ann", 9), ("Bob", 8), ("bob", 2), ("Cid", 7), *((("50 %", 1),) if sign else ()))
    asked, *patterns = telling_texts(texts, (negation,), False)
    whole, meant = [text for text, _ in texts], negation.removeprefix("not-")
    assert 0 < len(surely(meant, whole, asked)) < len(surely(f"{meant}-any-case", whole, asked))
    assert [bool(surely("like", whole, text)) for text in patterns] == ([True] if meant == "contains" else [])
    assert not any(surely(meant, whole, text) for text in patterns)


@pytest.mark.parametrize("negation", ["not-equals-any-case", "not-contains-any-case"])
def test_a_negation_of_any_case_is_asked_as_a_pattern_as_well(negation: str) -> None:
    """Also where no record shows a wildcard."""
    texts = (("Ann", 9), ("Bob", 8), ("bob", 2), ("Cid", 7))
    whole = [text for text, _ in texts]
    asked = telling_texts(texts, (negation,), False)
    assert any(surely("like", whole, text) != surely("contains", whole, text) for text in asked)


@pytest.mark.parametrize("negation", ["not-equals", "not-contains"])
def test_a_negation_is_asked_in_another_case_and_as_a_pattern_where_no_records_show_it(negation: str) -> None:
    """Texts that leave out nothing, and something where case is passed over, or wildcards are read in them."""
    texts = tuple((name, 3) for name in ("Ann", "Bob", "Cid"))
    whole, meant = [text for text, _ in texts], negation.removeprefix("not-")
    first, *made = telling_texts(texts, (negation,), False)
    assert surely(meant, whole, first)
    assert not any(surely(meant, whole, text) for text in made)
    assert any(surely(f"{meant}-any-case", whole, text) for text in made)
    assert any(surely("like", whole, text) for text in made)
