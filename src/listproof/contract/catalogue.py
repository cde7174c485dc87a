"""The contracts of a folder: every file in it, and in its folders, that describes a listing or overlays one that does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from listproof.contract.documents import Listed, listings, name_of, overlaid, underlying
from listproof.contract.files import text_of
from listproof.contract.folders import contracts_folder
from listproof.contract.text import ContractError, Document, Mistake, read
from listproof.contract.visible import visible

__all__ = ["Entry", "catalogue", "catalogue_of_file"]

_SUFFIXES = (".yaml", ".yml", ".json")
_TOP = re.compile(r"^x-listing:", re.MULTILINE)
_SLUG = re.compile(r"^  slug:", re.MULTILINE)
_DOCUMENTS = re.compile(r"^x-documents:", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One contract of a folder: its slug, its file, and its document or why there is none."""

    slug: str
    file: Path
    listed: Listed | None = None
    wrong: tuple[Mistake, ...] = ()

    def document(self) -> Document:
        """The document of the contract. Raises ContractError where it cannot be read."""
        if self.wrong:
            raise ContractError(self.wrong)
        return read(self.file) if self.listed is None else self.listed.document()


def catalogue(folder: Path | None = None) -> Mapping[str, Entry]:
    """The contracts of a folder by slug, sorted. Raises ContractError where the folder holds none, or two of one slug."""
    place = contracts_folder(folder)
    found = _by_slug(_entries(place))
    if not found:
        expected = "expected folders <slug>/openapi.yaml, or files whose operations carry x-listing"
        raise ContractError((Mistake(str(place), 0, f"holds no contract; {expected}"),))
    return found


def catalogue_of_file(path: Path) -> Mapping[str, Entry]:
    """The contracts of one file by slug, sorted, whatever stands beside it. Raises ContractError for two of one slug."""
    return _by_slug(_in_file(path))


def extending(path: Path) -> Path | None:
    """The overlay beside an OpenAPI file that extends it, the first by name; None where none does."""
    for beside in sorted(path.parent.glob("*")) if path.is_file() else ():
        if beside != path and beside.suffix in _SUFFIXES and beside.is_file():
            try:
                document = read(beside)
                root = document.value if isinstance(document.value, Mapping) else {}
                if "overlay" in root and underlying(document).resolve() == path.resolve():
                    return beside
            except ContractError:
                continue
    return None


def _by_slug(entries: Iterable[Entry]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        other = found.setdefault(entry.slug, entry)
        if other is not entry:
            message = f"the slug {entry.slug!r} is that of {other.file} as well; expected x-listing.slug to tell them apart"
            raise ContractError((Mistake(str(entry.file), 1, message),))
    return dict(sorted(found.items()))


def _entries(place: Path) -> Iterator[Entry]:
    for folder in (place, *sorted(path for path in place.glob("*") if path.is_dir() and path.name[0] not in "._")):
        files = sorted(path for path in folder.glob("*") if path.suffix in _SUFFIXES and path.name[0] not in "._" and path.is_file())
        stamp = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files)
        yield from _in_folder(stamp)


@lru_cache(maxsize=64)
def _in_folder(stamp: tuple[tuple[Path, int, int], ...]) -> tuple[Entry, ...]:
    """The contracts of the files of one folder; read anew where one of them has changed."""
    return tuple(entry for path, _, _ in stamp for entry in _in_file(path))


def _in_file(path: Path) -> Iterator[Entry]:
    try:
        text = text_of(path)
    except (OSError, UnicodeDecodeError):
        text = ""
    plain = path.name == "openapi.yaml"
    if plain and _TOP.search(text) and _DOCUMENTS.search(text) and not _SLUG.search(text):
        yield _of_folder(path)
        return
    if "x-listing" not in text and not plain:
        return
    try:
        document = read(path)
        root = document.value if isinstance(document.value, Mapping) else {}
        if "overlay" in root and "actions" in root:
            document = overlaid(document)
        elif "openapi" not in root and "swagger" not in root and not plain:
            return
        found = listings(document, name_of(path))
    except ContractError as error:
        yield Entry(name_of(path), path, None, error.mistakes)
        return
    if plain and not found and not any(other.suffix in _SUFFIXES and other != path for other in path.parent.iterdir()):
        found = (Listed(path.parent.name, document),)
    yield from (Entry(one.slug, path, one) for one in found)


def _of_folder(path: Path) -> Entry:
    """The contract of a folder, whose name is its slug."""
    slug = path.parent.name
    if visible(slug) == slug:
        return Entry(slug, path)
    message = "the name of its folder is no slug, for it holds what cannot be seen; expected letters, digits, dots and hyphens"
    return Entry(slug, path, None, (Mistake(str(path), 0, message),))
