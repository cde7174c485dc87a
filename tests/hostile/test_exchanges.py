"""No answer costs more than it may: each attack is told as what it is, within its deadline, in little memory, and asked for no further."""

from __future__ import annotations

import json
import random
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import absent, spelled_path
from listproof.reports.har import write_har
from listproof.simulator.targets import mock
from listproof.transport import Session, Target
from listproof.verdicts import Inconclusive, Trouble

from .attacks import ATTACKS, CONTRACT, TargetAttack, sends
from .servers import answer, hostile

LIMITS = {"deadline": 30.0, "timeout": 20.0, "max_body": 2_000_000}
SOON: dict[str, Any] = {"deadline": 0.6, "timeout": 0.5}
"""Limits that a test can wait for, where the attack is to be slow; an answer that comes is given its time, however busy the machine."""
SLOW = ("drip-body", "drip-headers", "silence")


def session(url: str, attempts: int = 2, **settings: object) -> Session:
    """A session at a hostile server, with limits lower than the usual ones."""
    made = Target("test", CONTRACT.slug, **{**mock(CONTRACT, url), **LIMITS, **settings})
    return Session(made, CONTRACT.sign_in, attempts=attempts, sleep=lambda seconds: None)


@pytest.mark.parametrize("attack", [one for one in ATTACKS if one.says and not one.name.startswith("location")], ids=lambda one: one.name)
def test_an_attack_is_told_as_what_it_is(attack: TargetAttack) -> None:
    """What is said names the limit; the session raises nothing but Trouble; a second and third answer of the kind end the asking."""
    with hostile(attack.attack, seconds=60) as server:
        made = session(server.url, **(SOON if attack.name in SLOW else {}))
        for _ in range(4):
            with pytest.raises(Trouble, match=attack.says):
                made.get(spelled_path(CONTRACT, made.target.path), "limit=10")
        assert made.stopped is not None
        assert len(server.requests) <= 6
        made.close()


@pytest.mark.parametrize("attack", [one for one in ATTACKS if not one.says or one.name.startswith("location")], ids=lambda one: one.name)
def test_what_can_be_read_is_an_answer(attack: TargetAttack) -> None:
    """A strange value, header or address is data: the session hands it over, and its time is a time."""
    with hostile(attack.attack, seconds=60) as server:
        made = session(server.url)
        for _ in range(2):
            answer = made.get(spelled_path(CONTRACT, made.target.path), "limit=10")
            early, late = answer.now
            assert 0 < early < late
            assert made.shown(answer).status == answer.status
        made.close()


def test_a_packed_answer_is_unpacked() -> None:
    """gzip and deflate, with and without a frame, in one piece or many, arrive as what was packed; what is cut short is no answer."""
    import gzip
    import zlib

    from .servers import answer

    body = b'{"a": "' + b"x" * 300_000 + b'"}'
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    for coding, packed in (
        ("gzip", gzip.compress(body)),
        ("deflate", zlib.compress(body)),
        ("deflate", bare.compress(body) + bare.flush()),
        ("identity", body),
        ("gzip, gzip", gzip.compress(gzip.compress(body))),
        ("gzip", b"".join(gzip.compress(body[at : at + 50_000]) for at in range(0, len(body), 50_000))),
    ):
        with hostile(lambda connection, head: connection.sendall(answer(packed, f"Content-Encoding: {coding}")), 20) as server:  # noqa: B023
            made = session(server.url)
            assert made.get("/x", "").body == {"a": "x" * 300_000}
            assert made.get("/x", "").headers["content-encoding"] == coding
            made.close()
    cut = gzip.compress(body)[:-20]
    broken = hostile(lambda connection, head: connection.sendall(answer(cut, "Content-Encoding: gzip")), 20)
    with broken as server, pytest.raises(Trouble, match="ends before its end"):
        session(server.url).get("/x", "")


def test_a_foreign_coding_is_asked_for_once_and_named_without_a_secret() -> None:
    """Brotli and Zstandard are not asked for; who sends them anyway, or the credential in their place, is told so and not asked again."""
    for coding, named in (("br", "'br'"), ("zstd", "'zstd'"), ("a-PLANTED-credential", "***"), ("\x1b[2J" + "x" * 5000, "xxx")):
        with hostile(sends(b"x", f"Content-Encoding: {coding}")) as server:
            made = session(server.url, auth={"type": "header", "name": "X-Auth-Token", "value": "a-PLANTED-credential"})
            with pytest.raises(Trouble, match="which listproof does not read: it asks for gzip, deflate") as told:
                made.get("/x", "")
            made.close()
        assert named in str(told.value)
        assert "PLANTED" not in str(told.value)
        assert len(str(told.value)) < 250
        assert "\x1b" not in str(told.value)
        assert [b"accept-encoding: gzip, deflate\r\n" in one.lower() for one in server.requests] == [True]


def test_an_answer_of_very_many_members_is_told() -> None:
    """Each member of a gzip body costs something, however little it holds."""
    import gzip

    from .servers import answer

    many = answer(gzip.compress(b" ") * 50_000, "Content-Encoding: gzip")
    with hostile(lambda connection, head: connection.sendall(many), 20) as server, pytest.raises(Trouble, match="4,000 members"):
        session(server.url).get("/x", "")


def test_what_is_no_json_is_no_limit_of_ours() -> None:
    """A page of HTML with many commas, or half a document, is no JSON, whatever its size."""
    from .servers import answer

    for body in (b"<p>," + b"," * 600_000, b'{"a": [1,', b"", b"[" * 50):
        with hostile(lambda connection, head: connection.sendall(answer(body)), 20) as server:  # noqa: B023
            assert session(server.url).get("/x", "").body is absent


def test_a_run_whose_time_is_up_asks_no_more_and_waits_no_longer() -> None:
    """Past the end of the run an answer under way is let go, a wait ends, and what was not asked is inconclusive."""
    slow = next(one for one in ATTACKS if one.name == "drip-body").attack
    with hostile(slow, 30) as server:
        made = session(server.url, deadline=60, timeout=60)
        made.ends = time.monotonic() + 3.0
        for _ in range(3):
            with pytest.raises(Inconclusive, match="the time of the run was up"):
                made.get("/x", "")
        assert len(server.requests) == 1


def test_every_attempt_stands_in_the_archive(tmp_path: Path) -> None:
    """What was throttled, out of order and refused is kept beside the answer that came in the end."""
    from .servers import answer

    statuses = iter(["429 X", "503 X", "502 X", "200 OK"])
    with hostile(lambda connection, head: connection.sendall(answer(b"{}", "Retry-After: 0", status=next(statuses))), 20) as server:
        made = session(server.url, attempts=5)
        made.kept = []
        assert made.get("/x", "").status == 200
        write_har(((one.asked, made.shown(one)) for one in made.kept), tmp_path / "exchanges.har", "0")
        made.close()
    entries = json.loads((tmp_path / "exchanges.har").read_text("utf-8"))["log"]["entries"]
    assert [one["response"]["status"] for one in entries] == [429, 503, 502, 200]


def test_closing_ends_what_waits() -> None:
    """A session that is closed wakes a read that a silent server would keep for a minute."""
    import threading

    slow = next(one for one in ATTACKS if one.name == "silence").attack
    with hostile(slow, 60) as server:
        made = session(server.url, deadline=60, timeout=60)
        ended: list[BaseException] = []

        def ask() -> None:
            try:
                made.get("/x", "")
            except Exception as error:
                ended.append(error)

        thread = threading.Thread(target=ask)
        thread.start()
        while not server.requests:
            time.sleep(0.01)
        made.close()
        thread.join(10)
        assert ended


def test_a_wait_moves_nobody_elses_chance() -> None:
    """A question that is throttled and asked again leaves the chance of the process as it is: laws draw theirs meanwhile."""
    waited: list[float] = []

    def attack(connection: socket.socket, head: bytes) -> None:
        throttled = not waited
        connection.sendall(answer(b"{}", *(["Retry-After: 0"] if throttled else []), status="429 X" if throttled else "200 OK"))

    with hostile(attack, seconds=60) as server:
        made = Session(Target("test", CONTRACT.slug, **mock(CONTRACT, server.url)), CONTRACT.sign_in, sleep=waited.append)
        before = random.getstate()
        assert made.get(spelled_path(CONTRACT, made.target.path), "limit=10").status == 200
        assert random.getstate() == before
        made.close()
    assert waited


_MEASURED = """
import resource
from tests.hostile.attacks import ATTACKS, CONTRACT
from tests.hostile.servers import hostile
from listproof.contract import spelled_path
from listproof.simulator.targets import mock
from listproof.transport import Session, Target
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
attack = next(one for one in ATTACKS if one.name == {name!r})
with hostile(attack.attack, 60) as server:
    made = Session(Target("t", CONTRACT.slug, **mock(CONTRACT, server.url)), CONTRACT.sign_in, attempts=1)
    for _ in range(3):
        try:
            made.get(spelled_path(CONTRACT, made.target.path), "limit=10")
        except Exception as error:
            print(type(error).__name__, error)
print("grew by", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, "MB")
"""


@pytest.mark.parametrize("name", ["body-without-end", "gzip", "gzip-twice", "pieces-without-end", "a-million-records"])
def test_memory_stays_bounded(name: str) -> None:
    """With the default limits, and the attacking server in the same process, an attack takes less than 200 MB."""
    program, checkout = _MEASURED.format(name=name), Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=checkout, capture_output=True, text=True, timeout=120, check=True)
    assert re.search("(Trouble|TooLarge) .*(max_body|more than 500,000 values)", done.stdout), done.stdout
    grown = re.search(r"grew by (\d+) MB", done.stdout)
    assert grown is not None
    assert int(grown[1]) < 200, done.stdout
