"""Every fact of a contract: one checkable leaf each, with its value and its place in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from listproof.contract.model import AS_SHOWN, Basis, Contract, ErrorForm, Filter, Order, Parameter, Source, binds
from listproof.contract.size import LONGEST_WAIT

__all__ = ["Fact", "facts", "named", "names_fact", "untestable", "weakest"]


@dataclass(frozen=True)
class Fact:
    """One checkable leaf: a stable id (docs/contract.md lists their forms), what the contract says, and where that stands."""

    id: str
    value: Any
    source: Source

    @property
    def binding(self) -> bool:
        """Whether a target that does otherwise fails."""
        return binds(self.source)


_STAR = "[*]"
_ORDER: tuple[Basis, ...] = ("convention", "implied", "documented")


def weakest(*bases: Basis) -> Basis:
    """The weakest of several bases: convention before implied before documented."""
    return min(bases, key=_ORDER.index)


@lru_cache(maxsize=64)
def facts(contract: Contract) -> tuple[Fact, ...]:
    """All facts, in the order of the document: parameters, answer, listing, disputes. Ids are unique."""
    found = (*_parameters(contract), *_answer(contract), *_listing(contract))
    return tuple({fact.id: fact for fact in found}.values())


@lru_cache(maxsize=4096)
def named(contract: Contract, patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the facts that patterns name, in the order of the facts: `*` stands for anything, `[*]` for a star of a pointer."""
    places = sorted({place for pattern in patterns for place in _places(contract, pattern)})
    return tuple(facts(contract)[place].id for place in places)


@lru_cache(maxsize=4096)
def _places(contract: Contract, pattern: str) -> tuple[int, ...]:
    """The places of the facts that a pattern names: laws name the same ones again and again."""
    known = _known(contract)
    if "*" not in pattern.replace(_STAR, ""):
        plain = pattern.replace(_STAR, "*")
        return (known[plain],) if plain in known else ()
    fits = _pattern(pattern).fullmatch
    return tuple(place for one, place in known.items() if fits(one))


@lru_cache(maxsize=64)
def _known(contract: Contract) -> dict[str, int]:
    """The places of the facts by their ids."""
    return {one.id: place for place, one in enumerate(facts(contract))}


@lru_cache(maxsize=4096)
def _pattern(pattern: str) -> re.Pattern[str]:
    parts = [".*".join(re.escape(part) for part in text.split("*")) for text in pattern.split(_STAR)]
    return re.compile(re.escape("*").join(parts), re.DOTALL)


def names_fact(pattern: str, fact_id: str) -> bool:
    """Whether a pattern names a fact: `*` stands for anything, `[*]` for a star of a pointer, all else for itself."""
    return _pattern(pattern).fullmatch(fact_id) is not None


def untestable(contract: Contract, fact_id: str) -> str | None:
    """Why no target can show a fact, or None: `not-testable` of the contract (ids or patterns), a dispute that no answer tells, an age."""
    if fact_id in ("pages.expired", "pages.lives"):
        return _why_no_end_is_seen(contract)
    for pattern, reason in contract.not_testable.items():
        if pattern == fact_id or fnmatchcase(fact_id, pattern):
            return reason
    for dispute in contract.disputes:
        untold = [reading.shows["untold"] for reading in dispute.readings if "untold" in reading.shows]
        if fact_id == f"disputes.{dispute.id}" and len(untold) == len(dispute.readings):
            return str(untold[0])
    return None


def _why_no_end_is_seen(contract: Contract) -> str | None:
    """Why no run sees how a cursor that is too old is answered; None where one waits for that."""
    lives, lead = contract.pages.lives, contract.pages.next
    if lead is not None and lead.place.kind == "last":
        return "a cursor that is what the last record shows has no age"
    if lives is None:
        return "how long a cursor lives is not said, and no run waits for its end"
    return f"a cursor lives {lives} seconds, and no run waits longer than {LONGEST_WAIT}" if lives > LONGEST_WAIT else None


def _parameters(contract: Contract) -> Iterator[Fact]:
    for one in contract.parameters:
        if one.spelling == "keys":
            continue  # a name that the contract gives to what other parameters say
        name = f"parameters.{one.name}"
        yield Fact(name, one.place, one.source)
        yield Fact(f"{name}.type", one.schema.get("type"), one.source_of("type"))
        yield Fact(f"{name}.required", one.required, one.source_of("required"))
        for facet in ("minimum", "maximum", "minLength", "maxLength", "default", "format", "pattern"):
            if facet in one.schema:
                yield Fact(f"{name}.{facet}", one.schema[facet], one.source_of(facet))
        for value in one.enum:
            yield Fact(f"{name}.enum.{value}", value, one.source_of("enum"))


def _answer(contract: Contract) -> Iterator[Fact]:
    place = contract.example_source or Source("", grade="unknown")
    yield Fact("status.200", 200, _source(contract, "status.200", place))
    yield Fact("media-type", contract.media_type, _source(contract, "media-type", place))
    if contract.example is not None:
        # An example in an OpenAPI file illustrates; what records must show its schema says.
        yield Fact("example", contract.example, place if contract.implied is None else replace(place, basis="convention"))
    for one in contract.fields:
        name = f"fields.{one.pointer}"
        yield Fact(name, one.pointer, one.source)
        if one.types:
            yield Fact(f"{name}.type", one.types, one.source_of("type"))
        if one.required:
            yield Fact(f"{name}.required", True, one.source_of("required"))
        if "null" in one.types:
            yield Fact(f"{name}.null", True, one.source_of("null"))
        if one.format:
            yield Fact(f"{name}.format", one.format, one.source_of("format"))
        for value in one.enum:
            if value is not None:
                yield Fact(f"{name}.enum.{value}", value, one.source_of("enum"))


def _source(contract: Contract, fact_id: str, otherwise: Source) -> Source:
    return contract.sources.get(fact_id, otherwise)


def _of_parameter(contract: Contract, name: str | None) -> Source:
    if name is not None and contract.has_parameter(name):
        return contract.parameter(name).source
    return Source("", grade="unknown")


def _fact(contract: Contract, name: str, value: Any, parameter: str | None = None) -> Fact:
    """A fact of x-listing: it stands where `sources` says, else where its parameter does."""
    return Fact(name, value, _source(contract, name, _implied(contract, name) or _of_parameter(contract, parameter)))


def _implied(contract: Contract, name: str) -> Source | None:
    """Where a fact of x-listing stands in a file that is itself the document: at the word that says it."""
    if contract.implied is None:
        return None
    word = {"size": "pages/size"}.get(name.split(".")[0], name.split(".")[0])
    return replace(contract.implied, row=f"{contract.implied.row}/{word}")


def _listing(contract: Contract) -> Iterator[Fact]:
    yield from _envelope(contract)
    yield from _pages(contract)
    if contract.order:
        yield from _order(contract, contract.order)
    for one in contract.filters:
        yield from _filter(contract, one)
    yield from _rest(contract)


def _envelope(contract: Contract) -> Iterator[Fact]:
    yield _fact(contract, "records", contract.records)
    total = contract.total
    if total:
        yield _fact(contract, "total", str(total.at))
    told = (("pages", contract.page_count), ("shown", contract.shown_count))
    words: tuple[tuple[str, Any], ...] = tuple((name, str(place) if place else None) for name, place in told)
    if total:
        words = (("counts", total.counts), *words, ("capped", total.capped), ("estimated", total.estimated))
    for name, value in words:
        if value:
            fact = _fact(contract, f"total.{name}", value)
            # A number that is only near can break no promise.
            yield replace(fact, source=replace(fact.source, basis="convention")) if total and total.estimated else fact
    if contract.success:
        yield _fact(contract, "success", contract.success)
    yield _fact(contract, "identity", contract.identity)
    if contract.settled:
        yield _fact(contract, "settled", contract.settled)
    for scope in contract.scopes:
        yield _fact(contract, f"scope.{scope.parameter}", scope.field, scope.parameter)


def _pages(contract: Contract) -> Iterator[Fact]:
    pages, size = contract.pages, contract.pages.size
    yield _fact(contract, f"pages.{pages.kind}", pages.parameter, pages.parameter)
    words: tuple[tuple[str, Any], ...] = (
        ("first", pages.first),
        ("past-end", pages.past_end),
        ("echo", pages.echo),
        ("next", pages.next),
        ("previous", pages.previous),
        *pages.edges.items(),
        ("end", pages.end or None),
        ("made-up", pages.made_up),
        ("elsewhere", pages.elsewhere),
        ("expired", pages.expired),
        ("lives", pages.lives),
        ("insertion", pages.insertion),
        ("window", pages.window or None),
    )
    yield from (_fact(contract, f"pages.{word}", value, pages.parameter) for word, value in words if value is not None)
    if pages.sized:
        yield _fact(contract, "size", size.parameter, size.parameter)
        yield _fact(contract, "size.means", size.means, size.parameter)
        yield _fact(contract, "size.safe", size.safe, size.parameter)
        for word, value in (("echo", size.echo), ("zero", size.zero)):
            if value is not None:
                yield _fact(contract, f"size.{word}", value, size.parameter)


def _of_error(contract: Contract, form: ErrorForm) -> Source:
    """Where an error stands: where it says, else at its word in a file that is itself the document, graded as it says."""
    implied = _implied(contract, "errors")
    if form.source.document or implied is None:
        return form.source
    return replace(implied, grade=implied.grade if form.source.grade == "unknown" else form.source.grade)


def _order(contract: Contract, order: Order) -> Iterator[Fact]:
    asked = order.by or order.direction
    if order.by:
        yield _fact(contract, "order.by", order.by, order.by)
    if order.turn:
        yield _fact(contract, "order.direction", order.direction or order.turn, order.direction or order.by)
    if order.takes_several:
        yield _fact(contract, "order.several", order.separator or "repeated", order.by)
    for key in order.keys:
        way = f", {key.direction}" if key.direction else ""
        yield _fact(contract, f"order.keys.{key.name}", f"{key.field} as {key.compares}{way}", asked)
        if key.nulls is not None:
            yield _fact(contract, f"order.keys.{key.name}.nulls", key.nulls, asked)
        if key.precision != AS_SHOWN:
            yield _fact(contract, f"order.keys.{key.name}.precision", key.precision, asked)
    if order.default:
        keys = ", then ".join(" ".join(one) for one in (order.default, *order.then))
        yield _fact(contract, "order.default", keys, asked)


def _spelled(parameter: Parameter) -> str:
    each = f", each value in {parameter.quoted}" if parameter.quoted else ""
    return f"{parameter.spelled} in {parameter.carrier}{each}"


def _filter(contract: Contract, one: Filter) -> Iterator[Fact]:
    name = f"filters.{one.name}"
    yield _fact(contract, name, (one.field, one.matches), one.name)
    if one.absent != ("everything",):
        yield _fact(contract, f"{name}.absent", one.absent, one.name)
    parameter = contract.parameter(one.name) if contract.has_parameter(one.name) else None
    words: tuple[tuple[str, Any], ...] = (
        ("spelled", _spelled(parameter) if parameter is not None and parameter.spelling in ("value", "clause") else None),
        ("everything", one.everything),
        ("yields-to", one.yields_to),
        ("needs", dict(one.needs) or None),
        ("widens", one.widens or None),
        ("separator", one.separator),
        ("words", ", ".join(f"{word}: {meant}" for word, meant in one.words.items()) or None),
        ("names", one.names),
        ("nulls", one.nulls),
        ("precision", one.precision if one.precision != AS_SHOWN else None),
        ("days", one.edges.days),
        ("open-end", one.edges.open_end),
        ("ends", _ends(one) if (one.edges.lower, one.edges.upper) != (None, None) else None),
        ("only-when", one.only_when),
        ("chosen-by", one.field.chosen_by or one.matches.chosen_by),
    )
    yield from (_fact(contract, f"{name}.{word}", value, one.name) for word, value in words if value is not None)


def _ends(one: Filter) -> str:
    """What becomes of the two ends of a range, lower first; once where it is the same of both."""
    said = tuple(end or "open" for end in (one.edges.lower, one.edges.upper))
    return said[0] if said[0] == said[1] else f"{said[0]}, {said[1]}"


def _rest(contract: Contract) -> Iterator[Fact]:
    for parameter in dict.fromkeys(one.parameter for one in contract.projections):
        chosen = tuple(one for one in contract.projections if one.parameter == parameter)
        yield _fact(contract, f"projects.{parameter}", chosen, parameter)
    if contract.method == "POST":
        yield _fact(contract, "reads", True)
    if contract.base:
        yield _fact(contract, "base", contract.base)
    if contract.close:
        yield _fact(contract, "close", contract.close, contract.close)
    if contract.sign_in:
        yield _fact(contract, "sign-in", contract.sign_in)
    for form in contract.errors:
        yield Fact(f"errors.{form.kind}", (form.status, form.body), _of_error(contract, form))
    for dispute in contract.disputes:
        strongest = next((r.evidence for r in dispute.readings), Source("", grade="unknown"))
        yield Fact(f"disputes.{dispute.id}", tuple(r.says for r in dispute.readings), strongest)
