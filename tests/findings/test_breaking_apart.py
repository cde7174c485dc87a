"""A service that says the same of all its errors may break for more than one reason."""

from __future__ import annotations

from .test_causes import asked, failing, found


def test_a_choice_of_fields_that_breaks_is_no_part_of_a_number_that_does() -> None:
    """A service says the same of all its errors: what a document speaks of is told apart from a value that nobody sends."""
    told = found(
        failing("bounds.no-number-is-not-a-number", "parameters.offset.type", "offset", None, asked("offset=1e30", 500, "Internal")),
        failing("filters.odd-bytes-are-answered", "filters.owner", "owner", None, asked("owner=%ff", 500, "Internal")),
        failing("shape.chosen-fields-go-with-an-order", "projects.fields", "fields", None, asked("fields=name", 500, "Internal")),
    )
    assert [(one.root.law, len(one.follows)) for one in told] == [
        ("bounds.no-number-is-not-a-number", 1), ("shape.chosen-fields-go-with-an-order", 0),
    ]  # fmt: skip
