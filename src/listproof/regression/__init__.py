"""What changed from one run to another, how grave it is, and who changed it."""

from listproof.regression.change import Change, RunComparison, Still
from listproof.regression.comparing import compare
from listproof.regression.file import as_json, regression_schema, write_files
from listproof.regression.telling import github, headline, markdown, text

__all__ = [
    "Change", "RunComparison", "Still", "as_json", "compare", "github", "headline", "markdown", "regression_schema", "text",
    "write_files",
]  # fmt: skip
