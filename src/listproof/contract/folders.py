"""Where contracts stand: where somebody works, in a checkout, in an installed listproof; and whether a folder can be written to."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import click

__all__ = ["NotKept", "NotWritten", "contracts_folder", "own_contracts", "told_folder", "why_unwritable"]

_LEAST = 65_536
"""Bytes that a folder must take: less than any run leaves, and more than a full disk has."""


def contracts_folder(given: Path | None = None) -> Path:
    """The folder of contracts: the given one, else `./contracts` where there is one, else those that come with listproof."""
    if given is not None:
        return given
    here = Path("contracts")
    return here if here.is_dir() and any(here.iterdir()) else own_contracts()


def own_contracts() -> Path:
    """The contracts that come with listproof: those of the checkout, or the copy inside an installed one."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent / "contracts"
    return checkout if checkout.is_dir() else package / "bundled" / "contracts"


def told_folder(given: Path | None = None) -> str:
    """The folder of contracts as people are told it: where they are those that come with listproof, nobody knows its place."""
    place = contracts_folder(given)
    return "listproof" if place == own_contracts() else str(place)


def why_unwritable(folder: Path) -> str | None:
    """Why nothing can be written to a folder, in a sentence; None where it can. One that is missing is not made."""
    try:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.lstat(folder)  # a name too long, or one that none can have, is missing for whoever asks no further
        there = next(one for one in (folder, *folder.absolute().parents) if os.path.lexists(one))
        if there.is_symlink() and not there.exists():
            return f"{there} is a link that leads nowhere; take it away, or name another folder"
        if not there.is_dir():
            return f"{there} is no folder; name another folder"
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(bytes(_LEAST))
            file.flush()
        return None
    except ValueError:
        return f"{str(folder)!r} is the name of no folder; name another folder"
    except OSError as error:
        return f"nothing can be written to {folder} ({error.strerror or type(error).__name__}); name another folder"


class NotWritten(click.ClickException):
    """A file or folder that a disk does not take: a place that cannot be used, as any other that the command line names."""

    exit_code = 4

    def __init__(self, place: Path, error: OSError) -> None:
        super().__init__(f"{place} cannot be written ({error.strerror or type(error).__name__}); name another folder with -o")


class NotKept(NotWritten):
    """What a disk does not take after others were asked: trouble of the suite, as of a run, and no verdict on anybody."""

    exit_code = 10
