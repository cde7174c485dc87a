"""The catalogue: every deviation that can be planted in the simulator of a contract, one small value each."""

from __future__ import annotations

from listproof.contract import Contract
from listproof.simulator.faults.bodies import bodies
from listproof.simulator.faults.bounds import bounds
from listproof.simulator.faults.credentials import credentials
from listproof.simulator.faults.errors import errors
from listproof.simulator.faults.fault import Fault, FaultArea, Kind
from listproof.simulator.faults.filters import filters
from listproof.simulator.faults.order import order
from listproof.simulator.faults.pages import pages
from listproof.simulator.faults.shape import shape
from listproof.simulator.faults.totals import totals
from listproof.simulator.faults.values import values

__all__ = ["Fault", "FaultArea", "catalogue"]

KINDS: tuple[Kind, ...] = (pages, totals, bounds, filters, values, order, shape, bodies, errors, credentials)


def catalogue(contract: Contract) -> tuple[Fault, ...]:
    """Every fault of a contract, each once, by area; only such as contradict a fact of it that binds."""
    return tuple({fault.id: fault for kind in KINDS for fault in kind(contract)}.values())
