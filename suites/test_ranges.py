"""Ranges that a header tells of a page, such as `Content-Range: items 0-9/180`."""

from listproof.laws import Listing, law
from listproof.paging import span_at


@law("pages.range-tells-the-page", basis="implied", each="told range", facts=("total",), moving=True)
def test_range_tells_the_page(listing: Listing, subject: str) -> None:
    """A range in a header tells where the records of its page stand: as many as it shows, and after those of the pages before it."""
    total = listing.contract.total
    walks = [listing.census.walk, *([listing.walk(size=listing.pages.sizes["middle"])] if listing.contract.pages.sized else [])]
    told = 0
    for walk in walks:
        spans = [span_at(total.at, page.answer) if total is not None and page.good else None for page in walk.pages]
        begins = spans[0][0] if spans[0] is not None else 0
        for place, (page, span) in enumerate(zip(walk.pages, spans, strict=True)):
            if span is None or not page.records:
                continue
            told += 1
            before = begins + sum(len(other.records) for other in walk.pages[:place])
            right = (before, before + len(page.records) - 1)
            listing.require(
                span[1] - span[0] == len(page.records) - 1 and (walk.cut is not None or abs(span[0] - before) <= listing.tolerance.moved),
                "total",
                says=f"the range in {subject} is not that of the records that its page shows",
                expected=f"{right[0]}-{right[1]}: {len(page.records)} records",
                observed=f"{span[0]}-{span[1]}",
                replies=(page,),
            )
    if not told:
        listing.inconclusive(f"no page with records tells a range in {subject}")
