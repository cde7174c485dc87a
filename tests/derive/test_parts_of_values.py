"""What is said of a part of a value, of one of several or in another measure is no fact of the whole; what is said of all of it is one."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.cues import untaken
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import ranges_of

TEXT, WHOLE, LIST = Kind("string"), Kind("integer"), Kind("array")


@pytest.mark.parametrize(
    ("words", "kind", "bounds"),
    [
        ("Up to 4 KB in length.", TEXT, {}),
        ("总长度不超过4KB。", TEXT, {}),
        ("Length: at most 2万 characters", TEXT, {}),
        ("单个标签不超过16个字节，最多不超过16个标签。", TEXT, {}),
        ("Each label can be up to 36 characters long.", TEXT, {}),
        ("Up to 36 characters long.", TEXT, {"maxLength": 36}),
        ("The value cannot be a negative number.", WHOLE, {"minimum": 0}),
        ("不能为负数。", WHOLE, {"minimum": 0}),
        ("It must be a positive integer, 60 at most 60.", WHOLE, {"minimum": 1, "maximum": 60}),
        ("页码（从 1 开始计数）", WHOLE, {"minimum": 1}),
        ("要查询的文字，例如风筝名字，默认为空，字符串的长度为[0，64]。", TEXT, {"minLength": 0, "maxLength": 64}),
    ],
)
def test_a_bound_is_that_of_the_whole_value(words: str, kind: Kind, bounds: dict[str, int]) -> None:
    """Thousands of bytes and lengths of one of several bound nothing; below zero is a bound in words."""
    assert ranges_of(words, kind) == bounds


@pytest.mark.parametrize(
    ("words", "kind", "default"),
    [
        ("若参数为空，默认查询7天数据。", TEXT, None),
        ("默认返回7条。", TEXT, "7"),
        ("Number of kites. Defaults to 20 kites.", WHOLE, 20),
        ("每页个数（默认 10）", WHOLE, 10),
        ("宽度、高度、深度(深度可以没有，默认为3)。", LIST, None),
        ("Sorted by name by default, default: name", LIST, "name"),
    ],
)
def test_a_default_is_that_of_the_whole_value(words: str, kind: Kind, default: Any) -> None:
    """How long something lasts is no text, and a remark beside one member of a list is none of the list."""
    assert default_of(words, kind)[0] == default


@pytest.mark.parametrize(
    ("words", "kind", "values"),
    [
        ("Reasons, joined by hyphens. Valid values:\n• 1: wind\n• 2: rain", TEXT, ()),
        ("通过中划线间隔单个原因ID。可选值如下：\n• 1：风\n• 2：雨", TEXT, ()),
        ("Labels as a JSON string. Valid values:\n• colour: its colour\n• size: its size", TEXT, ()),
        ("Reasons. Valid values:\n• 1: wind\n• 2: rain", TEXT, ("1", "2")),
        ("Is it hard? Valid values:\n• 0/false: no\n• 1/true: yes", TEXT, ()),
        ("任务执行描述汇总。 示例：\n• up_desc：上升\n• down_desc：下降", TEXT, ()),
        ("读写类型：RW（默认）和 RO", TEXT, ("RW", "RO")),
        ("Mode: fast (default), slow and off.", TEXT, ("fast", "slow", "off")),
        ("0：关闭，可以再打开\n1：打开，只能关闭\n缺省值：0", WHOLE, (0, 1)),
        ("Content type. It can only be set to application/json.", TEXT, ("application/json",)),
        ("Currently, its value can only be 0 (kites in the air).", WHOLE, (0,)),
        ("It can only be used by its owner.", TEXT, ()),
        ("失败的原因\n• kite.0001 - 没有风。\n• kite.0002 - 线断了。", TEXT, ("kite.0001", "kite.0002")),
        ("当前key的参数值只能取“kite_name”。", TEXT, ()),
    ],
)
def test_a_list_of_values_is_that_of_the_whole_value(words: str, kind: Kind, values: tuple[Any, ...]) -> None:
    """Values of parts of a text, examples and two spellings of one value are no list of what is allowed."""
    assert choices_of(words, kind)[0] == values


@pytest.mark.parametrize(
    "words",
    [
        "支持Kite 6.1、Kite 8.1和Glider 2。",
        "当前key的参数值只能取“kite_name”。",
        "默认值：无；中文：zh-CN；英文：en-US；日文：ja",
        'Kites that are "up", "down" or "torn" today.',
        "true/false specify whether it flies.",
        "Kind of kite. The value is delta.",
    ],
)
def test_a_list_in_an_unusual_form_is_told(words: str) -> None:
    """Values with blanks in them, of a row that is named, and behind their meanings leave a reason."""
    assert any("list of values" in reason for reason in untaken(words, TEXT, {}, ()))


@pytest.mark.parametrize(
    ("spelled", "kind"),
    [
        ("[]String", Kind("array", items=TEXT)),
        ("[]*String", LIST),
        ("kites结构数组", Kind("array", items=Kind("object", named="kites"))),
        ("Kite对象列表", Kind("array", items=Kind("object", named="Kite"))),
        ("Kite对象", Kind("object", named="Kite")),
        ("列表数据结构", LIST),
    ],
)
def test_types_of_other_languages_are_known(spelled: str, kind: Kind) -> None:
    """A slice of Go, and lists of structures in Chinese."""
    assert kind_of(spelled) == kind


def test_a_bound_in_words_of_a_text_is_told() -> None:
    """An offset that is a text may not be negative: no bound of a text says so."""
    assert any("bound" in reason for reason in untaken("The value cannot be a negative number.", TEXT, {}, ()))


def test_a_bound_that_is_told_twice_is_not_written() -> None:
    """`0 to 2000` and `Minimum: 1` contradict each other: the bound is left out, and both are told."""
    row = "| limit | Integer | No | Value range: 0 to 2000<br>Minimum: 1<br>Maximum: 2000 |"
    page = f"# List kites\n\nGET /kites\n\n## Query parameters\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n{row}\n"
    said = derive_bytes(page.encode(), "page.md")
    assert said.parameters[0].facets == {"maximum": 2000}
    assert any("told twice, 0 and 1" in one.why for one in said.unread)
