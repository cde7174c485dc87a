"""A query is spelled so that any reader of URLs and JSON reads back what was asked."""

from __future__ import annotations

import dataclasses
import json
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.contract import (
    Contract,
    Order,
    Parameter,
    Query,
    Source,
    Turn,
    load,
    order_arguments,
    slugs,
    spell,
    spelled_body,
    spelled_path,
)

from .changed import CONTRACTS

CONTRACT = {slug: load(slug, CONTRACTS) for slug in slugs(CONTRACTS)}
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
VALUES = st.one_of(
    TEXT, st.integers(), st.booleans(), st.dictionaries(TEXT, TEXT, max_size=2), st.sampled_from(["a+b", "%20", "a&b=c#d", ""])
)


@st.composite
def queries(draw: st.DrawFn) -> tuple[Contract, Query]:
    """A contract with values for some of its parameters of the query."""
    contract = CONTRACT[draw(st.sampled_from(sorted(CONTRACT)))]
    names = [parameter.name for parameter in contract.query_parameters]
    return contract, Query.of(draw(st.dictionaries(st.sampled_from(names), VALUES, max_size=5)))


def read_back(contract: Contract, spelled: str) -> dict[str, Any]:
    """The parameters of a query string as a reader of URLs and of JSON finds them, dotted inside a JSON parameter."""
    carriers = {parameter.carrier for parameter in contract.parameters if parameter.carrier}
    found: dict[str, Any] = {}
    for name, text in parse_qsl(spelled, keep_blank_values=True, strict_parsing=bool(spelled)):
        assert name not in found
        if name in carriers:
            found |= {f"{name}.{inner}": value for inner, value in json.loads(text).items()}
        else:
            found[name] = text
    return found


def on_the_wire(contract: Contract, name: str, value: Any) -> Any:
    """A value as the wire shows it: JSON inside a JSON parameter, else text, JSON for objects and `true`/`false` for flags."""
    if contract.parameter(name).carrier:
        return value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(queries(), st.sampled_from(["%20", "+"]))
def test_what_is_spelled_reads_back_the_same(asked: tuple[Contract, Query], space: str) -> None:
    """Every value survives, whatever it holds, with blanks spelled either way."""
    contract, query = asked
    expected = {name: on_the_wire(contract, name, value) for name, value in query.items}
    assert read_back(contract, spell(contract, query, space)) == expected


@given(queries())
def test_a_spelled_query_stays_as_it_is_on_its_way(asked: tuple[Contract, Query]) -> None:
    """The client neither escapes it again nor undoes it."""
    contract, query = asked
    spelled = spell(contract, query)
    assert httpx.URL(f"http://127.0.0.1/jobs?{spelled}").query.decode() == spelled
    assert urlsplit(f"http://127.0.0.1/jobs?{spelled}").query == spelled


def test_parameters_stand_in_the_order_of_the_document() -> None:
    """The same query is always the same text, whatever the order in which its values were given."""
    contract = CONTRACT["huawei-hss-kubernetes-jobs"]
    one = Query.of({"limit": 10, "job_name": "a b", "offset": 0})
    other = Query.of({"offset": 0, "limit": 10}).having({"job_name": "a b"})
    assert spell(contract, one) == spell(contract, other) == "offset=0&job_name=a%20b&limit=10"


def test_values_of_a_json_parameter_are_gathered_in_it() -> None:
    """Dotted names stand together inside their carrier, with their types."""
    contract = CONTRACT["nebula-explorer-workflow-jobs"]
    spelled = spell(contract, Query.of({"filter.status": 0, "filter.name": 'é"', "page": 1}))
    assert dict(parse_qsl(spelled)) == {"filter": '{"name":"é\\"","status":0}', "page": "1"}


@given(st.dictionaries(st.sampled_from("abc"), st.one_of(st.none(), st.integers(), st.booleans(), TEXT), max_size=3))
def test_equal_queries_are_equal_and_hash_alike(arguments: dict[str, Any]) -> None:
    """Order of giving does not matter; None leaves out; a number is neither its text nor a flag."""
    query = Query.of(arguments)
    again = Query.of(dict(reversed(arguments.items())))
    assert query == again
    assert hash(query) == hash(again)
    assert query.arguments == {name: value for name, value in arguments.items() if value is not None}
    assert Query(query.items) == query
    for name, value in query.items:
        assert query.having({name: None}) != query
        assert query.having({name: str(value)}) != query or isinstance(value, str)
    assert Query.of({"a": 1}) != Query.of({"a": True}) != Query.of({"a": "1"})


def test_a_query_is_shown_in_its_own_terms() -> None:
    """Names with values, for reports."""
    assert str(Query.of({"b": True, "a": "x y", "c": {"k": 1}})) == 'a=x y b=true c={"k":1}'
    assert str(Query()) == str(Query.of({})) == "(no parameters)"
    assert Query() == Query.of({})


@given(TEXT.filter(bool))
def test_a_path_value_stays_one_step_of_the_path(value: str) -> None:
    """Slashes, dots and braces in a value are escaped."""
    path = spelled_path(CONTRACT["huawei-hss-kubernetes-jobs"], {"project_id": value})
    steps = path.split("/")
    assert (len(steps), unquote(steps[2])) == (5, value)


def test_a_missing_path_value_is_named() -> None:
    """The name of the path parameter is in the error."""
    with pytest.raises(KeyError, match="workflow_id"):
        spelled_path(CONTRACT["nebula-explorer-workflow-jobs"], {})


def _with(*parameters: Parameter, **changes: Any) -> Contract:
    return dataclasses.replace(load("huawei-hss-kubernetes-jobs", CONTRACTS), parameters=parameters, **changes)


def _parameter(name: str, kind: str = "string", **more: Any) -> Parameter:
    return Parameter(name, "query", {"type": kind}, Source("page"), **more)


@pytest.mark.parametrize(
    ("style", "explode", "spelled"),
    [("form", True, "kind=a&kind=b%2Cc"), ("form", False, "kind=a,b%2Cc"), ("pipeDelimited", False, "kind=a%7Cb%2Cc")],
)
def test_a_list_is_spelled_as_its_style_says(style: str, explode: bool, spelled: str) -> None:
    """Several values repeat their parameter where they explode, and share it, marked apart, where they do not."""
    contract = _with(_parameter("kind", "array", style=style, explode=explode))
    assert spell(contract, Query.of({"kind": ["a", "b,c"]})) == spelled


def test_filters_that_share_a_parameter_are_written_by_their_templates() -> None:
    """Two ends of a range may be two values of one parameter, each behind its operator."""
    low, high = (_parameter(n, carrier="created", spelling="value", spelled=t) for n, t in (("since", ">={}"), ("before", "<{}")))
    assert spell(_with(_parameter("created"), low, high), Query.of({"before": "9", "since": "5"})) == "created=%3E%3D5&created=%3C9"


def test_clauses_make_one_expression() -> None:
    """Clauses of an expression stand in one value, put together by the words between them."""
    parts = [_parameter(n, carrier="q", spelling="clause", spelled=f"{n}:{{}}", joined_by=" and ") for n in ("a", "b")]
    assert spell(_with(_parameter("q"), *parts), Query.of({"a": 1, "b": "x"})) == "q=a%3A1%20and%20b%3Ax"


def test_a_link_is_asked_for_as_it_stands() -> None:
    """The query string of a link is sent to the letter, and another value given to it spells the query anew."""
    query = Query.of({"kind": "a"}).following("cursor=x+y%2f&kind=a")
    assert spell(_with(_parameter("kind")), query) == "cursor=x+y%2f&kind=a"
    assert spell(_with(_parameter("kind")), query.having({"kind": "b"})) == "kind=b"
    assert query != Query.of({"kind": "a"})


@pytest.mark.parametrize(
    ("turn", "by", "direction", "separator", "asked"),
    [
        (Turn("prefix", "", "-"), "sort", None, ",", {"sort": "-a,b"}),
        (Turn("suffix", ":asc", ":desc"), "sort", None, ",", {"sort": "a:desc,b:asc"}),
        (Turn("prefix", "+", "-"), "sort", None, None, {"sort": ["-a", "+b"]}),
    ],
)
def test_several_keys_carry_their_signs(turn: Turn, by: str, direction: str | None, separator: str | None, asked: dict[str, Any]) -> None:
    """Each key has its own direction where a sign says it, in one value or in several."""
    order = Order((), by, direction, None, turn, separator=separator, repeated=separator is None)
    assert order_arguments(order, [("a", "desc"), ("b", "asc")]) == asked


def test_a_flag_turns_the_order() -> None:
    """A yes-or-no parameter beside the key says which way."""
    order = Order((), "sort", "reverse", None, Turn("flag", "false", "true"))
    assert order_arguments(order, [("a", "desc")]) == {"sort": "a", "reverse": "true"}
    with pytest.raises(ValueError, match="one query names one key"):
        order_arguments(order, [("a", "desc"), ("b", "desc")])


def test_the_body_of_a_post_nests_dotted_names() -> None:
    """What a query gives of the body is its JSON, and nothing of it stands in the address."""
    inner = dataclasses.replace(_parameter("page.size", "integer"), place="body", carrier="page", spelling="json")
    contract = _with(inner, _parameter("a"), method="POST")
    query = Query.of({"page.size": 5, "a": "x"})
    assert spelled_body(contract, query) == b'{"page":{"size":5}}'
    assert spell(contract, query) == "a=x"
    assert spelled_body(_with(inner), query) is None
