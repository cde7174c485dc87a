"""What is made of files that come with listproof, kept where Python keeps its own bytecode: made once, and not once a run.

Where nothing may be written it is made each time. What it was made of is part of its name or of its first line: another version makes
its own.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

from listproof.reports.file import write_text

if TYPE_CHECKING:
    from jinja2.bccache import BytecodeCache

__all__ = ["compiled_templates", "made_once"]

_NAME = "listproof-"


def _folder() -> Path | None:
    """Where Python keeps the bytecode of this module; None where it is told to keep none."""
    return None if sys.dont_write_bytecode else Path(cache_from_source(__file__)).parent


def made_once(name: str, stamp: str, make: Callable[[], str]) -> str:
    """The text that `make` makes, or made at another time under this name and from what has this stamp, a line."""
    folder = _folder()
    if folder is None:
        return make()
    place = folder / f"{_NAME}{name}"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        first, _, text = place.read_text("utf-8").partition("\n")
        if first == stamp:
            return text
    text = make()
    with contextlib.suppress(OSError):
        write_text(place, f"{stamp}\n{text}")
    return text


def compiled_templates(options: str) -> BytecodeCache | None:
    """Keeps templates as they are compiled for an environment of these options; None where nothing is to be kept."""
    folder = _folder()
    if folder is None:
        return None
    import jinja2

    class Compiled(jinja2.FileSystemBytecodeCache):
        def get_cache_key(self, name: str, filename: str | None = None) -> str:
            return super().get_cache_key(f"{name}|{options}|{jinja2.__version__}", filename)

        def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            with contextlib.suppress(OSError):
                super().load_bytecode(bucket)

        def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)

    return Compiled(str(folder), f"{_NAME}%s.template")
