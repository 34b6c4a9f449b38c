"""Scores, grades, streaks and places on what is printed, of a village that meets by the quarter and starts from 100."""

from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village, remembered
from sheet_support import table, wide, with_scheme

from jifen.services.meeting import notice, publishing

RULES = ("编号", "类别", "项目", "分值", "单位", "上限")
ONE = ("XX01", "环境卫生", "门前清洁", "+2", "次", None)
TWO = ("XX02", "公益志愿", "义务劳动", "+2", "次", None)
STARS = {
    "评议周期": "每季",
    "基础分": 100,
    "最高分": 120,
    "等级": "五星:100；四星:90；三星:80",
    "可兑换": "超过100的部分",
}
QUARTERS: dict[str, list[tuple[object, ...]]] = {
    "一": [("01-01", 8, None), ("01-02", -12, None)],
    "二": [("01-01", 4, None), ("01-02", -25, None), ("02-01", -15, None)],
    "三": [("01-01", 2, 4), ("01-02", -9, None), ("02-01", -30, None)],
}
DAYS = {"一": ("2025-03-29", "2025-04-08"), "二": ("2025-06-29", "2025-07-08"), "三": ("2025-09-29", "2025-10-08")}


def begin(village: Village, scheme: dict[str, object]) -> None:
    village.today("2024-12-31")
    rules = with_scheme(table(village.folder / "细则.xlsx", RULES, ONE, TWO), scheme)
    village("init", "沙院村", "--rulebook", rules)
    for code, group in (("01-01", "一组"), ("01-02", "二组"), ("02-01", "一组"), ("02-02", "二组")):
        village("roster", "add", code, f"户主{code[1]}{code[-1]}", "--grid", code[1], "--group", group)


def status(village: Village, word: str) -> None:
    """The last household is away, or suspended."""
    header = ("网格", "户编号", "户主姓名", "村民小组", "参评状态")
    roster = table(village.folder / "花名册.xlsx", header, ("2", "02-02", "户主22", "二组", word))
    village("roster", "import", roster, "--yes")


def take(village: Village, quarter: str, *, final: bool) -> None:
    held, over = DAYS[quarter]
    village.today(held)
    sheet = wide(village.folder / f"{quarter}.xlsx", {f"2025年{quarter}季度": QUARTERS[quarter]})
    village("meeting", "import", sheet, "--held-on", held, "--yes")
    period = f"2025Q{'一二三'.index(quarter) + 1}"
    village("meeting", "publish", period, "-o", f"{period}.xlsx", "--yes")
    if final:
        village.today(over)
        village("meeting", "finalize", period, "--yes")


@remembered
def three_quarters(village: Village) -> None:
    """Two quarters final, the notice of the third out."""
    begin(village, STARS)
    take(village, "一", final=True)
    take(village, "二", final=True)
    take(village, "三", final=False)


def rows(path: Path, sheet: int = 0) -> list[list[Any]]:
    page = openpyxl.load_workbook(path).worksheets[sheet]
    return [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]


def column(path: Path, name: str, *, key: str = "户主") -> dict[str, Any]:
    """Of each row below the header `name` what stands there, by the cell under `key`."""
    page = openpyxl.load_workbook(path).worksheets[0]
    every = [[str(c).replace("\n", "") if isinstance(c, str) else c for c in row] for row in page.values]
    head = next(n for n, row in enumerate(every) if name in row and key in row)
    at, who = every[head].index(name), every[head].index(key)
    return {row[who]: row[at] for row in every[head + 1 :] if row[who]}


def texts(path: Path) -> str:
    return "\n".join(str(cell) for row in rows(path) for cell in row)


def test_the_notice_says_how_often_in_a_row_a_household_came_to_its_grade(empty: Village) -> None:
    three_quarters(empty)
    grades = column(empty.folder / "2025Q3.xlsx", "等级")
    assert grades["户主11"] == "五星（连续3次）"
    assert grades["户主22"] == "五星（连续3次）"
    assert grades["户主12"] == "四星"
    assert not grades["户主21"]
    assert empty.json("verify")["ok"]


def test_a_grade_that_may_still_change_proves_no_streak(empty: Village) -> None:
    begin(empty, STARS)
    take(empty, "一", final=True)
    take(empty, "二", final=False)
    take(empty, "三", final=False)
    assert column(empty.folder / "2025Q2.xlsx", "等级")["户主11"] == "五星（连续2次）"
    assert column(empty.folder / "2025Q3.xlsx", "等级")["户主11"] == "五星"


def test_a_notice_without_streaks_of_an_earlier_program_is_proved_as_it_was(
    empty: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(empty, STARS)
    take(empty, "一", final=True)
    monkeypatch.setattr(publishing, "monthly", partial(notice.monthly, streaks=False))
    take(empty, "二", final=False)
    assert column(empty.folder / "2025Q2.xlsx", "等级")["户主11"] == "五星"
    assert empty.json("verify")["ok"]


def test_a_notice_with_a_streak_that_the_book_does_not_bear_out_is_seen(
    empty: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(empty, STARS)
    with monkeypatch.context() as lying:
        lying.setattr(notice, "in_a_row", lambda *_: {"01-01": 7})
        take(empty, "一", final=False)
    told = empty("verify", "--json", code=None).json
    assert [check["name"] for check in told["checks"] if not check["ok"]] == ["proofs"]


def test_the_ranking_tells_streaks_of_a_period_of_the_scheme(empty: Village) -> None:
    three_quarters(empty)
    told = {r["household"]: r["streak"] for r in empty.json("points", "rank", "--period", "2025Q3")}
    assert told == {"01-01": 3, "01-02": 1, "02-01": None, "02-02": 3}
    assert {r["streak"] for r in empty.json("points", "rank", "--period", "2025")} == {None}
    assert "连续次数" in empty("points", "rank", "--period", "2025Q3").out


def test_a_statement_lists_the_year_s_scores_and_the_streak_up_to_the_last_final_one(empty: Village) -> None:
    three_quarters(empty)
    empty("points", "statement", "01-01", "-o", "单.xlsx")
    found = rows(empty.folder / "单.xlsx")
    assert ["2025年一季度", "108分", "五星"] in found
    assert ["2025年三季度", "106分", "五星", "公示中"] in found
    assert "连续两次五星（到2025年二季度）。" in texts(empty.folder / "单.xlsx")
    empty("points", "statement", "01-02", "-o", "另.xlsx")
    assert ["2025年二季度", "75分"] in rows(empty.folder / "另.xlsx")
    assert "连续" not in texts(empty.folder / "另.xlsx")


def test_the_running_balance_of_a_statement_is_what_can_be_spent(empty: Village) -> None:
    three_quarters(empty)
    empty("points", "statement", "01-01", "-o", "单.xlsx")
    lines = [row for row in rows(empty.folder / "单.xlsx") if row and isinstance(row[0], int)]
    assert [(row[-2] if row[-1] not in (0, 8, 12) else row[-1]) for row in lines] == [0, 8, 8, 12, 12, 12]
    assert empty.json("points", "balance", "--household", "01-01")[0]["available"] == "12"
    assert "按本期得分折成" in texts(empty.folder / "单.xlsx")


def test_cards_bear_the_score_of_the_last_final_period(empty: Village) -> None:
    three_quarters(empty)
    empty("points", "card", "-o", "卡.xlsx")
    told = texts(empty.folder / "卡.xlsx")
    assert "2025年二季度 104分，五星" in told
    assert "2025年二季度 75分" in told
    assert "三季度" not in told


def test_a_household_s_page_lists_its_scores(empty: Village) -> None:
    three_quarters(empty)
    empty("page", "-o", "村.html", "--households", "各户")
    page = (empty.folder / "各户" / "01-01.html").read_text(encoding="utf-8")
    assert "连续两次五星" in page
    assert "2025年三季度" in page and "（公示中）" in page


def test_the_bulletin_counts_the_households_of_each_grade_and_names_nobody(empty: Village) -> None:
    three_quarters(empty)
    told = empty.json("report", "2025", "-o", "简报.xlsx")
    first, _, third = told["graded"]
    assert first == {
        "period": "2025Q1",
        "final": True,
        "grades": [{"grade": "五星", "households": 3}, {"grade": "三星", "households": 1}],
    }
    assert third["grades"] == [
        {"grade": "五星", "households": 2},
        {"grade": "四星", "households": 1},
        {"grade": None, "households": 1},
    ]
    second = rows(empty.folder / "简报.xlsx", 1)
    (line,) = [row[1] for row in second if row and row[0] == "等级"]
    assert line.startswith("2025年一季度：五星3户、三星1户；")
    assert line.endswith("2025年三季度（公示中）：五星2户、四星1户、没有等级1户。")
    assert [row[0] for row in second if row and str(row[0]).endswith("季度")] == [
        "25年一季度",
        "二季度",
        "三季度",
        "四季度",
    ]


def test_the_register_of_scores_has_a_sheet_a_quarter_with_score_and_grade(empty: Village) -> None:
    three_quarters(empty)
    empty("registers", "2025Q3", "-o", "台账")
    path = empty.folder / "台账" / "4打分表.xlsx"
    assert openpyxl.load_workbook(path).sheetnames == ["2025年三季度打分表"]
    found = rows(path)
    assert found[1][-3:] == ["合计", "得分", "等级"]
    assert [row[-2:] for row in found if row[1:2] == ["01-01"]] == [[106, "五星"]]
    assert [row[-2:] for row in found if row[1:2] == ["02-02"]] == [[100, "五星"]]
    meetings = rows(empty.folder / "台账" / "5评议会议记录.xlsx")
    assert meetings[2][0] == "2025年三季度"


def test_a_household_that_is_suspended_has_no_score(empty: Village) -> None:
    begin(empty, STARS)
    header = ("网格", "户编号", "户主姓名", "村民小组", "参评状态")
    empty(
        "roster", "import", table(empty.folder / "暂停.xlsx", header, ("2", "02-02", "户主22", "二组", "暂停")), "--yes"
    )
    take(empty, "一", final=False)
    assert column(empty.folder / "2025Q1.xlsx", "得分")["户主22"] == "未参评"
    assert not column(empty.folder / "2025Q1.xlsx", "等级")["户主22"]
    assert empty.json("verify")["ok"]


@pytest.mark.parametrize(
    ("apart", "places", "told"),
    [
        ("", {"户主11": 1, "户主22": 2, "户主12": 3, "户主21": 4}, "名次按得分从高到低排"),
        (
            "村民小组",
            {"户主11": "一组第1", "户主21": "一组第2", "户主22": "二组第1", "户主12": "二组第2"},
            "名次按村民小组分别排",
        ),
        ("网格", {"户主11": 1, "户主12": 2, "户主22": 1, "户主21": 2}, "名次按网格分别排"),
    ],
)
def test_a_village_that_wants_it_reads_places_on_the_notice(
    empty: Village, apart: str, places: dict[str, object], told: str
) -> None:
    begin(empty, {**STARS, "分组排名": apart or None, "公示名次": "是"})
    assert empty.json("rules", "scheme")["ranks"] is True
    take(empty, "三", final=False)
    found = column(empty.folder / "2025Q3.xlsx", "名次")
    assert {name: found[name] for name in places} == places
    assert told in texts(empty.folder / "2025Q3.xlsx")
    assert empty.json("verify")["ok"]


def test_places_go_by_points_where_there_are_no_scores_and_who_is_away_has_none(empty: Village) -> None:
    begin(empty, {"公示名次": "是"})
    status(empty, "外出")
    empty.today("2025-09-29")
    scored = [("01-01", 6, None), ("01-02", 6, None), ("02-01", -3, None), ("02-02", 4, None)]
    sheet = wide(empty.folder / "九月.xlsx", {"2025年9月": scored})
    empty("meeting", "import", sheet, "--held-on", "2025-09-29", "--yes")
    empty("meeting", "publish", "2025-09", "-o", "九月公示.xlsx", "--yes")
    found = column(empty.folder / "九月公示.xlsx", "名次")
    assert (found["户主11"], found["户主12"], found["户主21"], found["户主22（外出）"]) == (1, 1, 3, None)
    assert "名次按本月合计从高到低排" in texts(empty.folder / "九月公示.xlsx")
    assert "得分" not in {cell for row in rows(empty.folder / "九月公示.xlsx") for cell in row}


def test_a_village_without_a_scheme_reads_nothing_of_it(village: Village) -> None:
    assert "streak" not in village.json("points", "rank", "--period", "2025-07")[0]


@pytest.mark.parametrize(("content", "ranks"), [("是", True), ("公示", True), ("否", False), ("不公示", False)])
def test_whether_places_are_shown_is_read_as_villages_write_it(empty: Village, content: str, ranks: bool) -> None:
    begin(empty, {"基础分": 60, "公示名次": content})
    assert empty.json("rules", "scheme")["ranks"] is ranks
    empty("rules", "export", "出.xlsx")
    assert empty.json("rules", "import", "出.xlsx")["status"] == "unchanged"


def test_an_answer_that_is_neither_yes_nor_no_is_said_at_its_cell(empty: Village) -> None:
    empty("init", "沙院村")
    rules = with_scheme(table(empty.folder / "细则.xlsx", RULES, ONE), {"公示名次": "前十名"})
    (issue,) = empty.json("rules", "import", rules, code=4)["issues"]
    assert (issue["code"], issue["sheet"], issue["cell"]) == ("points-invalid", "办法", "B2")
    assert "公示名次" in issue["message"]
