"""How the last page is told: by what stands where the next one would be named, by a field, or by the page itself."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.node import Node
from listproof.contract.pointer import unescaped
from listproof.contract.rules.looking import answer_fields
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.wording import instead
from listproof.contract.text import Mistake

__all__ = ["ended"]

_NOTHING = {"absent": "absent", "null": "null", None: "null", "blank": "blank"}


def ended(places: Places, step: Node) -> Iterator[Mistake]:
    """Ways to tell that no page follows which no answer can take, and words that say nothing where they stand."""
    end, lead = step.get("end"), step.get("next")
    for word in end.several():
        if not lead and not isinstance(word.value, dict) and word.value != "empty":
            yield word.mistake("pages.end: no answer leads to the next page; expected next, or a field that says that none follows")
        told = word.get("link")
        if told and lead.get("link").text != told.text:
            named = lead.get("link").text
            expected = f"{named}, as next has it" if named else "next: {link: …} beside it, or a field of the answer"
            yield told.mistake(f"pages.end: no link of the relation {told.text} leads to the next page; expected {expected}")
        for pointer, value in word.items() if not told else ():
            if pointer not in places.fields or "*" in pointer.split("/"):
                yield value.mistake(f"pages.end: {pointer!r} leads to no field of the answer; {instead(pointer, answer_fields(places))}")
            elif isinstance(value.value, list) and pointer[1:] in {name.value for name in places.answer.get("required").each()}:
                yield value.mistake(f"pages.end: every answer has {pointer}; expected it not to be required, or its value alone")
            else:
                yield from _said(places, pointer, value)
        if word.value in ("absent", "null", None, "blank", "same") and lead.get("last"):
            said = "null" if word.value is None else word.value
            yield word.mistake(f"pages.end: a value of the last record is never {said}; expected empty, or a field that says it")
        if word.value in ("null", None) and (lead.get("header") or lead.get("link")):
            yield word.mistake("pages.end: a header is never null; expected absent, blank, empty, or a field that says it")
        if word.value == "blank" and lead.get("link"):
            yield word.mistake("pages.end: a relation is among the links or it is not; expected absent, empty, or a field that says it")
        if word.value == "same" and (lead.get("as").value == "link" or lead.get("link") or lead.get("rel")):
            yield word.mistake("pages.end: only a token can be the same again; expected absent, empty, or a field that says it")
    yield from _never(places, step)


def _said(places: Places, pointer: str, value: Node) -> Iterator[Mistake]:
    """A value beside which the field holds no other."""
    schema = places.fields[pointer]
    listed = [one.value for one in schema.get("enum").each()]
    for said in (one.value for one in value.several()):
        if (said is None and types(schema) == ("null",)) or (listed and all(one == said for one in listed)) or schema.get("const"):
            yield value.mistake(f"pages.end: {pointer} is always {said!r}; expected a field that says another while pages follow")


def _never(places: Places, step: Node) -> Iterator[Mistake]:
    """What is to stand where the next page would be named, where the schema lets none of it stand there."""
    lead, words = step.get("next"), list(step.get("end").several())
    pointer = lead.text or lead.get("at").text
    said = [word.value for word in words]
    if pointer not in places.fields or not words or any(isinstance(one, dict | list) or one not in _NOTHING for one in said):
        return
    possible = [kind for kind in ("absent", "null", "blank") if _may_be(places, pointer or "", kind)]
    if any(_NOTHING[one] in possible for one in said):
        return
    held = " or ".join(types(places.fields[pointer or ""]))
    told = " or ".join(dict.fromkeys(_NOTHING[one] for one in said))
    meant = " or ".join(possible) if possible else "empty, a field that says it, or another schema"
    yield words[0].mistake(f"pages.end: by its schema {pointer} is {held}, and never {told}; expected {meant}")


def _may_be(places: Places, pointer: str, kind: str) -> bool:
    """Whether a schema lets nothing stand at a pointer, in one of the ways: left out or null there, or an object around it is."""
    held = types(places.fields[pointer])
    if kind == "blank":
        return not held or "string" in held
    place = pointer
    while place:
        parent, _, name = place.rpartition("/")
        around = places.fields.get(parent)
        step = unescaped(name)
        required = around is not None and step in {one.value for one in around.get("required").each()}
        null = place not in places.fields or "null" in types(places.fields[place])
        if kind == "absent" and (not required or (null and place != pointer)):
            return True
        if kind == "null" and (null or not types(places.fields[place])):
            return True
        place = parent if not places.records.startswith(f"{parent}/") else ""
    return False
