"""From an OpenAPI file and an address to findings: guesses, settled by asking, then held to what the file says."""

from listproof.checking.check import Checked, CheckedOperation, check
from listproof.checking.suspicion import is_suspicion

__all__ = ["Checked", "CheckedOperation", "check", "is_suspicion"]
