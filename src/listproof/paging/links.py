"""Following a link: to the same origin and path only, with the query that it has."""

from __future__ import annotations

import httpx

from listproof.contract import Query
from listproof.paging.pager import Astray, Page

__all__ = ["followed"]

_PORTS = {"http": 80, "https": 443}


def followed(page: Page, link: str) -> Query:
    """The query that a link of a page asks for, absolute or relative to the page. Raises Astray where it leaves the listing."""
    try:
        here = httpx.URL(page.answer.url)
        there = here.join(link)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Astray(page.answer.cut(link, 200)) from error
    if (_origin(here), here.raw_path.split(b"?")[0]) != (_origin(there), there.raw_path.split(b"?")[0]):
        raise Astray(page.answer.cut(link, 200))
    return page.query.following(there.query.decode("ascii", "replace"))


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or _PORTS.get(url.scheme)
