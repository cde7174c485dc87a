"""What can never be looked at, whatever records there are: what a contract says nothing of, and what its own words rule out."""

from __future__ import annotations

from listproof.contract import Contract, OrderKey

__all__ = ["hidden_only_by_choice", "says_what_it_does", "takes_made_up_values", "tells_records_apart"]


def says_what_it_does(contract: Contract, name: str) -> bool:
    """Whether a contract says what a parameter does: it pages, orders, filters, chooses for a filter, or chooses what is shown."""
    pages, order = contract.pages, contract.order
    known: set[str | None] = {pages.parameter, pages.size.parameter, *(parameter for parameter, _ in pages.window)}
    known |= {order.by, order.direction} if order is not None else set()
    known |= {one.parameter for one in contract.projections}
    for one in contract.filters:
        known |= {one.name, contract.parameter(one.name).carrier, one.field.chosen_by, one.matches.chosen_by, *one.needs}
    return name in known


def tells_records_apart(contract: Contract, key: OrderKey) -> bool:
    """Whether no two records are equal by a key of the order, for it alone tells them apart."""
    return contract.identity == (key.field,)


def hidden_only_by_choice(contract: Contract, key: OrderKey) -> bool:
    """Whether records leave out the key of an order only where a parameter chooses what they show."""
    ways = [one for one in contract.fields if one.within and (key.field == one.within or key.field.startswith(f"{one.within}/"))]
    may_hide = any(one.kind == "chosen" or key.field in one.pointers for one in contract.projections)
    return bool(ways) and not any("null" in one.types for one in ways) and may_hide


def takes_made_up_values(contract: Contract) -> bool:
    """Whether some filter takes a value that no record may show: it has no closed list, and is no flag."""
    return any(not (contract.parameter(one.name).enum or one.compares == "flag") for one in contract.filters)
