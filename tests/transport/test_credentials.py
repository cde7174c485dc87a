"""How often a credential may be tried: the target's own without end, a made-up one a few times, a bad signature as the table says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from listproof.transport.credentials import Credentials
from listproof.verdicts import Inconclusive, Unsupported

from ..made import CONTRACT, target

KEY = {"type": "huawei-ak-sk", "access_key": "an access key", "secret_key": "a secret key"}
SIGN_IN: tuple[Mapping[str, Any], ...] = (*CONTRACT.sign_in, {"type": "huawei-ak-sk"})


def credentials(allowed: int = 2, most: int = 3) -> Credentials:
    """Those of a target whose table allows so many bad signatures, in a run that tries so many made-up credentials."""
    return Credentials(target(auth=KEY, try_wrong_signature=allowed), SIGN_IN, most)


def test_the_own_credential_and_none_are_left_without_end() -> None:
    """However many made-up ones were tried, none of which is left then."""
    made = credentials(most=1)
    wrong = made.wrong()
    assert wrong is not None
    assert made.are_left(wrong)
    made.spend(wrong)
    assert not made.are_left(wrong)
    for usual in (made.own, made.without()):
        made.spend(usual)
        assert made.are_left(usual)
    with pytest.raises(Unsupported, match="at most 3 sign-ins"):
        made.spend(wrong)
    assert made.refused == 1


def test_a_bad_signature_is_tried_as_often_as_the_table_allows() -> None:
    """And no oftener, while others are left."""
    made = credentials(allowed=2, most=9)
    badly, wrong = made.badly_signed(), made.wrong()
    assert badly is not None
    assert wrong is not None
    left = []
    for _ in range(2):
        left.append(made.are_left(badly))
        made.spend(badly)
    assert [*left, made.are_left(badly)] == [True, True, False]
    assert made.are_left(wrong)
    with pytest.raises(Inconclusive) as told:
        made.spend(badly)
    assert str(told.value) == "a wrong signature is tried no oftener than try-wrong-signature says"


def test_no_bad_signature_is_made_where_the_table_allows_none() -> None:
    """Nor is there one for a credential that signs nothing."""
    assert credentials(allowed=0).badly_signed() is None
    assert Credentials(target(try_wrong_signature=1), CONTRACT.sign_in).badly_signed() is None
