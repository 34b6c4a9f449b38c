"""The coloured copy of a workbook with issues, for correcting there and importing again.

Each file that has issues is read once more, and written with its faulty cells marked. What a mark says is handed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from jifen.domain.visible import visible
from jifen.errors import JifenError
from jifen.printing.sheets.coloured_copy import (
    DEDUCTION_FORMAT,
    NAME_ENDING,
    PROPOSAL,
    Mark,
    PlainSheet,
    ProposalColumns,
    write_report,
)
from jifen.reading.coloured_copy import is_report_sheet, original_name
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.package import Package
from jifen.reading.formats.workbook import Cell, Sheet, UnreadableError, Workbook, column_letters
from jifen.reading.issues import Issue

MAX_CELLS = 100_000
MAX_UNPACKED = 32 * 2**20
MAX_MARKS = 2_000
"""A copy takes ten times what reading does: of more cells there is none, of more bytes it is made of plain cells, and
nobody corrects more marks than these before importing again."""


def refuse_place(report: str, *, force: bool) -> None:
    """Where a copy cannot go is told before anything is read or written."""
    place = Path(report)
    if place.is_dir():
        raise JifenError("is-a-folder", path=report)
    if place.exists() and not force:
        raise JifenError("file-exists", path=report, into="report")
    if not place.absolute().parent.is_dir():
        raise JifenError("folder-missing", path=str(place.absolute().parent))


def write_copies(
    issues: Sequence[Issue],
    data: Sequence[tuple[str, bytes]],
    report: str | None,
    sentence: Callable[[Issue], str],
    *,
    force: bool = False,
) -> list[Path]:
    """A copy of each file that has issues: at `report`, else beside the file.

    Files that cannot be read, or are too large to be corrected by hand, have none.
    """
    faulty = [(path, content) for path, content in data if any(issue.path == path for issue in issues)]
    written: list[Path] = []
    for number, (path, content) in enumerate(faulty):
        try:
            book = read_workbook(content, "csv")
        except UnreadableError:
            continue
        if sum(len(row) for sheet in book.sheets for row in sheet.rows.values()) > MAX_CELLS:
            continue
        out = _target(path, report, number, force=force)
        names = {visible(sheet.name): sheet.name for sheet in book.sheets}
        own = [replace(i, sheet=names.get(i.sheet or "", i.sheet)) for i in issues if i.path == path]
        marks = [Mark(i.sheet, i.cell, i.severity, sentence(i)) for i in own][:MAX_MARKS]
        _write_one(out, book, content, marks, path, _proposals(book, own))
        written.append(out)
    return written


def _target(path: str, report: str | None, number: int, *, force: bool) -> Path:
    """Where the copy goes; nothing is overwritten unless asked for."""
    if report is not None:
        asked = Path(report)
        asked = asked if asked.suffix.lower() == ".xlsx" else asked.with_name(f"{asked.name}.xlsx")
        out = asked if number == 0 else asked.with_name(f"{asked.stem}-{number + 1}.xlsx")
        if out.exists() and not force:
            raise JifenError("file-exists", path=str(out), into="report")
        return out
    source = Path(path)
    stem = source.stem.removesuffix(NAME_ENDING)
    names = [f"{stem}{NAME_ENDING}.xlsx", *(f"{stem}{NAME_ENDING}{n}.xlsx" for n in range(2, 1000))]
    return next(out for name in names if force or not (out := source.with_name(name)).exists())


def has_proposals(issues: Sequence[Issue]) -> bool:
    """Whether there is something for a person to confirm in a copy."""
    return any("proposed" in issue.facts for issue in issues)


def _proposals(book: Workbook, issues: Sequence[Issue]) -> list[ProposalColumns]:
    """For each header with proposals under it the two columns: those of an earlier copy, else the first free ones."""
    found: dict[tuple[str, int], dict[int, str]] = {}
    for issue in issues:
        if "proposed" in issue.facts and issue.sheet is not None and issue.cell is not None:
            row = int(issue.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            found.setdefault((issue.sheet, int(issue.facts["header"])), {})[row] = issue.facts["proposed"]
    sheets = {sheet.name: sheet for sheet in book.sheets}
    columns = []
    for (name, header), by_row in found.items():
        sheet = sheets[name]
        earlier = (c for c, cell in sheet.rows.get(header, {}).items() if cell.text == PROPOSAL)
        columns.append(ProposalColumns(name, header, next(earlier, sheet.last_column + 1), by_row))
    return columns


def _write_one(
    out: Path, book: Workbook, content: bytes, marks: Sequence[Mark], path: str, proposals: Sequence[ProposalColumns]
) -> None:
    listed = next((name for sheet in book.sheets if (name := original_name(sheet))), None)
    keeps = book.kind == "xlsx" and Package(content).declared_size <= MAX_UNPACKED
    original = content if keeps else None
    sheets = [plain_sheet(sheet) for sheet in book.sheets if not is_report_sheet(sheet)]
    out.parent.mkdir(parents=True, exist_ok=True)
    write_report(out, marks, sheets, original, listed or Path(path).name, proposals)


def plain_sheet(sheet: Sheet) -> PlainSheet:
    """A sheet as it was read, as plain values."""
    cells = {(row, column): _value(cell) for row, column, cell in sheet.walk()}
    formats = {(row, column): code for row, column, cell in sheet.walk() if (code := _format(cell))}
    merges = [f"{column_letters(a.left)}{a.top}:{column_letters(a.right)}{a.bottom}" for a in sheet.merges]
    hidden_rows, hidden_columns = frozenset(sheet.hidden_rows), frozenset(sheet.hidden_columns)
    return PlainSheet(sheet.name, cells, merges, formats, hidden_rows, hidden_columns, sheet.hidden)


def _value(cell: Cell) -> str | float | bool | datetime:
    return cell.text if cell.kind == "uncalculated" else cell.value


def _format(cell: Cell) -> str | None:
    """The formats that decide what a number means to the reader."""
    if cell.kind == "percent":
        return "0%"
    return DEDUCTION_FORMAT if cell.shown_sign else None
