"""A book of its own for party members, grid workers, groups: the same program, in their words, and never redeemed."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village
from sheet_support import table

RULES = ("编号", "类别", "项目", "分值")
ONE = ("ZR01", "户容户貌", "帮助困难户", "+3")


def rulebook(folder: Path, lines: dict[str, object], name: str = "细则.xlsx") -> str:
    path = table(folder / name, RULES, ONE)
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("办法")
    for line in {"项目": "内容", **lines}.items():
        page.append(line)
    book.save(path)
    return str(path)


def branch(empty: Village, **lines: object) -> Village:
    """A party branch with its members, whose roster has groups of the branch and no grid."""
    empty.today("2025-07-31")
    empty("init", "沙院村党支部", "--rulebook", rulebook(empty.folder, {"基础分": 70, "对象": "党员", **lines}))
    members = (("01", "王建国", "第一党小组"), ("02", "张户生", "第二党小组"))
    table(empty.folder / "名册.xlsx", ("编号", "姓名", "党小组"), *members)
    empty("roster", "import", "名册.xlsx", "--yes")
    return empty


def scored(empty: Village, **lines: object) -> Village:
    """The branch with July's meeting on a sheet of the branch's own."""
    found = branch(empty, **lines)
    table(empty.folder / "2025年7月评议表.xlsx", ("编号", "姓名", "户容户貌"), ("02", "张户生", 3))
    found("meeting", "import", "2025年7月评议表.xlsx", "--month", "2025-07", "--held-on", "2025-07-30", "--yes")
    return found


def cells(path: Path) -> list[str]:
    return [str(c.value) for row in openpyxl.load_workbook(path).worksheets[0] for c in row if c.value is not None]


def test_a_group_of_the_branch_stands_in_the_place_of_the_grid(empty: Village) -> None:
    found = branch(empty).json("roster", "list")
    assert [(who["household"], who["head"], who["grid"]) for who in found] == [
        ("01", "王建国", "第一党小组"),
        ("02", "张户生", "第二党小组"),
    ]


def test_a_roster_without_groups_keeps_all_together(empty: Village) -> None:
    table(branch(empty).folder / "再来.xlsx", ("编号", "姓名"), ("09", "李某"))
    empty("roster", "import", "再来.xlsx", "--yes")
    assert empty.json("roster", "show", "09")["grid"] == "全体"


@pytest.mark.parametrize("header", ["党小组", "小组"])
def test_households_still_need_a_grid(village: Village, header: str) -> None:
    table(village.folder / "名册.xlsx", ("编号", "姓名", header), ("99-09", "李某", "一组"))
    found = village.json("roster", "import", "名册.xlsx", "--yes", code=4)["issues"][0]
    assert found["code"] == "table-not-found" and "网格" in found["message"]


def test_tables_and_sentences_speak_of_members(empty: Village) -> None:
    told = branch(empty)("roster", "list").out
    assert "党员编号" in told and "姓名" in told and "户主" not in told and "户编号" not in told
    assert "张户生" in told
    unknown = empty("roster", "show", "李四", code=None).err
    assert "党员名册里没有“李四”" in unknown and "户编号" not in unknown
    assert empty.json("roster", "list")[0]["household"] == "01"
    assert empty("points", "balance", "--sort", "党员编号", "--desc").out.index("张户生") < empty(
        "points", "balance", "--sort", "党员编号", "--desc"
    ).out.index("王建国")


@pytest.mark.parametrize("layout", ["wide", "events", "items"])
def test_a_blank_sheet_bears_the_words_and_is_read_back(empty: Village, layout: str) -> None:
    branch(empty)
    empty("meeting", "sheet", "2025-07", "--layout", layout, "-o", "空.xlsx")
    book = openpyxl.load_workbook(empty.folder / "空.xlsx")
    page = book.worksheets[0]
    top = next(row for row in page if any(c.value == "党员编号" for c in row))
    heads = {str(c.value): c.column for row in page.iter_rows(min_row=top[0].row, max_row=top[0].row + 2) for c in row}
    assert "姓名" in heads and "党小组" in heads and "户主" not in heads
    row = next(row[0].row for row in page if any(c.value == "张户生" for c in row))
    if layout == "events":
        filled: dict[str, Any] = {"日期": "2025-07-10", "加/减": "加", "项目编号": "ZR01", "分值": 3}
    else:
        filled = {"户容户貌" if layout == "wide" else "ZR01 帮助困难户": 3}
    for name, value in filled.items():
        page.cell(row, heads[name]).value = value
    book.save(empty.folder / "填好.xlsx")
    empty("meeting", "import", "填好.xlsx", "--held-on", "2025-07-30", "--yes")
    assert [(e["household"], e["points"]) for e in empty.json("points", "entries")] == [("02", "3")]


def test_a_notice_speaks_of_members_inside_the_branch_and_is_proved(empty: Village) -> None:
    scored(empty)("meeting", "publish", "2025-07", "--yes", "-o", "公示.xlsx")
    printed = cells(empty.folder / "公示.xlsx")
    text = "\n".join(printed)
    assert "姓名" in printed and "户主" not in printed and "合计（2名）" in printed
    assert "党小组" in printed and "张户生" in printed and "户容户貌+3" in text
    assert "仅在本支部内部公示" in text and "村民委员会" not in text and "不兑换" in text
    assert empty.json("verify")["ok"]
    assert empty.json("verify", "--paper", "公示.xlsx")["ok"]


def test_a_document_keeps_its_words_when_the_book_is_about_households_by_then(empty: Village) -> None:
    scored(empty)("meeting", "publish", "2025-07", "--yes", "-o", "公示.xlsx")
    empty.today("2025-09-02")
    empty("rules", "import", rulebook(empty.folder, {"基础分": 70}, "新.xlsx"), "--from", "2025-09-01", "--yes")
    assert "户编号" in empty("roster", "list").out
    empty("meeting", "notice", "2025-07", "-o", "再印.xlsx")
    assert cells(empty.folder / "再印.xlsx") == cells(empty.folder / "公示.xlsx")
    assert empty.json("verify")["ok"]


def test_points_of_members_are_not_redeemed_unless_the_scheme_says_so(empty: Village) -> None:
    branch(empty)
    assert empty.json("rules", "scheme")["spendable"] == "none"
    error = empty.json("redeem", "open", "2025Q3", code=3)["error"]
    assert error["code"] == "subject-unspendable" and "可兑换" in error["message"]


def test_a_scheme_that_says_what_is_redeemed_is_followed_and_exported(empty: Village) -> None:
    branch(empty, 可兑换="加减分")
    assert empty.json("rules", "scheme")["spendable"] == "all"
    empty("rules", "export", "出.xlsx")
    assert empty.json("rules", "import", "出.xlsx")["status"] == "unchanged"
    empty("redeem", "open", "2025Q3", "--yes")


def test_an_export_of_points_that_are_not_redeemed_is_taken_back_as_unchanged(empty: Village) -> None:
    branch(empty)("rules", "export", "出.xlsx")
    assert empty.json("rules", "import", "出.xlsx")["status"] == "unchanged"


@pytest.mark.parametrize(
    ("command", "about"),
    [
        (("rollup", "export", "2025-07"), "汇总"),
        (("page",), "网页"),
        (("meeting", "notice", "2025-07", "--phone"), "手机"),
        (("meeting", "notice", "2025-07", "--speech"), "广播"),
    ],
)
def test_nothing_of_it_leaves_the_house(empty: Village, command: tuple[str, ...], about: str) -> None:
    error = scored(empty).json(*command, code=3)["error"]
    assert error["code"] == "subject-inside"
    assert about in error["message"] and "党员" in error["message"]
    assert not (empty.folder / "导出").exists() or not list((empty.folder / "导出").iterdir())


def test_the_next_book_at_hand_speaks_of_its_own_again(empty: Village, tmp_path: Path) -> None:
    branch(empty)("roster", "list")
    (tmp_path / "村").mkdir()
    other = str(tmp_path / "村" / "jifen.db")
    empty("init", "沙院村", "--db", other)
    assert "户编号" in empty("roster", "list", "--db", other).out


@pytest.mark.parametrize("header", ["党员编号", "网格员编号", "人员编号"])
def test_a_sheet_of_households_is_read_as_ever_beside_such_a_column(empty: Village, header: str) -> None:
    empty.today("2025-07-31")
    empty("init", "沙院村")
    people = (("01-01", "王建国", 1), ("02-01", "赵四", 2))
    table(empty.folder / "花名册.xlsx", ("户编号", "户主", "网格"), *people)
    empty("roster", "import", "花名册.xlsx", "--yes")
    table(empty.folder / "表.xlsx", (header, "户编号", "户主", "环境卫生"), ("02-01", "01-01", "王建国", 3))
    empty("meeting", "import", "表.xlsx", "--month", "2025-07", "--held-on", "2025-07-30", "--yes")
    assert [(e["household"], e["points"]) for e in empty.json("points", "entries")] == [("01-01", "3")]
