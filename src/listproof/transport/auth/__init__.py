"""Signing in: the `auth` table of a target made into an httpx.Auth, one file for each kind of sign-in.

To add a kind, write its file with a SCHEME and name it in SCHEMES.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

import httpx

from listproof.transport.auth import alibaba_acs3, basic, bearer, cookie, header, huawei_ak_sk, nebula_connect, none, query_key
from listproof.transport.auth.covering import covering
from listproof.transport.auth.renewing import Renewing, SignInRefused
from listproof.transport.auth.scheme import Carriers, Entry, Scheme, Settings, SettingsError, SignIn, checked, covered, unfit
from listproof.transport.auth.secrecy import Secret, spellings
from listproof.transport.auth.tokens import ASKING, address_of, asked_for, derived, source_of

__all__ = [
    "SCHEMES", "Bare", "Carriers", "Renewing", "Secret", "SettingsError", "SignIn", "SignInRefused", "as_written", "build", "calls",
    "carriers", "check", "covering", "moved", "secret_names", "secrets", "spellings", "texts", "without", "wrong", "wrongly_signed",
]  # fmt: skip

SCHEMES: Mapping[str, Scheme] = {
    file.SCHEME.type: file.SCHEME
    for file in (
        header,
        cookie,
        none,
        basic,
        bearer,
        query_key,
        huawei_ak_sk,
        alibaba_acs3,
        nebula_connect,
    )
}


def build(settings: Mapping[str, object], sign_in: Sequence[Entry] = ()) -> SignIn:
    """The httpx.Auth of an `auth` table, with what the contract's `sign-in` says of its kind (version, action, path …).

    Raises SettingsError, which names the key and the allowed ones and holds no value.
    """
    scheme, values, entry = _read(settings, sign_in)
    token = next((one for one in scheme.settings if one.name == scheme.token), None)
    source = source_of(values, lambda text: unfit(token, text)) if token is not None else None
    if token is None or source is None:
        return scheme.build(values, entry)
    name = token.name
    scheme.build(_with(values, name, Secret("x")), entry)  # what is wrong with the table is told before anything is asked

    def put(request: httpx.Request, held: Secret) -> None:
        next(scheme.build(_with(values, name, held), entry).sync_auth_flow(request))

    return Renewing(source, put)


def _with(values: Settings, name: str, secret: Secret) -> Settings:
    return Settings(values.plain, {**values.hidden, name: secret})


def moved(settings: Mapping[str, object], kind: str, sign_in: Sequence[Entry], own: SignIn) -> SignIn | None:
    """The credential that `own` signs in with, sent as another kind of the same settings; None where it holds none yet."""
    table = {**settings, "type": kind}
    if isinstance(own, Renewing):
        token = SCHEMES[kind].token
        if own.held is None or token is None:
            return None
        asking = {one.name for one in ASKING}
        table = {**{name: value for name, value in table.items() if name not in asking}, token: own.held}
    return build(table, sign_in)


def secret_names(kind: object) -> frozenset[str]:
    """The keys of a table of this kind that hold secrets; none of an unknown kind."""
    scheme = SCHEMES.get(str(kind))
    return frozenset(one.name for one in (*scheme.settings, *ASKING) if one.secret) if scheme else frozenset()


def as_written() -> frozenset[str]:
    """The keys of a table that no variable may fill: what stands there is shown to everybody on the machine."""
    return frozenset({"token_command"})


def check(settings: Mapping[str, object]) -> dict[str, object]:
    """The same table with its secrets as Secret, which no repr or traceback shows, once every key and value has been looked at.

    Needs no contract, and so says nothing of what one must give. Raises SettingsError.
    """
    values = _checked(_scheme(settings), settings)
    address_of(values)
    hidden = values.hidden
    return {key: covered(value) if key in hidden else value for key, value in settings.items()}


def without(settings: Mapping[str, object], sign_in: Sequence[Entry] = ()) -> SignIn:
    """An httpx.Auth that sends no credential, and takes out any that a client's defaults or cookie jar put in."""
    return Bare(carriers(settings, sign_in))


def wrong(settings: Mapping[str, object], sign_in: Sequence[Entry] = ()) -> SignIn | None:
    """An httpx.Auth of the same kind with a made-up credential, other at each call; None where the kind has none.

    Never a bad signature under a real key nor a wrong password of a real user: gateways lock those.
    """
    scheme, values, entry = _read(settings, sign_in)
    if scheme.wrong is not None:
        return scheme.wrong(values, entry)
    asked = None if source_of(values, str) is None else scheme.token
    false = {s.name: Secret(s.wrong()) for s in scheme.settings if s.wrong is not None and (s.name in values.hidden or s.name == asked)}
    return scheme.build(Settings(values.plain, {**values.hidden, **false}), entry) if false else None


def wrongly_signed(settings: Mapping[str, object], sign_in: Sequence[Entry] = ()) -> SignIn | None:
    """An httpx.Auth that signs under the real key with a made-up secret; None where the kind signs nothing.

    A gateway may lock a key for it: only for whoever asked for that.
    """
    scheme, values, entry = _read(settings, sign_in)
    setting = next((one for one in scheme.settings if one.name == scheme.signs), None)
    if setting is None or setting.wrong is None:
        return None
    return scheme.build(Settings(values.plain, {**values.hidden, setting.name: Secret(setting.wrong())}), entry)


def secrets(settings: Mapping[str, object]) -> tuple[str, ...]:
    """Every secret of the table and the usual spellings of it, longest first. Secrets shorter than 8 characters are not among them."""
    return spellings(texts(settings))


def texts(settings: Mapping[str, object]) -> tuple[str, ...]:
    """Every text to be covered wherever something is kept (see `covering`): the secrets of the table, and what is made of them.

    What a target hands out later stands in `SignIn.issued`. Those shorter than 8 characters cannot be covered (see secrecy.SHORTEST):
    mask the headers of `carriers` as well.
    """
    scheme = _scheme(settings)
    values = _checked(scheme, settings)
    return (*(secret.reveal() for secret in values.hidden.values()), *scheme.derived(values), *derived(values))


def carriers(settings: Mapping[str, object], sign_in: Sequence[Entry] = ()) -> Carriers:
    """The headers (lower case) and cookies in which this sign-in's credential travels."""
    scheme, values, entry = _read(settings, sign_in)
    return scheme.carriers(values, entry)


def calls(settings: Mapping[str, object], sign_in: Sequence[Entry] = ()) -> tuple[tuple[str, str], ...]:
    """Method and path, or whole address, of each request that signing in sends on its own: what leaves a session beside GET."""
    scheme, values, entry = _read(settings, sign_in)
    address = address_of(values)
    return (*scheme.calls(values, entry), *((("POST", address),) if address is not None else ()))


class Bare(SignIn):
    """Sends each request with no credential."""

    def __init__(self, carriers: Carriers) -> None:
        self._carriers = carriers

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Take the credential's headers and cookies out and send the request once."""
        for name in self._carriers.headers - {"cookie"}:
            request.headers.pop(name, None)
        for name in self._carriers.cookies:
            cookie.drop_cookie(request, name)
        yield request


def _scheme(settings: Mapping[str, object]) -> Scheme:
    kind = settings.get("type")
    if not isinstance(kind, str) or kind not in SCHEMES:
        given = f'unknown type "{kind}"' if isinstance(kind, str) else '"type" is missing'
        raise SettingsError(f"auth: {given}; allowed are {', '.join(SCHEMES)}")
    return SCHEMES[kind]


def _checked(scheme: Scheme, settings: Mapping[str, object]) -> Settings:
    asks = scheme.token is not None and asked_for(settings, scheme.token)
    return checked(scheme, settings, ASKING if asks else ())


def _read(settings: Mapping[str, object], sign_in: Sequence[Entry]) -> tuple[Scheme, Settings, Entry]:
    scheme = _scheme(settings)
    values = _checked(scheme, settings)
    name = values.get("name")
    entries = [entry for entry in sign_in if entry.get("type") == scheme.type]
    return scheme, values, next((e for e in entries if name is not None and e.get("name") == name), entries[0] if entries else {})
