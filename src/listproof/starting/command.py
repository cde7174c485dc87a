"""`listproof init`: a few questions, and a folder that is ready for the next command."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from listproof.contract import Contract, ContractError, Document, load, read, slugs
from listproof.contract.documents import normalised
from listproof.contract.visible import visible
from listproof.openapi import drafted, list_operations, overlay_text, prefix_of, server_of
from listproof.starting.address import sound_address
from listproof.starting.files import PIPELINES, hand_written, installed_from, target_name, targets_file, variables, workflow

__all__ = ["command"]

_USUAL = ("openapi.yaml", "openapi.yml", "openapi.json", "swagger.yaml", "swagger.json")
_NONE = "none"
_ADDRESS = "http://127.0.0.1:8000"
_INSTEAD = "take it out, for files are written: auth in listproof.toml is for it"
_CONTRACTS = Path("contracts")
_BY_HAND = _CONTRACTS / "things.yaml"
_TARGETS = Path("listproof.toml")
_REQUIREMENT = re.compile(r"(?:(?:listproof\s*@\s*)?(?:git\+(?:https|ssh)|https)://\S+)|listproof(?:\s*[=<>~!]=?[^\s;]+)?")
"""An address, or the name with a version, once there is a release of it."""


@click.command("init")
@click.option("--openapi", "openapi", metavar="FILE", help="The OpenAPI file of the service, or none.  [asked for]")
@click.option("--url", help="Where the service is.  [asked for]")
@click.option("--workflow", "pipeline", type=click.Choice([*PIPELINES, _NONE]), help="The pipeline that asks again.  [asked for]")
@click.option("--install", metavar="SOURCE", help="What pip installs listproof from there: a wheel of this folder or an address.  "
              "[what it was installed from here, else asked for]")  # fmt: skip
@click.option("--start", metavar="COMMAND", help="What starts a service of this machine in the pipeline.  [without it the pipeline lints]")
def command(openapi: str | None, url: str | None, pipeline: str | None, install: str | None, start: str | None) -> None:
    """Make this folder ready: contracts, listproof.toml and a workflow. Nothing is asked of anybody.

    Asks three questions, and for a pipeline where listproof comes from; each option answers one. What is there already stays as it is.

    \b
    listproof init
    listproof init --openapi openapi.yaml --url http://127.0.0.1:8000 --workflow github \\
        --install git+https://git.example.org/listproof --start "uvicorn boats:app"
    listproof init --openapi none --url https://api.example.org --workflow none
    """
    try:
        answers = _answers(openapi, url, pipeline, install, start)
    except click.Abort:
        message = "a question has no answer, and nothing was written: give --openapi, --url and --workflow, and with a workflow --install"
        raise click.ClickException(message) from None
    try:
        for path, text in _texts(answers):
            _leave(path, text)
        contracts = [load(slug, _CONTRACTS) for slug in slugs(_CONTRACTS)]
    except ContractError as error:
        raise click.ClickException(str(error)) from None
    ready = _leave(_TARGETS, targets_file(contracts, answers.url))
    asks_again = answers.pipeline != _NONE and _leave(
        PIPELINES[answers.pipeline], workflow(answers.pipeline, answers.url, variables(contracts), answers.install, answers.start)
    )
    for what in _to_do(answers, contracts, ready, asks_again):
        click.echo(f"to do     {what}")
    click.echo(f"next      {_next(answers, contracts, ready)}")


@dataclass(frozen=True)
class _Answers:
    """What was answered; `document` is the OpenAPI file as it was read, None where there is none."""

    openapi: Path | None
    document: Document | None
    url: str
    pipeline: str
    install: str
    start: str


def _answers(openapi: str | None, url: str | None, pipeline: str | None, install: str | None, start: str | None) -> _Answers:
    usual = next((name for name in _USUAL if Path(name).is_file()), _NONE)
    given = openapi or click.prompt("The OpenAPI file of the service, or none", default=usual)
    file = None if given == _NONE else Path(given)
    document = None if file is None else _document(file)
    known = document and server_of(document)
    url = sound_address(url or click.prompt("The address of the service", default=known or _ADDRESS), _INSTEAD)
    chosen = pipeline or click.prompt("The pipeline that asks again", type=click.Choice([*PIPELINES, _NONE]), default="github")
    if chosen == _NONE:
        return _Answers(file, document, url.rstrip("/"), chosen, "", "")
    asked = pipeline is None and start is None and target_name(url) == "local"
    started = click.prompt("The command that starts the service there, or nothing", default="") if asked else start or ""
    known = install or installed_from()
    source = known or click.prompt("What pip installs listproof from there, a wheel of this folder or git+https://…")
    return _Answers(file, document, url.rstrip("/"), chosen, _source(source), " ".join(started.splitlines()))


def _source(given: str) -> str:
    """What pip is given in the pipeline. Raises ClickException for what cannot be there: a file that is not in this folder."""
    if _REQUIREMENT.fullmatch(given):
        return given
    path = Path(given)
    within = not path.is_absolute() and ".." not in path.parts and path.exists()
    if within and (path.is_dir() or path.suffix == ".whl"):
        return f"./{path.as_posix()}"
    message = "expected a wheel or a checkout inside this folder, which the pipeline has too, or an address such as git+https://…"
    raise click.ClickException(f"--install {given}: {message}")


def _document(file: Path) -> Document:
    if not file.is_file():
        raise click.ClickException(f"{file}: there is no such file; name the OpenAPI file of the service, or say none")
    try:
        return normalised(read(file))
    except ContractError as error:
        raise click.ClickException(str(error)) from None


def _texts(answers: _Answers) -> Iterator[tuple[Path, str]]:
    """The contracts to begin with. Raises ClickException for a file that has no list or says its listings itself."""
    if answers.openapi is None or answers.document is None:
        yield _BY_HAND, hand_written()
        return
    every = list_operations(answers.document)
    if not every:
        raise click.ClickException(f"{answers.openapi}: no GET of it answers with a list of records; say none for a contract by hand")
    unsaid = [one for one in every if not one.stated]
    if not unsaid:
        raise click.ClickException(f"{answers.openapi} says its listings itself: move it to {_CONTRACTS}, which needs no overlay")
    drafts = []
    for operation in unsaid:
        try:
            drafts.append(drafted(answers.document, operation))
        except ContractError as error:
            click.echo(visible(f"{operation.id} is left out: {error.mistakes[0].message}"), err=True)
    extends = os.path.relpath(answers.openapi, _CONTRACTS).replace(os.sep, "/")
    yield _CONTRACTS / f"{answers.openapi.stem}.overlay.yaml", overlay_text(drafts, extends)


def _leave(path: Path, text: str) -> bool:
    """Write a file and say whether it is new: one that is there stays, and that is told."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        click.echo(f"there     {path}, left as it is")
        return False
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written ({error.strerror or error})") from None
    click.echo(f"written   {path}")
    return True


def _to_do(answers: _Answers, contracts: list[Contract], ready: bool, asks_again: bool) -> Iterator[str]:
    """What nobody but its owner can say of a service."""
    if answers.document is None:
        yield f"say in {_BY_HAND} what your listing does"
    if not ready:
        yield f"see to it that {_TARGETS} has an entry for each of {', '.join(contract.slug for contract in contracts)}"
    elif any(contract.scopes for contract in contracts):
        yield f"write values for paths in {_TARGETS}: an entry whose path needs one is commented out"
    before = prefix_of(answers.document) if answers.document is not None else ""
    if ready and before and not urlsplit(answers.url).path.strip("/"):
        yield f"write {visible(before)} behind base_url in {_TARGETS} if the service is there: the file's server has it before its paths"
    needed = variables(contracts)
    if ready and needed:
        yield f"export {' '.join(f'{one}=…' for one in needed)}"
    if asks_again and target_name(answers.url) == "local" and not answers.start:
        yield f"say in {PIPELINES[answers.pipeline]} how the service is started: until then it is not asked there"


def _next(answers: _Answers, contracts: list[Contract], ready: bool) -> str:
    if answers.document is None or not ready:
        return "listproof lint"
    return "listproof test" if all(contract.scopes for contract in contracts) else f"listproof test --target {target_name(answers.url)}"
