"""A token that is asked for: by a command of this machine or a token call, asked again once when refused, and shown nowhere."""

from __future__ import annotations

import base64
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest

from listproof.transport import auth
from listproof.transport.session import Session
from listproof.transport.target import Target
from listproof.transport.targets_file import TargetsError, read_targets
from listproof.verdicts import Trouble

URL = "http://listing.test/jobs"
TOKEN_URL = "https://login.test/oauth/token"
CLIENT = {"token_url": TOKEN_URL, "client_id": "a client", "client_secret": "PLANTED:secret/é"}
KINDS: Mapping[str, dict[str, str]] = {
    "header": {"type": "header", "name": "X-Auth-Token"},
    "cookie": {"type": "cookie", "name": "session"},
    "bearer": {"type": "bearer"},
    "query-key": {"type": "query-key", "name": "key"},
}


def carried(request: httpx.Request) -> str:
    """The token of a request, wherever it travels."""
    found = (
        request.headers.get("X-Auth-Token"),
        request.headers.get("Cookie", "").removeprefix("session="),
        request.headers.get("Authorization", "").removeprefix("Bearer "),
        request.url.params.get("key"),
    )
    return next((one for one in found if one), "")


class Place:
    """A listing that takes the newest token only, and a token endpoint beside it."""

    def __init__(self, given: Callable[[int], httpx.Response] | None = None) -> None:
        self.calls: list[httpx.Request] = []
        self.carried: list[str] = []
        self.good = ""
        self.given = given or (lambda number: httpx.Response(200, json={"access_token": self.newest(number), "token_type": "Bearer"}))

    def newest(self, number: int) -> str:
        """The token that is good from now on."""
        self.good = f"PLANTED-token-{number}"
        return self.good

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "login.test":
            self.calls.append(request)
            return self.given(len(self.calls))
        self.carried.append(carried(request))
        return httpx.Response(200 if carried(request) == self.good else 401, json={})

    def client(self, table: Mapping[str, object]) -> httpx.Client:
        """A client that signs in by a table."""
        return httpx.Client(transport=httpx.MockTransport(self), auth=auth.build(table))


def shown(error: BaseException) -> str:
    """What a traceback with locals shows of the frames of the product."""
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__) if "test_" not in frame.f_code.co_filename)
    return f"{error} {[frame.f_locals for frame in frames]!r}"


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    """A file of a command that prints another token each time, and how often it ran."""
    script = tmp_path / "token.py"
    script.write_text(
        "import pathlib, sys\n"
        "ran = pathlib.Path(__file__).with_name('ran')\n"
        "ran.write_text((ran.read_text() if ran.exists() else '') + 'x')\n"
        "print('PLANTED-error', file=sys.stderr)\n"
        "print('PLANTED-token-' + str(len(ran.read_text())))\n"
    )
    return script


def ran(script: Path) -> int:
    """How often the command was run."""
    return len((script.parent / "ran").read_text()) if (script.parent / "ran").exists() else 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_call_serves_many_requests_and_is_made_again_when_refused(kind: str) -> None:
    """The token of the first call is sent until it is refused; then another is asked for, once, and the request is answered."""
    place = Place()
    with place.client({**KINDS[kind], **CLIENT}) as client:
        assert [client.get(URL).status_code for _ in range(3)] == [200] * 3
        place.good = "ended"
        assert [client.get(URL).status_code for _ in range(2)] == [200] * 2
    assert place.carried == ["PLANTED-token-1"] * 4 + ["PLANTED-token-2"] * 2
    assert len(place.calls) == 2


def test_a_command_is_run_once_and_again_when_its_token_is_refused(tokens: Path) -> None:
    """A command prints the token; when that is refused it is run again, once; a new token that is refused too is not renewed again."""
    place = Place()
    place.good = "PLANTED-token-1"
    signed = auth.build({**KINDS["bearer"], "token_command": f"{sys.executable} {tokens}"})
    with httpx.Client(transport=httpx.MockTransport(place), auth=signed) as client:
        assert [client.get(URL).status_code for _ in range(2)] == [200] * 2
        place.good = "PLANTED-token-2"
        assert client.get(URL).status_code == 200
        place.good = "nothing"
        assert [client.get(URL).status_code for _ in range(4)] == [401] * 4
    assert ran(tokens) == 3
    assert signed.issued == ("PLANTED-token-1", "PLANTED-token-2", "PLANTED-token-3")


@pytest.mark.parametrize("way", ["basic", "body"])
def test_a_token_call_carries_the_client_as_the_standard_spells_it(way: str) -> None:
    """Name and secret travel in Basic, spelled as a form first, or in the body; the grant, scope and audience stand there."""
    place = Place()
    with place.client({**KINDS["bearer"], **CLIENT, "client_auth": way, "scope": "read list", "audience": "https://api"}) as client:
        client.get(URL)
    call = place.calls[0]
    form = {name: values[0] for name, values in parse_qs(call.content.decode()).items()}
    asked = {"grant_type": "client_credentials", "scope": "read list", "audience": "https://api"}
    if way == "basic":
        pair = base64.b64decode(call.headers["Authorization"].removeprefix("Basic ")).decode()
        assert (form, pair) == (asked, "a+client:PLANTED%3Asecret%2F%C3%A9")
    else:
        assert form == {**asked, "client_id": CLIENT["client_id"], "client_secret": CLIENT["client_secret"]}
        assert "Authorization" not in call.headers
    assert "PLANTED" not in str(call.url)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (httpx.Response(401, json={"error": "invalid_client"}), "no access_token: HTTP 401"),
        (httpx.Response(200, json={"token": "x"}), "no access_token: HTTP 200"),
        (httpx.Response(200, json=["access_token"]), "no access_token"),
        (httpx.Response(200, json={"access_token": 5}), "no access_token"),
        (httpx.Response(200, text="[" * 100_000), "no access_token"),
        (httpx.Response(200, json={"access_token": "PLANTED\r\nX: y"}), "an access_token that holds a line break"),
        (httpx.Response(302, headers={"Location": "https://evil.test"}), "no access_token: HTTP 302"),
    ],
)
def test_a_token_call_without_a_token_is_made_once(answer: httpx.Response, says: str) -> None:
    """Whatever comes in place of a token is told in one sentence without a secret, and nothing more is sent."""
    place = Place(lambda number: answer)
    with place.client({**KINDS["bearer"], **CLIENT}) as client:
        for _ in range(2):
            with pytest.raises(auth.SignInRefused, match=says) as caught:
                client.get(URL)
            assert "PLANTED" not in shown(caught.value)
    assert (len(place.calls), place.carried) == (1, [])


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("import sys; print('PLAN' 'TED-token'); sys.exit(3)", "ended with 3"),
        ("print('PLAN' 'TED-one'); print('PLAN' 'TED-two')", "printed what is no token: it holds a line break"),
        ("pass", "printed what is no token: it must be text"),
        ("while True: print('PLAN' 'TED' * 1000)", "printed more than 16000 characters"),
        ("print('PLAN' 'TED\\x00')", "printed what is no token"),
    ],
)
def test_a_command_without_a_token_is_run_once(program: str, says: str) -> None:
    """However a command fails, that is one sentence without what it printed, and it is not run again."""
    place = Place()
    with place.client({**KINDS["header"], "token_command": f'{sys.executable} -c "{program}"'}) as client:
        for _ in range(2):
            with pytest.raises(auth.SignInRefused, match=says) as caught:
                client.get(URL)
            assert "PLANTED" not in shown(caught.value)
    assert place.carried == []


def test_a_command_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A command is given its time, also where what it started holds its output open."""
    monkeypatch.setattr("listproof.transport.auth.tokens._LONGEST", 0.3)
    for command in ("sleep 20", "sh -c 'sleep 20 & sleep 20'", str(tmp_path / "nowhere")):
        with Place().client({**KINDS["bearer"], "token_command": command}) as client, pytest.raises(auth.SignInRefused) as caught:
            client.get(URL)
        assert "did not end within" in str(caught.value) or "cannot be run" in str(caught.value)


def test_a_command_that_leaves_something_running_gives_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """A helper that it has started may hold its output open: what it printed is there all the same, and nobody waits for the helper."""
    monkeypatch.setattr("listproof.transport.auth.tokens._LONGEST", 10.0)
    place = Place()
    with place.client({**KINDS["bearer"], "token_command": "sh -c 'sleep 20 & echo PLANTED-token'"}) as client:
        client.get(URL)
    assert place.carried == ["PLANTED-token"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, "in place of value: token_command, or token_url with client_id and client_secret"),
        ({"value": "v", "token_command": "x"}, '"value" and "token_command" exclude each other'),
        ({**CLIENT, "token_command": "x"}, 'either "token_command" or "token_url"'),
        ({"client_id": "x"}, 'either "token_command" or "token_url"'),
        ({"token_url": TOKEN_URL, "client_id": "x"}, '"client_secret" is missing'),
        ({"token_command": "x", "scope": "y"}, '"scope" belongs to token_url'),
        ({"token_command": "echo 'x"}, '"token_command" cannot be taken apart'),
        ({"token_command": " "}, '"token_command" must be a command'),
        ({**CLIENT, "token_url": "ftp://x/"}, '"token_url" must be an address'),
        ({**CLIENT, "token_url": "https://u:p@x/"}, '"token_url" must be an address'),
        ({**CLIENT, "token_url": "https://x:port/"}, '"token_url" is no address'),
        ({**CLIENT, "token_url": "https://x..y/"}, '"token_url" is no address'),
        ({**CLIENT, "client_auth": "jwt"}, '"client_auth" must be one of basic, body'),
    ],
)
def test_a_mistake_in_what_asks_is_told_in_one_sentence(more: dict[str, str], says: str) -> None:
    """A table that asks for its token wrongly is refused before anything is sent, without a secret."""

    def used() -> None:
        auth.calls({**KINDS["bearer"], **more})
        auth.build({**KINDS["bearer"], **more})

    with pytest.raises(auth.SettingsError) as caught:
        used()
    assert says in str(caught.value)
    assert "PLANTED" not in str(caught.value)


def test_what_signs_by_more_than_a_token_asks_for_none() -> None:
    """A kind that sends no single token takes neither a command nor a token call."""
    with pytest.raises(auth.SettingsError, match='unknown key "token_command"'):
        auth.build({"type": "basic", "user": "u", "password": "p", "token_command": "x"})


def test_a_made_up_credential_asks_for_nothing(tokens: Path) -> None:
    """To try a wrong credential no command is run and no call made; moved elsewhere, the token is the one that is held."""
    place = Place()
    for asks in (CLIENT, {"token_command": f"{sys.executable} {tokens}"}):
        table = {**KINDS["header"], **asks}
        wrong = auth.wrong(table)
        own = auth.build(table)
        assert wrong is not None
        assert auth.moved(table, "cookie", (), own) is None
        with httpx.Client(transport=httpx.MockTransport(place), auth=wrong) as client:
            assert client.get(URL).status_code == 401
    assert (len(place.calls), ran(tokens)) == (0, 0)
    assert all(one.startswith("listproof-made-up-") for one in place.carried)


def session(place: Place, table: Mapping[str, object], url: str = "http://listing.test") -> Session:
    """A session of a table, without a pause between requests."""
    target = Target("live", "jobs", url, auth=auth.check(table))
    return Session(target, (), transport=httpx.MockTransport(place), attempts=2, sleep=lambda seconds: None)


def test_a_session_lets_the_token_call_pass_and_masks_what_it_hands_out() -> None:
    """The call leaves the read-only session, to its own address and no other; token, secret and pair are masked from then on."""
    place = Place()
    asking = session(place, {**KINDS["header"], **CLIENT})
    answer = asking.get("/jobs", "")
    assert answer.status == 200
    moved = asking.credentials.moved("cookie")
    assert moved is not None
    asking.get("/jobs", "", auth=moved)
    assert len(place.calls) == 1
    pair = place.calls[0].headers["Authorization"]
    said = asking.masked(f"PLANTED-token-1 {CLIENT['client_secret']} {pair} PLANTED%3Asecret%2F%C3%A9")
    assert said == "*** *** Basic *** ***"
    with pytest.raises(Trouble, match="refused to send POST"):
        asking._door.client.request("POST", "https://other.test/oauth/token", auth=asking.credentials.without())
    asking.close()


def test_a_token_endpoint_that_cannot_be_had_is_named() -> None:
    """Where the token call breaks off or is throttled it is tried again, and then told by its own host."""
    answers = iter([httpx.Response(503)])

    def given(number: int) -> httpx.Response:
        return next(answers, None) or httpx.Response(200, json={"access_token": place.newest(number)})

    place = Place(given)
    asking = session(place, {**KINDS["header"], **CLIENT})
    assert asking.get("/jobs", "").status == 200
    asking.close()

    def unreachable(number: int) -> httpx.Response:
        raise httpx.ConnectError("no route", request=place.calls[-1])

    place = Place(unreachable)
    asking = session(place, {**KINDS["header"], **CLIENT})
    with pytest.raises(Trouble, match=r"login\.test, which hands out the token, cannot be reached"):
        asking.get("/jobs", "")
    asking.close()


def entry(folder: Path, auth_table: str, url: str = "https://listing.test") -> Path:
    """A targets file of one listing."""
    (folder / "listproof.toml").write_text(f'[targets.live.jobs]\nbase_url = "{url}"\nauth = {{ type = "bearer", {auth_table} }}\n')
    return folder / "listproof.toml"


def test_a_secret_stands_neither_in_the_file_nor_among_the_words_of_a_command(tmp_path: Path) -> None:
    """A client's secret is a variable; a command holds none, for its words can be read by everybody; http:// is warned of."""
    written = f'token_url = "{TOKEN_URL}", client_id = "c", client_secret = "written-out"'
    for url in ("https://listing.test", "http://127.0.0.1:1"):
        with pytest.raises(TargetsError, match=r"auth\.client_secret: a secret must not stand in the file"):
            read_targets(entry(tmp_path, written, url)).target("live", "jobs", {})
    with pytest.raises(TargetsError, match=r"auth\.token_command: holds a variable"):
        read_targets(entry(tmp_path, 'token_command = "get --password ${P}"')).target("live", "jobs", {"P": "PLANTED"})
    plain = 'token_url = "http://login.test/t", client_id = "c", client_secret = "${P}"'
    target = read_targets(entry(tmp_path, plain, "http://127.0.0.1:1")).target("live", "jobs", {"P": "PLANTED-secret"})
    assert "http://" in target.cautions[0]
    assert "PLANTED" not in repr(target.auth)
