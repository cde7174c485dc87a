"""The families of subjects that laws are tried on: taken from a contract, one item each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from listproof.checks.shapes import bad_values
from listproof.contract import Contract, Filter, Parameter, asked_with
from listproof.contract.lacking import may_lack
from listproof.contract.size import LONGEST_ASKED
from listproof.laws.law import Law
from listproof.laws.subject import Bound, ChosenBy, FilterPair, Ordered, Range, Subject, TwoKeys, names_in
from listproof.paging import pager_of
from listproof.values.boundary_values import listed_sizes, sizes
from listproof.values.list_values import LISTS, member_of

__all__ = ["FAMILIES", "declared_facts", "filter_pairs", "roles", "subject_told", "subjects", "takes_no_blank", "works_alone"]

_RANGES_UP = ("from", "after", "minimum")
_RANGES_DOWN = ("until", "before", "maximum")


def _is_filter(contract: Contract, parameter: Parameter) -> bool:
    return any(one.name == parameter.name for one in contract.filters)


def _readings(one: Filter) -> tuple[str, ...]:
    return tuple(reading for readings in one.matches.all() for reading in readings)


def works_alone(one: Filter) -> bool:
    """Whether a filter on what records show works alone, without another parameter that chooses its field."""
    return not one.opaque and one.field.absent is not None and one.matches.absent is not None and not one.needs


def _has_values_of_its_own(contract: Contract, one: Filter) -> bool:
    """Whether a filter is tried on more than its documented values, each alone: it has none, or takes several at once."""
    parameter = contract.parameter(one.name)
    return not parameter.enum or parameter.kind == "array" or bool(LISTS & set(_readings(one)))


def _is_number(contract: Contract, parameter: Parameter) -> bool:
    """Whether a parameter takes a number, or a text with numbers at its ends."""
    return (parameter.kind in ("integer", "number") and not _ends_a_window(contract, parameter)) or _is_span(contract, parameter)


def _is_span(contract: Contract, parameter: Parameter) -> bool:
    """Whether a text of a parameter holds the two ends of a range of numbers."""
    one = next((one for one in contract.filters if one.name == parameter.name), None)
    return one is not None and one.compares == "number" and set(_readings(one)) == {"between"} and parameter.kind == "string"


def _bounds(contract: Contract) -> Iterable[Bound]:
    cursor = None if contract.pages.addressed else contract.pages.parameter
    for parameter in contract.query_parameters:
        if parameter.name == cursor:
            continue  # a cursor is the service's own: no value within its bounds is one that it gave out
        for facet, value in (
            ("minimum", parameter.minimum),
            ("maximum", parameter.maximum),
            ("minLength", parameter.min_length),
            ("maxLength", parameter.max_length),
        ):
            length = facet.endswith("Length")
            if value is not None and not (facet == "minLength" and value == 0) and not (length and value > LONGEST_ASKED):
                yield Bound(parameter.name, facet)


def filter_pairs(contract: Contract) -> list[FilterPair]:
    """The pairs of filters that are tried together: those that cover them, and neighbouring clauses of one expression."""
    names = _together(contract)
    return [FilterPair(first, second) for first, second in dict.fromkeys((*_covering(contract, names), *_clauses(contract, names)))]


def _together(contract: Contract) -> list[str]:
    """The filters that can be tried with another."""
    return [one.name for one in contract.filters if works_alone(one) and not one.yields_to]


def _covering(contract: Contract, names: list[str]) -> list[tuple[str, str]]:
    """Pairs in which each name stands once, the one in the middle of an odd number twice; of two that are apart each with some other."""
    half = (len(names) + 1) // 2
    middle = [(names[half - 1], names[0])] if len(names) % 2 and len(names) > 1 else []
    pairs = [*zip(names[:half], names[half:]), *middle]
    found = [pair for pair in pairs if not contract.are_apart(*pair)]
    for name in dict.fromkeys(name for pair in pairs for name in pair):
        if not any(name in pair for pair in found):
            found += [(name, other) for other in names if other != name and not contract.are_apart(name, other)][:1]
    return found


def _pages_filtered(contract: Contract) -> list[FilterPair] | list[str]:
    """The filters whose later pages are looked at, two at a time where there are two: each that works alone."""
    pairs = [FilterPair(first, second) for first, second in _covering(contract, _together(contract))]
    return pairs or [one.name for one in contract.filters if works_alone(one)]


def _clauses(contract: Contract, names: list[str]) -> Iterable[tuple[str, str]]:
    """The neighbours among filters that are clauses of one expression: what joins them shows only between them."""
    written = [contract.parameter(name) for name in names if contract.parameter(name).spelling == "clause"]
    for carrier in dict.fromkeys(one.carrier for one in written):
        beside = pairwise(one.name for one in written if one.carrier == carrier)
        yield from (pair for pair in beside if not contract.are_apart(*pair))


def _ranges(contract: Contract) -> Iterable[Range]:
    """Pairs of a lower and an upper filter over the same field, each an end whatever another parameter says: as few as hold every end,
    both with their own value, or both without it, where there are such."""
    known, chosen = list(_two_ends(contract)), list[Range]()
    for are_needed in (all, any):
        for pair in known:
            met = {name for one in chosen for name in one.names}
            if are_needed(name not in met for name in pair.names):
                chosen.append(pair)
    return chosen


def _two_ends(contract: Contract) -> list[Range]:
    """Every lower filter with every upper one over the same field, those first of which both ends are kept, or neither is."""
    found: list[tuple[bool, Range]] = []
    for low in contract.filters:
        for high in contract.filters:
            up, down = set(_RANGES_UP) & set(low.matches.absent or ()), set(_RANGES_DOWN) & set(high.matches.absent or ())
            if low.compares == "text" or low.name == high.name:
                continue  # of a text nobody reckons with the ends, and of one parameter only one end is asked for
            if up and down and low.field == high.field and not contract.are_apart(low.name, high.name):
                found.append((("after" in up) != ("before" in down), Range(low.name, high.name)))
    return [pair for _, pair in sorted(found, key=lambda one: one[0])]


def _order_keys(contract: Contract) -> Iterable[Ordered]:
    order = contract.order
    for key in order.keys if order else ():
        if order is None or (order.by is None and order.default is not None and key.name != order.default[0]):
            continue  # nobody can ask for it: it only breaks the ties of the default
        directions = order.directions(key)
        yield from (Ordered(key.name, direction) for direction in directions or ("either",))


def _echoes(contract: Contract) -> Iterable[str]:
    yield from ("pages.echo",) if contract.pages.echo else ()
    yield from ("size.echo",) if contract.pages.size.echo else ()


def _with_default(contract: Contract) -> Iterable[str]:
    """Parameters with a default; one that only chooses for others is left out where no second value of it is known."""
    choosers = {one.field.chosen_by or one.matches.chosen_by: {**one.field.when, **one.matches.when} for one in contract.filters}
    for parameter in contract.query_parameters:
        known = parameter.enum or choosers.get(parameter.name)
        if parameter.default is not None and (known is None or set(map(str, known)) - {str(parameter.default)}):
            yield parameter.name


def _chosen(contract: Contract) -> Iterable[ChosenBy]:
    for one in contract.filters:
        values = {**one.field.when, **one.matches.when}
        yield from (ChosenBy(one.name, str(value)) for value in values)


def _paging(contract: Contract) -> tuple[str, str]:
    return contract.pages.parameter, contract.pages.size.parameter


def _bounds_its_size(contract: Contract) -> bool:
    """Whether a document says how large a page may be: by a bound, or by the sizes that it lists."""
    return contract.pages.sized and (bool(listed_sizes(contract)) or contract.parameter(contract.pages.size.parameter).maximum is not None)


def _sizes_outside(contract: Contract) -> Iterable[str]:
    """What a page size is that the document does not allow."""
    listed = listed_sizes(contract)
    apart = any(after - before > 1 for before, after in pairwise(listed))
    return ("above", "zero", "below", "word", "empty", *(("between",) if apart else ())) if _bounds_its_size(contract) else ()


def _asked_as_text(contract: Contract) -> Iterable[str]:
    """The filters that take any text, else the parameter of the query that holds others, and what names an order or its first key."""
    tried = [one for one in contract.filters if works_alone(one) and contract.parameter(one.name).place in ("query", "body")]
    free = sorted((one.name for one in tried if _takes_any_text(contract, one)), key=lambda name: contract.parameter(name).kind == "array")
    queried = [contract.parameter(one.name) for one in tried if contract.parameter(one.name).place == "query"]
    yield from free or [one.carrier for one in queried if one.carrier][:1]
    yield from _names_an_order(contract)


def _names_an_order(contract: Contract) -> Iterable[str]:
    """What names the order, where it is a text or a list; of one that is told by parameters for each key, those of the first that are
    documented."""
    order = contract.order
    if order is None or order.by is None:
        return
    if not order.each:
        parameter = contract.parameter(order.by)
        if parameter.place == "query" or (parameter.place == "body" and parameter.kind in ("string", "array")):
            yield order.by
        return
    known = [name for key in order.keys for name in asked_with(order, key.name, "asc") if contract.has_parameter(name)]
    yield from [name for key in order.keys[:1] for name in asked_with(order, key.name, "asc") if not known or name in known] or known[:1]


def _takes_any_text(contract: Contract, one: Filter) -> bool:
    parameter = contract.parameter(one.name)
    member = member_of(parameter).schema
    alone = parameter.kind != "array" or (parameter.explode and parameter.spelling is None)
    return one.compares == "text" and alone and member.get("type") == "string" and not set(member) & {"enum", "format"}


def _ends_a_window(contract: Contract, parameter: Parameter) -> bool:
    """Whether a parameter is the size of a window: where it is no number, the text is that of an offset that is none."""
    return parameter.spelling == "window" and parameter.name == contract.pages.size.parameter


def _counts_down(contract: Contract) -> bool:
    """Whether the total is the exact number of records that come after a page, or from it on."""
    total = contract.total
    return total is not None and total.counts in (("remaining",), ("onward",)) and not total.estimated and total.capped is False


def _two_keys(contract: Contract) -> Iterable[TwoKeys]:
    """Pairs of keys of an order that takes several, each key once the first; a group, whose values have no order, is never the second."""
    order = contract.order
    if order is None or not order.takes_several:
        return
    known = [key for key in order.keys if order.directions(key)]
    for place, first in enumerate(known):
        second = next((key for key in (*known[place + 1 :], *known[:place]) if key.compares != "group"), None)
        if second is not None:
            yield TwoKeys(first.name, second.name)


def takes_no_blank(contract: Contract) -> list[str]:
    """The filters of which an empty text is no value, by themselves in a query or a body: numbers, moments, flags and listed words."""
    found = []
    for one in contract.filters:
        parameter = contract.parameter(one.name)
        formed = parameter.kind in ("integer", "number", "boolean") or one.compares in ("number", "time", "flag")
        listed = bool(parameter.enum) and "" not in parameter.enum
        alone = works_alone(one) and parameter.spelling is None and parameter.place in ("query", "body") and parameter.kind != "object"
        if alone and (formed or listed) and not parameter.required and one.name not in contract.base and str(one.everything) != "":
            found.append(one.name)
    return found


def _one_key_twice(contract: Contract) -> Iterable[str]:
    """The first key that can be asked for, of an order that takes several."""
    order = contract.order
    if order is None or order.by is None or not order.takes_several:
        return ()
    return [key.name for key in order.keys][:1]


def _has_tokens(contract: Contract) -> bool:
    """Whether pages are named by tokens that the service makes."""
    lead = contract.pages.next
    named = bool(contract.pages.parameter) and not contract.pages.addressed
    return named and lead is not None and lead.form == "token" and lead.place.kind != "last"


def _clamped(contract: Contract) -> tuple[str, ...]:
    """What comes after a page that is cut: the page that follows, or, where a place is asked for by itself, the one that is named."""
    named = contract.pages.addressed and contract.pages.next is not None
    return ("clamped",) if _is_cut_by_size(contract) else ("named",) if named else ()


def _is_cut_by_size(contract: Contract) -> bool:
    """Whether a page that is cut may be followed by one that counts what was asked for: by its address, or by what the service made."""
    lead = contract.pages.next
    led = not contract.pages.addressed and lead is not None and lead.place.kind != "last"
    return led or _is_counted_by_pages(contract)


def _is_counted_by_pages(contract: Contract) -> bool:
    """Whether an address counts pages, so that it says where one begins only together with their size."""
    pager = pager_of(contract)
    return pager.addressed and not pager.anywhere


def _is_nullable(contract: Contract, subject: Ordered) -> bool:
    """Whether records may lack the key of an order that can be asked for one way or the other."""
    order = contract.order
    if order is None or subject.direction == "either":
        return False
    return may_lack(contract, order.key(subject.key).field)


FAMILIES: Mapping[str, Callable[[Contract], Iterable[Subject]]] = {
    "bound": _bounds,
    "number": lambda c: (p.name for p in c.query_parameters if _is_number(c, p)),
    "checked parameter": lambda c: (p.name for p in c.query_parameters if bad_values(p, p.name in _paging(c)) and not _ends_a_window(c, p)),
    "enum": lambda c: (p.name for p in c.query_parameters if p.enum),
    "enum filter": lambda c: (one.name for one in c.filters if c.parameter(one.name).enum and works_alone(one)),
    "default": _with_default,
    "filter": lambda c: (one.name for one in c.filters if works_alone(one)),
    "free filter": lambda c: (one.name for one in c.filters if works_alone(one) and not c.parameter(one.name).enum),
    "tried filter": lambda c: (one.name for one in c.filters if works_alone(one) and _has_values_of_its_own(c, one)),
    "range": _ranges,
    "filter without blanks": takes_no_blank,
    "told range": lambda c: (c.total.at.name,) if c.total and c.total.at.kind == "range" else (),
    "opaque": lambda c: (one.name for one in c.filters if one.opaque),
    "absent": lambda c: (one.name for one in c.filters if one.absent != ("everything",)),
    "everything": lambda c: (one.name for one in c.filters if one.everything is not None),
    "yields": lambda c: (one.name for one in c.filters if one.yields_to),
    "chosen": _chosen,
    "pair": filter_pairs,
    "filters": _pages_filtered,
    "size": sizes,
    "echo": _echoes,
    "next": lambda c: ("next",) if c.pages.next else (),
    "end": lambda c: ("end",) if c.pages.next or any(end.kind == "says" for end in c.pages.end) else (),
    "cap": lambda c: (str(c.total.capped),) if c.total and c.total.capped and c.total.capped is not True else (),
    "remaining": lambda c: ("remaining",) if _counts_down(c) else (),
    "page count": lambda c: ("pages",) if c.page_count and c.pages.sized else (),
    "shown count": lambda c: ("shown",) if c.shown_count else (),
    "size outside": _sizes_outside,
    "shown scope": lambda c: (one.parameter for one in c.scopes if one.field is not None),
    "projection": lambda c: (one.parameter for one in c.projections),
    "ordered projection": lambda c: (one.parameter for one in c.projections if c.order and c.order.by),
    "two keys": _two_keys,
    "one key twice": _one_key_twice,
    "previous": lambda c: ("previous",) if c.pages.next and c.pages.previous else (),
    "edge": lambda c: tuple(c.pages.edges),
    "mortal cursor": lambda c: ("cursor",) if c.pages.expired else (),
    "token": lambda c: ("token",) if _has_tokens(c) else (),
    "clamped size": lambda c: _clamped(c) if c.pages.sized and not listed_sizes(c) else (),
    "odd bytes": _asked_as_text,
    "led walk": lambda c: ("walk",) if c.pages.next and not c.pages.addressed else (),
    "made-up cursor": lambda c: ("cursor",) if c.pages.next and not c.pages.addressed else (),
    "scoped cursor": lambda c: ("cursor",) if c.pages.next and not c.pages.addressed and c.scopes else (),
    "sized token": lambda c: ("token",) if _has_tokens(c) and c.pages.sized else (),
    "key cursor": lambda c: ("key",) if c.pages.next and c.pages.next.place.kind == "last" else (),
    "link": lambda c: ("link",) if c.pages.next and c.pages.next.form == "link" else (),
    "nullable cursor": lambda c: (subject for subject in _order_keys(c) if not c.pages.addressed and _is_nullable(c, subject)),
    "nullable order": lambda c: (subject for subject in _order_keys(c) if _is_nullable(c, subject)),
    "order key": lambda c: (key.name for key in c.order.keys) if c.order and c.order.turn else (),
    "order": _order_keys,
    "field": lambda c: (f.pointer for f in c.fields if f.within is not None),
    "answer field": lambda c: (f.pointer for f in c.fields if f.within is None),
    "dispute": lambda c: (d.id for d in c.disputes),
}


def subjects(law: Law, contract: Contract) -> tuple[Subject | None, ...]:
    """What a law is tried on in a contract: (None,) for a law of the whole listing, nothing where the family is empty there.

    Raises ValueError for a law whose family does not exist.
    """
    if law.each is None:
        return (None,)
    if law.each not in FAMILIES:
        raise ValueError(f"law {law.id}: each={law.each!r}; expected one of {', '.join(FAMILIES)}")
    return tuple(dict.fromkeys(FAMILIES[law.each](contract)))


def subject_told(law: Law, contract: Contract, text: str | None) -> Subject | None:
    """The subject of a law that is told by a text. Raises LookupError where the law has no such subject in the contract."""
    for subject in subjects(law, contract):
        if (None if subject is None else str(subject)) == text:
            return subject
    raise LookupError(f"law {law.id} has no subject {text!r} in {contract.slug}")


def roles(contract: Contract) -> dict[str, str]:
    """What `{size}`, `{page}`, `{order}`, `{direction}` and `{records}` stand for; `-` where the contract has none."""
    order = contract.order
    return {
        "size": contract.pages.size.parameter,
        "page": contract.pages.parameter,
        "kind": contract.pages.kind,
        "order": (order.by if order else None) or "-",
        "direction": (order.direction if order else None) or "-",
        "records": contract.records,
    }


def declared_facts(law: Law, contract: Contract, subject: Subject | None) -> tuple[str, ...]:
    """The ids or patterns of the facts that a law says it exercises on a subject; each name in it counts as one.

    `{name}` stands for the parameter of a bound. A star in the pointer of a subject is written `[*]`, for it
    stands for itself.
    """
    names = roles(contract)
    name = subject.parameter if isinstance(subject, Bound) else "-"
    parts = ["-"] if subject is None else [str(subject)] if isinstance(subject, Bound) else [str(subject), *names_in(subject)]
    found: list[str] = []
    for pattern in law.facts:
        if pattern == "{about}":
            found += [fact for dispute in contract.disputes if dispute.id == subject for fact in dispute.about]
            continue
        for order in (names["order"], *(_asking_for_a_key(contract) if "{order}" in pattern else ())):
            told = {**names, "order": order}
            found += [pattern.format(subject=part.replace("*", "[*]"), name=name, **told, **_roles_of(contract, part)) for part in parts]
    return tuple(dict.fromkeys(found))


def _asking_for_a_key(contract: Contract) -> list[str]:
    """The parameters of which the names hold a key of the order, or its place."""
    order = contract.order
    return [one.name for one in contract.parameters if order is not None and order.asks_by(one.name)]


def _roles_of(contract: Contract, part: str) -> dict[str, str]:
    """What `{chooser}` and `{echo}` stand for: the parameter that chooses for a filter, the pointer of a page's number or size."""
    one = next((one for one in contract.filters if one.name == part), None)
    echoes = {"pages.echo": contract.pages.echo, "size.echo": contract.pages.size.echo}
    return {"chooser": (one.field.chosen_by or one.matches.chosen_by if one else None) or "-", "echo": echoes.get(part) or "-"}
