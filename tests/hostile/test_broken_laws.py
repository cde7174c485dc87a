"""A law of somebody's own that breaks is trouble of the suite, whatever it holds in its hands, and no face shows the credential."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.simulator.signin.accounts import OWNER

from .attacks import CONTRACT, honest_but
from .credential_attacks import TOKEN, pieces_in
from .faces import Seen, run_with_all_faces
from .servers import hostile

_LAWS = Path(__file__).with_name("broken_laws.py")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """A run of the broken laws at an honest server, as loud as pytest can be."""
    folder = tmp_path_factory.mktemp("broken")
    with hostile(honest_but(lambda body: None), 100) as server:
        return run_with_all_faces(server.url, CONTRACT.slug, TOKEN, OWNER.project_id, folder, suites=_LAWS)


def test_what_breaks_is_trouble_and_no_violation(seen: Seen) -> None:
    """The exit code says so, also where what breaks is a thread that a law has started."""
    assert seen.status == 10, seen.printed


def test_an_error_that_cannot_be_shown_is_told_by_its_kind(seen: Seen) -> None:
    """A law that breaks by one ends like any other."""
    assert "the law itself failed: _Mute: it cannot be said" in seen.files["out/reports/run.json"]


def test_no_face_shows_the_credential(seen: Seen) -> None:
    """Not in tracebacks with locals, in notes, in what was printed and logged, in the reason of a skip, or in the name of a thread."""
    for name, text in seen.faces.items():
        assert pieces_in(text) == [], name


def test_what_a_law_prints_steers_nothing(seen: Seen) -> None:
    """What pytest has caught of it is shown as everything else is."""
    for name, text in seen.faces.items():
        assert not {"\x1b", "\x07", "\u202e"} & set(text), name
        assert not any(line.lstrip().startswith("::error::said") for line in text.splitlines()), name
