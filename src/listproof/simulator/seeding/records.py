"""Records made from a contract's record schema: any number, always the same for a seed, and such that mistakes of a listing show."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from random import Random
from typing import Any

import jsonschema_rs

from listproof.contract import Contract
from listproof.contract.answer import WRITTEN_TIMES
from listproof.contract.pointer import each, escaped, parts, write
from listproof.simulator.columns import FORMS, KEY_FORMS, Column, columns, creation
from listproof.simulator.decisions import Decisions
from listproof.simulator.seeding import roles, texts
from listproof.simulator.seeding.alternatives import record_schema
from listproof.simulator.seeding.draft import Draft
from listproof.simulator.seeding.identities import identity
from listproof.simulator.seeding.making import ABSENT, Maker, kinds
from listproof.simulator.seeding.moments import DAY, HOUR, Moments, age, spelled
from listproof.simulator.seeding.pools import Names, Option, Pool, dealt, in_shares, shares, turned

__all__ = ["Records", "Row", "shaped"]

Row = tuple[Any, ...]
"""ordinal, scope, moment of creation, then the number of the option taken from each pool, then one value per column of its own."""

_BATCH = 5000
_TOLD = 7
"""Of many records one in so many may have a name that tells, after the first ones of which any may."""


class Records:
    """Makes the records of one contract.

    `now` is the moment (epoch milliseconds) before which everything happened. Times tie across page boundaries, half of them lie
    within the last seven days, and none within ten minutes of `now`; with `level` every record was created at one moment. Texts show
    mistakes, but where they are to be `ordinary`.

    What a row holds of a record is what was chosen for it; `text` writes the record from that.
    """

    def __init__(self, contract: Contract, decisions: Decisions, seed: int, now: int, level: bool = False, ordinary: bool = False) -> None:
        self.contract = contract
        self.now = now
        self._kept = lru_cache(maxsize=4096)(self._text)
        self.level = level
        self.ordinary = ordinary
        self.seed = seed
        self.columns = columns(contract)
        self.shapes = shaped(contract, decisions)
        self.fits = {pointer: jsonschema_rs.validator_for(dict(schema)).is_valid for pointer, schema in self.shapes.items()}
        self.added = [f"{_json(name)}:null" for name in self.shapes.get("", {}).get("required", ())
                      if name not in record_schema(contract).get("properties", {})]  # fmt: skip
        self.maker = Maker(Random(f"values {seed}"), self._special)
        self.schema: Mapping[str, Any] = record_schema(contract)
        shown: Any = next(iter(each(contract.example, contract.records + "/*")), {}) if contract.example else {}
        self.example: Mapping[str, Any] = shown if isinstance(shown, Mapping) else {}
        self.plain = not isinstance(shown, Mapping) or kinds(self.schema) == ("string",)
        self.name = roles.main_name(contract)
        self.state = roles.state(contract)
        self.created = creation(contract)
        self.moments = Moments(contract, self.created, self.state)
        self.seen: set[tuple[Any, ...]] = set()
        self.apart = _apart(contract)
        self._sort_fields()

    def _special(self, pointer: str, schema: Mapping[str, Any], example: Any) -> tuple[Any, ...] | None:
        return roles.special(self.contract, pointer, schema, example, self.ordinary)

    def _sort_fields(self) -> None:
        """Splits the top-level fields into those computed for each record, those drawn from a pool of their own, and the rest."""
        scopes = {scope.field: place for place, scope in enumerate(self.contract.scopes) if scope.field}
        looked_at = (*(one.pointer for one in self.columns), *scopes)
        self.computed: dict[str, Callable[[Draft], Any]] = {}
        self.inner: dict[str, dict[str, Callable[[Draft], Any]]] = {}
        weighted: dict[str, list[Option]] = {}
        rest: dict[str, Mapping[str, Any]] = {}
        self.lone = lone = roles.told_apart_by(self.contract, self.name)
        if self.plain:
            self.computed[""] = lambda draft: _plain_text(self.names, draft)
        for name, schema in (self.schema.get("properties") or {}).items():
            pointer = "/" + escaped(name)
            phase = roles.phase(pointer, schema)
            if pointer in scopes:
                self.computed[pointer] = _scope(schema, scopes[pointer])
            elif pointer == self.name and "string" in kinds(schema):
                self.computed[pointer] = lambda draft: self.names.text(draft.name)
            elif pointer == lone or (pointer == self.apart and phase is None):
                self.computed[pointer] = identity(schema, self.example.get(name) or roles.asked_for(self.contract, pointer), self.seed)
            elif phase is not None:
                self.computed[pointer] = self.moments.written(pointer, phase, schema, not self._optional(name))
            elif any(one == pointer or one.startswith(pointer + "/") for one in looked_at) or pointer in (
                self.state, *self.contract.identity, *(f"/{parts(one)[0]}" for one in self.contract.identity if one)
            ):  # fmt: skip
                weighted[pointer] = self._pool(pointer, schema, name)
                self.inner[pointer] = dict(self._within(pointer, schema, lone, scopes))
            else:
                rest[name] = schema
        self.rest = [self._rest(rest) for _ in range(31)] if rest else []
        known = (*texts.names(self.ordinary), texts.plain(self.example.get(self.name[1:]) if self.name else None, "job"))
        self.names = Names(tuple(dict.fromkeys(known)), texts.beginnings(self.ordinary), self.name in self.contract.identity)
        self._sort_columns(weighted)

    def _within(
        self, pointer: str, schema: Mapping[str, Any], lone: str | None, scopes: Mapping[str, int]
    ) -> Iterator[tuple[str, Callable[[Draft], Any]]]:
        """What is computed for each record inside an object: its identity, its scope and its times."""
        for name, inner in (schema.get("properties") or {}).items():
            place = f"{pointer}/{escaped(name)}"
            phase = roles.phase(place, inner)
            if place == lone:
                shown = _shown(inner, inner.get("example")) or roles.asked_for(self.contract, place)
                yield place, identity(inner, shown, self.seed)
            elif place in scopes:
                yield place, _scope(inner, scopes[place])
            elif phase is not None and any(one.pointer == place for one in self.columns):
                yield place, self.moments.written(place, phase, inner, name in schema.get("required", ()))
            elif "properties" in inner:
                yield from self._within(place, inner, lone, scopes)

    def _sort_columns(self, weighted: Mapping[str, list[Option]]) -> None:
        """Makes the pools, and parts the columns into those that an option fills and those of a row's own.

        What records do not show is drawn from pools that write nothing. The keys of the order stand in the row as well.
        """
        keys = {(key.field, form) for key in self.contract.order.keys for form in KEY_FORMS[key.compares]} if self.contract.order else set()
        self.pools: list[Pool] = []
        for pointer, options in weighted.items():
            filled = [
                one.place
                for one in self.columns
                if (one.pointer == pointer or one.pointer.startswith(pointer + "/")) and one.pointer not in self.inner[pointer]
            ]
            self.pools.append(Pool(f"p{len(self.pools)}", pointer, options, filled))
        for one in self.columns:
            if one.form == "hidden":
                values = in_shares(roles.hidden_values(self.contract, self.contract.filter(one.pointer), self.ordinary))
                options = [Option("", ((one.place, value),), None) for value in values]
                self.pools.append(Pool(f"p{len(self.pools)}", one.pointer, options, [one.place]))
        pooled = {place: number for number, pool in enumerate(self.pools) for place in pool.columns}
        self.named = tuple(one for one in self.columns if self.name is not None and one.pointer == self.name)
        self.own: list[Column] = []
        self.fillers: list[Callable[[Draft], Any]] = []
        for one in self.columns:
            if (one.place in pooled or one in self.named) and (one.pointer, one.form) not in keys:
                continue
            self.own.append(one)
            self.fillers.append(self._filler(one, pooled.get(one.place)))
        self.among = [number for number, pool in enumerate(self.pools) if pool.pointer in self.contract.identity and self.names.distinct]
        self.states = next((number for number, pool in enumerate(self.pools) if pool.pointer == self.state), None)
        self.ends: dict[int, str | None] = {}

    def end(self, choices: Sequence[int]) -> str | None:
        """The kind of end of a record with these choices, None where it still moves."""
        if self.states is None:
            return None
        number = choices[self.states]
        if number not in self.ends:
            shown = self.pools[self.states].options[number].shown
            self.ends[number] = roles.final(shown, self.schema["properties"][(self.state or "")[1:]])
        return self.ends[number]

    def _filler(self, column: Column, pool: int | None) -> Callable[[Draft], Any]:
        """What puts a column's value into a row."""
        if column.form == "elsewhere":
            return lambda draft: int(draft.elsewhere)
        if pool is not None:
            options, place = self.pools[pool].options, column.place
            return lambda draft: dict(options[draft.choices[pool]].values).get(place)
        form, pointer = FORMS[column.form], column.pointer
        if pointer not in self.computed:
            return self._inner_filler(column)
        make = self.computed[pointer]
        phase = roles.phase(pointer, self.schema["properties"][pointer[1:]]) if pointer else None
        if column.form == "time" and phase is not None and pointer not in self.shapes and pointer != self.lone:
            step = {**dict.fromkeys(WRITTEN_TIMES, 1000), "date": DAY}.get(str(self.schema["properties"][pointer[1:]].get("format")), 1)
            moment = self.moments.instant(pointer, phase, self.schema["properties"][pointer[1:]], not self._optional(pointer[1:]))

            def instant(draft: Draft) -> int | None:
                at = moment(draft)
                return at if at is None else at // step * step

            return instant

        def made(draft: Draft) -> Any:
            value = make(draft)
            if pointer in self.shapes and value is not ABSENT:
                value = self._shape(pointer, value)
            return None if value is ABSENT or value is None else form(value)

        return made

    def _inner_filler(self, column: Column) -> Callable[[Draft], Any]:
        """What puts the column of a field inside an object into a row: nothing where the record leaves the object out."""
        top = next((one for one, inner in self.inner.items() if column.pointer in inner), None)
        if top is None:
            return lambda draft: None  # a field of another alternative than the one of which records are made
        number = next(place for place, pool in enumerate(self.pools) if pool.pointer == top)
        make, options = self.inner[top][column.pointer], self.pools[number].options

        def made(draft: Draft) -> Any:
            value = make(draft) if isinstance(options[draft.choices[number]].shown, Mapping) else None
            return None if value is ABSENT or value is None else FORMS[column.form](value)

        return made

    def _composed(self, draft: Draft, pointer: str, shown: Mapping[str, Any]) -> str:
        """A top-level object as JSON text, with what is computed for each record put in."""
        value: Any = dict(shown)
        for place, make in self.inner[pointer].items():
            found = make(draft)
            if found is not ABSENT:
                value = write(value, place[len(pointer) :], found)
        return f"{_json(parts(pointer)[0])}:{_json(value)}"

    def name_columns(self, number: int) -> tuple[Any, ...]:
        """What a name puts into its columns, by its number."""
        text = self._shape(self.name or "", self.names.text(number))
        return tuple(one.value([text]) for one in self.named)

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
        pool = [option for value, share in shares(options) for option in [self._option(pointer, name, value)] * share]
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

    def _name(self, draft: Draft) -> int:
        """The number of a record's name."""
        told = self.names.told
        index = draft.ordinal
        if not draft.telling or index * 7 % 5 >= 2:
            return self.names.made_up(index)
        place = 0 if index % 2 == 0 else index // 5 % len(told)
        if self.names.distinct:
            whole = (place, *(self.pools[pool].options[draft.choices[pool]].shown for pool in self.among))
            if whole in self.seen:
                return self.names.told_with(place, index)
            self.seen.add(whole)
        return place

    def moment(self, pointer: str, schema: Mapping[str, Any], moment: int) -> Any:
        """A moment (epoch milliseconds) as the field at a record pointer writes it."""
        return self._shape(pointer, spelled(schema, moment))

    def rows(self, scope: str, count: int, start: int = 0, elsewhere: bool = False, telling: int = 2000) -> Iterator[Row]:
        """`count` rows of one scope with ordinals from `start`; `elsewhere` ones show only to a filter that widens."""
        step = _coprime(count)
        random = Random(f"{self.seed} {scope} {start}")
        whole = bool(self.created) and roles.schema_at(self.schema, self.created or "").get("format") in WRITTEN_TIMES
        cards: dict[str, list[int]] = {}
        for first in range(0, count, _BATCH):
            size = min(_BATCH, count - first)
            if not cards:
                cards = {pool.pointer: dealt(pool.deck, size, random) for pool in self.pools}
            laid = zip(*turned(cards, first // _BATCH), strict=True) if cards else iter(() for _ in range(size))
            for number, choices in zip(range(first, first + size), laid, strict=False):
                tied = self.created is None or self.created != self.apart
                created = self.now - (HOUR if self.level and tied else age((number * step + 11) % count, count, tied))
                if whole:
                    created -= created % 1000
                yield self._row(Draft(self, start + number, scope, created, choices, number < telling or number % _TOLD == 0, elsewhere))

    def one(self, ordinal: int, scope: str, created: int, random: Random) -> Row:
        """One more row, created at a given moment (epoch milliseconds)."""
        choices = tuple(random.choice(pool.deck) for pool in self.pools)
        return self._row(Draft(self, ordinal, scope, created, choices, False, False))

    def _row(self, draft: Draft) -> Row:
        draft.name = self._name(draft) if self.name is not None else 0
        return (draft.ordinal, draft.scope, draft.created, *draft.choices, draft.name, *[fill(draft) for fill in self.fillers])

    def text(self, ordinal: int, scope: str, created: int, choices: Sequence[int], name: int) -> str:
        """The record that a row stands for, as JSON text. The last few thousand are kept: a small listing shows the same ones often."""
        return self._kept(ordinal, scope, created, tuple(choices), name)

    def _text(self, ordinal: int, scope: str, created: int, choices: Sequence[int], name: int) -> str:
        draft = Draft(self, ordinal, scope, created, choices, False, False)
        draft.name = name
        if self.plain:
            return _json(self.computed[""](draft))
        pieces = [piece for pool, number in zip(self.pools, choices, strict=True) if (piece := self._piece(draft, pool, number))]
        for pointer, make in self.computed.items():
            value = make(draft)
            if value is ABSENT:
                continue
            if pointer in self.shapes:
                value = self._shape(pointer, value)
            pieces.append(f"{_json(parts(pointer)[0])}:{_json(value)}")
        if self.rest and (rest := self.rest[ordinal % len(self.rest)]):
            pieces.append(rest)
        pieces += self.added
        return "{" + ",".join(pieces) + "}"

    def _piece(self, draft: Draft, pool: Pool, number: int) -> str:
        option = pool.options[number]
        if self.inner.get(pool.pointer) and isinstance(option.shown, Mapping):
            return self._composed(draft, pool.pointer, option.shown)
        return option.fragment

    def choices(self, record: Mapping[str, Any], before: Sequence[int]) -> tuple[int, ...]:
        """The numbers of the options that a record shows; what it does not show stays as it was `before`."""
        found = []
        for pool, number in zip(self.pools, before, strict=True):
            name = pool.pointer[1:]
            if not pool.pointer.startswith("/"):
                found.append(number)
            else:
                found.append(pool.number(self._option(pool.pointer, name, record.get(name, ABSENT))))
        return tuple(found)


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


def _apart(contract: Contract) -> str | None:
    """The field that asks for the next page, where it tells records apart for that reason alone."""
    lead = contract.pages.next
    place = lead.place.name if lead is not None and lead.place.kind == "last" else None
    return place if place not in contract.identity else None


def _coprime(count: int) -> int:
    step = max(1, int(count * 0.618))
    while math.gcd(step, count) != 1:
        step += 1
    return step


def _plain_text(names: Names, draft: Draft) -> str:
    """A record that is a text alone: a telling name first, then made-up ones, all different."""
    told = names.told
    number = draft.ordinal
    return told[number] if number < len(told) else f"{told[number % len(told)]}-{texts.scattered(number)}"


def _json(value: Any) -> str:
    if type(value) is str:
        return encode_basestring(value)
    return str(value) if type(value) is int else _encoded(value)


_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _scope(schema: Mapping[str, Any], place: int) -> Callable[[Draft], Any]:
    """What makes the value that a record shows of the path parameter at a place among those of its scope."""
    return lambda draft: _typed(draft.scope.split("/")[place], schema)


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    return int(text) if "string" not in kinds(schema) and text.isdigit() else text


def _shown(schema: Mapping[str, Any], example: Any) -> Any:
    own = schema.get("examples")
    return own[0] if isinstance(own, list) and own else example
