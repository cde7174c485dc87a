"""While pytest loads nobody looks for garbage, while laws run seldom; afterwards it is as it was found."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from listproof.plugin.loading import Loading


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.enable()
    gc.set_threshold(*usual)


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


@pytest.mark.parametrize(("usual", "meanwhile"), [(700, 50_000), (90_000, 90_000)])
def test_garbage_is_looked_for_seldom_until_the_run_is_over(usual: int, meanwhile: int) -> None:
    """Between loading and the end of the run no more often than seldom; then as often as whoever started it wants."""
    gc.set_threshold(usual, 10, 10)
    loading = Loading()
    loading.begin()
    loading.end()
    assert gc.get_threshold() == (meanwhile, 10, 10)
    loading.over()
    loading.over()
    assert gc.get_threshold() == (usual, 10, 10)
