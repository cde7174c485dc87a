"""Honesty while records move: is nobody blamed who does no wrong, and who does, is he still caught?

    python benchmarks/drift.py                     a bounded sample of runs and faults
    python benchmarks/drift.py --all               20 runs in each world, the whole catalogue of faults (long)
    python benchmarks/drift.py --contract=SLUG …   some contracts
    python benchmarks/drift.py --faults=40 --runs=5 --rate=1 --latency=0.2 -n 2

A change is a record added, finished or deleted. Everything happens inside this process, on a clock of its own on which a request
takes `--latency` seconds, so that what is printed depends on nothing but the seeds. Drawn laws are left out.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from itertools import product

from listproof.contract import slugs
from listproof.proof.moving import INTERMITTENT, WORLDS, MovingWorld, alarms, caught, sample

_RUNS, _FAULTS = 2, 12


def _alarm(job: tuple[str, MovingWorld, int]) -> tuple[str, MovingWorld, int, int, list[str]]:
    slug, world, seed = job
    found, wrong = alarms(slug, world, seed)
    untold = sum(outcome.verdict == "inconclusive" for outcome in found)
    return slug, world, len(found), untold, [f"{o.verdict} {o.law} {o.subject or ''}: {o.reason}" for o in wrong]


def _catch(job: tuple[str, MovingWorld, int, str]) -> tuple[str, MovingWorld, str, str]:
    slug, world, seed, fault = job
    outcome = caught(slug, world, seed, fault)
    return slug, world, fault, outcome.law if outcome else ""


def _each(pool: Executor | None, job: Callable[[object], object], jobs: Iterable[object]) -> Iterable[object]:
    return map(job, jobs) if pool is None else pool.map(job, jobs)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="20 runs in each world and every fault")
    parser.add_argument("--contract", action="append", choices=slugs(), help="only this contract; repeatable")
    parser.add_argument("--runs", type=int, default=_RUNS, help=f"runs in each world against a server without a fault ({_RUNS})")
    parser.add_argument("--faults", type=int, default=_FAULTS, help=f"faults of each contract, evenly spread ({_FAULTS})")
    parser.add_argument("--rate", type=float, action="append", help="changes a second for the second table; repeatable")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds that a request takes (0.05)")
    parser.add_argument("--missed", action="store_true", help="name every fault that was missed")
    parser.add_argument("-n", type=int, default=1, help="processes (1)")
    options = parser.parse_args()
    chosen = options.contract or list(slugs())
    began = time.perf_counter()
    pool = ProcessPoolExecutor(options.n) if options.n > 1 else None
    try:
        _blamed(pool, chosen, 20 if options.all else options.runs, options.latency)
        worlds = [MovingWorld(rate, latency=options.latency) for rate in options.rate or (0.2, 1.0, 5.0)]
        _caught(pool, chosen, worlds, None if options.all else options.faults, options.missed)
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)
    print(f"{time.perf_counter() - began:.0f} s")


def _blamed(pool: Executor | None, chosen: list[str], runs: int, latency: float) -> None:
    if runs == 0:
        return
    jobs = [(slug, replace(world, latency=latency), seed) for slug, world, seed in product(chosen, WORLDS, range(1, runs + 1))]
    rows: dict[tuple[str, str], list[int]] = {}
    told: list[str] = []
    for slug, world, items, untold, wrong in _each(pool, _alarm, jobs):  # type: ignore[misc,arg-type]
        row = rows.setdefault((slug, world.name), [0, 0, 0, 0])  # type: ignore[has-type]
        for place, value in enumerate((1, items, untold, len(wrong))):  # type: ignore[has-type]
            row[place] += value
        told += [f"{slug}, {world.name}: {one}" for one in wrong]  # type: ignore[has-type]
    print(f"{'nobody lies':32} {'world':20} {'runs':>5} {'verdicts':>9} {'inconclusive':>13} {'blamed':>7}")
    for (slug, name), row in rows.items():
        print(f"{slug:32} {name:20} {row[0]:5} {row[1]:9} {row[2]:13} {row[3]:7}")
    every = [sum(row[place] for row in rows.values()) for place in range(4)]
    print(f"{'all':32} {'all':20} {every[0]:5} {every[1]:9} {every[2]:13} {every[3]:7}")
    print("\n".join(told) + "\n" if told else "")


def _caught(pool: Executor | None, chosen: list[str], worlds: list[MovingWorld], most: int | None, missed: bool) -> None:
    jobs = [(slug, world, 1, fault) for world, slug in product(worlds, chosen) for fault in sample(slug, most)]
    rows: dict[tuple[str, MovingWorld], list[tuple[str, str]]] = {}
    for slug, world, fault, law in _each(pool, _catch, jobs):  # type: ignore[misc,arg-type]
        rows.setdefault((slug, world), []).append((fault, law))  # type: ignore[has-type]
    print(f"{'one lie':32} {'world':20} {'caught':>7} {'of':>5} {'share':>6}   {'intermittent':>12}")
    for slug in [*chosen, "all"]:
        for world in worlds:
            found = [one for (name, where), several in rows.items() if where == world and slug in (name, "all") for one in several]
            fleeting = [law for fault, law in found if fault.partition(":")[0] in INTERMITTENT]
            hit = sum(bool(law) for _, law in found)
            print(
                f"{slug:32} {world.name:20} {hit:7} {len(found):5} {hit / max(1, len(found)):6.1%}   "
                f"{sum(map(bool, fleeting)):5} of {len(fleeting)}"
            )
    if missed:
        for (slug, world), several in rows.items():
            print(f"missed at {world.name}, {slug}: {', '.join(fault for fault, law in several if not law) or 'none'}")


if __name__ == "__main__":
    main()
