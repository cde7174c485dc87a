"""docs/laws: every law has its section, no section is without a law, and each sample is what the law says today."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from listproof.proof.suite import all_laws
from listproof.verdicts import Sign

from .samples import CHECKOUT, PAGES, Section, pages, sample, sections, steady

LAWS = {law.id: law for law in all_laws()}
SECTIONS = [section for page in pages() for section in sections(page)]
each_section = pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.law)


def test_every_law_has_one_section_on_the_page_of_its_area() -> None:
    """In the order in which the suite has them; a section without a law or a law without a section fails."""
    found = {page.stem: [section.law for section in sections(page)] for page in pages()}
    expected: dict[str, list[str]] = {}
    for law in LAWS.values():
        expected.setdefault(law.area, []).append(law.id)
    assert found == expected


def test_the_front_page_names_every_page() -> None:
    """docs/laws/README.md links the page of each area."""
    text = (PAGES / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in pages() if f"({page.name})" not in text] == []


@each_section
def test_a_section_says_what_the_law_says(section: Section) -> None:
    """Its sentence and its basis are those of the law; relation, guard and remedy are there."""
    law = LAWS[section.law]
    assert section.text.strip().startswith(law.sentence + "\n")
    assert f"- *Basis*: {law.basis}; tried once for " in section.text
    assert ("tried once for a listing." in section.text) == (law.each is None)
    for word in ("Relation", "Guard", "Remedy"):
        assert f"\n- *{word}*: " in section.text


def test_a_remedy_of_its_own_is_for_a_sign_that_violations_show() -> None:
    """What stands in brackets behind the word is a sign of verdicts, else nobody would ever be told that remedy."""
    signs = {sign for section in SECTIONS for sign in re.findall(r"^- \*Remedy \((.*?)\)\*: ", section.text, re.MULTILINE)}
    assert signs
    assert signs <= set(get_args(Sign))


@each_section
def test_a_sample_is_what_the_law_says_today(section: Section) -> None:
    """Run against the simulator with the fault of the sample, the law fails with these lines; times aside."""
    said = sample(section.law, section.contract, section.fault)
    assert steady(section.sample) == steady(said), f"`python {(CHECKOUT / 'tests/laws/samples.py').relative_to(CHECKOUT)}` writes them anew"
    if LAWS[section.law].basis == "convention" or section.fault is None:
        assert all(line.startswith("• ") for line in said)
    else:
        assert said[0].startswith(f"✗ {section.law}")
        assert len(said) == 5
    assert said
