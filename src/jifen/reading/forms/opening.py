"""Opening balances (期初积分): what households could spend before the book began."""

from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.household import Household, Roster
from jifen.domain.ledger import Source
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.workbook import UnreadableError
from jifen.reading.forms.form import FormRow, FormTable, tables_of
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_grid
from jifen.reading.words.numbers import Fault

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("户编号", "户号", "户编码", "家庭编号"),
    "head": ("户主", "户主姓名", "户名", "姓名"),
    "grid": ("网格", "微网格", "所属网格"),
    "points": ("期初积分", "期初", "结转积分", "上年结余", "期初结余", "可用积分"),
}


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """A household's opening points; never zero."""

    household: str
    points: Decimal
    source: Source


def read_opening(path: str, data: bytes, roster: Roster) -> tuple[tuple[OpeningRow, ...], tuple[Issue, ...]]:
    """Every household's opening points and everything wrong with the file. Never raises for what is in it."""
    findings = IssueLog(path)
    rows: list[OpeningRow] = []
    households = Households(roster)
    seen: dict[str, str] = {}
    for table in _tables(data, findings):
        for row in table.rows:
            household = _household(table, row, households, findings)
            if household is None:
                continue
            named = row.get("code") or row["head"]
            if household.code in seen:
                facts = {"household": household.code, "other": seen[household.code]}
                findings.add("row-repeated", table.sheet, named.cell, named.found, facts)
                continue
            seen[household.code] = named.cell
            points = _points(table, row, findings)
            if points:
                rows.append(OpeningRow(household.code, points, Source(path, table.sheet, row["points"].cell)))
    return tuple(rows), tuple(findings.issues)


def _tables(data: bytes, findings: IssueLog) -> list[FormTable]:
    if not data.strip():
        findings.add("file-empty")
        return []
    try:
        book = read_workbook(data, "csv")
        tables = tables_of(book, COLUMNS, ("points", "code")) or tables_of(book, COLUMNS, ("points", "head"))
    except UnreadableError as fault:
        findings.add("file-unreadable", facts={"reason": fault.reason})
        return []
    if not tables:
        findings.add(
            "file-empty" if book.empty else "table-not-found", facts={} if book.empty else {"reason": "opening"}
        )
    return tables


def _household(table: FormTable, row: FormRow, households: Households, findings: IssueLog) -> Household | None:
    code, head = row.text("code"), row.text("head")
    grid = normalise_grid(row.text("grid")) or None
    found = households.find(code, head, grid)
    if found.household is not None:
        return found.household
    by_code = found.code == "household-unknown" and code
    cell = row.get("code") if by_code else row.get("head")
    at = cell or row.get("code") or row["points"]
    findings.add(str(found.code), table.sheet, at.cell, at.found, found.facts, found.suggestions)
    return None


def _points(table: FormTable, row: FormRow, findings: IssueLog) -> Decimal | None:
    cell = row["points"]
    value = cell.number()
    if isinstance(value, Fault):
        findings.add(value.code, table.sheet, cell.cell, cell.found, {"reason": value.reason} if value.reason else {})
        return None
    return value
