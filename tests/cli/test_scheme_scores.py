"""What a scheme makes of points: newcomers, categories beside the score, longer periods, the best, who may redeem."""

import io
from typing import Any

import openpyxl
import pytest
from cli_support import Village
from scheme_support import ONE, rulebook
from sheet_support import wide

BESIDE = ("XX02", "公益志愿", "义务劳动", "+2", "次", None)
BASE = {"评议周期": "每季", "基础分": 60, "等级": "优:66；良:其余"}


def village_of(village: Village, lines: dict[str, object], households: int = 3) -> None:
    """A village that counts so, with its first roster."""
    village.today("2025-06-30")
    village("init", "沙院村", "--rulebook", rulebook(village.folder, lines, ONE, BESIDE))
    for number in range(1, households + 1):
        village("roster", "add", f"01-0{number}", f"户主{number}", "--grid", "1")


def taken(village: Village, title: str, held: str, *rows: tuple[object, ...]) -> None:
    village.today(held)
    village("meeting", "import", wide(village.folder / f"{title}.xlsx", {title: rows}), "--held-on", held, "--yes")


def final(village: Village, period: str, day: str) -> None:
    village("meeting", "publish", period, "--yes")
    village.today(day)
    village("meeting", "finalize", period, "--yes")


def ranks(village: Village, period: str) -> list[tuple[Any, ...]]:
    told = village.json("points", "rank", "--period", period)
    return [(row["household"], row["points"], row["score"], row["grade"]) for row in told]


def available(village: Village) -> dict[str, str]:
    return {row["household"]: row["available"] for row in village.json("points", "balance")}


def notice_rows(village: Village) -> dict[str, list[str]]:
    """Of the notice in the folder each household's cells, by its head."""
    (path,) = village.folder.glob("**/*公示表*.xlsx")
    rows = [[str(cell or "") for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].values]
    return {cell: row for row in rows for cell in row if cell.startswith(("户主", "新来"))}


def newcomers(village: Village, how: str) -> None:
    """The third household came in August, the fourth left in September."""
    village_of(village, {**BASE, "可兑换": "超过30的部分", "中途来去": how}, 4)
    village.today("2025-08-20")
    village("roster", "add", "01-05", "新来", "--grid", "1", "--on", "2025-08-20")
    village("roster", "leave", "01-04", "--on", "2025-08-10")
    taken(village, "2025年三季度", "2025-09-28", ("01-01", 8, None), ("01-05", 9, None))


def test_a_newcomer_starts_from_the_share_of_its_months(empty: Village) -> None:
    newcomers(empty, "按月折算")
    assert ranks(empty, "2025Q3") == [
        ("01-01", "8", "68", "优"),
        ("01-02", "0", "60", "良"),
        ("01-03", "0", "60", "良"),
        ("01-05", "9", "49", "良"),
    ]
    final(empty, "2025Q3", "2025-10-05")
    assert available(empty) == {"01-01": "38", "01-02": "30", "01-03": "30", "01-04": "0", "01-05": "19"}
    assert empty.json("verify")["ok"]


def test_who_came_within_the_period_is_not_rated_where_the_scheme_says_so(empty: Village) -> None:
    newcomers(empty, "不参评")
    assert [row[0] for row in ranks(empty, "2025Q3")] == ["01-01", "01-02", "01-03"]
    final(empty, "2025Q3", "2025-10-05")
    assert available(empty)["01-05"] == "0"
    rows = notice_rows(empty)
    assert "未参评" in rows["新来"] and "68" in rows["户主1"]
    empty("settings", "set", "red", "top:5")
    drawn = empty.json("board", "draft", "2025Q3", "--yes")
    assert drawn["red"] == 1  # the newcomer has more points, and is no candidate
    assert drawn["ranked"] == 3
    assert empty.json("verify")["ok"]
    assert [row[0] for row in ranks(empty, "2025Q4")] == ["01-01", "01-02", "01-03", "01-05"]


def test_points_of_categories_beside_the_score_are_points_and_can_be_spent(empty: Village) -> None:
    village_of(empty, {**BASE, "不计入得分的类别": "公益志愿"}, 2)
    taken(empty, "2025年三季度", "2025-09-28", ("01-01", 4, 20), ("01-02", 8, None))
    assert ranks(empty, "2025Q3") == [("01-02", "8", "68", "优"), ("01-01", "24", "64", "良")]
    final(empty, "2025Q3", "2025-10-05")
    assert available(empty) == {"01-01": "24", "01-02": "8"}
    assert "64" in notice_rows(empty)["户主1"]
    assert empty.json("verify")["ok"]


def test_a_longer_period_is_the_mean_of_those_that_are_over_or_were_met_about(empty: Village) -> None:
    village_of(empty, {"基础分": 40, "等级": "甲:43.5；乙:42；丙:其余"})
    taken(empty, "2025年7月", "2025-07-28", ("01-01", 3, None))
    taken(empty, "2025年8月", "2025-08-28", ("01-01", 4, None), ("01-02", 5, None))
    assert ranks(empty, "2025Q3") == [
        ("01-01", "7", "43.5", "甲"),
        ("01-02", "5", "42.5", "乙"),
        ("01-03", "0", "40", "丙"),
    ]
    empty.today("2025-10-03")  # September is over: nobody met about it, and it began from 40 like any other
    assert [row[2] for row in ranks(empty, "2025Q3")] == ["42.33", "41.67", "40"]
    assert [row[2] for row in ranks(empty, "2025")] == ["42.33", "41.67", "40"]
    assert [row[2] for row in ranks(empty, "2025-08")] == ["45", "44", "40"]
    empty("roster", "add", "01-04", "新来", "--grid", "1", "--on", "2025-09-10")
    told = empty.json("points", "rank", "--period", "2025Q3", "--final")
    assert {row["score"] for row in told} == {"40"}
    assert ranks(empty, "2025Q3")[-1][:3] == ("01-04", "0", "40")


def test_without_base_bounds_and_grades_a_longer_period_is_the_sum(empty: Village) -> None:
    village_of(empty, {"分组排名": "网格"}, 1)
    taken(empty, "2025年7月", "2025-07-28", ("01-01", 3, None))
    taken(empty, "2025年8月", "2025-08-28", ("01-01", 4, None))
    assert ranks(empty, "2025Q3") == [("01-01", "7", "7", None)]


def best(village: Village) -> None:
    village_of(village, {**BASE, "可兑换": "前30%每户10分"}, 4)
    taken(village, "2025年三季度", "2025-09-28", ("01-01", 8, None), ("01-02", 6, None), ("01-03", -3, None))
    final(village, "2025Q3", "2025-10-05")


def test_the_best_of_a_final_period_get_points_and_nobody_else(empty: Village) -> None:
    best(empty)
    assert available(empty) == {"01-01": "10", "01-02": "10", "01-03": "0", "01-04": "0"}
    posted = [(e["household"], e["points"]) for e in empty.json("points", "entries") if e["kind"] == "conversion"]
    assert posted == [("01-01", "10"), ("01-02", "10")]
    empty("undo", "--yes")
    assert set(available(empty).values()) == {"0"}
    empty("meeting", "finalize", "2025Q3", "--yes")
    assert available(empty)["01-02"] == "10"
    assert empty.json("verify")["ok"]


def test_a_correction_moves_the_points_of_everybody_whose_place_changes(empty: Village) -> None:
    best(empty)
    (line,) = [e["id"] for e in empty.json("points", "entries", "--household", "01-02") if e["kind"] == "award"]
    change = ("--entry", str(line), "--points", "0", "--reason", "记错了户")
    empty("meeting", "correct", "2025Q3", "01-02", *change, "--yes")
    # now 68, 60, 60, 57: two of four are the best, and the third is level with the second
    assert available(empty) == {"01-01": "10", "01-02": "10", "01-03": "0", "01-04": "10"}
    assert empty.json("verify")["ok"]


@pytest.fixture
def held(empty: Village) -> Village:
    """Who scored less than 60 cannot redeem; the first has 53 points and 20 from before, a shop is open."""
    village_of(empty, {**BASE, "可兑换": "加减分", "兑换最低分": "60"}, 2)
    opening = empty.folder / "期初.csv"
    opening.write_text("户编号,期初积分\n01-01,20\n01-02,20\n", encoding="utf-8")
    empty("points", "opening", opening, "--yes")
    goods = empty.folder / "物品.csv"
    goods.write_text("编号,名称,规格,单位,积分价,数量,来源\nA01,香皂,125克,块,5,10,村购\n", encoding="utf-8")
    empty("goods", "import", goods)
    taken(empty, "2025年三季度", "2025-09-28", ("01-01", -7, None), ("01-02", 2, None))
    return empty


def test_who_scored_too_little_in_the_last_final_period_cannot_redeem(held: Village) -> None:
    held("redeem", "open", "2025Q3", "--yes")
    held("redeem", "add", "01-01", "A01", "1")  # nothing is final yet
    final(held, "2025Q3", "2025-10-05")
    refused = held.json("redeem", "add", "01-01", "A01", "1", code=3)["error"]
    assert refused["code"] == "redeem-score"
    assert "2025年三季度得分 53 分，不满 60 分" in refused["message"]
    held("redeem", "add", "01-02", "A01", "1")
    assert available(held) == {"01-01": "8", "01-02": "17"}
    held("redeem", "sheet", "2025Q3", "-o", "签领.xlsx")
    book = openpyxl.load_workbook(held.folder / "签领.xlsx")
    page = book.worksheets[0]
    head = {cell.value: cell for row in page.iter_rows() for cell in row if cell.value}
    (row,) = [cell.row for line in page.iter_rows() for cell in line if cell.value == "01-01"]
    assert page.cell(row, head["备注"].column).value == "得分53，不满60分，暂不兑换"
    page.cell(row, next(cell for value, cell in head.items() if "香皂" in str(value)).column, 1)
    book.save(held.folder / "签领.xlsx")
    (issue,) = held.json("redeem", "import", held.folder / "签领.xlsx", code=4)["issues"]
    assert (issue["code"], issue["message"].startswith("01-01 2025年三季度得分 53 分，不满 60 分")) == (
        "points-short",
        True,
    )
    held("redeem", "slip", "01-01", "-o", "告知单.xlsx")
    slip = openpyxl.load_workbook(held.folder / "告知单.xlsx").worksheets[0]
    shown = "".join(str(cell) for line in slip.values for cell in line if cell)
    assert "2025年三季度得分53分，不满60分" in shown and "香皂" not in shown
    taken(held, "2025年四季度", "2025-12-28", ("01-01", 1, None))
    final(held, "2025Q4", "2026-01-05")
    held("redeem", "add", "01-01", "A01", "1")
    assert held.json("verify")["ok"]


def test_the_desk_says_who_may_not_redeem_and_why(held: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    held("redeem", "open", "2025Q3", "--yes")
    final(held, "2025Q3", "2025-10-05")
    monkeypatch.setattr("sys.stdin", io.StringIO("01-01\n01-02\nA01\n\nq\n"))
    told = held("redeem", "desk", "--json")
    assert "01-01 户主1 2025年三季度得分 53 分，不满 60 分" in told.err
    assert [receipt["household"] for receipt in told.json["receipts"]] == ["01-02"]


def test_a_sheet_is_tried_under_another_scheme_with_scores_and_grades(empty: Village) -> None:
    village_of(empty, {**BASE, "不计入得分的类别": "公益志愿"}, 2)
    other = rulebook(empty.folder, {"基础分": 100, "等级": "五星:105"}, ONE, BESIDE, name="新.xlsx")
    sheet = wide(empty.folder / "表.xlsx", {"2025年三季度": [("01-01", 8, 2), ("01-02", -3, None)]})
    empty.today("2025-09-28")
    tried = empty.json("rules", "try", sheet, "--with", other)
    assert (tried["months"], tried["year"]["points"]["now"]) == (3, "40")  # a quarter's ten points, four times a year
    told = tried["households"]
    assert [{k: v for k, v in row.items() if k != "head"} for row in told] == [
        {
            "household": "01-01",
            "now": "10",
            "then": "10",
            "score_now": "68",
            "score_then": "110",
            "grade_now": "优",
            "grade_then": "五星",
        },
        {
            "household": "01-02",
            "now": "-3",
            "then": "-3",
            "score_now": "57",
            "score_then": "97",
            "grade_now": "良",
            "grade_then": None,
        },
    ]
    assert "110 五星" in empty("rules", "try", sheet, "--with", other).out
