"""What others build their checks from does what it says: the action's own step, the hook for commits, the workflows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from listproof.contract import load
from listproof.simulator.faults import catalogue
from listproof.simulator.server import start
from listproof.simulator.service import Service

from ..live.live_runs import CHECKOUT, HSS, VARIABLES, entry

ACTION: dict[str, Any] = yaml.safe_load((CHECKOUT / "action.yml").read_text("utf-8"))
STEPS = {step.get("name", step.get("uses")): step for step in ACTION["runs"]["steps"]}
WORKFLOWS = sorted((CHECKOUT / ".github" / "workflows").glob("*.yml"))
INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("bash") is None, reason="the steps of an action are written for bash"),
]


def given(text: str, **inputs: str) -> str:
    """A text of the action with its inputs filled in, each as given or else its default."""
    return INPUT.sub(lambda found: inputs.get(found[1], ACTION["inputs"][found[1]]["default"]), text)


def asked(folder: Path, *, fault: str | None) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The action's step that asks, as a runner would start it in a folder, against a server with or without a fault; and its summary."""
    contract = load(HSS)
    bin_folder = folder / "runner" / "listproof" / "bin"
    bin_folder.mkdir(parents=True)
    shim = bin_folder / "listproof"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m listproof "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    service = Service(contract, fault=next((one for one in catalogue(contract) if one.id == fault), None))
    step, summary = STEPS["Ask"], folder / "summary.md"
    with start([service]) as server:
        (folder / "listproof.toml").write_text(entry(contract, server.url), encoding="utf-8")
        inputs = {"target": "live", "arguments": f"--contract {HSS} --queries=0 -k filters"}
        environment = {name: given(value, **inputs) for name, value in step["env"].items()}
        runner = {"RUNNER_TEMP": str(folder / "runner"), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=folder, env={**os.environ, **VARIABLES, **environment, **runner},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
    return done, summary


def test_a_service_that_does_as_documented_passes_the_action(tmp_path: Path) -> None:
    """The step ends with 0, says so in the summary, and leaves SARIF without results where the action says it stands."""
    done, summary = asked(tmp_path, fault=None)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "::error" not in done.stdout
    assert summary.read_text("utf-8").strip()
    sarif = json.loads((tmp_path / given(ACTION["outputs"]["sarif"]["value"])).read_text("utf-8"))
    assert sarif["runs"][0]["results"] == []


def test_a_service_that_lies_fails_the_action_at_a_line_of_the_contract(tmp_path: Path) -> None:
    """The step ends with 1; the finding is an annotation with file and line, leads the summary, and stands in the SARIF."""
    done, summary = asked(tmp_path, fault="filter-ignored:job_name")
    assert done.returncode == 1, done.stdout[-3000:] + done.stderr[-3000:]
    assert re.search(r"^::error file=\S+,line=\d+", done.stdout, re.MULTILINE)
    assert "job_name" in summary.read_text("utf-8")
    sarif = json.loads((tmp_path / given(ACTION["outputs"]["sarif"]["value"])).read_text("utf-8"))
    assert len(sarif["runs"][0]["results"]) == 1


def test_every_input_of_the_action_is_used_and_every_one_used_is_said() -> None:
    """An input that nothing reads promises what is not done."""
    used = set(INPUT.findall(json.dumps(ACTION)))
    assert used == set(ACTION["inputs"])


def test_the_hook_runs_what_it_says(tmp_path: Path) -> None:
    """The hook's command finds the mistake in a contract of the folder that it runs in, with file and line; it never passes without one."""
    (hook,) = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *arguments = str(hook["entry"]).split()
    arguments += hook["args"]
    assert program == "listproof"
    assert re.search(hook["files"], "contracts/my-listing/openapi.yaml")
    assert not re.search(hook["files"], "src/contract.py")

    def ran() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "listproof", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    assert ran().returncode == 1
    shutil.copytree(CHECKOUT / "contracts" / HSS, tmp_path / "contracts" / HSS)
    assert ran().returncode == 0
    contract = next((tmp_path / "contracts" / HSS).glob("*.yaml"))
    contract.write_text(contract.read_text("utf-8").replace("x-listing:", "x-listing:\n  pagez: 1", 1), encoding="utf-8")
    done = ran()
    assert done.returncode == 1
    assert re.search(r"yaml:\d+", done.stdout + done.stderr)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_give_away_no_more_rights_than_they_need(path: Path) -> None:
    """Each says its rights, none may write what it does not say, and no step puts a secret into a command."""
    read = yaml.safe_load(path.read_text("utf-8"))
    assert "permissions" in read or all("permissions" in job for job in read["jobs"].values())
    steps = [step for job in read["jobs"].values() for step in job.get("steps", [])]
    assert steps
    assert not [step for step in steps if "secrets." in str(step.get("run", ""))]
