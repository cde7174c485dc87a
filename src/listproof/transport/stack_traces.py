"""Stack traces in what a service sends, which show that it broke where it says that it refused."""

from __future__ import annotations

import re

__all__ = ["shows_stack_trace"]

_TRACE = re.compile(rb"Traceback \(most recent call last\)|\bat [\w.$]+\(\w+\.(?:java|go|py|js):\d+\)|goroutine \d+ \[|panic: ")
_SIGNS = (b"Traceback (", b"at ", b"goroutine ", b"panic: ")
"""What stands in every one: plain bytes are looked for a hundred times as fast as a pattern that may begin anywhere."""


def shows_stack_trace(content: bytes) -> bool:
    """Whether the bytes of a body hold a stack trace, wherever in them."""
    return any(sign in content for sign in _SIGNS) and _TRACE.search(content) is not None
