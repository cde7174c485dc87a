"""A document against a contract: what the page now says otherwise, how much it matters, and why.

The document is the newer side: a difference tells what changed from the contract to the page. What is recorded as a
dispute of the contract is no difference; it is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from listproof.derive.comparing.facts import Facts, Stated, UnreadableContract
from listproof.derive.comparing.grading import Grade, graded
from listproof.derive.comparing.meanings import agree, literals
from listproof.derive.comparing.sentences import Sentence

__all__ = ["Agreement", "FactDifference", "compare", "document_of"]


@dataclass(frozen=True, slots=True)
class FactDifference:
    """One fact on which the document and the contract differ.

    `change` is `added` (only the document has it), `removed` (only the contract, which names this document as its
    source) or `changed`; `dispute` the id of the recorded dispute of which a reading says what the document says; `where` table and row;
    `facet` which facet of a parameter or field it is ("" for the whole).
    """

    fact: str
    change: str
    contract: Any
    document: Any
    grade: Grade
    reason: str
    where: str
    dispute: str | None = None
    facet: str = ""

    @property
    def owner(self) -> str:
        """The parameter or field of which the fact is a facet; the fact itself where it is none."""
        return _owner(self.fact, self.facet)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The differences, those that a recorded dispute covers, how many facts agree, and whether the contract keeps the sentences of the
    page, so that one that changed is told though no fact comes of it."""

    differences: tuple[FactDifference, ...]
    recorded: tuple[FactDifference, ...]
    agreeing: int
    watched: bool = True


def document_of(contract: Facts, key: str) -> str:
    """The key under which a contract names the document: the same one, else its only source of kind `document`.

    Raises UnreadableContract where neither is there.
    """
    if key in contract.documents:
        return key
    kinds = [name for name, one in contract.documents.items() if isinstance(one, Mapping) and one.get("kind") == "document"]
    if len(kinds) == 1:
        return str(kinds[0])
    names = ", ".join(map(str, contract.documents)) or "none"
    raise UnreadableContract(f"the contract's x-documents ({names}) do not name {key!r}; choose one with --document")


def compare(
    document: Facts,
    contract: Facts,
    key: str,
    words: str | None = None,
    sentences: Mapping[str, Sequence[Sentence]] | None = None,
) -> Agreement:
    """Every difference between a document's facts and a contract that calls the document `key`.

    `words` is the prose of the document; with it the values of `x-listing` that it no longer names are told too. With `sentences`, those of
    its rows, each row is told that says something else than it did when the contract kept them, and of which no fact differs.
    """
    found = [*_differences(document, contract, key), *_meanings(document, contract, key, words)]
    whole = {(one.change, one.fact) for one in found}
    found = [one for one in found if not one.facet or (one.change, one.owner) not in whole]
    settled = [replace(one, dispute=contract.dispute(one.fact, one.document)) for one in found]
    differences = tuple(sorted((one for one in settled if one.dispute is None), key=lambda one: (-one.grade.weight, one.fact)))
    known = contract.sentences.get(key)
    if sentences is not None and known is not None:
        differences = (*differences, *_sentences(sentences, known, found))
    agreeing = len(document.stated) - len({one.fact for one in found if one.change != "removed"})
    return Agreement(differences, tuple(one for one in settled if one.dispute is not None), agreeing, known is not None)


def _sentences(
    said: Mapping[str, Sequence[Sentence]], known: Mapping[str, str], told: Sequence[FactDifference]
) -> Iterator[FactDifference]:
    """Rows whose sentences are others now, where more of them changed than facts of the row are told as differences."""
    for row in dict.fromkeys((*known, *said)):
        before = str(known.get(row, "")).split()
        now = said.get(row, ())
        fresh = [one.words for one in now if one.digest not in before]
        gone = len(set(before) - {one.digest for one in now})
        explained = sum(_row_of(one) == row for one in told)
        if any(one.fact == row for one in told) or max(len(fresh), gone) <= explained:
            continue
        why = "no fact was read from what changed; read it, then keep its sentences with --remember"
        other = f"{gone} sentences that are gone" if gone else None
        yield FactDifference(f"{row}.sentences", "changed" if fresh else "removed", other, " ".join(fresh) or None, Grade.RISKY, why, row)


def _row_of(told: FactDifference) -> str:
    """The parameter or field of which a difference tells, also one of `x-listing`."""
    found = re.match(r"(?:filters|base)\.(.+?)(?:\.(?:absent|everything|yields-to|separator|needs|widens|names|only-when))?$", told.fact)
    return f"parameters.{found.group(1)}" if found else told.owner


def _differences(document: Facts, contract: Facts, key: str) -> Iterator[FactDifference]:
    for fact, said in document.stated.items():
        known = contract.stated.get(fact)
        if known is None:
            if not _example_label(fact) and not _width_only(said):
                yield _difference(fact, "added", None, said, said, document)
        elif not _same(fact, said, known, document):
            yield _difference(fact, "changed", known, said, said, document)
    for fact, known in contract.stated.items():
        if fact not in document.stated and _rests_on(known, key) and not _outside_page(fact, known, document):
            yield _difference(fact, "removed", known, None, known, document)
    yield from _listing(document, contract, key)


def _example_label(fact: str) -> bool:
    return ".example." in fact


def _width_only(told: Stated) -> bool:
    """Whether a format only tells how wide a number is; contracts may leave it out."""
    return told.facet == "format" and told.value in ("int32", "int64")


def _owner(fact: str, facet: str) -> str:
    return fact.removesuffix(f".{facet}") if facet else fact


def _difference(fact: str, change: str, known: Stated | None, said: Stated | None, where: Stated, document: Facts) -> FactDifference:
    facet = (said or known or where).facet
    grade, reason = graded(fact, facet, change, known.value if known else None, said.value if said else None, document)
    place = ", ".join(str(where.source[part]) for part in ("table", "row") if where.source.get(part))
    return FactDifference(fact, change, known.value if known else None, said.value if said else None, grade, reason, place, None, facet)


def _rests_on(known: Stated, key: str) -> bool:
    source = known.source
    return source.get("document") == key and source.get("grade") == "document" and source.get("basis", "documented") == "documented"


def _outside_page(fact: str, known: Stated, document: Facts) -> bool:
    """Whether a fact of the contract is one that no page states as such: presence, and the 200 itself."""
    if fact.startswith("fields.") and known.facet == "required":
        return fact.removesuffix(".required") in document.stated and not _shown(fact.removesuffix(".required"), document)
    if fact.startswith("status.") or fact == "example":
        return fact == "status.200"
    return (known.facet == "required" and known.value is False) or _width_only(known)


def _shown(field: str, document: Facts) -> bool:
    """Whether the document's example shows the object that a field stands in."""
    parent = field.rpartition("/")[0]
    fields = ((fact, one) for fact, one in document.stated.items() if fact.startswith("fields."))
    return any(one.facet == "required" and fact.rpartition("/")[0] == parent for fact, one in fields)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return value


def _same(fact: str, said: Stated, known: Stated, document: Facts) -> bool:
    if said.facet == "type":
        ours, theirs = set(said.value), set(known.value)
        if ours == theirs:
            return True
        example = document.stated.get(fact.removesuffix(".type") + ".example")
        whole = example is None or isinstance(example.value, int)
        return ours == {"number"} and theirs == {"integer"} and known.own and whole
    if said.facet == "enum":
        return set(map(str, said.value)) == set(map(str, known.value))
    if said.facet == "format":
        return said.value == known.value or {said.value, known.value} == {"int64", "epoch-milliseconds"}
    if said.facet == "example":
        return str(_plain(said.value)) == str(_plain(known.value)) or known.own
    if fact == "path":
        return re.sub(r"\{\w+\}", "{}", str(said.value)) == re.sub(r"\{\w+\}", "{}", str(known.value))
    if ".codes." in fact:
        return True
    return bool(_plain(said.value) == _plain(known.value))


def _meanings(document: Facts, contract: Facts, key: str, words: str | None) -> Iterator[FactDifference]:
    """Lines of `x-listing` on which the document in its own words says another thing, or whose values it no longer names."""
    for fact, value in contract.meanings.items():
        known = contract.meant(fact)
        if known is None or known.source.get("document") != key:
            continue
        said = document.meant(fact)
        if said is not None and said.source.get("basis", "documented") == "documented" and not agree(fact, value, said.value):
            yield _difference(fact, "changed", known, said, said, document)
        elif words is not None and _rests_on(known, key):
            gone = [str(value)] if fact.endswith(".only-when") and said is None else []
            gone += [one for one in literals(fact, value) if not re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", words)]
            if gone:
                yield _difference(fact, "removed", replace(known, value=", ".join(gone)), None, known, document)
    for fact in document.meanings:
        said = document.meant(fact)
        told = said is not None and fact in document.listing_sources and said.source.get("basis", "documented") == "documented"
        if (
            told
            and fact.endswith((".everything", ".yields-to", ".separator", ".only-when"))
            and fact not in contract.meanings
            and _named(fact, contract)
        ):
            yield _difference(fact, "added", None, said, said or Stated(None, {}), document)


def _named(fact: str, contract: Facts) -> bool:
    """Whether the contract has the filter that a line is of."""
    return fact.rpartition(".")[0] in contract.meanings


def _listing(document: Facts, contract: Facts, key: str) -> Iterator[FactDifference]:
    """Facts of `x-listing` whose row is no longer on the page."""
    rows = {str(one.source.get("row", "")) for one in document.stated.values()} | _names(document)
    for fact, source in contract.listing_sources.items():
        stated = Stated(None, source)
        row = re.split(r"[,\s]", str(source.get("row", "")))[0]
        if not _rests_on(stated, key) or not re.fullmatch(r"[A-Za-z_][\w.-]*", row) or row in rows or source["row"] in rows:
            continue
        if row in ("GET", "POST"):
            continue
        grade, reason = Grade.RISKY, "what the contract makes of this row rests on a row that is no longer there"
        yield FactDifference(fact, "removed", source["row"], None, grade, reason, str(source.get("table", "")))


def _names(document: Facts) -> set[str]:
    """The last names of every parameter and field."""
    found: set[str] = set()
    for fact, said in document.stated.items():
        head = fact.partition(".")[0]
        if head in ("parameters", "fields"):
            name = _owner(fact, said.facet).removeprefix(head + ".")
            found |= {name, name.rpartition("/")[2], name.rpartition(".")[2]}
    return found
