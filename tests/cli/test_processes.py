"""Two windows at once, a window closed in the middle, a laptop that dies: the book is whole, all or nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from cli_support import Village, sheet_of

from jifen.store import files

SOAK = bool(os.environ.get("JIFEN_SOAK"))
"""`make soak` kills at a hundred moments, evenly over the whole run, instead of a few near its end."""


def shares(*few: float) -> list[float]:
    """At which parts of the time a whole run takes it is killed."""
    return [n / 100 for n in range(1, 101)] if SOAK else list(few)


def start(village: Village, *arguments: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "JIFEN_TODAY": "2025-01-28"}
    return subprocess.Popen(
        [sys.executable, "-m", "jifen", *map(str, arguments)],
        cwd=village.folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def counts(book: Path) -> tuple[int, int, int]:
    """Operations, entries and documents; the file itself is sound."""
    with closing(sqlite3.connect(book)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = [
            connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("operation", "entry", "document")
        ]
    return (found[0], found[1], found[2])


def test_an_import_killed_at_any_moment_is_there_wholly_or_not_at_all(village: Village) -> None:
    before = counts(village.book)
    empty = village.book.read_bytes()
    began = time.monotonic()
    assert start(village, "meeting", "import", sheet_of(village, 1), "--yes").wait() == 0
    whole = time.monotonic() - began
    after = counts(village.book)
    assert after[1] > before[1]
    for share in shares(0.7, 0.85, 0.95):
        village.book.write_bytes(empty)
        process = start(village, "meeting", "import", sheet_of(village, 1), "--yes")
        time.sleep(whole * share)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert counts(village.book) in (before, after)
    village("meeting", "import", sheet_of(village, 1), "--yes")
    assert counts(village.book) == after
    assert village.json("verify")["ok"] is True


def test_a_publication_killed_at_any_moment_has_its_document_and_its_state_or_neither(village: Village) -> None:
    village.today("2025-01-28")
    village("meeting", "import", sheet_of(village, 1), "--yes")
    recorded = village.book.read_bytes()
    before = counts(village.book)
    began = time.monotonic()
    assert start(village, "meeting", "publish", "2025-01", "--yes").wait() == 0
    whole = time.monotonic() - began
    after = counts(village.book)
    for share in shares(0.8, 0.95):
        village.book.write_bytes(recorded)
        process = start(village, "meeting", "publish", "2025-01", "--yes")
        time.sleep(whole * share)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert counts(village.book) in (before, after)
        status = village.json("meeting", "show", "2025-01")["status"]
        assert status == ("published" if counts(village.book) == after else "recorded")


def test_two_windows_that_import_the_same_sheet_leave_it_once(village: Village) -> None:
    both = [start(village, "meeting", "import", sheet_of(village, 1), "--yes") for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert [m["revision"] for m in village.json("meeting", "list")] == [1]
    assert village.json("verify")["ok"] is True


def test_two_windows_never_share_a_document_number(village: Village) -> None:
    village("meeting", "import", sheet_of(village, 1), sheet_of(village, 2), "--yes")
    both = [start(village, "meeting", "publish", month, "--yes") for month in ("2025-01", "2025-02")]
    assert [process.wait() for process in both] == [0, 0]
    numbers = sorted(m["number"] for m in village.json("meeting", "list"))
    assert numbers == ["柳河村公示〔2025〕1号", "柳河村公示〔2025〕2号"]


def test_a_book_in_use_is_told_and_left_alone(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.1)
    before = village.operations()
    with closing(sqlite3.connect(village.book, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = village.json("settings", "set", "month-max", "40", code=5)
        assert told["error"]["code"] == "book-locked"
        assert village.json("points", "balance", "--household", "01-02")[0]["available"] == "0"
        other.execute("ROLLBACK")
    assert village.operations() == before


def test_a_clock_set_back_harms_nothing(village: Village) -> None:
    village.today("2025-01-28")
    village("meeting", "import", sheet_of(village, 1), "--yes")
    village("meeting", "publish", "2025-01", "--yes")
    village.today("2024-06-01")
    issued = village.json("meeting", "void", "2025-01", "--reason", "钟走错了", "--yes")
    assert issued["status"] == "voided"
    numbers = [row[0] for row in village.sql("SELECT number FROM document ORDER BY id")]
    assert numbers == ["柳河村公示〔2025〕1号", "柳河村公示〔2024〕1号"]
    assert village.json("verify")["ok"] is True
