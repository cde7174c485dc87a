"""The files of a folder of reports that tell of one run, and go when another takes its place, whether that writes them or not."""

from __future__ import annotations

__all__ = ["COMPARED", "EXCHANGES", "OF_ONE_RUN"]

COMPARED = ("regression.json", "regression.md", "regression.html")
"""What changed since a baseline."""
EXCHANGES = "exchanges.har"
"""Every exchange, where they are kept."""
OF_ONE_RUN = (*COMPARED, EXCHANGES, "index.html")
"""All but the record of the run, which always takes the place of the one before."""
