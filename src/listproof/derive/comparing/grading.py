"""How much a difference between a document and a contract matters to those who call the operation, and why."""

from __future__ import annotations

from enum import Enum
from typing import Any

from listproof.derive.comparing.facts import Facts

__all__ = ["Grade", "graded"]


class Grade(Enum):
    """From what breaks a caller to what only the wording shows."""

    BREAKING = "breaking"
    RISKY = "risky"
    ADDITIVE = "additive"
    EDITORIAL = "editorial"

    @property
    def weight(self) -> int:
        """Three for breaking down to zero for editorial."""
        return 3 - list(Grade).index(self)


Verdict = tuple[Grade, str]


def graded(fact: str, facet: str, change: str, before: Any, after: Any, document: Facts) -> Verdict:
    """The grade of a difference and the reason; `facet` is "" for a whole parameter or field.

    `before` is the contract's value, `after` the document's.
    """
    if fact in ("path", "method"):
        return Grade.BREAKING, "the operation is called in another way"
    if fact.startswith("status."):
        return _status(change)
    if fact == "example":
        return Grade.EDITORIAL, "another example of an answer"
    if fact.startswith("headers."):
        return Grade.EDITORIAL, "the example shows other headers"
    if fact.startswith("parameters."):
        return _parameter(fact, facet, change, before, after, document)
    if fact.startswith("fields."):
        return _field(facet, change, before, after)
    if fact.startswith(("filters.", "base.", "order.", "pages.", "size", "total", "records", "success", "close")):
        return _meaning(fact, change)
    return Grade.RISKY, "what the contract makes of this row rests on a row that is no longer there"


def _meaning(fact: str, change: str) -> Verdict:
    if fact.endswith((".everything", ".absent")) or fact.startswith("base."):
        why = "the value is no longer named" if change == "removed" else "another value asks for it, or shows what is left out"
        return Grade.RISKY, why
    if fact.startswith("filters."):
        return Grade.RISKY, "it matches in another way"
    if fact in ("records", "total", "success") or fact.startswith(("pages.offset", "pages.number", "pages.cursor")):
        return Grade.BREAKING, "answers are read, or pages asked for, in another way"
    return Grade.RISKY, "the listing is cut, ordered or counted in another way"


def _status(change: str) -> Verdict:
    if change == "added":
        return Grade.ADDITIVE, "an answer that callers may now get"
    return Grade.RISKY, "an answer is no longer documented, or differs"


def _parameter(fact: str, facet: str, change: str, before: Any, after: Any, document: Facts) -> Verdict:
    if facet in ("in", "type"):
        return Grade.BREAKING, "requests are written in another way"
    if facet == "required":
        if after is True:
            return Grade.BREAKING, "requests without it may be refused"
        return Grade.ADDITIVE, "it may now be left out"
    if facet in ("minimum", "minLength", "maximum", "maxLength"):
        return _bound(facet, change, before, after)
    if facet == "enum":
        return _enum(change, before, after)
    if facet == "default":
        return Grade.RISKY, "requests without it may now mean something else"
    if facet == "format":
        return Grade.RISKY, "its values are written in another way"
    if facet == "pattern":
        return Grade.RISKY, "other values are taken"
    if facet == "example":
        return Grade.EDITORIAL, "another example"
    if change == "removed":
        return Grade.BREAKING, "requests that use it may be refused, or it may be ignored"
    required = document.stated.get(f"{fact}.required")
    if required is not None and required.value is True:
        return Grade.BREAKING, "a new parameter that must be given"
    return Grade.ADDITIVE, "a new parameter that may be given"


def _bound(facet: str, change: str, before: Any, after: Any) -> Verdict:
    if change == "added":
        return Grade.BREAKING, "values outside the new bound may be refused"
    if change == "removed":
        return Grade.RISKY, "the bound is no longer documented"
    narrower = after > before if facet in ("minimum", "minLength") else after < before
    if narrower:
        return Grade.BREAKING, "values that were taken may be refused"
    return Grade.ADDITIVE, "more values are taken"


def _enum(change: str, before: Any, after: Any) -> Verdict:
    if change == "added":
        return Grade.RISKY, "its values are now listed; others may be refused"
    if change == "removed":
        return Grade.RISKY, "its values are no longer listed"
    gone = [value for value in before if str(value) not in {str(one) for one in after}]
    if gone:
        return Grade.BREAKING, f"no longer listed: {', '.join(map(str, gone))}"
    return Grade.ADDITIVE, "more values are listed"


def _field(facet: str, change: str, before: Any, after: Any) -> Verdict:
    if facet == "type":
        return Grade.BREAKING, "answers are read in another way"
    if facet == "format":
        return Grade.BREAKING, "its values are written in another way"
    if facet == "null":
        return (Grade.RISKY, "it may now be null") if change == "added" else (Grade.EDITORIAL, "no longer shown as null")
    if facet == "required":
        if change == "removed":
            return Grade.RISKY, "the example no longer shows it in every place"
        return Grade.EDITORIAL, "the example shows it in every place"
    if facet == "enum":
        new = [value for value in after or () if str(value) not in {str(one) for one in before or ()}]
        if change == "changed" and new:
            return Grade.RISKY, f"callers may meet new values: {', '.join(map(str, new))}"
        return Grade.EDITORIAL, "its values are listed otherwise"
    if facet in ("minimum", "maximum", "minLength", "maxLength", "pattern", "default"):
        return Grade.RISKY, "its values may lie elsewhere"
    if facet == "example":
        return Grade.EDITORIAL, "another example"
    if change == "removed":
        return Grade.BREAKING, "answers may no longer hold it"
    return Grade.ADDITIVE, "a new field"
