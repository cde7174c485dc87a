"""The check of the list operations of a file at one address: each guessed, settled, and held to what the file says."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import httpx

from listproof.checking.asking import Questions, filled
from listproof.checking.places import NoValue, path_values
from listproof.checking.settling import settled
from listproof.checking.suspicion import is_suspicion
from listproof.contract import Contract, ContractError, Document, as_if_documented, build
from listproof.contract.rules.mandatory import given
from listproof.contract.wire.mandatory import mandatory, mandatory_headers
from listproof.evidence import Store
from listproof.findings import Finding
from listproof.laws import judge
from listproof.openapi import Draft, ListOperation, drafted, prefix_of
from listproof.proof.suite import laws, plan, suites_folder
from listproof.reports import Asked, CensusSize, Run, TroubleRecord, assemble, digest_of_files, shape
from listproof.reports.masking import Mask, masking, unmasked
from listproof.transport import Session, Target
from listproof.transport.credentials import Credentials
from listproof.verdicts import Inconclusive, Outcome, Trouble

__all__ = ["NAME", "Checked", "CheckedOperation", "check"]

NAME = "checked"
"""What the target is called in the record of a check."""

_GIVEN = {
    "base_url": "the address given",
    "path": "the path parameters given",
    "auth": "the credential given",
    "requests_per_second": "the rate given",
}
"""What is given with a check, for which there is no targets file to look into."""

Auth = Callable[[Sequence[Mapping[str, Any]]], Mapping[str, Any]]


@dataclass(frozen=True)
class CheckedOperation:
    """One operation of a check: its draft as settled, the outcomes of the laws, and why it was not asked where it was not.

    `path` are the values of its path, `notes` where they come from.
    """

    operation: ListOperation
    draft: Draft | None = None
    contract: Contract | None = None
    outcomes: tuple[Outcome, ...] = ()
    requests: int = 0
    notes: tuple[str, ...] = ()
    path: Mapping[str, str] = field(default_factory=dict)
    skipped: str = ""


@dataclass(frozen=True)
class Checked:
    """What a check found: a row for each operation, the record of the run, and its findings apart from its suspicions.

    `base_url` is the address that was asked, with the `prefix` that the file's own server has where the lists were found only there.
    `mask` takes the secrets of its sign-ins out of whatever is told or kept of it: a service may show them in a record.
    """

    rows: tuple[CheckedOperation, ...]
    run: Run
    findings: tuple[Finding, ...] = ()
    suspicions: tuple[Finding, ...] = ()
    seconds: float = 0.0
    base_url: str = ""
    prefix: str = ""
    mask: Mask = unmasked

    @property
    def troubles(self) -> tuple[Outcome, ...]:
        """What the suite itself could not do."""
        return tuple(one for row in self.rows for one in row.outcomes if one.verdict == "error")


@dataclass
class _Asking:
    """One check on its way: whom it asks, and what it has drafted so far."""

    document: Document
    every: tuple[ListOperation, ...]
    base_url: str
    given: Mapping[str, str]
    auth: Auth
    transport: httpx.BaseTransport | None
    pace: float | None
    most: int
    drafts: dict[str, Draft] = field(default_factory=dict)
    credentials: list[Credentials] = field(default_factory=list)

    def mask(self) -> Mask:
        """What takes the secrets of every sign-in so far out of a text."""
        return masking(dict.fromkeys(text for one in self.credentials for text in one.secrets))

    def draft(self, operation: ListOperation) -> Draft:
        """The draft of an operation, made once."""
        if operation.slug not in self.drafts:
            self.drafts[operation.slug] = drafted(self.document, operation)
        return self.drafts[operation.slug]

    def session(self, draft: Draft, path: Mapping[str, str]) -> Session:
        """A session for one operation."""
        sign_in = tuple(draft.listing["sign-in"])
        target = Target(
            NAME, draft.operation.slug, self.base_url, path=dict(path), auth=dict(self.auth(sign_in)),
            requests_per_second=self.pace, max_requests=self.most, given=_GIVEN,
        )  # fmt: skip
        session = Session(target, sign_in, transport=self.transport, most_refused=2)
        self.credentials.append(session.credentials)
        return session

    def first_record(self, operation: ListOperation, known: Mapping[str, str]) -> tuple[Any, Draft] | None:
        """The first record of another list, with its draft; None where it shows none."""
        shown = self.first_page(operation, known)[1]
        return (shown[0], self.draft(operation)) if shown else None

    def first_page(self, operation: ListOperation, known: Mapping[str, str]) -> tuple[int, list[Any]]:
        """The status of a list's first page, and its records."""
        draft = self.draft(operation)
        session = self.session(draft, known)
        questions = _questions(session, draft, filled(operation.path, known))
        try:
            answer = questions.ask()
            return answer.status, questions.shown(answer)
        finally:
            session.close()

    def placed(self) -> str:
        """Put the path of the file's own server behind an address without a path where the lists are found only there; that path."""
        prefix, given = prefix_of(self.document), self.base_url
        probed = next((one for one in self.every if not one.path_parameters), None)
        if not prefix or urlsplit(given).path.strip("/") or probed is None:
            return ""
        try:
            if self.first_page(probed, {})[0] != 404:
                return ""
            self.base_url = given.rstrip("/") + prefix
            if self.first_page(probed, {})[0] != 404:
                return prefix
        except (Trouble, Inconclusive, ContractError):
            pass
        self.base_url = given
        return ""


def check(
    document: Document,
    every: Sequence[ListOperation],
    chosen: Sequence[ListOperation],
    base_url: str,
    *,
    auth: Auth,
    path: Mapping[str, str] | None = None,
    transport: httpx.BaseTransport | None = None,
    requests_per_second: float | None = None,
    max_requests: int = 2000,
    notice: Callable[[ListOperation], None] = lambda operation: None,
) -> Checked:
    """Check the chosen ones among all list operations of a document at an address; only GET is sent.

    `auth` makes the sign-in of a target from the ways that an operation takes. `max_requests` bounds each operation. An operation that
    cannot be asked has the reason in its row. Raises nothing that a target may do; KeyboardInterrupt passes.
    """
    began, started = time.monotonic(), _now()
    asking = _Asking(document, tuple(every), base_url, path or {}, auth, transport, requests_per_second, max_requests)
    prefix = asking.placed()
    rows: list[CheckedOperation] = []
    asked: list[Asked] = []
    for operation in chosen:
        notice(operation)
        row, one = _row(asking, operation)
        rows.append(row)
        asked += [] if one is None else [one]
    run = _record(rows, asked, started)
    suspected = {outcome.key for row in rows if row.contract for outcome in row.outcomes if is_suspicion(outcome, row.contract)}
    return Checked(
        tuple(rows),
        run,
        tuple(one for one in run.findings if one.key not in suspected),
        tuple(one for one in run.findings if one.key in suspected),
        time.monotonic() - began,
        asking.base_url,
        prefix,
        asking.mask(),
    )


def _row(asking: _Asking, operation: ListOperation) -> tuple[CheckedOperation, Asked | None]:
    try:
        draft = asking.draft(operation)
        values, notes = path_values(operation, asking.given, asking.every, asking.first_record)
        session = asking.session(draft, values)
        questions = _questions(session, draft, filled(operation.path, values))
        first = questions.ask()
        if first.status not in ((200, 206) if "window" in (draft.listing.get("pages") or {}) else (200,)):
            return CheckedOperation(
                operation, draft, notes=notes, skipped=f"answered with HTTP {first.status}{_advice(first.status)}{_unsaid(draft)}"
            ), None
        draft = settled(draft, questions)
        contract = build(draft.document, operation.slug)
    except (NoValue, Trouble, Inconclusive) as reason:
        return CheckedOperation(operation, asking.drafts.get(operation.slug), skipped=str(reason)), None
    except ContractError as error:
        return CheckedOperation(operation, asking.drafts.get(operation.slug), skipped=str(error.mistakes[0].message)), None
    return _judged(CheckedOperation(operation, draft, contract, notes=notes, path=values), session)


def _questions(session: Session, draft: Draft, path: str) -> Questions:
    """Questions that say what the draft calls mandatory."""
    base, contract = draft.listing.get("base") or {}, build(draft.document, draft.operation.slug)
    return Questions(session, path, {**mandatory(contract), **base}, draft.operation.records, mandatory_headers(contract))


def _unsaid(draft: Draft) -> str:
    """What is mandatory and is not said, for no value of it is known."""
    missing = [mistake.message for mistake in given(build(draft.document, draft.operation.slug), draft.document)]
    return "".join(f"; {message}" for message in missing)


def _judged(row: CheckedOperation, session: Session) -> tuple[CheckedOperation, Asked]:
    contract = row.contract
    assert contract is not None, "a listing is judged by its contract"
    began = time.perf_counter()
    store = Store(as_if_documented(contract), session)
    outcomes = tuple(judge(law, store, subject) for law, subject in plan(store.contract, laws()))
    census = store.census_in_hand
    asked = Asked(
        contract=contract,
        target=NAME,
        host=session.target.base_url,
        census=CensusSize(len(census.records), census.walk.total, census.complete, store.note, store.listed) if census else None,
        requests=session.sent,
        seconds=time.perf_counter() - began,
        latencies=session.seconds,
        shape=shape(contract, census.records) if census else (),
        errors=dict(store.refusals),
        page_sizes=dict(store.page_sizes),
        environment={"sign-in": str(session.target.auth.get("type", "none")), "host": session.target.base_url},
    )
    session.close()
    return replace(row, outcomes=outcomes, requests=session.sent), asked


def _record(rows: Iterable[CheckedOperation], asked: Sequence[Asked], started: str) -> Run:
    outcomes = [outcome for row in rows for outcome in row.outcomes]
    return assemble(
        listings=asked,
        outcomes=outcomes,
        listproof=_version(),
        started=started,
        finished=_now(),
        targets=(NAME,),
        suite=digest_of_files(suites_folder()),
        planned={},
        trouble=tuple(_troubles(outcomes)),
    )


def _troubles(outcomes: Iterable[Outcome]) -> Iterator[TroubleRecord]:
    told = set()
    for outcome in outcomes:
        if outcome.verdict == "error" and outcome.reason not in told:
            told.add(outcome.reason)
            yield TroubleRecord("suite", outcome.reason, outcome.target, outcome.contract)


def _advice(status: int) -> str:
    if status in (401, 403):
        return ": sign in by LISTPROOF_TOKEN, or LISTPROOF_USER and LISTPROOF_PASSWORD, in the environment"
    return ": is the address right, and the path that comes before those of the file?" if status == 404 else ""


def _version() -> str:
    from importlib.metadata import version

    return version("listproof")


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
