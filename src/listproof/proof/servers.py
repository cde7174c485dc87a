"""The servers of a proof, made once in a process: contracts, the simulator with the records of a seed, the faults and variants by id."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

from listproof.contract import Contract, load_linted
from listproof.evidence.met import MetRecords
from listproof.simulator.faults import Fault, catalogue
from listproof.simulator.seeding.records import Records
from listproof.simulator.service import Service
from listproof.simulator.variants import Variant, variants
from listproof.transport.json_body import remember

__all__ = ["RECORDS", "contract_of", "faults_of", "legal", "met_of", "server", "variants_of"]

RECORDS = 257
"""How many records the listings of a proof hold: prime, so that no page size divides it."""


@cache
def contract_of(slug: str, folder: Path | None = None) -> Contract:
    """The contract of that slug in a folder; without one, where contracts are usually found."""
    return load_linted(slug, folder)


@cache
def legal(slug: str, seed: int = 0, at: float | None = None, folder: Path | None = None) -> Service:
    """The simulator of a contract as it is; `like` makes others of it that share its records.

    `at` is the moment at which it lives, in epoch seconds; None is now.
    """
    return Service(contract_of(slug, folder), RECORDS, seed, clock=time.time if at is None else lambda: at)


@cache
def _varied(slug: str, variant: str, seed: int, at: float | None, folder: Path | None) -> Service:
    return legal(slug, seed, at, folder).like(None, variants_of(slug, folder)[variant])


def server(slug: str, seed: int = 0, at: float | None = None, *, fault: str = "", variant: str = "", folder: Path | None = None) -> Service:
    """A new server with the records of a seed at a moment: with the fault of that id, or none; as the variant of that id, or the usual one.

    Records are made once, but where they move.
    """
    one = variants_of(slug, folder)[variant] if variant else None
    base = _varied(slug, variant, seed, at, folder) if one is not None and fault else legal(slug, seed, at, folder)
    return base.like(faults_of(slug, folder)[fault] if fault else None, one)


_met: WeakKeyDictionary[Records, MetRecords] = WeakKeyDictionary()
_MOST_MET = 20 * RECORDS
_BODIES = 96_000_000


def met_of(service: Service) -> MetRecords:
    """The records that trials met at servers which have the same ones: what follows from them is worked out once.

    Most of what these servers answer is the same to the letter, and read once as well.
    """
    remember(_BODIES)
    met = _met.get(service.made)
    if met is None or len(met) > _MOST_MET:
        met = _met[service.made] = MetRecords()
    return met


@cache
def faults_of(slug: str, folder: Path | None = None) -> Mapping[str, Fault]:
    """The faults of a contract by id, in the order of its catalogue."""
    return {fault.id: fault for fault in catalogue(contract_of(slug, folder))}


@cache
def variants_of(slug: str, folder: Path | None = None) -> Mapping[str, Variant]:
    """The variants of a contract by id."""
    return {variant.id: variant for variant in variants(contract_of(slug, folder))}
