"""Draws requests for another process: a line of JSON comes in for each listing (`apart.Wanted`), a line with what was drawn goes out."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
from dataclasses import asdict


def main() -> None:
    """Answer line by line until no more come, or nobody reads."""
    gc.disable()  # it lives for a second or two
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this ends it
    from listproof.generating.cases import cases, operation_of  # while the first line is being written
    from listproof.generating.drawing import drawn

    for line in sys.stdin:
        wanted = json.loads(line)
        found = drawn(cases(operation_of(wanted["document"])), wanted["most"], wanted["seed"])
        sys.stdout.write(json.dumps([asdict(case) for case in found]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        main()
    os._exit(0)
