"""Asks a target: GET requests, signed, paced, retried and counted, each answer within its bounds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from random import Random
from typing import Any

import httpx

from listproof.contract.statuses import BROKEN_OFF
from listproof.transport import auth as signing
from listproof.transport.address import address
from listproof.transport.answer import Answer
from listproof.transport.bounds import Beyond
from listproof.transport.credentials import MOST_REFUSED, Credentials
from listproof.transport.door import Door
from listproof.transport.failing import TooLarge, TryAgain, elsewhere, unanswered
from listproof.transport.masking import Masking
from listproof.transport.pace import Pace
from listproof.transport.sockets import UnaskedAnswer
from listproof.transport.target import Target
from listproof.transport.times import retry_after
from listproof.transport.weights import Weights
from listproof.transport.whole import headers_of
from listproof.verdicts import TIME_IS_UP, Exchange, Inconclusive, Trouble, Unsupported

__all__ = ["Answer", "Session", "code_of"]

_RETRIED = frozenset({429, 502, 503, 504})
_SHOWN_QUESTION = 200
_FIRST_WAIT = 0.2
"""The longest wait, in seconds, before the second attempt; it doubles from attempt to attempt."""
_FIRST_WAIT_THROTTLED = 2.0
"""The same where the target throttles and does not say for how long: quotas are counted by the minute."""
_MOST_IN_A_ROW = 3
_MOST_BEYOND = 3
"""Answers beyond their bounds after which nothing more is asked: each may have cost the whole of what one may."""
_ALONE, _SURELY = 2, 3
"""Attempts at a question without an answer, from which on one that got one is asked by turns, and turns after which it is the question."""
_LAST = 8
_JITTER = Random()
"""Of our own: whoever draws questions in another thread must not see the chance of everybody move."""
_QUICK = 0.02
"""Seconds in which an answer comes that is better waited for than asked ahead: to judge a law twice takes about as long."""


class Session:
    """Asks one target. Not to be shared between targets; safe to use from several threads. A list as `kept` keeps every answer.

    Sends nothing but GET and what the sign-in itself needs. Statuses 429, 502–504 and broken connections are tried again with
    jitter, `Retry-After` honoured, at most `attempts` times; what stays, or asks to be left alone for more than `longest_wait` seconds,
    raises Trouble, and so does an answer beyond the target's bounds. A spent budget raises Inconclusive, and so does a question later than
    `ends` (by the monotonic clock); a sign-in with a made-up credential beyond `most_refused` raises Unsupported. `unasked` counts the
    answers that came before anything was asked on their connection. `begins`: how much of a body an exchange shows, in characters from its
    beginning; None: as much as a report does.
    """

    def __init__(
        self,
        target: Target,
        sign_in: tuple[Mapping[str, Any], ...],
        transport: httpx.BaseTransport | None = None,
        attempts: int = 6,
        longest_wait: float = 120.0,
        sleep: Callable[[float], object] | None = None,
        most_refused: int = MOST_REFUSED,
        chance: Random = _JITTER,
        begins: int | None = None,
    ) -> None:
        self.target = target
        self.credentials = Credentials(target, sign_in, most_refused)
        self._masking = Masking(self.credentials, target.mask, begins)
        self._closed = threading.Event()
        self._left = False
        self._chance = chance
        self.ends = inf
        self._door = Door(target, sign_in, transport, lambda: self.ends, self._closed)
        self._sent_as = "application/json"
        self._sleep = sleep or self._closed.wait
        self._pace = Pace(target.requests_per_second, sleep=self._slept)
        self._attempts = attempts
        self._longest_wait = longest_wait
        self._lock = threading.Lock()
        self._in_flight = threading.BoundedSemaphore(max(1, target.concurrency))
        self.throttled_codes: frozenset[str] = frozenset()
        self.sent = self.unasked = 0
        self.seconds: list[float] = []
        self.stopped: Trouble | None = None
        self._answered_last: tuple[str, httpx.URL, httpx.Auth, Mapping[str, str], bytes] | None = None
        self._in_a_row = self._beyonds = 0
        self._weights = Weights()
        self.troubles: list[Trouble] = []
        self.kept: list[Answer] | None = None

    @property
    def is_slow(self) -> bool:
        """Whether of the last answers even the quicker ones come so late that other questions are better asked meanwhile."""
        last = sorted(self.seconds[-_LAST:])
        return bool(last) and last[len(last) // 4] > _QUICK

    def close(self) -> None:
        """Give back the connections; who waits for a turn waits no longer, and asks nothing."""
        self._closed.set()
        if not self._left:
            self._door.close()

    def leave(self) -> None:
        """Ask nothing more, and leave the connections to the end of the process: who was ended in the midst of one may hold it for ever."""
        self._left = True
        self._closed.set()

    def get(self, path: str, query: str, *, auth: httpx.Auth | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a GET of a spelled path and query. `auth` replaces the target's own; Trouble where none is to be had."""
        return self._retried(
            "GET", address(self.target.base_url, path, query), self.credentials.own if auth is None else auth, headers or {}, b""
        )

    def speak(self, accepted: str, sent: str) -> None:
        """Ask for answers of this media type from now on, and send bodies as this one. A range of types asks for JSON."""
        self._door.accept("application/json" if "*" in accepted else accepted)
        self._sent_as = sent

    def let_read(self, path: str) -> None:
        """Let a POST of this spelled path pass from now on: its contract says that it reads."""
        self._door.let_read(httpx.URL(f"{self.target.base_url.rstrip('/')}{path}"))

    def read(
        self, path: str, query: str, body: bytes, *, auth: httpx.Auth | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to a POST that reads, with a JSON body; Trouble where `let_read` did not let its path pass."""
        sent = {"Content-Type": self._sent_as, **(headers or {})}
        signed = self.credentials.own if auth is None else auth
        return self._retried("POST", address(self.target.base_url, path, query), signed, sent, body)

    def masked(self, text: str, most: int | None = None) -> str:
        """A text with every secret of the target and every hidden content replaced, no more than `most` characters of it."""
        return self._masking.masked(text, most)

    def hide(self, contents: Iterable[str]) -> None:
        """Mask these texts from now on: record contents nobody may read."""
        self._masking.hide(contents)

    def shown(self, answer: Answer, purpose: str = "", *, walked: Sequence[str] = (), asked: Iterable[str] = ()) -> Exchange:
        """The exchange as a report may hold it; `walked` are the addresses that led to it, `asked` the parameters of the question."""
        return self._masking.shown(answer, purpose, walked=walked, asked=asked)

    def _retried(self, method: str, url: httpx.URL, auth: httpx.Auth, headers: Mapping[str, str], body: bytes) -> Answer:
        times, broken = 1, 0
        while True:
            try:
                return self._once(method, url, auth, headers, body)
            except TryAgain as again:
                alone = bool(again.unanswered) and times >= _ALONE and self._answers_others()
                if alone and again.unanswered == "broken off":
                    times, broken = times + 1, broken + 1
                    if broken < _SURELY:
                        continue
                    asked = httpx.Request(method, url, headers=headers)
                    return self._read(method, url, body, httpx.Response(BROKEN_OFF, request=asked), time.time() * 1000, time.perf_counter())
                too_long = again.after is not None and again.after > self._longest_wait
                if alone or too_long or times >= self._attempts or not self.credentials.are_left(auth):
                    long = f" and asks to wait {again.after:.0f} s" if too_long else ""
                    tried = ("once" if times == 1 else f"{times} times") + (", while others are answered" if alone else "")
                    # What fails at the only try that may be made may have failed by chance.
                    unknown = again.kind == "throttled" or times == 1
                    if unknown and not self.credentials.are_own(auth) and self._answers_others():
                        throttles = "throttles who does not sign in, and nobody else"
                        fails = throttles if again.kind == "throttled" else "left this one without an answer"
                        raise Unsupported(f"not tried: {url.host} {fails} ({again}{long}, tried {tried})") from None
                    raise self._trouble(
                        f"{url.host}: {again}{long}, tried {tried}; {self._advice(again, method, url)}", again.kind
                    ) from None
                self._slept(self._wait(again, times))
                times += 1

    def _answers_others(self) -> bool:
        """Whether the question that was answered last is answered again, so that it is this one at which the service fails."""
        try:
            return self._answered_last is not None and bool(self._once(*self._answered_last))
        except (TryAgain, Trouble, Inconclusive):
            return False

    def wait(self, seconds: float) -> None:
        """Let so many seconds pass before anything else is asked; no more than the run has left."""
        self._slept(seconds)

    def _slept(self, seconds: float) -> None:
        self._sleep(min(seconds, max(0.0, self.ends - time.monotonic())))

    @property
    def _ended(self) -> bool:
        return time.monotonic() >= self.ends

    def _advice(self, again: TryAgain, method: str, url: httpx.URL) -> str:
        setting = self.target.setting
        if "CERTIFICATE_VERIFY_FAILED" in str(again):
            return f"name a file that holds its certificate as {setting('verify')}"
        if again.kind == "unreachable":
            return f"check {setting('base_url')} and the network"
        if again.kind == "throttled":
            return f"lower {setting('requests_per_second')}, or ask at another time"
        question = self.masked(f"{method} {url.raw_path.decode('ascii', 'replace')}")[:_SHOWN_QUESTION]
        return f"the service or the way to it is out of order, or breaks at this question: {question}"

    def _trouble(self, says: str, kind: str) -> Trouble:
        return self._kept(Trouble(says, kind))

    def _kept(self, trouble: Trouble) -> Trouble:
        """Keep a trouble for the run's record; one that leaves nothing to ask stops the session, and so do several in a row."""
        self.troubles.append(trouble)
        self._in_a_row += 1
        if trouble.kind != "suite" or self._in_a_row >= _MOST_IN_A_ROW:
            self.stopped = trouble
        return trouble

    def give_up(self, says: str, kind: str) -> Trouble:
        """A trouble after which nothing more is asked, for the caller to raise."""
        self.stopped = self._trouble(says, kind)
        return self.stopped

    def _says_throttled(self, answer: Answer) -> bool:
        """Whether an error body has a code by which the vendor throttles: not every one does so with 429."""
        return bool(self.throttled_codes) and code_of(answer.body) in self.throttled_codes

    def _wait(self, again: TryAgain, times: int) -> float:
        """How long to wait, in seconds, after so many attempts."""
        first = _FIRST_WAIT_THROTTLED if again.kind == "throttled" else _FIRST_WAIT
        jittered = self._chance.uniform(0, min(self._longest_wait, first * 2 ** (times - 1)))
        if again.after is not None:
            return again.after + min(jittered, 1.0) * 0.1
        if again.kind == "throttled":
            self._pace.hold(jittered)
        return jittered

    def _once(self, method: str, url: httpx.URL, auth: httpx.Auth, headers: Mapping[str, str], body: bytes) -> Answer:
        if self.stopped is not None:
            raise self.stopped
        if self._closed.is_set():
            raise Inconclusive("the run has ended before this could be asked")
        if self._ended:
            raise Inconclusive(TIME_IS_UP)
        with self._lock:
            if self.target.max_requests is not None and self.sent >= self.target.max_requests:
                raise Inconclusive(f"the budget of {self.target.max_requests} requests is spent; raise max_requests to ask the rest")
            self.credentials.spend(auth)
            self.sent += 1
        with self._in_flight:
            self._pace.wait()
            try:
                return self._answered(method, url, auth, headers, body)
            finally:
                self._door.leave_large()

    def _answered(self, method: str, url: httpx.URL, auth: httpx.Auth, headers: Mapping[str, str], body: bytes) -> Answer:
        asked = time.time() * 1000
        start = time.perf_counter()
        try:
            response = self._door.ask(method, url, auth, headers, body, keeps_cookies=self.credentials.are_own(auth))
        except signing.SignInRefused as refusal:
            raise self.give_up(self.masked(str(refusal)), "refused") from None
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise TryAgain(f"{elsewhere(error, url)}cannot be reached ({self._saying(error)})", kind="unreachable") from None
        except httpx.LocalProtocolError as error:
            raise self._trouble(f"{url.host}: refused to ask so ({self._saying(error)})", "suite") from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            self.unasked += isinstance(error, UnaskedAnswer)
            where = elsewhere(error, url)
            how = "" if where else unanswered(error)
            raise TryAgain(f"{where}broke off ({self._saying(error)})", unanswered=how) from None
        except Beyond as beyond:
            raise self._beyond(beyond) from None
        for had in (*response.history, response):
            had.stream = httpx.ByteStream(b"")  # a response and its stream hold each other, and so a body of megabytes after its use
        # Beside the last attempt those whose credential was refused and asked for again, and not the calls that asked for it.
        same = [one for one in response.history if one.request.url.copy_with(query=None) == url.copy_with(query=None)]
        attempts = [self._read(method, url, body, one, asked, start) for one in (*same, response)]
        answer = attempts[-1]
        del response, same, had  # a trouble below keeps this frame, and with it bodies of megabytes
        self.seconds.append(answer.seconds)
        if self.kept is not None:
            self.kept.extend(attempts)
        for one in attempts if self.kept is not None else [answer]:
            try:
                self._weights.weigh(one)
            except Beyond as beyond:
                raise self._beyond(beyond, one) from None
        throttled = answer.status == 429 or (answer.status >= 400 and self._says_throttled(answer))
        if answer.status in _RETRIED or throttled:
            after = retry_after(answer.headers.get("retry-after"))
            if self.credentials.are_own(auth):
                # Nobody waits longer: the question is given up, and what comes after it would wait in its place.
                self._pace.hold(after if after is not None and after <= self._longest_wait else 0.0)
            raise TryAgain(f"answered {answer.status}", after, "throttled" if throttled else "suite")
        self._in_a_row = 0
        if answer.status < 300 and self.credentials.are_own(auth):
            self._answered_last = (method, url, auth, headers, body)
        return answer

    def _read(self, method: str, url: httpx.URL, body: bytes, one: httpx.Response, asked: float, start: float) -> Answer:
        """An answer in hand, to what was asked at a time of the clock and of the counter."""
        return Answer(
            method=method,
            url=str(url),
            request_headers=one.request.headers,
            status=one.status_code,
            headers=headers_of(one),
            content=one.content,
            seconds=time.perf_counter() - start,
            asked=asked,
            had=time.time() * 1000,
            sent=body,
            covered=self.masked,
        )

    def _saying(self, error: Exception) -> str:
        return self.masked(str(error)) or type(error).__name__

    def _beyond(self, beyond: Beyond, answer: Answer | None = None) -> Exception:
        """What is raised for an answer that is more than may be had, if it was had: after a few of them nothing more is asked."""
        beyond.__traceback__ = None  # whose frames hold what was read of the answer
        if self._ended:
            return Inconclusive(TIME_IS_UP)
        key = next((key for key in ("max_body", "deadline") if f"({key})" in str(beyond)), None)
        advice = f"; raise {self.target.setting(key)} if such answers are meant" if key else ""
        says = f"{httpx.URL(self.target.base_url).host}: {self.masked(str(beyond))}{advice}"
        trouble = self._kept(Trouble(says) if answer is None else TooLarge(says, answer))
        self._beyonds += 1
        if self._beyonds >= _MOST_BEYOND:
            self.stopped = trouble
        return trouble

    def hold(self, answer: Answer, new: float, beside: float = 0.0) -> None:
        """Count of an answer the share of it that records take which no other answer in hand holds too, and that of what stands beside its
        records. Trouble where all of them are more than a run can hold."""
        try:
            self._weights.hold(answer, new, beside)
        except Beyond as beyond:
            raise self._beyond(beyond, answer) from None


def code_of(body: Any) -> str:
    """The code of an error body: the first short value of a key that is called so; empty where there is none."""
    items = body.items() if isinstance(body, Mapping) else ()
    return next((str(value) for key, value in items if "code" in str(key).lower() and isinstance(value, str | int)), "")
