"""What a law is tried on: a name (of a filter, a parameter, a field), or one of the values here. Each is told by its text."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Bound", "ChosenBy", "FilterPair", "Ordered", "Range", "Subject", "TwoKeys", "about", "names_in"]


@dataclass(frozen=True)
class Bound:
    """A bound of a parameter: `facet` is minimum, maximum, minLength or maxLength."""

    parameter: str
    facet: str

    def __str__(self) -> str:
        return f"{self.parameter}.{self.facet}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it is made of."""
        return (self.parameter,)


@dataclass(frozen=True)
class FilterPair:
    """Two filters that are asked together."""

    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.first}&{self.second}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it is made of."""
        return (self.first, self.second)


@dataclass(frozen=True)
class Range:
    """A lower and an upper filter over one field."""

    low: str
    high: str

    def __str__(self) -> str:
        return f"{self.low}&{self.high}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it is made of."""
        return (self.low, self.high)


@dataclass(frozen=True)
class ChosenBy:
    """A filter whose field or reading another parameter chooses, and the value by which that one does."""

    filter: str
    value: str

    def __str__(self) -> str:
        return f"{self.filter} by {self.value}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it is made of."""
        return (self.filter, self.value)


@dataclass(frozen=True)
class Ordered:
    """An order by a key, by its name: `asc`, `desc`, or `either` where no document says which."""

    key: str
    direction: str

    def __str__(self) -> str:
        return f"{self.key} {self.direction}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it is made of."""
        return (self.key, self.direction)


@dataclass(frozen=True)
class TwoKeys:
    """An order by two keys, by their names."""

    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.first},{self.second}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names that it is made of."""
        return (self.first, self.second)


Subject = str | Bound | FilterPair | Range | ChosenBy | Ordered | TwoKeys


def names_in(subject: Subject | None) -> tuple[str, ...]:
    """The names that a subject is made of; one that is a name is its own."""
    if subject is None:
        return ()
    return (subject,) if isinstance(subject, str) else subject.names


def about(subject: Subject | None) -> tuple[str, ...]:
    """The parameters, filters, keys or fields that a subject is made of, without what is said of them."""
    return (subject.key,) if isinstance(subject, Ordered) else names_in(subject)
