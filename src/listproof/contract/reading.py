"""From a contract file to a Contract: one pass that reads, resolves references and refuses what cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from listproof.contract import words
from listproof.contract.answer import fields, pending, schema_at, source
from listproof.contract.catalogue import catalogue
from listproof.contract.folders import told_folder
from listproof.contract.media import spoken
from listproof.contract.model import Contract, Dispute, DisputeReading, ErrorForm, Pages, Parameter, Scope, Source
from listproof.contract.parameters import parameters
from listproof.contract.references import resolved
from listproof.contract.rules import formed, unusable
from listproof.contract.rules.places import Places
from listproof.contract.telling import meant
from listproof.contract.text import ContractError, Document, Mistake

__all__ = ["build", "load", "load_all", "slugs"]


def slugs(folder: Path | None = None) -> tuple[str, ...]:
    """The slugs of every contract in a folder, sorted. Raises ContractError where the folder is missing or empty."""
    return tuple(catalogue(folder))


def load(slug: str, folder: Path | None = None) -> Contract:
    """The contract of a slug. Raises ContractError with file, line and expectation of each mistake."""
    known = catalogue(folder)
    if slug not in known:
        message = f"has no contract {slug!r}; {meant(slug, known)}"
        raise ContractError((Mistake(told_folder(folder), 0, message),))
    return build(known[slug].document(), slug)


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
        return reader.contract(places)
    except ContractError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        message = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) and error.args else str(error)
        raise ContractError((document.mistake(reader.at, f"{message}; expected the form of docs/contract.md"),)) from error


def _fixed(listing: Mapping[str, Any], worded: Mapping[str, Any]) -> set[str]:
    """The record pointers whose times every record has from the first: what is settled, and what closes and orders the listing."""
    order, closes = worded["order"], [one for one in worded["filters"] if one.name == listing.get("close")]
    named = {name for name, _ in (*([order.default] if order.default else []), *order.then)} if order else set()
    ordering = {key.field for key in order.keys if key.name in named} if order else set()
    closing = {one.field.absent for one in closes if one.field.absent}
    return {*listing.get("settled", ()), *listing.get("identity", ()), *ordering, *closing}


class _Reader:
    """Walks one document; `at` is the path of what it reads now, so that a mistake can be shown there."""

    def __init__(self, document: Document, slug: str) -> None:
        self.document = document
        self.slug = slug
        self.at: tuple[str | int, ...] = ()

    def contract(self, places: Places) -> Contract:
        root: Mapping[str, Any] = self.document.value
        listing: Mapping[str, Any] = root["x-listing"]
        _, path, method = places.operation.path[:3]
        operation = places.operation.value
        self.at = (*places.operation.path, "responses", "200")
        good = resolved(operation["responses"]["200"], root)
        media_type = spoken(good["content"]) or ""
        answer_schema = good["content"][media_type]["schema"]
        example, example_source = self.example(good["content"][media_type], good)
        if "x-implied" in root and "x-source" in good:
            example_source = source(good["x-source"])
        records = str(listing["records"])
        record_schema = schema_at(answer_schema, records + "/*")
        if record_schema is None:
            message = f"records {records!r} leads to no array of records in the 200 answer"
            raise ContractError((self.document.mistake(("x-listing", "records"), message),))
        shown = fields(answer_schema, records)
        worded = self.words(listing)
        shown = pending(shown, _fixed(listing, worded), own="x-implied" in root)
        self.at = (*places.operation.path, "parameters")
        asked = self.parameters(places, root, listing, {field.within: field for field in shown if field.within is not None})
        worded["filters"] = words.by_default(words.in_seconds(worded["filters"], asked), listing.get("filters"), asked)
        worded["pages"] = self.safe(worded["pages"], asked)
        return Contract(
            slug=self.slug,
            file=self.document.file,
            vendor=str(root.get("x-vendor", "")),
            product=str(root.get("x-product", "")),
            title=str(root.get("info", {}).get("title", self.slug)),
            documents=root.get("x-documents", {}),
            path=str(path),
            operation=str(operation.get("operationId", "list")),
            parameters=asked,
            fields=shown,
            record_schema=record_schema,
            answer_schema=answer_schema,
            error_schema=self.error_schema(operation, root),
            media_type=media_type,
            example=example,
            example_source=example_source,
            records=records,
            success=listing.get("success", {}),
            identity=tuple(listing.get("identity", ())),
            settled=tuple(listing.get("settled", ())),
            scopes=tuple(self.scopes(listing)),
            **worded,
            base=listing.get("base") or {},
            close=listing.get("close"),
            sign_in=tuple(listing.get("sign-in", ())),
            errors=tuple(self.errors(listing)),
            disputes=tuple(self.disputes(root)),
            sources=self.sources(listing),
            not_testable=listing.get("not-testable") or {},
            equivalent=listing.get("equivalent") or {},
            raw=root,
            method="POST" if method == "post" else "GET",
            sent_as=spoken(resolved(operation.get("requestBody", {}), root).get("content", ())) or "application/json",
            implied=self.implied(root, listing),
        )

    def words(self, listing: Mapping[str, Any]) -> dict[str, Any]:
        """The blocks that have modules of their own."""
        blocks: tuple[tuple[str, str, Callable[[Any], Any]], ...] = (
            ("pages", "pages", words.pages),
            ("total", "total", words.total),
            ("page_count", "total", words.page_count),
            ("shown_count", "total", words.shown_count),
            ("order", "order", words.order),
            ("filters", "filters", words.filters),
            ("apart", "apart", words.apart),
            ("projections", "projects", words.projections),
        )
        found = {}
        for name, word, read_block in blocks:
            self.at = ("x-listing", word)
            found[name] = read_block(listing.get(word))
        return found

    def parameters(self, places: Places, root: Mapping[str, Any], listing: Mapping[str, Any], shown: Any) -> tuple[Parameter, ...]:
        """The parameters of the operation, and those that filters make of them."""
        own = parameters(places.operation.value, root["paths"][places.operation.path[1]], root)
        known = {one.name: one for one in own}
        self.at = ("x-listing", "pages", "window")
        window = tuple(words.windowed(listing.get("pages"), known))
        self.at = ("x-listing", "order")
        named = (listing.get("sources") or {}).get("order.by")
        keys = tuple(words.keyed(listing.get("order"), known, source(named) if named else self.implied(root, listing)))
        self.at = ("x-listing", "filters")
        return words.held_against_days(
            (*own, *window, *keys, *words.virtual(listing.get("filters"), known, shown)), listing.get("filters"), shown
        )

    def safe(self, pages: Pages, parameters: tuple[Parameter, ...]) -> Pages:
        """The pages with the largest size that is safe, if need be that of its parameter. Raises ValueError where nothing shows one."""
        if not pages.sized or pages.size.safe:
            return pages
        self.at = ("x-listing", "pages", "size")
        schema = next((one.schema for one in parameters if one.name == pages.size.parameter), {})
        largest = words.safe_size(schema)
        if largest is None:
            raise ValueError("safe is missing")
        return replace(pages, size=replace(pages.size, safe=largest))

    def example(self, *holders: Mapping[str, Any]) -> tuple[Any, Source | None]:
        for holder in holders:
            for example in (holder.get("examples") or {}).values():
                return example.get("value"), source(example["x-source"]) if "x-source" in example else None
            if "example" in holder:
                return holder["example"], source(holder["x-source"]) if "x-source" in holder else None
        return None, None

    def error_schema(self, operation: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
        """The schema that `components` calls Error, else what the responses of 4xx and 5xx describe, any of them."""
        named = root.get("components", {}).get("schemas", {}).get("Error")
        if named is not None:
            return resolved(named, root)  # type: ignore[no-any-return]
        forms: list[Any] = []
        for status, response in operation["responses"].items():
            if str(status)[:1] in ("4", "5") or status == "default":
                content = resolved(response, root).get("content") or {}
                forms += [inner["schema"] for inner in content.values() if "schema" in inner and inner["schema"] not in forms]
        return {} if not forms else forms[0] if len(forms) == 1 else {"anyOf": forms}

    def implied(self, root: Mapping[str, Any], listing: Mapping[str, Any]) -> Source | None:
        """The source of what names none, where the file itself is the document: its x-listing, graded as that says."""
        given = root.get("x-implied")
        return source({**given, "grade": listing.get("grade", given["grade"])}) if given else None

    def scopes(self, listing: Mapping[str, Any]) -> Iterator[Scope]:
        for name, scope in (listing.get("scope") or {}).items():
            self.at = ("x-listing", "scope", name)
            yield Scope(name, scope.get("field"), scope.get("as") == "text")

    def errors(self, listing: Mapping[str, Any]) -> Iterator[ErrorForm]:
        for kind, form in (listing.get("errors") or {}).items():
            self.at = ("x-listing", "errors", kind)
            named = (listing.get("sources") or {}).get(f"errors.{kind}")
            place = source(named or form)
            yield ErrorForm(kind, int(form["status"]), form["body"], place, form.get("headers") or {})

    def disputes(self, root: Mapping[str, Any]) -> Iterator[Dispute]:
        for index, one in enumerate(root.get("x-disputes") or ()):
            self.at = ("x-disputes", index)
            readings = tuple(DisputeReading(str(r["says"]), source(r["evidence"]), r["shows"]) for r in one["readings"])
            yield Dispute(one["id"], tuple(one["about"]), one.get("question", ""), readings)

    def sources(self, listing: Mapping[str, Any]) -> dict[str, Source]:
        self.at = ("x-listing", "sources")
        return {fact: source(given) for fact, given in (listing.get("sources") or {}).items()}
