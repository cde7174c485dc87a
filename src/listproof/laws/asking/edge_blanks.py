"""Blanks at the edge of a value: the question whose answer shows whether they are kept or trimmed, and how a blank is spelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, starmap
from typing import Any

from listproof.evidence import Reply
from listproof.laws.asking.no_values import passes_over
from listproof.laws.asking.whole_listing import WholeListing
from listproof.laws.context.listing import Listing
from listproof.values.edge_blanks import edged_lists, edged_texts, is_plainly_parted, plus_for_blank, trimmed
from listproof.values.filter_values import can_be_tried, holdable

__all__ = ["blank_within", "blanks_at_an_edge"]


def blanks_at_an_edge(listing: Listing) -> str | None:
    """How a blank may be spelled, told by one at the edge of a value, of which it is recorded whether it is kept; None where none tells.

    A violation where it breaks the service, or turns a filter off that the same value without it does not.
    """
    asked = _edged_value(listing)
    if asked is None:
        return None
    name, value = asked
    reply = listing.first_page({name: value}, space="+")
    read = [word for word, one in _readings_of(value).items() if _fits(listing, reply, name, one)]
    if not read:
        _is_no_worse_than_trimmed(listing, reply, name, value)
        return None
    listing.mark_exercised(f"filters.{name}", f"parameters.{name}.type")
    told = blank_within(listing) if len(read) > 1 else "only %20" if read == ["plus"] else "either"
    if told == "either":
        listing.record_behaviour(f"filters.{name}.blanks", read[0])
    return told


def _is_no_worse_than_trimmed(listing: Listing, reply: Reply, name: str, value: Any) -> None:
    """What fits no reading of a value with a blank at its edge neither breaks nor shows everything, where it does not without the blank."""
    plain, what = trimmed(value), f"a blank at the edge of {name}"
    if _fits(listing, listing.first_page({name: plain}), name, plain):
        listing.require_unbroken(reply, f"parameters.{name}.type", what=what)
        listing.require(
            not passes_over(listing, reply),
            f"filters.{name}",
            says=f"{what} turns the filter off",
            expected="what the value keeps with the blank, or without it",
            observed=reply,
            replies=(reply,),
        )


def blank_within(listing: Listing) -> str | None:
    """How a blank may be spelled, told by one within a text that records show; None where none is known."""
    name, value = _parted_value(listing)
    if value is None:
        return None
    usual, plus = listing.first_page({name: value}), listing.first_page({name: value}, space="+")
    listing.require_unbroken(plus, f"parameters.{name}.type", what=f"a blank in {name} that is spelled as +")
    return "either" if plus.names == usual.names else "only %20"


def _parted_value(listing: Listing) -> tuple[str, str | None]:
    """The first filter that a text with a blank in it can be asked of, and that text."""
    several = ((name, value) for name in listing.values.text_filters for value in listing.values.of(name))
    return next(((name, str(value)) for name, value in several if " " in str(value)), ("", None))


def _edged_value(listing: Listing) -> tuple[str, Any] | None:
    """A filter with a value that has a blank at an edge, of which what it keeps tells how it is read; None without one.

    Where none tells all at once, as of filters that keep what equals their value, one of which it shows whether the blank is trimmed: one
    at the end, which many databases pass over wherever they compare.
    """
    narrowing = {*listing.contract.base, *WholeListing(listing).arguments}
    names = (*listing.values.text_filters, *listing.values.repeated_texts)
    several = ((name, value) for name in names if name not in narrowing for value in _edged(listing, name))
    found = next(((name, value) for name, value in several if _is_telling(listing, name, value)), None)
    name, _ = _parted_value(listing)
    pointer = listing.contract.filter(name).field.of(listing.contract.base) if name and name not in narrowing else None
    if found is not None or pointer is None:
        return found
    plain = (f"{text} " for text in sorted(map(str, listing.values.shown(pointer))) if is_plainly_parted(text))
    asked = (text for text in plain if _may_all_be_asked(listing, name, text) and _tells_a_trim(listing, name, text))
    return next(((name, text) for text in asked), None)


def _readings_of(value: Any) -> dict[str, Any]:
    return {"kept": value, "trimmed": trimmed(value), "plus": plus_for_blank(value)}


def _fits(listing: Listing, reply: Reply, name: str, value: Any) -> bool:
    """Whether a first page holds what a value keeps, for which it has room."""
    known = list(listing.census.by_identity)
    must, may = ({known[place] for place in kept} for kept in _kept(listing, name, value))
    return reply.good and must <= set(reply.names) <= may


def _edged(listing: Listing, name: str) -> Iterator[Any]:
    """Values of a filter with a blank at an edge that its parameter may hold, as well as what they may be taken for."""
    pointer, parameter = listing.contract.filter(name).field.of(listing.contract.base), listing.contract.parameter(name)
    if pointer is None:
        return
    listing.filters.readings(name)
    shown = sorted(text for text in listing.values.shown(pointer) if isinstance(text, str))
    several: Sequence[Any] = edged_lists(shown) if parameter.kind == "array" else edged_texts(shown)
    yield from (value for value in several if _may_all_be_asked(listing, name, value))


def _may_all_be_asked(listing: Listing, name: str, value: Any) -> bool:
    parameter = listing.contract.parameter(name)
    held = all(holdable(parameter, read) for read in _readings_of(value).values())
    return held and (parameter.kind == "array" or can_be_tried(parameter, value))


def _is_telling(listing: Listing, name: str, value: Any) -> bool:
    """Whether a value keeps some records, and no answer fits two of its readings, for which a page has room."""
    several = _extents(listing, name, value)
    return several is not None and bool(several[0][0]) and all(starmap(_are_apart, combinations(several, 2)))


def _tells_a_trim(listing: Listing, name: str, value: Any) -> bool:
    """Whether a value keeps some records only where it is trimmed."""
    several = _extents(listing, name, value)
    return several is not None and bool(several[1][0]) and not (several[0][1] or several[2][1])


_Kept = tuple[set[int], set[int]]


def _extents(listing: Listing, name: str, value: Any) -> list[_Kept] | None:
    """What each reading of a value keeps; None where that is everything, or more than a page holds."""
    several = [(set(must), set(may)) for must, may in (_kept(listing, name, read) for read in _readings_of(value).values())]
    room = min(listing.pages.largest, len(listing.records) - 1)
    return several if all(len(may) <= room for _, may in several) else None


def _are_apart(one: _Kept, other: _Kept) -> bool:
    """Whether no answer fits both."""
    return bool(one[0] - other[1] or other[0] - one[1])


def _kept(listing: Listing, name: str, value: Any) -> tuple[list[int], list[int]]:
    return listing.comparison.must_and_may({name: value}, [name], listing.comparison.assumptions())
