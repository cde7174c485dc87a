"""Everything that can be wrong with a contract, each mistake with file, line and what was expected."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from listproof.contract.catalogue import Entry, catalogue, extending
from listproof.contract.facts import facts
from listproof.contract.mentions import mentioned
from listproof.contract.model import Contract
from listproof.contract.reading import build, load
from listproof.contract.references import Unfolding, resolved
from listproof.contract.rules import (
    by_one_clock,
    defaulted,
    disputed,
    edged,
    filtered,
    fitting,
    formed,
    given,
    kept_as_said,
    named,
    ordered,
    paged,
    sourced,
    well_schemed,
)  # fmt: skip
from listproof.contract.rules.places import Places
from listproof.contract.text import ContractError, Document, Mistake, read

__all__ = ["Linted", "lint", "lint_entry", "lint_file", "load_linted"]


@dataclass(frozen=True)
class Linted:
    """What the lint of one contract found: its mistakes by line, and the contract where it can be read at all."""

    slug: str
    mistakes: tuple[Mistake, ...]
    contract: Contract | None = None

    def __str__(self) -> str:
        if self.contract is None:
            return f"{self.slug}: cannot be used"
        counts = (
            (len(self.contract.parameters), "parameters"),
            (len(self.contract.fields), "fields"),
            (len(facts(self.contract)), "facts"),
            (len(self.contract.disputes), "disputes"),
        )
        unsound = len(self.contract.raw.get("x-unsound") or ())
        passed_over = f"; {unsound} {'thing' if unsound == 1 else 'things'} that the file says against itself left out" if unsound else ""
        return f"{self.slug}: {', '.join(f'{count} {name}' for count, name in counts)}{passed_over}"


def lint_file(path: Path, slug: str, laws: Collection[str] | None = None) -> Linted:
    """The lint of a contract file; `laws` are the ids of all laws, without them no mention of a law is checked."""
    try:
        document = read(path)
    except ContractError as error:
        return Linted(slug, error.mistakes)
    return lint(document, slug, laws)


def lint_entry(entry: Entry, laws: Collection[str] | None = None) -> Linted:
    """The lint of one contract of a folder."""
    try:
        document = entry.document()
    except ContractError as error:
        return Linted(entry.slug, error.mistakes)
    return lint(document, entry.slug, laws)


def load_linted(slug: str, folder: Path | None = None) -> Contract:
    """The contract of a slug, for whoever acts on every word of it: what lint refuses is run by nobody.

    Raises ContractError with each mistake that lint finds, and where there is no such contract.
    """
    known = catalogue(folder)
    if slug not in known:
        return load(slug, folder)
    found = lint_entry(known[slug])
    if found.mistakes or found.contract is None:
        raise ContractError(found.mistakes)
    return found.contract


def lint(document: Document, slug: str, laws: Collection[str] | None = None) -> Linted:
    """The lint of a document already read. A broken contract gives mistakes; it raises nothing."""
    too_much = _unfolding(document)
    if too_much is not None:
        return Linted(slug, (too_much,))
    unlisted = _unlisted(document)
    if unlisted is not None:
        return Linted(slug, (unlisted,))
    places = Places(document)
    found: list[Mistake] = []
    of_words = (paged, ordered, filtered, edged, kept_as_said, by_one_clock, defaulted, fitting, disputed)
    for rule in (formed, well_schemed, sourced, named, *of_words):
        found += rule(places)
    contract: Contract | None = None
    try:
        contract = build(document, slug)
        found += [*given(contract, document), *mentioned(contract, document, laws)]
    except ContractError as error:
        found += () if found else error.mistakes
    return Linted(slug, tuple(sorted(set(found))), contract)


def _unlisted(document: Document) -> Mistake | None:
    """That an OpenAPI file says nothing of a listing, so that no other mistake in it is one; with the overlay beside it that says it."""
    root = document.value if isinstance(document.value, Mapping) else {}
    if not {"openapi", "swagger"} & root.keys() or {"x-listing", "x-documents"} & root.keys() or _names_a_listing(root):
        return None
    overlay = extending(Path(document.file))
    expected = f"{overlay} extends it: lint that" if overlay else "expected it at an operation, or an overlay beside it"
    return document.mistake((), f"the file carries no x-listing; {expected}")


def _names_a_listing(root: Mapping[str, object]) -> bool:
    paths = root.get("paths")
    items = paths.values() if isinstance(paths, Mapping) else ()
    operations = (one for item in items if isinstance(item, Mapping) for one in item.values())
    return any("x-listing" in one for one in operations if isinstance(one, Mapping))


def _unfolding(document: Document) -> Mistake | None:
    """The first operation whose references unfold to more than anybody reads, which the rules would walk through."""
    root = document.value if isinstance(document.value, Mapping) else {}
    paths = root.get("paths")
    for path, item in paths.items() if isinstance(paths, Mapping) else ():
        for method, operation in item.items() if isinstance(item, Mapping) else ():
            if isinstance(operation, Mapping) and ("x-listing" in root or "x-listing" in operation):
                try:
                    resolved(operation, root)
                except Unfolding as error:
                    return document.mistake(("paths", path, method), str(error))
                except ValueError:
                    continue
    return None
