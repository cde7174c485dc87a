"""Side by side: other tools and listproof against the same servers, those that lie and those that only differ.

Each server is `listproof serve` in a thread of this process, on loopback; nothing but GET is sent. The tools stand in peer_tools.py:
schemathesis with its defaults (which are all of its phases: examples, coverage, fuzzing and stateful) and with its most thorough settings,
specmatic with the tests that it generates, listproof as `listproof test`. What of a tool fails at the legal server is left out for that
contract, as whoever uses it would do, and counted below the table.

    python benchmarks/peers.py                   a sample: one fault of each area and contract, some variants
    python benchmarks/peers.py --each 3          three faults of each area and contract
    python benchmarks/peers.py --all             everything; hours. With --kept FILE it goes on where it was ended
    python benchmarks/peers.py --time            how long two take at a server that is right, in turn, each as a process of its own
"""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from marked import put
from peer_tools import CHECKOUT, Tool, listproof, opens_to_specmatic, schemathesis, specmatic, specmatic_command

from listproof.contract import Contract, load, slugs
from listproof.proof.servers import RECORDS
from listproof.simulator.faults import Fault, catalogue
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.variants import Variant, variants
from listproof.verdicts import AREAS

PAGE = CHECKOUT / "docs" / "proof.md"
MARKS = ("<!-- peers: written by benchmarks/peers.py -->", "<!-- /peers -->")
TIMES = CHECKOUT / "docs" / "performance.md"
TIME_MARKS = ("<!-- times: written by benchmarks/peers.py --time -->", "<!-- /times -->")
INVENTED = CHECKOUT / "tests" / "contracts" / "invented"
CURSOR = "ferries"
"""A listing among the invented ones whose pages lead to one another by a cursor."""
TIME_HEAD = (
    "| listing | requests | seconds | of the processor | schemathesis: requests | seconds | of the processor | ratio of seconds |",
    "|---|---:|---:|---:|---:|---:|---:|---:|",
)
THOROUGH = ("--mode", "all", "--checks", "all", "--max-examples", "300", "--continue-on-failure")
HEAD = (
    "| tool | faults caught | conforming servers blamed | requests | seconds of the processor | caught per 100 requests |",
    "|---|---:|---:|---:|---:|---:|",
)
USUAL_VARIANTS = ("reading:bounds=clamp", "records:11", "extra-fields", "gzip")


@dataclass(frozen=True)
class Asked:
    """What one tool made of one server: the names of what failed, requests that reached the server, seconds on the wall.

    `processor` are the seconds of the processor that its process took.
    """

    failed: frozenset[str]
    requests: int
    seconds: float
    processor: float = 0.0


@dataclass(frozen=True)
class Told:
    """What one tool told of one server: `server` is the fault or variant, `area` that of the fault, empty for a conforming server."""

    tool: str
    contract: str
    server: str
    area: str
    fails: bool
    requests: int
    seconds: float
    processor: float = 0.0


TOOLS: dict[str, Tool] = {
    "schemathesis, its defaults": schemathesis(path_given=True),
    "schemathesis, most thorough": schemathesis(*THOROUGH, path_given=True),
    "specmatic, generative": specmatic,
    "listproof": listproof,
}


def usable(name: str, contract: Contract) -> bool:
    """Whether a tool is here and can sign in at a listing."""
    return TOOLS[name] is not specmatic or (specmatic_command() is not None and opens_to_specmatic(contract))


def asked(tool: Tool, contract: Contract, service: Service, without: Sequence[str] = ()) -> Asked:
    """What a tool makes of a server."""
    count, inner = [0], service.answer

    def counted(request: Any) -> Any:
        count[0] += 1
        return inner(request)

    service.answer = counted  # type: ignore[method-assign]
    with start([service], "127.0.0.1", 0) as running:
        began, before = time.monotonic(), _of_children()
        failed = tool(contract, running.url, without)
        return Asked(failed, count[0], time.monotonic() - began, _of_children() - before)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sampled(contract: Contract, each: int | None) -> tuple[list[Fault], list[Variant]]:
    """So many faults of each area, spread over it, and some variants; everything where `each` is None."""
    faults, differing = list(catalogue(contract)), list(variants(contract))
    if each is None:
        return faults, differing
    chosen = []
    for area in dict.fromkeys(fault.area for fault in faults):
        here = [fault for fault in faults if fault.area == area]
        chosen += [here[(2 * place + 1) * len(here) // (2 * each)] for place in range(min(each, len(here)))]
    return chosen, [one for one in differing if one.id in USUAL_VARIANTS][: max(1, each)]


def unusable(tool: Tool, contract: Contract, base: Service) -> tuple[str, ...]:
    """The checks that fail at the legal server, found by leaving them out until none does."""
    found: tuple[str, ...] = ()
    while new := asked(tool, contract, base.like(), found).failed - set(found):
        found = (*found, *sorted(new))
    return found


def told(name: str, contract: Contract, each: int | None, known: set[tuple[str, str, str]]) -> Iterator[Told]:
    """What a tool tells of the servers of a contract, but for those that are `known` already; first what is left out of it there."""
    base = Service(contract, RECORDS)
    faults, differing = sampled(contract, each)
    servers: list[tuple[Fault | None, Variant | None]] = [*((one, None) for one in faults), *((None, one) for one in differing)]
    wanted = [(fault, variant) for fault, variant in servers if (name, contract.slug, _id(fault, variant)) not in known]
    if not wanted:
        return
    without = unusable(TOOLS[name], contract, base)
    yield Told(name, contract.slug, LEFT_OUT, "", False, len(without), 0.0)
    for fault, variant in wanted:
        found = asked(TOOLS[name], contract, base.like(fault, variant), without)
        area = fault.area if fault is not None else ""
        yield Told(name, contract.slug, _id(fault, variant), area, bool(found.failed), found.requests, found.seconds, found.processor)


LEFT_OUT = "what fails at the legal server"
"""Stands for the server of what a tool is asked to leave out; its `requests` count that."""


def _id(fault: Fault | None, variant: Variant | None) -> str:
    return fault.id if fault is not None else f"variant {variant.id if variant is not None else ''}"


def tables(found: Sequence[Told]) -> str:
    """The table of tools, the table of faults caught by area, and what was left out."""
    lines = list(HEAD)
    servers = [one for one in found if one.server != LEFT_OUT]
    tools = [name for name in TOOLS if any(one.tool == name for one in servers)]
    for name in tools:
        mine = [one for one in servers if one.tool == name]
        faulty, conforming = [one for one in mine if one.area], [one for one in mine if not one.area]
        caught, requests = sum(one.fails for one in faulty), sum(one.requests for one in mine)
        blamed, seconds = sum(one.fails for one in conforming), sum(one.processor for one in mine)
        lines.append(
            f"| {name} | {caught} of {len(faulty)} | {blamed} of {len(conforming)} | {requests:,} | {seconds:,.0f}"
            f" | {100 * caught / max(1, requests):.2f} |"
        )
    lines += ["", f"| faults caught | {' | '.join(tools)} |", f"|---|{'---:|' * len(tools)}"]
    for area in AREAS:
        here = {name: [one for one in servers if one.tool == name and one.area == area] for name in tools}
        if any(here.values()):
            lines.append(f"| {area} | {' | '.join(f'{sum(one.fails for one in mine)} of {len(mine)}' for mine in here.values())} |")
    left_out = {(one.tool, one.contract): one.requests for one in found if one.server == LEFT_OUT and one.requests}
    lines += ["", "Left out, for it fails at the legal server: "] if left_out else []
    if left_out:
        lines[-1] += "; ".join(f"{tool}, {contract}: {count}" for (tool, contract), count in left_out.items()) + "."
    missing = [name for name in tools if any(not usable(name, load(slug)) for slug in {one.contract for one in found})]
    lines += ["", f"Not asked where it cannot sign in: {', '.join(missing)}."] if missing else []
    return "\n".join(lines)


def timed(contract: Contract, times: int) -> tuple[str, str]:
    """The line of the table of times for one listing, and what of the peer is left out there, for it fails and ends its run.

    Medians of so many pairs, the ratio pair by pair; one pair before warms up.
    """
    base, peer = Service(contract, RECORDS), schemathesis(path_given=True)
    without = unusable(peer, contract, base)
    ours, theirs = [], []
    for turn in range(times + 1):
        pair = asked(listproof, contract, base.like()), asked(peer, contract, base.like(), without)
        if pair[0].failed:
            raise click.ClickException(f"{contract.slug}: laws fail at a server that is right: {', '.join(sorted(pair[0].failed))}")
        if turn:
            ours.append(pair[0])
            theirs.append(pair[1])
        click.echo(f"{contract.slug}\t{pair[0].seconds:.2f}\t{pair[1].seconds:.2f}", err=True)

    def middle(several: Sequence[Asked]) -> str:
        medians = (statistics.median(getattr(one, name) for one in several) for name in ("requests", "seconds", "processor"))
        requests, seconds, processor = medians
        return f"{requests:.0f} | {seconds:.1f} | {processor:.1f}"

    ratio = statistics.median(one.seconds / other.seconds for one, other in zip(ours, theirs))
    line = f"| {contract.slug} | {middle(ours)} | {middle(theirs)} | {ratio:.2f} |"
    return line, f"{contract.slug}: {', '.join(without)}" if without else ""


@click.command()
@click.option("--time", "timing", is_flag=True, help="How long both take, in pairs, at servers that are right.")
@click.option("--pairs", default=3, show_default=True, type=click.IntRange(1), help="Pairs of each listing that are timed.")
@click.option("--each", default=1, show_default=True, type=click.IntRange(1), help="Faults of each area and contract.")
@click.option("--all", "everything", is_flag=True, help="Every fault and variant.")
@click.option("--contract", "chosen", multiple=True, metavar="SLUG", help="Only this contract. Repeatable.")
@click.option("--tool", "tools", multiple=True, type=click.Choice(list(TOOLS)), help="Only this tool. Repeatable.")
@click.option("--kept", type=click.Path(path_type=Path), help="A file of what was told, added to; what stands in it is not asked again.")
@click.option("--write/--no-write", default=True, help="Put the table into its page of docs/.")
def main(
    timing: bool, pairs: int, each: int, everything: bool, chosen: tuple[str, ...], tools: tuple[str, ...], kept: Path | None, write: bool
) -> None:
    """Compare what other tools and listproof catch, and what it costs."""
    if timing:
        listings = [load(slug, INVENTED if slug == CURSOR else None) for slug in chosen or (*slugs(), CURSOR)]
        timings = [timed(contract, pairs) for contract in listings]
        left_out = "; ".join(note for _, note in timings if note)
        table = "\n".join([*TIME_HEAD, *(line for line, _ in timings)])
        table += f"\n\nChecks of schemathesis that fail there, and are left out: {left_out}." if left_out else ""
    else:
        found = [Told(**json.loads(line)) for line in kept.read_text().splitlines()] if kept and kept.exists() else []
        known = {(one.tool, one.contract, one.server) for one in found}
        for contract in [load(slug) for slug in chosen or slugs()]:
            for name in tools or TOOLS:
                for one in told(name, contract, None if everything else each, known) if usable(name, contract) else ():
                    found.append(one)
                    click.echo(f"{name}\t{contract.slug}\t{one.server}\t{'fails' if one.fails else 'passes'}\t{one.requests}", err=True)
                    if kept:
                        with kept.open("a", encoding="utf-8") as out:
                            out.write(json.dumps(asdict(one)) + "\n")
        table = tables(found)
    click.echo(table)
    if write:
        put(*((TIMES, TIME_MARKS) if timing else (PAGE, MARKS)), f"\n{table}\n")


if __name__ == "__main__":
    main()
