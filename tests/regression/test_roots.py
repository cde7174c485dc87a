"""Which change is the cause and which follow from it: told as the findings of the run are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from listproof.findings import Finding
from listproof.findings.symptom import ANSWER_FIELD, WALK
from listproof.regression.change import Change, Still
from listproof.regression.roots import rooted, standing

from ..reports.made import asked, outcome, run, violation

ALONE, DRAWN, ORDER = "filters.keeps-what-it-names", "queries.agrees-with-the-document", "order.sorted-across-pages"
RUN = run(
    [
        outcome(DRAWN, "fail", violation=violation("filters.job_name", exchanges=())),
        outcome(ALONE, "fail", "job_name", violation=violation("filters.job_name", exchanges=())),
    ],
    listing=asked(),
)


def change(key: str, names: str, **words: Any) -> Change:
    """A law that fails now."""
    said = {"kind": "newly-failing", "grade": "breaking", "outcome": key, **words}
    return Change(key=f"newly-failing/{key}", target="mock", contract="made", says=key, reason="", names=frozenset(names.split()), **said)


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_finding_tells_is_one_change(turned: bool) -> None:
    """The root of the finding leads, whatever the order in which the changes are told, and a change of no finding stays alone."""
    keys = [RUN.findings[0].key, *RUN.findings[0].follows]
    assert len(keys) == 2
    told = [change(keys[1], "job_name"), change(keys[0], "job_name"), change("mock/made/other", "order", law=ORDER)]
    roots = rooted(told[::-1] if turned else told, RUN.findings)
    assert [(root.outcome, [one.outcome for one in root.follows]) for root in roots] == [(keys[0], keys[1:]), ("mock/made/other", [])]


def test_where_the_root_of_a_finding_failed_before_the_next_leads() -> None:
    """Only what is new is told: a finding that grew is told by the first of its laws that did not fail before."""
    key = RUN.findings[0].follows[0]
    roots = rooted([change(key, "job_name")], RUN.findings)
    assert [root.outcome for root in roots] == [key]


def test_what_is_fixed_stands_together_as_it_failed() -> None:
    """What one finding of the earlier run told is fixed as one."""
    keys = [RUN.findings[0].key, *RUN.findings[0].follows]
    fixed = [change(key, "", kind="fixed", grade="information") for key in keys]
    assert [len(root.follows) for root in rooted(fixed, (), RUN.findings)] == [1]


def test_a_behaviour_follows_from_the_finding_that_it_shares_a_name_with() -> None:
    """A behaviour of a filter that is ignored is no second cause; one of something else is."""
    keys = [RUN.findings[0].key, *RUN.findings[0].follows]
    quiet = {"kind": "behaviour", "grade": "risky", "outcome": ""}
    told = [change(keys[0], "job_name"), change("a", "job_name filters", **quiet), change("b", "offset", **quiet)]
    roots = rooted(told, RUN.findings)
    assert [(root.says, len(root.follows)) for root in roots] == [(keys[0], 1), ("b", 0)]


def test_a_behaviour_that_became_a_refusal_follows_from_what_is_refused() -> None:
    """Where a law fails because an answer is refused, an open question that is refused now as well is no second cause."""
    keys = [RUN.findings[0].key, *RUN.findings[0].follows]
    quiet = {"kind": "behaviour", "grade": "risky", "outcome": ""}
    refused = change("b", "offset", new="refused", **quiet)
    assert len(rooted([change(keys[0], "job_name", refused=True), refused], RUN.findings)) == 1
    assert len(rooted([change(keys[0], "job_name", refused=False), refused], RUN.findings)) == 2


def finding(key: str, *follows: str) -> Finding:
    """A finding of a run that tells these outcomes."""
    return replace(RUN.findings[0], key=key, follows=follows)


def told(changes: Sequence[Change], now: Sequence[Finding] = (), before: Sequence[Finding] = ()) -> list[tuple[str, list[str]]]:
    """The roots by what they say, each with what follows from it."""
    return [(root.says, [one.says for one in root.follows]) for root in rooted(changes, now, before)]


QUIET: dict[str, Any] = {"kind": "behaviour", "grade": "risky", "outcome": ""}


def test_changes_that_share_a_name_are_one_the_gravest_first() -> None:
    """Joined through a third as well; what says little of its own never leads."""
    error = change("error", "a", kind="error", grade="breaking", outcome="")
    assert told([error, change("a", "a b", **QUIET), change("b", "b c", **QUIET), change("d", "d", **QUIET)]) == [
        ("error", ["a", "b"]), ("d", []),
    ]  # fmt: skip
    assert told([change("late", "a", kind="page-size", grade="risky", outcome=""), change("first", "a", **QUIET)]) == [("first", ["late"])]
    ((_, follows),) = told([change("a", "a", **QUIET), change("c", "c", **QUIET), change("ac", "a c", **QUIET)])
    assert len(follows) == 2


def test_regressions_come_first_and_then_the_graver_grade() -> None:
    """A breaking change that is accepted stands behind a risky one that is not; one of the contract alone regresses nothing."""
    several = [
        change("added", "d", kind="field-new", grade="additive", outcome=""),
        change("accepted", "a", accepted=True),
        change("risky", "b", **QUIET),
        change("broken", "c"),
        change("theirs", "e", causes=("contract",)),
    ]
    assert [says for says, _ in told(several)] == ["broken", "risky", "accepted", "theirs", "added"]
    assert [says for says, _ in told([change("x", "a", accepted=True, grade="risky"), change("y", "b", accepted=True)])] == ["y", "x"]


def test_a_root_that_hides_a_regression_is_one() -> None:
    """It comes before a regression of a lesser grade."""
    key = RUN.findings[0].key
    head = change(key, "a", accepted=True, causes=("api",))
    under = change("under", "a", **QUIET)
    assert [says for says, _ in told([change("z", "z", kind="type", grade="risky", outcome=""), head, under], RUN.findings)] == [key, "z"]


def test_listings_stand_apart() -> None:
    """A name that two listings, or two targets, share joins nothing."""
    one, other = change("one", "a"), change("other", "a")
    assert len(rooted([one, other])) == 1
    assert len(rooted([one, replace(other, contract="another")])) == 2
    assert len(rooted([one, replace(other, target="live")])) == 2


def test_causes_stand_apart() -> None:
    """What the API changed is not told under what the contract changed."""
    assert len(rooted([change("one", "a"), change("other", "a", causes=("contract",))])) == 2


def test_what_fails_for_a_changed_fact_stands_under_the_fact() -> None:
    """Where the contract alone can be the cause and they share a name; each fact leads once, the others are summed."""
    quiet = {"kind": "fact", "grade": "information", "outcome": "", "causes": ("contract",)}
    facts = [change(f"fact-{n}", names, **quiet) for n, names in enumerate(("a", "b", "c"))]
    failing = change("fails", "b x", causes=("contract",))
    under = change("under", "b x", grade="risky", causes=("contract",), kind="type", outcome="")
    assert told([*facts, failing, under]) == [("fact-1", ["fails", "under"]), ("2 facts of the contract changed", ["fact-0", "fact-2"])]
    assert [one.follows for one in rooted([*facts, failing, under])[0].follows] == [(), ()]
    assert told([facts[1], replace(failing, causes=("api", "contract"))]) == [("fails", []), ("fact-1", [])]
    assert told([facts[0], failing]) == [("fails", []), ("fact-0", [])]


@pytest.mark.parametrize(
    ("kind", "grade", "sentence"),
    [
        ("now-inconclusive", "information", "2 laws could not be tried"),
        ("now-tried", "information", "2 laws could be tried and pass"),
        ("now-trouble", "information", "2 laws could not be asked"),
        ("disappeared", "information", "2 laws are not asked any more"),
        ("new", "information", "2 laws are new"),
        ("fact", "information", "2 facts of the contract changed"),
    ],
)
def test_quiet_changes_of_a_kind_are_summed(kind: str, grade: str, sentence: str) -> None:
    """Two of them; one alone says what it says."""
    several = [
        replace(change(name, name, kind=kind, grade=grade, outcome=""), law=ORDER, subject="x", replay="r", old="o") for name in ("a", "b")
    ]
    (root,) = rooted(several)
    assert (root.says, root.key, root.law, root.subject, root.replay) == (sentence, f"{kind}/mock/made", None, None, "")
    assert (root.follows, root.old, root.kind) == (tuple(several), "o", kind)
    assert rooted(several[:1]) == tuple(several[:1])


def test_other_quiet_changes_stand_under_the_first_of_their_kind() -> None:
    """Latency is not summed to a number of laws."""
    several = [change(name, name, kind="latency", grade="information", outcome="") for name in ("a", "b")]
    assert told(several) == [("a", ["b"])]
    assert rooted(several)[0].key == several[0].key


def test_what_could_not_be_tried_follows_from_the_only_root() -> None:
    """Of several roots none can be blamed for it; other quiet changes stay where they are."""
    untried = [change(name, name, kind="now-inconclusive", grade="information", outcome="") for name in ("u", "v")]
    new = change("n", "n", kind="new", grade="information", outcome="")
    summed = "2 laws could not be tried"
    assert told([change("a", "a"), *untried, new]) == [("a", [summed]), ("n", [])]
    assert told([change("a", "a"), change("b", "b"), *untried]) == [("a", []), ("b", []), (summed, ["u", "v"])]
    assert told(untried) == [(summed, ["u", "v"])]


def test_what_follows_already_stays_before_what_could_not_be_tried() -> None:
    """In the order in which it was found."""
    untried = change("u", "u", kind="now-inconclusive", grade="information", outcome="")
    assert told([change("a", "x"), change("b", "x"), untried]) == [("a", ["b", "u"])]


@pytest.mark.parametrize(
    ("root", "at_large"),
    [
        ({"fact": "status.200"}, True), ({"fact": "media-type"}, True), ({"fact": "success"}, True), ({"fact": "filters.x"}, False),
        ({}, False), ({"law": "pages.walk-meets-each-record-once"}, True), ({"law": ORDER}, ORDER in WALK),
        ({"law": ANSWER_FIELD, "names": frozenset({"records"})}, True), ({"law": ANSWER_FIELD}, False),
        ({"fact": "status.200", "kind": "type"}, False),
    ],
)  # fmt: skip
def test_where_no_answer_can_be_read_everything_else_may_come_of_that(root: dict[str, Any], at_large: bool) -> None:
    """Or where the walk over the pages cannot be trusted."""
    key = RUN.findings[0].key
    first = replace(change(key, "x"), **root)
    roots = rooted([first, change("b", "other", **QUIET)], RUN.findings)
    assert len(roots) == (1 if at_large else 2)


@pytest.mark.parametrize("kind", ["error", "page-size"])
def test_what_says_little_follows_from_the_first_finding(kind: str) -> None:
    """Where there is one; else it stands alone."""
    little = change("little", "z", kind=kind, grade="risky", outcome="")
    several = [change("one", "a"), change("two", "b"), little]
    assert told(several, [finding("one"), finding("two")]) == [("one", ["little"]), ("two", [])]
    assert len(rooted([little, change("other", "y", **QUIET)])) == 2


def test_what_shares_a_name_follows_from_the_finding_that_has_it() -> None:
    """Not from the first, and from any member of it."""
    found = [finding("one"), finding("two", "three")]
    changes = [change("one", "a"), change("two", "b"), change("three", "c"), change("q", "c", **QUIET)]
    assert told(changes, found) == [("one", []), ("two", ["three", "q"])]


def test_a_refusal_that_is_no_behaviour_is_a_root_of_its_own() -> None:
    """Nor does what was honoured follow from what is refused."""
    key = RUN.findings[0].key
    refused = change(key, "a", refused=True)
    assert len(rooted([refused, change("b", "z", new="refused", **{**QUIET, "kind": "type"})], RUN.findings)) == 2
    assert len(rooted([refused, change("b", "z", new="honoured", **QUIET)], RUN.findings)) == 2


def still(key: str) -> Still:
    """A law that fails as before."""
    return Still(key, "mock", "made", ORDER, None, f"{key} fails", 3)


def test_what_still_fails_is_told_by_the_findings_of_the_later_run() -> None:
    """Each once, in their order, with what follows from it; what no finding tells stands alone behind."""
    found = standing([still("x"), still("c"), still("b"), still("a")], [finding("a", "gone", "b"), finding("c"), finding("none")])
    assert found == (replace(still("a"), follows=("b",)), still("c"), still("x"))


def test_where_the_root_was_fixed_the_next_still_leads() -> None:
    """And nothing is told twice."""
    assert standing([still("b"), still("c")], [finding("a", "b", "c"), finding("b")]) == (replace(still("b"), follows=("c",)),)
    assert standing([], [finding("a")]) == ()
