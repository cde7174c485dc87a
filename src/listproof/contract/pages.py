"""How a listing is cut into pages and what it counts, as a contract says it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from listproof.contract.pointer import Absent

__all__ = ["ADDRESSED", "AnswerPlace", "End", "Lead", "Pages", "Size", "Total"]

ADDRESSED = ("offset", "number")
"""The ways to cut a listing in which a page can be asked for without the one before it."""


@dataclass(frozen=True)
class AnswerPlace:
    """Where an answer says something.

    `pointer`: at a JSON Pointer of the body (`name`); `header`: in a header of that name, and where that holds JSON at the pointer
    `inside` in it; `link`: the address of that relation in the `Link` header (RFC 8288), or its attribute `inside`; `rel`: in the array of
    links at pointer `name`, the address of the one whose `rel` is `relation`; `range`: the complete length in a header such as
    `Content-Range: items 0-9/180`;
    `last`: at pointer `name` of the last record shown, and where a page leads back, of the first.
    """

    kind: Literal["pointer", "header", "link", "rel", "range", "last"]
    name: str
    relation: str | None = None
    inside: str | None = None

    def __str__(self) -> str:
        if self.kind == "link" and self.inside is not None:
            return f"{self.inside} of the link {self.relation}"
        return self.name if self.kind == "pointer" else " ".join(filter(None, (self.kind, self.name, self.relation, self.inside)))


@dataclass(frozen=True)
class Lead:
    """How an answer leads to another page: what stands at `place` is a `token` for `parameter`, or a `link` to be followed.

    A token is written by the template `spelled`, as `encoded` says: where `base64`, what stands there and what is sent are both the
    Base64 of bytes. Beside it go the arguments `beside`.
    """

    place: AnswerPlace
    form: Literal["token", "link"]
    parameter: str | None = None
    spelled: str = "{}"
    encoded: Literal["base64"] | None = None
    beside: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class End:
    """One way in which an answer tells that no page follows.

    `absent`, `null`, `blank` (an empty text) and `same` (the cursor that was asked for) are said of what stands where `next` does;
    `says` of a field of the answer (`place`) that holds `value`, or is left out where `unsaid`; `empty` of a page without records.
    """

    kind: Literal["absent", "null", "blank", "same", "says", "empty"]
    place: AnswerPlace | None = None
    value: Any = None
    unsaid: bool = False

    def told(self, found: Any) -> bool:
        """Whether what stands at the place of a field that `says` so tells that no page follows."""
        if isinstance(found, Absent):
            return self.unsaid
        return type(found) is type(self.value) and bool(found == self.value)


@dataclass(frozen=True)
class Size:
    """The parameter of the page size ("" where a listing takes none, and `safe` is then 0); `safe` is the largest shown accepted.

    `means`: pages hold exactly so many, at most so many (a page may hold fewer only because the server gives no more), or `any`:
    a page may hold fewer, even none, though more follow. `zero` is what a size of 0 asks for; None where no source says.
    """

    parameter: str
    means: Literal["exactly", "at-most", "any"]
    safe: int
    echo: str | None = None
    zero: Literal["refused", "default", "empty", "everything"] | None = None


@dataclass(frozen=True)
class Pages:
    """How a listing is cut: by record `offset`, page `number`, `cursor`, by a `link` alone, or not at all (`none`).

    `parameter` takes the page ("" for `link` and `none`); `first` is its value for the first page (None: it is left out, which every
    cursor allows that names no other). Offset and number may have `next` as well. Where a `window` is asked for, the offset and the size
    are names of their own, told together by parameters with a template each (`{first}`, `{last}`, `{end}`, `{size}`).
    `made_up`, `elsewhere` (a cursor of another query) and `expired` are `refused` where a source says so, else None; `lives` is for how
    many seconds a cursor can be used, None where no source says. `first_page` and `last_page` are links to where the pages begin and end.
    While records come in, a walk meets every other one once where `insertion` is `kept`, and meets some twice or never where it `shifts`;
    None where no source says.
    """

    kind: Literal["offset", "number", "cursor", "link", "none"]
    parameter: str
    size: Size
    first: Any = 0
    past_end: Literal["empty", "refused", "last-page"] | None = None
    echo: str | None = None
    next: Lead | None = None
    previous: Lead | None = None
    first_page: Lead | None = None
    last_page: Lead | None = None
    end: tuple[End, ...] = ()
    made_up: Literal["refused"] | None = None
    elsewhere: Literal["refused"] | None = None
    expired: Literal["refused"] | None = None
    lives: int | None = None
    insertion: Literal["kept", "shifts"] | None = None
    window: tuple[tuple[str, str], ...] = ()

    @property
    def sized(self) -> bool:
        """Whether a size can be asked for."""
        return bool(self.size.parameter)

    @property
    def edges(self) -> Mapping[str, Lead]:
        """The links to the first and to the last page, by the word of a contract, where answers have them."""
        return {word: lead for word, lead in (("first-page", self.first_page), ("last-page", self.last_page)) if lead is not None}

    @property
    def begun(self) -> Mapping[str, Any]:
        """What asks for the first page: the parameter of the page with its value, nothing where it is left out."""
        return {self.parameter: self.first} if self.parameter and self.first is not None else {}

    @property
    def whole(self) -> bool:
        """Whether one answer holds all records, so that there are no pages."""
        return self.kind == "none"

    @property
    def addressed(self) -> bool:
        """Whether a page can be asked for without the one before it."""
        return self.kind in ADDRESSED


@dataclass(frozen=True)
class Total:
    """Where the total stands and what it may count: matching, everything, reachable, onward (from this page on), remaining (after it).

    A total beyond `capped` is told as that number (True: as some number that no source names); `estimated` is near, and binds nobody.
    """

    at: AnswerPlace
    counts: tuple[str, ...]
    capped: int | bool = False
    estimated: bool = False
