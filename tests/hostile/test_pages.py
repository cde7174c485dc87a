"""A page that was damaged, or made to be, costs no more than its size: twice as long takes twice the steps."""

from __future__ import annotations

import ast
import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import listproof.derive
from listproof.derive import UnreadableDocument, derive_bytes, openapi
from listproof.derive.derive import derive
from listproof.derive.dialects import DIALECTS, recognised
from listproof.derive.document import walk
from listproof.derive.formats.markdown import plain
from listproof.derive.kinds import Kind
from listproof.derive.prose.cues import condition_of
from listproof.derive.prose.explained import listed_with_default

PAGES = Path(__file__).parents[1] / "derive" / "pages"
SIZE = 6_000
_IN_HTML = (
    "<td>",
    "<tr>",
    "<tr><td>x",
    "<table>",
    "</table>",
    "<ul><li>",
    "<li>x",
    "<p>x",
    "<dl><dt>x<dd>",
    "<th>x",
    "<b>",
    "<div>",
    "<pre>",
    "<!--",
)
_IN_TEXT = (
    "```\n",
    "|\n",
    "| a ",
    "\n",
    "- ",
    "- x\n",
    "# x\n",
    "x\n====\n",
    "+--+\n",
    "== ==\n",
    " \n",
    "`x` ",
    ":: x\n",
    "a : b b b b ",
    ":\n\n",
)


def steps(work: Callable[[], object]) -> int:
    """How many functions are called meanwhile: a machine that is busy makes no more of them."""
    count = 0

    def counted(frame: object, event: str, given: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", [*_IN_HTML, *_IN_TEXT], ids=ascii)
def test_twice_the_damage_takes_twice_the_steps(piece: str) -> None:
    """Whatever is repeated in the middle of a page, and whether the page is read in the end or refused."""
    page = (PAGES / ("mkdocs-quarries.html" if piece in _IN_HTML else "mkdocs-wells.txt")).read_text("utf-8")
    middle = page.find("\n", len(page) // 2)

    def read(times: int) -> None:
        with contextlib.suppress(UnreadableDocument):
            openapi(derive_bytes((page[:middle] + piece * times + page[middle:]).encode(), "page"))

    usual, once, twice = (steps(lambda: read(times)) for times in (0, SIZE // len(piece), 2 * SIZE // len(piece)))  # noqa: B023
    assert twice - usual <= 2.5 * max(once - usual, usual)


def patterns() -> Iterator[tuple[str, str]]:
    """The patterns of the readers of pages for which each line begins anew, with where they stand."""
    for dialect in DIALECTS:
        yield from ((dialect.name, pattern) for pattern, _ in dialect.marks)
    for path in Path(listproof.derive.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and "re.MULTILINE" in ast.unparse(node):
                texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                yield from ((path.name, text) for text in texts)


def runs_over_lines(pattern: str) -> bool:
    """Whether behind the beginning of a line there is a repetition that takes the lines that follow, too."""
    tree: Any = re._parser.parse(pattern, re.MULTILINE)

    def begins(parts: Any, at_line: bool) -> bool:
        for kind, value in parts:
            name = str(kind)
            if name == "AT":
                at_line = at_line or str(value) == "AT_BEGINNING"
            elif name in ("MAX_REPEAT", "MIN_REPEAT"):
                least, most, inner = value
                if at_line and int(most) > 100 and takes_newline(inner):
                    return True
                at_line = at_line and int(least) == 0
            elif name == "SUBPATTERN":
                if begins(value[3], at_line):
                    return True
                at_line = False
            elif name == "BRANCH":
                if any(begins(one, at_line) for one in value[1]):
                    return True
                at_line = False
            else:
                at_line = False
        return False

    def takes_newline(inner: Any) -> bool:
        return len(inner) == 1 and re.fullmatch(_source(pattern, inner), "\n") is not None

    return begins(tree, at_line=False)


def _source(pattern: str, inner: Any) -> Any:
    """A part of a pattern, compiled by itself."""
    return re._compiler.compile(inner, re.MULTILINE)  # type: ignore[attr-defined]


def test_no_pattern_begins_a_line_and_runs_over_the_next_ones() -> None:
    """`^\\s*x` looks at ten thousand blank lines ten thousand times, where `^[ \\t]*x` looks at each once."""
    assert [found for found in patterns() if runs_over_lines(found[1])] == []
    assert len(list(patterns())) > 30
    assert all(map(runs_over_lines, (r"^\s*x", r"^\W*- x", r"a|^(?:\s*)b", r"^x?\s+y")))
    assert not any(map(runs_over_lines, (r"^[ \t]*x", r"x\s*y", r"^x\s*y", r"^[^\w\n]*x")))


@pytest.mark.parametrize("piece", ["x", "a|", "\t", "用 ", "- |", "|\n"])
def test_a_long_line_is_looked_at_once(piece: str) -> None:
    """Whose a page is, is told of a line of a million characters as fast as of others: its square would take hours."""
    assert recognised(piece * (1_000_000 // len(piece))).name == "generic"


@pytest.mark.parametrize("piece", ["启用后", "在只", "仅开通", "开通了", "only if enabled "])
def test_a_sentence_that_repeats_itself_costs_no_cube_of_its_length(piece: str) -> None:
    """Twenty long sentences that begin to tell a condition again and again are read; a condition is no longer than a sentence may be."""
    said = condition_of("。".join([piece * (2_000 // len(piece))] * 20))
    assert said is None or len(said) <= 2_000


def test_elements_that_are_left_open_are_closed(tmp_path: Path) -> None:
    """HTML lets a page leave out `</td>`, `</tr>` and `</li>`: a page without them is the same page."""
    page = (PAGES / "mkdocs-quarries.html").read_text("utf-8")
    (tmp_path / "page.html").write_text(re.sub(r"</(?:td|th|tr|li)>", "", page))
    left_open, whole = derive(tmp_path / "page.html"), derive_bytes(page.encode(), "page.html")
    for said in (left_open, whole):
        assert len([*walk(said.parameters)]) > 3
    assert [(at, one.kind.type) for at, one in walk(left_open.fields)] == [(at, one.kind.type) for at, one in walk(whole.fields)]
    assert [at for at, _ in walk(left_open.parameters)] == [at for at, _ in walk(whole.parameters)]


def test_a_page_that_nests_without_end_is_refused() -> None:
    """A hundred thousand levels are told in a sentence, and not followed."""
    page = (PAGES / "mkdocs-quarries.html").read_bytes()
    for tag in (b"<div>", b"<table><tr><td>", b"<ul><li>", b"<b>"):
        with pytest.raises(UnreadableDocument, match=r"is nested in more than 200 levels|rows of tables"):
            derive_bytes(page.replace(b"<body>", b"<body>" + tag * 100_000), "page.html")


def test_what_never_ends_is_no_page(tmp_path: Path) -> None:
    """A device that gives zeros without end and a pipe into which nobody writes are refused, and not waited for."""
    os.mkfifo(tmp_path / "pipe.html")
    for path in (Path("/dev/zero"), tmp_path / "pipe.html"):
        with pytest.raises(UnreadableDocument, match="is no file that ends"):
            derive(path)


def test_a_row_of_very_many_words_is_read_in_no_time() -> None:
    """`a or a or …` that ends as no list does: each blank between two words is taken in one way."""
    assert listed_with_default("a or " * 2000 + "!", Kind("string")) == ()


@pytest.mark.parametrize("piece", ["`c`, ", "[", "[a[]"])
def test_a_cell_of_very_many_marks_is_read_in_no_time(piece: str) -> None:
    """A row of codes without its last one, and brackets that are never closed, are looked at as often as they are long."""
    began = time.process_time()
    plain(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 2


def test_codes_to_choose_from_are_told_from_others() -> None:
    """Those behind `one of`, and those that end with an `or`, are quoted; others lose their marks."""
    assert plain("one of `a`, `b-c`, `d`") == 'one of "a", "b-c", "d"'
    assert plain("`a`, `b`, or `c` and `d`, `e`") == '"a", "b", or "c" and d, e'
    assert plain("`a` `b` or `c`; one of `d`") == 'a "b" or "c"; one of d'
