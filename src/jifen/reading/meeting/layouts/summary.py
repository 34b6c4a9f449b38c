"""Sheets that repeat each household's total: checked against what was counted elsewhere, never counted."""

import re
from decimal import Decimal

from jifen.domain.points import ZERO, show
from jifen.reading.formats.workbook import Sheet
from jifen.reading.issue_log import IssueLog
from jifen.reading.meeting.identity import household_of, note_repeated, remember
from jifen.reading.meeting.rows import household_rows
from jifen.reading.meeting.tables import Table
from jifen.reading.meeting.totals import Key, total_value
from jifen.reading.meeting.work import BlockWork, SheetWork
from jifen.reading.words.headers import meaning, total_row
from jifen.reading.words.names import normalise_grid


def read_summary(block: BlockWork) -> None:
    """Every household's stated total."""
    keys: dict[int, Key] = {c.index: (str(c.kind),) for c in block.of("total", "award", "deduction")}
    for row, section in household_rows(block, keys):
        _read_row(block, row, section)


def _read_row(block: BlockWork, row: int, section: str | None) -> None:
    household = household_of(block, row, section)
    cells, log = block.sheet.rows[row], block.work.log
    stated: dict[str, Decimal] = {}
    readable = True
    for column in block.of("total", "award", "deduction"):
        before = len(log.issues)
        value = total_value(cells.get(column.index), log, block.sheet, row, column.index)
        readable = readable and len(log.issues) == before
        stated[str(column.kind)] = value if value is not None else ZERO
    if readable and "total" in stated and "award" in stated and "deduction" in stated:
        expected = stated["award"] - abs(stated["deduction"])
        own = block.first("total")
        if own is not None and stated["total"] != expected:
            block.note("total-mismatch", row, own.index, {"expected": show(expected)})
    block.work.totals.add(block.number, row, {(kind,): value for kind, value in stated.items()}, readable=readable)
    if household is None:
        return
    if not remember(block, row, household):
        note_repeated(block, row, household)
    elif readable:
        _state(block, row, household.code, stated)


def _state(block: BlockWork, row: int, code: str, stated: dict[str, Decimal]) -> None:
    column = block.first("total")
    if column is not None:
        block.work.stated.append((code, row, column.index, stated["total"]))
        return
    award, deduction = block.first("award"), block.first("deduction")
    at = award or deduction
    if at is not None and award is not None and deduction is not None:
        block.work.stated.append((code, row, at.index, stated["award"] - abs(stated["deduction"])))


def compare(summary: SheetWork, counted: list[SheetWork], log: IssueLog) -> None:
    """Each stated total against the lines of the month's other sheets."""
    sums: dict[str, Decimal] = {}
    apart: dict[str, Decimal] = {}
    known: set[str] = set()
    faulty = any(work.unresolved for work in counted) or any(
        issue.severity == "error" and issue.code != "total-mismatch" for issue in log.issues
    )
    for work in counted:
        known |= work.named.keys()
        for line in work.lines:
            sums[line.household] = sums.get(line.household, ZERO) + line.points
            if line.category in work.scheme.unscored:
                apart[line.household] = apart.get(line.household, ZERO) + line.points
    for code, row, column, value in summary.stated:
        expected = sums.get(code, ZERO)
        if value not in (expected, *summary.scores(expected - apart.get(code, ZERO))) and not faulty:
            log.at("total-mismatch", summary.sheet, row, column, {"expected": show(expected), "household": code})


SUMMARY_NAME = re.compile(r"汇总|总表|合计|总计|一览")


def repeats_others(summary: SheetWork, counted: list[SheetWork]) -> bool:
    """Whether a sheet that is called a summary names mostly households that stand on the month's other sheets."""
    if not SUMMARY_NAME.search(summary.sheet.name):
        return False
    others = {code for work in counted for code in work.named}
    scored = {line.household for line in summary.lines} or set(summary.named)
    return bool(scored) and 2 * len(scored & others) >= len(scored)


def compare_lines(summary: SheetWork, counted: list[SheetWork], log: IssueLog) -> None:
    """A summary with a column a category: each household's points of each category against the other sheets'."""
    sums: dict[tuple[str, str], Decimal] = {}
    for work in counted:
        for line in work.lines:
            key = (line.household, line.category)
            sums[key] = sums.get(key, ZERO) + line.points
    stated: dict[tuple[str, str], Decimal] = {}
    cells: dict[tuple[str, str], str | None] = {}
    for line in summary.lines:
        key = (line.household, line.category)
        stated[key] = stated.get(key, ZERO) + line.points
        cells.setdefault(key, line.source.cell)
    for key in {**stated, **{k: v for k, v in sums.items() if k[0] in summary.named}}:
        expected, value = sums.get(key, ZERO), stated.get(key, ZERO)
        if expected != value:
            cell = cells.get(key) or summary.named[key[0]]
            facts = {"expected": show(expected), "household": key[0], "category": key[1]}
            log.add("total-mismatch", summary.sheet.name, cell, show(value), facts)
    summary.lines.clear()


def check_grids(sheet: Sheet, tables: list[Table], counted: list[SheetWork], log: IssueLog) -> bool:
    """A sheet of totals a grid: checked where the grids' points are known; false where it is no such sheet."""
    sums: dict[str, Decimal] = {}
    for work in counted:
        for line in work.lines:
            grid = normalise_grid(work.households.roster.households[line.household].grid)
            sums[grid] = sums.get(grid, ZERO) + line.points
    is_summary = False
    for table in tables:
        for block in table.blocks:
            by_key = {meaning(path[-1].text): index for index, path in block.paths.items()}
            if "grid" not in by_key or "total" not in by_key:
                continue
            is_summary = True
            for row in range(table.bottom + 1, table.last + 1):
                _check_grid(sheet, row, by_key["grid"], by_key["total"], sums, log)
    return is_summary


def _check_grid(
    sheet: Sheet, row: int, grid_column: int, total_column: int, sums: dict[str, Decimal], log: IssueLog
) -> None:
    named, stated = sheet.merged(row, grid_column), sheet.cell(row, total_column)
    value = total_value(stated, log, sheet, row, total_column) if stated is not None else None
    if value is None:
        return
    total = any(cell.kind == "text" and total_row(cell.text) for cell in sheet.rows[row].values())
    grid = normalise_grid(named.text) if named is not None else ""
    expected = sum(sums.values(), ZERO) if total else sums.get(grid, ZERO)
    if value != expected:
        log.at("total-mismatch", sheet, row, total_column, {"expected": show(expected)})
