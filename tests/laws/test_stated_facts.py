"""A law names only facts that its contract states, and knows which of them bind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from listproof.contract import Contract, Dispute, DisputeReading, Source
from listproof.laws.context.stated_facts import StatedFacts
from listproof.verdicts import Unsupported

from ..made import CONTRACT

SIDES: tuple[dict[str, Any], ...] = ({"ask": {"limit": 0}, "gets": "refused"}, {"ask": {"limit": 0}, "gets": "accepted"})


def disputed(*about: str) -> Contract:
    """The contract with one dispute about these facts."""
    readings = tuple(DisputeReading(says, Source("003"), shows) for says, shows in zip(("no", "yes"), SIDES, strict=True))
    return replace(CONTRACT, disputes=(Dispute("limit", about, "?", readings),))


def graded(fact: str, grade: Any) -> Contract:
    """The contract with another grade of a fact."""
    return replace(CONTRACT, sources={**CONTRACT.sources, fact: replace(CONTRACT.parameter("limit").source, grade=grade)})


def test_only_what_the_contract_states_is_a_fact() -> None:
    """Another id is none: it is left out where that is asked for, and refused where it is named."""
    facts = StatedFacts(CONTRACT)
    assert ("size" in facts, "sise" in facts) == (True, False)
    assert facts.stated("sise", "size", "base", "parameters.limit.format") == ("size", "base")
    assert facts["size"].value == "limit"
    with pytest.raises(KeyError):
        facts["sise"]


@pytest.mark.parametrize(
    ("grade", "binds"), [("document", True), ("vendor", True), ("weak", False), ("unknown", False), ("guess", False), ("seen", False)]
)
def test_facts_bind_as_their_sources_do(grade: str, binds: bool) -> None:
    """All of them have to, and none at all binds nobody."""
    facts = StatedFacts(graded("size", grade))
    assert facts.bind("size") is binds
    assert facts.bind("records", "size") is binds
    assert facts.bind("records")
    assert not facts.bind()
    assert not facts.bind("records", "sise")


def test_what_sources_disagree_on_binds_nobody_where_it_is_asked() -> None:
    """A dispute about a parameter frees it; one about what is answered does not, for a schema with both sides holds it."""
    facts = StatedFacts(disputed("parameters.limit.maximum", "fields./total_num"))
    assert facts.disputed("parameters.limit.maximum")
    assert not facts.disputed("fields./total_num")
    assert not facts.bind("parameters.limit.maximum")
    assert facts.bind("parameters.limit.minimum")


@pytest.mark.parametrize(
    ("asked", "agreed"),
    [
        (("parameters.limit.maximum", "parameters.limit"), ("parameters.limit",)),
        (("parameters.limit", "parameters.offset"), ("parameters.limit", "parameters.offset")),
        (("parameters.limit.maximum",), ("parameters.limit.maximum",)),
    ],
)
def test_agreed_are_those_that_no_dispute_is_about(asked: tuple[str, ...], agreed: tuple[str, ...]) -> None:
    """The first where they agree on none, so that there is one to name."""
    assert StatedFacts(disputed("parameters.limit.maximum")).agreed(*asked) == agreed


def test_one_dispute_may_be_about_several_facts() -> None:
    """All of them, or it is not one."""
    facts = StatedFacts(disputed("parameters.limit.maximum", "parameters.limit.default"))
    assert facts.in_one_dispute("parameters.limit.maximum", "parameters.limit.default")
    assert not facts.in_one_dispute("parameters.limit.maximum", "parameters.limit")


@pytest.mark.parametrize(("name", "value", "refused"), [("limit", 0, True), ("limit", 1, False), ("offset", 0, False)])
def test_a_value_may_be_refused_by_one_side(name: str, value: int, refused: bool) -> None:
    """That value of that parameter alone."""
    assert StatedFacts(disputed("parameters.limit.minimum")).refused_by_a_side(name, value) is refused


def test_what_no_target_can_show_has_its_reason() -> None:
    """The first of several that is excused."""
    facts = StatedFacts(replace(CONTRACT, not_testable={"size": "nobody can"}))
    with pytest.raises(Unsupported, match=r"^size is not testable: nobody can$"):
        facts.require_testable("records", "size")
    facts.require_testable("records")


def test_records_have_a_field_where_they_stand_in_one() -> None:
    """The whole answer has none."""
    assert StatedFacts(CONTRACT).of_records == ("records", "fields./job_info_list")
    assert StatedFacts(replace(CONTRACT, records="")).of_records == ("records",)
