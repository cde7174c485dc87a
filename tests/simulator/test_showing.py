"""What the simulator shows when it is asked for some fields, how it is read by POST, and how one signs in to it."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest

from listproof.contract import Contract
from listproof.simulator.signin import ACCOUNTS, settings

from .invented import FERRY, Asked, ferries, linked_in_header, parameter

TEXT = {"type": "string"}
HULL = {"type": "object", "required": ["length"], "properties": {"length": {"type": "integer"}, "year": {"type": "integer"}}}


def projecting(projects: dict[str, Any], *parameters: Any) -> Contract:
    """A listing whose records show what a parameter chooses."""
    return ferries(fields={**FERRY, "hull": HULL}, parameters=parameters, listing={"projects": projects})


def first(asked: Asked, query: dict[str, Any] | None = None) -> dict[str, Any]:
    """The first record of a query."""
    return dict(asked.shown(asked.get(query))[0])


def test_fields_can_be_chosen() -> None:
    """Records show the fields that are named and those that are always shown; otherwise they are the same."""
    asked = Asked(projecting({"fields": {"chosen": True, "separator": ",", "always": ["/id"]}}, parameter("fields", TEXT)))
    whole = first(asked)
    assert first(asked, {"fields": "name,cars"}) == {name: whole[name] for name in ("id", "name", "cars")}
    assert first(asked, {"fields": "hull"}) == {name: whole[name] for name in ("id", "hull")}
    assert asked.get({"fields": "name,colour"}).status_code == 400
    loose = Asked(asked.contract, readings={"unknown-field": "ignore"})
    assert set(first(loose, {"fields": "name,colour"})) == {"id", "name"}


def test_fields_can_be_chosen_one_by_one() -> None:
    """The parameter may be repeated, once for each field."""
    asked = Asked(projecting({"fields": {"chosen": True}}, parameter("fields", {"type": "array", "items": TEXT})))
    assert set(first(asked, {"fields": ["name", "cars"]})) == {"name", "cars"}


def test_fields_go_and_come() -> None:
    """A value hides fields, another shows fields that are not there without it."""
    projects = {
        "brief": {"hides": ["/hull/year", "/cars"], "given": True},
        "expand": {"adds": ["/hull"], "given": "hull"},
    }
    asked = Asked(
        projecting(projects, parameter("brief", {"type": "boolean"}), parameter("expand", {"type": "array", "items": TEXT})), jobs=200
    )
    plain = [set(record) for record in asked.shown(asked.get({"limit": 50}))]
    assert all("hull" not in names and "cars" in names for names in plain)
    wide = asked.shown(asked.get({"limit": 50, "expand": ["owner", "hull"]}))
    assert all("hull" in record for record in wide)
    assert any("year" in record["hull"] for record in wide)
    brief = asked.shown(asked.get({"limit": 50, "expand": "hull", "brief": "true"}))
    assert all("year" not in record["hull"] and "cars" not in record for record in brief)
    assert asked.shown(asked.get({"limit": 50, "expand": "hull", "brief": "false"})) == wide


BODY = {
    "max": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10},
    "start": {"type": "integer", "minimum": 0},
    "lines": {"type": "array", "items": FERRY["line"]},
    "where": {"type": "object", "properties": {"name": TEXT, "cars": {"type": "integer"}}},
}


def test_a_listing_may_be_read_by_post() -> None:
    """The body asks: its pages, its lists, the properties of its objects; another method is refused, and so is what is no object."""
    contract = ferries(
        body=BODY,
        listing={
            "pages": {"offset": {"parameter": "start", "first": 0}, "size": {"parameter": "max", "means": "exactly", "safe": 50}},
            "filters": {
                "lines": {"field": "/line", "matches": "equals"},
                "where.name": {"field": "/name", "matches": "contains"},
                "where.cars": {"field": "/cars", "as": "number", "matches": "minimum"},
            },
        },
    )
    asked = Asked(contract)

    def post(body: Any, **words: Any) -> Any:
        return asked.client.post("/v1/ferries", json=body, **words)

    everything = [record for start in (0, 50) for record in asked.shown(post({"max": 50, "start": start}))]
    assert len({record["id"] for record in everything}) == 57
    assert len(asked.shown(post({}))) == len(asked.shown(asked.client.post("/v1/ferries"))) == 10
    kept = [record for record in everything if record["line"] != "south" and record["cars"] >= 2 and "job" in record["name"]]
    assert asked.shown(post({"max": 50, "lines": ["north", "islands"], "where": {"name": "job", "cars": 2}})) == kept[:50]
    assert asked.client.get("/v1/ferries").status_code == 405
    odd: list[Any] = [
        {"max": "10"},
        {"max": 51},
        {"lines": "north"},
        {"lines": ["moon"]},
        {"where": {"cars": "2"}},
        [1],
        5,
        {"where": []},
    ]
    for wrong in odd:
        assert post(wrong).status_code == 400, wrong
    assert asked.client.post("/v1/ferries", content=b"{").status_code == 400
    assert asked.client.post("/v1/ferries", content=b'{"max": 10, "where": {"name": "\xff"}}').status_code in (200, 400)


def header(kind: str, name: str) -> dict[str, str]:
    """What signs an account in, in a header."""
    account = next(one for one in ACCOUNTS if one.name == name)
    table = settings(kind, account)
    if kind == "basic":
        return {"Authorization": "Basic " + base64.b64encode(f"{table['user']}:{table['password']}".encode()).decode()}
    return {"Authorization": f"Bearer {table['value']}"}


@pytest.mark.parametrize("kind", ["basic", "bearer"])
def test_signing_in_by_http(kind: str) -> None:
    """The owner is let in; nobody, a made-up credential, one of another kind, an expired and a powerless account are not."""
    asked = Asked(replace(ferries(), sign_in=({"type": kind},)))
    get = asked.client.get
    assert get("/v1/ferries", headers=header(kind, "owner")).status_code == 200
    for wrong in (
        {},
        {"Authorization": "Basic bm9ib2R5Om5v"},
        {"Authorization": "Bearer nobody"},
        {"Authorization": "Basic %%%"},
        {"Authorization": ""},
    ):
        assert get("/v1/ferries", headers=wrong).status_code != 200, wrong
    for name in ("expired", "powerless"):
        assert get("/v1/ferries", headers=header(kind, name)).status_code != 200, name


def test_signing_in_by_the_query() -> None:
    """A key in the query lets the owner in, is no unknown parameter, and never stands in a link."""
    contract = replace(linked_in_header(ferries()), sign_in=({"type": "query-key", "name": "key"},))
    asked = Asked(contract, readings={"unknown-parameters": "refuse"})
    key = settings("query-key", sign_in=contract.sign_in)["value"]
    answer = asked.get({"key": key, "limit": 5})
    assert answer.status_code == 200
    assert "key=" not in answer.links["next"]["url"]
    for wrong in ({}, {"key": ""}, {"key": "nobody"}, {"token": key}):
        assert asked.get(wrong).status_code != 200, wrong


def test_nobody_need_sign_in() -> None:
    """Where the contract says that nobody signs in, a request without a credential is answered."""
    asked = Asked(replace(ferries(), sign_in=({"type": "none"},)))
    assert asked.get().status_code == 200
