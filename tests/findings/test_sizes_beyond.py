"""A size beyond its bounds that is taken, and pages that go wrong by the size that was asked for: when they are one bug, and when two."""

from __future__ import annotations

import pytest

from listproof.findings.grouping import grouped
from listproof.findings.symptom import Symptom

from .test_reasons import about

TAKEN = about("bounds.outside-is-not-honoured", "parameters.limit.maximum", "limit", "size")
MORE = about("bounds.size-outside-gives-no-more", "parameters.limit.maximum", "limit", "size")
IGNORED = about("pages.size-is-honoured", "size", "limit", "size")
FORGOTTEN = about("pages.size-is-honoured", "size", "limit", "size", led=True)
LINKED = about("pages.link-keeps-the-query", "pages.link", "limit", "size", led=True)
REFUSED = about("bounds.inside-is-accepted", "parameters.limit.maximum", "limit", "size", refused="400 no")
NOT_TAKEN = about("pages.size-is-honoured", "size", "limit", "size", refused="400 no")


@pytest.mark.parametrize(
    ("found", "causes"),
    [
        ((TAKEN, MORE), 1),
        ((MORE, IGNORED), 1),
        ((REFUSED, NOT_TAKEN), 1),
        ((FORGOTTEN, LINKED), 1),
        ((TAKEN, LINKED), 2),
        ((TAKEN, MORE, FORGOTTEN, LINKED), 2),
    ],
    ids=["beyond", "whatever is asked", "refused", "forgotten", "beyond, and a link", "beyond, and forgotten"],
)
def test_what_is_taken_where_it_is_asked_for_is_forgotten_for_another_reason(found: tuple[Symptom, ...], causes: int) -> None:
    """A service that looks at no size gives more than the largest page; one whose links forget the size does so for every size."""
    assert len(grouped(found)) == causes
