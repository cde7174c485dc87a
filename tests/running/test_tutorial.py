"""The first hour of the documents, walked word by word: each command in its folder, each line that is shown compared."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

DOCS = Path(__file__).parents[2] / "docs"
PORT = "8790"
"""The port of the tutorial; a free one stands for it here."""
_FENCE = re.compile(r"^```(?:sh)?\n(.*?)^```", re.DOTALL | re.MULTILINE)


def parts() -> dict[str, str]:
    """The numbered parts of the tutorial."""
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    return {part[0]: part for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}


def steps(part: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a part, with the lines that it is said to print."""
    for block in _FENCE.findall(part):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = step.rstrip("\n").split("\n")
            yield command, [line for line in shown if line.strip() not in ("", "…")]


def plain(line: str) -> str:
    """A line without what differs from run to run, or with another law: numbers, and the width of blanks."""
    return re.sub(r"\b\d+(\.\d+)?s?\b", "#", re.sub(r"\s+", " ", line)).strip()


@dataclass
class Walk:
    """Somebody who follows the tutorial: where they are, and the server that they started."""

    folder: Path
    port: str
    environment: dict[str, str]
    server: subprocess.Popen[bytes] | None = None
    wrong: list[str] = field(default_factory=list)

    def serve(self, *fault: str) -> None:
        """Start the simulator anew, in the second terminal."""
        self.stop()
        with (self.folder.parent / "hour/served.txt").open("wb") as out:
            command = ["listproof", "serve", "orchards", "--port", self.port, *fault]
            self.server = subprocess.Popen(command, cwd=self.folder.parent / "hour", env=self.environment, stdout=out)
        with httpx.Client(transport=httpx.HTTPTransport(retries=9)) as client:
            client.get(f"http://127.0.0.1:{self.port}/")

    def stop(self) -> None:
        """Ctrl-C."""
        if self.server is not None:
            self.server.terminate()
            self.server.wait(20)

    def step(self, command: str, shown: list[str]) -> None:
        """Run one command, and note each line that it should have printed and did not."""
        command = command.replace(PORT, self.port)
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self.environment[name] = value
            return
        if " && cd " in command:
            self.folder = (self.folder / command.rpartition(" ")[2]).resolve()
            self.folder.mkdir()
            return
        done = subprocess.run(command, shell=True, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=200)
        printed = {plain(line) for line in (done.stdout + done.stderr).split("\n")}
        missing = [line for line in shown if plain(line.replace(PORT, self.port)) not in printed]
        if missing:
            self.wrong.append("\n".join([f"$ {command}", *missing, "was not printed, but", done.stdout + done.stderr]))


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    """Somebody in an empty folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LISTPROOF", "API_"))}
    beside = os.pathsep.join([str(Path(sys.executable).parent), kept["PATH"]])
    (tmp_path / "hour").mkdir()
    walking = Walk(tmp_path / "hour", port, {**kept, "PATH": beside, "COLUMNS": "160"})
    yield walking
    walking.stop()


@pytest.mark.slow
def test_every_command_of_the_first_hour_prints_what_it_is_said_to(walk: Walk) -> None:
    """From a contract to a finding that is found, shown and gone, and from an OpenAPI file to a listing that is kept."""
    told = parts()
    contract = re.findall(r"```yaml\n(.*?)```", (DOCS / "add-a-contract.md").read_text("utf-8"), re.DOTALL)[-1]
    (walk.folder / "contracts/orchards").mkdir(parents=True)
    (walk.folder / "contracts/orchards/openapi.yaml").write_text(contract, encoding="utf-8")
    lying = ("--fault", "filter-ignored:name")
    walked = 0
    for number in "34567":
        if number in "46":
            walk.serve(*lying)
        for command, shown in steps(told[number]):
            if any("another answer" in line for line in shown):
                walk.serve()
            if number == "7" and any(line.startswith("✗") for line in shown):
                strike(walk.folder / "contracts/openapi.overlay.yaml", "filters.name:")
            walk.step(command, shown)
            walked += 1
    assert walked > 12
    assert walk.wrong == [], "\n\n".join(walk.wrong)


def strike(file: Path, beginning: str) -> None:
    """Delete the one line of a file that begins so."""
    lines = file.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if not line.strip().startswith(beginning)]
    assert len(kept) == len(lines) - 1
    file.write_text("\n".join(kept), encoding="utf-8")
