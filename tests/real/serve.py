"""Starts one of the real servers, filled, until it is interrupted: `python -m tests.real.serve RECIPE`, from the checkout's top."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .recipes import RECIPES
from .serving import Missing, served


def main(arguments: Sequence[str]) -> int:
    """Serve a recipe at an address that is printed; 1 where the server cannot be had."""
    parser = argparse.ArgumentParser("python -m tests.real.serve", description="Start one of the real servers, filled, until interrupted.")
    parser.add_argument("recipe", choices=sorted(RECIPES), metavar="RECIPE", help=f"one of {', '.join(sorted(RECIPES))}")
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, signal.default_int_handler)  # the server ends with this command, however that is ended
    recipe = RECIPES[parser.parse_args(arguments).recipe]
    with tempfile.TemporaryDirectory() as folder:
        try:
            with served(recipe, Path(folder)) as address:
                print(f"URL={address}", flush=True)
                while True:
                    time.sleep(60)
        except Missing as missing:
            print(f"error: {missing}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
