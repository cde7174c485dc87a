"""A run of the suite: what is asked of whom, the stores that laws share, and the record at the end. Knows nothing of pytest."""

from listproof.running.choice import Choice, Place, choose
from listproof.running.course import Course

__all__ = ["Choice", "Course", "Place", "choose"]
