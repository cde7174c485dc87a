"""How large a file from elsewhere may be: nesting, what aliases and references unfold to, parameters of one operation.

A few kilobytes of YAML can stand for more values than any machine holds, and a few levels too many end the process inside the parser.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

__all__ = [
    "DEEPEST",
    "DEEPEST_PARAMETER",
    "LONGEST_ASKED",
    "MOST_PARAMETERS",
    "MOST_REFERENCES",
    "MOST_UNFOLDED",
    "MOST_VALUES",
    "too_large",
    "too_many_parameters",
]

DEEPEST = 200
"""Levels of lists and objects within each other."""
MOST_VALUES = 3_000_000
"""Values of a file, those that aliases repeat counted each time."""
_MOST_LISTED = 20_000
"""Items of a list called `parameters`, wherever it stands: a file with one of more is not read on, for it costs more than it can give."""
MOST_UNFOLDED = 30_000
"""Values of one schema with its references written out."""
MOST_PARAMETERS = 1000
"""Parameters of one operation."""
DEEPEST_PARAMETER = 6
"""Names within names of one parameter, such as `filter.name.eq`; an object that stands deeper is one value."""
MOST_REFERENCES = 100
"""References that lead to nothing but another reference, one after the other."""
LONGEST_WAIT = 10
"""Seconds that a run waits for a cursor to grow too old; one that lives longer is not tried."""

LONGEST_ASKED = 8000
"""Characters of a text that an address can carry; a bound on longer ones is not tried."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def too_large(text: str) -> tuple[int, str] | None:
    """The line of a YAML text at which it is nested too deeply or stands for too much, and what is wrong; None where it is not.

    Looks at one event of the parser after the other, and builds nothing. Raises yaml.YAMLError where the text is no YAML.
    """
    counts = [0]
    names: list[str | None] = [None]
    sizes: dict[str, int] = {}
    last: str | None = None
    parameters: list[int | None] = [None]
    events: Any = yaml.parse(text, Loader=_Loader)
    for event in events:
        line = (event.start_mark.line if event.start_mark else 0) + 1
        if isinstance(event, yaml.NodeEvent) and parameters[-1] is not None:
            parameters[-1] += 1
            if parameters[-1] > _MOST_LISTED:
                return line, f"lists more than {_MOST_LISTED:,} parameters"
        if isinstance(event, yaml.CollectionStartEvent):
            parameters.append(0 if isinstance(event, yaml.SequenceStartEvent) and last == "parameters" else None)
            counts.append(1)
            names.append(event.anchor)
            if len(counts) > DEEPEST + 1:
                return line, f"is nested in more than {DEEPEST} levels"
        elif isinstance(event, yaml.CollectionEndEvent):
            done, name = counts.pop(), names.pop()
            parameters.pop()
            counts[-1] += done
            if name is not None:
                sizes[name] = done
        elif isinstance(event, yaml.AliasEvent):
            counts[-1] += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.ScalarEvent):
            counts[-1] += 1
        last = event.value if isinstance(event, yaml.ScalarEvent) else None
        if counts[-1] > MOST_VALUES:
            return line, f"stands for more than {MOST_VALUES:,} values"
    return None


def too_many_parameters(root: Any) -> tuple[tuple[str | int, ...], str] | None:
    """The path to the parameters of an operation that has more of them than any has, and what is wrong; None where none has."""
    paths = root.get("paths") if isinstance(root, Mapping) else None
    for path, item in paths.items() if isinstance(paths, Mapping) else ():
        for method, operation in [*item.items(), (None, item)] if isinstance(item, Mapping) else ():
            given = operation.get("parameters") if isinstance(operation, Mapping) else None
            if isinstance(given, list) and len(given) > MOST_PARAMETERS:
                place = ("paths", path, *([method] if method else []), "parameters")
                return place, f"has {len(given):,} parameters; expected no more than {MOST_PARAMETERS:,}"
    return None
