"""Facts proved by changing them: what a change is, which are noticed, and what is said of each fact."""

from __future__ import annotations

import pytest

from listproof.contract import Contract, facts, load, load_all
from listproof.proof.exercised import Alteration, Told, exercised, noticed
from listproof.proof.mutations import Mutation, mutated, mutations

SMALL = "huawei-coc-documents"


@pytest.mark.parametrize("contract", load_all(), ids=lambda contract: contract.slug)
def test_every_fact_has_a_change_and_every_change_a_fact(contract: Contract) -> None:
    """So that no fact is left out of the count."""
    changed = {mutation.fact for mutation in mutations(contract)}
    assert changed == {fact.id for fact in facts(contract)}


@pytest.mark.parametrize("contract", load_all(), ids=lambda contract: contract.slug)
def test_a_change_says_something_else(contract: Contract) -> None:
    """The document with the change is another one, save where the fact cannot be said otherwise; the original stays as it was."""
    before = repr(contract.raw)
    same = [m.fact for m in mutations(contract) if not m.weaker and repr(m.raw()) == repr(contract.raw)]
    assert same == []
    assert repr(contract.raw) == before


def place(slug: str, fact: str) -> int:
    """The place of the first change of a fact."""
    return next(index for index, mutation in enumerate(mutations(load(slug))) if mutation.fact == fact)


def test_a_changed_bound_reads_so() -> None:
    """One more than documented, and one less."""
    contract = load("huawei-hss-kubernetes-jobs")
    chosen = [m for m in mutations(contract) if m.fact == "parameters.limit.maximum"]
    assert [mutated(contract, m).parameter("limit").maximum for m in chosen] == [201, 199]


def test_a_renamed_parameter_is_renamed_wherever_it_is_meant() -> None:
    """As a filter, in pages and in disputes; the words of the form stay as they are."""
    contract = load("huawei-hss-kubernetes-jobs")
    renamed = {m.fact: m for m in mutations(contract) if m.renames}
    one = mutated(contract, renamed["parameters.offset"])
    assert (one.pages.kind, one.pages.parameter) == ("offset", "offsetX")
    other = mutated(contract, renamed["parameters.job_name"])
    assert other.filter("job_nameX").field == contract.filter("job_name").field


@pytest.mark.parametrize("fact", ["parameters.limit", "fields./data/*/name", "total", "identity", "filters.name_like"])
def test_a_change_of_what_laws_look_at_is_noticed(fact: str) -> None:
    """By a law that judges otherwise than with the original."""
    told = noticed(Alteration(SMALL, place(SMALL, fact)))
    assert told.fact == fact
    assert told.noticed is not None


def test_a_change_that_asks_for_less_is_not_noticed() -> None:
    """A field that is always there keeps to both."""
    told = noticed(Alteration(SMALL, place(SMALL, "fields./data/*/name.required")))
    assert told.noticed is None
    assert told.weaker


def test_a_fact_is_proved_by_all_of_its_changes() -> None:
    """One that nothing notices leaves it open, unless there is a reason."""
    contract = load(SMALL)

    def state(*told: Told) -> str:
        return next(one.state for one in exercised(contract, told) if one.fact == "total")

    seen = Told(Alteration(SMALL, 0), "total", "it stands elsewhere", "", "a law: fail")
    unseen = Told(Alteration(SMALL, 1), "total", "it stands nowhere", "", None)
    excused = Told(Alteration(SMALL, 1), "total", "it may stand anywhere", "it asks for less", None)
    assert state(seen) == "proved"
    assert state(seen, unseen) == "not noticed"
    assert state(seen, excused) == "equivalent"
    assert state() == "not changed"


def test_a_mutation_is_a_value() -> None:
    """Its document is made when it is called for, the same each time."""
    one: Mutation = next(mutations(load(SMALL)))
    assert one.raw() == one.raw()
