"""What of a contract no server could violate, and why: facts that grades, disputes or readings swallow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from listproof.contract.facts import Fact, facts
from listproof.contract.model import Contract, Dispute
from listproof.contract.rules.elsewhere import led_elsewhere

__all__ = ["Looseness", "cautions", "excludes_nothing", "swallowed"]

Looseness = Literal["grade", "dispute", "reading"]


def swallowed(contract: Contract) -> dict[str, tuple[Looseness, str]]:
    """The facts that no server could violate, each with what swallows it and the reason in words."""
    found = ((fact.id, _swallower(contract, fact)) for fact in facts(contract))
    return {fact: cause for fact, cause in found if cause is not None}


def _swallower(contract: Contract, fact: Fact) -> tuple[Looseness, str] | None:
    if not fact.binding:
        return "grade", "a convention binds nobody" if fact.source.basis == "convention" else f"graded {fact.source.grade}"
    for dispute in contract.disputes:
        nothing = excludes_nothing(dispute)
        if nothing and (fact.id == f"disputes.{dispute.id}" or (fact.id.startswith("parameters.") and fact.id in dispute.about)):
            return "dispute", f"{dispute.id}: {nothing}"
    return _read(contract, fact)


def _read(contract: Contract, fact: Fact) -> tuple[Looseness, str] | None:
    kind, _, rest = fact.id.partition(".")
    if kind == "filters":
        name = next((one.name for one in contract.filters if rest.startswith(f"{one.name}.")), "")
        word = rest.removeprefix(f"{name}.")
        if name and word == "names":
            return "reading", "what is unknown may be refused, and need not be"
        if name and word == "only-when":
            return "reading", "it is said beside a verdict, and asks for nothing"
        if name and word == "absent" and _leaves_nothing_over(contract, name):
            return "reading", "every meaning that leaving it out can have is a reading"
    if kind == "fields" and rest.endswith(".required"):
        field = contract.field(rest.removesuffix(".required"))
        if field.pending == "open" and "required" not in field.facets:
            return "reading", "a time that has not come yet may be left out"
    if fact.id == "total.counts" and {"everything", "reachable"} <= set(fact.value):
        return "reading", "fewer and more than what matches are readings"
    return None


def _leaves_nothing_over(contract: Contract, name: str) -> bool:
    one, parameter = contract.filter(name), contract.parameter(name)
    values: tuple[Any, ...] = parameter.enum or ((True, False) if parameter.kind == "boolean" else ())
    meant = {json.dumps(meaning) for meaning in one.absent}
    off = "everything" in one.absent or (one.everything is not None and json.dumps(one.everything) in meant)
    return bool(values) and off and {json.dumps(value) for value in values if value != one.everything} <= meant


def excludes_nothing(dispute: Dispute) -> str | None:
    """Why whatever a server does fits some reading of a dispute; None where something fits none."""
    if all("untold" in reading.shows for reading in dispute.readings):
        return "no answer tells which reading is taken"
    told: dict[str, set[Any]] = {}
    for reading in dispute.readings:
        asked = reading.shows.get("ask")
        if asked is not None and reading.shows.get("gets"):
            told.setdefault(json.dumps(asked, sort_keys=True), set()).add(reading.shows["gets"])
    both = next((asked for asked, gets in told.items() if gets == {"accepted", "refused"}), None)
    return None if both is None else f"{both} may be accepted and may be refused"


def cautions(contract: Contract) -> Iterator[str]:
    """Where readings together exclude nothing, so that no server can be wrong, or a word is missing without which nothing is asked, or a
    link leads where nobody follows it, or a part of a document is passed over: what lint warns of."""
    for said in contract.raw.get("x-unsound") or ():
        yield f"{said}: it is left out"
    yield from contract.raw.get("x-left-open") or ()
    for word, path in led_elsewhere(contract):
        reason = "a link is followed on the path of the operation alone, and what is behind is not read"
        yield f"pages.{word}: the example leads to {path}; {reason}"
    for dispute in contract.disputes:
        nothing = excludes_nothing(dispute)
        if nothing and "untold" not in dispute.readings[0].shows:
            yield f"dispute {dispute.id}: its readings together exclude nothing: {nothing}"
    for one in contract.filters:
        if len(one.absent) > 1 and _leaves_nothing_over(contract, one.name):
            yield f"filters.{one.name}.absent: its readings together exclude nothing: every meaning that leaving it out can have is one"
        several = next((readings for readings in one.matches.all() if "opaque" in readings and len(readings) > 1), None)
        if several:
            yield f"filters.{one.name}: its readings together exclude nothing: opaque leaves open what any other reading excludes"
    order = contract.order
    if order is not None and order.by and not order.takes_several and contract.parameter(order.by).kind == "array":
        yield f"order.by: {order.by} takes a list, and no second key is asked for; say repeated: true, or separator, where it takes several"
