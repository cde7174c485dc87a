"""Faults of values that break services: NUL, bytes that are no UTF-8, a lone percent sign, endless texts and numbers, sizes too large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_to_bytes

from starlette.datastructures import QueryParams

from listproof.contract import Basis, Contract
from listproof.simulator.exchange import Request
from listproof.simulator.faults.bounds import without
from listproof.simulator.faults.errors import crash, texts
from listproof.simulator.faults.fault import Fault, around, both, bound_by
from listproof.simulator.pages import pager
from listproof.simulator.pages.addresses import own_parameter
from listproof.simulator.pages.sizes import EVERYTHING
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.reading.keyed import is_of_the_order
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering

__all__ = ["oddities"]

_ENDLESS = 2**61
_MANY_DIGITS = re.compile(r"\d{25}")


def oddities(contract: Contract) -> Iterator[Fault]:
    """Every fault of odd values that any listing can have."""
    yield from _texts(contract)
    yield from _raw(contract)
    yield _unknown(contract)
    yield from _sizes(contract)
    yield from _clamped(contract)
    yield from _totals(contract)


def _free(contract: Contract) -> tuple[str, ...]:
    """The filters that take any text."""
    texts = (one.name for one in contract.filters if contract.parameter(one.name).kind == "string" and one.compares == "text")
    return tuple(name for name in texts if not contract.parameter(name).enum)


def _texts(contract: Contract) -> Iterator[Fault]:
    numbers = tuple(one.name for one in contract.query_parameters if one.kind in ("integer", "number"))
    free = _free(contract)

    def any_text(odd: Callable[[str], bool]) -> Callable[[Served, TypedQuery], bool]:
        return lambda service, query: any(odd(text) for text in texts(query))

    def endless(service: Served, query: TypedQuery) -> bool:
        return any(isinstance(query.given.get(name), int | float) and abs(query.given[name]) > _ENDLESS for name in numbers)

    for kind, sentence, names, when in (
        ("500-nul", "A text with NUL is answered with 500.", free, any_text(lambda text: "\0" in text)),
        (
            "500-astral",
            "A letter beyond the first plane is answered with 500.",
            free,
            any_text(lambda text: any(ord(c) > 0xFFFF for c in text)),
        ),
        ("500-colon", "A text with a colon is answered with 500.", free, any_text(lambda text: text.count(":") == 1)),
        ("500-thousand-letters", "A text of more than 1,000 letters is answered with 500.", free, any_text(lambda text: len(text) > 1000)),
        ("500-thirty-digits", "A number of thirty digits is answered with 500.", numbers, endless),
    ):
        if names:
            yield Fault(kind, "errors", sentence, crash(when), names, "implied")
    for last in [name for name in free if contract.parameter(name).spelling == "clause"][-1:]:

        def held(service: Served, query: TypedQuery, last: str = last) -> bool:
            return "\0" in str(query.given.get(last, ""))

        yield Fault(f"500-nul-within:{last}", "errors", f"NUL in {last} is answered with 500.", crash(held), (last,), "implied")
    yield from _digits_within(contract)


def _digits_within(contract: Contract) -> Iterator[Fault]:
    """Numbers of thirty digits that stand inside another text: an operator and a value, a clause, two ends of a range."""
    numbers = {one.name for one in contract.filters if one.compares == "number"}
    inside: dict[str, list[str]] = {}
    for parameter in contract.parameters:
        if parameter.name in numbers and (parameter.carrier is not None or parameter.kind == "string"):
            inside.setdefault(parameter.carrier or parameter.name, []).append(parameter.name)
    for carrier, names in inside.items():

        def read(inner: Any, service: Served, request: Request, path: Any, carrier: str = carrier) -> TypedQuery:
            texts = [*QueryParams(request.query).getlist(carrier), request.body.decode("utf-8", "replace")]
            if any(_MANY_DIGITS.search(text) for text in texts if contract.method == "GET" or carrier in text):
                raise Refusal("crash")
            return inner(service, request, path)  # type: ignore[no-any-return]

        sentence = f"A number of thirty digits inside {carrier} is answered with 500."
        change = both(crash(lambda service, query: False), around("read", read))
        yield Fault(f"500-thirty-digits-within:{carrier}", "errors", sentence, change, (*names, carrier), "implied")


def _raw(contract: Contract) -> Iterator[Fault]:
    """Faults that show before a query is typed."""
    by = _by(contract)
    if not contract.filters or not (_free(contract) or by):
        return  # of a closed list alone no law asks for what is no text
    carriers = (parameter.carrier for parameter in contract.query_parameters if parameter.carrier)
    names = tuple(dict.fromkeys((*(one.name for one in contract.filters), *carriers, *by)))

    def crashing(odd: Callable[[Request], bool]) -> Any:
        def read(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
            if odd(request):
                raise Refusal("crash")
            return inner(service, request, path)  # type: ignore[no-any-return]

        return both(crash(lambda service, query: False), around("read", read))

    def broken(request: Request) -> bool:
        try:
            unquote_to_bytes(request.query).decode(), request.body.decode()
        except UnicodeDecodeError:
            return True
        return False

    if contract.method == "GET" or any(contract.parameter(name).place == "body" for name in _free(contract)):
        yield Fault("500-bad-utf-8", "errors", "Bytes that are no UTF-8 are answered with 500.", crashing(broken), names, "implied")
    if contract.method != "GET":
        return
    plain = [name for name in _free(contract) if contract.parameter(name).carrier is None and not contract.filter(name).opaque]
    for last in plain[-1:] if len(plain) > 1 else ():

        def held(request: Request, last: str = last) -> bool:
            return any("\ufffd" in text for text in QueryParams(request.query).getlist(last))

        sentence = f"Bytes that are no UTF-8 in {last} are answered with 500."
        yield Fault(f"500-bad-utf-8-within:{last}", "errors", sentence, crashing(held), (last,), "implied")
    yield Fault(
        "500-lone-percent",
        "errors",
        "A percent sign that encodes nothing is answered with 500.",
        crashing(lambda request: re.search("%(?![0-9a-fA-F]{2})", request.query) is not None),
        names,
        "implied",
    )
    if by:

        def lone(request: Request) -> bool:
            pairs = QueryParams(request.query).multi_items()
            return any(not text and (name in by or is_of_the_order(contract, name)) for name, text in pairs)

        yield Fault("500-lone-order", "errors", "An order without a key is answered with 500.", crashing(lone), by, "implied")


def _by(contract: Contract) -> tuple[str, ...]:
    """What names a key of the order: a parameter, or those whose names hold it or its place."""
    order = contract.order
    if order is None or order.by is None:
        return ()
    return (order.by, *(name for name, _ in order.each), *(one.name for one in contract.parameters if order.asks_by(one.name)))


def _unknown(contract: Contract) -> Fault:
    """A fault of what no document names."""
    known = {one.name for one in contract.parameters} | {str(entry.get("name")) for entry in contract.sign_in}
    known |= {str(one.carrier) for one in contract.parameters} | {str(own_parameter(contract))}

    def read(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        if not set(QueryParams(request.query)) <= known:
            raise Refusal("crash")
        return inner(service, request, path)  # type: ignore[no-any-return]

    change = both(crash(lambda service, query: False), around("read", read))
    sentence = "A parameter that no document names is answered with 500."
    return Fault("500-unknown-parameter", "errors", sentence, change, ("a parameter",), "implied")


def _sizes(contract: Contract) -> Iterator[Fault]:
    """Faults of sizes out of their bounds: everything is shown, or records between two pages are not."""
    size = contract.pages.size
    if not contract.pages.sized or contract.pages.kind == "none":
        return
    parameter = contract.parameter(size.parameter)
    basis = bound_by(contract, f"parameters.{size.parameter}.maximum")
    high = parameter.maximum
    if basis is None or high is None:
        return

    def everything(when: Callable[[int], bool]) -> Any:
        def bound(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
            asked = query.given.get(size.parameter)
            if not isinstance(asked, int) or not when(asked):
                return inner(service, query)  # type: ignore[no-any-return]
            settled = inner(service, query.without(size.parameter))
            return pager(contract).resized(contract, replace(settled, given=query.given), EVERYTHING)

        return around("bound", bound)

    def unreadable(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        try:
            return inner(service, request, path)  # type: ignore[no-any-return]
        except Refusal as refusal:
            if refusal.parameter != size.parameter or contract.method != "GET":
                raise
            plain: TypedQuery = inner(service, without(contract, request, size.parameter), path)
            return replace(plain, extra={"everything": True})

    def flagged(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
        settled: TypedQuery = inner(service, query)
        return pager(contract).resized(contract, settled, EVERYTHING) if query.extra.get("everything") else settled

    if not any(f"parameters.{size.parameter}.maximum" in dispute.about for dispute in contract.disputes):
        yield from _everything(contract, everything, both(around("read", unreadable), around("bound", flagged)), basis)


def _clamped(contract: Contract) -> Iterator[Fault]:
    """A fault of sizes that are cut and yet counted whole: the records between two pages are never shown.

    Where no maximum binds, a service has one of its own: sizes are cut to the largest that a source shows accepted.
    """
    size, following = contract.pages.size, contract.pages.next
    led = not contract.pages.addressed and following is not None and following.place.kind != "last"
    if not (led or contract.pages.kind == "number") or not contract.pages.sized or contract.parameter(size.parameter).enum:
        return
    maximum = contract.parameter(size.parameter).maximum
    basis = bound_by(contract, f"parameters.{size.parameter}.maximum")
    most = int(maximum) if maximum is not None and basis is not None else size.safe

    def skipping(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
        asked = query.given.get(size.parameter)
        if not isinstance(asked, int) or asked <= most:
            return inner(service, query)  # type: ignore[no-any-return]
        settled = inner(service, replace(query, given={**query.given, size.parameter: most}))
        if led:
            return replace(settled, given=query.given)  # type: ignore[no-any-return]
        return replace(pager(contract).resized(contract, settled, min(asked, 10**6)), size=most)

    def leading(inner: Any, service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
        asked = query.given.get(size.parameter)
        beyond = min(asked, 10**6) - most if isinstance(asked, int) else 0
        query = replace(query, given={**query.given, size.parameter: most}) if beyond > 0 else query
        right: Leads = inner(service, query, matching, by)
        if beyond <= 0 or not right.more:
            return right
        further: Leads = inner(service, replace(query, offset=query.offset + beyond), matching, by)
        return replace(further, previous=right.previous)

    yield Fault(
        "clamped-size-skips",
        "bounds",
        f"A {size.parameter} beyond {most} shows {most} records, and the next page begins where one of the asked size would.",
        both(around("bound", skipping), around("leads", leading)) if led else around("bound", skipping),
        (size.parameter,),
        basis or "implied",
    )


def _everything(contract: Contract, everything: Callable[[Callable[[int], bool]], Any], unreadable: Any, basis: Basis) -> Iterator[Fault]:
    """Faults of sizes that a document does not allow and that show everything."""
    size = contract.pages.size
    parameter, names = contract.parameter(size.parameter), (size.parameter,)
    high = parameter.maximum or 0
    yield Fault(
        "size-beyond-everything",
        "bounds",
        f"A {size.parameter} beyond {high} shows everything.",
        everything(lambda asked: asked > high),
        names,
        basis,
    )
    if size.zero is None and (parameter.minimum or 0) > 0:
        yield Fault(
            "size-zero-everything",
            "bounds",
            f"A {size.parameter} of 0 or less shows everything.",
            everything(lambda asked: asked < 1),
            names,
            "implied",
        )
    if contract.method == "GET" and not parameter.required:
        yield Fault(
            "size-word-everything",
            "bounds",
            f"A {size.parameter} that is no number shows everything.",
            unreadable,
            names,
            "implied",
        )


def _totals(contract: Contract) -> Iterator[Fault]:
    total = contract.total
    if total is None or bound_by(contract, "total") is None:
        return
    basis = bound_by(contract, "total") or "implied"

    def zero(inner: Any, service: Served, query: TypedQuery, matching: Sequence[int]) -> int:
        return 0 if query.offset >= len(matching) > 0 else int(inner(service, query, matching))

    if contract.pages.addressed and "remaining" not in total.counts and contract.pages.past_end in (None, "empty"):
        yield Fault("total-zero-past-end", "pages", "Past the end the total is 0.", around("total", zero), ("total", total.at.name), basis)
