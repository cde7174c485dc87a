"""`listproof replay`: asks the least questions of a finding again, signed anew, and says whether it is still so."""

from __future__ import annotations

import difflib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, unquote_plus, urlsplit

import click

from listproof.contract import Contract, ContractError, Query, body_of_text, spell, spelled_body, spelled_headers
from listproof.contract.statuses import told as status_told
from listproof.contract.visible import visible
from listproof.contract.wire.mandatory import mandatory_headers
from listproof.evidence import Reply, Store
from listproof.findings import Finding, finding_id
from listproof.laws import judge
from listproof.laws.families import subject_told
from listproof.proof.suite import laws_called
from listproof.reports import Run
from listproof.reports.file import RunFileError, read
from listproof.reports.finding import USUAL
from listproof.running.choice import MOCK, choose
from listproof.running.course import Course
from listproof.transport import Answer
from listproof.transport.masking import MASK
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
    """What came of a replay: each exchange with how it went this time, or why it was not sent again; and the outcome of the law."""

    asked: tuple[tuple[Exchange, Exchange | str], ...]
    outcome: Outcome


@click.command("replay")
@click.argument("finding", metavar="ID")
@click.option("--run", "file", type=click.Path(path_type=Path), default=USUAL, show_default=True, help="the run that has it")
@click.option("--targets-file", type=click.Path(path_type=Path), help="the targets file  [default: listproof.toml]")
@click.option("--contracts", type=click.Path(path_type=Path, file_okay=False), help="the folder of contracts  [default: contracts/]")
def command(finding: str, file: Path, targets_file: Path | None, contracts: Path | None) -> None:
    """Ask again what showed the finding ID, signed anew, and say whether it is still so.

    ID is what a run prints beside a finding; its first letters are enough. Only what reads is sent, to the target of the run and at the
    path of its contract, whatever the run file says.

    \b
    Exit status:
       0  no longer so
       1  still so
      10  it could not be told
      11  the target could not be reached
       4  no such finding, or no such run
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
    click.echo("\n".join(_told(course.choice.places[0].contract, chosen, again)))
    sys.exit(_status(again.outcome))


def _chosen(run: Run, name: str, file: Path) -> Finding:
    found = [one for one in run.findings if one.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(f"{name} is the beginning of {len(found)} findings of {file}; name more letters of one")
    under = next((one for one in run.findings if len(name) > 3 and any(finding_id(key).startswith(name) for key in one.follows)), None)
    if under is not None:  # a JUnit file names each failing case so
        click.echo(f"{name} is no finding of its own: it fails because of {under.id}")
        return under
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
    asked = tuple((exchange, _refused(store, exchange) or _once(store, exchange)) for exchange in then)
    try:
        law = laws_called([finding.law])[0]
        subject = subject_told(law, store.contract, finding.subject)
    except LookupError:
        raise click.UsageError(f"there is no law {finding.law} [{finding.subject or ''}] any more; run the laws again") from None
    judged = judge(law, store, subject)
    if judged.verdict == "error" and store.session.troubles:
        raise store.session.troubles[-1]
    return _Again(asked, judged)


def _refused(store: Store, exchange: Exchange) -> str:
    """Why a request of a report is not sent, for a run file may come from anywhere: only what reads is, at the path of its contract, and
    with all that was sent; "" where nothing speaks against it.
    """
    path = _taken_apart(exchange.url).path
    if exchange.method != store.contract.method:
        return f"{store.contract.slug} is read by {store.contract.method}"
    if not _is_own(store, path):
        return f"it is not at {store.contract.path}"
    headers = "".join(_headers(store.contract, exchange).values())
    if not (headers.isascii() and headers.isprintable()):
        return "a header holds what none can"
    if MASK in unquote(path) + exchange.sent + headers or any(MASK in one for one in _said_of_records(store, exchange)):
        return "part of it was masked"
    return "" if _is_object(exchange.sent) else "what it sent is no JSON object"


def _said_of_records(store: Store, exchange: Exchange) -> Iterator[str]:
    """The values of the query that is sent anew, but for a key that signs in, which is written anew."""
    keys = {entry.get("name") for entry in store.contract.sign_in if entry.get("type") == "query-key"}
    asked = _taken_apart(exchange.walked[0] if exchange.walked else exchange.url).query
    return (value for name, value in parse_qsl(asked, keep_blank_values=True) if name not in keys)


def _is_own(store: Store, path: str) -> bool:
    """Whether a path is that of the listing, of whatever scope: a value in it is one name, and leads nowhere else."""
    base = _taken_apart(store.target.base_url).path.rstrip("/")
    own, asked = store.contract.path.split("/"), path.removeprefix(base).split("/")
    return path.startswith(base) and len(own) == len(asked) and all(map(_fills, own, asked))


def _fills(part: str, asked: str) -> bool:
    """Whether a step of a path is that of a contract, with values in place of its parameters."""
    found = re.fullmatch("(.+)".join(map(re.escape, re.split(r"\{[^{}]*\}", part))), asked)
    return found is not None and not any(map(_leads_on, found.groups()))


def _leads_on(value: str) -> bool:
    """Whether a value would be taken for several steps of a path, or for a step up, by whoever takes it out of its spelling."""
    spelled = (value, unquote(value), unquote(unquote(value)))
    return any(not one.strip(".") or set(one) & set("/\\?#;") for one in spelled)


def _is_object(text: str) -> bool:
    """Whether what was sent is a JSON object, whatever bytes its texts hold, or nothing."""
    try:
        return not text or isinstance(json.loads(body_of_text(text).decode("utf-8", "surrogateescape")), dict)
    except (ValueError, RecursionError):
        return False


def _headers(contract: Contract, exchange: Exchange) -> dict[str, str]:
    """What the contract says in headers, as it was sent then: its window, and what is mandatory, as documented where it was masked."""
    mandatory = mandatory_headers(contract)
    places = {parameter.name: parameter.place for parameter in contract.parameters}
    sent = {name.casefold(): value for name, value in exchange.request_headers.items()}
    asked = [*mandatory, *(name for name, _ in contract.pages.window if places.get(name) == "header")]
    then = {name: sent[name.casefold()] for name in asked if name.casefold() in sent}
    return {name: mandatory.get(name, value) if MASK in value else value for name, value in then.items()}


@dataclass(frozen=True)
class _Question:
    """What is asked of a path: the query string as it is spelled, the JSON body of a POST that reads, and what headers say."""

    query: str
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def cursor(self, name: str) -> Any:
        """What is said of a parameter that takes the page; None where nothing is."""
        held: Any = json.loads(self.body) if self.body else {}
        for step in name.split("."):
            held = held.get(step) if isinstance(held, dict) else None
        return held if held is not None else dict(parse_qsl(self.query, keep_blank_values=True)).get(name)

    def without(self, name: str) -> _Question:
        """The same without that parameter, in the query and in the body."""
        kept = [pair for pair in self.query.split("&") if pair and unquote_plus(pair.partition("=")[0]) != name]
        body = json.loads(self.body) if self.body else None
        held, (*outer, last) = body, name.split(".")
        for step in outer:
            held = held.get(step) if isinstance(held, dict) else None
        if isinstance(held, dict):
            held.pop(last, None)
        return replace(self, query="&".join(kept), body="" if body is None else json.dumps(body, ensure_ascii=False))

    def having(self, contract: Contract, query: Query) -> _Question:
        """The same with these arguments beside its own, as the contract spells them."""
        added, inside = spell(contract, query), spelled_body(contract, query)
        body = self.body if inside is None else json.dumps(_merged(json.loads(self.body or "{}"), json.loads(inside)), ensure_ascii=False)
        return _Question("&".join(filter(None, (self.query, added))), body, {**self.headers, **spelled_headers(contract, query)})


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both objects in one, objects within them too."""
    both = {name for name in one.keys() & other.keys() if isinstance(one[name], dict) and isinstance(other[name], dict)}
    return {**one, **other, **{name: _merged(one[name], other[name]) for name in both}}


def _once(store: Store, exchange: Exchange) -> Exchange:
    """The exchange as it goes now. Where pages before it led there, it is walked to from the first of them, for cursors of then may have
    ended; where the pages end before, it is the last of them.
    """
    where, pages = _taken_apart(exchange.url), store.contract.pages
    base = _taken_apart(store.target.base_url).path.rstrip("/")
    path, asked = where.path.removeprefix(base), _Question(where.query, exchange.sent, _headers(store.contract, exchange))
    walked: list[str] = []
    if exchange.walked:
        first = replace(asked, query=_taken_apart(exchange.walked[0]).query)
        asked = first.without(pages.parameter) if exchange.sent else first
        if exchange.sent and pages.first is not None:
            asked = asked.having(store.contract, Query.of({pages.parameter: pages.first}))
    answer = _answered(store, path, asked)
    for _ in exchange.walked:
        following = _following(store, answer, asked)
        if following is None:
            break
        walked.append(answer.url)
        asked = following
        answer = _answered(store, path, asked)
    return store.session.shown(answer, exchange.purpose, walked=walked)


def _taken_apart(address: str) -> SplitResult:
    """The parts of an address. Trouble where it is none, for a run file may come from anywhere."""
    try:
        return urlsplit(address)
    except ValueError as error:
        raise Trouble(f"the run tells of an address that is none ({address[:80]!r}: {error}); run again") from None


def _answered(store: Store, path: str, asked: _Question) -> Answer:
    if store.contract.method == "GET":
        return store.session.get(path, asked.query, headers=asked.headers)
    store.session.let_read(path)
    return store.session.read(path, asked.query, body_of_text(asked.body), headers=asked.headers)


def _following(store: Store, answer: Answer, asked: _Question) -> _Question | None:
    """The question for the page to which an answer leads, which was given to this one; None where it leads nowhere."""
    name = store.contract.pages.parameter
    try:
        following = store.next(Reply(store.contract, Query.of({name: asked.cursor(name)}), answer), 0)
    except Inconclusive:
        return None
    if following is None or following.link is not None:
        return None if following is None else replace(asked, query=following.link or "", body="")
    return asked.without(name).having(store.contract, following)


def _told(contract: Contract, finding: Finding, again: _Again) -> Iterator[str]:
    for then, now in again.asked:
        if isinstance(now, str):
            yield f"{visible(then.method)} {visible(then.url)}"
            yield f"  not sent again: {now}"
            continue
        same = (then.status, then.body) == (now.status, now.body)
        told = ", ".join(f"{name}: {visible(value)}" for name, value in _headers(contract, now).items())
        yield f"{now.method} {visible(now.url)}" + (f" with {told}" if told else "")
        if then.walked:
            short = "" if len(now.walked) == len(then.walked) else f" instead of {len(then.walked)}, where the pages end"
            yield f"  walked to from {visible(then.walked[0])}, {len(now.walked)} pages on{short}"
        other = "the same answer as then" if same else f"another answer than then ({status_told(then.status)})"
        yield f"  {status_told(now.status)}, {other}"
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
