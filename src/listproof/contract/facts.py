"""Every fact of a contract: one checkable leaf each, with its value and its place in the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from listproof.contract.model import Basis, Contract, Source, binds

__all__ = ["Fact", "facts", "named", "untestable", "weakest"]


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
    plain = {pattern.replace(_STAR, "*") for pattern in patterns if "*" not in pattern.replace(_STAR, "")}
    wild = [pattern for pattern in patterns if "*" in pattern.replace(_STAR, "")]
    return tuple(one.id for one in facts(contract) if one.id in plain or any(fnmatchcase(one.id, pattern) for pattern in wild))


def untestable(contract: Contract, fact_id: str) -> str | None:
    """Why no target can show a fact, or None: `not-testable` of the contract (ids or patterns), or a dispute that no answer tells."""
    for pattern, reason in contract.not_testable.items():
        if pattern == fact_id or fnmatchcase(fact_id, pattern):
            return reason
    for dispute in contract.disputes:
        untold = [reading.shows["untold"] for reading in dispute.readings if "untold" in reading.shows]
        if fact_id == f"disputes.{dispute.id}" and len(untold) == len(dispute.readings):
            return str(untold[0])
    return None


def _parameters(contract: Contract) -> Iterator[Fact]:
    for one in contract.parameters:
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
        yield Fact("example", contract.example, place)
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


def _listing(contract: Contract) -> Iterator[Fact]:
    def fact(name: str, value: Any, parameter: str | None = None) -> Fact:
        return Fact(name, value, _source(contract, name, _of_parameter(contract, parameter)))

    yield fact("records", contract.records)
    if contract.total:
        yield fact("total", contract.total.at.name)
        yield fact("total.counts", contract.total.counts)
    if contract.success:
        yield fact("success", contract.success)
    yield fact("identity", contract.identity)
    if contract.settled:
        yield fact("settled", contract.settled)
    for scope in contract.scopes:
        yield fact(f"scope.{scope.parameter}", scope.field, scope.parameter)
    pages, size = contract.pages, contract.pages.size
    yield fact(f"pages.{pages.kind}", pages.parameter, pages.parameter)
    yield fact("pages.first", pages.first, pages.parameter)
    for name, value in (("pages.past-end", pages.past_end), ("pages.echo", pages.echo), ("pages.next", pages.next)):
        if value is not None:
            yield fact(name, value, pages.parameter)
    yield fact("size", size.parameter, size.parameter)
    yield fact("size.means", size.means, size.parameter)
    yield fact("size.safe", size.safe, size.parameter)
    if size.echo is not None:
        yield fact("size.echo", size.echo, size.parameter)
    if contract.order:
        if contract.order.by:
            yield fact("order.by", contract.order.by, contract.order.by)
        if contract.order.direction:
            yield fact("order.direction", contract.order.direction, contract.order.direction)
        for key in contract.order.keys:
            yield fact(f"order.keys.{key.name}", (key.field, key.compares), contract.order.by or contract.order.direction)
        if contract.order.default:
            yield fact("order.default", contract.order.default, contract.order.by or contract.order.direction)
    for one in contract.filters:
        name = f"filters.{one.name}"
        yield fact(name, (one.field, one.matches), one.name)
        if one.absent != ("everything",):
            yield fact(f"{name}.absent", one.absent, one.name)
        words: tuple[tuple[str, Any], ...] = (
            ("everything", one.everything),
            ("yields-to", one.yields_to),
            ("needs", dict(one.needs) or None),
            ("widens", one.widens or None),
            ("separator", one.separator),
            ("names", one.names),
            ("chosen-by", one.field.chosen_by or one.matches.chosen_by),
        )
        yield from (fact(f"{name}.{word}", value, one.name) for word, value in words if value is not None)
    if contract.base:
        yield fact("base", contract.base)
    if contract.close:
        yield fact("close", contract.close, contract.close)
    if contract.sign_in:
        yield fact("sign-in", contract.sign_in)
    for form in contract.errors:
        yield Fact(f"errors.{form.kind}", (form.status, form.body), form.source)
    for dispute in contract.disputes:
        strongest = next((r.evidence for r in dispute.readings), Source("", grade="unknown"))
        yield Fact(f"disputes.{dispute.id}", tuple(r.says for r in dispute.readings), strongest)
