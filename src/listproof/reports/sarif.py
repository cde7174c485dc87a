"""Findings as SARIF 2.1.0, which code scanning and editors read: one result a finding, at the fact's line of the contract."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from listproof.contract.folders import own_contracts
from listproof.findings import Finding
from listproof.reports.file import json_text, seen, write_text
from listproof.reports.finding import remedy
from listproof.reports.masking import Mask, unmasked
from listproof.reports.run import Run

__all__ = ["Place", "path_of", "sarif", "write_sarif"]

Place = Callable[[Finding], tuple[str, int]]
"""The file of a finding's contract, relative to the checkout or to where the run was started, and the line of its fact."""


def path_of(contract: Path) -> str:
    """The path of a contract's file from the checkout that a pipeline builds, else from here; one of our own as it is in our checkout."""
    file, own = contract.resolve(), own_contracts().resolve()
    checkout = Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()
    if file.is_relative_to(own) and not file.is_relative_to(checkout):
        return ("contracts" / file.relative_to(own)).as_posix()
    return Path(os.path.relpath(file, checkout)).as_posix()


def write_sarif(run: Run, file: Path, place: Place, mask: Mask = unmasked) -> None:
    """Write the findings of a run as a SARIF file. Raises OSError where it cannot be written."""
    write_text(file, mask(json_text(sarif(seen(run), place), indent=1)) + "\n")


def sarif(run: Run, place: Place) -> dict[str, Any]:
    """The findings of a run as a SARIF log."""
    sentences = {outcome.law: outcome.sentence for outcome in run.outcomes}
    rules = list(dict.fromkeys(one.law for one in run.findings))
    driver = {
        "name": "listproof",
        "version": run.listproof,
        "rules": [
            {"id": law, "shortDescription": {"text": sentences.get(law) or law}, "help": {"text": remedy(law) or law}} for law in rules
        ],
    }
    results = [_result(one, rules.index(one.law), place) for one in run.findings]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints", "invocations": [_invocation(run)]}],
    }


def _invocation(run: Run) -> dict[str, Any]:
    """Whether the run did what it was to do, and what it could not: no results are no good news where nothing could be asked."""
    return {
        "executionSuccessful": not run.trouble,
        "toolExecutionNotifications": [{"level": "error", "message": {"text": one.says}} for one in run.trouble],
    }


def _result(finding: Finding, rule: int, place: Place) -> dict[str, Any]:
    file, line = place(finding)
    where = f"{finding.contract} at {finding.target}"
    text = f"{finding.says} ({where}). Expected {finding.expected}; observed {finding.observed}. Documented in {finding.documented}."
    return {
        "ruleId": finding.law,
        "ruleIndex": rule,
        "level": "warning" if finding.intermittent else "error",
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(file)}, "region": {"startLine": line}}}],
        "partialFingerprints": {"listproofFinding/v1": finding.id},
        "properties": {
            "finding": finding.id, "fact": finding.fact, "target": finding.target, "contract": finding.contract,
            "command": finding.command, "remedy": finding.remedy, "follows": list(finding.follows),
        },
    }  # fmt: skip
