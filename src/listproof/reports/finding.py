"""From causes to findings: what the report of a run says of each, with the document's title, the remedy and the command that shows it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from listproof.findings import Cause, Finding, causes, finding_id, first_difference
from listproof.reports.law_texts import law_text
from listproof.reports.run import ListingRun, Run, by_listing
from listproof.verdicts import Outcome, Sign, Violation

__all__ = ["USUAL", "curl", "findings", "placed", "remedy", "replayed_with", "replaying"]

USUAL = Path("reports/run.json")
"""Where a run is kept, and looked for, where nobody names another folder."""

_SIGNED = ("huawei-ak-sk", "alibaba-acs3", "nebula-connect")
"""Ways of signing in whose requests are made anew each time, so that a command that was copied proves nothing."""
_MOCK = "mock"
_REPLAY = "listproof replay "
_ENDED = re.compile(r" \(its waiver ended on [\d-]+\)")
_REMEDY = re.compile(r"^- \*Remedy(?: \(([\w-]+)\))?\*: (.*?)(?=^- |\Z)", re.MULTILINE | re.DOTALL)


def findings(listings: Iterable[ListingRun], outcomes: Iterable[Outcome]) -> tuple[Finding, ...]:
    """The findings of a run, listing by listing, in each the one furthest upstream first."""
    found = by_listing(outcomes)
    return tuple(one for listing in listings for one in _of(listing, found.get((listing.target, listing.contract), ())))


def _of(listing: ListingRun, outcomes: Iterable[Outcome]) -> Iterator[Finding]:
    values = {fact.id: fact.value for fact in listing.facts}
    for cause in causes(outcomes, values, {dispute.id: dispute.about for dispute in listing.disputes}):
        violation = cause.root.violation
        if violation is not None:
            yield _finding(listing, cause, violation, values.get(violation.fact, ""))


def _finding(listing: ListingRun, cause: Cause, violation: Violation, value: str) -> Finding:
    root = cause.root
    name = finding_id(root.key)
    return Finding(
        id=name,
        key=root.key,
        target=root.target,
        contract=root.contract,
        law=root.law,
        subject=root.subject,
        says=violation.says + _ended(root.reason),
        fact=violation.fact,
        value=value,
        documented=violation.source.told(listing.documents),
        link=listing.links.get(violation.source.document),
        expected=violation.expected,
        observed=violation.observed,
        difference=first_difference(violation),
        command=_command(listing, violation, name),
        remedy=remedy(root.law, violation.observation.signs),
        follows=tuple(one.key for one in cause.follows),
        intermittent=violation.intermittent,
    )


def replaying(name: str, file: Path = USUAL, contracts: str | None = None, targets_file: str | None = None) -> str:
    """The command that asks a finding again: with the run's file, the contracts and the targets file where they are not the usual ones."""
    given = (("--run", None if file == USUAL else str(file)), ("--contracts", contracts), ("--targets-file", targets_file))
    return " ".join((_REPLAY + name, *(f"{option} {shlex.quote(value)}" for option, value in given if value)))


def placed(run: Run, file: Path, contracts: str | None = None, targets_file: str | None = None) -> Run:
    """The run with what is to be given to `listproof replay`, now that it is known where the run is kept; see `replaying`."""
    told = (
        replace(one, command=replaying(one.id, file, contracts, targets_file)) if one.command.startswith(_REPLAY) else one
        for one in run.findings
    )
    return replace(run, findings=tuple(told))


def replayed_with(runs: Iterable[Run]) -> tuple[str | None, str | None]:
    """The contracts and the targets file that the replays of some runs name, as the first of them has it; None for each that is usual."""
    commands = (one.command for run in runs for one in run.findings if one.command.startswith(_REPLAY))
    words = shlex.split(next(commands, ""))[3:]
    given = dict(zip(words[::2], words[1::2], strict=False))
    return given.get("--contracts"), given.get("--targets-file")


def _ended(reason: str) -> str:
    """That a waiver no longer covers it, where the reason of an outcome says so."""
    return "".join(_ENDED.findall(reason)[-1:])


def _command(listing: ListingRun, violation: Violation, name: str) -> str:
    """The least command that shows it: curl, or a replay where requests are signed, where several make it, where the pages before lead to
    it, or where none was kept."""
    return curl(listing, violation) or replaying(name)


def curl(listing: ListingRun, violation: Violation) -> str | None:
    """The one curl command that shows a violation; None where requests are signed, several make it, or the pages before lead to it."""
    alone = len(violation.exchanges) == 1 and not violation.exchanges[-1].walked and listing.target != _MOCK
    return violation.exchanges[-1].curl if alone and listing.environment.get("sign-in") not in _SIGNED else None


def remedy(law: str, signs: Iterable[Sign] = ()) -> str:
    """What the page of a law advises whoever builds the service, as plain text; empty for a law that the texts do not know.

    Where the page has a remedy of its own for one of the signs by which the violation shows, that of the first such sign.
    """
    found = {sign: " ".join(text.split()).replace("`", "") for sign, text in _REMEDY.findall(law_text(law))}
    return next((found[sign] for sign in signs if sign in found), found.get("", ""))
