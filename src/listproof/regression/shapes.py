"""How the observed shape of records changed, claimed only where both runs saw enough to tell change from other data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log

from listproof.regression.change import Change, Grade, Kind
from listproof.regression.naming import replay_of
from listproof.reports.observed import FieldShape
from listproof.reports.run import ListingRun

__all__ = ["LEAST_RECORDS", "shapes"]

LEAST_RECORDS = 20
"""Objects that each run must have seen with a field before anything is claimed of it."""

_SURE = 23.9
"""The chi-squared value of one degree of freedom that chance exceeds once in a million."""

_SAME_KIND = ({"integer", "number"},)
_LAW = "shape.field-is-as-documented"


def shapes(old: ListingRun, new: ListingRun) -> tuple[list[Change], list[str]]:
    """The changes of shape between two runs of a listing, and what is not claimed for want of evidence."""
    was = {one.pointer: one for one in old.shape}
    now = {one.pointer: one for one in new.shape}
    if not was or not now:
        return [], [f"{new.key}: nothing is said of the shape of records; one of the runs kept none"]
    samples = [max((one.sample for one in shape.values()), default=0) for shape in (was, now)]
    if min(samples) < LEAST_RECORDS:
        return [], [f"{new.key}: nothing is said of the shape of records with {min(samples)} of them, {LEAST_RECORDS} are needed"]
    documented = _documented_values(new)
    found: list[Change] = []
    for pointer in (*was, *(pointer for pointer in now if pointer not in was)):
        found.extend(_field(new, pointer, was.get(pointer), now.get(pointer), documented.get(pointer, set())))
    return found, []


def _documented_values(listing: ListingRun) -> Mapping[str, set[str]]:
    """The values that the document lists for a field, by the pointer within a record."""
    found: dict[str, set[str]] = {}
    for one in listing.shape:
        for fact in listing.facts:
            head, enum, value = fact.id.partition(".enum.")
            if enum and head.startswith("fields.") and head.endswith(one.pointer):
                found.setdefault(one.pointer, set()).add(value)
    return found


def _field(listing: ListingRun, pointer: str, was: FieldShape | None, now: FieldShape | None, documented: set[str]) -> Iterator[Change]:
    if was is None or was.present == 0:
        if now is not None and now.present and not now.documented and (was is None or was.sample >= LEAST_RECORDS):
            says = f"records show a new field {pointer} ({now.present} of {now.sample}; none before"
            says += f" of {was.sample})" if was else ")"
            yield _change(listing, "field-new", pointer, says, "additive", "clients that ignore unknown fields go on", new=_types(now))
        return
    if now is None or now.present == 0:
        enough = was.present >= LEAST_RECORDS and (now is None or now.sample >= LEAST_RECORDS)
        if enough and was.absent == 0:
            grade: Grade = "breaking" if was.documented else "risky"
            reason = "every record had it" if was.documented else "every record had it, though no document names it"
            says = f"records do not show {pointer} any more (all {was.present} did)"
            yield _change(listing, "field-gone", pointer, says, grade, reason, old=_types(was))
        return
    if min(was.present, now.present) < LEAST_RECORDS:
        return
    yield from _kinds(listing, pointer, was, now)
    yield from _nulls(listing, pointer, was, now)
    yield from _formats(listing, pointer, was, now)
    yield from _values(listing, pointer, was, now, documented)


def _kinds(listing: ListingRun, pointer: str, was: FieldShape, now: FieldShape) -> Iterator[Change]:
    before, after = set(was.types) - {"null"}, set(now.types) - {"null"}
    fresh = after - before
    if not before or not fresh or before | after in _SAME_KIND:
        return
    whole = not before & after
    grade: Grade = "breaking" if whole else "risky"
    reason = "no value has the type that it had" if whole else "some values have a type that none had"
    says = f"{pointer} was {_types(was)} and is {_types(now)} ({was.present} and {now.present} records)"
    yield _change(listing, "type", pointer, says, grade, reason, _types(was), _types(now))


def _nulls(listing: ListingRun, pointer: str, was: FieldShape, now: FieldShape) -> Iterator[Change]:
    before, after = was.null_rate or 0.0, now.null_rate or 0.0
    if abs(after - before) < 0.5 or not _sure(was.types.get("null", 0), was.present, now.types.get("null", 0), now.present):
        return
    grade: Grade = "risky" if after > before else "information"
    reason = "clients meet nulls where they were rare" if after > before else "fewer nulls break nobody"
    says = f"{pointer} is null in {after:.0%} of {now.present} records, it was in {before:.0%} of {was.present}"
    yield _change(listing, "null", pointer, says, grade, reason, f"{before:.0%}", f"{after:.0%}")


def _formats(listing: ListingRun, pointer: str, was: FieldShape, now: FieldShape) -> Iterator[Change]:
    before, after = _usual(was), _usual(now)
    if before and after and before != after and set(was.types) - {"null"} == set(now.types) - {"null"}:
        says = f"{pointer} was written as {before} and is written as {after} ({was.present} and {now.present} records)"
        yield _change(listing, "format", pointer, says, "breaking", "clients that parse it fail", before, after)


def _usual(one: FieldShape) -> str | None:
    """The form of at least 95 % of the values that have one, where there are enough of them."""
    written = {form: count for form, count in one.formats.items() if form != "empty"}
    total = sum(written.values())
    if total < LEAST_RECORDS:
        return None
    form, count = max(written.items(), key=lambda pair: pair[1])
    return form if count >= 0.95 * total else None


def _values(listing: ListingRun, pointer: str, was: FieldShape, now: FieldShape, documented: set[str]) -> Iterator[Change]:
    if not documented:
        return
    for value in sorted(now.values.keys() - was.values.keys() - documented):
        samples = f"{now.values[value]} of {now.present} records, none of {was.present}"
        says = f"{pointer} shows {value!r}, a value that no document lists ({samples})"
        yield _change(listing, "value", f"{pointer}={value}", says, "risky", "clients with a closed list fail", new=value)
    before = sum(was.values.values())
    for value in sorted(was.values.keys() - now.values.keys()):
        if before and _sure(was.values[value], before, 0, sum(now.values.values())):
            says = f"{pointer} does not show {value!r} any more, it did in {was.values[value]} of {before} records"
            yield _change(listing, "value", f"{pointer}={value}", says, "information", "other data does the same", old=value)


def _sure(some: int, of: int, others: int, out_of: int) -> bool:
    """Whether two shares differ beyond chance: the likelihood-ratio test of two proportions, at one in a million."""
    if not of or not out_of:
        return False
    together = (some + others) / (of + out_of)
    ratio = _likelihood(some, of, some / of) + _likelihood(others, out_of, others / out_of)
    ratio -= _likelihood(some, of, together) + _likelihood(others, out_of, together)
    return 2 * ratio > _SURE


def _likelihood(some: int, of: int, share: float) -> float:
    return (some * log(share) if some else 0.0) + ((of - some) * log(1 - share) if of > some else 0.0)


def _types(one: FieldShape) -> str:
    return " or ".join(kind for kind in one.types if kind != "null") or "null"


def _change(listing: ListingRun, kind: Kind, what: str, says: str, grade: Grade, reason: str, old: str = "", new: str = "") -> Change:
    pointer = what.split("=")[0]
    leaf = next((step for step in reversed(pointer.split("/")) if step and step != "*"), pointer)
    moved = (f"moved:{pointer.rsplit('/', 1)[0]}",) if kind in ("field-gone", "field-new") else ()
    return Change(
        kind=kind,
        key=f"{kind}/{listing.key}/{what}",
        target=listing.target,
        contract=listing.contract,
        says=says,
        grade=grade,
        reason=reason,
        law=_LAW,
        fact=f"fields.{pointer}",
        old=old,
        new=new,
        replay=replay_of(listing.target, listing.contract, _LAW),
        names=frozenset({leaf, *moved}),
    )
