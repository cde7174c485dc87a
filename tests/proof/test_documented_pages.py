"""The examples of pages in docs/contract.md: each is linted, served and judged, so that what the page shows can be copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from listproof.contract import build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, RECORD, document, parameter

PAGE = Path(__file__).parents[2] / "docs" / "contract.md"
_RECORDS = 61
_ENDS = ("pages.walk-ends", "pages.next-is-honest", "pages.exact-multiple")


def examples() -> dict[str, dict[str, Any]]:
    """The blocks of `x-listing` under "One of each family", by what the comment above them says."""
    text = PAGE.read_text(encoding="utf-8").split("One of each family:", 1)[1]
    block = text.split("```yaml\n", 1)[1].split("```", 1)[0]
    found = {}
    for said in re.split(r"^# ", block, flags=re.M)[1:]:
        title, _, words = said.partition("\n")
        found[title] = yaml.safe_load(words)
    return found


EXAMPLES = examples()


def _pointers(words: Any, inside: str = "") -> Iterator[tuple[str, str]]:
    """Every place that the words name, and the word that names it."""
    if isinstance(words, Mapping):
        for word, value in words.items():
            if isinstance(word, str) and word.startswith("/"):
                yield "field", word
            elif word in ("header", "last", "rel", "range"):
                yield word, str(value)
            else:
                yield from _pointers(value, str(word))
    elif isinstance(words, list):
        for value in words:
            yield from _pointers(value, inside)
    elif isinstance(words, str) and words.startswith("/"):
        yield inside, words


def _shown(fields: dict[str, Any], pointer: str, schema: Mapping[str, Any]) -> None:
    """Describe a field of the answer at a pointer, with the objects that lead there."""
    first, _, rest = pointer[1:].partition("/")
    if not rest:
        fields[first] = {**schema, "x-source": PLACE}
        return
    inner = fields.setdefault(first, {"type": "object", "properties": {}, "x-source": PLACE})
    _shown(inner["properties"], f"/{rest}", schema)


def made(words: Mapping[str, Any]) -> Any:
    """An invented listing that is cut as an example says: with the parameters, fields and headers that it names."""
    answer: dict[str, Any] = {}
    headers: dict[str, Any] = {}
    record = dict(RECORD)
    leading = {place for word, place in _pointers(words) if word == "next"}
    for word, place in _pointers(words):
        number = word in ("total", "pages") or (word == "at" and "total" in words and place == words["total"].get("at"))
        if word in ("header", "range"):
            headers[place] = {"type": "integer" if word == "header" else "string"}
        elif word == "last":
            bytes_in_text = {"contentEncoding": "base64"} if "encoded" in str(words) else {}
            record.setdefault(place[1:], {"type": "string", **bytes_in_text})
        elif word == "field":
            _shown(answer, place, {"type": "string" if place in leading else "boolean"})
        else:
            _shown(answer, place, {"type": "integer"} if number else {"type": ["string", "null"]})
    pages = words["pages"]
    window = pages.get("window", {})
    parameters = [parameter("name"), *({**parameter(name), "in": "header" if name[0].isupper() else "query"} for name in window)]
    beside = pages.get("cursor", {}).get("next", {})
    parameters += [parameter(name, {"type": "integer"}) for name in (beside.get("beside", {}) if isinstance(beside, Mapping) else {})]
    back = pages.get("cursor", {}).get("previous", {})
    parameters += [parameter(back["parameter"])] if isinstance(back, Mapping) and "parameter" in back else []
    for kind, step in pages.items():
        if kind == "window" or window:
            continue
        if kind == "size":
            parameters.append(parameter(step["parameter"], {"type": "integer", "minimum": 1, "maximum": step["safe"], "default": 10}))
        elif "parameter" in step:
            parameters.append(parameter(step["parameter"], {"type": "integer", "minimum": 1} if kind == "number" else {"type": "string"}))
    shown = {
        "type": "object",
        "required": [name for name, schema in record.items() if "null" not in schema["type"]],
        "properties": {name: {**schema, "x-source": PLACE} for name, schema in record.items()},
    }
    filters = {"name": {"field": "/name", "matches": "equals"}}
    told = document(*parameters, answer=answer, headers=headers, record=shown, filters=filters, **words)
    whole = told.value["paths"]["/v1/orchards"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    whole["required"] = [name for name in whole["required"] if f"/{name}" not in _may_be_left_out(pages)]
    return sourced(told)


def _may_be_left_out(pages: Mapping[str, Any]) -> set[str]:
    """The fields that tell the end by not being there as well."""
    ends = [step.get("end") for step in pages.values() if "end" in step]
    return {pointer for end in ends if isinstance(end, Mapping) for pointer, value in end.items() if isinstance(value, list)}


def test_every_family_has_an_example() -> None:
    """Page tokens, Link headers, last records, AWS, Kubernetes, JSON:API, OData, search_after, keys, flags and windows."""
    told = " ".join(EXAMPLES)
    named = ("AIP-158", "Link header", "last record", "AWS", "Kubernetes", "JSON:API", "OData", "search_after", "CouchDB", "etcd", "flag")
    assert [name for name in (*named, "react-admin", "each end", "Content-Range") if name not in told] == []


@pytest.mark.parametrize("title", EXAMPLES)
def test_an_example_of_pages_runs_as_it_is_written(title: str) -> None:
    """Lint accepts it, the simulator serves it, no law fails or breaks, and some follow its pages."""
    listing = made(EXAMPLES[title])
    assert [mistake.message for mistake in lint(listing, "drawn").mistakes] == []
    contract = build(listing, "drawn")
    store = listing_of(Service(contract, _RECORDS, 0))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    told = [f"{one.law} {one.subject or ''}: {one.reason}" for one in outcomes if one.verdict in ("fail", "error")]
    assert told == []
    followed = {"pages.walk-ends"} if contract.pages.next else set()
    assert {one.law for one in outcomes if one.verdict == "pass"} >= {"pages.walk-meets-each-record-once", *followed}


@pytest.mark.parametrize(
    ("title", "fault", "law"),
    [
        ("the keys of etcd", "total-of-page", "pages.remaining-counts-down"),
        ("the headers Range", "range-one-too-far", "pages.range-tells-the-page"),
        ("only a flag", "more-on-full-page", "pages.next-is-honest"),
        ("only a flag", "more-never", "pages.next-is-honest"),
        ("a link that is there on every page", "more-on-full-page", "pages.next-is-honest"),
        ("a link that is there on every page", "more-never", "pages.next-is-honest"),
        ("a link that is there on every page", "next-to-nothing", "pages.next-is-honest"),
        ("a link that is there on every page", "next-ends-early", "pages.size-does-not-change-the-set"),
        ("links with a parameter for each direction", "previous-missing", "pages.previous-leads-back"),
        ("links with a parameter for each direction", "previous-drops-filters", "pages.previous-leads-back"),
    ],
)
def test_a_lie_about_such_pages_is_told(title: str, fault: str, law: str) -> None:
    """By the law that asks just that."""
    contract = build(made(next(words for said, words in EXAMPLES.items() if said.startswith(title))), "drawn")
    planted = next(one for one in catalogue(contract) if one.kind == fault)
    store = listing_of(Service(contract, _RECORDS, 0, fault=planted))
    assert "fail" in {judge(one, store, subject).verdict for one, subject in plan(contract, laws()) if one.id == law}


def _ending(end: Any, **words: Any) -> Any:
    """A listing cut by a cursor whose last page is told as `end` says."""
    size = {"parameter": "limit", "means": "exactly", "safe": 20}
    return made({"pages": {"cursor": {"parameter": "cursor", "next": "/next", "end": end, **words}, "size": size}})


@pytest.mark.parametrize(
    ("end", "words"),
    [("same", {}), ("same", {"first": "*"}), (["absent", "same"], {}), ({"/next": "0"}, {"first": "0"})],
    ids=["same", "same from a star", "absent or same", "a word instead of a token"],
)
def test_an_end_that_is_told_at_the_token_is_in_peace(end: Any, words: dict[str, Any]) -> None:
    """Lint accepts it, the simulator serves it, and where only the page behind the last can show the end, no law asks the last."""
    listing = _ending(end, **words)
    assert [mistake.message for mistake in lint(listing, "drawn").mistakes] == []
    contract = build(listing, "drawn")
    store = listing_of(Service(contract, 60, 0))
    told = {one.id: judge(one, store, subject) for one, subject in plan(contract, laws()) if one.id in _ENDS}
    assert {law: outcome.verdict for law, outcome in told.items()} == dict.fromkeys(_ENDS, "pass"), told


@pytest.mark.parametrize("fault", ["more-on-full-page", "next-to-nothing", "next-ends-early", "next-forever"])
def test_a_lie_where_a_word_stands_instead_of_a_token_is_told(fault: str) -> None:
    """A token where the word for the end must stand, or the word where a token must, fails a law."""
    contract = build(_ending({"/next": "0"}, first="0"), "drawn")
    planted = next(one for one in catalogue(contract) if one.kind == fault)
    store = listing_of(Service(contract, 60, 0, fault=planted))
    assert "fail" in {judge(one, store, subject).verdict for one, subject in plan(contract, laws()) if one.id.startswith("pages.")}
