"""Pointers find what stands at a place, and say plainly where nothing does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.contract.pointer import absent, at, each, join, parts, write

NAMES = st.text(st.sampled_from("ab/~*0 é"), min_size=1, max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=10,
)


def escaped(name: str) -> str:
    """A name as a step of a pointer."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def places(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    """Every place in a value with what stands there; names that are `*` are left out, for a pointer means more by it."""
    inner = [(escaped(k), v) for k, v in value.items() if k != "*"] if isinstance(value, dict) else []
    inner += [(f"/{i}", v) for i, v in enumerate(value)] if isinstance(value, list) else []
    return [(pointer, value), *(found for step, item in inner for found in places(item, pointer + step))]


@given(JSON)
def test_every_place_is_found(value: Any) -> None:
    """What stands at the pointer of a place is what stands there, by `at` and by `each`."""
    for pointer, there in places(value):
        assert at(value, pointer) is there or at(value, pointer) == there
        assert list(each(value, pointer)) == [there]


@given(st.lists(NAMES, max_size=4))
def test_steps_are_escaped_and_unescaped(names: list[str]) -> None:
    """`/` and `~` in names survive the pointer."""
    assert parts("".join(escaped(name) for name in names)) == tuple(names)


@given(JSON, st.lists(NAMES.filter(lambda name: name != "*"), min_size=1, max_size=3), st.integers())
def test_what_is_written_stands_there_and_the_rest_stays(value: Any, names: list[str], new: int) -> None:
    """`write` gives a copy with the new value at the place, objects made on the way; the original is untouched."""
    base = value if isinstance(value, dict) else {}
    before = repr(base)
    pointer = "".join(escaped(name) for name in names)
    if any(isinstance(at(base, "".join(escaped(n) for n in names[:i])), list) for i in range(1, len(names))):
        return
    assert at(write(base, pointer, new), pointer) == new
    assert repr(base) == before
    others = {key: inner for key, inner in base.items() if key != names[0]}
    assert {key: inner for key, inner in write(base, pointer, new).items() if key != names[0]} == others


def test_a_star_steps_into_every_item() -> None:
    """Items of arrays and values of objects, in their order; dead ends give nothing."""
    value = {"jobs": [{"pods": [{"ip": 1}, {"ip": 2}]}, {"pods": None}, {}, "x", {"pods": [{"ip": None}]}]}
    assert list(each(value, "/jobs/*/pods/*/ip")) == [1, 2, None]
    assert list(each({"a": {"x": 1, "y": 2}}, "/a/*")) == [1, 2]
    assert list(each("text", "/*")) == []


@pytest.mark.parametrize("pointer", ["/b", "/a/0/b", "/a/2", "/a/-1", "/a/x", "/a/0/0", "/t/0"])
def test_a_pointer_to_nothing_is_absent(pointer: str) -> None:
    """Unlike null, `absent` never stands in JSON, and it is false."""
    found = at({"a": [1, None], "t": "text"}, pointer)
    assert found is absent
    assert not found
    assert repr(found) == "absent"


def test_null_is_not_absent() -> None:
    """A null that stands there is None."""
    assert at({"a": None}, "/a") is None


def test_a_pointer_starts_with_a_slash() -> None:
    """Anything else is refused with what was expected."""
    with pytest.raises(ValueError, match="must be empty or start with '/'"):
        parts("a/b")


def test_pointers_are_joined() -> None:
    """Each starts where the one before it ends."""
    assert join("/data", "", "/items", "/*") == "/data/items/*"
