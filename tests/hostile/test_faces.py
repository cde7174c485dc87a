"""One hostile record, read on every face of a run: it steers nothing, gives no orders, and brings no secret along."""

from __future__ import annotations

import base64
import re
import unicodedata
from typing import Any
from urllib.parse import quote

import pytest

from listproof.simulator.signin.accounts import OWNER

from .attacks import CONTRACT, honest_but
from .faces import STEERING, Seen, run_with_all_faces
from .servers import hostile

TOKEN = OWNER.token
_SPELLINGS = (
    TOKEN,
    base64.b64encode(f"x{TOKEN}yy".encode()).decode(),
    TOKEN.encode().hex(),
    "".join(f"\\u{ord(one):04X}" for one in TOKEN),
    "".join(f"&#x{ord(one):x};" for one in TOKEN),
    quote("".join(f"%{ord(one):02x}" for one in TOKEN), safe="%"),
)
"""The credential, as a gateway may repeat it."""
_LINES = (".md", ".properties")
_FACES = ("terminal", "summary.md", "junit.xml", "found.sarif", "run.json", "index.html", "exchanges.har", "-result.json", "attachment")


def _mischief(body: dict[str, Any]) -> None:
    """A status outside its enum that steers; images that are no text, and repeat the credential where a cut of ours would fall."""
    for number, record in enumerate(body["job_info_list"]):
        record["status"] = f"\x1b]0;title\x07{STEERING}"
        record["image_name"] = {"z" * (number % 90): "q" * (number * 7 % 150) + _SPELLINGS[number % len(_SPELLINGS)]}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The faces of a run of the laws of shape at such a server."""
    with hostile(honest_but(_mischief), 100) as server:
        return run_with_all_faces(server.url, CONTRACT.slug, TOKEN, OWNER.project_id, tmp_path_factory.mktemp("faces"), "-k", "shape")


def test_every_face_tells_of_the_record(seen: Seen) -> None:
    """The violation is on each face, spelled: the test would see what steers."""
    assert seen.status == 1, seen.printed
    for face in _FACES:
        texts = [text for name, text in seen.faces.items() if name.endswith(face) or face in name]
        assert any("202e" in text for text in texts), face


def test_nothing_that_steers_is_on_any_face(seen: Seen) -> None:
    """No control character, no mark of direction, no separator of lines, no half of a pair: what cannot be seen is spelled."""
    for name, text in seen.faces.items():
        found = {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")} - {"\n", "\t"}
        assert not found, (name, found)


def test_no_line_gives_orders_to_a_runner(seen: Seen) -> None:
    """In what a runner reads, no line is a command but those that listproof itself gives: errors and warnings with a file."""
    for name, text in seen.faces.items():
        if name != "terminal" and not name.endswith(_LINES):
            continue
        for line in text.splitlines():
            assert "##[" not in line, (name, line)
            if line.lstrip().startswith("::"):
                assert re.match(r"::(error|warning) (file|title)=", line), (name, line)
                assert "%0A::" not in line, (name, line)


def test_no_piece_of_the_credential_is_on_any_face(seen: Seen) -> None:
    """Wherever a text was cut, no twelve characters of the credential stand there, in no spelling."""
    plain = [TOKEN, TOKEN.encode().hex(), *(base64.b64encode(b"x" * ahead + TOKEN.encode())[4:-4].decode() for ahead in range(3))]
    for name, text in seen.faces.items():
        low = text.casefold()
        for spelled in plain:
            spelled = spelled.casefold()
            left = [spelled[at : at + 12] for at in range(len(spelled) - 11) if spelled[at : at + 12] in low]
            assert not left, (name, left[:3])
