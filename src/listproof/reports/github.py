"""A run told to GitHub Actions: an annotation a finding, and the summary of the step."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.visible import visible
from listproof.reports.headline import asked, because, headline
from listproof.reports.run import Run, area_of
from listproof.reports.sarif import Place

__all__ = ["escaped", "summary", "workflow_commands"]

_SIGNS = {"pass": "✅", "fail": "❌", "error": "⚠️", "inconclusive": "❔"}


def workflow_commands(run: Run, place: Place) -> str:
    """Workflow commands, one a finding and one for each thing that could not be asked, each in a line of its own."""
    lines = []
    for one in run.findings:
        file, line = place(one)
        level = "warning" if one.intermittent else "error"
        title = f"{one.law}: {one.contract} at {one.target}"
        says = "\n".join((one.says, f"expected {one.expected}", f"observed {one.observed}", f"see it: {one.command}", one.remedy))
        lines.append(f"::{level} file={_property(file)},line={line},title={_property(title)}::{_data(says)}")
    lines += [f"::error title={_property(one.kind)}::{_data(one.says)}" for one in run.trouble]
    return "".join(f"{line}\n" for line in lines)


def summary(run: Run) -> str:
    """The run as Markdown: the verdict, a table of findings, and per listing what passed and what did not."""
    return "\n".join(_summary(run)) + "\n"


def _summary(run: Run) -> Iterator[str]:
    verdict, says = headline(run)
    yield f"## {_SIGNS.get(verdict, '')} {escaped(says)}"
    yield ""
    yield f"Asked: {escaped(asked(run))}. listproof {run.listproof}, {run.started}."
    for one in run.findings:
        yield ""
        more = f", {because(one)}" if one.follows else ""
        yield f"### {escaped(one.says)}"
        yield ""
        yield f"`{one.law}` · {escaped(one.contract)} · {escaped(one.target)} · finding `{one.id}`{more}"
        yield ""
        yield f"- documented: {escaped(one.documented)} (`{one.fact}`{f' = {escaped(one.value)}' if one.value else ''})"
        yield f"- expected: {escaped(one.expected)}"
        yield f"- observed: {escaped(one.observed)}"
        if one.difference:
            yield f"- first: {escaped(one.difference)}"
        if one.since and one.runs > 1:
            yield f"- since: {one.since}, {one.runs} runs"
        if one.remedy:
            yield f"- remedy: {escaped(one.remedy)}"
        yield from ("", "```sh", visible(" ".join(one.command.split())).replace("```", "` ` `"), "```")
    for trouble in run.trouble:
        yield ""
        yield f"⚠️ **{trouble.kind}** {escaped(trouble.says)}"
    if run.areas:
        yield ""
        yield f"| listing | {' | '.join(run.areas)} | requests |"
        yield f"|---|{'---:|' * len(run.areas)}---:|"
    for listing in run.listings:
        cells = []
        for area in run.areas:
            here = [one.verdict for one in run.of(listing) if area_of(one.law) == area]
            failed = f" ✗{here.count('fail')}" if "fail" in here else ""
            cells.append(f"{here.count('pass')}{failed}" if set(here) - {"unsupported"} else "-")
        yield f"| {escaped(listing.contract)} at {escaped(listing.target)} | {' | '.join(cells)} | {listing.requests} |"


def escaped(says: str) -> str:
    """A text of a target as it may stand in Markdown, in one line."""
    text = visible(" ".join(says.split()))
    plain = text.replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{letter}" if letter in "`*_[]|" else letter for letter in plain)


def _data(says: str) -> str:
    shown = "\n".join(visible(" ".join(line.split())) for line in says.split("\n") if line.strip())
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(says: str) -> str:
    return _data(says).replace(":", "%3A").replace(",", "%2C")
