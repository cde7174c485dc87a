"""What a run says on the terminal: findings first, then one table, everything else that is no pass, and where all of it can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from listproof.contract.visible import visible
from listproof.findings import Finding
from listproof.reports.finding import replaying
from listproof.reports.headline import MOCK, asked, because, headline
from listproof.reports.run import ListingRun, Run, area_of
from listproof.verdicts import AREAS, Outcome, Verdict

__all__ = ["MOST", "SIGNS", "STYLES", "following", "render"]

SIGNS: dict[Verdict, str] = {"pass": "✓", "fail": "✗", "inconclusive": "?", "unsupported": "–", "waived": "~", "error": "!"}
"""The sign of each verdict, the same in every report, so that none is told by colour alone."""

STYLES: dict[Verdict, str] = {
    "pass": "green", "fail": "bold red", "inconclusive": "yellow", "unsupported": "dim", "waived": "cyan", "error": "magenta",
}  # fmt: skip

MOST = 20
"""Findings told in full; the page has all of them."""

_WORDS: dict[Verdict, str] = {"fail": "failed", "inconclusive": "inconclusive", "waived": "waived", "error": "error"}
_LABEL = 16
_HEADER = 13


def render(
    run: Run,
    terminal: bool,
    width: int,
    page: str = "reports/index.html",
    *,
    verbose: bool = False,
    replay: Callable[[str], str] = replaying,
) -> str:
    """The whole of what is printed, colours included where it goes to a terminal. `width` is in columns.

    Findings come first, then what could not be asked, then the table, and last where all of it can be read. In a pipe nothing is wrapped
    but the table, so that each line of a finding stays one line; a command never is. `page` is where all of it can be read, empty where
    it was not kept; with `verbose` a finding names the laws that fail because of it, and a law that broke tells the way to where it did.
    `replay` gives the command that asks a finding again, by the finding's id.
    """
    out = StringIO()
    console = Console(
        file=out, force_terminal=terminal, no_color=None if terminal else True, width=max(width, 40), highlight=False, emoji=False,
        color_system="standard" if terminal else None, legacy_windows=False,
    )  # fmt: skip
    for block in (_headline(run), _findings(run, page, verbose, replay), _trouble(run), _steps(run) if verbose else ()):
        _block(console, block, terminal)
    answered = any(verdict != "error" for verdict in run.counts)
    for table in _tables(run, console.width) if answered else ():
        console.print()
        console.print(table)
    signs = [f"{SIGNS[verdict]} {word}" for verdict, word in _WORDS.items() if run.counts.get(verdict)]
    if answered:
        _line(console, Text("  numbers count what passed" + "".join(f"  {sign}" for sign in signs), style="dim"), terminal)
    for block in (_unread(run), _inconclusive(run), _waivers(run), _deselected(run), _ending(run, page, replay)):
        _block(console, block, terminal)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _block(console: Console, block: Iterable[Text], terminal: bool) -> None:
    """A block of lines with an empty line before it, or nothing."""
    for place, line in enumerate(block):
        if not place:
            console.print()
        _line(console, line, terminal)


def _line(console: Console, line: Text, terminal: bool) -> None:
    indent = len(line.plain) - len(line.plain.lstrip(" "))
    if not terminal or line.no_wrap or len(line.plain) <= console.width:
        console.print(line, soft_wrap=True)
        return
    label = line.plain[indent:].split("  ", 1)
    hanging = indent + (len(label[0]) + len(label[1]) - len(label[1].lstrip(" ")) + 2 if indent and len(label) == 2 else 2)
    head, rest = line[:hanging], line[hanging:]
    lines = rest.wrap(console, console.width - hanging)
    console.print(head + lines[0], soft_wrap=True)
    for one in lines[1:]:
        console.print(Padding(one, (0, 0, 0, hanging)))


def _tables(run: Run, width: int) -> Iterator[Table]:
    """Areas down, listings across; as many tables as the width needs."""
    columns = [(listing, _header(listing.contract), [cell for _, cell in _cells(run, listing)]) for listing in run.listings]
    chunk: list[tuple[ListingRun, list[str], list[Text]]] = []
    used = _LABEL
    for column in columns:
        needs = max(len(part) for part in (*column[1], column[0].target, *(cell.plain for cell in column[2]))) + 2
        if chunk and used + needs > width:
            yield _table(run, chunk)
            chunk, used = [], _LABEL
        chunk.append(column)
        used += needs
    if chunk:
        yield _table(run, chunk)


def _table(run: Run, columns: Sequence[tuple[ListingRun, list[str], list[Text]]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("", no_wrap=True, min_width=_LABEL - 2)
    several = len({listing.target for listing in run.listings}) > 1
    deepest = max(len(header) for _, header, _ in columns)
    for listing, header, _ in columns:
        lines = [*[""] * (deepest - len(header)), *header, *([listing.target] if several else [])]
        table.add_column("\n".join(lines), no_wrap=True, justify="right", vertical="bottom")
    for place, (name, _) in enumerate(_cells(run, columns[0][0])):
        table.add_row(name, *(cells[place] for _, _, cells in columns), end_section=name == run.areas[-1] if run.areas else False)
    return table


def _header(slug: str) -> list[str]:
    """A slug in lines of at most 13 characters, broken after hyphens where that is possible."""
    lines = [""]
    for part in slug.replace("-", "-\0").split("\0"):
        if lines[-1] and len(lines[-1]) + len(part) > _HEADER:
            lines.append("")
        lines[-1] += part
    return [line[i : i + _HEADER + 8] for line in lines for i in range(0, max(len(line), 1), _HEADER + 8)]


def _cells(run: Run, listing: ListingRun) -> list[tuple[str, Text]]:
    outcomes = run.of(listing)
    rows = [(str(area), _verdicts([o for o in outcomes if area_of(o.law) == area])) for area in AREAS if area in run.areas]
    shown = sum(dispute.takes is not None for dispute in listing.disputes)
    return [
        *rows,
        ("facts", Text(str(len(listing.facts)))),
        (" exercised", Text(str(len(listing.exercised)))),
        (" not testable", Text(str(len(listing.untestable)))),
        (" not exercised", Text(str(len(listing.unexercised)), style="yellow" if listing.unexercised else "")),
        ("disputes told", Text(f"{shown} of {len(listing.disputes)}")),
        ("behaviours", Text(str(len(listing.behaviours)))),
        ("records", Text(listing.census.told if listing.census else "-")),
        ("requests", Text(str(listing.requests))),
        ("seconds", Text(f"{listing.seconds:.1f}")),
    ]


def _verdicts(outcomes: Sequence[Outcome]) -> Text:
    counts = Counter(outcome.verdict for outcome in outcomes)
    if set(counts) <= {"unsupported"}:
        return Text("-", style="dim")
    parts = [Text(str(counts["pass"]), style=STYLES["pass"] if set(counts) <= {"pass", "unsupported"} else "")]
    parts.extend(Text(f"{SIGNS[verdict]}{counts[verdict]}", style=STYLES[verdict]) for verdict in _WORDS if counts[verdict])
    return Text(" ").join(parts)


def _headline(run: Run) -> Iterator[Text]:
    """Who was asked, and what came of it."""
    verdict, says = headline(run)
    yield Text(f"{SIGNS[verdict]} {says}", style=STYLES[verdict]) + Text(f"  asked: {asked(run)}", style="dim")


def _findings(run: Run, page: str, verbose: bool, replay: Callable[[str], str]) -> Iterator[Text]:
    failing = {outcome.key: outcome for outcome in run.with_verdict("fail")}
    for place, finding in enumerate(run.findings[:MOST]):
        if place:
            yield Text("")
        yield from _finding(finding, replay(finding.id))
        if verbose:
            yield from following(failing[key] for key in finding.follows if key in failing)
    if len(run.findings) > MOST:
        yield Text(f"and {len(run.findings) - MOST} more findings{f': {page}' if page else ''}")
    kept = {key for finding in run.findings for key in (finding.key, *finding.follows)}
    for outcome in run.with_verdict("fail"):
        if outcome.key not in kept:
            yield Text(f"{SIGNS['fail']} ", style=STYLES["fail"]) + Text(_name(outcome), style="bold")
            yield Text(f"  observed    {_one_line(outcome.reason) or 'no violation was kept'}")


def _finding(finding: Finding, replay: str) -> Iterator[Text]:
    style = "yellow" if finding.intermittent else STYLES["fail"]
    mark = Text(" (intermittent)" if finding.intermittent else "", style="yellow")
    yield Text(f"{SIGNS['fail']} {_one_line(finding.says)}", style=style) + mark
    subject = f" [{_one_line(finding.subject)}]" if finding.subject else ""
    more = f" · {because(finding)}" if finding.follows else ""
    yield Text(f"  finding     {finding.id} · {finding.law}{subject} · {finding.contract} · {_at(finding.target)}{more}")
    value = f" = {_one_line(finding.value)}" if finding.value else ""
    yield Text(f"  documented  {_one_line(finding.documented)} ({finding.fact}{value})")
    yield Text(f"  expected    {_one_line(finding.expected)}")
    yield Text(f"  observed    {_one_line(finding.observed)}")
    if finding.difference:
        yield Text(f"  first       {_one_line(finding.difference)}")
    if finding.runs > 1:
        yield Text(f"  since       {finding.since}, {finding.runs} runs")
    yield Text(f"  see it      {_one_line(finding.command)}", no_wrap=True)
    if finding.is_masked:
        yield Text(f"  {'':10}  *** stands for the credential; {_one_line(replay)} signs in by itself", style="dim", no_wrap=True)
    if finding.remedy:
        yield Text(f"  remedy      {finding.remedy}", style="dim")


def following(outcomes: Iterable[Outcome]) -> Iterator[Text]:
    """The laws that fail because of a finding, a line each: nobody who looks for one of them takes it for one that holds."""
    for place, outcome in enumerate(outcomes):
        subject = f" [{_one_line(outcome.subject)}]" if outcome.subject else ""
        says = outcome.violation.says if outcome.violation else outcome.reason
        yield Text(f"  {'' if place else 'follows':10}  {outcome.law}{subject}: {_one_line(says)}", style="dim")


def _ending(run: Run, page: str, replay: Callable[[str], str]) -> Iterator[Text]:
    """Where everything is, and what to do next."""
    if set(run.counts) <= {"error"} or not page:
        return
    yield Text("report  ", style="bold") + Text(page, style=f"link {Path(page).absolute().as_uri()}")
    if run.findings:
        yield Text("next    ", style="bold") + Text(f"{replay(run.findings[0].id)} says whether the first finding is still so")
    elif run.targets == (MOCK,) and run.outcomes and not run.trouble:
        yield Text("next    ", style="bold") + Text(
            "only the bundled simulator was asked; listproof test --target NAME asks the targets of listproof.toml"
        )


def _at(target: str) -> str:
    return "the simulator" if target == MOCK else target


def _name(outcome: Outcome) -> str:
    """What an outcome is about, in one line: law, subject, contract, target."""
    subject = f" [{_one_line(outcome.subject)}]" if outcome.subject else ""
    return f"{outcome.law}{subject} · {outcome.contract} · {_at(outcome.target)}"


def _one_line(text: str) -> str:
    """A text of a target in one line, without anything that would steer the terminal."""
    return visible(" ".join(text.split()))


def _unread(run: Run) -> Iterator[Text]:
    for listing in run.listings:
        if listing.census is not None and listing.census.note:
            yield Text(f"{SIGNS['inconclusive']} {listing.contract} · {listing.target} · {_one_line(listing.census.note)}", style="yellow")


def _inconclusive(run: Run) -> Iterator[Text]:
    found = run.with_verdict("inconclusive")
    if found:
        yield Text(f"{len(found)} inconclusive", style=STYLES["inconclusive"])
    for reason, outcomes in _by_reason(found):
        yield Text(f"  {SIGNS['inconclusive']}  {reason}: {_laws(outcomes)}")


def _by_reason(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    ordered = sorted(outcomes, key=lambda one: (one.contract, one.target, one.reason))
    for (contract, target, reason), group in groupby(ordered, key=lambda one: (one.contract, one.target, one.reason)):
        yield f"{contract} · {target} · {_one_line(reason) or 'no reason given'}", list(group)


def _laws(outcomes: Sequence[Outcome]) -> str:
    names = [f"{one.law} [{one.subject}]" if one.subject else one.law for one in outcomes]
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _waivers(run: Run) -> Iterator[Text]:
    for waiver in run.waivers:
        until = f", until {waiver.until}" if waiver.until else ""
        used = f"waives {waiver.used}" if waiver.used else "waives nothing: remove it from listproof.toml"
        style = STYLES["waived"] if waiver.used else STYLES["fail"]
        where = f"{waiver.law} · {waiver.contract} · {waiver.target}"
        yield Text(f"{SIGNS['waived']} ", style=style) + Text(f"{where} {used} ({_one_line(waiver.reason)}{until})")


def _trouble(run: Run) -> Iterator[Text]:
    """What went wrong on the way or with the suite, each once."""
    told: list[str] = []
    for trouble in run.trouble:
        where = "".join(f"{part} · " for part in (trouble.contract, trouble.target) if part and not trouble.says.startswith(part))
        told.append(trouble.says)
        yield Text(f"{SIGNS['error']} {trouble.kind}", style=STYLES["error"]) + Text(f"  {where}{_one_line(trouble.says)}")
    rest = [one for one in run.with_verdict("error") if not any(says in one.reason for says in told)]
    for reason, outcomes in _by_reason(rest):
        yield Text(f"{SIGNS['error']} error", style=STYLES["error"]) + Text(f"  {reason}: {_laws(outcomes)}")
    missing = run.planned - len(run.outcomes)
    if missing > 0:
        yield Text(f"{SIGNS['error']} unfinished", style=STYLES["error"]) + Text(f"  {missing} of {run.planned} laws did not run")


def _steps(run: Run) -> Iterator[Text]:
    """Where each law broke that did: file and line, step by step."""
    for one in run.with_verdict("error"):
        if one.traceback:
            yield Text(f"{SIGNS['error']} {_laws([one])} broke", style=STYLES["error"])
            yield from (Text(f"    {visible(step)}", no_wrap=True) for step in one.traceback.splitlines())


def _deselected(run: Run) -> Iterator[Text]:
    for one in run.deselected:
        yield Text(f"{SIGNS['unsupported']} {one.contract} was not asked at {one.target}: {one.reason}", style="dim")
