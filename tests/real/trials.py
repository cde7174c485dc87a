"""Which listing of which real server is tried by which contract, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from listproof.contract import load
from listproof.contract.facts import facts
from listproof.evidence import Store
from listproof.findings import causes
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target
from listproof.verdicts import Outcome

from .filling import TRACKER_OWNER, signed_for
from .recipes import RECIPES
from .serving import served

EXAMPLES = Path(__file__).parents[2] / "contracts" / "examples"


@dataclass(frozen=True)
class Known:
    """A fault that a server has: the law that tells it, what it is, and whether its project knows of it."""

    law: str
    what: str
    project: str


@dataclass(frozen=True)
class Untold:
    """A fault that a server has and that no law tells as a failure, and the reason why none does; `seen` is the law that records it."""

    what: str
    reason: str
    seen: str = ""


@dataclass(frozen=True)
class Trial:
    """One listing of a server, by its recipe, under a contract, with what signs in and the values of its path.

    `known` are its faults that laws tell, `untold` those that none does.
    """

    recipe: str
    slug: str
    known: tuple[Known, ...] = ()
    untold: tuple[Untold, ...] = ()
    path: Mapping[str, str] = field(default_factory=dict)
    auth: Mapping[str, str] = field(default_factory=lambda: {"type": "none"})

    @property
    def id(self) -> str:
        """What tests and tables call it."""
        return f"{self.recipe} {self.slug}"


def tried(trial: Trial, folder: Path) -> list[Outcome]:
    """What the laws come to on a listing, its server started for them. Raises Missing where the server cannot be had."""
    contract = load(trial.slug, EXAMPLES)
    with served(RECIPES[trial.recipe], folder) as address:
        target = Target("real", trial.slug, base_url=address, auth=trial.auth, path=trial.path)
        session = Session(target, contract.sign_in)
        store = Store(contract, session)
        outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
        session.close()
    return outcomes


def unknown(trial: Trial, outcomes: list[Outcome]) -> list[Outcome]:
    """The findings that no known fault explains, each by the outcome that tells it best: no law that fails for that cause tells one."""
    contract, known = load(trial.slug, EXAMPLES), {one.law for one in trial.known}
    found = causes(outcomes, {fact.id: str(fact.value) for fact in facts(contract)}, {})
    return [cause.root for cause in found if not known & {one.law for one in (cause.root, *cause.follows)}]


def signed_as(service: str) -> Mapping[str, str]:
    """How a mock of a cloud is signed in to."""
    return {"type": "header", "name": "Authorization", "value": signed_for(service)}


_OWN = "not found among its issues"
_MOCK = "a mock that does not do this"
_SHIFTED = Untold(
    "a record that comes in between two pages pushes another onto the next page, which shows it again: the page_token is an offset",
    "the document does not promise that a walk is kept ([decision 8](decisions/8-insertion-while-walking.md)); a run writes nothing, "
    "so that it shows only where records come in by themselves, as `tests/real/test_insertion.py` lets them",
    "pages.walk-survives-insertion",
)
_PARTIAL = Untold(
    "a request without a range is answered with 206, and the table of codes promises 200 for it",
    "where a listing is asked for by ranges in a header, 200 and 206 are both taken for good answers, whatever was asked",
)
_LARGE = Known("bounds.no-number-is-not-a-number", "a number of thirty digits is answered with 500", _OWN)
_COLUMN = Known("filters.odd-bytes-are-answered", "a column that is not there to sort by is answered with 500, not with a refusal", _OWN)
_UNSORTED = Known(_COLUMN.law, _COLUMN.what, "simonw/datasette#1950, closed since")
_BACK = Known("pages.previous-leads-back", "with ties, the page before the last is that page again", "encode/django-rest-framework#7709")
_DAMAGED = Known("pages.made-up-cursor", "a cursor that was damaged may be taken for none: the first page comes again", _OWN)
_UNTYPED = Known("bounds.no-number-is-not-a-number", "a number that is none is answered with 500", _MOCK)
_TWICE = Known("order.key-twice-breaks-nothing", "a column named twice in order_by is answered with 500", "near mlflow/mlflow#3217")
_MALFORMED = "a value that is no JSON is answered with 500 and a page for people"
_EMPTY = Known("filters.empty-is-no-value", "an empty text is taken for the number 0", _OWN)
_BENT = Known("pages.made-up-cursor", "a cursor that was damaged is answered with 500", _OWN)
_WILD = Known("filters.nothing-matches-nothing", "% and _ in a value stand for other letters, which no page says", _OWN)
_OF_CHANGES = (
    Known("pages.total-is-steady", "meta.total counts the page, not what the query matches", _OWN),
    Known("order.sorted-across-pages", "a page is turned round: order=changeid descends within it", "near buildbot/buildbot#5207"),
    _LARGE,
    Known("filters.odd-bytes-are-answered", "bytes that are no UTF-8 in order are answered with 500", _OWN),
    _WILD,
)
_SIGNATURE = Known("errors.wrong-credential-is-refused", "a signature that cannot be read is answered with 500", _MOCK)
_LINKED = (
    Known("pages.next-is-honest", "the page before the last one has no next: what lies on the last is not met by who follows links", _OWN),
    Known("pages.edges-are-led-to", "where the limit divides what is listed, last leads behind it", _OWN),
    Known("pages.previous-leads-back", "the second page has no prev", _OWN),
)

TRIALS = (
    Trial(
        "json-server-0.17.4",
        "json-server-posts",
        (
            Known("filters.any-text-is-answered", "a pattern that is none is answered with 500 and a stack trace", _OWN),
            _EMPTY,
        ),
    ),
    Trial("json-server-0.17.4", "json-server-slice"),
    Trial(
        "json-server-1.0.0-alpha.20",
        "json-server-jobs",
        (Known("pages.size-is-honoured", "_page with _per_page gives all that follows", "typicode/json-server#1502, mended"),),
    ),
    Trial("json-server-1.0.0-alpha.22", "json-server-jobs"),
    Trial(
        "json-server-1.0.0-beta.15",
        "json-server-conditions",
        (
            Known("filters.keeps-what-it-names", "id:in takes digits for numbers, and identities are texts: it keeps nothing", _OWN),
            _EMPTY,
        ),
    ),
    Trial(
        "datasette-0.61.1",
        "datasette-table",
        (
            Known("shape.chosen-fields-go-with-an-order", "_sort by a column that _col does not choose is answered with 500",
                  "simonw/datasette#1773, mended in 0.62"),
            _LARGE, _UNSORTED,
        ),
    ),
    Trial("datasette-0.62", "datasette-table", (_LARGE, _UNSORTED)),
    Trial("drf-3.15.1", "drf-offset"),
    Trial("drf-3.15.1", "drf-number"),
    Trial("drf-3.15.1", "drf-jsonapi"),
    Trial("drf-3.15.1", "drf-cursor", (_BACK, _DAMAGED)),
    Trial("drf-3.18.3", "drf-offset"),
    Trial("drf-3.18.3", "drf-number"),
    Trial("drf-3.18.3", "drf-jsonapi"),
    Trial(
        "drf-3.18.3",
        "drf-cursor",
        (
            Known("pages.null-keys-are-met", "sorted by a key that may be null, records are lost, or the walk ends with 500",
                  "encode/django-rest-framework#8912, taken back by #9381"),
            Known("order.nulls-stand-together", "the same, told by the order", "as above"),
            _BACK,
            _DAMAGED,
        ),
    ),
    Trial("fastapi-pagination-0.16.1", "fastapi-page"),
    Trial("fastapi-pagination-0.16.1", "fastapi-offset"),
    Trial("fastcrud-0.23.0", "fastcrud-jobs", (_WILD, _LARGE, _COLUMN)),
    Trial(
        "piccolo-api-1.11.0",
        "piccolo-rows",
        (
            Known("pages.total-counts-what-matches", "Content-Range counts every row, whatever the filters keep", _OWN),
            _WILD,
            Known("bounds.no-number-is-not-a-number", "what is no number, and a number of thirty digits, is answered with 500", _OWN),
            _COLUMN,
        ),
    ),
    Trial("docker-registry-2.8.2", "registry-catalog"),
    Trial(
        "docker-registry-2.8.2",
        "registry-tags",
        (
            Known("pages.size-is-honoured", "n does nothing: all tags come at once", "distribution/distribution#1936, mended in 3.0"),
            Known("order.sorted-across-pages", "tags come as the file system lists them, not in lexical order",
                  "opencontainers/distribution-spec#583"),
        ),
        path={"name": "repo01"},
    ),
    Trial("etcd-3.4.23", "etcd-keys"),
    Trial(
        "express-crud-router-8.1.0",
        "crud-rows",
        (
            Known("pages.range-tells-the-page", "Content-Range ends one record too late: 0-25/60 for the first 25 of 60", _OWN),
            Known("bounds.no-number-is-not-a-number", _MALFORMED, _OWN),
            Known("filters.odd-bytes-are-answered", _MALFORMED, _OWN),
        ),
    ),
    Trial("koa-pagination-4.0.0", "koa-ranges", untold=(_PARTIAL,)),
    Trial(
        "feathers-5.0.50",
        "feathers-jobs",
        (
            Known("bounds.absent-means-the-default", "without $limit all come at once where the query is validated by a schema", _OWN),
            Known("shape.empty-looks-the-same", "and the page object then has no limit", _OWN),
        ),
    ),
    Trial(
        "sails-1.5.18",
        "sails-find",
        (Known("filters.odd-bytes-are-answered", "bytes that are no UTF-8 in where are answered with 500", "near balderdashy/sails#3850"),),
    ),
    Trial(
        "roundup-2.6.0",
        "roundup-issues",
        (Known("pages.past-the-end", "behind the last page @total_size is the number of records that were passed over", _OWN),),
        auth={"type": "basic", **TRACKER_OWNER},
    ),
    Trial(
        "loopback-3.28.0",
        "loopback-find",
        (
            Known("order.nulls-stand-together", "in memory, records without a value stand among the others",
                  "near loopbackio/loopback-datasource-juggler#379"),
        ),
    ),
    Trial(
        "moleculer-0.14.36",
        "moleculer-list",
        (Known("filters.two-keep-what-both-keep", "where search is given, query does nothing", "near moleculerjs/moleculer-db#153"),),
    ),
    Trial("django-ninja-1.7.1", "ninja-cursor", (_BENT,)),
    Trial("buildbot-4.3.0", "buildbot-changes", _OF_CHANGES),
    Trial(
        "safrs-3.0.0",
        "safrs-jobs",
        (
            Known("shape.good-answer", "answers call themselves application/json, and not application/vnd.api+json", _OWN),
            Known("pages.total-counts-what-matches", "totals count everything, whatever the filters keep", "thomaxxl/safrs#146, mended"),
            *_LINKED,
        ),
    ),
    Trial("safrs-3.2.0", "safrs-jobs", _LINKED),
    Trial("kinto-26.5.0", "kinto-records", path={"bucket": "fleet", "collection": "jobs"}),
    Trial("pouchdb-server-4.2.0", "couchdb-documents", path={"db": "jobs"}),
    Trial("pouchdb-server-4.2.0", "couchdb-keys", path={"db": "jobs"}),
    Trial("pocketbase-0.40.6", "pocketbase-records"),
    Trial(
        "moto-5.2.5",
        "aws-models",
        (
            Known("pages.size-is-honoured", "pages, orders and filters do nothing: one answer to whatever is asked", _MOCK),
            _UNTYPED, _SIGNATURE,
        ),
        auth=signed_as("sagemaker"),
    ),
    Trial(
        "moto-5.2.5",
        "aws-log-groups",
        (
            Known("bounds.size-outside-gives-no-more", "a limit of -1 gives all but one", _MOCK),
            Known("shape.good-answer", "an answer calls itself text/html", _MOCK),
            Known("shape.answer-field-is-as-documented", "nextToken is null on the last page, where the service leaves it out", _MOCK),
            _UNTYPED, _SIGNATURE,
        ),
        auth=signed_as("logs"),
    ),
    Trial(
        "mlflow-3.17.2",
        "mlflow-models",
        (_TWICE, Known("pages.given-cursor-is-taken", "max_results=0 gives a page_token that is refused", _OWN)),
        (_SHIFTED,),
    ),
    Trial("mlflow-3.17.2", "mlflow-runs", (_TWICE, _LARGE), (_SHIFTED,)),
)  # fmt: skip
