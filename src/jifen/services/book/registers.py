"""The seven registers, from the one ledger.

Points belong to months. Goods, money and redemptions belong to a period by its settlement: from the close of the
previous period's round to the close of this one's (by the day where there was no round), so that nothing is in two
periods or in none.
"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from jifen.domain.as_of import AsOf
from jifen.domain.documents.registers import (
    CountRow,
    DocumentRow,
    EntryRow,
    FundRow,
    GoodsRow,
    MeetingRow,
    MovementRow,
    PriceRow,
    RedemptionRow,
    Registers,
    RuleRow,
    ScoreRow,
)
from jifen.domain.goods import Lot
from jifen.domain.household import Household, by_grid
from jifen.domain.ledger import Entry
from jifen.domain.period import Period
from jifen.domain.points import ZERO
from jifen.errors import JifenError
from jifen.printing.papers import kinds
from jifen.printing.sheets.registers import NAMES, workbooks
from jifen.services.outbox import write_files
from jifen.services.publication.request import PrintedFiles
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.services.shop.redemption_content import line_costs
from jifen.store import documents, entries, figures, fund, goods, meetings, operations, redemption
from jifen.store.goods import Movement
from jifen.store.redemption import Receipt, ReceiptLine

OTHER_KINDS = frozenset({"opening", "transfer", "redemption", "return", "carry-over", "expiry", "reversal"})


def collect(session: Session, period: Period) -> Registers:
    """All seven; refused where two of them would disagree, which no lawful book can come to."""
    found = Registers(session.settings()["village"], str(period))
    after, upto = window(session, period)
    people = households_on(session, session.today)
    _goods(session, found, after, upto)
    _prices(session, found, period, after, upto)
    _entries(session, found, period, people, after, upto)
    _meetings(session, found, period)
    _documents(session, found, period)
    _redemptions(session, found, people, after, upto)
    differing = found.differences()
    if differing:
        raise JifenError("registers-differ", period=str(period), differing=differing)
    return found


def print_registers(session: Session, period: Period, folder: Path, *, force: bool) -> tuple[Registers, PrintedFiles]:
    """All seven as workbooks in `folder`, which is made where it is not there: every one or none."""
    paths = [folder / f"{name}.xlsx" for name in NAMES]
    if folder.exists() and not folder.is_dir():
        raise JifenError("not-a-folder", path=str(folder))
    if not folder.absolute().parent.is_dir():
        raise JifenError("folder-missing", path=str(folder.absolute().parent))
    taken = [path for path in paths if path.exists()]
    if taken and not force:
        raise JifenError("file-exists", path=str(taken[0]))
    registers = collect(session, period)
    if not session.dry_run:
        write_files(list(zip(paths, workbooks(registers).values(), strict=True)))
    return registers, PrintedFiles(tuple(paths), folder)


def window(session: Session, period: Period) -> tuple[int, int]:
    """Operations after the first and up to the second belong to the period."""
    earlier = Period(period.first.plus(-len(period.months)), period.first.plus(-1))
    after = _end(session, earlier)
    return after, max(after, _end(session, period))


def _end(session: Session, period: Period) -> int:
    """The last operation of a period: of its last day, or the close of its last round where that is later."""
    last = goods.last_operation(session.connection, period.last_day)
    for held in redemption.rounds(session.connection):
        own = Period.parse(held.period)
        if own.first >= period.first and own.last <= period.last:
            last = max(last, held.closed_by or operations.last_id(session.connection))
    return last


def _goods(session: Session, found: Registers, after: int, upto: int) -> None:
    known = inventory.items(session)
    lots = {lot.id: lot for lot in goods.lots(session.connection)}
    numbers = _line_numbers(session)
    moves = goods.movements(session.connection, when=AsOf(upto))
    for code, item in known.items():
        own = [move for move in moves if move.item == code]
        found.goods.append(_goods_row(item.code, item.name, item.spec, item.unit, own, after))
    for move in moves:
        if move.operation_id > after:
            about = numbers.get(move.receipt_line_id or 0) or move.reason or ""
            found.movements.append(_movement_row(move, known[move.item].name, lots[move.lot_id], about))
    found.counts = [
        CountRow(c.on, c.item, known[c.item].name, c.booked, c.counted, c.reason)
        for c in goods.counts(session.connection, after=after, when=AsOf(upto))
    ]
    found.fund = [
        FundRow(f.on, f.cents, f.reason, f.item, f.donor or f.party or "", f.receipt or "", f.balance)
        for f in fund.entries(session.connection, after=after, when=AsOf(upto))
    ]


def _goods_row(code: str, name: str, spec: str, unit: str, own: list[Movement], after: int) -> GoodsRow:
    pieces: dict[str, int] = {}
    cents: dict[str, int] = {}
    for move in own:
        if move.operation_id > after:
            pieces[move.kind] = pieces.get(move.kind, 0) + move.quantity
            cents[move.kind] = cents.get(move.kind, 0) + move.value_cents
    earlier = [move for move in own if move.operation_id <= after]
    return GoodsRow(
        item=code,
        name=name,
        spec=spec,
        unit=unit,
        before=sum(move.quantity for move in earlier),
        received=pieces.get("in", 0),
        redeemed=pieces.get("redemption", 0),
        returned=pieces.get("return", 0),
        written_off=pieces.get("write-off", 0),
        counted=pieces.get("stocktake", 0),
        cents_before=sum(move.value_cents for move in earlier),
        cents=cents,
    )


def _movement_row(move: Movement, name: str, lot: Lot, about: str) -> MovementRow:
    return MovementRow(
        on=move.on,
        kind=move.kind,
        item=move.item,
        name=name,
        quantity=move.quantity,
        cents=move.value_cents,
        origin=lot.origin,
        party=lot.party,
        receipt=lot.receipt,
        about=about,
        operator=move.operator,
    )


def _line_numbers(session: Session) -> dict[int, str]:
    return {line.id: r.number for r in redemption.receipts(session.connection) for line in r.lines}


def _prices(session: Session, found: Registers, period: Period, after: int, upto: int) -> None:
    for event in goods.item_events(session.connection, AsOf(upto)):
        i = event.item
        found.prices.append(PriceRow(i.code, i.name, i.spec, i.unit, i.price, i.reference_cents, event.on, round=None))
    found.prices.sort(key=lambda row: row.item)
    known = inventory.items(session)
    for held in redemption.rounds(session.connection):
        if after < held.opened_by <= upto:
            for code, points in redemption.prices(session.connection, held.id).items():
                i = known[code]
                row = PriceRow(code, i.name, i.spec, i.unit, points, i.reference_cents, held.opened_on, held.period)
                found.prices.append(row)
    book = session.rulebooks().on(period.last_day)
    found.rules = [
        RuleRow(r.code, r.category, r.wording, str(r.points), r.unit, ",".join(map(str, r.caps))) for r in book.rules
    ]


def _entries(
    session: Session, found: Registers, period: Period, people: dict[str, Household], after: int, upto: int
) -> None:
    own = entries.select(session.connection, period=period)
    found.entries = [_entry_row(entry, people) for entry in own]
    found.others = [
        _entry_row(entry, people)
        for entry in entries.select(session.connection, after=after, when=AsOf(upto))
        if entry.month is None and entry.kind in OTHER_KINDS
    ]
    found.categories = list(dict.fromkeys(entry.category or "" for entry in own))
    order = sorted(people.values(), key=by_grid)
    for month in period.months:
        sums: dict[str, dict[str, Decimal]] = {}
        for entry in own:
            if entry.month == month:
                row = sums.setdefault(entry.household, {})
                category = entry.category or ""
                row[category] = row.get(category, ZERO) + entry.points
        found.scores[str(month)] = [ScoreRow(h.code, h.head, h.grid, sums[h.code]) for h in order if h.code in sums]


def _entry_row(entry: Entry, people: dict[str, Household]) -> EntryRow:
    return EntryRow(
        id=entry.id,
        month=str(entry.month) if entry.month else None,
        on=entry.occurred_on,
        household=entry.household,
        head=people[entry.household].head if entry.household in people else "",
        kind=entry.kind,
        category=entry.category or "",
        rule=entry.rule or "",
        wording=entry.wording or "",
        reason=entry.reason or "",
        points=entry.points,
    )


def _meetings(session: Session, found: Registers, period: Period) -> None:
    sums = figures.month_sums(session.connection)
    for meeting in meetings.all_meetings(session.connection):
        if meeting.month in period:
            households, count, points = sums.get(meeting.id, (0, 0, ZERO))
            facts = {name: "; ".join(values) for name, values in meeting.facts.items()}
            row = MeetingRow(str(meeting.month), meeting.status, facts, households, count, points)
            found.meetings.append(row)


def _documents(session: Session, found: Registers, period: Period) -> None:
    scores = {str(m): figures.scores(session.connection, Period.of_month(m)) for m in period.months}
    for document in documents.select(session.connection):
        own = Period.parse(document.period)
        if own.last < period.first or own.first > period.last:
            continue
        content = document.content
        monthly = document.kind == "monthly" and document.period in scores
        now = sum((s.points for s in scores[document.period].values()), ZERO) if monthly else None
        found.documents.append(
            DocumentRow(
                number=document.number,
                kind=document.kind,
                period=document.period,
                published_on=str(content.get("published_on") or ""),
                notice_from=document.notice_from.isoformat() if document.notice_from else "",
                notice_to=document.notice_to.isoformat() if document.notice_to else "",
                code=document.code,
                lines=sum(1 for _ in kinds.lines_of(content)),
                printed=Decimal(content["totals"]["points"]) if monthly else None,
                now=now,
            )
        )


def _redemptions(session: Session, found: Registers, people: dict[str, Household], after: int, upto: int) -> None:
    """Lines made in the period, and lines given back in it, whichever period they were made in."""
    costs = line_costs(session)
    names = {code: item.name for code, item in inventory.items(session).items()}
    heads = {code: who.head for code, who in people.items()}
    by_line = {line.id: (r, line) for r in redemption.receipts(session.connection) for line in r.lines}
    for receipt, line in by_line.values():
        if after < receipt.operation_id <= upto:
            found.redemptions.append(_redemption(receipt, line, costs.get(line.id, 0), names, heads))
    for line_id, on, reason in redemption.returns(session.connection, after=after, when=AsOf(upto)):
        receipt, line = by_line[line_id]
        row = _redemption(receipt, line, costs.get(line.id, 0), names, heads)
        back = replace(row, on=on, quantity=-row.quantity, cents=-row.cents, returned=True, about=reason)
        found.redemptions.append(back)


def _redemption(
    receipt: Receipt, line: ReceiptLine, cents: int, names: dict[str, str], heads: dict[str, str]
) -> RedemptionRow:
    return RedemptionRow(
        on=receipt.on,
        receipt=receipt.number,
        household=receipt.household,
        head=heads.get(receipt.household, ""),
        item=line.item,
        name=names[line.item],
        quantity=line.quantity,
        price=line.price,
        cents=cents,
        by=" ".join(filter(None, (receipt.proxy, receipt.relation))),
        returned=False,
        about=receipt.note or "",
    )
