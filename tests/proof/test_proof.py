"""A sample of the proof: some faults of every area and contract are caught and named, some servers that differ are left in peace."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from listproof.contract import load, load_all
from listproof.laws import Law
from listproof.proof.command import command, prove
from listproof.proof.proof import Proof, Proved, Watched, names_it, worth
from listproof.proof.suite import DRAWN, all_laws, laws
from listproof.proof.trials import Catch, Trial, trials, tried
from listproof.proof.workers import side_by_side
from listproof.proof.written import proof_schema, to_json, write
from listproof.simulator.faults import catalogue

SLUGS = tuple(contract.slug for contract in load_all())
SMALL = "huawei-coc-documents"
LARGE = "alibaba-pai-dlc-jobs"


def sampled(slug: str) -> list[Trial]:
    """A fault of each area of a contract, the last of its kind; of a contract with much to ask, of two areas."""
    by_area = {fault.area: Trial(slug, "fault", fault.id) for fault in catalogue(load(slug))}
    chosen = list(by_area.values())
    return chosen[:2] if slug == LARGE else chosen


@cache
def proof(slug: str) -> Proof:
    """The sample of a contract, proved in this process."""
    variants = [Trial(slug, "variant", name, seed=1) for name in ("reading:bounds=clamp", "records:1", "chaos")]
    planned = [*sampled(slug), Trial(slug, "legal"), *(variants if slug != LARGE else variants[:1])]
    return prove([load(slug)], planned, 1, whole=False)


@pytest.mark.parametrize("slug", SLUGS)
def test_faults_are_caught(slug: str) -> None:
    """Every fault of the sample makes a law fail."""
    assert [one.fault for one in proof(slug).missed] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_what_fails_names_the_place(slug: str) -> None:
    """A law that catches a fault is of its area, or names its parameter or field."""
    assert [(one.fault, one.caught) for one in proof(slug).unnamed] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_servers_that_conform_are_left_in_peace(slug: str) -> None:
    """No law fails at the legal server or at a variant, and at the legal one none is inconclusive."""
    assert [(one.variant, one.alarms, one.errors, one.inconclusive) for one in proof(slug).alarms] == []


def test_every_fault_and_variant_has_a_trial() -> None:
    """Faults once with the first seed, servers that conform once a seed."""
    contract = load(SMALL)
    planned = list(trials([contract], (3, 4)))
    assert [one.id for one in planned if one.server == "fault"] == [fault.id for fault in catalogue(contract)]
    assert {one.seed for one in planned if one.server == "fault"} == {3}
    assert sorted(one.seed for one in planned if one.server == "legal") == [3, 4]
    assert len(planned) == len(set(planned))


def test_a_trial_is_the_same_in_a_worker() -> None:
    """What a worker process finds is what this process finds, but for the time that it took."""
    trial = Trial(SMALL, "fault", "start-ignored")
    here = tried(trial)
    (there, _) = sorted(side_by_side(tried, [trial, Trial(SMALL, "legal")], 2), key=lambda one: one.trial.id == "")
    assert dataclasses.replace(there, seconds=0.0) == dataclasses.replace(here, seconds=0.0)
    assert here.caught


CATCH = Catch("filters.keeps-what-it-names", "Status", "filters.Status", "Status=Running does not keep the records that it names")


@pytest.mark.parametrize(
    ("area", "names", "named"),
    [
        ("filters", ("JobType",), True),
        ("bounds", ("Status",), True),
        ("bounds", ("Stat",), False),
        ("shape", ("/Jobs", "JobType"), False),
    ],
)
def test_a_catch_names_a_fault_by_area_or_by_name(area: str, names: Sequence[str], named: bool) -> None:
    """Part of a longer name is another name."""
    assert names_it(area, names, CATCH) is named


def fault(name: str, *caught: str) -> Proved:
    """A fault that was caught by some laws."""
    catches = tuple(Catch(law, None, "records", "…") for law in caught)
    return Proved("c", name, name, "pages", "A lie.", "implied", (), catches, bool(caught), (), 1, 0.1)


def test_a_law_is_worth_what_it_catches() -> None:
    """Counted once a fault, however many of its subjects fail; alone where no other law fails."""
    chosen: list[Law] = [law for law in laws() if law.id.startswith("pages.")][:2]
    one, two = chosen[0].id, chosen[1].id
    found = worth(chosen, [fault("a", one, one), fault("b", one, two), fault("c")])
    assert [(law.caught, law.alone) for law in found] == [(2, 1), (1, 0)]


def test_laws_that_catch_nothing_are_named_only_by_a_whole_proof() -> None:
    """A law that only records is never idle."""
    faults = (fault("a", laws()[0].id),)
    some = short(*faults, laws=worth(laws(), faults))
    assert some.idle == ()
    whole = dataclasses.replace(some, whole=True)
    assert laws()[0].id not in {law.law for law in whole.idle}
    assert {law.law for law in whole.idle} < {law.id for law in laws() if law.basis != "convention"}


def short(*faults: Proved, **changes: Any) -> Proof:
    """A proof of these faults alone."""
    made = Proof("0", "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00", 1.0, 1, (0,), faults, ())
    return dataclasses.replace(made, **changes)


def test_what_comes_of_faults_in_a_variant_is_a_table(tmp_path: Path) -> None:
    """How many are caught, and each kind of the others, those that do nothing there first; of the usual server there is none."""
    idle = dataclasses.replace(fault("a"), otherwise="")
    planted = (fault("b", laws()[0].id), fault("c"), idle, dataclasses.replace(idle, contract="d"))
    proof = short(*planted, within="few", laws=worth(laws()[:1], planted))
    told = (write(proof, tmp_path)[-1]).read_text("utf-8")
    assert "| 4 | 1 | 1 | 2 | 1 |" in told
    assert told.endswith("| a | 2 | does nothing |\n| c | 1 | answered otherwise |\n")
    assert "within.md" not in [path.name for path in write(dataclasses.replace(proof, within=""), tmp_path)]


def test_every_law_is_proved() -> None:
    """Those of each file of suites are among the laws of a proof, but for the two that draw their examples."""
    assert {law.id for law in all_laws()} == {law.id for law in laws()} | set(DRAWN)


def test_a_proof_holds_only_where_all_is_caught_and_named_and_nobody_blamed() -> None:
    """One missed fault is enough, or one whose place no law names, or a law that a whole proof gives nothing to do."""
    good = short(fault("a", "pages.echo"))
    unnamed = short(dataclasses.replace(fault("a", "pages.echo"), named=False))
    idle = short(*good.faults, whole=True, laws=worth(laws()[:1], good.faults))
    blamed = Watched("c", "variant", "v", "Differs.", 0, False, (CATCH,), (), (), 1, 0.1)
    held = {
        good.says: good.holds,
        short(fault("a")).says: short(fault("a")).holds,
        unnamed.says: unnamed.holds,
        idle.says: idle.holds,
        short(servers=(blamed, blamed)).says: short(servers=(blamed,)).holds,
        short(servers=(dataclasses.replace(blamed, alarms=()),)).says: True,
    }
    assert held == {
        "Every fault is caught and its place named": True,
        "1 fault missed": False,
        "1 fault caught but not placed": False,
        "1 law that catches nothing": False,
        "2 servers blamed for nothing": False,
        "Nobody is blamed for nothing": True,
    }


def test_the_files_say_what_was_proved(tmp_path: Path) -> None:
    """proof.json fits its schema; the page needs nothing else; all three name every fault or its count."""
    found = proof(SMALL)
    paths = {path.name: path.read_text("utf-8") for path in write(found, tmp_path)}
    value = json.loads(paths["proof.json"])
    jsonschema.Draft202012Validator(dict(proof_schema())).validate(value)
    assert value == json.loads(json.dumps(to_json(found)))
    for one in found.faults:
        assert one.fault in paths["proof.html"]
    assert f"{len(found.faults)} faults" in paths["proof.md"]
    assert "http" not in paths["proof.html"].replace("http-equiv", "").replace("HTTP", "")
    jsonschema.Draft202012Validator.check_schema(dict(proof_schema()))


def test_a_page_escapes_what_a_server_says(tmp_path: Path) -> None:
    """A text of a target is never markup."""
    nasty = Catch("pages.echo", None, "records", "<script>alert(1)</script>")
    lie = dataclasses.replace(fault("a"), caught=(nasty,))
    written = write(short(lie, laws=worth(laws(), (lie,))), tmp_path)
    page = next(path for path in written if path.suffix == ".html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_command_says_what_it_proved(tmp_path: Path) -> None:
    """Exit code 0 where the chosen fault is caught, and three files."""
    asked = ["--contract", SMALL, "--fault", "start-ignored", "--variant", "legal", "--seed", "0", "-n", "1", "-o", str(tmp_path)]
    done = CliRunner().invoke(command, asked)
    assert done.exit_code == 0, done.output
    assert "1 of 1 faults caught" in done.output
    assert "1 of 1 conforming servers left in peace" in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["proof.html", "proof.json", "proof.md"]


def test_what_cannot_be_written_is_told_before_anything_is_tried(tmp_path: Path) -> None:
    """A folder that is a file, or below one, costs a sentence and not a proof."""
    (tmp_path / "taken").write_text("")
    done = CliRunner().invoke(command, ["--contract", SMALL, "-o", str(tmp_path / "taken" / "reports")])
    assert done.exit_code == 1
    assert "taken is no folder; name another folder" in done.output


def test_a_share_of_faults_told_once_is_that_of_each_contract() -> None:
    """What one contract tells well does not hide what another tells badly."""
    named = dataclasses.replace(CATCH, says="limit is not honoured")
    told = dataclasses.replace(fault("a", "pages.echo"), names=("limit",), findings=(named,))
    scattered = dataclasses.replace(told, contract="other", findings=(CATCH, CATCH))
    assert short(told, scattered, fault("b")).told_once_by_contract == {told.contract: (1, 1), "other": (0, 1)}


def test_the_command_refuses_an_unknown_fault() -> None:
    """And says where the known ones are listed."""
    done = CliRunner().invoke(command, ["--contract", SMALL, "--fault", "no-such-fault"])
    assert done.exit_code != 0
    assert "listproof faults" in done.output
