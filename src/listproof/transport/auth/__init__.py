"""Signing in: the `auth` table of a target made into an httpx.Auth, one file for each kind of sign-in.

To add a kind, write its file with a SCHEME and name it in SCHEMES.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

import httpx

from listproof.transport.auth import alibaba_acs3, basic, bearer, cookie, header, huawei_ak_sk, nebula_connect, none, query_key
from listproof.transport.auth.covering import covering
from listproof.transport.auth.nebula_connect import SignInRefused
from listproof.transport.auth.scheme import Carriers, Entry, Scheme, Settings, SettingsError, SignIn, checked, covered
from listproof.transport.auth.secrecy import Secret, spellings

__all__ = [
    "SCHEMES", "Bare", "Carriers", "Secret", "SettingsError", "SignIn", "SignInRefused", "build", "calls", "carriers", "check", "covering",
    "secrets", "spellings", "texts", "without", "wrong", "wrongly_signed",
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
    return scheme.build(values, entry)


def check(settings: Mapping[str, object]) -> dict[str, object]:
    """The same table with its secrets as Secret, which no repr or traceback shows, once every key and value has been looked at.

    Needs no contract, and so says nothing of what one must give. Raises SettingsError.
    """
    scheme = _scheme(settings)
    hidden = checked(scheme, settings).hidden
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
    false = {s.name: Secret(s.wrong()) for s in scheme.settings if s.wrong is not None and s.name in values.hidden}
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
    values = checked(scheme, settings)
    return (*(secret.reveal() for secret in values.hidden.values()), *scheme.derived(values))


def carriers(settings: Mapping[str, object], sign_in: Sequence[Entry] = ()) -> Carriers:
    """The headers (lower case) and cookies in which this sign-in's credential travels."""
    scheme, values, entry = _read(settings, sign_in)
    return scheme.carriers(values, entry)


def calls(settings: Mapping[str, object], sign_in: Sequence[Entry] = ()) -> tuple[tuple[str, str], ...]:
    """Method and path of each request that signing in sends on its own: what a read-only session lets pass beside GET."""
    scheme, values, entry = _read(settings, sign_in)
    return scheme.calls(values, entry)


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


def _read(settings: Mapping[str, object], sign_in: Sequence[Entry]) -> tuple[Scheme, Settings, Entry]:
    scheme = _scheme(settings)
    values = checked(scheme, settings)
    name = values.get("name")
    entries = [entry for entry in sign_in if entry.get("type") == scheme.type]
    return scheme, values, next((e for e in entries if name is not None and e.get("name") == name), entries[0] if entries else {})
