"""Loading without looking for garbage: what is loaded stays, and looking through all of it again and again is dear."""

from __future__ import annotations

import gc

__all__ = ["Loading"]


class Loading:
    """From the start of pytest until everything is collected; who has switched the collector off finds it off."""

    def __init__(self) -> None:
        self._at_work = False

    def begin(self) -> None:
        """Look for no garbage for now."""
        self._at_work = gc.isenabled()
        gc.disable()

    def end(self) -> None:
        """Look for garbage again, but not among what is there by now."""
        if self._at_work:
            self._at_work = False
            gc.freeze()
            gc.enable()
