"""References of an OpenAPI document: into the same file, or into files beside it; never to an address."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from listproof.contract import pointer as pointers
from listproof.contract.text import ContractError, Document, Step, read

__all__ = ["Place", "leads_out", "path_item", "target"]

Place = tuple[Step, ...]


def target(source: Document, at: Place, reference: str) -> tuple[Document, Place, Any]:
    """What a reference that stands at a path names: its document, its path there, and its value.

    Raises ContractError, with file and line, where it leads nowhere or to an address.
    """
    where = (*at, "$ref")
    try:
        parts = urlsplit(reference)
    except ValueError as error:
        message = f"{reference} is no reference ({error}); expected one such as #/components/schemas/NAME"
        raise ContractError((source.mistake(where, message),)) from None
    if parts.scheme or parts.netloc:
        raise ContractError(
            (source.mistake(where, f"{reference} is an address; expected a reference into a file, for nothing is fetched"),)
        )
    document = source
    if parts.path:
        file = Path(source.file_of(at)).parent / unquote(parts.path)
        if not file.is_file():
            raise ContractError((source.mistake(where, f"{reference} leads to no file; expected {file}"),))
        if leads_out(file, Path(source.file_of(at)).parent, unquote(parts.path)):
            expected = "expected a file in the folder of this one, in the folder above that, or below where listproof runs"
            raise ContractError((source.mistake(where, f"{reference} leads out to where a contract has nothing to read; {expected}"),))
        document = _read(file, file.stat().st_mtime_ns)
    place: list[Step] = []
    value: Any = document.value
    for step in pointers.parts(unquote(parts.fragment)) if parts.fragment.startswith("/") else ():
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
            place.append(int(step))
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
            place.append(step)
        else:
            raise ContractError((source.mistake(where, f"{reference} leads nowhere; expected the place of an object"),))
    return document, tuple(place), value


def path_item(document: Document, path: str) -> tuple[Document, Place, Mapping[str, Any]]:
    """What stands under a path, in this file or in the one that it refers to; an empty object where it is none."""
    source, value = document, document.value["paths"][path]
    at: Place = ("paths", path)
    if isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
        source, at, value = target(document, at, value["$ref"])
    return source, at, value if isinstance(value, Mapping) else {}


def leads_out(file: Path, folder: Path, written: str) -> bool:
    """Whether a file lies where a contract from elsewhere must not read, links followed. One written from the root on is of one machine."""
    found = file.resolve()
    return Path(written).is_absolute() or not any(found.is_relative_to(home) for home in (folder.resolve().parent, Path.cwd()))


@lru_cache(maxsize=256)
def _read(file: Path, _changed: int) -> Document:
    return read(file)
