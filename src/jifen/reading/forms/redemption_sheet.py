"""The sign-out sheet (签领表): a row a household, a column an item headed `A01 香皂（5分）`."""

import re
from collections.abc import Mapping
from decimal import Decimal

from jifen.reading.formats.workbook import Cell, address
from jifen.reading.forms.form import Form, FormCell, FormTable
from jifen.reading.forms.redemption_model import Place, Reading, Want, check_price, proxy, wish_of
from jifen.reading.words.names import normalise_code, normalise_text

SIGN_OUT_SHEET = Form(
    "redemption-sheet",
    ("code", "head", "grid", "available", "signature", "by", "note"),
    (("code",), ("head",)),
    "redemption",
    others=True,
)
_COLUMN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._\-]*)?(.*?)(?:[(\[]([0-9.]+)积?分[)\]])?")
_LIKE_CODE = re.compile(r"[A-Za-z]{1,3}[0-9]{1,4}(?![A-Za-z0-9])")
"""A header that begins like an item's code: a column of goods even where it bears no price."""


def items(table: FormTable, reading: Reading) -> dict[str, str]:
    """Columns of items: key of the column → code. A header with a price must bear the round's."""
    columns: dict[str, str] = {}
    first: dict[str, str] = {}
    for index, text in sorted(table.others.items()):
        header = FormCell(table.sheet, address(table.header_row, index), Cell("text", text))
        code, name, price = _header(text, reading.shelf.names)
        if code is None:
            if price is not None or _LIKE_CODE.match(text.strip()):
                reading.log.on("item-unknown", header, {"item": name or text, "name": ""})
            continue
        if code in first:
            reading.log.on("item-repeated", header, {"item": code, "other": first[code]})
            continue
        first[code] = header.cell
        check_price(price, code, header, reading)
        columns[f"column:{index}"] = code
    return columns


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


def wants(table: FormTable, columns: Mapping[str, str], reading: Reading) -> list[Want]:
    """What each household's row says, `columns` being those of goods.

    A household has one row; a sheet of other goods, on which the columns of an earlier sheet go on, has its own.
    """
    goods = frozenset(columns.values())
    wanted: list[Want] = []
    for row in table.rows:
        who = reading.household(row)
        if who is None:
            continue
        household, named = who
        earlier = reading.seen.setdefault(household.code, [])
        first = next((place for place in earlier if place.sheet == table.sheet or not _apart(place.goods, goods)), None)
        if first is not None:
            facts = {"household": household.code, "other_sheet": first.sheet, "other": first.cell}
            reading.log.on("row-repeated", named, facts)
            continue
        earlier.append(Place(table.sheet, named.cell, goods))
        filled = [(key, code) for key, code in columns.items() if not row[key].blank]
        if not filled or reading.inactive(household, named):
            continue
        wishes = tuple(w for key, code in filled if (w := wish_of(row[key], code, reading)) is not None)
        by, relation = proxy(row.text("by")) or _noted(row.text("note")) or (None, None)
        note = row.text("note") or None
        if wishes:
            wanted.append(Want(household, wishes, table.sheet, named.cell, by=by, relation=relation, note=note))
    return wanted


def _apart(goods: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sheets have columns of goods, and none of the same."""
    return bool(goods) and bool(others) and not goods & others


def _noted(text: str) -> tuple[str, str | None] | None:
    """Who signed for the household, where the remarks say 代领."""
    return proxy(text) if "代领" in text else None
