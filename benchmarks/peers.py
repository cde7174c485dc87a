"""Side by side: schemathesis alone and listproof against the same servers, those that lie and those that only differ.

Each server is `listproof serve` in a thread of this process, on loopback; nothing but GET is sent. Schemathesis reads the same
contracts, with its defaults and with its most thorough settings. A check of it that fails at the legal server is left out for that
contract, as whoever uses it would do, and named below the table.

    python benchmarks/peers.py                   a sample: some faults of each area and contract, some variants
    python benchmarks/peers.py --each 3          three faults of each area and contract
    python benchmarks/peers.py --all             everything; hours
    python benchmarks/peers.py --time            how long both take at a server that is right, in turn, each as a process of its own
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from listproof.contract import Contract, load, slugs
from listproof.evidence import Store
from listproof.proof.servers import RECORDS
from listproof.proof.suite import laws, run
from listproof.simulator.faults import Fault, catalogue
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.targets import auth, entry_of, mock
from listproof.simulator.variants import Variant, variants
from listproof.transport import Session, Target

CHECKOUT = Path(__file__).parents[1]
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
CONFIGURATION = "[phases.coverage]\nunexpected-methods = []\n"
THOROUGH = ("--mode", "all", "--checks", "all", "--max-examples", "300", "--continue-on-failure")
CHECKS = {
    "ServerError": "not_a_server_error", "UndefinedStatusCode": "status_code_conformance", "JsonSchemaError": "response_schema_conformance",
    "MissingContentType": "content_type_conformance", "MalformedMediaType": "content_type_conformance",
    "UndefinedContentType": "content_type_conformance", "MissingHeaders": "response_headers_conformance",
    "AcceptedNegativeData": "negative_data_rejection", "RejectedPositiveData": "positive_data_acceptance", "IgnoredAuth": "ignored_auth",
    "MissingHeaderNotRejected": "missing_required_header", "UnsupportedMethodResponse": "unsupported_method",
}  # fmt: skip
"""The checks of schemathesis by what a failure of each is called in its report."""
HEAD = (
    "| tool | faults caught | conforming servers blamed | requests | seconds | caught per 100 requests |",
    "|---|---:|---:|---:|---:|---:|",
)
USUAL_VARIANTS = ("reading:bounds=clamp", "records:11", "extra-fields", "gzip")


@dataclass(frozen=True)
class Asked:
    """What one tool made of one server: the names of what failed, requests that reached the server, seconds on the wall.

    `processor` are the seconds of the processor that its process took, where it is one of its own.
    """

    failed: frozenset[str]
    requests: int
    seconds: float
    processor: float = 0.0


Tool = Callable[[Contract, str, Sequence[str]], frozenset[str]]
"""Asks the server of a contract at an address, some checks left out; returns the names of what fails."""


def listproof(contract: Contract, url: str, without: Sequence[str]) -> frozenset[str]:
    """The laws that fail."""
    target = Target("peer", contract.slug, **mock(contract, url))
    session = Session(target, contract.sign_in)
    try:
        return frozenset(one.law for one in run(Store(contract, session), laws()) if one.verdict == "fail")
    finally:
        session.close()


def listproof_process(contract: Contract, url: str, without: Sequence[str]) -> frozenset[str]:
    """The laws that fail, those that draw included, as a process leaves them in its record."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        table = {**mock(contract, url)}
        table.pop("try_wrong_signature", None)
        lines = [f"[targets.peer.{contract.slug}]", *(entry_of(key, value) for key, value in table.items())]
        (place / "listproof.toml").write_text("\n".join(lines), encoding="utf-8")
        asked = [
            sys.executable, "-m", "listproof", "test", "--target=peer", f"--contract={contract.slug}", f"--reports={place / 'reports'}",
            f"--targets-file={place / 'listproof.toml'}", f"--contracts={Path(contract.file).parents[1]}",
        ]  # fmt: skip
        done = subprocess.run(asked, capture_output=True, text=True, cwd=CHECKOUT, timeout=600)
        record = place / "reports" / "run.json"
        if not record.is_file():
            raise click.ClickException(f"listproof left no record of {contract.slug}: {(done.stderr or done.stdout)[-600:]}")
        return frozenset(one["law"] for one in json.loads(record.read_text())["outcomes"] if one["verdict"] == "fail")


def schemathesis(*options: str, path_given: bool = False) -> Tool:
    """The checks of schemathesis that fail, run with some options; `path_given`: with the values of the path that the server knows."""

    def ask(contract: Contract, url: str, without: Sequence[str]) -> frozenset[str]:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            given = mock(contract, url).get("path", {}) if path_given else {}
            known = "".join(entry_of(json.dumps(f"path.{name}"), value) + "\n" for name, value in given.items())
            (place / "schemathesis.toml").write_text(CONFIGURATION + (f"[parameters]\n{known}" if known else ""))
            report = place / "report.json"
            command = [
                str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(place / "schemathesis.toml"), "run",
                contract.file, "-u", url, "--report", "json", "--report-json-path", str(report), "--no-color",
                "--generation-database", "none", *_credential(contract), *options,
                *(("--exclude-checks", ",".join(without)) if without else ()),
            ]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, env=_environment(contract), timeout=3600)
            if not report.is_file():
                raise click.ClickException(f"schemathesis wrote no report for {contract.slug}: {(done.stderr or done.stdout)[-600:]}")
            read = json.loads(report.read_text())
        return frozenset([CHECKS.get(one["type"], one["type"]) for one in read["failures"]] + ["error" for _ in read["errors"]])

    return ask


_PLAIN = ("header", "cookie", "bearer")


def _way(contract: Contract) -> dict[str, Any]:
    """How to sign in with a plain header where that is documented, else the first documented way."""
    plain = next((entry["type"] for entry in contract.sign_in if entry["type"] in _PLAIN), None)
    return auth(contract, plain)


def _credential(contract: Contract) -> list[str]:
    way = _way(contract)
    if way["type"] == "header":
        return ["-H", f"{way['name']}: {way['value']}"]
    if way["type"] == "bearer":
        return ["-H", f"Authorization: Bearer {way['value']}"]
    return ["-H", f"Cookie: {way['name']}={way['value']}"] if way["type"] == "cookie" else []


def _environment(contract: Contract) -> dict[str, str]:
    way = _way(contract)
    if way["type"] in _PLAIN:
        return dict(os.environ)
    signing = json.dumps({"auth": way, "sign_in": list(contract.sign_in)})
    return {**os.environ, "SCHEMATHESIS_HOOKS": "peers_signing", "PYTHONPATH": str(Path(__file__).parent), "LISTPROOF_SIGNING": signing}


TOOLS: dict[str, Tool] = {
    "schemathesis, its defaults": schemathesis(),
    "schemathesis, most thorough": schemathesis(*THOROUGH),
    "listproof": listproof,
}


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


def row(name: str, contracts: Sequence[Contract], each: int | None) -> tuple[str, list[str]]:
    """The line of the table for one tool, and what was left out for which contract."""
    tool, notes = TOOLS[name], []
    caught = planted = blamed = conforming = requests = 0
    seconds = 0.0
    for contract in contracts:
        base = Service(contract, RECORDS)
        without = unusable(tool, contract, base)
        notes += [f"{name}, {contract.slug}: {', '.join(without)}"] if without else []
        faults, differing = sampled(contract, each)
        servers: list[tuple[Fault | None, Variant | None]] = [*((one, None) for one in faults), *((None, one) for one in differing)]
        for fault, variant in servers:
            found = asked(tool, contract, base.like(fault, variant), without)
            seen = bool(found.failed)
            which = fault.id if fault else variant.id if variant else ""
            click.echo(f"{name}\t{contract.slug}\t{which}\t{'fails' if seen else 'passes'}\t{found.requests}", err=True)
            planted, conforming = planted + (variant is None), conforming + (fault is None)
            caught, blamed = caught + (seen and variant is None), blamed + (seen and fault is None)
            requests, seconds = requests + found.requests, seconds + found.seconds
    per = 100 * caught / requests if requests else 0.0
    return f"| {name} | {caught} of {planted} | {blamed} of {conforming} | {requests} | {seconds:.0f} | {per:.2f} |", notes


def timed(contract: Contract, times: int) -> tuple[str, str]:
    """The line of the table of times for one listing, and what of the peer is left out there, for it fails and ends its run.

    Medians of so many pairs, the ratio pair by pair; one pair before warms up.
    """
    base, peer = Service(contract, RECORDS), schemathesis(path_given=True)
    without = unusable(peer, contract, base)
    ours, theirs = [], []
    for turn in range(times + 1):
        pair = asked(listproof_process, contract, base.like()), asked(peer, contract, base.like(), without)
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


def tell(page: Path, marks: tuple[str, str], table: str) -> None:
    """Put a table between two marks of a page."""
    text = page.read_text(encoding="utf-8")
    place = re.compile(f"{re.escape(marks[0])}.*?{re.escape(marks[1])}", re.DOTALL)
    page.write_text(place.sub(lambda _: f"{marks[0]}\n\n{table}\n\n{marks[1]}", text), encoding="utf-8")


@click.command()
@click.option("--time", "timing", is_flag=True, help="How long both take, in pairs, at servers that are right.")
@click.option("--pairs", default=3, show_default=True, type=click.IntRange(1), help="Pairs of each listing that are timed.")
@click.option("--each", default=1, show_default=True, type=click.IntRange(1), help="Faults of each area and contract.")
@click.option("--all", "everything", is_flag=True, help="Every fault and variant.")
@click.option("--contract", "chosen", multiple=True, metavar="SLUG", help="Only this contract. Repeatable.")
@click.option("--write/--no-write", default=True, help="Put the table into its page of docs/.")
def main(timing: bool, pairs: int, each: int, everything: bool, chosen: tuple[str, ...], write: bool) -> None:
    """Compare what schemathesis alone and listproof catch, and what it costs."""
    if timing:
        listings = [load(slug, INVENTED if slug == CURSOR else None) for slug in chosen or (*slugs(), CURSOR)]
        timings = [timed(contract, pairs) for contract in listings]
        left_out = "; ".join(note for _, note in timings if note)
        table = "\n".join([*TIME_HEAD, *(line for line, _ in timings)])
        table += f"\n\nChecks of schemathesis that fail there, and are left out: {left_out}." if left_out else ""
        click.echo(table)
        if write:
            tell(TIMES, TIME_MARKS, table)
        return
    contracts = [load(slug) for slug in chosen or slugs()]
    amount = None if everything else each
    rows = [row(name, contracts, amount) for name in TOOLS]
    notes = [note for _, several in rows for note in several]
    lines = [*HEAD, *(line for line, _ in rows)]
    lines += ["", f"Left out, for it fails at the legal server: {'; '.join(notes)}."] if notes else []
    table = "\n".join(lines)
    click.echo(table)
    if write:
        tell(PAGE, MARKS, table)


if __name__ == "__main__":
    main()
