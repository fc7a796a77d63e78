"""Writes a generated file: the same rows and seed give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

from sbir_etl.columns import COLUMNS
from sbir_etl.files import replacing
from sbir_etl.generator.awards import make_award
from sbir_etl.generator.quirks import BREAKERS, odd_but_sound, to_csv
from sbir_etl.generator.world import make_world

DUPLICATES = 0.01
BROKEN = 0.005
ODD = 0.04


def generate(path: Path, rows: int, *, seed: int = 42, abstracts: bool = True) -> Mapping[str, int]:
    """Write `rows` records below a header, and say how many of them are what.

    The file appears whole or not at all.
    """
    random = Random(seed)  # noqa: S311 - data for tests, not keys
    world = make_world(random, rows)
    tally = {"rows": rows, "awards": 0, "duplicates": 0, "broken": 0}
    earlier: list[str] | None = None
    with replacing(path) as target, target.open("wb") as file:
        file.write(to_csv(list(COLUMNS)).encode())
        for number in range(rows):
            dice = random.random()
            if earlier is not None and dice < DUPLICATES:
                file.write(to_csv(earlier).encode())
                tally["duplicates"] += 1
                continue
            fields = make_award(random, world, number, abstracts)
            if dice < DUPLICATES + BROKEN:
                file.write(random.choice(BREAKERS)(random, fields))
                tally["broken"] += 1
                continue
            odd = dice < DUPLICATES + BROKEN + ODD
            file.write(odd_but_sound(random, fields) if odd else to_csv(fields).encode())
            tally["awards"] += 1
            # Mostly not the record just before: a duplicate may come from far away.
            if earlier is None or random.random() < 0.05:
                earlier = fields
    return tally
