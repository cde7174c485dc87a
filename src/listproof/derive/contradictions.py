"""Contradictions inside one document: places where it says two things of one fact, each reading with its evidence.

What only looks odd beside another fact is no contradiction: see remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from listproof.contract import pointer as pointers
from listproof.derive.document import Description, Item, SourcePlace, walk
from listproof.derive.samples import cookies_of, query_of

__all__ = ["Contradiction", "Reading", "contradictions", "json_type"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the things that the document says, where it says so, and how an answer would show it."""

    says: str
    place: SourcePlace
    shows: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A question that the document answers twice. `about` are ids of facts; `kind` is the sort of contradiction."""

    kind: str
    id: str
    about: tuple[str, ...]
    question: str
    readings: tuple[Reading, ...]


def json_type(value: Any) -> str:
    """The JSON type of a value; whole numbers are integers."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def contradictions(said: Description) -> tuple[Contradiction, ...]:
    """Every contradiction that the rules below find, in the order of the document."""
    found = (
        *_required_with_default(said),
        *_values_outside(said),
        *_counted_as_text(said),
        *_body_in_query(said),
        *_credential_places(said),
        *_wildcards(said),
        *_chosen_field(said),
        *_types_of_example(said),
    )
    return tuple({one.id: one for one in found}.values())


def _id(*parts: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", "-".join(parts))
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _answer(said: Description) -> tuple[Any, SourcePlace] | None:
    return next(((one.value, one.place) for one in said.examples if one.status < 300), None)


def _parameters(said: Description) -> Iterator[tuple[str, Item]]:
    yield from walk(said.parameters, separator=".")


def _required_with_default(said: Description) -> Iterator[Contradiction]:
    for name, item in _parameters(said):
        if item.required and item.where != "path" and "default" in item.facets:
            yield Contradiction(
                "required-with-default",
                _id(name, "required"),
                (f"parameters.{name}.required", f"parameters.{name}.default"),
                f"May {name} be left out?",
                (
                    Reading("mandatory", item.place, {"ask": {name: None}, "gets": "refused"}),
                    Reading(f"optional, {item.facets['default']!r} by default", item.place, {"ask": {name: None}, "gets": "accepted"}),
                ),
            )


def _values_outside(said: Description) -> Iterator[Contradiction]:
    for name, item in _parameters(said):
        low, high, values = item.facets.get("minimum"), item.facets.get("maximum"), item.facets.get("enum")
        for what, value in (("default", item.facets.get("default")), ("example", item.example)):
            if value is None or (isinstance(value, str) and ("*" in value or "xx" in value)):
                continue
            number = isinstance(value, int | float) and not isinstance(value, bool)
            outside = number and ((low is not None and value < low) or (high is not None and value > high))
            unlisted = bool(values) and value not in (values or ())
            mistyped = item.kind.type in ("integer", "number", "boolean") and isinstance(value, str)
            if outside or unlisted or mistyped:
                allowed = values or (f"{low} to {high}" if outside else item.kind.type)
                yield Contradiction(
                    "value-outside",
                    _id(name, what, "outside"),
                    (f"parameters.{name}.{'type' if mistyped else what}", f"parameters.{name}"),
                    f"May {name} be {value!r}, its own {what}?",
                    (
                        Reading(f"no, only {allowed}", item.place, {"ask": {name: value}, "gets": "refused"}),
                        Reading(f"yes, its {what} shows it", item.place, {"ask": {name: value}, "gets": "accepted"}),
                    ),
                )


def _counted_as_text(said: Description) -> Iterator[Contradiction]:
    counting = re.compile(r"offset|limit|page|size|number|count", re.IGNORECASE)
    for line, place in said.requests:
        for name, value in query_of(line).items():
            item = next((item for at, item in _parameters(said) if at == name), None)
            if item and item.kind.type == "string" and value.isdigit() and counting.search(name):
                yield Contradiction(
                    "counted-as-text",
                    _id(name, "type"),
                    (f"parameters.{name}.type",),
                    f"Is {name} a number or any text?",
                    (
                        Reading("text", item.place, {"ask": {name: "first"}, "gets": "accepted"}),
                        Reading("a number", place, {"ask": {name: "first"}, "gets": "refused"}),
                    ),
                )


def _body_in_query(said: Description) -> Iterator[Contradiction]:
    if said.body_in_query is None:
        return
    names = [item.name for item in said.parameters if item.place.table == said.body_in_query.table]
    shown = next((place for line, place in said.requests if set(query_of(line)) & set(names)), said.uri_place)
    untold = {"untold": "a GET with a body is not sent"}
    yield Contradiction(
        "body-in-query",
        "body-or-query",
        tuple(f"parameters.{name}" for name in names),
        f"Do {', '.join(names)} stand in the query or in a body?",
        (Reading("query", shown, untold), Reading("body", said.body_in_query, untold)),
    )


def _credential_places(said: Description) -> Iterator[Contradiction]:
    for line, place in said.requests:
        for name in cookies_of(line):
            item = next((item for item in said.parameters if item.name == name and item.where == "header"), None)
            if item:
                yield Contradiction(
                    "credential-place",
                    _id(name, "place"),
                    (f"parameters.{name}", f"parameters.{name}.in", "sign-in"),
                    f"Is {name} sent as a cookie or as a header of its own?",
                    (
                        Reading("cookie", place, {"sign-in": "cookie", "gets": "accepted"}),
                        Reading("header", item.place, {"sign-in": "header", "gets": "accepted"}),
                    ),
                )


_NO_WILDCARDS = re.compile(r"wildcard[^.。]*\b(not|no)\b|(not|no)\b[^.。]*wildcard|不支持[^.。]*通配符", re.IGNORECASE)
_WILDCARDS = re.compile(r"default[^.。]*wildcard|wildcard (matching|search)|默认[^.。]*通配", re.IGNORECASE)


def _wildcards(said: Description) -> Iterator[Contradiction]:
    items = list(_parameters(said))
    for name, item in items:
        if not _NO_WILDCARDS.search(item.words):
            continue
        for other, mode in items:
            if other != name and re.search(rf"\b{re.escape(item.name)}\b", mode.words) and _WILDCARDS.search(mode.words):
                yield Contradiction(
                    "wildcards",
                    _id(name, "wildcards"),
                    (f"filters.{name}", f"parameters.{other}.default"),
                    f"Does {name} know wildcards?",
                    (
                        Reading("none", item.place, {"ask": {name: "*"}, "filter": name, "reading": "contains-any-case"}),
                        Reading(f"by default, says {other}", mode.place, {"ask": {name: "*"}, "filter": name, "reading": "glob-any-case"}),
                    ),
                )


def _chosen_field(said: Description) -> Iterator[Contradiction]:
    items = list(_parameters(said))
    for name, item in items:
        if not re.search(r"creation time|创建时间", item.words, re.IGNORECASE):
            continue
        for other, chooser in items:
            mentions = re.search(rf"\b{re.escape(item.name)}\b", chooser.words)
            if other != name and mentions and re.search(r"time field|时间字段", chooser.words, re.IGNORECASE):
                untold = {"untold": f"it takes a value of {other} that the page does not list"}
                yield Contradiction(
                    "chosen-field",
                    _id(name, "field"),
                    (f"filters.{name}.chosen-by", f"filters.{name}"),
                    f"Does {name} always look at the creation time?",
                    (
                        Reading(f"at what {other} names", chooser.place, untold),
                        Reading("at the creation time", item.place, untold),
                    ),
                )


def _types_of_example(said: Description) -> Iterator[Contradiction]:
    shown = _answer(said)
    for at, item in said.answered():
        declared = item.declared or item.kind.type
        seen: dict[str, SourcePlace] = {}
        if shown:
            for value in pointers.each(shown[0], at):
                seen.setdefault(json_type(value), SourcePlace(shown[1].table, item.name, shown[1].line))
        if item.example is not None and isinstance(item.example, str) and declared in ("integer", "number", "boolean"):
            seen.setdefault("string", item.place)
        for kind, place in seen.items():
            if kind == declared or (kind == "integer" and declared == "number"):
                continue
            null = kind == "null"
            if null and item.facets.get("null"):
                continue
            yield Contradiction(
                "null-against-type" if null else "type-against-example",
                _id(item.name, "null" if null else "type"),
                (f"fields.{at}.type", *([f"fields.{at}.null"] if null else ())),
                f"Is {item.name} always {declared}, or {'may it be null' if null else kind}?",
                (
                    Reading(kind, place, {"at": at, "schema": {"type": kind}}),
                    Reading(declared, item.place, {"at": at, "schema": {"type": declared}}),
                ),
            )
