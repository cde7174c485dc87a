"""What is wrong with a record where a parameter chooses what it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from listproof.checks.projections import all_at_once, choices_apart, chooses, chosen_by, never_added, not_always_shown, shown_unasked
from listproof.contract import Projection

from ..made import CONTRACT

WHOLE = {"id": "h-1", "name": "Old Quay", "kind": "trade", "depth": 9, "master": {"name": "Ida"}}
NAMES = tuple(WHOLE)
FIELDS = Projection("fields", "chosen", separator=",", always=("/kind",))
BRIEF = Projection("brief", "hides", ("/master", "/depth"), value=True)
CREW = Projection("with", "adds", ("/master/crew",), value="crew", separator=",")
DUES = Projection("with", "adds", ("/dues",), value="dues", separator=",")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [({}, False), ({"fields": "id"}, True), ({"brief": False}, False), ({"brief": True}, True), ({"name": "x"}, False)],
)
def test_only_what_is_not_asked_anyway_chooses(arguments: dict[str, Any], told: bool) -> None:
    """A value that every question has leaves records whole."""
    contract = replace(CONTRACT, projections=(FIELDS, BRIEF), base={**CONTRACT.base, "brief": False})
    assert chooses(contract, arguments) is told


def test_a_query_without_what_the_base_chooses_shows_other_fields() -> None:
    """Nothing was chosen for it, or not what every question else chooses."""
    contract = replace(CONTRACT, projections=(FIELDS, BRIEF), base={**CONTRACT.base, "fields": "id,name", "brief": True})
    assert chooses(contract, {})
    assert chooses(contract, {"fields": "id,name"})
    assert not chooses(contract, {"fields": "id,name", "brief": True, "name": "x"})


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        ({"id": "h-1", "name": "Old Quay", "depth": 9, "kind": "trade"}, None),
        ({"id": "h-1", "name": "Old Quay", "depth": 9}, "lacks: kind"),
        ({"id": "h-1", "name": "Old Quay", "depth": 9, "kind": "trade", "odd": 1}, None),
        ({"id": "h-1", "name": "Old Quay", "depth": 9, "master": {"name": "Ida"}}, "shows what was not chosen: master"),
        ({"id": "h-1", "name": "Old Quay", "kind": "trade"}, "lacks: depth"),
        ({"name": "Old Quay", "depth": 9, "kind": "trade"}, "lacks: id"),
        ({"id": "h-1", "name": "New Quay", "depth": 9, "kind": "trade"}, "shows otherwise: name"),
        ("h-1", "is no object"),
    ],
)
def test_a_record_shows_what_was_chosen_and_nothing_else_that_is_documented(record: Any, wrong: str | None) -> None:
    """Identity, the first other field and a number are chosen; what always shows comes, what no document names may."""
    asked, check = chosen_by(FIELDS, ("/id",), [WHOLE], NAMES)
    assert asked == "id,name,depth"
    assert check(WHOLE, record) == wrong


def test_no_field_is_asked_for_that_the_parameter_does_not_list() -> None:
    """Records may show more than can be chosen."""
    listed = ("id", "name", "depth")
    assert chosen_by(FIELDS, ("/id",), [WHOLE], NAMES, listed)[0] == "id,name"
    assert {name for asked, _ in choices_apart(FIELDS, ("/id",), [WHOLE], NAMES, listed) for name in asked.split(",")} == set(listed)
    assert choices_apart(FIELDS, ("/id",), [WHOLE], NAMES, ("name", "depth"))[0][0] == "name"


@pytest.mark.parametrize("count", [2, 3, 4, 6, 7, 10, 11])
def test_each_field_is_named_once_without_each_other(count: int) -> None:
    """In the fewest choices for which that can be: two for two fields, four for six, five for ten."""
    names = [f"f{place}" for place in range(count)]
    found = choices_apart(FIELDS, ("/id",), [{"id": 1, **dict.fromkeys(names, 1)}], ("id", *names))
    chosen = [set(asked.split(",")) for asked, _ in found]
    assert all(any(one in under and other not in under for under in chosen) for one in names for other in names if one != other)
    assert len(chosen) == {2: 2, 3: 3, 4: 4, 6: 4, 7: 5, 10: 5, 11: 6}[count]


def test_a_field_that_is_shown_only_beside_another_is_missed() -> None:
    """Under some choice it lacks."""
    shown = {"id": 1, "a": 1, "b": 2, "c": 3}
    found = choices_apart(FIELDS, ("/id",), [shown], tuple(shown))
    told = [
        check(shown, {k: v for k, v in shown.items() if k in asked.split(",") and (k != "c" or "a" in asked)}) for asked, check in found
    ]
    assert "lacks: c" in told


def test_a_choice_is_a_list_where_nothing_stands_between_its_names() -> None:
    """And there is none where too little could be left out."""
    assert chosen_by(replace(FIELDS, separator=None), ("/id",), [WHOLE], NAMES)[0] == ["id", "name", "depth"]
    asked, check = chosen_by(FIELDS, ("/id",), [{"id": "h-1", "name": "x", "kind": "y"}], NAMES)
    assert (asked, check(WHOLE, {})) == (None, None)


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        ({"id": "h-1", "name": "Old Quay", "kind": "trade"}, None),
        (WHOLE, "still shows: /master, /depth"),
        ({"id": "h-1", "name": "Old Quay", "kind": "trade", "depth": 9}, "still shows: /depth"),
        ({"id": "h-1", "name": "Old Quay"}, "lacks: kind"),
        ({"id": "h-2", "name": "Old Quay", "kind": "trade"}, "shows otherwise: id"),
        ([], "is no object"),
    ],
)
def test_what_is_to_be_hidden_is_gone_and_the_rest_stays(record: Any, wrong: str | None) -> None:
    """Whatever else goes or changes is wrong."""
    asked, check = chosen_by(BRIEF, ("/id",), [WHOLE], NAMES)
    assert asked is True
    assert check(WHOLE, record) == wrong


def test_what_no_record_shows_cannot_be_hidden() -> None:
    """There is nothing to ask for."""
    assert chosen_by(BRIEF, ("/id",), [{"id": "h-1"}], NAMES)[0] is None


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        ({**WHOLE, "master": {"name": "Ida", "crew": 4}}, None),
        (WHOLE, None),
        ({name: value for name, value in WHOLE.items() if name != "master"}, "lacks: master"),
        ({**WHOLE, "kind": "marina"}, "shows otherwise: kind"),
    ],
)
def test_what_is_to_be_added_may_come_within_a_field(record: Any, wrong: str | None) -> None:
    """Nothing else is taken away or changed."""
    asked, check = chosen_by(CREW, ("/id",), [WHOLE], NAMES)
    assert asked == "crew"
    assert check(WHOLE, record) == wrong


@pytest.mark.parametrize(
    ("choices", "listed", "value"),
    [
        ((CREW, DUES), False, "crew,dues"),
        ((CREW, DUES), True, ["crew", "dues"]),
        ((CREW,), False, None),
        ((replace(CREW, separator=None), replace(DUES, separator=None)), False, None),
        ((CREW, BRIEF), False, None),
    ],
)
def test_all_that_can_be_added_is_asked_for_together(choices: tuple[Projection, ...], listed: bool, value: Any) -> None:
    """Where one parameter takes several values, and all of them add."""
    together = all_at_once(choices, listed)
    assert (None if together is None else together.value) == value
    assert together is None or together.pointers == ("/master/crew", "/dues")


def test_what_none_of_many_records_shows_was_never_added() -> None:
    """Of few records none may have it; what is hidden is not meant."""
    assert never_added(CREW, [WHOLE] * 8) == ["/master/crew"]
    assert never_added(CREW, [WHOLE] * 7) == []
    assert never_added(CREW, [*[WHOLE] * 8, {"master": {"crew": 4}}]) == []
    assert never_added(BRIEF, [{}] * 8) == []


def test_what_shows_though_nobody_asked_for_it_is_told() -> None:
    """In one record is enough; what is hidden is not meant."""
    assert shown_unasked(DUES, [WHOLE, {"dues": None}]) == ["/dues"]
    assert shown_unasked(DUES, [WHOLE]) == []
    assert shown_unasked(BRIEF, [WHOLE]) == []


def test_fields_of_an_object_are_chosen_in_it() -> None:
    """Beside it what always shows comes; what tells records apart stands outside and is not asked for."""
    choice = Projection("fields[harbours]", "chosen", always=("/id", "/type"), inside="/attributes")
    whole = {"id": "h-1", "type": "harbours", "attributes": {"name": "Old Quay", "kind": "trade", "depth": 9}}
    asked, check = chosen_by(choice, ("/id",), [whole], ("name", "kind", "depth"))
    assert asked == ["name", "depth"]
    shown = {**whole, "attributes": {"name": "Old Quay", "depth": 9}}
    assert check(whole, shown) is None
    assert check(whole, whole) == "shows what was not chosen: kind"
    assert check(whole, {**shown, "attributes": {"name": "Old Quay"}}) == "lacks: depth"
    assert check(whole, {"id": "h-1", "type": "harbours"}) == "lacks: depth, name"
    assert check(whole, {"id": "h-1", "attributes": shown["attributes"]}) == "lacks: /type"
    assert {name for names, _ in choices_apart(choice, ("/id",), [whole], ("name", "kind", "depth")) for name in names} == {
        "name", "kind", "depth",
    }  # fmt: skip


def test_what_tells_records_apart_is_named_only_where_it_is_not_always_shown() -> None:
    """So that a service shows whether it comes by itself; records without it are told."""
    always = replace(FIELDS, always=("/id", "/kind"))
    assert chosen_by(always, ("/id",), [WHOLE], NAMES)[0] == "name,depth"
    assert not_always_shown(always, ("/id",), [WHOLE, {"name": "Old Quay"}]) == ["/id"]
    assert not_always_shown(FIELDS, ("/id",), [{"name": "Old Quay"}]) == []
