"""Symptoms of one listing put under their causes: those that share what they are about, and those that another cause explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from listproof.findings.kinds import (
    EVERY_PAGE,
    EXPIRED,
    LINK,
    LITTLE,
    LOST,
    NULL_KEYS,
    NULLS_TOGETHER,
    ORDERED,
    SIZE,
    UNCHANGED,
    WIDE,
    asks_oddly,
    breaks_apart,
    forgets_at_large,
    is_about_sign_in,
    is_at_large,
    rank,
    refuses_and_miscounts,
    shows_as,
    stage,
    turns_a_filtered_page,
)
from listproof.findings.reasons import blames, explains
from listproof.findings.symptom import FILTERING, Symptom

__all__ = ["grouped"]

_Group = list[Symptom]
_BEYOND = ("bounds.outside-is-not-honoured", "bounds.size-outside-gives-no-more")
"""The laws of values beyond a bound that are taken all the same."""
_OUTSIDE = (*_BEYOND, "bounds.outside-an-enum-selects-nothing")
"""The laws of values that no document has and that select records all the same."""
_OF_ONE_FILTER = ("filters.keeps-what-it-names", "filters.each-value-keeps-its-own", "filters.hidden-ones-narrow")
"""The laws that tell of one filter that it does not keep what it is asked for."""


def grouped(found: Iterable[Symptom]) -> list[list[Symptom]]:
    """The symptoms of one listing by cause: in each group the root first, then what follows from it; the gravest group first."""
    every = list(found)
    groups = _clustered(one for one in every if not _waits(one))
    waiting = [one for one in every if _waits(one) and stage(one) != LITTLE]
    groups += _clustered(_housed(waiting, groups))
    groups = _gravest_first(_under_causes([_led(sorted(group, key=rank)) for group in groups]))
    rest = [one for one in every if stage(one) == LITTLE]
    left = _housed(rest, groups, groups[0] if groups and _is_at_large(groups[0][0]) else None)
    return _gravest_first(groups + [[one] for one in left])


def _gravest_first(groups: Iterable[_Group]) -> list[_Group]:
    return sorted(groups, key=lambda group: rank(group[0]))


def _is_at_large(root: Symptom) -> bool:
    """Whether a cause shows in questions of any kind: what no walk can be trusted with, or filtering as such."""
    return stage(root) < 4 or FILTERING in root.shared


def _waits(one: Symptom) -> bool:
    """Whether it is put where others are already: what it is about may be to blame in one half only, or in none."""
    return (bool(one.parts) and not forgets_at_large(one)) or stage(one) == LITTLE


def _led(group: _Group) -> _Group:
    """Where all are refused, whoever is about a parameter that every refused question asked for goes before the rest, but for a link that
    leads to all of them; where a value that no document has selects records, that its filter keeps nothing apart does; where what else is
    seen did not come again, cursors that grow too old do; where no order is wrong and none by another key loses records, that records
    without a key are lost by a page, or are left out of the order."""
    aged = [one for one in group if one.law == EXPIRED]
    if aged and not any(one.certain for one in group if one not in aged):
        return _with_first(aged, group)
    forgotten = [one for one in group if one.law == EVERY_PAGE and "wrong" in one.signs]
    if forgotten and all(one in forgotten or turns_a_filtered_page(one) for one in group):
        return _with_first(forgotten, group)
    if group[0].law in _OUTSIDE and (idle := [one for one in group if _keeps_nothing_apart(one, group[0])]):
        return _with_first(idle, group)
    nulls = [one for one in group if one.law == NULL_KEYS]
    if nulls and group[0].area == "order" and not any(one.law in ORDERED or _loses_by_another_key(one, nulls) for one in group):
        return _with_first(nulls, group)
    left_out = [one for one in group if one.law == NULLS_TOGETHER and "lost" in one.signs]
    if left_out and group[0].law == UNCHANGED and not any(_loses_by_another_key(one, left_out) for one in group):
        return _with_first(left_out, group)
    if not all(one.refused for one in group) or group[0].law == LINK:
        return group
    return _with_first([one for one in group if one.own & one.asked and all(one.own & other.asked for other in group)], group)


def _loses_by_another_key(one: Symptom, nulls: _Group) -> bool:
    """Whether an order by another key loses records too, so that it is not because of those that lack one."""
    return one.law == UNCHANGED and bool(one.signs & LOST) and one.fact not in {other.fact for other in nulls}


def _keeps_nothing_apart(one: Symptom, root: Symptom) -> bool:
    """Whether a filter of which a value outside its document selects records does not keep what it names either."""
    return one.law in _OF_ONE_FILTER and not one.refused and not one.parts and bool(one.own & root.own)


def _with_first(leading: _Group, group: _Group) -> _Group:
    return [*leading, *(one for one in group if one not in leading)]


def _housed(found: Iterable[Symptom], groups: Sequence[_Group], otherwise: _Group | None = None) -> list[Symptom]:
    """Put each symptom into the group of which it is another sign, or else into `otherwise`; those that stay without one."""
    left = []
    for one in found:
        home = next((group for group in groups if any(_alike(one, other) for other in group)), None)
        home = home or next((group for group in groups if blames(group, one) or shows_as(group[0], one)), None)
        if home is None and otherwise is not None and not breaks_apart(otherwise[0], one):
            home = otherwise
        left.append(one) if home is None else home.append(one)
    return left


def _clustered(found: Iterable[Symptom]) -> list[_Group]:
    clusters: list[_Group] = []
    for one in found:
        near = [cluster for cluster in clusters if any(_alike(one, other) for other in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in near]
        clusters.append([*(member for cluster in near for member in cluster), one])
    return clusters


def _alike(one: Symptom, other: Symptom) -> bool:
    """Whether two symptoms share what they are about, how they were refused, or a mark."""
    if (one.refused and other.refused) or one.breaks or other.breaks:
        same = one.refused == other.refused and is_about_sign_in(one) == is_about_sign_in(other) and not _breaks_for_another(one, other)
        return same or bool(one.shared & other.shared)
    if refuses_and_miscounts(one, other) or _is_taken_and_forgotten(one, other) or _is_taken_and_forgotten(other, one):
        return False
    if _is_of_most_totals(one, other) or _is_of_most_totals(other, one):
        return bool(one.shared & other.shared)
    if (one.head == "fields") != (other.head == "fields") and "order" not in (one.area, other.area):
        return bool(one.names & other.names - WIDE or one.shared & other.shared)
    return bool(_telling(one) & _telling(other)) or (one.request == other.request != "" and bool(one.signs) and one.signs == other.signs)


def _breaks_for_another(one: Symptom, other: Symptom) -> bool:
    """Whether a service breaks at a value that nobody would send, and at a question of which the document speaks, about other parameters:
    what it says of its own errors is the same of all."""
    return one.breaks and asks_oddly(one) != asks_oddly(other) and not one.own & other.own


def _is_taken_and_forgotten(one: Symptom, other: Symptom) -> bool:
    """Whether a size beyond its bounds is honoured, and pages go wrong to which others led: it is taken where it is asked for, so that no
    page forgets it because of that."""
    return one.law in _BEYOND and other.area == "pages" and (other.law != SIZE or other.led) and not one.shared & other.shared


def _is_of_most_totals(one: Symptom, other: Symptom) -> bool:
    """Whether most totals are wrong, and the other is one filter that is: that filter is not why the totals of the others are."""
    return one.head == "total" and is_at_large(one) and other.head == "filters" and not is_at_large(other)


def _telling(one: Symptom) -> frozenset[str]:
    """What a symptom is about that tells something, and its marks."""
    if one.area == "order":
        return frozenset({"order"}) | one.shared
    return (one.own - WIDE or one.own) | one.shared


def _under_causes(groups: Sequence[_Group]) -> list[_Group]:
    """The groups that no other explains, each with those that it does; of two that explain each other the one further upstream."""
    order = _gravest_first(groups)
    under: dict[int, int] = {}
    for place, group in enumerate(order):
        causes = [other for other in range(len(order)) if other != place and explains(order[other], group)]
        causes = [other for other in causes if other < place or not explains(group, order[other])]
        if causes:
            under[place] = causes[0]
    found: dict[int, _Group] = {}
    for place, group in enumerate(order):
        found.setdefault(_first_cause(place, under), []).extend(group)
    return [_with_first(order[place], group) for place, group in found.items()]


def _first_cause(place: int, under: Mapping[int, int]) -> int:
    """The group at the end of a chain of causes; where causes go round, the one furthest upstream of them."""
    seen: list[int] = []
    while place in under and place not in seen:
        seen.append(place)
        place = under[place]
    return min(seen[seen.index(place) :]) if place in seen else place
