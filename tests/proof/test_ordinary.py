"""Where records show nothing that services stumble over, what they would stumble over is asked for all the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from listproof.contract import load, slugs
from listproof.evidence import Store
from listproof.laws import Listing
from listproof.proof.command import command
from listproof.proof.servers import faults_of, legal, server
from listproof.proof.suite import laws
from listproof.proof.trials import Trial, listing_of, names_it, outcomes_of, tried

WORLD = "ordinary-texts"
NOON = 1_795_406_400.0
KINDS = (
    "filter-blank", "filter-quote", "filter-decoded-twice", "filter-zero-ignored", "filter-trims-digits", "filter-prefix", "filter-exact",
    "filter-percent", "filter-star", "filter-fuzzy", "filter-case-sensitive", "filter-case-insensitive",
)  # fmt: skip
UNSEEN = ("filter-non-ascii", "filter-plus", "filter-backslash")
"""Kinds that do nothing where no record shows what they spoil."""


def _listing(store: Store) -> Listing:
    law = next(law for law in laws() if law.id == "filters.keeps-what-it-names")
    return Listing(store, law)


def _first_of_each(slug: str, kinds: tuple[str, ...]) -> list[str]:
    found: dict[str, str] = {}
    for fault in faults_of(slug).values():
        if fault.kind in kinds:
            found.setdefault(fault.kind, fault.id)
    return list(found.values())


@pytest.mark.parametrize(("slug", "fault"), [(slug, fault) for slug in slugs() for fault in _first_of_each(slug, KINDS)])
def test_a_text_that_is_misread_is_caught_among_ordinary_ones(slug: str, fault: str) -> None:
    """Cut, unquoted, decoded twice, passed over or taken for a pattern: each keeps what it should not."""
    planted = faults_of(slug)[fault]
    caught = tried(Trial(slug, "fault", fault, until="a law catches", within=WORLD)).caught
    assert any(names_it(planted.area, planted.names, catch) for catch in caught)


@pytest.mark.parametrize(("slug", "fault"), [(slug, fault) for slug in slugs() for fault in _first_of_each(slug, UNSEEN)])
def test_what_is_not_caught_there_does_nothing_there(slug: str, fault: str) -> None:
    """Its server answers as the one that does not lie, whatever is asked of its filter: what records show, pieces of it, and odd texts."""
    (name,) = [one for one in faults_of(slug)[fault].names if load(slug).has_parameter(one)]
    true, lying = (_listing(listing_of(server(slug, fault=one, variant=WORLD, at=NOON))) for one in ("", fault))
    pointer = true.contract.filter(name).field.of(true.contract.base)
    shown = [str(value) for value in true.values.shown(pointer or "")][:20]
    odd = ["+", "\\", "é", "训练", "a+b", "a\\b", " ", "%", "'", *(f"{text}{mark}x" for text in shown[:3] for mark in ("+", "\\", "é"))]
    for value in (*shown, *(text[: len(text) // 2 + 1] for text in shown), *(text.upper() for text in shown), *odd):
        assert lying.first_page({name: value}).names == true.first_page({name: value}).names, value


@pytest.mark.parametrize("slug", slugs())
def test_ordinary_texts_are_of_letters_digits_and_hyphens(slug: str) -> None:
    """In every field that a filter of text looks at, but for texts of several words; a documented example may hold `_`."""
    store = listing_of(server(slug, variant=WORLD))
    for name in _listing(store).values.text_filters:
        one = store.contract.filter(name)
        pointer = one.field.of(store.base.arguments)
        words = "words" in (one.matches.of(store.base.arguments) or ())
        shown = [] if words or pointer is None else list(_listing(store).values.shown(pointer))
        assert [text for text in shown if not re.fullmatch(r"[\w-]+", text, re.ASCII)] == []


@pytest.mark.parametrize("slug", slugs())
def test_a_refusal_of_a_text_that_nobody_shows_is_no_violation(slug: str) -> None:
    """A service may hold names to ordinary letters, and is judged by what it answers."""
    store, outcomes = outcomes_of(Trial(slug, "variant", "strict-texts"))
    other = [outcome for outcome in outcomes if outcome.verdict not in ("pass", "unsupported")]
    # How a text that is refused would have been read is not told; nothing else is left open.
    told = [(outcome.law, outcome.verdict, outcome.reason) for outcome in other if "no answer tells which side" not in outcome.reason]
    assert told == []
    assert any("bad-parameter" in kind or kind.startswith("4") for kind in store.refusals)


def test_records_of_a_variant_are_made_once_for_all_its_faults() -> None:
    """And never shared with the usual server, which shows others."""
    slug = "huawei-coc-documents"
    one, two = (server(slug, fault=fault, variant=WORLD) for fault in _first_of_each(slug, KINDS)[:2])
    assert one.store is two.store
    assert one.store is not legal(slug).store
    assert one.like().store is not one.store


def test_the_command_plants_faults_in_a_variant(tmp_path: Path) -> None:
    """And in nothing else; a variant that nobody knows is an error."""
    asked = ["--contract", "huawei-coc-documents", "--fault", "filter-blank", "-n", "1", "-o", str(tmp_path)]
    done = CliRunner().invoke(command, [*asked, "--in", WORLD])
    assert done.exit_code == 0, done.output
    assert "1 of 1 faults caught" in done.output
    assert "0 of 0 conforming servers" in done.output
    assert f"`{WORLD}`" in (tmp_path / "proof.md").read_text("utf-8")
    refused = CliRunner().invoke(command, [*asked, "--in", "no-such-world"])
    assert refused.exit_code != 0
    assert "there is no variant no-such-world" in refused.output
