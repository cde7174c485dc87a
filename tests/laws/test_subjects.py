"""Subjects are values whose text is their id in reports and histories."""

from __future__ import annotations

import pytest

from listproof.contract import load, slugs
from listproof.laws import Bound, ChosenBy, FilterPair, Ordered, Range, Subject, TwoKeys, declared_facts, subject_told, subjects
from listproof.laws.subject import names_in
from listproof.proof.suite import laws

from ..contract.orchards import contract as orchards
from ..contract.orchards import parameter

LAWS = {law.id: law for law in laws()}


@pytest.mark.parametrize(
    ("subject", "text", "names"),
    [
        ("job_name", "job_name", ("job_name",)),
        (Bound("limit", "maximum"), "limit.maximum", ("limit",)),
        (FilterPair("a", "b"), "a&b", ("a", "b")),
        (Range("since", "until"), "since&until", ("since", "until")),
        (ChosenBy("from", "GmtCreateTime"), "from by GmtCreateTime", ("from", "GmtCreateTime")),
        (Ordered("name", "desc"), "name desc", ("name", "desc")),
        (TwoKeys("name", "age"), "name,age", ("name", "age")),
    ],
)
def test_a_subject_is_told_by_its_text_and_knows_its_names(subject: Subject, text: str, names: tuple[str, ...]) -> None:
    """What reports hold is the text; what code asks for are the fields."""
    assert (str(subject), names_in(subject)) == (text, names)


def test_no_subject_has_no_names() -> None:
    """A law of the whole listing is about no name."""
    assert names_in(None) == ()


@pytest.mark.parametrize("slug", slugs())
def test_every_subject_is_found_by_its_text(slug: str) -> None:
    """Texts are distinct within a law, so that a record of a run leads back to what was tried."""
    contract = load(slug)
    for law in LAWS.values():
        known = subjects(law, contract)
        assert [subject_told(law, contract, None if one is None else str(one)) for one in known] == list(known)


def test_an_unknown_subject_is_refused() -> None:
    """With the law and the contract that lack it."""
    law, contract = LAWS["bounds.inside-is-accepted"], load("huawei-hss-kubernetes-jobs")
    with pytest.raises(LookupError, match=r"bounds\.inside-is-accepted has no subject 'nothing\.maximum' in huawei-hss-kubernetes-jobs"):
        subject_told(law, contract, "nothing.maximum")


def test_one_parameter_is_not_both_ends_of_a_range() -> None:
    """Where another parameter chooses what a filter means, only one end of it can be asked for at a time."""
    chosen = {"chosen-by": "how", "when": {"lt": "before", "gte": "from"}, "absent": "equals"}
    filters = {"trees": {"field": "/trees", "as": "number", "matches": chosen}}
    how = parameter("how", {"type": "string", "enum": ["lt", "gte"]})
    told = orchards(parameter("trees", {"type": "integer"}), how, filters=filters)
    assert list(subjects(LAWS["filters.range-ends-meet"], told)) == []


def test_what_a_law_declares_is_filled_in_for_each_name_of_a_subject() -> None:
    """A pair exercises both of its filters, a bound its parameter and itself alone."""
    contract = load("huawei-hss-kubernetes-jobs")
    assert declared_facts(LAWS["filters.two-keep-what-both-keep"], contract, FilterPair("a", "b")) == (
        "filters.a&b",
        "filters.a",
        "filters.b",
        "total",
        "total.counts",
    )
    declared = declared_facts(LAWS["bounds.inside-is-accepted"], contract, Bound("limit", "maximum"))
    assert declared == ("parameters.limit.maximum", "parameters.limit")
