"""A finding is asked again: least requests first, signed anew, then its law, and what came of it is the exit status."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from listproof.contract import Contract, load
from listproof.findings import finding_id
from listproof.laws.families import subject_told
from listproof.proof.suite import all_laws
from listproof.replay import command
from listproof.reports import Run, write
from listproof.reports.finding import placed, replaying
from listproof.running import Course, choose
from listproof.simulator.faults import catalogue
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.targets import snippet
from listproof.transport.targets_file import TargetsError

from ..reports import made

INVENTED = Path(__file__).parents[1] / "contracts" / "invented"
SLUG = "huawei-hss-kubernetes-jobs"
FAULT = "filter-ignored:job_name"
LAW = "filters.nothing-matches-nothing"
UNSENDABLE = {
    "Range: items=\u00e9": "a header holds what none can",
    "Range: items=0-9\r\nHost: elsewhere": "a header holds what none can",
    "name=***": "part of it was masked",
}


def targets(file: Path, contract: Contract, url: str) -> None:
    """Write a targets file that names one listing at an address."""
    file.write_text(snippet(contract, url, "live"), encoding="utf-8")


def recorded(folder: Path, service: Service, law: str, subject: str, contracts: Path | None = None) -> Run:
    """The record of one law, of one subject or of none, judged at a server; it is kept in the folder's reports too."""
    contract = service.contract
    chosen = next(one for one in all_laws() if one.id == law)
    about = subject_told(chosen, contract, subject or None)
    server = start([service])
    targets(folder / "listproof.toml", contract, server.url)
    course = Course(choose(["live"], [contract.slug], Path("listproof.toml"), True, contracts, {}), "0", Path())
    course.plan(course.choice.places[0], chosen, about)
    course.judge(course.choice.places[0], chosen, about)
    run = course.record()
    course.close()
    server.stop()
    write(run, folder / "reports" / "run.json")
    return run


@pytest.fixture
def replayed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """A run of one law at a server with a fault, of which a finding is replayed at a server with another fault, or none."""
    monkeypatch.chdir(tmp_path)
    contract = load(SLUG)
    service = Service(contract, 60)
    faults = {one.id: one for one in catalogue(contract)}

    def replay(fault: str | None, name: str | None = None) -> Result:
        run = recorded(tmp_path, service.like(faults[FAULT], None), LAW, "job_name")
        again = start([service.like(faults[fault] if fault else None, None)])
        targets(tmp_path / "listproof.toml", contract, again.url)
        try:
            return CliRunner().invoke(command, [name or run.findings[0].id])
        finally:
            again.stop()

    return replay


def test_what_is_still_so_is_said_with_status_1(replayed: Callable[..., Result]) -> None:
    """The request is shown, with what came of it, and the law fails again."""
    done = replayed(FAULT)
    assert done.exit_code == 1, done.output
    assert "still so: " in done.output
    assert "job_name=" in done.output


def test_what_was_repaired_is_said_with_status_0(replayed: Callable[..., Result]) -> None:
    """A service that does as its document says again ends the finding."""
    done = replayed(None)
    assert done.exit_code == 0, done.output
    assert "no longer so" in done.output
    assert "another answer than then" in done.output


def test_a_finding_that_is_not_there_is_told_with_those_that_are(replayed: Callable[..., Result]) -> None:
    """An unknown id names the known ones."""
    done = replayed(None, "zzzzzzzz")
    assert done.exit_code == 2
    assert "has no finding zzzzzzzz; expected one of" in done.output


def test_a_file_that_is_no_run_is_one_sentence(tmp_path: Path) -> None:
    """Where no run is, the command says what it wants."""
    done = CliRunner().invoke(command, ["abcdef12", "--run", str(tmp_path / "none.json")])
    assert done.exit_code == 2
    assert "does not exist; expected the run.json" in done.output


def asked_again(finding: str, contract: Contract, served: Service, folder: Path, contracts: Path) -> Result:
    """What the command prints of a finding, asked of a server that is up as long as it runs."""
    server = start([served])
    targets(folder / "listproof.toml", contract, server.url)
    try:
        return CliRunner().invoke(command, [finding, "--contracts", str(contracts)])
    finally:
        server.stop()


def walked(slug: str, fault: str | None, again: str | None, law: str, name: str, folder: Path) -> tuple[Result, list[str]]:
    """The replay of a finding of one law on a later page, at a server whose cursors are others; and its lines on the way there."""
    contract = load(slug, INVENTED)
    faults = {one.id: one for one in catalogue(contract)}
    lying, other = (Service(contract, 120, seed).like(faults[one] if one else None, None) for seed, one in ((0, fault), (0, again)))
    run = recorded(folder, lying, law, name, INVENTED)
    assert run.findings[0].command.startswith("listproof replay")
    done = asked_again(run.findings[0].id, contract, other, folder, INVENTED)
    return done, [line for line in done.output.splitlines() if "walked to from" in line]


@pytest.mark.parametrize(
    ("slug", "fault", "law", "subject"),
    [
        ("lighthouses", "link-drops-filters", "pages.link-keeps-the-query", "link"),
        ("parcels", "boundary-record-repeated", "pages.walk-meets-each-record-once", ""),
        ("ferries", "next-forever", "pages.walk-ends", "next"),
        ("voyages", "next-forever", "pages.walk-ends", "next"),
    ],
)
def test_a_finding_on_a_later_page_is_walked_to_again(
    slug: str, fault: str, law: str, subject: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links, last records and tokens, in a query and in a body, are followed anew from the first page, and the law fails again."""
    monkeypatch.chdir(tmp_path)
    done, ways = walked(slug, fault, fault, law, subject, tmp_path)
    assert done.exit_code == 1, done.output
    assert ways
    assert "still so: " in done.output
    assert "the pages end" not in done.output
    assert f"\n{load(slug, INVENTED).method} http" in f"\n{done.output}"


def test_a_window_in_a_header_is_sent_again_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that a header asks for is asked for by it once more: the line shows the header, and the answer is that of then."""
    monkeypatch.chdir(tmp_path)
    examples = Path(__file__).parents[2] / "contracts" / "examples"
    contract = load("koa-ranges", examples)
    service = Service(contract, 60)
    lying = service.like({one.id: one for one in catalogue(contract)}["range-one-too-far"], None)
    run = recorded(tmp_path, lying, "pages.range-tells-the-page", "Content-Range", examples)
    done = asked_again(run.findings[0].id, contract, lying, tmp_path, examples)
    assert done.exit_code == 1, done.output
    assert " with Range: items=" in done.output
    assert "another answer than then" not in done.output


def test_bytes_in_a_body_are_sent_again_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that holds what is no UTF-8 is told by its digits, and the same bytes break the service again."""
    monkeypatch.chdir(tmp_path)
    service = Service(load("voyages", INVENTED), 60)
    lying = service.like({one.id: one for one in catalogue(service.contract)}["500-bad-utf-8"], None)
    run = recorded(tmp_path, lying, "filters.odd-bytes-are-answered", "where.notes", INVENTED)
    assert r'"\xff\xfe"' in run.findings[0].command
    done = asked_again(run.findings[0].id, service.contract, lying, tmp_path, INVENTED)
    assert done.exit_code == 1, done.output
    assert "HTTP 500, the same answer as then" in done.output


@pytest.mark.parametrize(("sent", "reason"), UNSENDABLE.items())
def test_what_cannot_be_sent_again_is_said(sent: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A header that holds what none can, and a masked value of the query, are no questions: they are not sent, and the law is tried."""
    monkeypatch.chdir(tmp_path)
    examples = Path(__file__).parents[2] / "contracts" / "examples"
    service = Service(load("koa-ranges", examples), 60)
    lying = service.like({one.id: one for one in catalogue(service.contract)}["range-one-too-far"], None)
    run = recorded(tmp_path, lying, "pages.range-tells-the-page", "Content-Range", examples)
    file = tmp_path / "reports" / "run.json"
    kept = json.loads(file.read_text("utf-8"))
    for violation in (one["violation"] for one in kept["outcomes"] if one.get("violation")):
        for exchange in violation["exchanges"]:
            name, _, value = sent.partition(": ")
            exchange.update({"request_headers": {name: value}} if value else {"url": f"{exchange['url'].partition('?')[0]}?{sent}"})
    file.write_text(json.dumps(kept), encoding="utf-8")
    server = start([lying])
    targets(tmp_path / "listproof.toml", service.contract, server.url)
    try:
        done = CliRunner().invoke(command, [run.findings[0].id, "--contracts", str(examples)])
    finally:
        server.stop()
    assert f"  not sent again: {reason}" in done.output.splitlines(), done.output
    assert "still so: " in done.output


def test_a_walk_that_ends_before_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the pages of now are fewer than those of then, the last of them is shown, and the law holds."""
    monkeypatch.chdir(tmp_path)
    done, ways = walked("ferries", "next-forever", None, "pages.walk-ends", "next", tmp_path)
    assert done.exit_code == 0, done.output
    assert any("where the pages end" in line for line in ways)


def test_the_command_that_is_printed_finds_its_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run kept in another folder is named in it, as its contracts and targets file are; the usual places are not."""
    monkeypatch.chdir(tmp_path)
    contract = load(SLUG)
    service = Service(contract, 60)
    faulty = service.like({one.id: one for one in catalogue(contract)}[FAULT], None)
    run = recorded(tmp_path, faulty, LAW, "job_name")
    usual = replaying(run.findings[0].id)
    asked = replace(run, findings=(replace(run.findings[0], command=usual),))
    assert usual == f"listproof replay {run.findings[0].id}"
    assert placed(asked, Path("reports/run.json")) == asked
    assert placed(run, Path("kept/run.json")).findings[0].command.startswith("curl ")
    elsewhere = placed(asked, Path("kept here/run.json"), "drafts", "mine.toml").findings[0].command
    assert elsewhere == f"{usual} --run 'kept here/run.json' --contracts drafts --targets-file mine.toml"
    write(run, tmp_path / "kept here" / "run.json")
    server = start([service])
    targets(tmp_path / "mine.toml", contract, server.url)
    try:
        done = CliRunner().invoke(
            command, shlex.split(placed(asked, Path("kept here/run.json"), None, "mine.toml").findings[0].command)[2:]
        )
    finally:
        server.stop()
    assert done.exit_code == 0, done.output


def test_a_table_of_a_contract_that_is_gone_stops_no_run_of_another(tmp_path: Path) -> None:
    """With contracts chosen only those must be there; a run of all still tells what has no contract."""
    file = tmp_path / "listproof.toml"
    targets(file, load(SLUG), "http://127.0.0.1:9")
    file.write_text(file.read_text(encoding="utf-8") + '\n[targets.live.gone]\nbase_url = "http://127.0.0.1:9"\n', encoding="utf-8")
    chosen = choose(["live"], [SLUG], file, True, None, os.environ)
    assert [place.contract.slug for place in chosen.places] == [SLUG]
    with pytest.raises(TargetsError, match="there is no such contract"):
        choose(["live"], [], file, True, None, os.environ)


def test_the_id_of_a_law_that_follows_leads_to_its_finding(tmp_path: Path) -> None:
    """A JUnit file knows a failing case by itself: asked for by that name, the finding that it fails because of is replayed, and said."""
    fact = "filters.job_name"
    outcomes = [
        made.outcome("filters.keeps-what-it-names", "fail", "job_name", violation=made.violation(fact, observed="keeps")),
        made.outcome("filters.two-keep-what-both-keep", "fail", "job_name&cluster_name", violation=made.violation(fact, observed="both")),
    ]
    run = made.run(outcomes)
    (finding,) = run.findings
    (follower,) = finding.follows
    write(run, tmp_path / "run.json")
    done = CliRunner().invoke(command, [finding_id(follower), "--run", str(tmp_path / "run.json")])
    assert done.exit_code == 0, done.output
    assert f"{finding_id(follower)} is no finding of its own: it fails because of {finding.id}" in done.output
    assert "no longer so" in done.output


ELSEWHERE = (
    "/v5/of-another/users", "/v5/of-another/kubernetes/jobs/delete", "/v5/../kubernetes/jobs", "/v5/%2e%2e/kubernetes/jobs",
    "/v5/%252e%252e/kubernetes/jobs", "/v5/a%2F..%2Fadmin/kubernetes/jobs", "/v5/a;x/kubernetes/jobs",
    "/v5//kubernetes/jobs", "/V5/a/kubernetes/jobs",
)  # fmt: skip


def test_a_run_file_leads_to_the_listing_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a run from elsewhere names: the path of the contract is asked for, of any scope, and no other, which is said."""
    monkeypatch.chdir(tmp_path)
    contract = load(SLUG)
    service = Service(contract, 60)
    run = recorded(tmp_path, service.like({one.id: one for one in catalogue(contract)}[FAULT], None), LAW, "job_name")
    own = ("/v5/of-another/kubernetes/jobs", "/v5/a%20b/kubernetes/jobs")
    file = tmp_path / "reports" / "run.json"
    kept = json.loads(file.read_text("utf-8"))
    (violation,) = [one["violation"] for one in kept["outcomes"] if one.get("violation")]
    then = violation["exchanges"][0]
    violation["exchanges"] = [{**then, "url": f"https://example.org{path}?limit=1"} for path in (*own, *ELSEWHERE)]
    violation["exchanges"].append({**then, "method": "DELETE"})
    file.write_text(json.dumps(kept), encoding="utf-8")
    server = start([service])
    targets(tmp_path / "listproof.toml", contract, server.url)
    try:
        done = CliRunner().invoke(command, [run.findings[0].id])
    finally:
        server.stop()
    assert done.exit_code == 0, done.output
    told = done.output.splitlines()
    for path in ELSEWHERE:
        assert told[told.index(f"GET https://example.org{path}?limit=1") + 1] == f"  not sent again: it is not at {contract.path}"
    assert [line for line in told if line.startswith("GET http://127")] == [f"GET {server.url}{path}?limit=1" for path in own]
    assert f"  not sent again: {SLUG} is read by GET" in told
