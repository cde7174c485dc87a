"""The engine's own time, everything but HTTP, against the time in which a bare httpx client sends the same requests.

    python benchmarks/overhead.py                every contract, the median of five pairs each
    python benchmarks/overhead.py SLUG… --pairs 9
    python benchmarks/overhead.py --profile SLUG where the time of one run goes

One server for both, in a process of its own. In each pair the suite runs first; then one `httpx.Client` sends every request of that run
again, signed by the same code, and reads each body. `engine` is the time of the run less what it waited for answers; the `ratio` is that
over the time of the replay, 1.0 at most being the aim. The laws that draw are left out. The first pair warms up and does not count.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

import httpx

from listproof.contract import Contract, load, slugs
from listproof.evidence import Store
from listproof.proof.servers import RECORDS
from listproof.proof.suite import laws, run
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.transport import Session, Target
from listproof.transport.auth import build

AIM = 1.0
PROCESSES = get_context("spawn")


def _serve(slug: str, told: Connection) -> None:
    with start([Service(load(slug), RECORDS)]) as running:
        told.send(running.url)
        told.recv()


@contextmanager
def served(slug: str) -> Iterator[str]:
    """The address of a server in a process of its own."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=_serve, args=(slug, there), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        here.send("stop")
        process.join(30)


def judged(contract: Contract, url: str) -> tuple[float, Store]:
    """The seconds of a run without what it waited for answers, and the listing that was asked; its session keeps the answers."""
    store = Store(contract, Session(Target("mock", contract.slug, **mock(contract, url)), contract.sign_in))
    store.session.kept = []
    began = time.perf_counter()
    run(store, laws())
    return time.perf_counter() - began - sum(store.session.seconds), store


def replayed(contract: Contract, store: Store) -> float:
    """The seconds in which a bare client sends the same requests and reads the bodies."""
    auth = build(store.target.auth, contract.sign_in)
    with httpx.Client(trust_env=False) as client:
        began = time.perf_counter()
        for answer in store.session.kept or ():
            client.get(answer.url, auth=auth).read()
        return time.perf_counter() - began


def main() -> None:
    """Print one row for each contract; exit 1 where the engine takes longer than the requests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("slug", nargs="*", help="contracts (all)")
    parser.add_argument("--pairs", type=int, default=5, help="pairs of a run and its replay (5)")
    parser.add_argument("--profile", action="store_true", help="print where the time of one run goes")
    options = parser.parse_args()
    over = 0
    print(f"{'contract':34} {'requests':>9} {'engine':>9} {'replay':>9} {'ratio':>6}  ratios of the pairs")
    for slug in options.slug or slugs():
        contract = load(slug)
        with served(slug) as url:
            judged(contract, url)
            gc.freeze()  # as a run does once it is loaded
            if options.profile:
                profile = cProfile.Profile()
                profile.runcall(judged, contract, url)
                pstats.Stats(profile).sort_stats("tottime").print_stats(40)
                continue
            pairs = []
            for _ in range(options.pairs):
                engine, store = judged(contract, url)
                pairs.append((engine, replayed(contract, store)))
        ratios = sorted(engine / replay for engine, replay in pairs)
        engine, replay = (statistics.median(pair[place] for pair in pairs) for place in (0, 1))
        ratio = statistics.median(ratios)
        over += ratio > AIM
        told = " ".join(f"{one:.2f}" for one in ratios)
        print(f"{slug:34} {store.session.sent:9} {engine:7.3f} s {replay:7.3f} s {ratio:6.2f}  {told}", flush=True)
    raise SystemExit(1 if over else 0)


if __name__ == "__main__":
    main()
