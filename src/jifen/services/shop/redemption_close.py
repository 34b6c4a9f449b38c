"""A round looked at and closed: what went out, the notice, later prints of it."""

from dataclasses import dataclass
from decimal import Decimal

from jifen.domain.as_of import AsOf
from jifen.domain.documents.published import check_code
from jifen.domain.documents.shop import Register, Settlement
from jifen.domain.period import Period
from jifen.domain.points import ZERO, show, total
from jifen.errors import JifenError
from jifen.services.publication import documents as papers
from jifen.services.publication.documents import Issued, Later
from jifen.services.roster.households import find_household, households_on
from jifen.services.session import Session
from jifen.services.shop import inventory
from jifen.services.shop import redemption_content as redemption_papers
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


def list_receipts(session: Session, period: Period, household: str | None) -> list[ReceiptView]:
    """A round's receipts in their order, of one household or of all."""
    held = inventory.round_of(session, str(period))
    code = find_household(session, household).code if household else None
    people = households_on(session, session.today)
    balances = figures.balances(session.connection, code)
    return [
        ReceiptView(
            receipt,
            people[receipt.household].head if receipt.household in people else "",
            balances[receipt.household].available if receipt.household in balances else ZERO,
            held.period,
        )
        for receipt in redemption.receipts(session.connection, round_id=held.id, household=code)
    ]


@dataclass(frozen=True, slots=True)
class Closed:
    """A round just closed, with what it leaves on paper."""

    view: RoundView
    notice: Issued
    settlement: Settlement
    register: Register


def close_period(session: Session, period: Period) -> Closed:
    """Close a round: no more redemptions; the notice is numbered and frozen."""
    with session.change("redeem close", period=str(period)) as change:
        held = inventory.round_of(session, str(period))
        if not held.is_open:
            raise JifenError("session-closed", period=held.period)
        session.confirm(_view(session, held))
        redemption.close(session.connection, change.operation_id, held.id)
        settings = session.settings()
        window = papers.planned_window(session, settings, None, settings.days("notice-days"))
        content = redemption_papers.notice(session, held.period, AsOf(change.operation_id))
        issued = papers.issue(session, change.operation_id, content, window)
        closed = inventory.round_of(session, str(period))
        return Closed(
            _view(session, closed),
            issued,
            redemption_papers.settlement(session, closed),
            redemption_papers.register(session, closed),
        )


def print_again(session: Session, period: Period) -> Issued:
    """The notice as it was published; of an open round a draft without number."""
    held = inventory.round_of(session, str(period))
    found = documents.select(session.connection, kind="redemption", period=held.period)
    if found:
        return Issued(found[-1].content, found[-1].code, found[-1].id)
    return Issued(redemption_papers.notice(session, held.period), None)


_PUBLISHED = ("number", "published_on", "notice_from", "notice_to", "backdated", "workdays")


def prove_redemption(session: Session, document: Document) -> tuple[bool, tuple[Later, ...]]:
    """Compose a redemption notice again as of its publication; and what was given back since."""
    printed = document.content
    then = redemption_papers.notice(session, document.period, AsOf(document.operation_id))
    again = {**then, **{name: printed[name] for name in _PUBLISHED}}
    now = {line["household"]: line["points"] for line in redemption_papers.notice(session, document.period)["lines"]}
    later = tuple(
        Later(line["household"], line["points"], now.get(line["household"], show(ZERO)))
        for line in printed["lines"]
        if now.get(line["household"]) != line["points"]
    )
    return check_code(again) == document.code, later
