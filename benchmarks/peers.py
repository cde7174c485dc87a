"""Side by side: schemathesis alone and listproof against the same servers, those that lie and those that only differ.

Each server is `listproof serve` in a thread of this process, on loopback; nothing but GET is sent. Schemathesis reads the same
contracts, with its defaults and with its most thorough settings. A check of it that fails at the legal server is left out for that
contract, as whoever uses it would do, and named below the table.

    python benchmarks/peers.py                   a sample: some faults of each area and contract, some variants
    python benchmarks/peers.py --each 3          three faults of each area and contract
    python benchmarks/peers.py --all             everything; hours
"""

from __future__ import annotations

import json
import os
import re
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
from listproof.simulator.targets import auth, mock
from listproof.simulator.variants import Variant, variants
from listproof.transport import Session, Target

CHECKOUT = Path(__file__).parents[1]
PAGE = CHECKOUT / "docs" / "proof.md"
MARKS = ("<!-- peers: written by benchmarks/peers.py -->", "<!-- /peers -->")
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
    """What one tool made of one server: the names of what failed, requests that reached the server, seconds on the wall."""

    failed: frozenset[str]
    requests: int
    seconds: float


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


def schemathesis(*options: str) -> Tool:
    """The checks of schemathesis that fail, run with some options."""

    def ask(contract: Contract, url: str, without: Sequence[str]) -> frozenset[str]:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            (place / "schemathesis.toml").write_text(CONFIGURATION)
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


def _way(contract: Contract) -> dict[str, Any]:
    """How to sign in with a plain header where that is documented, else the first documented way."""
    plain = next((entry["type"] for entry in contract.sign_in if entry["type"] in ("header", "cookie")), None)
    return auth(contract, plain)


def _credential(contract: Contract) -> list[str]:
    way = _way(contract)
    if way["type"] == "header":
        return ["-H", f"{way['name']}: {way['value']}"]
    return ["-H", f"Cookie: {way['name']}={way['value']}"] if way["type"] == "cookie" else []


def _environment(contract: Contract) -> dict[str, str]:
    way = _way(contract)
    if way["type"] in ("header", "cookie"):
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
        began = time.monotonic()
        failed = tool(contract, running.url, without)
        return Asked(failed, count[0], time.monotonic() - began)


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


@click.command()
@click.option("--each", default=1, show_default=True, type=click.IntRange(1), help="Faults of each area and contract.")
@click.option("--all", "everything", is_flag=True, help="Every fault and variant.")
@click.option("--contract", "chosen", multiple=True, metavar="SLUG", help="Only this contract. Repeatable.")
@click.option("--write/--no-write", default=True, help="Put the table into docs/proof.md.")
def main(each: int, everything: bool, chosen: tuple[str, ...], write: bool) -> None:
    """Compare what schemathesis alone and listproof catch, and what it costs."""
    contracts = [load(slug) for slug in chosen or slugs()]
    amount = None if everything else each
    rows = [row(name, contracts, amount) for name in TOOLS]
    notes = [note for _, several in rows for note in several]
    lines = [*HEAD, *(line for line, _ in rows)]
    lines += ["", f"Left out, for it fails at the legal server: {'; '.join(notes)}."] if notes else []
    table = "\n".join(lines)
    click.echo(table)
    if write:
        text = PAGE.read_text(encoding="utf-8")
        place = re.compile(f"{re.escape(MARKS[0])}.*?{re.escape(MARKS[1])}", re.DOTALL)
        PAGE.write_text(place.sub(lambda _: f"{MARKS[0]}\n\n{table}\n\n{MARKS[1]}", text), encoding="utf-8")


if __name__ == "__main__":
    main()
