"""What each request holds because it must: the mandatory parameters and headers, each with a value that the contract knows."""

from __future__ import annotations

from typing import Any

from listproof.contract.model import Contract, Parameter
from listproof.contract.wire.texts import text_of

__all__ = ["mandatory", "mandatory_headers", "of_the_sign_in"]


def mandatory(contract: Contract) -> dict[str, Any]:
    """The mandatory query parameters with a value each: that of the first page, one that its schema knows, the base's, the size that is
    safe. What no value is known of is left out: lint refuses it, or the sign-in gives it."""
    pages = contract.pages
    signed = of_the_sign_in(contract)
    found = {}
    for one in contract.query_parameters:
        if one.required:
            based = False if one.kind == "boolean" else contract.base.get(one.name)
            safe = pages.size.safe if pages.sized and one.name == pages.size.parameter else None
            value = _first(pages.begun.get(one.name), _known(one), based, safe)
            if value is not None and one.name.casefold() not in signed:
                found[one.name] = value
    return found


def mandatory_headers(contract: Contract) -> dict[str, str]:
    """The mandatory headers of a request with their documented values, but for those of the sign-in, and of a window."""
    elsewhere = of_the_sign_in(contract) | {name.casefold() for name, _ in contract.pages.window}
    found = {}
    for one in contract.parameters:
        value = _first(_known(one), False if one.kind == "boolean" else None)
        if one.place == "header" and one.required and value is not None and one.name.casefold() not in elsewhere:
            found[one.name] = ",".join(map(text_of, value)) if isinstance(value, list) else text_of(value)
    return found


def of_the_sign_in(contract: Contract) -> frozenset[str]:
    """The names, in small letters, of what comes with a credential: Authorization where a way to sign in names nothing else."""
    named = {str(entry[word]).casefold() for entry in contract.sign_in for word in ("name", "cookie") if word in entry}
    return frozenset(named | {"authorization" for entry in contract.sign_in if not {"name", "cookie"} & entry.keys()})


def _known(parameter: Parameter) -> Any:
    """The value that a schema knows: its default, an example, the one that it may be, the first that it lists, its least."""
    listed = parameter.enum[:1]
    first = list(listed) if parameter.kind == "array" and listed else next(iter(listed), None)
    return _first(parameter.default, parameter.example, parameter.schema.get("const"), first, parameter.minimum)


def _first(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)
