"""Reads a PDF and the workbook it was made of side by side: what stands on each page, row by row."""

import io
import re
import shutil
import subprocess
from dataclasses import dataclass

import openpyxl
import pytest


def plain(text):
    return re.sub(r"[\s\u200b]", "", text)


@dataclass
class Sheet:
    rows: list
    titles: tuple
    head: str
    foot: str


def shown(cell):
    if cell.value is None or cell.data_type == "f":
        return ""
    if cell.number_format == "0.00" and not isinstance(cell.value, str):
        return f"{cell.value:.2f}"
    return f"{cell.value:g}" if isinstance(cell.value, float) else str(cell.value)


def sheets_of(workbook):
    found = []
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook)).worksheets:
        rows = [plain("".join(shown(cell) for cell in row)) for row in sheet.iter_rows()]
        titles = re.fullmatch(r"\$?(\d+):\$?(\d+)", str(sheet.print_title_rows or ""))
        parts = [[p.text or "" for p in (m.left, m.center, m.right)] for m in (sheet.oddHeader, sheet.oddFooter)]
        span = (int(titles[1]) - 1, int(titles[2])) if titles else (0, 0)
        found.append(Sheet(rows, span, *(plain("".join(texts)) for texts in parts)))
    return found


def texts_of(pdf, tmp_path):
    """The text of each page, in the order in which it is drawn."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return [plain(page) for page in done.stdout.decode().split("\f")[:-1]]


def _only_titles(text, sheet, number, total):
    """Whether a page holds nothing that can be read but its header, the rows to repeat, and its footer: blank rows."""
    foot = sheet.foot.replace("&P", str(number)).replace("&N", str(total)).replace("&&", "&")
    return text == sheet.head.replace("&&", "&") + "".join(sheet.rows[slice(*sheet.titles)]) + foot


def walk(workbook, pages):
    """Which rows stand on each page: (number of the sheet, first row, row behind the last), both from 0.

    Fails where a page holds anything but its header, the rows to repeat, whole rows in order, and its footer.
    """
    found = []
    pages = list(pages)
    total = len(pages)
    for number, sheet in enumerate(sheets_of(workbook)):
        row = 0
        while row < len(sheet.rows):
            assert pages, f"rows from {row + 1} are on no page: {sheet.rows[row:]}"
            text = pages.pop(0)
            foot = sheet.foot.replace("&P", str(total - len(pages))).replace("&N", str(total)).replace("&&", "&")
            head = sheet.head.replace("&&", "&")
            assert text.startswith(head) and text.endswith(foot), (head, foot, text)
            text = text[len(head) : len(text) - len(foot)]
            if row >= sheet.titles[1] > 0:
                repeated = "".join(sheet.rows[slice(*sheet.titles)])
                assert text.startswith(repeated), (repeated, text)
                text = text[len(repeated) :]
            first = row
            while row < len(sheet.rows) and (text or not sheet.rows[row]):
                assert text.startswith(sheet.rows[row]), (row + 1, sheet.rows[row], text)
                text = text[len(sheet.rows[row]) :]
                row += 1
            assert not text, text
            # Blank rows say nothing: they may have been passed over on the page before.
            assert row > first or not sheet.rows[row - 1], f"page {total - len(pages)} holds no row"
            found.append((number, first, row))
        while pages and not sheet.rows[-1] and _only_titles(pages[0], sheet, total - len(pages) + 1, total):
            pages.pop(0)
    assert not pages, pages
    return found
