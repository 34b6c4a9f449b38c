"""A book of every earlier version, with real rows in every table it had, brought up by this program.

The rows come from a village that lives through all of it; an older book is the older schema filled with the rows of
the day it stood at. So what the upgrade must give is known: the very book the rows were taken from.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from jifen.cli.main import run
from jifen.store import chain, figures
from jifen.store.chain import FIRST_STEP
from jifen.store.connection import BOOK_VERSION, create, open_book
from jifen.store.files import APPLICATION_ID
from jifen.store.migrations import m004_house
from jifen.store.migrations.steps import STEPS, upgrade
from jifen.store.migrations.tools import without_triggers

OLD_COLUMNS = {(table, new): old for table, old, new in m004_house.RENAMED_COLUMNS} | {
    ("document", "notice_starts_on"): "notice_from",
    ("document", "notice_ends_on"): "notice_to",
}
OLDER = range(1, BOOK_VERSION)
WITH_CONTENT = 8
"""The step that gave the bytes of files a table of their own."""
FILLED_BY_STEPS = frozenset({"document_kind", "village"})
"""Tables whose first rows a step writes itself."""
OF_THE_BOOK = frozenset({"village", "operation_head", "delivery"})
"""Tables that differ from book to book: its random name, the heads that begin with it, files on their way."""


def tables_of(book: sqlite3.Connection, place: str = "main") -> list[str]:
    rows = book.execute(f"SELECT name FROM {place}.sqlite_master WHERE type = 'table' ORDER BY rowid")
    return [name for (name,) in rows if not name.startswith(("_", "sqlite_"))]


def older(stage: Path, path: Path, steps: int) -> Path:
    """The book of a stage as a program of so many steps would have left it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        book.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        upgrade(book, until=steps)
        book.execute("ATTACH ? AS stage", (str(stage),))
        book.execute("BEGIN")
        with without_triggers(book):  # a closed round takes no receipts, and these come after its closing
            for table in tables_of(book):
                if table in FILLED_BY_STEPS:
                    continue
                new = m004_house.RENAMED_TABLES.get(table, table)
                columns = [row[1] for row in book.execute(f"PRAGMA stage.table_info({new})")]
                known = {row[1] for row in book.execute(f"PRAGMA main.table_info({table})")}
                old = [column if column in known else OLD_COLUMNS[new, column] for column in columns]
                book.execute(
                    f"INSERT INTO main.{table} ({', '.join(old)}) SELECT {', '.join(columns)} FROM stage.{new}"
                )
            if steps < WITH_CONTENT:
                kept = "SELECT content FROM stage.source_content WHERE source_file_id = source_file.id"
                book.execute(f"UPDATE source_file SET content = ({kept})")
            if steps >= chain.FIRST_STEP:
                book.execute("DELETE FROM operation_head")
                chain.chain_old_book(book, steps)
        book.execute("COMMIT")
    return path


def schema(book: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Every object by name with its text, spaces apart."""
    rows = book.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    return [(*row[:3], " ".join((row[3] or "").split())) for row in rows]


def content(book: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the book's own random name and what hangs on it."""
    tables = [table for table in tables_of(book) if table not in OF_THE_BOOK]
    return {table: book.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def newest(stages: dict[int, Path], steps: int, table: str) -> int:
    with closing(sqlite3.connect(stages[steps])) as book:
        return int(book.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.parametrize("steps", OLDER)
def test_the_older_book_has_rows_in_every_table_it_knew(stages: dict[int, Path], tmp_path: Path, steps: int) -> None:
    path = older(stages[steps], tmp_path / "jifen.db", steps)
    with closing(sqlite3.connect(path)) as book:
        rows = content(book)
        assert book.execute("PRAGMA user_version").fetchone() == (steps,)
    assert [table for table in rows if not rows[table]] == []


@pytest.mark.parametrize("steps", OLDER)
def test_an_older_book_comes_up_equal_to_one_that_was_never_old(
    stages: dict[int, Path], tmp_path: Path, steps: int
) -> None:
    path = older(stages[steps], tmp_path / "jifen.db", steps)
    old = path.read_bytes()
    with closing(open_book(path, tmp_path / "备份")) as book, closing(sqlite3.connect(stages[steps])) as wanted:
        assert book.execute("PRAGMA user_version").fetchone() == (BOOK_VERSION,)
        assert book.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert content(book) == content(wanted)
        assert figures.balances(book) == figures.balances(wanted)
        assert len(book.execute("SELECT village_id FROM village").fetchone()[0]) == 32
        with closing(create(tmp_path / "new.db")) as fresh:
            assert schema(book) == schema(fresh)
            assert fresh.execute("SELECT * FROM village").fetchall() != book.execute("SELECT * FROM village").fetchall()
    (copy,) = (tmp_path / "备份").iterdir()
    assert copy.read_bytes()[100:] == old[100:], "the copy made first is the old book; only the header counts writes"


@pytest.mark.parametrize("steps", OLDER)
def test_an_upgraded_book_is_proved_with_all_its_documents(
    stages: dict[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    path = older(stages[steps], tmp_path / "jifen.db", steps)
    shutil.copytree(stages[steps].parent / "照片", tmp_path / "照片")
    monkeypatch.setenv("JIFEN_TODAY", "2026-01-05")
    assert run(["--db", str(path), "verify"]) == 0
    with closing(sqlite3.connect(path)) as book:
        codes = [row[0] for row in book.execute("SELECT code FROM document")]
    assert len(codes) == newest(stages, steps, "document") >= 6
    for code in codes:
        assert run(["--db", str(path), "verify", "--code", code]) == 0


@pytest.mark.parametrize("steps", range(1, FIRST_STEP))
def test_an_older_book_is_chained_at_its_upgrade_and_the_next_operation_follows(
    stages: dict[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    path = older(stages[steps], tmp_path / "jifen.db", steps)
    monkeypatch.setenv("JIFEN_TODAY", "2026-01-05")
    assert run(["--db", str(path), "settings", "set", "hotline", "12345"]) == 0
    with closing(sqlite3.connect(path)) as book:
        kinds = [kind for (kind,) in book.execute("SELECT kind FROM operation_head ORDER BY operation_id")]
        assert len(kinds) == book.execute("SELECT count(*) FROM operation").fetchone()[0]
        assert chain.first_unchained(book) is None
    assert set(kinds[:-1]) == {"at-upgrade"}
    assert kinds[-1] == "reckoned"


def broken_off(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE half_done (x)")
    raise sqlite3.OperationalError("power")


@pytest.mark.parametrize("steps", OLDER)
def test_a_step_that_fails_leaves_the_older_book_as_it_was(
    stages: dict[int, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    path = older(stages[steps], tmp_path / "jifen.db", steps)
    before = path.read_bytes()
    last = STEPS[-1]
    apply: Callable[[sqlite3.Connection], None] = last.apply

    def fails_at_its_end(connection: sqlite3.Connection) -> None:
        apply(connection)
        broken_off(connection)

    monkeypatch.setattr(last, "apply", fails_at_its_end)
    with pytest.raises(sqlite3.OperationalError, match="power"):
        open_book(path, tmp_path / "备份")
    assert path.read_bytes() == before, "not even the steps before the failing one are kept"


KILLED = """
import os, sqlite3, sys
from pathlib import Path
from jifen.store import connection
from jifen.store.migrations import m004_house
apply = m004_house.apply
def killed(book):
    apply(book)
    book.execute("PRAGMA cache_spill = ON")
    book.execute("PRAGMA cache_size = 5")
    book.execute("CREATE TABLE filler (x)")
    book.executemany("INSERT INTO filler VALUES (?)", [("x" * 3000,)] * 3000)
    os.kill(os.getpid(), 9)
m004_house.apply = killed
connection.open_book(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_an_upgrade_that_is_killed_is_undone_by_the_next_opening(stages: dict[int, Path], tmp_path: Path) -> None:
    path = older(stages[3], tmp_path / "jifen.db", 3)
    with closing(sqlite3.connect(path)) as book:
        before = (schema(book), content(book))
    arguments = [sys.executable, "-c", KILLED, str(path), str(tmp_path / "备份")]
    done = subprocess.run(arguments, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}, check=False)
    assert done.returncode != 0
    assert path.with_name("jifen.db-journal").exists(), "killed while it was writing"
    with closing(sqlite3.connect(path)) as book:
        assert (schema(book), content(book)) == before
    with closing(open_book(path, tmp_path / "备份")) as book, closing(sqlite3.connect(stages[3])) as wanted:
        assert content(book) == content(wanted)


def test_two_programs_that_open_an_older_book_at_once_upgrade_it_once(stages: dict[int, Path], tmp_path: Path) -> None:
    path = older(stages[3], tmp_path / "jifen.db", 3)
    ready = threading.Barrier(2)

    def opened(number: int) -> dict[str, list[tuple[object, ...]]]:
        ready.wait()
        with closing(open_book(path, tmp_path / f"备份{number}")) as book:
            return content(book)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(opened, (1, 2))
    with closing(sqlite3.connect(path)) as book, closing(sqlite3.connect(stages[3])) as wanted:
        assert first == second == content(wanted)
        assert book.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (BOOK_VERSION,)


def test_the_book_s_version_is_the_number_of_steps() -> None:
    assert len(STEPS) == BOOK_VERSION
