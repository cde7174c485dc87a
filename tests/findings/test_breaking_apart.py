"""A service that says the same of all its errors may break for more than one reason."""

from __future__ import annotations

from listproof.contract.statuses import BROKEN_OFF

from .test_causes import asked, failing, found, shows


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


def test_a_service_that_breaks_for_two_reasons_says_so_itself() -> None:
    """Where most subjects of a law break with one message, one that breaks with another has a cause of its own."""
    law = "errors.refusal-has-the-documented-form"
    told = found(
        *(
            failing(law, f"parameters.{name}.type", name, None, asked(f"{name}=1e30", 500, '{"error": "int too large"}'))
            for name in ("trees", "planted", "region")
        ),
        failing(law, "parameters.sort.type", "sort", None, asked("sort=zz", 500, '{"error": "Cannot sort by zz"}')),
    )
    assert [len(one.follows) for one in told] == [2, 0]


def test_messages_of_which_none_comes_twice_tell_nothing() -> None:
    """A service whose every error holds something made up anew breaks for one reason, as far as anybody can see."""
    law = "errors.refusal-has-the-documented-form"
    told = found(
        *(
            failing(law, f"parameters.{name}.type", name, None, asked(f"{name}=1e30", 500, f"<p>secret {secret}</p>"))
            for name, secret in (("trees", "xq"), ("planted", "zj"), ("region", "kv"))
        )
    )
    assert [len(one.follows) for one in told] == [2]


def test_an_error_that_repeats_what_was_asked_is_the_same_error() -> None:
    """Two values at which one parameter breaks with a message that repeats them have one cause, also where no text can hold the value."""
    told = found(
        failing(
            "errors.refusal-has-the-documented-form", "parameters.sort.type", "sort", None,
            asked("sort=no-such-value", 500, '{"error": "Cannot sort by no-such-value"}'),
        ),
        failing(
            "filters.odd-bytes-are-answered", "parameters.sort.type", "sort", None,
            asked("sort=%ff%fe", 500, '{"error": "Cannot sort by \\ufffd\\ufffd"}'),
        ),
    )  # fmt: skip
    assert [len(one.follows) for one in told] == [1]


def test_an_empty_value_that_breaks_refuses_no_number() -> None:
    """A filter that breaks where it is asked for an empty text does not explain that a number which records show is refused."""
    told = found(
        failing("filters.empty-is-no-value", "parameters.trees.type", "trees", None, asked("trees=", BROKEN_OFF, "")),
        failing("queries.agrees-with-the-document", "filters.trees", None, shows("refused"), asked("trees=-4", 400, '{"code": 400}')),
    )
    assert [len(one.follows) for one in told] == [0, 0]


def test_a_long_list_and_a_long_text_of_one_expression_break_for_one_reason() -> None:
    """What is too long is the parameter in which both stand; of two parameters each has its own."""
    long_list, long_text = ",".join(f"zz{place}" for place in range(501)), "long " * 300

    def told(first: str, second: str) -> list[int]:
        breaking = (
            failing("filters.keeps-what-it-names", "filters.owner", "owner", None, asked(f"{first}=in({long_list})", 500, "Internal")),
            failing(
                "filters.any-text-is-answered", "parameters.name.type", None, None, asked(f"{second}=is({long_text})", 500, "Internal")
            ),
        )
        return [len(one.follows) for one in found(*breaking)]

    assert told("q", "q") == [1]
    assert told("q", "name") == [0, 0]
