"""What goes into the simulator and what comes out: a request and an answer as plain values, without any web framework."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

__all__ = ["Answer", "Delivery", "Request"]


@dataclass(frozen=True)
class Request:
    """One HTTP request.

    `target` is the raw request target as sent (`/v1/jobs?limit=2`), `headers` are pairs in the order sent, `scheme` is `http` or `https`.
    `name` is what the server that answers it calls it.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    scheme: str = "http"
    name: str = ""

    @property
    def path(self) -> str:
        """The raw path, still percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The raw query string, still percent-encoded, without the `?`."""
        return self.target.partition("?")[2]

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case; None where there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True)
class Delivery:
    """How the bytes of an answer travel.

    `delay` seconds pass before the first byte; `pause` seconds before each of `pieces` parts of the body; after `cut` bytes
    of the body the connection ends (0 and `reset`: it is torn down before anything is sent).
    """

    delay: float = 0.0
    pieces: int = 1
    pause: float = 0.0
    cut: int | None = None
    reset: bool = False
    chunked: bool = False


@dataclass(frozen=True)
class Answer:
    """One HTTP answer: status, headers in order, the body's bytes, and how they travel."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    delivery: Delivery = field(default_factory=Delivery)

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case; None where there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def with_header(self, name: str, value: str | None) -> Answer:
        """The same answer with one header set, or taken away where `value` is None."""
        kept = tuple((key, old) for key, old in self.headers if key.lower() != name.lower())
        return replace(self, headers=kept if value is None else (*kept, (name, value)))
