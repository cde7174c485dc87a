"""Makes the servers and attacks of this folder, and the made-up runs of the reports, importable from its tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "reports")]
