"""What people read of a run: its record, the terminal's table, Allure results and one page."""

from listproof.reports.assembling import Asked, assemble, digest, digest_of_files
from listproof.reports.file import RunFileError, from_json, read, run_schema, to_json, write, write_text
from listproof.reports.masking import Mask, masking
from listproof.reports.observed import FieldShape, Latency, latency, shape
from listproof.reports.run import (
    CensusSize,
    Deselected,
    DisputeRecord,
    FactRecord,
    ListingRun,
    Run,
    TroubleRecord,
    WaiverRecord,
)

__all__ = [
    "Asked", "CensusSize", "Deselected", "DisputeRecord", "FactRecord", "FieldShape", "Latency", "ListingRun", "Mask", "Run",
    "RunFileError", "TroubleRecord", "WaiverRecord", "assemble", "digest", "digest_of_files", "from_json", "latency", "masking",
    "read", "run_schema", "shape", "to_json", "write", "write_text",
]  # fmt: skip
