"""What a law, a fact or a behaviour is about, as plain names, so that what has one cause can be found together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from listproof.contract.words.paging import KINDS
from listproof.verdicts import Exchange, Outcome

__all__ = ["Roles", "asked_of", "names_about", "names_of_fact", "names_of_outcome", "roles"]

_FACETS = (
    "type", "required", "in", "minimum", "maximum", "minLength", "maxLength", "default", "format", "pattern", "null", "absent",
    "everything", "yields-to", "needs", "widens", "separator", "names", "nulls", "precision", "spelled", "only-when", "chosen-by",
)  # fmt: skip
_POINTER = re.compile(r"/[\w/*~-]+")
_KEY = re.compile(r'"([^"]+)":')
_WHOLE = ("identity", "records", "total")
_END = re.compile(rf"\.({'|'.join(_FACETS)}|enum\..*)$")
_PARAMETERS = ("size", "order.by", "order.direction", *(f"pages.{kind}" for kind in KINDS))
"""The facts whose value is the parameter that plays a part."""

Roles = Mapping[str, frozenset[str]]
"""What else a name stands for in a listing: `limit` for `size`, `job_name` for the field `name` that it filters."""


def roles(values: Mapping[str, str], disputes: Mapping[str, Iterable[str]]) -> Roles:
    """The parts that parameters, fields and disputes play in a listing, by name.

    `values` are what the contract says, as text, by the id of the fact; `disputes` the ids of the facts that each is about.
    """
    found: dict[str, set[str]] = {}
    for fact, value in values.items():
        head, _, rest = fact.partition(".")
        if fact in _PARAMETERS and value:
            found.setdefault(value, set()).add(head)
        elif fact == "close":
            found.setdefault(head, set()).update((value, *map(_leaf, _POINTER.findall(values.get(f"filters.{value}", "")))))
        elif fact in ("identity", "settled", "total", "records", "success", "pages.echo", "size.echo", "pages.next", "pages.end"):
            for pointer in _POINTER.findall(value):
                found.setdefault(_leaf(pointer), set()).add("identity" if head == "settled" else head)
        elif head == "parameters" and rest.endswith(".required"):
            if value.lower() == "true":
                found.setdefault(rest.removesuffix(".required"), set()).add("always")
        elif fact == "base":
            for name in _KEY.findall(value):
                found.setdefault(name, set()).add("base")
        elif (head == "filters" or rest.startswith("keys.")) and not _END.search(fact):
            found.setdefault(rest.removeprefix("keys.") if head == "order" else rest, set()).update(map(_leaf, _POINTER.findall(value)))
    for dispute, about in disputes.items():
        found.setdefault(dispute, set()).update(name for fact in about for name in names_of_fact(fact, {}))
    return {name: frozenset(parts) for name, parts in found.items()}


def names_of_fact(fact: str, roles: Roles) -> frozenset[str]:
    """`parameters.limit.maximum` gives `limit` and `size`, `fields./data/*/name.type` gives `name`, `order.default` gives `order`."""
    head, _, rest = fact.partition(".")
    if head in ("parameters", "filters", "scope") and rest:
        return _named(_END.sub("", rest), roles)
    if head == "fields" and rest:
        return _named(_leaf(_END.sub("", rest)), roles)
    if head == "disputes" and rest:
        return _named(rest, roles)
    if head == "errors" and rest:
        return frozenset({fact})
    return _named(head, roles) if head == "close" else frozenset({head})


def names_about(about: Iterable[str], roles: Roles) -> frozenset[str]:
    """The names that parameters, filters, keys and fields go by: `name` for the field `/data/*/name`, and the parts that each plays."""
    return frozenset(part for name in about for part in _named(_leaf(name) if name.startswith("/") else name, roles))


def names_of_outcome(outcome: Outcome, roles: Roles) -> frozenset[str]:
    """What an outcome is about: its law, its subject, the fact that it violates, and what the failing request asked for.

    Filters that fail in one listing share `filtering`: what goes wrong at several at once has one cause more often than several.
    """
    found = names_about(outcome.about, roles) | {f"law:{outcome.law}"}
    if outcome.violation is None:
        return found
    found |= names_of_fact(outcome.violation.fact, roles)
    if outcome.subject is None:
        found |= {fact for fact in outcome.compared if fact in _WHOLE}
    if "filters." in (outcome.law[:8], outcome.violation.fact[:8]):
        found |= {"filtering"}
    for exchange in outcome.violation.exchanges[-1:]:
        found |= asked_of(exchange, roles)
    return found


def asked_of(exchange: Exchange, roles: Roles) -> frozenset[str]:
    """The parameters of a question, but for those that cut pages, and those that every question has."""
    return frozenset(name for name in exchange.asked if not roles.get(name, frozenset()) & {"size", "pages", "base", "always"})


def _named(name: str, roles: Roles) -> frozenset[str]:
    return roles.get(name, frozenset()) | {name}


def _leaf(pointer: str) -> str:
    """The last named step of a pointer."""
    return next((step for step in reversed(pointer.split("/")) if step and step != "*"), pointer)
