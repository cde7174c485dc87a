"""Where contracts stand, in a checkout and in an installed listproof."""

from __future__ import annotations

from pathlib import Path

__all__ = ["contracts_folder"]


def contracts_folder(given: Path | None = None) -> Path:
    """The folder of contracts: the given one, else `contracts/` of the checkout, else the copy inside an installed listproof."""
    if given is not None:
        return given
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent / "contracts"
    return checkout if checkout.is_dir() else package / "bundled" / "contracts"
