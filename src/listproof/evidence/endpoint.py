"""One contract at one target: sends a question, reads what comes back in the contract's terms, and counts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from listproof.contract import Absent, Contract, Query, at, spell, spelled_body, spelled_headers, spelled_path
from listproof.contract.wire.mandatory import mandatory, mandatory_headers
from listproof.evidence.met import MetRecords
from listproof.evidence.question import Question
from listproof.evidence.reply import Reply
from listproof.paging import Pager, pager_of
from listproof.transport import Answer, Session
from listproof.transport.failing import TooLarge
from listproof.transport.redaction import asked_of, texts_at
from listproof.transport.session import code_of
from listproof.transport.weights import LIGHT
from listproof.values.profiles import Profile, profile_for
from listproof.verdicts import Trouble

__all__ = ["Endpoint"]

_SIGN_IN = ("no-credential", "wrong-credential", "expired-credential", "wrong-signature")

_MOST_OF_AN_ADDRESS = 300
"""Characters that are told of where a target sends to: every law says so that could not ask."""


class Endpoint:
    """What is the same in every regime: the session, the pager, and what the run has seen so far.

    `page_sizes` and `refusals` count good answers by their records and refusals by status and code; `failed`: a law has failed in this
    run; `max_page_size` is the size for reading much, once it is known; `profile` says how much is drawn, `progress` is told of pages.
    `replicas` are answers of replicas that disagree, none where there are no such replicas, None where nobody has looked.
    `answered_alike` are different questions, as they are told, with their answers, where all of these are one and the same; none where
    they are not, None where nobody has looked. The law that tells of what spoils every answer, and on what subject, is `told_by`.
    `met` are the records that its answers showed. `overfull` is a page of more records than were asked for that was too large to be held,
    as far as it was, and `overfull_pages` is how many there were.
    """

    def __init__(self, contract: Contract, session: Session, met: MetRecords | None = None) -> None:
        self.contract = contract
        self.session = session
        self.met = MetRecords() if met is None else met
        self.pager: Pager = pager_of(contract)
        self.page_sizes: Counter[int] = Counter()
        self.refusals: Counter[str] = Counter()
        self.failed = False
        self.replicas: tuple[Reply, ...] | None = None
        self.answered_alike: tuple[tuple[str, Reply], ...] | None = None
        self.told_by = ""
        self.overfull: Reply | None = None
        self.overfull_pages = 0
        self._too_large: TooLarge | None = None
        self.max_page_size: int | None = None
        self.profile: Profile = profile_for(session.target.name)
        self.progress: Callable[[int, int | None], None] | None = None
        self._headers = mandatory_headers(contract)
        session.speak(contract.media_type, contract.sent_as)
        self._refusals_of_sign_in = {code_of(form.body) for form in contract.errors if form.kind in _SIGN_IN} - {""}
        session.credentials.renew_at(self._refusals_of_sign_in)
        self._admitted = False
        session.throttled_codes = frozenset(code_of(form.body) for form in contract.errors if form.kind == "throttled") - {""}

    def path(self, values: Mapping[str, Any] | None = None) -> str:
        """The spelled path, with the target's values or others. Trouble where one is missing."""
        target = self.session.target
        try:
            return spelled_path(self.contract, target.path if values is None else values)
        except KeyError as error:
            raise Trouble(
                f"targets file: target {target.name!r} of {self.contract.slug} lacks path value {error.args[0]!r}; "
                f"add path = {{ {error.args[0]} = … }}"
            ) from None

    def send(self, question: Question) -> Reply:
        """The reply to a question, asked now."""
        own = self._headers if question.headers is None else question.headers
        headers = {**own, **spelled_headers(self.contract, question.query)}
        spelled = spell(self.contract, question.query, question.space)
        sent = spelled_body(self.contract, question.query)
        try:
            if sent is None:
                answer = self.session.get(question.where, spelled, auth=question.auth, headers=headers)
            else:
                self.session.let_read(question.where)
                answer = self.session.read(question.where, spelled, sent, auth=question.auth, headers=headers)
            return self._held(Reply(self.contract, question.query, answer))
        except TooLarge as trouble:
            if trouble is not self._too_large:  # a session that has stopped raises the same to every later question
                self._too_large = trouble
                self._look_at_size(Reply(self.contract, question.query, trouble.answer.begun))
            raise

    def _held(self, reply: Reply) -> Reply:
        """A reply of which what nobody may read is hidden, and which is counted."""
        answer, query = reply.answer, reply.query
        mask = self.session.target.mask
        if mask:
            self.session.hide(texts_at(answer.body, mask) | asked_of(self.contract, query.arguments, mask))
        new, beside = self._share(reply)
        self._count(reply)
        self.session.hold(answer, new, beside)
        return reply

    def _look_at_size(self, reply: Reply) -> None:
        """Remember an answer that is too large to be held where it holds more records than were asked for, the last one alone."""
        size = self.contract.pages.size.parameter if self.contract.pages.sized else ""
        asked = reply.query.arguments.get(size)
        if isinstance(asked, int) and reply.good and len(reply.records) > asked > 0:
            self.overfull = reply
            self.overfull_pages += 1

    def send_as_spelled(self, query: str, body: str | None = None) -> Answer:
        """The answer to a query that is spelled already, whatever it holds; with a body, of a POST that reads."""
        if self.contract.method == "GET":
            answer = self.session.get(self.path(), query, headers=self._headers)
        else:
            self.session.let_read(self.path())
            answer = self.session.read(self.path(), query, (body or "{}").encode("utf-8", "replace"), headers=self._headers)
        self.session.hold(answer, 0.0, 1.0)
        return answer

    def check_sign_in(self, reply: Reply, ask: Callable[[Query], Reply]) -> None:
        """Stop asking where the target's own credential is refused, at once or, once it was good, when the base query is refused too."""
        self._admitted = self._admitted or reply.good
        if not reply.refused or not (reply.answer.status == 401 or code_of(reply.answer.body) in self._refusals_of_sign_in):
            return
        again = Query.of({**self.contract.base, **mandatory(self.contract)})
        if self._admitted and reply.query != again and not ask(again).refused:
            return
        target = self.session.target
        raise self.session.give_up(
            f"{self.contract.slug} at {target.base_url}: the sign-in is refused ({self.session.masked(reply.said())}); "
            f"check {target.setting('auth')} and the clock of this machine",
            "refused",
        )

    def check_listing(self, first: Reply, ask: Callable[[Query], Reply]) -> None:
        """Stop asking where the first page of the base query is refused, leads elsewhere, or is a page for people.

        Where the listing is answered with nothing but its mandatory parameters, it is the page that is refused, and not the run.
        """
        target, answer = self.session.target, first.answer
        if 400 <= answer.status < 500 and not ask(Query.of(mandatory(self.contract))).good:
            raise self.session.give_up(
                f"{self.contract.slug} at {target.base_url}: the base query is refused ({self.session.masked(first.said())}); "
                f"check {target.setting('path', 'auth')}",
                "refused",
            )
        elsewhere = answer.headers.get("location") if 300 <= answer.status < 400 else None
        if elsewhere or (isinstance(answer.body, Absent) and answer.text.lstrip()[:1] == "<"):
            does = (
                f"sends to {self.session.masked(elsewhere, _MOST_OF_AN_ADDRESS)}" if elsewhere else "answers with a page and not with JSON"
            )
            path = f", and the path in {self.contract.file}" if elsewhere else ""
            said = f"{self.contract.slug}: {target.base_url} {does}; check {target.setting('base_url')}{path}"
            raise self.session.give_up(said, "unreachable")

    def _share(self, reply: Reply) -> tuple[float, float]:
        """Let the same object stand for the same record in every answer: a run meets each many times, and holds it once. What records
        are new takes of the answer, and what stands beside them."""
        body = reply.answer.body
        records = at(body, self.contract.records)
        if not isinstance(records, list):
            return 1.0, 0.0
        shares = self.met.share(records, body if reply.answer.weight > LIGHT else None)
        _ = reply.records  # those that stand for the same ones elsewhere: a body that is packed shows others
        return shares

    def _count(self, reply: Reply) -> None:
        if reply.good:
            self.page_sizes[len(reply.records)] += 1
        elif reply.refused:
            self.refusals[f"{reply.answer.status} {code_of(reply.answer.body)}".strip()] += 1
