"""The schemas of a contract are schemas (2020-12), their references lead somewhere, and their own words agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs

from listproof.contract.edges import spans
from listproof.contract.node import Node
from listproof.contract.patterns import explainer, readable
from listproof.contract.possible import impossible
from listproof.contract.references import resolved
from listproof.contract.rules.places import Places, inner_schemas, types
from listproof.contract.rules.wording import breach, instead
from listproof.contract.text import Mistake

__all__ = ["breaches", "unusable", "usable", "well_schemed"]

_FOREIGN = ("$id", "$anchor", "$dynamicRef", "$dynamicAnchor")
_EPOCHS = ("epoch-milliseconds", "epoch-seconds")


def unusable(places: Places) -> Iterator[Mistake]:
    """References that lead nowhere or in a circle, and schemas that are none."""
    for node in places.root.holding("$ref"):
        if isinstance(node.value["$ref"], str) and not node.referred():
            yield node.own("$ref").mistake(f"{node.value['$ref']} leads nowhere; expected a reference '#/…' into this file")
    for name, schema in (*places.schemas, *places.sent):
        found = _broken(schema)
        if found is not None:
            yield found[0].mistake(f"{name}: {found[1]}")


def well_schemed(places: Places) -> Iterator[Mistake]:
    """What is unusable, and schemas whose own words disagree: ranges turned round, values that repeat or that they refuse."""
    yield from unusable(places)
    several = spans(places.listing.get("filters").value).items()
    between = {places.parameters[name].path: separator for name, separator in several if name in places.parameters}
    for name, schema in (*places.schemas, *places.sent):
        if _broken(schema) is None:
            for inner in inner_schemas(schema):
                if isinstance(inner.value, Mapping):
                    yield from _timed(name, inner)
                    within = (inner.path[:steps] for steps in range(len(inner.path), -1, -1))
                    yield from _agreeing(name, inner, next((between[path] for path in within if path in between), None))


def usable(schema: Node) -> Mapping[str, Any] | None:
    """A schema with its references written out, or None where it is no valid schema."""
    if not schema or _broken(schema) is not None:
        return None
    written: Mapping[str, Any] = resolved(schema.value, schema.document.value)
    return written


def breaches(schema: Mapping[str, Any], value: Any) -> str | None:
    """The most telling thing that makes a value invalid against a usable schema, or None where it is valid."""
    try:
        if jsonschema_rs.Draft202012Validator(dict(schema), validate_formats=False).is_valid(value):
            return None
    except ValueError:
        pass  # it reads this schema or value otherwise: who explains decides
    from jsonschema.exceptions import best_match

    error = best_match(explainer()(schema).iter_errors(value))
    if error is None:
        return None
    place = "".join(f"/{step}" for step in error.absolute_path)
    said = " ".join(breach(error).split())
    return f"{place}: {said[:160]}" if place else said[:160]


def _broken(schema: Node) -> tuple[Node, str] | None:
    """Why something is no usable schema, and where."""
    if not isinstance(schema.value, Mapping):
        return schema, "expected a schema, an object"
    try:
        written = json.dumps(resolved(schema.value, schema.document.value))
        wrong = _checked(written)
    except ValueError as error:
        return schema, str(error)
    if wrong is not None:
        steps, message = wrong
        place = schema
        for step in steps:
            further = place.get(step)
            if not further:
                break
            place = further
        return place, f"is no JSON Schema (2020-12): {message}"
    if not any(f'"{word}"' in written for word in _FOREIGN):
        return None  # as nearly always: nothing in it is even called so
    held = {word for inner in inner_schemas(schema) if isinstance(inner.value, Mapping) for word in _FOREIGN if word in inner.value}
    foreign = next((word for word in _FOREIGN if word in held), None)
    return (schema, f"uses {foreign}; expected references by $ref alone") if foreign else None


@lru_cache(maxsize=2048)
def _checked(schema: str) -> tuple[tuple[str | int, ...], str] | None:
    """Where and why a schema, given as JSON, breaks the meta-schema. The same ones are asked about again and again."""
    held = json.loads(schema)
    if jsonschema_rs.meta.is_valid(held) and all(map(readable, _patterns(held))):
        return None
    from jsonschema import Draft202012Validator, FormatChecker, SchemaError

    try:
        Draft202012Validator.check_schema(held, format_checker=FormatChecker(()))  # whether a pattern is one is asked below
    except SchemaError as error:
        return tuple(error.absolute_path), " ".join(error.message.split())[:160]
    for steps, pattern in _patterns_of(held):
        if not readable(pattern):
            return steps, f"{pattern[:80]!r} is no regular expression that can be matched; expected one that ECMA 262 and Python both read"
    return None


def _patterns(schema: Any) -> Iterator[str]:
    """Whatever stands as a pattern in a schema, values that only look like one among it."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        if isinstance(schema.get("patternProperties"), dict):
            yield from schema["patternProperties"]
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _patterns(inner)


def _patterns_of(schema: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The patterns of a schema that is one, and where each stands."""
    if not isinstance(schema, dict):
        return
    if isinstance(schema.get("pattern"), str):
        yield (*steps, "pattern"), schema["pattern"]
    for one in schema.get("patternProperties", ()):
        yield (*steps, "patternProperties"), one
    for word in ("properties", "patternProperties", "$defs", "dependentSchemas"):
        for name, inner in schema.get(word, {}).items():
            yield from _patterns_of(inner, (*steps, word, name))
    for word, inner in schema.items():
        for place, one in enumerate(inner) if word in ("allOf", "anyOf", "oneOf", "prefixItems") else ():
            yield from _patterns_of(one, (*steps, word, place))
        if isinstance(inner, dict) and word not in ("properties", "patternProperties", "$defs", "dependentSchemas", "const", "default"):
            yield from _patterns_of(inner, (*steps, word))


def _timed(name: str, schema: Node) -> Iterator[Mistake]:
    """A format of our own that is spelled otherwise: every other unknown one is left to the document, as JSON Schema has it."""
    form = schema.get("format")
    if form.text is not None and form.text.casefold().startswith("epoch") and form.text not in _EPOCHS:
        yield form.mistake(f"{name}: the format {form.text!r} is unknown; {instead(form.text, list(_EPOCHS))}")
    elif form.text in _EPOCHS and set(types(schema)) - {"null"} == {"string"}:
        yield form.mistake(f"{name}: {form.text} is said of a text; expected type: integer or number")


def _way_out(schema: Mapping[str, Any], word: str) -> str:
    """What to write instead where the format of a text goes with none of its other words."""
    return f"; expected another {word}, or no format" if schema.get("format") and word in ("minLength", "maxLength", "pattern") else ""


def _agreeing(name: str, schema: Node, between: str | None) -> Iterator[Mistake]:
    whole = usable(schema)
    if whole is None:
        return
    against = impossible(whole, between)
    if against is not None:
        yield schema.get(against[0]).mistake(f"{name}: {against[1]}{_way_out(whole, against[0])}")
    if not any(word in schema.value for word in ("enum", "const", "default", "examples")):
        return
    values = schema.get("enum")
    seen: set[str] = set()
    for value in values.each():
        if str(value.value) in seen:
            yield value.mistake(f"{name}: the value {value.value!r} stands twice in enum; expected once")
        seen.add(str(value.value))
        wrong = breaches({key: inner for key, inner in whole.items() if key != "enum"}, value.value)
        if wrong:
            yield value.mistake(f"{name}: enum holds {value.value!r}, which its own schema refuses: {wrong}")
    if values and not seen:
        yield values.mistake(f"{name}: enum is empty; expected its values, or no enum where they are open")
    if "const" in schema.value:
        refused = breaches({key: inner for key, inner in whole.items() if key not in ("const", "enum")}, schema.value["const"])
        if refused:
            yield schema.get("const").mistake(f"{name}: const is refused by its own schema: {refused}")
    if "default" in schema.value:
        wrong = breaches(whole, schema.value["default"])
        if wrong:
            yield schema.get("default").mistake(f"{name}: the default is refused by its own schema: {wrong}")
    for example in schema.get("examples").each():
        wrong = breaches(whole, example.value)
        if wrong:
            yield example.mistake(f"{name}: an example is refused by its own schema: {wrong}")
