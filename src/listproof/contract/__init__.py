"""The ground floor: what a document says of one list operation, as values; facts, disputes, and queries spelled for the wire."""

from listproof.contract.facts import Fact, facts, named, names_fact, untestable, weakest
from listproof.contract.folders import contracts_folder
from listproof.contract.lint import load_linted
from listproof.contract.model import (
    AnswerPlace,
    Basis,
    Choice,
    Contract,
    Dispute,
    DisputeReading,
    End,
    ErrorForm,
    Field,
    Filter,
    Grade,
    Lead,
    Order,
    OrderKey,
    Pages,
    Parameter,
    Projection,
    Scope,
    Size,
    Source,
    Total,
    Turn,
    binds,
)
from listproof.contract.pointer import Absent, absent, at, each
from listproof.contract.reading import build, load, load_all, slugs
from listproof.contract.telling import meant, shown
from listproof.contract.text import ContractError, Document, Mistake, read
from listproof.contract.wire import Query, order_arguments, spell, spelled_body, spelled_headers, spelled_path, written_token

__all__ = [
    "Absent", "AnswerPlace", "Basis", "Choice", "Contract", "ContractError", "Dispute", "DisputeReading", "Document", "End", "ErrorForm",
    "Fact", "Field", "Filter", "Grade", "Lead", "Mistake", "Order", "OrderKey", "Pages", "Parameter", "Projection", "Query", "Scope",
    "Size",
    "Source", "Total", "Turn", "absent", "at", "binds", "build", "contracts_folder", "each", "facts", "load", "load_all", "load_linted",
    "meant",
    "named", "names_fact", "order_arguments", "read", "shown", "slugs", "spell", "spelled_body", "spelled_headers", "spelled_path",
    "untestable", "weakest", "written_token",
]  # fmt: skip
