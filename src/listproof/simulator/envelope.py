"""The body around the records: where the contract puts records, total, success and echoes, and what else an answer shows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from random import Random
from typing import Any

import jsonschema_rs

from listproof.contract import Contract
from listproof.contract.pointer import Absent, at, write
from listproof.simulator.decisions import Decisions
from listproof.simulator.pages.telling import body_told
from listproof.simulator.pages.told_besides import told_besides
from listproof.simulator.query import TypedQuery
from listproof.simulator.seeding.alternatives import settled
from listproof.simulator.seeding.making import ABSENT, Maker, kinds

__all__ = ["PLACE", "bytes_of", "envelope", "template"]

PLACE = "\ue000the records of the page stand here\ue000"
"""Stands for the records, which are text already and need not be read to be sent."""

_FRESH = re.compile(r"(?i)^request_?id$|^trace_?id$")


def template(contract: Contract, decisions: Decisions, seed: int) -> Any:
    """The body of an answer without its page: from the document's example, else made from the schema."""
    if contract.records == "":
        return PLACE
    body = contract.example
    maker = Maker(Random(f"answer {seed}"), lambda pointer, schema, example: None)
    if not isinstance(body, Mapping):
        body = maker.make("", _without(settled(contract.answer_schema), contract.records))
        body = {} if body is ABSENT or not isinstance(body, Mapping) else body
    body = write(_opened(contract, maker, body), contract.records, PLACE)
    for pointer, value in contract.success.items():
        body = write(body, pointer, value)
    for reading in decisions.disputes.values():
        pointer = str(reading.shows.get("at", "-"))
        if pointer.startswith(contract.records + "/") or "*" in pointer or "ask" in reading.shows or pointer == "-":
            continue
        shown = at(body, pointer)
        if not isinstance(shown, Absent) and pointer != contract.records:
            body = write(body, pointer, moulded(shown, reading.shows["schema"]))
    return body


def _opened(contract: Contract, maker: Maker, body: Any) -> Any:
    """The body in which the objects that hold what leads to other pages are there, though they may be null or left out."""
    pages = contract.pages
    leads = [lead.place for lead in (pages.next, pages.previous, *pages.edges.values()) if lead is not None]
    holders = [place.name.rpartition("/")[0] for place in leads if place.kind == "pointer"]
    holders += [end.place.name for end in pages.end if end.place is not None and not isinstance(end.value, Mapping)]
    for holder in holders:
        steps = holder.split("/")
        for pointer in ("/".join(steps[:depth]) for depth in range(2, len(steps) + 1)):
            field = next((one for one in contract.fields if one.pointer == pointer and "object" in one.types), None)
            if field is not None and not isinstance(at(body, pointer), Mapping):
                made = maker.make("", {**settled(field.schema), "type": "object"})
                body = write(body, pointer, {} if made is ABSENT else made)
    return body


def envelope(contract: Contract, decisions: Decisions, body: Any, query: TypedQuery, shown: int, total: int) -> Any:
    """The body of one answer; the records stand as PLACE. `body` is the template."""
    body = body_told(contract, decisions, told_besides(contract, body, query, shown), query, shown, total)
    if contract.pages.echo:
        body = _echo(contract, body, contract.pages.echo, query.start)
    if contract.pages.size.echo:
        body = _echo(contract, body, contract.pages.size.echo, query.size)
    return _named(body, query.asked.name if query.asked else "")


def _echo(contract: Contract, body: Any, pointer: str, value: Any) -> Any:
    """Writes an echo where the template has it, in whichever case it is spelled there; as text where its field is one."""
    parent, _, name = pointer.rpartition("/")
    holder = at(body, parent)
    known = next((key for key in holder if key.casefold() == name.casefold()), name) if isinstance(holder, Mapping) else name
    types = next((one.types for one in contract.fields if one.pointer == pointer), ())
    return write(body, f"{parent}/{known}", str(value) if types and not {"integer", "number"} & set(types) else value)


def _named(body: Any, request: str) -> Any:
    """The body in which stands how the server calls the request that it answers."""
    if isinstance(body, Mapping):
        return {key: request if _FRESH.match(key) else _named(value, request) for key, value in body.items()}
    return body


def bytes_of(contract: Contract, decisions: Decisions, body: Any, records: list[str]) -> bytes:
    """The body as UTF-8 JSON with the records put in."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    if any(kinds(r.shows["schema"]) == ("object",) for r in decisions.disputes.values() if r.shows.get("at") == contract.records):
        joined = "{" + ",".join(f'"{place}":{record}' for place, record in enumerate(records)) + "}"
    else:
        joined = "[" + ",".join(records) + "]"
    return text.replace(json.dumps(PLACE, ensure_ascii=False), joined).encode("utf-8", "replace")


def moulded(value: Any, schema: Mapping[str, Any]) -> Any:
    """The value in the shape of one reading of a dispute: another type or size of a scalar, other names in an object."""
    if jsonschema_rs.is_valid(dict(schema), value):
        return value
    if isinstance(value, Mapping):
        return _renamed(value, schema)
    for kind in kinds(schema):
        if kind in ("integer", "number"):
            low, high = schema.get("minimum"), schema.get("maximum")
            return 1_751_289_421_846 if low and low > 10**10 else low if low is not None else high if high is not None else 0
        if kind == "string":
            return "" if value is None else str(value)
    return None if "null" in str(schema.get("type")) else value


def _renamed(value: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    unwanted = (schema.get("not") or {}).get("required", ())
    made = {key: inner for key, inner in value.items() if key not in unwanted}
    for name in schema.get("required", ()):
        if name in made:
            continue
        like = next((key for key in made if key.casefold() == name.casefold()), None)
        made[name] = made.pop(like) if like is not None else None
    return made


def _without(schema: Mapping[str, Any], records: str) -> Mapping[str, Any]:
    """The schema of an answer with nothing said of its records, so that none are made."""
    changed: Mapping[str, Any] = write(schema, records.replace("/", "/properties/"), {"const": PLACE})
    return changed
