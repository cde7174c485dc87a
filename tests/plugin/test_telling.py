"""What pytest is told of an outcome: the text that its own reports and JUnit files hold."""

from __future__ import annotations

import pytest

from listproof.plugin.items import tell

from ..reports import made


def test_a_failure_shows_every_request_that_it_takes() -> None:
    """Where one answer alone shows nothing wrong, those that it is held against stand beside it, in their order."""
    urls = [f"http://127.0.0.1:9/jobs?offset={offset}" for offset in (0, 100, 200)]
    violation = made.violation(exchanges=tuple(made.exchange(url=url) for url in urls))
    with pytest.raises(pytest.fail.Exception) as told:
        tell(made.outcome("pages.total-is-steady", "fail", violation=violation), {}, strict=False, unasked=False)
    said = [line for line in str(told.value).splitlines() if line.startswith("  replay")]
    assert [url for line, url in zip(said, urls, strict=True) if url in line] == urls
