"""Contracts of invented listings, made from a few words: what the simulator is asked about where no vendor's document says such a thing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import httpx

from listproof.contract import Absent, AnswerPlace, Contract, Document, Lead, Pages, Size, Source, at, build
from listproof.simulator.service import Service
from listproof.simulator.transport import InProcess

SOURCE: Mapping[str, Any] = {"document": "page", "table": "Ferries", "row": "said", "grade": "document"}
SAID = Source("page", "Ferries", "said")

FERRY: Mapping[str, Any] = {
    "id": {"type": "string"},
    "name": {"type": "string"},
    "cars": {"type": "integer", "minimum": 0},
    "line": {"type": "string", "enum": ["north", "south", "islands"]},
    "sailed": {"type": "string", "format": "date-time"},
}


def parameter(name: str, schema: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A parameter of the query, as OpenAPI has it."""
    return {"name": name, "in": "query", "required": False, "schema": dict(schema), "x-source": dict(SOURCE), **more}


def sourced(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema with a source at every property."""
    found = {key: value for key, value in schema.items() if key != "properties"}
    if "properties" in schema:
        found["properties"] = {name: sourced(inner) for name, inner in schema["properties"].items()}
    return {**found, "x-source": dict(SOURCE)}


def ferries(
    *,
    parameters: Sequence[Mapping[str, Any]] = (),
    fields: Mapping[str, Any] = FERRY,
    optional: Sequence[str] = (),
    answer: Mapping[str, Any] | None = None,
    listing: Mapping[str, Any] | None = None,
    example: Any = None,
    bare: bool = False,
    body: Mapping[str, Any] | None = None,
) -> Contract:
    """The contract of a listing of ferries by offset, from which a test makes its own.

    `bare`: the answer is the array. `body`: the properties of a body, with which it is read by POST.
    """
    record = sourced({"type": "object", "required": [name for name in fields if name not in optional], "properties": dict(fields)})
    around = {"total": {"type": "integer"}, **(answer or {})}
    shown = sourced({"type": "object", "required": ["ferries"], "properties": around})
    shown["properties"]["ferries"] = {"type": "array", "items": {"$ref": "#/components/schemas/Record"}, "x-source": dict(SOURCE)}
    if bare:
        shown = sourced({"type": "array", "items": {"$ref": "#/components/schemas/Record"}})
    paging = [
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}),
        parameter("offset", {"type": "integer", "minimum": 0, "default": 0}),
    ]
    content: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/Answer"}}
    if example is not None:
        content["examples"] = {"documented": {"value": example, "x-source": dict(SOURCE)}}
    value = {
        "openapi": "3.1.0",
        "info": {"title": "List ferries", "version": "1"},
        "x-vendor": "Example",
        "x-product": "Ferries",
        "x-documents": {"page": {"title": "List ferries", "kind": "document"}},
        "paths": {
            "/v1/ferries": {
                ("get" if body is None else "post"): {
                    **(
                        {}
                        if body is None
                        else {
                            "requestBody": {
                                "content": {"application/json": {"schema": sourced({"type": "object", "properties": dict(body)})}}
                            }
                        }
                    ),
                    "operationId": "ListFerries",
                    "parameters": [*paging, *parameters],
                    "responses": {
                        "200": {"description": "A page.", "content": {"application/json": content}},
                        "400": {
                            "description": "Refused.",
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
                        },
                    },
                }
            }
        },
        "components": {
            "schemas": {"Answer": shown, "Record": record, "Error": sourced({"type": "object", "properties": {"code": {"type": "string"}}})}
        },
        "x-listing": {
            "records": "" if bare else "/ferries",
            **({} if body is None else {"reads": True}),
            **({} if bare else {"total": {"at": "/total", "counts": "matching"}}),
            "identity": ["/id"],
            "settled": ["/id", "/sailed"],
            "pages": {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
            "order": "unspecified",
            "filters": {},
            "sign-in": [{"type": "header", "name": "X-Key"}],
            "errors": {"bad-parameter": {"status": 400, "body": {"code": "{parameter} is wrong"}}},
            "sources": {
                one: dict(SOURCE)
                for one in ("status.200", "media-type", "records", "total", "total.counts", "identity", "settled", "errors.bad-parameter")
            },
            **(listing or {}),
        },
    }
    return replace(build(Document("ferries.yaml", value, {}), "ferries"), sign_in=())


def cursor(next_at: str = "/next", **words: Any) -> Pages:
    """Pages by an opaque cursor in the parameter `offset`, given in the body."""
    lead = Lead(AnswerPlace("pointer", next_at), "token", "offset")
    return Pages("cursor", "offset", words.pop("size", Size("limit", "at-most", 50)), None, next=lead, **words)


def paged(pages: Pages, **answer: Any) -> Contract:
    """A listing of ferries with other pages; its page parameter takes any text."""
    made = ferries(answer={"next": {"type": ["string", "null"]}, **answer})
    schema = {"type": "integer" if pages.addressed else "string"}
    loose = tuple(replace(one, schema=schema) if one.name == "offset" else one for one in made.parameters)
    return replace(made, parameters=loose, pages=pages)


def linked_in_header(made: Contract) -> Contract:
    """A listing whose pages are led to by the Link header alone."""
    lead = Lead(AnswerPlace("link", "next"), "link")
    return replace(made, pages=Pages("link", "", Size("limit", "at-most", 50), None, next=lead))


class Asked:
    """A service and a client that asks it without a socket."""

    def __init__(self, contract: Contract, jobs: int = 57, **words: Any) -> None:
        self.contract = contract
        self.service = Service(contract, jobs, **{"clock": lambda: 1_800_000_000.0, **words})
        self.client = httpx.Client(transport=InProcess(self.service), base_url="http://simulator")

    def get(self, query: Mapping[str, Any] | None = None, path: str = "/v1/ferries") -> httpx.Response:
        """The answer to a query."""
        return self.client.get(path, params=dict(query or {}))

    def shown(self, answer: httpx.Response) -> list[Any]:
        """The records that a good answer shows."""
        assert answer.status_code == 200, answer.text
        return list(at(answer.json(), self.contract.records))

    def walk(self, query: Mapping[str, Any] | None = None, most: int = 400) -> list[list[Any]]:
        """The pages of a query, from the first to where the answers say that none follows."""
        query = dict(query or {})
        answer = self.get(query)
        pages = []
        for _ in range(most):
            pages.append(self.shown(answer))
            following = self.following(answer, query, pages[-1])
            if following is None:
                return pages
            answer = following
        raise AssertionError("the walk does not end")

    def following(self, answer: httpx.Response, query: dict[str, Any], shown: list[Any]) -> httpx.Response | None:
        """The answer that the next page is asked for with; None where an answer says that there is none."""
        pages = self.contract.pages
        for end in pages.end:
            if end.kind == "says" and end.place is not None and place_of(answer, end.place) == end.value:
                return None
            if end.kind == "empty" and not shown:
                return None
        assert pages.next is not None
        value = at(shown[-1], pages.next.place.name) if pages.next.place.kind == "last" and shown else place_of(answer, pages.next.place)
        if value in (None, "") or isinstance(value, Absent) or value == query.get(pages.parameter):
            return None
        if pages.next.form == "link":
            return self.client.get(urljoin(str(answer.request.url), value))
        query[pages.next.parameter or pages.parameter] = value
        return self.get(query)


def place_of(answer: httpx.Response, place: AnswerPlace) -> Any:
    """What an answer says at a place."""
    if place.kind == "pointer":
        return at(answer.json(), place.name)
    if place.kind == "link":
        links = re.findall(r'<([^>]*)>; rel="([^"]*)"', answer.headers.get("link", ""))
        return next((address for address, names in links if (place.relation or place.name) in names.lower().split()), None)
    if place.kind == "rel":
        return next((one["href"] for one in at(answer.json(), place.name) if one["rel"] == place.relation), None)
    if place.kind == "range":
        return int(answer.headers[place.name].rpartition("/")[2])
    return answer.headers.get(place.name) if place.kind == "header" else None


__all__ = ["FERRY", "SAID", "SOURCE", "Asked", "cursor", "ferries", "linked_in_header", "paged", "parameter", "place_of", "sourced"]
