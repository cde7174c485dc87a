"""Laws: what one is, what it is tried on, what it talks to, and how it comes to a verdict."""

from listproof.laws.comparing import Comparing, Difference
from listproof.laws.judging import judge, rehearse, untried
from listproof.laws.law import Law, law, laws_in
from listproof.laws.listing import Listing
from listproof.laws.subjects import FAMILIES, declared_facts, subjects

__all__ = [
    "FAMILIES", "Comparing", "Difference", "Law", "Listing", "declared_facts", "judge", "law", "laws_in", "rehearse", "subjects",
    "untried",
]  # fmt: skip
