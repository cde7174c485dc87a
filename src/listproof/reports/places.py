"""Where the pages stand that a report links to: the page of a law, the contract, the document behind a fact."""

from __future__ import annotations

from listproof.contract import Source
from listproof.reports.run import ListingRun, area_of

__all__ = ["contract_page", "document_page", "law_page"]


def law_page(law: str, root: str) -> str:
    """The address of a law's own section in `docs/`, below `root` (a web address or a relative path without a final slash)."""
    return f"{root}/docs/laws/{area_of(law)}.md#{law.replace('.', '').lower()}"


def contract_page(contract: str, root: str) -> str:
    """The address of a contract's file below `root`."""
    return f"{root}/contracts/{contract}/openapi.yaml"


def document_page(listing: ListingRun, source: Source, root: str) -> str:
    """The address of a source: the vendor's page where the contract gives it, else the contract, which names its place."""
    return listing.links.get(source.document) or contract_page(listing.contract, root)
