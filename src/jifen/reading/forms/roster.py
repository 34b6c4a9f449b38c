"""The roster workbook (花名册): one row a household, found by its headers."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jifen.domain.household import Status
from jifen.domain.ledger import Source
from jifen.domain.period import Month
from jifen.reading.cleaning import STARS
from jifen.reading.forms.form import Form, FormRow, FormTable, conclude, read_tables
from jifen.reading.forms.roster_members import household_rows
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.days import parse_day
from jifen.reading.words.names import normalise_code, normalise_grid, normalise_text
from jifen.reading.words.numbers import Fault, broken, lost_digits

ROSTER = Form(
    "roster",
    ("grid", "code", "head", "group", "people", "tier", "phone", "status", "relation", "member", "branch"),
    (("code", "head"), ("head", "grid"), ("head", "branch")),
    "roster",
    others=True,
)

STATUS_WORDS: dict[str, Status] = {
    "参评": "active", "正常": "active", "在村": "active", "": "active",
    "外出": "away", "暂停": "suspended", "暂停参评": "suspended", "迁出": "left", "注销": "closed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A household as the roster has it; `status` is what the column says, active where there is none.

    `code` is blank where the roster has no codes: one is to be proposed. `branch`: the group of a party branch.
    """

    code: str
    head: str
    grid: str
    group: str | None
    people: int | None
    tier: str | None
    status: Status
    source: Source
    branch: str | None = None


@dataclass(frozen=True, slots=True)
class RosterReading:
    """The roster's rows in order, all of them with codes or none; `dated` the day that stands above the table."""

    rows: tuple[RosterRow, ...]
    dated: date | None
    issues: tuple[Issue, ...]


def read_roster(path: str, data: bytes) -> RosterReading:
    """Every household of the workbook and everything wrong with it. Never raises for what is in the file."""
    log = IssueLog(path)
    tables = read_tables(data, ROSTER, log)
    rows: list[RosterRow] = []
    seen: dict[str, str] = {}
    for table in tables:
        coded = _has_codes(table, log)
        for row in household_rows(table.rows, log):
            complete = _row(table, row, path, seen, log) if coded else _uncoded(table, row, path, log)
            if complete is not None:
                rows.append(complete)
    conclude(log, tables, rows, "no-rows")
    return RosterReading(tuple(rows), _dated(tables), tuple(log.issues))


_LIKE_CODE = re.compile(r"[0-9]{1,4}(?:-[0-9]{1,4})+")


def _has_codes(table: FormTable, log: IssueLog) -> bool:
    """Whether the table has a column of codes with codes in it.

    Codes under a header nobody knows are no reason to give new ones: the header is asked for.
    """
    if any(not row["code"].blank for row in table.rows if "code" in row.cells):
        return True
    for index, header in sorted(table.others.items()):
        cells = [row[f"column:{index}"] for row in table.rows]
        like = [cell for cell in cells if _LIKE_CODE.fullmatch(normalise_code(cell.text))]
        if cells and len(like) * 2 > len(cells):
            facts = {"reason": "roster", "row": str(table.header_row), "missing": "code", "found": header.strip()[:60]}
            log.add("table-not-found", table.sheet, facts=facts)
    return "code" in table.columns and not any(
        row.text("head") and (row.text("grid") or row.text("branch")) for row in table.rows
    )


def _uncoded(table: FormTable, row: FormRow, path: str, log: IssueLog) -> RosterRow | None:
    head = row["head"]
    if fault := broken(head.raw):
        log.fault_on(fault, head)
        return None
    if head.blank:
        if any(row.text(key) for key in ("people", "tier", "phone")):
            log.on("household-missing", head)
        return None
    return _complete(table, row, path, "", log)


def _row(table: FormTable, row: FormRow, path: str, seen: dict[str, str], log: IssueLog) -> RosterRow | None:
    code = _code(row, log)
    if code is None:
        return None
    if code in seen:
        log.on("row-repeated", row["code"], {"household": code, "other": seen[code]})
        return None
    seen[code] = row["code"].cell
    return _complete(table, row, path, code, log)


def _code(row: FormRow, log: IssueLog) -> str | None:
    """The code of a row that has both code and head; None with the issue noted, unless the row is no household's."""
    code_cell, head_cell = row["code"], row["head"]
    if code_cell.blank and head_cell.blank:
        if any(row.text(key) for key in ("group", "people", "tier", "phone")):
            log.on("household-missing", head_cell)
        return None
    if code_cell.blank:
        log.on("household-missing", code_cell, {"reason": "code", "head": head_cell.text})
        return None
    for cell in (code_cell, head_cell):
        if fault := broken(cell.raw):
            log.fault_on(fault, cell)
            return None
    if code_cell.raw is not None and code_cell.raw.kind == "date":
        log.on("household-unknown", code_cell, {"reason": "date"})
        return None
    if lost_digits(code_cell.raw):
        log.on("household-unknown", code_cell, {"reason": "digits"})
        return None
    code = normalise_code(code_cell.text)
    if STARS in code:
        log.on("household-unknown", code_cell, {"reason": "personal"})
        return None
    if head_cell.blank:
        log.on("household-missing", head_cell, {"reason": "head", "household": code})
        return None
    return code


def _complete(table: FormTable, row: FormRow, path: str, code: str, log: IssueLog) -> RosterRow | None:
    grid = normalise_grid(row.text("grid")) if "grid" in row.cells else ""
    if not grid and "grid" in row.cells:
        log.add(
            "field-missing",
            table.sheet,
            row["grid"].cell,
            facts={"field": "grid", "household": code or row.text("head")},
        )
        return None
    status = STATUS_WORDS.get(row["status"].folded) if "status" in row.cells else "active"
    if status is None:
        log.on("decision-unclear", row["status"], {"reason": "status", "household": code})
        return None
    return RosterRow(
        code,
        normalise_text(row.text("head")),
        grid,
        normalise_text(row.text("group")) or None,
        _people(row, log),
        row.text("tier") or None,
        status,
        Source(path, table.sheet, row["code"].cell if code else row["head"].cell),
        normalise_text(row.text("branch")) or None,
    )


def _people(row: FormRow, log: IssueLog) -> int | None:
    cell = row.get("people")
    if cell is None or cell.blank or cell.raw is None:
        return None
    text = cell.folded.removesuffix("人").removesuffix("口")
    if text.isascii() and text.isdigit() and int(text) < 100:
        return int(text)
    number = cell.number()
    if isinstance(number, Decimal) and number == number.to_integral_value() and 0 <= number < 100:
        return int(number)
    log.fault_on(broken(cell.raw) or Fault("quantity-invalid", "people"), cell)
    return None


def _dated(tables: list[FormTable]) -> date | None:
    """A whole day above the table."""
    for table in tables:
        for text in (title.found or "" for title in table.titles):
            for piece in (text, *text.replace("：", ":").split(":")):
                day = parse_day(piece, Month(2000, 1))
                if isinstance(day, date) and day.year != 2000:
                    return day
    return None
