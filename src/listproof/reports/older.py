"""Records of runs that older versions wrote, brought to what is written now."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

__all__ = ["with_fields", "with_findings"]

_FACET = re.compile(r"\.(minimum|maximum|minLength|maxLength)$")
_RECORDS = re.compile(r"(lost|wrongly shown|not in the listing|twice): ([^;]+?)(?= and \d+ more|;|$)")
_SIGNS = {"lost": "lost", "wrongly shown": "wrong", "not in the listing": "strange", "twice": "twice"}
_NUMBERS = re.compile(r"\d+ records, total \d+")


def with_findings(value: dict[str, Any]) -> dict[str, Any]:
    """A record of version 1, which kept no findings: they are worked out where it is read."""
    return {**value, "version": 2, "findings": []}


def with_fields(value: dict[str, Any]) -> dict[str, Any]:
    """A record of version 2, which told in texts alone what its outcomes are about and what was observed."""
    outcomes = value.get("outcomes")
    told = [_outcome(one) if isinstance(one, Mapping) else one for one in outcomes] if isinstance(outcomes, list) else outcomes
    return {**value, "version": 3, **({} if outcomes is None else {"outcomes": told})}


def _outcome(outcome: Mapping[str, Any]) -> dict[str, Any]:
    violation = outcome.get("violation")
    found = {**outcome, "about": _about(outcome.get("subject"))}
    return {**found, "violation": _violation(violation)} if isinstance(violation, Mapping) else found


def _about(subject: object) -> list[str]:
    """The names within `a&b`, `limit.maximum`, `GmtCreateTime desc`, `a by b`; a pointer is one name."""
    if not isinstance(subject, str) or not subject:
        return []
    parts = [subject] if subject.startswith("/") else re.split(r"&| by ", subject)
    return [_FACET.sub("", re.sub(r" (asc|desc|either)$", "", part)) for part in parts]


def _violation(violation: Mapping[str, Any]) -> dict[str, Any]:
    exchanges, observed = violation.get("exchanges"), str(violation.get("observed", ""))
    sent = [_exchange(one) if isinstance(one, Mapping) else one for one in exchanges] if isinstance(exchanges, list) else exchanges
    last = sent[-1] if sent else None
    status = last.get("status") if isinstance(last, Mapping) else 0
    records = {_SIGNS[how]: names.strip().split(", ") for how, names in _RECORDS.findall(observed) if names.strip() != "none"}
    signs = [
        *records,
        *(["refused"] if observed.startswith("HTTP ") else []),
        *(["counted"] if _NUMBERS.fullmatch(observed) else []),
        *(["placed"] if observed.endswith("in the other") else []),
        *(["absent"] if observed == "absent" else []),
    ]
    return {**violation, "exchanges": sent, "observation": {"status": status, "signs": signs, "records": records}}


def _exchange(exchange: Mapping[str, Any]) -> dict[str, Any]:
    """An exchange with the names that its address asks for, those inside a JSON parameter each on its own."""
    found: list[str] = []
    try:
        pairs = parse_qsl(urlsplit(str(exchange.get("url", ""))).query, keep_blank_values=True)
    except ValueError:
        pairs = []
    for name, text in pairs:
        try:
            inner = json.loads(text) if text.startswith("{") else None
        except (ValueError, RecursionError):
            inner = None
        found += [f"{name}.{key}" for key in inner] if isinstance(inner, dict) and inner else [name]
    return {**exchange, "asked": list(dict.fromkeys(found))}
