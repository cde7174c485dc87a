"""Files of others, read in bounds: one that never ends, or that nobody writes to, is told; nothing waits for it or fills memory with it."""

from __future__ import annotations

import errno
import io
import os
import re
import select
import stat
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["LARGEST", "LONGEST_NUMBER", "reason", "text_of", "toml_of"]

LARGEST = 64_000_000
"""Bytes that are read of a file, but where its reader knows better."""
LONGEST_NUMBER = 300
"""Characters of a number that are read: a double holds no whole one of more."""
_STEP = 1_000_000
_PARTS = 500
"""Parts of a key of TOML that are read: a person writes five."""
_PATIENCE = 10.0
"""Seconds in which the next piece has to come through a pipe that somebody writes to, as in `compare <(zcat old.gz) new.json`."""


def text_of(path: Path, most: int = LARGEST) -> str:
    """The text of a file. Raises OSError for one of more than `most` bytes or that is none, UnicodeDecodeError for one that is no UTF-8."""
    if "\0" in str(path):
        raise OSError(errno.EINVAL, "its name holds NUL, as that of no file does", str(path))
    with path.open("rb", buffering=0) if os.name == "nt" else open(path, "rb", buffering=0, opener=_at_once) as file:
        data = bytearray()
        for piece in _pieces(file, path, most):
            data += piece
            if len(data) > most:
                raise OSError(errno.EFBIG, f"it is larger than {most / 1e6:g} MB", str(path))
    return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def toml_of(text: str) -> dict[str, Any]:
    """A text of TOML as values. Raises TOMLDecodeError for what is none, too long numbers, and keys of very many parts.

    A key of many parts costs the square of their number in time and memory.
    """
    if any(line.partition("=")[0].count(".") > _PARTS for line in text.splitlines()):
        raise tomllib.TOMLDecodeError(f"a key has more than {_PARTS} parts")
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:
        raise _too_long(text) from None
    if _holds_long(read):
        raise _too_long(text)
    return read


def _holds_long(value: Any) -> bool:
    """Whether a number of more digits than are read stands in a value of TOML."""
    if isinstance(value, dict | list):
        return any(map(_holds_long, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and abs(value) >= 10**LONGEST_NUMBER


def _too_long(text: str) -> tomllib.TOMLDecodeError:
    """That a number is too long, and the line where one seems to stand."""
    long = re.compile(rf"[0-9A-Fa-f_]{{{LONGEST_NUMBER * 4 // 5},}}")
    lines = (line for line, said in enumerate(text.splitlines(), 1) if not {'"', "'"} & set(said) and long.search(said))
    line = next(lines, None)
    where = f" (at line {line})" if line else ""
    return tomllib.TOMLDecodeError(f"a number of more than {LONGEST_NUMBER} digits is not read{where}; expected a shorter one")


def _at_once(path: str, flags: int) -> int:
    """Opens a pipe whether or not somebody writes to it."""
    return os.open(path, flags | os.O_NONBLOCK)


def _pieces(file: io.FileIO, path: Path, most: int) -> Iterator[bytes]:
    """What a file holds, no more than a byte beyond `most` of it at a time; of a pipe as it comes."""
    kind = os.fstat(file.fileno()).st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
        raise OSError(errno.EINVAL, "it is a device and no file", str(path))
    anything = False
    while (piece := file.read(min(_STEP, most + 1))) != b"":
        if piece is None and not select.select([file], [], [], _PATIENCE)[0]:
            raise OSError(errno.ETIMEDOUT, f"it is a pipe through which nothing came for {_PATIENCE:g} s", str(path))
        anything = anything or bool(piece)
        yield piece or b""
    if stat.S_ISFIFO(kind) and not anything:
        raise OSError(errno.EPIPE, "it is a pipe to which nobody writes", str(path))


def reason(error: Exception) -> str:
    """Why a file could not be read, in words and without the number that the system has for it."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
