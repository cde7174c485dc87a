"""Changes of what a contract says of the operation: records, total, pages, order, filters, base, sign-in, errors, disputes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from listproof.contract import AS_SHOWN, Contract, Filter
from listproof.contract.pointer import at, escaped, write
from listproof.proof.mutations.mutation import NOWHERE, Mutation, Raw, changed, deleted, put, shown_everywhere
from listproof.proof.mutations.ordering import of_order
from listproof.proof.mutations.paging import of_pages, of_total

__all__ = ["of_listing"]

_OTHER_READING: Mapping[str, str] = {
    "equals": "contains", "equals-any-case": "prefix", "minimum": "maximum", "maximum": "minimum", "from": "until", "after": "until",
    "until": "from", "before": "from", "one-of": "equals", "one-of-any-case": "equals", "all-of": "one-of",
    "all-of-any-case": "one-of-any-case", "entries": "equals", "words": "equals",
    "not-equals": "equals", "not-equals-any-case": "equals", "not-contains": "contains", "not-contains-any-case": "contains",
    "none-of": "one-of", "is-null": "equals", "between": "equals", "regex": "equals",
    "regex-any-case": "equals",
    "suffix": "prefix",
}  # fmt: skip


def of_listing(contract: Contract, root: Raw) -> Iterator[Mutation]:
    """The changes of every fact of x-listing and x-disputes."""
    yield from _envelope(contract, root)
    yield from of_pages(contract, root)
    yield from of_order(contract, root)
    for one in contract.filters:
        yield from _filter(contract, root, one)
    yield from _rest(contract, root)


def _envelope(contract: Contract, root: Raw) -> Iterator[Mutation]:
    yield Mutation("records", "they stand elsewhere", lambda: _records_moved(contract, root))
    yield from of_total(contract, root)
    for pointer, value in contract.success.items():
        yield Mutation("success", f"{pointer} is not {value!r}", put(root, "/success", {**contract.success, pointer: 4711}))
    pointers = list(contract.identity)
    if len(pointers) > 1:
        yield Mutation("identity", f"it is {pointers[0]} alone", put(root, "/identity", pointers[:1]))
    else:
        plain = [f.within for f in contract.fields if f.within and f.within.count("/") == 1 and f.within not in pointers]
        common = next((p for p in plain if any(f.within == p and f.enum for f in contract.fields)), plain[-1] if plain else NOWHERE)
        yield Mutation("identity", f"it is {common}", put(root, "/identity", [common]))
    if contract.settled:
        yield Mutation("settled", "it is what no record shows", put(root, "/settled", [NOWHERE]))
    for scope in contract.scopes:
        other = next((p for p in contract.settled if p != scope.field), NOWHERE)
        yield Mutation(f"scope.{scope.parameter}", f"records show it at {other}", put(root, f"/scope/{scope.parameter}", {"field": other}))


def _records_moved(contract: Contract, root: Raw) -> Raw:
    """The document with its records under another name, in the schema of the answer too."""
    operation = f"/paths/{escaped(contract.path)}/{contract.method.lower()}"
    response = f"{operation}/responses/200/content/{escaped(contract.media_type)}/schema"
    if not contract.records:
        return write(root, "/x-listing/records", f"{NOWHERE}X")  # type: ignore[no-any-return]
    parent, _, name = contract.records.rpartition("/")
    holder = response + "".join(f"/properties/{step}" for step in parent.split("/")[1:])
    schema = at(root, holder)
    properties = {(f"{key}X" if key == name else key): value for key, value in schema["properties"].items()}
    moved: Raw = write(root, holder, {**schema, "properties": properties})
    return write(moved, "/x-listing/records", f"{contract.records}X")  # type: ignore[no-any-return]


def _filter(contract: Contract, root: Raw, one: Filter) -> Iterator[Mutation]:
    fact, place = f"filters.{one.name}", f"/filters/{one.name}"
    other: Any
    raw = at(root, f"/x-listing{place}")
    yield from _field_and_matches(contract, root, one, raw)
    if one.absent != ("everything",):
        other = {"ago": "P1D"} if one.compares == "time" else _other_value(contract, one)
        yield Mutation(f"{fact}.absent", f"it means {other}", put(root, f"{place}/absent", other))
    if one.everything is not None:
        other = (not one.everything) if isinstance(one.everything, bool) else "listproof"
        yield Mutation(f"{fact}.everything", f"it is {other}", put(root, f"{place}/everything", other))
    if one.yields_to:
        winner = next(other.name for other in contract.filters if other.name not in (one.name, one.yields_to) and not other.opaque
                      and other.field.absent and other.compares == "text")  # fmt: skip
        yield Mutation(f"{fact}.yields-to", f"it yields to {winner}", put(root, f"{place}/yields-to", winner))
    if one.needs:
        yield Mutation(f"{fact}.needs", "it needs another value", put(root, f"{place}/needs", dict.fromkeys(one.needs, "listproof")))
    if one.nulls is not None:
        nulls = "lost" if one.nulls == "kept" else "kept"
        yield Mutation(f"{fact}.nulls", f"they are {nulls}", put(root, f"{place}/nulls", nulls))
    if one.precision != AS_SHOWN:
        yield Mutation(f"{fact}.precision", "times are kept as they are shown", shown_everywhere(contract, root, *one.places),
                       weaker=_not_sharper(one))  # fmt: skip
    if one.edges.days is not None:
        days = "starts" if one.edges.days == "whole" else "whole"
        yield Mutation(f"{fact}.days", f"an end that is a day is meant {days}", put(root, f"{place}/days", days))
    if one.edges.open_end is not None:
        yield Mutation(f"{fact}.open-end", "an end that is left out is written ~", put(root, f"{place}/open-end", "~"))
    if (one.edges.lower, one.edges.upper) != (None, None):
        ends = ["lost" if end == "kept" else "kept" for end in (one.edges.lower, one.edges.upper)]
        yield Mutation(f"{fact}.ends", f"its ends are {ends[0]} and {ends[1]}", put(root, f"{place}/ends", ends))
    if contract.parameter(one.name).spelling in ("value", "clause"):
        yield Mutation(f"{fact}.spelled", "it stands otherwise in its parameter", put(root, f"{place}/spelled", "listproof{}"))
    if one.widens:
        yield Mutation(f"{fact}.widens", "it takes records away", deleted(root, f"/x-listing{place}/widens"))
    if one.separator:
        yield Mutation(f"{fact}.separator", "it is ;", put(root, f"{place}/separator", ";"))
    if one.words:
        turned = {word: "with" if meant == "without" else "without" for word, meant in one.words.items()}
        yield Mutation(f"{fact}.words", "they mean the other way round", put(root, f"{place}/words", turned))
    if one.names:
        yield Mutation(f"{fact}.names", "it names nothing", deleted(root, f"/x-listing{place}/names"),
                       weaker="it only allows to refuse what is unknown; a server that answers needs no leave")  # fmt: skip
    if one.only_when:
        yield Mutation(f"{fact}.only-when", "it works always", deleted(root, f"/x-listing{place}/only-when"),
                       weaker="it is said beside a verdict for whoever reads it, and changes none")  # fmt: skip
    if one.field.chosen_by or one.matches.chosen_by:
        which = "field" if one.field.chosen_by else "matches"
        yield Mutation(f"{fact}.chosen-by", "what is chosen is something else", lambda: _chosen_otherwise(contract, root, one, which))


def _field_and_matches(contract: Contract, root: Raw, one: Filter, raw: Mapping[str, Any]) -> Iterator[Mutation]:
    fact, place = f"filters.{one.name}", f"/x-listing/filters/{one.name}"
    if one.opaque:
        shown = {"field": contract.identity[0], "matches": "equals"}
        kept = {key: value for key, value in raw.items() if key not in ("matches", "widens")}
        yield Mutation(fact, f"records show it at {contract.identity[0]}", changed(root, place, {**kept, **shown}))
        return
    other = _elsewhere(contract, one)
    field = {**raw["field"], "when": dict.fromkeys(one.field.when, other)} if one.field.absent is None else other
    yield Mutation(fact, f"it looks at {other}", changed(root, f"{place}/field", field))
    if isinstance(raw["field"], list):
        yield Mutation(fact, f"it looks at {raw['field'][0]} alone", changed(root, f"{place}/field", raw["field"][0]))
    readings = _readings_of(one)
    wrong = next((_OTHER_READING[reading] for reading in _OTHER_READING if reading in readings), "equals")
    wrong = "minimum" if one.compares == "number" and readings == {"equals"} else "glob" if wrong in readings else wrong
    yield Mutation(fact, f"it is read {wrong}", changed(root, f"{place}/matches", wrong), weaker=_as_well(contract, one, wrong))


def _readings_of(one: Filter) -> set[str]:
    return {reading for several in one.matches.all() for reading in several}


def _not_sharper(one: Filter) -> str:
    """Why what is kept finer is kept alike by a filter as if it were not; nothing where the two differ."""
    readings = _readings_of(one)
    alike = set(one.precision) <= {"shown", "cut"} and readings <= {"from", "before", "minimum"}
    return "a moment that is cut down lies on the same side of every second" if alike else ""


def _as_well(contract: Contract, one: Filter, reading: str) -> str:
    """Why a filter over a closed list, a format of one length or a list of values is read alike both ways; nothing where it is not."""
    parameter = contract.parameter(one.name)
    listed = parameter.enum
    if reading == "equals" and (parameter.kind == "array" or parameter.quoted) and _readings_of(one) == {"one-of"}:
        return "what equals any value of a list is one of them"
    if reading == "contains" and parameter.format == "uuid" and _readings_of(one) == {"equals"}:
        return "no value of its format is a part of another, so that both readings keep the same"
    inside = any(one != other and str(one) in str(other) for one in listed for other in listed)
    return (
        "no listed value is a part of another, so that both readings keep the same"
        if listed and reading == "contains" and not inside
        else ""
    )


def _elsewhere(contract: Contract, one: Filter) -> str:
    """A pointer that a filter does not look at."""
    return next((p for p in (*contract.identity, *contract.settled) if p not in one.places), NOWHERE)


def _other_value(contract: Contract, one: Filter) -> Any:
    parameter = contract.parameter(one.name)
    if parameter.kind == "boolean":
        return next((value for value in (True, False) if value not in one.absent), "everything")
    if parameter.enum:
        return next((value for value in parameter.enum if value not in one.absent), "everything")
    return "listproof"


def _chosen_otherwise(contract: Contract, root: Raw, one: Filter, which: str) -> Raw:
    choice = one.field if which == "field" else one.matches
    other: Any = _elsewhere(contract, one) if which == "field" else "equals"
    return write(root, f"/x-listing/filters/{one.name}/{which}/when", dict.fromkeys(choice.when, other))  # type: ignore[no-any-return]


def _rest(contract: Contract, root: Raw) -> Iterator[Mutation]:
    for parameter in dict.fromkeys(one.parameter for one in contract.projections):
        shown = {"given": "listproof", "hides": [contract.identity[0]]}
        yield Mutation(f"projects.{parameter}", "it hides what tells records apart", put(root, f"/projects/{parameter}", shown))
    if contract.method == "POST":
        yield Mutation("reads", "nothing says that it only reads", deleted(root, "/x-listing/reads"))
    if contract.base:
        yield Mutation("base", "it is empty", put(root, "/base", {}))
    if contract.close:
        name = next((one.name for one in contract.filters if one.name != contract.close), "listproof")
        yield Mutation("close", f"it is {name}", put(root, "/close", name))
    if contract.sign_in:
        other = {"type": "cookie" if contract.sign_in[0]["type"] == "header" else "header", "name": "listproof"}
        yield Mutation("sign-in", f"it is a {other['type']} of another name", put(root, "/sign-in", [other]))
    for form in contract.errors:
        holder = f"/x-listing/errors/{form.kind}"
        code = _other_code(form.body)
        if code != form.body:
            yield Mutation(f"errors.{form.kind}", "its code is another", changed(root, f"{holder}/body", code))
        else:
            described = at(root, f"/paths/{escaped(contract.path)}/{contract.method.lower()}/responses")
            others = (int(one) for one in described if one.isdigit() and int(one) >= 400 and int(one) != form.status)
            status = next(others, form.status + 1)
            yield Mutation(f"errors.{form.kind}", f"it is HTTP {status}", changed(root, f"{holder}/status", status))
    for index, dispute in enumerate(contract.disputes):
        sides = at(root, f"/x-disputes/{index}/readings")
        turned = [{**side, "shows": _opposite(side["shows"], sides)} for side in sides]
        yield Mutation(f"disputes.{dispute.id}", "each side shows otherwise", changed(root, f"/x-disputes/{index}/readings", turned))


def _opposite(shows: Mapping[str, Any], sides: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """What an answer shows that is not of a side: the reverse of what it gets or holds, else what another side shows."""
    if "gets" in shows:
        return {**shows, "gets": "refused" if shows["gets"] == "accepted" else "accepted"}
    if "schema" in shows:
        return {**shows, "schema": {"not": shows["schema"]}}
    return next((side["shows"] for side in sides if side["shows"] != shows and "untold" not in side["shows"]), {"untold": "it is turned"})


def _other_code(body: Any) -> Any:
    """The body with every code in it changed: texts without a blank, and numbers."""
    if isinstance(body, Mapping):
        return {key: _other_code(value) for key, value in body.items()}
    if isinstance(body, str):
        return body if " " in body or body.startswith("{") else f"{body}.X"
    return body + 1 if isinstance(body, int) else body
