"""Filled sign-out sheets (签领表) and redemption registers (兑换登记表): who wants what, in the order of the sheet.

Whether it can be had is decided by the service; here only what the cells say, and what is wrong with them.
"""

import re
from collections.abc import Sequence

from jifen.reading.formats.workbook import Workbook
from jifen.reading.forms import redemption_register, redemption_sheet
from jifen.reading.forms.form import FormTable, Nearest, conclude, find_tables, lacking
from jifen.reading.forms.redemption_model import Reading, RedemptionReading, Shelf
from jifen.reading.forms.redemption_register import REGISTER
from jifen.reading.forms.redemption_sheet import SIGN_OUT_SHEET
from jifen.reading.issue_log import IssueLog
from jifen.reading.opened import read_opened
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_text


def read_redemptions(path: str, data: bytes, shelf: Shelf) -> RedemptionReading:
    """A register where it has 物品编号 (or 名称) and 数量, else a sign-out sheet. Never raises for what is in it."""
    reading = Reading(shelf, IssueLog(path), Households(shelf.roster))
    registers, sheets, nearest = read_opened(data, reading.log, _tables) or ([], [], (None, {}))
    _refuse_other_period([*registers, *sheets], reading)
    wants = [want for table in registers for want in redemption_register.wants(table, reading)]
    columns = {table.sheet: redemption_sheet.items(table, reading) for table in sheets}
    if not registers and not any(columns.values()) and not reading.log.issues:
        sheet, facts = nearest
        reading.log.add("table-not-found", sheet, facts={"reason": SIGN_OUT_SHEET.lacking, **facts})
    wants += [want for table in sheets for want in redemption_sheet.wants(table, columns[table.sheet], reading)]
    conclude(reading.log, [*registers, *sheets], wants, "not-filled")
    return RedemptionReading("register" if registers else "sheet", tuple(wants), tuple(reading.log.issues))


def _tables(workbook: Workbook) -> tuple[list[FormTable], list[FormTable], Nearest]:
    """The registers of a workbook; sign-out sheets only where it has none; and what its registers lack."""
    registers = find_tables(workbook, REGISTER)
    if registers:
        return registers, [], (None, {})
    sheets = find_tables(workbook, SIGN_OUT_SHEET)
    return [], sheets, lacking(workbook, REGISTER)


_TITLE = re.compile(r"([0-9]{4})年(?:([0-9]{1,2})月|([一二三四])季度|([上下])半年)?.{0,6}(?:兑换|签领|领取)")


def _refuse_other_period(tables: Sequence[FormTable], reading: Reading) -> None:
    """A sheet whose title names another period than the open round's: last quarter's would be charged twice."""
    for title in (title for table in tables for title in table.titles):
        named = _period(title.found or "")
        if named is not None and named != reading.shelf.period:
            facts = {"reason": "session", "month": named, "other": reading.shelf.period}
            reading.log.on("month-conflict", title, facts)


def _period(title: str) -> str | None:
    """`柳河村2025年三季度积分兑换签领表` → `2025Q3`; None where a title names no period of a redemption."""
    match = _TITLE.search(normalise_text(title))
    if match is None:
        return None
    year, month, quarter, half = match.groups()
    if month:
        return f"{year}-{int(month):02d}"
    if quarter:
        return f"{year}Q{'一二三四'.index(quarter) + 1}"
    return f"{year}H{'上下'.index(half) + 1}" if half else str(year)
