"""Pure judgement: what the document makes of a query over records that are known. Nothing here asks anybody."""

from listproof.oracle.keeping import Assumptions, KnownRecords, keeps, must_and_may, period
from listproof.oracle.matching import READINGS, Open, flag, instant, matches, number, surely
from listproof.oracle.ordering import COLLATIONS, collations, comparable, may_tie, misplaced, misplaced_among, misplaced_null, values

__all__ = [
    "COLLATIONS",
    "READINGS",
    "Assumptions",
    "KnownRecords",
    "Open",
    "collations",
    "comparable",
    "flag",
    "instant",
    "keeps",
    "matches",
    "may_tie",
    "misplaced",
    "misplaced_among",
    "misplaced_null",
    "must_and_may",
    "number",
    "period",
    "surely",
    "values",
]  # fmt: skip
