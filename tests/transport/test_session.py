"""The session asks with GET alone, tries again what may pass, stops where it must, and shows no secret."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listproof.contract import absent
from listproof.transport import Session, Target
from listproof.verdicts import Inconclusive, Trouble, Unsupported

from ..made import CONTRACT, SECRET, page, session, target

Answering = Callable[[], httpx.Response]


def script(*answers: httpx.Response | Exception) -> Callable[[httpx.Request], httpx.Response]:
    """A handler that gives these answers in turn, the last one ever after."""
    left = list(answers)

    def handle(request: httpx.Request) -> httpx.Response:
        answer = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    return handle


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_pass_is_tried_again(status: int) -> None:
    """Throttling and gateways that fail are asked again, after a wait, and each request counts."""
    made, waits = session(script(httpx.Response(status), httpx.Response(status), page([])))
    assert made.get("/jobs", "").status == 200
    assert made.sent == 3
    assert len(waits) == (4 if status == 429 else 2), "who throttles is left alone by everybody, the next request among them"


@pytest.mark.parametrize("status", [200, 204, 301, 302, 400, 401, 403, 404, 405, 409, 418, 500, 501, 505])
def test_any_other_status_is_the_answer(status: int) -> None:
    """A refusal or a server error is what the target says; a redirect is not followed."""
    made, waits = session(script(httpx.Response(status, headers={"location": "http://127.0.0.1:2/elsewhere"})))
    assert made.get("/jobs", "").status == status
    assert (made.sent, waits) == (1, [])


@pytest.mark.parametrize(
    "error",
    [
        httpx.ReadError("reset by peer"),
        httpx.RemoteProtocolError("peer closed connection without sending complete message body"),
        httpx.ReadTimeout("too slow"),
        httpx.DecodingError("truncated gzip"),
        httpx.ConnectError("refused"),
    ],
)
def test_a_broken_connection_is_tried_again(error: Exception) -> None:
    """Resets, truncated bodies and slow answers may pass; after the last attempt they are the suite's trouble."""
    made, waits = session(script(error, page([])))
    assert made.get("/jobs", "").status == 200
    assert len(waits) == 1
    made, waits = session(script(error), attempts=3)
    with pytest.raises(Trouble, match="tried 3 times"):
        made.get("/jobs", "")
    assert (made.sent, len(waits)) == (3, 2)


def test_retry_after_is_honoured_in_seconds_and_as_a_date() -> None:
    """No request goes out earlier than the target asked for."""
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    made, waits = session(
        script(httpx.Response(429, headers={"retry-after": "7"}), httpx.Response(503, headers={"retry-after": soon}), page([]))
    )
    assert made.get("/jobs", "").status == 200
    assert 7 <= waits[0] < 8
    assert any(18 <= wait < 21 for wait in waits)


@pytest.mark.parametrize("text", ["soon", "", "-5", "1.5"])
def test_a_retry_after_that_cannot_be_read_is_no_wait_of_its_own(text: str) -> None:
    """The usual jitter takes its place."""
    made, waits = session(script(httpx.Response(429, headers={"retry-after": text}), page([])))
    assert made.get("/jobs", "").status == 200
    assert 0 <= waits[0] <= 30


def test_a_target_that_asks_to_be_left_alone_for_long_is_left_alone() -> None:
    """Asking again after two minutes would not honour an hour: the run says so instead."""
    made, waits = session(script(httpx.Response(429, headers={"retry-after": "3600"})))
    with pytest.raises(Trouble, match=r"answered 429 and asks to wait 3600 s, tried once; lower requests_per_second of targets\.test\."):
        made.get("/jobs", "")
    assert (made.sent, waits) == (1, [])


def test_a_question_that_is_answered_another_day_keeps_no_other_waiting() -> None:
    """A 503 that names an hour, or a year, is told once; what is asked next waits for nobody, whatever header came before it."""
    made, waits = session(script(*[httpx.Response(503, headers={"retry-after": "9" * 500}), page([])] * 3))
    for _ in range(3):
        with pytest.raises(Trouble, match="answered 503 and asks to wait 1000000000 s, tried once"):
            made.get("/jobs", "")
        assert made.get("/jobs", "").status == 200
    assert waits == []


def test_waits_grow_and_differ() -> None:
    """Jitter: not every client comes back at the same moment."""
    waits = [wait for _ in range(5) for wait in _waits()]
    assert len(set(waits)) > 10
    assert max(waits) <= 30


def _waits() -> list[float]:
    made, waits = session(script(httpx.Response(503)))
    with pytest.raises(Trouble):
        made.get("/jobs", "")
    return waits


def test_a_closed_session_waits_no_longer() -> None:
    """Who waits for the target's leave while the run is ended is let go at once, and sends nothing more."""
    seen: list[str] = []
    asked = threading.Event()

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        asked.set()
        return httpx.Response(429, headers={"retry-after": "60"})

    made = Session(target(), (), transport=httpx.MockTransport(handle))
    ended: list[BaseException] = []

    def ask() -> None:
        try:
            made.get("/jobs", "")
        except Inconclusive as error:
            ended.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    assert asked.wait(10)
    made.close()
    thread.join(10)
    assert not thread.is_alive()
    assert len(seen) == len(ended) == 1


def test_throttling_without_a_word_is_waited_out_by_the_minute() -> None:
    """Quotas are counted by the minute: where no Retry-After says otherwise, the attempts spread over the better part of one."""
    spans = []
    for _ in range(20):
        made, waits = session(script(httpx.Response(429)))
        with pytest.raises(Trouble):
            made.get("/jobs", "")
        spans.append(sum(waits) / 2)
    assert 20 < sum(spans) / len(spans) < 40
    assert max(spans) <= 62


def test_after_throttling_to_the_end_nothing_more_is_asked() -> None:
    """The run stops asking, and says the same of every later request."""
    made, _ = session(script(httpx.Response(429)), attempts=2)
    for _ in range(2):
        with pytest.raises(Trouble, match="answered 429, tried 2 times") as caught:
            made.get("/jobs", "")
        assert caught.value.kind == "throttled"
    assert made.sent == 2


@pytest.mark.parametrize(("answers", "stopped"), [("bb", False), ("bbb", True), ("bbgb", False), ("bbgbbb", True)])
def test_three_troubles_in_a_row_stop_a_run(answers: str, stopped: bool) -> None:
    """Two may be chance; a good answer between them begins the count again."""
    made, _ = session(script(*(httpx.Response(503) if one == "b" else page([]) for one in answers)), attempts=1)
    for one in answers:
        with pytest.raises(Trouble, match="answered 503") if one == "b" else nullcontext():
            made.get("/jobs", "")
    assert (made.stopped is not None) is stopped
    if stopped:
        with pytest.raises(Trouble):
            made.get("/jobs", "")
        assert made.sent == len(answers)


def test_a_spent_budget_is_inconclusive() -> None:
    """No request beyond max_requests leaves, retries counted."""
    made, _ = session(script(httpx.Response(503), page([])), max_requests=3)
    made.get("/jobs", "")
    made.get("/jobs", "")
    with pytest.raises(Inconclusive, match="the budget of 3 requests is spent"):
        made.get("/jobs", "")
    assert made.sent == 3


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_no_other_method_leaves(method: str) -> None:
    """Even the client inside the session sends nothing but GET."""
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.method)
        return page([])

    made, _ = session(handle)
    with pytest.raises(Trouble, match=f"refused to send {method} /v1/documents: only GET"):
        made._door.client.request(method, "http://127.0.0.1:1/v1/documents")
    made.get("/jobs", "")
    assert seen == ["GET"]


def test_the_query_is_sent_as_it_is_spelled() -> None:
    """No character is escaped twice or undone, and none is added."""
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.raw_path.decode())
        return page([])

    session(handle)[0].get("/v5/a%2Fb/jobs", "name=a%20%2B%25&x=%E6%BC%A2&y=a+b")
    assert seen == ["/v5/a%2Fb/jobs?name=a%20%2B%25&x=%E6%BC%A2&y=a+b"]


def test_requests_keep_the_pace() -> None:
    """At one a second the last of six requests waits for about five seconds, less what the others took."""
    made, waits = session(script(page([])), requests_per_second=1)
    for _ in range(6):
        made.get("/jobs", "")
    assert len(waits) == 5
    assert waits == sorted(waits)
    assert 1 <= max(waits) < 100


SPELLINGS = {
    "plain": SECRET,
    "percent": quote(SECRET, safe=""),
    "base64": base64.b64encode(SECRET.encode()).decode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=list(SPELLINGS))
def test_no_secret_is_shown(spelling: str) -> None:
    """Whatever the target throws back — in a header, in a body, in a location — what may be shown holds no secret."""
    answer = httpx.Response(302, text=f"you said {spelling}!", headers={"location": f"http://127.0.0.1/?t={spelling}", "x-echo": spelling})
    made, _ = session(script(answer))
    shown = made.shown(made.get("/jobs", f"t={spelling}"), "a test")
    assert spelling not in repr(shown)
    assert spelling not in shown.curl
    assert "***" in shown.body
    assert shown.request_headers["x-auth-token"] == "***"
    assert shown.purpose == "a test"


@given(st.integers(0, 40))
@settings(max_examples=41, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_part_of_a_secret_is_shown_where_a_long_body_is_cut(shift: int) -> None:
    """Bodies are masked before they are cut."""
    body = "x" * (20_000 - shift) + SECRET + "y" * 100
    made, _ = session(script(httpx.Response(200, text=body)))
    shown = made.shown(made.get("/jobs", ""))
    assert len(shown.body) <= 20_000
    assert "gAAAAA" not in shown.body


def test_no_secret_is_in_a_trouble_or_a_traceback() -> None:
    """An error that quotes what was sent is masked too."""
    made, _ = session(script(httpx.ReadError(f"broke at {SECRET}")), attempts=1)
    with pytest.raises(Trouble) as caught:
        made.get("/jobs", "")
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(target())


def test_an_answer_is_read_as_json_or_not_at_all() -> None:
    """Broken JSON, NaN, bytes that are no UTF-8 and nothing at all are `absent`; null is null."""
    for content, body in (
        (b"null", None),
        (b'{"a":1}', {"a": 1}),
        (b"", absent),
        (b"{", absent),
        (b"NaN", absent),
        (b"\xff\xfe\xfd", absent),
    ):
        made, _ = session(script(httpx.Response(200, content=content)))
        answer = made.get("/jobs", "")
        assert answer.body == body if body is not absent else answer.body is absent
        assert isinstance(answer.text, str)


def test_deep_json_is_no_traceback() -> None:
    """A body that is nested beyond reason is told as our limit: it may be JSON."""
    made, _ = session(script(httpx.Response(200, content=b"[" * 200_000)))
    with pytest.raises(Trouble, match="JSON of more than 100 levels, which listproof does not read"):
        made.get("/jobs", "")


def test_the_server_s_time_is_an_interval_around_its_date() -> None:
    """Date counts seconds; without one, or with one that cannot be read, the local clock is trusted by two minutes."""
    made, _ = session(script(httpx.Response(200, headers={"date": "Fri, 15 Jul 2022 08:44:06 GMT"})))
    early, late = made.get("/jobs", "").now
    assert early < 1_657_874_646_000 < late
    assert late - early < 10_000
    for headers in ({}, {"date": "yesterday"}):
        made, _ = session(script(httpx.Response(200, headers=headers)))
        early, late = made.get("/jobs", "").now
        assert early < time.time() * 1000 < late


def test_the_credential_can_be_left_out_or_made_up() -> None:
    """Without a credential none is sent; a wrong one is never the real one."""
    seen: list[str | None] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("x-auth-token"))
        return page([])

    made, _ = session(handle)
    wrong = made.credentials.wrong()
    assert wrong is not None
    made.get("/jobs", "")
    made.get("/jobs", "", auth=made.credentials.without())
    made.get("/jobs", "", auth=wrong)
    assert seen[0] == SECRET
    assert seen[1] is None
    assert seen[2] not in (None, SECRET)


def test_a_session_does_not_read_the_environment_of_a_test() -> None:
    """With a transport of its own no proxy is asked."""
    made = Session(target(), CONTRACT.sign_in, transport=httpx.MockTransport(script(page([]))))
    assert made.get("/jobs", "").status == 200
    made.close()


def test_a_wrong_signature_is_sent_once_and_only_where_the_target_asks_for_it() -> None:
    """Off by default; asked for, the second one is not sent, whoever wants to confirm something."""
    entry = {"type": "huawei-ak-sk", "access_key": "AKLISTPROOFTEST", "secret_key": "made-up-for-a-test"}
    sent: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(401, json={})

    def opened(**more: int) -> Session:
        place = Target("live", "jobs", "https://a.test", auth=entry, try_wrong_signature=more.get("tries", 0))
        return Session(place, ({"type": "huawei-ak-sk"},), transport=httpx.MockTransport(handle))

    assert opened().credentials.badly_signed() is None
    asked = opened(tries=1)
    asked.get("/jobs", "", auth=asked.credentials.badly_signed())
    with pytest.raises(Inconclusive, match="try-wrong-signature"):
        asked.get("/jobs", "", auth=asked.credentials.badly_signed())
    assert len(sent) == 1
    assert "AKLISTPROOFTEST" in sent[0].headers["authorization"]


@pytest.mark.parametrize("broken", [httpx.ReadError("reset"), httpx.Response(503)], ids=["broken off", "out of order"])
def test_the_only_wrong_signature_that_fails_by_chance_was_not_tried(broken: httpx.Response | Exception) -> None:
    """A service that answers all else may have failed at it by chance, and no second one is sent to tell."""
    entry = {"type": "huawei-ak-sk", "access_key": "AKLISTPROOFTEST", "secret_key": "made-up-for-a-test"}
    answers = iter([httpx.Response(200, json={}), broken, httpx.Response(200, json={})])

    def handle(request: httpx.Request) -> httpx.Response:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    place = Target("live", "jobs", "https://a.test", auth=entry, try_wrong_signature=1)
    made = Session(place, ({"type": "huawei-ak-sk"},), transport=httpx.MockTransport(handle), sleep=lambda _: None)
    made.get("/jobs", "")
    with pytest.raises(Unsupported, match=r"not tried: a\.test left this one without an answer"):
        made.get("/jobs", "a=1", auth=made.credentials.badly_signed())


@pytest.mark.parametrize(("auth", "sent"), [({"type": "none"}, [None, None]), (target().auth, [None, "a=b"])])
def test_no_cookie_is_kept_where_nobody_signs_in(auth: dict[str, str], sent: list[str | None]) -> None:
    """A question that is replayed then needs none; who signs in keeps what a gateway hands out."""
    seen: list[str | None] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("cookie"))
        return httpx.Response(200, headers={"set-cookie": "a=b; Path=/"}, json={})

    made, _ = session(handle, auth=auth)
    made.get("/jobs", "")
    made.get("/jobs", "a=1")
    assert seen == sent
