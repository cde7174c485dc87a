"""The ground floor: what a document says of one list operation, as values; facts, disputes, and queries spelled for the wire."""

from listproof.contract.facts import Fact, facts, named, untestable, weakest
from listproof.contract.folders import contracts_folder
from listproof.contract.model import (
    Basis,
    Choice,
    Contract,
    Dispute,
    DisputeReading,
    ErrorForm,
    Field,
    Filter,
    Grade,
    Order,
    OrderKey,
    Pages,
    Parameter,
    Scope,
    Size,
    Source,
    Total,
    binds,
)
from listproof.contract.pointer import Absent, absent, at, each
from listproof.contract.query import Query, spell, spelled_path
from listproof.contract.reading import build, load, load_all, slugs
from listproof.contract.text import ContractError, Document, Mistake, read

__all__ = [
    "Absent", "Basis", "Choice", "Contract", "ContractError", "Dispute", "DisputeReading", "Document", "ErrorForm",
    "Fact", "Field", "Filter", "Grade", "Mistake", "Order", "OrderKey", "Pages", "Parameter", "Query", "Scope", "Size",
    "Source", "Total", "absent", "at", "binds", "build", "contracts_folder", "each", "facts", "load", "load_all",
    "named", "read", "slugs", "spell", "spelled_path", "untestable", "weakest",
]  # fmt: skip
