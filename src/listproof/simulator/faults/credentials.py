"""Faults of sign-in: credentials that are not asked for or not looked at, refusals that are no refusals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from listproof.contract import Contract
from listproof.contract.pointer import write
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults.errors import refused_with
from listproof.simulator.faults.fault import Fault, around, bound_by
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.signin import ACCOUNTS, Account

__all__ = ["credentials"]

_SIGNING = ("huawei-ak-sk", "alibaba-acs3")


def credentials(contract: Contract) -> Iterator[Fault]:
    """Every fault of sign-in that contradicts a contract."""
    if not contract.sign_in or bound_by(contract, "sign-in") is None or any(entry["type"] == "none" for entry in contract.sign_in):
        return
    basis = bound_by(contract, "sign-in") or "implied"
    names = (*(str(entry["name"]) for entry in contract.sign_in if "name" in entry), "credential", "sign-in")

    def accepting(*kinds: str) -> Any:
        def sign_in(inner: Any, service: Served, request: Request) -> Account:
            try:
                return inner(service, request)  # type: ignore[no-any-return]
            except Refusal as refusal:
                if refusal.kind in kinds:
                    return ACCOUNTS[0]
                raise

        return around("sign_in", sign_in)

    open_to_all = any(r.shows.get("sign-in") == "none" and r.shows.get("gets") == "accepted" for d in contract.disputes for r in d.readings)
    if not open_to_all:
        yield Fault(
            "no-credential-accepted",
            "errors",
            "A request without a credential is answered.",
            accepting("no-credential"),
            names,
            basis,
        )
    yield Fault(
        "wrong-credential-accepted",
        "errors",
        "Any credential is good enough.",
        accepting("wrong-credential", "wrong-signature", "expired-credential", "replayed"),
        names,
        basis,
    )
    if contract.sign_in[0]["type"] in _SIGNING:
        yield Fault(
            "signature-unchecked",
            "errors",
            "Whoever names a known key is let in, however the request is signed.",
            around("sign_in", _by_key_alone),
            (*names, "signature"),
            basis,
        )
    for kind, sentence, kinds in (
        ("no-credential-{}", "A request without a credential is answered {}.", ("no-credential",)),
        ("wrong-credential-{}", "A wrong credential is answered {}.", ("wrong-credential", "wrong-signature")),
    ):
        if kind.startswith("no-") and open_to_all:
            continue
        told: tuple[tuple[str, str, Callable[[Answer, Refusal], Answer]], ...] = (
            ("200", "with 200 and an error inside", lambda right, refusal: replace(right, status=200)),
            ("500", "with 500", lambda right, refusal: replace(right, status=500)),
            (
                "html",
                "with HTML",
                lambda right, refusal: replace(right, headers=(("Content-Type", "text/html"),), body=b"<html>sign in</html>"),
            ),
            ("empty-list", "with an empty listing", lambda right, refusal: _empty(contract)),
        )
        for word, how, answer in told:
            # Where a body can deny success, a status of 200 contradicts only a form that binds.
            if word == "200" and any(form.status == 200 for form in contract.errors if form.kind in kinds):
                continue
            if (word == "html" or (word == "200" and contract.success)) and not bound_by(contract, f"errors.{kinds[0]}"):
                continue
            yield Fault(kind.format(word), "errors", sentence.format(how), refused_with(answer, *kinds), names, basis)


def _by_key_alone(inner: Any, service: Served, request: Request) -> Account:
    try:
        return inner(service, request)  # type: ignore[no-any-return]
    except Refusal:
        shown = request.header("authorization") or ""
        known = next((one for one in service.state.accounts if one.access_key in shown), None)
        if known is None:
            raise
        return known


def _empty(contract: Contract) -> Answer:
    body: Any = write({}, contract.records, [])
    if contract.total and contract.total.at.kind == "pointer":
        body = write(body, contract.total.at.name, 0)
    for pointer, value in contract.success.items():
        body = write(body, pointer, value)
    return Answer(200, (("Content-Type", contract.media_type),), json.dumps(body).encode())
