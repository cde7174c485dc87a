"""The pages of the laws beside a report, drawn from `docs/laws/`, so that the links of a report open wherever it was carried."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from listproof.reports.file import write_text
from listproof.reports.law_texts import law_texts
from listproof.reports.made_once import made_once

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["FOLDER", "write_law_pages"]

FOLDER = "laws"
"""The folder of these pages, beside the page of the run."""

_HERE = re.compile(r'href="(README|[\w-]+)\.md(#[^"]*)?"')
_ELSEWHERE = re.compile(r'<a href="\.\./[^"]*">(.*?)</a>')
_LAW = re.compile(r"<h2>([\w.-]+)</h2>")


def write_law_pages(folder: Path, environment: Environment) -> None:
    """Write one page an area, and an index, to `folder`/laws. Each law is an anchor named by its id.

    Pages that were drawn from the same texts are left as they are: drawing them takes as long as a dozen questions.
    """
    texts = law_texts()
    stamp = _stamp(texts, environment)
    index = folder / FOLDER / "index.html"
    if index.is_file() and stamp in index.read_text("utf-8", "replace"):
        return
    template = environment.get_template("laws.html.jinja")
    for name, (title, body) in sorted(_drawn(texts).items(), key=lambda page: page[0] == "index"):
        write_text(folder / FOLDER / f"{name}.html", template.render(title=title, body=body, stamp=stamp))


def _stamp(texts: Path, environment: Environment) -> str:
    """A digest of all that the pages are drawn from. The index, written last, holds it."""
    loader = environment.loader
    drawn_by = loader.get_source(environment, "laws.html.jinja")[0] if loader else ""
    parts = [drawn_by, str(environment.globals["style"]), *(path.read_text("utf-8") for path in sorted(texts.glob("*.md")))]
    return _digest(parts)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _drawn(texts: Path) -> dict[str, tuple[str, Markup]]:
    """Title and body of each page, by the name of its file without an ending."""
    read = {"index" if path.stem == "README" else path.stem: path.read_text("utf-8") for path in sorted(texts.glob("*.md"))}
    stamp = _digest([json.dumps(read), version("markdown-it-py"), Path(__file__).read_text("utf-8")])
    bodies = json.loads(made_once("laws.json", stamp, lambda: json.dumps(_rendered(read))))
    return {name: (text.split("\n", 1)[0].removeprefix("# "), Markup(bodies[name])) for name, text in read.items()}


def _rendered(texts: Mapping[str, str]) -> dict[str, str]:
    """The bodies of pages of Markdown as HTML."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return {name: _linked(markdown.render(text)) for name, text in texts.items()}


def _linked(body: str) -> str:
    """The body with links to its neighbours, an anchor at each law, and no link to what does not travel with a report."""
    body = _HERE.sub(lambda found: f'href="{"index" if found[1] == "README" else found[1]}.html{found[2] or ""}"', body)
    body = _LAW.sub(lambda found: f'<h2 id="{found[1]}"><a href="#{found[1]}">{found[1]}</a></h2>', body)
    return _ELSEWHERE.sub(r"\1", body)
