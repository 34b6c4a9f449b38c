"""Sheets that repeat each household's total: checked against what was counted elsewhere, never counted."""

from decimal import Decimal

from jifen.domain.points import ZERO, show
from jifen.importing.findings import Findings
from jifen.importing.layout import (
    BlockColumns,
    SheetWork,
    household_of,
    note_repeated,
    remember,
    rows_of,
    section_grid,
    sort_row,
)
from jifen.importing.totals import Key, total_value


def read_summary(work: SheetWork, block: BlockColumns, number: int) -> None:
    """Every household's stated total."""
    section: str | None = None
    keys: dict[int, Key] = {c.index: (str(c.kind),) for c in block.of("total", "award", "deduction")}
    for row in rows_of(work, block):
        sort = sort_row(work, block, row)
        if sort == "section":
            section = section_grid(work, block, row)
        elif sort == "total":
            work.totals.total(number, row, work.sheet.rows[row], keys)
        elif sort == "household":
            _read_row(work, block, number, row, section)


def _read_row(work: SheetWork, block: BlockColumns, number: int, row: int, section: str | None) -> None:
    household = household_of(work, block, row, section)
    cells = work.sheet.rows[row]
    stated: dict[str, Decimal] = {}
    readable = True
    for column in block.of("total", "award", "deduction"):
        before = len(work.findings.issues)
        value = total_value(cells.get(column.index), work.findings, work.sheet, row, column.index)
        readable = readable and len(work.findings.issues) == before
        stated[str(column.kind)] = value if value is not None else ZERO
    if readable and "total" in stated and "award" in stated and "deduction" in stated:
        expected = stated["award"] - abs(stated["deduction"])
        own = block.first("total")
        if own is not None and stated["total"] != expected:
            work.findings.at("total-mismatch", work.sheet, row, own.index, {"expected": show(expected)})
    work.totals.add(number, row, {(kind,): value for kind, value in stated.items()}, readable=readable)
    if household is None:
        return
    if not remember(work, block, row, household):
        note_repeated(work, block, row, household)
    elif readable:
        _state(work, block, row, household.code, stated)


def _state(work: SheetWork, block: BlockColumns, row: int, code: str, stated: dict[str, Decimal]) -> None:
    column = block.first("total")
    if column is not None:
        work.stated.append((code, row, column.index, stated["total"]))
        return
    award, deduction = block.first("award"), block.first("deduction")
    at = award or deduction
    if at is not None and award is not None and deduction is not None:
        work.stated.append((code, row, at.index, stated["award"] - abs(stated["deduction"])))


def compare(summary: SheetWork, counted: list[SheetWork], findings: Findings) -> None:
    """Each stated total against the drafts of the month's other sheets."""
    sums: dict[str, Decimal] = {}
    known: set[str] = set()
    faulty = any(work.unresolved for work in counted) or any(
        issue.severity == "error" and issue.code != "total-mismatch" for issue in findings.issues
    )
    for work in counted:
        known |= work.named.keys()
        for draft in work.drafts:
            sums[draft.household] = sums.get(draft.household, ZERO) + draft.points
    for code, row, column, value in summary.stated:
        expected = sums.get(code, ZERO)
        if value != expected and not faulty:
            findings.at("total-mismatch", summary.sheet, row, column, {"expected": show(expected), "household": code})
