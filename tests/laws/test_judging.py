"""A failure is told only when it comes again while the world stood still; the suite's own trouble is never the target's fault."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from listproof.contract import Contract, Dispute, DisputeReading, Source
from listproof.laws import Listing, judge
from listproof.laws.law import Law, law
from listproof.transport import Answer, Session
from listproof.verdicts import Exchange, Outcome, Trouble

from ..made import CONTRACT, SECRET, World, page, record, store

Body = Callable[[Listing], None]
RECORDS = [record(n) for n in range(30)]
MANY = [record(n) for n in range(400)]


def made(body: Body, basis: Any = "implied", moving: bool = False) -> Law:
    """A law that does this."""

    @law("pages.made-for-a-test", basis=basis, facts=("pages.offset",), moving=moving)
    def test(listing: Listing) -> None:
        """A law of a test."""
        body(listing)

    found: Law = test.law  # type: ignore[attr-defined]
    return found


def says(listing: Listing, good: object, *facts: str) -> None:
    """A comparison that holds or not."""
    listing.require(good, *(facts or ("pages.offset",)), says="it is not so", expected="so", observed="otherwise")


def failing_on(*times: int) -> Body:
    """A law that asks afresh and fails on these trials, counted from 1."""
    count = [0]

    def body(listing: Listing) -> None:
        count[0] += 1
        listing.page(0, 10, fresh=True)
        says(listing, count[0] not in times)

    return body


def judged(body: Body, world: Any = None, contract: Contract = CONTRACT, **how: Any) -> Outcome:
    """The outcome of a law of a test over a world that stands still, or another."""
    limits = {key: how.pop(key) for key in ("max_requests",) if key in how}
    return judge(made(body, **how), store(world or World(RECORDS), contract, **limits))


def test_a_law_that_holds_passes() -> None:
    """With the facts that it compared, how often, what it sent and its sentence."""
    outcome = judged(lambda listing: says(listing, True, "pages.offset", "pages.first"))
    assert (outcome.verdict, outcome.reason, outcome.violation) == ("pass", "", None)
    assert outcome.compared == {"pages.offset": 1, "pages.first": 1}
    assert (outcome.sentence, outcome.basis, outcome.requests) == ("A law of a test.", "implied", 1)
    assert outcome.key == f"test/{CONTRACT.slug}/pages.made-for-a-test/-"


@pytest.mark.parametrize("held", [True, False])
def test_a_fact_that_the_contract_does_not_state_is_the_law_s_own_mistake(held: bool) -> None:
    """Misspelled or not there: an error whether the comparison holds or not, and nothing counts as compared."""
    outcome = judged(lambda listing: says(listing, held, "pages.offset", "no.such.fact"))
    assert (outcome.verdict, outcome.violation, outcome.compared) == ("error", None, {})
    assert "huawei-hss-kubernetes-jobs states no fact 'no.such.fact'" in outcome.reason


def test_a_fact_cannot_be_marked_that_the_contract_does_not_state() -> None:
    """What counts as exercised is a fact."""
    assert judged(lambda listing: listing.mark_exercised("no.such.fact")).verdict == "error"


def test_an_answer_that_another_law_asked_for_is_asked_for_again() -> None:
    """A law that looks at every answer in hand fails for good by one that it never asked for itself: nothing is intermittent about it."""

    def looking(listing: Listing) -> None:
        small = [reply for reply in listing.run.replies if len(reply.records) == 11]
        listing.require(not small, "pages.offset", says="there is one", expected="none", observed="one", replies=small)

    asked = store(World(RECORDS))
    asked.ask(asked.paged(asked.base, 0, 11))
    outcome = judge(made(looking), asked)
    assert (outcome.verdict, outcome.reason) == ("fail", "there is one")


@pytest.mark.parametrize(("status", "verdict"), [(200, "pass"), (400, "pass"), (404, "pass"), (499, "pass"), (500, "fail"), (505, "fail")])
def test_only_a_server_error_breaks_a_service(status: int, verdict: str) -> None:
    """A refusal is none, whatever its status."""

    def answer(request: httpx.Request) -> httpx.Response:
        return page(RECORDS[:10], 30) if "job_name" not in request.url.params else httpx.Response(status, json={})

    def law(listing: Listing) -> None:
        listing.require_unbroken(listing.ask({"job_name": "'"}), "parameters.job_name.type", what="a quote in job_name")

    outcome = judge(made(law), store(answer))
    assert (outcome.verdict, outcome.reason) == (verdict, "" if verdict == "pass" else "a quote in job_name breaks the service")


def test_what_is_about_no_fact_is_a_behaviour() -> None:
    """Where the contract states none of the facts that a law would name, a deviation fails nobody."""

    def law(listing: Listing) -> None:
        listing.require(False, *listing.facts.stated("no.such.fact"), says="odd", expected="", observed="so")

    outcome = judged(law)
    assert (outcome.verdict, outcome.behaviours) == ("pass", {"pages.made-for-a-test:-": "odd: so"})


def test_a_law_that_always_fails_is_a_violation() -> None:
    """Confirmed, not intermittent, with fact, place, expectation and observation."""
    outcome = judged(failing_on(*range(1, 20)))
    assert outcome.verdict == "fail"
    assert outcome.violation is not None
    assert not outcome.violation.intermittent
    assert (outcome.violation.fact, outcome.violation.expected, outcome.violation.observed) == ("pages.offset", "so", "otherwise")
    assert outcome.violation.source.document == "003"


def test_a_law_that_fails_once_while_nothing_moved_is_intermittent() -> None:
    """Reordered ties and jumping totals are violations, though they do not come each time."""
    outcome = judged(failing_on(1))
    assert outcome.verdict == "fail"
    assert outcome.violation is not None
    assert outcome.violation.intermittent
    assert "seen once, not again while nothing moved" in outcome.reason


def test_a_failure_that_cannot_be_tried_again_is_not_called_intermittent() -> None:
    """What found nothing to look at the second time tells nothing of the first."""
    tried: list[int] = []

    def body(listing: Listing) -> None:
        tried.append(1)
        if len(tried) > 1:
            listing.inconclusive("the sign-ins are spent")
        says(listing, False)

    outcome = judged(body)
    assert outcome.verdict == "fail"
    assert outcome.violation is not None
    assert not outcome.violation.intermittent
    assert "it could not be tried again: the sign-ins are spent" in outcome.reason


def test_a_law_that_never_fails_is_tried_once() -> None:
    """A pass needs no confirmation: the census and the page, no more."""
    world = World(RECORDS)
    assert judged(failing_on(), world).verdict == "pass"
    assert len(world.asked) == 2


def moving(every: int, until: int = 10**9) -> World:
    """A world in which a record comes and one goes with every so many requests, until some request."""

    def before(world: World, number: int) -> None:
        if number > 1 and number <= until and number % every == 0:
            world.records = [record(1000 + number), *world.records[:-1]]

    return World(RECORDS, before)


def test_nothing_is_claimed_while_the_world_moves_all_the_time() -> None:
    """A law that cannot be judged by what stood still fails nobody whose records come and go at every request."""
    outcome = judged(failing_on(*range(1, 99)), moving(1))
    assert outcome.verdict == "inconclusive"
    assert "the records moved during every attempt" in outcome.reason


def test_what_failed_only_while_the_world_moved_is_no_violation() -> None:
    """Not again once it stood still: a pass with a note."""
    outcome = judged(failing_on(1), moving(1, until=2))
    assert outcome.verdict == "pass"
    assert any("failed once while the records moved" in note for note in outcome.notes)


def test_what_fails_again_once_the_world_stands_still_is_a_violation() -> None:
    """A world that moved once excuses nothing for ever."""
    outcome = judged(failing_on(*range(1, 99)), moving(1, until=2))
    assert outcome.verdict == "fail"


def test_a_pass_while_the_world_moves_takes_nothing_back() -> None:
    """Failed before and after it while nothing moved: the pass between them, during which a record came, tells nothing."""
    assert judged(failing_on(1, 3), moving(5, until=5)).verdict == "fail"
    assert judged(failing_on(1, 3)).violation is not None
    assert judged(failing_on(1), moving(5, until=5)).verdict == "pass"


def test_pages_that_repeat_and_lose_records_are_no_moving_world() -> None:
    """Each reading meets some record twice and another not at all, and the total stays: a failure beside that is told."""
    count = [0]

    def answer(request: httpx.Request) -> httpx.Response:
        start, size = int(request.url.params.get("offset", 0)), int(request.url.params.get("limit", 10))
        count[0] += start == 200
        begin = start - (1 + count[0] % 3) if start == 200 else start
        return page(MANY[begin : begin + size], len(MANY))

    outcome = judged(failing_on(*range(1, 99)), answer)
    assert (outcome.verdict, outcome.reason) == ("fail", "it is not so")


def test_a_law_that_can_be_judged_while_records_move_is() -> None:
    """What takes no account of the records fails whatever moves."""
    outcome = judged(lambda listing: says(listing, False), moving(1), moving=True)
    assert outcome.verdict == "fail"


def test_a_failure_that_moving_records_do_not_explain_is_told_though_they_move() -> None:
    """What was heard is judged again in view of what moved, and must be seen twice so."""
    tried: list[int] = []

    def law(listing: Listing) -> None:
        tried.append(listing.tolerance.moved)
        listing.page(0, 10, fresh=True)
        says(listing, False)

    outcome = judged(law, moving(1), moving=True)
    assert (outcome.verdict, outcome.reason) == ("fail", "it is not so")
    assert [moved > 0 for moved in tried] == [False, True, False, True]


def test_a_failure_that_moving_records_explain_is_not_told() -> None:
    """However often it is tried: five times, and each time again in view of what moved."""
    tried: list[int] = []

    def law(listing: Listing) -> None:
        tried.append(listing.tolerance.moved)
        listing.page(0, 10, fresh=True)
        says(listing, listing.tolerance.moved)

    assert judged(law, moving(1), moving=True).verdict == "inconclusive"
    assert [moved > 0 for moved in tried] == [False, True] * 5


def test_a_law_that_knows_no_moving_records_is_tried_five_times() -> None:
    """Then it is given up."""
    tried: list[int] = []

    def law(listing: Listing) -> None:
        tried.append(1)
        listing.page(0, 10, fresh=True)
        says(listing, False)

    assert judged(law, moving(1)).verdict == "inconclusive"
    assert len(tried) == 5


@pytest.mark.parametrize(("knows", "verdict"), [(False, "inconclusive"), (True, "fail")])
def test_what_was_not_read_may_explain_a_failure(knows: bool, verdict: str) -> None:
    """Of a listing that is read in part only that is claimed which holds whatever the rest is."""
    world = World(MANY)
    world.refuses = frozenset({"job_name"})  # so that nothing narrows it
    made_of = store(world, max_records=100)
    outcome = judge(made(failing_on(*range(1, 99)), moving=knows), made_of)
    assert outcome.verdict == verdict
    told = "it is not so" if knows else f"what was not read may explain it ({made_of.note})"
    assert outcome.reason == told
    assert made_of.note.startswith("400 records are more than max_records = 100")


def test_no_secret_is_in_an_outcome() -> None:
    """Wherever a target says it again: in what is recorded, at any depth, in what is told of a failure, and in notes."""

    def law(listing: Listing) -> None:
        listing.record_behaviour(f"echo {SECRET}", {"one": [SECRET, (SECRET, 1)], SECRET: "two"})
        listing.require(False, "size", says=f"says {SECRET}", expected=f"no {SECRET}", observed=f"a {SECRET}")

    outcome = judged(law)
    assert outcome.behaviours == {"echo ***": {"one": ["***", ("***", 1)], "***": "two"}}
    violation = outcome.violation
    assert violation is not None
    assert (outcome.reason, violation.expected, violation.observed) == ("says ***", "no ***", "a ***")
    assert str(violation) == "says ***"
    assert (violation.fact, violation.facts, violation.intermittent) == ("size", ("size",), False)


def test_what_changes_without_being_looked_at_moves_nothing() -> None:
    """A field that no law orders, filters or identifies by may change all the time."""

    def before(world: World, number: int) -> None:
        world.records = [{**one, "pods_num": number} for one in world.records]

    assert judged(failing_on(*range(1, 99)), World(RECORDS, before)).verdict == "fail"


def breaking(error: Exception) -> Body:
    """A law that breaks."""

    def body(listing: Listing) -> None:
        raise error

    return body


@pytest.mark.parametrize(
    ("body", "verdict", "reason"),
    [
        (lambda listing: listing.inconclusive("no records"), "inconclusive", "no records"),
        (lambda listing: listing.unsupported("no order"), "unsupported", "no order"),
        (breaking(Trouble("out of reach")), "error", "out of reach"),
        (breaking(ZeroDivisionError("division by zero")), "error", "the law itself failed: ZeroDivisionError"),
        (breaking(KeyError("limit")), "error", "the law itself failed: KeyError"),
        (lambda listing: None, "inconclusive", "the law compared nothing"),
    ],
)
def test_other_ends_are_told_apart(body: Body, verdict: str, reason: str) -> None:
    """Nothing to try it on, nothing to be about, trouble, a mistake of the law, and a law that looked at nothing."""
    outcome = judged(body)
    assert outcome.verdict == verdict
    assert outcome.reason.startswith(reason)
    assert outcome.violation is None


def test_an_interrupt_is_not_swallowed() -> None:
    """Ctrl-C ends the run."""
    with pytest.raises(KeyboardInterrupt):
        judge(made(breaking(KeyboardInterrupt())), store(World(RECORDS)))  # type: ignore[arg-type]


def test_a_recorded_behaviour_is_enough_to_pass() -> None:
    """What the document leaves open is told, not judged."""
    outcome = judged(lambda listing: listing.record_behaviour("pages.past-the-end", "empty"))
    assert (outcome.verdict, outcome.behaviours) == ("pass", {"pages.past-the-end": "empty"})


def test_a_convention_never_fails() -> None:
    """Its deviation is a behaviour."""
    outcome = judged(lambda listing: says(listing, False), basis="convention")
    assert outcome.verdict == "pass"
    assert list(outcome.behaviours.values()) == ["it is not so: otherwise"]


def weaker(**changes: Any) -> Contract:
    """The contract with another source of the page's address."""
    source = dataclasses.replace(CONTRACT.parameter("offset").source, **changes)
    return dataclasses.replace(CONTRACT, sources={**CONTRACT.sources, "pages.offset": source})


@pytest.mark.parametrize("changes", [{"grade": "weak"}, {"grade": "unknown"}, {"basis": "convention"}])
def test_a_verdict_binds_no_more_than_the_weakest_fact_it_used(changes: dict[str, str]) -> None:
    """One weak fact among those compared makes the deviation a behaviour."""
    outcome = judged(lambda listing: says(listing, False, "records", "pages.offset"), contract=weaker(**changes))
    assert outcome.verdict == "pass"
    assert list(outcome.behaviours) == ["pages.made-for-a-test:records"]
    assert judged(lambda listing: says(listing, False, "records"), contract=weaker(**changes)).verdict == "fail"


def test_a_disputed_parameter_binds_nobody() -> None:
    """Where sources disagree about what may be asked, a deviation is recorded."""
    source = Source("003")
    readings = tuple(DisputeReading(says_, source, {"untold": "a test"}) for says_ in ("yes", "no"))
    contract = dataclasses.replace(CONTRACT, disputes=(Dispute("offset", ("parameters.offset",), "?", readings),))
    outcome = judged(lambda listing: says(listing, False, "parameters.offset"), contract=contract)
    assert (outcome.verdict, len(outcome.behaviours)) == ("pass", 1)
    assert judged(lambda listing: says(listing, False, "parameters.offset")).verdict == "fail"


def test_an_unreachable_target_is_an_error_of_the_run() -> None:
    """Before the law as within it; no law fails by it."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    outcome = judged(failing_on(1), refuse)
    assert outcome.verdict == "error"
    assert "cannot be reached" in outcome.reason


def test_a_target_that_is_lost_while_a_failure_is_confirmed_is_an_error() -> None:
    """What could not be confirmed is not told as a violation."""
    count = [0]

    def lost(request: httpx.Request) -> httpx.Response:
        count[0] += 1
        if count[0] > 2:
            raise httpx.ConnectError("refused")
        return page(RECORDS[:10], 10)

    outcome = judged(failing_on(*range(1, 99)), lost)
    assert outcome.verdict == "error"
    assert "cannot be reached" in outcome.reason


def test_a_spent_budget_is_inconclusive() -> None:
    """So is a failure that there was no budget left to see again."""
    outcome = judged(failing_on(*range(1, 99)), max_requests=2)
    assert outcome.verdict == "inconclusive"
    assert "the budget of 2 requests is spent" in outcome.reason


def test_violations_carry_their_exchanges_without_secrets() -> None:
    """The least that shows it, with a curl line."""

    def body(listing: Listing) -> None:
        reply = listing.page(0, 10)
        listing.require(False, "size", says="short", expected=10, observed=9, replies=(reply,))

    outcome = judged(body)
    assert outcome.violation is not None
    (exchange,) = outcome.violation.exchanges
    assert exchange.curl.startswith("curl -sS -H 'x-auth-token: ***' ")
    assert "limit=10" in exchange.curl


def test_only_what_is_told_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure that is tried again masks and shows its exchanges once: those of the trial that is told."""
    shown: list[str] = []
    show = Session.shown

    def counted(session: Session, answer: Answer, *rest: Any, **more: Any) -> Exchange:
        shown.append(answer.url)
        return show(session, answer, *rest, **more)

    monkeypatch.setattr(Session, "shown", counted)

    def body(listing: Listing) -> None:
        reply = listing.page(0, 10)
        listing.require(False, "size", says="short", expected=10, observed=9, replies=(reply,))

    outcome = judged(body)
    assert outcome.violation is not None
    assert len(shown) == 1


def test_a_law_that_breaks_tells_where() -> None:
    """File and line of the law, no folder of the machine, and no value that was at hand."""
    outcome = judged(breaking(ZeroDivisionError("division by zero")))
    *steps, last = outcome.traceback.splitlines()
    assert last == "ZeroDivisionError: division by zero"
    assert steps[-1].startswith("tests/laws/test_judging.py:")
    assert steps[-1].endswith("in body: raise error")
    assert not any(step.startswith("/") for step in steps)
    assert judged(failing_on()).traceback == ""


def test_a_law_that_breaks_while_a_failure_is_confirmed_tells_where_too() -> None:
    """The trial that broke is the one that counts."""
    tried: list[int] = []

    def body(listing: Listing) -> None:
        tried.append(1)
        if len(tried) > 1:
            raise KeyError("limit")
        says(listing, False)

    outcome = judged(body)
    assert (outcome.verdict, len(tried)) == ("error", 2)
    assert "in body: raise KeyError" in outcome.traceback
