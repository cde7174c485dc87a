"""What tells of one run in a folder of reports, and goes when another takes its place, whether that writes it or not."""

from __future__ import annotations

from listproof.reports.allure import RESULTS

__all__ = ["COMPARED", "EXCHANGES", "OF_ONE_RUN"]

COMPARED = ("regression.json", "regression.md", "regression.html")
"""What changed since a baseline."""
EXCHANGES = "exchanges.har"
"""Every exchange, where they are kept."""
OF_ONE_RUN = (*RESULTS, *COMPARED, EXCHANGES, "index.html")
"""All but the record of the run, which takes the place of the one before, the history, and the texts of laws, which are of no run."""
