"""Which side of a dispute a target takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.checks.pending import is_not_yet
from listproof.checks.shapes import fits_schema
from listproof.contract import each
from listproof.laws.asking.sign_in import DocumentedSignIn
from listproof.laws.context.listing import Listing
from listproof.oracle import period
from listproof.values.filter_values import spelled_time

__all__ = ["takes"]


def takes(listing: Listing, shows: Mapping[str, Any]) -> bool | None:
    """Whether the target takes a side of a dispute (`shows` of docs/contract.md); None where its answers do not tell."""
    if "untold" in shows:
        return None
    if "sign-in" in shows:
        return _takes_sign_in(listing, shows)
    asked = _meant(listing, shows.get("ask") or {})
    header = {name: value for name, value in asked.items() if _is_header(listing, name)}
    if header:
        return _takes_header(listing, header, shows)
    if "gets" in shows:
        reply = listing.ask_normalised(asked)
        return reply.good if shows["gets"] == "accepted" else reply.refused
    if "at" in shows:
        return _takes_shape(listing, asked, shows)
    if "same-as" in shows:
        left, right = (listing.ask_normalised(one) for one in (asked, _meant(listing, shows["same-as"])))
        return left.good and right.good and left.names == right.names and left.total == right.total
    decided = _decided(listing, shows) if set(asked) == {shows["filter"]} else None
    if decided is not None:
        return decided
    reply = listing.first_page(asked)
    if reply.refused and not listing.contract.parameter(shows["filter"]).enum:
        return None  # a free text may be refused, and then tells nothing of how it would have been read
    assumptions = listing.comparison.assumptions(reply, {shows["filter"]: (shows["reading"],)})
    return reply.good and listing.comparison.mismatch(reply, assumptions) is None


def _decided(listing: Listing, shows: Mapping[str, Any]) -> bool | None:
    """Whether a side of a dispute is the reading of a filter that the values on which it was tried have left; None where it is none of
    several, or more than one is left."""
    several = listing.contract.filter(shows["filter"]).matches.of(listing.contract.base) or ()
    left = listing.filters.readings(shows["filter"]) if shows["reading"] in several else ()
    return bool(left[0] == shows["reading"]) if len(left) == 1 < len(several) else None


def _takes_shape(listing: Listing, asked: Mapping[str, Any], shows: Mapping[str, Any]) -> bool | None:
    reply = listing.ask_normalised(asked)
    field = next((one for one in listing.contract.fields if one.pointer == shows["at"]), None)
    values = [value for value in each(reply.answer.body, shows["at"]) if field is None or not is_not_yet(field, value)]
    return all(fits_schema(shows["schema"], value) for value in values) if values else None


def _meant(listing: Listing, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments with their times written out: `{ago: PT1H}` is an hour before the server's time."""
    return {name: _moment(listing, name, value["ago"]) if _is_ago(value) else value for name, value in asked.items()}


def _moment(listing: Listing, name: str, ago: object) -> Any:
    low, high = listing.conversation.now
    return spelled_time(listing.contract.parameter(name), (low + high) / 2 // 1000 * 1000 - period(str(ago)))


def _is_header(listing: Listing, name: str) -> bool:
    return listing.contract.has_parameter(name) and listing.contract.parameter(name).place == "header"


def _takes_header(listing: Listing, header: Mapping[str, Any], shows: Mapping[str, Any]) -> bool | None:
    given = {name: str(value) for name, value in header.items() if value is not None}
    reply = listing.ask({}, headers=given)
    return reply.good if shows.get("gets") == "accepted" else reply.refused


def _takes_sign_in(listing: Listing, shows: Mapping[str, Any]) -> bool | None:
    way, sign_in = str(shows["sign-in"]), DocumentedSignIn(listing)
    if way == sign_in.kind and way != "none":
        reply = listing.ask({})
    else:
        credential = sign_in.none() if way == "none" else sign_in.moved(way)
        if credential is None:
            return None
        reply = listing.ask({}, auth=credential)
    return reply.good if shows["gets"] == "accepted" else reply.refused


def _is_ago(value: Any) -> bool:
    return isinstance(value, Mapping) and "ago" in value
