"""Lets the tests of regression use the runs that the tests of reports make by hand."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "reports"))
