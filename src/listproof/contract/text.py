"""YAML with the line of every node, so that a mistake in a contract can be shown where it stands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

import yaml

from listproof.contract.files import LONGEST_NUMBER, reason, text_of
from listproof.contract.json_lines import LinesOfJson
from listproof.contract.size import too_large, too_many_parameters
from listproof.contract.visible import visible
from listproof.contract.yaml_values import Loader

__all__ = ["ContractError", "Document", "Mistake", "read"]

Step = str | int

_NO_VALUE = (LookupError, AttributeError, TypeError, OverflowError)
"""What PyYAML raises for a text that is not of the kind that its tag says, as in `!!timestamp x` and `!!bool x`."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake in a file: where it stands (line from 1; 0 for the whole of a file or folder) and what was expected there."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return visible(f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}")


class ContractError(Exception):
    """A contract that cannot be used; `mistakes` tells file, line and expectation of each."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__(mistakes)

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


@dataclass(frozen=True)
class Document:
    """A YAML or JSON file as plain values; `line(path)` is the line (from 1) of the nearest node on a path of keys and indices.

    `files` names the file of a node, and of all in it, that was brought in from another one.
    """

    file: str
    value: Any
    lines: Mapping[tuple[Step, ...], int]
    files: Mapping[tuple[Step, ...], str] = field(default_factory=dict)

    def line(self, path: tuple[Step, ...]) -> int:
        """The line (from 1) of the node at a path, or of the nearest one above it."""
        while path:
            found = self.lines.get(path)
            if found is not None:
                return found
            path = path[:-1]
        return self.lines.get((), 1)

    def file_of(self, path: tuple[Step, ...]) -> str:
        """The file in which the node at a path stands."""
        while path and self.files and path not in self.files:
            path = path[:-1]
        return self.files.get(path, self.file)

    def mistake(self, path: tuple[Step, ...], message: str) -> Mistake:
        """A mistake at a path of this file."""
        return Mistake(self.file_of(path), self.line(path), message)


def read(path: Path) -> Document:
    """The file's values and lines; JSON is told by its name. Raises ContractError when it cannot be read, is none, or repeats a key."""
    file = str(path)
    try:
        text = text_of(path)
    except FileNotFoundError:
        raise ContractError((Mistake(file, 1, "there is no such file; expected a contract, an OpenAPI 3.1 document"),)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContractError((Mistake(file, 1, f"cannot be read as UTF-8 text: {reason(error)}"),)) from None
    if path.suffix == ".json":
        return _read_json(file, text)
    lines: dict[tuple[Step, ...], int] = {}
    wrong: list[Mistake] = []
    loader: Any = None
    try:
        large = too_large(text)
        if large is not None:
            raise ContractError((Mistake(file, large[0], f"{large[1]}; expected an OpenAPI document"),))
        loader = Loader(text)
        node = loader.get_single_node()
        if node is not None:
            _mark(file, node, (), lines, wrong)
        value = loader.construct_document(node) if node is not None and not wrong else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContractError((Mistake(file, line, f"is no YAML: {error.problem}"),)) from None
    except _NO_VALUE:
        raise ContractError((Mistake(file, 1, "is no YAML: a value is none of the kind that its tag says"),)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ContractError((Mistake(file, 1, f"is no YAML: {' '.join(str(error).split())}"),)) from None
    except RecursionError:
        raise ContractError((Mistake(file, 1, "is nested too deeply; expected an OpenAPI 3.1 document"),)) from None
    finally:
        if loader is not None:
            loader.dispose()
    document = Document(file, value, lines)
    wrong += _foreign(document, value, ())
    if wrong:
        raise ContractError(tuple(wrong))
    return _counted(document)


def _counted(document: Document) -> Document:
    many = too_many_parameters(document.value)
    if many is not None:
        raise ContractError((document.mistake(*many),))
    return document


def _read_json(file: str, text: str) -> Document:
    """A JSON file; its lines are looked for when one is asked about, for large files hold many and need few."""
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole, parse_float=_part)
    except _NotRead as error:
        line = text.count("\n", 0, text.find(error.word)) + 1
        raise ContractError((Mistake(file, line, str(error)),)) from None
    except json.JSONDecodeError as error:
        raise ContractError((Mistake(file, error.lineno, f"is no JSON: {error.msg}"),)) from None
    except (ValueError, RecursionError) as error:
        said = "is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ContractError((Mistake(file, 1, f"{said}; expected an OpenAPI document"),)) from None
    return _counted(Document(file, value, LinesOfJson(text)))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


class _NotRead(ValueError):
    """A number that is not read, as the file writes it."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(f"a number of {len(word)} characters, {word[:20]}…, is not read; expected at most {LONGEST_NUMBER}")


def _whole(word: str) -> int:
    if len(word) > LONGEST_NUMBER:
        raise _NotRead(word)
    return int(word)


def _part(word: str) -> float:
    if len(word) > LONGEST_NUMBER:
        raise _NotRead(word)
    if not isfinite(float(word)):
        raise ValueError(f"{word} is larger than a number that listproof reads")
    return float(word)


def _mark(
    file: str,
    node: yaml.Node,
    path: tuple[Step, ...],
    lines: dict[tuple[Step, ...], int],
    wrong: list[Mistake],
    above: frozenset[int] = frozenset(),
) -> None:
    lines.setdefault(path, node.start_mark.line + 1)
    if id(node) in above:
        wrong.append(Mistake(file, lines[path], "an alias leads back to what holds it; expected plain data"))
        return
    above = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, inner in node.value:
            name = str(key.value)
            if isinstance(key, yaml.ScalarNode) and key.tag.rpartition(":")[2] in ("bool", "int", "float", "null"):
                key.tag = "tag:yaml.org,2002:str"  # `200:` is the text 200: every key of JSON is one
            if name in seen and key.tag != "tag:yaml.org,2002:merge":
                wrong.append(Mistake(file, key.start_mark.line + 1, f"the key {name!r} stands twice; expected once"))
            seen.add(name)
            lines[(*path, name)] = key.start_mark.line + 1
            _mark(file, inner, (*path, name), lines, wrong, above)
    elif isinstance(node, yaml.ScalarNode):
        if len(node.value) > LONGEST_NUMBER and node.tag.rpartition(":")[2] in ("int", "float"):
            wrong.append(Mistake(file, lines[path], str(_NotRead(node.value))))
    elif isinstance(node, yaml.SequenceNode):
        for index, inner in enumerate(node.value):
            _mark(file, inner, (*path, index), lines, wrong, above)


def _foreign(document: Document, value: Any, path: tuple[Step, ...]) -> list[Mistake]:
    """What YAML can say and JSON cannot: keys that are no text, numbers without a value, sets, bytes."""
    found: list[Mistake] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            place = (*path, str(key))
            if isinstance(key, str):
                found += _foreign(document, inner, place)
            else:
                found.append(document.mistake(place, f"the key {key!r} is no text; expected it in quotes"))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += _foreign(document, inner, (*path, index))
    elif not isinstance(value, str | bool | int | float | None) or (isinstance(value, float) and not isfinite(value)):
        found.append(document.mistake(path, f"{value!r} is no JSON; expected text, a number, true, false, null, a list or an object"))
    return found
