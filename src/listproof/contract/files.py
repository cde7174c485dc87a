"""Files of others, read in bounds: one that never ends, such as a link to a device, is told and not read until memory is full."""

from __future__ import annotations

import errno
from pathlib import Path

__all__ = ["LARGEST", "text_of"]

LARGEST = 64_000_000
"""Bytes that are read of a file, but where its reader knows better."""


def text_of(path: Path, most: int = LARGEST) -> str:
    """The text of a file. Raises OSError for one of more than `most` bytes, and UnicodeDecodeError for one that is no UTF-8."""
    with path.open("rb") as file:
        data = bytearray()
        while piece := file.read(min(1_000_000, most + 1 - len(data))):
            data += piece
            if len(data) > most:
                raise OSError(errno.EFBIG, f"it is larger than {most / 1e6:g} MB", str(path))
    return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
