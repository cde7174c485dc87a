"""What `docs/laws/` says of each law, in a checkout and in an installed copy alike."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["law_text", "law_texts"]

_SECTION = re.compile(r"^## ([\w.-]+)\n(.*?)(?=^```|^## |\Z)", re.MULTILINE | re.DOTALL)


@cache
def law_texts() -> Path:
    """The folder of the laws' texts: the checkout's, or the copy inside an installed listproof."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent / "docs" / "laws"
    return checkout if checkout.is_dir() else package / "bundled" / "laws"


@cache
def _remarks(texts: Path) -> dict[str, str]:
    """What is said of each law in its list of basis, relation, guard and remedy, as Markdown, by the law's id."""
    found = {}
    for path in texts.glob("*.md"):
        for law, text in _SECTION.findall(path.read_text("utf-8")):
            found[law] = "\n".join(line for line in text.splitlines() if line.startswith(("- ", "  ")))
    return found


def law_text(law: str) -> str:
    """The remarks on a law as Markdown: basis, relation, guard, remedy; empty for a law that the texts do not know."""
    return _remarks(law_texts()).get(law, "")
