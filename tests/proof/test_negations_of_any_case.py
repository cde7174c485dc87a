"""A negation goes by case as its document says: a service that minds it, or passes over it, where it should not is caught and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.contract import Contract, load
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import planted
from listproof.simulator.service import Service
from listproof.simulator.variants import ORDINARY, Variant, variants

INVENTED = Path(__file__).parents[1] / "contracts" / "invented"
VINEYARDS = load("vineyards", Path(__file__).parents[1] / "contracts" / "spelled")


@pytest.mark.parametrize("name", ["name_hasnt", "keeper_isnt"])
def test_a_negation_that_minds_case_is_caught(name: str) -> None:
    """Of a part of a text and of a whole one; the service that ignores it is left in peace."""
    assert _verdicts(VINEYARDS, f"negation-case-sensitive:{name}", name) == ["pass", "fail"]


@pytest.mark.parametrize(("slug", "name"), [("harbours", "master[ne]"), ("voyages", "ship_is_not"), ("voyages", "where.notes")])
def test_a_negation_that_passes_over_case_is_caught(slug: str, name: str) -> None:
    """Where its document says nothing of case, in the one text that is asked."""
    assert _verdicts(load(slug, INVENTED), f"negation-case-insensitive:{name}", name) == ["pass", "fail"]


@pytest.mark.parametrize(
    ("slug", "planted_id"),
    [
        ("harbours", "negation-like:not_kind"), ("harbours", "negation-glob:not_kind"),
        ("harbours", "none-of-any-case:not_kind"), ("voyages", "negation-like:where.notes"),
        ("vineyards", "negation-like:name_hasnt"), ("vineyards", "negation-like:keeper_isnt"),
        ("wells", "none-of-any-case:owner__not"), ("wells", "negation-glob:owner__not"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("world", [None, ORDINARY])
def test_a_negation_that_reads_patterns_or_a_list_in_any_case_is_caught(slug: str, planted_id: str, world: Variant | None) -> None:
    """Whether records show marks or none, and texts of one letter case or of both."""
    folder = INVENTED if (INVENTED / slug).is_dir() else INVENTED.parent / "spelled"
    assert _verdicts(load(slug, folder), planted_id, planted_id.partition(":")[2], world) == ["pass", "fail"]


@pytest.mark.parametrize("listing", [load("voyages", INVENTED), VINEYARDS], ids=lambda one: one.slug)
def test_a_pattern_that_no_record_shows_may_be_refused(listing: Contract) -> None:
    """A service that takes ordinary names alone is in peace, also where two filters are asked for: that `%` may be stands nowhere."""
    strict = next(one for one in variants(listing) if one.id == "strict-texts")
    laws = laws_called(("filters.keeps-what-it-names", "filters.two-keep-what-both-keep"))
    store = listing_of(Service(listing, 257, 0).like(None, strict))
    told = {f"{law.id} {subject}": judge(law, store, subject).verdict for law, subject in plan(listing, laws)}
    assert "fail" not in told.values()
    assert list(told.values()).count("pass") > len(told) // 2


def _verdicts(contract: Contract, planted_id: str, name: str, world: Variant | None = None) -> list[str]:
    """What the law of filters says of one of them, of a service as documented and of one with a fault."""
    (fault,) = (one for one in planted(contract) if one.id == planted_id)
    (law,) = laws_called(("filters.keeps-what-it-names",))
    verdicts: list[str] = []
    for planted_one in (None, fault):
        store = listing_of(Service(contract, 257, 0).like(planted_one, world))
        verdicts += [judge(law, store, subject).verdict for one, subject in plan(contract, (law,)) if subject == name]
    return verdicts
