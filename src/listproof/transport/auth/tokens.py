"""Where a token comes from that an `auth` table does not give: a command of this machine, or a token call (RFC 6749, 4.4)."""

from __future__ import annotations

import base64
import os
import shlex
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote_plus, urlencode

import httpx

from listproof.transport.address import read_address
from listproof.transport.auth.renewing import SignInRefused, TokenSource
from listproof.transport.auth.scheme import Setting, Settings, SettingsError
from listproof.transport.auth.secrecy import Secret

__all__ = ["ASKING", "Command", "TokenCall", "address_of", "asked_for", "derived", "source_of"]

_LONGEST = 60.0
"""Seconds that a command may take."""
_GLANCE, _LAST_WORDS = 0.05, 1.0
"""Seconds after which one looks whether it has ended, and those in which what it printed is read after that."""
_MOST = 16_000
"""Characters of a token: more fits into no header."""
_BUSY = frozenset({429, 502, 503, 504})

ASKING: tuple[Setting, ...] = (
    Setting("token_command", required=False, travels=False, form=r"[^\0]+", unfit="holds NUL, as no command does"),
    Setting("token_url", required=False, form=r"https?://[^/?#@\s]+(/[^#\s]*)?", unfit="must be an address that holds no user or password"),
    Setting("client_id", required=False, travels=False),
    Setting("client_secret", required=False, travels=False, secret=True),
    Setting("client_auth", required=False, choices=("basic", "body")),
    Setting("scope", required=False),
    Setting("audience", required=False),
)
"""The settings that stand in place of a token."""

Fit = Callable[[str], str]
"""What is wrong with a text as a token; empty where nothing is."""


def asked_for(table: Mapping[str, object], token: str) -> bool:
    """Whether a table asks for its token in place of giving it. Raises SettingsError where it does both, or half of it."""
    given = [one.name for one in ASKING if one.name in table]
    if not given:
        return False
    if token in table:
        raise SettingsError(f'auth: "{token}" and "{given[0]}" exclude each other; the token is given or asked for')
    if ("token_command" in table) == ("token_url" in table):
        raise SettingsError('auth: expected either "token_command" or "token_url" in place of a token')
    missing = [name for name in ("client_id", "client_secret") if "token_url" in table and name not in table]
    if missing:
        raise SettingsError(f'auth: "{missing[0]}" is missing; token_url takes client_id, client_secret, client_auth, scope, audience')
    if "token_command" in table and len(given) > 1:
        raise SettingsError(f'auth: "{given[1]}" belongs to token_url and not to token_command')
    return True


def source_of(settings: Settings, fit: Fit) -> TokenSource | None:
    """Where the token comes from that the settings ask for; None where they ask for none. Raises SettingsError."""
    command, address = settings.get("token_command"), settings.get("token_url")
    if command is not None:
        return Command(_words(command), fit)
    if address is None:
        return None
    form = {name: settings.plain[name] for name in ("scope", "audience") if name in settings.plain}
    return TokenCall(
        address, settings.plain["client_id"], settings.hidden["client_secret"], form, fit, in_body=settings.get("client_auth") == "body"
    )


def address_of(settings: Settings) -> str | None:
    """The address that a token call is sent to, as a request spells it. Raises SettingsError where it is none."""
    address = settings.get("token_url")
    try:
        return None if address is None else str(read_address(address))
    except httpx.InvalidURL as error:
        raise SettingsError(f'auth: "token_url" is no address ({error})') from None


def derived(settings: Settings) -> Iterable[str]:
    """The secret texts that a token call is made of."""
    secret = settings.secret("client_secret")
    return () if secret is None else (_pair(settings.plain["client_id"], secret), quote_plus(secret.reveal()))


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise SettingsError(f'auth: "token_command" cannot be taken apart ({error})') from None
    if not words:
        raise SettingsError('auth: "token_command" must be a command')
    return words


def _pair(client: str, secret: Secret) -> str:
    """Name and secret of a client as Basic carries them: each spelled as a form first (RFC 6749, 2.3.1)."""
    return base64.b64encode(f"{quote_plus(client)}:{quote_plus(secret.reveal())}".encode()).decode("ascii")


class _Printed:
    """What a command has printed so far; no repr and no traceback shows it."""

    def __init__(self) -> None:
        self.data = b""


class Command:
    """Runs a command of this machine, without a shell, and takes what it prints. What it says of errors is not kept."""

    def __init__(self, words: list[str], fit: Fit) -> None:
        self._words = words
        self._fit = fit

    def call(self, request: httpx.Request) -> None:
        """Nothing is sent."""

    def take(self, answer: httpx.Response | None) -> Secret:
        """The token that the command prints: one line."""
        printed = _Printed()
        try:
            process = subprocess.Popen(self._words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        except OSError as error:
            raise self._refused(f"cannot be run ({error.strerror})") from None
        pipe = process.stdout
        assert pipe is not None

        def read() -> None:
            with pipe:
                while len(printed.data) <= _MOST and (piece := os.read(pipe.fileno(), _MOST)):
                    printed.data += piece

        reading = threading.Thread(target=read, daemon=True)
        try:
            reading.start()
            code = self._code(process, reading, printed)
        finally:
            process.kill()
            process.wait()
        if code:
            raise self._refused(f"ended with {code}")
        token = Secret(printed.data.decode("utf-8", "replace").strip())
        unfit = self._fit(token.reveal())
        if unfit:
            raise self._refused(f"printed what is no token: it {unfit}")
        return token

    def _code(self, process: subprocess.Popen[bytes], reading: threading.Thread, printed: _Printed) -> int:
        """With what the command ended, once what it printed is read. Whoever it has started may hold its output open for ever."""
        ends = time.monotonic() + _LONGEST
        while reading.is_alive() and process.poll() is None and time.monotonic() < ends:
            reading.join(_GLANCE)
        reading.join(_LAST_WORDS if process.poll() is not None else 0)
        if len(printed.data) > _MOST:
            raise self._refused(f"printed more than {_MOST} characters")
        try:
            return process.wait(max(0.0, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise self._refused(f"did not end within {_LONGEST:.0f} s") from None

    def _refused(self, how: str) -> SignInRefused:
        return SignInRefused(f"token_command ({self._words[0]} …) {how}; run it by hand to see what it says")


class TokenCall:
    """Asks a token endpoint for a token of the client itself, by the grant `client_credentials`."""

    def __init__(self, address: str, client: str, secret: Secret, form: Mapping[str, str], fit: Fit, *, in_body: bool) -> None:
        """`form` is what is sent besides; `in_body` puts name and secret of the client there, and not into a header."""
        self._address = address
        self._client = client
        self._secret = secret
        self._form = form
        self._fit = fit
        self._in_body = in_body

    def call(self, request: httpx.Request) -> httpx.Request:
        """The token call."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        if not self._in_body:
            headers["Authorization"] = f"Basic {_pair(self._client, self._secret)}"
        return httpx.Request("POST", self._address, headers=headers, content=self._body(), extensions=_timeout(request))

    def _body(self) -> bytes:
        own = {"client_id": self._client, "client_secret": self._secret.reveal()} if self._in_body else {}
        return urlencode({"grant_type": "client_credentials", **self._form, **own}).encode("ascii")

    def take(self, answer: httpx.Response | None) -> Secret:
        """The `access_token` of the answer. A service that is busy is asked again as for any other question."""
        assert answer is not None
        if answer.status_code in _BUSY:
            raise httpx.RemoteProtocolError(f"the token call was answered {answer.status_code}", request=answer.request)
        token = _access_token(answer)
        unfit = self._fit(token.reveal())
        if not unfit:
            return token
        gave = f"an access_token that {unfit}" if token.reveal() else "no access_token"
        raise SignInRefused(
            f"POST {httpx.URL(self._address).copy_with(query=None)} gave {gave}: HTTP {answer.status_code};"
            ' check "token_url", "client_id", "client_secret", "client_auth" and "scope" of the auth table'
        )


def _access_token(answer: httpx.Response) -> Secret:
    """The token of a good answer; an empty one where there is none."""
    try:
        given = answer.json()["access_token"] if answer.is_success else ""
    except (ValueError, RecursionError, TypeError, KeyError):
        given = ""
    return Secret(given if isinstance(given, str) and len(given) <= _MOST else "")


def _timeout(request: httpx.Request) -> dict[str, object]:
    return {key: value for key, value in request.extensions.items() if key == "timeout"}
