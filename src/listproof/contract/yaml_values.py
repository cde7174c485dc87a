"""Which bare words of a YAML file are values and which are texts, for what is read and for what is written."""

from __future__ import annotations

import re
from typing import Any

import yaml

__all__ = ["Dumper", "Loader"]

_Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BARE = {
    "bool": (r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    "int": (r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    "float": (r"^(?:[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$", "-+0123456789."),
}
_TIME = "tag:yaml.org,2002:timestamp"


class Loader(_Fast):  # type: ignore[misc]
    """A safe loader that takes for no text only what JSON knows besides: true, false, null and numbers; `no`, `on` and times are texts."""


class Dumper(yaml.SafeDumper):
    """A safe dumper that writes repeated values out, and puts into quotes what `Loader` or a reader of YAML 1.1 would take for no text."""

    def ignore_aliases(self, data: Any) -> bool:
        """Nothing is marked as an alias."""
        return True


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIME and tag.rpartition(":")[2] not in _BARE]
    for first, resolvers in _Fast.yaml_implicit_resolvers.items()
}
for _kind, (_pattern, _first) in _BARE.items():
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(_pattern), list(_first))
    # The emitter quotes a text that resolves to another tag: with the patterns of both readers it quotes for both.
    Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(_pattern), list(_first))
