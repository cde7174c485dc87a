"""Fitting cells into rows where a text copy has lost some: merged cells, missing names, bars inside a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from listproof.derive.kinds import looks_like_type
from listproof.derive.words import Column

__all__ = [
    "TICKS",
    "fits",
    "fitted",
    "is_yes_or_no",
    "looks_like_name",
    "looks_like_required",
    "needed_in_a_case",
    "parted_need",
    "starts_row",
    "without_remark",
]

_NAME = re.compile(r"^(?:\[(?:items?|elements?|数组元素)\]$|[\s\u00a0\-–—└├│─┗┣┃╰».>·]*[A-Za-z_$@][\w.\-\[\]$@:{}<>*#()~]*\??$)")
_REQUIRED = frozenset(
    {
        "yes", "no", "y", "n", "true", "false", "required", "optional", "mandatory", "conditional", "是", "否", "必选", "可选",
        "必填", "非必填", "必须", "必須", "任意", "非必选", "o", "m", "条件必选",
        "✓", "✔", "✔️", "√", "☑", "✅", "✗", "✘", "×", "❌", "☐",
    }
)  # fmt: skip
_IN_A_CASE = re.compile(
    r"\s*\**(?:yes|no|required|mandatory|optional|conditional(?:ly)?(?:[ -]required)?)\**\s*[,;:–—(-]?\s*"
    r"(?:if|when|unless|only|in case|depend(?:s|ing)|except|as long as|for)\b\s+\S",
    re.IGNORECASE,
)
_LONGEST_CASE = 160
TICKS = frozenset({"✓", "✔", "✔️", "√", "☑", "✅"})
"""Marks that say yes; in a column of nothing else a cell without one says no."""
_YES_OR_NO = frozenset({"yes", "no", "y", "n", "true", "false", "是", "否"})


def looks_like_name(text: str) -> bool:
    """Whether a cell can be the name of a parameter or field (dashes in front show its depth)."""
    text = text.replace("&nbsp;", " ").replace("`", "").strip().strip("*").strip().removeprefix(":")
    text = without_remark(text)
    return len(text) <= 120 and _NAME.match(text) is not None


def without_remark(text: str) -> str:
    """A name without what stands behind it in brackets, or whether it is required: `access_ip（过期）`, `limit optional`."""
    bare = re.sub(r"(?<=\w)\s*(?:（[^（）]*）|\((?:deprecated|new|optional|required|reserved)\))$", "", text)
    return re.sub(r"(?<=\w)[*]*\s+(?:optional|required)$", "", bare, flags=re.IGNORECASE)


def parted_need(text: str) -> tuple[str, str]:
    """The word of a cell that says whether a row is required, in lower case, and the remark behind it: `No (query parameter)`."""
    text = text.strip().replace("（", "(").replace("）", ")")
    word, _, remark = text.partition("(") if text.endswith(")") else (text, "", "")
    return word.strip().strip("*").strip().lower(), remark.removesuffix(")").strip()


def looks_like_required(text: str) -> bool:
    """Whether a cell says yes or no."""
    return parted_need(text)[0] in _REQUIRED


def needed_in_a_case(text: str) -> bool:
    """Whether a cell says in which case its row is required or may be left out: `Yes, if no id is given`, `Optional when …`."""
    return len(text) <= _LONGEST_CASE and _IN_A_CASE.match(text) is not None


def is_yes_or_no(text: str) -> bool:
    """Whether a cell is a bare yes or no, which says nothing without its heading."""
    return text.strip().strip("*").lower() in _YES_OR_NO


def _blank(text: str) -> bool:
    return text.strip() in ("", "-", "--", "\u00a0", "N/A", "n/a", "无")


def fits(cells: Sequence[str], roles: Sequence[Column]) -> bool:
    """Whether every cell can stand in its column; empty cells can stand anywhere."""
    for cell, role in zip(cells, roles, strict=False):
        if _blank(cell):
            continue
        if role is Column.NAME and Column.TYPE in roles and not looks_like_name(cell):
            return False
        if role is Column.TYPE and not looks_like_type(cell):
            return False
        if role is Column.REQUIRED and not looks_like_required(cell) and not needed_in_a_case(cell):
            return False
        if role is Column.STATUS and not re.match(r"^\s*\d{3}", cell):
            return False
    return True


def starts_row(cells: Sequence[str], roles: Sequence[Column]) -> bool:
    """Whether cells surely begin a row: a name, and a type or a yes or no where those columns are."""
    if len(cells) < 2 or not fits(cells, roles):
        return False
    told = [cell for cell, role in zip(cells, roles, strict=False) if role in (Column.TYPE, Column.REQUIRED)]
    named = [cell for cell, role in zip(cells, roles, strict=False) if role in (Column.NAME, Column.STATUS)]
    wanted = any(role in (Column.TYPE, Column.REQUIRED) for role in roles[: len(cells)])
    return all(not _blank(cell) for cell in named) and (not wanted or any(not _blank(cell) for cell in told))


def fitted(cells: Sequence[str], roles: Sequence[Column]) -> tuple[str, ...] | None:
    """Cells set into their columns, or None where no way fits.

    A name lost in front moves the rest one to the right; a lost type is left empty; surplus cells (a bar inside a
    description) are joined again.
    """
    cells = tuple(cell.strip() for cell in cells)
    width = len(roles)
    if len(cells) < width:
        ways = (
            (*cells[:gap], *[""] * (width - len(cells)), *cells[gap:])
            for gap in range(len(cells) + 1)
            if not (gap and gap < width and roles[gap] is Column.DESCRIPTION)
        )
        last = (*cells, *[""] * (width - len(cells)))
        fitting = [padded for padded in ways if fits(padded, roles)]
        if fitting and _type_in(fitting[0], roles) == "" and _type_in(last, roles) and fits(last, roles):
            return last
        return fitting[0] if fitting else None
    if len(cells) > width:
        joint = next((at for at, role in enumerate(roles) if role is Column.DESCRIPTION), width - 1)
        surplus = len(cells) - width
        joined = (*cells[:joint], "|".join(cells[joint : joint + surplus + 1]), *cells[joint + surplus + 1 :])
        return joined if fits(joined, roles) else None
    if fits(cells, roles):
        nameless = roles[0] is Column.NAME and _shifted(cells, roles)
        return ("", *cells[:-1]) if nameless else cells
    if _blank(cells[-1]) and not _of_unknown_type(cells, roles):
        shifted = ("", *cells[:-1])
        return shifted if fits(shifted, roles) else fitted(cells[:-1], roles)
    return cells if _of_unknown_type(cells, roles) else None


def _type_in(cells: Sequence[str], roles: Sequence[Column]) -> str | None:
    """What stands in the column of types; None where there is no such column."""
    return next((cell.strip() for cell, role in zip(cells, roles, strict=True) if role is Column.TYPE), None)


def _of_unknown_type(cells: Sequence[str], roles: Sequence[Column]) -> bool:
    """Whether a whole row fits but for a few words that are no type that is known: `limit | snowflake | How many.`."""
    kinds = [at for at, role in enumerate(roles) if role is Column.TYPE]
    told = {Column.DESCRIPTION, Column.EXAMPLE, Column.REQUIRED} & set(roles)
    if len(kinds) != 1 or not {Column.NAME, Column.STATUS} & set(roles):
        return False
    spelled = cells[kinds[0]]
    if Column.NAME in roles and not looks_like_name(cells[list(roles).index(Column.NAME)]):
        return False
    if not told and not re.fullmatch(r"\w+(?:\[\])?", spelled):
        return False
    bare = tuple("" if at == kinds[0] else cell for at, cell in enumerate(cells))
    return len(spelled) <= 60 and len(spelled.split()) <= 6 and not re.search(r"[.。!?]", spelled) and fits(bare, roles)


def _shifted(cells: Sequence[str], roles: Sequence[Column]) -> bool:
    """Whether the name is really a type that moved to the left: `object | The list of jobs. | | |`."""
    if not _blank(cells[-1]) or not looks_like_type(cells[0]) or Column.TYPE not in roles:
        return False
    return _blank(cells[list(roles).index(Column.TYPE)]) and fits(("", *cells[:-1]), roles)
