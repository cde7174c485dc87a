"""A known deviation is waived with a reason and a last day, strictly both ways; the example file is one that works."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import load
from listproof.simulator.faults import catalogue
from listproof.simulator.server import Running
from listproof.transport.targets_file import read_targets

from .live_runs import CHECKOUT, HSS, SLUGS, Finished, entry, run

LAW = "filters.keeps-what-it-names"
TODAY = datetime.date.today()


def waiver(until: datetime.date = TODAY, **changes: Any) -> str:
    """A waiver as it stands in a targets file."""
    says = {"law": LAW, "contract": HSS, "target": "live", "subject": "job_name", "reason": "known since spring", **changes}
    return "\n".join(["[[waivers]]", *(f'{key} = "{value}"' for key, value in says.items() if value), f"until = {until.isoformat()}", ""])


@pytest.fixture
def waived(served: Callable[..., Running], tmp_path: Path) -> Callable[..., Finished]:
    """Runs one law against a server with a fault, or with none, under some waivers."""

    def asked(*waivers: str, fault: str | None = "filter-ignored:job_name", chosen: str = "keeps_what_it_names") -> Finished:
        contract = load(HSS)
        twist = next((one for one in catalogue(contract) if one.id == fault), None)
        assert (twist is None) == (fault is None)
        server = served([HSS], 61, fault=twist)
        (tmp_path / "listproof.toml").write_text(entry(contract, server.url) + "\n".join(waivers), encoding="utf-8")
        return run(tmp_path, "--target=live", f"--contract={HSS}", "-k", chosen)

    return asked


def test_a_waived_failure_passes_with_its_reason(waived: Callable[..., Finished]) -> None:
    """On its last day too: the run ends well, the outcome says why, and the record counts what the waiver covered."""
    done = waived(waiver())
    assert done.code == 0, done.output
    outcome = next(one for one in done.record["outcomes"] if one["verdict"] == "waived")
    assert (outcome["law"], outcome["subject"]) == (LAW, "job_name")
    assert "known since spring" in outcome["reason"]
    assert done.record["waivers"][0]["used"] == 1


def test_a_waiver_that_waives_nothing_fails(waived: Callable[..., Finished]) -> None:
    """What was repaired needs no waiver: it must go, and the run says which."""
    done = waived(waiver(), fault=None)
    assert done.code == 1, done.output
    assert re.search(rf"{LAW}.*waives nothing", done.output)


def test_a_waiver_past_its_day_waives_nothing(waived: Callable[..., Finished]) -> None:
    """A deviation that outlived its waiver fails, and says since when."""
    done = waived(waiver(TODAY - datetime.timedelta(days=1)))
    assert done.code == 1, done.output
    assert f"its waiver ended on {TODAY - datetime.timedelta(days=1)}" in done.output


@pytest.mark.parametrize(
    "changes", [{"law": "filters.two-keep-what-both-keep"}, {"subject": "cluster_name"}, {"target": "other"}], ids=lambda c: next(iter(c))
)
def test_a_waiver_covers_nothing_else(waived: Callable[..., Finished], changes: dict[str, Any]) -> None:
    """Another law, subject or target is not covered."""
    assert waived(waiver(**changes)).code == 1


def test_a_waiver_of_what_was_not_asked_is_left_alone(waived: Callable[..., Finished]) -> None:
    """A run of another part says nothing about it."""
    assert waived(waiver(), fault=None, chosen="test_echo or test_good_answer").code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (waiver(note="x"), ("waivers[0].note", "unknown key")),
        (waiver(reason=""), ("waivers[0].reason", "is missing")),
        (waiver().replace(TODAY.isoformat(), '"soon"'), ("waivers[0].until", "a day such as", "'soon'")),
    ],
)
def test_a_waiver_that_cannot_be_used_is_told(waived: Callable[..., Finished], text: str, words: tuple[str, ...]) -> None:
    """Before anything is asked, with file and key."""
    done = waived(text)
    assert done.code == 4
    assert any(all(word in line for word in ("listproof.toml", *words)) for line in done.output.splitlines()), done.output


EXAMPLE = CHECKOUT / "listproof.toml.example"


def test_the_example_is_a_targets_file_that_can_be_used() -> None:
    """With its variables set, every table of it makes a target of a contract that there is."""
    text = EXAMPLE.read_text(encoding="utf-8")
    variables = dict.fromkeys(re.findall(r"\$\{(\w+)\}", text), "a-value-of-some-length")
    file = read_targets(EXAMPLE)
    assert set(file.slugs("live")) == set(SLUGS)
    for slug in SLUGS:
        assert file.target("live", slug, variables).slug == slug


def test_the_commented_parts_of_the_example_can_be_used(tmp_path: Path) -> None:
    """What stands behind a # is TOML as well, and the waiver one that is taken."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    start = lines.index("# [[waivers]]")
    uncommented = "\n".join(line.removeprefix("# ") for line in lines[start:])
    assert tomllib.loads(uncommented)
    file = tmp_path / "listproof.toml"
    file.write_text(uncommented, encoding="utf-8")
    assert read_targets(file).waivers[0].subject == "limit"


def test_the_names_of_the_variables_agree() -> None:
    """The example, docs/live.md and the nightly workflow call every secret the same."""
    example = set(re.findall(r"\$\{(\w+)\}", EXAMPLE.read_text(encoding="utf-8"))) - {"VARIABLE"}
    nightly = set(re.findall(r"secrets\.(\w+)", (CHECKOUT / ".github" / "workflows" / "nightly.yml").read_text(encoding="utf-8")))
    live = (CHECKOUT / "docs" / "live.md").read_text(encoding="utf-8")
    assert example == nightly
    for name in nightly:
        assert name in live
