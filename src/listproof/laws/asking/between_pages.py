"""How laws put where pages lose a record, where they repeat one, and where they lead back."""

from __future__ import annotations

from collections.abc import Sequence

from listproof.checks.walks import last_that_adds, left_out, met_again, twice
from listproof.evidence import Reply, Walk
from listproof.laws.wording import between, ordinal

__all__ = ["another_set", "ends_before", "leads_back", "left_out_between", "misfilled_page", "page_of", "repeated_on"]


def page_of(number: int, size: int) -> str:
    """A page by its number and the size that was asked for, where one was."""
    return f"{ordinal(number)} page{f' of {size}' if size else ''}"


def misfilled_page(size: int, offset: int, held: int, should: tuple[int, int]) -> str:
    """How many records a page of a size holds and should hold, and how many stand before it."""
    after = f" after {between(offset, offset)}" if offset else ""
    return f"a page of {size}{after} holds {between(held, held)}, and should hold {between(*should)}"


def left_out_between(pages: Sequence[Sequence[str]], whole: Sequence[str], size: int) -> str:
    """Between which of the pages of a size the first record of a sequence is left out, and how many more are; empty where none is."""
    found = left_out(pages, whole)
    if found is None:
        return ""
    shown = {name for page in pages for name in page}
    more = sum(name not in shown for name in dict.fromkeys(whole)) - 1
    return f"{found.name} is left out {_between(found.behind, found.ahead, len(pages), size)}" + (f", and {more} more" if more else "")


def _between(behind: int, ahead: int, pages: int, size: int) -> str:
    if behind == 0:
        return f"before the {page_of(1, size)}"
    if ahead > pages:
        return f"after the last page{f' of {size}' if size else ''}"
    if behind == ahead:
        return f"of the {page_of(behind, size)}"
    # Pages that show the records in another order tell no place.
    return f"between the {ordinal(behind)} and the {page_of(ahead, size)}" if behind < ahead else f"of pages{f' of {size}' if size else ''}"


def repeated_on(pages: Sequence[Sequence[str]], names: Sequence[str], size: int) -> str:
    """On which two pages of a size the first of these records stands, and how many more stand twice; empty where none does."""
    if not names:
        return ""
    first, second = met_again(pages, names[0])
    where = f"twice on the {page_of(first, size)}" if first == second else f"on the {ordinal(first)} and on the {page_of(second, size)}"
    more = len(names) - 1
    return f"{names[0]} stands {where}" + (f", and {more} more {'stands' if more == 1 else 'stand'} twice" if more else "")


def leads_back(pages: Sequence[Reply], size: int, following: object) -> str:
    """To which of the pages of a walk the last one leads: the one whose query is `following`."""
    place = next((place for place, page in enumerate(pages, 1) if page.query == following), 0)
    if place == len(pages):
        return f"the {page_of(place, size)} leads to itself"
    return f"the {page_of(len(pages), size)} leads back to " + (f"the {ordinal(place)} one" if place else "one that was read before")


def another_set(walk: Walk, other: Walk) -> str:
    """How the records of a walk are not those of the walk by another size."""
    here, there = f"pages of {walk.size}", f"pages of {other.size}"
    if walk.cut == "loop":
        return f"{here} lead back to one that was read before"
    if walk.cut == "barren":
        return f"{here} lead on, and none after the {page_of(last_that_adds(_names(walk)) or 1, walk.size)} brings a record that is new"
    if ends_before(walk, other):
        after = f", after {walk.names[-1]}" if walk.names else ""
        count = len(other.names) - len(walk.names)
        return f"{here} end {between(count, count)} before {there} do{after}"
    lost = left_out_between(_names(walk), list(dict.fromkeys(other.names)), walk.size)
    more = left_out_between(_names(other), list(dict.fromkeys(walk.names)), other.size)
    if lost or more:
        return "; ".join(filter(None, (lost, more)))
    again = next((one for one in (walk, other) if twice(one.names)), None)
    if again is None:
        return f"{here} hold other records than {there}, by the same names"
    return repeated_on(_names(again), twice(again.names), again.size)


def ends_before(walk: Walk, other: Walk) -> bool:
    """Whether a walk is the beginning of another, and no more."""
    return walk.cut is None and len(walk.names) < len(other.names) and walk.names == other.names[: len(walk.names)]


def _names(walk: Walk) -> list[list[str]]:
    return [page.names for page in walk.pages]
