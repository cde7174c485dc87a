"""The address of a service, as somebody types it."""

from __future__ import annotations

from urllib.parse import urlsplit

import click
import httpx

from listproof.contract.visible import visible
from listproof.transport.address import read_address, shown_address

__all__ = ["sound_address"]


def sound_address(given: str, instead: str) -> str:
    """The address, once it can be asked. ClickException where it cannot, or where it brings a password along: `instead` says what to do."""
    try:
        parts = urlsplit(given)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        read_address(given)
    except (ValueError, httpx.InvalidURL):
        sound = False
    if not sound:
        raise click.ClickException(
            f"{visible(shown_address(given))}: expected an address that starts with http:// or https:// and names a host"
        )
    if "?" in given or "#" in given:
        raise click.ClickException(f"{visible(shown_address(given))}: expected an address without ? and #, which paths are set behind")
    if parts.username is not None:
        raise click.ClickException(f"the address holds a user or password; {instead}")
    return given
