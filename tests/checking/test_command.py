"""`listproof check` on the shell: what it prints, what it leaves, and that what it leaves asks the same again."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from click.testing import CliRunner

from listproof.cli import main
from listproof.contract import load, slugs
from listproof.running import choose

from .harbours import RECORDS, described
from .test_check import PAGES, boats

ASKED: list[str] = []


class Handler(BaseHTTPRequestHandler):
    """Harbours, and the boats of each."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """An honest answer; a harbour that is not there is none."""
        url = urlsplit(self.path)
        ASKED.append(url.path)
        known = url.path == "/harbours" or url.path in {f"/harbours/{one['id']}/boats" for one in RECORDS}
        body = boats(dict(parse_qsl(url.query))) if known else 404
        told = json.dumps({"detail": "no"} if isinstance(body, int) else body).encode()
        self.send_response(body if isinstance(body, int) else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Where the harbours are."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def openapi(tmp_path: Path) -> Path:
    """The file of the harbours."""
    document = described(*PAGES, path="/harbours", total={"type": "integer"})
    inner = described(*PAGES, path="/harbours/{harbour_id}/boats", total={"type": "integer"})
    document.value["paths"].update(inner.value["paths"])
    path = tmp_path / "harbour.json"
    path.write_text(json.dumps(document.value), encoding="utf-8")
    return path


def told(*arguments: str) -> tuple[int, str]:
    """Exit status and output."""
    done = CliRunner().invoke(main, ["check", *arguments])
    return done.exit_code, done.output


def test_what_a_check_leaves_asks_the_same_again(openapi: Path, url: str, tmp_path: Path) -> None:
    """Contracts that lint, a targets file with the address and the values of paths, and the command that takes both."""
    kept = tmp_path / "kept"
    status, output = told(str(openapi), "--url", url, "-o", str(kept))
    assert status == 0, output
    assert "harbour_id=1 from the first record of harbours" in output
    assert f"again   listproof test --contracts {kept} --targets-file {kept / 'listproof.toml'} --target local" in output
    choice = choose(["local"], (), kept / "listproof.toml", True, kept, {})
    assert [place.contract.slug for place in choice.places] == list(slugs(kept))
    inner = next(place for place in choice.places if place.contract.scopes)
    assert inner.target is not None
    assert (inner.target.base_url, dict(inner.target.path)) == (url, {"harbour_id": "1"})
    assert load(inner.contract.slug, kept).sources["pages.offset"].grade == "seen"


@pytest.mark.slow
def test_what_a_check_leaves_is_tested_later(openapi: Path, url: str, tmp_path: Path) -> None:
    """The command of the last line runs as it stands, judges every listing that was kept, and tells the honest one nothing."""
    kept = tmp_path / "kept"
    status, output = told(str(openapi), "--url", url, "-o", str(kept))
    assert status == 0, output
    again = output.rstrip().rsplit("again   ", 1)[1].split()
    assert again[0] == "listproof"
    done = subprocess.run([sys.executable, "-m", "listproof", *again[1:]], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    run = json.loads((tmp_path / "reports" / "run.json").read_text(encoding="utf-8"))
    assert sorted({one["contract"] for one in run["outcomes"] if one["verdict"] == "pass"}) == list(slugs(kept))


def test_a_corrected_overlay_is_not_written_over(openapi: Path, url: str, tmp_path: Path) -> None:
    """Nothing is asked where it is there; --force says that it may go, and the targets file stays all the same."""
    kept = tmp_path / "kept"
    kept.mkdir()
    for name in ("harbour.overlay.yaml", "listproof.toml"):
        (kept / name).write_text("# mine\n", encoding="utf-8")
    ASKED.clear()
    status, output = told(str(openapi), "--url", url, "-o", str(kept))
    assert (status, "is already there" in output, ASKED) == (4, True, [])
    status, output = told(str(openapi), "--url", url, "-o", str(kept), "--operation", "/harbours", "--force")
    assert status == 0, output
    assert "x-listing" in (kept / "harbour.overlay.yaml").read_text(encoding="utf-8")
    assert (kept / "listproof.toml").read_text(encoding="utf-8") == "# mine\n"


def test_a_given_path_is_asked_and_a_plan_asks_nobody(openapi: Path, url: str) -> None:
    """--path wins over another list's record; --plan tells requests, and what settling may cost more."""
    ASKED.clear()
    boats_of = "/harbours/{harbour_id}/boats"
    status, output = told(str(openapi), "--url", url, "--operation", boats_of, "--path", "harbour_id=3")
    assert status == 0, output
    assert {path for path in ASKED if path.startswith("/harbours/3/")}
    assert "/harbours/1/boats" not in ASKED
    ASKED.clear()
    status, output = told(str(openapi), "--plan")
    assert (status, ASKED) == (0, [])
    assert "Nothing was sent" in output
    assert "Settling costs at most" in output


def test_an_address_where_nobody_answers_is_told_by_what_was_given(openapi: Path) -> None:
    """Who gave an address has no targets file: none of its keys is named."""
    done = CliRunner().invoke(main, ["check", str(openapi), "--url", "http://127.0.0.1:9", "--operation", "/harbours"])
    assert done.exit_code == 11
    assert "check the address given and the network" in done.output
    assert "targets." not in done.output
