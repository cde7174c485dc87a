"""One root cause told once: changes that share what they are about stand under the one that explains them best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from listproof.regression.change import GRADES, Change
from listproof.reports.run import area_of

__all__ = ["ANSWER_FIELD", "WALK", "rooted"]

_LOUD = ("breaking", "risky", "additive")
_AREAS = ("bounds", "order", "filters", "pages", "shape", "errors", "queries", "schema")
_HOME = {
    "parameters": "bounds", "filters": "filters", "order": "order", "pages": "pages", "size": "pages", "total": "pages",
    "records": "pages", "identity": "pages", "close": "pages", "fields": "shape", "disputes": "shape", "status": "shape",
    "media-type": "shape", "success": "shape", "errors": "errors", "sign-in": "errors", "scope": "errors",
}  # fmt: skip
_ANSWER = ("status", "media-type", "success")
ANSWER_FIELD = "shape.answer-field-is-as-documented"
"""The law whose failure at the field that holds the records means that no answer can be read."""
_SIZE = "pages.size-is-honoured"
WALK = (
    _SIZE, "pages.walk-meets-each-record-once", "pages.size-does-not-change-the-set", "pages.address-is-a-slice",
    "pages.ties-survive-boundaries", "pages.total-is-steady", "errors.questions-do-not-mix",
)  # fmt: skip
"""The laws whose failure means that no walk over the pages can be trusted."""
_APART = ("sign-in",)
_DRAWN = ("queries", "schema")
_SUMMED = {
    "now-inconclusive": "could not be tried", "now-tried": "could be tried and pass", "now-trouble": "could not be asked",
    "disappeared": "are not asked any more", "new": "are new", "fact": "of the contract changed",
}  # fmt: skip


def rooted(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The root changes of all listings, the gravest first, each with what follows from it."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.target, change.contract), []).append(change)
    roots = [root for group in groups.values() for root in _of_listing(group)]
    return tuple(sorted(roots, key=lambda one: (not any(c.regression for c in one.all()), GRADES.index(one.grade))))


def _of_listing(changes: Sequence[Change]) -> list[Change]:
    roots: list[Change] = []
    loud = [one for one in changes if one.grade in _LOUD]
    for causes in dict.fromkeys(one.causes for one in loud):
        roots.extend(_clustered([one for one in loud if one.causes == causes]))
    facts = [one for one in changes if one.kind == "fact"]
    roots, facts = _under_facts(roots, facts)
    fixed = [one for one in changes if one.kind == "fixed"]
    rest = [one for one in changes if one.grade not in _LOUD and one.kind not in ("fixed", "fact")]
    summed = [_sum(kind, same) for kind, same in _by_kind([*rest, *facts])]
    untried = [one for one in summed if one.kind == "now-inconclusive"]
    if len(roots) == 1 and untried:
        roots = [replace(roots[0], follows=(*roots[0].follows, *untried))]
        summed = [one for one in summed if one not in untried]
    return [*roots, *_clustered(fixed), *summed]


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


def _clustered(changes: Sequence[Change]) -> list[Change]:
    """Changes joined where they share a name; where the listing at large broke, everything downstream follows from that."""
    clusters: list[tuple[set[str], list[Change]]] = []
    for change in changes:
        names, members = set(change.names), [change]
        apart = []
        for known, others in clusters:
            if known & names:
                names |= known
                members = [*others, *members]
            else:
                apart.append((known, others))
        clusters = [*apart, (names, members)]
    ordered = sorted((sorted(members, key=_rank) for _, members in clusters), key=lambda members: _rank(members[0]))
    kept: list[list[Change]] = []
    for members in ordered:
        whole = next((others for others in kept if any(_at_large(one) and _explains(one, members) for one in others)), None)
        if whole is not None:
            whole.extend(members)
        elif kept and all(_says_little(one) for one in members):
            kept[0].extend(members)
        else:
            kept.append(members)
    return [replace(members[0], follows=tuple(members[1:])) for members in kept]


def _rank(change: Change) -> tuple[int, int, int, int, int]:
    """How well a change explains others: how far upstream it is, how grave, whether its law is at home with its fact."""
    area = area_of(change.law) if change.law else "errors"
    home = _HOME.get(_head(change), area)
    stage = _stage(change)
    first = change.law == _SIZE or (stage == 0 and change.subject is None)
    place = _AREAS.index(area) if area in _AREAS else len(_AREAS)
    return (stage, GRADES.index(change.grade), 0 if home == area else 1, 0 if first else 1, place)


def _stage(change: Change) -> int:
    """How far upstream a change is: no good answer, others' records, a field, the pages; then the rest, and what only echoes it."""
    if _says_little(change):
        return 5
    failing = change.kind == "newly-failing"
    if failing and (_head(change) in _ANSWER or (change.law == ANSWER_FIELD and "records" in change.names)):
        return 0
    if failing and _head(change) == "scope":
        return 1
    if _head(change) == "fields":
        return 2
    whole = change.law in WALK or (change.subject is None and str(change.law).startswith("pages."))
    return 3 if failing and whole else 4


def _at_large(change: Change) -> bool:
    """Whether it is the listing as a whole that broke: its answer, whose records it shows, or the walk over its pages."""
    stage = _stage(change)
    return stage in (0, 1) or (stage == 3 and change.law in WALK)


def _explains(change: Change, others: Sequence[Change]) -> bool:
    """Whether a listing that broke as a whole can be why others failed: who may ask is decided before anything is answered."""
    return _stage(change) == 0 or not all(_head(one) in _APART for one in others)


def _says_little(change: Change) -> bool:
    """Whether it says too little of its own to be a cause: answers at large, drawn queries, error codes, page sizes."""
    if change.kind in ("error", "page-size"):
        return True
    area = area_of(change.law) if change.law else ""
    whole = area == "shape" and change.subject is None and change.kind == "newly-failing" and _head(change) not in _ANSWER
    return whole or area in _DRAWN


def _head(change: Change) -> str:
    return (change.fact or "").split(".")[0]
