"""How one gets to a page that has no address of its own: the pages that lead to it one after another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from listproof.contract import Query
from listproof.evidence.reply import Reply
from listproof.paging import Astray, Pager

__all__ = ["ways_to"]


def ways_to(replies: Sequence[Reply], pager: Pager, known: Iterable[Reply]) -> list[tuple[Reply, ...]]:
    """For each reply the known pages that lead to it, from the first; none where pages have addresses or none leads there."""
    if pager.addressed or not replies:
        return [() for _ in replies]
    before: dict[Query, Reply] = {}
    for page in known:
        following = _led_to(pager, page)
        if following is not None:
            before.setdefault(following, page)
    return [_way(reply.query, before) for reply in replies]


def _led_to(pager: Pager, page: Reply) -> Query | None:
    """The query to which a page leads; None where it is the last, no good answer, or leads elsewhere."""
    try:
        return pager.next(page, 0, 0) if page.good else None
    except Astray:
        return None


def _way(query: Query, before: Mapping[Query, Reply]) -> tuple[Reply, ...]:
    """The pages that lead to a query, each once: pages may lead in a circle."""
    way: list[Reply] = []
    met = {query}
    page = before.get(query)
    while page is not None and page.query not in met:
        met.add(page.query)
        way.append(page)
        page = before.get(page.query)
    return tuple(way[::-1])
