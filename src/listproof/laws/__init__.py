"""Laws: what one is, what it is tried on, what it talks to, and how it comes to a verdict."""

from listproof.laws.context.listing import Listing
from listproof.laws.families import FAMILIES, declared_facts, subject_told, subjects
from listproof.laws.law import Law, law, laws_in
from listproof.laws.subject import Bound, ChosenBy, FilterPair, Ordered, Range, Subject, TwoKeys
from listproof.laws.trial.judging import judge, rehearse, untried
from listproof.laws.wording import as_json, between, pair, sent, some_of

__all__ = [
    "FAMILIES",
    "Bound",
    "ChosenBy",
    "FilterPair",
    "Law",
    "Listing",
    "Ordered",
    "Range",
    "Subject",
    "TwoKeys",
    "as_json",
    "between",
    "declared_facts",
    "judge",
    "law",
    "laws_in",
    "pair",
    "rehearse",
    "sent",
    "some_of",
    "subject_told",
    "subjects",
    "untried",
]
