"""A cursor that is made of what an answer shows: written by a template, and in Base64 where that is how bytes are told."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from listproof.contract.model import Lead

__all__ = ["written_token"]


def written_token(lead: Lead, said: Any) -> Any:
    """What is sent for what an answer said: as it stands, where the lead has no word for how it is written.

    Between double quotes a text is written as JSON writes it. What should be Base64 and is none stays as it is.
    """
    if lead.spelled == "{}" and lead.encoded is None:
        return said
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    before, _, after = lead.spelled.partition("{}")
    if lead.encoded is None:
        quoted = before[-1:] == '"' == after[:1] and isinstance(said, str)
        return before + (json.dumps(text, ensure_ascii=False)[1:-1] if quoted else text) + after
    try:
        plain = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return said
    return base64.b64encode(before.encode() + plain + after.encode()).decode()
