"""`listproof check`: an OpenAPI file and an address in, findings out."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from listproof.checking.check import NAME, Checked, check
from listproof.checking.settling import MOST_TO_SETTLE
from listproof.checking.telling import told
from listproof.contract import ContractError, Document, build, read
from listproof.contract.documents import normalised
from listproof.contract.folders import NotKept, why_unwritable
from listproof.contract.visible import visible
from listproof.openapi import Draft, ListOperation, chosen_of, drafted, list_operations, server_of, write_overlay
from listproof.proof.suite import laws, plan
from listproof.reports import write
from listproof.reports.masking import Mask, masked
from listproof.running import Place, RunChoice
from listproof.running.rehearsal import rehearse
from listproof.running.rehearsal import told as costs_told
from listproof.starting import sound_address, target_name, targets_file
from listproof.transport import Target
from listproof.transport.auth import SettingsError
from listproof.transport.auth import check as auth_checked

__all__ = ["command", "sign_in_from"]

_LOOPBACK = re.compile(r"https?://(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?(/|$)")
_A_SECOND = 5.0


@click.command("check")
@click.argument("openapi", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--url", help="Where the service is.  [default: the first server of the file]")
@click.option("--operation", "wanted", multiple=True, metavar="NAME", help="Only this operation, by operationId or path. Repeatable.")
@click.option("--path", "path", multiple=True, metavar="NAME=VALUE", help="The value of a path parameter. Repeatable.")
@click.option("--plan", "only_plan", is_flag=True, help="Say what it would cost, and send nothing.")
@click.option("--strict", is_flag=True, help="Exit with 1 for suspicions too.")
@click.option("--verbose", "-v", is_flag=True, help="Name the laws that fail because of a finding.")
@click.option("--output", "-o", "output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Keep the contracts as an overlay, a targets file that asks them again, and the record of the run.")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite an overlay that -o finds there.")
@click.option("--rate", type=click.FloatRange(0, min_open=True), metavar="R",
              help="Requests a second.  [default: 5, unbounded on this machine]")  # fmt: skip
@click.option("--max-requests", default=2000, show_default=True, type=click.IntRange(1), help="The most that one operation may cost.")
def command(
    openapi: Path, url: str | None, wanted: tuple[str, ...], path: tuple[str, ...], only_plan: bool, strict: bool, verbose: bool,
    output: Path | None, force: bool, rate: float | None, max_requests: int,
) -> None:  # fmt: skip
    """Check the list operations of an OpenAPI file at an address. Only GET is sent.

    What the file does not say is guessed from names and schemas, and a few answers settle the guesses. What the file itself says fails;
    what rests on a guess is a suspicion. Signs in with LISTPROOF_TOKEN, or LISTPROOF_USER and LISTPROOF_PASSWORD, of the environment.

    \b
    listproof check openapi.yaml --url http://127.0.0.1:8000
    listproof check openapi.yaml --operation listBoats --path harbour_id=7
    listproof check openapi.yaml --plan

    Exit 0 without findings, 1 with any, 4 for a file that cannot be used, 10 for trouble of listproof's own, 11 where
    nothing could be asked.
    """
    try:
        document = normalised(read(openapi))
        every = list_operations(document)
        chosen = chosen_of(every, wanted)
    except (ContractError, KeyError) as error:
        raise click.ClickException(str(error.args[0] if isinstance(error, KeyError) else error)) from None
    if not chosen:
        raise click.ClickException(f"{openapi}: no GET of it answers with a list of records")
    if only_plan:
        click.echo(costs_told(_costs(document, chosen)))
        click.echo(f"Settling costs at most {MOST_TO_SETTLE} requests more for each operation, and one for a list that gives a path.")
        return
    _not_there(openapi, output, force)
    reason = why_unwritable(output) if output is not None else None
    if reason:
        raise click.ClickException(f"--output: {reason}")
    base = url or server_of(document)
    if base is None:
        raise click.UsageError(f"{openapi} names no server with an address: give --url")
    base = sound_address(base, "LISTPROOF_USER and LISTPROOF_PASSWORD in the environment are for it")
    checked = check(
        document, every, chosen, base.rstrip("/"), auth=sign_in_from(os.environ), path=dict(_pair(one) for one in path),
        requests_per_second=rate or (None if _LOOPBACK.match(base) else _A_SECOND), max_requests=max_requests, notice=_notice,
    )  # fmt: skip
    terminal = sys.stdout.isatty()
    click.echo(told(checked, terminal, shutil.get_terminal_size((120, 24)).columns, verbose=verbose), color=terminal)
    if output is not None:
        _keep(checked, openapi, output, checked.base_url)
    raise SystemExit(_status(checked, strict))


def sign_in_from(environment: Mapping[str, str]) -> Any:
    """What makes the sign-in of a target out of the ways that an operation takes and the variables of an environment."""

    def auth(ways: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        token, user, password = (environment.get(f"LISTPROOF_{word}") for word in ("TOKEN", "USER", "PASSWORD"))
        for way in ways:
            if way["type"] == "basic" and user and password is not None:
                return _sound({"type": "basic", "user": user, "password": password})
            if way["type"] == "bearer" and token:
                return _sound({"type": "bearer", "value": token})
            if way["type"] in ("header", "cookie", "query-key") and token:
                return _sound({"type": way["type"], "name": way["name"], "value": token})
        return {"type": "none"}

    return auth


def _sound(table: Mapping[str, str]) -> Mapping[str, Any]:
    """A sign-in of values of the environment, which may hold anything."""
    try:
        return auth_checked(table)
    except SettingsError as error:
        names = "LISTPROOF_USER and LISTPROOF_PASSWORD" if table["type"] == "basic" else "LISTPROOF_TOKEN"
        raise click.UsageError(f"{names}: {error}") from None


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name:
        raise click.UsageError(f"--path {given!r}: expected NAME=VALUE")
    return name, value


def _notice(operation: ListOperation) -> None:
    if sys.stderr.isatty():
        click.echo(f"asking {operation.id} …", err=True)


def _costs(document: Document, chosen: Sequence[ListOperation]) -> Any:
    places, items = [], {}
    for operation in chosen:
        try:
            contract = build(drafted(document, operation).document, operation.slug)
        except ContractError as error:
            click.echo(visible(f"{operation.id} is left out: {error.mistakes[0].message}"), err=True)
            continue
        place = Place(NAME, contract, Target(NAME, operation.slug, "http://127.0.0.1", requests_per_second=_A_SECOND))
        places.append(place)
        items[place.key] = tuple(plan(contract, laws()))
    return rehearse(RunChoice(tuple(places), (), ()), items, {})


def _not_there(openapi: Path, output: Path | None, force: bool) -> None:
    """Refuse to write over an overlay that somebody may have corrected, before anything is asked."""
    there = None if output is None or force else output / f"{openapi.stem}.overlay.yaml"
    if there is not None and there.exists():
        raise click.ClickException(f"{there} is already there; name another folder or give --force")


def _keep(checked: Checked, openapi: Path, output: Path, base: str) -> None:
    """Leave the contracts, the record, and a targets file that asks the same again; one that is there stays."""
    drafts = [_without_secrets(row.draft, checked.mask) for row in checked.rows if row.draft is not None]
    asked = [row for row in checked.rows if row.contract is not None]
    targets = output / "listproof.toml"
    kept = [targets] if asked and not targets.exists() else []
    try:
        output.mkdir(parents=True, exist_ok=True)
        kept = [write_overlay(drafts, openapi, output), output / "run.json", *kept]
        write(checked.run, output / "run.json", checked.mask)
        if targets in kept:
            paths = {row.contract.slug: row.path for row in asked if row.contract is not None}
            contracts = [row.contract for row in asked if row.contract is not None]
            targets.write_text(checked.mask(targets_file(contracts, base, paths, "LISTPROOF")), encoding="utf-8")
    except OSError as error:
        raise NotKept(output, error) from None
    click.echo(f"kept    {', '.join(map(str, kept))}")
    if asked:
        click.echo(f"again   listproof test --contracts {output} --targets-file {targets} --target {target_name(base)}")


def _without_secrets(draft: Draft, mask: Mask) -> Draft:
    """A draft as it may be kept: what was seen in answers is quoted among its reasons, and names of their fields in its words."""
    whole = draft.document.value
    listing = masked(whole["x-listing"], mask)
    reasons = {fact: mask(why) for fact, why in draft.reasons.items()}
    return replace(draft, document=replace(draft.document, value={**whole, "x-listing": listing}), reasons=reasons)


def _status(checked: Checked, strict: bool) -> int:
    if all(row.contract is None for row in checked.rows):
        return 11
    if checked.findings or (strict and checked.suspicions):
        return 1
    return 10 if checked.troubles else 0
