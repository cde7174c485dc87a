"""A changed page is told from its contract: each change with its grade and reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from listproof.derive import contradictions, derive_bytes, openapi
from listproof.derive.comparing.compare import Agreement, compare
from listproof.derive.comparing.disputes import RecordedDispute
from listproof.derive.comparing.facts import Facts, UnreadableContract, facts_of, read_contract
from listproof.derive.comparing.report import as_json, as_markdown, as_text
from listproof.derive.document import prose_of

PAGE = (Path(__file__).parent / "pages" / "huawei-greenhouse.html").read_text(encoding="utf-8")


def facts(page: str) -> Facts:
    """The facts of a page."""
    return facts_of(openapi(derive_bytes(page.encode(), "page.html", "huawei", "page")))


def changed(before: str, after: str) -> Agreement:
    """The page after a change against the contract derived before it."""
    assert before in PAGE
    return compare(facts(PAGE.replace(before, after, 1)), facts(PAGE), "page")


def test_a_page_agrees_with_the_contract_derived_from_it() -> None:
    """Nothing differs where nothing changed."""
    result = compare(facts(PAGE), facts(PAGE), "page")
    assert result.differences == ()
    assert result.agreeing == len(facts(PAGE).stated)


@pytest.mark.parametrize(
    ("before", "after", "fact", "grade"),
    [
        ("GET /v2/{project_id}/farms", "GET /v3/{project_id}/farms", "path", "breaking"),
        ("<p>1-1,000</p>", "<p>1-500</p>", "parameters.limit.maximum", "breaking"),
        ("<p>1-1,000</p>", "<p>1-2,000</p>", "parameters.limit.maximum", "additive"),
        ("<p>1-1,000</p>", "<p>N/A</p>", "parameters.limit.maximum", "risky"),
        ("<p>Default Value</p>", "<p>Default Value</p>", "", ""),
        ("Default Value</strong></p><p>50</p>", "Default Value</strong></p><p>20</p>", "parameters.limit.default", "risky"),
        ("<p>limit</p></td><td><p>No</p>", "<p>limit</p></td><td><p>Yes</p>", "parameters.limit.required", "breaking"),
        ("<p>farm_id</p>", "<p>yard_id</p>", "parameters.yard_id", "breaking"),
        ("<li><strong>EMPTY</strong>: nothing planted</li>", "", "parameters.status.enum", "breaking"),
        ("<li><strong>CLOSED</strong></li>", "<li><strong>CLOSED</strong></li><li>LOST</li>", "parameters.status.enum", "additive"),
        ("<li>CLOSED</li>", "<li>CLOSED</li><li>LOST</li>", "fields./greenhouses/*/status.enum", "risky"),
        ("<p>area</p></td><td><p>Double</p>", "<p>area</p></td><td><p>String</p>", "fields./greenhouses/*/area.type", "breaking"),
        ("<tr><td><p>humidity</p>", "<tr><td><p>wet</p>", "fields./greenhouses/*/climate/humidity", "breaking"),
        ("<tr><td><p>humidity</p>", "<tr><td><p>light</p></td><td><p>Integer</p></td><td>Lux.</td></tr><tr><td><p>humidity</p>",
         "fields./greenhouses/*/climate/light", "additive"),
        ('"tags" : [ "red" ]', '"tags" : [ "green" ]', "example", "editorial"),
        ('"name" : "peppers"', '"name" : null', "fields./greenhouses/*/name.null", "risky"),
        ("1730000000000", "1730000000", "example", "editorial"),
        ("<p>sort_dir</p></td><td><p>No</p></td><td><p>String</p>", "<p>sort_dir</p></td><td><p>No</p></td><td><p>Integer</p>",
         "parameters.sort_dir.type", "breaking"),
        ("<tr><td>400</td><td>Bad request</td></tr>", "<tr><td>400</td><td>Bad request</td></tr><tr><td>409</td><td>Clash</td></tr>",
         "status.409", "additive"),
    ],
)  # fmt: skip
def test_a_change_is_graded(before: str, after: str, fact: str, grade: str) -> None:
    """Each sort of change is found at its fact, with its grade and a reason."""
    if not fact:
        return
    found = {one.fact: one for one in changed(before, after).differences}
    assert fact in found
    assert found[fact].grade.value == grade
    assert found[fact].reason


@pytest.mark.parametrize("name", ["type", "format", "enum", "example", "required", "minimum", "null", "in"])
def test_a_parameter_may_be_called_like_a_facet(name: str) -> None:
    """Its name is not taken for the facet of another: it is the same as before, and a new one is a parameter."""
    page = PAGE.replace("<p>farm_id</p>", f"<p>{name}</p>")
    assert compare(facts(page), facts(page), "page").differences == ()
    told = {one.fact: one for one in compare(facts(page), facts(PAGE), "page").differences}
    assert (told[f"parameters.{name}"].change, told[f"parameters.{name}"].reason) == ("added", "a new parameter that must be given")
    assert "parameters.farm_id.type" not in told


def test_a_new_parameter_is_additive_unless_it_must_be_given() -> None:
    """An optional parameter adds, a mandatory one breaks."""
    row = "<tr><td><p>crop</p></td><td><p>{}</p></td><td><p>String</p></td><td>Crop.</td></tr><tr><td><p>glass</p>"
    optional = changed("<tr><td><p>glass</p>", row.format("No")).differences
    mandatory = changed("<tr><td><p>glass</p>", row.format("Yes")).differences
    assert [(one.fact, one.grade.value) for one in optional] == [("parameters.crop", "additive")]
    assert [(one.fact, one.grade.value) for one in mandatory] == [("parameters.crop", "breaking")]


def test_the_worst_differences_come_first() -> None:
    """Breaking stands before additive before editorial."""
    page = PAGE.replace("<p>1-1,000</p>", "<p>1-500</p>").replace('"red"', '"green"').replace("<p>farm_id</p>", "<p>yard_id</p>")
    weights = [one.grade.weight for one in compare(facts(page), facts(PAGE), "page").differences]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) > 1


def test_a_recorded_dispute_is_no_difference() -> None:
    """What a reading of x-disputes says is told apart, under the dispute's id."""
    contract = openapi(derive_bytes(PAGE.encode(), "page.html", "huawei", "page"))
    contract["x-disputes"] = [
        {"id": "area", "about": ["fields./greenhouses/*/area.type"], "readings": [{"says": "true or false, or a number"}]}
    ]
    after = facts(PAGE.replace("<p>area</p></td><td><p>Double</p>", "<p>area</p></td><td><p>Boolean</p>"))
    result = compare(after, facts_of(contract), "page")
    assert [one.fact for one in result.differences] == []
    assert [(one.fact, one.dispute) for one in result.recorded] == [("fields./greenhouses/*/area.type", "area")]


@pytest.mark.parametrize(
    ("fact", "value", "says", "shows", "settled"),
    [
        ("parameters.limit.default", 50, "optional, 50 by default", {}, True),
        ("parameters.limit.default", 20, "optional, 50 by default", {}, False),
        ("parameters.limit.default", 5, "optional, 50 by default", {}, False),
        ("parameters.limit.default", None, "no default", {}, True),
        ("parameters.limit.default", None, "none", {}, False),
        ("parameters.limit.required", True, "mandatory", {}, True),
        ("parameters.limit.required", True, "not required", {}, False),
        ("parameters.limit.required", False, "optional", {}, True),
        ("parameters.limit.type", ("string",), "text", {}, True),
        ("parameters.limit.type", ("boolean",), "text", {}, False),
        ("parameters.limit.type", ("integer", "string"), "a number", {"schema": {"type": ["integer", "string"]}}, True),
        ("parameters.limit.in", "header", "a header", {}, True),
        ("parameters.limit.in", "cookie", "a header", {}, False),
        ("parameters.limit.enum", ("a", "b"), "others", {"ask": {"limit": ["a", "b"]}}, True),
        ("parameters.limit.enum", ("a", "c"), "others", {"ask": {"limit": ["a", "b"]}}, False),
        ("parameters.size.default", 50, "50 by default", {}, False),
    ],
)
def test_a_dispute_covers_what_its_readings_say(fact: str, value: object, says: str, shows: object, settled: bool) -> None:
    """Of the facts that it is about, a dispute settles the values that one of its readings names, and no others."""
    dispute = RecordedDispute("limit", ("parameters.limit",), ({"says": says, "shows": shows},))
    assert dispute.settles(fact, value) is settled


FUZZY = "fuzzy match is supported"
ALL = "To list all of them, set this parameter to every_one."


@pytest.mark.parametrize(
    ("before", "after", "fact", "change"),
    [
        ("every_one", "any_one", "filters.name.everything", "changed"),
        ("every_one", "any_one", "base.name", "changed"),
        (ALL, "", "filters.name.everything", "removed"),
    ],
)
def test_another_value_for_everything_is_told(before: str, after: str, fact: str, change: str) -> None:
    """The word that turns a filter off is compared, and looked for on the page where no sentence gives it."""
    page = PAGE.replace(f"{FUZZY}.", f"{FUZZY}. {ALL}", 1)
    assert ALL in page
    contract = openapi(derive_bytes(page.encode(), "page.html", "huawei", "page"))
    assert contract["x-listing"]["filters"]["name"]["everything"] == "every_one"
    confirmed(contract)
    said = derive_bytes(page.replace(before, after).encode(), "page.html", "huawei", "page")
    result = compare(facts_of(openapi(said)), facts_of(contract), "page", prose_of(said))
    assert (fact, change, "risky") in {(one.fact, one.change, one.grade.value) for one in result.differences}


@pytest.mark.parametrize(("after", "told"), [("only exact matches are found", True), ("fuzzy queries work", False)])
def test_another_mode_of_matching_is_told(after: str, told: bool) -> None:
    """Fuzzy that becomes exact is told; fuzzy in other words is not."""
    assert FUZZY in PAGE
    contract = openapi(derive_bytes(PAGE.encode(), "page.html", "huawei", "page"))
    confirmed(contract)
    said = derive_bytes(PAGE.replace(FUZZY, after, 1).encode(), "page.html", "huawei", "page")
    result = compare(facts_of(openapi(said)), facts_of(contract), "page", prose_of(said))
    assert ("filters.name" in {one.fact for one in result.differences}) is told


def confirmed(contract: dict[str, Any]) -> None:
    """Grade every line of the listing as a person does who has found it on the page."""
    for source in contract["x-listing"]["sources"].values():
        source.update(grade="document", basis="documented")


def test_what_another_source_gives_need_not_stand_on_the_page() -> None:
    """A facet that the contract takes from elsewhere (`but`) is not looked for on the page; one taken from the page is."""
    contract = openapi(derive_bytes(PAGE.encode(), "page.html", "huawei", "page"))
    (path,) = contract["paths"].values()
    name = next(one for one in path["get"]["parameters"] if one["name"] == "name")
    name["schema"]["minLength"] = 2
    assert [one.fact for one in compare(facts(PAGE), facts_of(contract), "page").differences] == ["parameters.name.minLength"]
    name["x-source"]["but"] = {"minLength": {"document": "client", "row": "name", "grade": "vendor"}}
    assert compare(facts(PAGE), facts_of(contract), "page").differences == ()


def test_the_report_has_three_forms_with_the_same_differences() -> None:
    """Text, Markdown and JSON tell the same."""
    result = changed("<p>1-1,000</p>", "<p>1-500</p>")
    said = derive_bytes(PAGE.encode(), "page.html", "huawei", "page")
    parts = ("page.html", result, contradictions(said), said.unread)
    assert "parameters.limit.maximum" in as_text(*parts)
    assert "| breaking | `parameters.limit.maximum` |" in as_markdown(*parts)
    written = json.loads(as_json([parts]))
    assert written["version"] == 1
    difference = written["documents"][0]["differences"][0]
    assert difference["fact"] == "parameters.limit.maximum"
    assert (difference["contract"], difference["document"], difference["grade"]) == (1000, 500, "breaking")


@pytest.mark.parametrize("text", ["", "a: [", "- 1\n", "openapi: 3.1.0\npaths: {/a: {get: {parameters: [3]}}}\n", "\x00"])
def test_a_broken_contract_is_one_sentence(text: str, tmp_path: Path) -> None:
    """A contract that cannot be compared is refused with a sentence."""
    file = tmp_path / "openapi.yaml"
    file.write_text(text)
    with pytest.raises(UnreadableContract) as refused:
        facts_of(read_contract(tmp_path))
    assert "\n" not in str(refused.value)
