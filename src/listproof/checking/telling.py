"""What a check says on the terminal: one table of operations and areas, the findings, the suspicions, and what was not asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from listproof.checking.check import Checked, CheckedOperation
from listproof.checking.suspicion import is_suspicion
from listproof.contract.visible import visible
from listproof.findings import Finding
from listproof.reports.run import area_of
from listproof.reports.terminal import SIGNS, STYLES, following
from listproof.verdicts import AREAS, Exchange

__all__ = ["left_alone", "told"]

SUSPICION = "≈"
"""The sign of a suspicion, beside those of the verdicts."""
_MOST = 20
_NAMES = 8
_LAWS = 3
_REQUESTS = 4
"""As many requests as make a finding are told, one after another: nothing is kept that `listproof replay` could ask again."""


def told(checked: Checked, terminal: bool, width: int, *, verbose: bool = False) -> str:
    """All of it as text, with colours where it goes to a terminal of that many columns; with `verbose` each finding names what follows."""
    out = StringIO()
    console = Console(
        file=out, force_terminal=terminal, no_color=None if terminal else True, width=max(width, 60), highlight=False, emoji=False,
        color_system="standard" if terminal else None, legacy_windows=False,
    )  # fmt: skip
    if any(row.outcomes for row in checked.rows):
        console.print(_table(checked))
        console.print(
            Text(
                f"  numbers count what passed  {SIGNS['fail']} finding  {SUSPICION} suspicion  {SIGNS['inconclusive']} inconclusive",
                style="dim",
            )
        )
    for line in (*_lacking(checked), *_lines(checked, verbose)):
        console.print(line, soft_wrap=True)
    return checked.mask("\n".join(line.rstrip() for line in out.getvalue().split("\n")))


def _table(checked: Checked) -> Table:
    shown = [area for area in AREAS if any(area_of(outcome.law) == area for row in checked.rows for outcome in row.outcomes)]
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("operation", overflow="fold")
    for area in (*shown, "records", "requests"):
        table.add_column(area, justify="right", no_wrap=True)
    counts = {listing.contract: listing for listing in checked.run.listings}
    for row in checked.rows:
        if row.contract is None:
            continue
        listing = counts[row.contract.slug]
        records = Text(listing.census.told if listing.census else "-")
        table.add_row(visible(row.operation.id), *(_cell(row, area) for area in shown), records, Text(str(row.requests)))
    return table


def _cell(row: CheckedOperation, area: str) -> Text:
    counts: Counter[str] = Counter()
    for outcome in row.outcomes:
        if area_of(outcome.law) == area:
            suspected = outcome.verdict == "fail" and row.contract is not None and is_suspicion(outcome, row.contract)
            counts["suspicion" if suspected else outcome.verdict] += 1
    if set(counts) <= {"unsupported"}:
        return Text("-", style="dim")
    signs = (("fail", SIGNS["fail"], STYLES["fail"]), ("suspicion", SUSPICION, "yellow"), ("inconclusive", SIGNS["inconclusive"], "yellow"))
    parts = [Text(str(counts["pass"]))]
    parts += [
        Text(f"{sign}{counts[word]}", style=style) for word, sign, style in (*signs, ("error", SIGNS["error"], "magenta")) if counts[word]
    ]
    return Text(" ").join(parts)


def _lacking(checked: Checked) -> Iterator[Text]:
    """Why each `?` of the table is one, a line for each reason; and where no parameter is understood as a page, that."""
    lines = []
    for row in checked.rows:
        for (area, reason), laws in _by_reason(row).items():
            names = f"{', '.join(laws[:_LAWS])}{f' and {len(laws) - _LAWS} more' if len(laws) > _LAWS else ''}"
            lines.append(
                f"{SIGNS['inconclusive']} {visible(row.operation.id)} {area}: {visible(reason) or 'no reason given'} ({visible(names)})"
            )
    for line in lines[:_MOST]:
        yield Text(f"  {line}", style="dim")
    if len(lines) > _MOST:
        yield Text(f"  and {len(lines) - _MOST} more reasons; -o DIR keeps all of them in run.json", style="dim")
    for row in checked.rows:
        if row.contract is not None and not row.contract.pages.addressed and row.contract.pages.next is None:
            seen = row.draft.reasons.get("pages.none", "") if row.draft is not None else ""
            taken = "no parameter is understood as a page, and nothing in the answer leads to one: what comes at once is taken for all"
            why = seen.removeprefix("seen: ") or taken
            yield Text(f"pages   {visible(row.operation.id)}: {visible(why)}", style="dim")


def _by_reason(row: CheckedOperation) -> dict[tuple[str, str], list[str]]:
    """The laws that were inconclusive, each with its subject, by area and reason."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in row.outcomes:
        if one.verdict == "inconclusive":
            name = one.law.partition(".")[2] + (f" [{one.subject}]" if one.subject else "")
            found.setdefault((area_of(one.law), one.reason), []).append(name)
    return found


def _lines(checked: Checked, verbose: bool) -> Iterator[Text]:
    failing = {outcome.key: outcome for row in checked.rows for outcome in row.outcomes}
    for sign, style, word, found in (
        (SIGNS["fail"], STYLES["fail"], "documented", checked.findings),
        (SUSPICION, "yellow", "guessed", checked.suspicions),
    ):
        for finding in found[:_MOST]:
            yield Text("")
            root = failing.get(finding.key)
            yield from _finding(finding, sign, style, word, root.violation.exchanges if root and root.violation else ())
            if verbose:
                yield from following(failing[key] for key in finding.follows if key in failing)
        if len(found) > _MOST:
            yield Text(f"and {len(found) - _MOST} more")
    if checked.prefix:
        why = f"the lists are not found without {visible(checked.prefix)}, which the file's own server puts before its paths"
        yield Text(f"address {visible(checked.base_url)}: {why}", style="dim")
    for row in checked.rows:
        for note in row.notes:
            yield Text(f"path    {visible(row.operation.id)}: {visible(note)}", style="dim")
    for row in checked.rows:
        alone = left_alone(row)
        if alone:
            shown = f"{', '.join(map(visible, alone[:_NAMES]))}{f' and {len(alone) - _NAMES} more' if len(alone) > _NAMES else ''}"
            why = "called like no field of a record, no page and no order: nothing is claimed of them"
            yield Text(f"alone   {visible(row.operation.id)}: {shown} ({why})", style="dim")
    skipped = [row for row in checked.rows if row.contract is None]
    if skipped:
        yield Text("")
        yield Text("not asked", style="bold")
        yield from (Text(f"  {visible(row.operation.id)} ({row.operation.path}): {visible(row.skipped)}") for row in skipped)
    for reason in dict.fromkeys(outcome.reason for outcome in checked.troubles):
        yield Text(f"{SIGNS['error']} {visible(reason)}", style="magenta")
    yield Text("")
    yield Text(_sum(checked), style="bold")


def left_alone(row: CheckedOperation) -> tuple[str, ...]:
    """The parameters of a listing that no word of its guessed `x-listing` names: whatever they do, no law looks at it."""
    if row.contract is None or row.draft is None:
        return ()
    named = set(_words(row.draft.listing))
    return tuple(one.name for one in row.contract.query_parameters if one.name not in named)


def _words(value: Any) -> Iterator[str]:
    """Every key and text of a block, at any depth."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _words(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, str):
        yield value


def _finding(finding: Finding, sign: str, style: str, word: str, exchanges: Sequence[Exchange]) -> Iterator[Text]:
    yield Text(f"{sign} {visible(finding.says)}", style=style)
    subject = f" [{visible(finding.subject)}]" if finding.subject else ""
    more = f" · {len(finding.follows)} more because of it" if finding.follows else ""
    yield Text(f"  law         {finding.law}{subject} · {finding.contract}{more}")
    value = f" = {visible(finding.value)}" if finding.value else ""
    yield Text(f"  {word:11} {finding.fact}{value} · {visible(finding.documented)}")
    yield Text(f"  expected    {visible(finding.expected)}")
    yield Text(f"  observed    {visible(finding.observed)}")
    if finding.difference:
        yield Text(f"  first       {visible(finding.difference)}")
    requests = [finding.command] if finding.command.startswith("curl") else list(dict.fromkeys(one.curl for one in exchanges))
    for label, request in zip(("see it", *[""] * len(requests)), requests[:_REQUESTS], strict=False):
        yield Text(f"  {label:11} {visible(request)}", no_wrap=True)
    if len(requests) > _REQUESTS:
        yield Text(f"  {'':11} and {len(requests) - _REQUESTS} more requests, which -o DIR keeps in run.json", style="dim")
    if any("***" in request for request in requests):
        yield Text(f"  {'':10}  *** stands for the credential", style="dim")
    if finding.remedy:
        yield Text(f"  remedy      {finding.remedy}", style="dim")


def _sum(checked: Checked) -> str:
    asked = [row for row in checked.rows if row.contract is not None]
    requests = sum(row.requests for row in asked)
    parts = [_many(len(checked.findings), "finding"), _many(len(checked.suspicions), "suspicion")]
    where = f"{_many(len(asked), 'operation')} of {len(checked.rows)}"
    return f"{', '.join(parts)} in {where}, {requests} requests, {checked.seconds:.1f} s"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
