"""Filled sign-out sheets (签领表) and redemption registers (兑换登记表): who wants what, in the order of the sheet.

Whether it can be had is decided by the service; here only what the cells say, and what is wrong with them.
"""

import re
from collections.abc import Mapping, Sequence

from jifen.reading.formats.workbook import Workbook, address
from jifen.reading.forms import redemption_register, redemption_sheet
from jifen.reading.forms.form import FormTable, tables_of
from jifen.reading.forms.goods import open_form
from jifen.reading.forms.redemption_model import Reading, RedemptionReading, Shelf, Want
from jifen.reading.issue_log import IssueLog
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_text


def read_redemptions(path: str, data: bytes, shelf: Shelf) -> RedemptionReading:
    """A register where it has 物品编号 (or 名称) and 数量, else a sign-out sheet. Never raises for what is in it."""
    reading = Reading(shelf, IssueLog(path), Households(shelf.roster))
    book = open_form(data, reading.findings)
    if book is None:
        return RedemptionReading("sheet", issues=tuple(reading.findings.issues))
    register = _found(book, redemption_register.COLUMNS, (("item", "quantity"), ("name", "quantity")))
    if register:
        _refuse_other_period(book, register, reading)
        wants = [want for table in register for want in redemption_register.wants(table, reading)]
        _refuse_blank(wants, reading)
        return RedemptionReading("register", tuple(wants), tuple(reading.findings.issues))
    sheets = _found(book, redemption_sheet.COLUMNS, ((),), others=True)
    _refuse_other_period(book, sheets, reading)
    columns = {table.sheet: redemption_sheet.items(table, reading) for table in sheets}
    if not any(columns.values()) and not reading.findings.issues:
        reading.findings.add("table-not-found", facts={"reason": "redemption"})
    wants = [want for table in sheets for want in redemption_sheet.wants(table, columns[table.sheet], reading)]
    _refuse_blank(wants, reading)
    return RedemptionReading("sheet", tuple(wants), tuple(reading.findings.issues))


_TITLE = re.compile(r"([0-9]{4})年(?:([0-9]{1,2})月|([一二三四])季度|([上下])半年)?.{0,6}(?:兑换|签领|领取)")


def _refuse_other_period(book: Workbook, tables: Sequence[FormTable], reading: Reading) -> None:
    """A sheet whose title names another period than the open session's: last quarter's would be charged twice."""
    tops = {table.sheet: table.header_row for table in tables}
    for sheet in book.sheets:
        for row, column, cell in sheet.walk():
            named = _period(cell.text) if row < tops.get(sheet.name, 0) else None
            if named is not None and named != reading.shelf.period:
                facts = {"reason": "session", "month": named, "other": reading.shelf.period}
                reading.findings.add("month-conflict", sheet.name, address(row, column), cell.text, facts)


def _period(title: str) -> str | None:
    """`柳河村2025年三季度积分兑换签领表` → `2025Q3`; None where a title names no period of a redemption."""
    found = _TITLE.search(normalise_text(title))
    if found is None:
        return None
    year, month, quarter, half = found.groups()
    if month:
        return f"{year}-{int(month):02d}"
    if quarter:
        return f"{year}Q{'一二三四'.index(quarter) + 1}"
    return f"{year}H{'上下'.index(half) + 1}" if half else str(year)


def _refuse_blank(wants: Sequence[Want], reading: Reading) -> None:
    """A sheet nobody wrote on is most likely the wrong file."""
    if not wants and not reading.findings.issues:
        reading.findings.add("table-not-found", facts={"reason": "not-filled"})


def _found(
    book: Workbook, columns: Mapping[str, Sequence[str]], needed: Sequence[Sequence[str]], *, others: bool = False
) -> list[FormTable]:
    for more in needed:
        for anchor in ("code", "head"):
            tables = tables_of(book, columns, (anchor, *more), others=others)
            if tables:
                return tables
    return []
