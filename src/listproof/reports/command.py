"""`listproof report`: draws the Allure report of a run where Node is, and says what to install where it is not."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click

from listproof.contract.folders import NotWritten
from listproof.reports.allure import CATEGORIES, write_results
from listproof.reports.file import RunFileError, read
from listproof.reports.page import write_page

__all__ = ["allure", "command", "draw"]

_TIMEOUT = 300
_MISSING = "The Allure report needs Allure 3: install Node 20 or newer, then `npm install -g allure`; reports/index.html needs neither."


_LIVELY = """
const places = new Map(Object.entries(%s));
new MutationObserver(() => {
  for (const text of document.querySelectorAll("[data-testid=test-result-meta-link] > :last-child:not(a)")) {
    if (text.querySelector("a") || !places.has(text.textContent)) continue;
    const link = Object.assign(document.createElement("a"), {href: places.get(text.textContent), target: "_blank"});
    link.append(...text.childNodes);
    text.append(link);
  }
}).observe(document, {childList: true, subtree: true});
"""


def allure(folder: Path | None = None) -> str | None:
    """The Allure 3 command: the one of a `node_modules` here or above, else the one on the path; None where there is none."""
    start = (folder or Path.cwd()).resolve()
    beside = [str(place / "node_modules" / ".bin" / "allure") for place in (start, *start.parents)]
    for candidate in (*beside, "allure"):
        found = shutil.which(candidate)
        if found and _version(found).startswith("3."):
            return found
    return None


def _version(program: str) -> str:
    """What a program says of its version; Allure 2 has the same name and needs Java instead."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()


def configuration(output: Path, history: Path | None, name: str) -> dict[str, object]:
    """The configuration of Allure 3: one file, grouped as a person looks for things, categories by verdict."""
    rules = [{"name": title, "matchers": {"labels": {"verdict": f"^{verdict}$"}}, "groupByMessage": True} for title, verdict in CATEGORIES]
    options = {"singleFile": True, "groupBy": ["epic", "feature", "story"], "reportName": name}
    found: dict[str, object] = {
        "name": name,
        "output": str(output),
        "categories": {"rules": rules},
        "plugins": {"awesome": {"options": options}},
    }
    return {**found, "historyPath": str(history), "historyLimit": 30} if history else found


def draw(program: str, results: Path, output: Path, history: Path | None = None, name: str = "listproof") -> Path:
    """Draw results as one HTML file with the Allure 3 command `program`, and return its path.

    Raises ClickException with what Allure said where it fails.
    """
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "allurerc.json"
        file.write_text(json.dumps(configuration(output.resolve(), history.resolve() if history else None, name)))
        if history:
            history.parent.mkdir(parents=True, exist_ok=True)
        try:
            done = subprocess.run(
                [program, "generate", "--config", str(file), str(results.resolve())],
                capture_output=True, text=True, timeout=_TIMEOUT, cwd=place,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise click.ClickException(f"Allure did not finish {results} within {_TIMEOUT} s; is the folder that large?") from None
    page = output / "index.html"
    if done.returncode or not page.is_file():
        said = " ".join((done.stderr or done.stdout).split())[-300:]
        raise click.ClickException(f"Allure could not draw {results}: {said}")
    page.write_text(_linked(_kept_to_itself(page.read_text("utf-8")), _places(results)), "utf-8")
    return page


def _places(results: Path) -> dict[str, str]:
    """The links of all results that lead to files beside the report, by what is shown of them."""
    found: dict[str, str] = {}
    for path in results.glob("*-result.json"):
        links = json.loads(path.read_text("utf-8")).get("links") or ()
        found.update({link["name"]: link["url"] for link in links if "://" not in link["url"]})
    return found


def _linked(page: str, places: Mapping[str, str]) -> str:
    """The page with its links to neighbouring files alive: Allure makes links of web addresses only and leaves others as text."""
    known = json.dumps(places, ensure_ascii=False).replace("<", "\\u003c")
    return page.replace("<head>", f"<head><script>{_LIVELY % known}</script>", 1)


def _kept_to_itself(page: str) -> str:
    """The page without what Allure adds to tell its makers of every reader, and forbidden to ask any other host."""
    own = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:"
    page = re.sub(r'<script async src="https://www\.googletagmanager\.com[^>]*></script>\s*<script>.*?</script>', "", page, flags=re.DOTALL)
    return page.replace("<head>", f'<head><meta http-equiv="Content-Security-Policy" content="{own}">', 1)


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path), default=Path("reports/run.json"))
@click.option("--results", type=click.Path(path_type=Path), help="Allure results  [default: allure-results beside the run]")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="folder to draw into  [default: allure-report beside the run]")
def command(run: Path, results: Path | None, output: Path | None) -> None:
    """Draw the Allure report of RUN (reports/run.json by default) as one file that opens from disk.

    Needs Allure 3 and Node; says what to install where they are not.
    """
    results = results or run.parent / "allure-results"
    output = output or run.parent / "allure-report"
    if not any(results.glob("*-result.json")):
        try:
            record = read(run)
        except RunFileError as error:
            raise click.ClickException(str(error)) from None
        write_results(record, results)
        if not (output.parent / "index.html").exists():
            write_page(record, output.parent / "index.html")
    program = allure()
    if program is None:
        raise click.ClickException(_MISSING)
    try:
        click.echo(f"drawn: {draw(program, results, output, run.parent / 'history' / 'allure.jsonl')}")
    except OSError as error:
        raise NotWritten(output, error) from None
