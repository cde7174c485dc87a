"""Many listings of one OpenAPI file on several hosts, asked by shards at once, joined, and compared: time, pace and memory.

The file is made of one invented listing, again and again under other paths; each host is an address of this machine (127.0.0.1 and on)
with a simulator of its listings. Each shard is a process as a machine of its own would run it.

    python benchmarks/fleet.py                          200 listings, 8 hosts, 8 shards, 5 requests a second and host: half an hour
    python benchmarks/fleet.py --listings 16            fewer
    python benchmarks/fleet.py --rate 20                faster

Where it is asked to (`--write`), it puts what it tells into docs/scale.md.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import yaml
from marked import put

from listproof.contract import load
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.targets import entry_of, mock

CHECKOUT = Path(__file__).parents[1]
PAGE = CHECKOUT / "docs" / "scale.md"
BASE = CHECKOUT / "tests" / "contracts" / "invented" / "harbours" / "openapi.yaml"
RECORDS = 120
BEGIN, END = "<!-- fleet: written by benchmarks/fleet.py --write -->", "<!-- /fleet -->"
HEAD = """\
| listings | hosts | shards | requests | seconds | of the pace | memory of a shard | merged in | compared in |
|---:|---|---:|---:|---:|---:|---:|---:|---:|"""
_METHODS = ("get", "post")


@dataclass(frozen=True)
class Shard:
    """What one process took: its exit code, seconds from its start to its end, and the most memory that it held, in megabytes."""

    code: int
    seconds: float
    megabytes: float


def document(listings: int) -> dict[str, Any]:
    """An OpenAPI file of so many listings, each an operation with what the listing at its top says of itself."""
    base: dict[str, Any] = yaml.safe_load(BASE.read_text(encoding="utf-8"))
    listing = base.pop("x-listing")
    ((path, item),) = base["paths"].items()
    method = next(name for name in _METHODS if name in item)
    operation = {name: value for name, value in item[method].items() if name != "operationId"}
    base["paths"] = {
        f"{path}-{number:03}": {**item, method: {**operation, "x-listing": {**listing, "slug": f"listing-{number:03}"}}}
        for number in range(1, listings + 1)
    }
    return base


def targets(contracts: Path, urls: Sequence[str], listings: int, rate: float) -> str:
    """The targets file: each listing at one of the hosts, in turn."""
    tables = []
    for number in range(listings):
        contract = load(f"listing-{number + 1:03}", contracts)
        table = {**mock(contract, urls[number % len(urls)]), "requests_per_second": rate}
        table.pop("try_wrong_signature", None)
        tables += [f"[targets.fleet.{contract.slug}]", *(entry_of(key, value) for key, value in table.items()), ""]
    return "\n".join(tables)


def asked(folder: Path, shards: int) -> list[Shard]:
    """All shards at once, each a process."""
    began, running = time.monotonic(), {}
    for number in range(1, shards + 1):
        told = ["--target=fleet", f"--shard={number}/{shards}", "--seed=1", f"--reports={folder / f'shard-{number}'}", "-q"]
        where = [f"--targets-file={folder / 'listproof.toml'}", f"--contracts={folder / 'contracts'}"]
        with (folder / f"shard-{number}.txt").open("wb") as printed:
            command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *told, *where]
            process = subprocess.Popen(command, cwd=CHECKOUT, stdout=printed, stderr=subprocess.STDOUT)
        running[process.pid] = number
    ended = []
    while running:
        pid, status, used = os.wait4(-1, 0)
        if running.pop(pid, None) is not None:
            ended.append(Shard(os.waitstatus_to_exitcode(status), time.monotonic() - began, used.ru_maxrss / 1024))
    return ended


def _timed(*arguments: str) -> float:
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "listproof", *arguments], cwd=CHECKOUT, capture_output=True, text=True)
    if done.returncode:
        raise click.ClickException(f"listproof {arguments[0]} ends with {done.returncode}: {(done.stderr or done.stdout)[-600:]}")
    return time.monotonic() - began


def measured(folder: Path, listings: int, hosts: int, shards: int, rate: float) -> str:
    """The line of the table. Raises ClickException where a shard finds anything wrong, for the simulators are right."""
    contracts = folder / "contracts"
    contracts.mkdir()
    (contracts / "fleet.yaml").write_text(yaml.safe_dump(document(listings), sort_keys=False, allow_unicode=True), encoding="utf-8")
    with contextlib.ExitStack() as stack:
        urls = []
        for host in range(hosts):
            own = [load(f"listing-{number + 1:03}", contracts) for number in range(host, listings, hosts)]
            urls.append(stack.enter_context(start([Service(one, RECORDS) for one in own], f"127.0.0.{host + 1}", 0)).url)
        (folder / "listproof.toml").write_text(targets(contracts, urls, listings, rate), encoding="utf-8")
        ended = asked(folder, shards)
    if any(one.code for one in ended):
        raise click.ClickException("\n".join(path.read_text()[-600:] for path in sorted(folder.glob("shard-*.txt"))))
    merging = _timed("merge", *(str(folder / f"shard-{number}") for number in range(1, shards + 1)), "-o", str(folder / "whole"))
    record = folder / "whole" / "run.json"
    comparing = _timed("compare", str(record), str(record))
    requests = sum(one["requests"] for one in json.loads(record.read_text(encoding="utf-8"))["listings"])
    seconds = max(one.seconds for one in ended)
    kept, memory = requests / seconds / (rate * hosts), max(one.megabytes for one in ended)
    return (
        f"| {listings} | {hosts} at {rate:g} a second | {shards} | {requests:,} | {seconds:.0f} | {kept:.0%} | {memory:.0f} MB"
        f" | {merging:.1f} s | {comparing:.1f} s |"
    )


@click.command()
@click.option("--listings", default=200, show_default=True, type=click.IntRange(1, 999))
@click.option("--hosts", default=8, show_default=True, type=click.IntRange(1, 200))
@click.option("--shards", default=8, show_default=True, type=click.IntRange(1))
@click.option("--rate", default=5.0, show_default=True, type=click.FloatRange(0.1), help="Requests a second that a host allows.")
@click.option("--write", is_flag=True, help="Put the table into docs/scale.md.")
def main(listings: int, hosts: int, shards: int, rate: float, write: bool) -> None:
    """Ask many listings by shards, join them, and tell time, pace and memory."""
    with tempfile.TemporaryDirectory() as folder:
        line = measured(Path(folder), listings, hosts, shards, rate)
    click.echo(f"{HEAD}\n{line}")
    if write:
        put(PAGE, (BEGIN, END), f"{HEAD}\n{line}")


if __name__ == "__main__":
    main()
