"""What `listproof derive` makes of a folder of saved pages, and what it passes over in silence.

    python benchmarks/derive_pages.py FOLDER            one line a page, and the sums
    python benchmarks/derive_pages.py FOLDER --show     with every row and every cue that is missing in silence
    python benchmarks/derive_pages.py FOLDER --facts    every bound, default and list of values beside its words, to be read by eye
    python benchmarks/derive_pages.py FOLDER --count "Huawei Cloud" --wrong 5 --missing 12

    python benchmarks/derive_pages.py FOLDER --count "Huawei Cloud" --marks FILE

The last two keep the counts of a folder in derive_counts.csv and write the table of docs/derive.md. Without marks, what is wrong and what
is told and would have been a fact is counted by a person with --facts and --show in hand, and all else by this command. A file of marks
has a line for each finding, `PAGE wrong FACT` or `PAGE missing FACT`, where PAGE is the name of a saved page and FACT the id of a fact
(`parameters.limit.maximum`, `fields./kites/*/id.type`; `parameters.q.*` is all that is said of one parameter); then the command counts: a
wrong fact has to be among those that were read, a missing one not, else the marks are those of another reading, and that is said. What is
missing counts as told where a note names its row, and as silent where none does. The counts of each page are kept in derive_labels.csv by
its digest. Of the pages only digests are kept, so that a later measure can tell which ones the readers have met: they are named.

Rows and cues are looked for in the file itself by patterns of this script, wider than those of the readers. A row counts as missing
in silence where its name is neither a parameter nor a field nor told as unread; a cue (words of a bound with a number, of a default,
of a list of values) where its row gives no fact of that kind and no note names the row. Whether facts are right is for a person to see.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from marked import put

from listproof.derive import Description, UnreadableDocument, derive, openapi
from listproof.derive.comparing.facts import facts_of
from listproof.derive.document import Item, walk

BOUND = re.compile(r"(?i)minimum|maximum|\brange|at most|up to \d|between \d|characters|取值范围|最大|最小|长度|不超过|字符")
DEFAULT = re.compile(r"(?i)\bdefault (?:value|is)|\bdefault\s*[:：]|by default|默认值|默认为|缺省")
VALUES = re.compile(r"(?i)valid values|enumeration values|possible values|value can be|the options are|枚举值|可选值|取值[:：为如说]")
NAME = re.compile(r"^[A-Za-z_][\w.\-]{1,60}$")
NO_FACT = re.compile(r"(?i)cannot contain|must not contain|can be that of")
"""What speaks of characters that are forbidden, or of a value that another answer shows: nothing that a contract holds."""
KINDS = {
    "bound": (BOUND, ("minimum", "maximum", "minLength", "maxLength", "enum")),
    "default": (DEFAULT, ("default",)),
    "values": (VALUES, ("enum", "minimum", "maximum", "minLength", "maxLength")),
}
HERE = Path(__file__).parent
COUNTS = HERE / "derive_counts.csv"
DIGESTS = HERE / "derive_digests.txt"
PER_PAGE = HERE / "derive_labels.csv"
PAGE = HERE.parent / "docs" / "derive.md"
MARKS = ("<!-- pages -->", "<!-- /pages -->")
LABELS = frozenset(
    {
        "parameter",
        "parameters",
        "name",
        "element",
        "field",
        "attribute",
        "type",
        "value",
        "none",
        "httpcode",
        "status",
        "get",
        "nome",
        "código",
    }
)


def names_in(text: str) -> Iterator[str]:
    """The first cells of the rows of every table, in each form in which a file draws one, code left out."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    for row in re.findall(r"<tr\b.*?</tr\s*>", text, re.DOTALL | re.IGNORECASE):
        cells = re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]\s*>", row, re.DOTALL | re.IGNORECASE)
        if len(cells) > 1:
            yield _words(cells[0])
    fresh = False
    for line in re.sub(r"<table\b.*?</table\s*>", "", text, flags=re.DOTALL | re.IGNORECASE).split("\n"):
        if re.match(r"^\s*\+[-=]", line):
            fresh = True
            continue
        if re.match(r"^\s*\|", line) and line.count("|") > 2:
            grid = line.startswith(" ")
            if not grid or fresh:
                yield _words(line.strip().strip("|").split("|")[0])
            fresh = False


def _words(cell: str) -> str:
    bare = html.unescape(re.sub(r"<[^>]+>", "", re.split(r"</?br\s*/?>", cell)[0])).replace("\\", "").replace("*", "").replace("`", "")
    return re.sub(r"^_(\w+)_$", r"\1", bare.strip().lstrip("└├│-–—· \u00a0\u3000").strip())


def missing_rows(text: str, said: Description) -> list[str]:
    """The names of rows that are nowhere in what was read or told."""
    items = [*said.parameters, *said.fields, *(item for fields in said.errors.values() for item in fields)]
    known = {item.name for _, item in walk(tuple(items))} | {code.code for code in said.error_codes} | set(said.headers)
    told = "\n".join(f"{one.what} {one.why}" for one in said.unread)
    held = {item.kind.innermost.named for _, item in walk(tuple(items))}
    found = dict.fromkeys(name for name in names_in(text) if NAME.match(name) and name.lower() not in LABELS)
    return [name for name in found if name not in known | held and name.rpartition(".")[2] not in known and name not in told]


def missing_cues(said: Description) -> tuple[int, list[str]]:
    """How many cues the rows that were read hold, and those without a fact or a note."""
    count = 0
    silent: list[str] = []
    for item in (item for items in (said.parameters, said.fields, *said.errors.values()) for _, item in walk(tuple(items))):
        for kind, (pattern, facets) in KINDS.items():
            for sentence in re.split(r"(?<=[.。;；])\s*|\n", item.words):
                if not pattern.search(sentence) or NO_FACT.search(sentence) or (kind == "bound" and not re.search(r"\d", sentence)):
                    continue
                count += 1
                if not any(facet in item.facets for facet in facets) and not _noted(item, said):
                    silent.append(f"{item.name}: {kind}: {sentence.strip()[:90]}")
    return count, silent


def _noted(item: Item, said: Description) -> bool:
    if item.kind.type == "boolean" or re.search(r"(?i)default\W+(?:value\W+)?(?:n/a|none|null|empty)|默认\S{0,3}空", item.words):
        return True
    return any(one.what.startswith(f"{item.name} in ") for one in said.unread)


def told_facts(said: Description) -> Iterator[str]:
    """Every bound, default, pattern and list of values with the words that it comes from."""
    for items, mark in ((said.parameters, "."), (said.fields, "/")):
        for at, item in walk(items, separator=mark):
            facts = {facet: value for facet, value in item.facets.items() if facet != "format"}
            if facts:
                yield f"{at} {item.kind.type} {facts} << {' '.join(item.words.split())}"


def digest_of(path: Path) -> str:
    """What tells a page again without keeping it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def keep(group: str, sums: dict[str, int], wrong: int, missing: int) -> None:
    """Keep the counts of one group of pages, and write the table of all."""
    rows = list(csv.DictReader(COUNTS.read_text(encoding="utf-8").splitlines())) if COUNTS.exists() else []
    new = {
        "group": group,
        **{what.replace(" ", "-"): str(count) for what, count in sums.items()},
        "wrong": str(wrong),
        "missing": str(missing),
    }
    rows = [*(row for row in rows if row["group"] != group), new]
    with COUNTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(new), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    put(PAGE, MARKS, "\n".join(table_of(rows)))


def table_of(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """A line for each group of pages: its first reading, and beside it the one after mending; those without a first taught the readers."""
    groups: dict[str, dict[bool, Mapping[str, str]]] = {}
    for row in rows:
        first = row["group"].endswith(FIRST)
        groups.setdefault(row["group"].removesuffix(FIRST).removesuffix(MENDED), {})[first] = row
    lines = [
        "| pages | number | at first: facts | right | wrong | told | silent | mended: facts | right | wrong | told | silent |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for group, readings in groups.items():
        number = next(iter(readings.values()))["pages"]
        lines.append(f"| {group} | {number} | {' | '.join((*counts_of(readings.get(True)), *counts_of(readings.get(False))))} |")
    return lines


def counts_of(row: Mapping[str, str] | None) -> list[str]:
    """The facts of one reading, and how many of all are right, wrong, missing and told, missing in silence; blank without one."""
    if row is None:
        return [""] * 5
    facts, wrong, told = int(row["facts"]), int(row["wrong"]), int(row["missing"])
    silent = int(row["rows-silent"]) + int(row["cues-silent"])
    shares = [f"{count / (facts + told + silent):.1%}" for count in (facts - wrong, wrong, told)]
    return [str(facts), *shares, str(silent)]


FIRST, MENDED = ", first reading", ", after mending"
COLUMNS = ("digest", "group", "facts", "wrong", "told", "silent")


@dataclass
class Marks:
    """The facts of one page that are wrong, and those that are missing, as a person wrote them down."""

    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many facts a page gave, and how many are wrong, missing and told, missing in silence; `odd` are marks that fit no fact."""

    facts: int
    wrong: int
    told: int
    silent: int
    odd: tuple[str, ...] = ()


def read_marks(path: Path) -> dict[str, Marks]:
    """The marks of each page of a file; empty lines and those that begin with `#` say nothing."""
    found: dict[str, Marks] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        words = line.split(None, 2)
        if len(words) != 3 or words[1] not in ("wrong", "missing"):
            raise SystemExit(f"{path}, line {number}: expected `PAGE wrong FACT` or `PAGE missing FACT`")
        marks = found.setdefault(words[0], Marks())
        (marks.wrong if words[1] == "wrong" else marks.missing).append(words[2].strip())
    return found


def _pattern(fact: str) -> re.Pattern[str]:
    """A fact in which `.*` at the end stands for the fact itself and all that is said of it."""
    head = fact.removesuffix(".*")
    return re.compile(re.escape(head) + (r"(?:[./].*)?" if head != fact else ""))


_FACETS = frozenset(
    {
        "in",
        "required",
        "type",
        "enum",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "pattern",
        "default",
        "format",
        "example",
        "null",
    }
)


def _row_of(fact: str) -> str:
    """The name of the row of which a fact tells: `limit` of `parameters.limit.default`, `key` of `parameters.tags.key`."""
    place, _, body = fact.partition(".")
    head, _, facet = body.rpartition(".")
    row = (head if facet in _FACETS and head else body).rpartition("/")[2] or fact
    return row.rpartition(".")[2] if place == "parameters" and row.rpartition(".")[2] not in _FACETS else row


def judged(said: Description, marks: Marks) -> Verdict:
    """What the marks of a page come to against what was read of it."""
    known = set(facts_of(openapi(said)).stated)
    wrong: set[str] = set()
    odd: list[str] = []
    for fact in marks.wrong:
        met = {one for one in known if _pattern(fact).fullmatch(one)}
        wrong |= met
        odd += [] if met else [f"wrong {fact}: no such fact was read"]
    notes = [f"{note.what} {note.why}" for note in said.unread]
    told = silent = 0
    for fact in marks.missing:
        if fact in known:
            odd.append(f"missing {fact}: it was read")
            continue
        head, _, facet = fact.partition(".")[2].rpartition(".")
        rows = {_row_of(fact), head} if facet in _FACETS and head else {_row_of(fact)}
        names = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, rows))})(?![\w-])")
        if any(names.search(note) for note in notes):
            told += 1
        else:
            silent += 1
    return Verdict(len(known), len(wrong), told, silent, tuple(odd))


def keep_labels(group: str, verdicts: Mapping[str, Verdict]) -> None:
    """Keep the counts of each page of a group, by the digest of the page."""
    rows = list(csv.DictReader(PER_PAGE.read_text(encoding="utf-8").splitlines())) if PER_PAGE.exists() else []
    new = [
        dict(zip(COLUMNS, (digest, group, *map(str, (one.facts, one.wrong, one.told, one.silent))), strict=True))
        for digest, one in sorted(verdicts.items())
    ]
    with PER_PAGE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows([*(row for row in rows if row["group"] != group), *new])


def sums_of(verdicts: Sequence[Verdict]) -> Verdict:
    """The counts of several pages together."""
    return Verdict(*(sum(getattr(one, name) for one in verdicts) for name in ("facts", "wrong", "told", "silent")))


def read_page(path: Path, asked: argparse.Namespace, marks: Mapping[str, Marks], sums: dict[str, int]) -> Verdict | None:
    """Print what came of one page, add it to the sums, and judge it where there are marks."""
    sums["pages"] += 1
    try:
        said = derive(path)
    except UnreadableDocument as error:
        sums["refused"] += 1
        print(f"{path.name}: refused: {error}")
        return Verdict(0, 0, len(marks[path.name].missing) if path.name in marks else 0, 0) if asked.marks else None
    rows = missing_rows(path.read_text(encoding="utf-8", errors="replace"), said)
    cues, silent = missing_cues(said)
    counts = {
        "parameters": sum(1 for _ in walk(said.parameters, separator=".")),
        "fields": sum(1 for _ in said.answered()),
        "facts": len(facts_of(openapi(said)).stated),
        "told": len(said.unread),
        "cues": cues,
        "rows silent": len(rows),
        "cues silent": len(silent),
    }
    for what, count in counts.items():
        sums[what] += count
    print(f"{path.name}: {said.dialect}, {said.method} {said.path}, " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    for one in (*rows, *silent) if asked.show else ():
        print(f"    silent: {one}")
    for note in said.unread if asked.show else ():
        print(f"    told: {note}")
    for fact in told_facts(said) if asked.facts else ():
        print(f"    fact: {fact}")
    if not asked.marks:
        return None
    verdict = judged(said, marks.get(path.name, Marks()))
    print(f"    marks: {verdict.wrong} wrong, {verdict.told} missing and told, {verdict.silent} in silence")
    for one in verdict.odd:
        print(f"    odd mark: {one}")
    return verdict


def options() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with saved pages")
    parser.add_argument("--show", action="store_true", help="every row and cue that is missing in silence, and what is told as unread")
    parser.add_argument("--facts", action="store_true", help="every bound, default and list of values beside its words")
    parser.add_argument("--count", metavar="GROUP", help="keep the counts as those of this group, and write the table")
    parser.add_argument("--wrong", type=int, default=0, help="facts that a person found wrong")
    parser.add_argument("--missing", type=int, default=0, help="facts that a person found missing, all of them told")
    parser.add_argument("--marks", type=Path, help="file that names each wrong and each missing fact of the pages")
    parser.add_argument("--silent", type=int, default=0, help="facts that a person found missing in silence and no pattern did")
    return parser.parse_args()


def main() -> None:
    """Read every file of the folder and print what came of it."""
    asked = options()
    sums = dict.fromkeys(("pages", "refused", "parameters", "fields", "facts", "told", "cues", "rows silent", "cues silent"), 0)
    pages = sorted(path for path in asked.folder.iterdir() if path.is_file())
    marks = read_marks(asked.marks) if asked.marks else {}
    verdicts: dict[str, Verdict] = {}
    met = set(DIGESTS.read_text(encoding="utf-8").split()) if DIGESTS.exists() else set()
    for path in pages:
        if digest_of(path) in met:
            print(f"{path.name}: counted before")
        verdict = read_page(path, asked, marks, sums)
        if verdict is not None:
            verdicts[digest_of(path)] = verdict
    print(", ".join(f"{count} {what}" for what, count in sums.items()))
    sums["cues silent"] += asked.silent
    if asked.marks:
        whole = sums_of(list(verdicts.values()))
        sums["cues silent"], sums["rows silent"] = max(sums["cues silent"] + sums["rows silent"], whole.silent), 0
        asked.wrong, asked.missing = whole.wrong, whole.told
        print(f"by the marks: {whole.wrong} wrong, {whole.told} missing and told, {sums['cues silent']} in silence")
    if asked.count and asked.marks:
        keep_labels(asked.count, verdicts)
    if asked.count:
        keep(asked.count, sums, asked.wrong, asked.missing)
        DIGESTS.write_text("\n".join(sorted(met | {digest_of(path) for path in pages})) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
