"""Where the links of a report lead: to the text of a law, to a fact on the run's page, to the document behind it."""

from __future__ import annotations

import re
from urllib.parse import quote

from listproof.contract import Source
from listproof.reports.run import ListingRun, area_of

__all__ = ["anchor", "document_page", "fact_page", "law_page", "web_address"]


def law_page(law: str, root: str) -> str:
    """The address of a law's text; `root` is the way to the folder of the run's page, without a final slash."""
    return f"{root}/laws/{area_of(law)}.html#{law}"


def anchor(listing: ListingRun, fact: str) -> str:
    """The id of a fact's row on the run's page."""
    return f"fact/{listing.key}/{fact}".replace(" ", "_")


def fact_page(listing: ListingRun, fact: str, root: str | None = None) -> str:
    """The address of a fact's row: within the page itself, or from elsewhere with `root`."""
    return f"{root + '/index.html' if root else ''}#{quote(anchor(listing, fact), safe='/')}"


def document_page(listing: ListingRun, source: Source) -> str | None:
    """The vendor's page of a source, where the contract gives its address; one that is no web address is nothing to follow."""
    return web_address(listing.links.get(source.document))


def web_address(text: str | None) -> str | None:
    """The text where it is the address of a page; None for anything else, which a click might run."""
    return text if text is not None and re.match(r"https?://", text, re.IGNORECASE) else None
