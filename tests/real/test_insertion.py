"""A record that comes in between two pages: where a token is an offset, one that was shown is shown again, and where it is a key, none is.

A run of listproof writes nothing and these documents do not promise it, so that no law tells it (decision 8). Here the test itself writes,
and holds what it meets to the check by which `pages.walk-meets-each-record-once` tells records that come twice.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.checks.walks import twice

from .recipes import RECIPES
from .serving import Missing, served

Names = Iterator[list[str]]


@dataclass(frozen=True)
class Insertion:
    """A listing that is walked: how its pages are met, what puts a record before all others, and how many records come again then."""

    recipe: str
    listing: str
    pages: Callable[[httpx.Client], Names]
    insert: Callable[[httpx.Client], httpx.Response]
    again: int


def _models(client: httpx.Client) -> Names:
    token = ""
    while True:
        asked = {"max_results": "10", **({"page_token": token} if token else {})}
        answer = _said(client.get("/api/2.0/mlflow/registered-models/search", params=asked))
        yield [one["name"] for one in answer.get("registered_models", ())]
        if not (token := answer.get("next_page_token", "")):
            return


def _runs(client: httpx.Client) -> Names:
    token = ""
    while True:
        asked = {"experiment_ids": ["1"], "max_results": 10, **({"page_token": token} if token else {})}
        answer = _said(client.post("/api/2.0/mlflow/runs/search", json=asked))
        yield [one["info"]["run_id"] for one in answer.get("runs", ())]
        if not (token := answer.get("next_page_token", "")):
            return


def _keys(client: httpx.Client) -> Names:
    start = b"jobs/"
    while True:
        asked = {"key": base64.b64encode(start).decode(), "range_end": base64.b64encode(b"jobs0").decode(), "limit": 10}
        answer = _said(client.post("/v3/kv/range", json=asked))
        keys = [base64.b64decode(one["key"]) for one in answer.get("kvs", ())]
        yield [one.decode() for one in keys]
        if not answer.get("more"):
            return
        start = keys[-1] + b"\0"


def _said(response: httpx.Response) -> Any:
    return response.raise_for_status().json()


def _new_model(client: httpx.Client) -> httpx.Response:
    return client.post("/api/2.0/mlflow/registered-models/create", json={"name": "a-model"})


def _new_run(client: httpx.Client) -> httpx.Response:
    return client.post("/api/2.0/mlflow/runs/create", json={"experiment_id": "1", "start_time": 1_800_000_000_000})


def _new_key(client: httpx.Client) -> httpx.Response:
    told = {"key": base64.b64encode(b"jobs/000").decode(), "value": base64.b64encode(b"done").decode()}
    return client.post("/v3/kv/put", json=told)


_LIGHT = (Insertion("etcd-3.4.23", "keys", _keys, _new_key, again=0),)
_HEAVY = (
    Insertion("mlflow-3.17.2", "models", _models, _new_model, again=1),
    Insertion("mlflow-3.17.2", "runs", _runs, _new_run, again=1),
)


def _meets(one: Insertion, folder: Path) -> None:
    try:
        with served(RECIPES[one.recipe], folder) as address, httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
            before = [name for page in one.pages(client) for name in page]
            pages = one.pages(client)
            first = next(pages)
            one.insert(client).raise_for_status()
            met = [*first, *chain.from_iterable(pages)]
    except Missing as missing:
        pytest.skip(str(missing))
    assert twice(before) == []
    assert set(met) == set(before)
    assert twice(met) == first[len(first) - one.again :]


@pytest.mark.real
@pytest.mark.parametrize("one", _LIGHT, ids=[one.recipe for one in _LIGHT])
def test_a_record_that_comes_in_repeats_none_where_a_token_is_a_key(one: Insertion, tmp_path: Path) -> None:
    """Each record of before is met once, and the new one, which stands before the first page, is not."""
    _meets(one, tmp_path)


@pytest.mark.real
@pytest.mark.heavy
@pytest.mark.parametrize("one", _HEAVY, ids=[f"{one.recipe} {one.listing}" for one in _HEAVY])
def test_a_record_that_comes_in_repeats_one_where_a_token_is_an_offset(one: Insertion, tmp_path: Path) -> None:
    """The last record of the first page is the first of the second: known of this version, which no document rules out."""
    _meets(one, tmp_path)
