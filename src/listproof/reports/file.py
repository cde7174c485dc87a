"""The run record as a file: written whole or not at all, read with one clear sentence for whatever is wrong with it."""

from __future__ import annotations

import dataclasses
import datetime
import errno
import json
import os
import re
import sys
import tempfile
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs

from listproof.contract import Source
from listproof.contract.files import LARGEST, reason, text_of
from listproof.contract.visible import visible
from listproof.reports.finding import findings
from listproof.reports.masking import Mask, masked, unmasked
from listproof.reports.older import with_fields, with_findings
from listproof.reports.run import VERSION, FactRecord, Run
from listproof.reports.together import settle
from listproof.transport.json_body import DEEPEST, deeper
from listproof.verdicts import Exchange, Observation, Outcome, Verdict, Violation

__all__ = [
    "RunFileError", "escaped", "from_json", "json_text", "packed", "parts_of", "read", "run_schema", "seen", "spelled", "to_json",
    "unpacked", "verdicts", "write", "write_text",
]  # fmt: skip

T = typing.TypeVar("T")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""Half a surrogate pair, which JSON can spell and no file can hold."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]+")
_LARGEST = 500_000_000
_STEERS = re.compile(r"\\[bfrtu]|::|##")
"""What a text of JSON holds where a text in it may be one that is spelled before it is shown; a line break is none."""
_AT_ONCE = 100_000
"""Pieces of a text that are joined at once: all those of a large run would take six times the memory of the text."""
_UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: with_findings, 2: with_fields}
"""What brings a record of version N to N + 1, by N; every version that was ever released stays readable."""


class RunFileError(Exception):
    """A file that is no run record which this version can read; the message names the file and says what to do."""


def write(run: Run, path: Path, mask: Mask = unmasked) -> None:
    """Write a run as JSON, atomically: a reader sees the old file or the new one. `mask` takes secrets out of every text."""
    write_text(path, spelled(run, mask)[0])


def spelled(run: Run, mask: Mask = unmasked) -> tuple[str, Run]:
    """A run as the text of its file, secrets taken out, and the run as that text tells it."""
    if mask is unmasked:  # part by part: all of a large run as JSON takes five times the memory of its text
        return json_text(run, indent=1, default=parts_of) + "\n", run
    plain = to_json(run)
    told = masked(plain, mask, _words())
    text = json_text(told, indent=1) + "\n"
    return text, run if told == plain else from_json(told)


def seen(value: T) -> T:
    """A run, or an outcome, as a face shows it: what of its texts cannot be seen, or steers, is spelled (`contract.visible`)."""
    if isinstance(value, Run):  # part by part, for a large one as JSON takes five times the memory of its text
        many: dict[str, Any] = {name: tuple(map(seen, getattr(value, name))) for name in ("listings", "outcomes", "findings")}
        few = _shown(dataclasses.replace(value, listings=(), outcomes=(), findings=()))
        return dataclasses.replace(few, **many)
    return _shown(value)


def _shown(value: T) -> T:
    text = json.dumps(value, ensure_ascii=False, default=parts_of)
    if text.isprintable() and not _STEERS.search(text):
        return value
    found: T = _decode(type(value), masked(to_json(value), lambda text: visible(text, lines=True), _words()))
    return found


def json_text(value: Any, indent: int | None = None, default: Callable[[Any], Any] | None = None) -> str:
    """A JSON value as text in which what cannot be seen is escaped, so that nothing in the file steers a terminal that shows it.

    `default` gives what is no JSON value in it as one, whose parts may be none either; with `indent` alone.
    """
    if indent is None:
        return escaped(json.dumps(value, ensure_ascii=False))
    pieces = json.JSONEncoder(ensure_ascii=False, indent=indent, default=default).iterencode(value)
    parts = iter(lambda: "".join(islice(pieces, _AT_ONCE)), "")
    return "".join(map(escaped, parts))


def escaped(text: str) -> str:
    """A text of JSON in which what cannot be seen, or steers, is escaped; what can be stays."""
    return _BEYOND_ASCII.sub(_spelled_out, text)


def _spelled_out(found: re.Match[str]) -> str:
    if found[0].isprintable():
        return found[0]
    return "".join(one if one == visible(one) or "\ud800" <= one <= "\udfff" else f"\\u{ord(one):04x}" for one in found[0])


def packed(value: Any, mask: Mask = unmasked) -> str:
    """Any value of a run as one text of ASCII, secrets taken out: what one process tells another."""
    return json.dumps(masked(to_json(value), mask, _words()))


def unpacked(kind: Any, text: str) -> Any:
    """What was packed, as the type that it had. Keys of mappings come back as texts."""
    return _decode(kind, json.loads(text))


def _read_by_somebody(path: str, flags: int) -> int:
    """Opens a device, or a pipe that somebody has opened to read."""
    try:
        handle = os.open(path, flags | os.O_NONBLOCK)
    except OSError as error:
        raise OSError(error.errno, "nobody reads from this pipe", path) if error.errno == errno.ENXIO else error from None
    os.set_blocking(handle, True)
    return handle


def write_text(path: Path, text: str | Iterable[str]) -> None:
    """Write a text, or its pieces, as a file, atomically, with its folder where that is missing; lone surrogates become `?`. A device or a
    pipe stays one.

    OSError for a pipe that nobody reads from: to wait for one might be to wait for ever.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        with open(path, "w", encoding="utf-8", errors="replace", newline="\n", opener=_read_by_somebody) as out:
            out.writelines([text] if isinstance(text, str) else text)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as out:
            out.writelines([text] if isinstance(text, str) else text)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def read(path: Path) -> Run:
    """The run of a file. Raises RunFileError, one sentence, for a file that is missing, corrupt, of a newer version or no run.

    Where a writer was killed while the files of a run took their places beside it, they take them first.
    """
    settle(path.parent)
    if not path.exists():  # a writer may have begun since
        settle(path.parent)
    return from_json(_value(path), str(path))


def verdicts(path: Path) -> dict[str, Verdict]:
    """The verdicts of the run of a file, by the keys of its outcomes: less to read than the run. Raises RunFileError as `read` does."""
    return {outcome["key"]: outcome["verdict"] for outcome in _sound(_value(path), str(path))["outcomes"]}


def _value(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST:
            raise RunFileError(f"{path} is larger than {_LARGEST // 1_000_000} MB; expected the run.json that a run leaves in reports/")
        text = text_of(path, _LARGEST if path.is_file() else LARGEST)
    except FileNotFoundError:
        raise RunFileError(f"{path} does not exist; expected the run.json that a run leaves in reports/") from None
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error)
        raise RunFileError(f"{path} cannot be read ({why}); expected the run.json that a run leaves in reports/") from None
    try:
        value = json.loads(text)
    except ValueError as error:
        raise RunFileError(f"{path} is not JSON ({error}); it was cut short or edited: run again or use an older run") from None
    except RecursionError:
        value, deep = None, True
    else:
        deep = deeper(value, DEEPEST)
    if deep:
        raise RunFileError(f"{path} is nested more deeply than any run record; run again or use an older run")
    if _HALF.search(text):
        value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    return value


def from_json(value: Any, name: str = "run.json") -> Run:
    """The run of a JSON value, an older version brought up to date. Raises RunFileError; `name` is the file that it names."""
    run: Run = _decode(Run, _sound(value, name))
    if run.findings or not run.with_verdict("fail"):
        return run
    return dataclasses.replace(run, findings=findings(run.listings, run.outcomes))  # a run of a version that kept none


def _sound(value: Any, name: str) -> Any:
    version = value.get("version") if isinstance(value, Mapping) else None
    if not isinstance(version, int) or isinstance(version, bool):
        raise RunFileError(f"{name} is no run record: it has no version; expected the run.json that a run leaves in reports/")
    if version > VERSION:
        raise RunFileError(
            f"{name} was written in version {version} of the format and this listproof reads up to {VERSION}; upgrade listproof"
        )
    while version < VERSION:
        if version not in _UPGRADES:
            raise RunFileError(f"{name} has version {version}, which no listproof ever wrote; run again")
        value = _UPGRADES[version](dict(value))
        version = value["version"]
    if not _validator().is_valid(value):
        import jsonschema  # only who has something to explain pays for loading it

        error = next(jsonschema.Draft202012Validator(run_schema()).iter_errors(value), None)
        why = f"at {error.json_path} {_short(error.message)}" if error else "it holds a number that nobody counts to"
        raise RunFileError(f"{name} is no sound run record: {why}; run again")
    for moment in (value["started"], value["finished"]):
        try:
            datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp()
        except (ValueError, OverflowError):
            raise RunFileError(f"{name} is no sound run record: {_short(repr(moment))} is no time; run again") from None
    return value


def _short(message: str) -> str:
    return message if len(message) <= 160 else f"{message[:80]} … {message[-80:]}"


@cache
def run_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of run.json."""
    found: dict[str, Any] = json.loads(resources.files("listproof.reports").joinpath("run.schema.json").read_text("utf-8"))
    return found


@cache
def _words() -> frozenset[str]:
    """The keys that the format itself names, which are no data and never masked."""
    schema = run_schema()
    return frozenset(name for one in (schema, *schema["$defs"].values()) for name in _named(one))


def _named(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        yield from schema.get("properties", ())
        for one in schema.values():
            yield from _named(one)


@cache
def _validator() -> Any:
    return jsonschema_rs.validator_for(run_schema())


def to_json(value: Any) -> Any:
    """A run, or any value within one, as JSON; derived properties that other tools want (`key`, `exercised`) stand beside."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    parts = parts_of(value)
    if isinstance(parts, dict):
        return {key: to_json(one) for key, one in parts.items()}
    return [to_json(one) for one in parts] if isinstance(parts, list) else parts


def parts_of(value: Any) -> Any:
    """A value of a run as JSON has it, with its parts as they are; see `to_json`."""
    if isinstance(value, Violation):
        names = ("says", "fact", "source", "expected", "observed", "observation", "exchanges", "intermittent")
        return {name: getattr(value, name) for name in names}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        if isinstance(value, Run):
            return {"version": found.pop("version"), **found}
        if isinstance(value, Outcome):
            return {"key": value.key, **found}
        if isinstance(value, Exchange):
            return {**found, "curl": value.curl}
        if isinstance(value, FactRecord):
            return {**found, "exercised": value.exercised}
        return found
    if isinstance(value, Mapping):
        return {str(key): one for key, one in value.items()}
    return list(value) if isinstance(value, list | tuple | set | frozenset) else str(value)


def _decode(kind: Any, value: Any) -> Any:
    """The value of an annotated type from its JSON; the schema has already held the JSON to the type."""
    origin = typing.get_origin(kind)
    if isinstance(value, str):
        return sys.intern(value)  # ids, laws and sentences stand in a large run thousands of times
    if value is None or kind is Any or origin is typing.Literal:
        return value
    if origin in (types.UnionType, typing.Union):
        return _decode(next(one for one in typing.get_args(kind) if one is not type(None)), value)
    if origin is tuple:
        return tuple(_decode(typing.get_args(kind)[0], one) for one in value)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _decode(typing.get_args(kind)[1], one) for key, one in value.items()}
    if kind is Violation:
        return Violation(
            value["says"],
            fact=value["fact"],
            source=_decode(Source, value["source"]),
            expected=value["expected"],
            observed=value["observed"],
            exchanges=_decode(tuple[Exchange, ...], value["exchanges"]),
            intermittent=value["intermittent"],
            observation=_decode(Observation, value["observation"]),
        )
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _decode(hints[name], value[name]) for name in hints if name in value})
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    names = {one.name for one in dataclasses.fields(kind)}
    return {name: hint for name, hint in typing.get_type_hints(kind).items() if name in names}
