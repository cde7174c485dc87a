"""Faults of what records show when it is chosen, and of queries that stand in a body."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from listproof.contract import Basis, Contract, Projection
from listproof.simulator.exchange import Request
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.projection import asked_fields, changed, chosen_from, names_at, without_fields
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.seams import SeamChange
from listproof.simulator.seeding.alternatives import record_schema
from listproof.simulator.served import Served
from listproof.simulator.signin import ACCOUNTS, Account

__all__ = ["showing"]

Planted = tuple[str, str, Any]
Records = Callable[[Served, TypedQuery, Sequence[int]], list[str]]


def showing(contract: Contract) -> Iterator[Fault]:
    """Every fault of projections, of bodies that ask and of passwords that contradicts a contract."""
    for one in contract.projections:
        basis = bound_by(contract, f"parameters.{one.parameter}") or "implied"
        others = [other for other in contract.projections if other.parameter == one.parameter]
        place = one.parameter if len(others) == 1 else f"{one.parameter}={one.value}"
        for kind, sentence, change in _chosen(contract, one) if one.kind == "chosen" else _switched(contract, one):
            yield Fault(f"{kind}:{place}", "shape", sentence, change, (one.parameter, *one.pointers), basis)
        if one is others[0] and len(others) > 1 and (one.separator or contract.parameter(one.parameter).kind == "array"):
            yield from _several(others, basis)
    yield from _unread(contract)
    if any(entry["type"] == "basic" for entry in contract.sign_in) and bound_by(contract, "sign-in"):
        names = ("password", "credential", "sign-in")
        yield Fault("password-unchecked", "errors", "Any name is let in with any password.", around("sign_in", _any_pair), names)


def shown(change: Callable[[Any, TypedQuery], Any], when: Callable[[TypedQuery], bool]) -> Any:
    """A change of every record of some queries."""

    def records(inner: Records, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        right = inner(service, query, page)
        if not when(query):
            return right
        return [json.dumps(change(json.loads(text), query), ensure_ascii=False) for text in right]

    return around("records", records)


def _chosen(contract: Contract, one: Projection) -> Iterator[Planted]:
    name = one.parameter
    known = set(names_at(one, (*one.always, *contract.identity)))
    others = [key for key in chosen_from(contract, one).get("required", ()) if key not in known]

    def fields(change: Callable[[dict[str, Any], TypedQuery], dict[str, Any]]) -> Any:
        return shown(lambda record, query: changed(one, record, lambda held: change(held, query)), given)

    def given(query: TypedQuery) -> bool:
        return name in query.given

    def ignored(inner: Records, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        return inner(service, query.without(name), page)

    def fewer(record: Any, query: TypedQuery) -> Any:
        last = asked_fields(one, query)[-1]
        return {key: value for key, value in record.items() if key != last or (len(record) == 1 and not one.inside)}

    def as_texts(record: Any, query: TypedQuery) -> Any:
        return {key: str(value) if isinstance(value, int) and not isinstance(value, bool) else value for key, value in record.items()}

    def shorter(inner: Records, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        right = inner(service, query, page)
        return right[:-1] if given(query) else right

    yield "fields-ignored", f"{name} does nothing: records show everything.", around("records", ignored)
    yield "fields-too-few", f"The last field that {name} asks for is not shown.", fields(fewer)
    yield "fields-change-values", f"With {name} numbers are shown as texts.", fields(as_texts)
    yield "fields-lose-records", f"With {name} the last record of a page is left out.", around("records", shorter)
    if len(others) > 1:
        first, last = others[0], others[-1]

        def beside(record: Any, query: TypedQuery) -> Any:
            return {key: value for key, value in record.items() if key != last or first in asked_fields(one, query)}

        yield "fields-need-another", f"{name} shows {last} only beside {first}.", fields(beside)
    if one.always:
        said = f"With {name} records do not show what they always show."
        yield "fields-without-always", said, shown(lambda record, query: without_fields(record, one.always), given)
    if apart := [pointer for pointer in contract.identity if pointer in one.always]:

        def unnamed(record: Any, query: TypedQuery) -> Any:
            named = asked_fields(one, query)
            return without_fields(record, [pointer for pointer in apart if not set(names_at(one, [pointer])) & set(named)])

        yield "fields-lose-identity", f"With {name} records show what tells them apart only where it is named.", shown(unnamed, given)


def _switched(contract: Contract, one: Projection) -> Iterator[Planted]:
    """Faults of a value that makes fields go or come."""
    name = one.parameter

    def ignored(inner: Records, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        return inner(service, query.without(name), page)

    def always(inner: Records, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        listed = contract.parameter(name).kind == "array"
        return inner(service, query.having(**{name: [one.value] if listed else one.value}), page)

    def asked(query: TypedQuery) -> bool:
        value = query.given.get(name)
        return value == one.value or (isinstance(value, list) and one.value in value)

    others = [key for key in record_schema(contract).get("required", ()) if f"/{key}" not in (*one.pointers, *contract.identity)]
    if one.kind == "hides":
        yield "hides-ignored", f"{name} hides nothing.", around("records", ignored)
        yield "hides-always", f"What {name} hides is never shown.", around("records", always)
        if others:
            yield "hides-too-much", f"{name} hides {others[0]} as well.", shown(lambda r, q: without_fields(r, [f"/{others[0]}"]), asked)
        return
    yield "adds-ignored", f"{name} adds nothing.", around("records", ignored)
    yield "adds-always", f"What {name} adds is always shown.", around("records", always)
    if others:
        yield "adds-and-hides", f"{name} hides {others[0]}.", shown(lambda record, query: without_fields(record, [f"/{others[0]}"]), asked)


def _several(choices: Sequence[Projection], basis: Basis) -> Iterator[Fault]:
    """Faults of several values at once."""
    one = choices[0]
    name, glue = one.parameter, one.separator

    def first(value: Any) -> Any:
        return value[:1] if isinstance(value, list) else str(value).split(glue)[0] if glue else value

    def first_only(inner: Records, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        return inner(service, query.having(**{name: first(query.given[name])}) if name in query.given else query, page)

    pointers = tuple(pointer for choice in choices for pointer in choice.pointers)
    sentence = f"Of several values of {name} only the first counts."
    yield Fault(f"adds-first-only:{name}", "shape", sentence, around("records", first_only), (name, *pointers), basis)


def _unread(contract: Contract) -> Iterator[Fault]:
    """Faults of a question that is passed over: all of it, or the filters in a body."""
    filters, asked = (tuple(one.name for one in group) for group in (contract.filters, contract.query_parameters))
    if filters and contract.pages.sized and bound_by(contract, "size") and bound_by(contract, "records"):
        sentence = "Whatever is asked, the answer is that to a plain question."
        yield Fault("question-ignored", "pages", sentence, _without(asked), ("pages", "filters"), "implied")
    if filters and contract.method == "POST":
        yield Fault("body-filters-ignored", "filters", "The filters in the body do nothing.", _without(filters), filters, "implied")


def _without(names: Sequence[str]) -> SeamChange:
    """A change that reads a question without these parameters."""

    def unread(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        return inner(service, request, path).without(*names)  # type: ignore[no-any-return]

    return around("read", unread)


def _any_pair(inner: Any, service: Served, request: Request) -> Account:
    try:
        return inner(service, request)  # type: ignore[no-any-return]
    except Refusal:
        if (request.header("authorization") or "").lower().startswith("basic "):
            return ACCOUNTS[0]
        raise
