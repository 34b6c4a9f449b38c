"""What every use case of the shop needs: goods with their stock, and the round that is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jifen.domain import goods as domain_goods
from jifen.domain.as_of import NOW, AsOf
from jifen.domain.goods import MOST_PIECES, Item, Lot, Movement, pieces
from jifen.domain.points import total
from jifen.errors import JifenError, UsageError
from jifen.reading.words.names import normalise_code, normalise_text
from jifen.services.session import Session
from jifen.store import goods, redemption
from jifen.store.redemption import RedemptionRound


@dataclass(frozen=True, slots=True)
class Stocked:
    """An item today and its lots."""

    item: Item
    lots: tuple[Lot, ...] = ()

    @property
    def on_hand(self) -> int:
        """Pieces there."""
        return sum(lot.on_hand for lot in self.lots)

    @property
    def value_cents(self) -> int:
        """What they are worth."""
        return sum(lot.value_cents for lot in self.lots)

    @property
    def donated(self) -> int:
        """Pieces there that were given."""
        return sum(lot.on_hand for lot in self.lots if lot.origin == "donation")

    @property
    def best_before(self) -> date | None:
        """The first day anything of it expires."""
        days = [lot.best_before for lot in self.lots if lot.on_hand and lot.best_before]
        return min(days) if days else None

    def expired(self, today: date) -> int:
        """Pieces past their day."""
        return sum(lot.on_hand for lot in self.lots if lot.best_before and lot.best_before < today)


def items(session: Session, when: AsOf = NOW, day: date | None = None) -> dict[str, Item]:
    """Every item as of today (or a day), by code."""
    return domain_goods.as_of(goods.item_events(session.connection, when), day or session.today)


def names(session: Session) -> dict[str, str]:
    """What every item is called today, by code."""
    return {code: item.name for code, item in items(session).items()}


def stock(session: Session, when: AsOf = NOW) -> dict[str, Stocked]:
    """Every item with its lots, by code."""
    shelves = goods.by_item(goods.lots(session.connection, when))
    return {code: Stocked(item, tuple(shelves.get(code, ()))) for code, item in items(session, when).items()}


@dataclass(frozen=True, slots=True)
class MovedGoods:
    """Pieces that came or went, and the name the item has today; of goods whose list was taken back none."""

    movement: Movement
    name: str


def moved(session: Session) -> list[MovedGoods]:
    """Every movement in the order of entry, those answered and their answers too."""
    known = items(session)
    moves = goods.movements(session.connection, whole=True)
    return [MovedGoods(move, known[move.item].name if move.item in known else "") for move in moves]


def stock_points(found: Iterable[Stocked]) -> Decimal:
    """The points that what is on hand is priced at."""
    return total(s.item.price * s.on_hand for s in found)


def find_item(session: Session, text: str) -> Item:
    """By code (case and widths do not matter), else by name, else by a part of it, where only one item fits.

    Refused: `item-ambiguous` with the items that fit, `item-unknown`.
    """
    fitting = _fitting(items(session), text)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise JifenError("item-ambiguous", found=text, items=fitting)
    raise JifenError("item-unknown", found=text)


def knows_item(session: Session, text: str) -> bool:
    """Whether a text names an item, or several."""
    return bool(_fitting(items(session), text))


def _fitting(known: Mapping[str, Item], text: str) -> list[Item]:
    code, name = normalise_code(text), normalise_text(text)
    if code in known:
        return [known[code]]
    same = [item for item in known.values() if normalise_text(item.name) == name]
    return same or [item for item in known.values() if name and name in normalise_text(item.name)]


def quantity(text: str) -> int:
    """Whole pieces from 1; anything else is wrong usage."""
    found = pieces(normalise_text(text))
    if found is None:
        raise UsageError("quantity-invalid", found=text.replace("\u2212", "-"), most=MOST_PIECES)
    return found


def open_round(session: Session) -> RedemptionRound | None:
    """The round that takes redemptions now; at most one does."""
    return next((s for s in redemption.rounds(session.connection) if s.is_open), None)


def round_or_none(session: Session, period: str) -> RedemptionRound | None:
    """The round of a period, None where it was not opened yet."""
    return next((held for held in redemption.rounds(session.connection) if held.period == period), None)


def round_of(session: Session, period: str) -> RedemptionRound:
    """The round of a period; refused where there never was one."""
    held = round_or_none(session, period)
    if held is None:
        raise JifenError("session-unknown", period=period)
    return held


def join_round(session: Session, operation_id: int, codes: Iterable[str]) -> None:
    """Goods that came in while a round is open join it at their price of today; prices frozen before stay."""
    running = open_round(session)
    if running is None:
        return
    frozen = redemption.prices(session.connection, running.id)
    known = items(session)
    new = [(code, known[code].price) for code in dict.fromkeys(codes) if code not in frozen]
    redemption.add_prices(session.connection, operation_id, running.id, new)
