"""A fixed conversation with a server of any contract: walks, filters, orders, bad cursors, odd bytes. What it says is compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import quote, urljoin

import httpx

from listproof.contract import Absent, Contract, Filter, at, each
from listproof.contract.wire import Query, spell, spelled_body, spelled_path
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.service import Service
from listproof.simulator.signin import ACCOUNTS

from .invented import place_of

ODD = ("%00", "%ff", "%", "%5C", ":", "a" * 1001, "%F0%9F%9A%80", "9" * 30)


class Deviates(Exception):
    """A server said something else than was expected."""


@dataclass
class Talk:
    """One server, and everything that it said. Where something is `expected`, Deviates is raised at the first thing that is not so."""

    service: Service
    said: list[str] = field(default_factory=list)
    expected: list[str] | None = None

    def __post_init__(self) -> None:
        self.contract: Contract = self.service.contract
        self.lawful = self.service.seams.sign_in
        self.service.seams = replace(self.service.seams, sign_in=lambda service, request: ACCOUNTS[0])
        self.path = spelled_path(self.contract, self.service.scopes.values(self.contract, self.service.scopes.main))

    def ask(self, query: Mapping[str, Any] | str, label: str = "") -> httpx.Response:
        """The answer to a query in the contract's terms, or to a query string."""
        if isinstance(query, str):
            return self.send(query, spelled_body(self.contract, Query.of({})) or b"", label or query[:80])
        asked = Query.of(self._in_body(query))
        body = spelled_body(self.contract, asked)
        return self.send(spell(self.contract, asked), body or b"", label or str(asked)[:80])

    def _in_body(self, query: Mapping[str, Any]) -> dict[str, Any]:
        """The query with its clauses put together, where they stand in a property of the body."""
        found: dict[str, Any] = {}
        for name, value in query.items():
            one = self.contract.parameter(name) if self.contract.has_parameter(name) else None
            if one is None or one.spelling != "clause" or one.place != "body":
                found[name] = value
                continue
            text = str(value).replace("'", "''") if one.escaped == "doubled" else str(value)
            clause = one.spelled.replace("{}", text)
            before = found.get(one.carrier or "")
            found[one.carrier or ""] = clause if before is None else f"{before}{one.joined_by}{clause}"
        return found

    def send(self, line: str, body: bytes, label: str) -> httpx.Response:
        """The answer to a query string and a body."""
        request = Request(self.contract.method, f"{self.path}?{line}", (("host", "simulator"),), body)
        answer: Answer = self.service.answer(request)
        text = answer.body.decode("utf-8", "replace")
        heads = sorted((name.lower(), value) for name, value in answer.headers if name.lower() != "date")
        self.hear(f"{label} {answer.status} {heads} {text}")
        url = f"http://simulator{request.target}"
        return httpx.Response(answer.status, headers=list(answer.headers), content=answer.body, request=httpx.Request("GET", url))

    def hear(self, line: str) -> None:
        """Notes what was said."""
        line = re.sub(r"[0-9A-F]{8}-[0-9A-F-]{27}", "new", line)
        if self.expected is not None and line != self.expected[len(self.said)]:
            raise Deviates(line)
        self.said.append(line)

    def records(self, answer: httpx.Response) -> list[Any]:
        """The records of an answer; none where it shows none."""
        try:
            found = at(answer.json(), self.contract.records)
        except ValueError:
            return []
        return found if isinstance(found, list) else []

    def walk(self, query: Mapping[str, Any], most: int = 12) -> list[httpx.Response]:
        """The first pages of a query, as the answers lead on."""
        query = dict(query)
        answers = [self.ask(query)]
        for _ in range(most):
            following = self._next(answers[-1], query)
            if following is None:
                break
            answers.append(following)
        return answers

    def _next(self, answer: httpx.Response, query: dict[str, Any]) -> httpx.Response | None:
        pages, lead = self.contract.pages, self.contract.pages.next
        shown = self.records(answer)
        if answer.status_code != 200 or pages.kind == "none":
            return None
        if lead is None:
            first = int(pages.first or 0)
            step = int(query.get(pages.size.parameter) or 10) if pages.kind == "offset" else 1
            query[pages.parameter] = int(query.get(pages.parameter, first)) + step
            return self.ask(query) if shown else None
        if any(end.kind == "says" and end.place and place_of(answer, end.place) == end.value for end in pages.end):
            return None
        value = self._value(answer, lead.place, shown)
        if value in (None, "") or isinstance(value, Absent):
            return None
        if lead.form == "link":
            return self.send(urljoin(str(answer.request.url), str(value)).partition("?")[2], b"", "link")
        query[lead.parameter or pages.parameter] = value
        return self.ask(query)

    def _value(self, answer: httpx.Response, place: Any, shown: list[Any]) -> Any:
        try:
            return (at(shown[-1], place.name) if shown else None) if place.kind == "last" else place_of(answer, place)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


def deviates(service: Service, expected: list[str]) -> bool:
    """Whether a server says anything else in the conversation than is expected."""
    try:
        return talk(service, expected) != expected
    except Exception:  # What a lie makes of the rest of the conversation is no matter.
        return True


def talk(service: Service, expected: list[str] | None = None) -> list[str]:
    """Everything that a server says in the conversation."""
    talk = Talk(service, expected=expected)
    contract, size = talk.contract, talk.contract.pages.size.parameter
    records = [record for answer in talk.walk({size: 20} if size else {}, 20) for record in talk.records(answer)]
    talk.ask({})
    for number in (7, contract.pages.size.safe, 10, 5):
        talk.walk({size: number} if size else {})
    _ends(talk, records)
    _sizes(talk)
    _turns(talk, records)
    _cursors(talk)
    _ages(talk)
    _projections(talk)
    for one in contract.filters:
        for place, value in enumerate(_values(contract, one, records)):
            if place < 2:
                talk.walk({one.name: value, **({size: (5, 7)[place]} if size else {})}, 12)
            talk.ask({one.name: value, **({size: contract.pages.size.safe} if size else {})})
    _orders(talk)
    _pairs(talk, records)
    _nothing(talk)
    _odd(talk)
    talk.ask("nobody_names_this=1")
    _credentials(talk)
    return talk.said


def _ends(talk: Talk, records: list[Any]) -> None:
    pages, size, count = talk.contract.pages, talk.contract.pages.size.parameter, len(records)
    if pages.addressed:
        for start in (0, 1, 3, 20, count - 1, count, count + 50, 1000, -1):
            talk.ask({size: 10, pages.parameter: start})
    if pages.previous is None:
        return
    order = talk.contract.order
    sorts = [_sort(talk.contract, (key.name, "asc")) for key in order.keys] if order is not None and order.by is not None else []
    kept = [{one.name: value, size: 3} for one in talk.contract.filters[:3] for value in list(_values(talk.contract, one, records))[:2]]
    for sort in ({}, *sorts, *kept):
        for answer in talk.walk({size: 10, **sort}):
            value = talk._value(answer, pages.previous.place, talk.records(answer)[:1])
            if value in (None, "") or isinstance(value, Absent):
                continue
            if pages.previous.form == "link":
                talk.send(urljoin(str(answer.request.url), str(value)).partition("?")[2], b"", "back")
            else:
                talk.ask({size: 10, **sort, pages.previous.parameter or pages.parameter: value})


def _turns(talk: Talk, records: list[Any]) -> None:
    """Two walks by turns: a second page after the first page of another question."""
    size = {talk.contract.pages.size.parameter: 10} if talk.contract.pages.sized else {}
    query: dict[str, Any] = dict(size)
    answer = talk.ask(query)
    one = talk.contract.filters[0]
    talk.ask({**size, one.name: next(iter(_values(talk.contract, one, records)))})
    talk._next(answer, query)


def _ages(talk: Talk) -> None:
    """A cursor that is older than it lives."""
    lives, clock = talk.contract.pages.lives, talk.service.clock
    if lives is None:
        return
    query: dict[str, Any] = {talk.contract.pages.size.parameter: 10}
    answer = talk.ask(query)
    talk.service.clock = lambda: clock() + lives + 3
    talk._next(answer, query)
    talk.service.clock = clock


def _sizes(talk: Talk) -> None:
    size = talk.contract.pages.size
    if not size.parameter:
        return
    parameter = talk.contract.parameter(size.parameter)
    for number in (0, -1, int(parameter.maximum or 1000) + 1, 10**30, parameter.maximum, parameter.minimum):
        talk.walk({size.parameter: number}, 2)
    talk.walk({size.parameter: 1.5}, 2)
    if talk.contract.method == "GET":
        for word in ("", "many"):
            talk.ask(f"{size.parameter}={word}")


def _nothing(talk: Talk) -> None:
    """What programs take for nothing, as the value of each filter that takes a text or a number; in a query string no value as well."""
    for one in talk.contract.filters:
        parameter, kind = talk.contract.parameter(one.name), talk.contract.parameter(one.name).kind
        if parameter.place == "query" and parameter.spelling is None:
            for text in ("", "null"):
                talk.ask(f"{quote(one.name)}={text}")
        words = ("null", "false") if kind == "string" else ([["null"]] if kind == "array" else [0] if kind in ("integer", "number") else [])
        for word in words:
            talk.ask({one.name: word})


def _values(contract: Contract, one: Filter, records: list[Any]) -> Iterator[Any]:
    """A few values of a filter: such as records show, and such as none does."""
    parameter = contract.parameter(one.name)
    pointer = one.field.absent or ""
    shown = [value for record in records for value in each(record, pointer) if value is not None and not isinstance(value, dict | list)]
    shown = list(dict.fromkeys(shown))
    readings = {reading for several in one.matches.all() for reading in several}
    if "is-null" in readings or parameter.kind == "boolean":
        yield from (True, False)
    elif parameter.kind == "array":
        texts = [str(value) for value in shown[:4]]
        yield from ([texts[0]], texts[:2], texts[1:3], [texts[0], texts[0]])
        if not (parameter.schema.get("items") or {}).get("enum"):
            yield [texts[0], "moon"]
            yield [texts[0].swapcase(), "moon"]
    elif "between" in readings:
        ordered = sorted(shown)
        if one.compares == "number":
            yield (one.separator or "/").join(["9" * 30] * 2)
        yield f"{ordered[3]}/{ordered[-4]}"
        yield f"{ordered[-4]}/{ordered[3]}"
        yield f"{ordered[len(ordered) // 3]}/{ordered[len(ordered) // 2]}"
    elif one.compares == "time" and parameter.schema.get("format") == "date":
        yield from sorted({str(value)[:10] for value in shown})[2:20:5]
    elif one.compares in ("time", "number"):
        ordered = sorted(shown)
        yield from (ordered[0], ordered[len(ordered) // 3], ordered[len(ordered) // 2], ordered[-1])
        if one.compares == "number":
            yield 10**30
        if one.compares == "time" and parameter.kind == "string":
            yield str(ordered[len(ordered) // 2]).replace("Z", "+02:00")
            yield (datetime.fromisoformat(str(ordered[len(ordered) // 2])) + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        if one.compares == "number":
            yield from (0, 9, 10)
    else:
        yield from _texts(one, readings, [str(value) for value in shown], list(parameter.enum))


def _texts(one: Filter, readings: set[str], shown: list[str], enum: list[Any]) -> Iterator[str]:
    if readings & {"one-of", "none-of"}:
        glue = one.separator or ","
        yield from (
            shown[0],
            glue.join(shown[:2]),
            glue.join(shown[1:3]),
            glue.join([shown[0], shown[0]]),
            glue.join([shown[0].swapcase(), "moon"]),
        )
        return
    if "regex" in readings:
        yield from ("^train-[0-9]+$", "est", "^t.*t$", "[0-9]$")
        return
    if enum:
        yield from enum
        return
    special = [text for text in shown if not text.isascii() or set(text) & set("%_*+ '\"\\.?[")]
    yield from dict.fromkeys(
        [*shown[:12], *special[:30], *[text.swapcase() for text in shown[:6]], *[text[:-1] or "x" for text in shown[:4]]]
    )
    yield from ("%", "_", "*", "moon", "0", "", "test 1", "it's", "[x]", "moon" * 60, f" {shown[0]}", f"{shown[0]} ")


def _pairs(talk: Talk, records: list[Any]) -> None:
    """Two filters at once, each with a value that some record shows."""
    size = {talk.contract.pages.size.parameter: 10} if talk.contract.pages.sized else {}
    listed = list(talk.contract.filters)
    for one, other in pairwise(listed):
        for mine, theirs in zip(
            list(_values(talk.contract, one, records))[:3], list(_values(talk.contract, other, records))[:3], strict=False
        ):
            talk.ask({one.name: mine, other.name: theirs, **size})


def _sort(contract: Contract, *keys: tuple[str, str | None]) -> dict[str, Any]:
    """What asks for some keys with a direction each."""
    order = contract.order
    assert order is not None
    turn = order.turn
    asked: dict[str, Any] = {}
    words = []
    for name, direction in keys:
        sign = "" if turn is None or direction is None or turn.kind not in ("prefix", "suffix") else getattr(turn, direction)
        words.append(sign + name if turn is not None and turn.kind == "prefix" else name + sign)
        if order.direction and turn is not None and direction is not None:
            asked[order.direction] = direction == "desc" if turn.kind == "flag" else getattr(turn, direction)
    if order.by:
        asked[order.by] = words if order.repeated else (order.separator or ",").join(words)
    return asked


def _orders(talk: Talk) -> None:
    order, size = talk.contract.order, talk.contract.pages.size.parameter
    if order is None or order.by is None:
        return
    for key in order.keys:
        for direction in ("asc", "desc", None):
            asked = _sort(talk.contract, (key.name, direction))
            talk.walk({**asked, size: talk.contract.pages.size.safe}, 4)
            talk.walk({**asked, size: 7}, 5)
    if order.takes_several:
        names = [key.name for key in order.keys]
        talk.ask(_sort(talk.contract, (names[0], "asc"), (names[0], "asc")))
        for one, other in zip(names, names[1:] + names[:1], strict=True):
            talk.walk({**_sort(talk.contract, (one, "asc"), (other, "asc")), size: 50}, 3)
            if order.direction is None:
                talk.walk({**_sort(talk.contract, (one, "asc"), (other, "desc")), size: 50}, 3)
    talk.ask({order.by: ["moon"] if order.repeated else "moon"})


def _cursors(talk: Talk) -> None:
    """Cursors that are used twice, changed, made up, or given with another question."""
    pages, contract = talk.contract.pages, talk.contract
    if pages.kind not in ("cursor", "link"):
        return
    name, size = pages.parameter, pages.size.parameter
    answer = talk.ask({size: 10})
    lead = pages.next
    assert lead is not None
    value = talk._value(answer, lead.place, talk.records(answer))
    if lead.form == "link":
        line = urljoin(str(answer.request.url), str(value)).partition("?")[2]
        for _ in range(3):
            talk.send(line, b"", "again")
        talk.send(line[:-5], b"", "cut")
        talk.send(line[:-12] + "AAAA" + line[-8:], b"", "changed")
        for one in contract.filters:
            talk.send(f"{line}&{quote(one.name)}=1", b"", f"with {one.name}")
        return
    for _ in range(3):
        talk.ask({size: 10, name: value})
    for wrong in ("garbage", "0", str(value)[:-4], str(value)[:9] + "x" + str(value)[10:], "AAAAAAAAAAAAAAAAAAAAAAAA", "b2Zmc2V0PTI"):
        talk.ask({size: 10, name: wrong})
    talk.ask({size: 7, name: value})
    records = talk.records(answer)
    for one in contract.filters:
        talk.ask({size: 10, name: value, one.name: next(iter(_values(contract, one, records * 9)), "x")})
    if contract.order is not None and contract.order.by is not None:
        talk.ask({size: 10, name: value, **_sort(contract, (contract.order.keys[0].name, "asc"))})
    second = talk.service.scopes.second
    if contract.scopes and second is not None:
        here, talk.path = talk.path, spelled_path(contract, talk.service.scopes.values(contract, second))
        talk.ask({size: 10, name: value}, "in another scope")
        talk.path = here


def _odd(talk: Talk) -> None:
    """Bytes and lengths that break services, at every parameter of the query string or the body."""
    contract = talk.contract
    for parameter in contract.parameters:
        if parameter.carrier is not None:
            talk.ask({parameter.name: "a\0b"})
            continue
        for odd in ODD:
            if parameter.place == "query":
                talk.send(f"{quote(parameter.name)}={odd}", b"", f"{parameter.name} {odd[:9]}")
            elif parameter.place == "body":
                told = {"%00": "\0", "%5C": "\\", "%F0%9F%9A%80": "🚀"}.get(odd, odd)
                text = re.sub(r"\\x", "", json.dumps({parameter.name: int(odd) if odd.isdigit() else told}))
                talk.send("", text.encode().replace(b"%ff", b"\xff"), f"{parameter.name} {odd[:9]}")
    if contract.order is not None and contract.order.by is not None and contract.method == "GET":
        talk.send(f"{contract.order.by}=", b"", "lone order")


def _projections(talk: Talk) -> None:
    names = list(talk.contract.record_schema.get("properties", ()))
    for one in talk.contract.projections:
        if one.kind != "chosen":
            for value in (one.value, False):
                talk.ask({one.parameter: value})
            continue
        order = talk.contract.order
        keys = order.keys if order is not None and order.by is not None else ()
        sorts = [_sort(talk.contract, (key.name, "asc")) for key in keys]
        for chosen in (names[:1], names[1:3], names[2:], ["moon"]):
            for sort in ({}, *sorts):
                talk.ask({**sort, one.parameter: chosen if one.separator is None else one.separator.join(chosen)})


def _credentials(talk: Talk) -> None:
    """Nobody, a made-up credential of every kind, and a right user with a wrong password."""
    talk.service.seams = replace(talk.service.seams, sign_in=talk.lawful)
    owner = ACCOUNTS[0]
    pair = httpx.BasicAuth(owner.user, "wrong")._auth_header
    for heads in (
        (),
        (("authorization", "Bearer made-up"),),
        (("authorization", "Basic bm9ib2R5Om5v"),),
        (("authorization", pair),),
        (("x-key", "no"),),
    ):
        for line in ("", "key=made-up"):
            answer = talk.service.answer(Request(talk.contract.method, f"{talk.path}?{line}", heads, b""))
            talk.hear(f"signed in {heads} {line} {answer.status} {answer.header('content-type')} {answer.body!r}")
