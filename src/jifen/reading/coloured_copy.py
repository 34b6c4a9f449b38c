"""The list of issues that `--report` puts first in its copy: not part of the meeting's workbook, read as if absent.

`printing.report` writes a sheet of this name with this first cell; a test holds the two to each other.
"""

from jifen.reading.formats.workbook import Sheet

SHEET_NAME = "问题清单"
FIRST_CELL = "导入问题清单"
SOURCE = "原文件："


def is_report_sheet(sheet: Sheet) -> bool:
    """Whether the sheet is such a list."""
    first = sheet.cell(1, 1)
    return sheet.name.startswith(SHEET_NAME) and first is not None and first.text.startswith(FIRST_CELL)


def original_name(sheet: Sheet) -> str | None:
    """What the file was called that the copy was made of; None where the sheet is no such list."""
    third = sheet.cell(3, 1)
    if not is_report_sheet(sheet) or third is None or not third.text.startswith(SOURCE):
        return None
    return third.text.removeprefix(SOURCE) or None
