"""Schema fuzz: requests are made from the contract's schemas, the session of this run sends them, our rules judge.

What is wrong with an answer schemathesis explains. It sends nothing: neither its own calls nor its checks that ask again. Only the query
is fuzzed: a made-up path asks for what belongs to others, a made-up credential is a refused sign-in.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from itertools import combinations
from typing import Any

import httpx
import jsonschema_rs

from listproof.checks.pending import with_pending_times
from listproof.checks.projections import chooses
from listproof.checks.refusals import refusal_mismatch
from listproof.contract import Absent, Contract, Query, at, essence, is_json
from listproof.contract.references import resolved
from listproof.evidence.reply import Reply
from listproof.generating import Case, Inputs
from listproof.generating.alone import ALONE
from listproof.generating.cases import cases as made
from listproof.laws.context.listing import Listing
from listproof.laws.wording import breaking
from listproof.transport import Answer
from listproof.values.boundary_values import smallest_size

__all__ = ["cases", "document_of", "fits_the_contract"]

_JSON = "application/json"
"""What bodies are called here: schemathesis reads no JSON under the names of vendors, such as application/x-amz-json-1.1."""


def cases(contract: Contract) -> Inputs[Case]:
    """Requests that the contract's schemas allow, and requests that they do not."""
    return made(document_of(contract))


@lru_cache(maxsize=8)
def _operation(contract: Contract) -> Any:
    """The one operation as schemathesis has it, which takes most of a second to load: only who has something to explain pays."""
    import schemathesis

    document = document_of(contract)
    ((path, methods),) = document["paths"].items()
    (method,) = methods
    return schemathesis.openapi.from_dict(document)[path][method.upper()]


def document_of(contract: Contract) -> dict[str, Any]:
    """The contract's document with nothing but its operation, of which there is nothing to fill in but its query and body."""
    raw: dict[str, Any] = copy.deepcopy(dict(contract.raw))
    raw.pop("security", None)
    raw.get("components", {}).pop("securitySchemes", None)
    method = contract.method.lower()
    operation = raw["paths"][contract.path][method]
    operation.pop("security", None)
    entries = [resolved(one, raw) for one in (*raw["paths"][contract.path].get("parameters", ()), *operation.get("parameters", ()))]
    operation["parameters"] = list({one["name"]: one for one in entries if one.get("in") == "query"}.values())
    body, answers = operation.get("requestBody", {}), operation.get("responses", {})
    operation |= {"requestBody": _as_json(body, raw)} if body else {}
    operation["responses"] = {status: _as_json(one, raw) for status, one in answers.items()}
    return raw | {"paths": {contract.path.replace("{", "").replace("}", ""): {method: operation}}}


def _as_json(part: Mapping[str, Any], root: Mapping[str, Any]) -> dict[str, Any]:
    """A body or an answer of the document with its JSON, of several the first, under one name."""
    whole = resolved(part, root)
    return {**whole, "content": {_media_type(name): content for name, content in reversed(whole.get("content", {}).items())}}


def _media_type(name: str) -> str:
    return _JSON if is_json(name) else name


def fits_the_contract(listing: Listing, case: Case) -> None:
    """Send a case and hold the answer to the contract: no server error, documented shapes, documented errors.

    A value that the schemas allow and that is not answered is a violation where nothing excuses it: no dispute, no text, time or
    name that the target may not know, no page past the end, no property of a body that nobody documents.
    """
    contract = listing.contract
    answer = listing.conversation.store.ask_as_spelled(case.query, case.body)
    reply = Reply(contract, Query.of(case.arguments), answer)
    asked = [*_facts(listing, case), "records"]
    listing.require(
        reply.breakage is None, *asked,
        says=f"{case} {breaking(reply)}", expected="an answer or a refusal, no server error and no stack trace",
        observed=reply, replies=(reply,),
    )  # fmt: skip
    if not reply.good and answer.status == 200 and _lacks_what_makes_a_page(listing, case):
        return
    listing.require(
        reply.good or reply.refused, "status.200", *asked,
        says=f"{case} is neither answered nor refused", expected="HTTP 200 and the code of success, or a documented refusal",
        observed=reply, replies=(reply,),
    )  # fmt: skip
    if reply.good:
        _is_as_drawn(listing, case, reply)
        return
    wrong = refusal_mismatch(contract, answer.body, answer.cut)
    listing.require(
        wrong is None, *listing.facts.stated("errors.bad-parameter"), *asked,
        says=f"the refusal of {case} has none of the documented forms: {wrong}",
        expected="a documented error body without records", observed=reply, replies=(reply,),
    )  # fmt: skip
    filtered = [one.name for one in contract.filters if one.name in case.arguments]
    together = any(contract.are_apart(*pair) for pair in combinations(filtered, 2))
    excused = together or any(_may_be_refused(listing, name, value) for name, value in case.arguments.items())
    if case.valid and not excused and not _says_more(contract, case) and not _asks_nothing(case):
        listing.require(False, *asked, says=f"{case} is documented and refused", expected="HTTP 200", observed=reply, replies=(reply,))


def _lacks_what_makes_a_page(listing: Listing, case: Case) -> bool:
    """Whether a mandatory parameter is left out, and no source says what comes without it: perhaps all records, in another form."""
    left_out = any(one.required and one.name not in case.arguments for one in listing.contract.query_parameters)
    return left_out and not listing.facts.stated("errors.missing-parameter")


def _says_more(contract: Contract, case: Case) -> bool:
    """Whether the body of a case has a property of which its schema says nothing, and of which a service may say that it is unknown."""
    if case.body is None:
        return False
    method = document_of(contract)["paths"].popitem()[1].popitem()[1]
    schema = method["requestBody"]["content"][_JSON].get("schema", {})
    return _has_unknown(schema, json.loads(case.body))


def _asks_nothing(case: Case) -> bool:
    """Whether an object inside the body of a case is empty: its schema lets it be, and nothing says what it then asks for."""
    body = {} if case.body is None else json.loads(case.body)
    return any(_holds_an_empty_one(value) for value in (body.values() if isinstance(body, dict) else ()))


def _holds_an_empty_one(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return value == {} or any(_holds_an_empty_one(one) for one in inner)


def _has_unknown(schema: Mapping[str, Any], value: Any) -> bool:
    ways = [schema, *(one for word in ("allOf", "anyOf", "oneOf") for one in schema.get(word, ()))]
    if isinstance(value, list):
        return any(_has_unknown(way.get("items", {}), one) for one in value for way in ways if "items" in way)
    if not isinstance(value, dict) or any(word in way for way in ways for word in ("additionalProperties", "patternProperties")):
        return False
    known: dict[str, Any] = {name: held for way in ways for name, held in way.get("properties", {}).items()}
    return any(name not in known or _has_unknown(known[name], one) for name, one in value.items())


def _facts(listing: Listing, case: Case) -> list[str]:
    """The facts of the parameters of a case, those of its page last, for most cases need them."""
    pages = listing.contract.pages
    known = [name for name in case.arguments if listing.contract.has_parameter(name) and not listing.facts.disputed(f"parameters.{name}")]
    known.sort(key=lambda name: name in (pages.parameter, pages.size.parameter))
    return [f"parameters.{name}" for name in known if listing.facts[f"parameters.{name}"].binding]


def _is_as_drawn(listing: Listing, case: Case, reply: Reply) -> None:
    """A good answer has the documented media type and schema; where records are not whole, nothing is said."""
    if chooses(listing.contract, case.arguments) or not listing.conversation.store.judges:
        return  # what explains is loaded by who judges alone: threads that ask ahead would load it all at once
    trouble, pointer = _trouble(listing.contract, reply.answer)
    field = re.sub(r"/\d+(?=/|$)", "/*", pointer)
    while field and f"fields.{field}" not in listing.facts:
        field = field.rpartition("/")[0]
    fact = "media-type" if pointer == "" and trouble and "media type" in trouble else f"fields.{field}" if field else "records"
    listing.require(
        trouble is None, fact, "media-type", "status.200",
        says=f"the answer to {case} is not as documented: {pointer or 'the body'}: {trouble}",
        expected="the documented answer", observed=_shown(reply, pointer), replies=(reply,),
    )  # fmt: skip


def _trouble(contract: Contract, answer: Answer) -> tuple[str | None, str]:
    """What schemathesis finds wrong with an answer, in a line, and where in the body (a pointer)."""
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != essence(contract.media_type):
        return f"its media type is {media_type or 'not told'} and not {contract.media_type}", ""
    body = answer.body
    told = with_pending_times(contract, body)
    if answer.status == 200 and _is_surely_right(contract, told):
        return None, ""
    request = httpx.Request(contract.method, answer.url)
    whole = told is body and (isinstance(told, Absent) or answer.whole)
    content = answer.content if whole else json.dumps(told).encode()
    response = httpx.Response(answer.status, headers=_headers(answer.headers), content=content, request=request)
    response.elapsed = timedelta(seconds=answer.seconds)
    with ALONE:
        first = _first_failure(contract, response)
    if first is None:
        return None, ""
    says = answer.cut(str(getattr(first, "_raw_message", "") or first.title).splitlines()[0], 160)
    lacking = re.match(r'"([^"]+)" is a required property', says)
    steps = [*(getattr(first, "instance_path", None) or []), *([lacking.group(1)] if lacking else [])]
    return says, "".join(f"/{step}" for step in steps)


def _first_failure(contract: Contract, response: httpx.Response) -> Any:
    """What schemathesis says first of an answer; None where it finds nothing wrong."""
    from schemathesis.core.failures import Failure, FailureGroup

    try:
        _operation(contract).validate_response(response)
    except FailureGroup as group:
        return group.exceptions[0]
    except Failure as failure:
        return failure
    return None


def _is_surely_right(contract: Contract, body: Any) -> bool:
    """Whether a body is as documented, decided by the validator that schemathesis uses; only who explains what is wrong needs the rest."""
    validator = None if isinstance(body, Absent) else _validator(contract)
    try:
        return validator is not None and bool(validator.is_valid(body))
    except ValueError:
        return False  # half a surrogate pair, of which schemathesis says where it stands


@lru_cache(maxsize=8)
def _validator(contract: Contract) -> Any:
    """The validator of good answers, formats and all; None where schemathesis has ways of its own to read a schema."""
    spelled = json.dumps(contract.answer_schema)
    if not str(contract.raw.get("openapi", "")).startswith("3.1") or '"discriminator"' in spelled:
        return None
    return jsonschema_rs.Draft202012Validator(json.loads(spelled), validate_formats=True)


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of the content as it is in hand: no longer compressed or in pieces, JSON under its one name."""
    kept = {name: value for name, value in headers.items() if name not in ("content-encoding", "transfer-encoding", "content-length")}
    return kept | {"content-type": _media_type(kept["content-type"])} if "content-type" in kept else kept


def _shown(reply: Reply, pointer: str) -> str:
    value = at(reply.answer.body, pointer) if pointer else None
    return f"{reply.said()}; {pointer}: {reply.answer.cut(str(value), 60)}" if pointer else reply.said()


def _may_be_refused(listing: Listing, name: str, value: str) -> bool:
    """Whether a service may refuse a value that the schema allows: it is disputed, unknown there, or asks for no page of the listing."""
    contract = listing.contract
    if not contract.has_parameter(name) or any(one.carrier == name for one in contract.parameters):
        return True
    if contract.parameter(name).kind == "array" and value in ("", "[]"):
        return True
    if any(
        listing.facts.disputed(f"parameters.{name}{facet}")
        for facet in ("", ".type", ".required", ".minimum", ".maximum", f".enum.{value}")
    ):
        return True
    if contract.order is not None and len(contract.order.each) > 1 and contract.order.asks_by(name):
        return True  # a key without its direction, or a direction without a key
    parameter = listing.contract.parameter(name)
    if name == contract.pages.size.parameter:
        return not value.isdigit() or not smallest_size(contract) <= int(value) <= contract.pages.size.safe
    if name == contract.pages.parameter:
        return listing.pages.begins(name, value) != 0
    compares = next((one.compares for one in contract.filters if one.name == name), "text")
    return not parameter.enum and (parameter.kind not in ("boolean",) or compares in ("time", "number"))
