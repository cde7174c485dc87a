"""Failing laws are put under their causes: one lie is told once, two lies are told as two, and the root is the one that names the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from listproof.contract import Source
from listproof.findings import Cause, causes, first_difference
from listproof.findings.symptom import ANSWER_FIELD, WALK
from listproof.laws.subject import FilterPair, Ordered, Subject, about
from listproof.proof.suite import laws
from listproof.verdicts import Exchange, Observation, Outcome, Sign, Violation

FILTERS = ("name", "trees", "planted", "owner", "region", "crop", "soil", "slope")
VALUES = {
    "size": "limit", "pages.offset": "offset", "order.by": "sort", "total": "/total", "records": "/orchards", "identity": "/id",
    **{f"parameters.{name}.required": "false" for name in ("limit", "offset", "sort", *FILTERS)},
    **{f"parameters.{name}": "query" for name in ("limit", "offset", "sort", *FILTERS)},
    **{f"filters.{name}": f"/orchards/*/{name} equals" for name in FILTERS},
    "order.keys.since": "/planted as time", "order.keys.since.nulls": "last",
}  # fmt: skip


def asked(query: str, status: int = 200, body: str = '{"total": 3}') -> Exchange:
    """An exchange of one question."""
    names = tuple(pair.partition("=")[0] for pair in query.split("&"))
    return Exchange("GET", f"http://127.0.0.1:9/orchards?{query}", {}, status, {}, body, 0.01, asked=names)


def failing(law: str, fact: str, subject: Subject | None = None, seen: Observation | None = None, *exchanges: Exchange) -> Outcome:
    """An outcome that fails by one fact."""
    violation = Violation(
        "wrong", fact=fact, source=Source("000"), expected="right", observed="otherwise", exchanges=exchanges, observation=seen
    )
    return Outcome(law, "live", "orchards", str(subject) if subject else None, "fail", "wrong", violation, about=about(subject))


def shows(*signs: Sign, **records: tuple[str, ...]) -> Observation:
    """What is seen of an answer that bears these signs, and of records that are wrong."""
    named = {sign: records[sign] for sign in get_args(Sign) if sign in records}
    return Observation(200, (*signs, *named), named)


def passing(law: str, subject: str | None = None) -> Outcome:
    """An outcome that holds."""
    return Outcome(law, "live", "orchards", subject, "pass")


def found(*outcomes: Outcome) -> Sequence[Cause]:
    """The causes of some outcomes of the orchards."""
    return causes(outcomes, VALUES, {})


def keeps(name: str) -> Outcome:
    """A filter that does not keep what it names."""
    return failing("filters.keeps-what-it-names", f"filters.{name}", name, shows(wrong=("o-1",)), asked(f"{name}=a"))


def test_nothing_fails_and_nothing_is_found() -> None:
    """A run in which every law holds has no cause to tell."""
    assert found(passing("filters.keeps-what-it-names", "name")) == ()


def test_an_ignored_filter_is_one_cause_with_its_pairs_under_it() -> None:
    """The filter alone is to blame for each pair with it, for its totals and for an order that was asked with it."""
    told = found(
        failing("order.changes-no-record", "order.keys.planted", Ordered("planted", "asc"), None, asked("sort=planted&name=a")),
        failing("pages.total-counts-what-matches", "total.counts", "name", None, asked("name=a")),
        failing("filters.two-keep-what-both-keep", "filters.name", FilterPair("name", "owner"), None, asked("name=a&owner=b")),
        keeps("name"),
        *(passing("filters.keeps-what-it-names", name) for name in FILTERS[1:]),
    )
    assert [one.root.law for one in told] == ["filters.keeps-what-it-names"]
    assert len(told[0].follows) == 3


def test_two_filters_of_many_are_two_causes() -> None:
    """Where two of eight filters fail by one law, each is told."""
    told = found(keeps("name"), keeps("owner"), *(passing("filters.keeps-what-it-names", name) for name in FILTERS[2:]))
    assert {one.root.subject for one in told} == {"name", "owner"}


def test_questions_in_a_body_are_not_one_question_for_their_address() -> None:
    """Two filters of many that fail alike are two causes too where both are asked for by POST, under one address."""

    def posted(name: str) -> Outcome:
        sent = Exchange("POST", "http://127.0.0.1:9/search", {}, 200, {}, '{"total": 3}', 0.01, sent=f'{{"{name}": "a"}}', asked=(name,))
        return failing("filters.keeps-what-it-names", f"filters.{name}", name, shows(wrong=("o-1",)), sent)

    told = found(posted("name"), posted("owner"), *(passing("filters.keeps-what-it-names", name) for name in FILTERS[2:]))
    assert {one.root.subject for one in told} == {"name", "owner"}


def test_a_parameter_that_every_question_must_have_explains_no_other() -> None:
    """What becomes of a made-up value of it says nothing of the questions that have the right one."""
    made_up = failing("errors.refusal-has-the-documented-form", "parameters.list.type", "list", None, asked("list=listproof"))
    turned = failing(
        "order.changes-no-record", "order.keys.since", Ordered("since", "desc"), shows(lost=("o-1",)), asked("list=all&sort=since")
    )
    values = VALUES | {"parameters.list": "query", "parameters.list.required": "true"}
    assert len(causes([made_up, turned], values, {})) == 2


def test_most_filters_at_once_are_one_cause() -> None:
    """What goes wrong at most filters is filtering, and is told once."""
    told = found(*(keeps(name) for name in FILTERS[:6]), *(passing("filters.keeps-what-it-names", name) for name in FILTERS[6:]))
    assert len(told) == 1


def test_a_lying_total_is_one_cause_of_short_walks() -> None:
    """A total that counts the page makes walks end early, pages past the end look full and filters look miscounted: one finding."""
    told = found(
        failing("pages.total-is-steady", "total", None, None, asked("limit=10")),
        failing("pages.walk-meets-each-record-once", "total", None, None, asked("limit=100")),
        failing("pages.size-does-not-change-the-set", "pages.offset", None, None, asked("limit=65")),
        failing("pages.last-page", "pages.offset", None, None, asked("limit=65&offset=65")),
        failing("pages.total-counts-what-matches", "total.counts", "name", None, asked("name=a")),
        failing("filters.keeps-what-it-names", "filters.name", "name", shows(strange=("o-140",)), asked("name=a")),
        passing("filters.keeps-what-it-names", "owner"),
    )
    assert [one.root.law for one in told] == ["pages.total-is-steady"]


def test_a_broken_pager_does_not_hide_an_ignored_filter() -> None:
    """Records that a page loses do not explain records that a filter wrongly shows."""
    told = found(
        failing("pages.walk-meets-each-record-once", "pages.offset", None, None, asked("limit=10")),
        keeps("name"),
        *(passing("filters.keeps-what-it-names", name) for name in FILTERS[1:]),
    )
    assert {one.root.law for one in told} == {"pages.walk-meets-each-record-once", "filters.keeps-what-it-names"}


def test_one_way_of_breaking_down_is_one_cause() -> None:
    """The same server error at several parameters is told once, whatever number or parameter its message repeats."""
    told = found(
        failing("bounds.no-number-is-not-a-number", "parameters.limit.type", "limit", None, asked("limit=9e9", 500, "limit 12 is large")),
        failing("bounds.no-number-is-not-a-number", "parameters.offset.type", "offset", None, asked("offset=9", 500, "offset 7 is large")),
        failing(
            "errors.refusal-has-the-documented-form", "parameters.trees.type", "trees", None, asked("trees=9", 500, "trees 1 is large")
        ),
        keeps("name"),
    )
    assert [len(one.follows) for one in told] == [2, 0] or [len(one.follows) for one in told] == [0, 2]


def test_who_is_refused_alone_leads_those_who_asked_for_it_too() -> None:
    """Where every refused question asked for one filter, the law that asked for it alone is the root, and not the order asked with it."""
    told = found(
        failing(
            "order.sorted-across-pages",
            "order.direction",
            Ordered("planted", "asc"),
            shows("refused"),
            asked("sort=planted&region=0", 400, '{"code": 7}'),
        ),
        failing(
            "filters.each-value-keeps-its-own",
            "parameters.region.enum.0",
            "region",
            shows("refused"),
            asked("region=0", 400, '{"code": 7}'),
        ),
    )
    assert [(one.root.law, len(one.follows)) for one in told] == [("filters.each-value-keeps-its-own", 1)]


def test_an_order_that_is_lost_explains_an_answer_that_is_only_placed_otherwise() -> None:
    """Two answers with the same records, of which one stands elsewhere, are no second cause where the order is wrong; a lost record is."""
    order = failing("order.sorted-across-pages", "order.keys.planted", Ordered("planted", "asc"), None, asked("sort=planted&owner=a"))
    placed = failing("filters.close-loses-nothing", "close", None, shows("placed"))
    lost = failing("filters.close-loses-nothing", "close", None, shows(lost=("o-1",)))
    assert [one.root.law for one in found(order, placed)] == ["order.sorted-across-pages"]
    assert len(found(order, lost)) == 2


def test_a_total_that_jumps_explains_an_answer_that_differs_by_its_total_alone() -> None:
    """An end of a range that shows the same records under another total is no second cause; one that loses a record is."""
    total = failing("pages.total-is-steady", "total", None, None)
    counted = failing("filters.close-loses-nothing", "close", None, shows("counted"))
    assert [one.root.law for one in found(total, counted)] == ["pages.total-is-steady"]
    assert len(found(total, failing("filters.close-loses-nothing", "close", None, shows(lost=("o-1",))))) == 2


def test_an_answer_that_cannot_be_read_explains_everything() -> None:
    """Where no page is a good answer, nothing else is told beside it."""
    told = found(
        failing("pages.size-is-honoured", "status.200", "least", None, asked("limit=1")),
        keeps("name"),
        failing("order.sorted-across-pages", "order.keys.planted", Ordered("planted", "asc"), None, asked("sort=planted")),
    )
    assert len(told) == 1
    assert told[0].root.violation is not None
    assert told[0].root.violation.fact == "status.200"


def test_what_was_drawn_echoes_what_another_law_says() -> None:
    """A whole query or a made-up request that fails by something else of its own explains nothing: it follows from the walk."""
    walk = failing("pages.walk-meets-each-record-once", "pages.offset", None, shows(twice=("o-1", "o-2")), asked("limit=100"))
    for law, fact in (("queries.agrees-with-the-document", "filters.soil"), ("schema.answers-fit-the-contract", "fields./orchards/*/crop")):
        drawn = failing(law, fact, None, shows("counted"), asked("soil=a"))
        told = found(drawn, walk)
        assert [(one.root.law, [under.law for under in one.follows]) for one in told] == [(walk.law, [law])]
        assert [one.root.law for one in found(drawn)] == [law]


def test_a_made_up_request_that_is_answered_otherwise_explains_nothing() -> None:
    """That one odd request gets no documented answer is no reason why a filter loses records: two causes."""
    odd = failing("schema.answers-fit-the-contract", "status.200", None, None, asked("limit=false"))
    assert len(found(odd, keeps("name"))) == 2


def test_a_field_that_is_gone_explains_the_filter_that_looks_at_it() -> None:
    """A field that records lost is the cause, and the filter over it follows."""
    told = found(
        keeps("name"),
        failing("shape.field-is-as-documented", "fields./orchards/*/name.required", "/orchards/*/name", None, asked("limit=9")),
    )
    assert [one.root.law for one in told] == ["shape.field-is-as-documented"]


def test_a_field_of_another_type_explains_the_order_by_a_key_of_another_name() -> None:
    """What a key looks at is what it is about, whatever it is called; another key is another matter."""
    order = failing("order.sorted-across-pages", "order.keys.since", Ordered("since", "asc"), shows("unordered"), asked("sort=since"))

    def typed(name: str) -> Outcome:
        place = f"/orchards/*/{name}"
        return failing("shape.field-is-as-documented", f"fields.{place}.type", place, None, asked("limit=9"))

    assert [one.root.law for one in found(typed("planted"), order)] == ["shape.field-is-as-documented"]
    assert len(found(typed("soil"), order)) == 2


def test_every_failing_outcome_stands_under_exactly_one_cause() -> None:
    """Nothing is lost and nothing is told twice."""
    outcomes = [
        *(keeps(name) for name in FILTERS),
        failing("pages.walk-meets-each-record-once", "pages.offset", None, None, asked("limit=10")),
        failing("queries.agrees-with-the-document", "filters.name", None, None, asked("name=a&owner=b")),
        failing("filters.two-keep-what-both-keep", "filters.crop", FilterPair("crop", "soil"), None, asked("crop=a&soil=b")),
        failing("shape.example-of-the-document", "fields./orchards/*/id", None, None, asked("limit=10")),
    ]
    told = found(*outcomes)
    keys = [outcome.key for one in told for outcome in (one.root, *one.follows)]
    assert sorted(keys) == sorted(outcome.key for outcome in outcomes)


def test_the_order_of_the_laws_changes_nothing() -> None:
    """Whichever law ran first, the roots are the same."""
    outcomes = [
        keeps("name"),
        failing("filters.two-keep-what-both-keep", "filters.name", FilterPair("name", "owner"), None, asked("name=a&owner=b")),
        failing("pages.size-is-honoured", "size.means", "least", None, asked("limit=10")),
        failing("pages.last-page", "pages.offset", None, None, asked("limit=10&offset=90")),
    ]
    assert [one.root.key for one in found(*outcomes)] == [one.root.key for one in found(*reversed(outcomes))]


def test_a_total_that_ends_an_answer_explains_what_the_answer_lacks() -> None:
    """A full page that by its total is all there is lacks the rest for the total's sake; a page with room lacks it for its own."""
    total = failing("pages.total-is-steady", "total", None, None, asked("limit=10"))
    ended = failing("filters.keeps-what-it-names", "filters.name", "name", shows("full", lost=("o-1",)), asked("name=a"))
    lossy = failing("filters.keeps-what-it-names", "filters.name", "name", shows(lost=("o-1",)), asked("name=a"))
    assert [one.root.law for one in found(total, ended)] == ["pages.total-is-steady"]
    assert len(found(total, lossy)) == 2


def test_a_page_that_drops_records_explains_an_answer_that_counts_more_than_it_shows() -> None:
    """A filter whose page has room for the record that its total counts is not to blame where walks are short as well."""
    walk = failing("pages.walk-meets-each-record-once", "total", None, None, asked("limit=10"))
    dropped = failing("filters.keeps-what-it-names", "filters.name", "name", shows("short", lost=("o-1",)), asked("name=a"))
    assert [one.root.law for one in found(walk, dropped)] == ["pages.walk-meets-each-record-once"]
    assert len(found(walk, failing("filters.keeps-what-it-names", "filters.name", "name", shows(lost=("o-1",)), asked("name=a")))) == 2


def test_a_page_that_leads_back_elsewhere_follows_from_pages_that_lose_records_and_not_from_a_total() -> None:
    """What is lost between two pages may be lost on the way back as well; a total that counts too many tells of no page."""
    back = failing("pages.previous-leads-back", "pages.previous", "previous", None, asked("before=o-3"))
    loses = failing("pages.walk-meets-each-record-once", "pages.offset", None, shows(lost=("o-1",)), asked("limit=10"))
    sizes = failing("pages.size-is-honoured", "size.means", "least", None, asked("limit=10"))
    counts = failing("pages.walk-meets-each-record-once", "total", None, None, asked("limit=10"))
    assert [one.root.law for one in found(back)] == ["pages.previous-leads-back"]
    assert [one.root.law for one in found(loses, back)] == ["pages.walk-meets-each-record-once"]
    assert [one.root.law for one in found(sizes, back)] == ["pages.size-is-honoured"]
    assert {one.root.law for one in found(counts, back)} == {"pages.walk-meets-each-record-once", "pages.previous-leads-back"}


def test_an_order_that_is_lost_within_a_page_explains_pages_that_overlap() -> None:
    """No pager shuffles a page: where one is out of order, and addresses name other slices, the order is the cause of both."""
    walk = failing("pages.walk-meets-each-record-once", "pages.offset", None, shows(twice=("o-1",)), asked("limit=10"))
    slices = failing("pages.address-is-a-slice", "pages.offset", None, None, asked("limit=10&offset=10"))
    between = failing("order.default-order", "order.default", None, None, asked("limit=10"))
    within = failing("order.default-order", "order.default", None, shows(unordered=("o-1", "o-2")), asked("limit=10"))
    assert [one.root.law for one in found(walk, slices, within)] == ["order.default-order"]
    assert [one.root.law for one in found(walk, slices, between)] == ["pages.walk-meets-each-record-once"]


def test_a_filter_that_later_pages_forget_explains_orders_that_were_asked_with_it() -> None:
    """An order over a filtered listing is wrong where the filter ends; an order that was asked alone is wrong by itself."""
    forgotten = failing(
        "pages.filter-holds-on-every-page", "filters.name", FilterPair("name", "owner"), shows(wrong=("o-1",)), asked("name=a&owner=b")
    )
    with_it = failing("order.sorted-across-pages", "order.keys.planted", Ordered("planted", "asc"), None, asked("sort=planted&crop=a"))
    alone = failing("order.sorted-across-pages", "order.keys.planted", Ordered("planted", "asc"), None, asked("sort=planted"))
    assert [one.root.law for one in found(forgotten, with_it)] == ["pages.filter-holds-on-every-page"]
    assert len(found(forgotten, alone)) == 2


def test_an_empty_answer_that_is_refused_is_told_by_who_asked_for_nothing() -> None:
    """Where the empty listing is refused, the law that asked for it leads, not a filter or a made-up scope that met it by chance."""
    refused = shows("refused")
    named = failing("filters.keeps-what-it-names", "filters.name", "name", refused, asked("name=a", 404, "none"))
    nothing = failing("filters.nothing-matches-nothing", "filters.name", "name", refused, asked("name=b", 404, "none"))
    scope = failing("errors.made-up-scope-shows-nothing", "scope.estate", "estate", refused, asked("limit=1", 404, "none"))
    empty = failing("shape.empty-looks-the-same", "records", None, refused, asked("offset=900", 404, "none"))
    assert [one.root.law for one in found(named, nothing)] == ["filters.nothing-matches-nothing"]
    assert [one.root.law for one in found(named, nothing, scope, empty)] == ["shape.empty-looks-the-same"]


def test_a_made_up_scope_explains_nothing_of_the_listing_itself() -> None:
    """Who shows the same under a scope that was made up may count wrongly besides; records of others in the listing explain that."""
    made_up = failing("errors.made-up-scope-shows-nothing", "scope.estate", "estate", shows("wrong"), asked("limit=1"))
    others = failing("errors.other-scope-stays-hidden", "scope.estate", None, shows("wrong"), asked("limit=1"))
    miscounted = failing("pages.total-is-steady", "total", None, shows("counted"), asked("limit=10"))
    assert len(found(made_up, miscounted)) == 2
    assert [one.root.law for one in found(others, made_up, miscounted)] == ["errors.other-scope-stays-hidden"]


def test_a_field_that_is_not_shown_is_no_lost_record() -> None:
    """Pages that repeat records explain no choice of fields that is not kept to."""
    twice = failing("pages.walk-meets-each-record-once", "pages.offset", None, shows("twice"), asked("limit=10"))
    chosen = failing("shape.chosen-fields-are-shown", "projects.fields", "fields", None, asked("fields=id"))
    assert len(found(twice, chosen)) == 2


def test_filtered_pages_that_lose_records_explain_an_order_that_was_asked_with_a_filter() -> None:
    """An order whose records without a key stand apart only in pages of a filter is no second bug; one that was asked alone is."""
    pages = failing(
        "pages.filter-holds-on-every-page", "filters.name", FilterPair("name", "trees"), shows(lost=("o-1",)), asked("name=a&trees=1")
    )
    nulls = failing("order.nulls-stand-together", "order.keys.since", Ordered("since", "asc"), None, asked("sort=since&name=a"))
    alone = failing("order.nulls-stand-together", "order.keys.since", Ordered("since", "asc"), None, asked("sort=since"))
    assert [one.root.law for one in found(pages, nulls)] == ["pages.filter-holds-on-every-page"]
    assert len(found(pages, alone)) == 2


def test_an_order_that_loses_records_explains_a_total_that_was_asked_in_it() -> None:
    """A drawn question in an order counts too few where orders lose records; one without an order is told apart."""
    drops = failing("order.changes-no-record", "order.keys.since", Ordered("since", "asc"), shows(lost=("o-1",)), asked("sort=since"))
    counts = failing("queries.agrees-with-the-document", "total.counts", None, shows("counted"), asked("sort=since&limit=50"))
    assert [one.root.law for one in found(drops, counts)] == ["order.changes-no-record"]
    assert len(found(drops, failing(counts.law, "total.counts", None, shows("counted"), asked("limit=50")))) == 2
    short = failing(counts.law, "filters.name", None, shows(), asked("sort=since&name=a&limit=50"))
    assert [one.root.law for one in found(drops, short)] == ["order.changes-no-record"]
    assert len(found(drops, failing(counts.law, "filters.name", None, shows(), asked("name=a&limit=50")))) == 2
    assert len(found(drops, failing(counts.law, "filters.name", None, shows(wrong=("o-2",)), asked("sort=since&name=a")))) == 2


def test_most_filters_of_one_parameter_fail_for_one_cause() -> None:
    """Two of three that stand in one parameter are read there alike; two that are parameters of their own are two."""
    clauses = {f"filters.{name}.spelled": f"{name}='{{}}' in formula" for name in ("name", "trees")} | {
        "filters.soil.spelled": "soil in ({}) in formula, each value in '"
    }
    outcomes = (keeps("name"), keeps("soil"), *(passing("filters.keeps-what-it-names", name) for name in FILTERS[3:]))
    assert len(causes(outcomes, {**VALUES, **clauses}, {})) == 1
    assert len(found(*outcomes)) == 2


def test_no_wording_decides_what_belongs_together() -> None:
    """Causes stand on fields alone: whatever the texts of violations and subjects say, the groups are the same."""
    outcomes = [
        failing("pages.total-is-steady", "total", None, shows("counted"), asked("limit=10")),
        failing("order.sorted-across-pages", "order.keys.planted", Ordered("planted", "asc"), shows("placed"), asked("sort=planted")),
        failing("filters.close-loses-nothing", "close", None, shows("counted"), asked("owner=a")),
        failing("filters.two-keep-what-both-keep", "filters.name", FilterPair("name", "owner"), None, asked("name=a&owner=b")),
        failing("bounds.word-is-no-number", "parameters.trees.type", "trees", shows("refused"), asked("trees=a", 500)),
        keeps("name"),
        *(passing("filters.keeps-what-it-names", name) for name in FILTERS[1:]),
    ]
    told = {one.root.law: {follower.law for follower in one.follows} for one in found(*outcomes)}
    for text in ("HTTP 500: a number is in the other", "9 records, total 8; not in the listing: o-1", "absent"):
        reworded = [
            replace(
                one,
                subject=one.subject and f"{text} of {place}&{text}",
                reason=text,
                violation=one.violation and one.violation.but(says=text, expected=text, observed=text),
            )
            for place, one in enumerate(outcomes)
        ]
        assert {one.root.law: {follower.law for follower in one.follows} for one in found(*reworded)} == told


def test_what_breaks_and_what_counts_wrongly_are_two_causes() -> None:
    """A law that fails at every filter, at one because the service breaks: that one goes with what breaks it, the rest with the total."""
    nothing, counts = "filters.nothing-matches-nothing", "pages.total-counts-what-matches"
    names = FILTERS[:4]
    off = shows("counted")
    broken = (500, "Internal Server Error")
    told = found(
        *(failing(counts, "total.counts", name, off, asked(f"{name}=a")) for name in names),
        *(failing(nothing, "total.counts", name, off, asked(f"{name}=zz")) for name in names[1:]),
        failing(nothing, "filters.name", "name", None, asked("name=zz", *broken)),
        failing("errors.refusal-has-the-documented-form", "parameters.trees.type", "trees", None, asked("trees=abc", *broken)),
        *(passing("filters.keeps-what-it-names", name) for name in FILTERS),
    )
    assert [one.root.law for one in told] == [counts, "errors.refusal-has-the-documented-form"]
    assert {one.law for one in told[1].follows} == {nothing}


def test_a_service_that_always_breaks_is_said_to() -> None:
    """Where the plain question is answered 500, the law of good answers leads, and not one that asked something else beside it."""
    broken = asked("limit=10", 500, '{"error": "x"}')
    told = found(
        failing("errors.questions-do-not-mix", "status.200", None, None, broken),
        failing("filters.keeps-what-it-names", "status.200", "name", None, broken),
        failing("shape.good-answer", "status.200", None, None, broken),
        failing("pages.total-is-steady", "status.200", None, None, broken),
    )
    assert [one.root.law for one in told] == ["shape.good-answer"]


def test_a_wrong_media_type_breaks_nothing() -> None:
    """A service that names its answers otherwise, breaks at a number and ignores a filter has three faults."""
    told = found(
        failing("shape.good-answer", "media-type", None, None, asked("limit=10")),
        failing("filters.keeps-what-it-names", "filters.name", "name", shows(wrong=("o-1",)), asked("name=a")),
        failing("errors.refusal-has-the-documented-form", "parameters.offset.type", "offset", None, asked("offset=1e30", 500, "Internal")),
    )
    assert [one.root.law for one in told] == [
        "shape.good-answer", "filters.keeps-what-it-names", "errors.refusal-has-the-documented-form",
    ]  # fmt: skip


def test_answers_without_the_array_of_records_explain_what_fails() -> None:
    """Where no records stand in their place, walks are empty and refusals deny nothing, and that is one bug."""
    told = found(
        failing("pages.walk-meets-each-record-once", "total"),
        failing("shape.good-answer", "records"),
        failing("errors.refusal-has-the-documented-form", "parameters.limit.type", "limit", None, asked("limit=1e30")),
        failing("errors.refusal-has-the-documented-form", "parameters.offset", "offset", None, asked("offset=1e30", body='{"total": 9}')),
    )
    assert [one.root.law for one in told] == ["shape.good-answer"]


def test_a_walk_that_ends_before_the_listing_explains_what_the_totals_of_filters_count() -> None:
    """A total of one filter, or of two together, counts what no page showed."""
    told = found(
        failing("pages.walk-meets-each-record-once", "total"),
        failing("filters.keeps-what-it-names", "filters.name", "name", shows(strange=("o-9",)), asked("name=a")),
        failing("pages.total-counts-what-matches", "total.counts", "name", None, asked("name=a")),
        failing("filters.two-keep-what-both-keep", "total.counts", FilterPair("name", "owner"), None, asked("owner=b")),
    )
    assert [one.root.law for one in told] == ["pages.walk-meets-each-record-once"]


def test_the_first_difference_is_a_record_or_a_place() -> None:
    """Of records that were lost or wrongly shown the first is named; of two lists the first place where they part."""

    def told(expected: str, observed: str, **records: tuple[str, ...]) -> str:
        seen = shows(**records)
        return first_difference(
            Violation("wrong", fact="total", source=Source("000"), expected=expected, observed=observed, observation=seen)
        )

    assert told("9 records", "8 records; lost: o-3, o-4 and 2 more", lost=("o-3", "o-4")) == "o-3 is missing"
    assert told("9 records", "11 records; wrongly shown: o-7", wrong=("o-7",)) == "o-7 is shown and should not be"
    assert told("o-1, o-2, o-3 …", "o-1, o-3, o-4 …") == "number 2: o-3, not o-2"
    assert told("3 records: o-1, o-2, o-3", "2 records: o-1, o-3") == "number 2: o-3, not o-2"
    assert told("at most 200 records", "201 records") == ""
    assert told("a refusal, or at most 100 records", "180 records, total 180") == ""
    assert told("another page, with one record", "9 records, total 10, and no next page") == ""
    assert told("what was chosen, as it is shown without the choice", '{"id": "o-1", "name": "north"}') == ""


def test_the_laws_that_stand_for_the_walk_are_laws() -> None:
    """The ids by which causes know the walk are those of laws that there are."""
    assert {*WALK, ANSWER_FIELD} <= {law.id for law in laws()}


def test_what_is_met_once_by_cursors_that_are_too_old_is_theirs() -> None:
    """A page that was another one once, where a cursor that is too old leads on: one finding, told by the law of its age."""
    old = failing("pages.expired-cursor", "pages.expired", "cursor", shows("strange"))
    for law, fact in (("pages.address-is-a-slice", "pages.cursor"), ("errors.questions-do-not-mix", "records")):
        late, again = failing(law, fact, None, shows("strange")), failing(law, fact, None, shows("strange"))
        assert late.violation is not None
        late.violation.intermittent = True
        assert [cause.root.law for cause in found(late, old)] == ["pages.expired-cursor"]
        assert next(cause.root.law for cause in found(again, old)) == law
