"""Texts of which one stands in a list: what stands between the values of the list would cut it in two."""

from __future__ import annotations

from pathlib import Path

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

EXAMPLES = Path(__file__).parents[2] / "contracts" / "examples"


def test_a_text_that_its_list_would_cut_is_not_asked_for() -> None:
    """A record that shows `here, there` is asked for by neither half; a server that cuts it there is left in peace."""
    contract = load("safrs-jobs", EXAMPLES)
    store = listing_of(Service(contract, 257, 0))
    (found,) = [judge(law, store, subject) for law, subject in plan(contract, laws_called(["queries.agrees-with-the-document"]))]
    assert (found.verdict, found.reason) == ("pass", "")
