"""One root cause told once: changes that share what they are about stand under the one that explains them best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from listproof.findings import Finding
from listproof.findings.symptom import ANSWER_FIELD, WALK, head_of
from listproof.regression.change import GRADES, Change, Still

__all__ = ["rooted", "standing"]

_LOUD = ("breaking", "risky", "additive")
_ANSWER = ("status", "media-type", "success")
_SUMMED = {
    "now-inconclusive": "could not be tried", "now-tried": "could be tried and pass", "now-trouble": "could not be asked",
    "disappeared": "are not asked any more", "new": "are new", "fact": "of the contract changed",
}  # fmt: skip


def rooted(changes: Iterable[Change], now: Iterable[Finding] = (), before: Iterable[Finding] = ()) -> tuple[Change, ...]:
    """The root changes of all listings, the gravest first, each with what follows from it.

    `now` are the findings of the later run, `before` those of the earlier: what fails now, and what is fixed, stands as it stands there.
    """
    found, gone = tuple(now), tuple(before)
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.target, change.contract), []).append(change)
    roots = [root for group in groups.values() for root in _of_listing(group, found, gone)]
    return tuple(sorted(roots, key=lambda one: (not any(c.regression for c in one.all()), GRADES.index(one.grade))))


def standing(still: Iterable[Still], now: Iterable[Finding]) -> tuple[Still, ...]:
    """What still fails, told by the findings of the later run: each once, with what follows from it."""
    left = {one.key: one for one in still}
    found = []
    for finding in now:
        members = [left.pop(key) for key in (finding.key, *finding.follows) if key in left]
        found += [replace(members[0], follows=tuple(one.key for one in members[1:]))] if members else []
    return (*found, *left.values())


def _of_listing(changes: Sequence[Change], now: Sequence[Finding], before: Sequence[Finding]) -> list[Change]:
    roots: list[Change] = []
    loud = [one for one in changes if one.grade in _LOUD]
    for causes in dict.fromkeys(one.causes for one in loud):
        roots.extend(_joined([one for one in loud if one.causes == causes], now))
    facts = [one for one in changes if one.kind == "fact"]
    roots, facts = _under_facts(roots, facts)
    fixed = [one for one in changes if one.kind == "fixed"]
    rest = [one for one in changes if one.grade not in _LOUD and one.kind not in ("fixed", "fact")]
    summed = [_sum(kind, same) for kind, same in _by_kind([*rest, *facts])]
    untried = [one for one in summed if one.kind == "now-inconclusive"]
    if len(roots) == 1 and untried:
        roots = [replace(roots[0], follows=(*roots[0].follows, *untried))]
        summed = [one for one in summed if one not in untried]
    return [*roots, *_joined(fixed, before), *summed]


def _under_facts(roots: Sequence[Change], facts: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """What fails because the contract changed stands under the fact that says otherwise; and the facts that explain nothing."""
    found: list[Change] = []
    left = list(facts)
    for root in roots:
        fact = next((one for one in left if root.causes == ("contract",) and one.names & root.names), None)
        if fact is None:
            found.append(root)
        else:
            left.remove(fact)
            found.append(replace(fact, follows=(replace(root, follows=()), *root.follows)))
    return found, left


def _by_kind(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.kind, []).append(change)
    return list(found.items())


def _sum(kind: str, changes: Sequence[Change]) -> Change:
    """Several changes of one quiet kind as one, the first standing for all."""
    first = changes[0]
    if len(changes) == 1 or kind not in _SUMMED:
        return replace(first, follows=tuple(changes[1:]))
    what = "facts" if kind == "fact" else "laws"
    key = f"{kind}/{first.target}/{first.contract}"
    return replace(first, key=key, law=None, subject=None, says=f"{len(changes)} {what} {_SUMMED[kind]}", replay="", follows=tuple(changes))


def _joined(changes: Sequence[Change], findings: Sequence[Finding]) -> list[Change]:
    """Changes put together as the findings of their run are; what no finding tells stands under the one that it shares a name with."""
    groups, rest = _under_findings(changes, findings)
    left = []
    for one in rest:
        home = next((group for group in groups if any(one.names & other.names for other in group)), None)
        home = home or (groups[0] if groups and (_says_little(one) or _at_large(groups[0][0])) else None)
        if home is None and one.kind == "behaviour" and one.new == "refused":
            home = next((group for group in groups if any(other.refused for other in group)), None)
        left.append(one) if home is None else home.append(one)
    groups += _by_names(left)
    return [replace(members[0], follows=tuple(members[1:])) for members in sorted(groups, key=lambda group: _weight(group[0]))]


def _under_findings(changes: Sequence[Change], findings: Sequence[Finding]) -> tuple[list[list[Change]], list[Change]]:
    """Verdicts that changed, in the groups and the order that the findings of their run have; and the changes of no finding."""
    left = {one.outcome: one for one in changes if one.outcome}
    groups: list[list[Change]] = []
    for finding in findings:
        members = [left.pop(key) for key in (finding.key, *finding.follows) if key in left]
        if members:
            groups.append(members)
    told = {id(one) for group in groups for one in group}
    return groups, [one for one in changes if id(one) not in told]


def _by_names(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes joined where they share a name, the weightiest of each first."""
    groups: list[tuple[frozenset[str], list[Change]]] = []
    for change in changes:
        names, members = change.names, [change]
        apart = []
        for known, others in groups:
            if known & names:
                names |= known
                members = [*others, *members]
            else:
                apart.append((known, others))
        groups = [*apart, (names, members)]
    return [sorted(members, key=_weight) for _, members in groups]


def _weight(change: Change) -> tuple[int, bool]:
    return GRADES.index(change.grade), _says_little(change)


def _at_large(change: Change) -> bool:
    """Whether no answer can be read, or the walk over the pages cannot be trusted: whatever else is seen may come of that."""
    if change.kind != "newly-failing":
        return False
    return head_of(change.fact or "") in _ANSWER or change.law in WALK or (change.law == ANSWER_FIELD and "records" in change.names)


def _says_little(change: Change) -> bool:
    """Whether it says too little of its own to be a cause: error codes, page sizes."""
    return change.kind in ("error", "page-size")
