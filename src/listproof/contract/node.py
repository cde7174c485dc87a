"""A place in a document: a value with its path, so that whatever is wrong with it can be shown where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from listproof.contract import pointer as pointers
from listproof.contract.text import Document, Mistake, Step

__all__ = ["Node"]

_FAR = 40


@dataclass(frozen=True)
class Node:
    """A value of a document and its path. Steps to what is not there give a node whose value is `absent`, never an error."""

    document: Document
    path: tuple[Step, ...]
    value: Any

    @classmethod
    def root(cls, document: Document) -> Node:
        """The whole document."""
        return cls(document, (), document.value)

    def __bool__(self) -> bool:
        return not isinstance(self.value, pointers.Absent)

    def get(self, *steps: Step) -> Node:
        """What stands some steps further in, references followed on the way."""
        node = self
        for step in steps:
            held = node.meant()
            inside = isinstance(held.value, dict) and step in held.value
            within = isinstance(held.value, list) and isinstance(step, int) and 0 <= step < len(held.value)
            value = held.value[step] if inside or within else pointers.absent
            node = Node(node.document, (*(held.path if value is not pointers.absent else node.path), step), value)
        return node

    def own(self, step: str) -> Node:
        """What stands under a key of this very node, no reference followed."""
        value = self.value.get(step, pointers.absent) if isinstance(self.value, dict) else pointers.absent
        return Node(self.document, (*self.path, step), value)

    def meant(self) -> Node:
        """This node, or what its `$ref` leads to; a reference that leads nowhere leads to itself."""
        node = self
        for _ in range(_FAR):
            if not isinstance(node.value, dict) or not isinstance(node.value.get("$ref"), str):
                break
            found = node.referred()
            if not found:
                break
            node = found
        return node

    def referred(self) -> Node:
        """What the `$ref` of this node names in the same file; a node without a value where it names nothing."""
        reference = self.value.get("$ref") if isinstance(self.value, dict) else None
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return Node(self.document, (*self.path, "$ref"), pointers.absent)
        node = Node.root(self.document)
        for step in pointers.parts(reference[1:]):
            value = node.value
            if isinstance(value, list) and step.isdigit() and int(step) < len(value):
                node = Node(self.document, (*node.path, int(step)), value[int(step)])
            elif isinstance(value, dict) and step in value:
                node = Node(self.document, (*node.path, step), value[step])
            else:
                return Node(self.document, (*self.path, "$ref"), pointers.absent)
        return node

    def items(self) -> Iterator[tuple[str, Node]]:
        """The entries of an object; nothing where it is none."""
        held = self.meant()
        if isinstance(held.value, dict):
            for key, value in held.value.items():
                yield str(key), Node(self.document, (*held.path, str(key)), value)

    def each(self) -> Iterator[Node]:
        """The items of a list; nothing where it is none."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Node(self.document, (*self.path, index), value)

    def several(self) -> Iterator[Node]:
        """The items of a list, or the one value that stands instead of it."""
        if isinstance(self.value, list):
            yield from self.each()
        elif self:
            yield self

    def walk(self) -> Iterator[Node]:
        """This node and everything in it, references not followed."""
        yield from (Node(self.document, path, value) for path, value in _everything(self.path, self.value))

    def holding(self, *words: str) -> Iterator[Node]:
        """The objects among this node and everything in it that have one of some keys, references not followed."""
        for path, value in _everything(self.path, self.value, (dict, list)):
            if isinstance(value, dict) and any(word in value for word in words):
                yield Node(self.document, path, value)

    @property
    def text(self) -> str | None:
        """The value where it is text."""
        return self.value if isinstance(self.value, str) else None

    def mistake(self, message: str) -> Mistake:
        """A mistake at this place."""
        return self.document.mistake(self.path, message)


def _everything(path: tuple[Step, ...], value: Any, kinds: tuple[type, ...] = (object,)) -> Iterator[tuple[tuple[Step, ...], Any]]:
    """A value and everything of some kinds in it with its path, each object before what it holds."""
    left: list[tuple[tuple[Step, ...], Any]] = [(path, value)]
    while left:
        path, value = left.pop()
        yield path, value
        if isinstance(value, dict):
            left += [((*path, str(key)), inner) for key, inner in reversed(value.items()) if isinstance(inner, kinds)]
        elif isinstance(value, list):
            left += [((*path, index), inner) for index, inner in reversed(list(enumerate(value))) if isinstance(inner, kinds)]
