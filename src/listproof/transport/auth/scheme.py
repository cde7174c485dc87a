"""What a kind of sign-in is made of: its settings, how they are checked, and what it builds from them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import httpx

from listproof.transport.auth.secrecy import Secret

__all__ = [
    "NAME",
    "Carriers",
    "Entry",
    "Scheme",
    "Setting",
    "Settings",
    "SettingsError",
    "SignIn",
    "checked",
    "covered",
    "made_up",
    "naming",
    "unfit",
]

NAME = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
"""What a header or a cookie can be called."""


class SettingsError(ValueError):
    """An `auth` table that cannot be used: one sentence that names the key and what is allowed. Never holds a secret."""


class SignIn(httpx.Auth):
    """Base of every sign-in: prints without its secrets, and tells what it was handed while it ran."""

    @property
    def issued(self) -> tuple[str, ...]:
        """Secrets that the target handed out after the start (a cookie of a sign-in call); to be masked like those set."""
        return ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


Entry = Mapping[str, object]
"""One item of a contract's `sign-in` list, such as `{type: header, name: X-Auth-Token}`; empty where it has none."""


@dataclass(frozen=True)
class Setting:
    """One key of an `auth` table."""

    name: str
    required: bool = True
    secret: bool = False
    choices: tuple[str, ...] = ()
    travels: bool = True
    """Whether the value goes into a header as it is, and so must be printable ASCII."""
    form: str = ".+"
    """A regular expression that the whole value must match."""
    unfit: str = ""
    """What is said of a value that does not match."""
    wrong: Callable[[], str] | None = None
    """Makes up another value, for a request that must be refused."""


@dataclass(frozen=True)
class Settings:
    """The values of an `auth` table after the check. Secrets print as `***`."""

    plain: Mapping[str, str]
    hidden: Mapping[str, Secret] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        """The value of a setting that is no secret, or None."""
        return self.plain.get(name)

    def secret(self, name: str) -> Secret | None:
        """The value of a secret setting, or None."""
        return self.hidden.get(name)


@dataclass(frozen=True)
class Carriers:
    """Where a credential travels: names of headers and of cookies, lower case for headers."""

    headers: frozenset[str] = frozenset()
    cookies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scheme:
    """A kind of sign-in, as one file of this folder defines it."""

    type: str
    settings: tuple[Setting, ...]
    build: Callable[[Settings, Entry], SignIn]
    carriers: Callable[[Settings, Entry], Carriers]
    wrong: Callable[[Settings, Entry], SignIn] | None = None
    """Builds a sign-in with a made-up credential, where replacing each setting's value is not the way."""
    calls: Callable[[Settings, Entry], tuple[tuple[str, str], ...]] = lambda settings, entry: ()
    """Method and path of every request that signing in sends on its own."""
    signs: str | None = None
    """The setting that requests are signed with and that never travels, where the kind signs."""
    derived: Callable[[Settings], Iterable[str]] = lambda settings: ()
    """Further secret texts made of several settings, such as `user:password`."""
    token: str | None = None
    """The setting that may be asked for in place of being given, where the kind sends one token."""


def made_up(prefix: str = "listproof-made-up-", upper: bool = False) -> Callable[[], str]:
    """A maker of credentials that nobody was ever given: a plain prefix and 64 random bits."""

    def make() -> str:
        text = prefix + secrets.token_hex(8)
        return text.upper() if upper else text

    return make


def naming(scheme: str, carrier: str) -> Callable[[Settings, Entry], str]:
    """How a sign-in finds the name of the header, cookie or parameter that carries it: in its settings, else in the contract.

    What is made raises SettingsError where neither names one.
    """

    def name(settings: Settings, entry: Entry) -> str:
        found = settings.get("name") or entry.get("name")
        if not isinstance(found, str):
            raise SettingsError(f'auth: "name" is missing, and the contract names no {carrier}; type = "{scheme}" takes name, value')
        return found

    return name


def checked(scheme: Scheme, table: Mapping[str, object], asking: tuple[Setting, ...] = ()) -> Settings:
    """The `auth` table as checked settings. A value may be text, a whole number, or a Secret, which no traceback shows.

    `asking` are settings that stand in place of the kind's token.

    Raises SettingsError for an unknown or missing key and for a value that is empty, of another type, or unfit for a header.
    """
    settings = (*scheme.settings, *asking)
    known = {setting.name: setting for setting in settings if not (asking and setting.name == scheme.token)}
    allowed = ", ".join(known) or "no other key"
    if scheme.token is not None and not asking:
        allowed += f"; in place of {scheme.token}: token_command, or token_url with client_id and client_secret"
    for key in table:
        if key != "type" and key not in known:
            raise SettingsError(f'auth: unknown key "{key}"; type = "{scheme.type}" takes {allowed}')
    plain: dict[str, str] = {}
    hidden: dict[str, Secret] = {}
    for name, setting in known.items():
        if name not in table:
            if setting.required:
                raise SettingsError(f'auth: "{name}" is missing; type = "{scheme.type}" takes {allowed}')
            continue
        hidden[name] = covered(table[name])
        problem = unfit(setting, hidden[name].reveal())
        if problem:
            raise SettingsError(f'auth: "{name}" {problem}')
        if not setting.secret:
            plain[name] = hidden.pop(name).reveal()
    return Settings(plain, hidden)


def covered(value: object) -> Secret:
    """A value of an `auth` table that no traceback shows; one that is no text at all becomes empty."""
    if isinstance(value, Secret):
        return value
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return Secret(str(value))
    return Secret("")


def unfit(setting: Setting, text: str) -> str:
    """What is wrong with a text as the value of a setting; empty where nothing is."""
    if not text:
        return "must be text that is not empty"
    if setting.choices and text not in setting.choices:
        return f"must be one of {', '.join(setting.choices)}"
    if setting.travels and not (text.isascii() and text.isprintable() and text == text.strip()):
        return (
            "holds a line break, an outer blank or a character outside printable ASCII, which no header can carry;"
            " was a whole file or line read into it?"
        )
    return "" if re.fullmatch(setting.form, text, re.DOTALL) else setting.unfit
