"""The redemption register (兑换登记表): a row an item, rows of one number a receipt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from jifen.domain.period import Month
from jifen.domain.points import show
from jifen.reading.forms.form import Form, FormCell, FormRow, FormTable
from jifen.reading.forms.items import find_item
from jifen.reading.forms.redemption_model import (
    Reading,
    Want,
    WishCell,
    check_price,
    proxy,
    wish_of,
)
from jifen.reading.words.numbers import Fault

REGISTER = Form(
    "redemption-register",
    ("date", "code", "head", "item", "name", "quantity", "price", "spent", "by", "receipt", "note"),
    tuple((item, "quantity", household) for item in ("item", "name") for household in ("code", "head")),
    "redemption",
)


def wants(table: FormTable, reading: Reading) -> list[Want]:
    """Rows that share a receipt number are one receipt; without numbers, neighbours of one household and day are."""
    groups: list[Want] = []
    numbered: dict[str, int] = {}
    for row in table.rows:
        want = _register_row(table, row, reading)
        if want is None:
            continue
        number = want.paper_number
        place = _neighbour(groups, want) if number is None else numbered.get(number)
        if place is None:
            if number is not None:
                numbered[number] = len(groups)
            groups.append(want)
        elif _owner(groups[place]) == _owner(want):
            groups[place] = _joined(groups[place], want)
        else:
            facts = {"other": groups[place].number_cell or groups[place].cell}
            reading.log.add("receipt-repeated", table.sheet, want.number_cell, number, facts)
    return groups


def _owner(want: Want) -> tuple[str, date | None]:
    return want.household.code, want.on


def _neighbour(groups: Sequence[Want], want: Want) -> int | None:
    last = groups[-1] if groups else None
    same = last is not None and last.paper_number is None and _owner(last) == _owner(want) and last.by == want.by
    return len(groups) - 1 if same else None


def _joined(first: Want, more: Want) -> Want:
    return replace(
        first,
        wishes=first.wishes + more.wishes,
        by=first.by or more.by,
        relation=first.relation or more.relation,
        note=first.note or more.note,
    )


def _register_row(table: FormTable, row: FormRow, reading: Reading) -> Want | None:
    who = reading.household(row)
    code = find_item(row.get("item"), row.get("name"), reading.shelf.names, reading.log)
    wish = None if code is None else wish_of(row["quantity"], code, reading)
    on = _day(row.get("date"), reading)
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


def _check_amounts(row: FormRow, wish: WishCell, reading: Reading) -> None:
    """The price must be the round's, the points quantity times price (with a minus before them or not)."""
    price = row.get("price")
    if price is not None and not price.blank:
        value = price.number()
        if isinstance(value, Decimal):
            check_price(abs(value), wish.item, price, reading)
        elif value is not None:
            reading.log.fault_on(value, price)
    points = row.get("spent")
    held = reading.shelf.prices.get(wish.item)
    if points is None or points.blank or held is None:
        return
    value = points.number()
    if isinstance(value, Fault):
        reading.log.fault_on(value, points)
    elif value is not None and abs(value) != held * wish.quantity:
        reading.log.on("price-mismatch", points, {"item": wish.item, "expected": show(held * wish.quantity)})


def _day(cell: FormCell | None, reading: Reading) -> date | Fault | None:
    """A day within the round's days and not after today; None where the row bears none."""
    if cell is None or cell.blank:
        return None
    shelf = reading.shelf
    day = cell.day(Month.of(shelf.today), shelf.today)
    if isinstance(day, Fault):
        reading.log.fault_on(day, cell)
        return day
    last = min(shelf.today, shelf.last or shelf.today)
    if day is not None and not (shelf.first or date.min) <= day <= last:
        facts = {"reason": "session", "first": str(shelf.first or ""), "last": str(last)}
        reading.log.on("date-invalid", cell, facts)
        return Fault("date-invalid")
    return day
