"""A real book in a temporary folder, and SQL as a hostile neighbour would type it."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from jifen.services.session import Folders, Session
from jifen.store.connection import create, open_book

AT, TODAY = "2025-07-28T08:00:00.000Z", "2025-07-28"


def fill(connection: sqlite3.Connection) -> None:
    """One operation, two households, a meeting in July, one award of 2 points."""
    run = connection.execute
    run("INSERT INTO operation (command, done_at, done_on, operator) VALUES ('test', ?, ?, '文书')", (AT, TODAY))
    for code in ("01-01", "01-02"):
        run("INSERT INTO household (code, operation_id) VALUES (?, 1)", (code,))
        run(
            "INSERT INTO household_event (operation_id, household, effective_on, kind, head, grid, status) "
            "VALUES (1, ?, '2025-01-01', 'registered', '王建国', '1', 'active')",
            (code,),
        )
    run("INSERT INTO meeting (operation_id, month) VALUES (1, '2025-07')")
    run("INSERT INTO meeting_event (operation_id, meeting_id, status) VALUES (1, 1, 'recorded')")
    run(
        "INSERT INTO entry (operation_id, household, kind, points, category, month, meeting_id) "
        "VALUES (1, '01-01', 'award', 200, '环境卫生', '2025-07', 1)"
    )


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("book") / "jifen.db"
    with closing(create(found)) as connection:
        fill(connection)
    return found


@pytest.fixture
def path(tmp_path: Path, filled: Path) -> Path:
    return Path(shutil.copyfile(filled, tmp_path / "jifen.db"))


@pytest.fixture
def neighbour(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection without any of this program's care: no foreign keys, no recursive triggers."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.fixture(scope="session")
def blank_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("blank") / "jifen.db"
    create(found).close()
    return found


@pytest.fixture
def session(tmp_path: Path, blank_book: Path) -> Iterator[Session]:
    path = Path(shutil.copyfile(blank_book, tmp_path / "jifen.db"))
    folders = Folders(tmp_path / "backups", tmp_path / "exports", tmp_path / "templates", tmp_path / "photos")
    found = Session(open_book(path, folders.backups), path, "tester", date(2025, 7, 28), folders)
    yield found
    found.connection.close()
