"""Changes of facts whose words stand in lists, clauses and choices: each says something else, or says why nobody can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.contract import Contract, load, slugs
from listproof.proof.exercised import refused_by_lint
from listproof.proof.mutations import Mutation, mutated, mutations

FOLDER = Path(__file__).parents[1] / "contracts" / "spelled"


def spelled(slug: str) -> Contract:
    """One of the contracts that spell their queries otherwise."""
    return load(slug, FOLDER)


def change(contract: Contract, fact: str, says: str = "") -> Mutation:
    """The change of a fact that says so."""
    return next(one for one in mutations(contract) if one.fact == fact and says in one.says)


@pytest.mark.parametrize("slug", slugs(FOLDER))
def test_every_change_changes_the_document(slug: str) -> None:
    """One that leaves it as it is would be counted as a fact that no law notices."""
    contract = spelled(slug)
    assert [one.fact for one in mutations(contract) if not one.weaker and repr(one.raw()) == repr(contract.raw)] == []


def test_a_value_of_a_list_is_changed_where_it_stands() -> None:
    """Among those of its items."""
    wells = spelled("wells")
    assert mutated(wells, change(wells, "parameters.kind.enum.dug")).parameter("kind").enum == ("dugX", "drilled", "driven")


def test_a_refusal_without_a_code_is_changed_by_its_status() -> None:
    """To one that the document describes."""
    wells = spelled("wells")
    one = mutated(wells, change(wells, "errors.bad-parameter"))
    assert next(form.status for form in one.errors if form.kind == "bad-parameter") == 401


@pytest.mark.parametrize("fact", ["filters.fired_from.precision", "filters.built_until.precision", "order.keys.fired.precision"])
def test_how_finely_times_are_kept_is_changed_wherever_they_are_compared(fact: str) -> None:
    """So that the contract with the change is one that can be run."""
    kilns = spelled("kilns")
    one = change(kilns, fact)
    assert refused_by_lint(kilns, one) is None
    assert {mutated(kilns, one).filter(name).precision for name in ("fired_from", "fired_until", "since")} == {("shown",)}


@pytest.mark.parametrize(
    ("slug", "fact", "minded"),
    [
        ("wells", "parameters.q.type", "in which no clause stands"),
        ("wells", "parameters.brief.type", "false is not of type integer"),
        ("wells", "parameters.expand.enum.owner", "'owner' is not one of"),
        ("kilns", "parameters.moment.type", "moment does not take"),
        ("kilns", "parameters.way.enum.part", "way does not take"),
        ("kilns", "parameters.upkeep.type", "names no fields"),
        ("kilns", "parameters.not_guild.type", "'south' is not of type boolean"),
    ],
)
def test_a_change_that_contradicts_the_rest_is_refused_by_lint(slug: str, fact: str, minded: str) -> None:
    """Nobody runs such a contract, so that no law has to notice it."""
    contract = spelled(slug)
    assert minded in (refused_by_lint(contract, change(contract, fact)) or "")


@pytest.mark.parametrize(
    ("slug", "fact", "says"),
    [("wells", "filters.key", "contains"), ("wells", "filters.keys", "equals"), ("kilns", "filters.names", "equals")],
)
def test_a_reading_that_keeps_the_same_says_why(slug: str, fact: str, says: str) -> None:
    """No part of a UUID is one, and what equals any value of a list is one of them."""
    assert change(spelled(slug), fact, f"it is read {says}").weaker
