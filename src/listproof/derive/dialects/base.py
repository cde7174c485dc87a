"""What a dialect is: the words and habits of one family of reference pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from listproof.derive.words import Section, Vocabulary

__all__ = ["Dialect"]


@dataclass(frozen=True)
class Dialect:
    """One family of pages.

    `marks` are patterns with a weight that speak for it (or, below zero, against it); `nesting` is how its tables
    show depth: `tables` (an object has a table of its own), `dashes` (in front of names), `tree` (indented rows) or `any` of them.
    `sign_in` are the ways to sign in that every page of the vendor takes for granted, `sign_in_lacks` what no page says of
    them, `credentials` the parameters that carry one. `envelope` are the names that stand at the top of any answer,
    `closing` the sections of which every whole page has one near its end, `grade` how far what is read may be trusted.
    """

    name: str
    vendor: str
    marks: tuple[tuple[str, float], ...]
    nesting: str
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    sign_in: tuple[Mapping[str, Any], ...] = ()
    credentials: tuple[str, ...] = ()
    envelope: tuple[str, ...] = ()
    sign_in_lacks: str = ""
    closing: tuple[Section, ...] = (Section.ERROR_CODES, Section.STATUS_CODES)
    grade: str = "document"

    def score(self, text: str) -> float:
        """How much speaks for this dialect in the text of a page (markup included)."""
        return sum(weight for pattern, weight in self.marks if re.search(pattern, text, re.IGNORECASE | re.MULTILINE))

    def marked(self, text: str) -> int:
        """How many of its marks speak for this dialect in the text of a page."""
        return sum(weight > 0 and re.search(pattern, text, re.IGNORECASE | re.MULTILINE) is not None for pattern, weight in self.marks)
