"""The terminal tells every verdict, each violation in five lines, and keeps to its width."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from listproof.reports.progress import Progress, reading
from listproof.reports.run import Run, TroubleRecord
from listproof.reports.terminal import MOST, render

from . import made

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
SLUGS = ("huawei-coc-documents", "nebula-explorer-workflow-jobs", "alibaba-pai-dlc-jobs", "huawei-hss-kubernetes-jobs")


def four() -> Run:
    """A run of four listings with outcomes in each."""
    run = made.full_run()
    return replace(
        run,
        listings=tuple(replace(run.listings[0], contract=slug) for slug in SLUGS),
        outcomes=tuple(replace(one, contract=slug) for slug in SLUGS for one in run.outcomes),
        planned=0,
    )


def row(text: str, name: str) -> list[str]:
    """The cells of the first row of a name."""
    line = next(line for line in text.splitlines() if line.strip().startswith(name))
    return re.split(r"\s{2,}", line.strip())[1:]


def test_the_table_counts_each_area_of_each_contract() -> None:
    """The numbers of the table are those of the outcomes, listing by listing."""
    text = render(four(), False, 100)
    assert row(text, "bounds") == ["1 ✗1"] * 4
    assert row(text, "filters") == ["1 ?1"] * 4
    assert row(text, "errors") == ["0 ~1 !1"] * 4
    assert row(text, "shape") == ["-"] * 4
    assert row(text, "requests") == ["42"] * 4
    assert row(text, "facts") == [str(len(made.fact_ids()))] * 4
    assert row(text, "exercised") == ["6"] * 4


@pytest.mark.parametrize("width", [40, 60, 80, 132, 250])
def test_the_table_keeps_to_the_width(width: int) -> None:
    """No line of the table is longer than the terminal is wide, and at 80 columns four listings stand side by side."""
    table = render(replace(four(), outcomes=four().outcomes[:9], trouble=(), waivers=(), deselected=()), False, width)
    lines = table[table.rindex("\n\n", 0, table.index("──")) :].split("numbers count")[0].splitlines()
    assert max(map(len, lines)) <= width
    assert sum(line.strip().startswith("requests") for line in lines) == {40: 4, 60: 2}.get(width, 1)


def test_findings_come_before_the_table_and_tell_each_cause_once() -> None:
    """What is wrong, where that is documented, expected, observed, how to see it and what to do: one line each in a pipe."""
    text = render(made.full_run(), False, 80)
    finding = made.full_run().findings[0]
    lines = text.splitlines()
    start = lines.index(f"✗ {finding.says}")
    heads = [line.split()[0] for line in lines[start : start + 6]]
    assert heads == ["✗", "finding", "documented", "expected", "observed", "see"]
    assert lines[start + 1].split()[1] == finding.id
    assert "parameters.limit.maximum = 200" in lines[start + 2]
    assert "document 003" not in text
    assert text.count(finding.says) == 1
    assert text.index(finding.says) < text.index("──")


def test_what_follows_from_a_finding_is_counted_and_not_told() -> None:
    """A pair that fails because one of its filters does stands under it as a number."""
    fact = "filters.job_name"
    outcomes = [
        made.outcome("filters.keeps-what-it-names", "fail", "job_name", violation=made.violation(fact, observed="keeps")),
        made.outcome("filters.two-keep-what-both-keep", "fail", "job_name&cluster_name", violation=made.violation(fact, observed="both")),
    ]
    text = render(made.run(outcomes), False, 120)
    assert "1 finding in 1 listing (2 laws fail)" in text
    assert "1 more law fails because of it" in text
    assert "job_name&cluster_name" not in text
    (line,) = (line for line in render(made.run(outcomes), False, 120, verbose=True).split("\n") if line.startswith("  follows"))
    assert "filters.two-keep-what-both-keep [job_name&cluster_name]: limit=201 was honoured" in line


def test_on_a_terminal_long_lines_hang_and_the_command_is_never_broken() -> None:
    """At 80 columns text wraps under itself; a curl command stays one line that can be copied."""
    run = made.run([made.outcome("bounds.maximum", "fail", violation=made.violation(expected="word " * 60))])
    lines = ESCAPE.sub("", render(run, True, 80)).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("  expected"))
    end = next(i for i, line in enumerate(lines) if line.startswith("  observed"))
    assert end - start > 1
    assert all(line.startswith(" " * 14 + "word") for line in lines[start + 1 : end])
    assert all(len(line) <= 80 for line in lines if "see it" not in line and "report" not in line)
    assert any(line.endswith(run.findings[0].command) for line in lines)


def test_what_comes_next_is_the_replay_of_the_first_finding() -> None:
    """By its id, or by the command that was given for a run that is kept elsewhere."""
    run = made.run([made.outcome("bounds.maximum", "fail", violation=made.violation())])
    assert f"next    listproof replay {run.findings[0].id} says whether" in render(run, False, 100)
    assert f"next    listproof replay {run.findings[0].id} --run there/run.json says whether" in render(
        run, False, 100, replay=lambda one: f"listproof replay {one} --run there/run.json"
    )


def test_a_credential_that_is_to_be_put_in_by_hand_is_said_with_the_command_that_needs_none() -> None:
    """A masked header is refused as it stands; a replay signs in as the run did."""
    run = made.run([made.outcome("bounds.maximum", "fail", violation=made.violation())])
    masked = replace(run, findings=(replace(run.findings[0], id="1a2b3c4d", command="curl -sS -H 'x-token: ***' http://127.0.0.1/"),))
    assert "*** stands for the credential; listproof replay 1a2b3c4d signs in by itself" in render(masked, False, 100)
    assert "stands for the credential" not in render(run, False, 100)


def test_who_was_asked_is_said_and_a_pass_of_the_simulator_is_no_pass_of_a_cloud() -> None:
    """Where only the simulator was asked the headline says so, and how to ask somebody else."""
    text = render(made.run([made.outcome("bounds.maximum")]), False, 100)
    assert "The simulator does as the document of 1 listing says" in text
    assert "asked: the simulator" in text
    assert "only the bundled simulator was asked" in text


def test_a_run_that_was_ended_while_it_asked_does_not_say_that_it_could_not() -> None:
    """Requests were sent: that nothing was judged is because the run was ended."""
    trouble = (TroubleRecord("unfinished", "9 of 9 planned items did not run (interrupted)"),)
    run = replace(made.run([]), trouble=trouble)
    asked = replace(run, listings=tuple(replace(one, requests=3) for one in run.listings))
    unasked = replace(run, listings=tuple(replace(one, requests=0) for one in run.listings))
    assert "The run ended before anything was judged" in render(asked, False, 100)
    assert "Nothing could be asked" in render(unasked, False, 100)


def test_where_nothing_could_be_asked_one_line_says_why() -> None:
    """No table of zeros, no list of laws: what was in the way, once."""
    trouble = made.full_run().trouble[:1]
    outcomes = [made.outcome("bounds.maximum", "error", str(n), reason=trouble[0].says) for n in range(9)]
    run = replace(made.run(outcomes), trouble=trouble)
    text = render(run, False, 100)
    assert "Nothing could be asked" in text
    assert text.count("refused the connection") == 1
    assert "──" not in text


def test_a_pipe_gets_no_colours() -> None:
    """Without a terminal nothing but text is written."""
    assert "\x1b" not in render(four(), False, 80)
    assert "\x1b[" in render(four(), True, 80)


def test_text_of_a_target_cannot_steer_the_terminal() -> None:
    """Escape sequences in what a target answered are shown as replaced characters."""
    run = made.run([made.outcome("bounds.maximum", "fail", violation=made.violation(observed="\x1b[2Jgone\nnext"))])
    text = render(run, False, 80)
    assert "\x1b" not in text
    assert "[2Jgone next" in text


def test_reasons_are_grouped_and_everything_else_is_named() -> None:
    """Inconclusive laws stand under their reason once; waivers, trouble and contracts not asked are told."""
    again = [made.outcome("order.sorted", "inconclusive", str(n), reason="too few records") for n in range(9)]
    text = render(replace(made.full_run(), outcomes=(*made.outcomes(), *again)), False, 200)
    assert text.count("too few records") == 1
    assert "and 3 more" in text
    assert "waives 1 (known since spring, until 2027-01-01)" in text
    assert "unreachable" in text
    assert "huawei-coc-documents was not asked at live" in text


def test_a_waiver_that_waives_nothing_and_laws_that_did_not_run_are_told() -> None:
    """An idle waiver asks to be removed, and fewer laws than planned is said."""
    run = replace(made.full_run(), waivers=(replace(made.full_run().waivers[0], used=0),), planned=99)
    text = render(run, False, 80)
    assert "waives nothing" in text
    assert f"{99 - len(made.outcomes())} of 99 laws did not run" in text


def test_many_violations_are_cut_and_counted() -> None:
    """Beyond the first findings the page is named, with how many more it tells."""
    outcomes = [
        made.outcome("bounds.maximum", "fail", str(n), violation=made.violation(f"parameters.made-{n}.maximum", observed=str(n)))
        for n in range(MOST + 5)
    ]
    run = replace(made.full_run(), findings=made.full_run().findings[:1] * (MOST + 5), outcomes=tuple(outcomes))
    assert "and 5 more findings: reports/index.html" in render(run, False, 80)


def test_trouble_names_its_listing_once() -> None:
    """A sentence that begins with the listing is not led by its name again."""
    says = f"{made.SLUG}: http://127.0.0.1:1 answers with a page and not with JSON"
    text = render(made.run([], trouble=[TroubleRecord("unreachable", says, "live", made.SLUG)]), False, 200)
    assert f"unreachable  live · {says}" in text


def test_an_empty_run_renders() -> None:
    """A run in which nothing could be asked still says why."""
    text = render(replace(made.full_run(), listings=(), outcomes=()), False, 80)
    assert "unreachable" in text


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_appears_after_a_second_and_leaves_nothing() -> None:
    """Short reads are silent; long ones show how far they are, how long it takes, and go away."""
    out, now = Terminal(), [0.0]
    progress = Progress(out, "census", 60, clock=lambda: now[0])
    progress(1, 100)
    assert out.getvalue() == ""
    now[0] = 10.0
    progress(20, 100)
    assert "census: 20 of 100 records, 10 s, about 40 s left" in out.getvalue()
    progress.clear()
    assert out.getvalue().endswith("\r" + " " * 59 + "\r")


def test_progress_is_silent_in_a_pipe() -> None:
    """Where the stream is no terminal nothing is written, however long it takes."""
    out = io.StringIO()
    with reading(out, "census") as progress:
        progress._began = progress._told = -100.0
        progress(5)
    assert out.getvalue() == ""


def test_a_listing_that_was_read_in_part_says_of_how_many() -> None:
    """In its column, and which part in a line of its own."""
    text = render(made.run(listing=made.asked(census=made.PART)), False, 100)
    assert row(text, "records") == ["378 of 1000000"]
    assert made.PART.note in text
    assert row(render(made.run(), False, 100), "records") == ["60"]


def test_a_law_that_broke_tells_the_way_only_where_it_is_asked_for() -> None:
    """One line a step under `-v`, and none without."""
    run = made.full_run()
    steps = "suites/test_pages.py:12 in test_x: x()\nValueError: no"
    broken = replace(run, outcomes=tuple(replace(one, traceback=steps) if one.verdict == "error" else one for one in run.outcomes))
    assert "suites/test_pages.py:12" not in render(broken, False, 100)
    told = render(broken, False, 100, verbose=True).splitlines()
    place = told.index("    suites/test_pages.py:12 in test_x: x()")
    assert told[place - 1].startswith("! ")
    assert told[place - 1].endswith(" broke")
    assert told[place + 1] == "    ValueError: no"
