"""One award after another, as the fields of a CSV record."""

from __future__ import annotations

from random import Random

from sbir_etl.generator import words
from sbir_etl.generator.world import Company, World, person


def make_award(random: Random, world: World, number: int, abstracts: bool) -> list[str]:
    """The 42 fields of a sound award; `number` makes its identity unique."""
    company = random.choice(world.companies)
    agency = random.choice(tuple(words.AGENCIES))
    year = random.randrange(1985, 2026)
    program = random.choice(("SBIR", "SBIR", "SBIR", "STTR"))
    contact, pi = person(random), person(random)
    institution = _institution(random, world, program)
    return [
        company.name,
        _title(random),
        agency,
        random.choice(words.AGENCIES[agency]),
        random.choice(words.PHASES),
        program,
        f"{agency[-3:].upper()}-{number:07}",
        f"C{random.randrange(10**6):06}-{number % 97:02}" if random.random() < 0.95 else "",
        _date(random, year),
        _date(random, year + 1) if random.random() < 0.8 else "",
        f"{program}-{year}-{random.randrange(1, 4)}",
        str(year),
        _date(random, year - 1),
        _date(random, year - 1) if random.random() < 0.7 else "",
        _date(random, year) if random.random() < 0.7 else "",
        f"T{random.randrange(1, 60):02}.{random.randrange(1, 9)}",
        str(year),
        _amount(random),
        company.uei,
        _quoted_duns(random, company),
        *company.flags,
        f"{company.employees:,}" if random.random() < 0.9 else "",
        f"www.company-{number % 9973}.example",
        company.address,
        "" if random.random() < 0.8 else f"Suite {random.randrange(1, 400)}",
        company.city,
        company.state,
        company.zip,
        _abstract(random, world) if abstracts else "",
        *contact,
        *pi,
        *institution,
    ]


def _institution(random: Random, world: World, program: str) -> tuple[str, str, str]:
    # Law wants one for STTR awards; SBIR awards may have one.
    if program == "STTR" or random.random() < 0.1:
        name, _, phone, _ = person(random)
        return random.choice(world.institutions), name, phone
    return "", "", ""


def _title(random: Random) -> str:
    return " ".join(
        random.choice(part)
        for part in (words.TITLE_ADJECTIVES, words.TITLE_NOUNS, words.TITLE_ENDS)
    )


def _date(random: Random, year: int) -> str:
    return f"{random.randrange(1, 13)}/{random.randrange(1, 29)}/{year}"


def _amount(random: Random) -> str:
    cents = f".{random.randrange(100):02}" if random.random() < 0.1 else ""
    return f"{random.randrange(40_000, 2_000_000):,}{cents}"


def _quoted_duns(random: Random, company: Company) -> str:
    """The number bare, within quotes of its own, or as a spreadsheet leaves it."""
    if not company.duns:
        return ""
    return random.choice((company.duns, f'"{company.duns}"', f"'{company.duns}"))


def _abstract(random: Random, world: World) -> str:
    text = " ".join(random.choices(world.sentences, k=random.randrange(6, 20)))
    # Some abstracts hold line breaks, within the quotes of their field.
    return text.replace(". ", ".\n", 1) if random.random() < 0.2 else text
