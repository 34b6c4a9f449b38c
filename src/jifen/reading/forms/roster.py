"""The roster workbook (花名册): one row a household, found by its headers."""

from dataclasses import dataclass
from datetime import date

from jifen.domain.household import Status
from jifen.domain.ledger import Source
from jifen.domain.period import Month
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.workbook import UnreadableError
from jifen.reading.forms.form import FormRow, FormTable, tables_of
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.days import parse_day
from jifen.reading.words.names import normalise_code, normalise_grid, normalise_text
from jifen.reading.words.numbers import Fault, Points, read_points

COLUMNS: dict[str, tuple[str, ...]] = {
    "grid": ("网格", "微网格", "所属网格", "网格号", "所在网格", "网格名称", "网格/小组"),
    "code": ("户编号", "户号", "户编码", "家庭编号"),
    "head": ("户主姓名", "户主", "户主名", "户名", "姓名"),
    "group": ("村民小组", "小组", "组别", "村组", "组"),
    "people": ("家庭人口", "人口", "人口数", "家庭人口数", "家庭人数"),
    "tier": ("户类别", "户类型", "类别"),
    "phone": ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式"),
    "status": ("参评状态", "状态"),
}

STATUS_WORDS: dict[str, Status] = {
    "参评": "active", "正常": "active", "在村": "active", "": "active",
    "外出": "away", "暂停": "suspended", "暂停参评": "suspended", "迁出": "left", "注销": "closed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A household as the roster has it; `status` is what the column says, active where there is none."""

    code: str
    head: str
    grid: str
    group: str | None
    people: int | None
    tier: str | None
    phone: str | None
    status: Status
    source: Source


@dataclass(frozen=True, slots=True)
class RosterReading:
    """The roster's rows in order; `dated` the day that stands above the table."""

    rows: tuple[RosterRow, ...]
    dated: date | None
    issues: tuple[Issue, ...]


def read_roster(path: str, data: bytes) -> RosterReading:
    """Every household of the workbook and everything wrong with it. Never raises for what is in the file."""
    findings = IssueLog(path)
    tables = _tables(path, data, findings)
    rows: list[RosterRow] = []
    seen: dict[str, str] = {}
    for table in tables:
        for row in table.rows:
            read = _row(table, row, path, seen, findings)
            if read is not None:
                rows.append(read)
    if tables and not rows and not findings.issues:
        findings.add("table-not-found", tables[0].sheet, facts={"reason": "no-rows"})
    return RosterReading(tuple(rows), _dated(tables), tuple(findings.issues))


def _tables(path: str, data: bytes, findings: IssueLog) -> list[FormTable]:
    if not data.strip():
        findings.add("file-empty")
        return []
    try:
        book = read_workbook(data, "csv")
        if book.empty:
            findings.add("file-empty")
            return []
        tables = tables_of(book, COLUMNS, ("code", "head"))
    except UnreadableError as fault:
        findings.add("file-unreadable", facts={"reason": fault.reason})
        return []
    if not tables:
        findings.add("table-not-found", facts={"reason": "roster"})
    return tables


def _row(table: FormTable, row: FormRow, path: str, seen: dict[str, str], findings: IssueLog) -> RosterRow | None:
    code_cell, head_cell = row["code"], row["head"]
    if code_cell.blank and head_cell.blank:
        asked = ("group", "people", "tier", "phone")
        if any(not row[key].blank for key in asked if key in row.cells):
            findings.add("household-missing", table.sheet, head_cell.cell)
        return None
    if code_cell.blank:
        findings.add("household-missing", table.sheet, code_cell.cell, facts={"reason": "code", "head": head_cell.text})
        return None
    for cell in (code_cell, head_cell):
        if cell.raw is not None and cell.raw.kind in ("error", "uncalculated"):
            fault = "cell-error" if cell.raw.kind == "error" else "cell-uncalculated"
            findings.add(fault, table.sheet, cell.cell, cell.found)
            return None
    if code_cell.raw is not None and code_cell.raw.kind == "date":
        findings.add("household-unknown", table.sheet, code_cell.cell, code_cell.found, {"reason": "date"})
        return None
    code = normalise_code(code_cell.text)
    if head_cell.blank:
        findings.add("household-missing", table.sheet, head_cell.cell, facts={"reason": "head", "household": code})
        return None
    if code in seen:
        facts = {"household": code, "other": seen[code]}
        findings.add("row-repeated", table.sheet, code_cell.cell, code_cell.found, facts)
        return None
    seen[code] = code_cell.cell
    return _complete(table, row, path, code, findings)


def _complete(table: FormTable, row: FormRow, path: str, code: str, findings: IssueLog) -> RosterRow | None:
    grid = normalise_grid(row.text("grid")) if "grid" in row.cells else ""
    if not grid and "grid" in row.cells:
        findings.add("field-missing", table.sheet, row["grid"].cell, facts={"field": "grid", "household": code})
        return None
    status = STATUS_WORDS.get(row["status"].folded) if "status" in row.cells else "active"
    if status is None:
        cell = row["status"]
        findings.add("decision-unclear", table.sheet, cell.cell, cell.found, {"reason": "status", "household": code})
        return None
    return RosterRow(
        code,
        normalise_text(row.text("head")),
        grid,
        normalise_text(row.text("group")) or None,
        _people(table, row, findings),
        row.text("tier") or None,
        normalise_text(row.text("phone")) or None,
        status,
        Source(path, table.sheet, row["code"].cell),
    )


def _people(table: FormTable, row: FormRow, findings: IssueLog) -> int | None:
    cell = row.get("people")
    if cell is None or cell.blank or cell.raw is None:
        return None
    text = cell.folded.removesuffix("人").removesuffix("口")
    if text.isascii() and text.isdigit() and int(text) < 100:
        return int(text)
    found = read_points(cell.raw)
    if isinstance(found, Points) and found.value == found.value.to_integral_value() and 0 <= found.value < 100:
        return int(found.value)
    code = found.code if isinstance(found, Fault) and found.code != "points-precision" else "quantity-invalid"
    findings.add(
        "quantity-invalid" if code.startswith("points") else code,
        table.sheet,
        cell.cell,
        cell.found,
        {"reason": "people"},
    )
    return None


def _dated(tables: list[FormTable]) -> date | None:
    """A whole day above the table."""
    for table in tables:
        for text in table.titles:
            for piece in (text, *text.replace("：", ":").split(":")):
                day = parse_day(piece, Month(2000, 1))
                if isinstance(day, date) and day.year != 2000:
                    return day
    return None
