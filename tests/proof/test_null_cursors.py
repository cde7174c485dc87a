"""Pages that end behind a record without the key that orders them, at whichever end of the order such records stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from listproof.contract import Contract
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.verdicts import Outcome

from .test_invented import contract

Nulls = Literal["first", "last"] | None
KINDS = ("null-cursor-skips-nulls", "null-cursor-ends")


def standing(nulls: Nulls) -> Contract:
    """The ferries, of which some have no owner, sorted by that; where those stand is documented, or None."""
    ferries = contract("ferries")
    assert ferries.order is not None
    keys = tuple(replace(key, nulls=nulls) if key.name == "owner" else key for key in ferries.order.keys)
    return replace(ferries, order=replace(ferries.order, keys=keys))


def met(listing: Contract, kind: str | None) -> list[Outcome]:
    """What comes of the law that records without the key are met, in each direction, at a server with a fault of a kind."""
    fault = next((one for one in catalogue(listing) if one.kind == kind), None)
    store = listing_of(Service(listing, 257, 0).like(fault, None) if fault else Service(listing, 257, 0))
    return [judge(law, store, subject) for law, subject in plan(listing, laws()) if law.id == "pages.null-keys-are-met"]


@pytest.mark.parametrize("nulls", [None, "first", "last"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_follows_a_page_that_ends_without_the_key_is_looked_at(kind: str, nulls: Nulls) -> None:
    """A cursor that stands for nothing loses the records behind it, in each direction, whether these come first or last."""
    assert [one.verdict for one in met(standing(nulls), kind)] == ["fail", "fail"]


@pytest.mark.parametrize("nulls", [None, "first", "last"])
def test_a_server_that_goes_on_behind_a_record_without_the_key_is_left_in_peace(nulls: Nulls) -> None:
    """Wherever such records stand, each is met once."""
    assert [one.verdict for one in met(standing(nulls), None)] == ["pass", "pass"]
