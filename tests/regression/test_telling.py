"""A comparison is told as text, Markdown, HTML, JSON and annotations, and its exit status says how it went."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from listproof.regression import as_json, compare, github, markdown, regression_schema, text, write_files
from listproof.regression.command import EXIT_REGRESSION, EXIT_TROUBLE, EXIT_UNREACHABLE, command
from listproof.regression.file import page
from listproof.regression.keeping import keep_reports
from listproof.reports import Run, masking, read, write

from ..reports import made


def good() -> Run:
    """A run in which everything passes."""
    outcomes = [
        made.outcome("bounds.maximum", "pass", "limit", target="live"),
        made.outcome("bounds.other", "fail", "offset", target="live"),
    ]
    return made.run(outcomes, listing=made.asked(target="live"))


def bad() -> Run:
    """The same run with a violation and a further one that follows."""
    more = made.outcome("bounds.also", "fail", "limit", target="live")
    failing = made.outcome("bounds.maximum", "fail", "limit", target="live")
    return replace(good(), outcomes=(failing, good().outcomes[1], more), started="2026-11-23T06:00:00Z")


def test_every_form_tells_change_reason_cause_and_replay() -> None:
    """What changed, why it has its grade, who changed it, how to see it again, what follows and what still fails."""
    found = compare(good(), bad())
    says = "limit=201 was honoured: 201 records came back"
    assert found.regressions
    for told in (text(found), html.unescape(page(found)), json.dumps(as_json(found)), markdown(found).replace("\\", "")):
        for part in (says, "the document promises it", made.violation().expected, "curl -sS", "bounds.other", "bounds.also"):
            assert part in told, (part, told)
    assert "the API changed" in text(found)


def test_the_json_keeps_to_its_schema() -> None:
    """regression.json is held to a schema that is itself sound, with changes under changes."""
    jsonschema.Draft202012Validator.check_schema(regression_schema())
    for new in (bad(), made.full_run(), good()):
        jsonschema.validate(as_json(compare(good(), new)), regression_schema(), cls=jsonschema.Draft202012Validator)


def test_annotations_are_workflow_commands_of_one_line() -> None:
    """One command a root change, escaped, and none for information."""
    leaking = made.violation(observed="x")
    leaking.says = "50 % of\nthem"
    failing = made.outcome("bounds.maximum", "fail", "limit", target="live", violation=leaking)
    found = compare(good(), replace(bad(), outcomes=(failing, *bad().outcomes[1:2])))
    lines = github(found).splitlines()
    assert len(lines) == 1
    assert re.fullmatch(r"::error title=breaking%3A [^:]+::.*50 %25 of%0Athem%0Aexpected .*%0Aobserved x%0Athe API changed", lines[0])
    assert github(compare(bad(), good())) == ""


def test_text_of_a_target_cannot_break_markdown_or_html() -> None:
    """Markup and pipes in what a target said stay text."""
    evil = made.violation(observed="x")
    evil.says = "<img src=x> | `a` [b](c)"
    found = compare(good(), replace(bad(), outcomes=(made.outcome("bounds.maximum", "fail", "limit", target="live", violation=evil),)))
    assert "<img" not in markdown(found)
    assert "<img" not in page(found)
    table = [line for line in markdown(found).splitlines() if line.startswith("| ✗")]
    assert len(re.findall(r"(?<!\\)\|", table[0])) == 5


def test_two_equal_runs_say_that_nothing_changed() -> None:
    """A run compared with itself has no change in any form."""
    found = compare(good(), good())
    assert found.changes == ()
    assert text(found).startswith("Nothing changed")
    assert "say the same of every law" in page(found)


def test_files_hold_no_secret(tmp_path: Path) -> None:
    """Every form passes the last guard."""
    leak = made.violation(observed=f"got {made.SECRET}")
    found = compare(good(), replace(bad(), outcomes=(made.outcome("bounds.maximum", "fail", "limit", target="live", violation=leak),)))
    paths = write_files(found, tmp_path, masking([made.SECRET]))
    assert [path.name for path in paths] == ["regression.md", "regression.html", "regression.json"]
    assert "index.html" not in paths[1].read_text()
    for path in paths:
        assert made.SECRET not in path.read_text()
        assert "***" in path.read_text()


@pytest.mark.parametrize(
    ("new", "status"),
    [
        (good(), 0),
        (bad(), EXIT_REGRESSION),
        (replace(good(), trouble=made.full_run().trouble), EXIT_UNREACHABLE),
        (replace(good(), planned=9), EXIT_TROUBLE),
        (replace(bad(), trouble=made.full_run().trouble), EXIT_REGRESSION),
        (replace(good(), listings=(replace(good().listings[0], target="else"),)), EXIT_TROUBLE),
    ],
)
def test_the_exit_status_tells_how_it_went(tmp_path: Path, new: Run, status: int) -> None:
    """Regression, unreachable target and trouble of the suite end differently; no regression ends with 0."""
    write(good(), tmp_path / "old.json")
    write(new, tmp_path / "new.json")
    done = CliRunner().invoke(command, [str(tmp_path / "old.json"), str(tmp_path / "new.json")])
    assert done.exit_code == status, done.output
    assert len({0, EXIT_REGRESSION, EXIT_TROUBLE, EXIT_UNREACHABLE, 1, 2}) == 6


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "github"])
def test_the_command_prints_each_form_and_writes_files(tmp_path: Path, form: str) -> None:
    """`--format` chooses what is printed, `--output` writes the three files besides."""
    write(good(), tmp_path / "old.json")
    write(bad(), tmp_path / "new.json")
    done = CliRunner().invoke(
        command, [str(tmp_path / "old.json"), str(tmp_path / "new.json"), "--format", form, "-o", str(tmp_path / "out")]
    )
    assert "bounds.maximum" in done.output.replace("\\", "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"regression.md", "regression.html", "regression.json"}


def test_an_accepted_run_turns_the_exit_status_around(tmp_path: Path) -> None:
    """With `--accepted` a change that was accepted does not fail the comparison."""
    write(good(), tmp_path / "old.json")
    write(bad(), tmp_path / "new.json")
    done = CliRunner().invoke(command, [str(tmp_path / "old.json"), str(tmp_path / "new.json"), "--accepted", str(tmp_path / "new.json")])
    assert done.exit_code == 0
    assert "(accepted)" in done.output


def test_a_file_that_is_no_run_is_one_sentence(tmp_path: Path) -> None:
    """A corrupt file is named without a traceback."""
    write(good(), tmp_path / "old.json")
    (tmp_path / "new.json").write_text("{")
    done = CliRunner().invoke(command, [str(tmp_path / "old.json"), str(tmp_path / "new.json")])
    assert done.exit_code == 4
    assert "new.json is not JSON" in done.output
    assert done.output.count("\n") == 1


def test_runs_without_a_listing_in_common_are_no_comparison() -> None:
    """Two runs of different targets say that nothing was compared, in every form, and never that nothing got worse."""
    elsewhere = replace(good(), listings=(replace(good().listings[0], target="else"),))
    found = compare(good(), elsewhere)
    for told in (text(found), markdown(found), page(found), as_json(found)["headline"]):
        assert "no listing in common" in told
        assert "No regression" not in told


def test_runs_given_the_other_way_round_are_told() -> None:
    """A new run that began before the old one is compared, and the doubt is said."""
    assert "the other way round" in text(compare(bad(), good()))
    assert "the other way round" not in text(compare(good(), bad()))


def test_a_request_whose_secrets_are_masked_has_a_law_that_makes_it_again() -> None:
    """A curl command with a masked signature cannot be run as it stands: the command that asks the law again stands beside it."""
    found = compare(good(), bad())
    for told in (text(found), markdown(found), html.unescape(page(found))):
        assert re.search(r"curl .*\*\*\*.*\n.*listproof test --target=live --contract=\S+ -k maximum", told), told


def test_colour_is_for_a_terminal_only(tmp_path: Path) -> None:
    """Grades are coloured where a terminal shows it, besides their signs and words, and in a pipe nothing is."""
    write(good(), tmp_path / "old.json")
    write(bad(), tmp_path / "new.json")
    arguments = [str(tmp_path / "old.json"), str(tmp_path / "new.json")]
    assert "\x1b[" in CliRunner().invoke(command, arguments, color=True).output
    assert "\x1b[" not in CliRunner().invoke(command, arguments).output
    assert "\x1b[" not in CliRunner().invoke(command, [*arguments, "--format", "markdown"], color=True).output


def test_a_run_leaves_everything_and_may_be_compared_with_the_run_it_replaces(tmp_path: Path) -> None:
    """The baseline may be reports/run.json itself: it is read before the new run is written over it."""
    keep_reports(good(), tmp_path)
    kept = keep_reports(bad(), tmp_path, baseline=tmp_path / "run.json")
    assert kept.worse
    assert "1 regression" in kept.text
    assert "Since the run before" in (tmp_path / "index.html").read_text()
    assert '<a href="index.html">' in (tmp_path / "regression.html").read_text()
    assert read(tmp_path / "run.json").started == bad().started
    assert {path.name for path in tmp_path.iterdir()} >= {
        "run.json", "index.html", "allure-results", "history", "regression.md", "regression.html", "regression.json",
    }  # fmt: skip
    assert "for 2 runs" in text(compare(good(), bad()))


def test_a_baseline_that_cannot_be_read_is_told_and_counts(tmp_path: Path) -> None:
    """A corrupt baseline leaves the run's reports and says that nothing was compared."""
    (tmp_path / "base.json").write_text("{")
    kept = keep_reports(good(), tmp_path, baseline=tmp_path / "base.json")
    assert kept.uncompared
    assert kept.text.startswith("nothing was compared")
    assert (tmp_path / "run.json").is_file()
