"""The files that a folder begins with, as text: where to ask, what to ask for, and who asks again on every change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2

from listproof.contract import Contract
from listproof.transport.auth import SCHEMES
from listproof.transport.target import LOOPBACK

__all__ = ["PIPELINES", "hand_written", "target_name", "targets_file", "variables", "workflow"]

PIPELINES = {"github": Path(".github/workflows/listproof.yml"), "gitlab": Path(".gitlab-ci.yml")}
"""Where the workflow of each pipeline stands."""
_VARIABLES = {"value": "token"}


def target_name(url: str) -> str:
    """What the target at an address is called: `local` on this machine, else `live`."""
    return "local" if LOOPBACK.match(url) else "live"


def targets_file(contracts: Iterable[Contract], url: str, paths: Mapping[str, Mapping[str, str]] | None = None, prefix: str = "API") -> str:
    """The targets file that asks for some contracts at one address; variables begin with a prefix.

    `paths` are the values of paths by slug. An entry whose path needs values that are not known is there, and commented out.
    """
    name = target_name(url)
    lines = [
        f"# Where listproof asks, and as whom: `listproof test --target {name}`. Only GET is sent.",
        "# ${VARIABLE} is read from the environment; a secret never stands here.",
    ]
    for contract in contracts:
        lines += ["", *_entry(contract, url, name, (paths or {}).get(contract.slug, {}), prefix)]
    return "\n".join(lines) + "\n"


def _entry(contract: Contract, url: str, name: str, path: Mapping[str, str], prefix: str) -> Iterator[str]:
    named = [scope.parameter for scope in contract.scopes]
    needed = [one for one in named if one not in path]
    table = [f"[targets.{name}.{contract.slug}]", f"base_url = {_text(url)}"]
    if needed:
        yield f"# {contract.slug} is left out: write values for its path in place of … and take the marks away."
    if named:
        table += ["path = { " + ", ".join(f"{_text(one)} = {_text(path.get(one, '…'))}" for one in named) + " }"]
    signed = _auth(contract, prefix)
    if signed:
        table += ["auth = { " + ", ".join(f"{key} = {_text(value)}" for key, value in signed.items()) + " }"]
    if name == "live":
        table += ["requests_per_second = 2"]
    yield from (f"# {line}" if needed else line for line in table)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _auth(contract: Contract, prefix: str) -> dict[str, str]:
    """The `auth` table of the first way to sign in, its values left to variables; empty where nobody needs to."""
    way: Mapping[str, Any] = contract.sign_in[0] if contract.sign_in else {"type": "none"}
    kind = str(way["type"])
    if kind == "none":
        return {}
    needed = [setting.name for setting in SCHEMES[kind].settings if setting.required or setting.name in way]
    variable = {one: f"{prefix}_{_VARIABLES.get(one, one).upper()}" for one in needed}
    return {"type": kind, **{one: str(way[one]) if one in way else "${" + variable[one] + "}" for one in needed}}


def variables(contracts: Iterable[Contract]) -> tuple[str, ...]:
    """The variables that the targets file of some contracts reads, each once."""
    found = (value[2:-1] for contract in contracts for value in _auth(contract, "API").values() if value.startswith("${"))
    return tuple(dict.fromkeys(found))


def workflow(pipeline: str, url: str, needed: Iterable[str]) -> str:
    """The workflow of a pipeline that asks an address, with the variables that it needs. KeyError for an unknown pipeline."""
    template = _templates().from_string(_template({"github": "github.yml", "gitlab": "gitlab.yml"}[pipeline]))
    name = target_name(url)
    return template.render(url=url, target=name, local=name == "local", needed=tuple(needed)) + "\n"


def hand_written() -> str:
    """A contract to write over: one listing by offset and limit, with a filter and an order."""
    return _template("contract.yaml")


@cache
def _templates() -> jinja2.Environment:
    """Templates of files that have braces of their own."""
    return jinja2.Environment(
        block_start_string="[%", block_end_string="%]", variable_start_string="[[", variable_end_string="]]", trim_blocks=True,
        comment_start_string="[#", comment_end_string="#]", undefined=jinja2.StrictUndefined, autoescape=False,
    )  # fmt: skip


def _template(name: str) -> str:
    return (resources.files("listproof.starting") / "templates" / name).read_text("utf-8")
