"""Opening a book: found or refused, never created by accident, never harmed."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from jifen.errors import BookError, JifenError
from jifen.store import files
from jifen.store.connection import BOOK_VERSION, create, open_book, transaction
from jifen.store.files import connect, intact


def refusal(path: Path) -> JifenError:
    with pytest.raises(JifenError) as caught:
        open_book(path, path.parent / "备份").close()
    return caught.value


def test_a_book_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    found = refusal(tmp_path / "没有.db")
    assert (found.code, found.exit_code) == ("book-missing", 5)
    assert list(tmp_path.iterdir()) == []


def test_the_program_waits_until_what_it_commits_is_on_the_disk(path: Path) -> None:
    probe = (
        "import sys; from pathlib import Path; from jifen.store.connection import connect\n"
        "found = connect(Path(sys.argv[1]), 'rw')\n"
        "print(found.execute('PRAGMA synchronous').fetchone()[0]); found.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", probe, str(path)], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "2", "FULL"


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    found = refusal(tmp_path)
    assert (found.code, found.exit_code) == ("book-is-folder", 5)


@pytest.mark.parametrize("content", [b"", "花名册".encode() * 500, b"SQLite format 3\x00" + b"\x00" * 4096])
def test_a_file_of_another_kind_is_no_book(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "jifen.db"
    file.write_bytes(content)
    found = refusal(file)
    assert (found.code, found.exit_code) == ("book-damaged", 5)
    assert file.read_bytes() == content


def test_another_program_s_database_is_no_book(tmp_path: Path) -> None:
    file = tmp_path / "jifen.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    before = file.read_bytes()
    assert refusal(file).code == "book-damaged"
    assert file.read_bytes() == before


def test_a_book_of_a_newer_program_is_left_byte_for_byte(path: Path) -> None:
    with closing(sqlite3.connect(path)) as later:
        later.execute(f"PRAGMA user_version = {BOOK_VERSION + 1}")
    before = path.read_bytes()
    found = refusal(path)
    assert (found.code, found.exit_code) == ("book-newer", 5)
    assert found.facts["found"] == BOOK_VERSION + 1
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["jifen.db"]


def test_a_book_in_use_is_waited_for_and_then_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, closing(open_book(path, path)) as book:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookError) as caught, transaction(book, path, keep=True):
            raise AssertionError("the lock was not waited for")
    assert (caught.value.code, caught.value.exit_code, caught.value.facts["seconds"]) == ("book-locked", 5, 0.2)


def test_the_wait_ends_when_the_other_one_is_done(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.2, lambda: other.execute("COMMIT"))
        timer.start()
        with closing(open_book(path, path)) as book, transaction(book, path, keep=True):
            book.execute("INSERT INTO household (code, operation_id) VALUES ('09-09', 1)")
        timer.join()
    with closing(sqlite3.connect(path)) as book:
        assert book.execute("SELECT count(*) FROM household WHERE code = '09-09'").fetchone() == (1,)


def test_a_full_disk_is_a_refusal_and_leaves_the_book_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    with closing(open_book(path, path)) as book:
        pages = book.execute("PRAGMA page_count").fetchone()[0]
        book.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(JifenError) as caught, transaction(book, path, keep=True):
            for number in range(10_000):
                book.execute("INSERT INTO household (code, operation_id) VALUES (?, 1)", (f"{number:020d}",))
    assert (caught.value.code, caught.value.exit_code) == ("disk-full", 3)
    assert path.read_bytes() == before


def test_a_book_that_may_only_be_read_is_a_refusal(path: Path) -> None:
    with (
        closing(connect(path, "ro")) as book,
        pytest.raises(JifenError) as caught,
        transaction(book, path, keep=True),
    ):
        book.execute("INSERT INTO household (code, operation_id) VALUES ('09-09', 1)")
    assert (caught.value.code, caught.value.exit_code) == ("no-permission", 3)


def test_a_dry_run_and_an_exception_leave_nothing(path: Path) -> None:
    before = path.read_bytes()
    insert = "INSERT INTO household (code, operation_id) VALUES ('09-09', 1)"
    with closing(open_book(path, path)) as book:
        with transaction(book, path, keep=False):
            book.execute(insert)
        with pytest.raises(ZeroDivisionError), transaction(book, path, keep=True):
            book.execute(insert)
            raise ZeroDivisionError
        assert not book.in_transaction
    assert path.read_bytes() == before


def test_foreign_keys_hold(path: Path) -> None:
    with closing(open_book(path, path)) as book, pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        book.execute("INSERT INTO household (code, operation_id) VALUES ('09-09', 99)")


def test_a_new_book_is_not_laid_over_anything(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(JifenError) as caught:
        create(path)
    assert caught.value.code == "book-exists"
    assert path.read_bytes() == before
    with pytest.raises(JifenError) as caught:
        create(tmp_path / "没有" / "jifen.db")
    assert caught.value.code == "folder-missing"


def test_a_damaged_page_is_seen(path: Path) -> None:
    assert intact(path)
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 3 + 2000] = os.urandom(2000)
    path.write_bytes(data)
    assert not intact(path)
