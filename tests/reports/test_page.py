"""The page tells everything of a run, to eyes, keyboards, phones and paper, and loads nothing from anywhere."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from listproof.contract import load, slugs
from listproof.proof.proof import Proof, Watched, proved, worth
from listproof.proof.suite import all_laws
from listproof.proof.trials import Trial, tried
from listproof.proof.written import write as write_proof
from listproof.regression import compare
from listproof.regression import write_files as write_comparison
from listproof.regression.keeping import keep_reports
from listproof.reports import masking
from listproof.reports.page import ChangeLine, render, write_page
from listproof.reports.run import Run
from listproof.reports.terminal import SIGNS
from listproof.simulator.faults import catalogue
from listproof.simulator.variants import variants

from . import made

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--virtual-time-budget=20000",
)  # fmt: skip


def browse(page: str, script: str, folder: Path, hash: str = "") -> Any:
    """Open a page in Chromium, run a script in it that calls `tell(value)`, and return the value."""
    if BROWSER is None:
        pytest.skip("Chromium is not installed")
    teller = "const tell = (value) => document.documentElement.setAttribute('data-told', JSON.stringify(value));"
    path = folder / "page.html"
    path.write_text(f"</body><script>{teller}{script}</script>".join(page.rsplit("</body>", 1)))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        done = subprocess.run(
            [BROWSER, *FLAGS, f"--user-data-dir={profile}", "--window-size=1280,900", "--dump-dom", path.as_uri() + hash],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    told = re.search(r'data-told="([^"]*)"', done.stdout)
    assert told, done.stderr[-2000:]
    return json.loads(html.unescape(told[1]))


def large(count: int = 2000) -> Run:
    """A run of many outcomes."""
    verdicts = ("pass", "pass", "pass", "fail", "inconclusive")
    outcomes = [made.outcome(f"filters.law-{n}", verdicts[n % 5], f"parameter-{n}", reason=f"reason {n}") for n in range(count)]
    return made.run(outcomes)


def test_everything_of_the_run_is_on_the_page() -> None:
    """Laws, facts with their places, reasons, behaviours, disputes, violations with exchange and curl, cost: all are told."""
    run = made.full_run()
    text = html.unescape(render(run, {run.outcomes[1].key: 4}, [ChangeLine("breaking", "limit is not enforced any more")])).replace(
        "<wbr>", ""
    )
    for outcome in run.outcomes:
        assert outcome.law in text
    for fact in run.listings[0].facts:
        assert f"<code>{fact.id}</code>" in text
    titles = run.listings[0].documents
    assert f"{titles['003']}: Table 2 Query Parameters, limit" in text
    assert "document 003" not in text
    for dispute in run.listings[0].disputes:
        assert dispute.question in text
        assert all(reading in text for reading in dispute.readings)
    for said in (
        "every record has the same cluster_name", "limit above its maximum", "honoured", made.exchange().curl, "for 4 runs",
        "400 HSS.0001", "seed 7", "waives 1", "refused the connection", "limit is not enforced any more", "no law of this run compared it",
    ):  # fmt: skip
        assert said in text


def test_a_credential_to_put_in_comes_with_the_replay_of_where_the_run_is_kept() -> None:
    """Beside a curl that lacks its credential stands the command that signs in, with what leads back to this run."""
    failing = made.outcome("bounds.maximum", "fail", "limit", violation=made.violation())
    run = made.run([failing])
    masked = replace(run, findings=tuple(replace(one, command="curl -H 'x: ***' http://127.0.0.1:9") for one in run.findings))
    text = render(masked, replay=lambda name: f"listproof replay {name} --run elsewhere/run.json")
    assert f"<code>listproof replay {run.findings[0].id} --run elsewhere/run.json</code> signs in" in text


def test_many_violated_facts_are_folded() -> None:
    """A few stand open; where half of a document is violated, a phone shows the findings and not a hundred rows."""
    names = [fact for fact in made.fact_ids() if fact.startswith("parameters.")]
    assert len(names) > 20
    failing = [made.outcome("bounds.maximum", "fail", name, violation=made.violation(name), compared={name: 1}) for name in names]
    assert 'data-open="yes"' in render(made.run(failing[:3]))
    assert 'data-open="yes"' not in render(made.run(failing))


def test_a_listing_that_was_read_in_part_says_so_at_the_top_and_in_its_row() -> None:
    """How many records of how many, which, and what that leaves unproved; a listing that was read whole says none of it."""
    page = render(made.run(listing=made.asked(census=made.PART)))
    head = page[page.index("<header") : page.index("</header>")]
    assert "1 of 1 listings read in part" in head
    overview = page[page.index('id="overview"') : page.index('id="results"')]
    cell = re.search(r'data-label="records"[^>]*>378<a [^>]*href="#([^"]+)">of 1000000</a>', overview)
    assert cell
    assert f'id="{cell[1]}"' in overview
    assert made.PART.note in overview
    assert "read in part" not in render(made.run())


def test_verdicts_are_told_by_sign_and_word_not_by_colour_alone() -> None:
    """Each sign carries its word for those who cannot see it."""
    text = render(made.full_run())
    for verdict in ("fail", "inconclusive", "waived", "error", "pass"):
        seen = re.escape(SIGNS[verdict])
        assert re.search(rf'class="sign {verdict}"[^>]*><span aria-hidden="true">{seen}</span><span class="unseen">\w', text)


def test_what_a_target_said_is_text_never_markup() -> None:
    """Markup in bodies, names and reasons is shown, not run."""
    evil = "<img src=x onerror=alert(1)>"
    violation = made.violation(expected=evil, observed=evil, exchanges=(made.exchange(body=evil, purpose=evil),))
    run = made.run([made.outcome("bounds.maximum", "fail", evil, violation=violation, reason=evil, behaviours={evil: evil})])
    assert "<img" not in render(run)
    assert "&lt;img" in render(run)


def test_the_page_stands_alone() -> None:
    """Nothing is loaded from anywhere, and the page forbids itself to."""
    text = render(made.full_run())
    assert not re.search(r"""<(script|img|link|iframe)[^>]+(src|href)=""", text)
    assert "default-src 'none'" in text


def test_no_secret_is_on_the_page(tmp_path: Path) -> None:
    """The last guard takes a secret out of the page, escaped as it may be."""
    secret = made.SECRET + "&<'"
    run = made.run([made.outcome("bounds.maximum", "fail", violation=made.violation(observed=f"got {secret}"))])
    keep_reports(run, tmp_path, masking([secret]))
    assert made.SECRET not in (tmp_path / "index.html").read_text()


def test_a_run_without_listings_has_a_page() -> None:
    """A run that could ask nothing still has a page that says why."""
    text = render(replace(made.full_run(), listings=(), outcomes=()))
    assert "Nothing could be asked" in text
    assert "refused the connection" in text


@pytest.mark.parametrize(
    ("verdicts", "says"),
    [
        (["pass"], "The simulator does as the document of 1 listing says"),
        (["pass", "fail"], "1 finding in 1 listing (1 law fails)"),
        (["pass", "inconclusive"], "1 law found nothing"),
        (["pass", "error"], "The suite had trouble"),
    ],
)
def test_the_headline_says_the_worst(verdicts: list[str], says: str) -> None:
    """One sentence says how the run went, the worst first."""
    run = made.run([made.outcome(f"bounds.law-{n}", verdict) for n, verdict in enumerate(verdicts)])
    assert says in html.unescape(render(run))


def test_findings_stand_above_everything_else() -> None:
    """What is wrong and what to do comes before tables, and what passed is folded by area."""
    run = made.full_run()
    text = render(run)
    assert text.index('id="findings"') < text.index('id="trouble"') < text.index('id="overview"') < text.index('id="results"')
    finding = run.findings[0]
    card = text[text.index(f'id="finding-{finding.id}"') :]
    assert html.escape(finding.says) in card
    assert re.findall(r'<details class="fold" data-open="">', text[text.index('id="results"') :])
    assert "0</b> <span>✗" not in text


def test_who_was_asked_is_said_first() -> None:
    """A pass of the simulator never reads as one of a cloud."""
    page = render(made.run([made.outcome("bounds.maximum")]))
    head = page[page.index("<header") : page.index("</header>")]
    assert "Asked: <b>the simulator</b>" in head
    assert "The simulator does" in head


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG defines it."""
    code = colour.lstrip("#")
    code = "".join(2 * letter for letter in code) if len(code) == 3 else code
    parts = [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read_in_light_and_in_dark(theme: str) -> None:
    """Ink, soft text and every verdict have a contrast of at least 4.5 to 1 on what they stand on."""
    style = resources.files("listproof.reports").joinpath("templates/page.css").read_text()
    blocks = {"light": style.split("{", 1)[1].split("}")[0], "dark": style.split('[data-theme="dark"] {', 1)[1].split("}")[0]}
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", blocks[theme]))
    pairs = [(one, f"{one}-bg") for one in ("pass", "fail", "inconclusive", "waived", "error", "unsupported")]
    pairs += [("ink", "paper"), ("ink", "card"), ("ink", "code")]
    pairs += [("soft", "paper"), ("soft", "card"), ("soft", "hover"), ("accent", "card")]
    for text, ground in pairs:
        light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, f"{text} on {ground}"


def places(page: Path) -> list[tuple[Path, str]]:
    """The files and anchors to which the links of a page lead."""
    found = re.findall(r'href="([^"]+)"', page.read_text())
    parts = [unquote(html.unescape(one)).partition("#") for one in found]
    return [(page.parent / path if path else page, anchor) for path, _, anchor in parts]


def test_every_link_opens_wherever_the_folder_is_carried(tmp_path: Path) -> None:
    """Laws and facts are linked to files and anchors that stand beside the page; nothing leads out of the folder."""
    run = made.run([made.outcome(law.id, "fail" if n == 0 else "pass") for n, law in enumerate(all_laws())])
    write_page(run, tmp_path / "index.html")
    (tmp_path / "regression.html").write_text("")
    pages = [tmp_path / "index.html", *(tmp_path / "laws").iterdir()]
    links = {link for page in pages for link in places(page)}
    assert len(links) > len(all_laws())
    for file, anchor in links:
        assert file.resolve().is_relative_to(tmp_path)
        assert not anchor or f'id="{html.escape(anchor)}"' in file.read_text(), (file, anchor)


def test_what_nothing_compared_stands_first_among_the_facts() -> None:
    """Violated facts, then those that no law compared, each with the reason, before those that hold."""
    text = render(made.full_run())
    states = re.findall(r'id="fact/[^>]*data-verdict="(\w+)"', text)
    assert states == sorted(states, key=["fail", "inconclusive", "unsupported", "pass"].index)
    assert {"fail", "inconclusive", "unsupported", "pass"} == set(states)


@pytest.mark.browser
def test_a_link_to_a_fact_finds_it_though_it_is_filtered_away(tmp_path: Path) -> None:
    """Following the fact of a violation shows its row, whatever was searched for before."""
    told = browse(
        render(made.full_run()),
        """
        const search = document.getElementById("search");
        search.value = "limit=201"; search.dispatchEvent(new Event("input"));
        const link = document.querySelector("#findings dd a[href^='#fact/']");
        const row = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        const before = row.hidden;
        location.hash = link.hash;
        const look = tries => {
          const place = row.getBoundingClientRect();
          const seen = place.height > 0 && place.top >= 0 && place.bottom <= innerHeight;
          if (!seen && tries) setTimeout(look, 100, tries - 1);
          else tell({before, after: row.hidden, seen, search: search.value});
        };
        setTimeout(look, 100, 20);
        """,
        tmp_path,
    )
    assert told == {"before": True, "after": False, "seen": True, "search": ""}


@pytest.mark.browser
def test_two_thousand_results_filter_without_delay(tmp_path: Path) -> None:
    """Search and filters show exactly what fits, within a blink, on a page of 2,000 results.

    A machine that is busy with other things slows single turns: of five turns the fastest counts.
    """
    told = browse(
        render(large()),
        """
        const search = document.getElementById("search"), verdict = document.getElementById("verdict");
        const visible = () => document.querySelectorAll("#results .row:not([hidden])").length;
        const opened = performance.now(), times = {};
        const type = (control, value) => {
          control.value = value;
          const began = performance.now();
          control.dispatchEvent(new Event("input"));
          document.body.offsetHeight;
          times[value] = Math.min(times[value] ?? Infinity, performance.now() - began);
        };
        const found = {all: visible()};
        for (let again = 0; again < 5; again++) {
          type(search, "law-199 "); found.word = visible();
          type(search, "parameter-19 reason"); found.words = visible();
          type(search, "no such thing"); found.none = visible(); found.says = document.getElementById("shown").textContent;
          type(search, ""); type(verdict, "inconclusive"); found.verdict = visible();
          document.getElementById("clear").click(); found.cleared = visible();
        }
        tell({...found, slowest: Math.max(...Object.values(times)), opened});
        """,
        tmp_path,
    )
    slowest, opened = told.pop("slowest"), told.pop("opened")
    words = sum(str(n)[:2] == "19" and n % 5 == 4 for n in range(2000))
    assert told == {"all": 2000, "word": 11, "words": words, "none": 0, "says": "nothing fits", "verdict": 400, "cleared": 2000}
    assert slowest < 250, f"{slowest} ms"
    assert opened < 10_000, f"{opened} ms"


@pytest.mark.browser
def test_the_page_works_by_keyboard(tmp_path: Path) -> None:
    """A slash goes to the search, Escape empties it, and everything that reacts can be reached by Tab."""
    told = browse(
        render(made.full_run()),
        """
        document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "/", bubbles: true}));
        const search = document.getElementById("search");
        const focused = document.activeElement === search;
        search.value = "limit"; search.dispatchEvent(new Event("input"));
        const some = document.querySelectorAll("#results .row:not([hidden])").length;
        search.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}));
        const all = document.querySelectorAll("#results .row:not([hidden])").length;
        document.querySelector("[data-set-area=bounds]").click();
        const area = document.querySelectorAll("#results .row:not([hidden])").length;
        const reacting = document.querySelectorAll("[data-set-area], [data-set-verdict], .copy, summary, #theme");
        const stuck = Array.from(reacting).filter((one) => one.tabIndex < 0).length;
        document.getElementById("theme").click();
        tell({focused, some, all, area, stuck, theme: document.documentElement.dataset.theme});
        """,
        tmp_path,
    )
    assert told == {"focused": True, "some": 2, "all": 9, "area": 2, "stuck": 0, "theme": "dark"}


def photograph(page: Path, picture: Path, width: int, height: int, *flags: str) -> None:
    """Take a picture of a page in a window of a size; narrower than a window may be, in a frame."""
    if BROWSER is None:
        pytest.skip("Chromium is not installed")
    if width < 500:
        inner = html.escape(page.read_text(encoding="utf-8"))
        framed = page.with_name(f"framed-{width}-{page.name}")
        frame = f'<iframe style="border:0;width:{width}px;height:{height}px" srcdoc="{inner}"></iframe>'
        framed.write_text(f'<!DOCTYPE html><body style="margin:0">{frame}</body>', encoding="utf-8")
        page, width = framed, 500
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        subprocess.run(
            [BROWSER, *FLAGS, *flags, f"--user-data-dir={profile}", f"--window-size={width},{height}", f"--screenshot={picture}",
             page.as_uri()],
            capture_output=True, timeout=120, check=True,
        )  # fmt: skip


def pages_of_print(page: Path) -> int:
    """How many sheets a page takes on paper."""
    if BROWSER is None:
        pytest.skip("Chromium is not installed")
    paper = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        subprocess.run(
            [BROWSER, *FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={paper}", page.as_uri()],
            capture_output=True, timeout=120, check=True,
        )  # fmt: skip
    return max(int(count) for count in re.findall(rb"/Count (\d+)", paper.read_bytes()))


def whole_proof() -> Proof:
    """A proof as large as that of the four listings: every fault of their catalogues, each with the same laws that fail."""
    trial = Trial("huawei-hss-kubernetes-jobs", "fault", "500-quote", laws=("filters.any-text-is-answered",))
    one = proved(next(one for one in catalogue(load(trial.contract)) if one.id == trial.id), tried(trial))
    every = tuple((slug, load(slug)) for slug in slugs())
    faults = tuple(
        replace(one, contract=slug, fault=fault.id, area=fault.area, sentence=fault.sentence)
        for slug, contract in every
        for fault in catalogue(contract)
    )
    server = Watched(trial.contract, "variant", "", "", 0, False, (), (), (), 9, 1.0)
    servers = tuple(
        replace(server, contract=slug, variant=variant.id, sentence=variant.sentence)
        for slug, contract in every
        for variant in variants(contract)
    )
    moment = "2026-11-22T06:00:00+00:00"
    return Proof("0", moment, moment, 1.0, 1, (0,), faults, servers, worth(all_laws(), faults))


DARK = "--blink-settings=preferredColorScheme=0"


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "regression.html", "proof.html"])
def test_pictures_of_each_page(tmp_path: Path, name: str) -> None:
    """Each page is drawn on a desk, on a phone, in the dark and on paper; LISTPROOF_PICTURES names a folder that keeps the pictures."""
    page = tmp_path / name
    before, after = made.run([made.outcome("bounds.maximum")]), made.full_run()
    if name == "index.html":
        write_page(after, page)
    elif name == "regression.html":
        write_comparison(compare(before, after), tmp_path)
    else:
        write_proof(whole_proof(), tmp_path)
    folder = Path(os.environ.get("LISTPROOF_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    for how, width, height, flags in (("desk", 1280, 1400, ()), ("phone", 390, 1600, ()), ("dark", 1280, 1400, (DARK,))):
        picture = folder / f"{page.stem}-{how}.png"
        photograph(page, picture, width, height, *flags)
        assert picture.stat().st_size > 10_000, picture
    assert pages_of_print(page) <= 12


@pytest.mark.browser
def test_a_phone_shows_a_run_in_twenty_screens(tmp_path: Path) -> None:
    """Laws and facts are folded, so that a thumb reaches the end."""
    inner = html.escape(render(large(600)))
    told = browse(
        f'<!DOCTYPE html><body><iframe style="border:0;width:390px;height:844px" srcdoc="{inner}"></iframe></body>',
        """
        document.querySelector("iframe").addEventListener("load", (event) => {
          const inside = event.target.contentDocument, results = inside.querySelector("#results");
          const folds = results.querySelectorAll("details").length;
          tell({folds: folds, tall: results.scrollHeight, whole: inside.documentElement.scrollHeight});
        });
        """,
        tmp_path,
    )
    assert told["folds"] == 1
    assert told["tall"] < 844
    assert told["whole"] < 20 * 844


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 390, 768])
def test_the_page_fits_a_phone(tmp_path: Path, width: int) -> None:
    """On narrow screens nothing sticks out sideways and no text is smaller than 11 pixels."""
    inner = html.escape(render(made.full_run()))
    told = browse(
        f'<!DOCTYPE html><body><iframe style="border:0;width:{width}px;height:800px" srcdoc="{inner}"></iframe></body>',
        """
        document.querySelector("iframe").addEventListener("load", (event) => {
          const inside = event.target.contentDocument, root = inside.documentElement;
          const small = Array.from(inside.querySelectorAll("body *")).filter((one) => parseFloat(getComputedStyle(one).fontSize) < 11);
          tell({wide: root.scrollWidth, small: small.map((one) => one.className)});
        });
        """,
        tmp_path,
    )
    assert told["wide"] <= width
    assert told["small"] == []
