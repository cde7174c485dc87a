"""Faults of cutting: pages that lose, repeat or misplace records, sizes and starts that are not as asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from listproof.contract import Contract
from listproof.simulator.exchange import Request
from listproof.simulator.faults.fault import Fault, around, both, bound_by, disputed
from listproof.simulator.pages import pager
from listproof.simulator.query import Leads, TypedQuery
from listproof.simulator.served import Served
from listproof.simulator.tables.ordering import Ordering

__all__ = ["pages"]

Cut = Callable[[Served, TypedQuery, Sequence[int]], Sequence[int]]


def pages(contract: Contract) -> Iterator[Fault]:
    """Every fault of cutting that contradicts a contract."""
    yield from _records(contract)
    yield from _sizes(contract)
    yield from _starts(contract)
    yield from _ends(contract)
    yield from _echoes(contract)


def _records(contract: Contract) -> Iterator[Fault]:
    if bound_by(contract, f"pages.{contract.pages.kind}") is None:
        return
    start = contract.pages.parameter or "next"

    def last_dropped(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        page = inner(service, query, matching)
        return page[:-1] if page and query.offset + len(page) >= len(matching) else page

    def moved(step: int) -> Callable[..., Sequence[int]]:
        def cut(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
            return inner(service, replace(query, offset=query.offset + step) if query.offset else query, matching)

        return cut

    def third_empty(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        page = inner(service, query, matching)
        return [] if query.size and query.offset // query.size == 2 and query.offset % query.size == 0 else page

    def reach(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        return inner(service, query, matching) if query.offset < 100 else []

    def doubled(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        page = list(inner(service, query, matching))
        return [*page[:4], page[3], *page[5:]] if len(page) > 4 else page

    def ties(inner: Callable[..., Ordering], service: Served, query: TypedQuery) -> Ordering:
        asked = service.memory["asked"] = service.memory.get("asked", 0) + 1
        return replace(inner(service, query), ties="backwards" if asked % 2 else "forwards")

    def by_size(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        page = inner(service, query, matching)
        return page if query.size > 10 else [ordinal for ordinal in page if ordinal % 11 != 4]

    walk: tuple[tuple[str, str, Any], ...] = (
        ("last-record-dropped", "The last record of the last page is never shown.", around("cut", last_dropped)),
        (
            "boundary-record-repeated",
            "Every page but the first begins with the record that ended the page before.",
            around("cut", moved(-1)),
        ),
        ("boundary-record-skipped", "Every page but the first leaves its first record out.", around("cut", moved(1))),
        ("third-page-empty", "The third page is empty though more records follow.", around("cut", third_empty)),
        ("reach-ends-early", "Pages from the hundredth record on are empty, whatever the total says.", around("cut", reach)),
        ("record-doubled", "The fourth record of a page stands in the place of the fifth as well.", around("cut", doubled)),
        ("ties-reordered", "Records with equal keys change places from one request to the next.", around("order", ties)),
        ("set-depends-on-size", "Small pages leave some records out that large ones show.", around("cut", by_size)),
    )
    sizes = contract.parameter(contract.pages.size.parameter).enum if contract.pages.sized else ()
    for kind, sentence, change in walk:
        if kind == "set-depends-on-size" and sizes and min(sizes) > 10:
            continue  # of the sizes that are listed none is that small
        yield Fault(kind, "pages", sentence, change, (start, contract.pages.size.parameter), "implied")


def _sizes(contract: Contract) -> Iterator[Fault]:
    size = contract.pages.size
    basis = bound_by(contract, "size.means")
    if basis is None:
        return
    default = contract.parameter(size.parameter).default or 10

    def resized(length: Callable[[TypedQuery], int]) -> Any:
        def cut(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
            return inner(service, replace(query, size=length(query)), matching)

        return around("cut", cut)

    def fault(kind: str, sentence: str, change: Any) -> Fault:
        return Fault(kind, "pages", sentence, change, (size.parameter,), basis)

    yield fault("size-ignored", "A page holds the default number of records, whatever is asked for.", resized(lambda query: default))
    yield fault("size-one-more", "A page holds one record more than was asked for.", resized(lambda query: query.size + 1))
    yield fault("size-doubled", "A page holds twice as many records as were asked for.", resized(lambda query: query.size * 2))
    if size.means == "exactly":
        yield fault("size-one-less", "A page holds one record less than was asked for.", resized(lambda query: query.size - 1))
        yield fault(
            "size-first-page-only",
            "Only the first page is as large as asked for, the others have the default size.",
            resized(lambda query: default // 2 if query.size == default and query.offset else default if query.offset else query.size),
        )
        half = max(1, size.safe // 2)
        yield fault("size-capped", f"No page holds more than {half} records.", resized(lambda query: min(query.size, half)))
    parameter = contract.parameter(size.parameter)
    fact = f"parameters.{size.parameter}.default"
    bound = None if disputed(contract, fact) else bound_by(contract, fact)
    if bound and parameter.default is not None and not parameter.required and size.means == "exactly":

        def doubled_default(inner: Callable[..., TypedQuery], service: Served, query: TypedQuery) -> TypedQuery:
            if size.parameter in query.given:
                return inner(service, query)
            usual = inner(service, replace(query, given={**query.given, size.parameter: parameter.default}))
            return replace(pager(contract).resized(contract, usual, parameter.default * 2), given=query.given)

        yield Fault(
            "default-size-wrong",
            "pages",
            "A page of the default size holds twice as many records as documented.",
            around("bound", doubled_default),
            (size.parameter,),
            bound,
        )
    if parameter.default is not None and _left_out_is_refused_or_means_the_default(contract, size.parameter):
        largest = min(parameter.default * 5, parameter.maximum or size.safe)

        def another_default(inner: Callable[..., TypedQuery], service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
            if size.parameter in parse_qs(urlsplit(request.target).query, keep_blank_values=True):
                return inner(service, request, path)
            mark = "&" if "?" in request.target else "?"
            return inner(service, replace(request, target=f"{request.target}{mark}{size.parameter}={largest}"), path)

        yield Fault(
            "default-of-neither",
            "pages",
            f"Without {size.parameter} a page holds {largest} records: it is neither mandatory nor has its documented default.",
            around("read", another_default),
            (size.parameter,),
            "documented",
        )


def _left_out_is_refused_or_means_the_default(contract: Contract, name: str) -> bool:
    """Whether sources disagree on a parameter and each of them says what leaving it out does: refused, or the same as its default."""
    default = contract.parameter(name).default
    for dispute in contract.disputes:
        if f"parameters.{name}.default" in dispute.about:
            shown = [reading.shows for reading in dispute.readings if reading.shows.get("ask") == {name: None}]
            told = [shows for shows in shown if shows.get("gets") == "refused" or shows.get("same-as") == {name: default}]
            return len(told) == len(dispute.readings)
    return False


def _starts(contract: Contract) -> Iterator[Fault]:
    pages = contract.pages
    name = pages.parameter or "next"

    def started(offset: Callable[[TypedQuery], int]) -> Any:
        def cut(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
            return inner(service, replace(query, offset=max(0, offset(query))), matching)

        return around("cut", cut)

    def fault(kind: str, sentence: str, change: Any) -> Fault:
        return Fault(kind, "pages", sentence, change, (name,), bound_by(contract, f"pages.{pages.kind}") or "implied")

    if pages.kind != "none":
        yield fault("start-ignored", "Every page is the first page.", started(lambda query: 0))
    if pages.kind == "offset":
        yield fault("offset-as-page", "The offset is read as the number of a page.", started(lambda query: query.start * query.size))
        yield fault(
            "offset-rounded",
            "The offset is rounded down to a multiple of the page size.",
            started(lambda query: query.start // max(1, query.size) * query.size),
        )
        yield fault("offset-from-one", "The first record has the offset 1.", started(lambda query: query.start - 1))
    if pages.kind == "number":
        yield fault("page-from-zero", "Pages are counted from 0.", started(lambda query: query.start * query.size))
        yield fault("page-as-offset", "The number of the page is read as an offset.", started(lambda query: query.start - pages.first))
        yield fault(
            "page-counts-default",
            "Pages begin where pages of the default size would.",
            started(lambda query: (query.start - pages.first) * (contract.parameter(pages.size.parameter).default or 10)),
        )
    bound = bound_by(contract, f"parameters.{name}.default")
    if bound and contract.parameter(name).default is not None:
        yield Fault(
            "default-start-wrong",
            "pages",
            "Without a start the listing begins at the second record.",
            started(lambda query: query.offset if name in query.given else 1),
            (name,),
            bound,
        )


def _ends(contract: Contract) -> Iterator[Fault]:
    if contract.pages.past_end not in ("empty", "refused") or disputed(contract, "pages.past-end"):
        return
    basis = bound_by(contract, "pages.past-end")
    if basis is None:
        return

    def last_again(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        past = query.offset >= len(matching) > 0
        offset = (len(matching) - 1) // query.size * query.size if past else query.offset
        return inner(service, replace(query, offset=offset), matching)

    def around_again(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        offset = query.offset % len(matching) if matching else 0
        return inner(service, replace(query, offset=offset), matching)

    name = contract.pages.parameter
    if contract.pages.past_end == "refused":
        for kind, sentence, change in _shown_past_the_end():
            yield Fault(kind, "pages", sentence, change, (name,), basis)
        return
    again = "Past the end the last page comes again."
    yield Fault("past-end-last-page", "pages", again, around("cut", last_again), (name,), basis)
    yield Fault("past-end-wraps", "pages", "Past the end the listing begins again.", around("cut", around_again), (name,), basis)


def _shown_past_the_end() -> Iterator[tuple[str, str, Any]]:
    """Faults of a server that shows a page where it should refuse one."""

    def instead(offset: Callable[[TypedQuery, int], int] | None) -> Any:
        def placed(query: TypedQuery, count: int) -> TypedQuery | None:
            if not query.offset >= count > 0:
                return query
            return None if offset is None else replace(query, offset=offset(query, count))

        def cut(inner: Cut, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
            shown = placed(query, len(matching))
            return [] if shown is None else inner(service, shown, matching)

        def leads(inner: Callable[..., Leads], service: Served, query: TypedQuery, matching: Sequence[int], by: Ordering) -> Leads:
            shown = placed(query, len(matching))
            return Leads() if shown is None else inner(service, shown, matching, by)

        return both(around("cut", cut), around("leads", leads))

    yield "past-end-empty", "Past the end a page without records is shown.", instead(None)
    last = instead(lambda query, count: max(0, count - 1) // max(1, query.size) * query.size)
    yield "past-end-last-page", "Past the end the last page comes again.", last
    yield "past-end-wraps", "Past the end the listing begins again.", instead(lambda query, count: 0)


def _echoes(contract: Contract) -> Iterator[Fault]:
    page, size = contract.pages.echo, contract.pages.size.echo
    for pointer, kind, sentence in (
        (page, "echo-page-wrong", "An answer always says that it is the first page."),
        (size, "echo-size-wrong", "An answer gives the number of its records as the size of its page."),
    ):
        fact = "pages.echo" if pointer == page else "size.echo"
        basis = bound_by(contract, fact)
        if pointer is None or basis is None:
            continue

        def body(inner: Callable[..., Any], service: Served, query: TypedQuery, shown: list[str], count: int, which: str = kind) -> Any:
            wrong = replace(query, start=service.contract.pages.first) if which == "echo-page-wrong" else replace(query, size=len(shown))
            return inner(service, wrong, shown, count)

        parameter = contract.pages.parameter if pointer == page else contract.pages.size.parameter
        yield Fault(kind, "pages", sentence, around("envelope", body), (parameter, pointer), basis)
