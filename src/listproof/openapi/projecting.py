"""Which parameters choose the fields that records show, told from their names, their values and the sentences about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from listproof.openapi.operators import COMMAS
from listproof.openapi.shapes import item, kinds, properties
from listproof.openapi.spellings import PROJECTIONS
from listproof.openapi.words import plain

__all__ = ["projecting"]

_SPARSE = re.compile(r"fields\[[\w-]+\]")
_CHOOSES = re.compile(r"(?:return|includ|show|retriev|select|display|respon|output|limit)\w*", re.I)
_THINGS = re.compile(r"\b(?:fields?|attributes?|columns?|properties)\b", re.I)


def projecting(
    parameters: Mapping[str, Mapping[str, Any]], record: Mapping[str, Any], identity: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The parameters that choose fields of a record, each with its block and why; `parameters` by name, each with its schema.

    Whether a record still shows what tells it apart is left open.
    """
    found, reasons = {}, {}
    sparse = [name for name in parameters if _SPARSE.fullmatch(name)]
    inner = properties(record).get("attributes")
    if len(sparse) == 1 and inner is not None and properties(inner):
        (name,) = sparse
        listed = kinds(parameters[name]) == ("array",)
        found[name] = {"chosen": True, "inside": "/attributes", "always": list(identity), **({} if listed else {"separator": ","})}
        reasons[f"projects.{name}"] = f"{name} is called as JSON:API calls what chooses among attributes"
    for name, schema in parameters.items():
        block = _chosen(schema, record) if plain(name) in PROJECTIONS else None
        if block is not None:
            found[name] = block
            reasons[f"projects.{name}"] = f"the parameter is called {name}, and what it takes are the fields that a record shows"
    return found, reasons


def _chosen(schema: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any] | None:
    """How fields are named, where it is told that fields are: each alone as a value of a list, or all in one text with commas."""
    inner = item(schema)
    said = str(schema.get("description", ""))
    named = (inner or schema).get("enum")
    told = bool(_CHOOSES.search(said) and _THINGS.search(said))
    if not set(map(str, named)) <= set(properties(record)) if named else not told:
        return None
    if inner is not None and kinds(inner) == ("string",) and kinds(schema) == ("array",):
        return {"chosen": True}
    return {"chosen": True, "separator": ","} if kinds(schema) == ("string",) and not named and COMMAS.search(said) else None
