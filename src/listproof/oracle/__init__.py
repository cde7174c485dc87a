"""Pure judgement: what the document makes of a query over records that are known. Nothing here asks anybody."""

from listproof.oracle.keeping import Reckoning, Table, keeps, period, split
from listproof.oracle.matching import READINGS, Open, instant, matches, surely
from listproof.oracle.ordering import COLLATIONS, collations, comparable, misplaced, misplaced_among, misplaced_null, values

__all__ = [
    "COLLATIONS", "READINGS", "Open", "Reckoning", "Table", "collations", "comparable", "instant", "keeps", "matches", "misplaced",
    "misplaced_among", "misplaced_null", "period", "split", "surely", "values",
]  # fmt: skip
