"""Pages in further languages: their words as tables, one a language, read as the English ones that every reader knows."""

from __future__ import annotations

from listproof.derive.languages.reading import in_english

__all__ = ["in_english"]
