"""Allure results carry a lasting identity, everything a reader needs, and no secret."""

from __future__ import annotations

import base64
import fcntl
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import allure_commons
import pytest
from allure_commons import model2
from allure_commons.logger import AllureFileLogger
from click.testing import CliRunner

from listproof.regression.keeping import keep_reports
from listproof.reports import command as report
from listproof.reports import masking, write
from listproof.reports.allure import CATEGORIES, AllureIdentity, httpexchange, identity, write_results
from listproof.reports.allure_beside import AllureBeside
from listproof.reports.file import spelled

from . import made
from .test_page import browse

ALLURE = "allure@3.18.0"
"""The Allure 3 that the drawn reports were seen with."""

STATUS = {"pass": "passed", "fail": "failed", "inconclusive": "skipped", "unsupported": "skipped", "waived": "skipped", "error": "broken"}


def written(folder: Path) -> dict[str, dict[str, Any]]:
    """The results of a folder by their full names."""
    found = [json.loads(path.read_text()) for path in folder.glob("*-result.json")]
    return {one["fullName"]: one for one in found}


def labels(result: dict[str, Any]) -> dict[str, str]:
    """The labels of a result."""
    return {one["name"]: one["value"] for one in result["labels"]}


def test_every_outcome_is_one_result_of_its_status(tmp_path: Path) -> None:
    """One result an outcome, passed, failed, skipped or broken as its verdict says."""
    run = made.full_run()
    write_results(run, tmp_path)
    assert {key: one["status"] for key, one in written(tmp_path).items()} == {o.key: STATUS[o.verdict] for o in run.outcomes}


def test_identity_comes_from_target_contract_law_and_subject_only(tmp_path: Path) -> None:
    """A reworded sentence, another reason, another run: the same identity; another subject: another."""
    one = made.outcome("bounds.maximum", "fail", "limit")
    assert identity(one) == identity(replace(one, sentence="Else.", reason="x", verdict="pass", violation=None, seconds=9.0))
    others: list[dict[str, Any]] = [{name: "else"} for name in ("law", "target", "contract", "subject")]
    assert len({identity(one), *(identity(replace(one, **other)) for other in others)}) == 5
    write_results(made.run([one]), tmp_path)
    result = written(tmp_path)[one.key]
    assert result["historyId"] == result["testCaseId"] == identity(one)
    assert all(parameter["excluded"] for parameter in result["parameters"])


def test_a_violation_carries_labels_links_diff_exchange_and_curl(tmp_path: Path) -> None:
    """Vendor, listing, area, severity; the law's page and the document; expected against observed; the exchange and its curl."""
    write_results(made.full_run(), tmp_path)
    result = written(tmp_path)[f"mock/{made.SLUG}/bounds.maximum/limit"]
    found = labels(result)
    assert found["epic"] == made.contract().vendor
    assert made.SLUG in found["feature"]
    assert (found["story"], found["severity"], found["verdict"]) == (f"✗ {made.violation().says}", "critical", "fail")
    assert [link["url"] for link in result["links"]] == [
        "../laws/bounds.html#bounds.maximum", f"../index.html#fact/mock/{made.SLUG}/parameters.limit.maximum",
    ]  # fmt: skip
    details = result["statusDetails"]
    assert (details["expected"], details["actual"]) == (made.violation().expected, made.violation().observed)
    bodies = {one["name"]: (tmp_path / one["source"]).read_text() for one in result["attachments"]}
    native = next(one for one in result["attachments"] if one["type"] == "application/vnd.allure.http+json")
    assert native["source"].endswith(".httpexchange")
    assert json.loads(bodies[native["name"]])["response"]["status"] == 200
    assert bodies["curl"].strip() == made.exchange().curl
    assert bodies["expected and observed"] == f"- {made.violation().expected}\n+ {made.violation().observed}\n"


def test_what_was_compared_and_seen_stands_in_the_description_as_code(tmp_path: Path) -> None:
    """Facts with their counts and behaviours, each on an indented line, so that nothing a target said is markup."""
    evil = "x`\n# <img src=x>"
    one = made.outcome("bounds.maximum", "pass", compared={"pages.first": 12, "pages.past-end": 2}, behaviours={evil: [evil]})
    write_results(made.run([one]), tmp_path)
    (result,) = written(tmp_path).values()
    lines = result["description"].split("\n")
    assert "     2 × pages.past-end" in lines
    assert "    12 × pages.first" in lines
    assert [line[:4] for line in lines if "img" in line] == ["    "]
    assert "attachments" not in result


def test_a_violation_links_to_the_document_where_the_contract_gives_its_address(tmp_path: Path) -> None:
    """The vendor's page is linked besides the fact on the page of the run."""
    run = made.run([made.outcome("bounds.maximum", "fail", "limit")])
    known = replace(run.listings[0], links={"003": "https://vendor.example/003"})
    write_results(replace(run, listings=(known,)), tmp_path)
    (result,) = written(tmp_path).values()
    assert "https://vendor.example/003" in [link["url"] for link in result["links"]]


def test_severity_follows_the_basis(tmp_path: Path) -> None:
    """What a document says outright weighs more than what it implies, and that more than good practice."""
    outcomes = [made.outcome("shape.x", "pass", basis, basis=basis) for basis in ("documented", "implied", "convention")]
    write_results(made.run(outcomes), tmp_path)
    found = {labels(one)["basis"]: labels(one)["severity"] for one in written(tmp_path).values()}
    assert found == {"documented": "critical", "implied": "normal", "convention": "minor"}


def test_what_is_masked_is_shown_as_redacted() -> None:
    """A masked header or query value becomes the sentinel that Allure draws as redacted."""
    told = httpexchange(made.exchange(url="http://h/jobs?token=***&limit=1"))
    assert {"name": "X-Auth-Token", "value": "__ALLURE_REDACTED__"} in told["request"]["headers"]
    assert {"name": "token", "value": "__ALLURE_REDACTED__"} in told["request"]["query"]


def test_no_secret_reaches_a_result(tmp_path: Path) -> None:
    """A secret that slipped into any text of an outcome is in none of the files."""
    leak = f"got {made.SECRET}"
    exchange = made.exchange(body=leak, url=f"http://h/?x={made.SECRET}", request_headers={"X-Auth-Token": made.SECRET}, purpose=leak)
    violation = made.violation(made.SECRET, expected=leak, observed=leak, exchanges=(exchange,))
    outcomes = [
        made.outcome("bounds.maximum", "fail", violation=violation, notes=(leak,), behaviours={"x": leak}, compared={leak: 1}),
        made.outcome("order.sorted", "inconclusive", reason=leak),
    ]
    write_results(spelled(made.run(outcomes, environment={"home": leak}), masking([made.SECRET]))[1], tmp_path)
    assert sum(made.SECRET in path.read_text() for path in tmp_path.iterdir()) == 0
    assert sum("***" in path.read_text() for path in tmp_path.iterdir()) > 5


def test_surroundings_are_those_that_allure_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """environment.properties, executor.json and categories.json stand beside the results; what is not ours stays."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_RUN_NUMBER", "41")
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "old-result.json").write_text("{}")
    write_results(made.full_run(), tmp_path)
    assert "seed=7\n" in (tmp_path / "environment.properties").read_text()
    assert json.loads((tmp_path / "executor.json").read_text())["buildOrder"] == 41
    assert {one["matchedStatuses"][0] for one in json.loads((tmp_path / "categories.json").read_text())} == {"failed", "skipped", "broken"}
    assert (tmp_path / "notes.txt").exists()
    assert not (tmp_path / "old-result.json").exists()


def test_results_of_pytest_get_the_identity_of_their_outcome(tmp_path: Path) -> None:
    """With --alluredir a result that pytest named by its node id is rewritten before anything stores it."""
    hook = AllureIdentity(masking([made.SECRET]))
    one = made.outcome("bounds.maximum", "fail", "limit", reason=made.SECRET)
    stored: list[dict[str, str]] = []

    class Store:
        @allure_commons.hookimpl
        def report_attached_data(self, body: str, file_name: str) -> None:
            stored.append({file_name: body})

    store = Store()
    allure_commons.plugin_manager.register(store)
    try:
        hook.describe(one, made.run().listings[0])
        mark = model2.Label("listproof", one.key)
        result = model2.TestResult(uuid="u", name="test_max[mock-x]", fullName="suites#test_max", labels=[mark])
        hook.report_result(result)
        stranger = model2.TestResult(uuid="v", name="test_mine", fullName="mine", labels=[])
        hook.report_result(stranger)
    finally:
        allure_commons.plugin_manager.unregister(store)
    assert (result.fullName, result.historyId) == (one.key, identity(one))
    assert len(stored) == len(result.attachments) > 0
    assert (stranger.fullName, stranger.historyId) == ("mine", None)


def test_report_says_in_one_sentence_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Node or Allure 3 the command says so, names what to install, and leaves the results behind."""
    write(made.full_run(), tmp_path / "run.json")
    monkeypatch.setattr(shutil, "which", lambda *_: None)
    done = CliRunner().invoke(report.command, [str(tmp_path / "run.json")])
    assert done.exit_code == 1
    assert "npm install -g allure" in done.output
    assert done.output.count("\n") == 1
    assert list((tmp_path / "allure-results").glob("*-result.json"))


def test_report_without_a_run_is_one_sentence(tmp_path: Path) -> None:
    """A run file that is not there is named, without a traceback."""
    done = CliRunner().invoke(report.command, [str(tmp_path / "run.json")])
    assert done.exit_code == 1
    assert "does not exist" in done.output


@pytest.fixture(scope="session")
def allure3(request: pytest.FixtureRequest) -> str:
    """The Allure 3 command, installed once into pytest's cache, by one worker; skips where Node or npm are not."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("Node and npm are not installed")
    place = Path(request.config.cache.mkdir("allure3"))
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if report.allure(place) is None:
            (place / "package.json").write_text("{}")
            command = ["npm", "install", "--no-audit", "--no-fund", ALLURE]
            done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=300)
            if done.returncode:
                pytest.skip(f"npm could not install Allure 3: {done.stderr.strip().splitlines()[-1:]}")
    found = report.allure(place)
    assert found is not None
    return found


@pytest.mark.node
def test_allure_draws_one_file_with_the_counts_of_the_run(allure3: str, tmp_path: Path) -> None:
    """Allure 3 draws a single file that loads nothing from elsewhere, and counts what the run counts, twice over its history."""
    run = made.full_run()
    write_results(run, tmp_path / "results")
    for _ in range(2):
        page = report.draw(allure3, tmp_path / "results", tmp_path / "out", tmp_path / "history.jsonl")
    stats = json.loads((tmp_path / "out" / "summary.json").read_text())["stats"]
    wanted = Counter(STATUS[outcome.verdict] for outcome in run.outcomes)
    assert {name: stats.get(name, 0) for name in wanted} == wanted
    assert stats["total"] == len(run.outcomes)
    text = page.read_text()
    assert not re.search(r"""<(script|link|img)[^>]*(src|href)=["']?https?://""", text)
    assert "googletagmanager" not in text
    drawn = [json.loads(base64.b64decode(one)) for one in re.findall(r'"data/test-results/\w+\.json",\s*"([^"]+)"', text)]
    shown = {(one["name"], *(category["name"] for category in one.get("categories") or ())) for one in drawn}
    titles = {verdict: title for title, verdict in CATEGORIES}
    assert shown == {
        (f"{o.law} [{o.subject}]" if o.subject else o.law, *([titles[o.verdict]] if o.verdict in titles else [])) for o in run.outcomes
    }
    assert "new" not in stats, "the second drawing knows every result of the first by its identity"


@pytest.mark.node
@pytest.mark.browser
def test_the_links_of_the_drawn_report_lead_to_what_stands_beside_it(allure3: str, tmp_path: Path) -> None:
    """In a browser the law and the fact of a violation are links, to a file and an anchor that are there."""
    run = made.run([made.outcome("bounds.outside-is-not-honoured", "fail", "limit.maximum")])
    keep_reports(run, tmp_path)
    page = report.draw(allure3, tmp_path / "allure-results", tmp_path / "allure-report").read_text()
    found = re.search(r"data/test-results/(\w+)\.json", page)
    assert found is not None
    told = browse(
        page,
        """
        const look = () => {
          const links = document.querySelectorAll("[data-testid=test-result-meta-link] a");
          if (links.length) tell(Array.from(links, (link) => link.getAttribute("href")));
          else setTimeout(look, 100);
        };
        look();
        """,
        tmp_path / "allure-report",
        hash=f"#{found[1]}",
    )
    assert len(told) == 2
    for address in told:
        path, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in (tmp_path / "allure-report" / path).read_text()


def test_the_description_says_what_the_law_compares(tmp_path: Path) -> None:
    """Relation, guard and remedy of a law travel in its result, for reports that are drawn elsewhere."""
    write_results(made.run([made.outcome("bounds.outside-is-not-honoured", "pass", "limit.maximum")]), tmp_path)
    (result,) = written(tmp_path).values()
    assert all(f"*{word}*" in result["description"] for word in ("Basis", "Relation", "Guard", "Remedy"))
    assert "```" not in result["description"]


def test_the_description_says_of_which_part_it_was_judged(tmp_path: Path) -> None:
    """Where a listing is too long to be read; of one that was read whole there is nothing to say."""
    write_results(made.run([made.outcome("pages.echo")], listing=made.asked(census=made.PART)), tmp_path)
    (result,) = written(tmp_path).values()
    assert f"Judged on 378 of 1000000 records: {made.PART.note}." in result["description"]
    write_results(made.run([made.outcome("pages.echo")]), tmp_path)
    (result,) = written(tmp_path).values()
    assert "Judged on" not in result["description"]


@pytest.mark.slow
def test_alluredir_of_pytest_carries_the_same_identity(tmp_path: Path) -> None:
    """A run with pytest's own --alluredir gives each law the identity and labels that our results have."""
    subprocess.run(
        [sys.executable, "-m", "pytest", "--contract=huawei-coc-documents", f"--reports={tmp_path / 'ours'}", "-k", "total",
         f"--alluredir={tmp_path / 'theirs'}", "-p", "no:cacheprovider"],
        cwd=Path(__file__).parents[2], capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    ours, theirs = written(tmp_path / "ours" / "allure-results"), written(tmp_path / "theirs")
    assert len(ours) > 1
    assert {key: (one["historyId"], labels(one)) for key, one in theirs.items()} == {
        key: (one["historyId"], labels(one)) for key, one in ours.items()
    }


@pytest.mark.node
def test_allure_counts_what_pytest_counts(allure3: str, tmp_path: Path) -> None:
    """A real run of one contract against the simulator: the drawn report counts as pytest's own last line does."""
    checkout = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--contract=huawei-coc-documents", f"--reports={tmp_path}", "-p", "no:cacheprovider"],
        cwd=checkout, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    told = {word: int(count) for count, word in re.findall(r"(\d+) (passed|failed|skipped|errors?)", run.stdout.splitlines()[-1])}
    assert told.get("passed", 0) > 20, run.stdout[-2000:]
    report.draw(allure3, tmp_path / "allure-results", tmp_path / "allure-report")
    stats = json.loads((tmp_path / "allure-report" / "summary.json").read_text())["stats"]
    assert {name: stats.get(name, 0) for name in ("passed", "failed", "skipped")} == {
        name: told.get(name, 0) for name in ("passed", "failed", "skipped")
    }
    assert stats["total"] == sum(told.values())


def test_the_root_of_a_finding_began_before_what_follows_from_it(tmp_path: Path) -> None:
    """Allure shows what stands under one story in the order in which it began."""
    pair = made.outcome("filters.pair", "fail", "name&trees", violation=made.violation())
    alone = made.outcome("bounds.maximum", "fail", "limit", violation=made.violation())
    run = made.run([made.outcome("pages.one"), pair, alone])
    finding = replace(run.findings[0], key=alone.key, follows=(pair.key,))
    write_results(replace(run, findings=(finding,)), tmp_path)
    began = sorted(written(tmp_path).values(), key=lambda one: int(one["start"]))
    assert [one["fullName"] for one in began] == [alone.key, made.outcome("pages.one").key, pair.key]
    assert len({one["start"] for one in began}) == 3


def test_behaviours_open_with_causes(tmp_path: Path) -> None:
    """What fails stands under its finding, as a story of its own; what passes stands under its area, and histories stay."""
    run = made.full_run()
    write_results(run, tmp_path)
    results = [json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.glob("*-result.json")]
    stories = {result["fullName"]: next(label["value"] for label in result["labels"] if label["name"] == "story") for result in results}
    for outcome in run.outcomes:
        expected = f"✗ {run.findings[0].says}" if outcome.verdict == "fail" else outcome.law.split(".")[0]
        assert stories[outcome.key] == expected
    assert {result["historyId"] for result in results} == {identity(outcome) for outcome in run.outcomes}


def test_a_disk_that_takes_no_more_of_allure_ends_no_run(tmp_path: Path) -> None:
    """What `--alluredir` cannot write is told once, by its first reason, and whoever asked for it to be written goes on."""
    beside = AllureBeside("there")
    logger: Any = AllureFileLogger(tmp_path / "there")  # type: ignore[no-untyped-call]
    shutil.rmtree(tmp_path / "there")
    plugins = (beside, logger)
    for one in plugins:
        allure_commons.plugin_manager.register(one)
    try:
        hook = allure_commons.plugin_manager.hook
        hook.report_result(result=model2.TestResult(uuid="1"))
        hook.report_container(container=model2.TestResultContainer(uuid="2"))
        hook.report_attached_data(body="x", file_name="x.txt")
        hook.report_attached_file(source=__file__, file_name="y.txt")
    finally:
        for one in plugins:
            allure_commons.plugin_manager.unregister(one)
    assert beside.unkept == (
        "not all of Allure's results could be written to there (No such file or directory); name another folder with --alluredir"
    )
