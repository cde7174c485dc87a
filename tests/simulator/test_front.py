"""What a simulator shows to people: a page whose commands work when pasted, the document, browsers let in, a log without secrets."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup, Tag

from listproof.contract import at, load, slugs
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults import planted
from listproof.simulator.front import Front, logged
from listproof.simulator.server import Running, start
from listproof.simulator.service import Service
from listproof.simulator.signin import ACCOUNTS

CONTRACTS = Path(__file__).parents[2] / "contracts"
SLUGS = tuple(slugs(CONTRACTS))
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="module")
def log() -> list[str]:
    """The lines of the log, as they are told."""
    return []


@pytest.fixture(scope="module")
def running(log: list[str]) -> Iterator[Running]:
    """All contracts served with a front."""
    services = [Service(load(slug, CONTRACTS), jobs=40) for slug in SLUGS]
    with start(services, front=Front(tuple(services), log.append)) as server:
        yield server


@pytest.fixture(scope="module")
def shown(running: Running) -> BeautifulSoup:
    """The page."""
    answer = httpx.get(f"{running.url}/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return BeautifulSoup(answer.text, "html.parser")


def section_of(page: BeautifulSoup, slug: str) -> Tag:
    """The part of the page that is about a listing."""
    found = page.find("section", {"aria-labelledby": slug})
    assert found is not None, slug
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_the_commands_of_the_page_work_when_pasted(slug: str, shown: BeautifulSoup) -> None:
    """Each of them, in one shell, gives records; the one that does not sign in gives none."""
    if shutil.which("curl") is None or shutil.which("openssl") is None:
        pytest.skip("needs curl and openssl")
    contract = load(slug, CONTRACTS)
    section = section_of(shown, slug)
    commands = [one.get_text() for one in section.find_all("code") if one.get_text().startswith(("curl ", "ask ", "URL="))]
    pasted = "\necho '<<>>'\n".join(commands)
    done = subprocess.run(["sh", "-c", pasted], capture_output=True, text=True, timeout=60, check=False)
    answers = [json.loads(one) for one in done.stdout.split("<<>>") if one.strip()]
    assert len(answers) == len([one for one in commands if not one.startswith("URL=")]) >= 3, done.stderr
    counts = [len(found) if isinstance(found := at(one, contract.records), list) else None for one in answers]
    assert all(counts[:-1]), counts
    assert counts[-1] is None
    assert at(answers[0], contract.records) != at(answers[1], contract.records)


def test_the_page_names_every_listing_and_every_way_to_sign_in(shown: BeautifulSoup) -> None:
    """Path, slug and each documented way, a token that some listing takes beside a signature too."""
    text = shown.get_text()
    for slug in SLUGS:
        assert load(slug, CONTRACTS).path in text
    assert f"the header X-Auth-Token: {ACCOUNTS[0].token}" in section_of(shown, "huawei-coc-documents").get_text()


def test_the_page_and_the_banner_name_the_planted_fault() -> None:
    """Its id and its sentence; no sentence where nothing is planted."""
    contract = load(SLUGS[1], CONTRACTS)
    fault = planted(contract)[0]
    faulty = Front((Service(contract, jobs=5, fault=fault),)).answer(Request("GET", "/"))
    assert faulty is not None
    text = BeautifulSoup(faulty.body, "html.parser").get_text()
    assert fault.id in text
    assert fault.sentence in text
    honest = Front((Service(contract, jobs=5),)).answer(Request("GET", "/"))
    assert honest is not None
    assert b"on purpose" not in honest.body


def test_the_document_is_openapi_of_what_is_served(running: Running) -> None:
    """Every path, references that lead somewhere, the server's own address, and nothing that is said for listproof alone."""
    found = httpx.get(f"{running.url}/openapi.json").json()
    assert found["servers"] == [{"url": running.url}]
    assert set(found["paths"]) == {load(slug, CONTRACTS).path for slug in SLUGS}

    def references(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            yield from ([value["$ref"]] if isinstance(value.get("$ref"), str) else [])
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    assert all(at(found, one.removeprefix("#")) for one in set(references(found)))
    assert '"x-source"' not in json.dumps(found)
    schemes = found["components"]["securitySchemes"]
    assert {"type": "apiKey", "in": "header", "name": "X-Auth-Token"} in schemes.values()
    asked = found["paths"][load("huawei-coc-documents", CONTRACTS).path]["get"]["security"]
    assert [schemes[name]["name"] for one in asked for name in one] == ["X-Auth-Token"]
    schema = pytest.importorskip("openapi_spec_validator")
    schema.validate(found)


@pytest.mark.parametrize(
    ("origin", "let_in"),
    [
        ("http://localhost:5173", True),
        ("http://127.0.0.1:3000", True),
        ("http://[::1]:3000", True),
        ("https://evil.example", False),
        ("http://localhost.evil.example", False),
        ("null", False),
        ("http://127.0.0.1:3000/x\x80", False),
    ],
)
def test_pages_of_this_machine_are_let_in(origin: str, let_in: bool, running: Running) -> None:
    """Before asking and with the answer; a page from elsewhere reads nothing."""
    url = running.url + load(SLUGS[1], CONTRACTS).path
    sent = httpx.Headers({"Origin": origin}, encoding="latin-1")
    answer = httpx.get(url, headers=sent)
    assert ("access-control-allow-origin" in answer.headers) == let_in
    before = httpx.options(
        url, headers=[*sent.raw, (b"Access-Control-Request-Method", b"GET"), (b"Access-Control-Request-Headers", b"x-auth-token")]
    )
    assert (before.status_code == 204) == let_in
    assert (before.headers.get("access-control-allow-headers") == "x-auth-token") == let_in


def test_whoever_sends_no_origin_gets_what_the_service_says(running: Running) -> None:
    """Not a header more, not a header less: laws see the service alone."""
    contract = load(SLUGS[1], CONTRACTS)
    answer = httpx.get(running.url + contract.path)
    assert not [name for name in answer.headers if name.startswith("access-control") or name == "vary"]


def test_a_page_without_an_address_is_told_how_it_is_led_to() -> None:
    """A cursor's next page cannot be told beforehand; where its cursor stands can."""
    front = Front((Service(load("drf-cursor", CONTRACTS / "examples"), jobs=5),))
    answer = front.answer(Request("GET", "/"))
    assert answer is not None
    assert b"the next page is at the address that an answer gives at /next" in answer.body


def test_a_path_of_a_listing_is_its_own(tmp_path: Path) -> None:
    """A listing at / keeps its place; the page gives way."""
    text = (CONTRACTS / "huawei-coc-documents/openapi.yaml").read_text(encoding="utf-8").replace("  /v1/documents:", "  /:")
    folder = tmp_path / "huawei-coc-documents"
    folder.mkdir()
    (folder / "openapi.yaml").write_text(text, encoding="utf-8")
    front = Front((Service(load("huawei-coc-documents", tmp_path), jobs=3),))
    assert front.answer(Request("GET", "/")) is None


def test_a_request_is_logged_without_secrets(running: Running, log: list[str]) -> None:
    """Method, target, status, bytes; the value of what is called like a secret is not shown, whatever its spelling."""
    log.clear()
    path = load(SLUGS[1], CONTRACTS).path
    httpx.get(f"{running.url}{path}?limit=2&access%5Ftoken=hush-1f0c&apiKey=hush-2", headers={"X-Auth-Token": "hush-3"})
    (line,) = log
    assert line.startswith(f"GET {path}?limit=2&access%5Ftoken=***&apiKey=***  ")
    assert "bytes" in line
    assert "hush" not in line


def test_what_a_request_says_steers_no_terminal() -> None:
    """A control character of a raw target is spelled out."""
    line = logged(Request("GET", "/a\x9b31m\x1b[2J?q=\u202e"), Answer(404), 0.001, ())
    assert line == "GET /a\\x9b31m\\x1b[2J?q=\\u202e  404  0 bytes  1 ms"


@pytest.mark.browser
def test_the_page_works_by_keyboard_on_a_phone(tmp_path: Path) -> None:
    """At 390 pixels nothing sticks out sideways; every command has a button that takes the focus, and it says what it did."""
    if BROWSER is None:
        pytest.skip("Chromium is not installed")
    answer = Front((Service(load(SLUGS[0], CONTRACTS), jobs=5),)).answer(Request("GET", "/"))
    assert answer is not None
    inner = html.escape(answer.body.decode())
    page = tmp_path / "page.html"
    page.write_text(
        f"""<!DOCTYPE html><body><iframe style="border:0;width:390px;height:800px" srcdoc="{inner}"></iframe><script>
        document.querySelector("iframe").addEventListener("load", async (event) => {{
          const inside = event.target.contentDocument, buttons = [...inside.querySelectorAll("button")];
          inside.querySelectorAll("summary").forEach((one) => one.click());
          const focused = buttons.filter((one) => {{ one.focus(); return inside.activeElement === one; }}).length;
          buttons[0].click();
          await new Promise((done) => setTimeout(done, 200));
          const found = {{wide: inside.documentElement.scrollWidth, commands: inside.querySelectorAll("pre").length, focused,
                          said: inside.getElementById("status").textContent}};
          document.documentElement.setAttribute("data-told", JSON.stringify(found));
        }});</script></body>"""
    )
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--virtual-time-budget=5000", "--window-size=800,900")
    done = subprocess.run(
        [BROWSER, *flags, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    told = re.search(r'data-told="([^"]*)"', done.stdout)
    assert told, done.stderr[-2000:]
    found = json.loads(html.unescape(told[1]))
    assert found["wide"] <= 390
    assert found["focused"] == found["commands"] > 3
    assert found["said"] in ("Copied", "Selected")
