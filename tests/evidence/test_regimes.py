"""A law is tried, rehearsed ahead, or judged again on what was heard: three regimes over one cache."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from listproof.contract import Query
from listproof.evidence import Drift, Store
from listproof.evidence.answers import Answers
from listproof.evidence.knowledge import Knowledge
from listproof.evidence.question import Question
from listproof.evidence.reply import Reply
from listproof.evidence.scope import ReadScope
from listproof.verdicts import Inconclusive

from ..made import CONTRACT, World, record, store

QUERY = Query.of({"limit": 10})
OTHER = Query.of({"limit": 20})


def at(count: int = 5) -> tuple[World, Store]:
    """A world and a store at it."""
    world = World([record(n) for n in range(count)])
    return world, store(world)


def test_questions_are_told_apart_by_all_that_may_change_an_answer() -> None:
    """A shared one by query, path and blank; one with headers of its own by these too."""
    plain, blank = Question(QUERY, "/jobs"), Question(QUERY, "/jobs", "+")
    assert len({plain.key, blank.key, Question(QUERY, "/tasks").key, Question(OTHER, "/jobs").key}) == 4
    own = Question(QUERY, "/jobs", headers={"X-Other": "1"})
    assert own.key == plain.key
    assert len({plain.apart, own.apart, Question(QUERY, "/jobs", headers={"X-Other": "2"}).apart, blank.apart}) == 4


@pytest.mark.parametrize(
    ("question", "as_target", "shared"),
    [
        (Question(QUERY, "/jobs"), True, True),
        (Question(QUERY, "/jobs", fresh=True), True, False),
        (Question(QUERY, "/jobs", headers={}), False, False),
    ],
)
def test_only_what_the_target_itself_asks_and_nobody_wants_fresh_is_shared(question: Question, as_target: bool, shared: bool) -> None:
    """Headers of its own, even none, are another question."""
    assert (question.as_target, question.shared) == (as_target, shared)


def test_one_asks_for_all_who_wait() -> None:
    """Four threads with one question send it once, and all have the same reply."""
    begun, answers = threading.Event(), Answers()
    made = at()[1].ask(QUERY)
    asked: list[int] = []

    def ask() -> Reply:
        asked.append(1)
        assert begun.wait(10)
        return made

    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(answers.once, Question(QUERY, "/jobs").key, ask) for _ in range(4)]
        begun.set()
        assert {id(one.result(10)) for one in waiting} == {id(made)}
    assert len(asked) == 1
    assert answers.replies() == (made,)


def test_what_goes_wrong_while_one_asks_for_all_is_told_to_all_and_not_kept() -> None:
    """Who asks later asks again."""
    begun, answers, key = threading.Event(), Answers(), Question(QUERY, "/jobs").key

    def ask() -> Reply:
        assert begun.wait(10)
        raise Inconclusive("spent")

    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(answers.once, key, ask) for _ in range(2)]
        begun.set()
        assert [str(one.exception(10)) for one in waiting] == ["spent", "spent"]
    assert answers.reply(key) is None
    made = at()[1].ask(QUERY)
    assert answers.once(key, lambda: made) is made


def test_a_fresh_answer_takes_the_place_of_the_one_in_hand() -> None:
    """And one asked with headers of its own does not."""
    world, made = at()
    first = made.ask(QUERY)
    world.records.pop()
    own = made.ask(QUERY, headers={"X-Other": "1"})
    assert (len(own.records), made.ask(QUERY)) == (4, first)
    fresh = made.ask(QUERY, fresh=True)
    assert made.ask(QUERY) is fresh is not first


def test_a_rehearsal_adds_to_the_answers_and_asks_nothing_that_others_cannot_use() -> None:
    """What it was answered is in hand when the law is judged; what it worked out is not."""
    world, made = at()
    made.readings["job_name"] = ("equals",)
    ahead = made.rehearsed()
    ahead.readings["job_name"] = ("contains",)
    ahead.memory["values", 1] = 1
    ahead.absent["job_name"] = (1,)
    reply, sent = ahead.ask(QUERY), len(world.asked)
    assert made.ask(QUERY) is reply
    unshared: tuple[dict[str, Any], ...] = ({"fresh": True}, {"headers": {}})
    for words in unshared:
        with pytest.raises(Inconclusive, match=r"^a rehearsal asks for nothing that is not shared$"):
            ahead.ask(QUERY, **words)
    assert len(world.asked) == sent
    assert (made.readings, made.memory, made.absent, made.threads) == ({"job_name": ("equals",)}, {}, {}, None)
    assert ahead.ask_as_spelled("limit=10") is made.ask_as_spelled("limit=10")


def test_a_rehearsal_does_not_go_by_what_others_hear() -> None:
    """What is in hand ahead of a law's turn hangs on how fast others are answered, and so would the questions of a law that read it."""
    _, made = at()
    reply = made.ask(QUERY)
    assert made.replies() == (reply,)
    with pytest.raises(Inconclusive, match=r"^a rehearsal does not go by what others hear$"):
        made.rehearsed().replies()


def test_a_rehearsal_suspects_nothing() -> None:
    """A law that draws searches anew, and what it finds is nobody's."""
    _, made = at()
    made.suspects["queries.x"] = 1
    ahead = made.rehearsed()
    ahead.suspects["queries.y"] = 2
    assert made.suspects == {"queries.x": 1}
    made.absent["job_name"], made.memory["part"] = (1,), 2
    again = made.rehearsed()
    assert (again.suspects, again.absent, again.memory) == ({}, {"job_name": (1,)}, {"part": 2})


def test_what_a_rehearsal_draws_is_left_to_its_threads() -> None:
    """They ask for it; without threads it asks itself."""
    _, made = at()
    with ThreadPoolExecutor(1) as pool:
        assert made.rehearsed(pool).threads is pool
    assert made.rehearsed().threads is None


def test_what_is_spelled_already_is_asked_once_too() -> None:
    """In every regime the answer in hand will do, and only a review has to do with it."""
    world, made = at()
    first = made.ask_as_spelled("limit=2&x=%zz")
    assert made.ask_as_spelled("limit=2&x=%zz") is first
    assert made.reviewed(Drift(frozenset(), frozenset())).ask_as_spelled("limit=2&x=%zz") is first
    assert made.ask_as_spelled("limit=3") is not first
    assert [url.query for url in world.asked] == [b"limit=2&x=%zz", b"limit=3"]


def test_a_cache_of_a_walk_holds_its_pages_and_itself() -> None:
    """Each page answers its own question, and the walk its query and size; no law was asked ahead on them."""
    world, made = at(15)
    walk = made.walk(QUERY, 10)
    answers = Answers.of(walk, "/jobs")
    assert [answers.reply(Question(page.query, "/jobs").key) for page in walk.pages] == list(walk.pages)
    assert answers.reply(Question(walk.pages[0].query, "/tasks").key) is None
    assert answers.walk(QUERY, 10) is walk
    assert answers.walk(QUERY, 20) is answers.walk(OTHER, 10) is None
    assert answers.asked_ahead == set()
    assert made.walk(QUERY, 10) is walk
    assert len(world.asked) == 2


def test_a_review_asks_nobody_and_hears_each_answer_once_in_its_turn() -> None:
    """Answers that are shared, then those that were asked for afresh, in the order heard; nothing else."""
    world, made = at()
    made.start()
    shared, fresh = made.ask(OTHER), [made.ask(QUERY, fresh=True) for _ in range(2)]
    made.readings["job_name"] = ("equals",)
    sent = len(world.asked)
    drift = Drift(frozenset(), frozenset("x"))
    for _ in range(2):
        review = made.reviewed(drift)
        assert review.drift is drift
        assert review.ask(OTHER) is shared
        assert [review.ask(QUERY, fresh=True) for _ in range(2)] == fresh
        with pytest.raises(Inconclusive, match="do not tell, in view of what moved"):
            review.ask(QUERY, fresh=True)
        with pytest.raises(Inconclusive, match="do not tell, in view of what moved"):
            review.ask(Query.of({"limit": 30}))
        with pytest.raises(Inconclusive, match="do not tell, in view of what moved"):
            review.ask_as_spelled("limit=30")
        assert review.readings == {}
    assert len(world.asked) == sent
    assert made.drift is None
    assert made.reviewed(drift).reviewed(drift).drift is drift


def test_a_law_that_starts_hears_nothing_of_the_one_before() -> None:
    """What was asked afresh for one law is no answer for the next."""
    _, made = at()
    made.ask(QUERY, headers={"X-Other": "1"})
    made.start()
    with pytest.raises(Inconclusive):
        made.reviewed(Drift(frozenset(), frozenset())).ask(QUERY, headers={"X-Other": "1"})


def test_what_is_chosen_once_in_a_run_outlives_its_answers() -> None:
    """Pairs are chosen once in a run; readings are worked out from the answers anew."""
    known = Knowledge({"a": ("equals",)}, {"a": (1,)}, {("paired", 3): 3, ("part", 4): 4}, {"law": 5})
    other = known.of_other_answers()
    assert other.memory == {("paired", 3): 3}
    assert (other.readings, other.absent) == ({}, {})
    assert other.suspects is known.suspects
    review = known.for_review()
    assert (review.readings, review.absent, review.memory) == ({}, {}, known.memory)
    assert review.suspects == known.suspects
    assert review.suspects is not known.suspects
    assert review.memory is not known.memory


def test_a_scope_narrows_and_can_be_undone() -> None:
    """Filters are added to the base of the contract; undone, each is what it was."""
    scope = ReadScope(CONTRACT)
    assert scope.contract is CONTRACT
    assert scope.undone == {}
    once = scope.narrowed_by({"job_name": "a"})
    both = once.narrowed_by({"cluster_name": "c", "enterprise_project_id": "0"})
    assert (both.base.arguments["job_name"], both.base.arguments["cluster_name"]) == ("a", "c")
    assert both.contract.base == {**CONTRACT.base, "job_name": "a", "cluster_name": "c", "enterprise_project_id": "0"}
    assert both.undone == {"job_name": None, "cluster_name": None, "enterprise_project_id": "all_granted_eps"}
    assert "job_name" not in scope.base.arguments


def test_a_renewal_leaves_the_old_answers_to_who_still_asks_for_them() -> None:
    """What a rehearsal of old adds comes too late, and is not taken for new."""
    world, made = at()
    census = made.census
    old, before = made.rehearsed(), made.answers
    made.renew(census)
    late = old.ask(OTHER)
    assert made.answers is not before
    assert made.ask(OTHER) is not late
    assert made.census is census
    assert len(world.asked) == 3
