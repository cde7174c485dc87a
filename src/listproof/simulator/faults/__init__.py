"""The catalogue: every deviation that can be planted in the simulator of a contract, one small value each."""

from __future__ import annotations

from listproof.contract import Contract
from listproof.simulator.faults.blanks import blanks
from listproof.simulator.faults.bodies import bodies
from listproof.simulator.faults.bounds import bounds
from listproof.simulator.faults.credentials import credentials
from listproof.simulator.faults.cursors import cursors
from listproof.simulator.faults.edge_blanks import edge_blanks
from listproof.simulator.faults.edges import edges
from listproof.simulator.faults.errors import errors
from listproof.simulator.faults.falsy import falsy
from listproof.simulator.faults.fault import Fault, FaultArea, Kind
from listproof.simulator.faults.filtered_ends import filtered_ends
from listproof.simulator.faults.filtered_fields import filtered_fields
from listproof.simulator.faults.filters import filters
from listproof.simulator.faults.insertion import of_insertion
from listproof.simulator.faults.later_leads import later_leads
from listproof.simulator.faults.leading import leading
from listproof.simulator.faults.listed_sizes import of_listed_sizes
from listproof.simulator.faults.met import met
from listproof.simulator.faults.numbers import numbers
from listproof.simulator.faults.oddities import oddities
from listproof.simulator.faults.operators import operators
from listproof.simulator.faults.order import order
from listproof.simulator.faults.pages import pages
from listproof.simulator.faults.precision import precision
from listproof.simulator.faults.replicas import replicas
from listproof.simulator.faults.searches import searches
from listproof.simulator.faults.shape import shape
from listproof.simulator.faults.showing import showing
from listproof.simulator.faults.sort_keys import sort_keys
from listproof.simulator.faults.totals import totals
from listproof.simulator.faults.values import values

__all__ = ["FURTHER", "WAITING", "Fault", "FaultArea", "catalogue", "planted"]

FURTHER: tuple[Kind, ...] = (
    leading, later_leads, edges, cursors, numbers, sort_keys, operators, showing, oddities, met, replicas, falsy, blanks, edge_blanks,
    searches, precision, of_listed_sizes, filtered_ends, filtered_fields, of_insertion,
)  # fmt: skip
"""Faults of listings that lead from page to page, beside an address too, are asked with operators and signs, or show what is chosen; of odd
values; those met elsewhere; of two servers behind one address; of values that are taken for nothing, of filters that are left empty or look
at several fields, of blanks at the edge of a text, of times that are kept finer than they are shown, of sizes of which a document lists a
few, of what is told of the end without looking at the filters, of fields that are gone under one, and of a walk while records come in."""

KINDS: tuple[Kind, ...] = (pages, totals, bounds, filters, values, order, shape, bodies, errors, credentials, *FURTHER)


WAITING: frozenset[str] = frozenset()
"""Kinds of faults that any listing can have and that no law looks for yet: planted on request, and not in the catalogue that is proved.

Whoever makes a law that catches one strikes it here.
"""


def catalogue(contract: Contract) -> tuple[Fault, ...]:
    """Every fault of a contract that laws are to catch, each once, by area; only such as contradict a fact of it that binds."""
    return tuple(fault for fault in planted(contract) if fault.kind not in WAITING)


def planted(contract: Contract) -> tuple[Fault, ...]:
    """Every fault that can be planted in a contract's server, those too that no law looks for yet."""
    return tuple({fault.id: fault for kind in KINDS for fault in kind(contract)}.values())
