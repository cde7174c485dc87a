"""Servers written by hand from the vendors' pages alone, without a contract: no law blames one of them for anything.

What the contract and the simulator both misread would show here.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from listproof.contract import load
from listproof.evidence import Store
from listproof.proof.suite import laws, run
from listproof.transport import Session, Target
from listproof.verdicts import Outcome

from ..servers import coc, dlc, hss, nebula, serving

SERVERS: dict[str, tuple[ModuleType, dict[str, Any]]] = {
    "huawei-coc-documents": (coc, {"auth": {"type": "header", "name": "X-Auth-Token", "value": coc.TOKEN}}),
    "huawei-hss-kubernetes-jobs": (
        hss,
        {
            "auth": {"type": "header", "name": "X-Auth-Token", "value": hss.TOKEN},
            "path": {"project_id": hss.PROJECT},
            "other": {"project_id": hss.OTHER},
        },
    ),
    "nebula-explorer-workflow-jobs": (
        nebula,
        {
            "auth": {"type": "cookie", "name": "explorer_token", "value": nebula.TOKEN},
            "path": {"workflow_id": nebula.WORKFLOW},
            "other": {"workflow_id": nebula.OTHER},
        },
    ),
    "alibaba-pai-dlc-jobs": (dlc, {"auth": {"type": "alibaba-acs3", "access_key_id": dlc.KEY, "access_key_secret": "made up for a test"}}),
}


@pytest.fixture(scope="module", params=sorted(SERVERS))
def outcomes(request: pytest.FixtureRequest) -> Iterator[list[Outcome]]:
    """What the laws make of one server."""
    server, entry = SERVERS[request.param]
    contract = load(request.param)
    with serving.serving(server.listing) as address:
        session = Session(Target("by-hand", request.param, address, **entry), contract.sign_in)
        try:
            yield run(Store(contract, session), laws())
        finally:
            session.close()


def test_no_law_blames_a_server_that_was_written_by_hand(outcomes: list[Outcome]) -> None:
    """Every verdict is a pass, or says that there was nothing to judge."""
    blamed = [f"{one.law} {one.subject or ''}: {one.reason}" for one in outcomes if one.verdict in ("fail", "error")]
    assert blamed == []


def test_nearly_every_law_can_be_tried_on_it(outcomes: list[Outcome]) -> None:
    """A server of a page or two of code shows enough for nine in ten verdicts, fields apart that it may leave out."""
    judged = [one for one in outcomes if one.verdict != "unsupported" and one.law != "shape.field-is-as-documented"]
    tried = [one for one in judged if one.verdict == "pass"]
    assert len(tried) >= 0.9 * len(judged), [f"{one.law} {one.subject}: {one.reason}" for one in judged if one not in tried]
