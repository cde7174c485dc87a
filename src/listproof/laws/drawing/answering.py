"""Whether the answer to a whole query is one that the document allows: records, order, total, and the page that was cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from listproof.checks.differences import Difference
from listproof.checks.walks import twice
from listproof.contract import Filter, Order, Parameter, Query, at
from listproof.evidence.reply import Reply
from listproof.laws.context.listing import Listing
from listproof.laws.context.order_arguments import asked_order
from listproof.laws.drawing.whole_query import WholeQuery
from listproof.laws.wording import between, sent, some_of
from listproof.oracle import misplaced
from listproof.values.filter_values import as_asked, as_number, moment_of
from listproof.values.list_values import takes_lists
from listproof.verdicts import Evidence

__all__ = ["answered_as_documented"]

LOWER = {"from", "after", "minimum"}
UPPER = {"until", "before", "maximum"}
_OTHERS = 3
"""So many other questions are asked to tell a filter that is to blame for a total from a total that is wrong under any."""


def answered_as_documented(listing: Listing, question: WholeQuery) -> None:
    """Ask a question and hold its answer to the contract; what was compared counts where some records were kept and some lost.

    Raises Violation with the parameters of the question in its sentence.
    """
    scratch = Listing(listing.conversation.store, listing.conversation.law, Evidence())
    for one in listing.contract.filters:
        if one.name in question.arguments and one.matches.absent is not None and one.field.absent is not None:
            scratch.filters.readings(one.name)
    judged = _Judged(scratch, question, scratch.page(question.offset, question.size, question.arguments))
    if judged.telling():
        listing.conversation.evidence.compare(scratch.conversation.evidence.compared)


@dataclass(frozen=True)
class _Judged:
    """One question and the page that answers it."""

    listing: Listing
    question: WholeQuery
    page: Reply

    def telling(self) -> bool:
        """Judge the page; whether it could tell anything: records on it, and a filter that left some out, or an order."""
        difference = self.listing.comparison.difference((self.page,), whole=False)
        if not self._is_answered(difference):
            return False
        known = self.listing.census.complete and self.listing.comparison.narrows(self.page.query.arguments)
        self._holds_each_once()
        self._holds_no_other(difference)
        self._is_counted(difference, known)
        self._stands_in_order(self.page)
        if self._may_be_the_last_page(difference):
            return False
        self._is_full(difference, known)
        self._is_cut_from_the_whole(difference, known)
        self._leads_on(difference, known)
        return bool(self.page.records) and (difference.most < len(self.listing.records) or bool(self._order()) or self.question.offset > 0)

    @property
    def title(self) -> str:
        """The question as its parameters, those of the page last."""
        pages = self.listing.contract.pages
        paging = Query.of({name: value for name, value in self.page.query.items if name in (pages.parameter, pages.size.parameter)})
        asked = [self.question.asked, paging] if self.question.asked.items else [paging]
        return " ".join(sent(self.listing, one.arguments) for one in asked)

    # What is asked, in facts

    def _filters(self) -> list[str]:
        asked = set(self.question.arguments)
        return [f"filters.{one.name}" for one in self.listing.contract.filters if one.name in asked]

    def _chosen(self) -> tuple[str, ...]:
        return self.listing.facts.stated(*(f"{fact}.chosen-by" for fact in self._filters()))

    def _order(self) -> tuple[str, str] | None:
        """The key and direction that the records must stand in; None where nothing is documented."""
        return asked_order(self.listing.contract, self.question.arguments)

    def _order_facts(self) -> list[str]:
        order, wanted = self.listing.contract.order, self._order()
        if order is None or wanted is None:
            return []
        asked = self.question.arguments
        facts = [f"order.keys.{wanted[0]}"]
        facts += ["order.by"] if order.by in asked else []
        if order.direction in asked or _is_signed(order, asked):
            return [*facts, "order.direction"]
        usual = self.listing.facts.stated(f"parameters.{order.direction}.default") if order.by in asked else ()
        return [*facts, *(usual or ("order.default",))]

    def _cut(self) -> str:
        return f"pages.{self.listing.contract.pages.kind}"

    def _size(self) -> tuple[str, ...]:
        return self.listing.facts.stated("size.means", "size")

    # What must hold

    def _is_answered(self, difference: Difference) -> bool:
        page, facts = self.page, [*self._filters(), *self._order_facts(), self._cut()]
        self.listing.require(
            page.answer.status < 500, *facts, says=f"{self.title}: the service breaks", expected="an answer or a refusal",
            observed=page, replies=(page,),
        )  # fmt: skip
        if page.good:
            return True
        past = 0 < self.question.offset >= difference.least
        facts += self.listing.facts.stated("pages.past-end") if past else ()
        open_ended = past and self.listing.contract.pages.past_end != "empty"
        if not open_ended and not any(self._may_be_refused(name) for name in self.question.arguments) and not self._is_inverted():
            self.listing.require(
                False, *facts, says=f"{self.title}: what is documented is refused", expected="HTTP 200 and the code of success",
                observed=page, replies=(page,),
            )  # fmt: skip
        return False

    def _may_be_the_last_page(self, difference: Difference) -> bool:
        """Whether the page may lie past the end, where the document has the last page shown once more."""
        return self.listing.contract.pages.past_end == "last-page" and 0 < self.question.offset >= difference.least

    def _may_be_refused(self, name: str) -> bool:
        """Whether a service may refuse a value: disputed, a text that no record shows, or a list with such a member, or with one twice."""
        listing, value = self.listing, self.question.arguments[name]
        one = next((one for one in listing.contract.filters if one.name == name), None)
        parts = [value] if one is None else self._members(one, value)
        if any(listing.facts.disputed(f"parameters.{name}{facet}") for facet in ("", ".type", *(f".enum.{part}" for part in parts))):
            return True
        if (
            one is None
            or not isinstance(value, str | list)
            or (isinstance(value, str) and value in one.words)
            or (one.compares != "text" and not self._takes_lists(one))
        ):
            return False
        parameter = listing.contract.parameter(name)
        asked = [_as_compared(parameter, one, part) for part in parts]
        if len(set(asked)) < len(asked):
            return True
        pointer = one.field.of(self._arguments)
        shown = {_as_compared(parameter, one, each) for each in listing.values.shown(pointer)} if pointer else set()
        return not parameter.enum and not set(asked) <= shown

    def _members(self, one: Filter, value: Any) -> list[Any]:
        """What stands in the value of a filter: the members of a list, or the one value."""
        if isinstance(value, list):
            return value
        return value.split(one.separator or ",") if isinstance(value, str) and self._takes_lists(one) else [value]

    def _takes_lists(self, one: Filter) -> bool:
        return takes_lists(one, self.listing.contract.parameter(one.name), one.matches.of(self._arguments) or ())

    @property
    def _arguments(self) -> dict[str, Any]:
        """All that is asked, what the base asks included."""
        return {**self.listing.contract.base, **self.question.arguments}

    def _is_inverted(self) -> bool:
        """Whether two filters over one field ask for what lies above one value and not above it: empty, or refused."""
        lows: dict[Any, float] = {}
        highs: dict[Any, float] = {}
        arguments = self._arguments
        for one in self.listing.contract.filters:
            readings, field = one.matches.of(arguments) or (), one.field.of(arguments)
            if one.name not in arguments or one.compares not in ("time", "number"):
                continue
            value, parameter = arguments[one.name], self.listing.contract.parameter(one.name)
            point = moment_of(parameter, value) if one.compares == "time" else as_number(value)
            if point is not None and LOWER & set(readings):
                lows[field] = max(point, lows.get(field, point))
            if point is not None and UPPER & set(readings):
                highs[field] = min(point, highs.get(field, point))
        return any(lows[field] >= highs[field] for field in lows.keys() & highs.keys())

    def _holds_each_once(self) -> None:
        repeated = twice(self.page.names)
        self.listing.require(
            not repeated or self.listing.census.repeated > 0, *(self._filters() or [self._cut()]), "records", "identity",
            says=f"{self.title}: a page shows a record twice", expected="each record once",
            observed=f"twice: {some_of(repeated)}", replies=(self.page,), shows={"twice": sorted(repeated)},
        )  # fmt: skip

    def _holds_no_other(self, difference: Difference) -> None:
        strange = difference.strange if self.listing.census.complete else ()
        self.listing.require(
            not difference.wrong and not strange, *(self._filters() or [self._cut()]), *self._chosen(),
            says=f"{self.title}: the answer shows records that it should leave out",
            expected=f"none beyond the {between(difference.least, difference.most)} that match",
            observed=self.page, replies=(self.page,), shows=difference,
        )  # fmt: skip

    def _is_counted(self, difference: Difference, known: bool) -> None:
        total = self.listing.contract.total
        told = self.page.total
        if total is None or told is None:
            return
        least, most = difference.least, difference.most if known else max(told, difference.most)
        everything = "everything" in total.counts and told >= len(self.listing.records)
        fewer = "reachable" in total.counts and told < least
        lacking = len(self.page.records) < _clamped(difference.least - self.question.offset, self.question.size)
        right = least <= told <= most or everything or fewer
        facts = (*self._filters(), "total.counts", "total") if lacking else ("total.counts", "total", *self._filters())
        self.listing.require(
            right, *(facts if right else (*self._blamed_for_the_total(), *facts)),
            says=f"{self.title}: the total does not count the records that match",
            expected=between(least, most), observed=f"total {told}", replies=(self.page,),
        )  # fmt: skip

    def _blamed_for_the_total(self) -> tuple[str, ...]:
        """The one filter under which alone the total is wrong, where it is right without it and under others; none elsewhere."""
        listing, asked = self.listing, self.question.arguments
        alone = {one.name: {one.name: asked[one.name]} for one in listing.contract.filters if one.name in asked and not one.needs}
        blamed = [name for name, arguments in alone.items() if self._counts_rightly(arguments) is False]
        if len(blamed) != 1:
            return ()
        others = [arguments for arguments in listing.filters.one_by_one() if blamed[0] not in arguments][:_OTHERS]
        rest = {name: value for name, value in asked.items() if name != blamed[0]}
        right = others and all(self._counts_rightly(arguments) for arguments in (rest, *others))
        return (f"filters.{blamed[0]}",) if right else ()

    def _counts_rightly(self, arguments: Mapping[str, Any]) -> bool | None:
        """Whether the total of a first page is that of its query; None where it is not told."""
        reply = self.listing.first_page(dict(arguments))
        found = self.listing.comparison.difference((reply,), whole=False)
        return found.least <= reply.total <= found.most if reply.good and reply.total is not None else None

    def _is_full(self, difference: Difference, known: bool) -> None:
        size, offset, held = self.question.size, self.question.offset, len(self.page.records)
        least = _clamped(difference.least - offset, size)
        most = _clamped(difference.most - offset, size) if known else size
        means = self.listing.contract.pages.size.means
        if means != "exactly":
            least = 0 if means == "any" else min(least, 1)
        self.listing.require(
            least <= held <= most, *(self._filters() or [self._cut()]), self._cut(), *self._size(),
            says=f"{self.title}: the page does not hold as many records as it should",
            expected=between(least, most), observed=self.page, replies=(self.page,),
        )  # fmt: skip

    def _stands_in_order(self, page: Reply) -> None:
        order, wanted = self.listing.contract.order, self._order()
        if order is None or wanted is None:
            return
        key = order.key(wanted[0])
        place = misplaced(key, wanted[1], page.records)
        shown = [f"#{p + 1} ({at(page.records[p], key.field)})" for p in place or ()]
        self.listing.require(
            place is None, *self._order_facts(), *self._filters(),
            says=f"{self.title}: two records stand in the wrong order",
            expected=f"{key.field} {'together where equal' if key.compares == 'group' else wanted[1]}",
            observed=" before ".join(shown), replies=(page,),
        )  # fmt: skip

    def _is_cut_from_the_whole(self, difference: Difference, known: bool) -> None:
        """Where all that matches fits one page: nothing is lost on it, and the page asked for is a slice of it."""
        listing, largest = self.listing, self.listing.pages.largest
        if not known or difference.most > largest:
            return
        whole = self.page
        if (self.question.offset, self.question.size) != (0, largest):
            whole = listing.first_page(self.question.arguments)
            if not whole.good:
                return
        exactly = listing.contract.pages.size.means == "exactly"
        if exactly or listing.comparison.whole(whole):
            all_of_it = listing.comparison.difference((whole,), whole=True)
            listing.require(
                not all_of_it.lost, *(self._filters() or [self._cut()]), *self._chosen(),
                says=f"{self.title}: the answer lacks records that it should show",
                expected=between(all_of_it.least, all_of_it.most), observed=whole, replies=(whole,),
                shows=all_of_it,
            )  # fmt: skip
        else:
            return
        if whole is self.page or listing.census.repeated:
            return
        self._stands_in_order(whole)
        names = self.page.names
        cut = whole.names[self.question.offset : self.question.offset + self.question.size]
        listing.require(
            listing.tolerance.alike(names, cut if exactly else cut[: len(names)]), self._cut(), *self._filters(), *self._order_facts(),
            says=f"{self.title}: the page is not the slice of the whole answer that its address names",
            expected=_listed(cut), observed=_listed(names), replies=(whole, self.page),
        )  # fmt: skip

    def _leads_on(self, difference: Difference, known: bool) -> None:
        """Where pages lead to one another, the last is the one after which nothing that matches is left."""
        listing, held = self.listing, self.question.offset + len(self.page.records)
        if listing.contract.pages.addressed or not known or listing.census.repeated:
            return
        ends = listing.conversation.store.next(self.page, self.question.size, self.question.offset) is None
        listing.require(
            not ends or held >= difference.least, self._cut(), *listing.facts.stated("pages.next"), *self._filters(),
            says=f"{self.title}: a page says that it is the last, and records that match are left",
            expected=between(difference.least, difference.most), observed=f"{held} up to the end of that page", replies=(self.page,),
        )  # fmt: skip


def _is_signed(order: Order, asked: Mapping[str, Any]) -> bool:
    """Whether a query says the direction in the name of its key."""
    return order.direction is None and order.turn is not None and order.by in asked


def _as_compared(parameter: Parameter, one: Filter, value: Any) -> Any:
    """A value as two of them are held against each other, that of a record and that of a query: a number, or a text."""
    number = as_number(value) if one.compares == "number" else None
    return str(as_asked(parameter, one, value)) if number is None else number


def _clamped(number: int, most: int) -> int:
    return max(0, min(number, most))


def _listed(names: list[str]) -> str:
    return f"{len(names)} records: {some_of(names)}" if names else "no records"
