"""Findings for other programs: SARIF at the fact's line of the contract, and GitHub's annotations and step summary."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from listproof.contract import facts, load
from listproof.contract.catalogue import catalogue
from listproof.contract.folders import own_contracts
from listproof.contract.locating import line_of
from listproof.findings import Finding
from listproof.reports import masking
from listproof.reports.github import summary, workflow_commands
from listproof.reports.run import TroubleRecord
from listproof.reports.sarif import path_of, sarif, write_sarif

from . import made


def place(finding: Finding) -> tuple[str, int]:
    """A made place of every finding."""
    return f"contracts/{finding.contract}/openapi.yaml", 12


def test_each_finding_is_one_result_with_its_rule_and_place() -> None:
    """A result names law, place, what was expected and observed, and keeps its fingerprint from run to run."""
    run = made.full_run()
    log = sarif(run, place)["runs"][0]
    assert [result["partialFingerprints"]["listproofFinding/v1"] for result in log["results"]] == [one.id for one in run.findings]
    result = log["results"][0]
    assert log["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == run.findings[0].law
    where = result["locations"][0]["physicalLocation"]
    assert where == {"artifactLocation": {"uri": f"contracts/{made.SLUG}/openapi.yaml"}, "region": {"startLine": 12}}
    assert run.findings[0].observed in result["message"]["text"]


def test_the_file_of_a_contract_is_named_from_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a run is started, and wherever its contracts lie: below the checkout, beside it, or with listproof itself."""
    (tmp_path / "checkout" / "service").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "checkout" / "service")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    contracts = (tmp_path / "checkout" / "contracts" / "a" / "openapi.yaml", tmp_path / "more" / "b.yaml")
    assert [path_of(one) for one in contracts] == ["../contracts/a/openapi.yaml", "../../more/b.yaml"]
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "checkout"))
    assert [path_of(one) for one in contracts] == ["contracts/a/openapi.yaml", "../more/b.yaml"]
    assert path_of(own_contracts() / made.SLUG / "openapi.yaml") == f"contracts/{made.SLUG}/openapi.yaml"


def test_a_run_that_could_ask_nothing_is_no_clean_one() -> None:
    """Where nothing could be asked the log has no results, and says that the run did not succeed and why."""
    log = sarif(made.run([], trouble=[TroubleRecord("unreachable", "cannot be reached")]), place)["runs"][0]
    assert log["results"] == []
    assert log["invocations"][0]["executionSuccessful"] is False
    assert log["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "cannot be reached"


def test_no_secret_is_in_the_file(tmp_path: Path) -> None:
    """What the last guard takes out of every report it takes out of this one."""
    run = made.run([made.outcome("bounds.maximum", "fail", violation=made.violation(observed=f"got {made.SECRET}"))])
    write_sarif(run, tmp_path / "deep" / "out.sarif", place, masking([made.SECRET]))
    told = (tmp_path / "deep" / "out.sarif").read_text(encoding="utf-8")
    assert made.SECRET not in told
    assert json.loads(told)["version"] == "2.1.0"


def test_what_a_target_sent_is_no_workflow_command() -> None:
    """Only our own lines begin with two colons, whatever an answer holds."""
    evil = "fine\n::set-output name=x::y\r::error::z %0A::stop"
    run = made.run([made.outcome("bounds.maximum", "fail", violation=made.violation(observed=evil, expected=evil))])
    lines = workflow_commands(run, place).splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("::error file=contracts/")
    assert not any(line.lstrip().startswith("::") for line in summary(run).splitlines())


def test_the_summary_leads_with_the_verdict_and_the_findings() -> None:
    """A reader of the step sees what is wrong before any table."""
    told = summary(made.full_run())
    assert told.startswith("## ❌ 1 finding in 1 listing")
    assert told.index("### ") < told.index("| listing |")
    assert "Asked: the simulator" in told


def test_the_summary_says_since_when_a_finding_stands() -> None:
    """One that is new has no such line; one of several runs says how many, and when the first of them began."""
    run = made.full_run()
    stands = replace(run, findings=(replace(run.findings[0], runs=3, since="2026-01-01T00:00:00Z"),))
    assert "- since: 2026-01-01T00:00:00Z, 3 runs" in summary(stands).splitlines()
    assert "- since:" not in summary(run)


def test_a_fact_has_its_line_in_the_contract() -> None:
    """Parameters and filters are found at their own lines, and every fact has one."""
    contract = load(made.SLUG)
    document = catalogue()[made.SLUG].document()
    text = catalogue()[made.SLUG].file.read_text(encoding="utf-8").splitlines()
    lines = {fact.id: line_of(document, fact.id) for fact in facts(contract)}
    assert all(1 <= line <= len(text) for line in lines.values())
    for name in ("limit", "offset", "job_name"):
        shown = "\n".join(text[lines[f"parameters.{name}"] - 1 : lines[f"parameters.{name}"] + 3])
        assert name in shown
