"""The seven registers, from the one ledger; and one of the grid workers' meetings, where the village keeps them.

Points belong to months. Goods, money and redemptions belong to a period by its settlement: from the close of the
previous period's round to the close of this one's (by the day where there was no round), so that nothing is in two
periods or in none.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from jifen.domain.as_of import AsOf
from jifen.domain.chain import SHOWN
from jifen.domain.documents.registers import (
    DocumentRow,
    GoodsRow,
    MeetingRow,
    PriceRow,
    RedemptionRow,
    Registers,
    ScoreRow,
)
from jifen.domain.goods import Item, Movement
from jifen.domain.household import Household, by_grid
from jifen.domain.ledger import Entry
from jifen.domain.period import Month, Period
from jifen.domain.points import ZERO, total
from jifen.domain.redemption import Receipt, ReceiptLine
from jifen.errors import JifenError
from jifen.printing.sheets.registers import workbooks
from jifen.services.ledger.course import scored
from jifen.services.ledger.months import met_about, refuse_future
from jifen.services.life.deed_papers import in_period
from jifen.services.publication.gate import print_folder
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.services.shop.redemption_content import line_costs
from jifen.store import chain, documents, entries, figures, fund, goods, meetings, operations, redemption
from jifen.store.life import deeds, grids

OTHER_KINDS = frozenset({"opening", "transfer", "redemption", "return", "carry-over", "expiry", "reversal"})


def collect(session: Session, period: Period) -> Registers:
    """All seven; refused where two of them would disagree, which no lawful book can come to."""
    connection = session.connection
    after, when = window(session, period)
    items = inventory.items(session)
    moves = goods.movements(connection, when=when)
    by_line = {line.id: (receipt, line) for receipt in redemption.receipts(connection) for line in receipt.lines}
    people = households_on(session, session.today)
    entered = entries.select(connection, period=period, without_undone=True)
    later = entries.select(connection, after=after, when=when, without_undone=True)
    registers = Registers(
        village=session.settings()["village"],
        period=str(period),
        chain=chain.last_head(connection)[:SHOWN],
        items=items,
        lots={lot.id: lot for lot in goods.lots(connection)},
        people=people,
        receipts={line_id: receipt.number for line_id, (receipt, _) in by_line.items()},
        goods=[_goods_row(item, [move for move in moves if move.item == item.code], after) for item in items.values()],
        movements=[move for move in moves if move.operation_id > after],
        counts=goods.counts(connection, after=after, when=when),
        fund=fund.entries(connection, after=after, when=when),
        prices=_prices(session, items, after, when),
        rules=session.rulebooks().on(period.last_day).rules,
        entries=entered,
        others=[entry for entry in later if entry.month is None and entry.kind in OTHER_KINDS],
        scores=_scores(session, period, entered, people),
        meetings=_meetings(session, period),
        documents=_documents(session, period),
        redemptions=_redemptions(session, by_line, after, when),
        grid_meetings=[m for m in grids.meetings(connection) if period.first_day <= m.on <= period.last_day],
        deeds=[deed for deed in deeds.find(connection) if in_period(deed, period)],
    )
    differing = registers.differences()
    if differing:
        raise JifenError("registers-differ", period=str(period), differing=differing)
    return registers


def print_registers(
    session: Session, period: Period, folder: Path, request: PaperRequest = AS_IT_IS
) -> tuple[Registers, PrintedFiles]:
    """All seven as workbooks in `folder`, which is made where it is not there: every one or none.

    Refused for a period that has not begun.
    """
    refuse_future(session, period)
    registers = collect(session, period)
    return registers, print_folder(session, folder, workbooks(registers), request)


def window(session: Session, period: Period) -> tuple[int, AsOf]:
    """Operations after the first and up to the second belong to the period."""
    earlier = Period(period.first.plus(-len(period.months)), period.first.plus(-1))
    after = _end(session, earlier)
    return after, AsOf(max(after, _end(session, period)))


def _end(session: Session, period: Period) -> int:
    """The last operation of a period: of its last day, or the close of its last round where that is later."""
    last = goods.last_operation(session.connection, period.last_day)
    for held in redemption.rounds(session.connection):
        own = Period.parse(held.period)
        if own.first >= period.first and own.last <= period.last:
            last = max(last, held.closed_by or operations.last_id(session.connection))
    return last


def _goods_row(item: Item, own: list[Movement], after: int) -> GoodsRow:
    pieces, cents = Counter[str](), Counter[str]()
    for move in own:
        kind = move.counts_as if move.operation_id > after else "before"
        pieces[kind] += move.quantity
        cents[kind] += move.value_cents
    return GoodsRow(item, pieces.pop("before", 0), cents.pop("before", 0), pieces, cents)


def _prices(session: Session, items: Mapping[str, Item], after: int, when: AsOf) -> list[PriceRow]:
    """The list with its changes, then what rounds opened in the period froze."""
    events = goods.item_events(session.connection, when)
    prices = [PriceRow(event.item, event.on) for event in sorted(events, key=lambda event: event.item.code)]
    for held in redemption.rounds(session.connection):
        if after < held.opened_by <= when.operation:
            frozen = redemption.prices(session.connection, held.id)
            for code, points in frozen.items():
                prices.append(PriceRow(replace(items[code], price=points), held.opened_on, held.period))
    return prices


def _scores(
    session: Session, period: Period, entered: list[Entry], people: Mapping[str, Household]
) -> dict[str, list[ScoreRow]]:
    """Meeting by meeting those with points in it, or with a score where the scheme has scores."""
    live = {m.month: m for m in meetings.all_meetings(session.connection) if m.status != "voided"}
    found: dict[str, list[ScoreRow]] = {}
    for month, covers in met_about(session, period).items():
        sums = _by_category(entered, month)
        course = scored(session, live[month]) if month in live else None
        scores = course.scores if course and course.scheme.scores else {}
        grades = course.grades if course else {}
        listed = [h for h in sorted(people.values(), key=by_grid) if h.code in sums or h.code in scores]
        own = [ScoreRow(h, sums.get(h.code, {}), scores.get(h.code), grades.get(h.code)) for h in listed]
        found[str(covers if covers.last == month else month)] = own
    return found


def _by_category(entered: list[Entry], month: Month) -> dict[str, dict[str, Decimal]]:
    sums: dict[str, dict[str, Decimal]] = {}
    for entry in entered:
        if entry.month == month:
            row = sums.setdefault(entry.household, {})
            category = entry.category or ""
            row[category] = row.get(category, ZERO) + entry.points
    return sums


def _meetings(session: Session, period: Period) -> list[MeetingRow]:
    sums = figures.month_sums(session.connection)
    rows = []
    for meeting in meetings.all_meetings(session.connection):
        if meeting.month in period:
            came = sums.get(meeting.id, (0, 0, ZERO))
            rows.append(MeetingRow(str(meeting.covers), meeting.status, meeting.facts, *came))
    return rows


def _documents(session: Session, period: Period) -> list[DocumentRow]:
    scores = {str(m): figures.scores(session.connection, Period.of_month(m)) for m in period.months}
    rows = []
    for document in documents.select(session.connection):
        own = Period.parse(document.period)
        if own.last < period.first or own.first > period.last:
            continue
        monthly = document.kind == "monthly" and document.period in scores
        printed = Decimal(document.content["totals"]["points"]) if monthly else None
        now = total(score.points for score in scores[document.period].values()) if monthly else None
        rows.append(DocumentRow(document.content, document.code, printed, now))
    return rows


def _redemptions(
    session: Session, by_line: Mapping[int, tuple[Receipt, ReceiptLine]], after: int, when: AsOf
) -> list[RedemptionRow]:
    """Lines made in the period, and lines given back in it, whichever period they were made in."""
    costs = line_costs(session)
    rows = [
        RedemptionRow(receipt, line, costs.get(line.id, 0), receipt.on, receipt.note or "")
        for receipt, line in by_line.values()
        if after < receipt.operation_id <= when.operation
    ]
    for line_id, on, reason in redemption.returns(session.connection, after=after, when=when):
        rows.append(RedemptionRow(*by_line[line_id], costs.get(line_id, 0), on, reason, returned=True))
    return rows
