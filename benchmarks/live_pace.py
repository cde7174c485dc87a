"""How much of the allowed pace a live run keeps: over real HTTP, with every answer a tenth of a second late.

    python benchmarks/live_pace.py                 20 requests a second allowed, 4 at once, every contract
    python benchmarks/live_pace.py SLUG… --rate=20 --concurrency=4 --latency=0.1

The server is a process of its own. A run keeps the pace where it sends at least 80 % of the requests that were allowed while it
lasted. Drawn laws are asked as often as at any live target. Loading the program is not counted.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection

from listproof.contract import Contract, load, slugs
from listproof.proof.suite import all_laws, plan, suites_folder
from listproof.running import Course, Place, RunChoice
from listproof.simulator.exchange import Answer, Delivery, Request
from listproof.simulator.seams import Seams
from listproof.simulator.served import Served
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.variants import Variant
from listproof.transport import Target

_KEPT = 0.8


def _late(seconds: float) -> Variant:
    def change(seams: Seams) -> Seams:
        def http(service: Served, request: Request, answer: Answer) -> Answer:
            return replace(seams.http(service, request, answer), delivery=Delivery(delay=seconds))

        return replace(seams, http=http)

    return Variant("late", f"Every answer is {seconds:g} s late.", change)


def _serve(slug: str, latency: float, told: Connection) -> None:
    with start([Service(load(slug), variant=_late(latency))]) as running:
        told.send(running.url)
        told.recv()


@contextmanager
def _served(slug: str, latency: float) -> Iterator[str]:
    here, there = Pipe()
    process = Process(target=_serve, args=(slug, latency, there), daemon=True)
    process.start()
    yield here.recv()
    here.send("stop")
    process.join(10)


def _row(contract: Contract, url: str, rate: float, concurrency: int) -> tuple[int, int, float, float]:
    """Items, requests, seconds, and the share of the allowed pace that was kept."""
    target = Target("live", contract.slug, requests_per_second=rate, concurrency=concurrency, **mock(contract, url))
    place = Place("live", contract, target)
    course = Course(RunChoice((place,), (), ()), version("listproof"), suites_folder(), seed=0)
    items = list(plan(contract, all_laws()))
    for law, subject in items:
        course.plan(place, law, subject)
    began = time.perf_counter()
    for law, subject in items:
        outcome = course.judge(place, law, subject)
        if outcome.verdict in ("fail", "error"):
            raise SystemExit(f"{contract.slug}: {outcome.law} {outcome.subject or ''}: {outcome.verdict}: {outcome.reason}")
    seconds = time.perf_counter() - began
    sent = course.store(place).session.sent
    course.close()
    return len(items), sent, seconds, sent / (seconds * rate)


def main() -> None:
    """Print one row for each contract; exit 1 where one does not keep the pace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("slug", nargs="*", help="contracts (all)")
    parser.add_argument("--rate", type=float, default=20.0, help="requests a second that are allowed (20)")
    parser.add_argument("--concurrency", type=int, default=4, help="requests at once (4)")
    parser.add_argument("--latency", type=float, default=0.1, help="seconds that an answer is late (0.1)")
    options = parser.parse_args()
    slow = 0
    print(f"{'contract':34} {'items':>6} {'requests':>9} {'seconds':>8} {'a second':>9} {'of the pace':>12}")
    for slug in options.slug or slugs():
        contract = load(slug)
        with _served(slug, options.latency) as url:
            items, sent, seconds, kept = _row(contract, url, options.rate, options.concurrency)
        print(f"{slug:34} {items:6} {sent:9} {seconds:8.1f} {sent / seconds:9.1f} {kept:12.0%}", flush=True)
        slow += kept < _KEPT
    raise SystemExit(1 if slow else 0)


if __name__ == "__main__":
    main()
