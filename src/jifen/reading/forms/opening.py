"""Opening balances (期初积分): what households could spend before the book began."""

from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.household import GONE, Roster
from jifen.domain.ledger import Source
from jifen.reading.forms.form import Form, conclude, find_household, read_tables
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.households import Households
from jifen.reading.words.numbers import Fault

OPENING = Form("opening", ("code", "head", "grid", "opening"), (("opening", "code"), ("opening", "head")), "opening")


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """A household's opening points; never zero."""

    household: str
    points: Decimal
    source: Source


def read_opening(path: str, data: bytes, roster: Roster) -> tuple[tuple[OpeningRow, ...], tuple[Issue, ...]]:
    """Every household's opening points and everything wrong with the file. Never raises for what is in it."""
    log = IssueLog(path)
    rows: list[OpeningRow] = []
    households = Households(roster)
    seen: dict[str, str] = {}
    tables = read_tables(data, OPENING, log)
    for table in tables:
        for row in table.rows:
            household = find_household(row, households, log)
            if household is None:
                continue
            named, cell = row.identity, row["opening"]
            if household.code in seen:
                log.on("row-repeated", named, {"household": household.code, "other": seen[household.code]})
                continue
            seen[household.code] = named.cell
            points = cell.number()
            if isinstance(points, Fault):
                log.fault_on(points, cell)
            elif points and household.status in GONE:
                facts = {
                    "reason": "opening",
                    "household": household.code,
                    "head": household.head,
                    "status": household.status,
                }
                log.on("household-inactive", named, facts)
            elif points:
                rows.append(OpeningRow(household.code, points, Source(path, table.sheet, cell.cell)))
    conclude(log, tables, seen, "no-rows")
    return tuple(rows), tuple(log.issues)
