"""Makes the modules that several tests of this folder share (`derive_*.py`) importable from them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
