"""Which change is the cause and which follow from it."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.regression.change import Change
from listproof.regression.roots import rooted


def change(law: str, **words: Any) -> Change:
    """A law that fails now."""
    said = {"kind": "newly-failing", "grade": "breaking", "fact": "filters.name", "names": frozenset({"name"}), **words}
    return Change(key=law, target="live", contract="orchards", says="it fails", reason="", law=law, **said)


@pytest.mark.parametrize("drawn", ["queries.answered-as-documented", "schema.answers-fit-the-contract"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_law_that_draws_its_questions_follows_from_one_that_names_its_own(drawn: str, turned: bool) -> None:
    """A drawn query meets every fault; the law that asked for the filter alone is the cause, in whatever order they are told."""
    told = [change(drawn, fact="status.200"), change("filters.keeps-what-it-names", subject="name")]
    roots = rooted(told[::-1] if turned else told)
    assert [root.law for root in roots] == ["filters.keeps-what-it-names"]
    assert [one.law for one in roots[0].follows] == [drawn]
