"""What keeps a run from asking is told in one sentence: which file, key or host, and what to do. Nothing is overwritten."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import load
from listproof.running import choose
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.server import Running
from listproof.transport.targets_file import TargetsError

from .live_runs import CHECKOUT, HSS, NEBULA, VARIABLES, Finished, entry, environment, run

USAGE, TROUBLE, UNREACHABLE = 4, 10, 11
EARLIER = '{"an": "earlier run"}'


def _closed() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def _tried(folder: Path, targets: str, *arguments: str, chosen: bool = True, **more: Any) -> Finished:
    """A run over an earlier one's reports, which must stand there afterwards as they stood; of one contract, or of all."""
    (folder / "listproof.toml").write_text(targets, encoding="utf-8")
    (folder / "reports").mkdir()
    (folder / "reports" / "run.json").write_text(EARLIER, encoding="utf-8")
    done = run(folder, *((f"--contract={HSS}",) if chosen else ()), *(arguments or ("--target=live",)), **more)
    assert sorted(path.name for path in (folder / "reports").rglob("*")) == ["run.json"]
    assert (folder / "reports" / "run.json").read_text(encoding="utf-8") == EARLIER
    assert "Traceback" not in done.output
    return done


def _sentence(done: Finished, code: int, *words: str) -> None:
    """The run ended with that code, and one line of what it printed holds all these words."""
    assert done.code == code, done.output
    lines = [line for line in done.output.splitlines() if all(word in line for word in words)]
    assert lines, f"no line holds {words}:\n{done.output}"


def test_an_unset_variable_is_named_before_anything_is_sent(tmp_path: Path, served: Callable[..., Running]) -> None:
    """The sentence names the file, the key, the variable, and how to set it; the target is never asked."""
    server = served([HSS])
    asked: list[object] = []
    server.services[0].answer = lambda request: asked.append(request)  # type: ignore[method-assign,assignment,return-value]
    done = _tried(tmp_path, entry(load(HSS), server.url), variables={})
    _sentence(done, USAGE, "listproof.toml", f"targets.live.{HSS}.auth.value", "LIVE_TOKEN", "export LIVE_TOKEN=")
    assert asked == []


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    """A key that no table takes is named with those that it takes."""
    done = _tried(tmp_path, entry(load(HSS), _closed()) + "retries = 3")
    _sentence(done, USAGE, "listproof.toml", f"targets.live.{HSS}.retries", "unknown key", "requests_per_second")


@pytest.mark.parametrize(
    ("addition", "words"),
    [
        ('concurrency = "4"', ("concurrency", "a whole number", "found text")),
        ("timeout = 0", ("timeout", "above 0")),
        ('verify = "nowhere.pem"', ("verify", "nowhere.pem", "certificates")),
        ("mask = 7", ("mask", "a list")),
        ('mask = ["Jobs"]', ("mask", "a pointer", "/")),
    ],
)
def test_a_value_that_cannot_be_used_is_named(tmp_path: Path, addition: str, words: tuple[str, ...]) -> None:
    """A value of another kind is named with what is expected instead, before there is a run."""
    file = tmp_path / "listproof.toml"
    file.write_text(entry(load(HSS), _closed()) + addition, encoding="utf-8")
    with pytest.raises(TargetsError) as told:
        choose(["live"], [HSS], file, True, None, VARIABLES)
    assert "\n" not in str(told.value)
    for word in (str(file), f"targets.live.{HSS}", *words):
        assert word in str(told.value)


def test_a_secret_written_out_is_refused(tmp_path: Path) -> None:
    """A secret that stands in the file for a host elsewhere is refused, and not repeated in the refusal."""
    auth = {"type": "header", "name": "X-Auth-Token", "value": "written-out-secret"}
    done = _tried(tmp_path, entry(load(HSS), "https://hss.example.com", auth=auth))
    _sentence(done, USAGE, f"targets.live.{HSS}.auth.value", "${VARIABLE}")
    assert "written-out-secret" not in done.output


def test_an_unknown_slug_is_told_with_those_there_are(tmp_path: Path) -> None:
    """A table for a contract that does not exist is named with the contracts that do, where no other one is chosen."""
    targets = entry(load(HSS), _closed()) + f'[targets.live.{HSS}-v2]\nbase_url = "http://127.0.0.1:9"\n'
    _sentence(_tried(tmp_path, targets, chosen=False), USAGE, "listproof.toml", f"targets.live.{HSS}-v2", "no such contract", NEBULA)


def test_an_unknown_target_is_told_with_those_there_are(tmp_path: Path) -> None:
    """A target that the file does not name is told with those that it does."""
    done = _tried(tmp_path, entry(load(HSS), _closed()), "--target=production")
    _sentence(done, USAGE, "listproof.toml", "'production'", "mock, live")


def test_a_target_without_the_contract_is_told(tmp_path: Path) -> None:
    """A chosen target that has no table for the chosen contract leaves nothing to ask, and says which table is missing."""
    done = _tried(tmp_path, '[targets.live.nebula-explorer-workflow-jobs]\nbase_url = "http://127.0.0.1:9"\n')
    _sentence(done, USAGE, "listproof.toml", f"[targets.live.{HSS}]")


def test_a_missing_file_is_told_with_what_writes_one(tmp_path: Path) -> None:
    """Without a targets file the sentence says what writes one."""
    done = run(tmp_path, "--target=live")
    _sentence(done, USAGE, "listproof.toml", "`listproof init`")


def test_a_broken_file_is_told_with_its_line(tmp_path: Path) -> None:
    """A file that is no TOML is told with the line."""
    _sentence(_tried(tmp_path, "[targets.live\n"), USAGE, "listproof.toml", "line 1")


def test_an_unreachable_host_ends_the_run(tmp_path: Path) -> None:
    """Where nothing listens the run says which host, stops asking, and ends with the code for that."""
    done = _tried(tmp_path, entry(load(HSS), _closed()))
    _sentence(done, UNREACHABLE, "127.0.0.1", "cannot be reached", "base_url", f"targets.live.{HSS}")


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<!doctype html><title>Sign in</title><p>Welcome to the console"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def console() -> Iterator[str]:
    """A server that answers everything with a page for people."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_target_that_speaks_html_is_no_listing(tmp_path: Path, console: str) -> None:
    """A console's address instead of the API's is told as that, not as hundreds of violations."""
    done = _tried(tmp_path, entry(load(HSS), console))
    _sentence(done, UNREACHABLE, console, "a page and not", "base_url")


def test_a_refused_sign_in_ends_the_run(tmp_path: Path, served: Callable[..., Running], monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that the target does not know is told once, and nothing more is asked."""
    server = served([HSS])
    asked: list[str] = []
    usual = server.services[0].answer

    def answer(request: Request) -> Answer:
        asked.append(request.method)
        return usual(request)

    monkeypatch.setattr(server.services[0], "answer", answer)
    done = _tried(tmp_path, entry(load(HSS), server.url), variables={"LIVE_TOKEN": "an-old-token-that-nobody-knows"})
    _sentence(done, TROUBLE, HSS, "refused", "auth")
    assert len(asked) == 1


def test_a_broken_contract_is_told_with_file_and_line(tmp_path: Path) -> None:
    """A contract that cannot be loaded is told with its file, the line and what is expected there."""
    folder = tmp_path / "contracts"
    shutil.copytree(CHECKOUT / "contracts", folder)
    broken = folder / HSS / "openapi.yaml"
    text = broken.read_text(encoding="utf-8")
    assert "  records: /job_info_list" in text
    broken.write_text(text.replace("  records: /job_info_list", "  recordz: /job_info_list", 1), encoding="utf-8")
    done = _tried(tmp_path, entry(load(HSS), _closed()), "--target=live", f"--contracts={folder}")
    assert done.code == USAGE, done.output
    assert re.search(rf"{HSS}/openapi\.yaml:\d+", done.output)
    assert "records" in done.output


def test_a_port_in_use_is_told(served: Callable[..., Running]) -> None:
    """`listproof serve` on a port that is taken names the port and what to do."""
    port = served([HSS]).url.rsplit(":", 1)[1]
    done = subprocess.run(
        [sys.executable, "-m", "listproof", "serve", HSS, "--port", port], cwd=CHECKOUT, env=environment(), capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    assert f"port {port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_baseline_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A baseline is looked for before anything is sent."""
    done = _tried(tmp_path, entry(load(HSS), _closed()), "--target=live", f"--baseline={tmp_path / 'none.json'}")
    _sentence(done, USAGE, "--baseline", "none.json")


def test_reports_that_cannot_be_written_are_told(tmp_path: Path, served: Callable[..., Running]) -> None:
    """A folder of reports that cannot be made is told in one sentence, before anything is sent."""
    (tmp_path / "listproof.toml").write_text(entry(load(HSS), served([HSS]).url), encoding="utf-8")
    (tmp_path / "reports").write_text("a file where the folder should be", encoding="utf-8")
    done = run(tmp_path, "--target=live", f"--contract={HSS}")
    _sentence(done, USAGE, "--reports", os.fspath(tmp_path / "reports"))
    assert "Traceback" not in done.output


def test_what_the_guide_explains_is_what_is_said() -> None:
    """Each sentence that docs/live.md explains is one that the suite says."""
    guide = (CHECKOUT / "docs" / "live.md").read_text(encoding="utf-8").partition("| it says |")[2].partition("## 4.")[0]
    floors = [path for floor in ("transport", "evidence") for path in (CHECKOUT / "src/listproof" / floor).glob("*.py")]
    told = "".join(path.read_text(encoding="utf-8") for path in [*floors, CHECKOUT / "src/listproof/verdicts.py"])
    sentences = re.findall(r"^\| `([^`]+)` \|", guide, re.MULTILINE)
    assert len(sentences) == 11
    for sentence in sentences:
        spelled = sentence.removeprefix("caution … ").replace("429", "{answer.status}").replace("64 MB", "{size(self._bounds.body)}")
        spelled = spelled.replace("at most 3 sign-ins", "at most {MOST_REFUSED} sign-ins")
        assert spelled.replace("120 s", "{self._bounds.seconds:g} s") in told, sentence
