"""YAML with the line of every node, so that a mistake in a contract can be shown where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

__all__ = ["ContractError", "Document", "Mistake", "read"]

Step = str | int


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake in a file: where it stands (line from 1) and what was expected there."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContractError(Exception):
    """A contract that cannot be used; `mistakes` tells file, line and expectation of each."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


@dataclass(frozen=True)
class Document:
    """A YAML file as plain values; `line(path)` is the line (from 1) of the nearest node on a path of keys and indices."""

    file: str
    value: Any
    lines: Mapping[tuple[Step, ...], int]

    def line(self, path: tuple[Step, ...]) -> int:
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def mistake(self, path: tuple[Step, ...], message: str) -> Mistake:
        return Mistake(self.file, self.line(path), message)


_Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Fast):  # type: ignore[misc]
    """A safe loader that leaves times as text: a contract's times are examples, not dates of ours."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Fast.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Document:
    """The file's values and lines. Raises ContractError when it cannot be read, is no YAML, or repeats a key."""
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContractError((Mistake(file, 1, "there is no such file; expected a contract, an OpenAPI 3.1 document"),)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContractError((Mistake(file, 1, f"cannot be read as UTF-8 text: {error}"),)) from None
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        value = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContractError((Mistake(file, line, f"is no YAML: {error.problem}"),)) from None
    except yaml.YAMLError as error:
        raise ContractError((Mistake(file, 1, f"is no YAML: {error}"),)) from None
    finally:
        loader.dispose()
    lines: dict[tuple[Step, ...], int] = {}
    repeated: list[Mistake] = []
    if node is not None:
        _mark(file, node, (), lines, repeated)
    if repeated:
        raise ContractError(tuple(repeated))
    return Document(file, value, lines)


def _mark(file: str, node: yaml.Node, path: tuple[Step, ...], lines: dict[tuple[Step, ...], int], repeated: list[Mistake]) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, inner in node.value:
            name = str(key.value)
            if name in seen and key.tag != "tag:yaml.org,2002:merge":
                repeated.append(Mistake(file, key.start_mark.line + 1, f"the key {name!r} stands twice; expected once"))
            seen.add(name)
            lines[(*path, name)] = key.start_mark.line + 1
            _mark(file, inner, (*path, name), lines, repeated)
    elif isinstance(node, yaml.SequenceNode):
        for index, inner in enumerate(node.value):
            _mark(file, inner, (*path, index), lines, repeated)
