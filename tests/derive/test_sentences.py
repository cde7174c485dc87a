"""A sentence that changes is told though no fact comes of it; a contract keeps digests, and no words of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from listproof.derive import derive_bytes, openapi
from listproof.derive.command import command
from listproof.derive.comparing.compare import Agreement, compare
from listproof.derive.comparing.facts import facts_of
from listproof.derive.comparing.sentences import EXTENSION, remembered, sentences_of
from listproof.derive.document import prose_of

PAGE = """# List kites

GET /v1/kites

## Query parameters

| Name | Type | Required | Description |
|---|---|---|---|
| name | string | No | Name of the kite. Exact match. |
| since | string | No | Kites flown at or after this moment. |
| limit | integer | No | Kites on a page. Default: 10. |

## Response parameters

| Name | Type | Description |
|---|---|---|
| kites | array of objects | The kites. |
"""


def changed(before: str, after: str) -> Agreement:
    """The page after a change against the contract derived before it."""
    assert before in PAGE
    said = derive_bytes(PAGE.replace(before, after).encode(), "page.md")
    contract = facts_of(openapi(derive_bytes(PAGE.encode(), "page.md")))
    return compare(facts_of(openapi(said)), contract, "page", prose_of(said), sentences_of(said))


@pytest.mark.parametrize(
    ("before", "after", "row", "shown"),
    [
        (" Exact match.", "", "parameters.name", None),
        ("at or after", "after", "parameters.since", "Kites flown after this moment."),
        ("The kites.", "The kites. Those on the ground are left out.", "fields./kites", "Those on the ground are left out."),
    ],
)
def test_a_changed_sentence_without_a_fact_is_told(before: str, after: str, row: str, shown: str | None) -> None:
    """Words that go, that come, and that become others are a difference of their row, and risky."""
    told = {one.fact: one for one in changed(before, after).differences}
    assert set(told) - {"filters.name"} == {f"{row}.sentences"}
    assert (told[f"{row}.sentences"].document, told[f"{row}.sentences"].grade.value) == (shown, "risky")


@pytest.mark.parametrize(("before", "after"), [("Kites on a page.", "kites  on a page."), ("The kites.", "the “kites”.")])
def test_marks_and_blanks_change_no_sentence(before: str, after: str) -> None:
    """Another blank, another capital or another quote is no other sentence."""
    assert changed(before, after).differences == ()


def test_a_fact_that_differs_explains_its_sentence_once() -> None:
    """Another default is one difference and not two; another sentence of the same row beside it is told."""
    assert [one.fact for one in changed("Default: 10", "Default: 20").differences] == ["parameters.limit.default"]
    both = changed("Kites on a page. Default: 10", "Strings on a page. Default: 20")
    assert {one.fact for one in both.differences} == {"parameters.limit.default", "parameters.limit.sentences"}


def test_a_contract_without_sentences_says_that_they_are_not_compared(tmp_path: Path) -> None:
    """What cannot be told is said, and `--remember` keeps the sentences without another change of the file."""
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    contract = openapi(derive_bytes(PAGE.encode(), "page.md"))
    del contract[EXTENSION]
    text = "# written by hand\n" + yaml.safe_dump(contract, sort_keys=False)
    (tmp_path / "openapi.yaml").write_text(text, encoding="utf-8")
    words = [str(page), "--against", str(tmp_path / "openapi.yaml")]
    first = CliRunner().invoke(command, [*words, "--remember"])
    assert "sentences are not compared" in first.output
    assert (tmp_path / "openapi.yaml").read_text(encoding="utf-8").startswith(text)
    page.write_text(PAGE.replace("at or after", "after"), encoding="utf-8")
    second = CliRunner().invoke(command, words)
    assert second.exit_code == 1
    assert "parameters.since.sentences" in second.output
    assert "not compared" not in second.output


def test_the_sentences_of_other_documents_stay() -> None:
    """A contract that keeps the sentences of two pages changes those of one, and no line beside them."""
    text = f"openapi: 3.1.0\n{EXTENSION}:\n  other:\n    parameters.a: 12345678\n# the end\nx-last: 1\n"
    said = derive_bytes(PAGE.encode(), "page.md")
    kept = yaml.safe_load(remembered(text, "page", sentences_of(said)))
    assert kept[EXTENSION]["other"] == {"parameters.a": 12345678}
    assert kept["x-last"] == 1
    assert len(kept[EXTENSION]["page"]["parameters.name"].split()) == 2
