"""Each fact of each word can be changed: what the suite is then given to believe is another contract, or is refused as one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from listproof.contract import ContractError, Document, build, facts, load
from listproof.proof.mutations import mutated, mutations

from ..contract.drawn_contracts import drawn_documents


@settings(max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(drawn_documents())
def test_every_fact_of_every_word_has_a_change(document: Document) -> None:
    """So that no fact is left out of the count; a change says something else unless it is told why nobody notices."""
    contract = build(document, "drawn")
    made = list(mutations(contract))
    assert {mutation.fact for mutation in made} == {fact.id for fact in facts(contract)}
    assert [one.fact for one in made if not one.weaker and repr(one.raw()) == repr(contract.raw)] == []
    for one in made:
        with suppress(ContractError):
            mutated(contract, one)


@pytest.mark.parametrize("slug", ["crud-rows", "json-server-slice", "koa-ranges"])
def test_every_fact_of_a_window_has_a_change(slug: str) -> None:
    """A place and a size that one parameter or a header tells together have no schema of their own in the document."""
    contract = load(slug, Path(__file__).parents[2] / "contracts" / "examples")
    assert {mutation.fact for mutation in mutations(contract)} == {fact.id for fact in facts(contract)}
