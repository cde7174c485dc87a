"""Requests drawn from the schemas of one operation, here or in a process of their own. Knows nothing of contracts."""

from listproof.generating.case import Case

__all__ = ["Case"]
