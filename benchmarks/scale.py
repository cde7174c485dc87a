"""What a listing costs that grows from a thousand records to a million: requests, seconds, memory; and what is still caught there.

    python benchmarks/scale.py                              10³ to 10⁶ records, every contract
    python benchmarks/scale.py SLUG… --records 1000000      some contracts, some sizes
    python benchmarks/scale.py --folder DIR                 keep the records of the servers there, and use them again
    python benchmarks/scale.py --faults                     how many faults of pages, filters and order are caught among so many
    python benchmarks/scale.py --faults --records 100000

Server and suite are processes of their own and speak HTTP; the laws that draw are left out, for they ask as often as they are told to.
`starts` is until the server listens with records newly made (`processor` is what of it the server worked: the rest it waited for a machine
that others used), `again` with records kept; `median` and `slowest` are of one question
for each filter, order and depth, each asked once. `memory` is the most that the process of the suite held.

With --faults one fault of each kind is planted, in process, and the laws are tried until one catches it, those of its area first. A fault
that puts every record of the listing in order anew for each answer is left out beyond 200000 records, and one that is not decided
after a minute and a half is not counted.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from listproof.contract import Contract, Query, load, slugs
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws, plan, run
from listproof.proof.trials import listing_of
from listproof.proof.workers import cores
from listproof.simulator.faults import Fault, catalogue
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.transport import Session, Target
from listproof.values.filter_values import values_for

SIZES = (1_000, 10_000, 100_000, 1_000_000)
LONGEST = 90.0
UNDECIDED = "undecided"
WHOLE, FEW = ("filters-after-cut", "order-within-page", "order-swapped"), 200_000
"""Faults that handle the whole listing for each answer, and how many records they can be planted among."""
AREAS = ("pages", "filters", "order")
PROCESSES = get_context("spawn")


@dataclass(frozen=True)
class Asked:
    """What one run of the suite cost, and what came of it."""

    requests: int
    records: int
    total: int
    seconds: float
    megabytes: float
    verdicts: dict[str, int]


def _serve(slug: str, records: int, file: Path, told: Connection) -> None:
    with start([Service(load(slug), records, file=file)]) as running:
        told.send((running.url, time.process_time()))
        told.recv()


@contextmanager
def served(slug: str, records: int, file: Path) -> Iterator[tuple[str, float, float]]:
    """A server in a process of its own: its address, and the seconds until it listened, on the wall and of the processor."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=_serve, args=(slug, records, file, there), daemon=True)
    began = time.perf_counter()
    process.start()
    try:
        url, processor = here.recv()
        yield url, time.perf_counter() - began, processor
    finally:
        here.send("stop")
        process.join(30)


def _store(slug: str, url: str) -> Store:
    contract = load(slug)
    return Store(contract, Session(Target("mock", slug, **mock(contract, url)), contract.sign_in))


def _ask(slug: str, url: str, told: Connection) -> None:
    store = _store(slug, url)
    began = time.perf_counter()
    verdicts: dict[str, int] = {}
    for outcome in run(store, laws()):
        verdicts[outcome.verdict] = verdicts.get(outcome.verdict, 0) + 1
    seconds = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = store.census.walk.total or 0
    told.send(Asked(store.session.sent, len(store.census.records), total, seconds, most, verdicts))


def asked(slug: str, url: str) -> Asked:
    """What the suite, in a process of its own, makes of a server."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=_ask, args=(slug, url, there), daemon=True)
    process.start()
    found: Asked = here.recv()
    process.join(30)
    return found


def questions(store: Store) -> Iterator[tuple[str, Query]]:
    """One question for each filter, order and depth of a listing."""
    contract, base = store.contract, store.base
    first = store.ask(store.paged(base, 0, store.max_page_size))
    last = contract.parameter(contract.pages.parameter).maximum
    step = 1 if contract.pages.kind == "offset" else store.max_page_size
    reach = min(first.total or 0, (int(last) - contract.pages.first) * step if last is not None else first.total or 0)
    deep = [reach * part // 8 // store.max_page_size * store.max_page_size for part in (1, 4, 7)]
    asked: list[tuple[str, dict[str, Any], int]] = [(f"offset {offset}", {}, offset) for offset in (0, *deep)]
    for one in contract.filters:
        parameter = contract.parameter(one.name)
        known = () if one.opaque else values_for(contract, one, dict(contract.base), first.records)[:2]
        chooser = {one.field.chosen_by: next(iter(one.field.when))} if one.field.chosen_by and one.field.absent is None else {}
        for value in known or parameter.enum[:2] or (parameter.example,):
            if value is not None:
                asked.append((f"{one.name}={value}", {**chooser, **one.needs, one.name: value}, 0))
    for key in contract.order.keys if contract.order else ():
        for direction in ("asc", "desc"):
            given = {contract.order.by: key.name, contract.order.direction: direction} if contract.order else {}
            named = {name: value for name, value in given.items() if name}
            asked += [(f"by {key.name} {direction}", named, 0), (f"by {key.name} {direction}, offset {deep[1]}", named, deep[1])]
    for said, arguments, offset in asked:
        yield said, store.paged(base.having(arguments), offset, store.max_page_size)


def answered(slug: str, url: str) -> tuple[float, float, str]:
    """Milliseconds of the questions at the median and at the worst, and which that was."""
    store = _store(slug, url)
    took = []
    for said, query in questions(store):
        answer = store.ask(query, fresh=True).answer
        if answer.status != 200:
            raise SystemExit(f"{slug}: {said}: HTTP {answer.status} {answer.text[:200]}")
        took.append((answer.seconds * 1000, said))
    slowest, which = max(took)
    return statistics.median(milliseconds for milliseconds, _ in took), slowest, which


def grow(chosen: list[str], sizes: list[int], folder: Path) -> None:
    """Print one row for each contract and size."""
    print(f"Python {platform.python_version()}, {cores()} cores, load {os.getloadavg()[0]:.1f}")
    heads = f"{'contract':30} {'records':>8} {'starts':>7} {'processor':>9} {'again':>6} {'median':>7} {'slowest':>8}"
    print(f"{heads} | {'requests':>8} {'read':>5} {'seconds':>8} {'memory':>7}  verdicts; slowest question")
    for slug in chosen:
        for size in sizes:
            file = folder / f"{slug}-{size}.sqlite"
            with served(slug, size, file) as (_, cold, processor):
                pass
            with served(slug, size, file) as (url, again, _):
                median, slowest, which = answered(slug, url)
            with served(slug, size, file) as (url, _, _):
                found = asked(slug, url)
            verdicts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(found.verdicts.items()))
            server = f"{slug:30} {size:8} {cold:5.1f} s {processor:7.1f} s {again:4.1f} s {median:4.0f} ms {slowest:5.0f} ms"
            suite = f"{found.requests:8} {found.records:5} {found.seconds:6.1f} s {found.megabytes:4.0f} MB"
            print(f"{server} | {suite}  {verdicts}; {which[:40]}", flush=True)


def sampled(contract: Contract, size: int) -> list[Fault]:
    """The first fault of each kind of the areas that size may hide."""
    kinds: dict[str, Fault] = {}
    for fault in catalogue(contract):
        if fault.area in AREAS and (size <= FEW or fault.kind not in WHOLE):
            kinds.setdefault(fault.kind, fault)
    return list(kinds.values())


def caught(base: Service, fault: Fault, seconds: float = LONGEST) -> tuple[str | None, int]:
    """The first law that catches a fault, those of its area tried first, and the requests until then; UNDECIDED after a time."""
    gc.collect()
    began = time.perf_counter()
    store = listing_of(base.like(fault))
    for law, subject in plan(store.contract, sorted(laws(), key=lambda law: law.area != fault.area)):
        if judge(law, store, subject).verdict == "fail":
            return law.id, store.session.sent
        if time.perf_counter() - began > seconds:
            return UNDECIDED, store.session.sent
    return None, store.session.sent


def lie(chosen: list[str], sizes: list[int], folder: Path) -> None:
    """Print what is caught of the faults, for each contract and size, and each fault that is missed."""
    everywhere = [0, 0]
    for slug in chosen:
        contract = load(slug)
        for size in sizes:
            base = Service(contract, size, file=folder / f"{slug}-{size}.sqlite")
            counted = {area: [0, 0] for area in AREAS}
            for fault in sampled(contract, size):
                began = time.perf_counter()
                law, requests = caught(base, fault)
                counted[fault.area][0] += law not in (None, UNDECIDED)
                counted[fault.area][1] += law != UNDECIDED
                took = time.perf_counter() - began
                print(f"  {slug}\t{size}\t{fault.id}\t{law or 'MISSED'}\t{requests} requests\t{took:.1f} s", flush=True)
            told = ", ".join(f"{area} {hit} of {planted}" for area, (hit, planted) in counted.items() if planted)
            hits, planted = (sum(counts[place] for counts in counted.values()) for place in (0, 1))
            everywhere = [everywhere[0] + hits, everywhere[1] + planted]
            print(f"{slug:30} {size:8} caught {hits} of {planted} ({hits / planted:.0%}): {told}", flush=True)
    print(f"{'all':39} caught {everywhere[0]} of {everywhere[1]} ({everywhere[0] / everywhere[1]:.0%})")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("slug", nargs="*", help="contracts (all)")
    parser.add_argument("--records", type=int, nargs="+", metavar="N", help="sizes of the listing")
    parser.add_argument("--faults", action="store_true", help="count the faults that are caught")
    parser.add_argument("--folder", type=Path, help="where the records are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        folder = options.folder or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        sizes = options.records or ([SIZES[-1]] if options.faults else list(SIZES))
        (lie if options.faults else grow)(options.slug or list(slugs()), sizes, folder)


if __name__ == "__main__":
    main()
