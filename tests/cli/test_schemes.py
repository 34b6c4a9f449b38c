"""How a village counts: the sheet 办法 of its rule book, and what follows from it."""

import openpyxl
import pytest
from cli_support import Village
from scheme_support import ONE, RULES, rulebook
from sheet_support import table, wide

QUARTERLY = {
    "评议周期": "每季",
    "基础分": 100,
    "最低分": "扣完为止",
    "等级": "五星:105；四星:100；三星:其余",
    "可兑换": "超过100的部分",
}


def test_the_scheme_of_a_rule_book_is_taken_and_shown(empty: Village) -> None:
    empty("init", "沙院村", "--rulebook", rulebook(empty.folder, QUARTERLY))
    assert empty.json("rules", "scheme") == {
        "period": "quarter",
        "base": "100",
        "floor": "0",
        "ceiling": None,
        "grades": [
            {"grade": "五星", "from": "105"},
            {"grade": "四星", "from": "100"},
            {"grade": "三星", "from": None},
        ],
        "spendable": "above:100",
        "apart": None,
        "subject": "household",
        "ranks": False,
        "newcomers": "whole",
        "redeem_from": None,
        "unscored": [],
    }
    shown = empty("rules", "scheme").out
    assert "评议周期：每季" in shown
    assert "等级：五星:105；四星:100；三星:其余" in shown
    assert "可兑换：超过100的部分" in shown


def test_without_the_sheet_points_are_counted_as_ever(village: Village) -> None:
    told = village.json("rules", "scheme")
    assert (told["period"], told["base"], told["spendable"], told["grades"]) == ("month", "0", "all", [])


def test_an_export_bears_the_scheme_and_is_taken_back_as_unchanged(empty: Village) -> None:
    empty("init", "沙院村", "--rulebook", rulebook(empty.folder, QUARTERLY))
    empty("rules", "export", "出.xlsx")
    assert openpyxl.load_workbook(empty.folder / "出.xlsx").sheetnames == ["积分细则", "办法"]
    assert empty.json("rules", "import", "出.xlsx")["status"] == "unchanged"


def test_a_later_rule_book_that_counts_otherwise_is_asked_about(empty: Village) -> None:
    empty("init", "沙院村", "--rulebook", rulebook(empty.folder, QUARTERLY))
    again = rulebook(empty.folder, {**QUARTERLY, "基础分": 60, "可兑换": "超过60的部分"}, name="新.xlsx")
    refused = empty.json("rules", "import", again, "--from", "2025-08-01", code=3)
    assert "--yes" in refused["error"]["message"]
    told = empty.json("rules", "import", again, "--from", "2025-08-01", "--yes")
    assert told["changes"] == []
    assert told["scheme_changes"] == [
        {"item": "base", "before": "100", "after": "60"},
        {"item": "spendable", "before": "above:100", "after": "above:60"},
    ]
    bare = str(table(empty.folder / "没有办法.xlsx", RULES, ONE))
    seen = empty("rules", "import", bare, "--from", "2025-09-01", "--yes")
    assert "评议周期：每季 → 每月" in seen.out + seen.err
    assert empty.json("rules", "scheme")["period"] == "quarter"


def test_changing_one_rule_leaves_the_scheme(empty: Village) -> None:
    empty("init", "沙院村", "--rulebook", rulebook(empty.folder, QUARTERLY))
    empty("rules", "set", "XX01", "--points", "+3")
    assert empty.json("rules", "scheme")["period"] == "quarter"


@pytest.mark.parametrize(
    ("lines", "code", "cell"),
    [
        ({"评议周期": "每两周"}, "points-invalid", "B2"),
        ({"基础分": "一百来分"}, "points-invalid", "B2"),
        ({"等级": "五星:95；四星:95"}, "points-invalid", "B2"),
        ({"等级": "优秀:90-100；良好:70-79"}, "points-invalid", "B2"),
        ({"可兑换": "看情况"}, "points-invalid", "B2"),
        ({"基础分": 100, "最高分": 90}, "points-invalid", "B2"),
        ({"评议周期": "每季", "奖金": "年底发"}, "cell-unread", "A3"),
        ({"基础分": 100, "底分": 60}, "row-repeated", "A3"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_cell(
    empty: Village, lines: dict[str, object], code: str, cell: str
) -> None:
    empty("init", "沙院村")
    told = empty.json("rules", "import", rulebook(empty.folder, lines), code=4)
    assert [(i["code"], i["sheet"], i["cell"]) for i in told["issues"]] == [(code, "办法", cell)]


def quarter(village: Village) -> None:
    """A village that meets by the quarter, from 100 points, and spends what lies above; its third quarter is taken."""
    village.today("2025-06-30")
    two = ("XX02", "公益志愿", "义务劳动", "+2", "次", None)
    village("init", "沙院村", "--rulebook", rulebook(village.folder, QUARTERLY, ONE, two))
    for code in ("01-01", "01-02", "01-03"):
        village("roster", "add", code, f"户主{code[-1]}", "--grid", "1")
    village.today("2025-09-30")
    sheet = wide(village.folder / "季.xlsx", {"2025年三季度": [("01-01", 8, None), ("01-02", -3, None)]})
    village("meeting", "import", sheet, "--held-on", "2025-09-28", "--yes")


def test_a_sheet_of_a_quarter_is_its_last_months_meeting(empty: Village) -> None:
    quarter(empty)
    (meeting,) = empty.json("meeting", "list")
    assert (meeting["month"], meeting["period"], meeting["status"]) == ("2025-09", "2025Q3", "recorded")
    assert {e["month"] for e in empty.json("points", "entries")} == {"2025-09"}
    refused = empty.json("meeting", "record", "2025-08", "--place", "村部", code=3)
    assert refused["error"]["code"] == "month-within-period"
    assert "三季度" in refused["error"]["message"]


def test_a_sheet_of_a_month_within_the_quarter_is_refused(empty: Village) -> None:
    quarter(empty)
    sheet = wide(empty.folder / "八月.xlsx", {"2025年8月": [("01-01", 8, None)]})
    told = empty.json("meeting", "import", sheet, "--yes", code=4)
    assert [issue["code"] for issue in told["issues"]] == ["month-conflict"]
    assert "三季度" in told["issues"][0]["message"]


def test_scores_and_grades_stand_beside_points(empty: Village) -> None:
    quarter(empty)
    told = empty.json("points", "rank", "--period", "2025Q3")
    assert [(r["household"], r["points"], r["score"], r["grade"]) for r in told] == [
        ("01-01", "8", "108", "五星"),
        ("01-03", "0", "100", "四星"),
        ("01-02", "-3", "97", "三星"),
    ]
    assert {r["period"] for r in told} == {"2025Q3"}


def test_only_what_lies_above_can_be_spent_once_the_period_is_final(empty: Village) -> None:
    quarter(empty)
    assert {b["available"] for b in empty.json("points", "balance")} == {"0"}
    empty("meeting", "publish", "2025Q3", "--yes")
    empty.today("2025-10-05")
    empty("meeting", "finalize", "2025年三季度", "--yes")
    assert [(b["household"], b["available"]) for b in empty.json("points", "balance")] == [
        ("01-01", "8"),
        ("01-02", "0"),
        ("01-03", "0"),
    ]
    posted = [e for e in empty.json("points", "entries") if e["kind"] == "conversion"]
    assert [(e["household"], e["points"], e["month"]) for e in posted] == [("01-01", "8", None)]
    (line,) = [e["id"] for e in empty.json("points", "entries", "--household", "01-01") if e["kind"] == "award"]
    change = ("--entry", str(line), "--points", "6", "--reason", "算错")
    empty("meeting", "correct", "2025Q3", "01-01", *change, "--yes")
    assert empty.json("points", "balance", "--household", "01-01")[0]["available"] == "6"
    assert empty.json("verify")["ok"]


def test_undoing_a_final_period_takes_its_conversions_back(empty: Village) -> None:
    quarter(empty)
    empty("meeting", "publish", "2025Q3", "--yes")
    empty.today("2025-10-05")
    empty("meeting", "finalize", "2025Q3", "--yes")
    empty("undo", "--yes")
    assert {b["available"] for b in empty.json("points", "balance")} == {"0"}
    empty("meeting", "finalize", "2025Q3", "--yes")
    assert empty.json("points", "balance", "--household", "01-01")[0]["available"] == "8"
    assert empty.json("verify")["ok"]


def test_what_is_due_speaks_of_the_quarter(empty: Village) -> None:
    quarter(empty)
    empty.today("2026-01-02")
    due = [(d["what"], d["subject"]) for d in empty.json("status")["due"]]
    assert ("meeting-missing", "2025Q4") in due
    assert ("publish", "2025Q3") in due
    assert ("meeting-missing", "2025-10") not in due
    shown = empty("status").out
    assert "2025年三季度：已录入" in shown and "jifen meeting publish 2025Q3" in shown and "2025-09" not in shown


def test_of_a_quarter_no_paper_or_line_speaks_of_its_last_month(empty: Village) -> None:
    quarter(empty)
    told = empty("meeting", "publish", "--yes")
    assert "取 2025Q3（已录入）" in told.out + told.err and "2025Q3 公示" in told.out + told.err
    assert "下一步：打印、盖章、张贴；2025-10-04 起 jifen meeting finalize 2025Q3" in told.out + told.err
    filed = empty.json("objection", "file", "2025Q3", "01-02", "--reason", "不是我家")
    assert filed["household"] == "01-02"
    slip = openpyxl.load_workbook(empty.json("objection", "reply", "1")["paths"][0]).worksheets[0]
    assert any("2025年三季度" in str(cell.value) for row in slip.iter_rows() for cell in row)
    statement = openpyxl.load_workbook(empty.json("points", "statement", "01-02")["paths"][0]).worksheets[0]
    assert {"2025年三季度"} <= {cell.value for row in statement.iter_rows() for cell in row}
    blank = openpyxl.load_workbook(empty.json("meeting", "sheet", "2025Q4")["path"]).worksheets[0]
    words = {str(cell.value) for row in blank.iter_rows() for cell in row}
    assert "本期合计" in words and not any("本月" in word for word in words)


def test_a_list_says_the_quarter_that_was_not_met_about(empty: Village) -> None:
    quarter(empty)
    empty("meeting", "publish", "2025Q3", "--yes")
    empty.today("2026-01-05")
    empty("meeting", "finalize", "2025Q3", "--yes")
    refused = empty.json("board", "draft", "2025H2", code=3)["error"]
    assert "2025Q4" in refused["message"] and "2025-10" not in refused["message"]


def test_what_a_decision_about_a_score_posted_is_no_further_deed_of_the_black_list(empty: Village) -> None:
    quarter(empty)
    empty(
        "points",
        "clear",
        "01-02",
        "2025Q3",
        "--category",
        "环境卫生",
        "--document",
        "村民代表会议决定",
        "--reason",
        "屡次",
        "--yes",
    )
    empty("meeting", "publish", "2025Q3", "--yes")
    empty.today("2026-01-05")
    empty("meeting", "finalize", "2025Q3", "--yes")
    path = empty.json("board", "draft", "2025H2", "--allow-missing")["path"]
    page = openpyxl.load_workbook(path)["黑榜"]
    head = {cell.value: cell for row in page.iter_rows() for cell in row}
    fact = str(page.cell(head["01-02"].row, head["事实"].column).value)
    assert "扣3分" in fact and "扣97分" not in fact


def test_a_deed_of_a_quarter_waits_for_its_meeting_and_is_decided_by_it(empty: Village) -> None:
    empty.today("2025-06-30")
    empty("init", "沙院村", "--rulebook", rulebook(empty.folder, QUARTERLY, ONE))
    empty("roster", "add", "01-01", "户主1", "--grid", "1")
    empty.today("2025-07-05")
    empty("deed", "add", "01-01", "--rule", "XX01", "--note", "扫路")
    empty.today("2025-09-30")
    assert "deed-undecided" not in {due["what"] for due in empty.json("status")["due"]}
    path = empty.json("meeting", "sheet", "2025Q3", "--layout", "deeds")["path"]
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    head = {cell.value: cell for row in page.iter_rows() for cell in row}
    page.cell(head["1"].row, head["评议结果"].column, "通过")
    book.save(empty.folder / "评.xlsx")
    told = empty.json("meeting", "import", empty.folder / "评.xlsx", "--held-on", "2025-09-28", "--yes")
    assert (told["meetings"][0]["month"], told["deeds"]["decided"]) == ("2025-09", 1)
    (entry,) = empty.json("points", "entries")
    assert (entry["month"], entry["occurred_on"], entry["points"]) == ("2025-09", "2025-07-05", "2")
    assert empty.json("verify")["ok"]


def test_a_deed_that_no_meeting_decided_is_due_once_its_quarter_is_over(empty: Village) -> None:
    empty.today("2025-06-30")
    empty("init", "沙院村", "--rulebook", rulebook(empty.folder, QUARTERLY, ONE))
    empty("roster", "add", "01-01", "户主1", "--grid", "1")
    empty.today("2025-07-05")
    empty("deed", "add", "01-01", "--rule", "XX01")
    empty.today("2025-10-02")
    (due,) = [due for due in empty.json("status")["due"] if due["what"] == "deed-undecided"]
    assert due["command"] == "jifen meeting sheet 2025Q3 --layout deeds"


def test_lists_and_honours_miss_no_month_of_a_quarter_that_was_met_about(empty: Village) -> None:
    quarter(empty)
    empty("meeting", "publish", "2025Q3", "--yes")
    empty.today("2025-10-05")
    empty("meeting", "finalize", "2025Q3", "--yes")
    drawn = empty.json("board", "draft", "2025Q3", "--yes")
    assert drawn["missing"] == []
    empty.today("2026-01-10")
    missing = empty.json("honour", "draft", "2025", "星级文明户", "--yes")["missing"]
    assert not {"2025-07", "2025-08", "2025-09"} & set(missing)
    assert "2025-10" in missing


def titled(village: Village, title: str, *rows: tuple[object, ...]) -> str:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append([title])
    page.append(["户编号", "户主", "环境卫生", "公益志愿", "得分"])
    for row in rows or (("01-01", None, 2, None, 102),):
        page.append(row)
    book.save(village.folder / "表.xlsx")
    return str(village.folder / "表.xlsx")


@pytest.mark.parametrize(
    ("title", "more", "month"),
    [
        ("2025年第4季度积分评议", (), "2025-12"),
        ("2025Q4", (), "2025-12"),
        ("二〇二五年四季度积分", (), "2025-12"),
        ("第4季度积分汇总表", ("--month", "2025Q4"), "2025-12"),
        ("2025年一至四季度积分汇总表", (), None),
        ("2025年前四季度积分汇总表", (), None),
        ("2025年三、四季度积分汇总表", (), None),
        ("第4季度积分汇总表", (), None),
        ("第4季度积分汇总表", ("--month", "2025-11"), None),
    ],
)
def test_a_quarter_is_known_by_its_title_and_several_are_none(
    empty: Village, title: str, more: tuple[str, ...], month: str | None
) -> None:
    quarter(empty)
    empty.today("2025-12-30")
    sheet = titled(empty, title)
    told = empty.json("meeting", "import", sheet, *more, "--yes", "--dry-run", code=0 if month else 4)
    assert [m["month"] for m in told["meetings"]] == ([month] if month else [])
    if title == "第4季度积分汇总表" and not more:
        assert "看不出是哪一年" in told["issues"][0]["message"]


def test_beside_the_points_of_a_quarter_the_sheet_may_state_its_scores(empty: Village) -> None:
    quarter(empty)
    empty.today("2025-12-30")
    rows = ("01-01", None, 2, None, 102), ("01-02", None, -3, 1, 98), ("01-03", None, None, None, 100)
    good = titled(empty, "2025年四季度积分汇总表", *rows, ("合计", None, -1, 1, 300))
    assert empty.json("meeting", "import", good, "--yes", "--dry-run")["meetings"][0]["points"] == "0"
    wrong = titled(empty, "2025年四季度积分汇总表", ("01-01", None, 2, None, 103), ("01-02", None, -3, 1, 98))
    issues = empty.json("meeting", "import", wrong, "--yes", code=4)["issues"]
    assert [(i["code"], i["cell"]) for i in issues] == [("total-mismatch", "E3")]
