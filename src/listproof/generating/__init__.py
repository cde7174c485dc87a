"""Requests drawn from the schemas of one operation, and how anything is drawn and made small. Knows nothing of contracts."""

from listproof.generating.case import Case
from listproof.generating.drawing import Draw, EnoughError, Inputs, RejectedError

__all__ = ["Case", "Draw", "EnoughError", "Inputs", "RejectedError"]
