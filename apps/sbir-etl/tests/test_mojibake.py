"""Repairing text that was decoded wrongly once or more."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbir_etl.generator.quirks import mojibake
from sbir_etl.mojibake import repair, repaired

LATIN = st.text(st.sampled_from("abcé üñÀß–—’“”•™ 123"), max_size=30)


@given(LATIN)
def test_undoes_the_damage(text: str) -> None:
    assert repair(mojibake(text)) == repair(text)


def test_undoes_the_damage_done_twice() -> None:
    assert repair(mojibake(mojibake("Café – naïve"))) == "Café – naïve"


@pytest.mark.parametrize(
    "text", ["plain", "Café", "“CAFÉ”", "naïve – yes", "Âge", "â la carte", ""]
)
def test_leaves_sound_text_alone(text: str) -> None:
    assert repair(text) == text


def test_leaves_what_cannot_be_repaired() -> None:
    assert repair("Naïveâ€�") == "Naïveâ€�"


@given(st.text(max_size=30))
def test_repairs_nothing_further_the_second_time(text: str) -> None:
    assert repair(repair(text)) == repair(text)


def test_repairs_a_column_and_keeps_its_nulls() -> None:
    frame = pl.DataFrame({"name": ["CafÃ©", None, "plain"]})
    assert frame.select(repaired(pl.col("name")))["name"].to_list() == ["Café", None, "plain"]
