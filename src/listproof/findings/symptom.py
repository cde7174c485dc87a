"""What one violation shows, reduced to what tells its cause: what it is about, how far upstream it is, how the answer failed."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from listproof.findings.naming import Roles, asked_of, names_about, names_of_fact
from listproof.verdicts import Exchange, Outcome, Sign, Violation

__all__ = [
    "ANSWER_FIELD", "EMPTY", "FILTERING", "IN_ONE", "OPERATOR", "TOGETHER", "WALK", "Symptom", "at_large", "head_of", "symptom", "systemic",
]  # fmt: skip

ANSWER_FIELD = "shape.answer-field-is-as-documented"
"""The law whose failure at the field that holds the records means that no answer can be read."""
WALK = (
    "pages.size-is-honoured", "pages.walk-meets-each-record-once", "pages.size-does-not-change-the-set", "pages.address-is-a-slice",
    "pages.ties-survive-boundaries", "pages.total-is-steady", "pages.walk-ends", "errors.questions-do-not-mix",
)  # fmt: skip
"""The laws whose failure means that no walk over the pages can be trusted."""

FILTERING = "filtering"
"""The mark of filters that fail while most others do."""
TOGETHER = "together"
"""The mark of questions with several filters."""

EMPTY = "shape.empty-looks-the-same"
"""The law of answers without records."""

_FRESH = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|\d{4}-\d\d-\d\dT[\d:.]+Z?|\d+")
"""What differs between two answers that say the same: ids, moments, numbers."""
_PLACES = frozenset({"size", "pages", "order", "total", "records"})
"""Parts of a listing that parameters and fields play, and that are said in their stead."""
_WRONG = "errors.wrong-"
"""How the laws of credentials that are none begin, whatever it is in them that is wrong."""
_REFUSALS = "errors.refusal-has-the-documented-form"
_NOTHING = frozenset({"0", "false", "null", "False", "None"})
"""What programs take for nothing, as a question says it."""
_FOR_NOTHING = "for nothing"
"""The mark of filters that fail where they are asked for what programs take for nothing."""
_VERY_LONG = 1_000
"""With more characters a value is very long."""
OPERATOR = "by the operator "
"""How what filters of one operator have in common is told."""
IN_ONE = "in "
"""How what filters that stand in one parameter have in common is told."""
_MANY = 3
"""At so many subjects, and at half of those tried, a law that fails has one cause; at fewer where it fails at all that were tried."""


_SISTERS = {"pages.total-counts-what-a-hidden-filter-keeps": "pages.total-counts-what-matches"}
"""Laws that say the same of other subjects than the one beside them does."""


@dataclass(frozen=True)
class Symptom:
    """One failing outcome as a sign of something.

    `key` is that of the outcome. `names` are the parameters, fields and parts of a listing that it is about, `own` those of them that it
    says itself: a filter, and not the field at which that looks. `parts` are the names of each
    half of a subject of two; `asked` the parameters of its requests but for those that every request has. `refused` is what an
    answer that is no success said, without what differs each time, empty where it was one; `breaks` says that it was the service's own
    error; `ordered`, that an order was asked for; `led`, that the page before it led to it. `signs` are how it shows, `shared` marks
    that other symptoms of the same cause bear.
    """

    key: str
    law: str
    subject: str | None
    fact: str
    names: frozenset[str]
    own: frozenset[str]
    parts: tuple[frozenset[str], ...] = ()
    asked: frozenset[str] = frozenset()
    refused: str = ""
    request: str = ""
    breaks: bool = False
    signs: frozenset[Sign] = frozenset()
    certain: bool = True
    ordered: bool = False
    led: bool = False
    shared: frozenset[str] = frozenset()

    @property
    def area(self) -> str:
        """The area of its law."""
        return self.law.partition(".")[0]

    @property
    def head(self) -> str:
        """The first word of its fact."""
        return head_of(self.fact)


def head_of(fact: str) -> str:
    """The first word of a fact's id."""
    return fact.partition(".")[0]


def symptom(outcome: Outcome, violation: Violation, roles: Roles, parameters: Iterable[str] = ()) -> Symptom:
    """The symptom that a failing outcome is. `parameters` are the names that answers may repeat."""
    last = violation.exchanges[-1] if violation.exchanges else None
    refusal = _refusal(outcome.law, violation.exchanges)
    names = names_about(outcome.about, roles) | names_of_fact(violation.fact, roles)
    plain = names_about(outcome.about, {}) | names_of_fact(violation.fact, {})
    return Symptom(
        key=outcome.key,
        law=outcome.law,
        subject=outcome.subject,
        fact=violation.fact,
        names=names,
        own=names if head_of(violation.fact) in ("disputes", "close") else plain | names & _PLACES,
        parts=tuple(names_about((half,), roles) for half in outcome.about) if len(outcome.about) > 1 else (),
        asked=frozenset(name for one in violation.exchanges for name in asked_of(one, roles) if "order" not in roles.get(name, ())),
        refused=_said(refusal, parameters) if refusal is not None else "",
        breaks=refusal is not None and refusal.status >= 500,
        request=f"{last.url} {last.sent}" if last is not None else "",
        signs=frozenset(violation.observation.signs),
        shared=frozenset((*_answered_alike(outcome.law, last, parameters), *_asked_for_nothing(last, roles), *_very_long(last))),
        certain=not violation.intermittent,
        ordered=last is not None and any("order" in roles.get(name, ()) for name in last.asked),
        led=last is not None and bool(last.walked),
    )


def _answered_alike(law: str, last: Exchange | None, parameters: Iterable[str]) -> Iterator[str]:
    """What symptoms have in common that are about how one kind of request is answered."""
    if last is not None and law in (_REFUSALS, EMPTY):
        yield _said(last, parameters)
    if law.startswith(_WRONG):
        yield _WRONG


def _asked_for_nothing(last: Exchange | None, roles: Roles) -> Iterator[str]:
    """The mark of a question with one filter alone, whose value is what programs take for nothing, and which was answered."""
    if last is not None and last.status == 200:
        given = dict(pair.partition("=")[::2] for pair in last.purpose.split())
        if [given.get(name) in _NOTHING for name in asked_of(last, roles)] == [True]:
            yield _FOR_NOTHING


def _very_long(last: Exchange | None) -> Iterator[str]:
    """The marks of a question at which the service breaks: the parameters that hold very much, be it a list in one clause of an expression
    or a text in another."""
    if last is not None and last.status >= 500:
        yield from (f"very long {name}" for name, value in parse_qsl(urlsplit(last.url).query) if len(value) > _VERY_LONG)


def _refusal(law: str, exchanges: Sequence[Exchange]) -> Exchange | None:
    """The last answer that is no success, where a law expects none; None where all succeed or a refusal may be right."""
    apart = law.partition(".")[0] in ("bounds", "errors")
    refusals = [one for one in (exchanges[-1:] if apart else exchanges) if one.status != 200]
    return refusals[-1] if refusals else None


def _said(answer: Exchange, parameters: Iterable[str]) -> str:
    """Status and body of an answer without what differs from one question to the next: what was asked for is often repeated."""
    plain = answer.body[:300]
    for value in _values(answer):
        plain = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "#", plain)
    plain = f"{answer.status} " + _FRESH.sub("#", plain)
    for name in sorted(parameters, key=len, reverse=True):
        plain = plain.replace(name, "#").replace(name.rpartition(".")[2], "#")
    return plain


def _values(answer: Exchange) -> list[str]:
    """The values of a question as an answer may repeat them, also inside JSON, the longest first; none of a letter, which words are too."""
    given = {value for _, value in parse_qsl(urlsplit(answer.url).query) if len(value) > 1}
    return sorted(given | {json.dumps(value)[1:-1] for value in given}, key=len, reverse=True)


def at_large(law: str, breaks: bool) -> frozenset[str]:
    """The marks of what fails at most places: filtering, and this law; a service that breaks fails otherwise than one that lies."""
    return frozenset({f"{FILTERING} breaks", f"law:{law} breaks"} if breaks else {FILTERING, f"law:{law}"})


def systemic(
    found: Iterable[Symptom], tried: Mapping[str, int], filters: Iterable[str], together: Mapping[str, Collection[str]] | None = None
) -> list[Symptom]:
    """The symptoms, marked with what goes wrong at most places at once, and so has one cause.

    A law that fails at most of the subjects that it was tried on (`tried` counts them by law), those at which the service breaks apart from
    the others, and filtering where most `filters` fail. `together` are filters that are read alike, by what they have in common: where most
    of these fail by one law, all that is so is read wrongly.
    """
    every = list(found)
    every = [replace(one, shared=one.shared | frozenset(_read_alike(one, every, together or {}))) for one in every]
    laws = Counter((_SISTERS.get(one.law, one.law), one.breaks) for one in every)
    subjects: Counter[str] = Counter()
    for law, count in tried.items():
        subjects[_SISTERS.get(law, law)] += count
    names = set(filters)
    filtering = {breaks: _are_most(names & _failing_filters(every, breaks), names) for breaks in (False, True)}
    marks = {one.key: set(_marks(one, laws, subjects, filtering[one.breaks])) for one in every}
    apart = {one.key: {f"law:{one.law} breaks"} for one in every if _breaks_otherwise(one, every)}
    return [replace(one, shared=one.shared | marks[one.key] - apart.get(one.key, set())) for one in every]


def _breaks_otherwise(one: Symptom, every: Iterable[Symptom]) -> bool:
    """Whether a service breaks with another message than at most subjects of the same law: it then has a reason of its own. Where no
    message comes twice they tell nothing, as where each holds something made up anew."""
    said = Counter(other.refused for other in every if other.breaks and other.law == one.law).most_common(1)
    return one.breaks and said[0][1] > 1 and one.refused != said[0][0]


def _read_alike(one: Symptom, every: Iterable[Symptom], together: Mapping[str, Collection[str]]) -> Iterator[str]:
    """The marks of filters that are read alike, of which most fail by the same law; of one operator, that several fail in the same way; of
    questions that join filters of one parameter, that they do."""
    for common, filters in together.items():
        if common.startswith(IN_ONE) and _joins(one, filters) and not one.refused:
            yield f"joined {common}"
    for common, filters in together.items() if not one.parts else ():
        beside = one.own & frozenset(filters) and frozenset(filters)
        same = [other for other in every if (other.law, other.breaks) == (one.law, one.breaks)]
        if common.startswith(OPERATOR):
            same = [other for other in same if other.signs == one.signs]
        failing = {name for other in same for name in other.own & beside}
        if len(failing) > 1 and (2 * len(failing) >= len(beside) or common.startswith(OPERATOR)):
            yield f"law:{one.law} {common}"


def _joins(one: Symptom, filters: Collection[str]) -> bool:
    """Whether it is about two filters of one parameter, or about a question of any kind with several of them."""
    if one.parts:
        return all(half & frozenset(filters) for half in one.parts)
    return one.area == "queries" and len(one.asked & frozenset(filters)) > 1


def _failing_filters(every: Iterable[Symptom], breaks: bool) -> set[str]:
    """What is told of filters that fail in one way, each alone."""
    alone = (one for one in every if one.breaks == breaks and len(one.asked) < 2 and not one.parts)
    return {name for one in alone if "filters" in (one.head, one.area) and one.head != "total" for name in one.own}


def _are_most(failing: set[str], names: set[str]) -> bool:
    return len(failing) >= _MANY and 2 * len(failing) >= len(names)


def _marks(one: Symptom, laws: Mapping[tuple[str, bool], int], tried: Mapping[str, int], filtering: bool) -> Iterator[str]:
    law = _SISTERS.get(one.law, one.law)
    failing, held = laws[law, one.breaks], tried.get(law, 0)
    of_filtering, of_law = sorted(at_large(law, one.breaks))
    if (failing >= _MANY and 2 * failing >= held) or 1 < failing == held:
        yield of_law
    if filtering and one.head != "total" and "filters" in (one.head, one.area):
        yield of_filtering
    if len(one.asked) > 1 and one.area in ("filters", "pages"):
        yield TOGETHER
