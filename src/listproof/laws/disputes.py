"""Which side of a dispute a target takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.checks.pending import is_not_yet
from listproof.checks.shapes import schema_mismatch
from listproof.contract import each
from listproof.laws.comparison import Comparison
from listproof.laws.conversation import Conversation
from listproof.laws.ordering import Ordering
from listproof.laws.sign_in import SignIn
from listproof.oracle import period
from listproof.values.filter_values import spelled_time

__all__ = ["Disputes"]


class Disputes:
    """The disputes of a contract, asked at a target."""

    def __init__(self, conversation: Conversation, comparison: Comparison, ordering: Ordering, sign_in: SignIn) -> None:
        self._talk = conversation
        self._contract = conversation.contract
        self._comparison = comparison
        self._ordering = ordering
        self._sign_in = sign_in

    def takes(self, shows: Mapping[str, Any]) -> bool | None:
        """Whether the target takes a side of a dispute (`shows` of docs/contract.md); None where its answers do not tell."""
        if "untold" in shows:
            return None
        if "sign-in" in shows:
            return self._takes_sign_in(shows)
        asked = self._meant(shows.get("ask") or {})
        header = {name: value for name, value in asked.items() if self._is_header(name)}
        if header:
            return self._takes_header(header, shows)
        if "gets" in shows:
            reply = self._ordering.ask_normalised(asked)
            return reply.good if shows["gets"] == "accepted" else reply.refused
        if "at" in shows:
            return self._takes_shape(asked, shows)
        if "same-as" in shows:
            left, right = (self._ordering.ask_normalised(one) for one in (asked, self._meant(shows["same-as"])))
            return left.good and right.good and left.names == right.names and left.total == right.total
        reply = self._talk.first_page(asked)
        if reply.refused and not self._contract.parameter(shows["filter"]).enum:
            return None  # a free text may be refused, and then tells nothing of how it would have been read
        assumptions = self._comparison.assumptions(reply, {shows["filter"]: (shows["reading"],)})
        return reply.good and self._comparison.mismatch(reply, assumptions) is None

    def _takes_shape(self, asked: Mapping[str, Any], shows: Mapping[str, Any]) -> bool | None:
        reply = self._ordering.ask_normalised(asked)
        field = next((one for one in self._contract.fields if one.pointer == shows["at"]), None)
        values = [value for value in each(reply.answer.body, shows["at"]) if field is None or not is_not_yet(field, value)]
        return all(schema_mismatch(shows["schema"], value) is None for value in values) if values else None

    def _meant(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Arguments with their times written out: `{ago: PT1H}` is an hour before the server's time."""
        return {name: self._moment(name, value["ago"]) if _is_ago(value) else value for name, value in asked.items()}

    def _moment(self, name: str, ago: object) -> Any:
        low, high = self._talk.now
        return spelled_time(self._contract.parameter(name), (low + high) / 2 // 1000 * 1000 - period(str(ago)))

    def _is_header(self, name: str) -> bool:
        return self._contract.has_parameter(name) and self._contract.parameter(name).place == "header"

    def _takes_header(self, header: Mapping[str, Any], shows: Mapping[str, Any]) -> bool | None:
        given = {name: str(value) for name, value in header.items() if value is not None}
        reply = self._talk.ask({}, headers=given)
        return reply.good if shows.get("gets") == "accepted" else reply.refused

    def _takes_sign_in(self, shows: Mapping[str, Any]) -> bool | None:
        way = str(shows["sign-in"])
        if way == self._sign_in.kind and way != "none":
            reply = self._talk.ask({})
        else:
            credential = self._sign_in.none() if way == "none" else self._sign_in.moved(way)
            if credential is None:
                return None
            reply = self._talk.ask({}, auth=credential)
        return reply.good if shows["gets"] == "accepted" else reply.refused


def _is_ago(value: Any) -> bool:
    return isinstance(value, Mapping) and "ago" in value
