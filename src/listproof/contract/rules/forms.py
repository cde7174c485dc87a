"""The form of a contract: an OpenAPI 3.1 document of one operation whose extensions keep to contracts/listing.schema.json."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from typing import TYPE_CHECKING, Any, cast

import jsonschema_rs

from listproof.contract.folders import own_contracts
from listproof.contract.media import is_json
from listproof.contract.node import Node
from listproof.contract.rules.places import Places
from listproof.contract.rules.wording import instead, listed, quoted
from listproof.contract.text import Mistake
from listproof.contract.words.paging import KINDS

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

__all__ = ["formed"]

_KINDS = {
    "object": "an object", "array": "a list", "string": "text", "integer": "a whole number", "number": "a number",
    "boolean": "true or false", "null": "null",
}  # fmt: skip
_COUNTS = {
    "minItems": "at least {} in the list", "maxItems": "at most {} in the list", "uniqueItems": "each but once in the list",
    "minProperties": "at least {} in the object", "maxProperties": "at most {} in the object", "minLength": "at least {} character",
    "contains": "absent among the two",
}  # fmt: skip
_PLACES = ("query", "path", "header", "cookie")


def formed(places: Places) -> Iterator[Mistake]:
    """What is missing, misspelt or of the wrong type in the document and in its extensions."""
    root = places.root
    if not isinstance(root.value, Mapping):
        yield root.mistake("expected an OpenAPI 3.1 document, an object with openapi, info, paths, components and x-listing")
        return
    yield from _openapi(places)
    yield from _parameters(places)
    yield from _held(places.listing, None)
    for name in ("x-documents", "x-disputes"):
        if root.get(name):
            yield from _held(root.get(name), name)
    if not root.get("x-documents"):
        yield root.mistake("'x-documents' is missing; expected every source that the contract quotes, named once")
    for node in root.holding("x-source"):
        yield from _held(node.own("x-source"), "x-source")


def _openapi(places: Places) -> Iterator[Mistake]:
    root = places.root
    version = root.get("openapi")
    if not isinstance(version.value, str) or not version.value.startswith("3.1"):
        yield version.mistake("openapi: expected a version 3.1, in quotes or with two dots")
    for path in (("info", "title"), ("x-vendor",), ("x-product",)):
        if not root.get(*path).text:
            yield root.get(*path).mistake(f"{'.'.join(path)} is missing; expected text")
    if len(places.operations) != 1:
        yield root.get("paths").mistake(f"expected one path with a {places.method} operation, found {len(places.operations)}")
    for called, item in root.get("paths").items():
        if not called.startswith("/") or called.startswith("//"):
            yield item.mistake(f"{called!r} is no path; expected one that begins with one slash")
    good = places.operation.get("responses", "200")
    if places.operations and not list(good.get("content").items()):
        yield good.mistake("the 200 response has no content; expected the schema of a good answer")
    yield from _in_json(good.get("content"), "the 200 response is")
    yield from _in_json(places.operation.get("requestBody", "content"), "the body is sent as")
    for status, response in places.responses:
        for kind, content in response.get("content").items():
            if not isinstance(content.get("schema").value, Mapping):
                yield content.mistake(f"response {status}, {kind}: 'schema' is missing")


def _in_json(content: Node, what: str) -> Iterator[Mistake]:
    """A body of which no documented media type is read or written."""
    kinds = [kind for kind, _ in content.items()]
    if kinds and not any(map(is_json, kinds)):
        yield content.mistake(
            f"{what} {' or '.join(kinds)}, and only JSON is read and sent: expected application/json or another type of one JSON value "
            "(lines of JSON, CSV, XML and forms are none)"
        )


def _parameters(places: Places) -> Iterator[Mistake]:
    seen: Counter[tuple[Any, Any]] = Counter()
    names: Counter[str] = Counter()
    for entry in places.parameter_entries:
        name, place = entry.get("name"), entry.get("in")
        if not isinstance(entry.value, Mapping) or not name.text:
            yield entry.mistake("expected a parameter with name, in and schema")
            continue
        if place.value not in _PLACES:
            form = ", or querystring with a form of named properties"
            yield place.mistake(f"parameter {name.text}: expected in to be one of {', '.join(_PLACES)}{form}")
        has = [word for word in ("schema", "content") if isinstance(entry.get(word).meant().value, Mapping)]
        if len(has) != 1:
            yield entry.mistake(f"parameter {name.text}: expected either schema or content")
        for kind, content in entry.get("content").items():
            if not isinstance(content.get("schema").meant().value, Mapping):
                yield content.mistake(f"parameter {name.text}, {kind}: 'schema' is missing")
        if "required" in entry.value and not isinstance(entry.value["required"], bool):
            yield entry.get("required").mistake(f"parameter {name.text}: expected required to be true or false")
        if place.value == "path" and entry.value.get("required") is not True:
            yield entry.mistake(f"parameter {name.text} stands in the path; expected required: true")
        seen[(name.text, str(place.value))] += 1
        names[name.text] += 1
        if seen[(name.text, str(place.value))] == 2 or names[name.text] == 2:
            yield name.mistake(f"the parameter {name.text!r} stands twice; expected one of each name")
    path = str(places.operation.path[1]) if len(places.operation.path) > 1 else ""
    for named, kind in places.parameter_places.items():
        if kind == "path" and "{" + named + "}" not in path:
            yield places.operation.mistake(f"the path {path} has no {{{named}}}; expected each path parameter in it")
    for step in path.split("/"):
        if step.startswith("{") and step.endswith("}") and places.parameter_places.get(step[1:-1]) != "path":
            yield places.operation.mistake(f"the path names {step}; expected a parameter of that name in the path")


@cache
def _extension(name: str | None) -> dict[str, Any]:
    """The schema of an extension, or of one definition in it."""
    schema: dict[str, Any] = json.loads((own_contracts() / "listing.schema.json").read_text(encoding="utf-8"))
    if name is not None:
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{name}"}
    return schema


@cache
def _decides(name: str | None) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_extension(name))


@cache
def _explains(name: str | None) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_extension(name))


def _held(block: Node, name: str | None) -> Iterator[Mistake]:
    """The mistakes of one extension against its schema."""
    if not block:
        yield block.mistake("'x-listing' is missing; docs/contract.md says what stands in it")
        return
    if _decides(name).is_valid(block.value):
        return
    for error in _explains(name).iter_errors(block.value):
        path = (*block.path, *error.absolute_path)
        what = ".".join(str(step) for step in path)
        for at, message in _said(error):
            yield block.document.mistake((*path, *at), f"{what}: {message}")


def _said(error: ValidationError) -> Iterator[tuple[tuple[str, ...], str]]:
    """What an error of the schema means, and how much further in it stands."""
    value: Any = error.instance
    wanted: Any = error.validator_value
    schema: Any = error.schema if isinstance(error.schema, Mapping) else {}
    meaning = f": {schema['description']}" if "description" in schema else ""
    if error.validator == "required":
        for key in wanted:
            if key not in value:
                yield (), f"{key!r} is missing{_choices(schema, key)}"
    elif error.validator == "dependentRequired":
        for key, needed in wanted.items():
            yield from (((), f"{one!r} is missing beside {key!r}") for one in needed if key in value and one not in value)
    elif error.validator == "additionalProperties":
        known = list(schema.get("properties", ()))
        for key in value:
            if key not in known:
                yield (key,), f"unknown word {key!r}; {instead(key, known)}"
    elif error.validator == "enum":
        yield _key(error), f"{quoted(value)} is unknown; {instead(value, wanted)}"
    elif error.validator == "type":
        kinds = [wanted] if isinstance(wanted, str) else wanted
        yield (), f"expected {' or '.join(_KINDS[kind] for kind in kinds)}{meaning}"
    elif error.validator == "const":
        yield (), f"expected {listed([wanted])}"
    elif error.validator == "pattern":
        yield _key(error), f"{value!r} does not have the form {wanted}{meaning}"
    elif error.validator in ("oneOf", "anyOf", "not"):
        yield (), _whole(error)
    elif error.validator is None:
        yield (), "does not go with the rest of this block; docs/contract.md says what does"
    elif error.validator in _COUNTS:
        yield (), f"expected {_COUNTS[str(error.validator)].format(wanted)}{meaning}"
    else:
        yield (), " ".join(error.message.split())[:200] + meaning


def _choices(schema: Mapping[str, Any], key: str) -> str:
    """The words among which one is to be chosen for a key that is missing; "" where it takes no such words."""
    held: Any = schema.get("properties", {}).get(key, {})
    if isinstance(held, Mapping) and "$ref" in held:
        held = reduce(lambda inner, step: inner[step], held["$ref"].removeprefix("#/").split("/"), _extension(None))
    return f"; expected one of {listed(held['enum'])}" if isinstance(held, Mapping) and "enum" in held else ""


def _key(error: ValidationError) -> tuple[str, ...]:
    """The step to the key that an error is about, where it is about a key rather than a value."""
    return (str(error.instance),) if "propertyNames" in error.absolute_schema_path else ()


def _whole(error: ValidationError) -> str:
    steps = list(error.absolute_path)
    if steps and steps[-1] == "shows":
        return "expected one of the forms of `shows` in docs/contract.md, whole and alone"
    if steps and steps[-1] == "pages":
        return f"expected exactly one of {', '.join(KINDS[:-1])} and {KINDS[-1]}"
    if error.validator == "not":
        return "`opaque` and `not-opaque` alone go without a field, every other reading with one"
    path, forms = [str(step) for step in error.absolute_schema_path], cast("Sequence[Any]", error.validator_value)
    if "dependentSchemas" in path and all(isinstance(one, Mapping) and set(one) == {"required"} for one in forms):
        beside = " or ".join(", ".join(one["required"]) for one in forms)
        return f"{path[path.index('dependentSchemas') + 1]} says nothing alone; expected {beside} beside it"
    return "expected a form of docs/contract.md"
