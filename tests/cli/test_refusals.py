"""One test a refusal: exit code, a Chinese sentence on stderr, JSON alone on stdout, nothing written."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from cli_support import Village, sheet_of
from sheet_support import table, wide
from test_messages import COMPUTED, SITES, SOURCES

from jifen.cli import running
from jifen.messages.shapes.refusals import DETAILS
from jifen.store import files
from jifen.store.connection import BOOK_VERSION

Arguments = tuple[object, ...]
Case = tuple[int, Callable[[Village], Arguments]]
CASES: dict[str, Case] = {}
MODULES = (
    *("cli/arguments", "cli/context", "cli/demonstration", "cli/output", "cli/papers", "cli/parsing"),
    *("cli/commands/book", "cli/commands/meeting", "cli/commands/meeting_import", "cli/commands/meeting_publication"),
    *("cli/commands/points", "cli/commands/settings"),
    *("services/book/books", "services/book/demonstration", "services/book/opening", "services/book/verify"),
    *("services/book/restore", "services/book/compare"),
    *("services/ledger/accounts", "services/ledger/posting"),
    *("services/meeting/coloured_copy", "services/meeting/meetings", "services/meeting/minutes"),
    *("services/meeting/points", "services/meeting/sheet_import"),
    *("services/roster/aliases", "services/roster/households", "services/roster/rules", "services/roster/settings"),
    *("store/backups", "store/connection", "store/files"),
)
ELSEWHERE = {
    "demo-broken": "only where the program was installed wrongly",
    "month-not-published": "a published month without its notice: the book cannot hold one",
    "objection-open": "test_objections",
    **dict.fromkeys(("subject-inside", "subject-unspendable"), "test_subjects"),
    "book-in-program": "only within the folder of the zip for Windows: tests/windows",
    "disk-full": "tests/store/test_opening.py",
    "no-permission": "tests/store/test_opening.py",
    "book-unreadable": "below, by its SQLite code",
    "system": "below, by its errno",
    "restore-unproved": "test_restore",
    **dict.fromkeys(("rule-cap-differs", "rule-double-form"), "test_rules_settings"),
    **dict.fromkeys(("paper-without-code", "paper-unreadable"), "test_verify_paper"),
    **dict.fromkeys(("repeated-just-now", "event-repeated"), "test_said_twice"),
    **dict.fromkeys(("not-a-file", "file-too-large"), "test_hostile_files"),
    "times-invalid": "test_deeds",
    "red-level-unknown": "test_board_schemes",
    **dict.fromkeys(("yuan-invalid", "yuan-precision", "yuan-range"), "test_goods"),
}


def case(code: str, exit_code: int = 3) -> Callable[[Callable[[Village], Arguments]], None]:
    def keep(prepare: Callable[[Village], Arguments]) -> None:
        assert code not in CASES
        CASES[code] = (exit_code, prepare)

    return keep


def plain(code: str, exit_code: int, *arguments: object) -> None:
    CASES[code] = (exit_code, lambda village: arguments)


JULY = ("--month", "2025-07", "--category", "环境卫生", "--reason", "x")
plain("alias-unknown", 3, "alias", "remove", "1")
plain("allow-unknown", 2, "meeting", "import", "x.xlsx", "--allow", "all", "--reason", "x")
plain("category-unknown", 3, "points", "add", "01-01", "1", "--month", "2025-07", "--category", "别的", "--reason", "x")
plain("code-unknown", 3, "verify", "--code", "AAAA-BBBB-CCCC-DDDD")
plain("head-unknown", 3, "verify", "--head", "3f2a 9c1d 07be")
plain("head-invalid", 2, "verify", "--head", "3f2a")
plain("verify-one", 2, "verify", "--head", "3f2a 9c1d 07be", "--mend")
plain("count-invalid", 2, "roster", "add", "77-01", "甲", "--grid", "1", "--people", "三口")
plain("day-invalid", 2, "roster", "leave", "01-01", "--on", "2025-02-30")
plain("date-outside-month", 3, "points", "add", "01-01", "1", *JULY, "--on", "2025-08-01")
plain("entry-unknown", 3, "points", "reverse", "9", "--reason", "x")
plain("file-missing", 3, "meeting", "import", "没有.xlsx")
plain("folder-missing", 3, "meeting", "sheet", "2025-07", "-o", "没有/表.xlsx")
plain("grid-unknown", 3, "points", "balance", "--grid", "77")
plain("grid-invalid", 2, "roster", "move", "01-01", "--grid", " ")
plain("head-missing", 2, "roster", "rename", "01-01", "　")
plain("held-on-outside", 3, "meeting", "record", "2025-07", "--held-on", "2025-06-01")
plain("household-code-invalid", 2, "roster", "add", "7" * 21, "甲", "--grid", "1")
plain("household-exists", 3, "roster", "add", "01-01", "甲", "--grid", "1")
plain("household-unknown", 3, "points", "statement", "没有这人")
plain("layout-unknown", 2, "meeting", "sheet", "2025-07", "--layout", "tall")
plain("transfer-later", 3, "roster", "merge", "01-01", "01-02", "--on", "2030-01-01")
plain("merge-with-itself", 3, "roster", "merge", "01-01", "01-01")
plain("month-invalid", 2, "meeting", "publish", "2025Q3")
plain("month-not-recorded", 3, "meeting", "show", "2025-07")
plain("month-or-period", 2, "points", "entries", "--month", "2025-07", "--period", "2025")
plain("more-present-than-expected", 3, "meeting", "record", "2025-07", "--expected", "3", "--present", "4")
plain("nothing-changes", 3, "roster", "rename", "01-01", "林雪梅")
plain("nothing-given", 2, "meeting", "record", "2025-07")
plain("paper-kind", 2, "meeting", "sheet", "2025-07", "-o", "表.doc")
plain("option-empty", 2, "points", "balance", "--operator", "")
plain("paper-unknown", 2, "meeting", "notice", "2025-07", "--paper", "B5")
plain("tiles-need-large-paper", 2, "meeting", "notice", "2025-07", "--tiled", "--paper", "A4")
plain("period-invalid", 2, "points", "rank", "--period", "前些年")
plain("period-not-begun", 3, "report", "2025Q4")
plain("points-invalid", 2, "points", "add", "01-01", "两分", *JULY)
plain("points-precision", 2, "points", "add", "01-01", "0.125", *JULY)
plain("points-range", 2, "points", "add", "01-01", "1000000", *JULY)
plain("points-negative", 2, "roster", "split", "01-01", "77-01", "甲", "--points", "-1")
plain("points-zero", 2, "points", "add", "01-01", "0", *JULY)
plain("points-short", 3, "roster", "split", "01-01", "77-01", "甲", "--points", "1")
plain("reason-missing", 2, "meeting", "finalize", "2025-07", "--override")
plain("recusal-form", 2, "meeting", "record", "2025-07", "--recuse", "01-01")
plain("replace-or-add", 2, "meeting", "import", "x.xlsx", "--replace", "--add")
plain("rule-or-category", 2, "points", "add", "01-01", "1", "--month", "2025-07", "--reason", "x")
plain("rule-unknown", 3, "rules", "show", "QQ99")
plain("rule-points-invalid", 2, "rules", "set", "HJ05", "--points", "两分")
plain("rule-cap-invalid", 2, "rules", "set", "HJ05", "--cap", "6/世纪")
plain("rule-set-what", 2, "rules", "set", "HJ05")
plain("text-missing", 2, "rules", "set", "HJ05", "--wording", " ")
plain("setting-invalid", 2, "settings", "set", "notice-days", "0")
plain("setting-unknown", 2, "settings", "set", "no-such", "1")
plain("sign-unclear", 3, "points", "add", "01-01", "-2", "--month", "2025-07", "--rule", "HJ01", "--reason", "x")
plain(
    "points-out-of-range", 3, "points", "add", "01-01", "0.01", "--month", "2025-07", "--rule", "HJ01", "--reason", "x"
)
plain("cap-exceeded", 3, "points", "add", "01-01", "31", *JULY)
plain("correct-what", 2, "meeting", "correct", "2025-07", "01-01", "--reason", "x", "--category", "环境卫生")
plain("argument-unreadable", 2, "roster", "rename", "01-01", "\udcff王")
plain("file-is-book", 3, "meeting", "sheet", "2025-07", "-o", "jifen.db", "--force")
plain("book-exists", 3, "init", "又一村")


@case("is-a-folder")
def _(village: Village) -> Arguments:
    return ("roster", "import", village.folder)


@case("not-a-folder")
def _(village: Village) -> Arguments:
    (village.folder / "U盘").write_text("")
    return ("backup", "U盘")


@case("file-exists")
def _(village: Village) -> Arguments:
    (village.folder / "表.xlsx").write_text("")
    return ("meeting", "sheet", "2025-07", "-o", "表.xlsx")


@case("roster-empty")
def _(village: Village) -> Arguments:
    village.book.unlink()
    village("init", "又一村")
    table(village.folder / "表.xlsx", *[["户编号", "户主", "环境卫生"], ["01-01", "林雪梅", 2]])
    return ("meeting", "import", "表.xlsx")


@case("folder-not-empty")
def _(village: Village) -> Arguments:
    return ("demo", village.folder)


@case("restore-onto-itself")
def _(village: Village) -> Arguments:
    return ("restore", village.book, "--yes")


@case("book-not-found", 5)
def _(village: Village) -> Arguments:
    village.book.rename(village.folder / "别的名字.db")
    return ("points", "balance")


@case("book-missing", 5)
def _(village: Village) -> Arguments:
    return ("points", "balance", "--db", "没有.db")


@case("book-is-folder", 5)
def _(village: Village) -> Arguments:
    return ("points", "balance", "--db", village.folder)


@case("book-damaged", 5)
def _(village: Village) -> Arguments:
    village.book.write_bytes(b"not a book" * 1000)
    return ("points", "balance")


@case("book-altered", 5)
def _(village: Village) -> Arguments:
    with closing(sqlite3.connect(village.book)) as book:
        book.execute("DROP TRIGGER entry_no_update")
    return ("points", "balance")


@case("book-newer", 5)
def _(village: Village) -> Arguments:
    with closing(sqlite3.connect(village.book)) as book:
        book.execute(f"PRAGMA user_version = {BOOK_VERSION + 1}")
    return ("points", "balance")


@case("book-locked", 5)
def _(village: Village) -> Arguments:
    village.hold(sqlite3.connect(village.book, isolation_level=None)).execute("BEGIN IMMEDIATE")
    return ("settings", "set", "month-max", "40")


@case("today-invalid", 2)
def _(village: Village) -> Arguments:
    village.today("28.7.2025")
    return ("points", "balance")


@case("today-far", 2)
def _(village: Village) -> Arguments:
    village.today("0001-01-01")
    return ("points", "balance")


@case("confirmation-needed")
def _(village: Village) -> Arguments:
    return ("meeting", "import", sheet_of(village, 1))


@case("declined")
def _(village: Village) -> Arguments:
    village.answer("n")
    return ("meeting", "import", sheet_of(village, 1))


def recorded(village: Village) -> None:
    village("meeting", "import", wide(village.folder / "七月.xlsx", {"2025年7月": [("01-01", 5, None)]}), "--yes")


def opening_balance(village: Village) -> None:
    village("points", "opening", table(village.folder / "期初.xlsx", ("户编号", "期初积分"), ("01-01", 50)))


@case("date-before-recorded")
def _(village: Village) -> Arguments:
    recorded(village)
    return ("roster", "leave", "01-01", "--on", "2025-06-30")


@case("month-state")
def _(village: Village) -> Arguments:
    recorded(village)
    return ("meeting", "finalize", "2025-07", "--yes")


@case("window-open")
def _(village: Village) -> Arguments:
    recorded(village)
    village("meeting", "publish", "2025-07", "--yes")
    return ("meeting", "finalize", "2025-07", "--yes")


@case("held-on-missing")
def _(village: Village) -> Arguments:
    recorded(village)
    return ("meeting", "minutes", "2025-07")


@case("points-pending")
def _(village: Village) -> Arguments:
    recorded(village)
    return ("roster", "merge", "01-01", "01-02")


@case("entry-reversed")
def _(village: Village) -> Arguments:
    recorded(village)
    village("points", "reverse", "1", "--reason", "x")
    return ("points", "reverse", "1", "--reason", "x")


@case("entry-elsewhere")
def _(village: Village) -> Arguments:
    recorded(village)
    village("meeting", "publish", "2025-07", "--yes")
    return ("meeting", "correct", "2025-07", "01-02", "--entry", "1", "--reason", "x", "--yes")


@case("entry-kind")
def _(village: Village) -> Arguments:
    opening_balance(village)
    village("roster", "split", "01-01", "77-01", "甲", "--points", "20")
    return ("points", "reverse", "2", "--reason", "x")


@case("household-ambiguous")
def _(village: Village) -> Arguments:
    village("roster", "add", "77-01", "林雪梅", "--grid", "1")
    return ("points", "balance", "--household", "林雪梅")


@case("household-closed")
def _(village: Village) -> Arguments:
    village("roster", "close", "01-01")
    return ("roster", "rename", "01-01", "甲")


@case("household-inactive")
def _(village: Village) -> Arguments:
    village("roster", "leave", "01-01")
    return ("points", "add", "01-01", "1", *JULY)


@case("household-later")
def _(village: Village) -> Arguments:
    village("roster", "add", "77-01", "甲", "--grid", "1", "--on", "2026-01-01")
    return ("points", "balance", "--household", "77-01")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_refusal_has_its_code_its_sentence_and_leaves_everything_as_it_was(
    village: Village, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BUSY_SECONDS", 0.1)
    exit_code, prepare = CASES[code]
    arguments = prepare(village)
    before = snapshot(village.folder)
    words = [str(argument) for argument in arguments]
    told = village(*words, "--json", code=exit_code)
    error = told.json
    assert error["ok"] is False
    assert list(error) == ["ok", "error"]
    assert list(error["error"])[:2] == ["code", "message"]
    assert set(error["error"]) - {"code", "message"} <= set(DETAILS)
    assert error["error"]["code"] == code
    assert len(re.findall(r"[\u4e00-\u9fff]", error["error"]["message"])) >= 4
    assert error["error"]["message"] in told.err
    village.answer_again()
    again = village(*words, code=exit_code)
    assert again.out == ""
    assert error["error"]["message"] in again.err
    assert snapshot(village.folder) == before


def test_every_refusal_of_these_modules_is_tried() -> None:
    assert [module for module in MODULES if not (SOURCES / f"{module}.py").is_file()] == []
    raised = {site.code for site in SITES if site.path.removesuffix(".py") in MODULES and site.code}
    computed = {c for path, codes in COMPUTED.items() if path.removesuffix(".py") in MODULES for c in codes}
    assert (raised | computed) - set(CASES) - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) & set(CASES) == set()


def test_a_disk_that_cannot_be_read_is_told_as_such() -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    with pytest.raises(files.BookError) as caught, files.translated(Path("jifen.db")):
        raise error
    assert caught.value.code == "book-unreadable"


def test_what_the_system_says_is_told_where_we_have_no_sentence(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: str) -> bytes:
        raise OSError(5, "Input/output error", path)

    monkeypatch.setattr(running, "read_file", broken)
    told = village.json("roster", "import", "x.xlsx", code=3)["error"]
    assert told["code"] == "system"
    assert "x.xlsx" in told["message"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("rules", "export", "jifen.db"),
        ("points", "statement", "01-01", "-o", "./jifen.db"),
        ("meeting", "notice", "2025-07", "-o", "jifen.db"),
        ("meeting", "import", "评议表/2025年1月积分评议汇总表.xlsx", "--yes", "--report", "jifen.db"),
    ],
    ids=" ".join,
)
def test_nothing_is_written_over_the_book(village: Village, arguments: tuple[str, ...]) -> None:
    before = village.book.read_bytes()
    assert village.json(*arguments, "--force", code=3)["error"]["code"] == "file-is-book"
    assert village.book.read_bytes() == before


def test_line_breaks_and_other_control_characters_are_spaces(village: Village) -> None:
    village("points", "add", "01-01", "1", *JULY[:-1], "记错\r\n了\x07", "--on", "2025-07-03")
    assert village.json("points", "entries")[0]["reason"] == "记错 了"
    assert len(village("points", "entries").out.splitlines()) == 3
    village("points", "statement", "01-01")


def test_a_clear_yes_at_the_terminal_writes_and_anything_else_does_not(village: Village) -> None:
    import_ = ("meeting", "import", sheet_of(village, 1))
    for line in ("", "n", "不", "ye", "q"):
        village.answer(line)
        village(*import_, code=3)
        assert village.json("meeting", "list") == []
    village.answer("是")
    village(*import_)
    assert len(village.json("meeting", "list")) == 1


ENVIRONMENT = [("JIFEN_DB", "没有.db", "book-missing"), ("JIFEN_DB", ".", "book-is-folder")]


@pytest.mark.parametrize(("name", "value", "code"), ENVIRONMENT)
def test_the_environment_s_book_is_held_to_the_same(
    village: Village, monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: str
) -> None:
    monkeypatch.setenv(name, value)
    assert village.json("points", "balance", code=5)["error"]["code"] == code
    assert village.json("restore", village.book, "--yes", code=5 if value == "." else 0) is not None


def test_a_book_is_found_in_a_folder_above_and_named_ones_win(
    village: Village, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    inner = village.folder / "一" / "二"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert len(village.json("roster", "list")) == 180
    other = inner / "别村.db"
    village("--db", other, "init", "别村")
    assert village.json("roster", "list", "--db", other) == []
    monkeypatch.setenv("JIFEN_DB", str(other))
    assert village.json("roster", "list") == []
    assert len(village.json("roster", "list", "--db", village.book)) == 180
    assert [file.name for file in inner.iterdir()] == ["别村.db"]
