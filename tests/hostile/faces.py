"""A run of pytest against one hostile server, with every face that a run has, and what each of them said."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["STEERING", "Seen", "run_with_all_faces"]

STEERING = "\n::add-mask::x\r\x1b[2J\x07\x7f\x9b1m\u202e\u2028\u200b##[error]y"
"""What clears a screen, rings, turns the direction of writing, breaks lines and gives orders to the runner of a pipeline."""
_SUITES = Path(__file__).parents[2] / "suites"
_VARIABLE = "LISTPROOF_HOSTILE_TOKEN"


@dataclass(frozen=True)
class Seen:
    """What a run ended with, what it printed, and the text of every file that it left, by its path."""

    status: int
    printed: str
    files: dict[str, str]

    @property
    def faces(self) -> dict[str, str]:
        """Every text that somebody reads, by a name for it."""
        return {"terminal": self.printed, **self.files}


def run_with_all_faces(url: str, slug: str, secret: str, project: str, folder: Path, *options: str, suites: Path = _SUITES) -> Seen:
    """A run of laws against a server, as loud as pytest can be, with a credential in a header and the options given."""
    auth = f'auth = {{ type = "header", name = "X-Auth-Token", value = "${{{_VARIABLE}}}" }}'
    table = f'[targets.live.{slug}]\nbase_url = "{url}"\npath = {{ project_id = "{project}" }}\n{auth}\n'
    (folder / "listproof.toml").write_text(table, encoding="utf-8")
    summary = folder / "summary.md"
    loud = (
        "-vvv", "-rA", "--showlocals", "--github", "--har", "--sarif=out/found.sarif", "--junitxml=out/junit.xml", "--alluredir=out/allure",
    )  # fmt: skip
    (folder / "out").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pytest", str(suites), "--target=live", "--reports=out/reports", *loud, *options]
    environment = {**os.environ, _VARIABLE: secret, "GITHUB_STEP_SUMMARY": str(summary)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=120)
    kept = [path for path in (folder / "out").rglob("*") if path.is_file()] + [summary]
    files = {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in kept if path.exists()}
    return Seen(done.returncode, (done.stdout + done.stderr).decode(), files)
