"""Shapes: an answer looks as its document draws it, in every record and not in a sample."""

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.checks.pending import is_not_yet, said_of_pending
from listproof.checks.projections import (
    Check,
    all_at_once,
    also,
    choices_apart,
    chosen_by,
    looked_at,
    lost_in,
    named,
    named_in,
    never_added,
    not_always_shown,
    shown_unasked,
    shown_whatever_is_asked,
)  # fmt: skip
from listproof.checks.shapes import faults_of_value, records_mismatch, schema_mismatch
from listproof.contract import Absent, Field, Projection, at, each, essence
from listproof.evidence import Reply
from listproof.evidence.reply import name_of
from listproof.laws import Listing, as_json, law, pair
from listproof.laws.asking.disputes import takes
from listproof.laws.context.order_arguments import asking_for
from listproof.laws.unlooked import takes_made_up_values
from listproof.laws.wording import sent
from listproof.values.filter_values import holdable


@law("shape.good-answer", facts=("status.200", "media-type", "success", "records", "fields.{records}"), moving=True)
def test_good_answer(listing: Listing) -> None:
    """Every page answers 200 with the documented media type, code of success, and array of records."""
    contract = listing.contract
    for page in listing.pages.read:
        listing.require(
            page.answer.status in page.good_statuses,
            "status.200",
            says="a page is not answered with 200",
            expected=f"HTTP {' or '.join(map(str, page.good_statuses))}",
            observed=page,
            replies=(page,),
        )
        media_type = page.answer.headers.get("content-type", "").split(";")[0].strip().lower()
        listing.require(
            media_type == essence(contract.media_type) and not isinstance(page.answer.body, Absent),
            "media-type",
            says="a page is not of the documented media type",
            expected=contract.media_type,
            observed=f"{media_type or 'no content type'}{', and no JSON' if isinstance(page.answer.body, Absent) else ''}",
            replies=(page,),
        )
        if contract.success:
            listing.require(
                page.success,
                "success",
                says="a good answer does not carry the code of success",
                expected=contract.success,
                observed=page,
                replies=(page,),
            )
        mismatch = records_mismatch(contract, page.answer.body)
        listing.require(
            mismatch is None,
            *listing.facts.of_records,
            says=f"{contract.records or 'the answer'} is no array of records",
            expected="an array",
            observed=mismatch and _in_its_place(page, contract.records),
            replies=(page,),
        )


def _in_its_place(page: Reply, pointer: str) -> str:
    """What stands where the records should; where nothing does, what the answer holds."""
    body = page.answer.body
    found = at(body, pointer)
    if not isinstance(found, Absent):
        return page.answer.cut(as_json(found), 80)
    return page.answer.cut(
        f"no {pointer}, but {', '.join(f'/{name}' for name in body) if isinstance(body, Mapping) else as_json(body)}", 160
    )


@law("shape.field-is-as-documented", each="field", facts=("fields.{subject}*", "projects.*"), moving=True)
def test_field_is_as_documented(listing: Listing, subject: str) -> None:
    """In every record a field is there if it must be, and of its documented type, unit and values.

    How a time that has not come yet is told, 0 or null or nothing, is recorded where no document says it.
    """
    field = listing.contract.field(subject)
    shown: list[object] = []
    for page in _pages_that_show(listing, field):
        missing = _require_documented_values(listing, field, page)
        for place in missing[:1]:
            listing.require(
                not field.required,
                *listing.facts.stated(f"fields.{subject}.required"),
                says=f"{place} is missing",
                expected=f"{subject} in every record",
                observed="a record without it",
                replies=(page,),
            )
        shown += each(page.answer.body, subject)
    if field.pending:
        values = (at(record, field.within or "") for record in listing.records)
        told = {said_of_pending(value) for value in values if is_not_yet(field, value)} - (set() if field.required else {"absent"})
        if told:
            listing.record_behaviour(f"fields.{subject}.not-yet", ", ".join(sorted(told)))
    if all(value is None for value in shown):
        listing.inconclusive(f"records show only null at {subject}" if shown else f"no record shows {subject}")
    listing.mark_exercised(f"fields.{subject}", *listing.facts.stated(f"fields.{subject}.type", f"fields.{subject}.format"))
    if field.required:
        listing.mark_exercised(f"fields.{subject}.required")
    if None in shown:
        listing.mark_exercised(*listing.facts.stated(f"fields.{subject}.null"))
    listing.mark_exercised(*(f"fields.{subject}.enum.{value}" for value in field.enum if value is not None and value in shown))


def _pages_that_show(listing: Listing, field: Field) -> tuple[Reply, ...]:
    """The pages of the census, or where a parameter adds the field, a page for which it was asked."""
    adding = (one for one in listing.contract.projections if one.kind == "adds")
    choice = next((one for one in adding if any(f"{field.within}/".startswith(f"{pointer}/") for pointer in one.pointers)), None)
    if choice is None:
        return listing.census.walk.pages
    reply = listing.first_page({choice.parameter: choice.value})
    return (listing.require_accepted(reply, f"projects.{choice.parameter}", what=pair(listing, choice.parameter, choice.value)),)


def _drawn(field: Field, facet: str) -> str:
    """What the document draws for a facet of a field, in words."""
    if facet.startswith("enum"):
        return ", ".join(str(value) for value in field.enum)
    return field.format or "" if facet == "format" else " or ".join(field.types)


def _require_documented_values(listing: Listing, field: Field, page: Reply) -> list[str]:
    """Require that every value which a page shows of a field is as documented. Returns the places where it shows none."""
    found, missing = faults_of_value(field, page.answer.body, page.valid, page.answer.cut)
    for place, value, trouble, facet in found[:1]:
        listing.require(
            False,
            f"fields.{field.pointer}.{facet}",
            says=f"{place} is not as documented: {trouble}",
            expected=_drawn(field, facet),
            observed=page.answer.cut(as_json(value), 120),
            replies=(page,),
        )
    return missing


@law("shape.answer-field-is-as-documented", each="answer field", facts=("fields.{subject}*",), moving=True)
def test_answer_field_is_as_documented(listing: Listing, subject: str) -> None:
    """What stands beside the records is there, on every page, as documented."""
    field = listing.contract.field(subject)
    for page in _pages_beside(listing, subject):
        missing = _require_documented_values(listing, field, page)
        listing.require(
            not missing or not field.required,
            *listing.facts.stated(f"fields.{subject}.required"),
            says=f"{subject} is missing",
            expected=f"{subject} in every answer",
            observed="an answer without it",
            replies=(page,),
        )
        if any(True for _ in each(page.answer.body, subject)):
            facets = (f"fields.{subject}.{facet}" for facet in ("type", "format", "null"))
            listing.mark_exercised(f"fields.{subject}", *listing.facts.stated(*facets))
    listing.require_exercised(f"no page of those by which the listing was read shows {subject}, nor does a shorter one")


def _pages_beside(listing: Listing, pointer: str) -> Sequence[Reply]:
    """The pages of the census; where none of them shows a field, shorter ones as well, which another page follows or is before."""
    pages, size = listing.census.walk.pages, listing.leads.small_size
    if any(True for page in pages for _ in each(page.answer.body, pointer)) or not 0 < size < len(listing.records):
        return pages
    if listing.contract.pages.addressed:
        return [*pages, *(page for offset in (0, size) if (page := listing.page(offset, size)).good)]
    return [*pages, *(page for page in listing.leads.beginning({}, size) if page.good)]


@law("shape.record-is-the-same-everywhere", basis="implied", facts=("settled", "identity"), moving=True)
def test_record_is_the_same_everywhere(listing: Listing) -> None:
    """What is settled of a record is the same in every answer that shows it, and a field that must be there is in each."""
    settled = listing.contract.settled
    if not settled:
        listing.unsupported("the contract names nothing that is settled")
    blank = [pointer for pointer in settled if all(isinstance(at(record, pointer), Absent) for record in listing.records)]
    if blank:
        listing.inconclusive(f"no record shows {', '.join(blank)}")
    listing.page(0, listing.pages.smallest)
    known = listing.census.by_identity
    first = {id(page) for page in listing.census.walk.pages}
    always = shown_whatever_is_asked(listing.contract)
    seen = 0
    for reply in listing.run.replies:
        if not reply.good or id(reply) in first:
            continue
        for name, record in zip(reply.names, reply.records, strict=True):
            usual = known.get(name)
            seen += usual is not None
            if usual is None or record == usual:
                continue
            lost = next((field for field in always if lost_in(field, record, usual)), None)
            listing.require(
                lost is None,
                *(listing.facts.stated(f"fields.{lost.pointer}.required") if lost else ()),
                says=f"{lost.pointer if lost else ''} is missing in a record that shows it in another answer",
                expected=f"{lost.pointer if lost else ''} in every record",
                observed="a record without it",
                replies=(reply,),
            )
            other = next((p for p in settled if at(record, p) != at(usual, p)), None)
            listing.require(
                other is None,
                "settled",
                "identity",
                says=f"{other} of record {name} differs from answer to answer",
                expected=at(usual, other or ""),
                observed=at(record, other or ""),
                replies=(reply,),
            )
    if not seen:
        listing.inconclusive("no record was shown twice")
    listing.mark_exercised("settled", "identity")


@law("shape.empty-looks-the-same", basis="implied", facts=("records", "fields.{records}", "status.200"), moving=True)
def test_empty_looks_the_same(listing: Listing) -> None:
    """An answer without records has the same shape as one with records: an empty array, not null and not absent."""
    empty = [reply for reply in _empty_replies(listing) if not reply.refused and reply.answer.status < 300]
    if not empty and not listing.contract.pages.addressed and not takes_made_up_values(listing.contract):
        listing.unsupported("no page lies past the end, and no filter takes a value that nothing has")
    if not empty:
        listing.inconclusive("no query was answered without records")
    for reply in empty:
        wrong = records_mismatch(listing.contract, reply.answer.body, reply.answer.cut)
        listing.require(
            reply.answer.status in reply.good_statuses,
            "records",
            "status.200",
            says=f"without records the answer is HTTP {reply.answer.status}, not an empty array",
            expected="HTTP 200 and an empty array",
            observed=reply,
            replies=(reply,),
        )
        listing.require(
            wrong is None,
            *listing.facts.of_records,
            says=f"without records {listing.contract.records or 'the answer'} is {wrong}",
            expected="an empty array",
            observed=str(wrong),
            replies=(reply,),
        )
        trouble = schema_mismatch(listing.contract.answer_schema, reply.answer.body, reply.answer.cut)
        listing.require(
            trouble is None,
            listing.facts.of_records[-1],
            says=f"an answer without records is not as documented: {trouble}",
            expected="the documented answer",
            observed=reply,
            replies=(reply,),
        )


def _empty_replies(listing: Listing) -> list[Reply]:
    """Replies without records: a page past the end, and what was met elsewhere."""
    past = [listing.page(listing.pages.end, listing.pages.largest)] if listing.contract.pages.addressed else []
    found = [reply for reply in past if not reply.records]
    met = [one for one in listing.run.replies if not one.records and one.has_place_for_records and one not in found]
    filters = {one.name for one in listing.contract.filters}
    if not any(one.good and filters & one.query.arguments.keys() for one in met):
        found += _kept_by_nothing(listing)
    return [*found, *met]


def _kept_by_nothing(listing: Listing) -> list[Reply]:
    """The answer to a value that no record shows, of the first filter that takes one, where it holds no record."""
    for one in listing.contract.filters:
        told = one.opaque or one.needs or one.field.absent is None or one.compares == "time"
        value = None if told else listing.values.missing(one.name)
        if value is not None:
            reply = listing.first_page({one.name: value})
            return [] if reply.records else [reply]
    return []


@law("shape.dispute-is-decided", each="dispute", facts=("disputes.{subject}", "{about}"))
def test_dispute_is_decided(listing: Listing, subject: str) -> None:
    """Where sources disagree, the target takes one of their sides."""
    listing.facts.require_testable(f"disputes.{subject}")
    dispute = next(one for one in listing.contract.disputes if one.id == subject)
    told = {reading.says: takes(listing, reading.shows) for reading in dispute.readings}
    if all(side is None for side in told.values()):
        listing.inconclusive(f"no answer tells which side of {subject} is taken")
    taken = [says for says, side in told.items() if side]
    open_still = [says for says, side in told.items() if side is None]
    # What the dispute is about binds nobody by itself; that one of the readings holds is what all sources agree on.
    listing.mark_exercised(*dispute.about)
    listing.require(
        taken or open_still,
        f"disputes.{subject}",
        says=f"{dispute.question} The target takes neither side",
        expected=" or ".join(told),
        observed="none of them",
    )
    listing.record_behaviour(f"disputes.{subject}", ", ".join(taken or open_still))


@law("shape.example-of-the-document", facts=("example",), moving=True)
def test_example_of_the_document(listing: Listing) -> None:
    """A record of the target has every field that the document's own example shows in all of its records."""
    example = listing.contract.example
    if example is None:
        listing.unsupported("the document shows no example")
    records = [record for record in each(example, listing.contract.records + "/*") if isinstance(record, dict)]
    shown = [one for one in listing.contract.fields if one.within is not None]
    optional = {one.within.removeprefix("/") for one in shown if one.within and (not one.required or is_not_yet(one, Absent()))}
    always = set.intersection(*(set(record) for record in records)) - optional if records else set()
    for record in listing.records:
        lacking = sorted(always - set(record)) if isinstance(record, dict) else sorted(always)
        listing.require(
            not lacking,
            "example",
            says=f"record {name_of(listing.contract.identity, record)} lacks what every record of the document's example shows",
            expected=", ".join(sorted(always)),
            observed=f"without {', '.join(lacking)}",
        )


@law("shape.undocumented-fields", basis="convention", facts=("records",))
def test_undocumented_fields(listing: Listing) -> None:
    """What a target shows beyond its document is recorded, not judged."""
    known = {field.within.split("/")[1] for field in listing.contract.fields if field.within}
    found = sorted({name for record in listing.records if isinstance(record, dict) for name in record} - known)
    listing.record_behaviour("shape.undocumented-fields", ", ".join(found) or "none")


@law("shape.chosen-fields-are-shown", each="projection", facts=("projects.{subject}",), moving=True)
def test_chosen_fields_are_shown(listing: Listing, subject: str) -> None:
    """A parameter that chooses what records show does so, and changes neither which records there are nor what their fields hold."""
    choices = [one for one in listing.contract.projections if one.parameter == subject]
    looked = looked_at(listing.contract, listing.first_page({}).query.arguments)
    several = [together] if (together := all_at_once(choices, listing.contract.parameter(subject).kind == "array")) else []
    tried = False
    for choice in [*choices, *several]:
        named = (*listing.contract.identity, *(looked if choice.first else ()))
        documented = named_in(choice, [one.within for one in listing.contract.fields if one.within])
        for asked, expected in _taken(listing, choice, named, documented):
            _shows_what_is_chosen(listing, choice, asked, expected)
            tried = True
    if not tried:
        listing.inconclusive(f"records show nothing that {subject} could leave out")


def _taken(listing: Listing, choice: Projection, named: Sequence[str], documented: Sequence[str]) -> list[tuple[Any, Check]]:
    """The values that tell each field apart from each other one, where the parameter takes so many names; else one with a few."""
    parameter = listing.contract.parameter(choice.parameter)
    apart = choices_apart(choice, named, listing.records, documented, parameter.enum)
    if choice.kind != "chosen" or all(holdable(parameter, asked) for asked, _ in apart):
        return list(apart)
    asked, expected = chosen_by(choice, named, listing.records, documented, parameter.enum)
    return [(asked, expected)] if asked is not None and holdable(parameter, asked) else []


def _is_usual(listing: Listing, choice: Projection) -> bool:
    """Whether what a value adds is shown without a word too: it is the default, or stands in the base query."""
    default = listing.contract.parameter(choice.parameter).default
    given = listing.contract.base.get(choice.parameter, default)
    return choice.value == given or (isinstance(given, list) and choice.value in given)


def _shows_what_is_chosen(listing: Listing, choice: Projection, asked: object, expected: Check) -> None:
    """Records under one choice are those of the listing without it, each showing what it should."""
    subject, given = choice.parameter, pair(listing, choice.parameter, asked)
    reply = listing.require_accepted(listing.first_page({subject: asked}), f"projects.{subject}", what=given)
    never = never_added(choice, reply.records)
    listing.require(
        not never,
        f"projects.{subject}",
        says=f"with {given} no record shows {', '.join(never)}",
        expected="what the parameter adds",
        observed=reply,
        replies=(reply,),
    )
    unasked = [] if _is_usual(listing, choice) else shown_unasked(choice, listing.records)
    listing.require(
        not unasked,
        f"projects.{subject}",
        says=f"without {subject} records show {', '.join(unasked)}, which it should add",
        expected="what the parameter adds only where it is asked for",
        observed=listing.census.walk.pages[0].answer.cut(as_json(listing.records[0]), 160),
        replies=listing.census.walk.pages[:1],
    )
    lost = not_always_shown(choice, listing.contract.identity, reply.records)
    listing.require(
        not lost,
        f"projects.{subject}",
        says=f"with {given} records lack {', '.join(lost)}, which they show whatever is chosen",
        expected=", ".join(lost),
        observed=reply,
        replies=(reply,),
    )
    whole = listing.census.by_identity
    for name, record in zip(reply.names, reply.records, strict=True):
        if name not in whole:
            continue
        trouble = expected(whole[name], record)
        listing.require(
            trouble is None,
            f"projects.{subject}",
            says=f"with {given} record {name} {trouble}",
            expected="what was chosen, as it is shown without the choice",
            observed=reply.answer.cut(as_json(record), 160),
            replies=(reply,),
        )
    listing.require(
        listing.tolerance.alike(reply.names, listing.first_page({}).names),
        f"projects.{subject}",
        says=f"with {given} other records are shown",
        expected="the same records",
        observed=reply,
        replies=(reply,),
    )


@law(
    "shape.chosen-fields-go-with-an-order", basis="implied", each="ordered projection", facts=("projects.{subject}", "order.*"), moving=True
)
def test_chosen_fields_go_with_an_order(listing: Listing, subject: str) -> None:
    """What records show is chosen in any order: by a field that is not chosen too, and the same records come."""
    choice = next(one for one in listing.contract.projections if one.parameter == subject)
    documented = named_in(choice, [one.within for one in listing.contract.fields if one.within])
    listed = listing.contract.parameter(subject).enum
    asked, _ = chosen_by(choice, listing.contract.identity, listing.records, documented, listed)
    if asked is None or (choice.kind == "chosen" and not holdable(listing.contract.parameter(subject), asked)):
        listing.inconclusive(f"records show nothing that {subject} could leave out")
    order = listing.order.documented
    fields = [*named(choice, asked), *named_in(choice, choice.always)] if choice.kind == "chosen" and not choice.first else []
    key = next((key for key in order.keys if not set(named_in(choice, [key.field])) & set(fields)), None)
    if key is None:
        listing.inconclusive(f"{subject}={asked} chooses every key of the order")
    ordered = asking_for(listing.contract, key.name, next(iter(order.directions(key)), None))
    # What is chosen first must hold all at which a question looks: no filter then narrows the order.
    whole = listing.first_page(ordered) if choice.first else listing.order.first_page(key.name, ordered)
    listing.require_accepted(whole, f"order.keys.{key.name}", what=f"the order {key.name}")
    if choice.first:
        asked = also(choice, asked, (key.field, *looked_at(listing.contract, whole.query.arguments)))
    both = {**ordered, subject: asked}
    reply = listing.first_page(both) if choice.first else listing.order.first_page(key.name, both)
    if reply.good and len(set(reply.names) ^ set(whole.names)) > 2 * listing.tolerance.changed:
        _keeps_its_filters(listing, subject, asked, whole)
    listing.require(
        reply.good and len(set(reply.names) ^ set(whole.names)) <= 2 * listing.tolerance.changed,
        f"projects.{subject}",
        *listing.facts.stated("order.by"),
        f"order.keys.{key.name}",
        says=f"{pair(listing, subject, asked)} in the order {key.name} "
        + ("breaks the service" if reply.answer.status >= 500 else "is refused" if not reply.good else "gives other records"),
        expected=f"the {len(whole.names)} records that come in that order",
        observed=reply,
        replies=(whole, reply),
    )


def _keeps_its_filters(listing: Listing, subject: str, asked: object, whole: Reply) -> None:
    """Where other records come beside a choice of fields and a filter, the filter is to blame if they do without an order as well."""
    given = whole.query.arguments
    filters = {one.name: given[one.name] for one in listing.contract.filters if one.name in given and one.name not in listing.contract.base}
    if not filters:
        return
    alone, chosen = listing.first_page(filters), listing.first_page({**filters, subject: asked})
    listing.require(
        not (alone.good and chosen.good) or len(set(alone.names) ^ set(chosen.names)) <= 2 * listing.tolerance.changed,
        *(f"filters.{name}" for name in filters),
        f"projects.{subject}",
        says=f"{sent(listing, filters)} beside {pair(listing, subject, asked)} gives other records",
        expected=f"the {len(alone.names)} records of {sent(listing, filters)}",
        observed=chosen,
        replies=(alone, chosen),
    )
