"""A run of the suite: what is asked of whom, the stores that laws share, and the record at the end. Knows nothing of pytest."""

from listproof.running.choice import Place, RunChoice, choose
from listproof.running.course import Course

__all__ = ["Course", "Place", "RunChoice", "choose"]
