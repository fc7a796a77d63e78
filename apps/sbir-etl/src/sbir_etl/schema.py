"""The validated award: its columns, and the field of the file that each comes from.

Persons are left behind here: contacts and investigators of the file go no further.
"""

from __future__ import annotations

import polars as pl

from sbir_etl import identity
from sbir_etl.fields import (
    Typed,
    amount,
    count,
    date,
    flag,
    required,
    required_text,
    text,
    year,
)

TYPED: dict[str, Typed] = {
    "company": required_text("Company"),
    "uei": Typed("UEI", identity.uei("UEI")),
    "duns": Typed("Duns", identity.duns("Duns")),
    "hubzone_owned": flag("HUBZone Owned"),
    "disadvantaged": flag("Socially and Economically Disadvantaged"),
    "woman_owned": flag("Woman Owned"),
    "employees": count("Number Employees"),
    "website": text("Company Website"),
    "address1": text("Address1"),
    "address2": text("Address2"),
    "city": text("City"),
    "state": text("State"),
    "zip": text("Zip"),
    "title": text("Award Title"),
    "abstract": text("Abstract"),
    "agency": required_text("Agency"),
    "branch": text("Branch"),
    "phase": text("Phase"),
    "program": text("Program"),
    "tracking_number": text("Agency Tracking Number"),
    "contract": text("Contract"),
    "award_date": date("Proposal Award Date"),
    "end_date": date("Contract End Date"),
    "solicitation_number": text("Solicitation Number"),
    "solicitation_year": year("Solicitation Year"),
    "close_date": date("Solicitation Close Date"),
    "receipt_date": date("Proposal Receipt Date"),
    "notification_date": date("Date of Notification"),
    "topic_code": text("Topic Code"),
    "award_year": required(year, "Award Year"),
    "amount": amount("Award Amount"),
    "institution": text("RI Name"),
}

#: Computed from typed columns.
KEYS: dict[str, pl.Expr] = {
    "award_key": identity.award_key("agency", "phase", "tracking_number", "contract"),
    "company_key": identity.company_key("uei", "duns", "company"),
    "agency_key": identity.normalised(pl.col("agency")),
    "institution_key": identity.normalised(pl.col("institution")),
}

NO_IDENTIFIER = "Agency Tracking Number: is empty, and so is Contract"
