"""One answer of a target, as a run holds it."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from listproof.contract import Absent
from listproof.transport.beginnings import MOST_OF_A_BEGINNING, beginning
from listproof.transport.bounds import Beyond, size
from listproof.transport.json_body import read_json, width
from listproof.transport.stack_traces import shows_stack_trace
from listproof.transport.times import told_time

__all__ = ["HEAVY", "MARGIN", "MOST_KEPT", "Answer"]

MARGIN = 20_000
"""Characters beyond a cut that are looked at for secrets all the same, so that none is cut before it is covered."""
_SHOWN = 20_000 + MARGIN
"""Characters of a body that may be shown, and those beyond them."""
MOST_KEPT = 256 * 1024
"""Bytes of a body that are kept beside its value."""
HEAVY = 16_000_000
"""Bytes of memory from which on an answer is heavy: so few of them are held that one more may be beyond what a run can hold."""
_MOST_REFUSED = 8_000_000
"""Bytes of JSON that an answer may hold which says that something went wrong."""
_VALUE = 100
"""Bytes that a value takes in memory besides its text, about."""


@dataclass(frozen=True)
class Answer:
    """One answer: status, headers, body bytes, seconds to it, and when it was asked and had (local clock, milliseconds);
    `sent` is the body of a POST that reads."""

    method: str
    url: str
    request_headers: Mapping[str, str] = field(repr=False)
    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    seconds: float
    asked: float
    had: float
    covered: Callable[[str], str] = field(default=str, repr=False, compare=False)
    """Masks what nothing that is told of the answer may hold."""
    sent: bytes = field(default=b"", repr=False)
    beyond: Beyond | None = field(default=None, init=False, repr=False, compare=False)
    """Why its body was not read, once it was let go."""
    weight: int = field(default=0, init=False, repr=False, compare=False)
    """Bytes that it takes in memory, about, once it was let go."""
    whole: bool = field(default=True, init=False, repr=False, compare=False)
    """Whether the bytes of its body are all of them."""
    packed: bytes = field(default=b"", init=False, repr=False, compare=False)
    """The value of its body, where it is held so."""

    @property
    def body(self) -> Any:
        """The body as JSON, or `absent` where it is none. Beyond where it is more than we read, which no answer of `get` is."""
        if self.beyond is not None:
            raise self.beyond
        return marshal.loads(zlib.decompress(self.packed)) if self.packed else self._value

    @cached_property
    def _value(self) -> Any:
        if self.status >= 400 and len(self.content) > _MOST_REFUSED:
            raise Beyond(f"says what went wrong in more than {size(_MOST_REFUSED)}, which listproof does not read")
        return read_json(self.content)

    @cached_property
    def shows_stack_trace(self) -> bool:
        """Whether a stack trace stands in the body, wherever in it."""
        return shows_stack_trace(self.content)

    @property
    def text(self) -> str:
        """The body as text; bytes that are no UTF-8 are replaced."""
        return self.content.decode("utf-8", "replace")

    def let_go(self) -> None:
        """Read the body, and keep of its bytes the first `MOST_KEPT` alone, more than is ever shown: a run holds hundreds of answers.
        Of one that is more than we read, or may be more than a run can hold, more is kept, for what it begins with to be read.

        Raises Beyond where the body is more than we read, and does so ever after: what was cut is no JSON, and would be shown as text.
        """
        wide = width(self.content) if len(self.content) > MOST_KEPT else 1
        object.__setattr__(self, "weight", len(self.content) * wide + _VALUE * self.content.count(b","))
        try:
            _ = self.body
        except Beyond as beyond:
            object.__setattr__(self, "beyond", beyond)
            raise
        finally:
            most = MOST_KEPT if self.beyond is None and self.weight <= HEAVY else MOST_OF_A_BEGINNING
            if len(self.content) > most:
                _ = self.shows_stack_trace
                self._cut(most)
                if isinstance(vars(self).get("_value"), Absent):
                    object.__setattr__(self, "weight", len(self.content))

    def _cut(self, most: int) -> None:
        """Keep so many bytes of the body."""
        object.__setattr__(self, "whole", self.whole and len(self.content) <= most)
        object.__setattr__(self, "content", self.content[:most])

    def forget(self, beyond: Beyond) -> None:
        """Hold the body no longer: there is no room for it."""
        object.__setattr__(self, "beyond", beyond)
        vars(self).pop("_value", None)

    @property
    def begun(self) -> Answer:
        """This answer as far as it is held: where its body is more than we read, or a run can hold, what that begins with."""
        if self.beyond is None:
            return self
        begun = replace(self)
        object.__setattr__(begun, "whole", False)
        object.__setattr__(begun, "_value", beginning(self.content))
        return begun

    def pack(self) -> int:
        """Hold the value of the body packed, to be unpacked for whoever reads it, and of its bytes what may be shown; how many that are.

        A value takes several times the memory of its text, and what stands beside records is read a few times in a run.
        """
        if not isinstance(self.body, list | dict):
            return self.weight
        _ = self.shows_stack_trace
        object.__setattr__(self, "packed", zlib.compress(marshal.dumps(self.body, 2), 1))
        vars(self).pop("_value", None)
        self._cut(len(self.text[:_SHOWN].encode()))
        return len(self.packed) + len(self.content)

    def told(self, most: int) -> str:
        """How the body begins, in one line of at most so many characters, masked before it is cut."""
        return self.cut(" ".join(self.text[: most + MARGIN].split()), most)

    def cut(self, text: str, most: int) -> str:
        """At most so many characters of a text that tells of the answer, masked before it is cut: half a secret is one no more."""
        return self.covered(text[: most + MARGIN])[:most]

    @property
    def now(self) -> tuple[float, float]:
        """The server's time of the answer as an interval in milliseconds: its Date, which counts seconds, else the local clock."""
        shown = told_time(self.headers.get("date"))
        if shown is None:
            return self.asked - 120_000, self.had + 120_000
        return shown - (self.had - self.asked) - 1000, shown + 2000
