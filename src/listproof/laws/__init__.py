"""Laws: what one is, what it is tried on, what it talks to, and how it comes to a verdict."""

from listproof.laws.judging import judge, rehearse, untried
from listproof.laws.law import Law, law, laws_in
from listproof.laws.listing import Listing
from listproof.laws.subjects import FAMILIES, declared_facts, subjects
from listproof.laws.wording import between, some_of

__all__ = [
    "FAMILIES", "Law", "Listing", "between", "declared_facts", "judge", "law", "laws_in", "rehearse", "some_of", "subjects", "untried",
]  # fmt: skip
