"""What of a contract no server could violate, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner

from listproof.contract import Dispute, DisputeReading, Source, facts, load, slugs
from listproof.contract.command import lint
from listproof.contract.sharpness import cautions, excludes_nothing, swallowed

from ..contracts.test_documents import CONTRACTS
from .orchards import contract as orchards
from .orchards import parameter

HSS = load("huawei-hss-kubernetes-jobs", CONTRACTS)


def _dispute(*shows: dict[str, Any]) -> Dispute:
    readings = tuple(DisputeReading(str(place), Source("003"), one) for place, one in enumerate(shows))
    return Dispute("limit-required", ("parameters.limit.maximum",), "May it?", readings)


@pytest.mark.parametrize(
    ("shows", "nothing"),
    [
        (({"ask": {"limit": 201}, "gets": "refused"}, {"ask": {"limit": 201}, "gets": "accepted"}), True),
        (({"ask": {"limit": None}, "gets": "refused"}, {"ask": {"limit": None}, "same-as": {"limit": 10}}), False),
        (({"ask": {"limit": 201}, "gets": "refused"}, {"ask": {"limit": 202}, "gets": "accepted"}), False),
        (({"untold": "nobody can know"}, {"untold": "nobody can know"}), True),
    ],
)
def test_readings_that_leave_nothing_over_exclude_nothing(shows: tuple[dict[str, Any], ...], nothing: bool) -> None:
    """The same question accepted by one reading and refused by another; not where a reading says what the answer is."""
    assert (excludes_nothing(_dispute(*shows)) is not None) is nothing


def test_a_dispute_that_excludes_nothing_swallows_what_it_is_about_and_lint_warns() -> None:
    """The fact is told with its reason, and so is the dispute."""
    open_to_all = _dispute({"ask": {"limit": 201}, "gets": "refused"}, {"ask": {"limit": 201}, "gets": "accepted"})
    contract = replace(HSS, disputes=(open_to_all,))
    assert swallowed(contract)["parameters.limit.maximum"][0] == "dispute"
    assert [one for one in cautions(contract) if one.startswith("dispute limit-required:")]
    assert "parameters.limit.maximum" not in swallowed(HSS)


def test_a_fact_that_binds_nobody_is_swallowed_by_its_grade() -> None:
    """Each fact that does not bind, and only those, whatever else they are."""
    grades = {fact for fact, (cause, _) in swallowed(HSS).items() if cause == "grade"}
    assert grades == {fact.id for fact in facts(HSS) if not fact.binding}


@pytest.mark.parametrize("slug", slugs(CONTRACTS))
def test_most_of_a_contract_can_be_violated(slug: str) -> None:
    """At least six facts in seven."""
    contract = load(slug, CONTRACTS)
    assert len(swallowed(contract)) * 7 < len(facts(contract))


def test_a_list_of_keys_of_which_one_is_asked_for_is_warned_of() -> None:
    """Where the parameter of the order takes a list, and no word says that several keys may stand in it."""
    order = {"by": "sort", "keys": {"name": {"field": "/name", "as": "text"}}, "default": ["name", "asc"]}
    keys = parameter("sort", {"type": "array", "items": {"type": "string"}})
    warned = [one.split(":")[0] for one in cautions(orchards(keys, order=order))]
    assert (warned, list(cautions(orchards(keys, order={**order, "repeated": True})))) == (["order.by"], [])
    assert list(cautions(orchards(parameter("sort"), order=order))) == []


def test_a_warning_is_no_mistake() -> None:
    """Lint says it on standard error and ends well."""
    done = CliRunner().invoke(lint, ["huawei-coc-documents", "--contracts", str(CONTRACTS)], obj=None)
    assert done.exit_code == 0
    assert "warning: dispute offset-type: its readings together exclude nothing" in done.output


@pytest.mark.parametrize(
    ("link", "warned"),
    [
        ("/v1/orchards?cursor=a", False),
        ("https://gate.example.com/api/v1/orchards/?cursor=a", False),
        ("?cursor=a", False),
        ("/v1/query/01gD0000002HU6KIAW-2000", True),
        ("https://gate.example.com/v1/orchards/page/2", True),
    ],
)
def test_a_link_that_the_example_leads_elsewhere_is_warned_of(link: str, warned: bool) -> None:
    """Nobody follows it: the path of the operation may have that of a server before it, and nothing else."""
    pages = {"link": {"next": "/next", "end": "null"}}
    shown = replace(orchards(answer={"next": {"type": ["string", "null"]}}, pages=pages), example={"orchards": [], "next": link})
    assert [one.split(":")[0] for one in cautions(shown)] == ["pages.next"] * warned
