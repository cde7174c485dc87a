"""What changed between two runs: verdicts, behaviours, shape, errors, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from listproof.regression import Change, RunComparison, compare
from listproof.reports import CensusSize, DisputeRecord, FieldShape, Run, latency
from listproof.verdicts import Exchange, Outcome

from ..reports import made

KEY = f"mock/{made.SLUG}"


def of(*outcomes: Outcome, **changes: Any) -> Run:
    """A run of some outcomes; `changes` are of its listing."""
    run = made.run(outcomes)
    return replace(run, listings=(replace(run.listings[0], **changes),))


def kinds(comparison: RunComparison) -> list[tuple[str, str]]:
    """The kind and grade of every change."""
    return [(one.kind, one.grade) for one in comparison.every]


def only(comparison: RunComparison) -> Change:
    """The only change."""
    assert len(comparison.every) == 1, comparison.every
    return comparison.every[0]


def verdicts(old: str, new: str) -> RunComparison:
    """A law with one verdict before and another now."""
    return compare(of(made.outcome("bounds.law", old, "limit")), of(made.outcome("bounds.law", new, "limit", reason="why")))


@pytest.mark.parametrize(
    ("old", "new", "kind", "regression"),
    [
        ("pass", "fail", "newly-failing", True),
        ("inconclusive", "fail", "newly-failing", True),
        ("waived", "fail", "newly-failing", True),
        ("fail", "pass", "fixed", False),
        ("waived", "pass", "fixed", False),
        ("pass", "inconclusive", "now-inconclusive", False),
        ("fail", "inconclusive", "now-inconclusive", False),
        ("inconclusive", "pass", "now-tried", False),
        ("pass", "error", "now-trouble", False),
        ("pass", "waived", "now-waived", False),
    ],
)
def test_every_turn_of_a_verdict_is_told(old: str, new: str, kind: str, regression: bool) -> None:
    """Each transition has its kind, and only what fails now is a regression."""
    change = only(verdicts(old, new))
    assert (change.kind, change.regression, change.old, change.new) == (kind, regression, old, new)
    assert change.key == f"{kind}/{KEY}/bounds.law/limit"
    assert change.replay.startswith(("curl ", "listproof test ", "listproof replay "))


@pytest.mark.parametrize(
    ("exchanges", "sign_in", "command"),
    [
        ([made.exchange()], "header", "curl -sS "),
        ([made.exchange(), made.exchange()], "header", "listproof test --target=live "),
        ([made.exchange(walked=("http://127.0.0.1:9/v5",))], "header", "listproof test --target=live "),
        ([made.exchange()], "huawei-ak-sk", "listproof test --target=live "),
    ],
)
def test_a_law_that_follows_is_shown_by_curl_only_where_one_request_shows_it(exchanges: list[Exchange], sign_in: str, command: str) -> None:
    """Several pages, a page that others lead to, a request that is signed anew: there the law is run, not one page asked for."""
    root = made.outcome("bounds.maximum", "fail", "limit", target="live")
    follows = made.outcome("bounds.also", "fail", "limit", target="live", violation=made.violation(exchanges=tuple(exchanges)))
    old, new = (
        made.run(done, listing=made.asked(target="live", environment={"sign-in": sign_in}))
        for done in ([replace(root, verdict="pass", violation=None), replace(follows, verdict="pass", violation=None)], [root, follows])
    )
    told = {one.law: one.replay for change in compare(old, new).changes for one in (change, *change.follows)}
    assert told["bounds.also"].startswith(command), told


@pytest.mark.parametrize(("old", "new"), [("pass", "pass"), ("inconclusive", "unsupported"), ("fail", "fail")])
def test_what_stayed_is_no_change(old: str, new: str) -> None:
    """The same verdict, or two that both prove nothing, changed nothing."""
    assert verdicts(old, new).changes == ()


def test_what_still_fails_says_for_how_many_runs() -> None:
    """A violation of both runs is told apart from changes, with its streak where a history knows it."""
    run = of(made.outcome("bounds.law", "fail", "limit"))
    assert [(one.runs, one.law) for one in compare(run, run).still] == [(2, "bounds.law")]
    assert compare(run, run, streaks={run.outcomes[0].key: 12}).still[0].runs == 12


def test_what_still_fails_is_told_once_a_finding() -> None:
    """What follows from a cause stands under it there as well, and is counted."""
    run = of(made.outcome("bounds.also", "fail", "limit"), made.outcome("bounds.law", "fail", "limit"))
    told = compare(run, run).still
    assert [len(one.follows) for one in told] == [1]
    assert {told[0].key, *told[0].follows} == {outcome.key for outcome in run.outcomes}


def test_laws_that_came_and_went_are_told() -> None:
    """A law of one run only is new or disappeared; a new one that fails is newly failing."""
    one, two = made.outcome("bounds.old", "pass"), made.outcome("bounds.new", "pass")
    assert sorted(kinds(compare(of(one), of(two)))) == [("disappeared", "information"), ("new", "information")]
    assert kinds(compare(of(), of(replace(made.outcome("bounds.new", "fail"), subject="limit")))) == [("newly-failing", "breaking")]


def test_keys_do_not_hang_on_wording() -> None:
    """Another sentence, another message, another number seen: the same key."""
    before = of(made.outcome("bounds.law", "pass", "limit"))
    first = compare(before, of(made.outcome("bounds.law", "fail", "limit")))
    reworded = made.violation(observed="999 of them", expected="else")
    second = compare(before, of(made.outcome("bounds.law", "fail", "limit", violation=reworded, sentence="Anew.", reason="r")))
    assert only(first).key == only(second).key


def behaving(old: Mapping[str, str], new: Mapping[str, str]) -> RunComparison:
    """Two runs that differ in behaviours only."""
    return compare(of(behaviours=old), of(behaviours=new))


def test_a_behaviour_that_is_certainly_another_is_risky_and_a_new_refusal_breaking() -> None:
    """Refusing becomes clamping, or the other way round, or exact becomes fuzzy: each is told with both sides."""
    change = only(behaving({"bounds.limit.maximum": "refused"}, {"bounds.limit.maximum": "set right"}))
    assert (change.kind, change.grade, change.old, change.new) == ("behaviour", "risky", "refused", "set right")
    assert "refused → set right" in change.says
    assert only(behaving({"bounds.limit.maximum": "set right"}, {"bounds.limit.maximum": "refused"})).grade == "breaking"
    assert only(behaving({"filters.name.reading": "equals"}, {"filters.name.reading": "contains, like"})).grade == "risky"


def test_behaviours_that_can_be_the_same_are_no_change() -> None:
    """What other data left open, or was not seen at all, is never told."""
    assert behaving({"filters.name.reading": "equals, contains"}, {"filters.name.reading": "contains, like"}).changes == ()
    assert behaving({"filters.name.reading": "equals"}, {}).changes == ()
    assert behaving({"shape.undocumented-fields": "a"}, {"shape.undocumented-fields": "none"}).changes == ()


def test_a_deviation_from_what_does_not_bind_is_told_when_it_comes() -> None:
    """A fact of weak grade that was kept and is not any more is information, whatever numbers stand in its message."""
    kept = made.outcome("bounds.maximum", "pass", "limit", compared={"parameters.limit.maximum": 1})
    key = "bounds.maximum:parameters.limit.maximum"
    change = only(compare(of(kept), of(kept, behaviours={key: "honoured: 201"})))
    assert (change.kind, change.grade) == ("behaviour", "information")
    assert compare(of(kept, behaviours={key: "honoured: 201"}), of(kept, behaviours={key: "honoured: 177"})).changes == ()


def test_a_deviation_that_is_a_violation_now_is_not_told_as_kept() -> None:
    """Where a guess was made a fact between two runs, the law that recorded it fails: nothing is kept again."""
    law, fact = "bounds.maximum", "parameters.limit.maximum"
    before = of(made.outcome(law, "pass", "limit", compared={fact: 1}), behaviours={f"{law}:{fact}": "honoured: 201"})
    after = of(made.outcome(law, "fail", "limit", compared={fact: 1}, violation=made.violation(fact)), behaviours={})
    assert not any("kept again" in one.says for one in compare(before, after).every)
    still_kept = of(made.outcome(law, "pass", "limit", compared={fact: 1}), behaviours={})
    assert any("kept again" in one.says for one in compare(before, still_kept).every)


def test_a_dispute_is_told_when_the_target_changes_sides() -> None:
    """From one shown side to another is risky; a side that was not shown before or is not now says nothing."""

    def dispute(takes: str | None) -> tuple[DisputeRecord, ...]:
        return (DisputeRecord("d", "Text or number?", ("text", "number"), takes),)

    change = only(compare(of(disputes=dispute("text")), of(disputes=dispute("number"))))
    assert (change.kind, change.grade) == ("dispute", "risky")
    assert compare(of(disputes=dispute(None)), of(disputes=dispute("text"))).changes == ()
    assert compare(of(disputes=dispute("text")), of(disputes=dispute(None))).changes == ()


def test_an_error_code_is_risky_only_where_it_took_the_place_of_another() -> None:
    """One code for another, often enough, is risky; one that merely came or stayed away is information."""
    assert ("error", "risky") in kinds(compare(of(errors={"400 A": 9}), of(errors={"400 B": 9})))
    assert kinds(compare(of(errors={"400 A": 9}), of(errors={"400 A": 9, "400 B": 1}))) == [("error", "information")]
    assert not compare(of(errors={"400 A": 9}), of(errors={"400 B": 1})).regressions


def test_smaller_pages_are_told_where_there_were_records_for_larger() -> None:
    """The largest page shrank: risky, unless the listing has too few records to tell."""
    many, few = CensusSize(500, 500), CensusSize(150, 150)
    one, two = {"page_sizes": {"200": 2}}, {"page_sizes": {"100": 4}}
    assert kinds(compare(of(census=many, **one), of(census=many, **two))) == [("page-size", "risky")]
    assert kinds(compare(of(census=many, **two), of(census=many, **one))) == [("page-size", "additive")]
    assert compare(of(census=many, **one), of(census=few, **two)).changes == ()


def test_latency_is_compared_as_a_distribution_and_is_information() -> None:
    """A clear shift is told as information, noise is not, and too few answers are said to be too few."""
    fast, slow = latency([0.02] * 60), latency([0.2] * 60)
    change = only(compare(of(latency=fast), of(latency=slow)))
    assert (change.kind, change.grade, change.regression) == ("latency", "information", False)
    assert compare(of(latency=fast), of(latency=latency([0.02] * 50 + [0.2] * 10))).changes == ()
    few = compare(of(latency=fast), of(latency=latency([0.2] * 5)))
    assert few.changes == ()
    assert any("5 answers, 30 are needed" in line for line in few.withheld)


def shape(pointer: str = "/x", sample: int = 100, **changes: Any) -> tuple[FieldShape, ...]:
    """The shape of records with one field of text."""
    return (FieldShape("/id", sample, 0, {"string": sample}), FieldShape(pointer, sample, **{"types": {"string": sample}, **changes}))


@pytest.mark.parametrize(
    ("old", "new", "kind", "grade"),
    [
        (shape(), shape(absent=100, types={}), "field-gone", "breaking"),
        (shape(), (shape()[0],), "field-gone", "breaking"),
        ((shape()[0],), shape(documented=False), "field-new", "additive"),
        (shape(), shape(types={"integer": 100}), "type", "breaking"),
        (shape(), shape(types={"string": 60, "integer": 40}), "type", "risky"),
        (shape(), shape(types={"string": 10, "null": 90}), "null", "risky"),
        (shape(types={"string": 10, "null": 90}), shape(), "null", "information"),
        (shape(formats={"date-time": 100}), shape(formats={"digits": 100}), "format", "breaking"),
    ],
)
def test_a_change_of_shape_is_told_with_its_grade(old: Any, new: Any, kind: str, grade: str) -> None:
    """Fields that came or went, types, nulls and formats: each with its kind and how grave it is."""
    change = only(compare(of(shape=old), of(shape=new)))
    assert (change.kind, change.grade) == (kind, grade)
    assert "/x" in change.says


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (shape(absent=10, types={"string": 90}), shape(absent=100, types={})),
        (shape(types={"string": 60, "null": 40}), shape(types={"string": 40, "null": 60})),
        (shape(types={"integer": 100}), shape(types={"integer": 50, "number": 50})),
        (shape(formats={"digits": 60, "text": 40}), shape(formats={"text": 100})),
        (shape(formats={"empty": 60, "text": 40}), shape(formats={"text": 100})),
        (shape(types={"null": 100}), shape()),
        ((shape()[0],), shape(documented=True)),
    ],
)
def test_other_data_is_no_change_of_shape(old: Any, new: Any) -> None:
    """Optional fields, other shares of nulls, whole numbers among numbers, mixed forms: other data does that."""
    found = [one for one in compare(of(shape=old), of(shape=new)).every if one.regression or one.grade == "additive"]
    assert found == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (shape(), ()),
        (shape(), shape(types={"integer": 100})),
        (shape(), shape(types={"string": 5, "null": 95})),
        (shape(formats={"digits": 100}), shape(formats={"date-time": 100})),
    ],
)
def test_a_change_of_shape_tells_how_many_records_it_rests_on(old: Any, new: Any) -> None:
    """Whatever is claimed of a field says in how many records it was seen."""
    found = compare(of(shape=old), of(shape=(*new, FieldShape("/else", 100, 0, {"string": 100})))).every
    told = [one for one in found if one.fact == "fields./x"]
    assert told
    assert all("100" in one.says for one in told)


def test_below_a_least_evidence_nothing_is_claimed_of_shape() -> None:
    """With too few records the report says how many there were, and claims nothing."""
    found = compare(of(shape=shape()), of(shape=shape(sample=5, types={"integer": 5})))
    assert found.changes == ()
    assert any("5 of them, 20 are needed" in line for line in found.withheld)


def test_values_outside_the_documented_list_are_risky_and_others_are_data() -> None:
    """A value that no document lists is told; a listed one that comes or a rare one that stays away is not."""
    documented = made.run().listings[0]
    listed = [fact.value for fact in documented.facts if ".enum." in fact.id and fact.id.startswith("fields.") and "/status" in fact.id]
    one = (FieldShape("/status", 100, 0, {"string": 100}, {}, {listed[0]: 100}),)
    two = (FieldShape("/status", 100, 0, {"string": 100}, {}, {listed[0]: 98, listed[1]: 1, "Paused": 1}),)
    change = only(compare(of(shape=one), of(shape=two)))
    assert (change.kind, change.grade, change.new) == ("value", "risky", "Paused")
    gone = compare(of(shape=(replace(one[0], values={listed[0]: 50, listed[1]: 50}),)), of(shape=one))
    assert kinds(gone) == [("value", "information")]


def moved(**digests: str) -> RunComparison:
    """A law that fails now, between runs whose listing differs in some digests."""
    before = of(made.outcome("bounds.law", "pass", "limit"))
    after = of(made.outcome("bounds.law", "fail", "limit"))
    listing = after.listings[0]
    return compare(before, replace(after, listings=(replace(listing, digests={**listing.digests, **digests}),)))


def test_who_changed_is_told_from_the_digests() -> None:
    """Nothing else moved: the API. The suite moved too: not ruled out. The environment moved: likelier than the API."""
    assert only(moved()).causes == ("api",)
    assert only(moved(suite="9")).causes == ("api", "listproof")
    assert only(moved(environment="9")).causes == ("environment", "api")


def test_a_contract_that_says_otherwise_is_the_cause_of_what_it_is_about() -> None:
    """A law that fails because its fact was changed is no regression of the API; one about another fact is."""
    before = of(made.outcome("bounds.law", "pass", "limit"), made.outcome("filters.law", "pass", "job_name"))
    listing = before.listings[0]
    facts = tuple(replace(fact, value="150") if fact.id == "parameters.limit.maximum" else fact for fact in listing.facts)
    other = made.violation("filters.job_name", exchanges=())
    limit = made.violation(exchanges=())
    outcomes = (
        made.outcome("bounds.law", "fail", "limit", violation=limit),
        made.outcome("filters.law", "fail", "job_name", violation=other),
    )
    changed = replace(listing, facts=facts, digests={**listing.digests, "contract": "9"})
    found = compare(before, replace(before, listings=(changed,), outcomes=outcomes))
    assert {one.law: one.causes for one in found.every if one.kind == "newly-failing"} == {
        "bounds.law": ("contract",), "filters.law": ("api",),
    }  # fmt: skip
    assert [one.law for one in found.regressions] == ["filters.law"]
    root = next(one for one in found.changes if one.kind == "fact")
    assert "150, it said 200" in root.says
    assert [one.law for one in root.follows] == ["bounds.law"]


def test_a_law_that_is_new_with_a_new_suite_is_no_regression() -> None:
    """What only a newer listproof asks says nothing of what the API did before."""
    before, after = of(), of(made.outcome("bounds.law", "fail", "limit"))
    listing = replace(after.listings[0], digests={**after.listings[0].digests, "suite": "9"})
    found = compare(before, replace(after, listings=(listing,)))
    assert only(found).causes == ("listproof",)
    assert not found.regressions


def test_what_an_accepted_run_already_had_is_no_regression() -> None:
    """A change that the accepted run shows alike is marked accepted; a further one is still a regression."""
    old = of(made.outcome("bounds.law", "pass", "limit"), made.outcome("order.law", "pass"))
    accepted = of(made.outcome("bounds.law", "fail", "limit"), made.outcome("order.law", "pass"))
    order = made.violation("order.default", exchanges=())
    new = of(made.outcome("bounds.law", "fail", "limit"), made.outcome("order.law", "fail", violation=order))
    assert not compare(old, accepted, accepted).regressions
    assert [one.law for one in compare(old, new, accepted).regressions] == ["order.law"]


def test_one_root_cause_is_told_once() -> None:
    """Failures that share a parameter stand under one of them, and another parameter's failure stands apart."""
    names = [("bounds.a", "limit", "parameters.limit.maximum"), ("bounds.b", "limit", "parameters.limit.minimum"),
             ("filters.c", "job_name", "filters.job_name")]  # fmt: skip

    def outcomes(verdict: str) -> list[Outcome]:
        failing = verdict == "fail"
        return [
            made.outcome(law, verdict, subject, violation=made.violation(fact, exchanges=()) if failing else None)
            for law, subject, fact in names
        ]

    found = compare(of(*outcomes("pass")), of(*outcomes("fail")))
    assert {one.law: [under.law for under in one.follows] for one in found.changes} == {"bounds.a": ["bounds.b"], "filters.c": []}


WALK = "pages.walk-meets-each-record-once"


def broken(*failing: tuple[str, str | None, str]) -> RunComparison:
    """Laws that held, each with subject and fact, and fail now."""
    before = of(*(made.outcome(law, "pass", subject) for law, subject, _ in failing))
    after = (made.outcome(law, "fail", subject, violation=made.violation(fact, exchanges=())) for law, subject, fact in failing)
    return compare(before, of(*after))


def test_what_breaks_the_listing_at_large_explains_the_rest() -> None:
    """Where the walk itself loses records, an order and a total that are wrong too stand under it."""
    root = broken(("pages.total", None, "total"), (WALK, None, "pages.offset"), ("order.sorted", None, "order.by")).changes
    assert [one.law for one in root] == [WALK]
    assert len(root[0].follows) == 2


def test_a_broken_walk_does_not_hide_who_may_ask() -> None:
    """Who may ask is decided before anything is answered, and a page past the end explains no filter: each stays its own root."""
    one = broken(("errors.wrong-credential", None, "sign-in"), (WALK, None, "pages.offset"))
    assert {change.law for change in one.regressions} == {"errors.wrong-credential", WALK}
    other = broken(("pages.past-the-end", None, "pages.past-end"), ("filters.keeps", "job_name", "filters.job_name"))
    assert {change.law for change in other.regressions} == {"pages.past-the-end", "filters.keeps"}


def test_an_answer_without_its_records_explains_the_rest() -> None:
    """Where the field that holds the records is gone, refusals that now look like good answers stand under it."""
    field = "shape.answer-field-is-as-documented"
    found = broken((field, "/job_info_list", "fields./job_info_list.required"), ("errors.refusal", "limit", "errors.bad-parameter"))
    assert [one.law for one in found.regressions] == [field]


def test_what_is_refused_alike_is_one_cause() -> None:
    """Filters that share nothing but how they are refused now are told as one; two that are refused each in its way as two."""

    def after(*bodies: str) -> list[Outcome]:
        exchanges = [made.exchange(status=502, url="http://127.0.0.1:9/jobs", body=body) for body in bodies]
        return [
            made.outcome("filters.a", "fail", "cluster_name", violation=made.violation("filters.cluster_name", exchanges=exchanges[:1])),
            made.outcome("filters.b", "fail", "job_name", violation=made.violation("filters.job_name", exchanges=exchanges[1:])),
        ]

    before = of(made.outcome("filters.a", "pass", "cluster_name"), made.outcome("filters.b", "pass", "job_name"))
    assert len(compare(before, of(*after("down", "down"))).regressions) == 1
    assert len(compare(before, of(*after("down", "no such name"))).regressions) == 2


def test_quiet_changes_of_a_kind_are_one_line() -> None:
    """Thirty laws that could not be tried are one change with thirty under it."""
    names = [str(number) for number in range(30)]
    before = of(*(made.outcome("filters.law", "pass", name) for name in names))
    after = of(*(made.outcome("filters.law", "inconclusive", name, reason="too few") for name in names))
    found = compare(before, after).changes
    assert [one.says for one in found] == ["30 laws could not be tried"]
    assert len(found[0].follows) == 30


def test_a_listing_that_was_not_asked_is_told() -> None:
    """A listing of one run only is told, and nothing is said of its laws."""
    run = made.run()
    assert kinds(compare(run, replace(run, listings=(), outcomes=()))) == [("listing", "information")]
    assert kinds(compare(replace(run, listings=(), outcomes=()), run)) == [("listing", "information")]


def test_trouble_and_unreachable_targets_are_kept_apart() -> None:
    """What could not be reached, what the suite suffered and what never ran are sentences of their own."""
    found = compare(made.run(), replace(made.full_run(), planned=99))
    assert found.unreachable == (made.full_run().trouble[0].says,)
    assert any("of 99 laws did not run" in line for line in found.trouble)
    assert any("1 law could not be asked" in line for line in found.trouble)
