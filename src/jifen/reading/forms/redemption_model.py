"""What is read from sign-out sheets and registers, and what both readers share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from jifen.domain.goods import MOST_PIECES
from jifen.domain.household import Household, Roster
from jifen.domain.points import show
from jifen.reading.forms.form import FormCell, FormRow, find_household
from jifen.reading.forms.items import whole
from jifen.reading.issue_log import IssueLog, Located
from jifen.reading.issues import Issue
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_text
from jifen.reading.words.numbers import broken

RedemptionForm = Literal["sheet", "register"]
_PROXY = re.compile(r"(?:由|代领人?[:：]?)?([\u3400-\u9fff·]{2,12}?)(?:[(\[,、;:](.{1,8}?)[)\]]?)?(?:代领|代签)?")


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

    layout: RedemptionForm
    wants: tuple[Want, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the reader may know: names of all items, prices of the round, households, its period, which days count."""

    names: Mapping[str, str]
    prices: Mapping[str, Decimal]
    roster: Roster
    period: str
    today: date
    first: date | None = None
    last: date | None = None


class Place(NamedTuple):
    """Where a household stands, and the goods that sheet has columns of."""

    sheet: str
    cell: str
    goods: frozenset[str]


@dataclass(slots=True)
class Reading:
    """A file while it is read: what is known, what was found wrong, which households stood on it already."""

    shelf: Shelf
    log: IssueLog
    households: Households
    seen: dict[str, list[Place]] = field(default_factory=dict)

    def household(self, row: FormRow) -> tuple[Household, FormCell] | None:
        """Who a row is about, with the cell that names it; None with the issue noted."""
        household = find_household(row, self.households, self.log)
        return None if household is None else (household, row.identity)

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
            self.log.on("household-inactive", named, facts)
        return gone


def check_price(price: Decimal | None, code: str, at: Located, reading: Reading) -> None:
    """A price on paper must be the round's."""
    held = reading.shelf.prices.get(code)
    if price is not None and held is not None and price != held:
        reading.log.on("price-mismatch", at, {"item": code, "expected": show(held)})


def wish_of(cell: FormCell, code: str, reading: Reading) -> WishCell | None:
    """A quantity that was filled in; None with the issue noted where it is no whole number from one."""
    value = whole(cell)
    if value:
        return WishCell(code, value, cell.cell)
    if fault := broken(cell.raw):
        reading.log.fault_on(fault, cell)
    else:
        reading.log.on("quantity-invalid", cell, {"most": str(MOST_PIECES)})
    return None


def proxy(text: str) -> tuple[str, str | None] | None:
    """`张小丽（儿媳）`, `张小丽 儿媳`, `由张小丽（儿媳）代领` → the name and the relation; None for blank."""
    words = text.split()
    plain = normalise_text("、".join(words) if len(words) == 2 else text)
    if not plain:
        return None
    match = _PROXY.fullmatch(plain)
    return (match[1], match[2] or None) if match else (text.strip(), None)
