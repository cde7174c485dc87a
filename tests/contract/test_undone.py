"""A green lint means that listproof acts on every word: what one of its halves does not do yet is refused, and yet can be built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from listproof.contract import ContractError, Document, build, load
from listproof.contract.lint import lint
from listproof.contract.node import Node
from listproof.contract.rules.undone import UNDONE, Undone

from .orchards import document

_WORDS: list[dict[str, Any]] = [
    {"pages": "none"},
    {"pages": {"link": {"next": {"link": "next"}, "end": "absent"}}},
    {"total": {"at": {"header": "X-Total"}, "counts": "matching"}},
    {"sign_in": [{"type": "none"}]},
]


def test_every_entry_lacks_a_half() -> None:
    """An entry that lacks nothing would refuse what is done."""
    assert all(one.lacks and set(one.lacks) <= {"laws", "simulator"} for one in UNDONE)


@pytest.mark.parametrize("words", _WORDS, ids=lambda words: next(iter(words)))
def test_what_is_not_done_is_refused_by_lint_and_built_all_the_same(words: dict[str, Any]) -> None:
    """Lint names the word and who does not act on it, as long as the list names it; whoever makes it work can load it meanwhile."""
    made = document(**words)
    told = [mistake.message for mistake in lint(made, "orchards").mistakes if "is not done yet" in mistake.message]
    block = next(iter(words)).replace("_", "-")
    assert any(block in message for message in told) == any(one.path[0] == block and _says(one, made.value["x-listing"]) for one in UNDONE)
    assert build(made, "orchards").slug == "orchards"


def _says(one: Undone, listing: Any) -> bool:
    return any(True for _ in one.found(Node.root(Document("", listing, {}))))


def test_a_contract_with_a_word_that_is_not_done_is_not_loaded(tmp_path: Path) -> None:
    """By its slug, as every command loads it; the mistake has the line of the word."""
    file = tmp_path / "orchards" / "openapi.yaml"
    file.parent.mkdir()
    text = yaml.safe_dump(document(pages="none").value, sort_keys=False)
    file.write_text(text, encoding="utf-8")
    if not any(one.path == ("pages",) for one in UNDONE):
        pytest.skip("listings that are not cut are done")
    with pytest.raises(ContractError) as caught:
        load("orchards", tmp_path)
    (mistake,) = caught.value.mistakes
    assert text.splitlines()[mistake.line - 1].strip() == "pages: none"
    assert "is not done yet" in mistake.message
