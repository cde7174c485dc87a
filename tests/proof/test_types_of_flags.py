"""The type of a text that says true or false: a query writes it as it writes a flag, so that it is changed to a number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listproof.contract import build
from listproof.contract.lint import lint
from listproof.proof.exercised import Alteration, noticed
from listproof.proof.mutations import mutations

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

MADE = sourced(
    document(
        parameter("fenced", example="true"), parameter("open"), parameter("name"),
        parameter("offset", {"type": "integer"}), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}),
        pages={"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
        filters={
            "fenced": {"matches": "opaque"},
            "open": {"field": "/open", "as": "flag", "matches": "equals"},
            "name": {"field": "/name", "matches": "contains"},
        },
    )
)  # fmt: skip


@pytest.mark.parametrize(("name", "says"), [("fenced", "it is integer"), ("open", "it is boolean"), ("name", "it is boolean")])
def test_a_type_is_changed_to_one_that_asks_for_other_words(name: str, says: str, tmp_path: Path) -> None:
    """And a law notices it; nobody does where the words of a flag are all that the contract says, and that is told with the change."""
    assert [mistake.message for mistake in lint(MADE, "orchards").mistakes] == []
    made = list(mutations(build(MADE, "orchards")))
    place = next(index for index, one in enumerate(made) if one.fact == f"parameters.{name}.type")
    (tmp_path / "orchards").mkdir()
    (tmp_path / "orchards" / "openapi.yaml").write_text(json.dumps(MADE.value), encoding="utf-8")
    told = noticed(Alteration("orchards", place, tmp_path))
    assert told.says == says
    assert bool(told.noticed) == (name != "open")
    assert bool(told.weaker) == (name == "open")
