"""What comes of the faults that are planted in a variant, as a table for docs/proof.md: how many are caught, and why the others are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from listproof.proof.proof import Proved

__all__ = ["within_table"]

_TITLES = ("faults", "caught", "their place named", "do nothing there", "answered otherwise, and no law minds")


def within_table(faults: Sequence[Proved]) -> str:
    """How many are caught, as a table of Markdown; below it each kind of those that are not, with what they do there."""
    missed = [one for one in faults if not one.caught]
    idle = [one for one in missed if one.otherwise == ""]
    counts = (len(faults), len(faults) - len(missed), sum(one.named for one in faults), len(idle), len(missed) - len(idle))
    lines = [f"| {' | '.join(_TITLES)} |", f"|{'---:|' * len(_TITLES)}", f"| {' | '.join(map(str, counts))} |"]
    if missed:
        kinds = Counter((one.otherwise != "", one.kind) for one in missed)
        lines += ["", "| not caught | faults | there |", "|---|---:|---|"]
        lines += [
            f"| {kind} | {count} | {'answered otherwise' if shows else 'does nothing'} |"
            for (shows, kind), count in sorted(kinds.items(), key=lambda one: (one[0][0], -one[1], one[0][1]))
        ]
    return "\n".join(lines) + "\n"
