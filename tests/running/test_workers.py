"""A run shared among the workers of pytest-xdist is the run of one process, but for the time it takes."""

from __future__ import annotations

import datetime
import json
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults import catalogue
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.transport.auth import spellings

from ..live.live_runs import CHECKOUT, COC, HSS, NEBULA, VARIABLES, Finished, entry, interrupted, run
from .same import lasting, results, table

pytest.importorskip("xdist")

BOTH = (f"--contract={COC}", f"--contract={NEBULA}", "--queries=0")
RAN = re.compile(r"^\[(gw\d)\] .*(?:PASSED|FAILED|SKIPPED|ERROR|XFAIL) (\S+)", re.MULTILINE)


def ask(folder: Path, *arguments: str, targets: str = "", **more: str) -> Finished:
    """A run with this targets file; `more` are variables of its environment."""
    (folder / "listproof.toml").write_text(targets, encoding="utf-8")
    return run(folder, *arguments, variables={**VARIABLES, **more})


def workers_of(output: str, name: str) -> set[str]:
    """The workers that ran an item whose name holds this, as `-v` tells."""
    return {worker for worker, item in RAN.findall(output) if name in item}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """Two listings of the simulator asked by one process."""
    return ask(tmp_path_factory.mktemp("alone"), *BOTH)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The same shared among two workers, and told item by item."""
    return ask(tmp_path_factory.mktemp("shared"), *BOTH, "-n", "2", "-vv")


def test_the_record_is_that_of_one_process(alone: Finished, shared: Finished) -> None:
    """Items, verdicts, facts, behaviours, requests and their order are the same; so is the exit code."""
    assert (alone.code, shared.code) == (0, 0), shared.output
    assert lasting(shared.record) == lasting(alone.record)
    assert len(alone.record["outcomes"]) > 100
    assert all(listing["latency"]["counts"] for listing in shared.record["listings"])


def test_the_reports_are_those_of_one_process(alone: Finished, shared: Finished) -> None:
    """The table and the Allure results are the same, history ids included; the page and the history are there."""
    assert table(shared.output) == table(alone.output)
    assert results(shared.reports) == results(alone.reports)
    assert (shared.reports / "index.html").is_file()
    assert len(list((shared.reports / "history").glob("*.json"))) == 1


def test_a_listing_is_asked_by_one_worker(shared: Finished) -> None:
    """Its laws run where its census was read; the other listing is asked by the other worker meanwhile."""
    workers = [workers_of(shared.output, f"[mock-{slug}") for slug in (COC, NEBULA)]
    assert [len(one) for one in workers] == [1, 1]
    assert workers[0] != workers[1]


def test_a_plan_is_told_once(tmp_path: Path) -> None:
    """`--plan` sends nothing and so needs no worker: it is the same with `-n`."""
    arguments = (f"--contract={COC}", "--queries=0", "--plan", f"--reports={tmp_path / 'reports'}")
    plans = [ask(tmp_path, *arguments, *more) for more in ((), ("-n", "2"))]
    told = [[line for line in one.output.splitlines() if COC in line or "Nothing was sent" in line] for one in plans]
    assert [one.code for one in plans] == [0, 0], plans[1].output
    assert told[0] == told[1]
    assert len(told[0]) == 2
    assert not (tmp_path / "reports").exists()


def test_waivers_are_judged_over_all_workers(tmp_path: Path) -> None:
    """One that waives on one worker is used, one that waives nothing on the other fails the run."""
    law, contract = "filters.keeps-what-it-names", load(HSS)
    fault = next(one for one in catalogue(contract) if one.id == "filter-ignored:job_name")
    until = (datetime.date.today() + datetime.timedelta(days=9)).isoformat()
    waivers = "".join(
        f'[[waivers]]\nlaw = "{law}"\ncontract = "{slug}"\ntarget = "live"\nreason = "known"\nuntil = {until}\n' for slug in (HSS, NEBULA)
    )
    with start([Service(contract, 61, fault=fault), Service(load(NEBULA), 61)]) as server:
        tables = "".join(entry(load(slug), server.url) for slug in (HSS, NEBULA))
        done = ask(tmp_path, "--target=live", "-k", "keeps_what_it_names", "-n", "2", targets=tables + waivers)
    assert done.code == 1, done.output
    assert "fail" not in done.verdicts
    assert [(one["contract"], one["used"] > 0) for one in done.record["waivers"]] == [(HSS, True), (NEBULA, False)]
    assert re.findall(r"waiver .* for (\S+) at live waives nothing", done.output) == [NEBULA]


def test_every_worker_draws_from_the_seed_of_the_record(tmp_path: Path) -> None:
    """The seed that a shared run draws, and the exchanges that it keeps, are those that one process has with that seed."""
    drawn = ("-k", "test_queries", "--queries=12", "--har", "--target=live")
    with start([Service(load(slug), 61) for slug in (COC, NEBULA)]) as server:
        tables = "".join(entry(load(slug), server.url) for slug in (COC, NEBULA))
        shared = _asked(ask(tmp_path, *drawn, "-n", "2", targets=tables))
        seed = Finished(0, "", tmp_path / "reports").record["seed"]
        same, other = (_asked(ask(tmp_path, *drawn, f"--seed={one}", targets=tables)) for one in (seed, seed + 1))
    assert shared == same
    assert shared != other


def _asked(done: Finished) -> list[str]:
    """The addresses that a run asked, as its archive of exchanges has them."""
    assert done.code == 0, done.output
    archive = json.loads((done.reports / "exchanges.har").read_text(encoding="utf-8"))
    return sorted(one["request"]["url"] for one in archive["log"]["entries"])


def test_a_worker_that_dies_is_trouble_of_the_run(tmp_path: Path) -> None:
    """What it had told stays, what it had not is said, and the other listing is proved to its end."""
    (tmp_path / "dying.py").write_text(
        "import os\n\ndef pytest_runtest_setup(item):\n"
        f"    if 'test_filters' in item.nodeid and '{NEBULA}' in item.nodeid and 'PYTEST_XDIST_WORKER' in os.environ:\n"
        "        os._exit(3)\n",
        encoding="utf-8",
    )
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    done = ask(tmp_path, *BOTH, "-n", "2", "-p", "dying", PYTHONPATH=path)
    assert done.code == 10, done.output
    record = done.record
    says = {one["kind"]: one for one in record["trouble"]}
    assert len(says) == len(record["trouble"]) == 2
    assert (says["suite"]["contract"], says["suite"]["target"]) == (NEBULA, "mock")
    assert re.match(r"worker gw\d died while it judged test_\w+\[mock-nebula", says["suite"]["says"])
    missing = record["planned"] - len(record["outcomes"])
    assert missing > 10
    assert says["unfinished"]["says"].startswith(f"{missing} of {record['planned']} planned items did not run: mock/{NEBULA}/filters.")
    assert says["suite"]["says"] in " ".join(done.output.split())
    listings = {one["contract"]: one for one in record["listings"]}
    assert listings[COC]["census"]["complete"]
    assert listings[NEBULA]["requests"] > 5
    told = [one for one in record["outcomes"] if one["contract"] == NEBULA]
    assert len(told) > 20
    assert all(one["verdict"] in ("pass", "inconclusive", "unsupported") for one in told)
    assert any("did not run" in (fact["unexercised"] or "") for fact in listings[NEBULA]["facts"])
    assert (done.reports / "index.html").is_file()


def test_ctrl_c_leaves_whole_reports(tmp_path: Path) -> None:
    """Interrupted in the middle, the outcomes that the workers had told are kept, and what did not run is said."""
    finished = interrupted(tmp_path, "-n", "1")
    assert finished.code == 2, finished.output
    assert finished.verdicts["pass"] >= 5
    assert any(one["kind"] == "unfinished" and "(interrupted)" in one["says"] for one in finished.record["trouble"])


class _Gossip(Service):
    """Repeats every header that it hears, and the keys of somebody else's account, in each answer."""

    def answer(self, request: Request) -> Answer:
        heard = " | ".join([*(value for _, value in request.headers), *VARIABLES.values()])
        return super().answer(request).with_header("X-Heard", heard)


def test_no_secret_of_any_place_is_kept_or_printed(tmp_path: Path) -> None:
    """Not even where the target that one worker asks repeats what another worker signs in with."""
    lies = {COC: "filter-ignored:creator", HSS: "filter-ignored:job_name"}
    faults = {slug: next(one for one in catalogue(load(slug)) if one.id == name) for slug, name in lies.items()}
    with start([_Gossip(load(slug), 61, fault=fault) for slug, fault in faults.items()]) as server:
        tables = "".join(entry(load(slug), server.url) for slug in lies)
        done = ask(tmp_path, "--target=live", "-k", "keeps_what_it_names", "--har", "-vv", "-rA", "-n", "2", targets=tables)
    assert done.code == 1, done.output
    assert {one["contract"] for one in done.record["outcomes"] if one["verdict"] == "fail"} == set(lies)
    texts = [done.output, *(path.read_text(encoding="utf-8") for path in done.reports.rglob("*") if path.is_file())]
    assert sum("heard" in text.lower() for text in texts) > 3
    planted = spellings(VARIABLES[name] for name in ("LIVE_AK", "LIVE_SK", "LIVE_TOKEN"))
    assert not [secret for secret in planted if any(secret in text for text in texts)]


@pytest.mark.parametrize("more", [("-n", "2"), ("-n", "2", "-x")], ids=["all", "first"])
def test_the_exit_code_is_that_of_one_process(tmp_path: Path, more: tuple[str, ...]) -> None:
    """A host that nobody answers for is told with 11 by workers too, with `-x` too; the reports of before stay."""
    tables = "".join(entry(load(slug), "http://127.0.0.1:9") for slug in (COC, NEBULA))
    done = ask(tmp_path, "--target=live", "-k", "test_pages", *more, targets=tables)
    assert done.code == 11, done.output
    assert "cannot be reached" in done.output
    assert not (tmp_path / "reports").exists()


def test_what_got_worse_is_told_once(tmp_path: Path, alone: Finished) -> None:
    """With a baseline the controller compares the whole run, and ends with 12 where something got worse."""
    before = json.loads((alone.reports / "run.json").read_text(encoding="utf-8"))
    told = before["listings"][1]["behaviours"]
    key = next(key for key in told if not key.startswith(("disputes.", "shape.")) and ":" not in key)
    told[key] = "something that nobody does"
    (tmp_path / "before.json").write_text(json.dumps(before), encoding="utf-8")
    done = ask(tmp_path, *BOTH, "-n", "2", f"--baseline={tmp_path / 'before.json'}")
    assert done.code == 12, done.output
    assert f"{key}: something that nobody does →" in (tmp_path / "reports" / "regression.md").read_text(encoding="utf-8")


def test_other_tests_are_spread_as_ever(tmp_path: Path) -> None:
    """Tests that are no laws go to whichever worker is free, alone or beside laws, which stay together; the first waits for another."""
    other = tmp_path / "test_other.py"
    other.write_text(
        "import os, time\nfrom pathlib import Path\nimport pytest\n\nHERE = Path(__file__).parent\nUNTIL = time.monotonic() + 30\n\n"
        "@pytest.mark.parametrize('n', range(8))\ndef test_other(n):\n"
        "    (HERE / f\"begun-{os.environ['PYTEST_XDIST_WORKER']}\").touch()\n"
        "    while len(list(HERE.glob('begun-*'))) < 2 and time.monotonic() < UNTIL:\n        time.sleep(0.02)\n",
        encoding="utf-8",
    )
    own = ("-c", str(CHECKOUT / "pyproject.toml"), "-p", "listproof.plugin")
    of_listing: defaultdict[str, set[str]] = defaultdict(set)
    for laws in ((), (str(CHECKOUT / "suites" / "test_bounds.py"),)):
        for begun in tmp_path.glob("begun-*"):
            begun.unlink()
        done = ask(tmp_path, *BOTH, "-n", "2", "-vv", *own, str(other), *laws)
        assert done.code == 0, done.output
        assert workers_of(done.output, "test_other[") == {"gw0", "gw1"}
        for slug in (COC, NEBULA):
            of_listing[slug] |= workers_of(done.output, f"[mock-{slug}")
    assert [len(of_listing[slug]) for slug in (COC, NEBULA)] == [1, 1]
