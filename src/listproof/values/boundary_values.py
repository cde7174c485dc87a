"""Values on, inside and outside what a contract allows for a parameter."""

from __future__ import annotations

from typing import Any

from listproof.contract import Contract, Parameter
from listproof.values.allowed import text_of_length

__all__ = [
    "another_like",
    "beyond",
    "fraction",
    "leaving_one",
    "listed_sizes",
    "near_size",
    "other_than",
    "outside",
    "sizes",
    "smallest_size",
    "within",
]


def smallest_size(contract: Contract) -> int:
    """The smallest documented page size, 1 where the document names none."""
    if not contract.pages.sized:
        return 1
    listed = listed_sizes(contract)
    minimum = contract.parameter(contract.pages.size.parameter).minimum
    return listed[0] if listed else max(1, int(minimum or 1))


def listed_sizes(contract: Contract) -> tuple[int, ...]:
    """The page sizes above 0 that a document lists, least first; none where it lists none and those between bounds may be asked for."""
    listed = contract.parameter(contract.pages.size.parameter).enum if contract.pages.sized else ()
    return tuple(sorted(size for size in listed if isinstance(size, int) and size > 0))


def near_size(contract: Contract, wanted: int) -> int:
    """A page size that may be asked for in place of one that is wanted: that one, or of those that are listed the largest below it."""
    listed = listed_sizes(contract)
    return max((size for size in listed if size <= wanted), default=listed[0]) if listed else wanted


def sizes(contract: Contract, records: int = 0, widest: int = 0) -> dict[str, int]:
    """Page sizes to try, by name: the least, one that makes even pages of so many records, the largest that a source shows accepted.

    The middle one makes three pages, or as many more as a size below that has to make or, where it is more, below the `widest` that the
    target has shown to be accepted; four where pages lead to one another. Where they tell of their end it leaves few records for the last
    of as many: a walk that ends early shows only where another goes on.

    Where sizes are listed it is of those, and the ones between are tried by themselves.
    """
    if not contract.pages.sized:
        return {}
    least, safe, listed = smallest_size(contract), contract.pages.size.safe, listed_sizes(contract)
    most = max(least, (safe if listed else max(safe, widest)) - 1)
    pages = contract.pages
    count = max(3 if pages.addressed else 4, -(-records // most))
    middle = even = min(max(least + 1, -(-records // count)), most)
    if not pages.addressed or pages.next is not None or any(end.kind == "says" for end in pages.end):
        middle = leaving_one(records, even, even, most)
    if listed:
        return {"least": least, "middle": near_size(contract, middle), "safe": safe, **{str(size): size for size in listed[1:-1]}}
    return {"least": least, "middle": middle, "safe": safe}


def leaving_one(records: int, size: int, least: int, most: int) -> int:
    """The size from `least` to `most`, as near to `size` as can be, at which the last page of so many records holds one, or few."""
    return min(range(least, most + 1), key=lambda one: ((records - 1) % one, abs(one - size)), default=size)


def within(parameter: Parameter, facet: str) -> Any:
    """A value on a bound of a parameter, such as its `maximum` or its `maxLength`; None where its pattern lets no known text be so long."""
    bound = int(parameter.schema[facet])
    return text_of_length(parameter, bound) if facet.endswith("Length") else bound


def beyond(parameter: Parameter, facet: str) -> Any:
    """A value one beyond a bound of a parameter; of texts of that length a documented one, whose effect would show.

    None where the pattern of the parameter lets no known text be so long.
    """
    value = int(parameter.schema[facet]) + (1 if facet.startswith("max") else -1)
    if not facet.endswith("Length"):
        return value
    known = [one for one in (*parameter.enum, parameter.default, parameter.example) if isinstance(one, str) and len(one) == value]
    return known[0] if known else text_of_length(parameter, value)


def fraction(parameter: Parameter) -> float | None:
    """A number between the bounds of a parameter of whole numbers that is none; None of another parameter, or where none lies there."""
    least = int(max(parameter.minimum or 1, 1))
    fits = parameter.maximum is None or least < parameter.maximum
    return least + 0.5 if parameter.kind == "integer" and fits else None


def other_than(parameter: Parameter, value: Any) -> Any:
    """Another value that the document allows."""
    if parameter.enum:
        return next((one for one in parameter.enum if value not in (one, [one])), value)
    if parameter.kind in ("integer", "number"):
        return value + 1 if parameter.maximum is None or value + 1 <= parameter.maximum else value - 1
    if parameter.kind == "boolean":
        return not value
    return parameter.example if parameter.example != value else f"{value}x"


def another_like(text: str) -> str:
    """A text of the same form and length that is another one: each digit and each letter but the first turned into the next."""
    turned = [_next(character) if place else character for place, character in enumerate(text)]
    return "".join(turned) if len(text) > 1 else text + text + "7"


def _next(character: str) -> str:
    for row in ("0123456789", "abcdef", "ABCDEF", "ghijklmnopqrstuvwxyz", "GHIJKLMNOPQRSTUVWXYZ"):
        if character in row:
            return row[(row.index(character) + 1) % len(row)]
    return character


def outside(parameter: Parameter) -> Any:
    """A value of the parameter's type that its documented list does not hold."""
    numbers = [one for one in parameter.enum if isinstance(one, int) and not isinstance(one, bool)]
    return max(numbers) + 4_099 if numbers else "listproof-no-such-value"
