"""What a comparison found, as text, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from listproof.derive.comparing.compare import Agreement, FactDifference
from listproof.derive.comparing.grading import Grade
from listproof.derive.contradictions import Contradiction
from listproof.derive.formats.page import Unread
from listproof.derive.remarks import Remark

__all__ = ["as_json", "as_markdown", "as_text", "contradiction_lines", "remark_lines", "summary"]


def summary(comparison: Agreement) -> str:
    """One line: how many facts agree, how many differ in each grade, how many of those are recorded disputes."""
    counts = {grade: sum(one.grade is grade for one in comparison.differences) for grade in Grade}
    told = ", ".join(f"{count} {grade.value}" for grade, count in counts.items() if count) or "no difference"
    line = f"{comparison.agreeing} facts agree; {told}; {len(comparison.recorded)} covered by a recorded dispute"
    return line if comparison.watched else f"{line}; sentences are not compared, for the contract keeps none of this page (--remember)"


def _value(value: Any) -> str:
    if value is None:
        return "–"
    if value is True:
        return "there"
    if isinstance(value, tuple | list) and all(isinstance(one, str | int | float) for one in value):
        return " or ".join(map(str, value)) if len(value) < 9 else f"{len(value)} values"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:77] + "…"


def as_text(name: str, comparison: Agreement, found: Sequence[Contradiction], unread: Sequence[Unread]) -> str:
    """The comparison of one document for a terminal, the worst first."""
    lines = [f"{name}: {summary(comparison)}"]
    for one in comparison.differences:
        lines.append(f"  {one.grade.value:9} {one.fact}  ({one.change}; {one.where or 'no place'})")
        lines.append(f"            contract: {_value(one.contract)}   document: {_value(one.document)}   {one.reason}")
    for one in comparison.recorded:
        lines.append(f"  recorded  {one.fact}  as dispute {one.dispute}")
    lines += contradiction_lines(found)
    lines += [f"  unread    {one}" for one in unread]
    return "\n".join(lines)


def contradiction_lines(found: Sequence[Contradiction]) -> list[str]:
    """One line for each contradiction inside a document."""
    return [f"  contradicts itself: {one.question}  ({'; '.join(f'{r.says} – {r.place.table}' for r in one.readings)})" for one in found]


def remark_lines(found: Sequence[Remark]) -> list[str]:
    """One line for each thing worth a look in a document."""
    return [f"  worth a look: {one.says}  ({', '.join(dict.fromkeys(place.table for place in one.places))})" for one in found]


def as_markdown(name: str, comparison: Agreement, found: Sequence[Contradiction], unread: Sequence[Unread]) -> str:
    """The comparison of one document as a page: a table of differences, and what stands beside it."""
    lines = [f"## {name}", "", summary(comparison) + ".", ""]
    if comparison.differences:
        lines += ["| grade | fact | change | contract | document | why | where |", "|---|---|---|---|---|---|---|"]
        for one in comparison.differences:
            cells = (one.grade.value, f"`{one.fact}`", one.change, _value(one.contract), _value(one.document), one.reason, one.where)
            lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
        lines.append("")
    if comparison.recorded:
        lines += ["Recorded disputes: " + ", ".join(f"`{one.fact}` ({one.dispute})" for one in comparison.recorded) + ".", ""]
    if found:
        lines += ["The document contradicts itself:", "", *(f"- {one.question}" for one in found), ""]
    if unread:
        lines += ["Not read:", "", *(f"- {one}" for one in unread), ""]
    return "\n".join(lines)


def as_json(
    documents: Sequence[tuple[str, Agreement, Sequence[Contradiction], Sequence[Unread]]],
) -> str:
    """The comparisons of all documents. The form is versioned: `{"version": 1, "documents": [...]}`."""
    return json.dumps({"version": 1, "documents": [_document(*one) for one in documents]}, ensure_ascii=False, indent=2, default=list)


def _document(name: str, comparison: Agreement, found: Sequence[Contradiction], unread: Sequence[Unread]) -> Mapping[str, Any]:
    return {
        "document": name,
        "agreeing": comparison.agreeing,
        "differences": [_difference(one) for one in comparison.differences],
        "recorded": [{**_difference(one), "dispute": one.dispute} for one in comparison.recorded],
        "contradictions": [
            {
                "id": one.id,
                "kind": one.kind,
                "about": list(one.about),
                "question": one.question,
                "readings": [{"says": reading.says, "table": reading.place.table, "row": reading.place.row} for reading in one.readings],
            }
            for one in found
        ],
        "unread": [{"line": one.line, "what": one.what, "why": one.why} for one in unread],
    }


def _difference(one: FactDifference) -> dict[str, Any]:
    return {
        "grade": one.grade.value,
        "fact": one.fact,
        "change": one.change,
        "contract": one.contract,
        "document": one.document,
        "reason": one.reason,
        "where": one.where,
    }
