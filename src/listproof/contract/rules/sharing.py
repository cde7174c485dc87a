"""Filters of which one can be asked for at a time, as is said, or as they share a parameter of a single value: nothing asks for two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from listproof.contract.node import Node
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.wording import instead
from listproof.contract.text import Mistake

__all__ = ["shared"]


def shared(places: Places) -> Iterator[Mistake]:
    """Base, close, needs and yields-to that stand beside a filter for which they leave no room."""
    filters = dict(places.listing.get("filters").items())
    for several in places.listing.get("apart").each():
        sides = [list(side.several()) for side in several.each()]
        for node in (node for side in sides for node in side):
            if node.text is not None and node.text not in filters:
                yield node.mistake(f"apart: there is no filter {node.text!r}; {instead(node.text, list(filters))}")
        known = [[node.text for node in side if node.text is not None and node.text in filters] for side in sides]
        for place, side in enumerate(known):
            others = [other for elsewhere in (*known[:place], *known[place + 1 :]) for other in elsewhere]
            yield from _both_sides(several, side, others)
            for name in side:
                yield from _left_no_room(places, name, filters, None, others) if others else ()
    yield from _whole_in_base(places)
    yield from _words_apart(filters)
    carriers = {name: one.get("parameter").text for name, one in filters.items() if not one.get("within")}
    for name, carrier in carriers.items():
        if carrier is None or carrier not in places.parameters:
            continue
        if types(places.parameters[carrier]) == ("array",):
            yield from _in_one_text(places, name, filters[name], carrier)
            continue
        others = [other for other, held in carriers.items() if held == carrier and other != name]
        if others:
            yield from _left_no_room(places, name, filters, carrier, others)


def _whole_in_base(places: Places) -> Iterator[Mistake]:
    """What the base gives as the whole of a parameter in which filters are written: beside it none of them could be asked for."""
    for named, value in places.listing.get("base").items():
        inside = [name for name, carrier in places.virtual.items() if carrier == named]
        if inside:
            yield value.mistake(f"base: {' and '.join(inside)} stand in {named}; expected a filter by its name, with its value alone")


def _words_apart(filters: Mapping[str, Node]) -> Iterator[Mistake]:
    """Words of a filter that another one in the same parameter spells with some value of its own, by a template that says more."""
    for name, one in filters.items():
        carrier = one.get("within").text or one.get("parameter").text
        template = one.get("spelled").text or "{}"
        for word, node in one.get("words").items() if carrier is not None else ():
            written = template.replace("{}", word)
            for other, beside in filters.items():
                before, _, after = (beside.get("spelled").text or "{}").partition("{}")
                value = written[len(before) : len(written) - len(after)]
                if (
                    (beside.get("within").text or beside.get("parameter").text) == carrier
                    and len(before + after) > len(template) - 2
                    and before + value + after == written
                ):
                    yield node.mistake(
                        f"filters.{name}.words: {written!r} is {other} with the value {value!r} too; expected another word, or no {other}"
                    )


def _both_sides(several: Node, side: Sequence[str], others: Sequence[str]) -> Iterator[Mistake]:
    """A filter that stands apart from itself."""
    for name in side:
        if name in others:
            yield several.mistake(f"apart: {name} stands on both sides; expected it on one")


def _left_no_room(places: Places, name: str, filters: Mapping[str, Node], carrier: str | None, others: list[str]) -> Iterator[Mistake]:
    """What asks for a filter always, beside which others could not be: `carrier` takes one value; None where `apart` says so."""
    if carrier is None:
        way_out = f"expected no filter beside it in apart, or no {' or '.join(others)}"
        why, where = f"is asked for by itself, and {others[0]} could not be asked for beside it; {way_out}", "is asked for by itself"
    else:
        way_out = f"expected type: array in the schema of {carrier} where it may be repeated, or no {' or '.join(others)}"
        where = f"stands in {carrier} as well, which takes one value"
        why = f"stands in {carrier}, which takes one value, and {others[0]} could not be asked for beside it; {way_out}"
    for named, value in places.listing.get("base").items():
        if named == name:
            yield value.mistake(f"base: {name} {why}")
    close = places.listing.get("close")
    if close.text == name:
        yield close.mistake(f"close: {name} {why}")
    winner = filters[name].get("yields-to")
    if winner.text in others:
        yield winner.mistake(f"filters.{name}.yields-to: {winner.text} {where}; {way_out}")
    for needed, value in filters[name].get("needs").items():
        if needed in others:
            yield value.mistake(f"filters.{name}.needs: {needed} {where}; {way_out}")


def _in_one_text(places: Places, name: str, one: Node, carrier: str) -> Iterator[Mistake]:
    """A template inside a list that is written as one text."""
    entry = next((entry for entry in places.parameter_entries if entry.get("name").text == carrier), None)
    if entry is not None and one.get("spelled") and (entry.get("explode").value is False or entry.get("style").text not in (None, "form")):
        yield one.get("spelled").mistake(
            f"filters.{name}.spelled: {carrier} is a list in one text, and only a repeated parameter holds a template each time; "
            "expected style: form and explode: true, or within and joined-by"
        )
