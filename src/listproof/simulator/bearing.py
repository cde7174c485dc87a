"""Whether a behaviour that no document settles can show at all in a contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from listproof.contract import NEGATIONS, RANGES, Contract, Filter
from listproof.contract.wire.mandatory import of_the_sign_in

__all__ = ["bears", "demanded_headers"]


def _tokens(contract: Contract) -> bool:
    """Whether this server makes cursors of its own."""
    pages = contract.pages
    return pages.kind in ("cursor", "link") and (pages.next is None or pages.next.place.kind != "last")


def _links(contract: Contract) -> bool:
    leads = (contract.pages.next, contract.pages.previous, *contract.pages.edges.values())
    return any(lead is not None and lead.form == "link" for lead in leads)


def _undirected(contract: Contract) -> bool:
    """Whether a key can be asked for whose direction nothing says."""
    order = contract.order
    if order is None or order.by is None:
        return False
    if order.turn is None:
        return any(not order.directions(key) for key in order.keys)
    named = dict((order.default, *order.then)) if order.default else {}
    told = {"unspecified"} & named.keys() or (order.direction and contract.parameter(order.direction).default is not None)
    return order.turn.kind in ("parameter", "flag") and not told and any(key.name not in named for key in order.keys)


def _ranked_texts(contract: Contract) -> bool:
    sided = any(one.compares == "text" and RANGES & set(readings) for one in contract.filters for readings in one.matches.all())
    return sided or (contract.order is not None and any(key.compares == "text" for key in contract.order.keys))


def _parted(contract: Contract) -> bool:
    """Whether values stand inside others, so that blanks may come between."""
    return any(one.spelling in ("value", "clause") for one in contract.parameters)


def _edged(contract: Contract) -> bool:
    """Whether a blank may stand at the edge of what is asked for, in a text that nothing forms."""
    several = ((one, contract.parameter(one.name)) for one in contract.filters if one.compares == "text" and not one.opaque)
    return any(told.kind == "string" and not (told.enum or {"format", "pattern"} & set(told.schema)) for _, told in several)


def _negated(contract: Contract) -> bool:
    """Whether a negation says nothing of records without a value."""
    return any(NEGATIONS & set(readings) and one.nulls is None for one in contract.filters for readings in one.matches.all())


def _listed(contract: Contract) -> bool:
    """Whether a filter on what records show as text has a list of documented values."""
    return any(_compares_listed(contract, one) for one in contract.filters)


def _compares_listed(contract: Contract, one: Filter) -> bool:
    return one.compares == "text" and not one.opaque and not one.widens and bool(contract.parameter(one.name).enum)


def _dated(contract: Contract) -> bool:
    """Whether a filter takes a day and compares moments."""
    forms = {one.name: one.format for one in contract.parameters if not one.days}
    return any(one.compares == "time" and forms.get(one.name) == "date" and one.edges.days is None for one in contract.filters)


def _ended(contract: Contract) -> bool:
    """Whether nothing is said of an end of a range that stands in one value."""
    spans = [one for one in contract.filters for readings in one.matches.all() if "between" in readings]
    return any(None in (one.edges.lower, one.edges.upper) for one in spans)


def _strict_names(contract: Contract) -> bool:
    """Whether the contract is one of those whose servers are known to look at every name."""
    return contract.method == "POST" or bool(contract.projections) or not contract.pages.addressed


def _unnamed_size(contract: Contract, facet: str) -> bool:
    size = contract.pages.size.parameter
    return size == "" or getattr(contract.parameter(size), facet) is None


_BEARS: Mapping[str, Callable[[Contract], bool]] = {
    "unordered": lambda contract: contract.order is None,
    "unknown-scope": lambda contract: bool(contract.scopes),
    "unknown-thing": lambda contract: any(one.names == "thing" for one in contract.filters),
    "past-end": lambda contract: contract.pages.past_end is None and contract.pages.addressed,
    "required-headers": lambda contract: bool(demanded_headers(contract)),
    "zero-size": lambda contract: contract.pages.sized and contract.pages.size.zero is None,
    "size.default": lambda contract: contract.pages.kind != "none" and _unnamed_size(contract, "default"),
    "size.cap": lambda contract: contract.pages.sized and _unnamed_size(contract, "maximum"),
    "unknown-parameters": _strict_names,
    "unknown-field": lambda contract: any(one.kind == "chosen" for one in contract.projections),
    "blanks": lambda contract: _parted(contract) or _edged(contract),
    "negation-nulls": _negated,
    "unlisted": _listed,
    "dates": _dated,
    "range-ends": _ended,
    "undirected": _undirected,
    "collation": _ranked_texts,
    "cursor": lambda contract: _tokens(contract) and contract.pages.insertion is None,
    "cursor.tokens": _tokens,
    "cursor.life": lambda contract: _tokens(contract) and contract.pages.expired is not None and contract.pages.lives is None,
    "made-up": lambda contract: contract.pages.kind in ("cursor", "link") and contract.pages.made_up is None,
    "elsewhere": lambda contract: _tokens(contract) and contract.pages.elsewhere is None,
    "another-size": lambda contract: _tokens(contract) and contract.pages.sized,
    "expired": lambda contract: False,
    "links": _links,
    "edges": lambda contract: bool(contract.pages.edges),
    "page-filling": lambda contract: (
        contract.pages.size.means == "any" and contract.pages.next is not None and contract.pages.previous is None
    ),
    "estimate": lambda contract: contract.total is not None and contract.total.estimated,
    "apart": lambda contract: bool(contract.apart),
    "total.cap": lambda contract: contract.total is not None and contract.total.capped is True,
}


def demanded_headers(contract: Contract) -> tuple[str, ...]:
    """The headers that must stand in every request, whoever signs in, and of which no source says that they need not."""
    disputed = {fact for dispute in contract.disputes for fact in dispute.about}
    own = (
        one for one in contract.parameters if one.place == "header" and one.required and f"parameters.{one.name}.required" not in disputed
    )
    return tuple(one.name for one in own if one.name.casefold() not in of_the_sign_in(contract))


def bears(contract: Contract, behaviour: str) -> bool:
    """Whether it makes a difference which way a behaviour is decided."""
    shows = _BEARS.get(behaviour)
    return shows is None or shows(contract)
