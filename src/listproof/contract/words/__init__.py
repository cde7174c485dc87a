"""From the words of `x-listing` to the values of the model, a module for each block; the form has been looked at before."""

from listproof.contract.words.filtering import apart, by_default, filters, held_against_days, in_seconds, projections, virtual
from listproof.contract.words.ordering import keyed, order
from listproof.contract.words.paging import page_count, pages, safe_size, shown_count, total, windowed

__all__ = [
    "apart", "by_default", "filters", "held_against_days", "in_seconds", "keyed", "order", "page_count", "pages", "projections",
    "safe_size", "shown_count", "total", "virtual", "windowed",
]  # fmt: skip
