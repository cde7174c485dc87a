"""The settings of a project: `[tool.listproof]` of its pyproject.toml or listproof.toml, as if they had been given as options."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import meant
from listproof.contract.files import text_of, toml_of
from listproof.contract.visible import visible

__all__ = ["PluginSettings", "apply", "settings_of"]

_FILES = ("pyproject.toml", "listproof.toml")
_LARGEST = 10_000_000
"""Bytes of a file that is looked into: TOML of more takes a minute to read, and a targets file of more is refused anyway."""
_NAMES, _PATH, _FLAG, _WHOLE, _NUMBER = "a name or a list of names", "a path", "true or false", "a whole number", "a number"
_KEYS: Mapping[str, tuple[str, Any]] = {
    "target": (_NAMES, []),
    "contract": (_NAMES, []),
    "targets-file": (_PATH, None),
    "contracts": (_PATH, None),
    "baseline": (_PATH, None),
    "reports": (_PATH, "reports"),
    "sarif": (_PATH, None),
    "strict-evidence": (_FLAG, False),
    "har": (_FLAG, False),
    "github": (_FLAG, False),
    "queries": (_WHOLE, None),
    "seed": (_WHOLE, None),
    "max-seconds": (_NUMBER, None),
    "laws": (_FLAG, True),
}
"""Each key: what it holds, and what the option of that name is where nobody gives it. `laws` is no option."""
_USUAL = {"contracts": "contracts", "targets-file": "listproof.toml"}
_KINDS: Mapping[str, tuple[type, ...]] = {_PATH: (str,), _FLAG: (bool,), _WHOLE: (int,), _NUMBER: (int, float), _NAMES: (str, list)}


@dataclass(frozen=True)
class PluginSettings:
    """The table of one file. `laws`: whether the laws are to run beside a project's own tests."""

    file: Path
    values: Mapping[str, Any]

    @property
    def laws(self) -> bool:
        """Whether the laws are to run where no test is named."""
        return bool(self.values.get("laws", True))


def settings_of(folders: Sequence[Path]) -> PluginSettings | None:
    """The settings of the first of some folders that has any. UsageError for a mistake in them, or two files that hold them."""
    for folder in dict.fromkeys(folders):
        found = [one for name in _FILES if (one := _read(folder / name)) is not None]
        if len(found) > 1:
            raise pytest.UsageError(f"{found[1].file}: [tool.listproof] stands in {found[0].file} as well; keep one of them")
        if found:
            return found[0]
    return None


def _read(file: Path) -> PluginSettings | None:
    try:
        table = toml_of(text_of(file, _LARGEST)).get("tool", {}).get("listproof")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, AttributeError):
        return None  # no file of ours, or one whose reader says so
    if table is None:
        return None
    place = f"{file}: tool.listproof"
    if not isinstance(table, Mapping):
        raise pytest.UsageError(f"{place}: expected a table, found {table!r}")
    for key, value in table.items():
        if key not in _KEYS:
            raise pytest.UsageError(f"{place}.{visible(key)}: unknown key; {meant(key, _KEYS, len(_KEYS))}")
        kind = _KEYS[key][0]
        named = not isinstance(value, list) or all(isinstance(one, str) for one in value)
        if not isinstance(value, _KINDS[kind]) or (isinstance(value, bool) and kind != _FLAG) or not named:
            raise pytest.UsageError(f"{place}.{key}: expected {kind}, found {value!r}")
    return PluginSettings(file, table)


def apply(settings: PluginSettings, options: Any, here: Path) -> None:
    """Let options have the values of settings where nobody gave them; paths are meant from the folder of the settings' file."""
    folder = settings.file.parent
    usual = {key: name for key, name in _USUAL.items() if key not in settings.values and folder != here and (folder / name).exists()}
    for key, value in {**usual, **settings.values}.items():
        kind, default = _KEYS[key]
        name = key.replace("-", "_")
        if key == "laws" or getattr(options, name) != default:
            continue
        if kind == _NAMES:
            value = [value] if isinstance(value, str) else value
        setattr(options, name, value if kind != _PATH or folder == here else str(folder / value))
