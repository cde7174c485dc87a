"""`prove --contracts` on invented listings that say every word of queries: what is asked wrongly is caught, named and told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from listproof.contract import load
from listproof.laws import judge
from listproof.proof.command import command
from listproof.proof.suite import laws_called, plan
from listproof.proof.trials import Trial, listing_of, tried
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.operators import operators
from listproof.simulator.faults.showing import showing
from listproof.simulator.faults.sort_keys import sort_keys
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from ..contract.orchards import contract, parameter

FOLDER = Path(__file__).parents[1] / "contracts" / "spelled"
SLUGS = ("flights", "kilns", "lanterns", "vineyards", "wells")
VARIANTS = ("legal", "reading:dates=midnights", "ordinary-texts", "reading:cursor.life=3")
_EVERY = 5


def _words(schema: Any) -> Iterator[str]:
    """The words that a part of the schema gives to a contract: keys, and values that it lists."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (word for word in schema.get("enum", ()) if isinstance(word, str))
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _words(inner)


def _said(value: Any) -> Iterator[str]:
    """Every key and every text in a value."""
    if isinstance(value, dict):
        yield from value
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _said(inner)


def test_every_word_of_orders_filters_and_choices_is_said() -> None:
    """Each word of the schema stands in one of these contracts: no order and a length of time before now stand in others."""
    schema = json.loads((FOLDER.parents[2] / "contracts" / "listing.schema.json").read_text("utf-8"))
    said = set()
    for file in FOLDER.glob("*/openapi.yaml"):
        document = yaml.safe_load(file.read_text("utf-8"))
        said |= set(_said(document.get("x-listing") or list(document["paths"].values())))
    parts = [schema["$defs"][name] for name in ("direction", "mark", "projection", "reading", "filter", "precision")]
    words = {word for part in (*parts, schema["properties"]["order"], schema["properties"]["apart"]) for word in _words(part)}
    assert sorted(words - said) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_faults_of_spelling_are_caught_named_and_nobody_is_blamed(slug: str, tmp_path: Path) -> None:
    """Every fifth fault of orders, operators and choices, the legal server, and those that read dates otherwise or end cursors soon."""
    listing = load(slug, FOLDER)
    faults = [fault.id for kind in (operators, showing, sort_keys) for fault in kind(listing)][::_EVERY]
    asked = [word for fault in faults for word in ("--fault", fault)]
    known = {"legal", *(variant.id for variant in variants(listing))}
    asked += [word for variant in VARIANTS if variant in known for word in ("--variant", variant)]
    done = CliRunner().invoke(
        command, ["--contracts", str(FOLDER), "--contract", slug, "--seed", "0", "-n", "1", "-o", str(tmp_path), *asked]
    )
    assert done.exit_code == 0, done.output
    assert f"{len(faults)} of {len(faults)} faults caught, {len(faults)} with their place named" in done.output


@pytest.mark.parametrize("slug", SLUGS)
def test_whole_queries_and_generated_requests_blame_nobody(slug: str) -> None:
    """Lists, spans, clauses, patterns and bodies are drawn as documented."""
    listing = load(slug, FOLDER)
    store = listing_of(Service(listing, 257, 0))
    drawn = laws_called(("queries.agrees-with-the-document", "schema.answers-fit-the-contract"))
    outcomes = [judge(law, store, subject) for law, subject in plan(listing, drawn)]
    assert [(one.law, one.verdict, one.reason) for one in outcomes if one.verdict != "pass"] == []


def test_records_of_which_parts_were_chosen_are_compared_with_none() -> None:
    """Asked for before, they are no evidence that a record differs from answer to answer."""
    listing = load("wells", FOLDER)
    store = listing_of(Service(listing, 257, 0))
    for law, subject in plan(listing, laws_called(("shape.chosen-fields-are-shown", "shape.record-is-the-same-everywhere"))):
        outcome = judge(law, store, subject)
        assert outcome.verdict == "pass", outcome.reason


def test_an_order_that_nobody_can_turn_is_read_to_its_end() -> None:
    """Two records in the wrong place far behind are seen, for no ascending order tells the rest."""
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 100}}
    asked = [parameter("sort"), parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1})]
    undirected = contract(*asked, pages=pages, order={"by": "sort", "keys": {"trees": {"field": "/trees", "as": "number"}}})
    (swapped,) = [fault for fault in catalogue(undirected) if fault.id == "order-swapped:trees"]
    for fault, verdict in ((None, "pass"), (swapped, "fail")):
        store = listing_of(Service(undirected, 257, 0).like(fault, None))
        outcomes = [judge(law, store, subject) for law, subject in plan(undirected, laws_called(("order.sorted-across-pages",)))]
        assert [one.verdict for one in outcomes] == [verdict], outcomes


@pytest.mark.parametrize(
    ("slug", "kind", "law"),
    [("lanterns", "total-capped", "pages.walk-meets-each-record-once"), ("flights", "answers-mixed", "errors.questions-do-not-mix")],
)
def test_what_a_wrong_total_ends_and_what_a_server_remembers_is_one_finding(slug: str, kind: str, law: str) -> None:
    """Filters that lose what stands behind a page that a total calls the last, and answers to the question of another."""
    trial = tried(Trial(slug, "fault", kind, folder=FOLDER))
    assert [one.law for one in trial.findings or ()] == [law]
