"""No law breaks on a contract that lacks what others have: each names only facts that are stated there."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.proof.suite import laws, run
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport import Session, Target

LEAST = """
openapi: 3.1.0
info: {title: List orchards, version: "1"}
x-vendor: Example
x-product: Orchards
x-documents: {page: {title: List orchards, kind: document}}
paths:
  /v1/orchards:
    get:
      operationId: ListOrchards
      x-source: {document: page, table: List orchards, row: all, grade: document}
      parameters: PARAMETERS
      responses:
        "200":
          description: A page.
          x-source: {document: page, table: Answer, row: "200", grade: document}
          content:
            application/json:
              schema:
                type: object
                x-source: {document: page, table: Answer, row: body, grade: document}
                properties:
                  orchards:
                    type: array
                    x-source: {document: page, table: Answer, row: orchards, grade: document}
                    items:
                      type: object
                      required: [id, name]
                      x-source: {document: page, table: Answer, row: orchard, grade: document}
                      properties:
                        id: {type: string, x-source: {document: page, table: Answer, row: id, grade: document}}
                        name: {x-source: {document: page, table: Answer, row: name, grade: document}, type: string}
x-listing:
  records: /orchards
  identity: [/id]
  PAGES
  order: unspecified
  filters: FILTERS
  sign-in: [{type: header, name: X-Token}]
  errors: {}
  sources: {}
"""
OFFSET = (
    "{name: offset, in: query, schema: {type: integer}, x-source: {document: page, table: List orchards, row: offset, grade: document}}"
)
LIMIT = "{name: limit, in: query, schema: {type: integer}, x-source: {document: page, table: List orchards, row: limit, grade: document}}"
NAME = "{name: name, in: query, schema: {type: string}, x-source: {document: page, table: List orchards, row: name, grade: document}}"
PAGES = "pages: {offset: {parameter: offset, first: 0}, size: {parameter: limit, means: exactly, safe: 10}}"


@pytest.mark.parametrize("filtered", [False, True])
def test_the_least_contract_breaks_no_law(filtered: bool, tmp_path: Path) -> None:
    """Without total, errors, settled fields, order or base: nothing fails, and nothing is in error."""
    folder = tmp_path / "least"
    folder.mkdir()
    parameters = [OFFSET, LIMIT, *([NAME] if filtered else [])]
    text = LEAST.replace("PARAMETERS", f"[{', '.join(parameters)}]").replace("PAGES", PAGES)
    text = text.replace("FILTERS", "{name: {field: /name, matches: equals}}" if filtered else "{}")
    (folder / "openapi.yaml").write_text(text, encoding="utf-8")
    contract = load("least", tmp_path)
    target = Target("mock", contract.slug, **mock(contract, "http://127.0.0.1:1"))
    store = Store(contract, Session(target, contract.sign_in, transport=InProcess(Service(contract, jobs=37))))
    outcomes = run(store, [law for law in laws() if law.area != "schema"])
    held = [f"{one.verdict} {one.law} {one.subject}: {one.reason}" for one in outcomes if one.verdict in ("fail", "error")]
    assert held == []
    assert sum(one.verdict == "pass" for one in outcomes) > 10
