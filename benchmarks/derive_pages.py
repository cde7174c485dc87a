"""What `listproof derive` makes of a folder of saved pages, and what it passes over in silence.

    python benchmarks/derive_pages.py FOLDER            one line a page, and the sums
    python benchmarks/derive_pages.py FOLDER --show     with every row and every cue that is missing in silence

Rows and cues are looked for in the file itself by patterns of this script, wider than those of the readers. A row counts as missing
in silence where its name is neither a parameter nor a field nor told as unread; a cue (words of a bound with a number, of a default,
of a list of values) where its row gives no fact of that kind and no note names the row. Whether facts are right is for a person to see.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from listproof.derive import Description, UnreadableDocument, derive, openapi
from listproof.derive.document import Item, walk
from listproof.derive.facts import facts_of

BOUND = re.compile(r"(?i)minimum|maximum|\brange|at most|up to \d|between \d|characters|取值范围|最大|最小|长度|不超过|字符")
DEFAULT = re.compile(r"(?i)\bdefault (?:value|is)|\bdefault\s*[:：]|by default|默认值|默认为|缺省")
VALUES = re.compile(r"(?i)valid values|enumeration values|possible values|value can be|the options are|枚举值|可选值|取值[:：为如说]")
NAME = re.compile(r"^[A-Za-z_][\w.\-]{1,60}$")
KINDS = {
    "bound": (BOUND, ("minimum", "maximum", "minLength", "maxLength", "enum")),
    "default": (DEFAULT, ("default",)),
    "values": (VALUES, ("enum", "minimum", "maximum", "minLength", "maxLength")),
}
LABELS = frozenset({"parameter", "name", "element", "field", "attribute", "type", "value", "none", "httpcode", "status"})


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
    bare = html.unescape(re.sub(r"<[^>]+>", "", cell)).replace("\\", "").replace("*", "").replace("`", "")
    return bare.strip().lstrip("└├│-–—· \u00a0\u3000").strip()


def missing_rows(text: str, said: Description) -> list[str]:
    """The names of rows that are nowhere in what was read or told."""
    items = [*said.parameters, *said.fields, *(item for fields in said.errors.values() for item in fields)]
    known = {item.name for _, item in walk(tuple(items))} | {code.code for code in said.error_codes} | set(said.headers)
    told = "\n".join(f"{one.what} {one.why}" for one in said.unread)
    held = {item.kind.innermost.named for _, item in walk(tuple(items))}
    found = dict.fromkeys(name for name in names_in(text) if NAME.match(name) and name.lower() not in LABELS)
    return [name for name in found if name not in known and name not in held and name not in told]


def missing_cues(said: Description) -> tuple[int, list[str]]:
    """How many cues the rows that were read hold, and those without a fact or a note."""
    count = 0
    silent: list[str] = []
    for item in (item for items in (said.parameters, said.fields, *said.errors.values()) for _, item in walk(tuple(items))):
        for kind, (pattern, facets) in KINDS.items():
            for sentence in re.split(r"(?<=[.。;；])\s*|\n", item.words):
                if not pattern.search(sentence) or (kind == "bound" and not re.search(r"\d", sentence)):
                    continue
                count += 1
                if not any(facet in item.facets for facet in facets) and not _noted(item, said):
                    silent.append(f"{item.name}: {kind}: {sentence.strip()[:90]}")
    return count, silent


def _noted(item: Item, said: Description) -> bool:
    if item.kind.type == "boolean" or re.search(r"(?i)default\W+(?:value\W+)?(?:n/a|none|null|empty)|默认\S{0,3}空", item.words):
        return True
    return any(one.what.startswith(f"{item.name} in ") for one in said.unread)


def main() -> None:
    """Read every file of the folder and print what came of it."""
    show = "--show" in sys.argv
    folder = Path(next(word for word in sys.argv[1:] if not word.startswith("--")))
    sums = dict.fromkeys(("pages", "refused", "parameters", "fields", "facts", "told", "cues", "rows silent", "cues silent"), 0)
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        sums["pages"] += 1
        try:
            said = derive(path)
        except UnreadableDocument as error:
            sums["refused"] += 1
            print(f"{path.name}: refused: {error}")
            continue
        rows = missing_rows(path.read_text(encoding="utf-8", errors="replace"), said)
        cues, silent = missing_cues(said)
        counts = {
            "parameters": sum(1 for _ in walk(said.parameters, separator=".")),
            "fields": sum(1 for _ in walk(said.fields)),
            "facts": len(facts_of(openapi(said)).stated),
            "told": len(said.unread),
            "cues": cues,
            "rows silent": len(rows),
            "cues silent": len(silent),
        }
        for what, count in counts.items():
            sums[what] += count
        print(f"{path.name}: {said.dialect}, {said.method} {said.path}, " + ", ".join(f"{count} {what}" for what, count in counts.items()))
        for one in (*rows, *silent) if show else ():
            print(f"    silent: {one}")
    print(", ".join(f"{count} {what}" for what, count in sums.items()))


if __name__ == "__main__":
    main()
