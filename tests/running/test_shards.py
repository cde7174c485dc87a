"""The runs of several machines, one contract each, are joined to the run that one machine would have left."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from listproof.contract import load
from listproof.reports import read
from listproof.reports.file import verdicts
from listproof.reports.history import Earlier, streaks
from listproof.reports.merge import command
from listproof.simulator.faults import catalogue
from listproof.simulator.server import Running, start
from listproof.simulator.service import Service

from ..live.live_runs import COC, HSS, SLUGS, Finished, entry, run
from .same import lasting, results

LIES = {COC: "filter-ignored:creator", HSS: "filter-ignored:job_name"}
LAW = "filters.keeps-what-it-names"


@pytest.fixture(scope="module")
def served() -> Iterator[Running]:
    """All contracts, two of them told wrongly."""
    faults = {slug: next(one for one in catalogue(load(slug)) if one.id == name) for slug, name in LIES.items()}
    with start([Service(load(slug), 61, fault=faults.get(slug)) for slug in SLUGS]) as running:
        yield running


def ask(folder: Path, server: Running, *arguments: str) -> Finished:
    """A run in a folder of its own, with one deviation waived and a table for every contract."""
    until = (datetime.date.today() + datetime.timedelta(days=9)).isoformat()
    waiver = f'[[waivers]]\nlaw = "{LAW}"\ncontract = "{HSS}"\ntarget = "live"\nsubject = "job_name"\nreason = "known"\nuntil = {until}\n'
    folder.mkdir()
    tables = "".join(entry(load(slug), server.url, concurrency=1) for slug in SLUGS)
    (folder / "listproof.toml").write_text(tables + waiver, encoding="utf-8")
    done = run(folder, "--target=live", "--seed=5", "-k", "test_pages or test_filters", *arguments)
    assert done.code in (0, 1), done.output
    return done


@pytest.fixture(scope="module")
def runs(served: Running, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finished]:
    """One whole run, and one of each contract."""
    folder = tmp_path_factory.mktemp("shards")
    return {
        "whole": ask(folder / "whole", served),
        **{slug: ask(folder / slug, served, f"--contract={slug}") for slug in SLUGS},
    }


@pytest.fixture(scope="module")
def joined(runs: dict[str, Finished], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `listproof merge` makes of the shards, named in another order than that of a run."""
    output = tmp_path_factory.mktemp("joined") / "reports"
    done = CliRunner().invoke(command, [*(str(runs[slug].reports) for slug in reversed(SLUGS)), "-o", str(output)])
    assert done.exit_code == 1, done.output
    return output


def test_the_record_is_that_of_one_run(runs: dict[str, Finished], joined: Path) -> None:
    """Items and their order, verdicts, facts, requests, trouble, waivers and what was used of them are those of the whole run."""
    whole, shards = read(runs["whole"].reports / "run.json"), Finished(0, "", joined)
    assert [runs[slug].code for slug in ("whole", COC, HSS)] == [1, 1, 1]
    assert {outcome.contract for outcome in whole.with_verdict("fail")} == set(LIES)
    assert [(one.contract, one.used > 0) for one in whole.waivers] == [(HSS, True)]
    assert lasting(shards.record) == lasting(runs["whole"].record)


def test_the_reports_are_those_of_one_run(runs: dict[str, Finished], joined: Path) -> None:
    """The Allure results are the same, history ids included; the page is written, and the history goes on."""
    assert results(joined) == results(runs["whole"].reports)
    page = (joined / "index.html").read_text(encoding="utf-8")
    assert all(slug in page for slug in SLUGS)
    whole = read(runs["whole"].reports / "run.json")
    kept = [Earlier(path.name, verdicts(path)) for path in (joined / "history").glob("*.json")]
    assert len(kept) == 1
    assert set(streaks(whole, kept).values()) == {2}
