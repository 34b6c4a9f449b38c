"""A copy put in the book's place: proved first, told what it loses, and no number is given twice."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from cli_support import Village, remembered, sheet_of

from jifen.store import chain
from jifen.store.files import APPLICATION_ID
from jifen.store.migrations.tools import without_triggers


@pytest.fixture
def published(village: Village) -> Village:
    """A copy of the book before January was published lies in `早.db`."""
    village.today("2025-01-28")
    post(village)
    return village


@remembered
def post(village: Village) -> None:
    village("meeting", "import", sheet_of(village, 1), "--yes")
    shutil.copyfile(village.book, village.folder / "早.db")
    village("meeting", "publish", "2025-01", "--yes")


def test_what_would_be_lost_is_told_and_asked(published: Village) -> None:
    before = published.book.read_bytes()
    said = published("restore", "早.db", code=3)
    assert "最后 1 次操作不在备份里" in said.err
    assert "柳河村公示〔2025〕1号" in said.err
    assert "--yes" in said.err
    assert published.book.read_bytes() == before
    told = published.json("restore", "早.db", "--dry-run")
    assert told["lost"] == {"operations": 1, "documents": ["柳河村公示〔2025〕1号"]}
    assert published.book.read_bytes() == before
    assert sorted(p.name for p in published.folder.iterdir() if p.name.startswith(".")) == []


def test_a_restored_book_says_so_and_gives_no_number_twice(published: Village) -> None:
    heads = {name: published.json("verify", "--db", name)["head"] for name in ("早.db", str(published.book))}
    published("restore", "早.db", "--yes", "--operator", "老李")
    last = published.json("log", "-n", "1")[0]
    assert (last["command"], last["operator"]) == ("restore", "老李")
    assert last["details"]["head"] == heads["早.db"]
    assert last["details"]["replaced"] == heads[str(published.book)]
    assert last["details"]["last_numbers"] == {"2025": 1}
    assert "换回备份" in published("log").out
    number = published.json("meeting", "publish", "2025-01", "--yes", "--force")["number"]
    assert number == "柳河村公示〔2025〕2号"
    checked = published.json("verify")
    assert checked["ok"] is True, [check for check in checked["checks"] if not check["ok"]]
    saved = sorted((published.folder / "备份").glob("*.db"))[-1]
    published("restore", saved, "--yes")
    assert published.json("log", "-n", "1")[0]["details"]["last_numbers"] == {"2025": 2}


def test_a_gap_that_no_restoring_states_is_still_named(published: Village) -> None:
    published("restore", "早.db", "--yes")
    published("meeting", "publish", "2025-01", "--yes", "--force")
    with closing(sqlite3.connect(published.book, isolation_level=None)) as book, without_triggers(book):
        book.execute("UPDATE operation SET details = '{}' WHERE command = 'restore'")
    wrong = [check["name"] for check in published.json("verify", code=3)["checks"] if not check["ok"]]
    assert {"numbers", "chain"} <= set(wrong)


def test_a_copy_whose_account_cannot_be_proved_replaces_nothing(published: Village) -> None:
    with closing(sqlite3.connect(published.folder / "早.db", isolation_level=None)) as book, without_triggers(book):
        book.execute("UPDATE entry SET points = points + 100 WHERE id = 1")
    before = published.book.read_bytes()
    assert published.json("restore", "早.db", "--yes", code=5)["error"]["code"] == "restore-unproved"
    assert "账链从头到尾接得上" in published("restore", "早.db", "--yes", code=5).err
    assert published.book.read_bytes() == before


def test_another_village_s_book_is_told_before_it_replaces_this_one(published: Village) -> None:
    published("init", "别村", "--db", "别村.db")
    said = published("restore", "别村.db", code=3).err
    assert "不是这本账的" in said


def test_an_older_copy_is_brought_up_and_stays_as_it_lies(stages: dict[int, Path], village: Village) -> None:
    copy = Path(shutil.copyfile(stages[3], village.folder / "旧.db"))
    with closing(sqlite3.connect(copy, isolation_level=None)) as book, without_triggers(book):
        book.execute("DELETE FROM operation_head")
        chain.chain_old_book(book)
    before = copy.read_bytes()
    village("restore", copy, "--yes")
    assert copy.read_bytes() == before
    assert village.json("verify", code=None)["head"]


def random_bytes(path: Path, whole: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def truncated(path: Path, whole: Path) -> None:
    path.write_bytes(whole.read_bytes()[:50_000])


def text(path: Path, whole: Path) -> None:
    path.write_text("花名册\n" * 500, encoding="utf-8")


def workbook(path: Path, whole: Path) -> None:
    openpyxl.Workbook().save(path)


def empty(path: Path, whole: Path) -> None:
    path.write_bytes(b"")


def other_program(path: Path, whole: Path) -> None:
    with closing(sqlite3.connect(path)) as book:
        book.execute("CREATE TABLE songs (title TEXT)")


def changed(path: Path, whole: Path, *statements: str) -> None:
    shutil.copyfile(whole, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        book.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            book.execute(statement)


ENDLESS = (
    "CREATE VIEW entry AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
    "SELECT x AS id, x AS operation_id, '01-01' AS household FROM n"
)


def endless_view(path: Path, whole: Path) -> None:
    changed(path, whole, "DROP TABLE entry", ENDLESS)


def writing_trigger(path: Path, whole: Path) -> None:
    changed(path, whole, "CREATE TRIGGER evil AFTER INSERT ON operation BEGIN DELETE FROM setting; END")


def strange_schema(path: Path, whole: Path) -> None:
    changed(path, whole, "UPDATE sqlite_master SET sql = 'CREATE VIEW nonsense' WHERE name = 'entry'")


def own_name_only(path: Path, whole: Path) -> None:
    """Nothing but this program's mark, and no table."""
    with closing(sqlite3.connect(path)) as book:
        book.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        book.execute("PRAGMA user_version = 7")


def corrupt_page(path: Path, whole: Path) -> None:
    data = bytearray(whole.read_bytes())
    for page in range(4, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 2000] = os.urandom(2000)
    path.write_bytes(data)


def folder(path: Path, whole: Path) -> None:
    path.mkdir()


HOSTILE = (
    *(random_bytes, truncated, text, workbook, empty, other_program, endless_view, writing_trigger, strange_schema),
    *(own_name_only, corrupt_page, folder),
)


@pytest.mark.parametrize("make", HOSTILE)
def test_no_hostile_file_replaces_a_book_or_is_worked_in(
    published: Village, make: Callable[[Path, Path], None]
) -> None:
    whole, hostile = published.folder / "早.db", published.folder / "坏.db"
    make(hostile, whole)
    before = published.book.read_bytes()
    started = time.monotonic()
    is_folder = make is folder
    said = published("restore", hostile, "--yes", code=3 if is_folder else 5)
    assert "坏.db" in said.err
    assert published.book.read_bytes() == before
    bytes_before = None if is_folder else hostile.read_bytes()
    if make not in (corrupt_page, truncated):  # only what is read of them is seen to be damaged
        said = published("points", "balance", "--db", hostile, code=5)
        assert "坏.db" in said.err
    published("verify", "--db", hostile, code=None)
    assert bytes_before is None or hostile.read_bytes() == bytes_before
    assert time.monotonic() - started < 20, "two of them, each within ten seconds"


def test_values_of_gigabytes_are_not_read(published: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jifen.store.files.LONGEST", 100_000)
    with closing(sqlite3.connect(published.folder / "早.db", isolation_level=None)) as book, without_triggers(book):
        book.execute("UPDATE operation SET details = json_array(hex(zeroblob(500000))) WHERE id = 1")
    before = published.book.read_bytes()
    published("restore", "早.db", "--yes", code=5)
    assert published.book.read_bytes() == before


def test_a_copy_that_was_being_written_comes_with_what_lies_beside_it(published: Village) -> None:
    copy = published.folder / "走.db"
    shutil.copyfile(published.book, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as book:
        book.execute("PRAGMA journal_mode = WAL")
        book.execute("SELECT count(*) FROM operation").fetchone()  # whoever has it open keeps the second file there
        published("settings", "set", "hotline", "12345", "--db", copy)
        for name in ("走.db", "走.db-wal"):
            shutil.copyfile(published.folder / name, published.folder / name.replace("走", "带"))
        shutil.copyfile(copy, published.folder / "不带.db")
    assert published.json("restore", "带.db", "--dry-run")["operations"] == published.operations() + 1
    assert published.json("restore", "不带.db", "--dry-run")["operations"] == published.operations()
    published("restore", "带.db", "--yes")
    assert {s["name"]: s["value"] for s in published.json("settings", "list")}["hotline"] == "12345"
    assert not published.book.with_name("jifen.db-wal").exists()


def test_a_book_that_cannot_be_read_is_replaced_and_the_numbers_are_spoken_of(published: Village) -> None:
    published.book.write_bytes(b"\x00" * 9000)
    said = published("restore", "早.db", "--yes")
    assert "不要重号" in said.err
    assert published.json("verify")["ok"] is True
