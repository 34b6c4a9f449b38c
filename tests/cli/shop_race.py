"""What the processes of the race do: a module of its own, so that a spawned process can import it."""

import sqlite3
from contextlib import closing
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from jifen.errors import JifenError
from jifen.services.session import Folders, Session
from jifen.services.shop.redemption import add
from jifen.services.shop.redemption_import import import_redemptions
from jifen.services.shop.redemption_return import give_back
from jifen.store.connection import open_book

TODAY = date(2025, 10, 8)


def opened(connection: sqlite3.Connection, book: Path) -> Session:
    folder = book.parent
    return Session(
        connection, book, "文书", TODAY, Folders(folder / "备份", folder / "导出", folder / "模板", folder / "照片")
    )


def redeem_when_told(book: Path, barrier: Barrier, pipe: Connection) -> None:
    """A desk in a process of its own: household and item come in, both desks start at once, the outcome goes out."""
    with closing(open_book(book, book.parent)) as connection:
        session = opened(connection, book)
        while (order := pipe.recv()) is not None:
            household, item = order
            barrier.wait()
            try:
                pipe.send(("ok", add(session, household, [(item, "1")]).receipt.number))
            except JifenError as error:
                pipe.send(("refused", error.code))


def redeem_without_end(book: Path, pipe: Connection) -> None:
    """Receipts and returns one after the other until the process is killed."""
    with closing(open_book(book, book.parent)) as connection:
        session = opened(connection, book)
        pipe.send("ready")
        while True:
            found = add(session, "02-01", [("A01", "2"), ("A02", "1")])
            give_back(session, found.receipt.number, 1, "坏了")
            give_back(session, found.receipt.number, None, "坏了")


def import_once(book: Path, sheet: Path, pipe: Connection) -> None:
    """A whole sheet, to be killed on the way."""
    data = sheet.read_bytes()
    with closing(open_book(book, book.parent)) as connection:
        session = opened(connection, book)
        pipe.send("ready")
        import_redemptions(session, str(sheet), data)
        pipe.send("done")
