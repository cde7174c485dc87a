"""Lists in records, keys at places and fields of an object, guessed where a file of OpenAPI shows them."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract.lint import lint

from .boats import draft_of, operation, parameter


@pytest.mark.parametrize(
    ("asked", "guessed"),
    [
        (parameter("berths", description="Only boats with all of these berths, comma separated."), ["all-of", "all-of-any-case"]),
        (parameter("berths", "array", description="Boats at any of the berths.", items={"type": "string"}), ["one-of", "one-of-any-case"]),
        (parameter("berths", "array", description="Boats by berths.", items={"type": "string"}), None),
        (parameter("berths", description="All of these."), None),
        (parameter("ports", description="All of these, comma separated."), None),
    ],
)
def test_a_list_that_records_show_is_asked_as_its_sentence_says(asked: dict[str, Any], guessed: Any) -> None:
    """All of several values, or any of them: where no sentence says which, nothing is claimed."""
    boat = {"type": "object", "properties": {"id": {"type": "string"}, "berths": {"type": "array", "items": {"type": "string"}}}}
    answer = {"type": "object", "properties": {"boats": {"type": "array", "items": boat}}}
    found = draft_of(operation(asked, answer=answer))
    one = found.listing.get("filters", {}).get(asked["name"])
    assert (one["matches"] if one else None) == guessed
    assert one is None or one["field"] == "/berths/*"
    assert not lint(found.document, found.operation.slug).mistakes


@pytest.mark.parametrize(
    ("names", "keys", "templates", "several"),
    [
        (("sort[0][field]", "sort[0][order]"), ("asc", "desc"), ("sort[{place}][field]", "sort[{place}][order]"), False),
        (("sort[0].key", "sort[0].dir", "sort[1].key", "sort[1].dir"), ("ASC", "DESC"), ("sort[{place}].key", "sort[{place}].dir"), True),
        (("sort[1][by]", "sort[1][dir]"), ("asc", "desc"), ("sort[{number}][by]", "sort[{number}][dir]"), False),
        (("sort[0][field]",), (), (), False),
    ],
)
def test_keys_at_places_are_an_order(names: tuple[str, ...], keys: tuple[str, ...], templates: tuple[str, ...], several: bool) -> None:
    """One parameter lists the keys and one the directions, both with the place in their names."""
    asked = [parameter(name, enum=list(keys) if place % 2 else ["name", "crew_size"]) for place, name in enumerate(names)]
    found = draft_of(operation(*asked))
    order = found.listing["order"]
    if not templates:
        assert order == "unspecified"
        return
    assert order["direction"]["each"] == dict(zip(templates, ("{key}", "{direction}")))
    assert set(order["keys"]) == {"name", "crew_size"}
    assert bool(order.get("repeated")) is several
    assert not lint(found.document, found.operation.slug).mistakes


def test_sparse_fieldsets_choose_among_attributes() -> None:
    """As JSON:API calls them, where records hold attributes and one such parameter is documented."""
    boat = {
        "type": "object",
        "properties": {"id": {"type": "string"}, "attributes": {"type": "object", "properties": {"name": {"type": "string"}}}},
    }
    answer = {"type": "object", "properties": {"boats": {"type": "array", "items": boat}}}
    found = draft_of(operation(parameter("fields[boats]"), answer=answer))
    assert found.listing["projects"] == {"fields[boats]": {"chosen": True, "inside": "/attributes", "always": ["/id"], "separator": ","}}
    assert not lint(found.document, found.operation.slug).mistakes
    assert "projects" not in draft_of(operation(parameter("fields[boats]"), parameter("fields[ports]"), answer=answer)).listing
