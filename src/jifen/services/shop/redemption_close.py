"""A round looked at and closed: what went out, the notice, later prints of it."""

from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.as_of import AsOf
from jifen.domain.period import Period
from jifen.domain.points import ZERO, show, total
from jifen.errors import JifenError
from jifen.printing.sheets import shop as sheets
from jifen.services.publication.gate import Issued, issue, print_again, print_workbook
from jifen.services.publication.heading import planned_window
from jifen.services.publication.proof import Later, same_again
from jifen.services.publication.request import AS_IT_IS, PaperRequest, PrintedFiles
from jifen.services.roster.finding import find_household
from jifen.services.roster.households import households_on
from jifen.services.session import Session
from jifen.services.shop import inventory, redemption_content
from jifen.services.shop.printing import checked_register
from jifen.services.shop.redemption import ReceiptView
from jifen.store import documents, figures, redemption
from jifen.store.documents import Document
from jifen.store.redemption import RedemptionRound


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Goods of a round: pieces out, given back, and left on the shelf now."""

    item: str
    name: str
    out: int
    returned: int
    left: int


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as it stands; households, receipts and points are net of what was given back."""

    held: RedemptionRound
    households: int
    receipts: int
    points: Decimal
    goods: tuple[Outgoing, ...]


def show_round(session: Session, period: Period) -> RoundView:
    """A round's figures."""
    return _view(session, inventory.round_of(session, str(period)))


def _view(session: Session, held: RedemptionRound) -> RoundView:
    receipts = redemption.receipts(session.connection, round_id=held.id)
    kept = [receipt for receipt in receipts if receipt.kept]
    frozen = redemption.prices(session.connection, held.id)
    found = []
    for code, stocked in inventory.stock(session).items():
        own = [line for receipt in receipts for line in receipt.lines if line.item == code]
        if not own and code not in frozen:
            continue
        out = sum(line.quantity for line in own)
        back = sum(line.quantity for line in own if line.returned_on is not None)
        found.append(Outgoing(code, stocked.item.name, out, back, stocked.on_hand))
    points = total(line.points for receipt in kept for line in receipt.kept)
    return RoundView(held, len({r.household for r in kept}), len(kept), points, tuple(found))


def list_receipts(
    session: Session, period: Period, household: str | None, grid: str | None = None
) -> list[ReceiptView]:
    """A round's receipts in their order, of one household or of all; of one grid those of who lives there today."""
    held = inventory.round_of(session, str(period))
    code = find_household(session, household).code if household else None
    people = households_on(session, session.today)
    balances = figures.balances(session.connection, code)
    goods = inventory.names(session)
    return [
        ReceiptView(
            receipt,
            people[receipt.household].head if receipt.household in people else "",
            balances[receipt.household].available if receipt.household in balances else ZERO,
            goods,
            held.period,
        )
        for receipt in redemption.receipts(session.connection, round_id=held.id, household=code)
        if grid is None or (receipt.household in people and people[receipt.household].grid == grid)
    ]


@dataclass(frozen=True, slots=True)
class Closed:
    """A round just closed: its figures, its notice, and every file it left, the notice's first."""

    view: RoundView
    notice: Issued
    files: PrintedFiles


def close_period(session: Session, period: Period, request: PaperRequest = AS_IT_IS) -> Closed:
    """Close a round: no more redemptions; the notice is numbered and frozen, settlement and register printed."""
    with session.change("redeem close", period=str(period)) as change:
        held = inventory.round_of(session, str(period))
        if not held.is_open:
            raise JifenError("session-closed", period=held.period)
        session.confirm(_view(session, held))
        redemption.close(session.connection, change.operation_id, held.id)
        window = planned_window(session, "notice-days")
        content = redemption_content.notice(session, held.period, AsOf(change.operation_id))
        issued = issue(session, change, content, window, request)
        closed = inventory.round_of(session, str(period))
        settled = redemption_content.settlement(session, closed)
        listed = redemption_content.register(session, closed)
        files = issued.files
        inside = PaperRequest(pdf=request.pdf, png=request.png, size=request.size)
        for data, name in (
            (sheets.settlement(settled), sheets.file_name(settled, sheets.SETTLEMENT)),
            checked_register(listed),
        ):
            files += print_workbook(session, data, name, inside, change.outbox, fresh=True)
        return Closed(_view(session, closed), issued, files)


def print_notice(session: Session, period: Period, request: PaperRequest = AS_IT_IS) -> Issued:
    """The notice printed as it was published; of an open round a draft without number."""
    held = inventory.round_of(session, str(period))
    published = documents.select(session.connection, kind="redemption", period=held.period)
    if published:
        return print_again(session, Issued.frozen(published[-1]), request)
    return print_again(session, Issued(redemption_content.notice(session, held.period), None), request)


def prove_redemption(session: Session, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Compose a redemption notice again as of its publication; and what was given back since."""
    printed = document.content
    then = redemption_content.notice(session, document.period, AsOf(document.operation_id))
    now = {line["household"]: line["points"] for line in redemption_content.notice(session, document.period)["lines"]}
    later = tuple(
        Later(line["household"], line["points"], now.get(line["household"], show(ZERO)))
        for line in printed["lines"]
        if now.get(line["household"]) != line["points"]
    )
    return same_again(document, then), later
