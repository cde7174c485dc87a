"""A filter without effect is told as that, and not as a value beyond its bounds that selects records."""

from __future__ import annotations

import pytest

from .test_causes import asked, failing, found, shows


@pytest.mark.parametrize("beyond", ["bounds.outside-an-enum-selects-nothing", "bounds.outside-is-not-honoured"])
@pytest.mark.parametrize("law", ["filters.keeps-what-it-names", "filters.each-value-keeps-its-own", "filters.hidden-ones-narrow"])
def test_that_a_filter_has_no_effect_is_told_first(beyond: str, law: str) -> None:
    """Where a filter keeps nothing apart, that is the finding, and that a made-up value selects records follows from it."""
    made_up = failing(beyond, "parameters.kind", "kind", shows("counted"), asked("kind=no-such"))
    idle = failing(law, "filters.kind", "kind", shows(wrong=("o-1",)), asked("kind=a"))
    (cause,) = found(made_up, idle)
    assert (cause.root.law, [one.law for one in cause.follows]) == (law, [beyond])


def test_a_filter_that_works_is_told_by_its_bound() -> None:
    """Where only a value outside selects records, that is the finding."""
    (cause,) = found(failing("bounds.outside-an-enum-selects-nothing", "parameters.kind", "kind", shows("counted"), asked("kind=no-such")))
    assert cause.root.law == "bounds.outside-an-enum-selects-nothing"
