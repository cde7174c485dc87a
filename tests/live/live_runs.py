"""Live runs as a user starts them: `pytest --target=…` in a process of its own, against a simulator on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from listproof.contract import Contract, load
from listproof.simulator.exchange import Answer, Delivery, Request
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.signin.accounts import OWNER, TEMPORARY
from listproof.simulator.targets import mock

CHECKOUT = Path(__file__).parents[2]
COC, NEBULA, DLC, HSS = (
    "huawei-coc-documents",
    "nebula-explorer-workflow-jobs",
    "alibaba-pai-dlc-jobs",
    "huawei-hss-kubernetes-jobs",
)
SLUGS = (COC, NEBULA, DLC, HSS)

VARIABLES: Mapping[str, str] = {
    "LIVE_TOKEN": OWNER.token,
    "LIVE_AK": OWNER.access_key,
    "LIVE_SK": OWNER.secret_key,
    "LIVE_USER": OWNER.user,
    "LIVE_PASSWORD": OWNER.password,
    "LIVE_STS_AK": TEMPORARY.access_key,
    "LIVE_STS_SK": TEMPORARY.secret_key,
    "LIVE_STS_TOKEN": TEMPORARY.security_token or "",
}
"""What a shell would export before a live run; the accounts are the simulator's own, made up."""

_HUAWEI_KEY = {"type": "huawei-ak-sk", "access_key": "${LIVE_AK}", "secret_key": "${LIVE_SK}"}
_HUAWEI_STS = {
    "type": "huawei-ak-sk",
    "access_key": "${LIVE_STS_AK}",
    "secret_key": "${LIVE_STS_SK}",
    "security_token": "${LIVE_STS_TOKEN}",
    "project_id": OWNER.project_id,
}
_HUAWEI_TOKEN = {"type": "header", "name": "X-Auth-Token", "value": "${LIVE_TOKEN}"}
_ALIBABA_KEY = {"type": "alibaba-acs3", "access_key_id": "${LIVE_AK}", "access_key_secret": "${LIVE_SK}"}
_ALIBABA_STS = {
    "type": "alibaba-acs3",
    "access_key_id": "${LIVE_STS_AK}",
    "access_key_secret": "${LIVE_STS_SK}",
    "security_token": "${LIVE_STS_TOKEN}",
}
_NEBULA_TOKEN = {"name": "explorer_token", "value": "${LIVE_TOKEN}"}
_NEBULA_CALL = {
    "type": "nebula-connect",
    "user": "${LIVE_USER}",
    "password": "${LIVE_PASSWORD}",
    "address": "127.0.0.1",
    "port": 9669,
}

SIGN_INS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "live": {COC: _HUAWEI_KEY, HSS: _HUAWEI_TOKEN, DLC: _ALIBABA_KEY, NEBULA: {"type": "cookie", **_NEBULA_TOKEN}},
    "other": {COC: _HUAWEI_TOKEN, HSS: _HUAWEI_KEY, DLC: _ALIBABA_STS, NEBULA: {"type": "header", **_NEBULA_TOKEN}},
    "third": {COC: _HUAWEI_STS, HSS: _HUAWEI_STS, NEBULA: _NEBULA_CALL},
}
"""Every type of sign-in of every contract, temporary keys included, spread over three targets."""


@dataclass(frozen=True)
class Finished:
    """A run that has ended: its exit code, what it printed, and its folder of reports."""

    code: int
    output: str
    reports: Path

    @property
    def record(self) -> dict[str, Any]:
        """The run's own record."""
        read: dict[str, Any] = json.loads((self.reports / "run.json").read_text(encoding="utf-8"))
        return read

    @property
    def verdicts(self) -> dict[str, int]:
        """How many outcomes have each verdict."""
        found: dict[str, int] = {}
        for outcome in self.record["outcomes"]:
            found[outcome["verdict"]] = found.get(outcome["verdict"], 0) + 1
        return found

    def failed(self) -> list[str]:
        """The laws that failed, with what each says."""
        return [f"{one['law']} {one['subject']}: {one['reason']}" for one in self.record["outcomes"] if one["verdict"] == "fail"]


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, tuple):
        value = list(value)
    return json.dumps(value, ensure_ascii=False)


def entry(contract: Contract, url: str, target: str = "live", **settings: Any) -> str:
    """The table of one contract in a targets file, as the simulator at `url` wants it; `settings` replace or add keys."""
    mocked = {key: value for key, value in mock(contract, url).items() if key != "try_wrong_signature"}  # a user's table does not say it
    table = {**mocked, "auth": SIGN_INS[target].get(contract.slug, {"type": "none"}), **settings}
    return "\n".join([f"[targets.{target}.{contract.slug}]", *(f"{key} = {toml(value)}" for key, value in table.items()), ""])


def command(folder: Path, *arguments: str) -> list[str]:
    """The command line of a run whose targets file and reports stand in a folder."""
    return [
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--targets-file={folder / 'listproof.toml'}",
        f"--reports={folder / 'reports'}", *arguments,
    ]  # fmt: skip


def environment(variables: Mapping[str, str] = VARIABLES) -> dict[str, str]:
    """The environment of a run: this process's, without what an outer pytest put there, with these variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "LIVE_"))}
    return {**kept, "COLUMNS": "140", **variables}


def run(folder: Path, *arguments: str, variables: Mapping[str, str] = VARIABLES, seconds: float = 240) -> Finished:
    """Run the suite in a process of its own and wait for its end."""
    done = subprocess.run(
        command(folder, *arguments), cwd=CHECKOUT, env=environment(variables), capture_output=True, text=True, timeout=seconds, check=False
    )
    return Finished(done.returncode, done.stdout + done.stderr, folder / "reports")


class Watched(Service):
    """A service that remembers method, path and credential of everything that reaches it."""

    def answer(self, request: Request) -> Answer:
        carried = (request.header(name) for name in ("authorization", "x-auth-token", "cookie"))
        self.memory.setdefault("heard", []).append((request.method, request.path, " ".join(filter(None, carried))))
        return super().answer(request)


class _Slow(Service):
    def answer(self, request: Request) -> Answer:
        return replace(super().answer(request), delivery=Delivery(delay=0.15))


def interrupted(folder: Path, *arguments: str, after: int = 5) -> Finished:
    """A run of one listing that answers slowly, with Ctrl-C as soon as so many laws have passed."""
    contract, printed, passed = load(COC), [], 0
    with start([_Slow(contract, 131)]) as server:
        (folder / "listproof.toml").write_text(entry(contract, server.url), encoding="utf-8")
        # Where tests run behind a shell's `&`, Ctrl-C is ignored, and a process started there would ignore it as well.
        usual = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            running = subprocess.Popen(
                command(folder, "--target=live", "-vv", *arguments), cwd=CHECKOUT, env=environment(), stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
        finally:
            signal.signal(signal.SIGINT, usual)
        assert running.stdout is not None
        for line in running.stdout:
            printed.append(line)
            passed += "PASSED" in line
            if passed == after:
                running.send_signal(signal.SIGINT)
                break
        rest, _ = running.communicate(timeout=300)
    return Finished(running.returncode, "".join(printed) + rest, folder / "reports")
