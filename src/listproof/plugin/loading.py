"""Loading without looking for garbage, and judging with few looks: what is loaded stays, and so do answers, for other laws to read."""

from __future__ import annotations

import gc

__all__ = ["Loading"]

_SELDOM = 50_000
"""Objects that come and stay before garbage is looked for while laws run: looking as often as is usual takes a tenth of a run."""


class Loading:
    """From the start of pytest until everything is collected; who has switched the collector off finds it off."""

    def __init__(self) -> None:
        self._at_work = False
        self._usual: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """Look for no garbage for now."""
        self._at_work = gc.isenabled()
        gc.disable()

    def end(self) -> None:
        """Look for garbage again, seldom, and not among what is there by now."""
        if self._at_work:
            self._at_work = False
            gc.freeze()
            self._usual = gc.get_threshold()
            gc.set_threshold(max(_SELDOM, self._usual[0]), *self._usual[1:])
            gc.enable()

    def over(self) -> None:
        """The run is over: look for garbage as often as before."""
        self.end()
        if self._usual is not None:
            gc.set_threshold(*self._usual)
            self._usual = None
