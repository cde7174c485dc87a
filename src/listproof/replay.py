"""`listproof replay`: asks the least questions of a finding again, signed anew, and says whether it is still so."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote_plus, urlsplit

import click

from listproof.contract import ContractError, Query, spell
from listproof.contract.visible import visible
from listproof.evidence import Reply, Store
from listproof.findings import Finding
from listproof.laws import judge
from listproof.laws.subjects import subject_told
from listproof.proof.suite import laws_called
from listproof.reports import Run
from listproof.reports.file import RunFileError, read
from listproof.running.choice import MOCK, choose
from listproof.running.course import Course
from listproof.transport import Answer
from listproof.transport.targets_file import TargetsError
from listproof.verdicts import Exchange, Inconclusive, Outcome, Trouble

__all__ = ["command"]

EXIT_STILL = 1
"""It is still so."""
EXIT_TROUBLE = 10
"""It could not be told: the suite had trouble, or the law found nothing to be tried on."""
EXIT_UNREACHABLE = 11
"""The target could not be reached."""


@dataclass(frozen=True)
class _Again:
    """What came of a replay: the exchanges as they went this time, and the outcome of the law."""

    asked: tuple[tuple[Exchange, Exchange], ...]
    outcome: Outcome


@click.command("replay")
@click.argument("finding", metavar="ID")
@click.option(
    "--run", "file", type=click.Path(path_type=Path), default=Path("reports/run.json"), show_default=True, help="the run that has it"
)
@click.option("--targets-file", type=click.Path(path_type=Path), help="the targets file  [default: listproof.toml]")
@click.option("--contracts", type=click.Path(path_type=Path, file_okay=False), help="the folder of contracts  [default: contracts/]")
def command(finding: str, file: Path, targets_file: Path | None, contracts: Path | None) -> None:
    """Ask again what showed the finding ID, signed anew, and say whether it is still so.

    ID is what a run prints beside a finding; its first letters are enough. Only GET requests are sent, to the target of the run.

    \b
    Exit status:
       0  no longer so
       1  still so
      10  it could not be told
      11  the target could not be reached
       2  no such finding, or no such run
    """
    try:
        run = read(file)
        chosen = _chosen(run, finding, file)
        course = _course(run, chosen, targets_file, contracts)
    except (RunFileError, ContractError, TargetsError) as error:
        raise click.UsageError(str(error)) from None
    try:
        again = _asked(course, run, chosen)
    except Trouble as trouble:
        click.echo(visible(" ".join(str(trouble).split())), err=True)
        sys.exit(EXIT_UNREACHABLE if trouble.kind == "unreachable" else EXIT_TROUBLE)
    finally:
        course.close()
    click.echo("\n".join(_told(chosen, again)))
    sys.exit(_status(again.outcome))


def _chosen(run: Run, name: str, file: Path) -> Finding:
    found = [one for one in run.findings if one.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"{name} is the beginning of {len(found)} findings of {file}; name more letters of one")
    known = [one.id for one in run.findings]
    near = difflib.get_close_matches(name, known, 1)
    if not known:
        raise click.UsageError(f"{file} has no findings; nothing is to be replayed")
    raise click.UsageError(
        f"{file} has no finding {name}; " + (f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known[:8])}")
    )


def _course(run: Run, finding: Finding, targets_file: Path | None, contracts: Path | None) -> Course:
    file = targets_file or Path("listproof.toml")
    choice = choose([finding.target], [finding.contract], file, finding.target != MOCK, contracts, os.environ)
    if not choice.places:
        raise click.UsageError("; ".join(one.reason for one in choice.deselected))
    return Course(choice, run.listproof, Path(), run.seed)


def _asked(course: Course, run: Run, finding: Finding) -> _Again:
    """Each request of the finding again, at the target as the targets file has it now, and then its law."""
    store = course.store(course.choice.places[0])
    outcome = next((one for one in run.outcomes if one.key == finding.key), None)
    violation = outcome.violation if outcome is not None else None
    then = violation.exchanges if violation is not None else ()
    asked = tuple((exchange, _once(store, exchange)) for exchange in then if exchange.method == "GET")
    try:
        law = laws_called([finding.law])[0]
        subject = subject_told(law, store.contract, finding.subject)
    except LookupError:
        raise click.UsageError(f"there is no law {finding.law} [{finding.subject or ''}] any more; run the laws again") from None
    judged = judge(law, store, subject)
    if judged.verdict == "error" and store.session.troubles:
        raise store.session.troubles[-1]
    return _Again(asked, judged)


def _once(store: Store, exchange: Exchange) -> Exchange:
    """The exchange as it goes now. Where pages before it led there, it is walked to from the first of them, for cursors of then may have
    ended; where the pages end before, it is the last of them.
    """
    where = _taken_apart(exchange.url)
    base = _taken_apart(store.target.base_url).path.rstrip("/")
    path, asked = where.path.removeprefix(base), where.query
    walked: list[str] = []
    if exchange.walked:
        asked = _taken_apart(exchange.walked[0]).query
    answer = store.session.get(path, asked)
    for _ in exchange.walked:
        following = _following(store, answer, asked)
        if following is None:
            break
        walked.append(answer.url)
        asked = following
        answer = store.session.get(path, asked)
    return store.session.shown(answer, exchange.purpose, walked=walked)


def _taken_apart(address: str) -> SplitResult:
    """The parts of an address. Trouble where it is none, for a run file may come from anywhere."""
    try:
        return urlsplit(address)
    except ValueError as error:
        raise Trouble(f"the run tells of an address that is none ({address[:80]!r}: {error}); run again") from None


def _following(store: Store, answer: Answer, asked: str) -> str | None:
    """The query string of the page to which an answer leads, which was given to this query string; None where it leads nowhere."""
    name = store.contract.pages.parameter
    given = dict(parse_qsl(asked, keep_blank_values=True)).get(name)
    try:
        following = store.next(Reply(store.contract, Query.of({name: given}), answer), 0)
    except Inconclusive:
        return None
    if following is None or following.link is not None:
        return None if following is None else following.link
    kept = [pair for pair in asked.split("&") if unquote_plus(pair.partition("=")[0]) != name]
    return "&".join([*kept, spell(store.contract, following)])


def _told(finding: Finding, again: _Again) -> Iterator[str]:
    for then, now in again.asked:
        same = (then.status, then.body) == (now.status, now.body)
        yield f"GET {visible(now.url)}"
        if then.walked:
            short = "" if len(now.walked) == len(then.walked) else f" instead of {len(then.walked)}, where the pages end"
            yield f"  walked to from {visible(then.walked[0])}, {len(now.walked)} pages on{short}"
        yield f"  HTTP {now.status}, {'the same answer as then' if same else f'another answer than then (HTTP {then.status})'}"
    outcome = again.outcome
    where = f"{finding.law}{f' [{finding.subject}]' if finding.subject else ''} · {finding.contract} · {finding.target}"
    match outcome.verdict:
        case "fail" if outcome.violation is not None:
            yield f"still so: {visible(outcome.violation.says)} ({where})"
            yield f"  expected  {visible(' '.join(outcome.violation.expected.split()))}"
            yield f"  observed  {visible(' '.join(outcome.violation.observed.split()))}"
        case "pass":
            yield f"no longer so: {where} holds"
        case verdict:
            yield f"{verdict}: {visible(' '.join(outcome.reason.split()))} ({where})"


def _status(outcome: Outcome) -> int:
    return {"fail": EXIT_STILL, "pass": 0}.get(outcome.verdict, EXIT_TROUBLE)
