"""Contracts stand in any OpenAPI file: on its operations, in several files, in an overlay beside it; what is not said is implied."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from listproof.cli import main
from listproof.contract import ContractError, Document, build, facts, load, slugs
from listproof.contract.documents import listings, overlaid, slug_of
from listproof.contract.lint import lint
from listproof.contract.text import read

LISTING: dict[str, Any] = {
    "records": "/items",
    "identity": ["/id"],
    "pages": {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
    "sign-in": [{"type": "header", "name": "X-Token"}],
}


def _operation(name: str, **more: Any) -> dict[str, Any]:
    parameters = [
        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 50}},
        {"name": "offset", "in": "query", "schema": {"$ref": "#/components/schemas/Count"}},
    ]
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}
    return {"operationId": name, "parameters": parameters, "responses": {"200": {"description": "A page.", "content": content}}, **more}


def _document(version: str = "3.1.0") -> dict[str, Any]:
    tree = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "felled": {"type": "string"}}}
    tree["properties"]["parent"] = {"$ref": "#/components/schemas/Tree"}  # type: ignore[index]
    trees = {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}
    return {
        "openapi": version,
        "info": {"title": "Trees", "version": "1"},
        "paths": {
            "/trees": {"get": _operation("ListTrees", **{"x-listing": LISTING})},
            "/orchards/{id}/trees": {
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "example": "o1"}],
                "get": _operation("ListTreesOfOrchard", **{"x-listing": {**LISTING, "slug": "orchard-trees", "scope": {"id": {}}}}),
            },
            "/health": {"get": {"responses": {"200": {"description": "Well."}}}},
        },
        "components": {
            "schemas": {
                "Count": {"type": "integer", "minimum": 0},
                "Page": {"type": "object", "required": ["items"], "properties": {"items": trees}},
                "Tree": tree,
            }
        },
    }  # fmt: skip


def _write(path: Path, value: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, indent=2) if path.suffix == ".json" else yaml.safe_dump(value, sort_keys=False)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["trees.yaml", "api/trees.json", "api/openapi.yaml"])
def test_each_operation_with_a_listing_is_a_contract(name: str, tmp_path: Path) -> None:
    """Named by its own slug or by its operation; YAML and JSON alike, in the folder or in one of its folders."""
    _write(tmp_path / name, _document())
    assert slugs(tmp_path) == ("list-trees", "orchard-trees")
    contract = load("orchard-trees", tmp_path)
    assert (contract.path, contract.operation, contract.title) == ("/orchards/{id}/trees", "ListTreesOfOrchard", "Trees")
    assert [one.name for one in contract.parameters] == ["id", "limit", "offset"]
    assert contract.parameter("offset").minimum == 0
    assert [field.within for field in contract.fields if field.within] == ["/id", "/felled", "/parent"]


def test_the_file_is_the_source_of_what_names_none(tmp_path: Path) -> None:
    """A fact stands at its JSON Pointer in the file, and lint asks for no source."""
    _write(tmp_path / "trees.yaml", _document())
    contract = load("list-trees", tmp_path)
    places = {fact.id: fact.source for fact in facts(contract)}
    assert str(places["parameters.limit"]) == "document trees.yaml, #/paths/~1trees/get/parameters/0"
    assert places["fields./items/*/id"].row == "#/components/schemas/Tree/properties/id"
    assert places["size.means"].row == "#/paths/~1trees/get/x-listing/pages/size"
    assert places["identity"].row == "#/paths/~1trees/get/x-listing/identity"
    assert places["status.200"].row == "#/paths/~1trees/get/responses/200"
    assert all(fact.binding for fact in facts(contract))


def test_lint_shows_a_mistake_where_it_stands_in_the_file(tmp_path: Path) -> None:
    """In the file that somebody wrote, not in what was made of it."""
    document = _document()
    document["paths"]["/trees"]["get"]["x-listing"] = {**LISTING, "identity": ["/ids"]}
    for name in ("trees.yaml", "trees.json"):
        path = _write(tmp_path / name, document)
        first, _ = listings(read(path), "trees")
        (mistake,) = lint(first.document(), first.slug).mistakes
        assert mistake.file == str(path)
        assert "/ids" in path.read_text().splitlines()[mistake.line - 1]
        path.unlink()


def test_what_a_listing_is_graded_holds_for_all_that_it_says(tmp_path: Path) -> None:
    """A guess binds nobody, and what the file itself says of a parameter still does."""
    document = _document()
    document["paths"]["/trees"]["get"]["x-listing"] = {**LISTING, "grade": "guess"}
    _write(tmp_path / "trees.yaml", document)
    told = {fact.id: fact.binding for fact in facts(load("list-trees", tmp_path))}
    assert told["parameters.limit.maximum"]
    assert not told["size.means"]
    assert not told["identity"]


def test_an_overlay_brings_a_listing_to_a_file_that_nobody_touches(tmp_path: Path) -> None:
    """Its target is a JSONPath; what it says stands in the overlay, what the file says in the file."""
    document = _document()
    listing = document["paths"]["/trees"]["get"].pop("x-listing")
    del document["paths"]["/orchards/{id}/trees"]["get"]["x-listing"]
    base = _write(tmp_path / "trees" / "openapi.json", document)
    action = {"target": "$.paths['/trees'].get", "update": {"x-listing": {**listing, "identity": ["/ids"]}}}
    file = _write(
        tmp_path / "trees" / "listings.overlay.yaml",
        {"overlay": "1.0.0", "info": {"title": "Listings", "version": "1"}, "extends": "openapi.json", "actions": [action]},
    )
    assert slugs(tmp_path) == ("list-trees",)
    contract = load("list-trees", tmp_path)
    assert contract.parameter("limit").source.document == base.name
    assert {fact.source.document for fact in facts(contract) if fact.id in ("identity", "size.safe")} == {file.name}
    (listed,) = listings(overlaid(read(file)), "trees")
    (mistake,) = lint(listed.document(), listed.slug).mistakes
    assert mistake.file == str(file)
    assert "/ids" in file.read_text().splitlines()[mistake.line - 1]


def test_an_overlay_reaches_operations_that_stand_in_other_files(tmp_path: Path) -> None:
    """A path may be a reference to a file beside; what that refers to, in itself or in a third file, is found from there."""
    document = _document()
    item = document["paths"].pop("/trees")
    listing = item["get"].pop("x-listing")
    del document["paths"]["/orchards/{id}/trees"]["get"]["x-listing"]
    (limit,) = [one for one in item["get"]["parameters"] if one.get("name") == "limit"]
    item["get"]["parameters"] = [{"$ref": "../shared.json#/limit"}, *(one for one in item["get"]["parameters"] if one is not limit)]
    schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    item["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {"$ref": "#/answer"}
    moved = json.dumps({"item": item, "answer": schema}).replace('"#/components', '"../openapi.json#/components')
    _write(tmp_path / "trees" / "paths" / "trees.json", json.loads(moved))
    _write(tmp_path / "trees" / "shared.json", {"limit": limit})
    document["paths"]["/trees"] = {"$ref": "paths/trees.json#/item"}
    _write(tmp_path / "trees" / "openapi.json", document)
    action = {"target": "$.paths['/trees'].get", "update": {"x-listing": listing}}
    overlay = {"overlay": "1.0.0", "info": {"title": "Listings", "version": "1"}, "extends": "openapi.json", "actions": [action]}
    _write(tmp_path / "trees" / "listings.overlay.yaml", overlay)
    contract = load("list-trees", tmp_path)
    assert contract.parameter("limit").schema["maximum"] == limit["schema"]["maximum"]
    assert {field.pointer for field in contract.fields} >= {"/items", "/items/*/id"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"extends": "nowhere.json"}, "there is no file"),
        ({"extends": "https://example.com/openapi.json"}, "nothing is fetched"),
        ({"extends": None}, "extends is missing"),
        ({"overlay": "2.0"}, "expected a version 1"),
        ({"actions": []}, "actions is missing"),
        ({"actions": [{"target": "$.paths['/shrubs']", "update": {}}]}, "selects nothing in base.json"),
        ({"actions": [{"target": "paths", "update": {}}]}, "is no JSONPath"),
        ({"actions": [{"update": {}}]}, "expected an action with target"),
    ],
)
def test_an_overlay_that_cannot_be_applied_is_told(changes: dict[str, Any], expected: str, tmp_path: Path) -> None:
    """With its file and a line of it."""
    _write(tmp_path / "base.json", _document())
    action = {"target": "$.info", "update": {"title": "Woods"}}
    value = {"overlay": "1.0.0", "info": {"title": "Listings", "version": "1"}, "extends": "base.json", "actions": [action], **changes}
    file = _write(tmp_path / "overlay.yaml", value)
    with pytest.raises(ContractError, match=expected) as caught:
        overlaid(read(file))
    assert {mistake.file for mistake in caught.value.mistakes} == {str(file)}


def test_actions_merge_append_and_remove() -> None:
    """In the order in which they stand."""
    base = Document("base.json", _document(), {})
    actions = [
        {"target": "$.info", "update": {"title": "Woods", "x-new": {"a": [1]}}},
        {"target": "$.info", "update": {"x-new": {"a": [2], "b": 1}}},
        {"target": "$.paths['/trees'].get.parameters", "update": {"name": "kind", "in": "query", "schema": {"type": "string"}}},
        {"target": "$.paths['/health']", "remove": True},
    ]
    made = overlaid(Document("o.yaml", {"overlay": "1.0.0", "extends": "base.json", "actions": actions}, {}), base).value
    assert made["info"] == {"title": "Woods", "version": "1", "x-new": {"a": [1, 2], "b": 1}}
    assert [one["name"] for one in made["paths"]["/trees"]["get"]["parameters"]] == ["limit", "offset", "kind"]
    assert "/health" not in made["paths"]
    assert "/health" in base.value["paths"]


def test_references_lead_into_files_beside_it_and_never_to_an_address(tmp_path: Path) -> None:
    """A path, a parameter and a schema in files of their own, and what they refer to from there."""
    document = _document()
    schemas = {"Tree": document["components"]["schemas"].pop("Tree"), "Name": {"type": "string"}}
    schemas["Tree"]["properties"] = {"id": {"$ref": "#/Name"}}
    document["components"]["schemas"]["Page"]["properties"]["items"]["items"] = {"$ref": "parts/tree.yaml#/Tree"}
    item = document["paths"].pop("/trees")
    item["get"]["parameters"][1]["schema"] = {"type": "integer"}
    item["get"]["responses"]["200"]["content"]["application/json"]["schema"] = {"$ref": "../trees.yaml#/components/schemas/Page"}
    document["paths"]["/trees"] = {"$ref": "parts/paths.json#/trees"}
    _write(tmp_path / "api" / "parts" / "tree.yaml", schemas)
    _write(tmp_path / "api" / "parts" / "paths.json", {"trees": item})
    path = _write(tmp_path / "api" / "trees.yaml", document)
    contract = load("list-trees", tmp_path)
    assert contract.field("/items/*/id").source.document == "tree.yaml"
    assert contract.parameter("limit").source.document == "paths.json"
    document["components"]["schemas"]["Page"]["properties"]["items"]["items"] = {"$ref": "https://example.com/tree.yaml"}
    _write(path, document)
    with pytest.raises(ContractError, match="nothing is fetched"):
        load("list-trees", tmp_path)


def test_the_properties_of_a_schema_may_stand_elsewhere_as_a_whole(tmp_path: Path) -> None:
    """One `$ref` for all of them is no property of that name; one that leads back to itself has none."""
    document = _document()
    tree = document["components"]["schemas"]["Tree"]
    document["components"]["x-parts"] = {"tree": tree["properties"], "round": {"$ref": "#/components/x-parts/round"}}
    tree["properties"] = {"$ref": "#/components/x-parts/tree"}
    document["components"]["schemas"]["Page"]["properties"]["round"] = {
        "type": "object",
        "properties": {"$ref": "#/components/x-parts/round"},
    }
    _write(tmp_path / "trees.yaml", document)
    assert [field.within for field in load("list-trees", tmp_path).fields if field.within] == ["/id", "/felled", "/parent"]


def test_an_example_that_refers_elsewhere_is_none(tmp_path: Path) -> None:
    """A value is no place for a reference: what stands there is neither followed nor taken for the value, and the rest is read."""
    document = _document()
    document["components"]["schemas"]["Tree"]["example"] = {"$ref": "#/components/examples/tree"}
    _write(tmp_path / "trees.yaml", document)
    contract = load("list-trees", tmp_path)
    assert "example" not in contract.record_schema
    assert "examples" not in contract.record_schema


def test_an_older_version_is_read_as_the_newer_one_says_it(tmp_path: Path) -> None:
    """Null is a type, an exclusive bound a number; a property that is called like a word of a schema stays one."""
    document = _document("3.0.3")
    properties = document["components"]["schemas"]["Tree"]["properties"]
    properties["felled"] = {"type": "string", "nullable": True, "format": "date-time"}
    properties["nullable"] = {"type": "integer", "minimum": 0, "exclusiveMinimum": True}
    _write(tmp_path / "trees.yaml", document)
    contract = load("list-trees", tmp_path)
    assert contract.field("/items/*/felled").types == ("string", "null")
    schema = contract.field("/items/*/nullable").schema
    assert (schema["type"], schema["exclusiveMinimum"], "minimum" in schema) == ("integer", 0, False)


def test_null_beside_a_reference_is_null_or_what_it_refers_to(tmp_path: Path) -> None:
    """`nullable` beside `allOf`, `oneOf` or `anyOf` says null, as generators write it; an enum gets null with it."""
    document = _document("3.0.3")
    document["components"]["schemas"]["Kind"] = {"type": "string", "enum": ["oak", "elm"]}
    kind = {"$ref": "#/components/schemas/Kind"}
    properties = document["components"]["schemas"]["Tree"]["properties"]
    properties["kind"] = {"allOf": [kind], "nullable": True, "description": "What grows"}
    properties["other"] = {"oneOf": [kind, {"type": "integer"}], "nullable": True}
    properties["third"] = {"anyOf": [kind, {"type": "integer"}], "nullable": False}
    _write(tmp_path / "trees.yaml", document)
    contract = load("list-trees", tmp_path)
    assert contract.field("/items/*/kind").types == ("string", "null")
    assert contract.field("/items/*/kind").enum == ("oak", "elm", None)
    assert contract.field("/items/*/kind").schema["description"] == "What grows"
    assert {"type": "null"} in contract.field("/items/*/other").schema["oneOf"]
    assert {"type": "null"} not in contract.field("/items/*/third").schema["anyOf"]


def test_a_version_that_is_not_read_is_told(tmp_path: Path) -> None:
    """With what is expected."""
    path = _write(tmp_path / "trees.yaml", _document("4.0.0"))
    with pytest.raises(ContractError, match=r"version 4\.0\.0 is not read"):
        listings(read(path), "trees")


def test_schemas_that_hold_each_other_end_somewhere() -> None:
    """A schema within itself is left open, and one that holds many others many times over is cut where it grows too large."""
    document = _document()
    names = [f"S{number}" for number in range(30)]
    every = {name: {"$ref": f"#/components/schemas/{name}"} for name in names}
    for name in names:
        document["components"]["schemas"][name] = {"type": "object", "properties": every}
    document["components"]["schemas"]["Tree"]["properties"].update(every)
    listed, _ = listings(Document("trees.yaml", document, {}), "trees")
    contract = build(listed.document(), listed.slug)
    assert 100 < len(contract.fields) < 1000
    assert contract.field("/items/*/id").types == ("string",)


def test_what_a_large_body_takes_has_a_source_however_much_the_answer_shows() -> None:
    """The properties of an answer are facts as far as there is room; those of a body that is sent are parameters, every one."""
    document = _document()
    (path, item), *_ = document["paths"].items()
    deep: dict[str, Any] = {"type": "object", "properties": {"any_": {"type": "array", "items": {"type": "string"}}}}
    taken: dict[str, Any] = {f"filter{number}": {"type": "object", "properties": {"name": deep}} for number in range(120)}
    body = {"type": "object", "properties": taken | {name: {"type": "integer"} for name in ("limit", "offset")}}
    posted = {**item.pop("get"), "parameters": [], "requestBody": {"content": {"application/json": {"schema": body}}}}
    posted["x-listing"] = {**LISTING, "reads": True, "filters": {"filter119.name.any_": {"field": "/id", "matches": "one-of"}}}
    document["paths"] = {path: {"post": posted}}
    document["components"]["schemas"]["Tree"]["properties"].update({f"f{number}": {"type": "string"} for number in range(300)})
    (listed,) = listings(Document("trees.yaml", document, {}), "trees")
    contract = build(listed.document(), listed.slug)
    assert contract.parameter("filter119.name.any_").source.document == "trees.yaml"
    assert [fact.id for fact in facts(contract) if not fact.source.document] == []


def test_a_document_of_one_listing_may_imply_its_sources_too() -> None:
    """x-listing at the top without x-documents: the file is what it quotes."""
    document = _document()
    del document["paths"]["/orchards/{id}/trees"], document["paths"]["/health"]
    document["x-listing"] = document["paths"]["/trees"]["get"].pop("x-listing")
    (listed,) = listings(Document("trees.yaml", document, {}), "trees")
    contract = build(listed.document(), listed.slug)
    assert (listed.slug, contract.vendor, contract.product) == ("trees", "Trees", "Trees")
    assert lint(listed.document(), listed.slug).mistakes == ()


def test_two_files_may_not_describe_the_same_slug(tmp_path: Path) -> None:
    """Both are named."""
    _write(tmp_path / "a.yaml", _document())
    _write(tmp_path / "b.json", _document())
    with pytest.raises(ContractError, match=r"slug 'list-trees' is that of .*a\.yaml as well"):
        slugs(tmp_path)


def test_a_file_is_linted_whatever_stands_beside_it(tmp_path: Path) -> None:
    """Two others of one slug are theirs to mend."""
    for name in ("a.yaml", "b.yaml"):
        _write(tmp_path / name, _document())
    document = _document()
    document["paths"]["/trees"]["get"]["x-listing"] = {**LISTING, "slug": "trees"}
    document["paths"]["/orchards/{id}/trees"]["get"].pop("x-listing")
    done = CliRunner().invoke(main, ["lint", str(_write(tmp_path / "c.yaml", document))])
    assert (done.exit_code, done.output.partition(":")[0]) == (0, "trees")


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize("name", ["openapi.yaml", "trees.openapi.yaml"])
def test_a_file_without_a_listing_is_one_mistake(tmp_path: Path, name: str, version: str) -> None:
    """It names the overlay beside it that extends the file, where there is one."""
    document = _document(version)
    listing = document["paths"]["/trees"]["get"].pop("x-listing")
    document["paths"]["/orchards/{id}/trees"]["get"].pop("x-listing")
    file = _write(tmp_path / name, document)
    done = CliRunner().invoke(main, ["lint", str(file)])
    (told, count) = done.stderr.splitlines()
    assert (done.exit_code, count) == (1, "1 mistake")
    assert told == f"{file}:1: the file carries no x-listing; expected it at an operation, or an overlay beside it"
    action = {"target": "$.paths['/trees'].get", "update": {"x-listing": listing}}
    overlay = _write(tmp_path / "one.yaml", {"overlay": "1.0.0", "info": {}, "extends": name, "actions": [action]})
    done = CliRunner().invoke(main, ["lint", str(file)])
    assert done.stderr.splitlines() == [f"{file}:1: the file carries no x-listing; {overlay} extends it: lint that", "1 mistake"]


@pytest.mark.parametrize(
    ("operation", "slug"),
    [
        ({"operationId": "listK8sJobs"}, "list-k8s-jobs"),
        ({"operationId": "GET_all HTTPRoutes"}, "get-all-http-routes"),
        ({}, "v1-orchards-id-trees"),
        ({"x-listing": {"slug": "mine"}}, "mine"),
    ],
)
def test_a_slug_is_made_of_the_operation(operation: dict[str, Any], slug: str) -> None:
    """Words joined by hyphens."""
    assert slug_of("/v1/orchards/{id}/trees", "get", operation) == slug
