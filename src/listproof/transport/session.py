"""The only door to a target: GET requests, signed, paced, retried, counted, and shown with their secrets masked."""

from __future__ import annotations

import json
import random
import re
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from http.cookiejar import CookieJar
from math import inf
from pathlib import Path
from typing import Any

import httpx

from listproof.contract import absent, text_of_body
from listproof.contract.statuses import BROKEN_OFF
from listproof.transport import auth as signing
from listproof.transport.address import address
from listproof.transport.answer import MARGIN, Answer
from listproof.transport.bounds import Beyond, Bounds, Meter, OneLarge
from listproof.transport.cookies import Client, NoCookies, jar_of
from listproof.transport.failing import TryAgain, elsewhere, unanswered
from listproof.transport.pace import Pace
from listproof.transport.redaction import Hidden, covered
from listproof.transport.sockets import MeteredTransport, UnaskedAnswer
from listproof.transport.target import Target
from listproof.transport.times import retry_after
from listproof.transport.whole import ACCEPTED, WholeAnswers, headers_of
from listproof.verdicts import TIME_IS_UP, Exchange, Inconclusive, Trouble, Unsupported

__all__ = ["MASK", "MOST_REFUSED", "Answer", "Session", "code_of"]

MASK = "***"
MOST_REFUSED = 3
"""Sign-ins with a made-up credential that one run tries at one host: gateways lock out who is refused more often."""
_RETRIED = frozenset({429, 502, 503, 504})
_SHOWN_BODY = 20_000
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
_QUICK = 0.02
"""Seconds in which an answer comes that is better waited for than asked ahead: to judge a law twice takes about as long."""
_LIGHT = 250_000
_HEAVY = 16_000_000
"""Bytes of memory up to which an answer is not counted at all, and those from which on it is counted whole."""
_MOST_WEIGHT = 90_000_000
"""Bytes that all such answers together may take in memory."""
_SENSITIVE = re.compile(r"authorization|cookie|token|secret|signature|access-?key|password", re.IGNORECASE)
_SIGNATURE = re.compile(r"(Signature=)[0-9A-Za-z+/=%_-]+")


class Session:
    """Asks one target. Not to be shared between targets; safe to use from several threads. A list as `kept` keeps every answer.

    Sends nothing but GET and what the sign-in itself needs. Statuses 429, 502–504 and broken connections are tried again with
    jitter, `Retry-After` honoured, at most `attempts` times; what stays, or asks to be left alone for more than `longest_wait` seconds,
    raises Trouble, and so does an answer beyond the target's bounds. A spent budget raises Inconclusive, and so does a question later than
    `ends` (by the monotonic clock); a sign-in with a made-up credential beyond `most_refused` raises Unsupported. `unasked` counts the
    answers that came before anything was asked on their connection.
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
    ) -> None:
        self.target = target
        self._auth = signing.build(target.auth, sign_in)
        self._own = {self._auth}
        self._badly: set[httpx.Auth] = set()
        self._signed_badly = 0
        self._sign_in = sign_in
        self._given = signing.texts(target.auth)
        self._carriers = signing.carriers(target.auth, sign_in)
        self._closed = threading.Event()
        self._left = False
        self._reads: set[tuple[str, str]] = set()
        self._sent_as = "application/json"
        self.ends = inf
        self._large = OneLarge()
        self._client, self._jarless = self._clients(transport)
        self._sleep = sleep or self._closed.wait
        self._pace = Pace(target.requests_per_second, sleep=self._slept)
        self._attempts = attempts
        self._longest_wait = longest_wait
        self._most_refused = most_refused
        self._lock = threading.Lock()
        self._in_flight = threading.BoundedSemaphore(max(1, target.concurrency))
        self.throttled_codes: frozenset[str] = frozenset()
        self.sent = self.unasked = 0
        self.refused_sign_ins = 0
        self.seconds: list[float] = []
        self.stopped: Trouble | None = None
        self._answered_last: tuple[str, httpx.URL, httpx.Auth, Mapping[str, str], bytes] | None = None
        self._in_a_row = self._beyonds = self._weight = 0
        self.troubles: list[Trouble] = []
        self._contents = Hidden()
        self.kept: list[Answer] | None = None

    def _clients(self, transport: httpx.BaseTransport | None) -> tuple[httpx.Client, httpx.Client]:
        """The client that asks, and one that keeps no cookie: what a target handed out must not sign in who asks without a credential."""
        bounds = Bounds(self.target.max_body, self.target.deadline)
        meter = Meter(bounds, lambda: self.ends)
        inner = transport or MeteredTransport(_certificates(self.target), meter, self._closed)
        door = _ReadOnly(WholeAnswers(inner, bounds, meter, self._large), signing.calls(self.target.auth, self._sign_in), self._reads)

        def client(jar: CookieJar) -> httpx.Client:
            return Client(
                jar,
                transport=door,
                timeout=self.target.timeout,
                follow_redirects=False,
                trust_env=False,
                headers={"User-Agent": "listproof", "Accept": "application/json", "Accept-Encoding": ACCEPTED},
            )

        return client(jar_of(self.target.auth)), client(NoCookies())

    @property
    def is_slow(self) -> bool:
        """Whether of the last answers even the quicker ones come so late that other questions are better asked meanwhile."""
        last = sorted(self.seconds[-_LAST:])
        return bool(last) and last[len(last) // 4] > _QUICK

    def close(self) -> None:
        """Give back the connections; who waits for a turn waits no longer, and asks nothing."""
        self._closed.set()
        if not self._left:
            self._client.close()
            self._jarless.close()

    def leave(self) -> None:
        """Ask nothing more, and leave the connections to the end of the process: who was ended in the midst of one may hold it for ever."""
        self._left = True
        self._closed.set()

    def get(self, path: str, query: str, *, auth: httpx.Auth | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a GET of a spelled path and query. `auth` replaces the target's own; Trouble where none is to be had."""
        return self._retried("GET", address(self.target.base_url, path, query), self._auth if auth is None else auth, headers or {}, b"")

    def speak(self, accepted: str, sent: str) -> None:
        """Ask for answers of this media type from now on, and send bodies as this one. A range of types asks for JSON."""
        for client in (self._client, self._jarless):
            client.headers["Accept"] = "application/json" if "*" in accepted else accepted
        self._sent_as = sent

    def let_read(self, path: str) -> None:
        """Let a POST of this spelled path pass from now on: its contract says that it reads."""
        self._reads.add(("POST", httpx.URL(f"{self.target.base_url.rstrip('/')}{path}").path))

    def read(
        self, path: str, query: str, body: bytes, *, auth: httpx.Auth | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to a POST that reads, with a JSON body; Trouble where `let_read` did not let its path pass."""
        sent = {"Content-Type": self._sent_as, **(headers or {})}
        return self._retried("POST", address(self.target.base_url, path, query), self._auth if auth is None else auth, sent, body)

    def without_credential(self) -> httpx.Auth:
        """Signs nothing."""
        return signing.without(self.target.auth, self._sign_in)

    def wrong_credential(self) -> httpx.Auth | None:
        """Signs with a made-up key of the target's own scheme, never badly under the real one; None where it has no key."""
        return signing.wrong(self.target.auth, self._sign_in)

    def badly_signed(self) -> httpx.Auth | None:
        """Signs badly under the target's own key, as often as the target's table allows; None where it allows none or signs nothing."""
        badly = signing.wrongly_signed(self.target.auth, self._sign_in) if self.target.try_wrong_signature else None
        if badly is not None:
            self._badly.add(badly)
        return badly

    def moved_credential(self, place: str) -> httpx.Auth | None:
        """The target's credential sent as a `header` or `cookie` of the same name; None where it is of another kind."""
        if {self.target.auth.get("type"), place} != {"header", "cookie"}:
            return None
        moved = signing.moved(self.target.auth, place, self._sign_in, self._auth)
        if moved is not None:
            self._own.add(moved)
        return moved

    def renew_at(self, codes: Collection[str]) -> None:
        """Take these codes of error bodies, too, for a credential whose time is over, where it can be asked for again."""
        if isinstance(self._auth, signing.Renewing):
            self._auth.refusals = frozenset(codes)

    def masked(self, text: str, most: int | None = None) -> str:
        """A text with every secret of the target and every hidden content replaced, no more than `most` characters of it."""
        if most is not None and len(text) > most + MARGIN:
            text = text[: most + MARGIN]
            return self.masked(text)[: min(most, len(text) - MARGIN)]
        text = signing.covering(self.secrets, MASK)(text)
        return self._contents.covered(_SIGNATURE.sub(rf"\1{MASK}", text), MASK, most)

    def hide(self, contents: Iterable[str]) -> None:
        """Mask these texts from now on: record contents nobody may read."""
        self._contents.add(contents)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every text that nothing kept may hold, however it is spelled: the target's secrets, and what its sign-in was handed."""
        return (*self._given, *self._auth.issued)

    def shown(self, answer: Answer, purpose: str = "", *, walked: Sequence[str] = (), asked: Iterable[str] = ()) -> Exchange:
        """The exchange as a report may hold it: secrets masked, long bodies cut; `walked` are the addresses that led to it.

        `asked` names the parameters of the question, as the contract calls them.
        """
        return Exchange(
            method=answer.method,
            url=self.masked(answer.url),
            request_headers=self._masked_headers(answer.request_headers),
            status=answer.status,
            response_headers=self._masked_headers(answer.headers),
            body=self.masked(self._shown_body(answer), _SHOWN_BODY),
            seconds=answer.seconds,
            purpose=self.masked(purpose),
            sent=self.masked(text_of_body(answer.sent)),
            walked=tuple(map(self.masked, walked)),
            asked=tuple(map(self.masked, asked)),
        )

    def _shown_body(self, answer: Answer) -> str:
        try:
            if not self.target.mask or answer.body is absent:
                return answer.text
        except Beyond as beyond:
            return f"(not shown, for what is to be masked in it cannot be found: {beyond})"
        return json.dumps(covered(answer.body, self.target.mask, MASK), ensure_ascii=False)

    def _masked_headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        hidden = self._carriers.headers
        return {n: MASK if n.lower() in hidden or _SENSITIVE.search(n) else self.masked(value) for n, value in headers.items()}

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
                if alone or too_long or times >= self._attempts:
                    long = f" and asks to wait {again.after:.0f} s" if too_long else ""
                    tried = ("once" if times == 1 else f"{times} times") + (", while others are answered" if alone else "")
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
        """Keep a trouble for the run's record; one that leaves nothing to ask stops the session, and so do several in a row."""
        trouble = Trouble(says, kind)
        self.troubles.append(trouble)
        self._in_a_row += 1
        if kind != "suite" or self._in_a_row >= _MOST_IN_A_ROW:
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
        jittered = random.uniform(0, min(self._longest_wait, first * 2 ** (times - 1)))
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
            if auth not in self._own and not isinstance(auth, signing.Bare):
                if self.refused_sign_ins >= self._most_refused:
                    raise Unsupported(f"not tried: a run tries at most {MOST_REFUSED} sign-ins with a made-up credential at one host")
                self.refused_sign_ins += 1
            if auth in self._badly:
                if self._signed_badly >= self.target.try_wrong_signature:
                    raise Inconclusive("a wrong signature is tried no oftener than try-wrong-signature says")
                self._signed_badly += 1
            self.sent += 1
        with self._in_flight:
            self._pace.wait()
            try:
                return self._answered(method, url, auth, headers, body)
            finally:
                self._large.leave()

    def _answered(self, method: str, url: httpx.URL, auth: httpx.Auth, headers: Mapping[str, str], body: bytes) -> Answer:
        asked = time.time() * 1000
        start = time.perf_counter()
        try:
            client = self._client if auth in self._own else self._jarless
            response = client.request(method, url, auth=auth, headers=headers, content=body or None)
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
        try:
            for one in attempts if self.kept is not None else [answer]:
                self._weigh(one)
        except Beyond as beyond:
            raise self._beyond(beyond) from None
        throttled = answer.status == 429 or (answer.status >= 400 and self._says_throttled(answer))
        if answer.status in _RETRIED or throttled:
            after = retry_after(answer.headers.get("retry-after"))
            self._pace.hold(min(after or 0.0, self._longest_wait))
            raise TryAgain(f"answered {answer.status}", after, "throttled" if throttled else "suite")
        self._in_a_row = 0
        if answer.status < 300 and auth in self._own:
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

    def _beyond(self, beyond: Beyond) -> Exception:
        """What is raised for an answer that is more than may be had: after a few of them nothing more is asked."""
        beyond.__traceback__ = None  # whose frames hold what was read of the answer
        if self._ended:
            return Inconclusive(TIME_IS_UP)
        key = next((key for key in ("max_body", "deadline") if f"({key})" in str(beyond)), None)
        advice = f"; raise {self.target.setting(key)} if such answers are meant" if key else ""
        trouble = self._trouble(f"{httpx.URL(self.target.base_url).host}: {self.masked(str(beyond))}{advice}", "suite")
        self._beyonds += 1
        if self._beyonds >= _MOST_BEYOND:
            self.stopped = trouble
        return trouble

    def _weigh(self, answer: Answer) -> None:
        """Read the body, and keep no more of heavy ones than a run may hold, whatever a target sends."""
        answer.let_go()
        if answer.weight > _HEAVY:
            try:
                self._hold(answer.weight)
            except Beyond as beyond:
                answer.forget(beyond)
                raise

    def hold(self, answer: Answer, share: float) -> None:
        """Count of an answer the share that no other answer in hand holds too. Trouble where all of them are more than a run can hold."""
        if _LIGHT < answer.weight <= _HEAVY:
            try:
                self._hold(int(answer.weight * share))
            except Beyond as beyond:
                raise self._beyond(beyond) from None

    def _hold(self, weight: int) -> None:
        with self._lock:
            self._weight += weight
        if self._weight > _MOST_WEIGHT:
            raise Beyond("answers again and again with more than a run can hold")


def code_of(body: Any) -> str:
    """The code of an error body: the first short value of a key that is called so; empty where there is none."""
    items = body.items() if isinstance(body, Mapping) else ()
    return next((str(value) for key, value in items if "code" in str(key).lower() and isinstance(value, str | int)), "")


class _ReadOnly(httpx.BaseTransport):
    """Lets GET pass, the documented calls of the sign-in and the reads of contracts, and nothing else, whoever asks."""

    def __init__(self, transport: httpx.BaseTransport, calls: tuple[tuple[str, str], ...], reads: Collection[tuple[str, str]]) -> None:
        self._transport = transport
        self._calls = calls
        self._reads = reads

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = (request.method, request.url.path)
        called = asked in self._calls or (request.method, str(request.url)) in self._calls
        if request.method != "GET" and not called and asked not in self._reads:
            raise Trouble(f"refused to send {request.method} {request.url.path}: only GET and the documented sign-in leave this session")
        return self._transport.handle_request(request)

    def close(self) -> None:
        self._transport.close()


def _certificates(target: Target) -> ssl.SSLContext:
    """What a certificate is checked against; nothing for plain HTTP, as certificates take longer to load than many a question to answer."""
    with_tls = not all(address.lower().startswith("http://") for address in target.addresses)
    if with_tls and isinstance(target.verify, str):
        place = Path(target.verify)
        return ssl.create_default_context(cafile=None if place.is_dir() else place, capath=place if place.is_dir() else None)
    return httpx.create_ssl_context(verify=bool(target.verify) and with_tls, trust_env=True)
