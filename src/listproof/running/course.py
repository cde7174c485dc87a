"""The course of a run: one store a place, made when it is first asked; outcomes as they come; the record when it ends.

Several processes may share a run, each place asked by one of them: the course of one more hears what they tell, and makes the record.
"""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property, partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from listproof.contract import named
from listproof.evidence import Store
from listproof.evidence.copies import can_copy, processors
from listproof.evidence.threads import abandon
from listproof.laws import Law, Subject, declared_facts, judge, untried
from listproof.laws.drawing.drawn_aside import DrawnAside
from listproof.reports import (
    Asked,
    CensusSize,
    Run,
    TroubleRecord,
    WaiverRecord,
    assemble,
    digest,
    digest_of_files,
    shape,
)
from listproof.reports.file import packed
from listproof.reports.masking import masking
from listproof.running.ahead import DRAWN_AREAS, Ahead
from listproof.running.aside import Aside, shares
from listproof.running.choice import Place, RunChoice, most_refused
from listproof.running.loaded_ahead import DRAWING, LoadedAhead
from listproof.running.parts import Part, heard, told
from listproof.transport import Session, Target, Waiver
from listproof.transport.auth import texts
from listproof.values.profiles import profile_for
from listproof.verdicts import TIME_IS_UP, Exchange, Outcome

if TYPE_CHECKING:
    import httpx

    from listproof.simulator.server import Running

__all__ = ["Course"]

_NAMES_OF_ACCOUNTS = frozenset({"access_key", "access_key_id", "client_id", "user"})
"""Settings of a sign-in that stay the same for as long as the account does; of what they say, no more than a digest is kept."""
_TROUBLES = ("unreachable", "throttled", "refused")
_NAMED = 3


class Course:
    """One run from its choice to its record. Not safe to use from several threads.

    `needed_later` names modules that whoever runs it needs at its end: they are loaded while answers are awaited.
    """

    def __init__(
        self, choice: RunChoice, version: str, suites: Path, seed: int | None = None, jobs: int = 257, queries: int | None = None
    ) -> None:
        self.choice = choice
        self.version = version
        self.suites = suites
        self.seed = seed
        self.jobs = jobs
        self.queries = queries
        self.started = _now()
        self.outcomes: list[Outcome] = []
        self.planned: dict[str, tuple[str, ...]] = {}
        self.unfinished: str | None = None
        self.notice: Callable[[str], Callable[[int, int | None], None] | None] = lambda what: None
        self.keeps_exchanges = False
        self.ends = inf
        self.needed_later: tuple[str, ...] = ()
        self._items: dict[str, list[tuple[Law, Subject | None]]] = {}
        self._ahead: dict[str, Ahead] = {}
        self._loaded = LoadedAhead()
        self._drawn_aside: DrawnAside | None = None
        self._stores: dict[str, Store] = {}
        self._seconds: dict[str, float] = {}
        self._servers: list[Running] = []
        self._used: dict[Waiver, int] = dict.fromkeys(choice.waivers, 0)
        self._given = [one for place in choice.places if place.target is not None for one in texts(place.target.auth)]
        self._heard: dict[str, Part] = {}
        self._lost: list[TroubleRecord] = []
        self._asides: list[Aside] = []

    def plan(self, place: Place, law: Law, subject: Subject | None) -> None:
        """Say that an item is to run; what never does is an error of the run."""
        self.planned[_key(place, law, subject)] = named(place.contract, declared_facts(law, place.contract, subject))
        self._items.setdefault(place.key, []).append((law, subject))

    def share_out(self, processors: int) -> Set[str]:
        """Let copies of this process judge listings of the bundled simulator that are planned, as many as have a processor each.

        To be called when all is planned, before anything is asked. The keys of the places that are judged aside: best judged
        last here, where their outcomes are waited for.
        """
        shared_out: set[str] = set()
        simulated = {place.key: len(self._items.get(place.key, ())) for place in self.choice.places if place.target is None}
        for share in shares(simulated, processors)[:-1] if can_copy() else ():
            places = [place for place in self.choice.places if place.key in share]
            items = [_key(place, law, subject) for place in places for law, subject in self._items[place.key]]
            try:
                self._asides.append(Aside(items, partial(self._told_aside, places)))
            except OSError:  # no more processes: judged here instead
                break
            shared_out.update(share)
        for aside in self._asides:
            aside.listen()
        return shared_out

    def _told_aside(self, places: Sequence[Place]) -> Iterator[str]:
        """What a copy of this process tells of these places."""
        self.notice = lambda what: None
        self._asides = []
        for place in places:
            for law, subject in self._items[place.key]:
                yield packed(self.judge(place, law, subject), masking(self.secrets()))
        yield json.dumps({place.key: told(part, masking(self.secrets())) for place, part in self.parts()})

    def store(self, place: Place) -> Store:
        """The store of a place, made when it is first needed, and with it the bundled simulator of a place of mock."""
        if place.key not in self._stores:
            target = place.target or self._mock(place)
            refused = most_refused(self.choice.whole or self.choice.places)[place.key]
            transport = _to_app(target.app) if target.app else None
            store = Store(place.contract, Session(target, place.contract.sign_in, transport=transport, most_refused=refused))
            store.session.kept = [] if self.keeps_exchanges else None
            store.session.ends = self.ends
            store.profile = profile_for(place.name, self.queries, self.seed)
            store.tell_progress(self.notice(f"{place.contract.slug} at {place.name}"))
            self._stores[place.key] = store
        return self._stores[place.key]

    def _mock(self, place: Place) -> Target:
        # A server and its event loop take a tenth of a second to load, for which who asks live targets need not wait.
        from listproof.simulator.server import start
        from listproof.simulator.service import Service
        from listproof.simulator.targets import mock

        server = start([Service(place.contract, self.jobs)])
        self._servers.append(server)
        return Target(place.name, place.contract.slug, try_wrong_signature=1, **mock(place.contract, server.url))

    def judge(self, place: Place, law: Law, subject: Subject | None) -> Outcome:
        """The outcome of one item, waived where the targets file says so; it is kept for the record."""
        for aside in self._asides:
            heard_of = aside.outcome(_key(place, law, subject))
            if heard_of is not None:
                self.hear(heard_of)
                return heard_of
        start_of_item = time.perf_counter()
        outcome = self._waived(self._judged(place, law, subject))
        self._seconds[place.key] = self._seconds.get(place.key, 0.0) + time.perf_counter() - start_of_item
        self.outcomes.append(outcome)
        return outcome

    def _judged(self, place: Place, law: Law, subject: Subject | None) -> Outcome:
        if time.monotonic() >= self.ends:
            return untried(law, place.name, place.contract.slug, subject, TIME_IS_UP)
        store = self.store(place)
        if store.target.concurrency < 2:
            self._load_ahead(place, store)
            return judge(law, store, subject)
        if place.key not in self._ahead:
            self._stop_asking_ahead()
            ahead = self._ahead[place.key] = Ahead(store, self._items.get(place.key, []))
            if ahead.has_census():
                self._load_ahead(place, store)
        return self._ahead[place.key].judged(law, subject)

    def _load_ahead(self, place: Place, store: Store) -> None:
        """Load what draws, and what is needed later, once answers come: those of a server in this process are not waited for."""
        if not self._loaded.begun and store.session.seconds and place.target is not None and not store.target.app:
            drawing = [law for law, _ in self._items.get(place.key, ()) if law.area in DRAWN_AREAS and store.profile.queries]
            draws_here = bool(drawing) and not self._draws_aside(store, drawing)
            then = (lambda: self._suite) if self.needed_later else None  # who needs nothing later makes no record
            self._loaded.start((*(DRAWING if draws_here else ()), *self.needed_later), then)

    def _draws_aside(self, store: Store, drawing: Sequence[Law]) -> bool:
        """Whether a copy of this process draws what these laws ask, so that this one need not load what draws.

        Of several listings none is drawn so, for each copy would load that anew.
        """
        if len(self.choice.places) > 1 or store.census_in_hand is None or processors() < 2 or not can_copy():
            return False
        try:
            self._drawn_aside = DrawnAside(store, drawing)
        except OSError:  # no more processes: drawn here instead
            return False
        return True

    def _stop_asking_ahead(self) -> None:
        for ahead in self._ahead.values():
            ahead.stop()

    def _stop_drawing(self) -> None:
        if self._drawn_aside is not None:
            self._drawn_aside.stop()

    def hear(self, outcome: Outcome) -> None:
        """Keep the outcome of an item that another process judged."""
        waiver = self._waiver(outcome) if outcome.verdict == "waived" else None
        if waiver is not None:
            self._used[waiver] += 1
        self.outcomes.append(outcome)

    def hear_part(self, place: Place, part: Part) -> None:
        """Keep what another process knows of a place that it asked."""
        self._heard[place.key] = part

    def lose(self, place: Place, says: str) -> None:
        """Say that the process that asked a place is gone, and what that means."""
        self._lost.append(TroubleRecord("suite", says, place.name, place.contract.slug))

    @property
    def lost(self) -> bool:
        """Whether a process is gone that asked for this run."""
        return bool(self._lost)

    def _waiver(self, outcome: Outcome) -> Waiver | None:
        for waiver in self.choice.waivers:
            same = (waiver.law, waiver.contract, waiver.target) == (outcome.law, outcome.contract, outcome.target)
            if same and waiver.subject in (None, outcome.subject):
                return waiver
        return None

    def _waived(self, outcome: Outcome) -> Outcome:
        waiver = self._waiver(outcome) if outcome.verdict == "fail" else None
        if waiver is None:
            return outcome
        if waiver.until < datetime.date.today().isoformat():
            return replace(outcome, reason=f"{outcome.reason} (its waiver ended on {waiver.until})")
        self._used[waiver] += 1
        return replace(outcome, verdict="waived", reason=f"{waiver.reason} (until {waiver.until}): {outcome.reason}")

    @property
    def asked(self) -> bool:
        """Whether a listing could be read, or a violation was seen; a run of which neither is so has nothing to tell the next one."""
        if any(outcome.violation is not None for outcome in self.outcomes) or any(
            store.census_in_hand is not None for store in self._stores.values()
        ):
            return True
        unheard = {place.name + place.contract.slug for place in self.choice.places if place.key not in self._heard | self._stores}
        return any(part.asked.census for part in self._heard.values()) or any(
            outcome.compared for outcome in self.outcomes if outcome.target + outcome.contract in unheard
        )

    def idle_waivers(self) -> tuple[Waiver, ...]:
        """Waivers of what was asked that waived nothing: each fails the run."""
        asked = {(o.law, o.contract, o.target) for o in self.outcomes}
        return tuple(w for w, used in self._used.items() if not used and (w.law, w.contract, w.target) in asked)

    def exchanges(self) -> tuple[tuple[float, Exchange], ...]:
        """Every exchange as it may be shown, with the time at which it was asked, where they were to be kept."""
        return tuple(exchange for place in self.choice.places for exchange in self.part(place).exchanges)

    def secrets(self) -> tuple[str, ...]:
        """Every text that nothing kept may hold: what the targets sign in with, asked here or not, and what they handed out."""
        handed_out = (secret for store in self._stores.values() for secret in store.session.credentials.secrets)
        return tuple(dict.fromkeys([*self._given, *handed_out]))

    def give_up(self) -> None:
        """End at once what is asked and judged ahead, for a run that is interrupted. Nothing may be asked afterwards."""
        self._stop_asking_ahead()
        for aside in self._asides:
            aside.stop()
        self._stop_drawing()
        for store in self._stores.values():
            store.session.leave()
        abandon()

    def end(self) -> None:
        """Stop asking and give back the connections; the bundled simulators end meanwhile, for which `close` waits."""
        self._stop_asking_ahead()
        self._stop_drawing()
        for store in self._stores.values():
            store.session.close()
        for server in self._servers:
            server.tell_to_stop()

    def close(self) -> None:
        """Stop asking, stop the bundled simulators, and give back the connections."""
        self.end()
        self._loaded.wait()
        for server in self._servers:
            server.stop()
        self._servers.clear()

    def record(self, environment: Mapping[str, str] | None = None) -> Run:
        """The record of what was done so far."""
        for aside in self._asides:
            if self.unfinished:
                aside.stop()
            for place in self.choice.places:
                if place.key in aside.parts():
                    self.hear_part(place, heard(aside.parts()[place.key], place))
        parts = [self.part(place, exchanges=False) for place in self.choice.places]
        return assemble(
            listings=[part.asked for part in parts],
            outcomes=self._in_order(),
            listproof=self.version,
            started=self.started,
            finished=_now(),
            targets=self.choice.targets,
            seed=self.seed,
            planned=self.planned,
            suite=self._suite,
            trouble=tuple(self._troubles(parts)),
            waivers=tuple(WaiverRecord(w.law, w.contract, w.target, w.reason, w.until, used, w.subject) for w, used in self._used.items()),
            deselected=self.choice.deselected,
            environment=environment,
        )

    @cached_property
    def _suite(self) -> str:
        """What tells these laws from those of another version: hundreds of files are read for it."""
        return digest([digest_of_files(self.suites), digest_of_files(Path(__file__).parent.parent)])

    def _in_order(self) -> list[Outcome]:
        """The outcomes of each place together, in the order in which they ran."""
        order = {(place.name, place.contract.slug): number for number, place in enumerate(self.choice.places)}
        return sorted(self.outcomes, key=lambda outcome: order.get((outcome.target, outcome.contract), len(order)))

    def parts(self) -> Iterable[tuple[Place, Part]]:
        """What this process knows of the places that it asked."""
        return ((place, self.part(place)) for place in self.choice.places if place.key in self._stores)

    def part(self, place: Place, *, exchanges: bool = True) -> Part:
        """What is known of a place besides its outcomes; where nobody who asked it could tell, what its outcomes say of it.

        Without `exchanges` none are shown: to mask all of them takes as long as the run, and who writes the record shows none.
        """
        store = self._stores.get(place.key)
        if store is not None:
            try:
                return Part(self._asked(place, store), tuple(_troubles_of(store)), tuple(self._exchanges(store) if exchanges else ()))
            except Exception as mistake:  # whatever a target sent, what the laws made of it is told
                says = f"what was seen of the listing could not be summed up: {type(mistake).__name__}: {mistake}"
                seen = TroubleRecord("suite", store.session.masked(says), place.name, place.contract.slug)
                return Part(self._outlined(place), (*_troubles_of(store), seen))
        if place.key in self._heard:
            return self._heard[place.key]
        return Part(self._outlined(place))

    def _outlined(self, place: Place) -> Asked:
        mine = [o for o in self.outcomes if (o.target, o.contract) == (place.name, place.contract.slug)]
        return Asked(place.contract, place.name, requests=sum(o.requests for o in mine), seconds=sum(o.seconds for o in mine))

    def _exchanges(self, store: Store) -> Iterable[tuple[float, Exchange]]:
        return ((answer.asked, store.session.shown(answer)) for answer in store.session.kept or ())

    def _asked(self, place: Place, store: Store) -> Asked:
        census = store.census_in_hand
        return Asked(
            contract=place.contract,
            target=place.name,
            host=store.target.base_url,
            census=CensusSize(
                records=len(census.records),
                total=census.walk.total,
                complete=census.complete and not store.narrowed,
                note=store.session.masked(store.note),
                listed=store.listed,
            )
            if census
            else None,
            requests=store.session.sent,
            seconds=self._seconds.get(place.key, 0.0),
            latencies=store.session.seconds,
            shape=shape(place.contract, census.records) if census else (),
            errors=dict(store.refusals),
            page_sizes=dict(store.page_sizes),
            environment=_surroundings(place, store.target),
        )

    def _troubles(self, parts: Iterable[Part]) -> Iterable[TroubleRecord]:
        met = list(dict.fromkeys(trouble for part in parts for trouble in part.troubles))
        yield from met
        known = {trouble.says for trouble in met}
        for outcome in self._in_order():
            if outcome.verdict == "error" and outcome.reason not in known:
                known.add(outcome.reason)
                yield TroubleRecord("suite", outcome.reason, outcome.target, outcome.contract)
        yield from self._lost
        done = {outcome.key for outcome in self.outcomes}
        missing = [key for key in self.planned if key not in done]
        if missing:
            why = f" ({self.unfinished})" if self.unfinished else ""
            more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
            named = ", ".join(missing[:_NAMED]) + more
            yield TroubleRecord("unfinished", f"{len(missing)} of {len(self.planned)} planned items did not run{why}: {named}")


def _to_app(name: str) -> httpx.BaseTransport:
    from listproof.transport.in_process import app_called, in_process

    return in_process(app_called(name))


def _troubles_of(store: Store) -> Iterable[TroubleRecord]:
    for trouble in store.session.troubles:
        kind = trouble.kind if trouble.kind in _TROUBLES else "suite"
        yield TroubleRecord(kind, str(trouble), store.target.name, store.contract.slug)  # type: ignore[arg-type]


def _key(place: Place, law: Law, subject: Subject | None) -> str:
    return "/".join((place.name, place.contract.slug, law.id, str(subject or "-")))


def _surroundings(place: Place, target: Target) -> dict[str, str]:
    found = {"sign-in": str(target.auth.get("type", "none"))}
    if place.target is not None:
        found["host"] = target.base_url
        found.update({f"path.{name}": str(value) for name, value in target.path.items()})
        lasting = set() if target.auth.get("security_token") else _NAMES_OF_ACCOUNTS & target.auth.keys()
        if lasting:
            found["account"] = digest([target.base_url, *(str(target.auth[name]) for name in sorted(lasting))])[:8]
    return found


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
