"""A file that calls itself OpenAPI and is none in some part: null for a parameter, a number for servers, a word for a list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from listproof.contract.text import ContractError, Mistake

__all__ = ["of_openapi"]


@contextmanager
def of_openapi(file: str, part: str = "") -> Iterator[None]:
    """Somewhere to read a file, or a part of it, as OpenAPI says that it is. Raises ContractError where it is something else."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, StopIteration) as error:
        missing = isinstance(error, KeyError) and error.args
        why = f"{error.args[0]!r} is missing" if missing else str(error)
        raise ContractError((Mistake(file, 0, f"{part}{': ' if part else ''}is not of the form of OpenAPI ({why})"),)) from error
