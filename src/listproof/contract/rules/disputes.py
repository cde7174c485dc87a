"""Every dispute can be decided: it asks with what is there, its readings differ, and the schema accepts each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from listproof.contract.node import Node
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.schemas import breaches, usable
from listproof.contract.text import Mistake

__all__ = ["disputed"]


def disputed(places: Places) -> Iterator[Mistake]:
    """Disputes that share an id, say or show the same twice, ask with unknown names, or hold a reading that the schema refuses."""
    ids: set[str] = set()
    for dispute in places.root.get("x-disputes").each():
        name = dispute.get("id").text or ""
        if name and name in ids:
            yield dispute.get("id").mistake(f"the dispute {name!r} stands twice; expected one of each id")
        ids.add(name)
        says: set[str] = set()
        shows: set[str] = set()
        for reading in dispute.get("readings").each():
            if isinstance(reading.get("says").value, bool):
                yield reading.get("says").mistake(f"dispute {name}: expected says to be text, in quotes")
            said = str(reading.get("says").value)
            if said in says:
                yield reading.get("says").mistake(f"dispute {name}: two readings say {said!r}; expected different ones")
            says.add(said)
            form = reading.get("shows")
            shown = json.dumps(form.value, sort_keys=True, default=str) if form else ""
            if shown in shows and not form.get("untold"):
                yield form.mistake(f"dispute {name}: two readings show the same; expected what tells them apart")
            shows.add(shown)
            yield from _shows(places, name, form)


def _shows(places: Places, name: str, shows: Node) -> Iterator[Mistake]:
    for word in ("ask", "same-as"):
        for parameter, value in shows.get(word).items():
            if parameter not in places.parameters:
                known = ", ".join(places.parameters)
                yield value.mistake(f"dispute {name}: there is no parameter {parameter!r} to ask with; expected one of {known}")
    chosen, reading = shows.get("filter"), shows.get("reading")
    if chosen.text is not None:
        one = places.listing.get("filters", chosen.text)
        taken = {node.value for node in one.get("matches").walk() if isinstance(node.value, str)}
        if not one:
            yield chosen.mistake(f"dispute {name}: there is no filter {chosen.text!r}")
        elif reading.text is not None and reading.text not in taken:
            yield reading.mistake(f"dispute {name}: {reading.text} is no reading of filter {chosen.text}; expected one that it matches")
    yield from _accepted(places, name, shows)


def _accepted(places: Places, name: str, shows: Node) -> Iterator[Mistake]:
    pointer, schema = shows.get("at"), shows.get("schema")
    if not schema:
        return
    written = usable(schema)
    if written is None:
        yield schema.mistake(f"dispute {name}: expected a valid JSON Schema (2020-12)")
    if pointer.text is None:
        return
    field = places.fields.get(pointer.text)
    if field is None:
        yield pointer.mistake(f"dispute {name}: {pointer.text!r} leads to no field of the answer")
        return
    if written is None:
        return
    kinds = set(types(field))
    for kind in types(schema):
        if kinds and kind not in kinds and not (kind == "integer" and "number" in kinds):
            yield schema.mistake(f"dispute {name}: the schema of {pointer.text} does not accept {kind}; expected it to accept each reading")
    held = usable(field)
    values = [written["const"]] if "const" in written else written.get("enum", [])
    for value in values:
        wrong = breaches(held, value) if isinstance(held, Mapping) else None
        if wrong:
            yield schema.mistake(f"dispute {name}: the schema of {pointer.text} does not accept {value!r}: {wrong}")
