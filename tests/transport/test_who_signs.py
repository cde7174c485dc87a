"""Which credential leaves with a question, under which name, and what a certificate is checked against."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import httpx
import pytest

from listproof.transport import Session
from listproof.transport.auth.renewing import Renewing
from listproof.transport.door import certificates

from ..made import CONTRACT, SECRET, page, target


def asking(heard: list[httpx.Request], **changes: Any) -> Session:
    """A session at a target that hears everything; its table leaves the name of the header to the contract."""

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        return page([])

    made = target(auth={"type": "header", "value": SECRET}, **changes)
    return Session(made, CONTRACT.sign_in, transport=httpx.MockTransport(answer))


def test_what_is_read_by_post_is_signed_as_what_is_got() -> None:
    """With the target's own credential, or with the one that takes its place."""
    heard: list[httpx.Request] = []
    made = asking(heard)
    made.let_read("/search")
    made.read("/search", "", b"{}")
    made.read("/search", "", b"{}", auth=made.credentials.without())
    made.get("/jobs", "")
    made.get("/jobs", "", auth=made.credentials.without())
    assert [one.headers.get("x-auth-token") for one in heard] == [SECRET, None, SECRET, None]


def test_codes_of_the_contract_renew_a_credential_that_can_be_asked_for_again() -> None:
    """Any other stays as it is, whatever a service says of it."""
    renewing = Session(target(auth={"type": "bearer", "token_command": "none"}), CONTRACT.sign_in, httpx.MockTransport(lambda _: page([])))
    renewing.credentials.renew_at(["OLD.1", "OLD.2", "OLD.1"])
    assert isinstance(renewing.credentials.own, Renewing)
    assert renewing.credentials.own.refusals == {"OLD.1", "OLD.2"}
    plain = asking([])
    plain.credentials.renew_at(["OLD.1"])
    assert not hasattr(plain.credentials.own, "refusals")


def test_a_credential_goes_by_the_name_that_the_contract_gives_it() -> None:
    """Where it is left out, and where it is made up."""
    heard: list[httpx.Request] = []
    made = asking(heard)
    made.get("/jobs", "", headers={"X-Auth-Token": "of a default"}, auth=made.credentials.without())
    made.get("/jobs", "", auth=made.credentials.wrong())
    left_out, wrong = (one.headers.get("x-auth-token") for one in heard)
    assert left_out is None
    assert wrong not in (None, SECRET)


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:1", "http://127.0.0.1:1/", "http://127.0.0.1:1/api", "http://127.0.0.1:1/api/"])
def test_a_path_is_let_read_below_any_address(base_url: str) -> None:
    """Whether that ends with a slash or not."""
    heard: list[httpx.Request] = []
    made = asking(heard, base_url=base_url)
    made.let_read("/search")
    made.read("/search", "", b"{}")
    assert str(heard[0].url) == base_url.rstrip("/") + "/search"


def test_a_body_is_sent_as_the_question_itself_says() -> None:
    """A header that is given takes the place of that of the contract, and stands once."""
    heard: list[httpx.Request] = []
    made = asking(heard)
    made.let_read("/search")
    made.read("/search", "", b"{}", headers={"Content-Type": "text/x"})
    assert heard[0].headers.get_list("content-type") == ["text/x"]


def test_certificates_come_from_the_file_or_the_folder_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else from where the environment has them."""
    asked: list[tuple[Any, Any]] = []

    def context(cafile: Any = None, capath: Any = None) -> None:
        asked.append((cafile, capath))

    monkeypatch.setattr(ssl, "create_default_context", context)
    file = tmp_path / "own.pem"
    for place in (file, tmp_path):
        certificates(target(base_url="https://127.0.0.1:1", verify=str(place)))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    certificates(target(base_url="https://127.0.0.1:1"))
    assert asked == [(file, None), (None, tmp_path), (str(file), None)]
