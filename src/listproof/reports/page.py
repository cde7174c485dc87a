"""One page of a run, `reports/index.html`: self-contained, for a browser, a phone or paper, without Node and without a network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from listproof.contract.visible import visible
from listproof.reports.file import write_text
from listproof.reports.finding import replaying
from listproof.reports.headline import asked, headline
from listproof.reports.law_pages import write_law_pages
from listproof.reports.made_once import compiled_templates
from listproof.reports.observed import EDGES, Latency
from listproof.reports.places import anchor, document_page, fact_page, law_page, web_address
from listproof.reports.run import FactRecord, ListingRun, Run, area_of
from listproof.reports.terminal import SIGNS
from listproof.verdicts import AREAS, Area, Outcome, Verdict

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["ChangeLine", "environment", "render", "write_page"]

WORDS: dict[Verdict, str] = {
    "pass": "passed", "fail": "failed", "inconclusive": "inconclusive", "unsupported": "unsupported", "waived": "waived",
    "error": "error",
}  # fmt: skip
_WORST: tuple[Verdict, ...] = ("fail", "error", "waived", "inconclusive", "unsupported", "pass")


@dataclass(frozen=True)
class ChangeLine:
    """One line of what changed since the run before: its grade and a sentence."""

    grade: str
    says: str


_JOINTS = re.compile(r"([./_:]|-(?=\w))(?=[\w*])")
_OPEN = 20
"""So many violated facts are shown unfolded; of more, a phone would show screen after screen."""
_MOST = 2_000
"""Rows of a part of the page: of a joined run with a hundred thousand laws a browser would show none of them for minutes. The worst stand
first, and a line says how many more there are."""
_SHORT = 200
"""Characters of a text that is spelled for the page once, however often it stands there."""
_STATES = ("fail", "inconclusive", "unsupported", "pass")
"""The states of facts in the order in which they are told: what was violated, then what nothing was compared with, and why."""


@dataclass(frozen=True)
class FactRow:
    """A fact with the sign of what the run made of it (`state`) and the laws that compared it, each with its worst verdict."""

    listing: ListingRun
    fact: FactRecord
    state: str
    sign: str
    word: str
    laws: tuple[tuple[str, Verdict], ...]

    @property
    def place(self) -> str:
        """Where it stands: the document by its title, where it has one, and the place in it."""
        key, comma, rest = self.fact.place.removeprefix("document ").partition(", ")
        title = self.listing.documents.get(key)
        return f"{title}{comma and ': '}{rest}" if title else self.fact.place

    @property
    def rank(self) -> int:
        """Where its state stands among the states."""
        return _STATES.index(self.state)


@dataclass(frozen=True)
class Bar:
    """One bar of a latency chart: where it stands, its height from 0 to 1, and what it says."""

    place: int
    height: float
    says: str


def write_page(
    run: Run,
    path: Path,
    streaks: Mapping[str, int] | None = None,
    changes: Sequence[ChangeLine] = (),
    laws: Path | None = None,
    replay: Callable[[str], str] = replaying,
) -> None:
    """Write the page of a run, and beside it, or in the folder `laws`, the texts of the laws. See `render`.

    Nobody can know every way in which HTML may spell a secret: of a run that may hold one, give what its masked file says.
    """
    write_text(path, _pieces(run, streaks, changes, replay))
    write_law_pages(laws or path.parent, environment())


def render(
    run: Run,
    streaks: Mapping[str, int] | None = None,
    changes: Sequence[ChangeLine] = (),
    replay: Callable[[str], str] = replaying,
) -> str:
    """The page of a run as HTML.

    `streaks` says for how many runs each outcome (by key) has been as it is; `changes` what is new since the run before;
    `replay` gives the command that asks a finding again, by the finding's id.
    """
    return "".join(_pieces(run, streaks, changes, replay))


def _pieces(run: Run, streaks: Mapping[str, int] | None, changes: Sequence[ChangeLine], replay: Callable[[str], str]) -> Iterator[str]:
    """The page piece by piece: the whole of a large one would be held three times over."""
    listings = {listing.key: listing for listing in run.listings}
    by_key = {outcome.key: outcome for outcome in run.outcomes}
    return environment().get_template("page.html.jinja").generate(
        run=run,
        headline=headline(run),
        listings=run.listings,
        areas=[area for area in AREAS if area in run.areas],
        matrix={listing.key: _matrix(run, listing) for listing in run.listings},
        findings=[one for one in run.findings if one.key in by_key],
        by_key=by_key,
        asked=asked(run),
        results=run.outcomes,
        folded=_folded(run),
        facts=sorted((row for listing in run.listings for row in _fact_rows(run, listing)), key=lambda row: _STATES.index(row.state)),
        behaviours=[
            (listing, key, value)
            for listing in run.listings
            for key, value in listing.behaviours.items()
            if not key.startswith("disputes.")
        ],
        disputes=[(listing, dispute) for listing in run.listings for dispute in listing.disputes],
        bars={listing.key: _bars(listing.latency) for listing in run.listings},
        several_targets=len(run.targets) > 1,
        streaks=streaks or {},
        changes=changes,
        replay=replay,
        open_rows=_OPEN,
        most=_MOST,
        of=lambda outcome: listings.get(f"{outcome.target}/{outcome.contract}"),
        law_page=lambda law: law_page(law, "."),
        anchor=anchor,
        fact_page=fact_page,
        document_page=document_page,
        web_address=web_address,
        missing=max(0, run.planned - len(run.outcomes)),
    )  # fmt: skip


@cache
def environment() -> Environment:
    """The templates of all pages, with what they share: signs, words, areas, the style and the script."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    options: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    found = Environment(
        loader=PackageLoader("listproof.reports"), undefined=StrictUndefined, finalize=_seen,
        bytecode_cache=compiled_templates(f"{options}, {_seen.__qualname__}"), **options,
    )  # fmt: skip
    found.globals.update(signs=SIGNS, words=WORDS, area_of=area_of)
    found.filters.update(breakable=_breakable, duration=_duration, share=_share, when=_when)
    source = found.loader
    assert source is not None
    found.globals["style"] = Markup(source.get_source(found, "page.css")[0])
    found.globals["script"] = Markup(source.get_source(found, "page.js")[0])
    return found


def _seen(value: Any) -> Any:
    """What a template puts onto a page: texts with everything spelled that cannot be seen, Markup as it is."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _spelled(value) if len(value) <= _SHORT else visible(value, lines=True)


@lru_cache(maxsize=8192)
def _spelled(text: str) -> Markup:
    """A short text as a page holds it: names of laws, listings and facts stand there thousands of times."""
    return escape(visible(text, lines=True))


def _folded(run: Run) -> list[tuple[Area, list[Outcome], list[tuple[Verdict, int]]]]:
    """The outcomes by area, the worst first in each, with how many have each verdict; areas that need nothing last."""
    found = []
    for area in sorted(run.areas, key=lambda one: not _needs(run, one)):
        outcomes = sorted((one for one in run.outcomes if area_of(one.law) == area), key=lambda one: _WORST.index(one.verdict))
        counts = Counter(one.verdict for one in outcomes)
        found.append((area, outcomes, [(verdict, counts[verdict]) for verdict in _WORST if counts[verdict]]))
    return found


def _needs(run: Run, area: Area) -> bool:
    """Whether something in an area asks for attention."""
    return any(area_of(one.law) == area and one.verdict in ("fail", "error") for one in run.outcomes)


def _matrix(run: Run, listing: ListingRun) -> dict[str, dict[Verdict, int]]:
    cells: dict[str, Counter[Verdict]] = {}
    for outcome in run.of(listing):
        cells.setdefault(area_of(outcome.law), Counter())[outcome.verdict] += 1
    return {area: {verdict: counts[verdict] for verdict in _WORST if counts[verdict]} for area, counts in cells.items()}


def _fact_rows(run: Run, listing: ListingRun) -> list[FactRow]:
    outcomes = run.of(listing)
    broken = {one.violation.fact for one in outcomes if one.violation is not None and one.verdict == "fail"}
    by_fact: dict[str, dict[str, list[Outcome]]] = {}
    for outcome in outcomes:
        for fact in outcome.compared:
            by_fact.setdefault(fact, {}).setdefault(outcome.law, []).append(outcome)
    return [_fact_row(listing, fact, by_fact.get(fact.id, {}), fact.id in broken) for fact in listing.facts]


def _fact_row(listing: ListingRun, fact: FactRecord, laws: Mapping[str, Sequence[Outcome]], broken: bool) -> FactRow:
    verdicts = tuple((law, min((one.verdict for one in outcomes), key=_WORST.index)) for law, outcomes in laws.items())
    if broken:
        state, sign, word = "fail", SIGNS["fail"], "violated"
    elif fact.exercised:
        state, sign, word = "pass", SIGNS["pass"], "exercised"
    elif fact.untestable:
        state, sign, word = "unsupported", SIGNS["unsupported"], "not testable"
    else:
        state, sign, word = "inconclusive", SIGNS["inconclusive"], "not exercised"
    return FactRow(listing, fact, state, sign, word, verdicts)


def _bars(latency: Latency) -> list[Bar]:
    """The bars of the buckets between the fastest and the slowest answer."""
    filled = [place for place, count in enumerate(latency.counts) if count]
    if not filled:
        return []
    most = max(latency.counts)
    return [
        Bar(place - filled[0], count / most, f"{count} up to {_duration(EDGES[min(place, len(EDGES) - 1)])}")
        for place, count in enumerate(latency.counts)
        if filled[0] <= place <= filled[-1]
    ]


def _duration(seconds: float | None) -> str:
    """A time in the unit that a person would use."""
    if seconds is None:
        return "–"
    if seconds < 0.9995:
        return f"{seconds * 1000:.3g} ms"
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.1f} min"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _when(stamp: str) -> Any:
    return stamp.replace("T", " ").replace("Z", " UTC")


def _breakable(text: str) -> Markup:
    """A name that may go on in the next line behind its dots, slashes and hyphens, and nowhere within a word."""
    return Markup(_JOINTS.sub(r"\1<wbr>", str(escape(visible(text)))))
