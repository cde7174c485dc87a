"""Pure judgement: what the document makes of a query over records that are known. Nothing here asks anybody."""

from listproof.oracle.keeping import Reckoning, Table, keeps, period, split
from listproof.oracle.matching import READINGS, Open, instant, matches, surely
from listproof.oracle.ordering import comparable, misplaced, values

__all__ = [
    "READINGS", "Open", "Reckoning", "Table", "comparable", "instant", "keeps", "matches", "misplaced", "period", "split", "surely",
    "values",
]  # fmt: skip
