"""What records may show nothing of, though a schema describes it."""

from __future__ import annotations

from listproof.contract.model import Contract

__all__ = ["may_lack"]


def may_lack(contract: Contract, pointer: str) -> bool:
    """Whether a record may show nothing at a pointer: what stands there, or an object on the way to it, may be null or left out."""
    fields = [one for one in contract.fields if one.within and (pointer == one.within or pointer.startswith(f"{one.within}/"))]
    return any("null" in one.types or not one.required for one in fields)
