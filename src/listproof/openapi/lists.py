"""Which parameters keep records by the members of a list that these show, told from their names and the sentences about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from listproof.contract.pointer import escaped
from listproof.openapi.operators import COMMAS, Guessed
from listproof.openapi.shapes import Shown, item, kinds, properties
from listproof.openapi.words import field_name, kept_by, plain

__all__ = ["by_members"]

_ALL = re.compile(r"\b(?:all|each|every(?: one)?) of\b|\ball (?:the|these|those|given|specified|provided|listed)\b", re.I)
_ANY = re.compile(r"\b(?:any|either|one|some) of\b|\bat least one\b|\bone or more of\b", re.I)


def by_members(parameters: Shown, record: Mapping[str, Any]) -> dict[str, Guessed]:
    """The filters among some parameters that take several texts and are called like a list of texts in a record.

    Only where a sentence says whether a record shows all of them, or any: of most lists nothing does.
    """
    lists = {name: inner for name, held in properties(record).items() if (inner := item(held)) is not None and kinds(inner) == ("string",)}
    called = {word: name for name in lists for word in (plain(name), field_name(f"/{name}"))}
    found: dict[str, Guessed] = {}
    for parameter, schema in parameters.items():
        name, said = called.get(plain(kept_by(parameter))), str(schema.get("description", ""))
        inner = item(schema)
        commas = kinds(schema) == ("string",) and not schema.get("enum") and COMMAS.search(said) is not None
        reading = "all-of" if _ALL.search(said) else "one-of" if _ANY.search(said) else None
        if name is None or reading is None or not (commas or (inner is not None and kinds(inner) == ("string",))):
            continue
        matches = [reading, f"{reading}-any-case"]
        block = {"field": f"/{escaped(name)}/*", "matches": matches, **({"separator": ","} if commas else {})}
        which = "all" if reading == "all-of" else "any"
        found[parameter] = Guessed(block, f"the sentence about {parameter} says that {which} of its values stand in the list {name}")
    return found
