"""Refused requests: why, and the body that the contract documents for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from typing import Any

from listproof.contract import Contract, ErrorForm, at
from listproof.contract.pointer import write
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.seeding.making import Maker, fits

__all__ = ["JSON", "Refusal", "refused"]

JSON = "application/json"
_NEAREST: Mapping[str, tuple[str, ...]] = {
    "missing-parameter": ("bad-parameter",),
    "expired-credential": ("wrong-credential", "no-credential"),
    "no-credential": ("wrong-credential", "forbidden"),
    "wrong-credential": ("no-credential", "forbidden"),
    "wrong-signature": ("wrong-credential", "no-credential", "forbidden"),
    "replayed": ("wrong-credential",),
    "forbidden": ("not-found", "bad-parameter"),
    "not-found": ("forbidden", "bad-parameter"),
    "no-such-route": ("not-found", "bad-parameter"),
    "no-such-method": ("no-such-route", "not-found", "bad-parameter"),
    "internal": ("bad-parameter",),
}
_STATUS: Mapping[str, tuple[int, ...]] = {
    "no-credential": (401, 403), "wrong-credential": (401, 403), "wrong-signature": (401, 403), "expired-credential": (401, 403),
    "replayed": (401, 403), "forbidden": (403, 404), "not-found": (404,), "no-such-route": (404,), "no-such-method": (405,),
    "throttled": (429,), "internal": (500,), "unavailable": (503,), "bad-parameter": (400, 422), "missing-parameter": (400, 422),
}  # fmt: skip
"""The statuses that a refusal of a kind usually has, the most usual one first."""


class Refusal(Exception):
    """A request that is not answered: the kind of error, in the contract's words, and the parameter that it is about."""

    def __init__(self, kind: str, parameter: str = "") -> None:
        super().__init__(f"{kind}: {parameter}" if parameter else kind)
        self.kind = kind
        self.parameter = parameter


def refused(contract: Contract, request: Request, refusal: Refusal) -> Answer:
    """The answer that the contract documents for a kind of refusal, or for the nearest kind that it knows."""
    form = _form(contract, refusal.kind)
    body = form.body if form else _undocumented(contract, f"{refusal.kind} {refusal.parameter}".strip())
    status = form.status if form and form.kind == refusal.kind else _status(contract, refusal.kind, form)
    words = {
        "parameter": refusal.parameter or "request",
        "request_id": request.name,
        "host": request.header("host") or "127.0.0.1",
        "path": request.path,
    }
    filled = json.dumps(_filled(body, words), ensure_ascii=False, separators=(",", ":"))
    headers = tuple((name, str(value)) for name, value in (form.headers if form else {}).items())
    if refusal.kind == "no-such-method":
        headers = (*headers, ("Allow", contract.method))
    return Answer(status, (("Content-Type", JSON), *headers), filled.encode("utf-8", "replace"))


def _form(contract: Contract, kind: str) -> ErrorForm | None:
    forms = {form.kind: form for form in contract.errors}
    return next((forms[name] for name in (kind, *_NEAREST.get(kind, ())) if name in forms), None)


_ALWAYS = frozenset({"no-such-method", "no-such-route", "throttled", "internal", "unavailable"})
"""Kinds that no other kind stands for, however near."""


def _status(contract: Contract, kind: str, near: ErrorForm | None) -> int:
    """The status of a refusal of which no source tells: that of the nearest kind, else of its usual ones one that is documented."""
    usual = _STATUS.get(kind, (400,))
    if near is not None and kind not in _ALWAYS:
        return near.status
    return next((status for status in usual if str(status) in contract.responses), usual[0])


def _undocumented(contract: Contract, message: str) -> Any:
    """A body for a refusal of which no source tells: of the documented schema where there is one, its plain texts the message."""
    made = Maker(Random("refusal"), lambda pointer, schema, example: None).make("", contract.error_schema)
    if not isinstance(made, Mapping) or not contract.error_schema:
        return {"message": message}
    told = {name: message for name in made if name in ("message", "reason", "error", "detail") and isinstance(made[name], str)}
    return _failing(contract, {**made, **told} if fits(contract.error_schema, {**made, **told}) else made)


def _failing(contract: Contract, body: Any) -> Any:
    """The body in which nothing says what a good answer says."""
    for pointer, good in contract.success.items():
        if at(body, pointer) == good:
            body = write(body, pointer, _another(good))
    return body


def _another(good: Any) -> Any:
    """A value of the same type as that of a good answer, and not that."""
    if isinstance(good, bool):
        return not good
    if isinstance(good, int | float):
        return good + 1
    return f"not_{good}" if isinstance(good, str) else None


def _filled(body: Any, words: Mapping[str, str]) -> Any:
    if isinstance(body, str):
        for word, value in words.items():
            body = body.replace("{" + word + "}", value)
        return body
    if isinstance(body, Mapping):
        return {key: _filled(value, words) for key, value in body.items()}
    return [_filled(value, words) for value in body] if isinstance(body, list) else body
