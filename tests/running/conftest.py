"""Lets the tests of this folder import `live_runs`, which starts runs as a user does, and what they compare of two runs."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "live")]
