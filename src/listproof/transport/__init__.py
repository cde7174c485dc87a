"""Transport: the session that asks one target, its pace, its sign-in, and what must never be shown of it."""

from listproof.transport.session import Answer, Session
from listproof.transport.target import Target, Waiver

__all__ = ["Answer", "Session", "Target", "Waiver"]
