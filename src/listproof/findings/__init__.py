"""One cause told once: the violations of a run under what explains them."""

from listproof.findings.causes import Cause, causes
from listproof.findings.finding import Finding, finding_id, first_difference

__all__ = ["Cause", "Finding", "causes", "finding_id", "first_difference"]
