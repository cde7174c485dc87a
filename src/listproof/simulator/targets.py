"""The simulator as a target of the suite: where it is, whose records to ask for, and how to sign in there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from listproof.contract import Contract
from listproof.simulator.scopes import scopes_of
from listproof.simulator.signin import settings

__all__ = ["auth", "entry_of", "mock", "snippet"]


def mock(contract: Contract, base_url: str) -> dict[str, Any]:
    """The target entry of a contract at a simulator, in the form of listproof.toml.

    `path` holds the path parameters of the main scope, `other` those of a second one that the same account may see.
    """
    scopes = scopes_of(contract)
    entry: dict[str, Any] = {"base_url": base_url}
    if contract.scopes:
        entry["path"] = {name: _value(value) for name, value in scopes.values(contract, scopes.main).items()}
    entry["auth"] = auth(contract)
    if contract.scopes and scopes.second is not None:
        entry["other"] = {name: _value(value) for name, value in scopes.values(contract, scopes.second).items()}
    return entry


def auth(contract: Contract, kind: str | None = None) -> dict[str, Any]:
    """How to sign in: the contract's first way, or the one of a type; `none` where it has no way."""
    if kind is None:
        kind = str(contract.sign_in[0]["type"]) if contract.sign_in else "none"
    return settings(kind, sign_in=contract.sign_in)


def snippet(contract: Contract, base_url: str, target: str = "mock") -> str:
    """The target entry as it stands in a targets file (TOML)."""
    lines = [f"[targets.{target}.{contract.slug}]"]
    lines += [entry_of(key, value) for key, value in mock(contract, base_url).items()]
    return "\n".join(lines)


def entry_of(key: str, value: Any) -> str:
    """One key of a targets file with its value (TOML)."""
    return f"{key} = {_toml(value)}"


def _value(text: str) -> Any:
    return int(text) if text.isdigit() else text


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
