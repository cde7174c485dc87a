"""What is wrong with a refusal, and what is none at all: a service that breaks."""

from __future__ import annotations

from typing import Any

from listproof.checks.shapes import Cut, has_codes, plainly, schema_mismatch, shows_records
from listproof.contract import Absent, Contract
from listproof.contract.statuses import told

__all__ = ["breakage", "refusal_mismatch", "unlike_documented"]


def breakage(status: int, shows_trace: bool) -> str | None:
    """How an answer shows that the service breaks: a server error, or a stack trace; None where it does not."""
    if status >= 500:
        return told(status)
    return "a stack trace" if shows_trace else None


def refusal_mismatch(contract: Contract, body: Any, cut: Cut = plainly) -> str | None:
    """Why a body is none of the documented error bodies: no JSON, another form, or one with records; None where it is one.

    Where none is documented, any will do that shows no record. `cut` shortens what is told of the body.
    """
    if isinstance(body, Absent):
        return "it is no JSON" if contract.error_schema else None
    return schema_mismatch(contract.error_schema, body, cut) or ("it shows records" if shows_records(contract, body) else None)


def unlike_documented(contract: Contract, kind: str, status: int, body: Any) -> str | None:
    """How a refusal of a kind differs from the documented one in status or code; None where it does not, or none is documented."""
    form = next((form for form in contract.errors if form.kind == kind), None)
    if form is None or (status == form.status and has_codes(form.body, body)):
        return None
    return f"otherwise, with HTTP {status}"
