"""The laws of a folder of suites, outside pytest: loaded, planned over a contract, and run against one store."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from listproof.contract import Contract
from listproof.evidence import Store
from listproof.laws import Law, Subject, judge, laws_in, subjects
from listproof.verdicts import Outcome

__all__ = ["DRAWN", "SIMPLE", "all_laws", "laws", "laws_called", "module_of", "plan", "run", "suites_folder"]

SIMPLE = (
    "pages", "totals", "ranges", "cursors", "insertion", "edges", "bounds", "filters", "hidden_filters", "order", "shape", "errors",
    "cursors_elsewhere",
)  # fmt: skip
"""The suites whose laws are plain functions; `queries` and `schema` draw their examples and run under pytest alone."""

DRAWN = ("queries.agrees-with-the-document", "schema.answers-fit-the-contract")
"""The laws that draw their examples."""


def suites_folder() -> Path:
    """The folder of suites: the checkout's, or the copy inside an installed listproof."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent / "suites"
    return checkout if checkout.is_dir() else package / "bundled" / "suites"


@cache
def laws(folder: Path | None = None) -> tuple[Law, ...]:
    """The laws of the simple areas, in the order in which they share evidence best: the order of SIMPLE, then of each file."""
    place = folder or suites_folder()
    return laws_in(module_of(place / f"test_{area}.py") for area in SIMPLE)


@cache
def all_laws(folder: Path | None = None) -> tuple[Law, ...]:
    """The laws of every file of a folder of suites, those that draw their examples too."""
    place = folder or suites_folder()
    simple = [place / f"test_{name}.py" for name in SIMPLE]
    return laws_in(module_of(path) for path in (*simple, *sorted(set(place.glob("test_*.py")) - set(simple))))


def laws_called(ids: Iterable[str]) -> tuple[Law, ...]:
    """The laws of these ids, those that draw their examples too. Raises KeyError for an id that no law has."""
    known = {law.id: law for law in all_laws()}
    return tuple(known[one] for one in ids)


def module_of(path: Path) -> ModuleType:
    """A file of laws as a module, loaded once, whatever else is called like it. Raises FileNotFoundError."""
    name = f"listproof_suites.{path.stem}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{path}: there is no such suite; expected a file of laws")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def plan(contract: Contract, chosen: Iterable[Law]) -> Iterator[tuple[Law, Subject | None]]:
    """Every law with every subject that it has in a contract."""
    for law in chosen:
        for subject in subjects(law, contract):
            yield law, subject


def run(store: Store, chosen: Iterable[Law]) -> list[Outcome]:
    """The outcomes of these laws on one listing, in their order."""
    return [judge(law, store, subject) for law, subject in plan(store.contract, chosen)]
