"""Whoever changes history is found: by `verify`, and by the head that a paper on the wall bears."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from cli_support import Village, remembered, sheet_of

from jifen.services.outbox import Outbox
from jifen.store import chain, checks
from jifen.store.migrations.tools import without_triggers


@pytest.fixture
def whole(stages: dict[int, Path], tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A book with rows in every table, its chain sound, in the hands of somebody who may do anything with it."""
    path = shutil.copyfile(stages[11], tmp_path / "whole.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as book:
        book.execute("PRAGMA ignore_check_constraints = ON")
        book.execute("PRAGMA foreign_keys = OFF")
        for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            book.execute(f"DROP TRIGGER {name}")
        book.execute("DELETE FROM operation_head")
        chain.chain_old_book(book, None)
        yield book


def operation_of(book: sqlite3.Connection, table: str, row: int) -> int:
    covered = chain.COVERED[table]
    first = covered.columns.split()[0]
    query = f"SELECT operation_id FROM {table} WHERE rowid = ?"
    if table == "operation":
        query = "SELECT id FROM operation WHERE id = ?"
    elif table == "sheet_household":
        query = "SELECT operation_id FROM meeting_sheet WHERE id = ?"
    elif covered.owner:
        query = f"SELECT operation_id FROM {covered.owner} WHERE id = (SELECT {first} FROM {table} WHERE rowid = ?)"
    return int(book.execute(query, (row,)).fetchone()[0])


@pytest.mark.parametrize("table", sorted(chain.COVERED))
def test_whatever_is_changed_in_any_column_breaks_the_chain_at_its_operation(
    whole: sqlite3.Connection, table: str
) -> None:
    assert chain.first_unchained(whole) is None
    key = "sheet_id" if table == "sheet_household" else "rowid"
    row = whole.execute(f"SELECT max({key}) FROM {table}").fetchone()[0]
    operation = operation_of(whole, table, row)
    columns = {name: kind for _, name, kind, *_ in whole.execute(f"PRAGMA table_info({table})")}
    for column in chain.COVERED[table].columns.split()[chain.COVERED[table].keys :]:
        other = f"coalesce({column}, 6) + 1" if columns[column] == "INTEGER" else f"coalesce({column}, '') || 'x'"
        whole.execute("BEGIN")
        whole.execute(f"UPDATE {table} SET {column} = {other} WHERE {key} = ?", (row,))
        assert chain.first_unchained(whole) == operation, column
        whole.execute("ROLLBACK")
    whole.execute("BEGIN")
    whole.execute(f"DELETE FROM {table} WHERE {key} = ?", (row,))
    assert chain.first_unchained(whole) == operation
    whole.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("statement", "operation"),
    [
        ("UPDATE operation_head SET head = substr(head, 2) || substr(head, 1, 1) WHERE operation_id = 5", 5),
        ("DELETE FROM operation_head WHERE operation_id = 7", 7),
        ("UPDATE village SET village_id = replace(village_id, substr(village_id, 1, 1), '~')", 1),
        ("UPDATE entry SET operation_id = operation_id + 1 WHERE id = (SELECT min(id) FROM entry)", None),
        ("INSERT INTO setting (operation_id, name, value) VALUES (99999, 'contact', 'x')", 99999),
        ("INSERT INTO setting (operation_id, name, value) VALUES (3, 'contact', 'x')", 3),
        ("DROP TABLE stocktake", 1),
    ],
)
def test_whatever_else_is_done_to_it_breaks_the_chain(
    whole: sqlite3.Connection, statement: str, operation: int | None
) -> None:
    whole.execute(statement)
    first = chain.first_unchained(whole)
    assert first is not None
    assert operation in (None, first)


def test_bytes_of_a_source_that_were_exchanged_are_seen(whole: sqlite3.Connection) -> None:
    wrong, count = checks.sources(whole)
    assert (wrong, count > 0) == ([], True)
    first = "(SELECT min(source_file_id) FROM source_content)"
    whole.execute(f"UPDATE source_content SET content = x'00' WHERE source_file_id = {first}")
    assert len(checks.sources(whole)[0]) == 1
    whole.execute(f"DELETE FROM source_content WHERE source_file_id = {first}")
    assert len(checks.sources(whole)[0]) == 1, "gone without an erasure"
    assert chain.first_unchained(whole) is None, "the bytes may lawfully be erased; their digest may not"


@pytest.fixture
def posted(village: Village) -> Village:
    """January is published, and something came after."""
    village.today("2025-01-28")
    post(village)
    return village


@remembered
def post(village: Village) -> None:
    village("meeting", "import", sheet_of(village, 1), "--yes")
    village("meeting", "publish", "2025-01", "--yes")
    village("settings", "set", "hotline", "12345")


def paper_head(village: Village) -> str:
    """The head as it stands on the paper."""
    path = next((village.folder / "导出").glob("*积分公示表.xlsx"))
    texts = [str(cell.value) for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row if cell.value]
    return next(text for text in texts if "账链：" in text).partition("账链：")[2]


def altered(village: Village, statement: str) -> None:
    with closing(sqlite3.connect(village.book, isolation_level=None)) as book, without_triggers(book):
        book.execute(statement)


def test_a_paper_bears_the_head_before_it_and_verify_finds_it_again(posted: Village) -> None:
    head = paper_head(posted)
    found = posted.json("verify", "--head", head)
    last = posted.sql("SELECT operation_id FROM document")[0][0]
    assert found == {"ok": True, "operation": last - 1}
    assert posted.json("verify", "--code", posted.sql("SELECT code FROM document")[0][0])["document"]["head"] == (
        head.replace(" ", "")
    )
    told = posted.json("verify")
    assert told["ok"] is True
    assert posted.json("verify", "--head", told["head"])["ok"] is True
    assert "原样都在" in posted("verify", "--head", head).out


def test_a_row_changed_before_the_paper_is_seen_by_verify_and_by_the_paper_s_head(posted: Village) -> None:
    head = paper_head(posted)
    altered(posted, "UPDATE household_event SET head = '别人' WHERE id = 3")
    told = posted.json("verify", code=3)
    assert next(check for check in told["checks"] if check["name"] == "chain")["ok"] is False
    assert posted.json("verify", "--head", head, code=3)["ok"] is False
    assert "从第 2 次操作起" in posted("verify", code=3).out


def test_a_row_changed_after_the_paper_leaves_the_paper_s_history_proved(posted: Village) -> None:
    altered(posted, "UPDATE setting SET value = '54321' WHERE value = '12345'")
    assert posted.json("verify", code=3)["ok"] is False
    assert posted.json("verify", "--head", paper_head(posted))["ok"] is True


def test_a_history_written_anew_with_all_its_heads_no_longer_has_the_paper_s(posted: Village) -> None:
    head = paper_head(posted)
    altered(posted, "UPDATE household_event SET head = '别人' WHERE id = 3")
    with closing(sqlite3.connect(posted.book, isolation_level=None)) as book, without_triggers(book):
        book.execute("DELETE FROM operation_head")
        chain.chain_old_book(book, None)
    checked = {check["name"]: check["ok"] for check in posted.json("verify", code=3)["checks"]}
    assert (checked["chain"], checked["documents"]) == (True, False)
    assert posted.json("verify", "--head", head, code=3)["error"]["code"] == "head-unknown"


def test_what_is_no_head_and_two_questions_at_once_are_wrong_usage(posted: Village) -> None:
    assert posted.json("verify", "--head", "3f2a", code=2)["error"]["code"] == "head-invalid"
    told = posted.json("verify", "--head", "3f2a9c1d07be", "--code", "x", code=2)
    assert told["error"]["code"] == "verify-one"


def test_a_document_older_than_the_chain_prints_and_proves_as_before(posted: Village) -> None:
    from jifen.domain.documents.published import canonical, check_code
    from jifen.store import documents

    with closing(sqlite3.connect(posted.book, isolation_level=None)) as book, without_triggers(book):
        content = dict(documents.select(book)[0].content)
        del content["chain"]
        book.execute("UPDATE document SET content = ?, code = ?", (canonical(content), check_code(content)))
        book.execute("DELETE FROM operation_head")
        chain.chain_old_book(book, None)
    assert posted.json("verify")["ok"] is True
    assert posted.json("verify", "--code", check_code(content))["ok"] is True
    posted("meeting", "notice", "2025-01", "-o", "再印.xlsx")
    sheet = openpyxl.load_workbook(posted.folder / "再印.xlsx").active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(check_code(content) in text for text in texts)
    assert not any("账链" in text for text in texts)


def lost(village: Village, monkeypatch: pytest.MonkeyPatch, *command: str) -> None:
    """A command whose files never come into their places, and are nowhere afterwards."""
    before = set((village.folder / "导出").iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "deliver", lambda self: [waiting.aside.unlink() for waiting in self.waiting])
        patch.setattr("jifen.store.files.strike_off_all", lambda *_: None)
        village(*command)
    assert set((village.folder / "导出").iterdir()) == before


def test_a_paper_that_is_nowhere_is_named_and_printed_once_more(
    posted: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted.today("2025-01-29")
    lost(posted, monkeypatch, "meeting", "void", "2025-01", "--reason", "重评", "--yes", "--large")
    number = posted.sql("SELECT number FROM document ORDER BY id DESC")[0][0]
    check = next(c for c in posted.json("verify", code=3)["checks"] if c["name"] == "papers")
    assert check["ok"] is False
    assert number in check["detail"]
    assert "verify --mend" in posted("verify", code=3).out
    told = posted.json("verify", "--mend", "--dry-run")
    assert (len(told["paths"]), posted.json("verify", code=3)["ok"]) == (1, False)
    (path,) = posted.json("verify", "--mend")["paths"]
    assert "大字" in Path(path).name
    texts = [str(c.value) for row in openpyxl.load_workbook(path).active.iter_rows() for c in row if c.value]
    assert any(number in text for text in texts)
    assert posted.json("verify")["ok"] is True
    assert posted("verify", "--mend").out == "没有要补的文件。\n"


def test_printing_it_again_as_ever_settles_it_too(posted: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    posted("meeting", "import", sheet_of(posted, 2), "--yes")
    lost(posted, monkeypatch, "meeting", "publish", "2025-02", "--yes")
    assert posted.json("verify", code=3)["ok"] is False
    posted("meeting", "notice", "2025-02")
    assert posted.json("verify")["ok"] is True


def test_a_file_that_is_no_document_s_is_told_with_its_command(
    market: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    market("redeem", "add", "02-01", "A01", "2")
    (market.folder / "导出").mkdir(exist_ok=True)
    lost(market, monkeypatch, "redeem", "close", "2025Q3", "--yes")
    told = market("verify", "--mend").out
    assert told.count("已补印：") == 1
    assert told.count("（jifen redeem close 时出的）") == 2
    assert market.json("verify")["ok"] is True


def test_a_file_put_in_place_by_the_next_command_is_told(posted: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    posted("meeting", "import", sheet_of(posted, 2), "--yes")
    with monkeypatch.context() as patch:
        patch.setattr("jifen.services.delivery.deliver", lambda *_: None)
        path = posted.json("meeting", "publish", "2025-02", "--yes")["path"]
    assert "上次没有放好的文件已补上" not in posted("settings", "set", "hotline", "1", "--dry-run").err
    assert not Path(path).exists()
    assert f"上次没有放好的文件已补上：{path}" in posted("meeting", "list").err
    assert Path(path).exists()
    assert "上次" not in posted("meeting", "list").err
