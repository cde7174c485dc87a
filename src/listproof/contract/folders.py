"""Where contracts stand: in the folder where somebody works, in a checkout, and in an installed listproof."""

from __future__ import annotations

from pathlib import Path

__all__ = ["contracts_folder", "own_contracts"]


def contracts_folder(given: Path | None = None) -> Path:
    """The folder of contracts: the given one, else `./contracts` where there is one, else those that come with listproof."""
    if given is not None:
        return given
    here = Path("contracts")
    return here if here.is_dir() and any(here.iterdir()) else own_contracts()


def own_contracts() -> Path:
    """The contracts that come with listproof: those of the checkout, or the copy inside an installed one."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent / "contracts"
    return checkout if checkout.is_dir() else package / "bundled" / "contracts"
