"""A village that lives through everything the program knows, kept as it stood after each part of its life."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from board_support import published
from cli_support import Village
from PIL import Image
from sheet_support import table
from shop_support import GOODS, POINTS, filled, written

from jifen.domain.documents.published import canonical, check_code
from jifen.store import documents
from jifen.store.connection import BOOK_VERSION
from jifen.store.migrations.tools import without_triggers


class Listener:
    """What was printed since it was last asked, for a village that outlives one test."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self._listen()

    def _listen(self) -> None:
        self._out, self._err = StringIO(), StringIO()
        self._patch.setattr(sys, "stdout", self._out)
        self._patch.setattr(sys, "stderr", self._err)

    def readouterr(self) -> SimpleNamespace:
        heard = SimpleNamespace(out=self._out.getvalue(), err=self._err.getvalue())
        self._listen()
        return heard


@pytest.fixture(scope="session")
def stages(half_year_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Path]]:
    """The book as it stood when all that a program of so many steps knew had happened in it."""
    folder = tmp_path_factory.mktemp("upgrade")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        village: Any = Village(folder, Listener(patch), patch)  # type: ignore[arg-type]
        village.book.write_bytes(half_year_book.read_bytes())
        for number, live in enumerate((_ledger, _publication, _shop), 1):
            live(village)
            _kept(village, number, whole=False)
        for number, live in ((8, _sources), (9, _office), (10, _life), (11, _rules), (12, _scheme), (13, _scores)):
            live(village)
            _kept(village, number, whole=True)
    stages = {number: folder / f"stage{number}.db" for number in (1, 2, 3, 8, 9, 10, 11, 12, 13)}
    # The steps between brought no tables to fill.
    yield stages | dict.fromkeys(range(4, 8), stages[3]) | dict.fromkeys(range(13, BOOK_VERSION + 1), stages[13])


def _kept(village: Village, number: int, *, whole: bool) -> None:
    copy = village.folder / f"stage{number}.db"
    copy.write_bytes(village.book.read_bytes())
    _without_chain(copy, whole=whole)


def _without_chain(path: Path, *, whole: bool) -> None:
    """Documents as a program froze them that knew no chain; unless `whole` files as one that knew no step 8."""
    with closing(sqlite3.connect(path, isolation_level=None)) as book, without_triggers(book):
        for document in documents.select(book):
            content = {name: value for name, value in document.content.items() if name != "chain"}
            values = (canonical(content), check_code(content), document.id)
            book.execute("UPDATE document SET content = ?, code = ? WHERE id = ?", values)
        if whole:
            return
        for number, digest in book.execute("SELECT source_file_id, sha256 FROM source_kept").fetchall():
            book.execute("UPDATE source_file SET sha256 = ? WHERE id = ?", (digest, number))
        book.execute("DELETE FROM source_kept")


def _sources(village: Village) -> None:
    (first,) = [s["id"] for s in village.json("source", "list") if s["command"] == "points opening"][:1]
    village("source", "erase", str(first), "--reason", "户主要求", "--yes")


def _office(village: Village) -> None:
    """What was reversed at the shelf, the till and in the ledger, and the reversal taken back."""
    received = village.json("goods", "receive", "A01", "2", "--purchase", "供销社", "--price", "3")
    village("goods", "reverse", str(received["movement"]), "--reason", "记错了")
    village("undo", "--yes")
    village("points", "add", "01-01", "2", "--month", "2026-01", "--category", "环境卫生", "--reason", "清沟")
    last = village.sql("SELECT max(id) FROM entry")[0][0]
    village("points", "reverse", str(last), "--reason", "记错户")
    village("undo", "--yes")


def _life(village: Village) -> None:
    """What happens between meetings: a deed with its picture and one withdrawn, an activity, a matter, a grid."""
    picture = village.folder / "照片.png"
    Image.new("RGB", (8, 8), "red").save(picture)
    deed = ("deed", "add", "01-01", "--category", "环境卫生", "--points", "2", "--note", "清沟")
    village(*deed, "--photo", picture, "--yes")
    made = village.json("deed", "add", "01-02", "--category", "公益志愿", "--points", "2", "--yes")
    village("deed", "withdraw", str(made["id"]), "--reason", "记错户")
    rule = next(r["code"] for r in village.json("rules", "list") if "~" not in r["points"] and "/" not in r["points"])
    village("activity", "add", "清沟", "--on", "2026-01-03", "--rule", rule, "--place", "村口")
    signed = written(village, "签到.csv", "户编号,户主,参加人,签到\n01-01,,王小,√\n")
    village("activity", "import", "1", signed)
    village("matter", "open", "隐患随手拍", "--text", "路灯不亮", "--grid", "1")
    village("matter", "step", "1", "核实", "--by", "网格员")
    village("grid", "set", "1", "--worker", "刘芳")
    village("grid", "meet", "--on", "2026-01-04", "--present", "刘芳", "--note", "查用电")
    with closing(sqlite3.connect(village.book)) as book, book:
        (last,) = book.execute("SELECT max(id) FROM operation").fetchone()
        draft = book.execute(
            "INSERT INTO board_draft (operation_id, period, content) VALUES (?, '2025', '{}')", (last,)
        ).lastrowid
        kept = "INSERT INTO honour_draft (draft_id, operation_id, kind, rules) VALUES (?, ?, 'family', '{}')"
        book.execute(kept, (draft, last))


def _rules(village: Village) -> None:
    """Rules that exclude, double and lapse, and hours of a year, those that reach no step as well."""
    header = ("编号", "类别", "项目", "分值", "就高组", "加倍月数", "有效月数")
    ladder = ("ZY01", "公益志愿", "志愿服务", "10小时+2；20小时+5", "志愿", None, 12)
    light = ("WG01", "遵规守法", "乱扔垃圾", "一般-2；较重-5", None, 3, None)
    village("rules", "import", table(village.folder / "新细则.xlsx", header, ladder, light), "--yes")
    rows = ("01-01", None, "ZY01", 12), ("01-02", None, "ZY01", 3)
    sheet = table(village.folder / "2026年1月.xlsx", ("户编号", "户主", "项目编号", "数量"), *rows)
    village("meeting", "import", sheet, "--yes")


def _scheme(village: Village) -> None:
    """A month by whose scheme only what lies above a score can be spent, final and converted."""
    village.today("2026-03-01")
    lines = ("基础分", 60), ("可兑换", "超过60的部分")
    book = openpyxl.load_workbook(village.json("rules", "export", "办法.xlsx")["path"])
    for line in (("项目", "内容"), *lines):
        (book["办法"] if "办法" in book.sheetnames else book.create_sheet("办法")).append(line)
    book.save(village.folder / "办法.xlsx")
    village("rules", "import", "办法.xlsx", "--from", "2026-02-01", "--yes")
    sheet = table(
        village.folder / "2026年2月.xlsx", ("户编号", "户主", "项目编号", "数量"), ("01-01", None, "ZY01", 12)
    )
    village("meeting", "import", sheet, "--yes")
    village("meeting", "publish", "2026-02", "--days", "1", "--yes")
    village.today("2026-03-02")
    village("meeting", "finalize", "2026-02", "--override", "--reason", "村民代表会议决定", "--yes")


def _scores(village: Village) -> None:
    """A score that was set by decision."""
    decided = ("--category", "遵规守法", "--document", "决定书1号", "--reason", "违法", "--yes")
    village("points", "clear", "01-01", "2026-01", *decided)


def _ledger(village: Village) -> None:
    village.today("2025-07-15")
    village("points", "opening", written(village, "期初.csv", _opening()), "--yes")
    village("points", "add", "01-01", "2", "--month", "2025-07", "--category", "环境卫生", "--reason", "清沟")
    wrong = village.json(
        "points", "add", "01-02", "3", "--month", "2025-07", "--category", "环境卫生", "--reason", "错"
    )
    village("points", "reverse", str(wrong["entry"]["id"]), "--reason", "记错户")
    facts = (
        "--held-on",
        "2025-07-14",
        "--place",
        "村部",
        "--expected",
        "9",
        "--present",
        "7",
        "--recuse",
        "01-01=周书记",
    )
    village("meeting", "record", "2025-07", *facts)
    with closing(sqlite3.connect(village.book)) as book, book:
        book.execute("INSERT INTO alias (operation_id, kind, key, target) VALUES (2, 'household', '老王', '01-01')")
        book.execute("INSERT INTO alias_removal (alias_id, operation_id) VALUES (1, 3)")


def _opening() -> str:
    return "户编号,期初积分\n" + "".join(f"{code},{points}\n" for code, points in POINTS.items())


def _publication(village: Village) -> None:
    awards = [e for e in village.json("points", "entries", "--month", "2025-06") if not e["points"].startswith("-")]
    for entry in awards[:2]:
        arguments = (entry["household"], "--entry", str(entry["id"]), "--reason", "没有这回事")
        village("objection", "file", "2025-06", *arguments)
    village("objection", "decide", "1", "--reject", "--reason", "记分无误")
    village("veto", "add", "01-03", "--ground", "违法", "--document", "决定书3号", "--from", "2025-06-01")
    village("veto", "lift", "1")
    published(village, "09-08")
    village("board", "delist", "2025H1", "09-08", "--reason", "已清理，经复查", "--yes")


def _shop(village: Village) -> None:
    village("meeting", "publish", "2025-07", "--days", "1", "--yes")
    disputed = next(e for e in village.json("points", "entries", "--month", "2025-07") if e["household"] == "01-01")
    village("objection", "file", "2025-07", "01-01", "--entry", str(disputed["id"]), "--reason", "只做了一半")
    village.today("2025-10-08")
    village("meeting", "finalize", "2025-07", "--override", "--reason", "村民代表会议决定", "--yes")
    village("goods", "import", written(village, "物品.csv", GOODS))
    village("fund", "in", "500", "--reason", "集体经济拨入")
    village("goods", "stocktake", _counted(village), "--yes")
    village("redeem", "open", "2025Q3", "--from", "2025-10-01", "--yes")
    village("redeem", "add", "02-01", "A01", "3")
    village("redeem", "import", filled(village, {"01-01": {"A01": 2}, "01-02": {"A02": 1}}))
    village("redeem", "return", "2025Q3-0001", "--reason", "换一种")
    village("redeem", "close", "2025Q3", "--yes")
    village.today("2026-01-05")
    village("year", "close", "2025", "--policy", "reset", "--yes")
    village("year", "close", "2025", "--revert", "--yes")
    village("year", "close", "2025", "--policy", "cap", "--limit", "20", "--yes")


def _counted(village: Village) -> Path:
    book = openpyxl.load_workbook(village.json("goods", "sheet", "--force")["path"])
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if any(cell.value == "实盘数量" for cell in row))
    at = {cell.value: cell.column - 1 for cell in head}
    for row in page.iter_rows(min_row=head[0].row + 1):
        if row[at["编号"]].value == "A01":
            row[at["实盘数量"]].value, row[at["原因"]].value = 9, "破损一块"
    path = village.folder / "盘点.xlsx"
    book.save(path)
    return path
