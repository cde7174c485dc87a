"""What a run will cost, before anything is sent: the same laws asked of the bundled simulator in memory, and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from listproof.evidence import Store
from listproof.laws import Law, Subject, judge
from listproof.running.choice import Place, RunChoice
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.simulator.variants import ORDINARY
from listproof.transport import Session, Target
from listproof.values.profiles import Profile, profile_for

__all__ = ["Cost", "rehearse", "told"]

_GUESSED = 257
_MOST = 20_000


@dataclass(frozen=True)
class Cost:
    """What one listing will cost: items, requests, minutes at the target's pace (None: unpaced), for so many records."""

    target: str
    contract: str
    items: int
    requests: int
    minutes: float | None
    records: int
    guessed: bool


def rehearse(
    choice: RunChoice,
    items: Mapping[str, Iterable[tuple[Law, Subject | None]]],
    known: Mapping[str, int],
    queries: int | None = None,
    seed: int | None = None,
) -> tuple[Cost, ...]:
    """The cost of each place. `items` maps a place's key to its laws and subjects, `known` to records that an earlier run met,
    `queries` and `seed` are those of the run, where it names them.

    At a target of the targets file, that of a listing whose records show ordinary texts: there the laws have more to ask.
    """
    return tuple(
        _cost(place, tuple(items.get(place.key, ())), known.get(place.key), profile_for(place.name, queries, seed))
        for place in choice.places
    )


def _cost(place: Place, items: tuple[tuple[Law, Subject | None], ...], known: int | None, profile: Profile) -> Cost:
    contract = place.contract
    records = min(_MOST, _GUESSED if known is None else known)
    entry = {**mock(contract, "http://127.0.0.1"), "try_wrong_signature": 1}
    if place.target:
        entry |= {"max_records": place.target.max_records, "try_wrong_signature": place.target.try_wrong_signature}
    target = Target(place.name, contract.slug, **entry)
    service = Service(contract, records, variant=ORDINARY if place.target else None)
    store = Store(contract, Session(target, contract.sign_in, transport=InProcess(service)))
    store.profile = profile
    for law, subject in items:
        judge(law, store, subject)
    requests = store.session.sent
    pace = place.target.requests_per_second if place.target else None
    return Cost(place.name, contract.slug, len(items), requests, requests / pace / 60 if pace else None, records, known is None)


def told(costs: Iterable[Cost]) -> str:
    """The costs as lines of plain text."""
    lines = [f"{'listing':44} {'items':>6} {'requests':>9} {'minutes':>8}  for"]
    for cost in costs:
        minutes = "unpaced" if cost.minutes is None else f"{cost.minutes:.1f}"
        basis = f"{cost.records} records" + (" (a guess: no earlier run in the reports)" if cost.guessed else " as in the last run")
        lines.append(f"{cost.contract + ' · ' + cost.target:44} {cost.items:6} {cost.requests:9} {minutes:>8}  {basis}")
    lines.append("Nothing was sent. A failure costs more: it is confirmed between two readings of the listing.")
    return "\n".join(lines)
