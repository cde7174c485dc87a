"""While pytest loads nobody looks for garbage; afterwards it is as it was found."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from listproof.plugin.loading import Loading


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_the_collector_rests_while_loading_and_works_afterwards() -> None:
    """Off between the two, on after the second, however often that comes."""
    loading = Loading()
    loading.begin()
    assert not gc.isenabled()
    loading.end()
    loading.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_who_works_without_a_collector_goes_on_without() -> None:
    """It is not switched on for somebody who has switched it off."""
    gc.disable()
    loading = Loading()
    loading.begin()
    loading.end()
    assert not gc.isenabled()
