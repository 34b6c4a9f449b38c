"""The book itself: made, logged, copied, brought back, proved; and what a forger cannot hide."""

import hashlib
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from cli_support import Village, remembered, sheet_of
from sheet_support import wide


def forge(village: Village, *statements: str) -> None:
    """Write past every guard, as somebody with another program would; the guards are put back afterwards."""
    with closing(sqlite3.connect(village.book)) as book:
        triggers = book.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            book.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            book.execute(statement)
        for _, sql in triggers:
            book.execute(sql)
        book.commit()


def wrong(village: Village) -> list[str]:
    found = village.json("verify", code=3)
    assert found["ok"] is False
    return [check["name"] for check in found["checks"] if not check["ok"]]


@remembered
def posted(village: Village) -> str:
    village.today("2025-01-28")
    village("meeting", "import", sheet_of(village, 1), "--yes")
    return str(village.json("meeting", "publish", "2025-01", "--yes")["code"])


# init


def test_a_new_book_knows_its_village_and_the_shipped_rules(empty: Village) -> None:
    told = empty.json("init", "沙院村", "--township", "河东镇", "--county", "临江县", "--hotline", "0512-1")
    assert (told["ok"], told["rules"]) == (True, 57)
    settings = {s["name"]: s["value"] for s in empty.json("settings", "list")}
    assert [settings[n] for n in ("village", "township", "county", "hotline")] == [
        "沙院村",
        "河东镇",
        "临江县",
        "0512-1",
    ]
    assert empty.json("verify")["ok"] is True
    assert [p.name for p in empty.folder.iterdir()] == ["jifen.db"]


def test_a_dry_run_makes_no_book(empty: Village) -> None:
    assert empty.json("init", "沙院村", "--dry-run")["ok"] is True
    assert list(empty.folder.iterdir()) == []


def test_a_journal_that_a_lost_book_left_is_not_played_into_a_new_one(empty: Village) -> None:
    (empty.folder / "jifen.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 2000)
    empty("init", "沙院村")
    assert empty.json("verify")["ok"] is True


# log


def test_the_log_tells_who_did_what_when_and_from_which_file(village: Village) -> None:
    file = sheet_of(village, 1)
    village("meeting", "import", file, "--yes", "--operator", "会计老李")
    last = village.json("log", "-n", "1")[0]
    assert list(last) == [
        *("id", "command", "at", "today", "operator", "details", "files"),
        *("undoes", "undone_by"),
    ]
    assert (last["command"], last["operator"], last["today"]) == ("meeting import", "会计老李", "2025-07-28")
    assert last["files"] == [{"path": str(file), "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", last["at"])
    shown = village("log").out
    assert "会计老李" in shown
    assert last["files"][0]["sha256"][:12] in shown


def test_the_environment_names_the_operator_and_the_option_wins(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIFEN_OPERATOR", " 小吴 ")
    village("settings", "set", "month-max", "40")
    village("settings", "set", "month-max", "41", "--operator", "老李")
    assert [o["operator"] for o in village.json("log", "-n", "2")] == ["老李", "小吴"]


def test_what_only_looks_and_what_is_refused_is_not_logged(village: Village) -> None:
    before = village.operations()
    village("points", "balance")
    village("points", "statement", "01-01")
    village("points", "reverse", "9", "--reason", "x", code=3)
    village("settings", "set", "month-max", "40", "--dry-run")
    assert village.operations() == before


# backup and restore


def test_a_backup_into_a_folder_that_is_not_there_asks_first(village: Village) -> None:
    """A stick that is not plugged in must not become a folder beside the book."""
    village.answer("否")
    village("backup", "U盘", code=3)
    assert not (village.folder / "U盘").exists()
    village.answer("是")
    assert "U盘" in village("backup", "U盘").out
    assert len(list((village.folder / "U盘").glob("*.db"))) == 1


def test_a_backup_that_nobody_can_be_asked_about_makes_its_folder_and_says_so(village: Village) -> None:
    """It is none of the commands that ask; a drive that is not there is refused all the same."""
    told = village("backup", "U盘", "--json")
    assert f"没有文件夹 {village.folder / 'U盘'}" in told.err
    assert Path(told.json["path"]).exists()
    assert village.json("backup", "没有的盘/账本", code=3)["error"]["code"] == "folder-missing"
    assert not (village.folder / "没有的盘").exists()


def test_a_backup_s_name_says_village_what_and_when_and_a_second_one_of_a_day_has_a_number(village: Village) -> None:
    (village.folder / "U盘").mkdir()
    copies = [Path(village.json("backup", "U盘")["path"]).name for _ in range(2)]
    assert copies == ["柳河村积分账本备份_2025年07月28日.db", "柳河村积分账本备份_2025年07月28日-2.db"]
    assert Path(village.json("backup")["path"]) == village.folder / "备份" / copies[0]
    village("settings", "set", "village", "很长的村名" * 30 + "/")
    (found,) = {Path(village.json("backup", "U盘")["path"]).name}
    assert found.endswith("_2025年07月28日.db")


def test_a_backup_brings_the_book_back_as_it_was(village: Village) -> None:
    copy = village.json("backup", "U盘", "--yes")["path"]
    village("settings", "set", "month-max", "99")
    told = village.json("restore", copy, "--yes")
    assert (told["ok"], told["path"]) == (True, str(village.book))
    assert {s["name"]: s["value"] for s in village.json("settings", "list")}["month-max"] == "30"
    village("restore", told["saved"], "--yes")
    assert {s["name"]: s["value"] for s in village.json("settings", "list")}["month-max"] == "99"


def test_restoring_asks_and_a_dry_run_changes_nothing(village: Village) -> None:
    copy = village.json("backup")["path"]
    village("settings", "set", "month-max", "99")
    before = village.book.read_bytes()
    assert village.json("restore", copy, code=3)["error"]["code"] == "confirmation-needed"
    assert village.json("restore", copy, "--dry-run")["saved"] is None
    assert village.book.read_bytes() == before
    village.answer("y")
    village("restore", copy)
    assert village.book.read_bytes() != before


def test_a_damaged_book_says_how_to_mend_it_and_is_mended(village: Village) -> None:
    copy = village.json("backup", "U盘", "--yes")["path"]
    village.book.write_bytes(b"\x00" * 10_000)
    assert "jifen restore" in village("points", "balance", code=5).err
    village("restore", copy, "--yes")
    assert len(village.json("roster", "list")) == 180
    assert len(list((village.folder / "备份").glob("*-damaged.db"))) == 1


def test_every_import_copies_the_book_first_and_one_refused_does_not(village: Village) -> None:
    copies = village.folder / "备份"
    village("meeting", "import", sheet_of(village, 1), code=3)
    village("meeting", "import", sheet_of(village, 1), "--dry-run")
    assert not copies.exists() or list(copies.iterdir()) == []
    village("meeting", "import", sheet_of(village, 1), "--yes")
    (copy,) = copies.iterdir()
    with closing(sqlite3.connect(copy)) as book:
        assert book.execute("SELECT count(*) FROM entry").fetchone() == (0,)


def test_a_backup_goes_into_a_folder_of_chinese_name_with_spaces(village: Village) -> None:
    path = Path(village.json("backup", "我的 U盘/村 账本", "--yes")["path"])
    assert path.parent == Path("我的 U盘/村 账本")
    assert path.exists()


# verify


def test_a_sound_book_passes_every_check_in_the_contract_s_shape(village: Village) -> None:
    posted(village)
    found = village.json("verify")
    assert list(found) == ["ok", "head", "checks"]
    assert all(list(check) == ["name", "ok", "detail"] and check["ok"] for check in found["checks"])
    assert {
        "integrity",
        "foreign-keys",
        "triggers",
        "entries",
        "numbers",
        "documents",
        "chain",
        "sources",
        "papers",
    } <= {check["name"] for check in found["checks"]}
    assert "month 2025-01" in [check["name"] for check in found["checks"]]
    assert "账本核对无误" in village("verify").out


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE entry SET points = points + 100 WHERE id = 1", "month 2025-01"),
        ("UPDATE entry SET household = '18-01' WHERE id = 1", "month 2025-01"),
        ("DELETE FROM entry WHERE id = 1", "month 2025-01"),
        ("UPDATE document SET content = json_set(content, '$.village', '别的村')", "documents"),
        ("UPDATE document SET seq = 5", "numbers"),
        ("UPDATE entry SET month = '2025-02' WHERE id = 1", "entries"),
        ("UPDATE entry SET operation_id = 999 WHERE id = 1", "foreign-keys"),
        ("UPDATE household_event SET head = '别人' WHERE id = 1", "chain"),
        ("UPDATE source_content SET content = x'00'", "sources"),
    ],
)
def test_what_was_forged_is_found(village: Village, statement: str, check: str) -> None:
    posted(village)
    forge(village, statement)
    assert check in wrong(village)
    assert "错" in village("verify", code=3).out


def test_a_reversal_that_was_forged_is_found(village: Village) -> None:
    village("meeting", "import", wide(village.folder / "七月.xlsx", {"2025年7月": [("01-01", 5, None)]}), "--yes")
    village("points", "reverse", "1", "--reason", "x")
    forge(village, "UPDATE entry SET points = -900 WHERE id = 2")
    assert wrong(village) == ["entries", "chain"]


def test_a_guard_that_was_taken_away_is_found(village: Village) -> None:
    with closing(sqlite3.connect(village.book)) as book, book:
        book.execute("DROP TRIGGER entry_no_update")
    assert wrong(village) == ["triggers"]


def test_a_check_code_proves_a_notice_however_it_is_typed(village: Village) -> None:
    code = posted(village)
    found = village.json("verify", "--code", code)
    assert list(found) == ["ok", "document", "later"]
    assert found["document"]["status"] == "current"
    for typed in (code.lower(), f" {code} ", code.replace("-", "－"), code.replace("-", "—"), code.replace("-", "")):
        assert village.json("verify", "--code", typed)["document"] == found["document"]
    assert village.json("verify", "--code", "AAAA-AAAA-AAAA-AAAA", code=3)["error"]["code"] == "code-unknown"
    assert "与账本一致" in village("verify", "--code", code).out


def test_a_notice_whose_points_were_forged_since_is_not_proved(village: Village) -> None:
    code = posted(village)
    forge(village, "UPDATE entry SET points = points + 100 WHERE id = 1")
    found = village.json("verify", "--code", code, code=3)
    assert found["ok"] is False
    assert len(found["later"]) == 1


def test_what_was_lawfully_corrected_stands_in_later(village: Village) -> None:
    code = posted(village)
    entry = village.json("points", "entries")[0]
    correct = ("meeting", "correct", "2025-01", entry["household"], "--entry", str(entry["id"]))
    village(*correct, "--reason", "x", "--yes")
    found = village.json("verify", "--code", code)
    assert found["ok"] is True
    assert found["document"]["status"] == "corrected"
    printed = next(line for line in found["later"] if line["household"] == entry["household"])
    assert list(printed) == ["household", "printed", "now"]
    assert printed["printed"] != printed["now"]
    village("meeting", "void", "2025-01", "--reason", "x", "--yes")
    found = village.json("verify", "--code", code)
    assert (found["ok"], found["document"]["status"]) == (True, "void")


# the clock


def test_a_day_before_the_last_operation_is_told_and_one_somebody_set_is_meant(village: Village) -> None:
    village.today("2025-07-28")
    village("settings", "set", "month-max", "31")
    village.today("2025-07-27")
    assert "最后一次操作的日子（2025-07-28）" in village("settings", "set", "month-max", "32").err
    village.today("2025-07-27")
    assert "最后一次操作" not in village("settings", "set", "month-max", "33").err


def test_a_clock_set_back_is_asked_about(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    village.today("2099-07-28")
    village("settings", "set", "month-max", "31")
    monkeypatch.delenv("JIFEN_TODAY")
    before = village.operations()
    assert village.json("settings", "set", "month-max", "32", code=3)["error"]["code"] == "confirmation-needed"
    village.answer("否")
    assert village.json("settings", "set", "month-max", "32", code=3)["error"]["code"] == "declined"
    assert village.operations() == before
    village("settings", "set", "month-max", "32", "--dry-run")
    village("points", "balance")
    village("settings", "set", "month-max", "32", "--yes")
    assert village.operations() == before + 1


# the head on papers that bear no number


def test_minutes_and_registers_name_the_head_that_verify_finds(village: Village) -> None:
    village.today("2025-01-28")
    village("meeting", "import", sheet_of(village, 1), "--yes")
    village("settings", "set", "month-max", "40")
    head = village.json("verify")["head"]
    shown = f"账链：{head[:4]} {head[4:8]} {head[8:12]}"
    minutes = openpyxl.load_workbook(village.json("meeting", "minutes", "2025-01")["path"])
    assert shown in minutes.worksheets[0].oddFooter.left.text
    village("registers", "2025-01", "-o", village.folder / "台账")
    files = list((village.folder / "台账").iterdir())
    assert len(files) == 7
    for file in files:
        for page in openpyxl.load_workbook(file).worksheets:
            assert shown in "".join(part.text or "" for part in (page.oddFooter.left, page.oddFooter.center))
    found = village.json("verify", "--head", shown.removeprefix("账链："))
    assert (found["ok"], found["operation"]) == (True, village.operations())
