"""Records made from a contract's record schema: any number, always the same for a seed, and such that mistakes of a listing show."""

from __future__ import annotations

import json
import math
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from random import Random
from typing import Any

import jsonschema_rs

from listproof.contract import Contract
from listproof.contract.pointer import each
from listproof.simulator import roles, texts
from listproof.simulator.columns import FORMS, columns, creation
from listproof.simulator.decisions import Decisions
from listproof.simulator.making import ABSENT, Maker, kinds

__all__ = ["Records", "Row", "shaped", "written"]

Row = tuple[Any, ...]
"""ordinal, scope, body as JSON text, then one value per column."""

_TIES = (1, 2, 1, 13, 1, 3, 1, 24, 1, 1)
_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000
_BATCH = 5000


@dataclass(frozen=True)
class Option:
    """One value of a top-level field: its JSON text (`"name":value`, empty where left out) and what it puts into columns."""

    fragment: str
    values: tuple[tuple[int, Any], ...]
    shown: Any


class Records:
    """Makes the records of one contract.

    `now` is the moment (epoch milliseconds) before which everything happened. Times tie across page boundaries, half of them lie
    within the last seven days, and none within ten minutes of `now`; with `level` every record was created at one moment.
    """

    def __init__(self, contract: Contract, decisions: Decisions, seed: int, now: int, level: bool = False) -> None:
        self.contract = contract
        self.now = now
        self.level = level
        self.seed = seed
        self.columns = columns(contract)
        self.shapes = shaped(contract, decisions)
        self.fits = {pointer: jsonschema_rs.validator_for(dict(schema)).is_valid for pointer, schema in self.shapes.items()}
        self.added = [f"{_json(name)}:null" for name in self.shapes.get("", {}).get("required", ())
                      if name not in contract.record_schema.get("properties", {})]  # fmt: skip
        self.maker = Maker(Random(f"values {seed}"), self._special)
        self.schema: Mapping[str, Any] = contract.record_schema
        self.example: Mapping[str, Any] = next(iter(each(contract.example, contract.records + "/*")), {}) if contract.example else {}
        self.name = roles.main_name(contract)
        self.state = roles.state(contract)
        self.created = creation(contract)
        self.seen: set[tuple[Any, ...]] = set()
        self._sort_fields()

    def _special(self, pointer: str, schema: Mapping[str, Any], example: Any) -> tuple[Any, ...] | None:
        return roles.special(self.contract, pointer, schema, example)

    def _sort_fields(self) -> None:
        """Splits the top-level fields into those computed for each record, those drawn from a pool of their own, and the rest."""
        scope_fields = {scope.field: scope.parameter for scope in self.contract.scopes if scope.field}
        self.computed: dict[str, Callable[[Draft], Any]] = {}
        self.pools: dict[str, list[Option]] = {}
        rest: dict[str, Mapping[str, Any]] = {}
        lone = self.contract.identity[0] if len(self.contract.identity) == 1 else None
        for name, schema in (self.schema.get("properties") or {}).items():
            pointer = "/" + name.replace("~", "~0").replace("/", "~1")
            phase = roles.phase(pointer, schema)
            if pointer in scope_fields:
                self.computed[pointer] = self._scope(schema)
            elif pointer == lone:
                self.computed[pointer] = self._identity(schema, self.example.get(name) or self._asked_for(pointer))
            elif pointer == self.name:
                self.computed[pointer] = self._name(schema, self.example.get(name))
            elif phase is not None:
                self.computed[pointer] = self._moment(pointer, phase, schema, name)
            elif any(one.pointer == pointer or one.pointer.startswith(pointer + "/") for one in self.columns) or pointer in (
                self.state, *self.contract.identity
            ):  # fmt: skip
                self.pools[pointer] = self._pool(pointer, schema, name)
            else:
                rest[name] = schema
        self.rest = [self._rest(rest) for _ in range(31)] if rest else []
        self.places = {
            pointer: [(one.place, FORMS[one.form]) for one in self.columns if one.pointer == pointer] for pointer in self.computed
        }
        self.hidden = [(c, _weighted(roles.hidden_values(self.contract, self.contract.filter(c.pointer))))
                       for c in self.columns if c.form == "hidden"]  # fmt: skip
        self.elsewhere = [one for one in self.columns if one.form == "elsewhere"]

    def _optional(self, name: str) -> bool:
        return name not in self.schema.get("required", ())

    def _pool(self, pointer: str, schema: Mapping[str, Any], name: str) -> list[Option]:
        """Options in the shares that they are to have: each listed as often as its weight."""
        example = self.example.get(name)
        special = self._special(pointer, schema, example)
        if special is None and ("properties" in schema or set(kinds(schema)) & {"array", "object"}):
            made = [self.maker.make(pointer, schema, example, not self._optional(name)) for _ in range(101)]
            return [self._option(pointer, name, value) for value in made]
        options = list(self.maker.options(pointer, schema, _shown(schema, example)))
        pool = [option for value, share in _shares(options) for option in [self._option(pointer, name, value)] * share]
        size = len(pool)
        if "null" in (schema.get("type") or ()) and not isinstance(schema.get("type"), str):
            pool += [self._option(pointer, name, None)] * max(1, size // 5)
        if self._optional(name):
            pool += [self._option(pointer, name, ABSENT)] * max(1, size // 8)
        return pool

    def _option(self, pointer: str, name: str, value: Any) -> Option:
        if value is ABSENT:
            return Option("", (), None)
        value = self._shape(pointer, value)
        part = {name: value}
        filled = tuple((one.place, one.of(part)) for one in self.columns if one.pointer == pointer or one.pointer.startswith(pointer + "/"))
        return Option(f"{_json(name)}:{_json(value)}", filled, value)

    def _shape(self, pointer: str, value: Any) -> Any:
        fits = self.fits.get(pointer)
        return value if fits is None or fits(value) else _conform(value, self.shapes[pointer])

    def _rest(self, properties: Mapping[str, Mapping[str, Any]]) -> str:
        pieces = []
        for name, schema in properties.items():
            value = self.maker.make(f"/{name}", schema, self.example.get(name), not self._optional(name))
            if value is not ABSENT:
                pieces.append(f"{_json(name)}:{_json(self._shape('/' + name, value))}")
        return ",".join(pieces)

    def _scope(self, schema: Mapping[str, Any]) -> Callable[[Draft], Any]:
        return lambda draft: _typed(draft.scope, schema)

    def _asked_for(self, pointer: str) -> Any:
        """The example of a parameter that asks for a field, where the field has none of its own."""
        looking = roles.filters_of(self.contract, pointer)
        return self.contract.parameter(looking[0].name).example if looking else None

    def _identity(self, schema: Mapping[str, Any], example: Any) -> Callable[[Draft], Any]:
        if "integer" in kinds(schema) or "number" in kinds(schema):
            return lambda draft: 101 + draft.ordinal
        return lambda draft: texts.identifier(example, draft.ordinal + self.seed % 1000)

    def _name(self, schema: Mapping[str, Any], example: Any) -> Callable[[Draft], Any]:
        known = tuple(dict.fromkeys((*texts.names(), texts.plain(example, "job"))))
        pointers = [pointer for pointer in self.contract.identity if pointer != self.name]
        among = self.name in self.contract.identity and bool(pointers)

        def name(draft: Draft) -> str:
            index = draft.ordinal
            if draft.telling and index * 7 % 5 < 2:
                text = known[0] if index % 2 == 0 else known[index // 5 % len(known)]
                if among:
                    whole = (text, *(draft.shown.get(pointer) for pointer in pointers))
                    if whole in self.seen:
                        return f"{text}-{index}"
                    self.seen.add(whole)
                return text
            return f"{('job', 'train', 'Job', '任务', 'eval')[index % 5]}-{index}"

        return name

    def _moment(self, pointer: str, phase: str, schema: Mapping[str, Any], name: str) -> Callable[[Draft], Any]:
        spelled: Callable[[int], Any] = written if schema.get("format") == "date-time" else int
        always = not self._optional(name)

        def moment(draft: Draft) -> Any:
            if pointer == self.created:
                return spelled(draft.created)
            if phase in ("end", "succe", "fail", "stop"):
                ends = draft.end is not None and (phase in ("end", draft.end))
                return spelled(draft.finished) if ends or always else ABSENT
            if phase == "changed":
                return spelled(draft.finished + 2000 if draft.end else draft.begun + 1000)
            return spelled(draft.created if phase == "created" else draft.begun)

        return moment

    def moment(self, pointer: str, schema: Mapping[str, Any], moment: int) -> Any:
        """A moment (epoch milliseconds) as the field at a record pointer writes it."""
        return self._shape(pointer, written(moment) if schema.get("format") == "date-time" else moment)

    def rows(self, scope: str, count: int, start: int = 0, elsewhere: bool = False, telling: int = 2000) -> Iterator[Row]:
        """`count` rows of one scope with ordinals from `start`; `elsewhere` ones show only to a filter that widens."""
        step = _coprime(count)
        random = Random(f"{self.seed} {scope} {start}")
        for first in range(0, count, _BATCH):
            size = min(_BATCH, count - first)
            decks = [(pointer, _deck(pool, size, random)) for pointer, pool in self.pools.items()]
            hidden = [(column.place, _deck(values, size, random)) for column, values in self.hidden]
            for index in range(size):
                number = first + index
                created = self.now - (_HOUR if self.level else _age((number * step + 11) % count, count))
                if self.created and self.schema["properties"][self.created[1:]].get("format") == "date-time":
                    created -= created % 1000
                yield self._row(
                    start + number, scope, created, {pointer: deck[index] for pointer, deck in decks},
                    [(place, deck[index]) for place, deck in hidden], elsewhere, number < telling,
                )  # fmt: skip

    def one(self, ordinal: int, scope: str, created: int, random: Random) -> Row:
        """One more row, created at a given moment (epoch milliseconds)."""
        options = {pointer: random.choice(pool) for pointer, pool in self.pools.items()}
        hidden = [(column.place, random.choice(values)) for column, values in self.hidden]
        return self._row(ordinal, scope, created, options, hidden, False, False)

    def _row(
        self, ordinal: int, scope: str, created: int, options: Mapping[str, Option], hidden: list[tuple[int, Any]],
        elsewhere: bool, telling: bool,
    ) -> Row:  # fmt: skip
        values: list[Any] = [None] * len(self.columns)
        pieces: list[str] = []
        for option in options.values():
            if option.fragment:
                pieces.append(option.fragment)
            for place, value in option.values:
                values[place] = value
        draft = Draft(ordinal, scope, created, telling, {pointer: option.shown for pointer, option in options.items()})
        draft.live(self.state, self.schema, self.now)
        for pointer, make in self.computed.items():
            value = make(draft)
            if value is ABSENT:
                continue
            if pointer in self.shapes:
                value = self._shape(pointer, value)
            pieces.append(f'"{pointer[1:]}":{_json(value)}')
            for place, form in self.places[pointer]:
                values[place] = None if value is None else form(value)
        for place, value in hidden:
            values[place] = value
        for column in self.elsewhere:
            values[column.place] = int(elsewhere)
        if self.rest:
            pieces.append(self.rest[ordinal % len(self.rest)])
        pieces += self.added
        return (ordinal, scope, "{" + ",".join(pieces) + "}", *values)


class Draft:
    """What is known of a record while it is made: its place, its moments (epoch milliseconds) and the values drawn so far."""

    __slots__ = ("begun", "created", "end", "finished", "ordinal", "scope", "shown", "telling")

    def __init__(self, ordinal: int, scope: str, created: int, telling: bool, shown: Mapping[str, Any]) -> None:
        self.ordinal = ordinal
        self.scope = scope
        self.created = created
        self.telling = telling
        self.shown = shown
        self.begun = created
        self.finished = created
        self.end: str | None = None

    def live(self, state: str | None, schema: Mapping[str, Any], now: int) -> None:
        """Draws the moments after creation: begun, then finished, in order, none after `now`."""
        spare = max(now - self.created - 5000, 4000)
        lasts = min((self.ordinal * 7919 % 7000 + 60) * 1000, spare)
        self.begun = self.created + lasts // 5 // 1000 * 1000 + 1000
        finished = self.created + lasts
        rounded = (finished // 600_000 + 1) * 600_000
        self.finished = rounded if rounded < now - 5000 else max(finished // 1000 * 1000, self.begun) + 1000
        if state is not None:
            self.end = roles.final(self.shown.get(state), schema["properties"][state[1:]])


def shaped(contract: Contract, decisions: Decisions) -> dict[str, Mapping[str, Any]]:
    """The schema that a disputed record field takes on this server, by record pointer; at "" that of the record."""
    start = contract.records + "/*"
    found: dict[str, Mapping[str, Any]] = {}
    for reading in decisions.disputes.values():
        at = str(reading.shows.get("at", ""))
        if (at == start or at.startswith(start + "/")) and "ask" not in reading.shows:
            found[at[len(start) :]] = reading.shows["schema"]
    return found


def _conform(value: Any, schema: Mapping[str, Any]) -> Any:
    """A value that does not fit one reading of a dispute, in its shape."""
    wanted = kinds(schema)
    for kind in wanted:
        if kind == "string" and "pattern" in schema:
            return str(uuid.uuid5(uuid.NAMESPACE_OID, str(value)))
        if kind == "string":
            return "" if value is None else str(value)
        if kind in ("integer", "number") and str(value).lstrip("-").isdigit():
            return int(value)
    return None if "null" in str(schema.get("type")) else value


def _age(rank: int, count: int) -> int:
    """How long before now (milliseconds) the record of a rank was created; runs of ranks share one moment."""
    lap, place = divmod(rank, sum(_TIES))
    first = _FIRST_OF_TIE[place] + lap * sum(_TIES)
    share = first / max(count, 1)
    recent = 10 * _MINUTE + share * 2 * (7 * _DAY - 2 * _HOUR)
    older = 7 * _DAY + _HOUR + (share - 0.5) * 2 * 53 * _DAY
    return int(recent if share < 0.5 else older) + first * 7919 % 1000


_FIRST_OF_TIE = [sum(_TIES[:run]) for run, length in enumerate(_TIES) for _ in range(length)]


def _coprime(count: int) -> int:
    step = max(1, int(count * 0.618))
    while math.gcd(step, count) != 1:
        step += 1
    return step


def _shares(options: list[Any]) -> list[tuple[Any, int]]:
    """Each option with a share of its own, the first the largest, the last 2."""
    return [(option, len(options) - index + 1) for index, option in enumerate(options)]


def _weighted(options: tuple[str, ...]) -> list[str]:
    return [option for option, share in _shares(list(options)) for _ in range(share)]


def _deck(pool: list[Any], size: int, random: Random) -> list[Any]:
    """`size` draws in which every option has its share, in random order."""
    whole, left = divmod(size, len(pool))
    deck = pool * whole + random.sample(pool, left)
    random.shuffle(deck)
    return deck


def _json(value: Any) -> str:
    if type(value) is str:
        return encode_basestring(value)
    return str(value) if type(value) is int else _encoded(value)


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def written(moment: int) -> str:
    """A moment (epoch milliseconds) as RFC 3339 text of whole seconds."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment // 1000))


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    return int(text) if "string" not in kinds(schema) and text.isdigit() else text


def _shown(schema: Mapping[str, Any], example: Any) -> Any:
    own = schema.get("examples")
    return own[0] if isinstance(own, list) and own else example
