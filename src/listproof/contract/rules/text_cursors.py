"""Cursors that are texts: a form that its parameter and its field agree on, and of which there are enough to tell pages apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.cursors import FORM, forms, gives_numbers, takes_numbers
from listproof.contract.node import Node
from listproof.contract.possible import impossible
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.schemas import usable
from listproof.contract.rules.variety import MANY, variety
from listproof.contract.text import Mistake

__all__ = ["text_cursors"]

_KINDS = {"string", "integer", "number", "object"}
_LETTERS = 62
_INSTEAD = "expected wider words, for cursors are made here"


def text_cursors(places: Places, step: Node) -> Iterator[Mistake]:
    """Parameters and fields of a cursor that are neither text nor number, that list their values, or whose forms leave too few texts."""
    leads = [step.get(word) for word in ("next", "previous") if step.get(word)]
    if any(lead.get("last") for lead in leads):
        return
    names = [step.get("parameter").text or "", *(lead.get("parameter").text or "" for lead in leads)]
    pointers = [lead.text or lead.get("at").text or "" for lead in leads if lead.get("as").value != "link"]
    taking = [(name, places.parameters[name]) for name in dict.fromkeys(names) if name and name in places.parameters]
    giving = [(pointer, places.fields[pointer]) for pointer in dict.fromkeys(pointers) if pointer and pointer in places.fields]
    texts: list[tuple[str, Node, Mapping[str, Any]]] = []
    for name, schema in [*taking, *giving]:
        held = usable(schema)
        kinds = set(types(schema)) - {"null"}
        if held is None or (kinds & {"integer", "number"} and (takes_numbers(held) or gives_numbers(held))):
            continue
        if kinds and not kinds & _KINDS:
            found = " or ".join(sorted(kinds))
            yield schema.get("type").mistake(f"pages.cursor: {name} is {found}, and a cursor is a text or a number; expected string")
            continue
        listed = next((word for word in ("enum", "const") if word in held), None)
        if listed is not None:
            yield schema.get(listed).mistake(f"pages.cursor: {name} does not take every text that a cursor may be; expected no {listed}")
        texts.append((name, schema, forms(held)))
    yield from _formed([one for one in texts if one[2]])


def _formed(texts: list[tuple[str, Node, Mapping[str, Any]]]) -> Iterator[Mistake]:
    """Forms that say otherwise of one text, that leave none, or too few."""
    whole: dict[str, Any] = {"type": "string"}
    for name, schema, said in texts:
        form = said.get("format")
        if form not in (None, "uuid"):
            yield schema.get("format").mistake(f"pages.cursor: no cursor is made of the format {form}; expected uuid, or none")
            return
        other = next((word for word in ("format", "pattern") if word in said and whole.get(word, said[word]) != said[word]), None)
        if other is not None or {"format", "pattern"} <= {*whole, *said}:
            word = other or ("pattern" if "pattern" in said else "format")
            expected = f"another {word} than {texts[0][0]}, or one beside a format; expected one form"
            yield schema.get(word).mistake(f"pages.cursor: {name} says {expected}")
            return
        longest = min(whole.get("maxLength", 10**9), said.get("maxLength", 10**9))
        shortest = max(whole.get("minLength", 0), said.get("minLength", 0))
        whole |= {**said, "maxLength": longest, "minLength": shortest}
    if not texts:
        return
    name, schema, said = texts[0]
    word = next(word for word in FORM if word in said)
    against = impossible(whole)
    pattern = whole.get("pattern")
    count = MANY if "format" in whole else variety(pattern) if pattern is not None else min(MANY, _LETTERS ** min(whole["maxLength"], 9))
    if against is not None:
        yield schema.get(word).mistake(f"pages.cursor: {against[1]}; {_INSTEAD}")
    elif count is None:
        yield schema.get(word).mistake(f"pages.cursor: nobody makes texts for the {word} of {name}; {_INSTEAD}")
    elif count < MANY:
        yield schema.get(word).mistake(f"pages.cursor: the {word} of {name} leaves too few texts to tell pages apart; {_INSTEAD}")
