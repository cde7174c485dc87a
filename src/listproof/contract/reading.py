"""From a contract file to a Contract: one pass that reads, resolves references and refuses what cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from listproof.contract.folders import contracts_folder
from listproof.contract.model import (
    AnswerPlace,
    Choice,
    Contract,
    Dispute,
    DisputeReading,
    ErrorForm,
    Field,
    Filter,
    Lead,
    Order,
    OrderKey,
    Pages,
    Parameter,
    Scope,
    Size,
    Source,
    Total,
    Turn,
)
from listproof.contract.references import resolved
from listproof.contract.rules import formed, unusable
from listproof.contract.rules.places import Places
from listproof.contract.text import ContractError, Document, Mistake, read

__all__ = ["build", "load", "load_all", "slugs"]


def slugs(folder: Path | None = None) -> tuple[str, ...]:
    """The slugs of every contract in a folder, sorted. Raises ContractError where the folder is missing or empty."""
    place = contracts_folder(folder)
    found = tuple(sorted(path.parent.name for path in place.glob("*/openapi.yaml")))
    if not found:
        raise ContractError((Mistake(str(place), 1, "holds no contract; expected folders <slug>/openapi.yaml"),))
    return found


def load(slug: str, folder: Path | None = None) -> Contract:
    """The contract of a slug. Raises ContractError with file, line and expectation of each mistake."""
    place = contracts_folder(folder)
    path = place / slug / "openapi.yaml"
    if not path.exists():
        known = ", ".join(slugs(folder))
        raise ContractError((Mistake(str(place), 1, f"has no contract {slug!r}; expected one of {known}"),))
    return build(read(path), slug)


def load_all(folder: Path | None = None) -> tuple[Contract, ...]:
    """Every contract of a folder, by slug."""
    return tuple(load(slug, folder) for slug in slugs(folder))


def build(document: Document, slug: str) -> Contract:
    """The contract of a document already read.

    Raises ContractError with every mistake of form; `listproof lint` finds finer ones, such as pointers that lead nowhere.
    """
    places = Places(document)
    wrong = (*formed(places), *unusable(places))
    if wrong:
        raise ContractError(tuple(sorted(set(wrong))))
    reader = _Reader(document, slug)
    try:
        return reader.contract()
    except ContractError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        message = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) and error.args else str(error)
        raise ContractError((document.mistake(reader.at, f"{message}; expected the form of docs/contract.md"),)) from error


_NAMES: dict[type, str] = {dict: "an object", str: "text"}


class _Reader:
    """Walks one document; `at` is the path of what it reads now, so that a mistake can be shown there."""

    def __init__(self, document: Document, slug: str) -> None:
        self.document = document
        self.slug = slug
        self.at: tuple[str | int, ...] = ()

    def fail(self, message: str, *path: str | int) -> ContractError:
        return ContractError((self.document.mistake(path or self.at, message),))

    def need(self, value: Any, *path: str | int, kind: type = dict) -> Any:
        self.at = path
        for step in path:
            if not isinstance(value, Mapping) or step not in value:
                raise self.fail(f"{step!r} is missing; expected {'.'.join(map(str, path))}", *path)
            value = value[step]
        if not isinstance(value, kind):
            raise self.fail(f"expected {_NAMES[kind]} at {'.'.join(map(str, path))}", *path)
        return value

    def contract(self) -> Contract:
        root = self.document.value
        if not isinstance(root, Mapping):
            raise self.fail("expected an OpenAPI 3.1 document, an object with openapi, info, paths")
        listing = self.need(root, "x-listing")
        paths = self.need(root, "paths")
        operations = [(path, item["get"]) for path, item in paths.items() if isinstance(item, Mapping) and "get" in item]
        if len(operations) != 1:
            raise self.fail(f"expected one path with a get operation, found {len(operations)}", "paths")
        path, get = operations[0]
        self.at = ("paths", path, "get", "parameters")
        shared = paths[path].get("parameters", [])
        parameters = tuple(self.parameters([*shared, *get.get("parameters", [])], root))
        records = str(self.need(root, "x-listing", "records", kind=str))
        self.at = ("paths", path, "get", "responses", "200")
        content = get["responses"]["200"]["content"]
        media_type = next(iter(content))
        answer_schema = resolved(content[media_type]["schema"], root)
        self.need(root, "components", "schemas")
        example, example_source = self.example(content[media_type], get["responses"]["200"])
        fields = tuple(_fields(answer_schema, records))
        within = {one.pointer: one for one in fields}
        if not any(pointer.startswith(records + "/*/") for pointer in within):
            raise self.fail(f"records {records!r} leads to no array of records in the 200 answer", "x-listing", "records")
        self.at = ("components", "schemas")
        schemas = root["components"]["schemas"]
        return Contract(
            slug=self.slug,
            file=self.document.file,
            vendor=str(root.get("x-vendor", "")),
            product=str(root.get("x-product", "")),
            title=str(root.get("info", {}).get("title", self.slug)),
            documents=root.get("x-documents", {}),
            path=path,
            operation=str(get.get("operationId", "list")),
            parameters=parameters,
            fields=fields,
            record_schema=resolved(schemas["Record"], root),
            answer_schema=answer_schema,
            error_schema=resolved(schemas.get("Error", {}), root),
            media_type=media_type,
            example=example,
            example_source=example_source,
            records=records,
            total=self.total(listing),
            success=listing.get("success", {}),
            identity=tuple(_fields_of(listing.get("identity", ()))),
            settled=tuple(listing.get("settled", ())),
            scopes=tuple(self.scopes(listing)),
            pages=self.pages(listing),
            order=self.order(listing),
            filters=tuple(self.filters(listing)),
            base=listing.get("base") or {},
            close=listing.get("close"),
            sign_in=tuple(listing.get("sign-in", ())),
            errors=tuple(self.errors(listing)),
            disputes=tuple(self.disputes(root)),
            sources=self.sources(listing),
            not_testable=listing.get("not-testable") or {},
            equivalent=listing.get("equivalent") or {},
            raw=root,
        )

    def parameters(self, items: list[Any], root: Mapping[str, Any]) -> Iterator[Parameter]:
        base = self.at
        for index, item in enumerate(items):
            self.at = (*base, index)
            item = resolved(item, root)
            source, facets = self.source(item)
            content = item.get("content")
            schema = next(iter(content.values()))["schema"] if content else item["schema"]
            yield Parameter(
                name=item["name"],
                place=item["in"],
                schema=schema,
                source=source,
                required=bool(item.get("required", False)),
                example=item.get("example", _first(schema.get("examples"))),
                facets=facets,
            )
            if not content:
                continue
            for name, inner in schema.get("properties", {}).items():
                source, facets = self.source(inner)
                yield Parameter(
                    name=f"{item['name']}.{name}",
                    place=item["in"],
                    schema=inner,
                    source=source,
                    required=name in schema.get("required", ()),
                    carrier=item["name"],
                    example=_first(inner.get("examples")),
                    facets=facets,
                )

    def source(self, item: Mapping[str, Any]) -> tuple[Source, dict[str, Source]]:
        given = item.get("x-source")
        if given is None:
            return Source("", grade="unknown"), {}
        return _source(given), {facet: _source(other) for facet, other in given.get("but", {}).items()}

    def example(self, *holders: Mapping[str, Any]) -> tuple[Any, Source | None]:
        for holder in holders:
            for example in (holder.get("examples") or {}).values():
                return example.get("value"), _source(example["x-source"]) if "x-source" in example else None
            if "example" in holder:
                return holder["example"], _source(holder["x-source"]) if "x-source" in holder else None
        return None, None

    def total(self, listing: Mapping[str, Any]) -> Total | None:
        self.at = ("x-listing", "total")
        total = listing.get("total")
        return Total(AnswerPlace("pointer", total["at"]), _several(total["counts"])) if total else None

    def scopes(self, listing: Mapping[str, Any]) -> Iterator[Scope]:
        for name, scope in (listing.get("scope") or {}).items():
            self.at = ("x-listing", "scope", name)
            yield Scope(name, scope.get("field"), scope.get("as") == "text")

    def pages(self, listing: Mapping[str, Any]) -> Pages:
        self.at = ("x-listing", "pages")
        pages = listing["pages"]
        size = pages["size"]
        kind = next((kind for kind in ("offset", "number", "cursor") if kind in pages), None)
        if kind is None:
            raise self.fail("expected one of offset, number or cursor in pages")
        if kind == "cursor":
            raise self.fail("pages.cursor cannot be followed yet; expected offset or number", "x-listing", "pages", "cursor")
        step = pages[kind]
        return Pages(
            kind=kind,  # type: ignore[arg-type]
            parameter=step["parameter"],
            size=Size(size["parameter"], size["means"], int(size["safe"]), size.get("echo")),
            first=int(step.get("first", 1 if kind == "number" else 0)),
            past_end=step.get("past-end"),
            echo=step.get("echo"),
            next=Lead(AnswerPlace("pointer", step["next"]), "token", step["parameter"]) if "next" in step else None,
        )

    def order(self, listing: Mapping[str, Any]) -> Order | None:
        self.at = ("x-listing", "order")
        order = listing.get("order", "unspecified")
        if order == "unspecified":
            return None
        default = order.get("default")
        return Order(
            keys=tuple(OrderKey(name, key["field"], key["as"]) for name, key in order["keys"].items()),
            by=order.get("by"),
            direction=order.get("direction"),
            default=(str(default[0]), str(default[1])) if default else None,
            turn=Turn("parameter", "asc", "desc") if order.get("direction") else None,
        )

    def filters(self, listing: Mapping[str, Any]) -> Iterator[Filter]:
        for name, one in (listing.get("filters") or {}).items():
            self.at = ("x-listing", "filters", name)
            absent = one.get("absent", "everything")
            yield Filter(
                name=name,
                field=_choice(one.get("field"), str),
                matches=_choice(one["matches"], _several),
                compares=one.get("as", "text"),
                absent=tuple(absent) if isinstance(absent, list) else (absent,),
                everything=one.get("everything"),
                yields_to=one.get("yields-to"),
                needs=one.get("needs") or {},
                widens=bool(one.get("widens", False)),
                separator=one.get("separator"),
                names=one.get("names"),
            )

    def errors(self, listing: Mapping[str, Any]) -> Iterator[ErrorForm]:
        for kind, form in (listing.get("errors") or {}).items():
            self.at = ("x-listing", "errors", kind)
            source = _source((listing.get("sources") or {}).get(f"errors.{kind}") or form)
            yield ErrorForm(kind, int(form["status"]), form["body"], source, form.get("headers") or {})

    def disputes(self, root: Mapping[str, Any]) -> Iterator[Dispute]:
        for index, one in enumerate(root.get("x-disputes") or ()):
            self.at = ("x-disputes", index)
            readings = tuple(DisputeReading(str(r["says"]), _source(r["evidence"]), r["shows"]) for r in one["readings"])
            yield Dispute(one["id"], tuple(one["about"]), one.get("question", ""), readings)

    def sources(self, listing: Mapping[str, Any]) -> dict[str, Source]:
        self.at = ("x-listing", "sources")
        return {fact: _source(given) for fact, given in (listing.get("sources") or {}).items()}


def _source(given: Mapping[str, Any]) -> Source:
    return Source(
        document=str(given.get("document", "")),
        table=str(given.get("table", "")),
        row=str(given.get("row", "")),
        grade=given.get("grade", "unknown"),
        basis=given.get("basis", "documented"),
    )


def _several(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _choice(given: Any, read_one: Any) -> Choice[Any]:
    if isinstance(given, Mapping):
        absent = given.get("absent")
        when = {str(value): read_one(inner) for value, inner in (given.get("when") or {}).items()}
        return Choice(None if absent is None else read_one(absent), given["chosen-by"], when)
    return Choice(None if given is None else read_one(given))


def _fields_of(given: Any) -> tuple[str, ...]:
    return tuple(given["fields"]) if isinstance(given, Mapping) else tuple(given)


def _first(values: Any) -> Any:
    return values[0] if isinstance(values, list) and values else None


def _fields(schema: Mapping[str, Any], records: str, pointer: str = "", required: bool = True) -> Iterator[Field]:
    """Every described field of the answer, outermost first; items of arrays stand at `*`."""
    if pointer and "x-source" in schema:
        facets = {facet: _source(other) for facet, other in schema["x-source"].get("but", {}).items()}
        start = records + "/*"
        within = pointer[len(start) :] if pointer.startswith(start + "/") else None
        yield Field(pointer, schema, _source(schema["x-source"]), required, within, facets)
    for name, inner in (schema.get("properties") or {}).items():
        step = name.replace("~", "~0").replace("/", "~1")
        yield from _fields(inner, records, f"{pointer}/{step}", name in schema.get("required", ()))
    if isinstance(schema.get("items"), Mapping):
        yield from _fields(schema["items"], records, pointer + "/*", True)
