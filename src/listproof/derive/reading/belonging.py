"""To which part of a page a table belongs where no heading says it: by the words above it, and by what stood before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listproof.derive.assembling import PARAMETERS
from listproof.derive.formats.page import Table
from listproof.derive.parts import TablePart
from listproof.derive.reading.standing import Standing
from listproof.derive.words import Section, normal

__all__ = ["OF_A_RECORD", "OF_A_REQUEST", "guessed_section", "of_another", "of_record"]

OF_A_RECORD = re.compile(
    r"\b(?:object|resource|data model|schema)\b(?!s? (?:id|url))|\b(?:properties|attributes)\s*$|^fields\s*$", re.IGNORECASE
)
"""A heading that speaks of what an answer holds."""
OF_A_REQUEST = re.compile(r"\s*(?:pagination|paging|filter(?:s|ing)?|search(?:ing)?|query(?:ing)?)\b", re.IGNORECASE)
"""A heading that speaks of what is asked."""
_RIGHTS = frozenset({"read/write", "read / write", "readable/writable"})
"""Headings of a column that only a table of a record has: who may change a field."""


def of_record(table: Table, standing: Standing, led: Section | None) -> bool:
    """Whether a table describes a record wherever it is answered, and not this answer."""
    above = f"{standing.unknown}\n{standing.line}" if led is None else ""
    return any(normal(word) in _RIGHTS for word in table.header) or OF_A_RECORD.search(above) is not None


def of_another(parts: Sequence[TablePart], section: Section, standing: Standing, led: Section | None) -> bool:
    """Whether a table stands behind those of the request under a heading of its own that asks nothing; of a page in no dialect."""
    behind = led is None and any(part.section is section for part in parts) and section in (Section.QUERY, Section.PATH)
    return standing.weak and behind and bool(standing.unknown) and not OF_A_REQUEST.match(standing.unknown)


def guessed_section(section: Section, standing: Standing, parts: Sequence[TablePart], needs: bool, exemplified: bool) -> Section:
    """Where a table belongs under a heading that does not say it: after an answer has begun nothing is a parameter.

    `needs` tells whether the table says what is required, `exemplified` whether an answer was shown before it.
    """
    if section is Section.ERROR_CODES or OF_A_RECORD.search(standing.unknown):
        return Section.RESPONSE
    if section is Section.REQUEST_EXAMPLE or OF_A_REQUEST.match(standing.unknown):
        return Section.REQUEST
    asks = needs and not parts and not exemplified
    if standing.answered or (section is Section.RESPONSE_EXAMPLE and not asks):
        return Section.RESPONSE
    asked = any(part.section in PARAMETERS and any(row.item.required is not None for row in part.rows) for part in parts)
    if asked and not needs:
        return Section.RESPONSE
    return section if section in PARAMETERS else Section.REQUEST if needs or not parts else Section.RESPONSE
