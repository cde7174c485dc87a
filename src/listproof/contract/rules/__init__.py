"""What must hold inside one contract, a module for each kind of mistake; every rule takes the whole document and yields mistakes."""

from listproof.contract.rules.clocks import by_one_clock
from listproof.contract.rules.defaults import defaulted
from listproof.contract.rules.disputes import disputed
from listproof.contract.rules.edges import edged
from listproof.contract.rules.filtering import filtered
from listproof.contract.rules.forms import formed
from listproof.contract.rules.mandatory import given
from listproof.contract.rules.names import named
from listproof.contract.rules.ordering import ordered
from listproof.contract.rules.paging import paged
from listproof.contract.rules.precision import kept_as_said
from listproof.contract.rules.schemas import unusable, well_schemed
from listproof.contract.rules.sources import sourced
from listproof.contract.rules.values import fitting

__all__ = [
    "by_one_clock", "defaulted", "disputed", "edged", "filtered", "fitting", "formed", "given", "kept_as_said", "named", "ordered", "paged",
    "sourced", "unusable", "well_schemed",
]  # fmt: skip
