"""The files that a folder begins with, as text: where to ask, what to ask for, and who asks again on every change."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2

from listproof.contract import Contract
from listproof.transport.auth import SCHEMES
from listproof.transport.target import LOOPBACK

__all__ = ["PIPELINES", "hand_written", "installed_from", "target_name", "targets_file", "variables", "workflow"]

PIPELINES = {"github": Path(".github/workflows/listproof.yml"), "gitlab": Path(".gitlab-ci.yml")}
"""Where the workflow of each pipeline stands."""
_VARIABLES = {"value": "token"}
_ANSWERS = "python -c \"import socket; socket.create_connection(('{host}', {port}), 1)\""
_WAIT = f"for _ in $(seq 300); do {_ANSWERS} 2> wait.log && break; sleep 1; done"
"""Waits until somebody answers at an address: in the shell, with what a pipeline has anyhow."""


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


def installed_from() -> str:
    """The address that pip was given for the listproof that runs here (PEP 610); empty where it was a file, a checkout or an index."""
    try:
        given = json.loads(metadata.distribution("listproof").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return ""
    taken, address = given.get("vcs_info") or {}, str(given.get("url", ""))
    if not taken or not address.startswith(("https://", "ssh://")) or urlsplit(address).password:
        return ""
    return f"{taken.get('vcs', 'git')}+{address}" + (f"@{taken['commit_id']}" if taken.get("commit_id") else "")


def workflow(pipeline: str, url: str, needed: Iterable[str], install: str, start: str = "") -> str:
    """The workflow of a pipeline that asks an address, with the variables that it needs. KeyError for an unknown pipeline.

    `install` is what pip is given for listproof. A service of this machine is asked where `start` is the command that starts it; without
    one, nobody can ask it there, and the contracts alone are looked at.
    """
    template = _templates().from_string(_template({"github": "github.yml", "gitlab": "gitlab.yml"}[pipeline]))
    name = target_name(url)
    address = urlsplit(url)
    port = address.port or (443 if address.scheme == "https" else 80)
    return template.render(
        url=url, target=name, local=name == "local", needed=tuple(needed), install=shlex.quote(install), start=start,
        asks=name != "local" or bool(start), wait=_WAIT.format(host=address.hostname, port=port),
    ) + "\n"  # fmt: skip


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
