"""OpenAPI Overlays (1.0): changes to a document that stands in another file, each at the places that a JSONPath selects."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from listproof.contract.documents.references import leads_out
from listproof.contract.documents.written_in import written_in
from listproof.contract.text import ContractError, Document, Step, read

__all__ = ["overlaid", "underlying"]

_SELECTORS, _MOST_PLACES = 10, 10_000
"""Selectors that stand side by side in a target, which multiply with each step, and places that one may select."""

Path_ = tuple[Step, ...]


def underlying(overlay: Document) -> Path:
    """The file that an overlay extends. Raises ContractError where it names none, or one that is not a file here; one that is not in the
    folders where a reference may read must be an OpenAPI document."""
    extends = overlay.value.get("extends")
    if not isinstance(extends, str) or not extends:
        raise ContractError((overlay.mistake(("extends",), "extends is missing; expected the OpenAPI file that the overlay is for"),))
    try:
        parts = urlsplit(extends)
    except ValueError as error:
        message = f"extends {extends} is no file ({error}); expected a file beside the overlay"
        raise ContractError((overlay.mistake(("extends",), message),)) from None
    if parts.scheme or parts.netloc:
        message = f"extends {extends} is an address; expected a file beside the overlay, for nothing is fetched"
        raise ContractError((overlay.mistake(("extends",), message),))
    path = Path(overlay.file).parent / unquote(parts.path)
    if not path.is_file():
        raise ContractError((overlay.mistake(("extends",), f"there is no file {path}; expected the OpenAPI file that the overlay is for"),))
    if leads_out(path, Path(overlay.file).parent, unquote(parts.path)) and not _is_openapi(path):
        message = f"extends {extends} leads out to a file that is no OpenAPI document; expected the one that the overlay is for"
        raise ContractError((overlay.mistake(("extends",), message),))
    return path


def _is_openapi(path: Path) -> bool:
    """Whether a file is an OpenAPI document. Of any other file of this machine nothing is told, not why it is none."""
    try:
        root = read(path).value
    except ContractError:
        return False
    return isinstance(root, Mapping) and bool({"openapi", "swagger"} & root.keys())


def overlaid(overlay: Document, document: Document | None = None) -> Document:
    """The document that an overlay makes of the one it extends, or of the one given.

    Raises ContractError for an action that is none, or whose target selects nothing.
    """
    under = written_in(document if document is not None else read(underlying(overlay)))
    version = overlay.value.get("overlay")
    if not isinstance(version, str) or not version.startswith("1."):
        raise ContractError((overlay.mistake(("overlay",), "overlay: expected a version 1, in quotes or with two dots"),))
    made = _Made(copy.deepcopy(under.value), dict(under.lines), dict(under.files))
    actions = overlay.value.get("actions")
    if not isinstance(actions, list) or not actions:
        raise ContractError((overlay.mistake(("actions",), "actions is missing; expected a list with one action at least"),))
    for index, action in enumerate(actions):
        made.apply(overlay, ("actions", index), action)
    return Document(under.file, made.value, made.lines, made.files)


class _Made:
    """A document in the making: its values, and where each of them stands."""

    def __init__(self, value: Any, lines: dict[Path_, int], files: dict[Path_, str]) -> None:
        self.value = value
        self.lines = lines
        self.files = files

    def apply(self, overlay: Document, at: Path_, action: Any) -> None:
        """Take one action, at every place that its target selects."""
        if not isinstance(action, Mapping) or not isinstance(action.get("target"), str):
            raise ContractError((overlay.mistake(at, "expected an action with target, and update or remove"),))
        # Loaded here, for it takes as long as the rest of listproof's contracts, and few of these are overlays.
        from jsonpath_rfc9535 import JSONPathError, compile

        target = action["target"]
        if target.count(",") > _SELECTORS:
            message = f"target {target[:80]!r} has more than {_SELECTORS} selectors side by side; name its places by several actions"
            raise ContractError((overlay.mistake((*at, "target"), message),))
        try:
            places = list(islice((node.location for node in compile(target).finditer(self.value)), _MOST_PLACES + 1))
        except JSONPathError as error:
            message = f"target {action['target']!r} is no JSONPath (RFC 9535): {error}"
            raise ContractError((overlay.mistake((*at, "target"), message),)) from None
        if len(places) > _MOST_PLACES:
            message = f"target {target[:80]!r} selects more than {_MOST_PLACES:,} places; expected those of a few operations"
            raise ContractError((overlay.mistake((*at, "target"), message),))
        if not places:
            raise ContractError(
                (overlay.mistake((*at, "target"), f"target {action['target']!r} selects nothing in {overlay.value.get('extends')}"),)
            )
        for place in sorted(places, key=len, reverse=True):
            if action.get("remove") is True:
                self._remove(place)
            elif "update" in action:
                self._update(overlay, (*at, "update"), place, action["update"])

    def _remove(self, place: Path_) -> None:
        if place:
            holder, last = self._at(place[:-1]), place[-1]
            del holder[last]

    def _update(self, overlay: Document, at: Path_, place: Path_, new: Any) -> None:
        held = self._at(place)
        if isinstance(held, list):
            held.append(copy.deepcopy(new))
            self._stands(overlay, at, (*place, len(held) - 1), new)
        elif isinstance(held, dict) and isinstance(new, Mapping):
            for key, inner in new.items():
                if isinstance(held.get(key), dict | list) and isinstance(inner, type(held[key])):
                    self._update_inner(overlay, (*at, key), (*place, key), inner)
                else:
                    held[key] = copy.deepcopy(inner)
                    self._stands(overlay, (*at, key), (*place, key), inner)
        else:
            raise ContractError((overlay.mistake(at, "expected an object for an object, or an item for a list"),))

    def _update_inner(self, overlay: Document, at: Path_, place: Path_, new: Any) -> None:
        if isinstance(new, list):
            for index, item in enumerate(new):
                self._update(overlay, (*at, index), place, item)
        else:
            self._update(overlay, at, place, new)

    def _at(self, place: Path_) -> Any:
        held = self.value
        for step in place:
            held = held[step]
        return held

    def _stands(self, overlay: Document, at: Path_, place: Path_, new: Any) -> None:
        """What was brought in stands in the overlay, with all that is in it."""
        self.files[place] = overlay.file_of(at)
        self.lines[place] = overlay.line(at)
        inner = new.items() if isinstance(new, Mapping) else enumerate(new) if isinstance(new, list) else ()
        for step, value in inner:
            self._stands(overlay, (*at, step), (*place, step), value)
