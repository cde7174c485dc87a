"""What a target does where its document is silent, and how it answers: behaviours, disputes, error codes, page sizes, latency."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from listproof.findings.naming import Roles, names_about, names_of_fact
from listproof.regression.change import Change, Grade
from listproof.regression.naming import replay_of, roles
from listproof.reports.observed import EDGES, Latency
from listproof.reports.run import ListingRun
from listproof.verdicts import Outcome

__all__ = ["behaviours", "disputes", "errors", "latency", "page_sizes"]

LEAST_ANSWERS = 30
"""Answers in each run below which nothing is said of latency."""

LEAST_ERRORS = 3
"""How often each of two error codes must have come before one is said to have taken the other's place."""

_SLOWER = 2.0
_LATER = 0.005
_APART = 0.5
_TOLD_ELSEWHERE = ("disputes.", "shape.")


def behaviours(old: ListingRun, new: ListingRun, after: tuple[Outcome, ...]) -> Iterator[Change]:
    """Behaviours that are certainly others now.

    A behaviour may be a list of what the answers still leave open; two lists that share an entry can be the same behaviour seen on
    different data, and nothing is claimed. A deviation from what does not bind (`law:fact`) is compared by whether it is there.
    """
    source = {key: outcome for outcome in after for key in outcome.behaviours}
    parts = roles(new)
    for key in old.behaviours.keys() & new.behaviours.keys():
        was, now = old.behaviours[key], new.behaviours[key]
        if key.startswith(_TOLD_ELSEWHERE) or ":" in key or set(was.split(", ")) & set(now.split(", ")):
            continue
        grade: Grade = "breaking" if now == "refused" and was != "refused" else "risky"
        reason = "what was answered is refused now" if grade == "breaking" else "the document is silent, but clients may rely on it"
        yield _observed(
            "behaviour", key, new, f"{key}: {was} → {now}", grade, reason, source.get(key), old=was, new=now,
            names=_names_of_behaviour(new, parts, source.get(key)) | _refusing(was, now),
        )  # fmt: skip
    binding = {f"{one.law}:{one.violation.fact}" for one in after if one.violation is not None}
    yield from _deviations(old, new, source, parts, binding)


def _deviations(
    old: ListingRun, new: ListingRun, source: Mapping[str, Outcome], parts: Roles, binding: Collection[str]
) -> Iterator[Change]:
    """Deviations from facts that do not bind, which came or went while the fact was compared in both runs; none that is a violation now
    (`binding`), for it is told as that.

    Only a violation is confirmed before it is told; such a deviation may be records that moved, so it is information.
    """
    compared = {fact.id for fact in old.exercised} & {fact.id for fact in new.exercised}
    for key in sorted(k for k in old.behaviours.keys() ^ new.behaviours.keys() if ":" in k):
        law, fact = key.split(":", 1)
        if fact not in compared or key in binding:
            continue
        came = key in new.behaviours
        says = f"{fact} is not kept any more ({new.behaviours[key]})" if came else f"{fact} is kept again"
        reason = "the fact does not bind, and what does not bind is not tried again"
        yield _observed(
            "behaviour", key, new, says, "information", reason, source.get(key),
            old=old.behaviours.get(key, "kept"), new=new.behaviours.get(key, "kept"), law=law, fact=fact,
            names=names_of_fact(fact, parts) | {f"law:{law}"},
        )  # fmt: skip


def _names_of_behaviour(listing: ListingRun, parts: Roles, source: Outcome | None) -> frozenset[str]:
    """A behaviour is about what the law that saw it was tried on; about the parameters that it compared where that is none of them."""
    if source is None:
        return frozenset()
    parameters = {fact.id.split(".", 1)[1] for fact in listing.facts if fact.id.startswith(("parameters.", "filters."))}
    found = names_about(source.about, parts)
    if found & parameters:
        return found
    return found.union(*(names_of_fact(fact, parts) for fact in source.compared if fact.startswith("parameters.")))


def _refusing(was: str, now: str) -> frozenset[str]:
    """What begins or ceases to be refused at several places at once has one cause."""
    return frozenset({"refusing"} if now == "refused" else {"refusing no more"} if was == "refused" else ())


def disputes(old: ListingRun, new: ListingRun) -> Iterator[Change]:
    """Disputes in which the target shows another side than before."""
    was = {one.id: one.takes for one in old.disputes}
    parts = roles(new)
    for dispute in new.disputes:
        before, fact = was.get(dispute.id), f"disputes.{dispute.id}"
        if before is not None and dispute.takes is not None and before != dispute.takes:
            yield _observed(
                "dispute", dispute.id, new, f"{dispute.question} {before} → {dispute.takes}", "risky",
                "sources disagree, and the target went over to the other side", None, old=before, new=dispute.takes,
                law="shape.dispute-is-decided", fact=fact, names=names_of_fact(fact, parts),
            )  # fmt: skip


def errors(old: ListingRun, new: ListingRun) -> Iterator[Change]:
    """Error answers that came or went. Where one took the place of another it is risky; else other questions explain it."""
    came, went = (
        {code: count for code, count in one.errors.items() if code not in other.errors} for one, other in ((new, old), (old, new))
    )
    replaced = max(came.values(), default=0) >= LEAST_ERRORS <= max(went.values(), default=0)
    grade: Grade = "risky" if replaced else "information"
    reason = "clients that know the old code do not know the new one" if replaced else "other questions get other refusals"
    told = [(code, f"errors: {code} came {count} times and never before", "", code) for code, count in came.items()]
    told += [(code, f"errors: {code} came {count} times before and never now", code, "") for code, count in went.items()]
    for code, says, was, now in told:
        yield _observed("error", code, new, says, grade, reason, None, old=was, new=now, names=frozenset({"errors"}))


def page_sizes(old: ListingRun, new: ListingRun) -> Iterator[Change]:
    """The largest page, where both runs had records enough to fill a larger one."""
    if not old.page_sizes or not new.page_sizes or old.census is None or new.census is None:
        return
    was, now = max(map(int, old.page_sizes)), max(map(int, new.page_sizes))
    least = min(one.total if one.total is not None else one.records for one in (old.census, new.census))
    if was != now and least > max(was, now):
        smaller = now < was
        answers = f"{old.page_sizes[str(was)]} and {new.page_sizes[str(now)]} such answers"
        says = f"the largest page held {was} records and holds {now} now ({answers})"
        yield _observed(
            "page-size", "largest", new, says, "risky" if smaller else "additive",
            "clients need more requests than before" if smaller else "larger pages are given", None, old=str(was), new=str(now),
            names=frozenset({"size"}),
        )  # fmt: skip


def latency(old: ListingRun, new: ListingRun) -> tuple[list[Change], list[str]]:
    """A change of the distribution of times to the answer, never more than information; and why nothing is said."""
    few = [one.sample for one in (old.latency, new.latency) if one.sample < LEAST_ANSWERS]
    if few:
        return [], [f"{new.key}: nothing is said of latency with {min(few)} answers, {LEAST_ANSWERS} are needed"]
    was, now = old.latency.quantile(0.5), new.latency.quantile(0.5)
    if was is None or now is None:
        return [], []
    ratio = now / was
    if _distance(old.latency, new.latency) < _APART or 1 / _SLOWER < ratio < _SLOWER or abs(now - was) < _LATER:
        return [], []
    late = (old.latency.quantile(0.95) or 0.0, new.latency.quantile(0.95) or 0.0)
    samples = f"{old.latency.sample} and {new.latency.sample} answers"
    says = f"latency: half came within {_ms(was)} and come within {_ms(now)} now (95 %: {_ms(late[0])} → {_ms(late[1])}; {samples})"
    change = _observed(
        "latency", "latency", new, says, "information", "a network or a busy hour does the same", None, old=_ms(was), new=_ms(now)
    )
    return [change], []


def _distance(one: Latency, other: Latency) -> float:
    """The largest distance between two cumulative distributions, 0 to 1."""
    first = second = largest = 0.0
    for place in range(len(EDGES) + 1):
        first += one.counts[place] / one.sample
        second += other.counts[place] / other.sample
        largest = max(largest, abs(first - second))
    return largest


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.1f} s"


def _observed(
    kind: str, what: str, listing: ListingRun, says: str, grade: Grade, reason: str, outcome: Outcome | None, *, old: str = "",
    new: str = "", law: str | None = None, fact: str | None = None, names: frozenset[str] = frozenset(),
) -> Change:  # fmt: skip
    law = outcome.law if outcome else law
    return Change(
        kind=kind,  # type: ignore[arg-type]
        key=f"{kind}/{listing.key}/{what}",
        target=listing.target,
        contract=listing.contract,
        says=says,
        grade=grade,
        reason=reason,
        law=law,
        subject=outcome.subject if outcome else None,
        fact=fact,
        old=old,
        new=new,
        replay=replay_of(listing.target, listing.contract, law) if law else "",
        names=names | ({f"law:{law}"} if law else frozenset()),
    )
