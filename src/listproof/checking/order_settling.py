"""The order that comes unasked: settled by the whole listing where its end is near, else by what nothing else explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from listproof.checking.asking import Questions
from listproof.checking.further import further
from listproof.checking.seen import Seen, named
from listproof.contract import Absent, at
from listproof.contract.words.ordering import order as order_of
from listproof.transport.session import Answer

__all__ = ["MOST_FOR_KEYS", "MOST_FOR_ORDER", "settle_keys", "settle_order", "settle_rising"]

MOST_FOR_ORDER = 4
"""Pages that are read after the first."""
MOST_FOR_KEYS = 6 + 2
"""Keys of an order that names none, each asked for once, and two ways to ask for one that rises."""
_DIFFERENT = 4
"""Values without which an order may be an accident."""


def settle_order(seen: Seen, questions: Questions, first: Answer, single: Sequence[str]) -> None:
    """Settle the default order where one key alone explains the records in one direction.

    A page may stand in an order by accident, or because the field grows with the one that really orders. So pages are read as long as a
    key explains them; of a listing that is longer a key is believed only where no other value of a record (`single`) explains it as well.
    A key that orders every page and is broken at every edge between them is believed too: no accident stops at edges alone.
    """
    order = seen.listing["order"]
    if not isinstance(order, Mapping) or "default" in order:
        return
    pages, ended = [questions.shown(first)], False
    ways = _explaining(order, pages[0])
    if not ways:
        return
    for page in further(questions, seen.listing["pages"], first, MOST_FOR_ORDER):
        ended = not page
        pages += [page] if page else []
        ways = [way for way in ways if ended or _stand([at(one, _field(order, way)) for one in page], way[1])]
        if not ways:
            return
    found = {way: _standing(pages, _field(order, way), way[1]) for way in ways}
    best = "whole" if "whole" in found.values() else "pages"
    kept = [way for way in ways if found[way] == best]
    others = [pointer for pointer in single if pointer not in _fields(order)] if best == "pages" or not ended else []
    if len(kept) == 1 and (best == "whole" or len(ways) == 1) and not any(_rivals(pages, pointer, best) for pointer in others):
        seen.listing["order"] = {**order, "default": list(kept[0])}
        count = f"{sum(map(len, pages))} records come" if best == "whole" else f"each of {len(pages)} pages comes"
        seen.facts["order.default"] = f"{count} by {kept[0][0]}, {kept[0][1]}"


def _standing(pages: Sequence[Sequence[Any]], pointer: str, way: str) -> str:
    """How pages, each of which stands in a direction by a field, stand together: as a `whole`, as `pages` alone, which break at each edge
    of two or more, or neither."""
    held = [[at(one, pointer) for one in page] for page in pages]
    if _stand([value for values in held for value in values], way):
        return "whole"
    edges = [_stand([before[-1], after[0]], way) for before, after in pairwise(held)]
    return "pages" if len(edges) > 1 and not any(edges) else ""


def _rivals(pages: Sequence[Sequence[Any]], pointer: str, best: str) -> bool:
    """Whether another value of the records explains the pages as well."""
    shown = [at(one, pointer) for page in pages for one in page] if best == "whole" else [at(one, pointer) for one in pages[0]]
    ways = _ways(shown)
    return any(best == "whole" or all(_stand([at(one, pointer) for one in page], way) for page in pages) for way in ways)


def _explaining(order: Mapping[str, Any], shown: Sequence[Any]) -> list[tuple[str, str]]:
    """The keys of times and numbers by which records stand in one direction, each with that direction."""
    keys = ((name, key["field"]) for name, key in order["keys"].items() if key["as"] in ("time", "number"))
    return [(name, way) for name, pointer in keys for way in _ways([at(one, pointer) for one in shown])]


def _fields(order: Mapping[str, Any]) -> set[str]:
    return {str(key["field"]) for key in order["keys"].values() if key["as"] in ("time", "number")}


def _field(order: Mapping[str, Any], way: tuple[str, str]) -> str:
    return str(order["keys"][way[0]]["field"])


def _ways(values: list[Any]) -> list[str]:
    """The directions in which values stand, where there are enough of them to tell."""
    return [way for way in ("asc", "desc") if _stand(values, way)] if len(set(map(str, values))) >= _DIFFERENT else []


def _stand(values: list[Any], way: str) -> bool:
    """Whether values, each of which can be compared, stand in a direction."""
    if any(isinstance(value, Absent | dict | list) or value is None for value in values):
        return False
    try:
        return sorted(values, reverse=way == "desc") == values
    except TypeError:
        return False


def settle_keys(seen: Seen, questions: Questions, shown: Sequence[Any], *, refusing: bool = False) -> None:
    """Keep those keys of an order that names none which are answered, and by which other records come first.

    A key that is refused, or that changes nothing, was none: the file names no key that would say otherwise. But where the custom is to
    refuse what is no key (`refusing`), and several are answered of which none changes anything, the order is ignored: they are kept, for
    the laws to judge. Where a parameter of its own says the direction, it may turn another order and the key be passed over: there only
    that is a key by which records fall, as numbers or as texts, and by which others come first than by any other.
    """
    order = seen.listing["order"]
    read = order_of(order) if isinstance(order, Mapping) else None
    if read is None:
        return
    names = [named(one, seen.listing["identity"]) for one in shown]
    kept, unmoved, pages, shown_by = {}, {}, [], {}
    apart = isinstance(order.get("direction"), str) or bool({"flag", "parameter"} & set(order.get("direction") or ()))
    for name, key in list(order["keys"].items()):
        found = questions.shown(questions.ordered(read, [(name, "desc")]))
        page = [named(one, seen.listing["identity"]) for one in found]
        pages.append(page)
        if found and page != names and (not apart or _falls(found, str(key["field"]))):
            kept[name], shown_by[name] = key, page
        elif found and _turns(shown, str(key["field"])):
            unmoved[name] = key
    if apart:
        kept = {name: key for name, key in kept.items() if pages.count(shown_by[name]) == 1}
    if not kept and refusing and len(unmoved) > 1:
        seen.listing["order"] = {**order, "keys": unmoved}
        return
    seen.listing["order"] = {**order, "keys": kept} if kept else "unspecified"
    seen.facts |= {f"order.keys.{name}": f"asked to fall by {name}, other records come first" for name in kept}


def _falls(shown: Sequence[Any], pointer: str) -> bool:
    """Whether records fall by a field, whatever way of comparing made that."""
    held = [value for one in shown if not isinstance(value := at(one, pointer), Absent) and value is not None]
    texts = [str(value) for value in held]
    return any(_stand(values, "desc") for values in (held, texts, [text.casefold() for text in texts]))


def _turns(shown: Sequence[Any], pointer: str) -> bool:
    """Whether other records would come first if those that are shown fell by a field."""
    values = [at(one, pointer) for one in shown]
    return len(set(map(str, values))) >= _DIFFERENT and not _stand(values, "desc")


def settle_rising(seen: Seen, questions: Questions, shown: Sequence[Any]) -> None:
    """How a key is asked to rise where only its falling is told: by the key alone, else by the word that goes with the other.

    Of two that are answered it is the one that does something: that other records come first than those which are `shown` unasked. Where
    neither is answered nothing is claimed of the order.
    """
    order = seen.listing["order"]
    suffix = (
        order.get("direction", {}).get("suffix") if isinstance(order, Mapping) and isinstance(order.get("direction"), Mapping) else None
    )
    if not isinstance(suffix, Mapping) or suffix["asc"] or not str(suffix["desc"]).lower().endswith("desc"):
        return
    key = next(iter(order["keys"]))
    word = "ASC" if str(suffix["desc"]).isupper() else "asc"
    unasked = [named(one, seen.listing["identity"]) for one in shown]
    answered = []
    for sign in ("", f"{str(suffix['desc'])[:-4]}{word}"):
        found = [named(one, seen.listing["identity"]) for one in questions.shown(questions.asked({order["by"]: f"{key}{sign}"}))]
        answered += [sign] if found else []
        if found and found != unasked:
            answered = [sign]
            break
    if not answered:
        seen.listing["order"] = "unspecified"
    elif answered[0]:
        seen.listing["order"] = {**order, "direction": {"suffix": {**suffix, "asc": answered[0]}}}
        seen.facts["order.direction"] = f"{key}{answered[0]} is answered, and {key} alone is not, or does nothing"
