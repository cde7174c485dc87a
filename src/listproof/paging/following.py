"""Following a link: to the same origin and path only, with the query that it has."""

from __future__ import annotations

import httpx

from listproof.contract import Query
from listproof.paging.pager import Astray, Page

__all__ = ["followed"]

_PORTS = {"http": 80, "https": 443}


def followed(page: Page, link: str, address: str | None = None) -> Query:
    """The query that a link of a page asks for, absolute or relative to the page; `address` is the parameter by which pages can be asked
    for, where they can. Raises Astray where it leaves the listing."""
    try:
        here = httpx.URL(page.answer.url)
        there = here.join(link)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Astray(page.answer.cut(link, 200)) from error
    if (_origin(here), here.raw_path.split(b"?")[0]) != (_origin(there), there.raw_path.split(b"?")[0]):
        raise Astray(page.answer.cut(link, 200))
    return _at_its_address(page, here, there, address) or page.query.following(there.query.decode("ascii", "replace"))


def _at_its_address(page: Page, here: httpx.URL, there: httpx.URL, address: str | None) -> Query | None:
    """The query for another page of what was asked, where a link asks for just that by the page's address; None where it does not.

    The same question, however one came to it, is asked once.
    """
    asked = there.params.get(address, "") if address else ""
    if address is None or page.query.link is not None or not (asked.isascii() and asked.isdigit()):
        return None
    same = sorted(here.params.remove(address).multi_items()) == sorted(there.params.remove(address).multi_items())
    return page.query.having({address: int(asked)}) if same and len(there.params.get_list(address)) == 1 else None


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or _PORTS.get(url.scheme)
