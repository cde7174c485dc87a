"""`listproof derive OPENAPI`: the listings of an OpenAPI file as an overlay, each guess with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from listproof.contract import ContractError, read
from listproof.contract.documents import normalised
from listproof.contract.files import LARGEST
from listproof.contract.folders import NotWritten
from listproof.openapi.guessing import Draft, drafted
from listproof.openapi.operations import chosen_of, list_operations
from listproof.openapi.overlay import overlay_text, write_overlay

__all__ = ["command", "drafts_of", "is_openapi"]

_SUFFIXES = (".json", ".yaml", ".yml")
_VERSION = re.compile(r"""^[ \t]*(?:\{[ \t]*)?["']?(openapi|swagger)["']?\s*:\s*["']?[23]\.""", re.MULTILINE)


def is_openapi(path: Path) -> bool:
    """Whether a file is an OpenAPI document, by its name and its version."""
    if path.suffix.lower() not in _SUFFIXES or not path.is_file():
        return False
    with path.open("rb") as file:
        return _VERSION.search(file.read(LARGEST).decode("utf-8", "replace")) is not None


@click.command("derive")
@click.argument("openapi", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--operation", "wanted", multiple=True, metavar="NAME", help="Only this operation, by operationId or path. Repeatable.")
@click.option("--output", "-o", "output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
              help="Folder to write into, made where it is not there.  [default: on the screen]")  # fmt: skip
@click.option("--force", is_flag=True, help="Overwrite an overlay that is there.")
def command(openapi: Path, wanted: tuple[str, ...], output: Path | None, force: bool) -> None:
    """Write an OpenAPI Overlay with an x-listing for each list operation of a file that has none itself.

    Every guess is marked and has its reason beside it; the file itself stays as it is. The folder is one of contracts.

    \b
    listproof derive openapi.yaml -o contracts
    listproof derive openapi.yaml --operation listBoats
    """
    drafts = drafts_of(openapi, wanted)
    for draft in drafts:
        if draft.operation.stated:
            click.echo(f"{draft.operation.slug}: {draft.operation.path} has its x-listing, left as it is", err=True)
    drafts = [draft for draft in drafts if not draft.operation.stated]
    if not drafts:
        raise click.ClickException(
            f"{openapi}: each of these has its x-listing; put the file into a folder of contracts, which needs no overlay"
        )
    if output is None:
        click.echo(overlay_text(drafts, openapi.name), nl=False)
        return
    path = output / f"{openapi.stem}.overlay.yaml"
    if path.exists() and not force:
        raise click.ClickException(f"{path} is already there; name another folder or give --force")
    try:
        written = write_overlay(drafts, openapi, output)
    except OSError as error:
        raise NotWritten(output, error) from None
    for draft in drafts:
        unsound = draft.document.value.get("x-unsound") or ()
        click.echo(f"{draft.operation.slug}: {draft.operation.path}" + (f"  ({'; '.join(unsound[:2])})" if unsound else ""))
    click.echo(f"written: {written}; next: listproof lint --contracts {output}")


def drafts_of(openapi: Path, wanted: Sequence[str]) -> list[Draft]:
    """The drafts of the list operations of a file, or of those that are wanted. Raises ClickException where there are none."""
    try:
        document = normalised(read(openapi))
        chosen = chosen_of(list_operations(document), wanted)
    except (ContractError, KeyError) as error:
        raise click.ClickException(str(error.args[0] if isinstance(error, KeyError) else error)) from None
    if not chosen:
        raise click.ClickException(f"{openapi}: no GET of it answers with a list of records")
    drafts: list[Draft] = []
    for operation in chosen:
        try:
            drafts.append(drafted(document, operation))
        except ContractError as error:
            click.echo(f"{operation.id} is left out: {error.mistakes[0].message}", err=True)
    if not drafts:
        raise click.ClickException(f"{openapi}: none of its list operations can be read; the lines above say why")
    return drafts
