"""How drawing is ended from within."""

__all__ = ["EnoughError"]


class EnoughError(BaseException):
    """Nothing more is to be drawn. Hypothesis takes an Exception for a finding and would make it smaller; this passes it by."""
