"""The coloured copy of a workbook with issues: sentences from `issue_messages`, cells from the reader."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from jifen.errors import JifenError
from jifen.reading.coloured_copy import is_report_sheet, original_name
from jifen.reading.formats.workbook import Cell, Sheet, UnreadableError, Workbook, column_letters
from jifen.reading.issues import Issue

if TYPE_CHECKING:
    from jifen.printing.sheets.coloured_copy import PlainSheet

SUFFIX = "（标错）"


def write(
    issues: Sequence[Issue], data: Sequence[tuple[str, bytes]], report: str | None, *, force: bool = False
) -> list[Path]:
    """A copy of each file that has issues: at `report`, else beside the file. Files that cannot be read have none."""
    from jifen.reading.formats.detect import read_workbook

    faulty = [(path, content) for path, content in data if any(issue.path == path for issue in issues)]
    written: list[Path] = []
    for number, (path, content) in enumerate(faulty):
        try:
            book = read_workbook(content, "csv")
        except UnreadableError:
            continue
        out = _target(path, report, number, force=force)
        _write_one(out, book, content, [issue for issue in issues if issue.path == path], path)
        written.append(out)
    return written


def _target(path: str, report: str | None, number: int, *, force: bool) -> Path:
    """Where the copy goes; nothing is overwritten unless asked for."""
    if report is not None:
        asked = Path(report)
        asked = asked if asked.suffix.lower() == ".xlsx" else asked.with_name(f"{asked.name}.xlsx")
        out = asked if number == 0 else asked.with_name(f"{asked.stem}-{number + 1}.xlsx")
        if out.exists() and not force:
            raise JifenError("file-exists", path=str(out))
        return out
    source = Path(path)
    stem = source.stem.removesuffix(SUFFIX)
    names = [f"{stem}{SUFFIX}.xlsx", *(f"{stem}{SUFFIX}{n}.xlsx" for n in range(2, 1000))]
    return next(out for name in names if force or not (out := source.with_name(name)).exists())


def _write_one(out: Path, book: Workbook, content: bytes, issues: Sequence[Issue], path: str) -> None:
    from jifen.messages.issues import message
    from jifen.printing.sheets.coloured_copy import Mark, write_report

    marks = [Mark(issue.sheet, issue.cell, issue.severity, message(issue)) for issue in issues]
    listed = next((name for sheet in book.sheets if (name := original_name(sheet))), None)
    source_name = listed or Path(path).name
    original = content if book.kind == "xlsx" else None
    out.parent.mkdir(parents=True, exist_ok=True)
    write_report(
        out, marks, [_plain(sheet) for sheet in book.sheets if not is_report_sheet(sheet)], original, source_name
    )


def _plain(sheet: Sheet) -> "PlainSheet":
    from jifen.printing.sheets.coloured_copy import PlainSheet

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
    return '"扣"0' if cell.shown_sign else None
