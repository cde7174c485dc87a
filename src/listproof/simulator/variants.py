"""Benign variants: servers that differ from the usual one and do all the same as the document says. None may be blamed."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from listproof.contract import AS_SHOWN, AnswerPlace, Contract, at
from listproof.contract.answer import WRITTEN_TIMES
from listproof.contract.pointer import parts, write
from listproof.simulator.bearing import bears
from listproof.simulator.chaos import Chaos
from listproof.simulator.churn import Churn
from listproof.simulator.decisions import BEHAVIOURS, open_facts
from listproof.simulator.exchange import Answer, Delivery, Request
from listproof.simulator.lists import closed_fields, one_list_each
from listproof.simulator.over_nothing import keeping_nothing_in_ranges, lacks_in_ranges
from listproof.simulator.overlapping import overlapping, shared_by_values
from listproof.simulator.pages.telling import headers_named
from listproof.simulator.parts import parts_of
from listproof.simulator.picky import matching_no_blank, passing_over_nothing, reading_uuids, refusing_words_of_nothing, refusing_zones
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.seams import SeamChange, Seams
from listproof.simulator.seeding.alternatives import record_schema
from listproof.simulator.served import Served

__all__ = ["ORDINARY", "Variant", "variants"]


_REMEMBERED = 1_000
"""Records of which one server keeps what it makes of them: they are asked for again and again."""


def same(seams: Seams) -> Seams:
    """The seams as they are."""
    return seams


@dataclass(frozen=True)
class Variant:
    """One server that differs and conforms.

    `readings` are those of open facts, `jobs` another number of records, `drift` and `chaos` make what moves or disturbs it for one
    service, `skew` sets the data's clock off by so many seconds. With `level` all records are of one moment, with `ordinary` texts hold
    nothing that services stumble over. `little` says that the data are too few to prove much: verdicts may be inconclusive, never
    failures. `moves` says that it changes while it is read.
    """

    id: str
    sentence: str
    change: SeamChange = field(default=same, compare=False, repr=False)
    readings: Mapping[str, str] = field(default_factory=dict, compare=False)
    jobs: int | None = None
    drift: Callable[[], Churn] | None = field(default=None, compare=False, repr=False)
    chaos: Callable[[], Chaos] | None = field(default=None, compare=False, repr=False)
    skew: float = 0.0
    level: bool = False
    ordinary: bool = False
    little: bool = False

    @property
    def moves(self) -> bool:
        """Whether records change while they are read."""
        return self.drift is not None


ORDINARY = Variant("ordinary-texts", "Names and labels hold ASCII letters, digits and hyphens alone.", ordinary=True)
"""The variant whose records show what those of most listings do."""


def variants(contract: Contract) -> tuple[Variant, ...]:
    """Every benign variant of a contract, each once."""
    found = (
        *_readings(contract),
        *_one_list_each(contract),
        *_amounts(contract),
        *_records(contract),
        *_bodies(contract),
        *_headers(contract),
        *_transport(),
        *_movement(),
    )
    return tuple({one.id: one for one in found}.values())


def _readings(contract: Contract) -> Iterator[Variant]:
    possible = open_facts(contract)
    for fact, readings in possible.items():
        if _matches(fact):
            continue
        for reading in readings[1:]:
            if bears(contract, fact) and not _moves_credential(contract, fact, reading):
                said = f"{fact} is read {reading!r}" if fact not in BEHAVIOURS else f"Where nothing is documented, {fact} is {reading}"
                yield Variant(f"reading:{fact}={reading}", f"{said}.", readings={fact: reading})
    matching = {fact: readings for fact, readings in possible.items() if _matches(fact)}
    for reading in dict.fromkeys(reading for readings in matching.values() for reading in readings):
        taken = {fact: reading for fact, readings in matching.items() if reading in readings[1:]}
        if taken:
            yield Variant(f"matching:{reading}", f"Every filter that may be read {reading!r} is.", readings=taken)


def _matches(fact: str) -> bool:
    """Whether a fact says how a filter matches."""
    return fact.startswith("filters.") and not fact.endswith((".absent", ".precision"))


def _one_list_each(contract: Contract) -> Iterator[Variant]:
    for name, lists in one_list_each(contract).items():
        for refused in lists:
            told = ", ".join(sorted(map(str, refused)))
            yield Variant(
                f"one-list:{name}-without-{told}", f"{told}, which one list of {name} alone has, is refused.", _refusing(name, refused)
            )


def _refusing(name: str, refused: frozenset[Any]) -> SeamChange:
    def altered(seams: Seams) -> Seams:
        def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
            query = seams.read(service, request, path)
            if query.given.get(name) in refused:
                raise Refusal("bad-parameter", name)
            return query

        return replace(seams, read=read)

    return altered


def _moves_credential(contract: Contract, fact: str, reading: str) -> bool:
    """Whether a reading wants the credential elsewhere than a target may be told to put it."""
    shows = [r.shows for d in contract.disputes for r in d.readings if f"disputes.{d.id}" == fact and r.says == reading]
    return any(one.get("sign-in") in ("header", "cookie") for one in shows)


def _amounts(contract: Contract) -> Iterator[Variant]:
    for jobs, word in ((0, "no record"), (1, "one record"), (2, "two records"), (10, "ten records"), (11, "eleven records")):
        yield Variant(f"records:{jobs}", f"The listing holds {word}.", jobs=jobs, little=True)
    yield Variant("records:1203", "The listing holds 1203 records.", jobs=1203)
    yield Variant("equal-times", "Every record was created at the same moment.", level=True, little=True)
    yield ORDINARY
    if not any({"regex", "regex-any-case", "none-of"} & set(readings) for one in contract.filters for readings in one.matches.all()):
        yield Variant("strict-texts", "Names hold ordinary letters alone, and others are refused in filters.", _strict, ordinary=True)
    if any(one.compares == "text" and not (one.opaque or contract.parameter(one.name).enum) for one in contract.filters):
        said = "null, false and other words of programming languages are refused in filters, for no record shows one."
        yield Variant("words-of-nothing-refused", said, refusing_words_of_nothing, ordinary=True)
        yield Variant("nothing-passed-over", "A filter of texts without a value does nothing.", passing_over_nothing)
    if any(one.compares == "time" and contract.parameter(one.name).format == "date-time" for one in contract.filters):
        yield Variant("zones-refused", "A moment that is not written in UTC is refused.", refusing_zones)
    if lacks_in_ranges(contract):
        yield Variant("ranges-keep-nulls", "A range keeps records without a value, whatever its end.", keeping_nothing_in_ranges)
    if contract.method == "GET" and any(one.compares != "text" or contract.parameter(one.name).enum for one in contract.filters):
        yield Variant("blanks-match-nothing", "A number, a moment or a listed word that is left empty matches nothing.", matching_no_blank)
    if {one.within for one in contract.fields if one.format == "uuid"} & {place for one in contract.filters for place in one.places}:
        yield Variant("uuids-in-any-case", "A UUID that is asked for is the same in capitals.", reading_uuids)
    if shared_by_values(contract):
        yield Variant(
            "hidden-values-overlap", "Every fifth record has all the values that a filter looks at and no record shows.", overlapping
        )
    closed = closed_fields(contract)
    if closed:
        yield Variant("closed-fields", "Values that a field does not list are refused by the filters on it.", _keeping_to(closed))
    yield Variant("clock-behind", "The server's clock is two minutes late.", skew=-120.0)
    yield Variant("clock-ahead", "The server's clock is two minutes early.", skew=120.0)


def _keeping_to(closed: Mapping[str, frozenset[str]]) -> SeamChange:
    """What stands outside the list of its field is refused."""

    def altered(seams: Seams) -> Seams:
        def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
            query = seams.read(service, request, path)
            for name in closed.keys() & query.given.keys():
                if not {str(part) for part in parts_of(service.contract.filter(name), query.given[name])} <= closed[name]:
                    raise Refusal("bad-parameter", name)
            return query

        return replace(seams, read=read)

    return altered


def _strict(seams: Seams) -> Seams:
    """Texts that no ordinary name can be are refused."""

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        query = seams.read(service, request, path)
        for one in service.contract.filters:
            value = query.given.get(one.name)
            value = None if isinstance(value, str) and value in one.words else value
            text = value.replace(one.separator, "") if isinstance(value, str) and one.separator else value
            if one.compares == "text" and isinstance(text, str) and not re.fullmatch(r"[\w,. {}\":-]*", text, re.ASCII):
                raise Refusal("bad-parameter", one.name)
        return query

    return replace(seams, read=read)


def _rewriting(change: Callable[[dict[str, Any]], dict[str, Any]]) -> SeamChange:
    """A change of every record."""

    def altered(seams: Seams) -> Seams:
        @lru_cache(maxsize=_REMEMBERED)
        def rewritten(text: str) -> str:
            return json.dumps(change(json.loads(text)), ensure_ascii=False)

        def records(service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
            return [rewritten(text) for text in seams.records(service, query, page)]

        return replace(seams, records=records)

    return altered


def _records(contract: Contract) -> Iterator[Variant]:
    if record_schema(contract).get("type") == "string":
        return
    properties: Mapping[str, Any] = record_schema(contract).get("properties", {})
    required = set(record_schema(contract).get("required", ()))
    looked_at = {pointer.split("/")[1] for one in contract.filters for pointer in one.places if "/" in pointer}
    looked_at |= {key.field.split("/")[1] for key in contract.order.keys if "/" in key.field} if contract.order else set()
    added = {pointer.split("/")[1] for one in contract.projections for pointer in one.pointers}
    optional = [name for name in properties if name not in required | looked_at | added]
    yield Variant(
        "extra-fields",
        "Records show a field that no document knows.",
        _rewriting(lambda record: {**record, "x_internal": [1, {"a": None}]}),
    )
    yield Variant(
        "fields-in-other-order",
        "The fields of a record come in alphabetical order.",
        _rewriting(lambda r: dict(sorted(r.items()))),
    )
    if optional:
        yield Variant(
            "optional-fields-missing",
            "Records show no field that they may leave out.",
            _rewriting(lambda record: {name: value for name, value in record.items() if name not in optional}),
        )
    nullable = [name for name in optional if "null" in (properties[name].get("type") or ())]
    nullable += [name for name in required if "null" in (properties.get(name, {}).get("type") or ()) and name not in looked_at]
    disputed = any("null" in str(reading.shows.get("schema")) for dispute in contract.disputes for reading in dispute.readings)
    if nullable and not disputed:
        yield Variant(
            "nulls-everywhere",
            "Every field that may be null is null.",
            _rewriting(lambda record: {**record, **dict.fromkeys(nullable)}),
        )
    yield from _still_to_come(contract, looked_at)
    finer = {pointer for one in contract.filters if one.precision != AS_SHOWN for pointer in one.places}
    dates = [name for name, schema in properties.items() if schema.get("format") in WRITTEN_TIMES and f"/{name}" not in finer]
    if dates:
        yield Variant(
            "times-with-fraction",
            "Times carry milliseconds.",
            _rewriting(lambda record: {name: _with_fraction(held) if name in dates and held else held for name, held in record.items()}),
        )


def _with_fraction(moment: str) -> str:
    """A moment in whole seconds with the milliseconds that it has none of."""
    return f"{moment.removesuffix('Z')}.000{'Z' * moment.endswith('Z')}"


def _still_to_come(contract: Contract, looked_at: set[str]) -> Iterator[Variant]:
    """Each way in which records say of a time that it has not come yet, where the document leaves that open."""
    fields = [one for one in contract.fields if one.pending and (one.within or "").count("/") == 1 and one.required]
    names = {parts(one.within or "")[0]: one for one in fields if parts(one.within or "")[0] not in looked_at}
    for word, value in (("0", 0), ("-1", -1), ("null", None), ("blank", "")):
        taking = [name for name, one in names.items() if one.pending == "open" or value in (0, -1)]
        taking = [name for name in taking if value not in (0, -1) or (names[name].format or "").startswith("epoch")]
        if taking:
            yield Variant(
                f"not-yet:{word}",
                f"A time that has not come yet is told as {'an empty text' if value == '' else word}.",
                _in_a_third(partial(_with_all, dict.fromkeys(taking, value))),
            )
    absent = [name for name, one in names.items() if one.pending == "open"]
    if absent:
        yield Variant(
            "not-yet:absent",
            "A time that has not come yet is left out.",
            _in_a_third(lambda record: {name: value for name, value in record.items() if name not in absent}),
        )


def _with_all(values: Mapping[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    return {**record, **values}


def _in_a_third(change: Callable[[dict[str, Any]], dict[str, Any]]) -> SeamChange:
    """A change of every third record: always the same ones, whichever answer shows them."""

    def altered(seams: Seams) -> Seams:
        def records(service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
            shown = seams.records(service, query, page)
            if len(shown) != len(page):
                return shown
            told = zip(page, shown, strict=True)
            return [json.dumps(change(json.loads(text)), ensure_ascii=False) if ordinal % 3 == 1 else text for ordinal, text in told]

        return replace(seams, records=records)

    return altered


def _http(change: Callable[[Answer], Answer]) -> SeamChange:
    """A change of every answer as it leaves."""

    def altered(seams: Seams) -> Seams:
        return replace(seams, http=lambda service, request, answer: change(seams.http(service, request, answer)))

    return altered


def _again(dump: Callable[[Any], str]) -> Callable[[Answer], Answer]:
    """A change of how JSON is written."""
    return lambda answer: replace(answer, body=dump(json.loads(answer.body)).encode()) if answer.body[:1] in (b"{", b"[") else answer


def _bodies(contract: Contract) -> Iterator[Variant]:
    def enveloped(seams: Seams) -> Seams:
        def body(service: Served, query: TypedQuery, shown: list[str], count: int) -> Any:
            return write(seams.envelope(service, query, shown, count), "/x_took_ms", 3)

        return replace(seams, envelope=body)

    if contract.records:
        yield Variant("extra-body-field", "Answers show a field that no document knows.", enveloped)
    if contract.total is not None and contract.total.counts == ("remaining",) and _may_go(contract, contract.total.at):
        yield Variant("remaining-now-and-then", "What remains is told only where records follow and nothing is filtered.", _untold)
    yield Variant("json-escaped", "JSON is sent in ASCII with escapes.", _http(_again(json.dumps)))
    yield Variant("json-indented", "JSON is indented.", _http(_again(lambda value: json.dumps(value, indent=2, ensure_ascii=False))))
    yield Variant("json-with-newline", "A newline follows the JSON.", _http(lambda answer: replace(answer, body=answer.body + b"\n")))
    yield Variant(
        "charset",
        "The media type names its charset.",
        _http(lambda answer: answer.with_header("Content-Type", f"{answer.header('Content-Type')}; charset=utf-8")),
    )
    if contract.pages.echo or contract.pages.size.echo:
        yield Variant("echo-as-given", "What was not asked of the page is repeated as 0.", _echoing)
    other = _other_error(contract)
    if other is not None:
        yield Variant("other-error-number", "A bad parameter has another of the documented error numbers.", other)


def _may_go(contract: Contract, place: AnswerPlace) -> bool:
    """Whether the schema of an answer does not ask for what stands at a place."""
    return any(one.pointer == place.name and not one.required for one in contract.fields if place.kind == "pointer")


def _untold(seams: Seams) -> Seams:
    def body(service: Served, query: TypedQuery, shown: list[str], count: int) -> Any:
        told, total = seams.envelope(service, query, shown, count), service.contract.total
        filtered = any(one.name in query.given for one in service.contract.filters)
        if total is None or (query.leads.more and not filtered):
            return told
        way = total.at.name.rpartition("/")[0]
        kept = {key: value for key, value in at(told, way).items() if key != parts(total.at.name)[-1]}
        return write(told, way, kept)

    return replace(seams, envelope=body)


def _headers(contract: Contract) -> Iterator[Variant]:
    """Other ways to write the headers that lead on and count."""
    named = headers_named(contract)
    if named:
        yield Variant("headers-lowercase", "The names of headers are written in lower case.", _http(_lowered))
    if "link" in named:
        yield Variant("link-with-more", "The Link header names more relations, with parameters of their own.", _http(_more_links))
        yield Variant("links-of-several", "A link has several relations, in another case than documented.", _http(_links_of_several))
        yield Variant("links-apart", "Every link stands in a Link header of its own.", _http(_links_apart))
    if contract.total is not None and contract.total.at.kind == "range":
        said = "A page that is not all there is has HTTP 206, one past the end too."
        yield Variant("parts-as-206", said, _http(partial(_in_part, contract.total.at.name)))


def _in_part(name: str, answer: Answer) -> Answer:
    """A good answer, as a part where its range is not that of all that there is."""
    told = re.fullmatch(r"\S+ (?:0-([0-9]+)|\S+)/([0-9]+)", answer.header(name) or "")
    whole = told is None or (told[1] is not None and int(told[1]) + 1 == int(told[2]))
    return answer if answer.status != 200 or whole else replace(answer, status=206)


def _lowered(answer: Answer) -> Answer:
    return replace(answer, headers=tuple((name.lower(), value) for name, value in answer.headers))


def _more_links(answer: Answer) -> Answer:
    """The links with others around them; an answer without links names others all the same."""
    link = answer.header("link")
    first = '<?page=1>; title="first, of all"; rel=start'
    last = '<https://docs.example.invalid/?a=1,2>; rel="help license"; hreflang=en'
    return answer.with_header("Link", ", ".join([first, *([link] if link else []), last])) if answer.status == 200 else answer


def _links_of_several(answer: Answer) -> Answer:
    """The links with all relations of an address in one (RFC 8288 has them apart by blanks, in any case), each with one more."""
    link = answer.header("link")
    if link is None:
        return answer
    relations: dict[str, list[str]] = {}
    for address, relation in re.findall(r'<([^>]*)>; rel="([^"]*)"', link):
        relations.setdefault(address, ["nofollow"]).insert(0, relation.upper())
    return answer.with_header("Link", ", ".join(f'<{address}>; rel="{" ".join(names)}"' for address, names in relations.items()))


def _links_apart(answer: Answer) -> Answer:
    link = answer.header("link")
    if link is None:
        return answer
    apart = tuple(("Link", one) for one in re.split(r", (?=<)", link))
    return replace(answer, headers=(*((name, value) for name, value in answer.headers if name.lower() != "link"), *apart))


def _echoing(seams: Seams) -> Seams:
    """An echo of what was asked and not of what was meant."""

    def body(service: Served, query: TypedQuery, shown: list[str], count: int) -> Any:
        pages = service.contract.pages
        start = query.start if pages.parameter in query.given else 0
        size = query.size if pages.size.parameter in query.given else 0
        return seams.envelope(service, replace(query, start=start, size=size), shown, count)

    return replace(seams, envelope=body)


def _other_error(contract: Contract) -> SeamChange | None:
    """A change that answers a bad parameter with the last documented body of the same status that stands for nothing else."""
    form = next((form for form in contract.errors if form.kind == "bad-parameter"), None)
    responses = contract.raw.get("paths", {}).get(contract.path, {}).get(contract.method.lower(), {}).get("responses", {})
    content = responses.get(str(form.status), {}).get("content", {}) if form else {}
    usual = _said(form.body) if form else set()
    elsewhere = set().union(*(_said(one.body) for one in contract.errors if one.kind != "bad-parameter")) - usual
    shown = [one["value"] for media in content.values() for one in (media.get("examples") or {}).values()]
    examples = [body for body in shown if not _said(body) & elsewhere]
    if len(examples) < 2:
        return None

    def altered(seams: Seams) -> Seams:
        def refuse(service: Served, request: Request, refusal: Refusal) -> Answer:
            usual = seams.refuse(service, request, refusal)
            return replace(usual, body=json.dumps(examples[-1]).encode()) if refusal.kind == "bad-parameter" else usual

        return replace(seams, refuse=refuse)

    return altered


def _said(body: Any) -> set[str]:
    return {str(value) for value in body.values()} if isinstance(body, Mapping) else set()


def _transport() -> Iterator[Variant]:
    def zipped(seams: Seams) -> Seams:
        def http(service: Served, request: Request, answer: Answer) -> Answer:
            answer = seams.http(service, request, answer)
            if "gzip" not in (request.header("accept-encoding") or ""):
                return answer
            return replace(answer.with_header("Content-Encoding", "gzip"), body=gzip.compress(answer.body, 1))

        return replace(seams, http=http)

    def travelling(delivery: Delivery) -> SeamChange:
        return _http(lambda answer: replace(answer, delivery=delivery))

    yield Variant("gzip", "Answers are compressed.", zipped)
    yield Variant("chunked", "Answers come in chunks.", travelling(Delivery(pieces=4, chunked=True)))
    yield Variant("slow", "Every answer takes a fiftieth of a second.", travelling(Delivery(delay=0.02)))
    yield Variant("trickle", "Every answer trickles in.", travelling(Delivery(pieces=5, pause=0.003, chunked=True)))
    yield Variant(
        "connection-close",
        "Every connection is closed after its answer.",
        _http(lambda answer: answer.with_header("Connection", "close")),
    )
    yield Variant(
        "extra-headers",
        "Answers carry headers that no document knows.",
        _http(lambda answer: answer.with_header("X-Cache", "MISS").with_header("Cache-Control", "no-store")),
    )


def _movement() -> Iterator[Variant]:
    for rate in (0.2, 1.0, 5.0):
        yield Variant(f"drift:{rate:g}", f"{rate:g} records a second come, finish or go.", drift=partial(Churn, rate))
    yield Variant("chaos", "Delays, throttling, unavailability, resets, bodies cut short, slow trickles.", chaos=Chaos)
    yield Variant("throttled", "Every so often a request is throttled.", chaos=partial(Chaos, share=0.1, kinds=("throttled",), most=1))
    yield Variant("drift-and-chaos", "Records move on a bad day.", drift=partial(Churn, 1.0), chaos=Chaos)
