"""What a run records of where it asked and as whom, so that the next one can tell another account from another API."""

from __future__ import annotations

from typing import Any

from listproof.contract import load
from listproof.running.choice import Place
from listproof.running.course import _surroundings
from listproof.transport import Target

CONTRACT = load("huawei-coc-documents")


def surroundings(**auth: Any) -> dict[str, str]:
    """What is recorded of a target that signs in so."""
    target = Target("live", CONTRACT.slug, "http://127.0.0.1:1", auth=auth)
    return _surroundings(Place("live", CONTRACT, target), target)


def test_another_access_key_is_another_account() -> None:
    """A digest of the key's name tells accounts apart and shows neither; the secret key is no part of it."""
    one = surroundings(type="huawei-ak-sk", access_key="LISTPROOFKEYONE", secret_key="a secret of some length")
    renewed = surroundings(type="huawei-ak-sk", access_key="LISTPROOFKEYONE", secret_key="another secret of some length")
    other = surroundings(type="huawei-ak-sk", access_key="LISTPROOFKEYTWO", secret_key="a secret of some length")
    assert one == renewed != other
    assert "LISTPROOFKEYONE" not in str(one)


def test_what_changes_every_night_is_no_account() -> None:
    """A token, and a temporary access key, are new each time and say nothing of the account."""
    assert "account" not in surroundings(type="header", name="X-Auth-Token", value="a token of some length")
    assert "account" not in surroundings(type="huawei-ak-sk", access_key="LISTPROOFKEY", secret_key="a secret", security_token="a token")
