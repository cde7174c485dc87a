"""What is wrong with a targets file, as far as can be said without its secrets and without asking anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from listproof.contract import meant
from listproof.transport.targets_file import TargetsError, TargetsFile, read_targets

__all__ = ["wrong_targets"]


_ADDRESSES = ("base_url", "token_url", "address")
_HERE = "http://127.0.0.1"


class _Unset(dict[str, str]):
    """An environment in which every variable is set: what stands in it says nothing against a file that names it."""

    def get(self, name: str, default: object = None) -> str:
        return "unset"


def wrong_targets(path: Path, slugs: Collection[str]) -> list[str]:
    """What keeps a targets file, or an entry of it, from being used; `slugs` are the contracts that there are."""
    try:
        file = read_targets(path)
    except TargetsError as error:
        return [str(error)]
    return list(_wrong_entries(file, slugs))


def _wrong_entries(file: TargetsFile, slugs: Collection[str]) -> Iterator[str]:
    for name, entries in file.entries.items():
        for slug, raw in entries.items():
            if slug not in slugs:
                yield f"{file.path}: targets.{name}.{slug}: there is no such contract; {meant(slug, slugs)}"
            seen = TargetsFile(file.path, {name: {slug: _to_be_read(raw)}})
            try:
                seen.target(name, slug, _Unset())
            except TargetsError as error:
                yield str(error)


def _to_be_read(raw: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as it can be looked at here: certificates may lie elsewhere, and of an address from outside nothing is known."""
    kept = {key: value for key, value in raw.items() if key != "verify" or not isinstance(value, str)}
    if isinstance(raw.get("auth"), Mapping):
        kept["auth"] = {key: _known(key, value) for key, value in raw["auth"].items()}
    return {key: _known(key, value) for key, value in kept.items()}


def _known(key: str, value: object) -> object:
    return _HERE if key in _ADDRESSES and isinstance(value, str) and "${" in value else value
