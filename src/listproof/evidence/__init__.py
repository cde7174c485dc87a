"""Evidence: answers in hand, walks through them, and the records of a listing with what moved among them."""

from listproof.evidence.drift import Census, Drift
from listproof.evidence.reply import Reply, Walk
from listproof.evidence.store import Store

__all__ = ["Census", "Drift", "Reply", "Store", "Walk"]
