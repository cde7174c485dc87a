"""What a law may come to: its verdicts, and the evidence that it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from listproof.contract import Basis, Query, Source, body_of_text

__all__ = [
    "AREAS", "TIME_IS_UP", "Area", "Evidence", "Exchange", "Inconclusive", "Observation", "Outcome", "Sign", "Trouble", "Unsupported",
    "Verdict", "Violation",
]  # fmt: skip

TIME_IS_UP = "the time of the run was up (--max-seconds) before this could be asked"
"""Why a law was not tried at all."""
Area = Literal["pages", "bounds", "filters", "order", "shape", "errors", "queries", "schema"]
AREAS: tuple[Area, ...] = ("pages", "bounds", "filters", "order", "shape", "errors", "queries", "schema")
Verdict = Literal["pass", "fail", "inconclusive", "unsupported", "waived", "error"]
Sign = Literal[
    "refused", "counted", "placed", "absent", "full", "short", "cut", "lost", "wrong", "strange", "twice", "unordered", "forgotten",
    "reversed", "as-texts",
]  # fmt: skip
"""How a violation shows: an answer that is no good one; one told by its numbers alone; as many records, of which another stands at some
place; nothing where a value should stand; a page that is full and, by its total, all there is; a page that has room for records that its
total counts, or that stand last; one that is full and calls itself the last though more match; records that are lost, shown without
cause, met on no page of the listing, met twice, or out of order on one page; shown without cause, or out of order, on one after the first
alone; all records the other way round, or sorted as texts though they are no texts."""


@dataclass(frozen=True)
class Exchange:
    """One request and its answer as they may be shown: secrets masked, the body as text. `seconds` is the time to the answer.

    `sent` is the body of the request, empty for a GET. `walked` are the addresses of the pages that lead to it one after another, from the
    first; none where it has an address of its own. `asked` names the parameters of the question, as the contract calls them.
    """

    method: str
    url: str
    request_headers: Mapping[str, str]
    status: int
    response_headers: Mapping[str, str]
    body: str
    seconds: float
    purpose: str = ""
    sent: str = ""
    walked: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    @property
    def curl(self) -> str:
        """The request as one curl command; masked headers must be filled in by hand."""
        import shlex

        headers = [
            f"-H {shlex.quote(f'{name}: {value}')}"
            for name, value in self.request_headers.items()
            if name.lower() not in ("host", "accept-encoding", "connection", "user-agent", "content-length")
            and (name.lower(), value) != ("accept", "application/json")
        ]
        sent = body_of_text(self.sent).decode("utf-8", "surrogateescape")
        data = [f"--data-binary {shlex.quote(sent) if sent == self.sent else _with_bytes(sent)}"] if sent else []
        return " ".join(["curl", "-sS", *headers, *data, shlex.quote(self.url)])


def _with_bytes(text: str) -> str:
    """A text in the quotes in which a shell reads a byte from its digits, for halves of surrogate pairs that stand for one."""
    letters = (f"\\x{ord(one) - 0xDC00:02x}" if "\udc80" <= one <= "\udcff" else f"\\{one}" if one in "\\'" else one for one in text)
    return f"$'{''.join(letters)}'"


@dataclass(frozen=True)
class Observation:
    """What was seen, for whoever must not read it out of a text.

    `status` is that of the answer that shows it, 0 where none does; `signs` are how it shows; `records` names the first records that were
    lost, wrongly shown, strange, met twice or out of order.
    """

    status: int = 0
    signs: tuple[Sign, ...] = ()
    records: Mapping[Sign, tuple[str, ...]] = field(default_factory=dict)


class Violation(AssertionError):
    """The target does not do as its document says: one fact, what it led to expect, and what was seen instead.

    `facts` are all that the comparison rests on; `exchanges` is the least that shows it, or makes it once it is asked for; `subject` the
    parameter or field that it is about; `observation` says in fields what `observed` says in words; `intermittent` says that it was seen
    once and not again while the records stood still.
    """

    def __init__(
        self,
        says: str,
        *,
        fact: str,
        source: Source,
        expected: str,
        observed: str,
        exchanges: tuple[Exchange, ...] | Callable[[], tuple[Exchange, ...]] = (),
        intermittent: bool = False,
        facts: tuple[str, ...] = (),
        observation: Observation | None = None,
    ) -> None:
        super().__init__(says)
        self.says = says
        self.fact = fact
        self.source = source
        self.expected = expected
        self.observed = observed
        self._exchanges = exchanges
        self.intermittent = intermittent
        self.facts = facts or (fact,)
        self.observation = observation or Observation()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The least that shows it, secrets masked."""
        if callable(self._exchanges):
            self._exchanges = self._exchanges()
        return self._exchanges

    def but(self, **changes: Any) -> Violation:
        """The same violation with some of its parts changed."""
        names = ("says", "fact", "source", "expected", "observed", "intermittent", "facts", "observation")
        same = {name: getattr(self, name) for name in names}
        return Violation(**{**same, "exchanges": self._exchanges, **changes})


class Inconclusive(Exception):
    """The law found nothing on which it could be tried; the message says what was missing."""


class Unsupported(Exception):
    """The contract or the target has not what the law is about; the message says what."""


class Trouble(Exception):
    """The suite's own trouble: an error of the run, never a violation.

    `kind` is unreachable, throttled, refused (sign-in or base query), or suite.
    """

    def __init__(self, says: str, kind: str = "suite") -> None:
        super().__init__(says)
        self.kind = kind


@dataclass
class Evidence:
    """What one trial of a law leaves: facts compared with a witness (how often), behaviours seen, exchanges used, notes.

    `met` are the questions (query, spelled path, spelling of a blank) that others had asked and whose answers the law fails: whoever
    tries it again asks them again first.
    """

    compared: dict[str, int] = field(default_factory=dict)
    behaviours: dict[str, Any] = field(default_factory=dict)
    exchanges: list[Exchange] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    met: tuple[tuple[Query, str, str], ...] = ()

    def compare(self, facts: Iterable[str]) -> None:
        """Count a comparison that names these facts."""
        for fact in facts:
            self.compared[fact] = self.compared.get(fact, 0) + 1


@dataclass(frozen=True)
class Outcome:
    """The verdict on one law, one listing, one subject, with all that a report needs.

    `about` names what the subject is made of: the parameters, filters, keys or fields, each on its own.
    `requests` counts what was sent for it, `seconds` is its wall time, `compared` maps fact ids to numbers of comparisons,
    `behaviours` maps a stable key to what the target did, and `traceback` tells file and line of a law that broke.
    """

    law: str
    target: str
    contract: str
    subject: str | None
    verdict: Verdict
    reason: str = ""
    violation: Violation | None = None
    compared: Mapping[str, int] = field(default_factory=dict)
    behaviours: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    requests: int = 0
    seconds: float = 0.0
    sentence: str = ""
    basis: Basis = "documented"
    traceback: str = ""
    about: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of its history: target, contract, law and subject, never a node id or a wording."""
        return "/".join((self.target, self.contract, self.law, self.subject or "-"))
