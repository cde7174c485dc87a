"""Faults of filters: ignored, inverted, leaking, losing, forgotten on the way, meaning something else when left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from listproof.contract import Contract, Filter, Parameter, untestable
from listproof.contract.answer import WRITTEN_TIMES
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.lists import one_list_each
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.seams import SCOPE
from listproof.simulator.seeding import roles
from listproof.simulator.seeding.moments import spelled
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering
from listproof.simulator.tables.sql import Condition

__all__ = ["Planted", "filters", "kept_by", "readings_of", "reread"]

Where = Callable[[Served, TypedQuery], dict[str, Condition]]
Kept = dict[str, Condition]


def filters(contract: Contract) -> Iterator[Fault]:
    """Every fault of filters that contradicts a contract: those of all filters together, then those of each."""
    yield from _together(contract)
    for one in contract.filters:
        basis = bound_by(contract, f"filters.{one.name}")
        if basis is None or one.widens:
            continue
        names = (one.name,)
        for kind, sentence, change in (*_plain(contract, one), *_absent(contract, one)):
            yield Fault(f"{kind}:{one.name}", "filters", sentence, change, names, basis)


def readings_of(one: Filter) -> frozenset[str]:
    """Every reading that a contract leaves to a filter."""
    return frozenset(reading for several in one.matches.all() for reading in several)


def kept_by(change: Callable[[Served, TypedQuery, Kept], Kept]) -> Any:
    """A change of what the filters keep."""

    def where(inner: Where, service: Served, query: TypedQuery) -> Kept:
        return change(service, query, inner(service, query))

    return around("where", where)


def reread(one: Filter, value: Callable[[Any], Any]) -> Any:
    """A change that understands a filter's value as another one."""

    def where(inner: Where, service: Served, query: TypedQuery) -> Kept:
        if one.name not in query.given:
            return inner(service, query)
        changed = value(query.given[one.name])
        if changed is None:
            return inner(service, query.without(one.name))
        return inner(service, replace(query, given={**query.given, one.name: changed}))

    return around("where", where)


def given(contract: Contract, query: TypedQuery, kept: Kept) -> list[str]:
    """The filters that a query asks for beyond the base query, and that say something."""
    return [name for name in kept if name != SCOPE and name in query.given and query.given[name] != contract.base.get(name)]


def _together(contract: Contract) -> Iterator[Fault]:
    bound = [one for one in contract.filters if bound_by(contract, f"filters.{one.name}") and not (one.widens or one.hides)]
    if not bound:
        return
    names = tuple(one.name for one in bound)

    def unfiltered(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        asked = given(contract, query, kept)
        return {name: condition for name, condition in kept.items() if name not in asked}

    def from_page_two(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        return unfiltered(service, query, kept) if query.goes_on else kept

    def from_page_three(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        return unfiltered(service, query, kept) if query.offset >= 2 * query.size > 0 else kept

    def any_of(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        asked = given(contract, query, kept)
        if len(asked) < 2:
            return kept
        either = kept[asked[0]]
        for name in asked[1:]:
            either = either | kept[name]
        return {**unfiltered(service, query, kept), asked[0]: either}

    def first_only(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        asked = given(contract, query, kept)
        return {name: condition for name, condition in kept.items() if name not in asked[1:]}

    def not_on_large_pages(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        return unfiltered(service, query, kept) if query.size > 20 else kept

    def after_the_cut(inner: Any, service: Served, query: TypedQuery, kept: Mapping[str, Condition], by: Ordering) -> Sequence[int]:
        asked = given(contract, query, dict(kept))
        whole: Sequence[int] = inner(service, query, {n: c for n, c in kept.items() if n not in asked}, by)
        if not asked:
            return whole
        matching = set(inner(service, query, kept, by))
        service.memory["cut"] = [ordinal for ordinal in whole[query.offset : query.offset + query.size] if ordinal in matching]
        return [
            *whole[: query.offset],
            *service.memory["cut"],
            *([-1] * (query.size - len(service.memory["cut"]))),
            *whole[query.offset + query.size :],
        ]

    if contract.pages.size.means == "exactly":
        yield Fault(
            "filters-after-cut",
            "filters",
            "Filters are applied to a page that is cut already.",
            around("select", after_the_cut),
            names,
            "implied",
        )
    for kind, sentence, change in (
        ("filters-first-page-only", "From the second page on filters are forgotten.", from_page_two),
        ("filters-first-two-pages-only", "From the third page on filters are forgotten.", from_page_three),
        ("filters-on-small-pages-only", "Filters are forgotten on pages of more than 20 records.", not_on_large_pages),
        ("filters-or", "A record is shown when any one of several filters keeps it.", any_of),
        ("filters-first-only", "Of several filters only the first is applied.", first_only),
    ):
        if kind == "filters-first-two-pages-only" and not (contract.pages.sized and _third_is_read(contract, len(bound))):
            continue
        if len(bound) > 1 or kind.endswith("pages-only"):
            yield Fault(kind, "filters", sentence, kept_by(change), names, "implied")


def _third_is_read(contract: Contract, filters: int) -> bool:
    """Whether a third page of what a filter keeps is looked at: of more than one pair of filters where it has an address, else of one that
    narrows the listing in an order whose pages are read to see that each leads back."""
    ordered = contract.order is not None and contract.order.by is not None
    return filters > 2 if contract.pages.addressed else contract.pages.previous is not None and ordered


Planted = tuple[str, str, Any]


def _askable(contract: Contract, one: Filter) -> list[str]:
    """The values of a filter on what records do not show that can be asked for, apart from the one that turns it off."""
    known = {str(value).casefold(): str(value) for value in roles.hidden_values(contract, one)}
    return [value for key, value in known.items() if key != str(one.everything).casefold()]


def _closed(parameter: Parameter) -> bool:
    """Whether a text is one of a few words."""
    return bool(parameter.enum) or str(parameter.example) in ("true", "false") or "pattern" in parameter.schema


def _plain(contract: Contract, one: Filter) -> Iterator[Planted]:
    """Faults that any filter can have, whatever it compares."""
    name = one.name

    def asked(query: TypedQuery, kept: Kept) -> bool:
        return name in kept and name in query.given and query.given[name] != contract.base.get(name)

    def ignored(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        return {n: c for n, c in kept.items() if n != name} if asked(query, kept) else kept

    def inverted(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if not asked(query, kept):
            return kept
        condition = kept[name]
        return {**kept, name: Condition(f"NOT coalesce({condition.sql}, 0)", condition.values)}

    def leaking(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if not asked(query, kept):
            return kept
        return {**kept, name: kept[name] | Condition("ordinal % 23 = 5")}

    def losing(service: Served, query: TypedQuery, kept: Kept) -> Kept:
        if not asked(query, kept):
            return kept
        lost = Condition(
            f"ordinal <> (SELECT min(ordinal) FROM records WHERE scope = ? AND ({kept[name].sql}))",
            (query.scope, *kept[name].values),
        )
        return {**kept, name: kept[name] & lost}

    # Of what records do not show only values that exclude each other tell: one alone may keep everything, and of two each may be the other.
    parameter = contract.parameter(one.name)
    apart = one.exclusive or one.compares == "flag" or parameter.kind == "boolean"
    values = 3 if not one.opaque else len(_askable(contract, one)) if apart and not one.hides else 0
    # A text that nothing can have tells as well: it keeps nothing.
    free = one.opaque and one.compares == "text" and parameter.kind == "string" and not _closed(parameter)
    if one.hides and free:
        yield "filter-inverted", f"{name} shows what it should leave out.", kept_by(inverted)
    elif values > 1 or free:
        yield "filter-ignored", f"{name} is accepted and does nothing.", kept_by(ignored)
    if one.opaque and values > 1 and contract.pages.sized and untestable(contract, f"filters.{name}") is None:
        sentence = f"From the second page on {name} is forgotten."
        yield (
            "filter-first-page-only",
            sentence,
            kept_by(lambda service, query, kept: ignored(service, query, kept) if query.goes_on else kept),
        )
    for refused in one_list_each(contract).get(name, ())[:1] if one.opaque and apart and not one.hides else ():

        def behind(inner: Where, service: Served, query: TypedQuery, refused: frozenset[Any] = refused) -> Kept:
            if query.given.get(name) in refused:
                raise Refusal("bad-parameter", name)
            return ignored(service, query, inner(service, query))

        told = ", ".join(map(str, refused))
        yield "filter-ignored-behind-a-list", f"{name} does nothing, and {told}, of one list alone, is refused.", around("where", behind)
    if one.compares in ("time", "number") and not one.everything and "equals" not in readings_of(one):
        yield "range-reversed", f"{name} keeps what lies on the other side.", kept_by(inverted)
    elif values > 2:
        yield "filter-inverted", f"{name} shows what it should leave out.", kept_by(inverted)
    if not one.opaque:
        yield "filter-leaks", f"{name} also shows a few records that it should leave out.", kept_by(leaking)
        yield "filter-loses", f"{name} leaves out one record that it should show.", kept_by(losing)


def _absent(contract: Contract, one: Filter) -> Iterator[Planted]:
    """Faults of what leaving a filter out means, and of the value that turns it off."""
    if bound_by(contract, f"filters.{one.name}.absent"):
        meanings = one.absent

        def dropped(service: Served, query: TypedQuery, kept: Kept) -> Kept:
            return kept if one.name in query.given else {n: c for n, c in kept.items() if n != one.name}

        def instead(value: Any) -> Any:
            def where(inner: Where, service: Served, query: TypedQuery) -> Kept:
                if one.name in query.given:
                    return inner(service, query)
                moment = value(service.now()) if callable(value) else value
                return inner(service, replace(query, given={**query.given, one.name: moment}))

            return around("where", where)

        meant = [word for meaning in meanings for word in (meaning if isinstance(meaning, list) else (meaning,))]
        narrow = all(isinstance(meaning, str | Mapping | list) and meaning not in ("everything", "now") for meaning in meanings)
        if narrow and not _names_all(contract, one, meant):
            yield "default-ignored", f"Leaving {one.name} out shows everything instead of its default.", kept_by(dropped)
            values = [value for value in roles.hidden_values(contract, one) if value not in meant] if one.opaque else []
            if values:
                yield "default-wrong", f"Leaving {one.name} out means another value than documented.", instead(values[0])
        if meanings == ("now",):
            yield (
                "default-wrong",
                f"Leaving {one.name} out means a day ago.",
                instead(lambda now: _moment(contract, one, now - 86_400_000)),
            )
        if any(isinstance(meaning, Mapping) and "ago" in meaning for meaning in meanings):
            yield (
                "default-window-wrong",
                f"Leaving {one.name} out means one day ago.",
                instead(lambda now: _moment(contract, one, now - 86_400_000)),
            )
    if one.everything is not None and bound_by(contract, f"filters.{one.name}.everything") and one.compares != "flag":
        matters = one.everything != "" or "equals" in {reading.removesuffix("-any-case") for reading in readings_of(one)}
        if matters:
            yield (
                "everything-ignored",
                f"{one.everything!r} does not turn {one.name} off.",
                reread(one, lambda value: "\0" if value == one.everything else value),
            )


def _names_all(contract: Contract, one: Filter, meant: Sequence[Any]) -> bool:
    """Whether what a list names is every value that there is to have, by what records show or hide."""
    shown = {value for field in contract.fields if field.within in one.places for value in field.enum}
    known = set(roles.hidden_values(contract, one)) if one.opaque else shown
    return any(isinstance(meaning, list) for meaning in one.absent) and bool(known) and known <= {*meant}


def _moment(contract: Contract, one: Filter, moment: int) -> Any:
    form = contract.parameter(one.name).format
    return spelled({"format": form}, moment) if form in WRITTEN_TIMES else moment
