"""The vendors' official clients are refused: errors come through with status, code and message, and so do refused sign-ins.

Needs the clients: pip install -e '.[clients]'.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from listproof.contract import load
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.refusals import Refusal, refused
from listproof.simulator.served import Served
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.signin import State
from listproof.simulator.signin.accounts import EXPIRED, OTHER, OWNER, POWERLESS, TEMPORARY

pytestmark = pytest.mark.clients

Another = Callable[..., Any]


def _said(driver: Any, kind: str, parameter: str = "") -> tuple[int, str]:
    """Status and code that the contract documents for a kind of error."""
    form = next(form for form in driver.contract.errors if form.kind == kind)
    code = form.body.get("error_code") or form.body.get("Code") or form.body.get("code")
    return form.status, str(code).replace("{parameter}", parameter)


def _first(driver: Any) -> dict[str, Any]:
    return {**driver.contract.base, driver.contract.pages.size.parameter: 10}


def _told(driver: Any, expected: type[Exception], **query: Any) -> tuple[int | None, str]:
    with pytest.raises(expected) as caught:
        driver.ask(**{**_first(driver), **query})
    assert getattr(caught.value, "message"), "the client has a message to show"  # noqa: B009
    return caught.value.status, caught.value.code  # type: ignore[attr-defined]


def test_a_bad_parameter_comes_through(driver: Any, refused: type[Exception]) -> None:
    """A page size out of bounds reaches the client as the documented status and code."""
    size = driver.contract.pages.size.parameter
    assert _told(driver, refused, **{size: -1}) == _said(driver, "bad-parameter", size)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"secret_key": "not-the-secret-key"}, "wrong-signature"),
        ({"access_key": "NOBODYSACCESSKEY"}, "wrong-credential"),
        ({"access_key": EXPIRED.access_key, "secret_key": EXPIRED.secret_key}, "expired-credential"),
        ({"access_key": POWERLESS.access_key, "secret_key": POWERLESS.secret_key}, "forbidden"),
        ({"security_token": "not-a-security-token"}, "wrong-credential"),
    ],
    ids=["secret", "nobody", "expired", "powerless", "token"],
)
def test_a_refused_sign_in_comes_through(
    driver: Any, another: Another, refused: type[Exception], change: dict[str, Any], kind: str
) -> None:
    """A wrong, expired or powerless key reaches the client as the documented status and code, else as some error of its own."""
    told = _told(another(driver, account=replace(OWNER, **change)), refused)
    known = {form.kind for form in driver.contract.errors}
    if kind == "wrong-signature" and kind not in known:
        kind = "wrong-credential"
    if kind in known:
        assert told == _said(driver, kind)
    else:
        assert (driver.slug, kind) == ("huawei-coc-documents", "forbidden"), "only COC documents no refusal of a permission"
        assert told[0] in range(400, 500)


def test_a_temporary_key_signs_in(driver: Any, another: Another) -> None:
    """A temporary key with its security token lists the same records."""
    page = another(driver, account=TEMPORARY).ask(**_first(driver))
    assert page == driver.ask(**_first(driver))
    assert page.records


def test_another_accounts_records_are_not_shown(driver: Any, another: Another) -> None:
    """Somebody else's key lists none of the owner's records."""
    theirs = another(driver, account=OTHER)
    identity = [pointer.strip("/") for pointer in driver.contract.identity]
    ours, shown = (
        {tuple(record[name] for name in identity) for record in one.walk(driver.contract.pages.size.safe, **driver.contract.base)}
        for one in (driver, theirs)
    )
    assert shown
    assert not ours & shown


def test_a_token_signs_huaweis_clients_in(driver: Any, another: Another, refused: type[Exception]) -> None:
    """Huawei's clients can send X-Auth-Token instead of a signature; a wrong or expired one is refused."""
    if not driver.slug.startswith("huawei"):
        pytest.skip("this client signs only")
    assert another(driver, token=OWNER.token).ask(**_first(driver)) == driver.ask(**_first(driver))
    assert _told(another(driver, token="nobodys-token"), refused) == _said(driver, "wrong-credential")
    assert _told(another(driver, token=EXPIRED.token), refused) == _said(driver, "expired-credential")


@pytest.mark.parametrize("off", [-3600, 3600])
def test_a_clock_an_hour_off_is_refused(driver: Any, another: Another, refused: type[Exception], off: int) -> None:
    """A client whose clock is an hour off is refused as expired."""
    service = Service(driver.contract, jobs=20, state=State(clock=lambda: time.time() + off))
    with start([service]) as server:
        assert _told(another(driver, url=server.url), refused) == _said(driver, "expired-credential")


class Throttled(Service):
    """A server that answers nothing but that it is asked too often."""

    def answer(self, request: Request) -> Answer:
        """The documented refusal."""
        return refused_throttled(self, request)


def refused_throttled(service: Served, request: Request) -> Answer:
    """The documented answer to a client that asks too often."""
    return refused(service.contract, request, Refusal("throttled"))


def test_throttling_comes_through(driver: Any, another: Another, refused: type[Exception]) -> None:
    """A throttled client learns so; Huawei's loses the body with its code."""
    with start([Throttled(load(driver.slug), jobs=1)]) as server:
        status, code = _told(another(driver, url=server.url), refused)
    if driver.slug.startswith("huawei"):
        assert (status, code) == (429, "429")
    else:
        assert (status, code) == _said(driver, "throttled")
