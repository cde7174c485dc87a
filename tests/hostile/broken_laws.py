"""Laws of somebody's own that break, each with the credential in its hands: what pytest tells of that is tested in `test_broken_laws`."""

from __future__ import annotations

import logging
import sys
import threading

import pytest

from listproof.laws import Listing, law


def _credential(listing: Listing) -> str:
    return str(listing.ask({}).answer.request_headers["x-auth-token"])


class _Mute(Exception):
    def __str__(self) -> str:
        raise RuntimeError("it says nothing")

    __repr__ = __str__


@law("shape.broken-raises", basis="convention", facts=("total",))
def test_raises(listing: Listing) -> None:
    """It breaks with the credential in its message, its notes and the errors within it."""
    credential = _credential(listing)
    error = ValueError(credential)
    error.add_note(f"note {credential}")
    raise ExceptionGroup(credential, [error, KeyError(credential.encode().hex())])


@law("shape.broken-prints", basis="convention", facts=("total",))
def test_prints(listing: Listing) -> None:
    """It breaks after it has printed and logged the credential, and what steers a terminal."""
    credential = _credential(listing)
    print("OUT", credential, "\x1b[2J\x07\u202e")
    print("::error::said by the law", file=sys.stderr)
    logging.getLogger("law").error("LOG %s", credential)
    raise RuntimeError("after it has printed")


@law("shape.broken-skips", basis="convention", facts=("total",))
def test_skips(listing: Listing) -> None:
    """It skips itself, and says the credential."""
    pytest.skip(f"skipped with {_credential(listing)}")


@law("shape.broken-mute", basis="convention", facts=("total",))
def test_mute(listing: Listing) -> None:
    """It breaks by an error that cannot be shown."""
    raise _Mute(_credential(listing))


@law("shape.broken-thread", basis="convention", facts=("total",))
def test_thread(listing: Listing) -> None:
    """A thread that it has started breaks, and is called by the credential."""
    credential = _credential(listing)

    def breaks() -> None:
        raise ValueError(f"in a thread {credential}")

    thread = threading.Thread(target=breaks, name=credential)
    thread.start()
    thread.join()
    listing.record_behaviour("seen", True)
