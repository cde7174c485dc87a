"""Measures what `listproof compare` is worth: does it name a change that is there, alone, and none where only data moved?

`python benchmarks/regression.py` prints, per contract, how many faults of the catalogue it names as one root cause when they are
switched on between two runs (and how often the root itself says it, not what follows from it), and how many of 50 pairs of runs
without a change, on other data, under drift and with other latency, it reports as a regression. `--contract SLUG`, `--jobs N`,
`--pairs N` and `--each N` (every Nth fault) make it smaller; `--kinds` takes one fault of each kind. `--records DIR` keeps the
records of the runs, and compares anew those that are there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import click

from listproof.contract import Contract, load, slugs
from listproof.proof.trials import Trial, outcomes_of
from listproof.regression import Change, compare
from listproof.regression.naming import roles
from listproof.reports import Asked, CensusSize, Run, assemble, read, shape, write
from listproof.simulator.faults import Fault, catalogue
from listproof.verdicts import Trouble

UNCHANGED = ("", "drift:0.2", "drift:1", "slow", "trickle", "chaos", "throttled", "connection-close", "records:1203", "clock-ahead")
"""The servers of pairs without a change: the legal one with other data, moving records, and other latency."""


@dataclass(frozen=True)
class Found:
    """What came of one comparison: the fault or pair, how many roots are regressions, whether one alone names the fault.

    `first` says whether the root itself names it, not only what stands under it.
    """

    trial: str
    failed: bool
    roots: int
    named: bool
    says: str
    first: bool = False


def record_of(trial: Trial, started: str = "2026-01-01T00:00:00Z") -> Run:
    """All laws of the simple areas against the server of a trial, as the record that a run would leave."""
    store, outcomes = outcomes_of(trial)
    try:
        census = store.census
    except Trouble:
        census = None
    asked = Asked(
        contract=store.contract,
        target=store.target.name,
        host=store.target.base_url,
        census=CensusSize(len(census.records), census.walk.total, census.complete) if census else None,
        requests=store.session.sent,
        latencies=store.session.seconds,
        shape=shape(store.contract, census.records) if census else (),
        errors=dict(store.refusals),
        page_sizes=dict(store.page_sizes),
        environment={"server": "simulator"},
    )
    return assemble(
        listings=[asked], outcomes=outcomes, listproof="0", started=started, finished=started, targets=[store.target.name],
        seed=trial.seed, suite="proof",
    )  # fmt: skip


def kept(trial: Trial, records: Path | None) -> Run:
    """The record of a trial: the one that is kept in a folder, else a new one, which is then kept."""
    if records is None:
        return record_of(trial)
    mark = hashlib.sha256(trial.id.encode()).hexdigest()[:8]
    name = re.sub(r"[^\w.=-]+", "_", f"{trial.server}-{trial.id}")[:80]
    path = records / trial.contract / f"{name}-{mark}-{trial.seed}.json"
    if not path.exists():
        write(record_of(trial), path)
    return read(path)


def name_of(fault: Fault, run: Run) -> frozenset[str]:
    """The words of which a report of a fault must hold at least one: its names and the parts that they play."""
    parts = roles(run.listings[0])
    plain = {name.rsplit("/", 1)[-1] for name in fault.names} | set(fault.names)
    body = {"status", "media-type", "success"} if "body" in fault.names else set()
    return frozenset(plain | body | {part for name in plain for part in parts.get(name, ())})


def names(change: Change, wanted: frozenset[str]) -> bool:
    """Whether a root change or what stands under it is about one of some names."""
    said = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in wanted]
    return not wanted or any(one.names & wanted or any(word.search(one.says) for word in said) for one in change.all())


@cache
def legal(slug: str, seed: int, records: Path | None = None) -> Run:
    """The run against the legal server, made once a process."""
    return kept(Trial(slug, "legal", "", seed), records)


def picked(slug: str, kinds: bool) -> list[str]:
    """The ids of the faults of a contract; with `kinds` the first of each kind."""
    seen: dict[str, str] = {}
    for fault in faults(slug).values():
        seen.setdefault(fault.kind if kinds else fault.id, fault.id)
    return list(seen.values())


@cache
def faults(slug: str) -> dict[str, Fault]:
    """The faults of a contract by id."""
    return {fault.id: fault for fault in catalogue(load(slug))}


def switched_on(slug: str, fault_id: str, records: Path | None = None) -> Found:
    """Compare the legal server with one that has a fault."""
    before = legal(slug, 0, records)
    after = kept(Trial(slug, "fault", fault_id, 0), records)
    roots = compare(before, after).regressions
    wanted = name_of(faults(slug)[fault_id], before)
    named = len(roots) == 1 and names(roots[0], wanted)
    first = named and names(replace(roots[0], follows=()), wanted)
    return Found(fault_id, bool(after.with_verdict("fail")), len(roots), named, "; ".join(root.says for root in roots), first)


def unchanged(slug: str, variant: str, before: int, after: int, records: Path | None = None) -> Found:
    """Compare two runs between which nothing changed but data, movement or latency."""
    trial = Trial(slug, "variant" if variant else "legal", variant, after)
    roots = compare(legal(slug, before, records), kept(trial, records)).regressions
    return Found(f"{slug} {variant or 'other data'} {before}→{after}", False, len(roots), not roots, "; ".join(root.says for root in roots))


def pairs(contract: Contract, count: int) -> Iterator[tuple[str, str, int, int]]:
    """So many pairs of one contract: every kind of server in turn, with other seeds each time."""
    for number in range(count):
        yield contract.slug, UNCHANGED[number % len(UNCHANGED)], number % 3, 3 + number // len(UNCHANGED)


@click.command(help=__doc__)
@click.option("--contract", "chosen", multiple=True, help="only this contract; repeatable")
@click.option("--jobs", default=2, show_default=True, help="processes")
@click.option("--pairs", "count", default=50, show_default=True, help="pairs without a change, over all contracts")
@click.option("--each", default=1, show_default=True, help="every Nth fault")
@click.option("--kinds", is_flag=True, help="one fault of each kind")
@click.option("--records", type=click.Path(path_type=Path), metavar="DIR", help="keep the records of the runs here, and use those that are")
def main(chosen: tuple[str, ...], jobs: int, count: int, each: int, kinds: bool, records: Path | None) -> None:
    """Print the table."""
    contracts = [load(slug) for slug in chosen or slugs()]
    with ProcessPoolExecutor(jobs) as pool:
        click.echo(f"{'contract':32}{'faults':>8}{'named alone':>13}{'share':>8}{'by the root':>13}{'no law caught':>15}")
        for contract in contracts:
            chosen_faults = picked(contract.slug, kinds)[::each]
            switch = partial(switched_on, contract.slug, records=records)
            found = list(pool.map(switch, chosen_faults, chunksize=4))
            named, silent = sum(one.named for one in found), sum(not one.roots and not one.failed for one in found)
            first = sum(one.first for one in found)
            click.echo(f"{contract.slug:32}{len(found):>8}{named:>13}{named / len(found):>8.1%}{first / len(found):>13.1%}{silent:>15}")
            for one in found:
                if not one.named:
                    click.echo(f"    {one.trial}: {one.says or 'nothing is reported'}")
        wanted = [pair for contract in contracts for pair in pairs(contract, -(-count // len(contracts)))][:count]
        quiet = list(pool.map(partial(unchanged, records=records), *zip(*wanted)))
        click.echo(f"pairs without a change: {len(quiet)}, reported as a regression: {sum(not one.named for one in quiet)}")
        for one in quiet:
            if not one.named:
                click.echo(f"    {one.trial}: {one.says}")


if __name__ == "__main__":
    main()
