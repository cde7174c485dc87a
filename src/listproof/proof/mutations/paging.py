"""Changes of what a contract says of its pages and of its total."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract import Contract
from listproof.contract.pointer import at
from listproof.proof.mutations.mutation import LESS, NOWHERE, Mutation, Raw, changed, deleted, put

__all__ = ["of_pages", "of_total"]

_OTHER_END: Mapping[str, Any] = {"absent": "empty", "null": "empty", "blank": "empty", "same": "empty", "says": "empty", "empty": "same"}
_OTHER_ZERO: Mapping[str, str] = {"refused": "empty", "default": "refused", "empty": "default", "everything": "empty"}


def of_total(contract: Contract, root: Raw) -> Iterator[Mutation]:
    """The changes of every fact of `total`."""
    total, count, shown = contract.total, contract.page_count, contract.shown_count
    own = (total.at.name if total else None, contract.records, *(place.name for place in (count, shown) if place))
    other = next((f.pointer for f in contract.fields if f.within is None and f.pointer not in own), NOWHERE)
    if count is not None:
        yield Mutation("total.pages", f"it stands at {other}", put(root, "/total/pages", other))
    if shown is not None:
        yield Mutation("total.shown", f"it stands at {other}", put(root, "/total/shown", other))
    if total is None:
        return
    yield Mutation("total", f"it stands at {other}", put(root, "/total/at", other))
    counts = "everything" if "everything" not in total.counts else "matching"
    yield Mutation("total.counts", f"it counts {counts}", put(root, "/total/counts", counts))
    if total.capped:
        yield Mutation("total.capped", "it is told whatever it is", deleted(root, "/x-listing/total/capped"))
    if total.estimated:
        yield Mutation("total.estimated", "it is exact", deleted(root, "/x-listing/total/estimated"))


def of_pages(contract: Contract, root: Raw) -> Iterator[Mutation]:
    """The changes of every fact of `pages`."""
    pages = contract.pages
    if pages.kind == "none":
        name = next((one.name for one in contract.query_parameters), "page")
        cut = {"offset": {"parameter": name, "first": 0}}
        yield Mutation("pages.none", "it is cut by offset", put(root, "/pages", cut))
        return
    yield from _kind(contract, root)
    place = f"/pages/{pages.kind}"
    if pages.first is not None:
        first = pages.first + 1 if isinstance(pages.first, int) else f"{pages.first}listproof"
        yield Mutation("pages.first", f"it is {first!r}", put(root, f"{place}/first", first))
    for word in ("past-end", "made-up", "elsewhere", "expired", "insertion"):
        if at(root, f"/x-listing{place}").get(word) is not None:
            yield Mutation(f"pages.{word}", "nothing is said of it", deleted(root, f"/x-listing{place}/{word}"), weaker=LESS)
    if pages.lives is not None:
        yield Mutation("pages.lives", "it lives a hundred times as long", put(root, f"{place}/lives", 100 * pages.lives))
    if pages.window:
        turned = {name: spelled.replace("{first}", "{end}") for name, spelled in pages.window}
        yield Mutation("pages.window", "it begins where the page ends", put(root, "/pages/window", turned))
    if pages.echo:
        yield Mutation("pages.echo", "it stands where the size does", put(root, f"{place}/echo", pages.size.echo or NOWHERE))
    for word, lead in (("next", pages.next), ("previous", pages.previous), *pages.edges.items()):
        if lead is not None:
            yield Mutation(f"pages.{word}", f"it stands at {NOWHERE}", put(root, f"{place}/{word}", NOWHERE))
    if pages.end:
        end = _OTHER_END[pages.end[0].kind]
        yield Mutation("pages.end", f"it is told by {end}", put(root, f"{place}/end", end))
    if pages.sized:
        yield from _size(contract, root)


def _kind(contract: Contract, root: Raw) -> Iterator[Mutation]:
    pages = contract.pages
    held = at(root, f"/x-listing/pages/{pages.kind}")
    without = {key: value for key, value in at(root, "/x-listing/pages").items() if key != pages.kind}
    if pages.addressed:
        other = "number" if pages.kind == "offset" else "offset"
        yield Mutation(f"pages.{pages.kind}", f"pages are told by {other}", put(root, "/pages", {**without, other: held}))
        return
    yield Mutation(f"pages.{pages.kind}", "it is not cut", put(root, "/pages", "none"))


def _size(contract: Contract, root: Raw) -> Iterator[Mutation]:
    pages, size = contract.pages, contract.pages.size
    if size.echo:
        yield Mutation("size.echo", "it stands where the page does", put(root, "/pages/size/echo", pages.echo or NOWHERE))
    wrong = next((p.name for p in contract.query_parameters if p.name not in (size.parameter, pages.parameter)), "listproof")
    yield Mutation("size", f"it is {wrong}", put(root, "/pages/size/parameter", wrong))
    if size.means == "exactly":
        yield Mutation("size.means", "it is at-most", put(root, "/pages/size/means", "at-most"), weaker=LESS)
    else:
        weaker = "a server that fills its pages keeps to both" if size.means == "at-most" else ""
        yield Mutation("size.means", "it is exactly", put(root, "/pages/size/means", "exactly"), weaker=weaker)
    yield Mutation("size.safe", f"it is {size.safe * 20}", put(root, "/pages/size/safe", size.safe * 20))
    if size.zero is not None:
        zero = _OTHER_ZERO[size.zero]
        yield Mutation("size.zero", f"it is {zero}", changed(root, "/x-listing/pages/size/zero", zero))
