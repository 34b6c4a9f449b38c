"""Goods lists (物品清单) and filled counting sheets (盘点表): rows and everything wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.goods import MOST_PIECES, Item, Origin
from jifen.domain.points import LARGEST
from jifen.reading.forms.form import Form, FormCell, FormRow, conclude, read_tables
from jifen.reading.forms.items import find_item, whole
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.names import normalise_code, normalise_text
from jifen.reading.words.numbers import Fault, broken, lost_digits

GOODS = Form(
    "goods",
    ("item", "name", "spec", "unit", "price", "reference", "quantity", "source"),
    (("item", "name", "price"), ("name", "price")),
    "goods",
)
COUNTS = Form("stocktake", ("item", "name", "booked", "counted", "reason"), (("item", "counted"),), "stocktake")
_DONATION = re.compile(r"^(?:接受)?捐赠?(?:物资|物品)?[:：、,，\-—(（]*(.*?)[)）]*$")
_PURCHASE = re.compile(r"^(?:村购|采购|购买|购入|自购|购)[:：、,，\-—(（]*(.*?)[)）]*$")


@dataclass(frozen=True, slots=True)
class GoodsListRow:
    """Goods of a list. `quantity` None: the cell is blank; `party` the supplier or donor the source names.

    The item's code is blank where the list has none: one is to be proposed.
    """

    item: Item
    quantity: int | None
    origin: Origin
    party: str
    sheet: str
    cell: str
    quantity_cell: str


@dataclass(frozen=True, slots=True)
class StocktakeRow:
    """A counted item. `booked` is what the sheet says the book had, None where it does not say."""

    item: str
    counted: int
    booked: int | None
    reason: str
    sheet: str
    counted_cell: str
    booked_cell: str
    reason_cell: str | None


def read_goods(path: str, data: bytes) -> tuple[tuple[GoodsListRow, ...], tuple[Issue, ...]]:
    """Every item of a goods list. Never raises for what is in the file."""
    log = IssueLog(path)
    tables = read_tables(data, GOODS, log)
    seen: _Seen = {}
    rows = []
    for table in tables:
        coded = any(row.text("item") for row in table.rows)
        for row in table.rows:
            goods = _goods_row(row, log, coded=coded)
            if goods is not None and not _repeated(*_identity(goods, row), seen, log):
                rows.append(goods)
    conclude(log, tables, rows, "no-rows")
    return tuple(rows), tuple(log.issues)


def _identity(goods: GoodsListRow, row: FormRow) -> tuple[str, FormCell]:
    """What stands once in a list: its code; where it has none its name and spec."""
    item = goods.item
    return (item.code, row["item"]) if item.code else (f"{item.name} {item.spec}".strip(), row["name"])


_Seen = dict[str, tuple[str, str]]


def _repeated(code: str, cell: FormCell, seen: _Seen, log: IssueLog) -> bool:
    here = (cell.sheet, cell.cell)
    first = seen.setdefault(code, here)
    if first != here:
        log.on("item-repeated", cell, {"item": code, "other": first[1] if first[0] == cell.sheet else " ".join(first)})
    return first != here


def _goods_row(row: FormRow, log: IssueLog, *, coded: bool) -> GoodsListRow | None:
    missing = [key for key in (("item", "name", "price") if coded else ("name", "price")) if row[key].blank]
    for key in missing:
        log.add("field-missing", row[key].sheet, row[key].cell, None, {"field": key})
    price = None if "price" in missing else _positive(row["price"], log)
    reference, quantity = _reference(row.get("reference"), log), _quantity(row.get("quantity"), log)
    if missing or price is None or isinstance(reference, Fault) or isinstance(quantity, Fault):
        return None
    if coded and lost_digits(row["item"].raw):
        log.on("item-unknown", row["item"], {"reason": "digits"})
        return None
    code = normalise_code(row.text("item"))
    item = Item(code, row.text("name"), price, row.text("spec"), row.text("unit"), reference)
    origin, party = source(row.text("source"))
    named = row["item" if coded else "name"]
    at = row.get("quantity") or named
    return GoodsListRow(item, quantity, origin, party, at.sheet, named.cell, at.cell)


def _positive(cell: FormCell, log: IssueLog) -> Decimal | None:
    value = cell.number()
    if isinstance(value, Decimal) and 0 < value < LARGEST:
        return value
    log.fault_on(value if isinstance(value, Fault) else Fault("points-invalid", "price"), cell)
    return None


def _reference(cell: FormCell | None, log: IssueLog) -> int | Fault | None:
    """Cents; `3.5元` and `¥3.50` are read."""
    if cell is None or cell.blank:
        return None
    plain = re.fullmatch(r"[¥￥]?([0-9]{1,7}(?:\.[0-9]{1,2})?)元?", cell.folded)
    if plain:
        return int(Decimal(plain[1]) * 100)
    fault = Fault("points-invalid", "yuan")
    log.fault_on(fault, cell)
    return fault


def _quantity(cell: FormCell | None, log: IssueLog) -> int | Fault | None:
    """Opening stock: zero or more."""
    if cell is None or cell.blank:
        return None
    value = whole(cell)
    if value is not None:
        return value
    fault = broken(cell.raw)
    if fault is not None:
        log.fault_on(fault, cell)
        return fault
    log.on("quantity-invalid", cell, {"most": str(MOST_PIECES)})
    return Fault("quantity-invalid")


def source(text: str) -> tuple[Origin, str]:
    """What 来源 says: `捐赠：县供销社` → donation by 县供销社; everything else is opening stock."""
    plain = normalise_text(text)
    given = _DONATION.match(plain) if plain.startswith(("捐", "接受捐")) else None
    if given:
        return "donation", given[1]
    if "捐" in plain:
        return "donation", re.sub(r"捐赠?.*$", "", plain)
    bought = _PURCHASE.match(plain)
    return "opening", bought[1] if bought else plain


def read_counts(path: str, data: bytes, known: Mapping[str, str]) -> tuple[tuple[StocktakeRow, ...], tuple[Issue, ...]]:
    """Counted items of a filled counting sheet; a blank count means not counted. `known`: code → name."""
    log = IssueLog(path)
    tables = read_tables(data, COUNTS, log)
    seen: _Seen = {}
    rows = []
    for row in (row for table in tables for row in table.rows):
        code = find_item(row.get("item"), row.get("name"), known, log)
        if code is None or _repeated(code, row["item"], seen, log) or row["counted"].blank:
            continue
        counted = _quantity(row["counted"], log)
        if isinstance(counted, int):
            rows.append(_count_row(row, code, counted))
    conclude(log, tables, rows, "not-filled")
    return tuple(rows), tuple(log.issues)


def _count_row(row: FormRow, code: str, counted: int) -> StocktakeRow:
    printed, reason = row.get("booked"), row.get("reason")
    booked = whole(printed) if printed is not None and not printed.blank else None
    booked_cell = printed.cell if printed is not None else row["counted"].cell
    reason_cell = reason.cell if reason is not None else None
    return StocktakeRow(
        code, counted, booked, row.text("reason"), row["counted"].sheet, row["counted"].cell, booked_cell, reason_cell
    )
