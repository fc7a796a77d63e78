"""Counts what the graph should hold, straight from the CSV: `independent_count.py FILE`.

Prints the same JSON as `python -m sbir_etl count`. It shares no code with the package: DuckDB
reads the file, and the rules of README.md stand here a second time, as SQL.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import duckdb

MACROS = r"""
CREATE MACRO bare(v) AS nullif(trim(v, E' \t\r\n'), '');
CREATE MACRO norm(v) AS
    nullif(trim(regexp_replace(lower(v), '[^\p{L}\p{N}]+', ' ', 'g')), '');
CREATE MACRO is_date(v) AS bare(v) IS NULL OR coalesce(
    year(coalesce(try_strptime(bare(v), '%m/%d/%Y'), try_strptime(bare(v), '%Y-%m-%d')))
    BETWEEN 1950 AND 2100, false);
CREATE MACRO is_amount(v) AS bare(v) IS NULL
    OR regexp_full_match(bare(v), '\$?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?');
CREATE MACRO is_count(v) AS bare(v) IS NULL
    OR regexp_full_match(bare(v), '[0-9]{1,3}(,[0-9]{3})+|[0-9]+');
CREATE MACRO is_year(v) AS bare(v) IS NULL
    OR coalesce(try_cast(bare(v) AS INTEGER) BETWEEN 1950 AND 2100, false);
CREATE MACRO is_flag(v) AS bare(v) IS NULL OR upper(bare(v)) IN ('Y', 'N', 'U');
CREATE MACRO digits(v) AS regexp_replace(coalesce(v, ''), '[^0-9]', '', 'g');
"""

SOUND = r"""
CREATE TABLE sound AS
SELECT
    CASE WHEN regexp_full_match(upper(bare("UEI")), '[A-Z0-9]{12}')
         THEN 'uei:' || upper(bare("UEI")) END AS uei,
    CASE WHEN length(digits("Duns")) BETWEEN 1 AND 9 AND digits("Duns") ~ '.*[1-9].*'
         THEN 'duns:' || lpad(digits("Duns"), 9, '0') END AS duns,
    'name:' || norm("Company") AS company,
    norm("Agency") AS agency,
    norm("RI Name") AS institution,
    concat_ws('|', norm("Agency"), coalesce(lower(bare("Phase")), ''),
              coalesce(lower(bare("Agency Tracking Number")), ''),
              coalesce(lower(bare("Contract")), '')) AS award,
    position
FROM (SELECT *, row_number() OVER () AS position FROM read_csv(
    $path, header = true, all_varchar = true, ignore_errors = true, delim = ',', quote = '"',
    escape = '"', new_line = '\n', parallel = false, max_line_size = 4000000
))
WHERE norm("Company") IS NOT NULL AND norm("Agency") IS NOT NULL
  AND bare("Award Year") IS NOT NULL AND is_year("Award Year")
  AND is_year("Solicitation Year")
  AND (bare("Agency Tracking Number") IS NOT NULL OR bare("Contract") IS NOT NULL)
  AND is_date("Proposal Award Date") AND is_date("Contract End Date")
  AND is_date("Solicitation Close Date") AND is_date("Proposal Receipt Date")
  AND is_date("Date of Notification")
  AND is_amount("Award Amount") AND is_count("Number Employees")
  AND is_flag("HUBZone Owned") AND is_flag("Woman Owned")
  AND is_flag("Socially and Economically Disadvantaged")
"""

COUNTS = """
SELECT count(DISTINCT coalesce(uei, duns, company)), count(*), count(DISTINCT agency),
       count(DISTINCT institution), count(*), count(*), count(institution)
FROM (SELECT * FROM sound QUALIFY row_number() OVER (PARTITION BY award ORDER BY position) = 1)
"""

NAMES = ("Company", "Award", "Agency", "ResearchInstitution", "RECEIVED", "FUNDED")


def count(path: Path) -> dict[str, int]:
    """The numbers of nodes and links by label and type."""
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder, "utf8.csv")
        with path.open("rb") as dirty, clean.open("w", encoding="utf-8", newline="") as file:
            # DuckDB wants UTF-8 throughout; some lines of real files are Windows-1252.
            file.writelines(map(_decode, dirty))
        with duckdb.connect() as connection:
            connection.execute(MACROS)
            connection.execute(SOUND, {"path": str(clean)})
            row = connection.execute(COUNTS).fetchone() or ()
    return dict(zip((*NAMES, "PARTNERED_WITH"), row, strict=True))


def _decode(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


if __name__ == "__main__":
    print(json.dumps(count(Path(sys.argv[1]))))
