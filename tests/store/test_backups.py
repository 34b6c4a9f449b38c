"""Copies of the book, and bringing one back."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from jifen.errors import BookError, JifenError
from jifen.services.book import restore as restoring
from jifen.services.book.restore import Restored
from jifen.store import chain, files
from jifen.store.backups import KEPT, backup_into, copy_to
from jifen.store.connection import open_book
from jifen.store.files import intact


@pytest.fixture(autouse=True)
def sealed(path: Path) -> None:
    """The operation of the book bears its head: only what can be proved is restored."""
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        chain.seal(book, 1)


def codes(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as book:
        return [row[0] for row in book.execute("SELECT code FROM household ORDER BY code")]


def add(path: Path, code: str) -> None:
    with closing(sqlite3.connect(path)) as book, book:
        book.execute("INSERT INTO household (code, operation_id) VALUES (?, 1)", (code,))


def backup(path: Path) -> Path:
    with closing(open_book(path, path.parent / "备份")) as book:
        return backup_into(book, path, path.parent / "备份")


def restore(source: Path, path: Path) -> Restored:
    day = date(2025, 7, 28)
    return restoring.restore(source, path, path.parent / "备份", operator="tester", today=day, dry_run=False)


def test_a_copy_is_a_whole_book(path: Path) -> None:
    copy = backup(path)
    assert intact(copy)
    assert codes(copy) == codes(path)
    assert [p.name for p in copy.parent.iterdir()] == [copy.name]


def test_a_copy_is_not_laid_over_anything(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "别的.db"
    target.write_text("要紧")
    with closing(open_book(path, path)) as book, pytest.raises(JifenError) as caught:
        copy_to(book, target)
    assert caught.value.code == "file-exists"
    assert target.read_text() == "要紧"


def test_a_copy_that_fails_its_check_does_not_appear(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jifen.store.backups.intact", lambda file: False)
    with closing(open_book(path, path)) as book, pytest.raises(BookError):
        copy_to(book, tmp_path / "备份" / "x.db")
    assert list((tmp_path / "备份").iterdir()) == []


def test_who_watches_a_copy_sees_it_grow_and_end(path: Path, tmp_path: Path) -> None:
    with closing(open_book(path, path)) as book:
        book.execute("CREATE TABLE big (x)")
        book.execute("INSERT INTO big VALUES (zeroblob(3000000))")
        book.commit()
        told: list[tuple[int, int]] = []
        copy_to(book, tmp_path / "x.db", lambda done, total: told.append((done, total)))
    assert told[0] == (0, 1)
    assert len({done for done, _ in told[1:-1]}) > 2
    assert all(done < total for done, total in told[:-1]), "it is not done before it is checked"
    assert told[-1] == (1, 1)


def old_copies(folder: Path, count: int, year: int, stem: str = "jifen") -> list[Path]:
    folder.mkdir(exist_ok=True)
    found = [folder / f"{stem}-{year}0101-000000-{number:06d}.db" for number in range(count)]
    for file in found:
        file.write_bytes(b"")
    return found


def test_the_last_thirty_are_kept_and_nothing_else_is_touched(path: Path) -> None:
    folder = path.parent / "备份"
    old = old_copies(folder, KEPT, 2020)
    others = [*old_copies(folder, 2, 2020, "别的村"), folder / "jifen-20200101-000000-000-copy.db", folder / "说明.txt"]
    for file in others:
        file.write_bytes(b"")
    new = backup(path)
    left = set(folder.iterdir())
    assert left == {*old[1:], *others, new}
    assert len(left) == KEPT + len(others)


def test_a_copy_that_a_killed_command_left_half_written_goes_once_it_is_old(path: Path) -> None:
    folder = path.parent / "备份"
    folder.mkdir()
    old, other = (folder / f"{name}-20250101-000000-000000.db.part" for name in ("jifen", "别村"))
    young = folder / "jifen-20250101-000001-000000.db.part"
    for part in (old, young, other):
        part.write_bytes(b"half")
    for part in (old, other):
        os.utime(part, (1, 1))
    backup(path)
    assert sorted(p.name for p in folder.iterdir() if p.suffix == ".part") == sorted([young.name, other.name])


def test_a_clock_set_back_does_not_cost_the_newest_copy(path: Path) -> None:
    old_copies(path.parent / "备份", KEPT + 5, 2099)
    new = backup(path)
    assert new.exists()
    assert len(list(new.parent.iterdir())) == KEPT


def test_a_name_with_brackets_is_no_pattern(path: Path) -> None:
    odd = path.with_name("沙院[1].db")
    path.rename(odd)
    old_copies(odd.parent / "备份", KEPT + 3, 2020, odd.stem)
    backup(odd)
    assert len(list((odd.parent / "备份").iterdir())) == KEPT


def test_restoring_saves_the_book_first(path: Path) -> None:
    copy = backup(path)
    add(path, "09-09")
    done = restore(copy, path)
    assert "09-09" not in codes(path)
    assert done.saved is not None
    assert "09-09" in codes(done.saved)


def test_a_book_is_brought_back_where_there_is_none(path: Path) -> None:
    copy = backup(path)
    path.unlink()
    assert restore(copy, path).saved is None
    assert codes(path) == codes(copy)


def test_a_damaged_book_is_saved_as_it_is_and_replaced(path: Path) -> None:
    copy = backup(path)
    broken = os.urandom(5000)
    path.write_bytes(broken)
    done = restore(copy, path)
    assert done.saved is not None
    assert done.saved.read_bytes() == broken
    assert codes(path) == codes(copy)


KILLED = """
import os, sqlite3, sys
book = sqlite3.connect(sys.argv[1], isolation_level=None)
book.execute("PRAGMA cache_size = 5")
book.execute("BEGIN IMMEDIATE")
book.executemany("INSERT INTO household (code, operation_id) VALUES (?, 1)", ((f"x{i:015d}",) for i in range(20000)))
os.kill(os.getpid(), 9)
"""


def leave_a_hot_journal(path: Path) -> None:
    """A program that is killed in the middle of a transaction whose pages are in the file already."""
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, capture_output=True)
    assert path.with_name("jifen.db-journal").exists()


def test_what_a_killed_program_left_half_done_is_taken_back_before_restoring(path: Path) -> None:
    copy = backup(path)
    add(path, "09-09")
    leave_a_hot_journal(path)
    done = restore(copy, path)
    assert done.saved is not None
    assert codes(done.saved) == ["01-01", "01-02", "09-09"]
    assert codes(path) == ["01-01", "01-02"]
    assert intact(path)


def test_the_journal_of_a_damaged_book_is_not_played_into_the_restored_one(path: Path) -> None:
    copy = backup(path)
    leave_a_hot_journal(path)
    journal = path.with_name("jifen.db-journal").read_bytes()
    path.write_bytes(os.urandom(len(path.read_bytes())))
    done = restore(copy, path)
    assert intact(path)
    assert codes(path) == codes(copy)
    assert done.saved is not None
    assert done.saved.with_name(done.saved.name + "-journal").read_bytes() == journal


def test_a_book_in_use_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.1)
    copy = backup(path)
    add(path, "09-09")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookError) as caught:
            restore(copy, path)
    assert caught.value.code == "book-locked"
    assert "09-09" in codes(path)


def test_whoever_has_the_book_open_sees_the_restored_one(path: Path) -> None:
    copy = backup(path)
    add(path, "09-09")
    with closing(sqlite3.connect(path)) as other:
        restore(copy, path)
        assert [row[0] for row in other.execute("SELECT code FROM household")] == ["01-01", "01-02"]
        with other:
            other.execute("INSERT INTO household (code, operation_id) VALUES ('05-05', 1)")
    assert "05-05" in codes(path)


@pytest.mark.parametrize("content", [b"", b"no book" * 1000])
def test_what_is_no_book_is_not_restored(path: Path, tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "备份.db"
    wrong.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(BookError) as caught:
        restore(wrong, path)
    assert caught.value.code == "book-damaged"
    assert path.read_bytes() == before


def test_a_book_is_not_restored_onto_itself_nor_from_nothing_nor_into_a_folder(path: Path, tmp_path: Path) -> None:
    copy = backup(path)
    (tmp_path / "夹").mkdir()
    for source, target, code in (
        (path, path, "restore-onto-itself"),
        (tmp_path / "没有.db", path, "file-missing"),
        (copy, tmp_path / "夹", "book-is-folder"),
    ):
        with pytest.raises(JifenError) as caught:
            restore(source, target)
        assert caught.value.code == code


def test_a_newer_program_s_copy_is_refused_and_the_book_stays(path: Path) -> None:
    copy = backup(path)
    with closing(sqlite3.connect(copy)) as later:
        later.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(BookError) as caught:
        restore(copy, path)
    assert caught.value.code == "book-newer"
    assert path.read_bytes() == before
