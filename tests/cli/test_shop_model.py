"""Random days in the shop against a model that only adds and subtracts."""

import os
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import shop_race
from hypothesis import given, settings
from hypothesis import strategies as st
from shop_support import POINTS

from jifen.errors import JifenError
from jifen.services.book.verify import verify_shop
from jifen.services.ledger.accounts import accounts
from jifen.services.session import Session
from jifen.services.shop.goods import Delivery, receive, write_off
from jifen.services.shop.inventory import stock
from jifen.services.shop.redemption import add, open_period
from jifen.services.shop.redemption_return import give_back
from jifen.store import fund
from jifen.store.connection import open_book

PRICES = {"A01": Decimal(5), "A02": Decimal(20), "B01": Decimal(80), "B02": Decimal("2.5")}
ITEMS, HOUSEHOLDS = st.sampled_from(sorted(PRICES)), st.sampled_from(["01-01", "01-02", "01-03", "02-01", "02-02"])
OPENING = {code: Decimal(POINTS[code]) for code in ("01-01", "01-02", "01-03", "02-01", "02-02")}
STEPS = st.one_of(
    st.tuples(st.just("buy"), ITEMS, st.integers(1, 6), st.integers(0, 900)),
    st.tuples(st.just("give"), ITEMS, st.integers(1, 6), st.integers(0, 900)),
    st.tuples(st.just("spoil"), ITEMS, st.integers(1, 5)),
    st.tuples(st.just("redeem"), HOUSEHOLDS, st.lists(st.tuples(ITEMS, st.integers(1, 4)), min_size=1, max_size=3)),
    st.tuples(st.just("return"), st.integers(0, 8), st.integers(0, 3)),
)


@dataclass
class Model:
    """What a child would write down: pieces, points, cents, and receipts with what is left to give back."""

    pieces: dict[str, int] = field(default_factory=lambda: {"A01": 10, "A02": 4, "B01": 1, "B02": 0})
    points: dict[str, Decimal] = field(default_factory=lambda: dict(OPENING))
    cents: int = 0
    receipts: list[tuple[str, str, dict[int, tuple[str, int]]]] = field(default_factory=list)

    def allows(self, household: str, wishes: list[tuple[str, int]]) -> bool:
        wanted: dict[str, int] = {}
        for item, count in wishes:
            wanted[item] = wanted.get(item, 0) + count
        cost = sum(PRICES[item] * count for item, count in wishes)
        return cost <= self.points[household] and all(self.pieces[item] >= n for item, n in wanted.items())


def play(session: Session, model: Model, step: tuple[object, ...]) -> None:
    match step:
        case ("buy" | "give" as how, str(item), int(count), int(cents)):
            delivery = Delivery("purchase" if how == "buy" else "donation", "某人", cents)
            receive(session, item, str(count), delivery)
            model.pieces[item] += count
            model.cents -= count * cents if how == "buy" else 0
        case ("spoil", str(item), int(count)):
            fits = model.pieces[item] >= count
            assert refused(lambda: write_off(session, item, str(count), "受潮")) == ("" if fits else "stock-short")
            model.pieces[item] -= count if fits else 0
        case ("redeem", str(household), list(wishes)):
            redeem(session, model, household, wishes)
        case ("return", int(which), int(line)):
            give(session, model, which, line)


def refused(work: object) -> str:
    try:
        work()  # type: ignore[operator]
    except JifenError as error:
        return error.code
    return ""


def redeem(session: Session, model: Model, household: str, wishes: list[tuple[str, int]]) -> None:
    fits = model.allows(household, wishes)
    try:
        number = add(session, household, [(item, str(count)) for item, count in wishes]).receipt.number
    except JifenError as error:
        assert not fits
        assert error.code in ("stock-short", "points-short")
        return
    assert fits
    for item, count in wishes:
        model.pieces[item] -= count
        model.points[household] -= PRICES[item] * count
    model.receipts.append((household, number, dict(enumerate(wishes, 1))))


def give(session: Session, model: Model, which: int, line: int) -> None:
    """Line 0: everything that is left of the receipt."""
    if which >= len(model.receipts):
        return
    household, number, lines = model.receipts[which]
    back = dict(lines) if line == 0 else {n: wish for n, wish in lines.items() if n == line}
    code = refused(lambda: give_back(session, number, line or None, "不要了"))
    assert code == ("" if back else "line-returned") or (not back and code == "line-unknown")
    for n, (item, count) in back.items():
        del lines[n]
        model.pieces[item] += count
        model.points[household] += PRICES[item] * count


@settings(max_examples=400 if os.environ.get("JIFEN_SOAK") else 25, deadline=None)
@given(steps=st.lists(STEPS, max_size=25))
def test_whatever_happens_in_the_shop_the_book_agrees_with_plain_sums(
    stocked_book: Path, steps: list[tuple[object, ...]]
) -> None:
    from jifen.domain.period import Period

    model = Model()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "jifen.db"
        shutil.copyfile(stocked_book, book)
        with closing(open_book(book, Path(folder))) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            session = shop_race.opened(connection, book)
            open_period(session, Period.parse("2025Q3"), None, None)
            for step in steps:
                play(session, model, step)
            assert {code: held.on_hand for code, held in stock(session).items()} == model.pieces
            held = {a.household.code: a.balance.available for a in accounts(session)}
            assert {code: held[code] for code in model.points} == model.points
            assert fund.balance(connection) == model.cents
            assert [check.name for check in verify_shop(session) if not check.ok] == []
