"""Drawing and loading go on one at a time.

While Hypothesis works out a strategy it makes each warning an error, in every thread of the process: a module that warns as it is loaded
meanwhile breaks off, and may stay half loaded.
"""

from __future__ import annotations

from threading import RLock

__all__ = ["ALONE"]

ALONE = RLock()
"""Held by who draws, and by who loads a module while others may draw."""
