"""Filters that share a parameter which takes a single value: what would ask for two of them at once cannot be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from listproof.contract.node import Node
from listproof.contract.rules.places import Places, types
from listproof.contract.text import Mistake

__all__ = ["shared"]


def shared(places: Places) -> Iterator[Mistake]:
    """Base, close, needs and yields-to that stand beside a filter which the one value of their parameter leaves no room for."""
    filters = dict(places.listing.get("filters").items())
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


def _left_no_room(places: Places, name: str, filters: Mapping[str, Node], carrier: str, others: list[str]) -> Iterator[Mistake]:
    way_out = f"expected type: array in the schema of {carrier} where it may be repeated, or no {' or '.join(others)}"
    why = f"stands in {carrier}, which takes one value, and {others[0]} could not be asked for beside it; {way_out}"
    for named, value in places.listing.get("base").items():
        if named == name:
            yield value.mistake(f"base: {name} {why}")
    close = places.listing.get("close")
    if close.text == name:
        yield close.mistake(f"close: {name} {why}")
    winner = filters[name].get("yields-to")
    if winner.text in others:
        yield winner.mistake(f"filters.{name}.yields-to: {winner.text} stands in {carrier} as well, which takes one value; {way_out}")
    for needed, value in filters[name].get("needs").items():
        if needed in others:
            yield value.mistake(f"filters.{name}.needs: {needed} stands in {carrier} as well, which takes one value; {way_out}")


def _in_one_text(places: Places, name: str, one: Node, carrier: str) -> Iterator[Mistake]:
    """A template inside a list that is written as one text."""
    entry = next((entry for entry in places.parameter_entries if entry.get("name").text == carrier), None)
    if entry is not None and one.get("spelled") and (entry.get("explode").value is False or entry.get("style").text not in (None, "form")):
        yield one.get("spelled").mistake(
            f"filters.{name}.spelled: {carrier} is a list in one text, and only a repeated parameter holds a template each time; "
            "expected style: form and explode: true, or within and joined-by"
        )
