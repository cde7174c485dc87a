"""From one list operation to its x-listing: every fact a guess, with the reason for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from listproof.contract import Contract, ContractError, Document, Mistake, build, facts, is_json
from listproof.contract.documents import excerpt, of_openapi
from listproof.contract.lint import lint
from listproof.contract.model import Parameter
from listproof.contract.parameters import parameters
from listproof.contract.pointer import unescaped
from listproof.contract.references import Unfolding
from listproof.openapi.filtering import filtering
from listproof.openapi.leading import is_link, nexts
from listproof.openapi.lists import by_members
from listproof.openapi.operations import ListOperation
from listproof.openapi.ordering import GuessedOrder, ordering
from listproof.openapi.paging import paging
from listproof.openapi.projecting import projecting
from listproof.openapi.records import identity
from listproof.openapi.shapes import Shown, item, kinds, properties, single_values
from listproof.openapi.signing import sign_in
from listproof.openapi.spellings import BEHIND
from listproof.openapi.totals import total_places, totalling
from listproof.openapi.windows import ranged
from listproof.openapi.words import bare

__all__ = ["Draft", "drafted", "graded", "regraded"]

_DOCUMENTED = ("parameters.", "fields.", "status.", "media-type", "example", "disputes.", "sign-in")
"""The beginnings of the ids of facts that the file itself states."""


@dataclass(frozen=True)
class Draft:
    """The x-listing of one operation as guessed: the block, the reason for each of its words, and the whole document with it.

    `totals` are the places that may hold the total, the likeliest first, with what each counts and why; `single` the pointers of the
    single values of a record; `any_key` that the order was guessed by fields alone, for the file names no key, and `refusing` that by
    custom what is no key is refused. `link` is what stands in an answer and is called as a link to the next page is, with its schema.
    """

    operation: ListOperation
    listing: Mapping[str, Any]
    reasons: Mapping[str, str]
    document: Document
    totals: tuple[tuple[Any, str, str], ...] = ()
    single: tuple[str, ...] = ()
    any_key: bool = False
    refusing: bool = False
    link: tuple[str, Mapping[str, Any]] | None = None


def drafted(document: Document, operation: ListOperation) -> Draft:
    """The guess at an operation of a document of OpenAPI 3, or what it says of itself where it has an `x-listing`.

    Raises ContractError where the operation cannot be read at all.
    """
    with of_openapi(document.file, operation.path):
        try:
            if operation.stated:
                return _stated(excerpt(document, operation.path, "get"), operation)
            return _drafted(excerpt(document, operation.path, "get", {}), document, operation)
        except Unfolding as error:
            raise ContractError((Mistake(document.file, 0, f"{operation.path}: {error}"),)) from None


def _stated(alone: Document, operation: ListOperation) -> Draft:
    """An operation that says itself what it lists, as it stands."""
    mistakes = lint(alone, operation.slug).mistakes
    if mistakes:
        raise ContractError(mistakes)
    return Draft(operation, {"sign-in": [], **alone.value["x-listing"]}, {}, alone)


def _drafted(alone: Document, document: Document, operation: ListOperation) -> Draft:
    item_, root = alone.value["paths"][operation.path], alone.value
    described = item_["get"]
    entries = [*(item_.get("parameters") or ()), *(described.get("parameters") or ())]
    asked = parameters(described, item_, root)
    query = {one.name: _schema(one, entries) for one in asked if one.place == "query" and one.carrier is None}
    good = described["responses"]["200"]
    answer = next(held["schema"] for kind, held in good["content"].items() if is_json(kind))
    sent = {one.name: _schema(one, entries) for one in asked if one.place == "header"}
    listing, reasons, ordered = _listing(operation, query, answer, good.get("headers") or {}, sent)
    ways, why = sign_in({**document.value, "security": root.get("security")}, described)
    listing["sign-in"], reasons["sign-in"] = list(ways), why
    scope: dict[str, Any] = {name: {} for name in operation.path_parameters}
    if scope:
        listing["scope"], reasons["scope"] = scope, "the parameters of the path"
    base = {one.name: _any_value(one) for one in asked if _is_unknown(one, listing)}
    if base:
        listing["base"] = {**listing.get("base", {}), **base}
        reasons["base"] = "mandatory, and no value is known: replace what stands here by one that is"
    listing["errors"] = {}
    totals = tuple(total_places(answer, good.get("headers") or {}))
    single = tuple(single_values(_record(answer, operation.records)))
    whole = replace(alone, value={**root, "x-listing": listing})
    link = next((found for found in nexts(answer, operation.records) if is_link(found)), None)
    return regraded(Draft(operation, listing, reasons, whole, totals, single, ordered.any_key, ordered.refusing, link), {})


def regraded(draft: Draft, seen: Mapping[str, str]) -> Draft:
    """A draft whose document holds its listing as it is now: `seen` names the facts that asking showed, all others are guesses."""
    implied = draft.document.value["x-implied"]
    places = {fact: {"document": str(implied["document"]), "row": what, "grade": "seen"} for fact, what in seen.items()}
    open_media = draft.document.value.get("x-open-media")
    listing = {**draft.listing, "sources": {**({"media-type": open_media} if open_media else {}), **places}}
    return replace(
        draft, document=graded(replace(draft.document, value={**draft.document.value, "x-listing": listing}), draft.operation.slug)
    )


def _listing(
    operation: ListOperation, query: Shown, answer: Mapping[str, Any], headers: Mapping[str, Any], sent: Shown
) -> tuple[dict[str, Any], dict[str, str], GuessedOrder]:
    """The words that parameters and answer decide, each with its reason; and how the order was guessed."""
    record = _record(answer, operation.records)
    known, why_known = identity(record, operation.path)
    if not known:
        raise ContractError((Mistake(operation.path, 0, f"{why_known}; say in x-listing what tells them apart"),))
    fields = single_values(record)
    cut = paging(query, answer, operation.records, headers)
    misled = _of_no_record(cut.block, query, record, known)
    if misled:
        cut = paging({name: schema for name, schema in query.items() if name != misled}, answer, operation.records, headers)
    if cut.block == "none":
        cut = ranged(sent, headers, query) or cut
    left = {name: schema for name, schema in query.items() if name not in cut.taken}
    ordered = ordering(left, fields, known, query)
    left = {name: schema for name, schema in left.items() if name not in ordered.taken}
    total = totalling(left, answer, headers, sized=isinstance(cut.block, Mapping) and "size" in cut.block)
    chosen, why_chosen = projecting(left, record, known)
    free = {name: schema for name, schema in left.items() if name not in {*chosen, *total.base}}
    kept = {**filtering(free, fields, query), **by_members(free, record)}
    pages = _of_last_record(cut.block, known)
    listing: dict[str, Any] = {"records": operation.records}
    reasons = {"records": f"{operation.records or 'the answer'} is the list in a good answer"}
    if total.block:
        listing["total"] = dict(total.block)
        reasons |= total.reasons
    listing["identity"], reasons["identity"] = list(known), why_known
    listing["pages"], reasons["pages"] = pages, cut.why
    if total.base:
        listing["base"], reasons["base"] = dict(total.base), "the total is told where it is asked for"
    if cut.fixed:
        listing["base"] = {**total.base, **cut.fixed}
        reasons["base"] = "of the sizes that are listed the largest: no other may be asked for"
    listing["order"], reasons["order"] = ordered.block, ordered.why
    if _goes_on_behind(pages):
        listing["order"], reasons["order"] = "unspecified", "pages go on behind a value, and in no order by another"
    listing["filters"] = {name: dict(one.block) for name, one in kept.items()}
    twice = [[name, f"{name}[]"] for name in kept if f"{name}[]" in kept]
    if twice:
        listing["apart"], reasons["apart"] = twice, "one parameter, alone and as a list: of both together servers take one"
    reasons |= {f"filters.{name}": one.why for name, one in kept.items()}
    if chosen:
        listing["projects"] = chosen
        reasons |= why_chosen
    return listing, reasons, ordered


def _schema(parameter: Parameter, entries: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The schema of a parameter with the sentence about it, and whether a list is spelled by repeating it."""
    said = next((one.get("description") for one in entries if one.get("name") == parameter.name), None)
    described: dict[str, Any] = {} if said is None else {"description": said}
    if parameter.example is not None:
        described["example"] = parameter.example
    return {**described, **parameter.schema, "x-explode": parameter.explode}


def _record(answer: Mapping[str, Any], records: str) -> Mapping[str, Any]:
    held: Mapping[str, Any] = answer
    for step in records.split("/")[1:]:
        held = properties(held).get(unescaped(step), {})
    return item(held) or {}


def _of_last_record(pages: Any, known: tuple[str, ...]) -> Any:
    """The pager, where a cursor is a value of the last record with the field that it is."""
    if not isinstance(pages, Mapping) or "cursor" not in pages or pages["cursor"]["next"] != {"last": ""}:
        return pages
    return {**pages, "cursor": {**pages["cursor"], "next": {"last": known[0]}}}


def _goes_on_behind(pages: Any) -> bool:
    """Whether a page holds what is behind a value of the last record, whatever stood before it: such pages turn in one order alone."""
    step = pages.get("cursor", {}) if isinstance(pages, Mapping) else {}
    return isinstance(step.get("next"), Mapping) and "last" in step["next"] and bare(str(step["parameter"])) in BEHIND


def _of_no_record(pages: Any, query: Shown, record: Mapping[str, Any], known: tuple[str, ...]) -> str | None:
    """The parameter that was taken for a value of the last record and can be none: records show no such value, or one of another type."""
    if not isinstance(pages, Mapping) or "cursor" not in pages or pages["cursor"]["next"] != {"last": ""}:
        return None
    name = str(pages["cursor"]["parameter"])
    told = kinds(record if known == ("",) else single_values(record).get(known[0], {}))
    if known == ("",) and told in ((), ("object",)):
        return name
    numbers = {"integer", "number"}
    return name if told and set(kinds(query[name])) <= numbers and kinds(query[name]) and not set(told) & numbers else None


def _is_unknown(parameter: Parameter, listing: Mapping[str, Any]) -> bool:
    """Whether a mandatory parameter has no value that a question about something else could give."""
    if not parameter.required or parameter.place != "query" or parameter.carrier is not None:
        return False
    pages = listing["pages"] if isinstance(listing["pages"], Mapping) else {}
    own = {inner.get("parameter") for inner in pages.values()} | {way.get("name") for way in listing["sign-in"]}
    known = any(word in parameter.schema for word in ("default", "example", "examples", "enum", "const", "minimum"))
    return not known and parameter.example is None and parameter.name not in own and parameter.kind != "boolean"


def _any_value(parameter: Parameter) -> Any:
    """A value that has the right type, and nothing more."""
    return _value_of(parameter.schema)


def _value_of(schema: Mapping[str, Any]) -> Any:
    for word in ("default", "example", "const", "minimum"):
        if word in schema:
            return schema[word]
    if schema.get("enum"):
        return schema["enum"][0]
    kind = next(iter(kinds(schema)), "string")
    if kind in ("integer", "number"):
        return 1
    if kind == "array":
        return [_value_of(item(schema) or {})]
    forms = {"date-time": "2024-01-01T00:00:00Z", "date": "2024-01-01", "uuid": "00000000-0000-4000-8000-000000000000"}
    return forms.get(str(schema.get("format")), "a" * max(1, int(schema.get("minLength", 1))))


def graded(document: Document, slug: str) -> Document:
    """A document whose x-listing says of each of its facts that it is a guess, but for those that the file itself states.

    Raises ContractError where no contract can be read from it.
    """
    listing = dict(document.value["x-listing"])
    said = listing.get("sources") or {}
    listing["sources"] = dict(said)
    contract = build(replace(document, value={**document.value, "x-listing": listing}), slug)
    implied = document.value["x-implied"]
    listing["sources"] = {**{fact: _place(contract, fact, implied) for fact in _guessed(contract)}, **said}
    return replace(document, value={**document.value, "x-listing": listing})


def _guessed(contract: Contract) -> Iterator[str]:
    for fact in facts(contract):
        if not fact.id.startswith(_DOCUMENTED):
            yield fact.id


def _place(contract: Contract, fact_id: str, implied: Mapping[str, Any]) -> dict[str, str]:
    """Where a guess has been made: at the parameter that it is about, else at the operation."""
    found = next(fact.source for fact in facts(contract) if fact.id == fact_id)
    return {"document": found.document or str(implied["document"]), "row": found.row or str(implied["row"]), "grade": "guess"}
