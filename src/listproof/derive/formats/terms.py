"""Parameters and fields that a page lists without a table: bullets that begin with a name, terms with their definitions.

`limit (integer, optional): Kites on a page.` is a row of a name, a type, whether it is required, and prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from listproof.derive.formats.alignment import looks_like_name, looks_like_required
from listproof.derive.formats.page import Block, Code, Heading, Row, Table, Term, Text
from listproof.derive.kinds import looks_like_type
from listproof.derive.words import PLACES_OF_ROWS, Section, Vocabulary

__all__ = ["apart", "defined", "depth_of", "described", "inside", "leading", "shown_with", "tabled_lists", "term_of"]

_NAME = r"[A-Za-z_$@][\w.$@-]*(?:\[[\w*]*\][\w.$@-]*)*"
_MARKED = re.compile(rf"^(\*\*|``|`|\*|__)(?P<name>{_NAME})\1(?=\s|[:(,–—-]|$)(?P<rest>.*)$", re.DOTALL)
_TWICE_MARKED = re.compile(r"^\s*\*\*(`+)([^`*]+)\1\*\*")
"""A name marked as bold and as code."""
_TYPED = re.compile(rf"^(?P<name>{_NAME})\s*(?=[(\[])(?P<rest>.*)$", re.DOTALL)
_BARE = re.compile(rf"^(?P<name>{_NAME})(?P<rest>\s*:\s.*|\s[-–—]\s.*)$", re.DOTALL)
_TYPE_FIRST = re.compile(rf"^(?P<kind>[A-Za-z][\w\[\]]*)\s+(\*\*|``|`)(?P<name>{_NAME})\2(?=\s|[:(,–—-]|$)(?P<rest>.*)$", re.DOTALL)
"""An item that gives the type before the name: integer `page` (optional)."""
_ASSIGNED = re.compile(rf"^`(?P<name>{_NAME})=(?:<(?P<kind>[^<>`]*)>|(?P<values>[\w.-]+(?:\|[\w.-]+)+))`(?P<rest>.*)$", re.DOTALL)
"""An item that writes a parameter as it is sent: `limit=<number>`, `type=red|green`."""
_SEPARATOR = re.compile(r"^\s*(?:[:,;–—]|-(?=\s))\s*")
_BRACKETS = re.compile(r"^\s*(?:\(([^()]*)\)|\[([^\[\]]*)\]|<([^<>]*)>)\s*")
_LIST_IN_BRACKETS = re.compile(
    r"(?:^|[,;|])\s*([\w ]{0,30}\b(?:values?|options|one of|either)\b[^,;|]*[,;|:].*)$", re.IGNORECASE | re.DOTALL
)
"""A list of values inside brackets, whose commas part the values: `(string, one of: red, green)`."""
_WORDS = re.compile(r"^[`*_]*([A-Za-z][\w ]{0,20}?(?:\[\])?)[`*_]*(?=\s*(?:[,;:.–—(]|\s-\s|$))")


def term_of(raw: str) -> Term | None:
    """The name with which an item of a list begins, marked or before a type or a colon, and what it says; None for any other item."""
    raw = _TWICE_MARKED.sub(r"**\2**", raw, count=1)
    led = _TYPE_FIRST.match(raw.strip())
    if led is not None and looks_like_type(led.group("kind")):
        return replace(_term(led.group("name"), led.group("rest")), kind=led.group("kind"))
    if sent := _ASSIGNED.match(raw.strip()):
        term = _term(sent.group("name"), sent.group("rest"))
        values = f"One of: {sent.group('values').replace('|', ', ')}.\n" if sent.group("values") else ""
        kind = sent.group("kind") if sent.group("kind") and looks_like_type(sent.group("kind")) else term.kind
        return replace(term, kind=kind or "", words=values + term.words)
    found = next((one for pattern in (_MARKED, _TYPED, _BARE) if (one := pattern.match(raw.strip()))), None)
    if found is None or not looks_like_name(found.group("name")):
        return None
    return _term(found.group("name"), found.group("rest"))


_WITH_EXAMPLE = re.compile(rf"^`?(?P<name>{_NAME})`?\s*:\s*(?P<shown>[^()]*?)\s*\((?P<told>[^()]*)\)\s*(?:-\s*(?P<words>.*))?$", re.DOTALL)


def shown_with(raw: str) -> Term | None:
    """A parameter with an example before its type, as blueprints of services write it: `limit: 100 (number, optional) - On a page`."""
    found = _WITH_EXAMPLE.match(raw.strip())
    pieces = [piece.strip(" `") for piece in found.group("told").split(",")] if found else []
    kind = next((piece for piece in pieces if looks_like_type(piece)), "")
    if found is None or not kind:
        return None
    required = next((piece for piece in pieces if looks_like_required(piece)), "required")
    return Term(found.group("name"), kind, required, found.group("words") or "")


def defined(term: str, words: str) -> Term | None:
    """A term of a definition list, such as `limit integer optional`, with its definition."""
    bare = re.sub(r"[`*]|(?<!\w)_(?=\W)|(?<=\W)_(?!\w)", "", term).strip()
    found = re.match(rf"({_NAME})\s*(.*)$", bare, re.DOTALL)
    if found is None or not looks_like_name(found.group(1)):
        return None
    pieces, rest = [], re.split(r"[\s,;:()\[\]|]+", found.group(2).replace("[]", " array "))
    rest = [piece for piece in rest if piece]
    while rest:
        count = next((n for n in (4, 3, 2, 1) if _tells(" ".join(rest[:n])) and n <= len(rest)), 0)
        if not count:
            return None
        pieces.append(" ".join(rest[:count]))
        rest = rest[count:]
    first, _, below = words.lstrip(" :\n").partition("\n")
    if not any(map(looks_like_type, pieces)) and looks_like_type(first.strip(" _*`:")) and below.strip():
        pieces, words = [*pieces, first.strip(" _*`:")], below.lstrip(" :")
    return _term(found.group(1), f" ({', '.join(pieces)}): {words}" if pieces else f": {words}")


def _tells(piece: str) -> bool:
    return looks_like_type(piece) or looks_like_required(piece)


def _term(name: str, rest: str) -> Term:
    kind = required = ""
    told: list[str] = []
    while True:
        pieces, after = _pieces(_SEPARATOR.sub("", rest, count=1))
        if not pieces:
            break
        for piece in pieces:
            if not kind and looks_like_type(piece):
                kind = piece
            elif not required and looks_like_required(piece):
                required = piece
            elif piece:
                told.append(re.sub(r"(?i)^(default)\s+(?!is\b|value\b)", r"\1: ", piece))
        rest = after
    words = re.sub(r"^\s*[:.–—-]*\s*", "", rest)
    return Term(name, kind, required, "\n".join(part for part in (words.strip(), *told) if part))


def _pieces(rest: str) -> tuple[list[str], str]:
    """What stands in brackets at the beginning of a text, or a type or a `required` there, and the text behind it."""
    rest = rest.lstrip()
    inside = _BRACKETS.match(rest)
    if inside:
        held = next(part for part in inside.groups() if part is not None)
        listed = _LIST_IN_BRACKETS.search(held)
        before, whole = (held[: listed.start()], [listed.group(1).strip()]) if listed else (held, [])
        return [*(piece.strip("`* ") for piece in re.split(r"\s*[,;|]\s*", before) if piece or not whole), *whole], rest[inside.end() :]
    word = _WORDS.match(rest)
    return ([word.group(1)], rest[word.end() :]) if word and _tells(word.group(1)) else ([], rest)


def described(term: Term | None) -> bool:
    """Whether an item gives a type, or says whether its name is required."""
    return term is not None and bool(term.kind or term.required)


def apart(lines: Sequence[str], at: int, end: int, begins: Callable[[int], bool]) -> tuple[list[str], list[int]]:
    """The lines of an item from `at` to before `end` without the described items inside it, and where each of those begins.

    `begins` tells whether such an item begins at a line; it goes on as far as lines stand deeper.
    """
    own: list[str] = []
    inner: list[int] = []
    while at < end:
        if not begins(at):
            own.append(lines[at])
            at += 1
            continue
        inner.append(at)
        depth = depth_of(lines[at])
        at += 1
        while at < end and (not lines[at].strip() or depth_of(lines[at]) > depth):
            at += 1
    return own, inner


def depth_of(line: str) -> int:
    """How far a line is moved to the right."""
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def inside(parent: Term, term: Term) -> Term:
    """A term of a list inside the item of another, by the way to it: `kites`, then `kites.colour`."""
    return replace(term, name=f"{parent.name}.{term.name}")


def leading(text: str, vocabulary: Vocabulary) -> Section | None:
    """The section of which a line speaks that ends with a colon and so heads what follows; None for any other."""
    said = text.strip().rstrip("*_ ")
    if not said.endswith((":", "：")):
        return None
    if _ASKED.search(said):
        return Section.QUERY if re.search(r"(?i)\b(?:query|filter|search|GET)\b", said) else Section.REQUEST
    return vocabulary.section(re.split(r"[.。!?]\s", said.rstrip(":：*_ "))[-1][-60:])


_ASKED = re.compile(
    r"\b(?:query|filter|search|GET)\b[\w ]{0,80}\b(?:parameters|arguments)\b|\b(?:parameters|arguments)\b[\w ]{0,80}\bGET\b"
    r"|\b(?:optional|available|supported|additional|these|following) (?:parameters|arguments)\b(?! (?:are|is|will be) returned)",
    re.IGNORECASE,
)
"""What a line speaks of that heads parameters."""


def tabled_lists(blocks: Sequence[Block], vocabulary: Vocabulary, unmarked: bool) -> Iterator[Block]:
    """Blocks in which lists of parameters or fields are tables.

    A list is one where most of its items are described, or, with `unmarked`, where it has several and stands under a heading
    that speaks of parameters or of an answer, or where an example of a request before it asks with each of its names.
    """
    run: list[Text] = []
    known = named = False
    above = ""
    asked: set[str] = set()
    for block in blocks:
        if isinstance(block, Text) and block.term is not None:
            run.append(block)
            continue
        if unmarked and len(run) > 1 and all(one.term is not None and one.term.name in asked for one in run):
            yield Heading("Query parameters", run[0].line)
            known = named = True
        asked |= set(re.findall(r"[?&]([A-Za-z_][\w.-]*)=", block.text)) if isinstance(block, Code) else set()
        yield from _settled(
            run, unmarked and (known or _leads(above, vocabulary)), named or _OF_PARAMETERS.search(above) is not None, above
        )
        run = []
        if isinstance(block, Heading):
            section = vocabulary.section(block.text)
            known = section in PLACES_OF_ROWS
            named = section in (Section.QUERY, Section.HEADER, Section.PATH)
        above = block.text if isinstance(block, Text) else ""
        yield block
    yield from _settled(run, unmarked and (known or _leads(above, vocabulary)), named or _OF_PARAMETERS.search(above) is not None, above)


def _leads(above: str, vocabulary: Vocabulary) -> bool:
    """Whether a line heads a list of names of parameters or fields."""
    return leading(above, vocabulary) in PLACES_OF_ROWS and _OF_NAMES.search(above) is not None


_OF_PARAMETERS = re.compile(r"\b(?:parameters|headers)\W*$", re.IGNORECASE)
_OF_NAMES = re.compile(
    r"field|propert|attribut|parameter|argument|\bkeys?\b|element|header|member|\b(?:contains?|includes?|has|following|returns?|response|object)\W*$"
    r"|参数|字段|属性",
    re.IGNORECASE,
)
"""What a line speaks of that heads a list of names, and not of formats or cases."""
_OF_VALUES = re.compile(
    r"\b(?:is|are|be|takes?) one of\b[^.:]*:\W*$|\b(?:allowed|possible|valid|supported|following) values\b[^.]*:\W*$"
    r"|\bvalues? (?:are|is|can be)\b[^.]*:\W*$"
    r"|\battributes:\W*$",
    re.IGNORECASE,
)
"""What heads a list of the values or attributes of one thing."""


def _settled(run: Sequence[Text], known: bool, named: bool, above: str) -> Iterator[Block]:
    """The lines of a list as a table where it is one of parameters or fields; `named` says that its heading speaks of nothing else."""
    terms = [one.term for one in run if one.term is not None]
    told = sum((len(one.words.split()) > 1 and not re.match(r"(?:or|and)\b", one.words)) or bool(one.kind) for one in terms)
    several = known and (len(terms) > 1 or named) and 2 * told >= len(terms) and not _OF_VALUES.search(above)
    if not terms or not (2 * sum(map(described, terms)) >= len(terms) or several):
        yield from run
        return
    columns = [("Name", [one.name for one in terms])]
    columns += [("Type", [one.kind for one in terms])] if any(one.kind for one in terms) else []
    columns += [("Required", [one.required for one in terms])] if any(one.required for one in terms) else []
    columns.append(("Description", [one.words for one in terms]))
    rows = tuple(Row(cells, text.line, 0.0) for cells, text in zip(zip(*(cells for _, cells in columns), strict=True), run, strict=True))
    yield Table("", tuple(heading for heading, _ in columns), rows, run[0].line)
