"""What is read from sign-out sheets and registers, and what both readers share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from jifen.domain.goods import MOST_PIECES
from jifen.domain.household import Household, Roster
from jifen.domain.points import show
from jifen.reading.forms.form import FormCell, FormRow
from jifen.reading.forms.goods import unreadable, whole
from jifen.reading.issue_log import IssueLog
from jifen.reading.issues import Issue
from jifen.reading.words.households import Households
from jifen.reading.words.names import normalise_grid, normalise_text
from jifen.reading.words.numbers import Fault

RedemptionForm = Literal["sheet", "register"]
CODE = ("户编号", "户号", "户编码", "家庭编号")
HEAD = ("户主", "户主姓名", "户名", "姓名")
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
    """What the reader may know: names of all items, prices of the session, households, its period, which days count."""

    names: Mapping[str, str]
    prices: Mapping[str, Decimal]
    roster: Roster
    period: str
    today: date
    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class Reading:
    """A file while it is read: what is known, what was found wrong, which households stood on it already."""

    shelf: Shelf
    findings: IssueLog
    households: Households
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)

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


def check_price(price: Decimal | None, code: str, sheet: str, cell: str, found: str | None, reading: Reading) -> None:
    """A price on paper must be the session's."""
    held = reading.shelf.prices.get(code)
    if price is not None and held is not None and price != held:
        facts = {"item": code, "expected": show(held)}
        reading.findings.add("price-mismatch", sheet, cell, found, facts)


def wish_of(cell: FormCell, code: str, reading: Reading) -> WishCell | None:
    """A quantity that was filled in; None with the issue noted where it is no whole number from one."""
    value = whole(cell)
    if not value and unreadable(cell, reading.findings):
        return None
    if not value:
        facts = {"most": str(MOST_PIECES)}
        reading.findings.add("quantity-invalid", cell.sheet, cell.cell, cell.found, facts)
        return None
    return WishCell(code, value, cell.cell)


def note_fault(fault: Fault | None, cell: FormCell, reading: Reading) -> None:
    """A cell that could not be read; nothing for a blank one."""
    if fault is not None:
        facts = {"reason": fault.reason} if fault.reason else {}
        reading.findings.add(fault.code, cell.sheet, cell.cell, cell.found, facts)


def proxy(text: str) -> tuple[str, str | None] | None:
    """`张小丽（儿媳）`, `张小丽 儿媳`, `由张小丽（儿媳）代领` → the name and the relation; None for blank."""
    words = text.split()
    plain = normalise_text("、".join(words) if len(words) == 2 else text)
    if not plain:
        return None
    match = _PROXY.fullmatch(plain)
    return (match[1], match[2] or None) if match else (text.strip(), None)
