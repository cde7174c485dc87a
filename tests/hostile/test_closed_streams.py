"""Commands that somebody calls without a place for what they say, as a job without a terminal does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TEST = "test --contract=huawei-hss-kubernetes-jobs --queries=0 --reports=reports"


@pytest.mark.slow
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_a_command_without_its_streams_does_what_it_is_for(closed: str, tmp_path: Path) -> None:
    """A run whose output or errors are closed ends as it would have, and leaves its reports."""
    command = f'"{sys.executable}" -m listproof {TEST} {closed}'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (0, False), done.stdout + done.stderr
    assert (tmp_path / "reports" / "run.json").exists()
