"""What a session waits, says and refuses, value by value."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable
from math import inf
from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.transport import Session
from listproof.transport.credentials import MOST_REFUSED
from listproof.transport.door import certificates
from listproof.transport.failing import elsewhere
from listproof.transport.session import Answer, code_of
from listproof.verdicts import TIME_IS_UP, Inconclusive, Trouble, Unsupported

from ..made import CONTRACT, SECRET, page, session, target

Handler = Callable[[httpx.Request], httpx.Response]


def always(*args: Any, **words: Any) -> Handler:
    """A handler that gives the same answer ever and ever."""
    return lambda request: httpx.Response(*args, **words)


def broken(error: Exception) -> Handler:
    """A handler that breaks off."""

    def handle(request: httpx.Request) -> httpx.Response:
        raise error

    return handle


def trouble(handler: Handler, **changes: Any) -> Trouble:
    """The trouble that one attempt comes to."""
    made, _ = session(handler, attempts=1, **changes)
    with pytest.raises(Trouble) as caught:
        made.get("/jobs", "")
    assert made.troubles == [caught.value]
    return caught.value


NETWORK = "check base_url of ENTRY and the network"
OUT_OF_ORDER = "the service or the way to it is out of order, or breaks at this question: GET /jobs"


@pytest.mark.parametrize(
    ("handler", "kind", "happened", "advice"),
    [
        (always(503), "suite", "answered 503", OUT_OF_ORDER),
        (always(429), "throttled", "answered 429", "lower requests_per_second of ENTRY, or ask at another time"),
        (broken(httpx.ConnectError("no route")), "unreachable", "cannot be reached (no route)", NETWORK),
        (broken(httpx.ConnectTimeout("")), "unreachable", "cannot be reached (ConnectTimeout)", NETWORK),
        (broken(httpx.ReadError("reset")), "suite", "broke off (reset)", OUT_OF_ORDER),
        (broken(httpx.DecodingError("gzip")), "suite", "broke off (gzip)", OUT_OF_ORDER),
        (
            broken(httpx.ConnectError("CERTIFICATE_VERIFY_FAILED")),
            "unreachable",
            "cannot be reached (CERTIFICATE_VERIFY_FAILED)",
            "name a file that holds its certificate as verify of ENTRY",
        ),
    ],
    ids=["gateway", "throttled", "unreachable", "silent", "reset", "garbled", "certificate"],
)
def test_a_trouble_says_what_it_is_and_what_to_do(handler: Handler, kind: str, happened: str, advice: str) -> None:
    """Host, what happened, how often it was tried, and the entry of the targets file to mend."""
    told = trouble(handler)
    entry = f"targets.test.{CONTRACT.slug}"
    assert (told.kind, str(told)) == (kind, f"127.0.0.1: {happened}, tried once; {advice.replace('ENTRY', entry)}")


def test_another_host_that_hands_out_the_token_is_named() -> None:
    """Where it is that one that cannot be reached."""
    asked = httpx.URL("http://127.0.0.1:1/jobs")
    error = httpx.ConnectError("no route", request=httpx.Request("POST", "http://tokens.example/token"))
    assert elsewhere(error, asked) == "tokens.example, which hands out the token, "
    assert elsewhere(httpx.ReadError("reset", request=httpx.Request("GET", "http://127.0.0.1:2/")), asked) == ""
    assert elsewhere(httpx.ReadError("reset"), asked) == ""


@pytest.mark.parametrize(("after", "kind", "tries"), [("120", "throttled", 3), ("121", "throttled", 1)])
def test_a_target_is_waited_for_two_minutes_and_no_longer(after: str, kind: str, tries: int) -> None:
    """The limit itself is waited."""
    made, waits = session(always(429, headers={"retry-after": after}), attempts=3)
    with pytest.raises(Trouble) as caught:
        made.get("/jobs", "")
    assert (caught.value.kind, made.sent) == (kind, tries)
    assert ("and asks to wait 121 s" in str(caught.value)) is (after == "121")
    assert (max(waits, default=0) >= 120) is (after == "120")
    assert all(wait <= 120.1 for wait in waits)


@pytest.mark.parametrize("attempts", [1, 2, 4])
def test_a_question_is_asked_so_many_times(attempts: int) -> None:
    """With a wait between each two."""
    made, waits = session(always(503), attempts=attempts)
    with pytest.raises(Trouble, match="tried once" if attempts == 1 else f"tried {attempts} times"):
        made.get("/jobs", "")
    assert (made.sent, len(waits)) == (attempts, attempts - 1)


def test_a_question_is_asked_six_times_where_nothing_else_is_said() -> None:
    """Two minutes are the longest wait."""
    waits: list[float] = []
    made = Session(target(), CONTRACT.sign_in, transport=httpx.MockTransport(always(503)), sleep=waits.append)
    with pytest.raises(Trouble, match="tried 6 times"):
        made.get("/jobs", "")
    assert len(waits) == 5


@pytest.mark.parametrize(("kind", "status", "first"), [("suite", 503, 0.2), ("throttled", 429, 2.0)])
def test_waits_double_from_a_first_one(monkeypatch: pytest.MonkeyPatch, kind: str, status: int, first: float) -> None:
    """Longer where the target throttles; drawn between nothing and that."""
    drawn: list[tuple[float, float]] = []

    def draw(low: float, high: float) -> float:
        drawn.append((low, high))
        return high

    monkeypatch.setattr("listproof.transport.session._JITTER.uniform", draw)
    made, _ = session(always(status), attempts=5)
    with pytest.raises(Trouble):
        made.get("/jobs", "")
    assert drawn == [(0, first), (0, 2 * first), (0, 4 * first), (0, 8 * first)]


def test_what_a_target_asks_for_is_waited_with_a_tenth_of_a_second_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that not all who were told the same come back at once."""
    monkeypatch.setattr("listproof.transport.session._JITTER.uniform", lambda low, high: high)
    made, waits = session(always(503, headers={"retry-after": "7"}), attempts=5)
    with pytest.raises(Trouble):
        made.get("/jobs", "")
    assert [wait for wait in waits if wait > 7] == pytest.approx([7.02, 7.04, 7.08, 7.1])


def test_no_wait_outlasts_the_run() -> None:
    """Only so much of it is waited as the run has left, and then nothing is asked."""
    made, waits = session(always(200))
    assert made.ends == inf
    made.wait(5.0)
    made.ends = time.monotonic() + 3
    made.wait(5.0)
    made.ends = time.monotonic() - 1
    made.wait(5.0)
    assert waits[0] == 5.0
    assert 0 < waits[1] <= 3
    assert waits[2] == 0.0
    with pytest.raises(Inconclusive, match="the time of the run was up"):
        made.get("/jobs", "")
    assert made.sent == 0


def test_who_gives_up_asks_nothing_more() -> None:
    """And every later question comes to the same trouble."""
    made, _ = session(always(200))
    given = made.give_up("no more of this", "refused")
    assert (str(given), given.kind, made.troubles, made.stopped) == ("no more of this", "refused", [given], given)
    with pytest.raises(Trouble, match="no more of this"):
        made.get("/jobs", "")
    assert made.sent == 0


def test_a_session_that_is_closed_or_left_asks_nothing() -> None:
    """Closing gives its connections back, leaving does not."""
    for end in (Session.close, Session.leave):
        made, _ = session(always(200))
        end(made)
        with pytest.raises(Inconclusive, match="the run has ended before this could be asked"):
            made.get("/jobs", "")
        assert made.sent == 0
        assert made._door.client.is_closed is (end is Session.close)
        assert made._door.jarless.is_closed is (end is Session.close)
    made.close()
    assert not made._door.client.is_closed, "who left the connections leaves them"


def test_answers_beyond_their_bounds_are_told_with_the_setting_to_raise() -> None:
    """After the third nothing more is asked."""
    made, _ = session(always(200, content=b"x" * 5000), attempts=1, max_body=1000)
    entry = f"targets.test.{CONTRACT.slug}"
    for _ in range(2):
        with pytest.raises(
            Trouble,
            match=rf"^127\.0\.0\.1: answers with more than 1 kB \(max_body\).*; raise max_body of {entry} if such answers are meant",
        ):
            made.get("/jobs", "")
    assert made.stopped is None
    made._in_a_row = 0
    with pytest.raises(Trouble):
        made.get("/jobs", "")
    assert made.stopped is not None
    assert (made.stopped.kind, made.sent) == ("suite", 3)


def test_bounds_that_no_setting_raises_name_none() -> None:
    """JSON of more levels than are read is one."""
    assert str(trouble(always(200, content=b"[" * 200_000))).endswith("which listproof does not read")


def test_an_answer_beyond_its_bounds_as_the_run_ends_is_no_trouble() -> None:
    """Its time was up."""
    made, _ = session(always(200, content=b"[" * 200_000))
    made.ends = time.monotonic() + 3600
    handle = made._weights.weigh

    def late(answer: Answer) -> None:
        made.ends = time.monotonic() - 1
        handle(answer)

    made._weights.weigh = late  # type: ignore[method-assign]
    with pytest.raises(Inconclusive, match=TIME_IS_UP.split(" (")[0]):
        made.get("/jobs", "")
    assert (made.troubles, made.stopped) == ([], None)


def test_a_run_holds_no_more_of_heavy_answers_than_it_may() -> None:
    """What an ordinary page weighs does not count, nor how many there are."""
    made, _ = session(always(200, content=b"[" + b"1," * 170_000 + b"1]"), attempts=1)
    for _ in range(5):
        made.get("/jobs", "")
    with pytest.raises(Trouble, match="answers again and again with more than a run can hold"):
        made.get("/jobs", "")
    light, _ = session(always(200, content=b"[" + b"1," * 150_000 + b"1]"), attempts=1)
    for _ in range(7):
        light.get("/jobs", "")


def test_values_weigh_beside_their_text() -> None:
    """A hundred bytes each: a body of commas takes much more memory than it has bytes."""
    made, _ = session(always(200, content=b"[" + b"1," * 340_000 + b"1]"), attempts=1)
    for _ in range(2):
        made.get("/jobs", "")
    assert made._weights.together == 2 * (len(b"[" + b"1," * 340_000 + b"1]") + 100 * 340_000)


def test_sign_ins_with_a_made_up_credential_are_few() -> None:
    """Three a run; without a credential one may ask as often as one likes, and with one's own."""
    made, _ = session(always(401, json={}))
    wrong = made.credentials.wrong()
    assert wrong is not None
    for _ in range(MOST_REFUSED):
        made.get("/jobs", "", auth=wrong)
    with pytest.raises(Unsupported, match="a run tries at most 3 sign-ins with a made-up credential at one host"):
        made.get("/jobs", "", auth=wrong)
    made.get("/jobs", "", auth=made.credentials.without())
    made.get("/jobs", "")
    assert (made.credentials.refused, made.sent, MOST_REFUSED) == (3, 5, 3)


def test_a_credential_may_be_moved_between_header_and_cookie_and_nowhere_else() -> None:
    """It is the target's own, and counts as none that was made up."""
    seen: list[httpx.Headers] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        return page([])

    made, _ = session(handle, auth={"type": "header", "name": "X-Auth-Token", "value": SECRET})
    moved = made.credentials.moved("cookie")
    assert moved is not None
    for _ in range(5):
        made.get("/jobs", "", auth=moved)
    assert (seen[-1].get("cookie"), "x-auth-token" in seen[-1], made.credentials.refused) == (f"X-Auth-Token={SECRET}", False, 0)
    assert made.credentials.moved("header") is None
    assert made.credentials.moved("query") is None
    bare, _ = session(handle, auth={"type": "none"})
    assert bare.credentials.moved("cookie") is None


@pytest.mark.parametrize("path", ["@elsewhere", "jobs", ":1/jobs"])
def test_a_path_leads_to_no_other_host(path: str) -> None:
    """It begins with a slash, or nothing is asked."""
    made, _ = session(always(200))
    with pytest.raises(Trouble, match=f"refused to ask for {path!r}: a path begins with a slash"):
        made.get(path, "")
    assert made.sent == 0


def test_an_address_has_a_question_mark_where_there_is_a_query() -> None:
    """And the slash that the target's own ends with is not doubled."""
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return page([])

    made, _ = session(handle, base_url="http://127.0.0.1:1/base/")
    made.get("/jobs", "")
    made.get("/jobs", "a=1")
    made.get("", "a=1")
    assert seen == ["http://127.0.0.1:1/base/jobs", "http://127.0.0.1:1/base/jobs?a=1", "http://127.0.0.1:1/base?a=1"]


def test_what_is_hidden_is_shown_nowhere() -> None:
    """From then on."""
    made, _ = session(always(200, text="the quiet record"))
    answer = made.get("/jobs", "")
    assert made.masked("a quiet record") == "a quiet record"
    made.hide(["quiet record"])
    assert made.masked("a quiet record") == "a ***"
    assert made.shown(answer).body == "the ***"


def test_the_values_that_a_target_masks_are_not_shown() -> None:
    """At their places, and nowhere else; a body that is no JSON is shown as text."""
    made, _ = session(always(200, json={"jobs": [{"name": "secret-one", "size": "ä"}]}), mask=("/jobs/*/name",))
    shown = json.loads(made.shown(made.get("/jobs", "")).body)
    assert shown == {"jobs": [{"name": "***", "size": "ä"}]}
    assert "ä" in made.shown(made.get("/jobs", "")).body
    plain, _ = session(always(200, text="no json"), mask=("/jobs/*/name",))
    assert plain.shown(plain.get("/jobs", "")).body == "no json"


def test_an_exchange_shows_what_was_asked_and_what_came() -> None:
    """Masked where it holds the secret: in what was sent, walked and asked for as well."""
    made, _ = session(always(206, text="said", headers={"x-echo": "plain", "set-cookie": "a=1"}))
    made.let_read("/search")
    answer = made.read("/search", "a=1", f'{{"q": "{SECRET}"}}'.encode())
    shown = made.shown(answer, "looking", walked=[f"http://127.0.0.1:1/{SECRET}"], asked=["a", SECRET])
    assert (shown.method, shown.url, shown.status, shown.body, shown.purpose) == (
        "POST",
        "http://127.0.0.1:1/search?a=1",
        206,
        "said",
        "looking",
    )
    assert (shown.sent, shown.walked, shown.asked) == ('{"q": "***"}', ("http://127.0.0.1:1/***",), ("a", "***"))
    assert (shown.response_headers["x-echo"], shown.response_headers["set-cookie"]) == ("plain", "***")
    assert shown.request_headers["content-type"] == "application/json"
    assert shown.seconds == answer.seconds >= 0


@pytest.mark.parametrize(
    "name", ["Authorization", "X-Api-Token", "x-signature", "X-Secret-Thing", "Access-Key", "accesskey", "Password", "Cookie"]
)
def test_headers_that_carry_secrets_by_their_name_are_not_shown(name: str) -> None:
    """Whatever they hold; any other header is shown."""
    made, _ = session(always(200, headers={name: "value", "x-other": "value"}))
    shown = made.shown(made.get("/jobs", "")).response_headers
    assert (shown[name.lower()], shown["x-other"]) == ("***", "value")


def test_a_signature_is_masked_in_any_text() -> None:
    """However it came to be there."""
    made, _ = session(always(200))
    assert made.masked("Signature=abc/+=%9_-! kept") == "Signature=***! kept"


def test_a_text_that_is_cut_is_masked_first() -> None:
    """Half a secret is one no more."""
    made, _ = session(always(200, text="x" * 10 + SECRET))
    answer = made.get("/jobs", "")
    assert answer.told(15) == "x" * 10 + "***"
    assert answer.told(12) == "x" * 10 + "**"
    assert answer.cut("a  b", 3) == "a  "
    assert made.masked("y" * 10 + SECRET, 12) == "y" * 10 + "**"
    assert len(made.masked("z" * 90_000, 5)) == 5


def test_every_answer_is_kept_where_that_is_asked_for() -> None:
    """And how long it took, always."""
    made, _ = session(always(200))
    made.get("/jobs", "")
    assert (made.kept, len(made.seconds)) == (None, 1)
    made.kept = []
    answer = made.get("/jobs", "")
    assert (made.kept, len(made.seconds), made.seconds[-1]) == ([answer], 2, answer.seconds)


def test_codes_by_which_a_vendor_throttles_are_waited_for() -> None:
    """Only in an answer that is an error, and only those."""
    for status, code in ((400, "OTHER"), (200, "LIMIT"), (399, "LIMIT")):
        made, _ = session(always(status, json={"error_code": code}), attempts=2)
        made.throttled_codes = frozenset({"LIMIT"})
        assert (made.get("/jobs", "").status, made.sent) == (status, 1)
    made, _ = session(always(400, json={"error_code": "LIMIT"}), attempts=2)
    made.throttled_codes = frozenset({"LIMIT"})
    with pytest.raises(Trouble) as caught:
        made.get("/jobs", "")
    assert (caught.value.kind, made.sent) == ("throttled", 2)
    bare, _ = session(always(400, json={"error": "none"}), attempts=2)
    assert bare.get("/jobs", "").status == 400


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"error_code": "X.1"}, "X.1"), ({"Code": 7}, "7"), ({"message": "m", "code": "c", "subcode": "d"}, "c"), ({"code": ["x"]}, ""),
        ({"message": "m"}, ""), (["code"], ""), (None, ""),
    ],
)  # fmt: skip
def test_the_code_of_an_error_is_the_first_value_that_is_called_so(body: Any, code: str) -> None:
    """A text or a number."""
    assert code_of(body) == code


def test_the_time_of_an_answer_is_its_date_by_two_seconds() -> None:
    """A second before, as Date cuts them off and the way there takes time, and two behind; without one two minutes either way."""
    made: dict[str, Any] = {"method": "GET", "url": "", "request_headers": {}, "status": 200, "content": b"", "seconds": 0.0}
    dated = Answer(**made, headers={"date": "Thu, 01 Jan 1970 00:01:40 GMT"}, asked=5000.0, had=5300.0)
    assert dated.now == (100_000 - 300 - 1000, 102_000)
    bare = Answer(**made, headers={}, asked=500_000.0, had=500_300.0)
    assert bare.now == (380_000, 620_300)


def test_certificates_are_checked_where_there_is_tls(tmp_path: Path) -> None:
    """Not at all for plain HTTP; with a file or a folder of one's own where one is named; not where it is turned off."""
    assert certificates(target()).verify_mode == ssl.CERT_NONE
    assert certificates(target(base_url="https://127.0.0.1:1")).verify_mode == ssl.CERT_REQUIRED
    assert certificates(target(base_url="https://127.0.0.1:1", verify=False)).verify_mode == ssl.CERT_NONE
    token = {"type": "none", "token_url": "https://127.0.0.1:2/token"}
    assert certificates(target(auth=token)).verify_mode == ssl.CERT_REQUIRED
    assert certificates(target(base_url="https://127.0.0.1:1", verify=str(tmp_path))).verify_mode == ssl.CERT_REQUIRED
    with pytest.raises(FileNotFoundError):
        certificates(target(base_url="https://127.0.0.1:1", verify=str(tmp_path / "none.pem")))
    certificates(target(verify=str(tmp_path / "none.pem")))


def test_requests_say_who_asks_and_for_what() -> None:
    """And what bodies may be packed in."""
    seen: list[httpx.Headers] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        return page([])

    made, _ = session(handle)
    made.get("/jobs", "", headers={"x-more": "1"})
    (headers,) = seen
    assert (headers["user-agent"], headers["accept"], headers["x-more"]) == ("listproof", "application/json", "1")
    assert "gzip" in headers["accept-encoding"]
    made.speak("application/vnd.x+json", "text/x")
    made.get("/jobs", "", auth=made.credentials.without())
    made.let_read("/search")
    made.read("/search", "", b"{}", headers={"x-more": "2"})
    assert [one["accept"] for one in seen[1:]] == ["application/vnd.x+json"] * 2
    assert (seen[2]["content-type"], seen[2]["x-more"], "content-type" in seen[1]) == ("text/x", "2", False)


def test_a_cookie_that_a_target_handed_out_signs_in_nobody_else() -> None:
    """Whoever asks without the target's own credential brings none of what it was given."""
    seen: list[str | None] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("cookie"))
        return httpx.Response(200, headers={"set-cookie": "sid=1; Path=/"}, json={})

    made, _ = session(handle)
    made.get("/jobs", "")
    made.get("/jobs", "")
    made.get("/jobs", "", auth=made.credentials.without())
    made.get("/jobs", "", auth=made.credentials.without())
    assert seen == [None, "sid=1", None, None]


def test_what_cannot_be_asked_so_is_nobody_elses_fault() -> None:
    """A header with a line break in it never leaves: it is told at once, and not tried six times and called out of order."""
    made, waits = session(broken(httpx.LocalProtocolError("Illegal header value b'a\\r\\nb'")))
    with pytest.raises(Trouble, match="refused to ask so") as caught:
        made.get("/jobs", "", headers={"X-A": "a\r\nb"})
    assert OUT_OF_ORDER not in str(caught.value)
    assert waits == []
