"""A comparison in words: as text for a terminal or a log, as Markdown for a job's summary, and as annotations for GitHub."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.visible import visible
from listproof.regression.change import CAUSES, Change, RunComparison, Still
from listproof.regression.naming import replay_of

__all__ = ["SIGNS", "cause", "github", "headline", "markdown", "replays", "text"]

SIGNS = {"breaking": "✗", "risky": "!", "additive": "+", "information": "i"}
"""The sign of each grade, so that none is told by colour alone."""

_MOST_FOLLOWING = 8
_ANNOTATED = {"breaking": "error", "risky": "warning", "additive": "notice"}


def headline(comparison: RunComparison) -> str:
    """One sentence that says how it went."""
    count = len(comparison.regressions)
    if comparison.apart:
        return "Nothing was compared: the runs have no listing in common"
    if comparison.unreachable:
        return "The target could not be reached: nothing is claimed of what was not asked"
    if count:
        return "1 regression" if count == 1 else f"{count} regressions"
    if comparison.trouble:
        return "No regression in what could be asked; the suite had trouble"
    quiet = [one for one in comparison.changes if one.grade in ("breaking", "risky")]
    if quiet:
        many = "1 change is accepted or not its own" if len(quiet) == 1 else f"{len(quiet)} changes are accepted or not its own"
        return f"No regression of the API; {many}"
    return "No regression" if comparison.changes else "Nothing changed"


def cause(change: Change) -> str:
    """Who changed, in words, with what cannot be ruled out."""
    first, *others = change.causes
    also = " or ".join(CAUSES[one] for one in others)
    return CAUSES[first] + (f" (or {also})" if also else "")


def replays(change: Change) -> tuple[str, ...]:
    """The commands that show a change again: the smallest, and where that is a request with masked secrets, the law that makes it."""
    if not change.replay:
        return ()
    asks = change.law is not None and change.replay.startswith("curl ") and "***" in change.replay
    return (change.replay, replay_of(change.target, change.contract, str(change.law))) if asks else (change.replay,)


def text(comparison: RunComparison) -> str:
    """The whole comparison as plain text, one change a paragraph; not wrapped, so that a command stays one line."""
    return "\n".join(visible(line) for line in _text(comparison)) + "\n"


def _text(comparison: RunComparison) -> Iterator[str]:
    yield f"{headline(comparison)}: {_span(comparison)}"
    for change in comparison.changes:
        yield ""
        accepted = " (accepted)" if change.accepted else ""
        yield f"{SIGNS[change.grade]} {change.grade}{accepted} · {change.contract} · {change.target}"
        yield f"  {change.says}"
        if change.grade != "information":
            if change.expected:
                yield f"  expected  {change.expected}"
                yield f"  observed  {change.observed}"
            yield f"  why       {change.reason}; {cause(change)}"
            for name, line in zip(("replay", "or"), replays(change)):
                yield f"  {name:<10}{line}"
        for one in change.follows[:_MOST_FOLLOWING]:
            yield f"    ↳ {one.says}"
        if len(change.follows) > _MOST_FOLLOWING:
            yield f"    ↳ and {len(change.follows) - _MOST_FOLLOWING} more"
    if comparison.still:
        yield ""
        yield f"still failing: {len(comparison.still)}"
        for still in comparison.still:
            name = f"{still.law} [{still.subject}]" if still.subject else still.law
            yield f"  {still.says}"
            yield f"    {name} · {still.contract} · {still.target} · for {still.runs} runs{_more(still)}"
    for title, lines in (("unreachable", comparison.unreachable), ("trouble", comparison.trouble), ("not said", comparison.withheld)):
        if lines:
            yield ""
            yield from (f"{title}: {line}" for line in lines)


def _span(comparison: RunComparison) -> str:
    old, new = comparison.old, comparison.new
    return f"{old.started} → {new.started}"


def markdown(comparison: RunComparison) -> str:
    """The comparison as Markdown: a table of the roots, and under it what follows and how to see it again."""
    return "\n".join(visible(line) for line in _markdown(comparison)) + "\n"


def _markdown(comparison: RunComparison) -> Iterator[str]:
    yield f"## {headline(comparison)}"
    yield ""
    yield f"`{comparison.old.started}` → `{comparison.new.started}`, listproof {comparison.new.listproof}"
    if comparison.changes:
        yield ""
        yield "| | listing | what changed | who |"
        yield "|---|---|---|---|"
    for change in comparison.changes:
        accepted = ", accepted" if change.accepted else ""
        more = f" (+{len(change.follows)})" if change.follows else ""
        grade = f"{SIGNS[change.grade]} {change.grade}{accepted}"
        who = "" if change.grade == "information" else cause(change)
        yield f"| {grade} | {change.contract} at {change.target} | {_cell(change.says)}{more} | {who} |"
    for change in comparison.changes:
        if change.grade == "information" or not (change.replay or change.follows):
            continue
        yield ""
        yield f"<details><summary>{SIGNS[change.grade]} {_escaped(change.says)}</summary>"
        yield ""
        if change.expected:
            yield f"- expected: {_escaped(change.expected)}"
            yield f"- observed: {_escaped(change.observed)}"
            yield ""
        yield f"Graded {change.grade}: {_escaped(change.reason)}."
        if change.replay:
            yield from ("", "```sh", *(line.replace("```", "` ` `") for line in replays(change)), "```")
        if change.follows:
            yield ""
            yield from (f"- {_escaped(one.says)}" for one in change.follows)
        yield ""
        yield "</details>"
    if comparison.still:
        yield ""
        yield "**Still failing**"
        yield ""
        for still in comparison.still:
            subject = f" `{still.subject}`" if still.subject else ""
            where = f"{still.contract} at {still.target}, for {still.runs} runs{_more(still)}"
            yield f"- `{still.law}`{subject} of {where}: {_escaped(still.says)}"
    for title, lines in (("Unreachable", comparison.unreachable), ("Trouble", comparison.trouble), ("Not said", comparison.withheld)):
        if lines:
            yield ""
            yield f"**{title}**"
            yield ""
            yield from (f"- {_escaped(line)}" for line in lines)


def _more(still: Still) -> str:
    return f" · {len(still.follows)} more because of it" if still.follows else ""


def _escaped(says: str) -> str:
    """A text of a target as it may stand in Markdown."""
    plain = visible(" ".join(says.split())).replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{letter}" if letter in "`*_[]|" else letter for letter in plain)


def _cell(says: str) -> str:
    return _escaped(says if len(says) <= 200 else says[:199] + "…")


def github(comparison: RunComparison) -> str:
    """Workflow commands of GitHub Actions, one a root change that clients may notice, and one for what could not be asked."""
    lines = [
        f"::{_ANNOTATED[one.grade]} title={_property(f'{one.grade}: {one.contract} at {one.target}')}::{_data(_note(one))}"
        for one in comparison.changes
        if one.grade in _ANNOTATED and not one.accepted
    ]
    lines += [f"::error title=unreachable::{_data(line)}" for line in comparison.unreachable]
    lines += [f"::warning title=trouble of the suite::{_data(line)}" for line in comparison.trouble]
    return "".join(line + "\n" for line in lines)


def _note(change: Change) -> str:
    """What an annotation says: the change, what was expected and observed, who changed it, and how many changes follow from it."""
    lines = [change.says]
    if change.expected:
        lines += [f"expected {change.expected}", f"observed {change.observed}"]
    follow = f"; {len(change.follows)} more follow from it" if change.follows else ""
    return "\n".join((*lines, f"{cause(change)}{follow}"))


def _data(says: str) -> str:
    return "\n".join(map(visible, says.split("\n"))).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(says: str) -> str:
    return _data(says).replace(":", "%3A").replace(",", "%2C")
