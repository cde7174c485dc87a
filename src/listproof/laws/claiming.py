"""What a law may say: facts compared, behaviours recorded, a deviation told as a violation only where every fact that it used binds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NoReturn

from listproof.checks.shapes import has_codes, schema_mismatch
from listproof.contract import Absent, Contract, Fact, Field, Filter, Parameter, Source, facts, untestable
from listproof.evidence.reply import Reply
from listproof.evidence.store import Store
from listproof.laws.law import Law
from listproof.verdicts import Evidence, Exchange, Inconclusive, Unsupported, Violation

__all__ = ["Claiming"]


@lru_cache(maxsize=64)
def _facts(contract: Contract) -> dict[str, Fact]:
    return {fact.id: fact for fact in facts(contract)}


class Claiming:
    """One listing as a law sees it; everything asked and compared through it lands in `evidence`."""

    def __init__(self, store: Store, law: Law, evidence: Evidence | None = None) -> None:
        self.store = store
        self.contract: Contract = store.contract
        self.law = law
        self.evidence = evidence or Evidence()
        self._asked: list[Reply] = []

    def filter(self, name: str) -> Filter:
        """The filter of that name."""
        return self.contract.filter(name)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name."""
        return self.contract.parameter(name)

    def fact(self, fact_id: str) -> Fact:
        """A fact of the contract; one that the contract does not state has grade unknown and never binds."""
        return _facts(self.contract).get(fact_id) or Fact(fact_id, None, Source("", grade="unknown"))

    def has_fact(self, fact_id: str) -> bool:
        """Whether the contract states a fact of that id."""
        return fact_id in _facts(self.contract)

    def require(
        self,
        condition: object,
        *fact_ids: str,
        says: str,
        expected: object,
        observed: object,
        replies: Sequence[Reply] = (),
    ) -> bool:
        """Compare: count these facts as exercised, and where the condition is false raise a Violation of the first.

        Where the law or one of the facts does not bind, the deviation is a behaviour instead, and False comes back.
        """
        self.evidence.compare(fact_id for fact_id in fact_ids if self.has_fact(fact_id))
        if condition:
            return True
        first = self.fact(fact_ids[0])
        used = [self.fact(fact) for fact in fact_ids if self.has_fact(fact)]
        binding = self.law.basis != "convention" and bool(used) and all(f.binding and not self.disputed(f.id) for f in used)
        if not binding:
            self.evidence.behaviours[f"{self.law.id}:{first.id}"] = f"{says}: {observed}"
            return False
        raise Violation(
            says,
            fact=first.id,
            source=first.source,
            expected=str(expected),
            observed=str(observed),
            exchanges=self.exchanges(replies),
        )

    def mark_exercised(self, *fact_ids: str) -> None:
        """Count facts as exercised where the comparison stands elsewhere."""
        self.evidence.compare(fact_id for fact_id in fact_ids if self.has_fact(fact_id))

    def inconclusive(self, reason: str) -> NoReturn:
        """There is nothing on which the law can be tried."""
        raise Inconclusive(reason)

    def unsupported(self, reason: str) -> NoReturn:
        """The contract or the target has not what the law is about."""
        raise Unsupported(reason)

    def disputed(self, fact_id: str) -> bool:
        """Whether sources disagree about what may be asked: such a fact binds nobody. What is answered, a schema with both sides holds."""
        return fact_id.startswith("parameters.") and any(fact_id in dispute.about for dispute in self.contract.disputes)

    def agreed(self, *fact_ids: str) -> tuple[str, ...]:
        """Those of some facts on which sources agree; the first where they agree on none."""
        return tuple(fact for fact in fact_ids if not self.disputed(fact)) or fact_ids[:1]

    def same_dispute(self, *fact_ids: str) -> bool:
        """Whether one dispute is about all of these facts."""
        return any(set(fact_ids) <= set(dispute.about) for dispute in self.contract.disputes)

    def refused_by_a_side(self, name: str, value: Any) -> bool:
        """Whether one side of a dispute refuses this value of a parameter."""
        sides = [side.shows for dispute in self.contract.disputes for side in dispute.readings]
        return any(shows.get("gets") == "refused" and (shows.get("ask") or {}).get(name) == value for shows in sides)

    def cannot_show(self, fact_id: str, reason: str) -> NoReturn:
        """Too few records for a bound: unsupported where the bound is disputed or beyond what a run reads, else inconclusive."""
        bound = self.fact(fact_id).value
        if self.disputed(fact_id) or (isinstance(bound, int) and bound > self.store.target.max_records):
            self.unsupported(reason)
        self.inconclusive(reason)

    def has_place_for_records(self, reply: Reply) -> bool:
        """Whether the records' field stands in an answer, whatever it holds."""
        return reply.has_place_for_records

    def names_a_thing(self, name: str) -> bool:
        """Whether a parameter names an object elsewhere or holds one of a closed list, so that a made-up value may be refused."""
        one = next((one for one in self.contract.filters if one.name == name), None)
        return bool(self.contract.parameter(name).enum) or (one is not None and (one.names == "thing" or one.opaque))

    def require_exercised(self, fact_id: str, reason: str) -> None:
        """Inconclusive where no comparison so far named the fact."""
        if fact_id not in self.evidence.compared:
            self.inconclusive(reason)

    def between(self, least: int, most: int) -> str:
        """A number of records, or a span where readings leave it open."""
        return f"{least} records" if least == most else f"{least} to {most} records"

    def untestable(self, *fact_ids: str) -> None:
        """Unsupported where the contract says that no target can show one of these facts."""
        for fact_id in fact_ids:
            reason = untestable(self.contract, fact_id)
            if reason:
                raise Unsupported(f"{fact_id} is not testable: {reason}")

    def record_behaviour(self, key: str, value: object) -> None:
        """Record what the target does where the document leaves it open."""
        self.evidence.behaviours[key] = value

    def refused_for_good(self, reply: Reply, fact_id: str, what: str) -> None:
        """The reply must be a refusal in a documented form that shows no record."""
        self.mark_exercised(fact_id)
        self.require(
            not reply.good and reply.answer.status < 500 and not reply.shows_records,
            "sign-in",
            says=f"{what} is answered" if reply.answer.status < 500 else f"{what} breaks the service",
            expected="a refusal without records",
            observed=reply.said(),
            replies=(reply,),
        )
        documented = self.fact(fact_id)
        self.require(
            reply.answer.status != 200 or not documented.binding or documented.value[0] == 200,
            fact_id,
            says=f"the refusal of {what} calls itself a success",
            expected=f"HTTP {documented.value[0] if documented.value else 401}",
            observed=reply.said(),
            replies=(reply,),
        )
        form = "it is no JSON" if isinstance(reply.answer.body, Absent) else schema_mismatch(self.contract.error_schema, reply.answer.body)
        self.require(
            form is None,
            fact_id,
            says=f"the refusal of {what} has none of the documented forms: {form}",
            expected="a documented error body",
            observed=reply.said(),
            replies=(reply,),
        )
        self.says_as_documented(reply, fact_id)

    def says_as_documented(self, reply: Reply, fact_id: str) -> None:
        """Record whether a refusal has the documented status and code of its kind (`errors.KIND`), else what it has instead."""
        form = next((form for form in self.contract.errors if f"errors.{form.kind}" == fact_id), None)
        if form is not None:
            same = reply.answer.status == form.status and has_codes(form.body, reply.answer.body)
            self.record_behaviour(f"{fact_id}.said", "as documented" if same else f"otherwise, with HTTP {reply.answer.status}")

    @property
    def signs_in(self) -> bool:
        """Whether the target signs in by one of the documented ways."""
        auth = self.store.target.auth
        ways = [entry for entry in self.contract.sign_in if entry.get("type") == auth.get("type")]
        return any("name" not in entry or entry["name"] == auth.get("name", entry["name"]) for entry in ways)

    def carries_credential(self, name: str) -> bool:
        """Whether the credential of this target travels in the header or cookie of that name."""
        return name in {str(entry.get("name")) for entry in self.contract.sign_in} and self.store.target.auth.get("name") == name

    def drawn(self, field: Field, facet: str) -> str:
        """What the document draws for a facet of a field, in words."""
        if facet.startswith("enum"):
            return ", ".join(str(value) for value in field.enum)
        return field.format or "" if facet == "format" else " or ".join(field.types)

    def require_accepted(self, reply: Reply, *fact_ids: str, what: str) -> Reply:
        """The reply, which must be good: what was asked is documented."""
        self.require(
            reply.good, *fact_ids, says=f"{what} is not answered", expected="HTTP 200 and records", observed=reply.said(), replies=(reply,)
        )
        if not reply.good:
            self.inconclusive(f"{what} is refused: {reply.said()}")
        return reply

    def exchanges(self, replies: Sequence[Reply] = ()) -> tuple[Exchange, ...]:
        """The exchanges of these replies as they may be shown, the last four at most; the last one asked where none is named."""
        chosen = list(replies) or self._asked[-1:]
        return tuple(self.store.session.shown(reply.answer, str(reply.query)) for reply in chosen[-4:])
