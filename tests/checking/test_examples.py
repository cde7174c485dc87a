"""Listings made with FastAPI, Django REST framework and Flask: each fault is found by one command, the good ones are left in peace."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import httpx
import pytest

import listproof
from listproof.checking import Checked, check
from listproof.checking.command import sign_in_from
from listproof.contract import read
from listproof.contract.documents import normalised
from listproof.openapi import list_operations

pytestmark = pytest.mark.examples

EXAMPLES = Path(__file__).parents[2] / "examples"
FAULTS = {"lost-at-a-border": ("pages.", "total"), "ignored-filter": ("filters.",), "total-of-the-page": ("pages.", "shape.")}


def app_of(framework: str) -> Any:
    """The application of an example; a skip where its framework is not installed."""
    needed = {"fastapi_boats": "fastapi", "flask_boats": "flask", "drf_boats": "rest_framework"}[framework]
    pytest.importorskip(needed, reason=f"needs {needed}: pip install -e '.[examples]'")
    module = importlib.import_module(framework)
    return module.application if framework == "drf_boats" else module.app


def checked(framework: str) -> Checked:
    """The check of an example, inside the process."""
    app = app_of(framework)
    document = normalised(read(EXAMPLES / f"{framework}.openapi.yaml"))
    every = list_operations(document)
    return check(document, every, every, "http://testserver", auth=sign_in_from({}), transport=httpx.WSGITransport(app=app))


@pytest.fixture(autouse=True)
def _no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAULT", raising=False)


@pytest.mark.parametrize("framework", ["drf_boats", "flask_boats"])
def test_an_honest_example_is_left_in_peace(framework: str) -> None:
    """Neither a finding nor a suspicion, and laws of pages, bounds, filters and shape that passed."""
    found = checked(framework)
    assert (found.findings, found.suspicions, found.troubles) == ((), (), ())
    passed = {outcome.law.split(".")[0] for outcome in found.rows[0].outcomes if outcome.verdict == "pass"}
    assert {"pages", "bounds", "filters", "shape"} <= passed


@pytest.mark.parametrize("framework", ["drf_boats", "flask_boats"])
@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_an_example_is_found(framework: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One cause is told, by a law of what is wrong."""
    monkeypatch.setenv("FAULT", fault)
    found = checked(framework)
    told = (*found.findings, *found.suspicions)
    assert len(told) == 1
    assert told[0].law.startswith(FAULTS[fault])


def test_an_app_is_checked_in_a_test_of_its_own() -> None:
    """`listproof.check(app)` asks a FastAPI app inside the process, by the document that it makes itself."""
    found = listproof.check(app_of("fastapi_boats"))
    assert (found.findings, found.suspicions) == ((), ())


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_an_app_fails_the_test(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The AssertionError is the report: the law, what was expected and observed."""
    app = app_of("fastapi_boats")
    monkeypatch.setenv("FAULT", fault)
    with pytest.raises(AssertionError, match=r"expected .*\n.*observed"):
        listproof.check(app)
