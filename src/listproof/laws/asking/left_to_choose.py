"""A parameter that chooses for a filter, beside that filter: there its default shows, and nowhere else."""

from __future__ import annotations

from typing import Any

from listproof.contract import Filter
from listproof.laws.context.listing import Listing
from listproof.laws.families import works_alone

__all__ = ["where_its_default_shows"]


def where_its_default_shows(listing: Listing, chooser: str) -> dict[str, Any]:
    """A filter with a value by which the documented default of the parameter that chooses for it keeps other records than another choice,
    whatever is open; empty where the base query asks for that filter already, or no value does that."""
    default = listing.contract.parameter(chooser).default
    for one in listing.contract.filters:
        if not works_alone(one) or one.name in listing.contract.base:
            continue
        others = [choice for choice in _choices(one, chooser) if str(choice) != str(default)]
        value = listing.values.on_one_page(one.name, {chooser: default}) if others else None
        if value is not None and any(_keep_others(listing, chooser, default, other, one.name, value) for other in others):
            return {one.name: value}
    return {}


def _choices(one: Filter, chooser: str) -> list[Any]:
    """What a parameter can choose for a filter; nothing where it chooses nothing for it."""
    return [choice for told in (one.field, one.matches) if told.chosen_by == chooser for choice in told.when]


def _keep_others(listing: Listing, chooser: str, default: Any, other: Any, name: str, value: Any) -> bool:
    """Whether by two choices a value of a filter surely keeps different records."""
    assumptions, asked = listing.comparison.assumptions(), [name]
    must, may = (set(places) for places in listing.comparison.must_and_may({chooser: default, name: value}, asked, assumptions))
    others, at_most = (set(places) for places in listing.comparison.must_and_may({chooser: other, name: value}, asked, assumptions))
    return bool(must - at_most or others - may)
