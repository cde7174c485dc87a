"""`listproof prove`: all laws against every fault and every server that conforms, as a table on the terminal and three reports."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from listproof.contract import Contract, ContractError, contracts_folder, load_linted, meant, slugs
from listproof.contract.folders import NotKept, own_contracts, why_unwritable
from listproof.proof.proof import Proof, proved, watched, worth
from listproof.proof.suite import all_laws
from listproof.proof.traces import traced
from listproof.proof.trials import Trial, Tried, trials
from listproof.proof.workers import cores, side_by_side
from listproof.proof.written import write
from listproof.simulator.faults import catalogue
from listproof.simulator.variants import variants

__all__ = ["command", "prove"]

SEEDS = (0, 1, 2, 3, 4)
"""The seeds of the records with which servers that conform are tried; faults are planted in the first."""
_MOMENTS = ("%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S")


@click.command("prove")
@click.option("--contract", "chosen", multiple=True, metavar="SLUG", help="Only this contract. Repeatable.")
@click.option("--fault", "fault_ids", multiple=True, metavar="ID", help="Only this fault, or faults of this kind. Repeatable.")
@click.option("--variant", "variant_ids", multiple=True, metavar="ID", help="Only this variant; `legal` is the usual server. Repeatable.")
@click.option("--in", "within", metavar="ID", default="", help="Plant the faults in this variant instead of the usual server.")
@click.option("--law", "law_ids", multiple=True, metavar="ID",
              help="Only this law, for what it catches alone. Laws that draw their examples are tried only so. Repeatable.")  # fmt: skip
@click.option("--seed", "seeds", multiple=True, type=int, metavar="N", help=f"Seeds of the records. [default: {' '.join(map(str, SEEDS))}]")
@click.option("--at", type=click.DateTime(_MOMENTS), metavar="MOMENT",
              help="When all servers live, in UTC, as a proof says it: the same again. [default: now]")  # fmt: skip
@click.option("-n", "--workers", type=click.IntRange(1), metavar="N", help="Worker processes. [default: as many as cores]")
@click.option("--all", "every", is_flag=True, help="Meet every fault with every law; else others of a kind stop at the law that catches.")
@click.option("--facts", is_flag=True, help="Change each fact in the suite's copy instead, and say which changes are noticed.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("reports"), show_default=True,
              help="Folder for proof.json, proof.md and proof.html.")  # fmt: skip
@click.option("--contracts", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="DIR",
              help="Folder of contracts. [default: ./contracts where there is one, else those that come with listproof]")  # fmt: skip
def command(
    chosen: tuple[str, ...], fault_ids: tuple[str, ...], variant_ids: tuple[str, ...], within: str, law_ids: tuple[str, ...],
    seeds: tuple[int, ...],
    at: datetime.datetime | None, workers: int | None, every: bool, facts: bool, output: Path, folder: Path | None,
) -> None:  # fmt: skip
    """Show what the laws are worth.

    Runs all laws against servers that lie, one lie each, and against servers that differ and conform. Exit code 0: every fault is
    caught by a law that says where it lies, nobody is blamed for nothing, and in a whole proof every law catches something.

    \b
    listproof prove                                            everything; minutes
    listproof prove --contract SLUG                            one contract
    listproof prove --fault filter-ignored --fault start-ignored:offset
    listproof prove --law queries.agrees-with-the-document     what one law catches
    listproof prove --in ordinary-texts                        where records show little of what tells
    listproof prove --facts                                    which facts the laws really exercise
    listproof prove --contracts DIR                            contracts of your own
    """
    folder = contracts_folder(folder).absolute()
    try:
        contracts = [load_linted(slug, folder) for slug in chosen or slugs(folder)]
    except ContractError as error:
        raise click.ClickException(str(error)) from None
    reason = why_unwritable(output)
    if reason:
        raise click.ClickException(f"--output: {reason}")
    workers = workers or cores()
    if facts and (fault_ids or variant_ids or within or law_ids or seeds or at):
        raise click.ClickException("--facts takes --contract, -n and -o only: every fact is changed at the usual server")
    if facts:
        from listproof.proof.exercised import show_exercised

        sys.exit(show_exercised(contracts, workers, output, folder))
    unknown = [one for one in law_ids if one not in {law.id for law in all_laws()}]
    if unknown:
        raise click.UsageError(f"there is no law {unknown[0]}; {meant(unknown[0], [law.id for law in all_laws()])}")
    if within and not any(one.id == within for contract in contracts for one in variants(contract)):
        raise click.ClickException(f"there is no variant {within}; `listproof faults --variants` lists them")
    _refuse_unknown(contracts, fault_ids, variant_ids)
    everything = trials(contracts, tuple(dict.fromkeys(seeds)) or SEEDS, every or bool(fault_ids), law_ids)
    planned = list(_asked(everything, fault_ids, variant_ids))
    own = folder != own_contracts().absolute()
    whole = not (own or within or chosen or fault_ids or variant_ids or law_ids)
    moment = at.replace(tzinfo=datetime.UTC) if at else None
    proof = prove(contracts, planned, workers, at=moment, within=within, whole=whole, folder=folder, own=own)
    paths = _written(proof, output)
    console = Console(emoji=False)
    _tell(console, proof)
    console.print(f"written: {', '.join(str(path) for path in paths)}", soft_wrap=True)
    sys.exit(0 if proof.holds or (law_ids and not proof.alarms and not proof.broken) else 1)


def _refuse_unknown(contracts: Sequence[Contract], fault_ids: Sequence[str], variant_ids: Sequence[str]) -> None:
    """Raise UsageError for a fault or variant that no contract has, and say what was meant."""
    faults = dict.fromkeys(name for one in contracts for fault in catalogue(one) for name in (fault.kind, fault.id))
    others = dict.fromkeys([*(variant.id for one in contracts for variant in variants(one)), "legal"])
    for what, names, known, how in (("fault", fault_ids, faults, ""), ("variant", variant_ids, others, " --variants")):
        for name in names:
            if name not in known:
                raise click.UsageError(f"there is no {what} {name}; {meant(name, known)} (`listproof faults{how}` lists them)")


def _written(proof: Proof, output: Path) -> list[Path]:
    try:
        return list(write(proof, output))
    except OSError as error:
        raise NotKept(output, error) from None


def _asked(every: Iterable[Trial], fault_ids: tuple[str, ...], variant_ids: tuple[str, ...]) -> Iterator[Trial]:
    for trial in every:
        if trial.server == "fault":
            asked = trial.id in fault_ids or trial.id.partition(":")[0] in fault_ids or not (fault_ids or variant_ids)
        else:
            asked = (trial.id or "legal") in variant_ids or not (fault_ids or variant_ids)
        if asked:
            yield trial


def prove(
    contracts: Sequence[Contract], planned: Sequence[Trial], workers: int,
    *, at: datetime.datetime | None = None, within: str = "", whole: bool = True, folder: Path | None = None, own: bool = False,
) -> Proof:  # fmt: skip
    """Run the planned trials of these contracts. `whole`: every fault is planted, so that a law that catches none is idle.

    All of them live at one moment, `at` or now. With `within`, the id of a variant, faults are planted in it where a contract has it, and
    nothing else is tried. `folder` is where the contracts stand; `own`: they are not those that come with listproof.
    """
    began, start = datetime.datetime.now(datetime.UTC), time.monotonic()
    at = (at or began).replace(microsecond=0)
    having = {contract.slug for contract in contracts if any(one.id == within for one in variants(contract))}
    planned = [
        replace(trial, at=at.timestamp(), within=within, folder=folder)
        for trial in planned
        if not within or (trial.server == "fault" and trial.contract in having)
    ]
    ended = {result.trial: result for result in _shown(planned, workers)}
    ordered = [ended[trial] for trial in planned]
    planted = {(contract.slug, fault.id): fault for contract in contracts for fault in catalogue(contract)}
    differing = {(contract.slug, one.id): one for contract in contracts for one in variants(contract)}
    faults = tuple(proved(planted[r.trial.contract, r.trial.id], r) for r in ordered if r.trial.server == "fault")
    servers = []
    for result in ordered:
        if result.trial.server != "fault":
            one = differing.get((result.trial.contract, result.trial.id))
            servers.append(watched(one.sentence if one else "The usual server.", own or bool(one and one.little), result))
    ran = {law for result in ordered for law in result.ran}
    return Proof(
        listproof=version("listproof"),
        began=began.isoformat(timespec="seconds"),
        at=at.isoformat(timespec="seconds"),
        took=round(time.monotonic() - start, 3),
        workers=workers,
        seeds=tuple(dict.fromkeys(trial.seed for trial in planned)),
        faults=faults,
        servers=tuple(servers),
        laws=worth([law for law in all_laws() if law.id in ran], faults),
        whole=whole,
        within=within,
        own=own,
    )


def _shown(planned: Sequence[Trial], workers: int) -> Iterator[Tried]:
    """The results of the trials, with progress on a terminal. The long ones, of contracts with much to ask, begin first."""
    console = Console(stderr=True, emoji=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        bar = progress.add_task("proving", total=len(planned))
        for result in side_by_side(traced, planned[::-1], workers):
            progress.advance(bar)
            yield result


def _tell(console: Console, proof: Proof) -> None:
    for one in proof.missed:
        says = f"{one.contract} {one.fault}: {one.sentence} {one.shown}"
        console.print(f"missed   {says}".rstrip(), soft_wrap=True, highlight=False, markup=False)
    for server in (server for server in proof.servers if proof.own and server.server == "legal" and server.seed == proof.seeds[0]):
        for reason in server.inconclusive:
            console.print(f"untried  {server.contract} {reason}", soft_wrap=True, highlight=False, markup=False)
    for one in proof.harmless:
        console.print(f"nothing  {one.contract} {one.fault} does nothing there", soft_wrap=True, highlight=False, markup=False)
    for one in proof.suspected:
        says = f"{one.contract} {one.fault}: {one.guessed[0].law} would catch it, were the contract's guesses documented"
        console.print(f"guess    {says}", soft_wrap=True, highlight=False, markup=False)
    for one in proof.unnamed:
        catch = one.caught[0]
        says = f"{one.contract} {one.fault}: {catch.law} {catch.subject or ''} says only: {catch.says}"
        console.print(f"unnamed  {says}", soft_wrap=True, highlight=False, markup=False)
    for server in proof.alarms:
        said = [f"{catch.law} {catch.subject or ''}: {catch.says}" for catch in server.alarms] + [*server.errors, *server.inconclusive]
        where = f"{server.contract} {server.variant or 'legal'} seed {server.seed}"
        console.print(f"alarm    {where}: {said[0]}", soft_wrap=True, highlight=False, markup=False)
    for one in (one for one in proof.told if not one.one_finding):
        roots = "; ".join(f"{root.law} {root.subject or ''}".rstrip() for root in one.findings or ())
        console.print(f"findings {one.contract} {one.fault}: {roots}", soft_wrap=True, highlight=False, markup=False)
    for one in proof.broken:
        console.print(f"broken   {one.contract} {one.fault}: {one.errors[0]}", soft_wrap=True, highlight=False, markup=False)
    for law in proof.idle:
        console.print(f"idle     {law.law} catches nothing", soft_wrap=True, highlight=False, markup=False)
    if not proof.holds:
        console.print(f"again    add --at {proof.at} and --fault ID or --variant ID", soft_wrap=True, highlight=False, markup=False)
    more = f"{len(proof.suspected)} more would be, were guesses documented; " if proof.suspected else ""
    planted, quiet = len(proof.faults) - len(proof.harmless) - len(proof.suspected), len(proof.servers) - len(proof.alarms)
    caught = planted - len(proof.missed)
    named = caught - len(proof.unnamed)
    console.print(
        f"{caught} of {planted} faults caught, {named} with their place named; {more}"
        f"{quiet} of {len(proof.servers)} conforming servers left in peace; "
        f"{proof.requests} requests, {proof.took:.0f} s with {proof.workers} workers, {proof.seconds:.0f} s of the processor",
        soft_wrap=True, highlight=False,
    )  # fmt: skip
    if proof.told_once is not None:
        once = sum(one.one_finding for one in proof.told)
        console.print(
            f"{once} of {len(proof.told)} faults that met all laws ({proof.told_once:.1%}) are told as one finding that names the place",
            soft_wrap=True, highlight=False,
        )  # fmt: skip
        shares = proof.told_once_by_contract
        for contract, (told, of) in shares.items() if len(shares) > 1 else ():
            console.print(f"  {told} of {of} ({told / of:.1%})  {contract}", soft_wrap=True, highlight=False, markup=False)


if __name__ == "__main__":
    command()
