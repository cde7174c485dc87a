"""Random ways of cutting a listing into pages, and of counting it: every word of both with every other that goes with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from .orchards import PLACE, parameter

__all__ = ["Parts", "draw_pages", "draw_total", "maybe"]


@dataclass
class Parts:
    """What is drawn so far: parameters, fields of the answer, headers, and the blocks of x-listing."""

    parameters: list[dict[str, Any]] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, Any] = field(default_factory=dict)
    record: dict[str, Any] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    body: bool = False

    def takes(self, name: str, schema: dict[str, Any] | None = None, **more: Any) -> str:
        """A parameter of this name is there."""
        if all(one["name"] != name for one in self.parameters):
            self.parameters.append(parameter(name, schema, **more))
        return name


def maybe(draw: st.DrawFn, chance: int = 2) -> bool:
    """One time of so many."""
    return draw(st.integers(1, chance)) == 1


def _number_place(draw: st.DrawFn, parts: Parts, name: str, bare: bool) -> Any:
    kinds = ["header", "json", *(["range"] if name == "total" else []), *([] if bare else ["pointer"])]
    kind = draw(st.sampled_from(kinds))
    if kind == "pointer":
        parts.answer[name] = {"type": "integer"}
        return f"/{name}"
    if kind == "json":
        parts.headers["X-Pagination"] = {"type": "object"}
        return {"header": "X-Pagination", "at": f"/{name}"}
    header = "Content-Range" if kind == "range" else f"X-{name.title()}"
    parts.headers[header] = {"type": "string" if kind == "range" else "integer"}
    return {kind: header}


def draw_total(draw: st.DrawFn, parts: Parts, bare: bool) -> None:
    """How a listing is counted, half of the time; `bare` are listings whose records are the answer."""
    if not maybe(draw):
        return
    counts = draw(st.sampled_from(["matching", "everything", "remaining", ["matching", "everything"]]))
    said: dict[str, Any] = {"at": _number_place(draw, parts, "total", bare), "counts": counts}
    alone = maybe(draw, 6)
    if alone or maybe(draw, 3):
        said["pages"] = _number_place(draw, parts, "pages", bare)
    if maybe(draw, 4):
        said["shown"] = _number_place(draw, parts, "shown", bare)
    if maybe(draw, 5):
        said["capped"] = draw(st.sampled_from([True, 20]))
    if maybe(draw, 6):
        said["estimated"] = True
    parts.words["total"] = {"pages": said["pages"]} if alone else said


def _lead(draw: st.DrawFn, parts: Parts, kind: str, bare: bool, word: str) -> Any:
    forms = ["header", "link"] if bare else ["pointer", "at-link", "around", "header", "link", "rel"]
    forms += ["last"] if kind == "cursor" and word == "next" else []
    form = draw(st.sampled_from(forms))
    if form == "around":
        parts.answer[f"{word}_page"] = {"type": ["object", "null"], "properties": {"url": {"type": "string", "x-source": PLACE}}}
        return {"at": f"/{word}_page/url", "as": "link"}
    if form in ("pointer", "at-link"):
        numbered = form == "pointer" and (kind in ("offset", "number") or (kind == "cursor" and maybe(draw)))
        parts.answer[word] = {"type": ["integer" if numbered else "string", "null"]}
        return {"at": f"/{word}", "as": "link"} if form == "at-link" else f"/{word}"
    return _last(draw, parts) if form == "last" else _beside_records(parts, form, word)


def _last(draw: st.DrawFn, parts: Parts) -> dict[str, Any]:
    """The cursor that is what the last record shows: as it is, within a text, as bytes in Base64, or with a parameter beside it."""
    if maybe(draw, 5):
        parts.record["code"] = {"type": "string", "contentEncoding": "base64"}
        return {"last": "/code", "encoded": "base64", **draw(st.sampled_from([{}, {"spelled": "{}\0"}]))}
    beside = {"beside": {parts.takes("skip", {"type": "integer"}): 1}} if maybe(draw, 5) else {}
    return {"last": "/id", **draw(st.sampled_from(SPELLED)), **beside}


SPELLED: list[dict[str, Any]] = [{}, {}, {"spelled": "after:{}"}, {"spelled": '"{}"'}]
"""How the cursor is written that is what the last record shows."""
WINDOWS: list[dict[str, str]] = [{"range": "[{first},{last}]"}, {"_start": "{first}", "_end": "{end}"}, {"range": "{first}+{size}"}]


def _window(draw: st.DrawFn, parts: Parts) -> None:
    """Offset and size that one parameter tells together, or two by their ends."""
    window = draw(st.sampled_from(WINDOWS))
    for name, spelled in window.items():
        parts.takes(name, {"type": "string"} if spelled.count("{") > 1 else {"type": "integer", "minimum": 0})
    step = {"parameter": "from", "first": 0}
    if maybe(draw):
        step["past-end"] = draw(st.sampled_from(["empty", "refused"]))
    parts.words["pages"] = {"offset": step, "size": {"parameter": "count", "means": "exactly", "safe": 25}, "window": window}


def _beside_records(parts: Parts, form: str, word: str) -> Any:
    """A lead in a header of its own, in the header Link, or in an array of links."""
    if form == "rel":
        link = {"rel": {"type": "string"}, "href": {"type": "string"}}
        items = {"type": "object", "properties": {name: {**held, "x-source": PLACE} for name, held in link.items()}}
        parts.answer["links"] = {"type": "array", "items": items}
        return {"rel": {"at": "/links", "is": word}}
    if form == "header":
        parts.headers[f"X-{word.title()}"] = {"type": "string"}
        return {"header": f"X-{word.title()}"}
    parts.headers["Link"] = {"type": "string"}
    return {"link": word.removesuffix("-page")}


def _edge(draw: st.DrawFn, parts: Parts, bare: bool, word: str) -> Any:
    form = draw(st.sampled_from(["header", "link"] if bare else ["pointer", "header", "link", "rel"]))
    if form == "pointer":
        parts.answer[word] = {"type": ["string", "null"]}
        return f"/{word}"
    return _beside_records(parts, form, word)


def _end(draw: st.DrawFn, parts: Parts, lead: Any, bare: bool) -> Any:
    if isinstance(lead, dict) and "last" in lead:
        words: list[Any] = ["empty"]
    elif isinstance(lead, str):
        words = ["absent", None, "blank"] if lead != "/next" or "string" in parts.answer["next"]["type"] else ["absent", None]
    elif "at" in lead:
        words = ["absent", None, "blank", *([{"/next_page": None}] if lead["at"] == "/next_page/url" else [])]
    else:
        words = ["absent", *(["blank"] if "header" in lead else [])]
        words += [{"link": lead["link"], "says": {"results": "false"}}] if "link" in lead else []
    if not bare:
        parts.answer["has_more"] = {"type": "boolean"}
        words.append({"/has_more": False})
    words += [] if "empty" in words else ["empty"]
    chosen = draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique_by=repr))
    if {"/has_more": False} not in chosen:
        parts.answer.pop("has_more", None)
    return chosen if len(chosen) > 1 else chosen[0]


def _is_keyed(step: dict[str, Any]) -> bool:
    """Whether the next page is named by what the last record shows."""
    return isinstance(step.get("next"), dict) and "last" in step["next"]


def draw_pages(draw: st.DrawFn, parts: Parts, bare: bool) -> None:
    """How a listing is cut; `bare` are listings whose records are the answer."""
    kind = draw(st.sampled_from(["none", "offset", "number", "cursor", "link"]))
    if kind == "none":
        parts.words["pages"] = "none"
        return
    if kind == "offset" and maybe(draw, 3):
        _window(draw, parts)
        return
    step: dict[str, Any] = {}
    if kind in ("offset", "number"):
        first = draw(st.sampled_from([0, 1])) if kind == "number" else 0
        step = {"parameter": parts.takes(kind, {"type": "integer", "minimum": first}), "first": first}
        if maybe(draw):
            step["past-end"] = draw(st.sampled_from(["empty", "refused", "last-page"]))
    if kind == "cursor":
        step = {"parameter": parts.takes("cursor")}
        step |= {word: "refused" for word in ("made-up", "elsewhere", "expired") if maybe(draw)}
        if "expired" in step and maybe(draw):
            step["lives"] = draw(st.sampled_from([5, 3600]))
        if maybe(draw, 3):
            step["first"] = ""
    if kind in ("cursor", "link") or maybe(draw, 3):
        step["next"] = _lead(draw, parts, kind, bare, "next")
        step["end"] = _end(draw, parts, step["next"], bare)
    if kind in ("cursor", "link") and maybe(draw):
        step["insertion"] = draw(st.sampled_from(["kept", "shifts"]))
    if _is_keyed(step):
        step.pop("lives", None)
    if "next" in step and maybe(draw, 4):
        keyed = _is_keyed(step)
        key = {word: said for word, said in step["next"].items() if word != "beside"} if keyed else {}
        back = {**key, "parameter": parts.takes("before")} if keyed else _lead(draw, parts, kind, bare, "previous")
        if kind == "cursor" and not keyed and maybe(draw, 3):
            back = {**(back if isinstance(back, dict) else {"at": back}), "parameter": parts.takes("before")}
        step["previous"] = back
    sized: dict[str, Any] = {}
    if maybe(draw, 1 if kind in ("offset", "number") else 2):
        least = draw(st.sampled_from([0, 1]))
        limit = {"type": "integer", "minimum": least, "maximum": 50, "default": draw(st.sampled_from([10, 20]))}
        means = draw(st.sampled_from(["exactly", "at-most", *(["any"] if kind in ("cursor", "link", "none") else [])]))
        if maybe(draw, 4):
            least, limit = 1, {"type": "integer", "enum": [10, 20, 50], "default": limit["default"]}
        sized = {"size": {"parameter": parts.takes("limit", limit), "means": means, "safe": 50}}
        if maybe(draw):
            sized["size"]["zero"] = "refused" if least else draw(st.sampled_from(["default", "empty", "everything"]))
    _echoes(draw, parts, bare, step if kind in ("offset", "number") else {}, sized.get("size", {}))
    for word in ("first-page", "last-page"):
        told = sized["size"]["means"] != "any" if sized else kind == "number"
        unknown = word == "last-page" and (_is_keyed(step) or not told)
        if maybe(draw, 4) and not unknown:
            step[word] = _edge(draw, parts, bare, word)
    parts.words["pages"] = {kind: step, **sized}


def _echoes(draw: st.DrawFn, parts: Parts, bare: bool, *blocks: dict[str, Any]) -> None:
    """An answer may repeat the page and the size, as numbers or as texts, whichever way pages are cut."""
    for block in blocks:
        if block and not bare and maybe(draw):
            name = f"asked_{block['parameter']}"
            parts.answer[name] = {"type": draw(st.sampled_from(["integer", "string", ["integer", "null"]]))}
            block["echo"] = f"/{name}"
