"""How a real server is had, filled and started: pinned versions, loopback only, every one stopped by its own process."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

KEPT = Path(os.environ.get("LISTPROOF_REAL_SERVERS", Path(tempfile.gettempdir()) / "listproof-real-servers"))
"""Where installed servers are kept from one run to the next."""
_READY_WITHIN = 90.0
_HEAVY_READY_WITHIN = 180.0


class Missing(Exception):
    """A server that cannot be had on this machine; the message says why."""


@dataclass(frozen=True)
class Recipe:
    """One server of one version.

    `packages` are what its registry calls it, with versions; `command` makes the arguments that start it from the folder where it is
    installed, a folder of its own and a port. `fill` writes what it lists before it starts, given the same two folders, and `fill_running`
    has it take in what it lists by its own interface; `ready` is a path that it answers. One that is `heavy` takes minutes to install: it
    is tried at night.
    """

    name: str
    version: str
    registry: str
    packages: tuple[str, ...]
    command: Callable[[Path, Path, int], list[str]]
    fill: Callable[[Path, Path], None] = lambda place, folder: None
    ready: str = "/"
    fill_running: Callable[[str], None] = lambda address: None
    heavy: bool = False

    @property
    def id(self) -> str:
        """Its name and version, as tests and tables call it."""
        return f"{self.name}-{self.version}"


def installed(recipe: Recipe) -> Path:
    """The folder in which a recipe's packages are installed, once. Raises Missing where they cannot be had."""
    place = KEPT / recipe.id
    done = place / "installed"
    if done.exists():
        return place
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    {"pip": _with_pip, "npm": _with_npm, "debian": _with_debian}[recipe.registry](recipe, place)
    done.write_text("\n".join(recipe.packages), encoding="utf-8")
    return place


def _with_pip(recipe: Recipe, place: Path) -> None:
    """By the pip that runs these tests: a copy in each environment takes seconds to install. What is never loaded is not compiled."""
    python = str(place / "venv/bin/python")
    _run(recipe, [sys.executable, "-m", "venv", "--without-pip", str(place / "venv")])
    asked = ["install", "-q", "--no-compile", "--disable-pip-version-check", *recipe.packages]
    _run(recipe, [sys.executable, "-m", "pip", "--python", python, *asked])


def _with_npm(recipe: Recipe, place: Path) -> None:
    if shutil.which("npm") is None:
        raise Missing(f"{recipe.id} needs npm")
    (place / "package.json").write_text(json.dumps({"name": "kept", "private": True}), encoding="utf-8")
    _run(recipe, ["npm", "install", "--prefix", str(place), "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *recipe.packages])


def _with_debian(recipe: Recipe, place: Path) -> None:
    for package in recipe.packages:
        if shutil.which(package) is None:
            raise Missing(f"{recipe.id} needs the command {package}; install Debian's package of that name")


def _run(recipe: Recipe, arguments: list[str]) -> None:
    try:
        subprocess.run(arguments, check=True, capture_output=True, timeout=1200 if recipe.heavy else 300)
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", b"") or b""
        raise Missing(f"{recipe.id} cannot be installed: {said.decode(errors='replace').strip()[-300:] or error}") from error


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def served(recipe: Recipe, folder: Path) -> Iterator[str]:
    """The address of a running server, filled and ready; it is ended with the block. Raises Missing where it cannot be had or started."""
    place, port = installed(recipe), _free_port()
    recipe.fill(place, folder)
    surroundings = {**os.environ, "FOLDER": str(folder), "NODE_PATH": str(place / "node_modules")}
    with (folder / "log").open("wb") as log:
        arguments = recipe.command(place, folder, port)
        process = subprocess.Popen(arguments, stdout=log, stderr=log, cwd=folder, env=surroundings, stdin=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(recipe, address, process, folder / "log")
            recipe.fill_running(address)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _wait(recipe: Recipe, address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + (_HEAVY_READY_WITHIN if recipe.heavy else _READY_WITHIN)
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(address + recipe.ready, timeout=5, trust_env=False).status_code < 500:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise Missing(f"{recipe.id} did not answer {recipe.ready}: {log.read_text(errors='replace')[-300:]}")
