"""How the last page is told where what leads on stands inside an object that may be null, or a field says null."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import Document, build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, document, parameter

URL: dict[str, Any] = {"url": {"type": "string", "x-source": PLACE}, "offset": {"type": "integer", "x-source": PLACE}}
AROUND: dict[str, Any] = {"type": ["object", "null"], "required": ["url", "offset"], "properties": URL}
TEXT: dict[str, Any] = {"next": {"at": "/next", "as": "link"}, "end": "null"}
OBJECT: dict[str, Any] = {**AROUND, "type": "object"}
NUMBER: dict[str, Any] = {"type": ["integer", "null"]}
LEAD = {"at": "/next/url", "as": "link"}


def orchards(following: dict[str, Any], required: bool = True, **step: Any) -> Document:
    """Pages by offset, with an answer whose field next is described so."""
    asked = [parameter(name, {"type": "integer", "minimum": 0, "maximum": 1000}) for name in ("offset", "limit")]
    pages = {
        "offset": {"parameter": "offset", "first": 0, **step},
        "size": {"parameter": "limit", "means": "exactly", "safe": 50, "zero": "default"},
    }
    made = document(*asked, answer={"next": following}, pages=pages)
    good = made.value["paths"]["/v1/orchards"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    good["required"] = ["orchards", *(["next"] if required else [])]
    return sourced(made)


GREEN: dict[str, tuple[dict[str, Any], bool, dict[str, Any]]] = {
    "null around it": (AROUND, True, {"next": LEAD, "end": "null"}),
    "absent with what is around it": (OBJECT, False, {"next": LEAD, "end": "absent"}),
    "null is said of what is around it": (AROUND, True, {"next": LEAD, "end": {"/next": None}}),
    "null is said of an object alone": (AROUND, True, {"end": {"/next": None}}),
    "null is said of a number": (NUMBER, True, {"end": {"/next": None}}),
    "one of listed words": ({"type": "string", "enum": ["last", "more"]}, True, {"end": {"/next": "last"}}),
}


@pytest.mark.parametrize("listed", GREEN)
def test_what_lint_takes_the_simulator_keeps_to(listed: str) -> None:
    """No law fails: the last page is told as the contract has it, and every answer fits its schema."""
    following, required, step = GREEN[listed]
    written = orchards(following, required, **step)
    assert [one.message for one in lint(written, "orchards").mistakes] == []
    listing = build(written, "orchards")
    store = listing_of(Service(listing, 60, 0))
    walk = store.walk(store.base, 25)
    assert [len(page.records) for page in walk.pages if page.records] == [25, 25, 10]
    assert not [page.answer.body for page in walk.pages if not page.valid]
    outcomes = [judge(one, store, subject) for one, subject in plan(listing, laws()) if one.id.startswith(("pages.", "shape."))]
    assert [(one.law, one.violation and one.violation.says) for one in outcomes if one.verdict in ("fail", "error")] == []


RED: dict[str, tuple[dict[str, Any], bool, dict[str, Any], str]] = {
    "never null": ({"type": "string"}, True, TEXT, "/next is string, and never null; expected blank"),
    "never blank": (NUMBER, True, {"next": "/next", "end": "blank"}, "/next is integer or null, and never blank; expected null"),
    "never absent": (OBJECT, True, {"next": LEAD, "end": "absent"}, "/next/url is string, and never absent; expected blank"),
    "never anything else": ({"type": "string", "enum": ["end"]}, True, {"end": {"/next": "end"}}, "/next is always 'end'"),
}  # fmt: skip


@pytest.mark.parametrize("listed", RED)
def test_an_end_that_the_schema_rules_out_is_refused(listed: str) -> None:
    """The mistake says which word to write."""
    following, required, step, says = RED[listed]
    (mistake,) = lint(orchards(following, required, **step), "orchards").mistakes
    assert says in mistake.message
