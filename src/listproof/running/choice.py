"""Which contracts are asked at which targets, and which are not, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from listproof.contract import Contract, load_linted, slugs
from listproof.reports import Deselected
from listproof.transport import Target, Waiver
from listproof.transport.credentials import MOST_REFUSED
from listproof.transport.targets_file import TargetsError, TargetsFile, no_targets, read_targets

__all__ = ["MOCK", "Place", "RunChoice", "choose", "most_refused", "shard"]

MOCK = "mock"


@dataclass(frozen=True)
class Place:
    """One contract at one target; `target` is None for the bundled simulator, which has no address before it is started."""

    name: str
    contract: Contract
    target: Target | None

    @property
    def key(self) -> str:
        """The name of the place in parametrised tests: `live-huawei-hss-kubernetes-jobs`."""
        return f"{self.name}-{self.contract.slug}"


@dataclass(frozen=True)
class RunChoice:
    """What a run asks: places in the order of targets and slugs, contracts left out with the reason, and the waivers.

    `whole` are the places of all shards where these are but those of one.
    """

    places: tuple[Place, ...]
    deselected: tuple[Deselected, ...]
    waivers: tuple[Waiver, ...]
    whole: tuple[Place, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """The names of the targets, each once."""
        return tuple(dict.fromkeys([*(place.name for place in self.places), *(one.target for one in self.deselected)]))


def most_refused(places: Sequence[Place]) -> dict[str, int]:
    """How many sign-ins with a made-up credential each place may try, by key: those at one host share what a run may try there.

    Shared out beforehand, so that a verdict never hangs on who asks first, nor on the number of processes. The bundled simulator,
    which locks nobody out, may be tried as often at each place.
    """
    found: dict[str, int] = {}
    for place in places:
        here = [one.key for one in places if _host(one) == _host(place)]
        number = here.index(place.key)
        found[place.key] = MOST_REFUSED if place.target is None else (MOST_REFUSED + len(here) - 1 - number) // len(here)
    return found


def shard(choice: RunChoice, number: int, of: int) -> RunChoice:
    """The part of a choice that one of several machines asks, from 1 to `of`: the same on each of them, and about as much for each.

    Those that ask one host share its pace and the sign-ins that may be refused there, as if one machine asked. Raises ValueError where
    there are fewer places than machines.
    """
    if of > len(choice.places):
        raise ValueError(f"there are {len(choice.places)} listings for {of} shards; expected no more shards than listings")
    weights = [0] * of
    asked_by: dict[str, int] = {}
    for place in sorted(choice.places, key=lambda one: (-_weight(one), one.key)):
        asked_by[place.key] = weights.index(min(weights))
        weights[asked_by[place.key]] += _weight(place)
    hosts = {(_host(one), asked_by[one.key]) for one in choice.places}
    machines = Counter(host for host, _ in hosts)
    mine = tuple(_slower(one, machines[_host(one)]) for one in choice.places if asked_by[one.key] == number - 1)
    others = (
        Deselected(one.name, one.contract.slug, f"shard {asked_by[one.key] + 1} of {of} asks it")
        for one in choice.places
        if asked_by[one.key] != number - 1
    )
    return replace(choice, places=mine, deselected=(*choice.deselected, *others), whole=choice.places)


def _weight(place: Place) -> int:
    """About how many requests a listing takes beside its pages, which nobody knows before it is asked."""
    return 40 + 4 * len(place.contract.parameters)


def _slower(place: Place, machines: int) -> Place:
    """A place at the part of its pace that is left to each of several machines which ask its host."""
    pace = place.target.requests_per_second if place.target is not None else None
    if place.target is None or not pace:
        return place
    return replace(place, target=replace(place.target, requests_per_second=pace / machines))


def _host(place: Place) -> str | None:
    return urlsplit(place.target.base_url).netloc if place.target is not None else None


def choose(
    targets: Sequence[str],
    chosen: Sequence[str],
    targets_file: Path,
    given: bool,
    contracts: Path | None,
    environment: Mapping[str, str],
) -> RunChoice:
    """The choice that the options of a run make. `given`: the targets file was named, so it must be there.

    Raises ContractError for an unknown slug or a broken contract and TargetsError for the targets file, before anything is sent.
    """
    known = slugs(contracts)
    for slug in chosen:
        if slug not in known:
            load_linted(slug, contracts)
    wanted = [load_linted(slug, contracts) for slug in known if not chosen or slug in chosen]
    needed = given or any(name != MOCK for name in targets)
    file = read_targets(targets_file) if needed or targets_file.is_file() else no_targets(targets_file)
    places: list[Place] = []
    deselected: list[Deselected] = []
    for name in dict.fromkeys(targets):
        entries = () if name == MOCK else _entries(file, name, known, whole=not chosen)
        for contract in wanted:
            if name == MOCK:
                places.append(Place(name, contract, None))
            elif contract.slug in entries:
                places.append(Place(name, contract, _known(file, file.target(name, contract.slug, environment))))
            else:
                deselected.append(Deselected(name, contract.slug, f"{targets_file} has no [targets.{name}.{contract.slug}]"))
    return RunChoice(tuple(places), tuple(deselected), file.waivers)


def _known(file: TargetsFile, target: Target) -> Target:
    """A target whose app, where it names one, can be loaded. TargetsError where it cannot."""
    if not target.app:
        return target
    from listproof.transport.in_process import NoApp, app_called

    try:
        app_called(target.app)
    except NoApp as error:
        raise TargetsError(f"{file.path}: targets.{target.name}.{target.slug}.app: {error}") from None
    return target


def _entries(file: TargetsFile, name: str, known: Sequence[str], whole: bool) -> tuple[str, ...]:
    """The slugs that a target has an entry for; where the whole of them is asked, each must be that of a contract."""
    entries = file.slugs(name)
    for slug in entries if whole else ():
        if slug not in known:
            raise TargetsError(f"{file.path}: targets.{name}.{slug}: there is no such contract; expected one of {', '.join(known)}")
    return entries
