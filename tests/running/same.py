"""What must be the same of two runs over the same records: everything but times, and where the simulator happened to listen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_OF_THE_MOMENT = frozenset({
    "seconds", "started", "finished", "latency", "host", "url", "curl", "start", "stop", "uuid", "request_headers", "response_headers",
    "since",
})  # fmt: skip
_SPELLED = re.compile(r"(?<=127\.0\.0\.1:)\d+|\b20\d{6}T\d{6}Z\b|(?<= --run )\S+|(?<= --targets-file )\S+")
"""A free port, the time in a signature, and the folder of reports and targets file in what replays a finding."""


def lasting(value: Any) -> Any:
    """A record as JSON without what differs between two equal runs."""
    if isinstance(value, dict):
        return {key: lasting(one) for key, one in value.items() if key not in _OF_THE_MOMENT}
    if isinstance(value, list):
        return [lasting(one) for one in value]
    return _SPELLED.sub("…", value) if isinstance(value, str) else value


def results(folder: Path) -> dict[str, Any]:
    """The Allure results of a run by the name of their history, without what differs between two equal runs."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in (folder / "allure-results").glob("*-result.json")]
    found = {one["historyId"]: lasting({**one, "attachments": [file["name"] for file in one.get("attachments", ())]}) for one in read}
    assert len(found) == len(read)
    return found


def table(output: str) -> list[str]:
    """The lines of the table that a run prints, without the one of times."""
    lines = output.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("──"))
    end = next(number for number, line in enumerate(lines) if "numbers count what passed" in line)
    return [line for line in lines[start:end] if not line.startswith("seconds")]
