"""`listproof serve` and `listproof faults`: the simulator on a port, and what can be planted in it."""

from __future__ import annotations

from pathlib import Path

import click

from listproof.contract import Contract, ContractError, as_if_documented, load, load_linted, meant, slugs
from listproof.simulator.chaos import Chaos
from listproof.simulator.churn import Churn
from listproof.simulator.decisions import UnknownReading, open_facts
from listproof.simulator.faults import Fault, catalogue, planted
from listproof.simulator.front import Front
from listproof.simulator.front.page import planted as planted_in
from listproof.simulator.server import CannotServe, start
from listproof.simulator.service import Service
from listproof.simulator.tables.database import ForeignFile
from listproof.simulator.targets import auth, entry_of, snippet
from listproof.simulator.variants import Variant, variants

__all__ = ["faults", "serve"]


def _at_most_one(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> str | None:
    """What was given once; refused where it was given twice, for the first would be passed over in silence."""
    if len(given) > 1:
        raise click.BadParameter(f"one at a time, so that one finding is right; {len(given)} were given")
    return given[0] if given else None


@click.command()
@click.argument("slug", nargs=-1)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--jobs", default=257, show_default=True, type=click.IntRange(0), metavar="N", help="Records in the main scope.")
@click.option("--seed", default=0, show_default=True, metavar="S", help="Another seed makes other records, always the same ones.")
@click.option(
    "--fault",
    "fault_id",
    metavar="ID",
    multiple=True,
    callback=_at_most_one,
    help="Plant a fault, one at a time; `listproof faults` lists them.",
)
@click.option(
    "--variant",
    "variant_id",
    metavar="ID",
    multiple=True,
    callback=_at_most_one,
    help="Be another legal server; `listproof faults --variants` lists them.",
)
@click.option("--reading", "readings", multiple=True, metavar="FACT=READING",
              help="Read an open fact another way, such as bounds=clamp or filters.job_name=contains. Repeatable.")  # fmt: skip
@click.option("--readings", "list_readings", is_flag=True, help="List every open fact with its readings, the usual one first, and stop.")
@click.option("--drift", default=0.0, metavar="R", type=click.FloatRange(0), help="Records added, finished or deleted a second while read.")
@click.option("--chaos", is_flag=True, help="Delays, 429 with Retry-After, 503, resets, truncated bodies, slow trickles.")
@click.option("--certfile", type=click.Path(path_type=Path), help="A PEM certificate: serve over TLS.")
@click.option("--keyfile", type=click.Path(path_type=Path), help="The certificate's key.")
@click.option("--database", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Keep the records in a file and use them again; with several contracts, one file each beside it.")  # fmt: skip
@click.option("--contracts", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder of contracts.")
@click.option("--verbose", "-v", is_flag=True, help="Say of each request what was asked and what came of it, on standard error.")
def serve(
    slug: tuple[str, ...], host: str, port: int, jobs: int, seed: int, fault_id: str | None, variant_id: str | None,
    readings: tuple[str, ...], list_readings: bool, drift: float, chaos: bool, certfile: Path | None, keyfile: Path | None,
    database: Path | None, folder: Path | None, verbose: bool,
) -> None:  # fmt: skip
    """Serve one or more contracts (all by default) as real HTTP, until Ctrl-C.

    The server pages, filters, sorts, signs in and refuses as each contract says, over made-up records.

    \b
    listproof serve                                        all contracts on port 8000
    listproof serve huawei-hss-kubernetes-jobs --port 0    one contract on a free port
    listproof serve --jobs 100000 --database jobs.sqlite   many records, kept for the next three days
    listproof serve huawei-coc-documents --reading bounds=clamp
    listproof serve alibaba-pai-dlc-jobs --fault filter-ignored:Status

    What it prints can be put into listproof.toml as it is; `pytest --target=simulator` then asks this server. At / is a page for people,
    at /openapi.json the document; pages of this machine are let in (CORS).
    """
    try:
        contracts = [load_linted(one, folder) for one in slug or slugs(folder)]
    except ContractError as error:
        raise click.ClickException(str(error)) from None
    if list_readings:
        _list_readings(contracts)
        return
    if keyfile and not certfile:
        raise click.UsageError("--keyfile needs --certfile")
    chosen = dict(_split(one) for one in readings)
    services = []
    try:
        for contract in contracts:
            own = {fact: reading for fact, reading in chosen.items() if fact in open_facts(contract)}
            services.append(
                Service(
                    contract, jobs, seed, own, _fault(contract, fault_id, contracts), _variant(contract, variant_id),
                    file=_file(database, contract, len(contracts)), motion=Churn(drift, seed) if drift else None,
                    disturbance=Chaos(seed=seed) if chaos else None,
                )
            )  # fmt: skip
        unused = [fact for fact in chosen if not any(fact in open_facts(contract) for contract in contracts)]
        if unused:
            raise UnknownReading(f"no open fact {unused[0]!r} in {', '.join(c.slug for c in contracts)}; --readings lists them")
        front = Front(tuple(services), (lambda line: click.echo(line, err=True)) if verbose else None)
        running = start(services, host, port, certfile, keyfile, front)
    except (UnknownReading, ForeignFile, CannotServe) as error:
        raise click.ClickException(str(error)) from None
    _told(services, running.url)
    with running:
        try:
            running.wait()
        except KeyboardInterrupt:
            click.echo("stopped", err=True)


def _told(services: list[Service], url: str) -> None:
    """All of it at once: who waits for the first line has the last."""
    lines = []
    each = f" of each of {len(services)} contracts" if len(services) > 1 else ""
    lines.append(f"# {url} serves {services[0].jobs} records{each}; Ctrl-C stops it")
    lines.append(f"# {url}/ shows commands to paste, {url}/openapi.json is the document")
    for service in services:
        contract = service.contract
        lines.append(f"#   {contract.method} {contract.path}   {contract.slug}")
        for kind, name, sentence in planted_in(service):
            lines.append(f"#     {kind} {name}" + (f": {sentence}" if sentence else ""))
    for service in services:
        lines.append("\n" + snippet(service.contract, url, "simulator"))
        for way in service.contract.sign_in[1:]:
            lines.append(f"# or {entry_of('auth', auth(service.contract, str(way['type'])))}")
    click.echo("\n".join(lines))


def _split(given: str) -> tuple[str, str]:
    fact, equals, reading = given.partition("=")
    if not equals:
        raise click.UsageError(f"--reading {given!r}: expected FACT=READING, such as bounds=clamp")
    return fact, reading


def _file(database: Path | None, contract: Contract, count: int) -> Path | None:
    if database is None or count == 1:
        return database
    return database.with_name(f"{database.stem}-{contract.slug}{database.suffix}")


def _fault(contract: Contract, fault_id: str | None, contracts: list[Contract]) -> Fault | None:
    if fault_id is None:
        return None
    contract, contracts = as_if_documented(contract), list(map(as_if_documented, contracts))
    found = next((fault for fault in planted(contract) if fault.id == fault_id), None)
    if found is None and not any(fault.id == fault_id for one in contracts for fault in planted(one)):
        known = dict.fromkeys(name for one in contracts for fault in planted(one) for name in (fault.kind, fault.id))
        named = meant(fault_id, known, 200)
        if named.startswith("expected"):
            named = meant(fault_id, dict.fromkeys(fault.kind for one in contracts for fault in planted(one)), 200)
        raise click.UsageError(f"there is no fault {fault_id!r}; {named} (`listproof faults` says what each does)")
    return found


def _variant(contract: Contract, variant_id: str | None) -> Variant | None:
    if variant_id is None:
        return None
    known = {one.id: one for one in variants(contract)}
    if variant_id not in known:
        raise click.UsageError(
            f"{contract.slug} has no variant {variant_id!r}; {meant(variant_id, known)} (`listproof faults --variants` says what each does)"
        )
    return known[variant_id]


def _list_readings(contracts: list[Contract]) -> None:
    for contract in contracts:
        click.echo(contract.slug)
        for fact, readings in sorted(open_facts(contract).items()):
            click.echo(f"  {fact}: {' | '.join(readings)}")


@click.command()
@click.argument("slug", nargs=-1)
@click.option("--variants", "show_variants", is_flag=True, help="List the benign variants instead.")
@click.option("--area", type=click.Choice(["pages", "bounds", "filters", "order", "shape", "errors"]), help="Only faults of one area.")
@click.option("--contracts", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder of contracts.")
def faults(slug: tuple[str, ...], show_variants: bool, area: str | None, folder: Path | None) -> None:
    """List the faults (or, with --variants, the other legal servers) that `listproof serve` can be, of contracts or of an OpenAPI file.

    One line each, separated by tabs: contract, id, area, sentence.
    """
    try:
        contracts = [load(one, folder) for one in slug or slugs(folder)]
    except ContractError as error:
        raise click.ClickException(str(error)) from None
    for contract in contracts:
        if show_variants:
            for variant in variants(contract):
                click.echo(f"{contract.slug}\t{variant.id}\t{variant.sentence}")
            continue
        for fault in catalogue(as_if_documented(contract)):
            if area in (None, fault.area):
                click.echo(f"{contract.slug}\t{fault.id}\t{fault.area}\t{fault.sentence}")
