"""`listproof lint` and `listproof schemas`: what is wrong with a contract, and its JSON Schemas for other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

from listproof.contract.catalogue import Entry, catalogue, catalogue_of_file
from listproof.contract.folders import NotWritten, contracts_folder, told_folder
from listproof.contract.lint import lint_entry, lint_file
from listproof.contract.mentions import mentioned_in_page, mentioned_in_waivers
from listproof.contract.reading import load
from listproof.contract.schemas import write_schemas
from listproof.contract.sharpness import cautions
from listproof.contract.telling import meant
from listproof.contract.text import ContractError, Mistake
from listproof.contract.visible import visible

__all__ = ["TARGETS", "Laws", "lint", "schemas"]

Laws = Callable[[], Iterable[str]]
"""Gives the ids of all laws. Contracts know nothing of laws: whoever calls `lint` passes this as the context's object."""

_FILE = "openapi.yaml"
TARGETS = "listproof.targets"
"""Under this name of the context's `meta` a caller may pass what says, of a targets file and the slugs that there are, what is wrong."""
_EXISTS = click.Path(path_type=Path, exists=True)
_CONTRACTS = click.option(
    "--contracts", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Folder of contracts.  [default: contracts/]"
)


@click.command("lint")
@click.argument("slug", nargs=-1, metavar="[SLUG | PATH]...")
@_CONTRACTS
@click.option("--targets-file", type=_EXISTS, metavar="FILE", help="Check a targets file too: its entries and waivers.")
@click.option("--docs", type=_EXISTS, metavar="DIR", help="Check the laws that pages (*.md) name too.")
@click.pass_obj
def lint(laws: Laws | None, slug: tuple[str, ...], folder: Path | None, targets_file: Path | None, docs: Path | None) -> None:
    """Check contracts (all by default) and say file, line and what was expected for each mistake.

    A contract without a mistake gets one line with what it holds, and a warning where its readings together exclude nothing. Exit 0
    without mistakes, 1 with any; a warning is none.

    \b
    listproof lint
    listproof lint SLUG
    listproof lint drafts/apples/openapi.yaml
    listproof lint --contracts drafts --targets-file listproof.toml --docs docs
    """
    known = None if laws is None else frozenset(laws())
    try:
        everything = tuple(catalogue(folder)) if targets_file is not None or not all(map(_names_a_place, slug)) else ()
        chosen = [one for given in slug for one in _meant(given, folder)] if slug else _all(folder)
    except ContractError as error:
        _end(error.mistakes)
        return
    found: list[Mistake] = []
    for one, where in dict(chosen).items():
        linted = lint_entry(where, known) if isinstance(where, Entry) else lint_file(where, one, known)
        found += linted.mistakes
        if not linted.mistakes:
            click.echo(visible(str(linted)))
        for caution in cautions(linted.contract) if linted.contract is not None and not linted.mistakes else ():
            click.echo(visible(f"{one}: warning: {caution}"), err=True)
    for odd in _neither(folder) if not slug else ():
        click.echo(
            visible(f"{odd}: warning: is neither a file nor a folder, but a pipe, a device or a link that leads nowhere: passed over"),
            err=True,
        )
    if known is not None and targets_file is not None:
        waivers = tuple(mentioned_in_waivers(targets_file, known, everything))
        check = click.get_current_context().meta.get(TARGETS)
        wrong = check(targets_file, everything) if check and not waivers else ()
        found += waivers or [Mistake(str(targets_file), 0, one.removeprefix(f"{targets_file}: ")) for one in wrong]
    if known is not None and docs is not None:
        found += [mistake for page in sorted(docs.rglob("*.md")) for mistake in mentioned_in_page(page, known)]
    _end(tuple(found))


def _folders(folder: Path | None, entries: Mapping[str, Entry]) -> list[str]:
    """The folders that should hold a contract and hold none, so that they are told rather than passed over."""
    place = contracts_folder(folder)
    full = {entry.file.parent for entry in entries.values()}
    empty = (path for path in place.iterdir() if path.is_dir() and path.name[0] not in "._" and path not in full)
    return sorted(path.name for path in empty if not _holds_folders_alone(path))


def _neither(folder: Path | None) -> list[Path]:
    """What lies among the contracts, and in their folders, that nobody can read as one."""
    place = contracts_folder(folder)
    every = (path for pattern in ("*", "*/*") for path in place.glob(pattern))
    return sorted(path for path in every if path.name[0] not in "._" and path.name != _FILE and not (path.is_file() or path.is_dir()))


def _holds_folders_alone(place: Path) -> bool:
    """Whether a folder is one of contracts, and meant for none: it holds folders and no file."""
    inner = list(place.iterdir())
    return bool(inner) and all(one.is_dir() for one in inner)


def _all(folder: Path | None) -> list[tuple[str, Entry | Path]]:
    """Every contract of the folder, and every folder that should hold one and holds none."""
    entries, place = catalogue(folder), contracts_folder(folder)
    return [(one, entries.get(one, place / one / _FILE)) for one in sorted({*_folders(folder, entries), *entries})]


def _names_a_place(given: str) -> bool:
    """Whether an argument can only be the path of a file or folder, and no slug."""
    return "/" in given or Path(given).suffix in (".yaml", ".yml", ".json")


def _meant(given: str, folder: Path | None) -> list[tuple[str, Entry | Path]]:
    """The contracts that one argument means: a slug's, or else those of a folder or of one file of that name."""
    path = Path(given)
    if not _names_a_place(given):
        entries, place = catalogue(folder), contracts_folder(folder)
        if given in entries or (not path.exists() and (place / given).is_dir()):
            return [(given, entries.get(given, place / given / _FILE))]
        if not path.exists():
            raise ContractError((Mistake(told_folder(folder), 0, f"has no contract {given!r}; {meant(given, entries)}"),))
    if path.is_dir():
        return list(catalogue(path).items())
    if not path.exists():
        raise ContractError((Mistake(given, 0, "there is no such file or folder"),))
    return list(catalogue_of_file(path).items()) or [(path.parent.name, path)]


def _end(mistakes: tuple[Mistake, ...]) -> None:
    if not mistakes:
        return
    for mistake in mistakes:
        click.echo(str(mistake), err=True)
    click.echo(f"{len(mistakes)} mistake{'' if len(mistakes) == 1 else 's'}", err=True)
    raise SystemExit(1)


@click.command("schemas")
@click.argument("slug")
@click.option("--output", "-o", "output", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder to write into.")
@_CONTRACTS
def schemas(slug: str, output: Path, folder: Path | None) -> None:
    """Write the JSON Schemas of a contract: DIR/SLUG/request.schema.json, and those of answer, record and error.

    \b
    listproof schemas SLUG -o schemas
    """
    try:
        contract = load(slug, folder)
        written = write_schemas(contract, output)
    except ContractError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise NotWritten(output, error) from None
    for path in written:
        click.echo(f"written: {path}")
