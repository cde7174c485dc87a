"""How each real server is had, filled and started: pinned versions, loopback only, every one stopped by its own process."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

APPS = Path(__file__).parent / "apps"
KEPT = Path(os.environ.get("LISTPROOF_REAL_SERVERS", Path(tempfile.gettempdir()) / "listproof-real-servers"))
"""Where installed servers are kept from one run to the next."""
_READY_WITHIN = 40.0


class Missing(Exception):
    """A server that cannot be had on this machine; the message says why."""


@dataclass(frozen=True)
class Recipe:
    """One server of one version.

    `packages` are what its registry calls it, with versions; `command` makes the arguments that start it from the folder where it is
    installed, a folder of its own and a port; `fill` writes what it lists, before it starts; `ready` is a path that it answers.
    """

    name: str
    version: str
    registry: str
    packages: tuple[str, ...]
    command: Callable[[Path, Path, int], list[str]]
    fill: Callable[[Path], None] = lambda folder: None
    ready: str = "/"
    surroundings: Mapping[str, str] = field(default_factory=dict)

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
    _run(recipe, [sys.executable, "-m", "venv", str(place / "venv")])
    _run(recipe, [str(place / "venv/bin/pip"), "install", "-q", "--disable-pip-version-check", *recipe.packages])


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
        subprocess.run(arguments, check=True, capture_output=True, timeout=300)
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
    recipe.fill(folder)
    surroundings = {**os.environ, **recipe.surroundings, "FOLDER": str(folder)}
    with (folder / "log").open("wb") as log:
        arguments = recipe.command(place, folder, port)
        process = subprocess.Popen(arguments, stdout=log, stderr=log, cwd=folder, env=surroundings, stdin=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(recipe, address, process, folder / "log")
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _wait(recipe: Recipe, address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            if httpx.get(address + recipe.ready, timeout=5, trust_env=False).status_code < 500:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise Missing(f"{recipe.id} did not answer {recipe.ready}: {log.read_text(errors='replace')[-300:]}")


# What they list: sixty jobs, an exact multiple of ten, with ties and nulls in `rank` and ties in `created`.

JOBS = tuple(
    {
        "id": number,
        "name": f"job-{number:03d}",
        "status": ("done", "failed", "running")[number % 3],
        "rank": None if number % 7 == 0 else number % 5 * 3,
        "created": f"2024-01-{1 + number % 28:02d}T00:00:00Z",
    }
    for number in range(1, 61)
)


def _jobs_as_json(folder: Path) -> None:
    jobs = [{**job, "id": str(job["id"])} for job in JOBS]
    (folder / "db.json").write_text(json.dumps({"jobs": jobs}), encoding="utf-8")


def _jobs_as_numbers(folder: Path) -> None:
    (folder / "db.json").write_text(json.dumps({"jobs": JOBS}), encoding="utf-8")


def _jobs_as_sqlite(folder: Path) -> None:
    import sqlite3

    with sqlite3.connect(folder / "jobs.db") as base:
        base.execute("create table jobs (id integer primary key, name text, status text, rank integer, created text)")
        base.executemany("insert into jobs values (:id, :name, :status, :rank, :created)", JOBS)


def _repositories(folder: Path) -> None:
    subprocess.run([sys.executable, str(APPS / "registry_storage.py"), str(folder)], check=True)
    (folder / "config.yml").write_text(
        f"version: 0.1\nstorage: {{filesystem: {{rootdirectory: {folder}/storage}}}}\nhttp: {{addr: '127.0.0.1:PORT'}}\n", encoding="utf-8"
    )


def _json_server_0(place: Path, folder: Path, port: int) -> list[str]:
    return ["node", str(place / "node_modules/json-server/lib/cli/bin.js"), "--host", "127.0.0.1", "--port", str(port), "db.json"]


def _json_server_1(place: Path, folder: Path, port: int) -> list[str]:
    return [str(place / "node_modules/.bin/json-server"), "--host", "127.0.0.1", "--port", str(port), "db.json"]


def _datasette(place: Path, folder: Path, port: int) -> list[str]:
    return [
        str(place / "venv/bin/datasette"),
        "serve",
        "jobs.db",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "--setting",
        "max_returned_rows",
        "1000",
    ]


def _app(name: str) -> Callable[[Path, Path, int], list[str]]:
    return lambda place, folder, port: [str(place / "venv/bin/python"), str(APPS / name), str(port)]


def _registry(place: Path, folder: Path, port: int) -> list[str]:
    config = folder / "config.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("PORT", str(port)), encoding="utf-8")
    return ["docker-registry", "serve", str(config)]


_DRF = ("django-filter==24.3", "djangorestframework-jsonapi==7.1.0")

RECIPES: Mapping[str, Recipe] = {
    recipe.id: recipe
    for recipe in (
        Recipe("json-server", "0.17.4", "npm", ("json-server@0.17.4",), _json_server_0, _jobs_as_numbers),
        Recipe("json-server", "1.0.0-alpha.20", "npm", ("json-server@1.0.0-alpha.20",), _json_server_1, _jobs_as_json),
        Recipe("json-server", "1.0.0-alpha.22", "npm", ("json-server@1.0.0-alpha.22",), _json_server_1, _jobs_as_json),
        Recipe("datasette", "0.61.1", "pip", ("datasette==0.61.1", "setuptools<80"), _datasette, _jobs_as_sqlite, "/-/versions.json"),
        Recipe("datasette", "0.62", "pip", ("datasette==0.62", "setuptools<80"), _datasette, _jobs_as_sqlite, "/-/versions.json"),
        Recipe("drf", "3.15.1", "pip", ("djangorestframework==3.15.1", "django==4.2.16", *_DRF), _app("drf.py"), ready="/number"),
        Recipe("drf", "3.18.3", "pip", ("djangorestframework==3.18.3", "django==5.2", *_DRF), _app("drf.py"), ready="/number"),
        Recipe(
            "fastapi-pagination", "0.16.1", "pip", ("fastapi-pagination==0.16.1", "fastapi", "uvicorn"), _app("fastapi_pages.py"),
            ready="/page",
        ),
        Recipe("moto", "5.2.5", "pip", ("moto[server]==5.2.5",), _app("moto_models.py")),
        Recipe("docker-registry", "2.8.2", "debian", ("docker-registry",), _registry, _repositories, "/v2/"),
    )
}  # fmt: skip
