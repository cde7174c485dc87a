"""How a listing is cut, as `pages` and `total` say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.model import Parameter
from listproof.contract.pages import AnswerPlace, End, Lead, Pages, Size, Total

__all__ = ["KINDS", "page_count", "pages", "safe_size", "shown_count", "total", "windowed"]

KINDS = ("offset", "number", "cursor", "link")
"""The words for how one page leads to the next; a listing that is not cut says `none` instead."""
_WHOLE = Size("", "any", 0)
_LINKS = ("link", "rel")
_FIRST = {"offset": 0, "number": 1}


def pages(said: Any) -> Pages:
    """The pager of `pages`. Raises KeyError and ValueError where a word is missing or none is known."""
    if said == "none":
        return Pages("none", "", _WHOLE, None)
    kind = next((kind for kind in KINDS if kind in said), None)
    if kind is None:
        raise ValueError(f"expected one of {', '.join(KINDS)} in pages")
    step = said[kind]
    parameter = "" if kind == "link" else str(step["parameter"])
    return Pages(
        kind=kind,  # type: ignore[arg-type]
        parameter=parameter,
        size=_size(said["size"]) if "size" in said else _WHOLE,
        first=step.get("first", _FIRST.get(kind)),
        past_end=step.get("past-end"),
        echo=step.get("echo"),
        next=_lead(step["next"], kind, parameter) if "next" in step else None,
        previous=_lead(step["previous"], kind, parameter) if "previous" in step else None,
        first_page=Lead(_place(step["first-page"]), "link") if "first-page" in step else None,
        last_page=Lead(_place(step["last-page"]), "link") if "last-page" in step else None,
        end=tuple(_ends(step)),
        made_up=step.get("made-up"),
        elsewhere=step.get("elsewhere"),
        expired=step.get("expired"),
        lives=step.get("lives"),
        insertion=step.get("insertion"),
        window=tuple((str(name), str(template)) for name, template in (said.get("window") or {}).items()),
    )


def windowed(said: Any, parameters: Mapping[str, Parameter]) -> Iterator[Parameter]:
    """The offset and the size of a window as parameters of their own. Raises KeyError where there is no parameter that tells them."""
    window = said.get("window") if isinstance(said, Mapping) else None
    if not window:
        return
    carrier = parameters[next(iter(window))]
    for name in (str(said[block]["parameter"]) for block in ("offset", "size")):
        yield Parameter(name, "query", {"type": "integer"}, carrier.source, carrier=carrier.name, spelling="window")


def total(said: Mapping[str, Any] | None) -> Total | None:
    """The total of `total`, or None where the contract has none, be it that only the number of pages is told, or of records on this one."""
    if not said or "at" not in said:
        return None
    counts = said["counts"]
    return Total(
        at=_place(said["at"]),
        counts=(counts,) if isinstance(counts, str) else tuple(counts),
        capped=said.get("capped", False),
        estimated=bool(said.get("estimated", False)),
    )


def page_count(said: Mapping[str, Any] | None) -> AnswerPlace | None:
    """Where the number of pages stands, or None where no answer tells it."""
    return _place(said["pages"]) if said and "pages" in said else None


def shown_count(said: Mapping[str, Any] | None) -> AnswerPlace | None:
    """Where the number of records on this page stands, or None where no answer tells it."""
    return _place(said["shown"]) if said and "shown" in said else None


def _size(said: Mapping[str, Any]) -> Size:
    return Size(said["parameter"], said["means"], int(said.get("safe", 0)), said.get("echo"), said.get("zero"))


def safe_size(schema: Mapping[str, Any]) -> int | None:
    """The largest size that the schema of its parameter shows accepted: of those that it lists, its maximum, else its default; None where
    it has none."""
    listed = [size for size in schema.get("enum") or () if isinstance(size, int) and not isinstance(size, bool) and size > 0]
    if listed:
        return max(listed)
    for word in ("maximum", "default"):
        value = schema.get(word)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
    return None


def _place(said: Any) -> AnswerPlace:
    if isinstance(said, str):
        return AnswerPlace("pointer", said)
    if "header" in said:
        return AnswerPlace("header", said["header"], inside=said.get("at"))
    if "at" in said:
        return AnswerPlace("pointer", said["at"])
    if "link" in said:
        return AnswerPlace("link", "Link", said["link"])
    if "rel" in said:
        return AnswerPlace("rel", said["rel"]["at"], said["rel"]["is"])
    for kind in ("range", "last"):
        if kind in said:
            return AnswerPlace(kind, said[kind])
    raise ValueError("expected a pointer or one of at, header, link, rel, range, last")


def _lead(said: Any, kind: str, parameter: str) -> Lead:
    place = _place(said)
    given = said if isinstance(said, Mapping) else {}
    form = given.get("as", "link" if kind == "link" or place.kind in _LINKS else "token")
    return Lead(
        place,
        form,
        given.get("parameter", parameter) or None,
        str(given.get("spelled", "{}")),
        given.get("encoded"),
        given.get("beside") or {},
    )


def _ends(step: Mapping[str, Any]) -> Iterator[End]:
    if "end" not in step:
        return
    said = step["end"]
    for word in said if isinstance(said, list) else [said]:
        if isinstance(word, Mapping) and "link" in word:
            yield from (End("says", AnswerPlace("link", "Link", word["link"], name), value) for name, value in word["says"].items())
        elif isinstance(word, Mapping):
            yield from (_flag(pointer, value) for pointer, value in word.items())
        else:
            yield End("null" if word is None else word)


def _flag(pointer: str, value: Any) -> End:
    """A field that says that no page follows; in a list with `absent` it may be left out as well."""
    if isinstance(value, list):
        said = [one for one in value if one != "absent"]
        return End("says", AnswerPlace("pointer", pointer), said[0] if said else None, unsaid=len(said) < len(value))
    return End("says", AnswerPlace("pointer", pointer), value)
