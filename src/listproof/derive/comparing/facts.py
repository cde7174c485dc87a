"""The facts of a contract as plain values, with where each stands: what a comparison compares.

It reads the YAML of docs/contract.md and asks for less than the loader of `listproof.contract` does, so that a
contract in the making, and one derived from a page that lost its records, can be compared too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from listproof.contract import pointer as pointers
from listproof.contract.files import reason, text_of
from listproof.contract.pointer import escaped
from listproof.contract.yaml_values import Loader
from listproof.derive.comparing.disputes import RecordedDispute
from listproof.derive.comparing.meanings import meanings
from listproof.derive.comparing.sentences import EXTENSION

__all__ = ["Facts", "Stated", "UnreadableContract", "facts_of", "read_contract"]

_FACETS = ("minimum", "maximum", "minLength", "maxLength", "pattern", "default", "format")


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact: its value and its source (`document`, `table`, `row`, `grade`, `basis`); `own` tells that the source
    is that of the facet itself (`but`) and not that of its parameter or field. `facet` says of which facet it is ("" for the whole), for an
    id does not: a parameter may itself be called `type`."""

    value: Any
    source: Mapping[str, Any]
    own: bool = False
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Every fact of a contract by its id, its disputes, the documents that it names, the lines of its `x-listing` and where they stand,
    and of each document the digests of its sentences by row."""

    stated: Mapping[str, Stated]
    disputes: tuple[RecordedDispute, ...]
    documents: Mapping[str, Any]
    listing_sources: Mapping[str, Mapping[str, Any]]
    meanings: Mapping[str, Any]
    sentences: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def dispute(self, fact: str, value: Any) -> str | None:
        """The id of the dispute of which a reading gives a fact this value (None: does not give it); None where no reading does."""
        return next((one.id for one in self.disputes if one.settles(fact, value)), None)

    def meant(self, fact: str) -> Stated | None:
        """A line of `x-listing` with its source: its own, that of the line that holds it, or that of its parameter."""
        if fact not in self.meanings:
            return None
        source: Mapping[str, Any] | None = None
        holder = fact
        while source is None and holder:
            source = self.listing_sources.get(holder)
            holder = holder.rpartition(".")[0]
        name = re.match(r"(?:filters|base)\.(.+?)(?:\.(?:absent|everything|yields-to|separator|needs|widens|names|only-when))?$", fact)
        if source is None and name and f"parameters.{name.group(1)}" in self.stated:
            source = self.stated[f"parameters.{name.group(1)}"].source
        return Stated(self.meanings[fact], source or {})


class UnreadableContract(ValueError):
    """A contract that cannot be compared; the message is one sentence that names the file."""


def read_contract(path: Path) -> Mapping[str, Any]:
    """The YAML of a contract: a file, or a folder that holds `openapi.yaml`.

    Raises UnreadableContract where it is missing, no YAML, or no OpenAPI document.
    """
    file = path / "openapi.yaml" if path.is_dir() else path
    try:
        value = yaml.load(text_of(file), Loader=Loader)
    except OSError as error:
        raise UnreadableContract(f"{file} cannot be read: {reason(error)}; name a contract's folder or file") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        raise UnreadableContract(f"{file}{line} is no YAML; `listproof lint` says more") from error
    if not isinstance(value, Mapping) or not isinstance(value.get("paths"), Mapping):
        raise UnreadableContract(f"{file} is no OpenAPI document: it has no `paths`")
    return value


def facts_of(contract: Mapping[str, Any]) -> Facts:
    """Every fact of a contract. Raises UnreadableContract where its shape is not that of docs/contract.md."""
    try:
        stated = dict(_Reader(contract).facts())
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError, StopIteration) as error:
        raise UnreadableContract(f"the contract is not of the form of docs/contract.md ({error}); `listproof lint` says more") from error
    listing = contract.get("x-listing") or _on_operation(contract) or {}
    disputes = tuple(
        RecordedDispute(str(one["id"]), tuple(one.get("about", ())), tuple(one.get("readings", ())))
        for one in contract.get("x-disputes") or ()
    )
    known = contract.get(EXTENSION)
    sentences = {str(key): rows for key, rows in (known.items() if isinstance(known, Mapping) else ()) if isinstance(rows, Mapping)}
    return Facts(stated, disputes, contract.get("x-documents") or {}, listing.get("sources") or {}, meanings(listing), sentences)


def _on_operation(contract: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The listing of the first operation that carries one."""
    operations = (one for item in contract["paths"].values() for one in item.values() if isinstance(one, Mapping))
    return next((one["x-listing"] for one in operations if isinstance(one.get("x-listing"), Mapping)), None)


class _Reader:
    """Walks one contract; references inside the file are followed."""

    def __init__(self, contract: Mapping[str, Any]) -> None:
        self.root = contract

    def follow(self, schema: Any) -> Any:
        for _ in range(20):
            if not (isinstance(schema, Mapping) and isinstance(schema.get("$ref"), str)):
                return schema
            target = pointers.at(self.root, schema["$ref"].lstrip("#"))
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**(target if isinstance(target, Mapping) else {}), **beside}
        return {}

    def facts(self) -> Iterator[tuple[str, Stated]]:
        for path, item in self.root["paths"].items():
            for method, operation in item.items():
                if method not in ("get", "post", "put", "delete", "patch"):
                    continue
                source = operation.get("x-source") or {}
                yield "path", Stated(path, source)
                yield "method", Stated(method.upper(), source)
                for parameter in [*item.get("parameters", []), *operation.get("parameters", [])]:
                    yield from self.parameter(self.follow(parameter))
                yield from self.body(operation)
                yield from self.answers(operation.get("responses") or {})

    def parameter(self, one: Mapping[str, Any]) -> Iterator[tuple[str, Stated]]:
        source = one.get("x-source") or {}
        content = one.get("content")
        schema = self.follow(next(iter(content.values()))["schema"] if content else one.get("schema") or {})
        yield from self.described(f"parameters.{one['name']}", schema, source, bool(one.get("required")), one["in"], one.get("example"))
        yield from self.properties(f"parameters.{one['name']}", schema, one["in"])

    def body(self, operation: Mapping[str, Any]) -> Iterator[tuple[str, Stated]]:
        for media in ((operation.get("requestBody") or {}).get("content") or {}).values():
            yield from self.properties("parameters", self.follow(media.get("schema") or {}), "body")
            return

    def properties(self, prefix: str, schema: Mapping[str, Any], where: str) -> Iterator[tuple[str, Stated]]:
        inner = self.follow(schema["items"]) if "items" in schema and "properties" not in schema else schema
        for name, one in (inner.get("properties") or {}).items():
            one = self.follow(one)
            example = next(iter(one.get("examples") or ()), None)
            yield from self.described(f"{prefix}.{name}", one, one.get("x-source") or {}, name in inner.get("required", ()), where, example)
            yield from self.properties(f"{prefix}.{name}", one, where)

    def described(
        self, name: str, schema: Mapping[str, Any], source: Mapping[str, Any], required: bool, where: str, example: Any
    ) -> Iterator[tuple[str, Stated]]:
        yield name, Stated(True, source)
        yield f"{name}.in", self.facet(where, source, "in")
        yield f"{name}.required", self.facet(required, source, "required")
        yield from self.facets(name, schema, source)
        if example is not None:
            yield f"{name}.example", self.facet(example, source, "example")

    def facets(self, name: str, schema: Mapping[str, Any], source: Mapping[str, Any]) -> Iterator[tuple[str, Stated]]:
        if "type" in schema:
            types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
            yield f"{name}.type", self.facet(tuple(one for one in types if one != "null"), source, "type")
            if "null" in types:
                yield f"{name}.null", self.facet(True, source, "null")
        for facet in _FACETS:
            if facet in schema:
                yield f"{name}.{facet}", self.facet(schema[facet], source, facet)
        holder = self.holding(schema)
        if "enum" in holder:
            yield f"{name}.enum", self.facet(tuple(value for value in holder["enum"] if value is not None), source, "enum")

    def holding(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The schema that lists values: of an array that of its items, unless it lists them itself."""
        for _ in range(20):
            if "enum" in schema or not isinstance(schema.get("items"), Mapping):
                break
            schema = self.follow(schema["items"])
        return schema

    def facet(self, value: Any, source: Mapping[str, Any], facet: str) -> Stated:
        but = (source.get("but") or {}).get(facet)
        return Stated(value, but if but is not None else source, but is not None, facet)

    def answers(self, responses: Mapping[Any, Any]) -> Iterator[tuple[str, Stated]]:
        for status, answer in responses.items():
            answer = self.follow(answer)
            source = answer.get("x-source") or {}
            yield f"status.{status}", Stated(True, source)
            for name, header in (answer.get("headers") or {}).items():
                yield f"headers.{status}.{name}", Stated(True, self.follow(header).get("x-source") or {})
            for code in answer.get("x-error-codes") or ():
                yield f"status.{status}.codes.{code['code']}", Stated(code.get("message"), code.get("x-source") or {})
            for media in (answer.get("content") or {}).values():
                for label, example in (media.get("examples") or {}).items():
                    if isinstance(example, Mapping) and "value" in example:
                        name = "example" if str(status) == "200" else f"status.{status}.example.{label}"
                        yield name, Stated(example["value"], example.get("x-source") or {})
                        break
                if str(status) == "200":
                    yield from self.fields(media.get("schema") or {}, "", True, 0)
                break

    def fields(self, schema: Any, at: str, required: bool, depth: int) -> Iterator[tuple[str, Stated]]:
        schema = self.follow(schema)
        if depth > 60 or not isinstance(schema, Mapping):
            return
        if at and "x-source" in schema:
            source = schema["x-source"]
            yield f"fields.{at}", Stated(True, source)
            if required:
                yield f"fields.{at}.required", self.facet(True, source, "required")
            yield from self.facets(f"fields.{at}", schema, source)
        elif at.endswith("/*") and schema.get("type") not in (None, "object", "array"):
            yield f"fields.{at}.type", Stated((schema["type"],), {}, facet="type")
        for name, inner in (schema.get("properties") or {}).items():
            step = escaped(str(name))
            yield from self.fields(inner, f"{at}/{step}", name in schema.get("required", ()), depth + 1)
        if isinstance(schema.get("items"), Mapping):
            yield from self.fields(schema["items"], at + "/*", True, depth + 1)
