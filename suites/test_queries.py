"""Whole queries: whatever is asked for together, the answer is what the document makes of it."""

from listproof.laws import Listing, law
from listproof.laws.drawing.answering import answered_as_documented
from listproof.laws.drawing.searching import search, whole_queries


@law("queries.agrees-with-the-document", basis="implied", facts=("filters.*", "order.keys.*", "pages.*", "total.counts"), moving=True)
def test_agrees_with_the_document(listing: Listing) -> None:
    """Whatever filters, order and page are asked for together, the answer holds what the document makes of them."""
    search(listing, lambda: whole_queries(listing), answered_as_documented, "queries", "whole queries", ahead=True)
    listing.require_exercised("no query that was drawn keeps some records and loses others")
