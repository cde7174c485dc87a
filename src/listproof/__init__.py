"""listproof: conformance tests for list endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from listproof.checking.own_tests import check_service as check

__all__ = ["check"]


def __getattr__(name: str) -> Any:
    """`listproof.check`, loaded when it is first asked for: most commands need none of it."""
    if name == "check":
        from listproof.checking.own_tests import check_service

        return check_service
    raise AttributeError(f"module 'listproof' has no attribute {name!r}")
