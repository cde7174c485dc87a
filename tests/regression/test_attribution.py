"""Who changed, told of real runs over a socket: the API, or the account and the place that it was asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from listproof.contract import load
from listproof.simulator.faults import catalogue
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.targets import mock

SLUG = "huawei-hss-kubernetes-jobs"
CHECKOUT = Path(__file__).parents[2]


@contextmanager
def night(port: int, fault: str | None = None) -> Iterator[str]:
    """A server of this night at a port (0: any), which may ignore what its document says; gives its address."""
    contract = load(SLUG)
    service = Service(contract, 60)
    server = start([service.like(next(one for one in catalogue(contract) if one.id == fault)) if fault else service], port=port)
    try:
        yield server.url
    finally:
        server.stop()


class Desk:
    """Runs of one folder of reports, each compared with the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reports = folder / "reports"

    def asks(self, address: str, **changes: Any) -> int:
        """Run a few laws of a target called `live` at an address, and give the exit status."""
        entry = {**mock(load(SLUG), address), **changes}
        given = "\n".join(f"{name} = {_toml(value)}" for name, value in entry.items())
        targets = self.folder / "targets.toml"
        targets.write_text(f"[targets.live.{SLUG}]\n{given}\n")
        before = self.reports / "run.json"
        baseline = [f"--baseline={before}"] if before.exists() else []
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--target=live", f"--targets-file={targets}", f"--reports={self.reports}", *baseline,
             "-k", "keeps_what_it_names", "-p", "no:cacheprovider"],
            cwd=CHECKOUT, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert before.exists(), done.stdout + done.stderr
        return done.returncode

    @property
    def regression(self) -> dict[str, Any]:
        """What the last run says of the one before."""
        found: dict[str, Any] = json.loads((self.reports / "regression.json").read_text())
        return found


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_toml(inner)}" for name, inner in value.items()) + " }"
    return json.dumps(value)


def causes(desk: Desk) -> set[tuple[str, ...]]:
    """The causes of every regression that the last run told."""
    return {tuple(one["causes"]) for one in desk.regression["changes"] if one["regression"]}


def test_the_api_is_blamed_where_nothing_else_moved_and_else_account_or_address(tmp_path: Path) -> None:
    """A filter that is ignored from one night to the next is the API's doing where address, path and sign-in stayed.

    Where another project or another address was asked the environment is named first, and the API is not ruled out.
    """
    desk = Desk(tmp_path)
    with night(0) as address:
        assert desk.asks(address) == 0
    port = int(address.rsplit(":", 1)[1])
    with night(port, "filter-ignored:job_name"):
        assert desk.asks(address) == 1
    assert causes(desk) == {("api",)}

    with night(port):
        assert desk.asks(address) == 0
    with night(port, "filter-ignored:job_name"):
        second = mock(load(SLUG), address)
        assert desk.asks(address, path=second["other"], other=second["path"]) == 1
    assert causes(desk) == {("environment", "api")}
    assert desk.regression["moved"] == {f"live/{SLUG}": ["environment"]}

    with night(0) as elsewhere:
        assert desk.asks(elsewhere) == 0
    assert desk.regression["moved"] == {f"live/{SLUG}": ["environment"]}


def test_a_baseline_of_another_target_is_no_comparison(tmp_path: Path) -> None:
    """A run whose baseline has no listing in common with it ends with the status of trouble, and says that nothing was compared."""
    desk = Desk(tmp_path)
    with night(0) as address:
        assert desk.asks(address) == 0
        record = desk.reports / "run.json"
        record.write_text(record.read_text().replace('"live', '"elsewhere'))
        assert desk.asks(address) == 10
    assert desk.regression["headline"].startswith("Nothing was compared")
