"""One cause told once: the violations of a run under what explains them."""

from listproof.findings.causes import Cause, causes

__all__ = ["Cause", "causes"]
