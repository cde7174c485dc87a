"""The targets file (`listproof.toml`): who is asked and how, secrets filled in from outside, waivers with their reasons."""

from __future__ import annotations

import datetime
import re
import ssl
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any

import httpx

from listproof.contract import meant
from listproof.contract.files import reason, text_of, toml_of
from listproof.contract.telling import shown
from listproof.contract.visible import visible
from listproof.transport import auth as signing
from listproof.transport.address import read_address, shown_address
from listproof.transport.in_process import HOST
from listproof.transport.target import LOOPBACK, Target, Waiver

__all__ = ["TargetsError", "TargetsFile", "no_targets", "read_targets"]

_LARGEST = 10_000_000
"""Bytes of a targets file, or of one that holds secrets."""

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_USERINFO = re.compile(r"[a-z]+://[^/?#]*@", re.IGNORECASE)
_ONLY_VARIABLES = re.compile(r"(?:[A-Za-z][A-Za-z-]{0,15} )?(?:\$\{[A-Za-z_][A-Za-z0-9_]*\}[:;,. _=-]{0,3})+")
"""A secret as a file may spell it: variables, the word of a scheme before them (`Bearer ${TOKEN}`), and mere signs between them."""
_NAME = re.compile(r"[^\W_](?:[\w.-]{0,62}[\w-])?")
"""What a target may be called: files of reports and of the history carry its name."""
_LEAST_RATE = 1 / 3600
_LONGEST = 86_400.0
"""Seconds of a timeout or deadline: a day."""
_CONCURRENCY = 4
_A_SECOND = 5.0
"""What is asked of a server elsewhere where its table says nothing else: few enough for anybody's gateway."""
_TOP = ("targets", "waivers", "secrets", "tool")
_ENTRY = {
    "base_url": str,
    "app": str,
    "path": dict,
    "other": dict,
    "auth": dict,
    "requests_per_second": (int, float),
    "concurrency": int,
    "max_requests": int,
    "max_records": int,
    "timeout": (int, float),
    "deadline": (int, float),
    "max_body": int,
    "verify": (bool, str),
    "mask": list,
    "try-wrong-signature": int,
}
_WAIVER = ("law", "contract", "target", "subject", "reason", "until")
_WAIVER_NEEDS = ("law", "contract", "target", "reason", "until")


class TargetsError(ValueError):
    """A targets file that cannot be used: one sentence that names the file, the key and what to do. Never holds a secret."""

    def __init__(self, says: str) -> None:
        super().__init__(visible(says))


@dataclass(frozen=True)
class TargetsFile:
    """The entries of a targets file by target and slug, as written; variables are filled in when a target is asked for."""

    path: Path
    entries: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def targets(self) -> tuple[str, ...]:
        """The names of the targets."""
        return tuple(self.entries)

    def slugs(self, target: str) -> tuple[str, ...]:
        """The slugs that a target has an entry for. TargetsError where there is no such target."""
        if target not in self.entries:
            known = ["mock", *self.entries]
            near = meant(target, known)
            more = f"{' Or' if near.endswith('?') else ', or'} add [targets.{target}.SLUG]"
            raise TargetsError(f"{self.path}: there is no target {target!r}; {near}{more}")
        return tuple(self.entries[target])

    def target(self, name: str, slug: str, environment: Mapping[str, str]) -> Target:
        """One target with its variables filled in, from the environment first and the file of secrets second.

        Raises TargetsError for an unset variable, an unknown key, a value of another type, or a secret written out.
        """
        place = f"{self.path}: targets.{name}.{slug}"
        raw = self.entries[name][slug]
        _only_known(place, raw)
        for key, value in raw.items():
            kinds = _ENTRY[key]
            if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not _ENTRY["verify"]):  # type: ignore[arg-type]
                raise TargetsError(f"{place}.{key}: expected {_kinds(kinds)}, found {_kinds(type(value))}")
        if ("base_url" in raw) == ("app" in raw):
            found = "both" if "app" in raw else "neither"
            raise TargetsError(f'{place}.base_url: is missing; add base_url = "https://…", or app = "module:name" (found {found})')
        raw = raw if "base_url" in raw else {"base_url": HOST, **raw}
        elsewhere = "app" not in raw and not LOOPBACK.match(str(raw["base_url"]))
        auth = raw.get("auth", {})
        if elsewhere or ("app" not in raw and "token_url" in auth and not LOOPBACK.match(str(auth["token_url"]))):
            _only_variables(place, auth)
        _no_variables(place, auth)
        filled = {key: self._filled(value, f"{place}.{key}", environment) for key, value in raw.items()}
        if _USERINFO.match(filled["base_url"]):
            raise TargetsError(f'{place}.base_url: holds a user or password; take it out and write auth = {{ type = "basic", … }} instead')
        _only_addresses(f"{place}.base_url", filled["base_url"], raw["base_url"])
        for key in ("requests_per_second", "concurrency", "max_requests", "max_records", "timeout", "deadline", "max_body"):
            if key in filled and not 0 < filled[key] < inf:
                raise TargetsError(f"{place}.{key}: expected a number above 0, found {filled[key]}")
        for key in ("timeout", "deadline"):
            if filled.get(key, 0) > _LONGEST:
                raise TargetsError(f"{place}.{key}: expected no more than {_LONGEST:.0f} seconds, found {filled[key]}")
        if filled.get("requests_per_second", 1) < _LEAST_RATE:
            raise TargetsError(f"{place}.requests_per_second: expected at least one request an hour, found {filled['requests_per_second']}")
        filled.setdefault("concurrency", _CONCURRENCY)
        if elsewhere:
            filled.setdefault("requests_per_second", _A_SECOND)
        tries = filled.pop("try-wrong-signature", 0)
        if tries not in (0, 1):
            raise TargetsError(
                f"{place}.try-wrong-signature: expected 0 or 1, for every one brings the key nearer to its lock, found {tries}"
            )
        filled["try_wrong_signature"] = tries
        if "mask" in filled:
            _only_pointers(f"{place}.mask", filled["mask"])
            filled["mask"] = tuple(filled["mask"])
        if isinstance(filled.get("verify"), str) and not Path(filled["verify"]).is_file():
            raise TargetsError(f"{place}.verify: there is no file {raw['verify']}; expected true, false, or a file of certificates")
        if isinstance(filled.get("verify"), str):
            _only_certificates(f"{place}.verify", filled["verify"], raw["verify"])
        if "${" in str(auth.get("type")) and filled["auth"]["type"] not in signing.SCHEMES:
            raise TargetsError(f"{place}.auth: unknown type; allowed are {', '.join(signing.SCHEMES)}")
        try:
            filled["auth"] = signing.check(filled.get("auth", {"type": "none"}))
        except signing.SettingsError as error:
            raise TargetsError(f"{place}.{error}") from None
        return Target(name, slug, **filled)

    def _filled(self, value: Any, place: str, environment: Mapping[str, str]) -> Any:
        if isinstance(value, Mapping):
            return {key: self._filled(inner, f"{place}.{key}", environment) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._filled(inner, place, environment) for inner in value]
        if not isinstance(value, str):
            return value

        def fill(match: re.Match[str]) -> str:
            found = environment.get(match[1]) or self.secrets.get(match[1])
            if not found:
                raise TargetsError(f"{place}: the variable {match[1]} is not set; export {match[1]}=… before the run")
            return found

        return _VARIABLE.sub(fill, value)


def _only_known(place: str, raw: Mapping[str, Any]) -> None:
    for key in raw:
        if key not in _ENTRY:
            raise TargetsError(f"{place}.{key}: unknown key; {meant(key, _ENTRY, len(_ENTRY))}")


def _only_addresses(place: str, given: str, written: str) -> None:
    """Whether paths can be set behind an address: one with a query or a fragment would swallow them.

    It is told as it is `written`, for a variable may hold anything, and without what may be a key.
    """
    found = f"found {shown_address(written)!r}"
    if not re.match(r"https?://[^/]+", given):
        raise TargetsError(f"{place}: expected an address that starts with http:// or https://, {found}")
    if "?" in given or "#" in given:
        raise TargetsError(f"{place}: expected an address without ? and #, for the paths of listings are set behind it; {found}")
    try:
        read = read_address(given)
    except httpx.InvalidURL as error:
        why = "" if written != given else f" ({error})"
        raise TargetsError(f"{place}: {shown_address(written)!r} is no address{why}") from None
    if read.port is not None and not 0 < read.port < 65536:
        raise TargetsError(f"{place}: there is no port {read.port}; expected one from 1 to 65535")


def _only_certificates(place: str, file: str, written: str) -> None:
    try:
        ssl.create_default_context(cafile=file)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise TargetsError(f"{place}: {written} holds no certificates that can be read ({reason(error)}); expected PEM") from None


def _kinds(kinds: Any) -> str:
    names = {str: "text", dict: "a table", bool: "true or false", int: "a whole number", float: "a number", list: "a list"}
    return " or ".join(names.get(kind, "a time") for kind in (kinds if isinstance(kinds, tuple) else (kinds,)))


def _only_pointers(place: str, given: list[Any]) -> None:
    for at, pointer in enumerate(given):
        if not isinstance(pointer, str) or not pointer.startswith("/"):
            raise TargetsError(f'{place}[{at}]: expected a pointer into an answer such as "/Jobs/*/UserCommand"')


def _only_variables(place: str, auth: Mapping[str, Any]) -> None:
    for name in sorted(signing.secret_names(auth.get("type"))):
        value = auth.get(name)
        if isinstance(value, str) and not _ONLY_VARIABLES.fullmatch(value):
            raise TargetsError(f'{place}.auth.{name}: a secret must not stand in the file; write it as "${{VARIABLE}}"')


def _no_variables(place: str, auth: Mapping[str, Any]) -> None:
    for name in sorted(signing.as_written()):
        if _VARIABLE.search(str(auth.get(name, ""))):
            raise TargetsError(
                f"{place}.auth.{name}: holds a variable, and the words of a command can be read by everybody on the machine; "
                "let the command read its secrets itself, from its environment or a file"
            )


def no_targets(path: Path) -> TargetsFile:
    """What stands for a targets file that is not there: no target but the bundled simulator."""
    return TargetsFile(path)


def read_targets(path: Path) -> TargetsFile:
    """The targets file at a path. Raises TargetsError where it cannot be read or holds unknown keys."""
    try:
        read = toml_of(text_of(path, _LARGEST))
    except FileNotFoundError:
        raise TargetsError(
            f"{path}: there is no targets file; `listproof init` writes one, and so does what `listproof serve` prints"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise TargetsError(f"{path}: cannot be read ({reason(error)})") from None
    except tomllib.TOMLDecodeError as error:
        raise TargetsError(f"{path}: is no TOML: {error}") from None
    except RecursionError:
        raise TargetsError(f"{path}: is nested too deeply; expected tables [targets.NAME.SLUG]") from None
    for key in read:
        if key not in _TOP:
            raise TargetsError(f"{path}: unknown key {key!r}; {meant(key, _TOP)}")
    entries = read.get("targets", {})
    if not isinstance(entries, Mapping):
        raise TargetsError(f"{path}: targets: expected tables [targets.NAME.SLUG], found {_kinds(type(entries))}")
    for name, entry in entries.items():
        if name == "mock":
            raise TargetsError(f"{path}: targets.mock: is the bundled simulator; choose another name")
        if not _NAME.fullmatch(name):
            raise TargetsError(
                f"{path}: targets.{shown(name)!r}: is no name; expected up to 64 letters, digits, dots, hyphens and underscores, "
                "a letter or digit first and no dot last"
            )
        if not isinstance(entry, Mapping) or not all(isinstance(inner, Mapping) for inner in entry.values()):
            raise TargetsError(f"{path}: targets.{name}: expected tables [targets.{name}.SLUG]")
        for slug, raw in entry.items():
            _only_known(f"{path}: targets.{name}.{slug}", raw)
    return TargetsFile(path, entries, tuple(_waivers(path, read.get("waivers", []))), _secrets(path, read.get("secrets")))


def _secrets(path: Path, given: Any) -> dict[str, str]:
    if given is None:
        return {}
    place = path.parent / str(given)
    try:
        place = Path(given).expanduser() if str(given).startswith("~") else place
        read = toml_of(text_of(place, _LARGEST))
    except (OSError, UnicodeDecodeError, RuntimeError, tomllib.TOMLDecodeError) as error:
        reason = "is no TOML" if isinstance(error, tomllib.TOMLDecodeError) else "cannot be read"
        raise TargetsError(f'{path}: secrets: {place} {reason}; expected a file of lines NAME = "value"') from None
    return {name: str(value) for name, value in read.items()}


def _waivers(path: Path, given: Any) -> list[Waiver]:
    found = []
    for index, raw in enumerate(given if isinstance(given, list) else [given]):
        place = f"{path}: waivers[{index}]"
        if not isinstance(raw, Mapping):
            raise TargetsError(f"{place}: expected a table [[waivers]], found {_kinds(type(raw))}")
        for key in raw:
            if key not in _WAIVER:
                raise TargetsError(f"{place}.{key}: unknown key; {meant(key, _WAIVER)}")
        for key in _WAIVER_NEEDS:
            if not raw.get(key):
                raise TargetsError(f"{place}.{key}: is missing; a waiver names {', '.join(_WAIVER_NEEDS)}")
        until = raw["until"]
        if not isinstance(until, datetime.date):
            try:
                until = datetime.date.fromisoformat(str(until))
            except ValueError:
                raise TargetsError(f"{place}.until: expected a day such as 2027-03-31, found {raw['until']!r}") from None
        texts = {key: str(raw[key]) for key in ("law", "contract", "target", "reason")}
        found.append(Waiver(**texts, until=until.isoformat(), subject=raw.get("subject")))
    return found
