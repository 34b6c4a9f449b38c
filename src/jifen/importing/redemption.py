"""Filled sign-out sheets (签领表) and redemption registers (兑换登记表): who wants what, in the order of the sheet.

Whether it can be had is decided by the service; here only what the cells say, and what is wrong with them.
"""

from collections.abc import Mapping, Sequence

from jifen.importing import redemption_register, redemption_sheet
from jifen.importing.findings import Findings
from jifen.importing.generic import FormTable, tables_of
from jifen.importing.goods import open_form
from jifen.importing.grid import Book
from jifen.importing.households import Households
from jifen.importing.redemption_model import Reading, RedemptionReading, Shelf, Want


def read_redemptions(path: str, data: bytes, shelf: Shelf) -> RedemptionReading:
    """A register where it has 物品编号 (or 名称) and 数量, else a sign-out sheet. Never raises for what is in it."""
    reading = Reading(shelf, Findings(path), Households(shelf.roster))
    book = open_form(data, reading.findings)
    if book is None:
        return RedemptionReading("sheet", issues=tuple(reading.findings.issues))
    register = _found(book, redemption_register.COLUMNS, (("item", "quantity"), ("name", "quantity")))
    if register:
        wants = [want for table in register for want in redemption_register.wants(table, reading)]
        _refuse_blank(wants, reading)
        return RedemptionReading("register", tuple(wants), tuple(reading.findings.issues))
    sheets = _found(book, redemption_sheet.COLUMNS, ((),), others=True)
    columns = {table.sheet: redemption_sheet.items(table, reading) for table in sheets}
    if not any(columns.values()) and not reading.findings.issues:
        reading.findings.add("table-not-found", facts={"reason": "redemption"})
    wants = [want for table in sheets for want in redemption_sheet.wants(table, columns[table.sheet], reading)]
    _refuse_blank(wants, reading)
    return RedemptionReading("sheet", tuple(wants), tuple(reading.findings.issues))


def _refuse_blank(wants: Sequence[Want], reading: Reading) -> None:
    """A sheet nobody wrote on is most likely the wrong file."""
    if not wants and not reading.findings.issues:
        reading.findings.add("table-not-found", facts={"reason": "not-filled"})


def _found(
    book: Book, columns: Mapping[str, Sequence[str]], needed: Sequence[Sequence[str]], *, others: bool = False
) -> list[FormTable]:
    for more in needed:
        for anchor in ("code", "head"):
            tables = tables_of(book, columns, (anchor, *more), others=others)
            if tables:
                return tables
    return []
