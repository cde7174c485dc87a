"""What is written as YAML is read again as what it was, by our reader and by those of YAML 1.1."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from listproof.contract.yaml_values import Dumper, Loader


@given(st.text(alphabet="0123456789eE+-._:xoaftrunlys", max_size=10))
@example("2802e787")
@example("1e5")
@example("0o17")
@example("1_000")
@example("12:30:45")
@example("on")
@example("2024-01-02")
def test_a_text_is_a_text_for_every_reader(text: str) -> None:
    """Eight hexadecimal digits with an e among them are a number to some readers: such texts stand in quotes."""
    written = yaml.dump({"a": text, text: [text]}, Dumper=Dumper)
    expected = {"a": text, text: [text]}
    assert yaml.load(written, Loader=Loader) == expected
    assert yaml.safe_load(written) == expected


@pytest.mark.parametrize("value", [1e20, 1.5e-9, 10**20, True, None, -3, 0.1])
def test_a_value_is_the_same_value(value: object) -> None:
    """Numbers, true and null are written without quotes."""
    written = yaml.dump([value], Dumper=Dumper)
    assert yaml.load(written, Loader=Loader) == [value]
    assert "'" not in written
