"""`listproof merge`: joins the runs of several machines into the one that a single machine would have left."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from listproof.contract.folders import NotWritten
from listproof.contract.visible import visible
from listproof.reports.allure import RESULTS, write_results
from listproof.reports.exit import EXIT_TROUBLE, exit_status
from listproof.reports.file import RunFileError, read, write_text
from listproof.reports.finding import findings, placed, replayed_with, replaying
from listproof.reports.headline import many
from listproof.reports.history import earlier, keep, prune, streaks
from listproof.reports.lines import record_lines
from listproof.reports.observed import FieldShape
from listproof.reports.page import write_page
from listproof.reports.run import DisputeRecord, FactRecord, ListingRun, Run, WaiverRecord
from listproof.reports.shown import OF_ONE_RUN
from listproof.reports.together import together
from listproof.verdicts import Outcome

__all__ = ["MergeError", "command", "merged"]


class MergeError(ValueError):
    """Runs that cannot be one: the message names what they do not share."""


def merged(runs: Sequence[Run]) -> Run:
    """One run of several shards, which may split contracts, targets or laws, in the order that one process would have kept.

    The seed is None where the shards drew from different ones. Raises MergeError where the shards were made with different
    versions, laws or contracts, where two ran the same item, or where there is none.
    """
    if not runs:
        raise MergeError("there is no run to merge; name the run.json of each shard")
    for what, values in (("versions of listproof", {run.listproof for run in runs}), ("laws", {run.suite for run in runs if run.suite})):
        if len(values) > 1:
            raise MergeError(f"the shards have different {what} ({', '.join(sorted(values))}); run them from one checkout")
    again = [key for key, count in Counter(outcome.key for run in runs for outcome in run.outcomes).items() if count > 1]
    if again:
        raise MergeError(
            f"two shards ran the same items ({len(again)}, the first is {visible(again[0])}), and their sum would be no run; "
            "name each run once, and give each contract, target or law to one shard"
        )
    listings: dict[str, ListingRun] = {}
    for listing in (listing for run in runs for listing in run.listings):
        listings[listing.key] = _joined(listings[listing.key], listing) if listing.key in listings else listing
    place = {name: number for number, name in enumerate(dict.fromkeys(name for run in runs for name in run.targets))}

    def order(one: ListingRun | Outcome) -> tuple[int, str]:
        return place.get(one.target, len(place)), one.contract

    joined = tuple(sorted(listings.values(), key=order))
    seeds = {run.seed for run in runs if run.seed is not None}
    outcomes = sorted((outcome for run in runs for outcome in run.outcomes), key=order)
    return Run(
        listproof=runs[0].listproof,
        started=min(run.started for run in runs),
        finished=max(run.finished for run in runs),
        targets=tuple(dict.fromkeys(target for run in runs for target in run.targets)),
        listings=joined,
        outcomes=tuple(outcomes),
        seed=seeds.pop() if len(seeds) == 1 else None,
        planned=sum(run.planned for run in runs),
        suite=next((run.suite for run in runs if run.suite), ""),
        trouble=tuple(dict.fromkeys(trouble for run in runs for trouble in run.trouble)),
        waivers=_waivers(runs),
        deselected=tuple(
            one for one in dict.fromkeys(one for run in runs for one in run.deselected) if f"{one.target}/{one.contract}" not in listings
        ),
        environment={key: value for run in runs for key, value in run.environment.items()},
        findings=findings(joined, outcomes),
    )


def _joined(one: ListingRun, other: ListingRun) -> ListingRun:
    """Two parts of one listing as a whole."""
    if (len(one.facts), len(one.disputes)) != (len(other.facts), len(other.disputes)):
        raise MergeError(f"the shards of {one.key} know different facts; run them from one checkout")
    for name in ("contract", "environment"):
        if one.digests.get(name) and other.digests.get(name) and one.digests[name] != other.digests[name]:
            raise MergeError(f"the shards of {one.key} have different {name}s; run them from one checkout against one account")
    census = max((c for c in (one.census, other.census) if c is not None), key=lambda c: c.records, default=None)
    return replace(
        one,
        host=one.host or other.host,
        facts=tuple(_fact(*pair) for pair in zip(one.facts, other.facts, strict=True)),
        census=census,
        requests=one.requests + other.requests,
        seconds=round(one.seconds + other.seconds, 3),
        latency=one.latency + other.latency,
        behaviours=dict(sorted({**one.behaviours, **other.behaviours}.items())),
        disputes=tuple(_dispute(*pair) for pair in zip(one.disputes, other.disputes, strict=True)),
        shape=max(one.shape, other.shape, key=_seen),
        errors=_summed(one.errors, other.errors),
        page_sizes=_summed(one.page_sizes, other.page_sizes),
        environment={**other.environment, **one.environment},
        digests={**other.digests, **one.digests},
    )


def _fact(one: FactRecord, other: FactRecord) -> FactRecord:
    laws = tuple(dict.fromkeys((*one.laws, *other.laws)))
    reason = next((text for text in (one.unexercised, other.unexercised) if text and "no law of this run" not in text), one.unexercised)
    return replace(one, laws=laws, unexercised=None if laws else reason)


def _dispute(one: DisputeRecord, other: DisputeRecord) -> DisputeRecord:
    return one if one.takes is not None or other.takes is None else other


def _seen(shape: tuple[FieldShape, ...]) -> int:
    return max((field.sample for field in shape), default=0)


def _summed(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return dict(Counter(one) + Counter(other))


def _waivers(runs: Iterable[Run]) -> tuple[WaiverRecord, ...]:
    found: dict[WaiverRecord, int] = {}
    for waiver in (waiver for run in runs for waiver in run.waivers):
        plain = replace(waiver, used=0)
        found[plain] = found.get(plain, 0) + waiver.used
    return tuple(replace(waiver, used=used) for waiver, used in found.items())


def _run_file(path: Path) -> Path:
    return path / "run.json" if path.is_dir() else path


@click.command("merge")
@click.argument("shards", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--output", "-o", type=click.Path(path_type=Path), default=Path("reports"), show_default=True, help="folder of the whole")
def command(shards: tuple[Path, ...], output: Path) -> None:
    """Join the runs of SHARDS, each a run.json or the folder of one, and write their run.json, page and Allure results as one.

    Everything is read before anything is written, so that a shard may stand in the folder of the whole. Exits as one run of all would:
    0 all laws hold, 1 a law is violated, 10 trouble of the suite, 11 a target could not be reached.
    """
    try:
        read_in = [read(_run_file(path)) for path in shards]
        given = (output / "run.json", *replayed_with(read_in))
        run = placed(merged(read_in), *given)
    except (RunFileError, MergeError) as error:
        raise click.UsageError(str(error)) from None
    passed_over: list[str] = []
    standing = streaks(run, earlier(run, output / "history", passed_over.append))
    try:
        with together(output, (*RESULTS, *OF_ONE_RUN)) as staging:
            record = staging.folder / "run.json"
            write_text(record, record_lines(run))
            staging.write("index.html", lambda path: write_page(run, path, standing, (), output, lambda one: replaying(one, *given)))
            staging.write("allure-results", lambda path: write_results(run, path))
            staging.write("history", lambda path: keep(run, record, path))
        prune(output / "history")
    except OSError as error:
        raise NotWritten(output, error) from None
    for says in (*passed_over, *staging.failed):
        click.echo(visible(says), err=True)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(run.counts.items()))
    click.echo(f"{many(len(shards), 'run')} of {many(len(run.listings), 'listing')} in {output}: {counts or 'nothing was asked'}")
    sys.exit(exit_status(run) or (EXIT_TROUBLE if passed_over or staging.failed else 0))
