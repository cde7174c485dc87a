"""Lets the tests of the proof import the servers that are written by hand."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "servers"))
