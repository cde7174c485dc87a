"""Replicas that disagree: a service that answers one question now from one set of records and now from another, of two or a few.

Everything that compares two answers fails against such a service, and says little of what is wrong with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import groupby, pairwise

from listproof.contract import at
from listproof.evidence import Reply, Store
from listproof.evidence.drift import looked_at
from listproof.verdicts import Inconclusive, Trouble

__all__ = ["apart", "in_turns", "sets_in_turns"]

_ASKED = 8
"""How often the first page is asked for: by chance, one of two replicas answers all of them once in 128 times."""
_FEW = 4
"""So often it is asked for, and no more where the answers are alike, if so many pages of two readings of the census were alike as well."""

_MOST = 4
"""Replicas that are told: of more, eight answers show none twice."""

Shown = frozenset[str]


def sets_in_turns(store: Store) -> tuple[Reply, ...]:
    """Answers to the first page of the base query that the service gives in turns, one of each set of records. Asked once a run."""
    endpoint = store.endpoint
    if endpoint.replicas is None:
        endpoint.replicas = _looked_for(store)
    return endpoint.replicas


def _looked_for(store: Store) -> tuple[Reply, ...]:
    try:
        replies = _answers(store, 0, _FEW if _read_alike(store) else _ASKED)
        if len(replies) == _FEW and not _all_alike(replies):
            replies += _answers(store, 0, _ASKED - _FEW)
        found, totals = _told_apart(replies), [reply.total for reply in replies]
        if not found and all(totals) and in_turns(totals) and store.pager.addressed:
            # As many more or fewer in turns, and the first page is the same: what one of them lacks may stand at the end of any.
            for total in sorted({total for total in totals if total}, reverse=True):
                found = found or _told_apart(_answers(store, store.pager.places(store.max_page_size, total)[-1]))
    except (Inconclusive, Trouble):
        return ()
    return found


def _all_alike(replies: Sequence[Reply]) -> bool:
    return all((reply.records, reply.total) == (replies[0].records, replies[0].total) for reply in replies)


def _read_alike(store: Store) -> bool:
    """Whether two readings of the census, of several pages with records, say the same page by page."""
    first, latest = store.census_in_hand, store.latest_reading
    if first is None or latest is None or first is latest:
        return False
    pages = list(zip(first.walk.read, latest.walk.read))
    return sum(bool(one.records) for one, _ in pages) >= _FEW and all(_all_alike(both) for both in pages)


def _answers(store: Store, offset: int, times: int = _ASKED) -> list[Reply]:
    """The answers to one page of the base query, asked for again and again; none where one of them is no good."""
    query = store.paged(store.base, offset, store.max_page_size)
    replies = [store.ask(query, fresh=True) for _ in range(times)]
    return replies if all(reply.good for reply in replies) else []


def _told_apart(replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """One each of these answers to one question that come in turns from sets of records; none where they are of one."""
    if all(reply.records == replies[0].records for reply in replies):
        return ()
    places = apart([_shown(reply) for reply in replies])
    if places is not None:
        return tuple(replies[place] for place in places)
    found = tuple(replies[place] for place in in_turns([(frozenset(reply.names), reply.total) for reply in replies]) or ())
    totals = {reply.total for reply in found}
    # On a page that is not all there is, records of equal keys may change places with those of the next one, and the total stays.
    told = len(totals) > 1 or all(map(_is_whole, found))
    return found if told and len({frozenset(reply.names) for reply in found}) > 1 and None not in totals else ()


def apart(shown: Sequence[Shown]) -> tuple[int, int] | None:
    """The first places of two sets of records that have little in common, where an answer shows one or the other, in turns.

    Records that come and go never bring back a set that was left; an order that hangs on chance gives more than two.
    """
    kinds = list(dict.fromkeys(shown))
    turns = sum(one != other for one, other in pairwise(shown))
    if len(kinds) != 2 or turns < 2 or min(map(shown.count, kinds)) < 2:
        return None
    common = len(kinds[0] & kinds[1])
    return (shown.index(kinds[0]), shown.index(kinds[1])) if 2 * common <= min(map(len, kinds)) else None


def in_turns(shown: Sequence[Hashable]) -> tuple[int, ...] | None:
    """The first places of a few things, such as sets of names, however much they have in common, that answers show in turns.

    Each is left and comes back. A record that was deleted does not come back under its name, and once more; one that changed has its
    name still.
    """
    runs = Counter(kind for kind, _ in groupby(shown))
    return tuple(map(shown.index, runs)) if 1 < len(runs) <= _MOST and min(runs.values()) > 1 else None


def _is_whole(reply: Reply) -> bool:
    """Whether a page holds all of its listing by what it says itself, each record once."""
    return len(set(reply.names)) == len(reply.names) == reply.total


def _shown(reply: Reply) -> Shown:
    pointers = looked_at(reply.contract)
    return frozenset(repr([name, *(at(record, pointer) for pointer in pointers)]) for name, record in zip(reply.names, reply.records))
