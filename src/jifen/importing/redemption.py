"""Filled sign-out sheets (签领表) and redemption registers (兑换登记表): who wants what, in the order of the sheet.

Whether it can be had is decided by the service; here only what the cells say, and what is wrong with them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from jifen.domain.goods import MOST_PIECES
from jifen.domain.household import Household, Roster
from jifen.domain.period import Month
from jifen.domain.points import show
from jifen.importing.cells import Fault
from jifen.importing.findings import Findings
from jifen.importing.generic import FormCell, FormRow, FormTable, tables_of
from jifen.importing.goods import find_item, open_form, unreadable, whole
from jifen.importing.grid import Book, address
from jifen.importing.households import Households
from jifen.importing.issues import Issue
from jifen.importing.names import normalise_code, normalise_grid, normalise_text

Layout = Literal["sheet", "register"]
_CODE = ("户编号", "户号", "户编码", "家庭编号")
_HEAD = ("户主", "户主姓名", "户名", "姓名")
REGISTER: Mapping[str, Sequence[str]] = {
    "day": ("日期", "兑换日期"),
    "code": _CODE,
    "head": _HEAD,
    "item": ("物品编号", "商品编号", "物资编号", "货号"),
    "name": ("名称", "物品名称", "品名", "物品", "商品名称"),
    "quantity": ("数量", "兑换数量", "件数"),
    "price": ("单价", "单价积分", "积分单价", "积分价"),
    "points": ("消耗积分", "兑换积分", "扣减积分", "合计积分"),
    "by": ("代领人", "代领人及关系", "代领"),
    "receipt": ("单据号", "单号", "票据号", "兑换单号"),
    "note": ("备注",),
}
SHEET: Mapping[str, Sequence[str]] = {
    "code": _CODE,
    "head": _HEAD,
    "grid": ("网格", "微网格", "所属网格"),
    "available": ("可用积分", "可兑换积分", "可兑换", "余额"),
    "signature": ("领取人签字", "签字", "领取人", "签名"),
    "by": ("代领人", "代领人及关系", "代领"),
    "note": ("备注",),
}
_COLUMN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._\-]*)?(.*?)(?:[(\[]([0-9.]+)积?分[)\]])?")
_LIKE_CODE = re.compile(r"[A-Za-z]{1,3}[0-9]{1,4}(?![A-Za-z0-9])")
"""A header that begins like an item's code: a column of goods even where it bears no price."""
_PROXY = re.compile(
    r"(?:由|代领人?[:：]?|代领[:：])?([\u3400-\u9fff·]{2,12}?)[,、;(/]?(?:[(\[](.{1,8}?)[)\]])?(?:代领|代签|代)?"
)


@dataclass(frozen=True, slots=True)
class WishCell:
    """Pieces of an item a household wants, and the cell that says so."""

    item: str
    quantity: int
    cell: str


@dataclass(frozen=True, slots=True)
class Want:
    """A household's wishes on one line or receipt; `cell` names the household. `on` None: the sheet bears no day."""

    household: Household
    wishes: tuple[WishCell, ...]
    sheet: str
    cell: str
    on: date | None = None
    paper_number: str | None = None
    number_cell: str | None = None
    by: str | None = None
    relation: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RedemptionReading:
    """Everything a file says, in its order, and everything wrong with it."""

    layout: Layout
    wants: tuple[Want, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the reader may know: names of all items, prices of the session, households, which days count."""

    names: Mapping[str, str]
    prices: Mapping[str, Decimal]
    roster: Roster
    today: date
    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class _Reading:
    shelf: Shelf
    findings: Findings
    households: Households
    seen: dict[str, str] = field(default_factory=dict)

    def household(self, row: FormRow) -> tuple[Household, FormCell] | None:
        """Who a row is about, with the cell that names it; None with the issue noted."""
        grid = normalise_grid(row.text("grid")) or None
        found = self.households.find(row.text("code"), row.text("head"), grid)
        code, head = row.get("code"), row.get("head")
        named = code if code is not None and not code.blank else head or code
        if named is None:
            return None
        if found.household is not None:
            return found.household, named
        at = named if found.code == "household-unknown" else head or named
        self.findings.add(str(found.code), at.sheet, at.cell, at.found, found.facts, found.suggestions)
        return None

    def inactive(self, household: Household, named: FormCell) -> bool:
        """Suspended, left and closed ones do not redeem; away ones do."""
        gone = not household.scores
        if gone:
            facts = {
                "reason": "redemption",
                "household": household.code,
                "head": household.head,
                "status": household.status,
            }
            self.findings.add("household-inactive", named.sheet, named.cell, named.found, facts)
        return gone


def read_redemptions(path: str, data: bytes, shelf: Shelf) -> RedemptionReading:
    """A register where it has 物品编号 (or 名称) and 数量, else a sign-out sheet. Never raises for what is in it."""
    reading = _Reading(shelf, Findings(path), Households(shelf.roster))
    book = open_form(data, reading.findings)
    if book is None:
        return RedemptionReading("sheet", issues=tuple(reading.findings.issues))
    register = _found(book, REGISTER, (("item", "quantity"), ("name", "quantity")))
    if register:
        wants = [want for table in register for want in _register(table, reading)]
        _refuse_blank(wants, reading)
        return RedemptionReading("register", tuple(wants), tuple(reading.findings.issues))
    sheets = _found(book, SHEET, ((),), others=True)
    columns = {table.sheet: _items(table, reading) for table in sheets}
    if not any(columns.values()) and not reading.findings.issues:
        reading.findings.add("table-not-found", facts={"reason": "redemption"})
    wants = [want for table in sheets for want in _sheet(table, columns[table.sheet], reading)]
    _refuse_blank(wants, reading)
    return RedemptionReading("sheet", tuple(wants), tuple(reading.findings.issues))


def _refuse_blank(wants: Sequence[Want], reading: _Reading) -> None:
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


def _items(table: FormTable, reading: _Reading) -> dict[str, str]:
    """Columns of items: key of the column → code. A header with a price must bear the session's."""
    found: dict[str, str] = {}
    first: dict[str, str] = {}
    for index, text in sorted(table.others.items()):
        place = address(table.header_row, index)
        code, name, price = _header(text, reading.shelf.names)
        if code is None:
            if price is not None or _LIKE_CODE.match(text.strip()):
                reading.findings.add("item-unknown", table.sheet, place, text, {"item": name or text, "name": ""})
            continue
        if code in first:
            facts = {"item": code, "other": first[code]}
            reading.findings.add("item-repeated", table.sheet, place, text, facts)
            continue
        first[code] = place
        _check_price(price, code, table.sheet, place, text, reading)
        found[f"column:{index}"] = code
    return found


def _header(text: str, names: Mapping[str, str]) -> tuple[str | None, str, Decimal | None]:
    """`A01 香皂（5分）` → its code (None where nobody knows it), the name, the price."""
    match = _COLUMN.fullmatch(normalise_text(text))
    if match is None:
        return None, "", None
    price = Decimal(match[3]) if match[3] and re.fullmatch(r"[0-9]+(\.[0-9]+)?", match[3]) else None
    name = (match[1] or "") + match[2]
    code = normalise_code(match[1]) if match[1] else ""
    if code in names and (not match[2] or match[2] == normalise_text(names[code])):
        return code, match[2], price
    same = [key for key, value in names.items() if normalise_text(value) == name]
    return (same[0] if len(same) == 1 else None), name, price


def _check_price(price: Decimal | None, code: str, sheet: str, cell: str, found: str | None, reading: _Reading) -> None:
    held = reading.shelf.prices.get(code)
    if price is not None and held is not None and price != held:
        facts = {"item": code, "expected": show(held)}
        reading.findings.add("price-mismatch", sheet, cell, found, facts)


def _sheet(table: FormTable, columns: Mapping[str, str], reading: _Reading) -> list[Want]:
    wants = []
    for row in table.rows:
        who = reading.household(row)
        if who is None:
            continue
        household, named = who
        first = reading.seen.setdefault(household.code, named.cell)
        if first != named.cell:
            facts = {"household": household.code, "other": first}
            reading.findings.add("row-repeated", table.sheet, named.cell, named.found, facts)
            continue
        filled = [(key, code) for key, code in columns.items() if not row[key].blank]
        if not filled or reading.inactive(household, named):
            continue
        wishes = tuple(w for key, code in filled if (w := _wish(row[key], code, reading)) is not None)
        by, relation = proxy(row.text("by")) or _noted(row.text("note")) or (None, None)
        note = row.text("note") or None
        if wishes:
            wants.append(Want(household, wishes, table.sheet, named.cell, by=by, relation=relation, note=note))
    return wants


def _wish(cell: FormCell, code: str, reading: _Reading) -> WishCell | None:
    value = whole(cell)
    if not value and unreadable(cell, reading.findings):
        return None
    if not value:
        facts = {"most": str(MOST_PIECES)}
        reading.findings.add("quantity-invalid", cell.sheet, cell.cell, cell.found, facts)
        return None
    return WishCell(code, value, cell.cell)


def proxy(text: str) -> tuple[str, str | None] | None:
    """`张小丽（儿媳）` → the name and the relation; None for blank."""
    plain = normalise_text(text)
    if not plain:
        return None
    match = _PROXY.fullmatch(plain)
    return (match[1], match[2] or None) if match else (text.strip(), None)


def _noted(text: str) -> tuple[str, str | None] | None:
    """Who signed for the household, where the remarks say 代领."""
    return proxy(text) if "代领" in text else None


def _register(table: FormTable, reading: _Reading) -> list[Want]:
    """Rows that share a receipt number are one receipt; without numbers, neighbours of one household and day are."""
    groups: list[Want] = []
    owners: dict[str, tuple[str, date | None]] = {}
    for row in table.rows:
        want = _register_row(table, row, reading)
        if want is None:
            continue
        number = want.paper_number
        if number is not None and owners.setdefault(number, (want.household.code, want.on)) != _owner(want):
            reading.findings.add("receipt-repeated", table.sheet, want.number_cell, number, {"other": want.cell})
            continue
        same = _fellow(groups, want)
        if same is None:
            groups.append(want)
        else:
            groups[same] = _joined(groups[same], want)
    return groups


def _owner(want: Want) -> tuple[str, date | None]:
    return want.household.code, want.on


def _fellow(groups: Sequence[Want], want: Want) -> int | None:
    if want.paper_number is not None:
        return next((i for i, g in enumerate(groups) if g.paper_number == want.paper_number), None)
    last = groups[-1] if groups else None
    same = last is not None and last.paper_number is None and _owner(last) == _owner(want) and last.by == want.by
    return len(groups) - 1 if same else None


def _joined(first: Want, more: Want) -> Want:
    return Want(
        household=first.household,
        wishes=first.wishes + more.wishes,
        sheet=first.sheet,
        cell=first.cell,
        on=first.on,
        paper_number=first.paper_number,
        number_cell=first.number_cell,
        by=first.by or more.by,
        relation=first.relation or more.relation,
        note=first.note or more.note,
    )


def _register_row(table: FormTable, row: FormRow, reading: _Reading) -> Want | None:
    who = reading.household(row)
    code = find_item(row.get("item"), row.get("name"), reading.shelf.names, reading.findings)
    wish = None if code is None else _wish(row["quantity"], code, reading)
    on = _day(row.get("day"), reading)
    if code is not None and wish is not None:
        _check_amounts(row, wish, reading)
    if who is None or wish is None or isinstance(on, Fault):
        return None
    household, named = who
    if reading.inactive(household, named):
        return None
    number = row.get("receipt")
    told = number is not None and not number.blank
    by, relation = proxy(row.text("by")) or (None, None)
    return Want(
        household=household,
        wishes=(wish,),
        sheet=table.sheet,
        cell=named.cell,
        on=on,
        paper_number=row.text("receipt") if told else None,
        number_cell=number.cell if number is not None and told else None,
        by=by,
        relation=relation,
        note=row.text("note") or None,
    )


def _check_amounts(row: FormRow, wish: WishCell, reading: _Reading) -> None:
    """The price must be the session's, the points quantity times price (with a minus before them or not)."""
    price = row.get("price")
    if price is not None and not price.blank:
        value = price.number()
        if isinstance(value, Decimal):
            _check_price(abs(value), wish.item, price.sheet, price.cell, price.found, reading)
        else:
            _fault(value, price, reading)
    points = row.get("points")
    held = reading.shelf.prices.get(wish.item)
    if points is None or points.blank or held is None:
        return
    value = points.number()
    if not isinstance(value, Decimal):
        _fault(value, points, reading)
    elif abs(value) != held * wish.quantity:
        facts = {"item": wish.item, "expected": show(held * wish.quantity)}
        reading.findings.add("price-mismatch", points.sheet, points.cell, points.found, facts)


def _fault(fault: Fault | None, cell: FormCell, reading: _Reading) -> None:
    if fault is not None:
        facts = {"reason": fault.reason} if fault.reason else {}
        reading.findings.add(fault.code, cell.sheet, cell.cell, cell.found, facts)


def _day(cell: FormCell | None, reading: _Reading) -> date | Fault | None:
    """A day within the session's days and not after today; None where the row bears none."""
    if cell is None or cell.blank:
        return None
    shelf = reading.shelf
    found = cell.day(Month.of(shelf.today), shelf.today)
    if isinstance(found, Fault):
        _fault(found, cell, reading)
        return found
    last = min(shelf.today, shelf.last or shelf.today)
    if found is not None and not (shelf.first or date.min) <= found <= last:
        facts = {"reason": "session", "first": str(shelf.first or ""), "last": str(last)}
        reading.findings.add("date-invalid", cell.sheet, cell.cell, cell.found, facts)
        return Fault("date-invalid")
    return found
