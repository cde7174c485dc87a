"""A check asks, settles and judges; what cannot be asked has its reason, and what rests on a guess is a suspicion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from listproof.checking import Checked, check
from listproof.checking.command import sign_in_from
from listproof.checking.telling import told
from listproof.contract import Document, build
from listproof.contract.documents import normalised
from listproof.evidence import Store
from listproof.laws import judge
from listproof.openapi import drafted, list_operations
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target

from .harbours import RECORDS, Harbour, described

PAGES = (
    {"name": "offset", "in": "query", "schema": {"type": "integer", "minimum": 0}},
    {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10}},
)


def boats(query: Mapping[str, str]) -> Any:
    """An honest listing."""
    size, offset = query.get("limit", "10"), query.get("offset", "0")
    if not size.isdecimal() or not offset.isdecimal() or not 1 <= int(size) <= 50 or int(offset) > 10**9:
        return 400
    return {"boats": RECORDS[int(offset) :][: int(size)], "total": len(RECORDS)}


def checked(document: Document, answer: Any, **path: str) -> tuple[Checked, Harbour]:
    """The check of all listings of a document, inside the process."""
    every = list_operations(document)
    harbour = Harbour(answer)
    return check(document, every, every, "http://harbour.example", auth=sign_in_from({}), path=path, transport=harbour), harbour


def test_an_honest_listing_is_left_in_peace() -> None:
    """No finding, no suspicion, fewer than a hundred requests."""
    found, harbour = checked(described(*PAGES, total={"type": "integer"}), boats)
    assert (found.findings, found.suspicions, found.troubles) == ((), (), ())
    assert len(harbour.asked) < 100


def test_what_the_file_says_is_a_finding() -> None:
    """A field of another type than documented fails by the file's own words."""

    def lying(query: Mapping[str, str]) -> Any:
        answer = boats(query)
        return answer if isinstance(answer, int) else {**answer, "boats": [{**one, "code": one["id"]} for one in answer["boats"]]}

    found, _ = checked(described(*PAGES, total={"type": "integer"}), lying)
    assert any(one.fact == "fields./boats/*/code.type" for one in found.findings)


STATED: dict[str, Any] = {
    "records": "/boats",
    "identity": ["/id"],
    "total": {"at": "/total", "counts": "matching"},
    "pages": {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}},
    "order": "unspecified",
    "filters": {},
    "sign-in": [{"type": "none"}],
    "errors": {},
}


def test_what_a_file_says_of_a_listing_itself_is_no_guess() -> None:
    """With an `x-listing` in the file nothing is guessed or settled, and what contradicts it fails; one that does not lint is not asked."""

    def lying(query: Mapping[str, str]) -> Any:
        answer = boats(query)
        return answer if isinstance(answer, int) else {**answer, "total": len(answer["boats"])}

    document = described(*PAGES, total={"type": "integer"})
    operation = document.value["paths"]["/boats"]["get"]
    operation["x-listing"] = STATED
    found, _ = checked(document, lying)
    assert (len(found.findings), found.suspicions) == (1, ())
    assert found.findings[0].fact.startswith("total")
    assert checked(document, boats)[0].findings == ()
    operation["x-listing"] = {**STATED, "total": {"at": "/totl", "counts": "matching"}}
    assert "/total" in checked(document, boats)[0].rows[0].skipped


def test_what_was_guessed_is_a_suspicion() -> None:
    """That `total` counts what matches is a guess: one that counts the page is suspected, not blamed."""

    def lying(query: Mapping[str, str]) -> Any:
        answer = boats(query)
        return answer if isinstance(answer, int) else {**answer, "total": len(answer["boats"])}

    found, _ = checked(described(*PAGES, total={"type": "integer"}), lying)
    assert found.findings == ()
    assert found.suspicions
    said = told(found, False, 100)
    assert "≈" in said
    # A total is compared over several answers: each request of it is told, for a check without -o keeps nothing to replay.
    assert said.split("  see it ")[1].split("  remedy ")[0].count("curl -sS ") >= 2


@pytest.mark.parametrize(
    ("most", "more", "told_first"),
    [
        (50, None, ""),
        (7, None, "size.means: a page of 10 holds 7 records, and should hold 10 records"),
        (50, False, "pages.end: /has_more says that no page follows, and one does"),
        (50, True, "pages.end: /has_more says that another page follows, and none does"),
    ],
    ids=["honest", "capped", "never", "always"],
)
def test_a_flag_and_a_size_are_held_to_where_nothing_counts(most: int, more: bool | None, told_first: str) -> None:
    """Where `count` counts the page, a field such as `has_more` is all that tells of the end: a page that is cut short or a flag that
    always says the same is the first suspicion."""
    records = [{"id": number, "code": f"c{number}", "created_at": RECORDS[0]["created_at"]} for number in range(130)]

    def counting(query: Mapping[str, str]) -> Any:
        if (answer := boats(query)) == 400:
            return answer
        begin = int(query.get("offset", "0"))
        shown = records[begin:][: min(most, int(query.get("limit", "10")))]
        return {"boats": shown, "count": len(shown), "has_more": begin + len(shown) < len(records) if more is None else more}

    found, _ = checked(described(*PAGES, count={"type": "integer"}, has_more={"type": "boolean"}), counting)
    assert found.findings == ()
    assert [f"{one.fact}: {one.says}" for one in found.suspicions][:1] == ([told_first] if told_first else [])


def test_a_refusal_of_what_was_guessed_is_a_suspicion() -> None:
    """That a good question is answered says the file; that this one is good is a guess at its parameter."""

    def refusing(query: Mapping[str, str]) -> Any:
        return 404 if "cursor" in query else {"boats": RECORDS[:10], "next": "more"}

    takes = {"name": "cursor", "in": "query", "schema": {"type": "string"}}
    found, _ = checked(described(takes, PAGES[1], next={"type": ["string", "null"]}), refusing)
    assert found.findings == ()
    assert "status.200" in {one.fact for one in found.suspicions}


@pytest.mark.parametrize(("status", "word"), [(401, "LISTPROOF_TOKEN"), (404, "address"), (500, "HTTP 500")])
def test_what_cannot_be_asked_has_its_reason(status: int, word: str) -> None:
    """The row says why, and no law is tried."""
    found, harbour = checked(described(*PAGES), lambda query: status)
    assert word in found.rows[0].skipped
    assert found.rows[0].outcomes == ()
    assert len(harbour.asked) < 10


class _Demanding(Harbour):
    """Answers only what says in a header and in its query that which the file calls mandatory."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        if request.headers.get("X-Port") == "north" and request.url.params.get("tide") == "high":
            return super().handle_request(request)
        return httpx.Response(400, json={"detail": "no"}, request=request)


@pytest.mark.parametrize("known", [True, False])
def test_what_is_mandatory_is_said_from_the_first_question_on(known: bool) -> None:
    """By the example that the file gives; without one the row says what is not known, and that the file lacks it."""
    port = {"name": "X-Port", "in": "header", "required": True, "schema": {"type": "string"}, **({"example": "north"} if known else {})}
    tide = {"name": "tide", "in": "query", "required": True, "schema": {"type": "string", "enum": ["high"]}}
    document = described(*PAGES, port, tide, total={"type": "integer"})
    every = list_operations(document)
    found = check(document, every, every, "http://harbour.example", auth=sign_in_from({}), transport=_Demanding(boats))
    assert (found.findings, found.suspicions, found.troubles) == ((), (), ())
    assert bool(found.rows[0].outcomes) == known
    assert ("header X-Port is mandatory, and no value of it is known" in found.rows[0].skipped) != known


def test_a_path_parameter_comes_from_the_record_of_another_list() -> None:
    """The parent list is asked for its first record, and the output names it; --path wins."""
    document = described(*PAGES, path="/harbours")
    inner = described(*PAGES, path="/harbours/{harbour_id}/boats").value["paths"]
    document.value["paths"].update(inner)
    found, harbour = checked(document, boats)
    assert found.rows[1].notes == ("harbour_id=1 from the first record of harbours",)
    assert any(asked.startswith("/harbours/1/boats") for asked in harbour.asked)
    found, harbour = checked(document, boats, harbour_id="x/y")
    assert any(asked.startswith("/harbours/x%2Fy/boats") for asked in harbour.asked)


def test_a_path_parameter_that_no_list_shows_is_asked_for() -> None:
    """The reason names the option."""
    found, _ = checked(described(*PAGES, path="/harbours/{harbour_id}/boats"), boats)
    assert "--path harbour_id=" in found.rows[0].skipped


def test_a_token_of_the_environment_signs_in_and_is_shown_nowhere() -> None:
    """It goes with each request where the file asks for one; no text of the check holds it."""
    document = described(*PAGES, total={"type": "integer"})
    document.value["components"] = {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}
    document.value["security"] = [{"token": []}]
    secret = "tok-57a1f0c2d9e84b36"
    every = list_operations(document)

    class Guarded(Harbour):
        def handle_request(self, request: Any) -> Any:
            if request.headers.get("authorization") != f"Bearer {secret}":
                self.answer, kept = (lambda query: 401), self.answer
                refused = super().handle_request(request)
                self.answer = kept
                return refused
            return super().handle_request(request)

    found = check(
        document, every, every, "http://harbour.example", auth=sign_in_from({"LISTPROOF_TOKEN": secret}), transport=Guarded(boats)
    )
    assert found.rows[0].contract is not None
    assert found.findings == ()
    assert secret not in told(found, False, 100) + repr(found)


def test_what_was_left_alone_is_said() -> None:
    """A parameter that is called like no field, page or order is named under the table, with the reason; what is asked for is not."""
    odd = {"name": "flavour_hint", "in": "query", "schema": {"type": "string"}}
    code = {"name": "code", "in": "query", "schema": {"type": "string"}}

    def answer(query: Mapping[str, str]) -> Any:
        size, offset = query.get("limit", "10"), query.get("offset", "0")
        if not size.isdecimal() or not offset.isdecimal() or not 1 <= int(size) <= 50 or int(offset) > 10**9:
            return 400
        kept = [one for one in RECORDS if "code" not in query or one["code"] == query["code"]]
        return {"boats": kept[int(offset) :][: int(size)], "total": len(kept)}

    found, _ = checked(described(*PAGES, odd, code, total={"type": "integer"}), answer)
    (line,) = [line for line in told(found, False, 120).split("\n") if line.startswith("alone")]
    assert "flavour_hint (called like no field" in line
    assert " code" not in line


def test_each_question_mark_of_the_table_has_its_reason() -> None:
    """An area that says `?2` is followed by what was missing, with the laws that missed it; one without has no such line."""

    def few(query: Mapping[str, str]) -> Any:
        answer = boats(query)
        begin, size = int(query.get("offset", "0")) if answer != 400 else 0, query.get("limit", "10")
        return answer if answer == 400 else {"boats": RECORDS[:2][begin:][: int(size)], "total": 2}

    found, _ = checked(described(*PAGES, total={"type": "integer"}), few)
    lines = told(found, False, 120).split("\n")
    row = lines[2]
    reasons = [line.strip() for line in lines if line.startswith("  ? ")]
    lacking = [one for one in found.rows[0].outcomes if one.verdict == "inconclusive"]
    assert lacking
    assert row.count("?") == len({one.law.partition(".")[0] for one in lacking})
    assert {one.law.partition(".")[0] for one in lacking} == {line.split(":")[0].split()[-1] for line in reasons}
    assert all(any(one.reason in line for line in reasons) for one in lacking)


def test_that_no_parameter_is_understood_as_a_page_is_said() -> None:
    """Else a dash under pages would be taken for one that has been looked at."""
    found, _ = checked(described(), boats)
    assert any(
        line.startswith("pages   ") and "no parameter is understood as a page" in line for line in told(found, False, 120).split("\n")
    )
    found, _ = checked(described(*PAGES, total={"type": "integer"}), boats)
    assert "no parameter is understood as a page" not in told(found, False, 120)


def test_the_laws_under_a_finding_are_named_where_that_is_asked_for() -> None:
    """A number by itself hides which law failed as well."""

    def lying(query: Mapping[str, str]) -> Any:
        answer = boats(query)
        return answer if isinstance(answer, int) else {**answer, "total": len(answer["boats"])}

    found, _ = checked(described(*PAGES, total={"type": "integer"}), lying)
    (suspicion,) = found.suspicions
    names = {key.split("/")[2] for key in suspicion.follows}
    assert names
    assert not any(name in told(found, False, 120) for name in names)
    assert all(name in told(found, False, 120, verbose=True) for name in names)


@pytest.mark.parametrize("tail", ["x" * 600_000, "\ud800"], ids=["long", "half a pair"])
def test_texts_that_no_address_can_carry_are_not_asked_for(tail: str) -> None:
    """A service whose records hold texts of 600 kB, or half a surrogate pair, is checked; no question is made of those."""
    code = {"name": "code", "in": "query", "schema": {"type": "string"}}

    def long(query: Mapping[str, str]) -> Any:
        answer = boats(query)
        return (
            answer if isinstance(answer, int) else {**answer, "boats": [{**one, "code": one["code"] + tail} for one in answer["boats"][:3]]}
        )

    found, harbour = checked(described(*PAGES, code, total={"type": "integer"}), long)
    assert [one.skipped for one in found.rows] == [""]
    assert max(map(len, harbour.asked)) < 10_000


@pytest.mark.parametrize(("least", "honoured"), [(lambda size: max(0, size), False), (lambda size: max(0, size) if size else 10, True)])
def test_a_size_below_0_may_be_set_right_to_0(least: Any, honoured: bool) -> None:
    """Where 0 is the documented minimum and shows no record, -1 may show none; where 0 shows ten, none for -1 is no size set right."""

    def answer(query: Mapping[str, str]) -> Any:
        size, offset = query.get("limit", "10"), query.get("offset", "0")
        if not size.removeprefix("-").isdecimal() or not offset.isdecimal() or abs(int(size)) > 50 or int(offset) > 10**9:
            return 400
        return {"boats": RECORDS[int(offset) :][: least(int(size))], "total": len(RECORDS)}

    sized = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 50, "default": 10}}
    found, _ = checked(described(PAGES[0], sized, total={"type": "integer"}), answer)
    told = {one.law for one in (*found.findings, *found.suspicions)}
    assert ("bounds.outside-is-not-honoured" in told) is honoured, told


def swagger(field: str, *needed: str) -> Document:
    """A file of Swagger 2.0 with one listing of boats, whose records have that field of texts, and need some."""
    boat = {"type": "object", "required": ["id", *needed], "properties": {"id": {"type": "integer"}, field: {"type": "string"}}}
    good = {"description": "boats", "schema": {"type": "object", "properties": {"boats": {"type": "array", "items": boat}}}}
    parameters = [{"name": "offset", "in": "query", "type": "integer"}, {"name": "limit", "in": "query", "type": "integer", "maximum": 50}]
    paths = {"/boats": {"get": {"parameters": parameters, "responses": {"200": good}}}}
    return normalised(Document("harbour.yaml", {"swagger": "2.0", "info": {"title": "Harbour"}, "paths": paths}, {}))


@pytest.mark.parametrize(
    ("value", "needed", "grade"), [(None, (), ""), (None, ("berth",), "suspicion"), (5, (), "finding"), (5, ("berth",), "finding")]
)
def test_null_fails_nobody_where_the_edition_has_no_word_for_it(value: Any, needed: tuple[str, ...], grade: str) -> None:
    """Swagger 2.0 has no word for null: a field that need not be there may be null, and one that must is suspected. Another type is a
    finding all the same."""

    def answer(query: Mapping[str, str]) -> Any:
        found = boats(query)
        return found if isinstance(found, int) else {"boats": [{"id": one["id"], "berth": value} for one in found["boats"]]}

    found, _ = checked(swagger("berth", *needed), answer)
    told = {"finding": found.findings, "suspicion": found.suspicions}
    fact = {"fields./boats/*/berth.type"}
    assert {word: {one.fact for one in those} for word, those in told.items() if those} == ({grade: fact} if grade else {})


def test_another_media_type_of_json_is_suspected_where_the_file_leaves_it_open() -> None:
    """`*/*` is any type: that JSON is called application/json is a guess, and an answer that is no JSON breaks more than that."""
    document = described(*PAGES)
    content = document.value["paths"]["/boats"]["get"]["responses"]["200"]["content"]
    content["*/*"] = content.pop("application/json")
    found, _ = checked(document, boats)
    assert (found.findings, found.suspicions) == ((), ())
    every = list_operations(document)
    hal = Harbour(boats)
    answered = hal.handle_request

    def handle_request(request: httpx.Request) -> httpx.Response:
        answer = answered(request)
        answer.headers["content-type"] = "application/hal+json"
        return answer

    hal.handle_request = handle_request  # type: ignore[method-assign]
    found = check(document, every, every, "http://harbour.example", auth=sign_in_from({}), transport=hal)
    assert found.findings == ()
    assert {one.fact for one in found.suspicions} == {"media-type"}


def test_no_law_breaks_where_a_guessed_order_is_refused() -> None:
    """What a guess leads to binds nobody in a run of its contract, and a law goes on after it with no records."""
    sort = {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["created_at", "-created_at"]}}
    document = described(*PAGES, sort, total={"type": "integer"})
    (operation,) = list_operations(document)
    contract = build(drafted(document, operation).document, operation.slug)

    def refusing(query: Mapping[str, str]) -> Any:
        answer = boats(query)
        if "sort" in query or isinstance(answer, int):
            return 400
        return {**answer, "boats": [one if one["id"] % 3 else {"id": one["id"], "code": one["code"]} for one in answer["boats"]]}

    session = Session(Target("harbour", operation.slug, "http://harbour.example"), ({"type": "none"},), transport=Harbour(refusing))
    store = Store(contract, session)
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws()) if law.id == "order.nulls-stand-together"]
    assert {outcome.verdict for outcome in outcomes} == {"inconclusive"}
