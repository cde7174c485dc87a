"""Asking on behalf of a law, and comparing what comes back with what the document says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from listproof.contract import Absent, Contract, Fact, Field, Filter, Parameter, Query, Source, at, each, facts, untestable
from listproof.laws import Evidence, Exchange, Inconclusive, Law, Unsupported, Violation
from listproof.listing.motion import Census
from listproof.listing.ranges import mandatory, sizes, smallest_size
from listproof.listing.reply import Reply, Walk, name_of
from listproof.listing.shapes import has_codes, holds_schema
from listproof.listing.store import Store
from listproof.oracle import Reckoning, keeps, split

__all__ = ["Comparing", "Difference"]

_SHOWN_NAMES = 4


@lru_cache(maxsize=64)
def _facts(contract: Contract) -> dict[str, Fact]:
    return {fact.id: fact for fact in facts(contract)}


@dataclass(frozen=True)
class Difference:
    """Where an answer leaves what the document says: names of records lost, shown without cause, or never seen before."""

    lost: tuple[str, ...]
    wrong: tuple[str, ...]
    strange: tuple[str, ...]
    least: int
    most: int

    def __bool__(self) -> bool:
        return bool(self.lost or self.wrong or self.strange)


class Comparing:
    """One listing as a law sees it; everything asked and compared through it lands in `evidence`."""

    def __init__(self, store: Store, law: Law, evidence: Evidence | None = None) -> None:
        self.store = store
        self.contract: Contract = store.contract
        self.law = law
        self.evidence = evidence or Evidence()
        self._asked: list[Reply] = []

    # Asking

    def ask(self, arguments: Mapping[str, Any] | None = None, *, fresh: bool = False, bare: bool = False, **more: Any) -> Reply:
        """The reply to the base query with `arguments` (None leaves a parameter out); `bare`: without the base."""
        asked = arguments or {}
        query = Query.of(asked) if bare else self.store.base.having({**self.mandatory, **asked})
        reply = self.store.ask(query, fresh=fresh, **more)
        self._asked.append(reply)
        return reply

    def page(self, offset: int, size: int, arguments: Mapping[str, Any] | None = None, *, fresh: bool = False) -> Reply:
        """The page of `size` records that starts `offset` records in."""
        reply = self.store.ask(self.store.paged(self.store.base.having(arguments or {}), offset, size), fresh=fresh)
        self._asked.append(reply)
        return reply

    def look(self, arguments: Mapping[str, Any], *, fresh: bool = False) -> Reply:
        """The first page, as large as pages may be, of the base query with `arguments`."""
        return self.page(0, self.store.stride, arguments, fresh=fresh)

    @property
    def handful(self) -> int:
        """A small page size: ten records, or the smallest documented where that is more."""
        return max(self.smallest, 10)

    def give(self, arguments: Mapping[str, Any]) -> Reply:
        """The reply to the base query with `arguments`, put as other laws put theirs, so that one answer serves several.

        What says nothing of pages is asked for the first, largest page; what names a page or a size, for the first page or a handful.
        """
        pages = self.contract.pages
        if not {pages.parameter, pages.size.parameter} & arguments.keys():
            return self.look({**self.mandatory, **arguments})
        return self.ask({pages.parameter: pages.first, pages.size.parameter: self.handful, **arguments})

    def walk(self, arguments: Mapping[str, Any] | None = None, size: int | None = None, *, fresh: bool = False) -> Walk:
        """A complete reading of the base query with `arguments`."""
        walk = self.store.walk(self.store.base.having(arguments or {}), size, fresh=fresh)
        self._asked.extend(walk.pages)
        return walk

    def first_page(self, arguments: Mapping[str, Any], size: int) -> Walk:
        """A reading of the base query with `arguments` that ends after its first page."""
        page = self.page(0, size, arguments)
        return Walk(page.query, size, (page,))

    @property
    def census(self) -> Census:
        """The records of U."""
        census = self.store.census
        for page in census.walk.pages:
            if not page.good:
                self._asked.append(page)
                self.require(
                    False, "status.200", says="a page of the base query is no good answer", expected="HTTP 200 and the code of success",
                    observed=page.said(), replies=(page,),
                )  # fmt: skip
        return census

    @property
    def records(self) -> tuple[Any, ...]:
        """The records of U, each once; inconclusive where there are none."""
        records = self.census.records
        if not records:
            self.nothing("the listing holds no record")
        return records

    def name(self, record: Any) -> str:
        """What tells a record apart, for people."""
        return name_of(self.contract.identity, record)

    def names(self, records: Iterable[Any]) -> list[str]:
        """The names of records in their order."""
        return [self.name(record) for record in records]

    @property
    def mandatory(self) -> dict[str, Any]:
        """Mandatory query parameters with a value each: the default, an example, or the smallest allowed."""
        return {name: value for name, value in mandatory(self.contract).items() if name not in self.contract.base}

    @property
    def holders(self) -> tuple[type, ...]:
        """What records may stand in: an array, or an object too where sources disagree."""
        return (list, dict) if "object" in self.contract.field(self.contract.records).types else (list,)

    def good_pages(self) -> tuple[Reply, ...]:
        """The pages of U; a page that is no good answer is a violation."""
        return self.census.walk.pages

    @property
    def smallest(self) -> int:
        """The smallest documented page size."""
        return smallest_size(self.contract)

    @property
    def sizes(self) -> dict[str, int]:
        """Page sizes to try, by name."""
        return sizes(self.contract, len(self.records))

    @property
    def farthest_offset(self) -> int | None:
        """The greatest documented offset that is a multiple of no page, None where pages are numbered or no bound is documented."""
        pages = self.contract.pages
        bound = self.contract.parameter(pages.parameter).maximum
        return int(bound) if bound is not None and pages.kind == "offset" else None

    # Judging

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

    def compared(self, *fact_ids: str) -> None:
        """Count facts as exercised where the comparison stands elsewhere."""
        self.evidence.compare(fact_id for fact_id in fact_ids if self.has_fact(fact_id))

    def nothing(self, reason: str) -> NoReturn:
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
        self.nothing(reason)

    def past_the_end(self, name: str, value: Any) -> bool:
        """Whether a value of the page parameter, and the one before it, lie past the last record, where the document is silent."""
        pages = self.contract.pages
        if name != pages.parameter or pages.past_end is not None or not isinstance(value, int):
            return False
        return (value - 1 - pages.first) * (1 if pages.kind == "offset" else self.handful) >= len(self.census.records)

    def holds_an_array(self, reply: Reply) -> bool:
        """Whether an answer holds the array of records, be it empty, or null in its place."""
        return not isinstance(at(reply.answer.body, self.contract.records), Absent)

    def names_a_thing(self, name: str) -> bool:
        """Whether a parameter names an object elsewhere or holds one of a closed list, so that a made-up value may be refused."""
        one = next((one for one in self.contract.filters if one.name == name), None)
        return bool(self.contract.parameter(name).enum) or (one is not None and (one.names == "thing" or one.opaque))

    def compared_only_with_witness(self, fact_id: str, reason: str) -> None:
        """Inconclusive where no comparison so far named the fact."""
        if fact_id not in self.evidence.compared:
            self.nothing(reason)

    def between(self, least: int, most: int) -> str:
        """A number of records, or a span where readings leave it open."""
        return f"{least} records" if least == most else f"{least} to {most} records"

    def untestable(self, *fact_ids: str) -> None:
        """Unsupported where the contract says that no target can show one of these facts."""
        for fact_id in fact_ids:
            reason = untestable(self.contract, fact_id)
            if reason:
                raise Unsupported(f"{fact_id} is not testable: {reason}")

    def behaves(self, key: str, value: object) -> None:
        """Record what the target does where the document leaves it open."""
        self.evidence.behaviours[key] = value

    def refused_for_good(self, reply: Reply, fact_id: str, what: str) -> None:
        """The reply must be a refusal in a documented form that shows no record."""
        self.compared(fact_id)
        self.require(
            not reply.good and reply.answer.status < 500 and not any(True for _ in each(reply.answer.body, self.contract.records + "/*")),
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
        form = "it is no JSON" if isinstance(reply.answer.body, Absent) else holds_schema(self.contract.error_schema, reply.answer.body)
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
            self.behaves(f"{fact_id}.said", "as documented" if same else f"otherwise, with HTTP {reply.answer.status}")

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

    def accepted(self, reply: Reply, *fact_ids: str, what: str) -> Reply:
        """The reply, which must be good: what was asked is documented."""
        self.require(
            reply.good, *fact_ids, says=f"{what} is not answered", expected="HTTP 200 and records", observed=reply.said(), replies=(reply,)
        )
        if not reply.good:
            self.nothing(f"{what} is refused: {reply.said()}")
        return reply

    def exchanges(self, replies: Sequence[Reply] = ()) -> tuple[Exchange, ...]:
        """The exchanges of these replies as they may be shown, the last four at most; the last one asked where none is named."""
        chosen = list(replies) or self._asked[-1:]
        return tuple(self.store.session.shown(reply.answer, str(reply.query)) for reply in chosen[-4:])

    # Filters

    def filter(self, name: str) -> Filter:
        """The filter of that name."""
        return self.contract.filter(name)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name."""
        return self.contract.parameter(name)

    def reckoning(self, reply: Reply, readings: Mapping[str, tuple[str, ...]] | None = None) -> Reckoning:
        """What the oracle may take for known when it judges a reply."""
        return Reckoning(reply.answer.now, {**self.store.readings, **(readings or {})}, self.store.absent)

    def difference(self, replies: Sequence[Reply], reckoning: Reckoning | None = None, *, whole: bool = True) -> Difference:
        """The replies (pages of one query) against the oracle. `whole`: they are all pages, so what is missing is lost."""
        query = replies[0].query.arguments
        reckoning = reckoning or self.reckoning(replies[0])
        _ = self.records
        must, may = split(self.contract, query, self.census.table, reckoning, self.touched(query))
        shown = {name: record for reply in replies for name, record in zip(reply.names, reply.records, strict=True)}
        known = self.census.by_identity
        names = tuple(known)
        lost = tuple(names[place] for place in must if names[place] not in shown) if whole else ()
        allowed = {names[place] for place in may}
        wrong: list[str] = []
        strange: list[str] = []
        narrows = self.narrows(query)
        for name, record in shown.items():
            if name in allowed:
                continue
            if name in known or any(keeps(self.contract, one, query, record, reckoning) is False for one in self.contract.filters):
                wrong.append(name)
            elif narrows:
                strange.append(name)
        found = Difference(lost, tuple(wrong), tuple(strange), len(must), len(may))
        return found if self.store.motion is None else self._of_core(found, {names[place] for place in must}, allowed, len(replies))

    def _of_core(self, found: Difference, must: set[str], may: set[str], pages: int) -> Difference:
        """A difference as far as what moved cannot have made it: losses of several pages and strange records only beyond that number."""
        moved = self.store.motion
        assert moved is not None
        lost = tuple(name for name in found.lost if name in moved.core)
        return Difference(
            lost if pages == 1 or len(lost) > moved.shift else (),
            tuple(name for name in found.wrong if name in moved.core),
            found.strange if len(found.strange) > moved.shift else (),
            len(must & moved.core),
            len(may & moved.core) + moved.shift,
        )

    @property
    def moved(self) -> int:
        """How many records came, went or changed around the answers that are judged: by so many may a page, a walk or a total be off."""
        return 0 if self.store.motion is None else self.store.motion.shift

    def alike(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Whether two sequences of names are the same, but for what moved meanwhile."""
        return list(left) == list(right) if self.store.motion is None else self.store.motion.alike(left, right)

    def standing(self, records: Iterable[Any]) -> tuple[Any, ...]:
        """The records without those that moved meanwhile."""
        core = None if self.store.motion is None else self.store.motion.core
        return tuple(record for record in records if core is None or self.name(record) in core)

    def touched(self, query: Mapping[str, Any]) -> list[str]:
        """The filters that a query asks otherwise than the base does: what the others keep, U is made of."""
        base = self.store.base.arguments
        changed = {name for name in {*query, *base} if str(query.get(name)) != str(base.get(name))}
        found = []
        for one in self.contract.filters:
            decides = {one.name, one.field.chosen_by, one.matches.chosen_by, one.yields_to, *one.needs}
            if decides & changed:
                found.append(one.name)
        return found

    def narrows(self, query: Mapping[str, Any]) -> bool:
        """Whether every filter of a query can only take records away from U."""
        for one in self.contract.filters:
            if one.name not in query:
                if one.name in self.contract.base:
                    return False
                continue
            given = str(query[one.name]) != str(self.contract.base.get(one.name))
            if given and one.name in self.store.narrowed:
                return False
            if given and (one.widens or one.absent != ("everything",)) and one.name not in self.contract.base:
                return False
            if given and one.name in self.contract.base and one.opaque:
                return False
        return True

    def told(self, difference: Difference, reply: Reply) -> str:
        """What an answer shows and what it lacks, in one line."""
        parts = [reply.said()]
        for label, names in (("lost", difference.lost), ("wrongly shown", difference.wrong), ("not in the listing", difference.strange)):
            if names:
                more = f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else ""
                parts.append(f"{label}: {', '.join(names[:_SHOWN_NAMES])}{more}")
        return "; ".join(parts)

    def whole(self, reply: Reply) -> bool:
        """Whether one page holds all that matched."""
        if self.contract.pages.size.means == "at-most" and reply.total is not None:
            return len(reply.records) >= reply.total
        return len(reply.records) < self.store.stride or reply.total == len(reply.records)

    def fits(self, reply: Reply, reckoning: Reckoning | None = None) -> Difference | None:
        """None where a first page is what the document says; where more matched than it holds, the rest counts by its total.

        Pages that may hold fewer records than asked for say nothing of the rest, so that they are all read.
        """
        whole = self.whole(reply)
        pages: Sequence[Reply] = (reply,)
        if not whole and reply.good and self.contract.pages.size.means == "at-most":
            pages, whole = self.store.walk(self.store.unpaged(reply.query)).pages, True
        difference = self.difference(pages, reckoning, whole=whole)
        if difference:
            return difference
        if not whole and len(reply.records) < min(self.store.stride, difference.least):
            return difference
        return None

    def holds(self, page: Reply, expected: Sequence[str]) -> bool:
        """Whether a page holds just these records in their order: all of them, or the first few where a page may hold fewer."""
        held = page.names
        if self.contract.pages.size.means == "at-most" and held:
            return self.alike(held, expected[: len(held)])
        return self.alike(held, expected)
