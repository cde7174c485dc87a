"""One operation of a document on its own: with what it refers to written out, and the place of each thing as its source."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from listproof.contract.documents.exploded import exploded
from listproof.contract.documents.references import Place, path_item, target
from listproof.contract.documents.sound import made_sound
from listproof.contract.documents.versions import modern
from listproof.contract.edges import spans
from listproof.contract.media import is_json, is_open
from listproof.contract.pointer import escaped
from listproof.contract.size import MOST_REFERENCES
from listproof.contract.text import ContractError, Document

__all__ = ["excerpt"]

_TOO_FAR = f"more than {MOST_REFERENCES} references lead to each other one after the other; expected a schema where they lead"
_MOST_NODES = 4_000
"""How many nodes an excerpt may hold: what lies deeper is left open, for some documents hold each of their schemas in every other."""
_MOST_FIELDS = 200
"""How many properties of answers are facts, the outermost first; those of a body that is sent are parameters, and facts however many."""
_OWN = ("x-listing", "x-disputes", "callbacks")
"""What of an operation is no part of its own description here."""
_SHARED = ("info", "servers", "security", "x-vendor", "x-product", "x-documents", "x-disputes", "x-null-unsaid")
_NULL_UNSAID = "x-null-unsaid"
"""What a file of Swagger 2.0 is called, and a field of it that need not be there: whether null may stand instead, it has no word to say."""
_VALUES = ("enum", "const", "default", "example", "examples", "required", "type", "x-source")
"""The words of a schema that hold no schema."""


def excerpt(document: Document, path: str, method: str, listing: Mapping[str, Any] | None = None) -> Document:
    """The document of one operation, in the form of a contract: `x-listing` at the top, sources implied, `$ref` written out.

    `listing` is used instead of the operation's own x-listing. What a thing's source does not say is its JSON Pointer in the file.
    References lead into the file or into files beside it, never to an address. Raises ContractError where one leads nowhere.
    """
    made = _Excerpt(document)
    made.build(path, method, listing)
    return Document(document.file, made.value, made.lines, made.files)


@dataclass
class _Task:
    """A value to be copied to `place` (under `key` of `into`): from a document, at a path of it; `above` are the references on the way."""

    source: Document
    at: Place
    value: Any
    into: Any
    key: Any
    place: Place
    schema: bool
    above: tuple[tuple[str, Place], ...] = ()
    property: bool = False


@dataclass
class _Excerpt:
    document: Document
    value: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    files: dict[Place, str] = field(default_factory=dict)
    nodes: int = 0
    sourced: int = 0
    unsourced: int = 0
    open: int = 0

    def build(self, path: str, method: str, listing: Mapping[str, Any] | None) -> None:
        root = self.document.value
        self.value["openapi"] = "3.1.0"
        for word in _SHARED:
            if word in root:
                self.copy(root[word], (word,), self.value, word, (word,))
        title = str(root.get("info", {}).get("title") or Path(self.document.file).stem)
        self.value.setdefault("info", {"title": title})
        self.value["info"].setdefault("title", title)
        self.value.setdefault("x-vendor", title)
        self.value.setdefault("x-product", title)
        own = {Path(file).name: {"title": title, "kind": "document"} for file in (self.document.file, *self.document.files.values())}
        self.value["x-documents"] = {**own, **(self.value.get("x-documents") or {})}
        source, above, item = path_item(self.document, path)
        at = (*above, method)
        place: Place = ("paths", path, method)
        operation = item[method]
        self.value["paths"] = {path: {}}
        left_out = (*_OWN, "requestBody") if method == "get" else _OWN  # a GET sends no body, though files give it one
        rest = {key: value for key, value in operation.items() if key not in left_out}
        self.copy(rest, at, self.value["paths"][path], method, place, source)
        if "parameters" in item:
            shared: Place = ("paths", path, "parameters")
            self.copy(item["parameters"], (*above, "parameters"), self.value["paths"][path], "parameters", shared, source)
        self._source_operation(place, source, at)
        self._read_as_json(self.value["paths"][path][method].get("responses") or {}, source, at)
        for holder in (self.value["paths"][path], self.value["paths"][path][method]):
            if isinstance(holder.get("parameters"), list):
                holder["parameters"] = exploded(holder["parameters"])
        own_listing = listing is None and "x-listing" in operation
        self.value["x-left-open"] = list(self._left_open())
        said = operation.get("x-listing") if listing is None else listing
        between = spans(said.get("filters")) if isinstance(said, Mapping) else {}
        self.value["x-unsound"] = [
            f"{self._told(('paths', path, *steps))}: {says}" for steps, says in made_sound(self.value["paths"][path], method, between)
        ]
        where: Place = (*at, "x-listing") if own_listing else ("x-listing",)
        if said is not None:
            self.copy(said, where, self.value, "x-listing", ("x-listing",), source if own_listing else None)
            self._leave_media_open()
        if "x-disputes" in operation:
            self.copy(operation["x-disputes"], (*at, "x-disputes"), self.value, "x-disputes", ("x-disputes",), source)
        self.value["x-implied"] = self._place(source if own_listing else self.document, where)

    def _told(self, place: Place) -> str:
        """Where something stands, as a warning says it."""
        made = Document(self.document.file, self.value, self.lines, self.files)
        return f"{Path(made.file_of(place)).name}:{made.line(place)}"

    def _left_open(self) -> Iterator[str]:
        if self.unsourced:
            every = self.sourced + self.unsourced
            yield f"of {every} documented fields the {self.sourced} outermost are facts, and no law looks at the others"
        if self.open:
            yield f"the schemas hold more than {_MOST_NODES} nodes, and {self.open} of the deepest are left open"

    def copy(self, value: Any, at: Place, into: Any, key: Any, place: Place, source: Document | None = None) -> None:
        """Copy a value breadth first, so that what is outermost is whole where there is too much."""
        tasks = deque([_Task(source or self.document, at, value, into, key, place, False)])
        while tasks:
            tasks.extend(self._one(tasks.popleft()))

    def _one(self, task: _Task) -> Iterator[_Task]:
        if task.schema and self.nodes > _MOST_NODES and isinstance(task.value, Mapping):
            task.into[task.key] = {}
            self.open += 1
            return
        task = self._followed(task)
        self.lines[task.place] = task.source.line(task.at)
        file = task.source.file_of(task.at)
        if file != self.document.file:
            self.files[task.place] = file
        value = task.value
        if isinstance(value, Mapping):
            held = modern(value) if task.schema else dict(value)
            made: dict[str, Any] = {}
            task.into[task.key] = made
            for key, inner in held.items():
                made[key] = inner
                for further in self._inside(task, made, key, inner):
                    self.nodes += 1
                    yield further
            sent = "requestBody" in task.place[:4]
            if task.property and "x-source" not in made and not sent and self.sourced >= _MOST_FIELDS:
                self.unsourced += 1
            elif task.property and "x-source" not in made:
                self.sourced += not sent
                made["x-source"] = self._source_of(task.source, task.at, null_unsaid=_is_null_unsaid(made))
        elif isinstance(value, list):
            items: list[Any] = list(value)
            task.into[task.key] = items
            for index, inner in enumerate(value):
                yield _Task(task.source, (*task.at, index), inner, items, index, (*task.place, index), task.schema, task.above)
        else:
            task.into[task.key] = value

    def _inside(self, task: _Task, made: dict[str, Any], key: str, inner: Any) -> Iterator[_Task]:
        """What stands under a key; in `properties` the keys are names, so that one called `enum` is a schema like any other."""
        at, place = (*task.at, key), (*task.place, key)
        if task.schema and key in ("properties", "patternProperties") and isinstance(inner, Mapping):
            source, at, above, inner = _all_referred(task, at, inner)
            held: dict[str, Any] = dict(inner)
            made[key] = held
            self.lines[place] = source.line(at)
            must = task.value.get("required") if self.document.value.get(_NULL_UNSAID) else inner
            for name, schema in inner.items():
                if name not in (must or ()) and isinstance(schema, Mapping) and "x-nullable" not in schema:
                    schema = {_NULL_UNSAID: True, **schema}
                yield _Task(source, (*at, name), schema, held, name, (*place, name), True, above, key == "properties")
            return
        if task.schema and key in _VALUES:
            if isinstance(inner, Mapping) and isinstance(inner.get("$ref"), str):
                del made[key]  # a value is no place for a reference, and whoever reads it would follow it
            return
        if not isinstance(inner, dict | list):
            self.nodes += 1
            self.lines[place] = task.source.line(at)
            return
        yield _Task(task.source, at, inner, made, key, place, task.schema or key == "schema", task.above)

    def _followed(self, task: _Task) -> _Task:
        """What a reference leads to; open where it leads back to itself, and with what stands beside it."""
        beside: dict[str, Any] = {}
        first, most = task, len(task.above) + MOST_REFERENCES
        while isinstance(task.value, Mapping) and isinstance(task.value.get("$ref"), str):
            if len(task.above) >= most:
                raise ContractError((first.source.mistake(first.at, _TOO_FAR),))
            beside = {**{key: value for key, value in task.value.items() if key != "$ref"}, **beside}
            source, at, value = target(task.source, task.at, task.value["$ref"])
            key = (source.file, at)
            if key in task.above:
                return _Task(task.source, task.at, {}, task.into, task.key, task.place, task.schema, task.above, task.property)
            task = _Task(source, at, value, task.into, task.key, task.place, task.schema, (*task.above, key), task.property)
        if beside and isinstance(task.value, Mapping):
            task.value = {**task.value, **beside}
        return task

    def _source_operation(self, made: Place, source: Document, at: Place) -> None:
        """The source of the operation, of its parameters, responses, headers and examples, where they name none."""
        item: dict[str, Any] = self.value["paths"][made[1]]
        operation: dict[str, Any] = item[str(made[2])]
        held: list[tuple[Place, Any]] = [(at, operation)]
        for holder, place in ((item, at[:-1]), (operation, at)):
            held += [((*place, "parameters", index), one) for index, one in enumerate(holder.get("parameters") or ())]
        for status, response in (operation.get("responses") or {}).items():
            here: Place = (*at, "responses", status)
            held.append((here, response))
            held += [((*here, "headers", name), one) for name, one in (response.get("headers") or {}).items()]
            for kind, content in (response.get("content") or {}).items():
                held += [((*here, "content", kind, "examples", name), one) for name, one in (content.get("examples") or {}).items()]
        for place, one in held:
            if isinstance(one, dict) and "x-source" not in one:
                one["x-source"] = self._place(source, place)

    def _read_as_json(self, responses: Mapping[str, Any], source: Document, at: Place) -> None:
        """Take an answer whose media type the file leaves open for JSON, which binds nobody: `x-open-media` is the source of that guess."""
        for status, response in responses.items():
            content = response.get("content") if isinstance(response, dict) else None
            if not isinstance(content, dict) or any(map(is_json, content)) or not any(map(is_open, content)):
                continue
            wide = next(filter(is_open, content))
            response["content"] = {"application/json" if kind == wide else kind: held for kind, held in content.items()}
            if str(status) == "200":
                self.value["x-open-media"] = {**self._place(source, (*at, "responses", status, "content", wide)), "grade": "guess"}

    def _leave_media_open(self) -> None:
        """Say in the listing that its media type is a guess, where the file leaves it open and the listing says nothing of it."""
        guess, listing = self.value.get("x-open-media"), self.value["x-listing"]
        sources = (listing.get("sources") or {}) if isinstance(listing, dict) else None
        if guess is not None and isinstance(sources, Mapping):
            listing["sources"] = {"media-type": guess, **sources}

    def _source_of(self, source: Document, at: Place, *, null_unsaid: bool) -> dict[str, Any]:
        """Where a property stands; of null nothing stands there where its edition has no word for it."""
        place = self._place(source, at)
        return {**place, "but": {"null": {**place, "grade": "guess"}}} if null_unsaid else {**place}

    def _place(self, source: Document, at: Place) -> dict[str, str]:
        file = Path(source.file_of(at)).name
        self.value.setdefault("x-documents", {}).setdefault(file, {"title": file, "kind": "document"})
        row = "#" + "".join("/" + escaped(str(step)) for step in at)
        return {"document": file, "row": row, "grade": "document"}


def _is_null_unsaid(schema: Mapping[str, Any]) -> bool:
    """Whether a schema takes null only because its edition has no word for it."""
    return bool(schema.get(_NULL_UNSAID)) and isinstance(schema.get("type"), list) and "null" in schema["type"]


def _all_referred(task: _Task, at: Place, properties: Mapping[str, Any]) -> tuple[Document, Place, tuple[tuple[str, Place], ...], Any]:
    """Where the properties of a schema stand that are a reference as a whole, which OpenAPI does not know and files have."""
    source, above = task.source, task.above
    most = len(above) + MOST_REFERENCES
    while isinstance(properties, Mapping) and isinstance(properties.get("$ref"), str):
        if len(above) >= most:
            raise ContractError((task.source.mistake(task.at, _TOO_FAR),))
        source, at, properties = target(source, at, properties["$ref"])
        if (source.file, at) in above:
            return source, at, above, {}
        above = (*above, (source.file, at))
    return source, at, above, properties if isinstance(properties, Mapping) else {}
