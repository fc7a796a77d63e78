"""The companies, institutions and sentences that a generated file draws from."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sbir_etl.generator import words

_UEI_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


@dataclass(frozen=True, slots=True)
class Company:
    """A company as its awards describe it."""

    name: str
    uei: str
    duns: str
    address: str
    city: str
    state: str
    zip: str
    employees: int
    flags: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class World:
    """What the awards have in common."""

    companies: tuple[Company, ...]
    institutions: tuple[str, ...]
    sentences: tuple[str, ...]


def make_world(random: Random, rows: int) -> World:
    """A world with an eighth as many companies as there are awards, as in the real file."""
    return World(
        companies=tuple(_company(random, number) for number in range(max(1, rows // 8))),
        institutions=tuple(
            f"{head} {place}{number or ''}"
            for number in range(1 + rows // 20_000)
            for head in words.INSTITUTION_HEADS
            for place in words.PLACES
        ),
        sentences=tuple(_sentence(random) for _ in range(2_000)),
    )


def person(random: Random) -> tuple[str, str, str, str]:
    """Name, title, phone and e-mail of somebody who does not exist."""
    first, last = random.choice(words.FIRST), random.choice(words.LAST)
    phone = f"(555) 01{random.randrange(10)}-{random.randrange(10_000):04}"
    return f"{first} {last}", random.choice(words.TITLES), phone, "nobody@example.com"


def _company(random: Random, number: int) -> Company:
    head, middle = random.choice(words.COMPANY_HEADS), random.choice(words.COMPANY_MIDDLES)
    # The number keeps names apart, so that a name alone can identify a company.
    name = f"{head} {middle} {number} {random.choice(words.COMPANY_TAILS)}"
    known = random.random()
    return Company(
        name=name,
        uei="".join(random.choices(_UEI_ALPHABET, k=12)) if known < 0.8 else "",
        duns=f"{random.randrange(1, 10**9):09}" if known < 0.95 else "",
        address=f"{random.randrange(1, 9999)} {random.choice(words.STREETS)}",
        city=random.choice(words.CITIES),
        state=random.choice(words.STATES),
        zip=f"{random.randrange(10**5):05}",
        employees=int(random.paretovariate(0.9) * 3) % 5000,
        flags=(_flag(random, 0.05), _flag(random, 0.1), _flag(random, 0.15)),
    )


def _flag(random: Random, chance: float) -> str:
    return "Y" if random.random() < chance else "N"


def _sentence(random: Random) -> str:
    text = " ".join(random.choices(words.ABSTRACT_WORDS, k=random.randrange(8, 28)))
    ending = random.choice((".", ".", ".", ", as shown.", ' ("phase one").', "; see below."))
    return text.capitalize() + ending
