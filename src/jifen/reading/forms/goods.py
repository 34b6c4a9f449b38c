"""Goods lists (物品清单) and filled counting sheets (盘点表): rows and everything wrong with them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.goods import MOST_PIECES, Item, Origin, pieces
from jifen.domain.points import LARGEST
from jifen.reading.formats.detect import read_workbook
from jifen.reading.formats.workbook import UnreadableError, Workbook
from jifen.reading.forms.form import FormCell, FormRow, FormTable, tables_of
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.names import normalise_code, normalise_text
from jifen.reading.words.numbers import Fault

_ITEM = ("编号", "物品编号", "品号", "物资编号", "商品编号", "货号")
_NAME = ("名称", "物品名称", "品名", "物资名称", "商品名称", "物品")
GOODS: Mapping[str, Sequence[str]] = {
    "item": _ITEM,
    "name": _NAME,
    "spec": ("规格", "规格型号", "型号"),
    "unit": ("单位", "计量单位"),
    "price": ("积分价", "所需积分", "兑换积分", "积分", "分值", "单价", "积分单价"),
    "reference": ("参考价", "参考单价", "市场价", "价格"),
    "quantity": ("数量", "期初数量", "期初库存", "库存", "现有数量"),
    "source": ("来源", "物资来源", "供货单位"),
}
COUNTS: Mapping[str, Sequence[str]] = {
    "item": _ITEM,
    "name": _NAME,
    "booked": ("账面数量", "账面", "账面数", "账存数量", "账面结存"),
    "counted": ("实盘数量", "实盘", "实盘数", "盘点数量", "实存数量", "实际数量"),
    "reason": ("原因", "差异原因", "盈亏原因", "说明"),
}
_DONATION = re.compile(r"^(?:接受)?捐赠?(?:物资|物品)?[:：、,，\-—(（]*(.*?)[)）]*$")
_PURCHASE = re.compile(r"^(?:村购|采购|购买|购入|自购|购)[:：、,，\-—(（]*(.*?)[)）]*$")


@dataclass(frozen=True, slots=True)
class GoodsListRow:
    """Goods of a list. `quantity` None: the cell is blank; `party` the supplier or donor the source names."""

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


def open_form(data: bytes, findings: IssueLog) -> Workbook | None:
    """The workbook, or None with the issue noted."""
    if not data.strip():
        findings.add("file-empty")
        return None
    try:
        book = read_workbook(data, "csv")
    except UnreadableError as fault:
        findings.add("file-unreadable", facts={"reason": fault.reason})
        return None
    if book.empty:
        findings.add("file-empty")
        return None
    return book


def read_goods(path: str, data: bytes) -> tuple[tuple[GoodsListRow, ...], tuple[Issue, ...]]:
    """Every item of a goods list. Never raises for what is in the file."""
    findings = IssueLog(path)
    book = open_form(data, findings)
    if book is None:
        return (), tuple(findings.issues)
    tables = tables_of(book, GOODS, ("item", "name", "price"))
    if not tables:
        findings.add("table-not-found", facts={"reason": "goods"})
    seen: _Seen = {}
    rows = []
    for table in tables:
        for row in table.rows:
            found = _goods_row(table, row, findings)
            if found is None or _repeated(found.item.code, row["item"], seen, findings):
                continue
            rows.append(found)
    if not rows and not findings.issues:
        findings.add("table-not-found", facts={"reason": "no-rows"})
    return tuple(rows), tuple(findings.issues)


_Seen = dict[str, tuple[str, str]]


def _repeated(code: str, cell: FormCell, seen: _Seen, findings: IssueLog) -> bool:
    here = (cell.sheet, cell.cell)
    first = seen.setdefault(code, here)
    if first != here:
        facts = {"item": code, "other": first[1] if first[0] == cell.sheet else " ".join(first)}
        findings.add("item-repeated", cell.sheet, cell.cell, cell.found, facts)
    return first != here


def _goods_row(table: FormTable, row: FormRow, findings: IssueLog) -> GoodsListRow | None:
    missing = [key for key in ("item", "name", "price") if row[key].blank]
    for key in missing:
        findings.add("field-missing", table.sheet, row[key].cell, None, {"field": key})
    price = None if "price" in missing else _positive(row["price"], table, findings)
    reference, quantity = _reference(row.get("reference"), findings), _quantity(row.get("quantity"), findings)
    if missing or price is None or isinstance(reference, Fault) or isinstance(quantity, Fault):
        return None
    code = normalise_code(row.text("item"))
    item = Item(code, row.text("name"), price, row.text("spec"), row.text("unit"), reference)
    origin, party = source(row.text("source"))
    at = row.get("quantity") or row["item"]
    return GoodsListRow(item, quantity, origin, party, table.sheet, row["item"].cell, at.cell)


def _positive(cell: FormCell, table: FormTable, findings: IssueLog) -> Decimal | None:
    value = cell.number()
    if isinstance(value, Decimal) and 0 < value < LARGEST:
        return value
    code, reason = (value.code, value.reason) if isinstance(value, Fault) else ("points-invalid", "price")
    findings.add(code, table.sheet, cell.cell, cell.found, {"reason": reason} if reason else {})
    return None


def _reference(cell: FormCell | None, findings: IssueLog) -> int | Fault | None:
    """Cents; `3.5元` and `¥3.50` are read."""
    if cell is None or cell.blank:
        return None
    plain = re.fullmatch(r"[¥￥]?([0-9]{1,7}(?:\.[0-9]{1,2})?)元?", cell.folded)
    if plain:
        return int(Decimal(plain[1]) * 100)
    findings.add("points-invalid", cell.sheet, cell.cell, cell.found, {"reason": "yuan"})
    return Fault("points-invalid")


def _quantity(cell: FormCell | None, findings: IssueLog) -> int | Fault | None:
    """Opening stock: zero or more."""
    if cell is None or cell.blank:
        return None
    value = whole(cell)
    if value is None and unreadable(cell, findings):
        return Fault("cell-error")
    if value is None:
        findings.add("quantity-invalid", cell.sheet, cell.cell, cell.found, {"most": str(MOST_PIECES)})
        return Fault("quantity-invalid")
    return value


def unreadable(cell: FormCell, findings: IssueLog) -> bool:
    """Whether the cell holds an error or a formula never calculated; the issue is noted."""
    bad = cell.raw is not None and cell.raw.kind in ("error", "uncalculated")
    if bad and isinstance(fault := cell.number(), Fault):
        findings.add(fault.code, cell.sheet, cell.cell, cell.found)
    return bad


def whole(cell: FormCell) -> int | None:
    """Pieces, zero too; `12块` is read. None for anything that is no whole number."""
    plain = re.fullmatch(r"([0-9]{1,9})(?:\.0+)?(\D{0,3})", cell.folded)
    if not plain or plain[2].startswith((".", "-", ",", "%")):
        return None
    return 0 if int(plain[1]) == 0 else pieces(plain[1].lstrip("0"))


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
    findings = IssueLog(path)
    book = open_form(data, findings)
    if book is None:
        return (), tuple(findings.issues)
    tables = tables_of(book, COUNTS, ("item", "counted"))
    if not tables:
        findings.add("table-not-found", facts={"reason": "stocktake"})
    seen: _Seen = {}
    rows = []
    for table in tables:
        for row in table.rows:
            code = find_item(row.get("item"), row.get("name"), known, findings)
            if code is None or _repeated(code, row["item"], seen, findings) or row["counted"].blank:
                continue
            counted = _quantity(row["counted"], findings)
            if isinstance(counted, int):
                rows.append(_count_row(table, row, code, counted))
    if not rows and not findings.issues:
        findings.add("table-not-found", facts={"reason": "not-filled"})
    return tuple(rows), tuple(findings.issues)


def _count_row(table: FormTable, row: FormRow, code: str, counted: int) -> StocktakeRow:
    printed, reason = row.get("booked"), row.get("reason")
    booked = whole(printed) if printed is not None and not printed.blank else None
    booked_cell = printed.cell if printed is not None else row["counted"].cell
    reason_cell = reason.cell if reason is not None else None
    return StocktakeRow(
        code, counted, booked, row.text("reason"), table.sheet, row["counted"].cell, booked_cell, reason_cell
    )


def find_item(code: FormCell | None, name: FormCell | None, known: Mapping[str, str], findings: IssueLog) -> str | None:
    """The item a row means: by code (and its name, where given, must be that item's), else by a name only one has."""
    at = code if code is not None and not code.blank else name
    if at is None:
        return None
    if code is not None and not code.blank:
        wanted = normalise_code(code.text)
        fitting = wanted in known and (name is None or name.blank or _same_name(name.text, known[wanted]))
        if fitting:
            return wanted
        facts = {"item": wanted, "name": known.get(wanted, "")}
    else:
        same = [key for key, value in known.items() if _same_name(at.text, value)]
        if len(same) == 1:
            return same[0]
        facts = {"item": "", "name": at.text}
    findings.add("item-unknown", at.sheet, at.cell, at.found, facts, _near(at.text, name, known))
    return None


def _same_name(text: str, name: str) -> bool:
    return normalise_text(text) == normalise_text(name)


def _near(text: str, name: FormCell | None, known: Mapping[str, str]) -> tuple[str, ...]:
    wanted = {normalise_text(text), normalise_text(name.text) if name is not None else ""} - {""}
    return tuple(f"{code} {value}" for code, value in known.items() if normalise_text(value) in wanted)[:3]
