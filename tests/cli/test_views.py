"""The book opened in any other program: the views answer in Chinese, with the figures the program itself gives."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from board_support import published
from cli_support import Village

from jifen.cli.main import run
from jifen.messages.labels import ENTRY_KIND, HOUSEHOLD_STATUS, MEETING_STATUS

FIGURES = {
    "opening": "期初",
    "earned": "加分",
    "deducted": "扣分",
    "redeemed": "兑换",
    "expired": "到期",
    "transferred": "转入转出",
    "pending": "公示中",
    "disputed": "异议中",
    "available": "可用",
}
STAGES = (1, 2, 3)
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def asked(stages: dict[int, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """What a command gives of a stage, on the day its last operation was done or on another."""

    def ask(stage: int, *arguments: str, today: str | None = None) -> Any:
        monkeypatch.setenv("JIFEN_TODAY", today or view(stages[stage], "账本")[0]["最后记账日期"])
        capsys.readouterr()
        assert run(["--db", str(stages[stage]), *arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


def view(path: Path, name: str) -> list[dict[str, Any]]:
    """A view as a program that knows nothing of this one reads it."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as book:
        cursor = book.execute(f"SELECT * FROM {name}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def exact(value: object) -> Decimal:
    return Decimal(str(value))


@pytest.mark.parametrize("stage", STAGES)
def test_balances_are_the_program_s_own_to_the_cent(stages: dict[int, Path], asked: Any, stage: int) -> None:
    said = {account["household"]: account for account in asked(stage, "points", "balance")}
    rows = {row["户号"]: row for row in view(stages[stage], "余额")}
    assert rows.keys() == said.keys()
    for code, account in said.items():
        assert {word: exact(rows[code][word]) for word in FIGURES.values()} == {
            word: Decimal(account[name]) for name, word in FIGURES.items()
        }
        assert (rows[code]["户主"], rows[code]["网格"]) == (account["head"], account["grid"])
    if stage == 2:
        assert any(row["公示中"] for row in rows.values())
    if stage == 3:
        assert all(any(row[word] for row in rows.values()) for word in ("兑换", "到期", "异议中"))


@pytest.mark.parametrize("stage", STAGES)
def test_the_ledger_is_told_with_names_and_sources(stages: dict[int, Path], asked: Any, stage: int) -> None:
    said = asked(stage, "points", "entries")
    rows = view(stages[stage], "流水")
    assert [(r["编号"], r["户号"], r["户主"], r["月份"], r["发生日期"], r["类型"]) for r in rows] == [
        (e["id"], e["household"], e["head"], e["month"], e["occurred_on"], ENTRY_KIND[e["kind"]]) for e in said
    ]
    assert [(exact(r["积分"]), r["类别"], r["细则编号"], r["事由"], r["冲正编号"], r["经手人"]) for r in rows] == [
        (Decimal(e["points"]), e["category"], e["rule"], e["reason"], e["reverses"], e["operator"]) for e in said
    ]
    assert [(r["会议状态"], r["来源文件"], r["单元格"]) for r in rows] == [
        (MEETING_STATUS.get(e["meeting_status"]), *((e["source"] or {}).get(name) for name in ("path", "cell")))
        for e in said
    ]


@pytest.mark.parametrize("stage", STAGES)
def test_the_roster_is_that_of_the_last_operation_s_day(stages: dict[int, Path], asked: Any, stage: int) -> None:
    said = {
        (h["household"], h["head"], h["grid"], h["group"], h["people"], HOUSEHOLD_STATUS[h["status"]])
        for h in asked(stage, "roster", "list")
    }
    rows = view(stages[stage], "花名册")
    assert {(r["户号"], r["户主"], r["网格"], r["村民小组"], r["人口"], r["状态"]) for r in rows} == said
    assert len(rows) == len(said)


def test_documents_stand_with_what_became_of_them(stages: dict[int, Path], asked: Any) -> None:
    rows = view(stages[3], "公示文件")
    assert len(rows) == view(stages[3], "账本")[0]["公示文件数"] >= 9
    words = {"current": "有效", "corrected": "已有更正", "void": "已作废", "expired": "黑榜有户到期"}
    for row in rows:
        # A view knows no other day than the computer's.
        proof = asked(3, "verify", "--code", row["校验码"], today=date.today().isoformat())["document"]
        assert (row["文号"], row["效力"]) == (proof["number"], words[proof["status"]])
    assert {"积分公示", "红黑榜", "兑换公示"} <= {row["种类"] for row in rows}


def test_a_list_with_a_black_line_that_ran_out_says_so(half_year: Village) -> None:
    published(half_year, "01-05")
    (row,) = [row for row in view(half_year.book, "公示文件") if row["种类"] == "红黑榜"]
    assert row["效力"] == "黑榜有户到期"
    half_year("board", "delist", "2025H1", "01-05", "--reason", "整改好了", "--yes")
    assert "黑榜有户到期" not in {row["效力"] for row in view(half_year.book, "公示文件")}


def test_views_are_read_and_never_written(stages: dict[int, Path], tmp_path: Path) -> None:
    path = tmp_path / "jifen.db"
    path.write_bytes(stages[3].read_bytes())
    with closing(sqlite3.connect(path)) as book:
        names = [row[0] for row in book.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        for name in names:
            with pytest.raises(sqlite3.OperationalError, match="view"):
                book.execute(f"DELETE FROM {name}")
    assert sorted(names) == sorted(["余额", "流水", "公示文件", "花名册", "账本", "平时登记", "事项"])


def test_a_view_that_tells_something_else_is_found_by_verify(stages: dict[int, Path], tmp_path: Path) -> None:
    path = tmp_path / "jifen.db"
    path.write_bytes(stages[1].read_bytes())
    with closing(sqlite3.connect(path)) as book:
        book.execute("DROP VIEW 余额")
        book.execute("CREATE VIEW 余额 AS SELECT '01-01' AS 户号, 999 AS 可用")
    assert run(["--db", str(path), "verify"]) == 3


EXAMPLES = re.findall(r"```sql\n(.*?)```", (DOCS / "other-programs.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("query", EXAMPLES, ids=lambda query: query.split()[1])
def test_the_examples_of_the_page_for_other_programs_run_on_a_book_that_is_only_read(
    stages: dict[int, Path], query: str
) -> None:
    with closing(sqlite3.connect(f"{stages[3].as_uri()}?mode=ro", uri=True)) as book:
        cursor = book.execute(query)
        assert cursor.description and cursor.fetchall() is not None


def test_every_view_has_an_example_on_that_page() -> None:
    told = " ".join(EXAMPLES)
    assert [name for name in ("花名册", "流水", "余额", "公示文件", "账本") if f"FROM {name}" not in told] == []
