"""`prove --contracts` on two invented listings whose queries are spelled in every way: what is asked wrongly is caught, named and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.command import command
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.operators import operators
from listproof.simulator.faults.showing import showing
from listproof.simulator.faults.sort_keys import sort_keys
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.orchards import contract, parameter

FOLDER = Path(__file__).parents[1] / "contracts" / "spelled"
SLUGS = ("flights", "vineyards", "wells")
VARIANTS = ("legal", "reading:dates=midnights", "ordinary-texts", "reading:cursor.life=3")
_EVERY = 5


@pytest.mark.parametrize("slug", SLUGS)
def test_faults_of_spelling_are_caught_named_and_nobody_is_blamed(slug: str, tmp_path: Path) -> None:
    """Every fifth fault of orders, operators and choices, the legal server, and those that read dates otherwise or end cursors soon."""
    listing = load(slug, FOLDER)
    faults = [fault.id for kind in (operators, showing, sort_keys) for fault in kind(listing)][::_EVERY]
    asked = [word for fault in faults for word in ("--fault", fault)]
    known = {"legal", *(variant.id for variant in variants(listing))}
    asked += [word for variant in VARIANTS if variant in known for word in ("--variant", variant)]
    done = CliRunner().invoke(
        command, ["--contracts", str(FOLDER), "--contract", slug, "--seed", "0", "-n", "1", "-o", str(tmp_path), *asked]
    )
    assert done.exit_code == 0, done.output
    assert f"{len(faults)} of {len(faults)} faults caught, {len(faults)} with their place named" in done.output


@pytest.mark.parametrize("slug", SLUGS)
def test_whole_queries_and_generated_requests_blame_nobody(slug: str) -> None:
    """Lists, spans, clauses, patterns and bodies are drawn as documented."""
    listing = load(slug, FOLDER)
    store = listing_of(Service(listing, 257, 0))
    drawn = laws_called(("queries.agrees-with-the-document", "schema.answers-fit-the-contract"))
    outcomes = [judge(law, store, subject) for law, subject in plan(listing, drawn)]
    assert [(one.law, one.verdict, one.reason) for one in outcomes if one.verdict != "pass"] == []


def test_records_of_which_parts_were_chosen_are_compared_with_none() -> None:
    """Asked for before, they are no evidence that a record differs from answer to answer."""
    listing = load("wells", FOLDER)
    store = listing_of(Service(listing, 257, 0))
    for law, subject in plan(listing, laws_called(("shape.chosen-fields-are-shown", "shape.record-is-the-same-everywhere"))):
        outcome = judge(law, store, subject)
        assert outcome.verdict == "pass", outcome.reason


def test_an_order_that_nobody_can_turn_is_read_to_its_end() -> None:
    """Two records in the wrong place far behind are seen, for no ascending order tells the rest."""
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 100}}
    asked = [parameter("sort"), parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1})]
    undirected = contract(*asked, pages=pages, order={"by": "sort", "keys": {"trees": {"field": "/trees", "as": "number"}}})
    (swapped,) = [fault for fault in catalogue(undirected) if fault.id == "order-swapped:trees"]
    for fault, verdict in ((None, "pass"), (swapped, "fail")):
        store = listing_of(Service(undirected, 257, 0).like(fault, None))
        outcomes = [judge(law, store, subject) for law, subject in plan(undirected, laws_called(("order.sorted-across-pages",)))]
        assert [one.verdict for one in outcomes] == [verdict], outcomes
