"""Asking: the session, what is asked once and shared, what a law sees of it, and from a law to a verdict."""

from listproof.listing.comparing import Comparing, Difference
from listproof.listing.judging import judge, rehearse
from listproof.listing.listing import Listing
from listproof.listing.motion import Census, Motion
from listproof.listing.ranges import beyond, sizes, within
from listproof.listing.reply import Reply, Walk
from listproof.listing.session import Answer, Session
from listproof.listing.shapes import faults_of_value, holds_schema
from listproof.listing.store import Store
from listproof.listing.subjects import FAMILIES, declared_facts, subjects
from listproof.listing.target import Target, Waiver

__all__ = [
    "FAMILIES",
    "Answer",
    "Census",
    "Comparing",
    "Difference",
    "Listing",
    "Motion",
    "Reply",
    "Session",
    "Store",
    "Target",
    "Waiver",
    "Walk",
    "beyond",
    "declared_facts",
    "faults_of_value",
    "holds_schema",
    "judge",
    "rehearse",
    "sizes",
    "subjects",
    "within",
]
