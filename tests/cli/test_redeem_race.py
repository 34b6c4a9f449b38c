"""Two desks at once, and the plug pulled at any moment: points and goods move together or not at all."""

import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import shop_race
from cli_support import Village
from shop_support import on_hand, written

from jifen.services.shop.redemption_return import give_back
from jifen.store.connection import open_book

SOAK = bool(os.environ.get("JIFEN_SOAK"))
ROUNDS = 100 if SOAK else 10
"""`make soak` asks for the many."""
KILLS = 100 if SOAK else 5
SPAWN = multiprocessing.get_context("spawn")


@contextmanager
def two_desks(book: Path) -> Iterator[list[Connection]]:
    barrier = SPAWN.Barrier(2)
    pipes, desks = [], []
    for _ in range(2):
        ours, theirs = SPAWN.Pipe()
        desk = SPAWN.Process(target=shop_race.redeem_when_told, args=(book, barrier, theirs), daemon=True)
        desk.start()
        pipes.append(ours)
        desks.append(desk)
    try:
        yield pipes
    finally:
        for pipe in pipes:
            pipe.send(None)
        for desk in desks:
            desk.join(10)


def race(book: Path, pipes: list[Connection], orders: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """One round: both at once; what the winner got is given back for the next."""
    for pipe, order in zip(pipes, orders, strict=True):
        pipe.send(order)
    assert all(pipe.poll(20) for pipe in pipes)
    found: list[tuple[str, str]] = [pipe.recv() for pipe in pipes]
    with closing(open_book(book, book.parent)) as connection:
        session = shop_race.opened(connection, book)
        for outcome, number in found:
            if outcome == "ok":
                give_back(session, number, None, "再来一次")
    return found


def test_two_desks_at_the_last_item_and_the_last_points_serve_exactly_one_in_every_round(market: Village) -> None:
    market("goods", "write-off", "A01", "9", "--reason", "只留一块")
    with two_desks(market.book) as pipes:
        last_item = [race(market.book, pipes, [("01-01", "A01"), ("01-02", "A01")]) for _ in range(ROUNDS)]
        market("goods", "receive", "A01", "9", "--donation", "甲", "--value", "3")
        last_points = [race(market.book, pipes, [("01-04", "A01"), ("01-04", "A01")]) for _ in range(ROUNDS)]
    for refusal, rounds in (("stock-short", last_item), ("points-short", last_points)):
        assert all(sorted(outcome for outcome, _ in found) == ["ok", "refused"] for found in rounds)
        assert {code for found in rounds for outcome, code in found if outcome == "refused"} == {refusal}
    assert on_hand(market, "A01") == 10
    assert market.json("verify")["ok"]


def moved_together(village: Village) -> bool:
    """Whether what was paid is exactly what left the shelf at its prices, and each receipt is whole."""
    paid = village.sql("SELECT coalesce(sum(points), 0) FROM entry WHERE kind IN ('redemption', 'return')")[0][0]
    gone = village.sql(
        "SELECT coalesce(sum(m.quantity * l.price), 0) FROM movement AS m JOIN receipt_line AS l "
        "ON l.id = m.receipt_line_id"
    )[0][0]
    whole = village.sql(
        "SELECT count(*) FROM receipt WHERE (SELECT count(*) FROM receipt_line WHERE receipt_id = id) = 0"
    )
    return bool(paid == gone and whole[0][0] == 0 and village.json("verify")["ok"])


def test_killed_at_any_moment_points_and_goods_have_moved_together_or_not_at_all(market: Village) -> None:
    chance = random.Random(5)
    made = 0
    for kill in range(KILLS):
        ours, theirs = SPAWN.Pipe()
        desk = SPAWN.Process(target=shop_race.redeem_without_end, args=(market.book, theirs), daemon=True)
        desk.start()
        assert ours.recv() == "ready"
        time.sleep(chance.uniform(0.002, 0.05) * (1 + 2 * kill))  # later ones give a busy machine its time
        desk.kill()
        desk.join(10)
        assert moved_together(market)
        made = int(market.sql("SELECT count(*) FROM receipt")[0][0])
    assert made > 0


def test_a_sheet_whose_import_is_killed_is_in_the_book_wholly_or_not_at_all(market: Village) -> None:
    codes = [h["household"] for h in market.json("roster", "list") if h["status"] == "active"][:150]
    rows = "".join(f"{code},100\n" for code in codes if not code.startswith(("01-0", "02-0")))
    market("points", "opening", written(market, "更多.csv", f"户编号,期初积分\n{rows}"), "--yes")
    market("goods", "receive", "A01", "500", "--donation", "甲", "--value", "3")
    wishes = "".join(f"{code},2\n" for code in codes if not code.startswith(("01-0", "02-0")))
    sheet = written(market, "签领.csv", f"户编号,A01 香皂（5分）\n{wishes}")
    shutil.copyfile(market.book, market.folder / "before.db")
    chance = random.Random(7)
    outcomes = set()
    for longest in (*(0.005, 0.02, 0.05) * (10 if SOAK else 1), 60):
        shutil.copyfile(market.folder / "before.db", market.book)
        (market.folder / "jifen.db-journal").unlink(missing_ok=True)
        ours, theirs = SPAWN.Pipe()
        clerk = SPAWN.Process(target=shop_race.import_once, args=(market.book, sheet, theirs), daemon=True)
        clerk.start()
        assert ours.recv() == "ready"
        ours.poll(chance.uniform(0, longest) if longest < 1 else longest)
        clerk.kill()
        clerk.join(10)
        assert moved_together(market)
        outcomes.add(int(market.sql("SELECT count(*) FROM receipt")[0][0]))
    assert outcomes <= {0, wishes.count("\n")}
    assert wishes.count("\n") in outcomes
