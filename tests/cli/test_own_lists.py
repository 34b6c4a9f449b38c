"""Lists of a village's own beside honours of a year: model households by the half-year, a yellow list to rectify."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from board_support import columns
from cli_support import Village, remembered
from sheet_support import table, wide
from test_schemes import rulebook

HEADS = {"01-01": "王大力", "01-02": "李春花", "02-01": "张有田", "02-02": "赵小满", "03-01": "孙立秋"}
HALVES = ("2024H1", "2024H2", "2025H1")
POINTS = {
    "2024H1": {"01-01": 9, "01-02": 8, "02-01": -12},
    "2024H2": {"01-01": 9, "02-01": -12},
    "2025H1": {"01-01": 9, "01-02": 8, "02-01": -12, "02-02": -3},
}
KINDS = """
["示范户"]
"编号" = "model"
"授予" = "户"
"周期" = "半年"
"连续红榜" = 3
"推荐方式" = []

["黄榜"]
"编号" = "yellow"
"性质" = "整改"
"周期" = "半年"
"最高积分" = -1
"扣分不少于" = 10

["屡教不改"]
"编号" = "thrice"
"性质" = "整改"
"周期" = "半年"
"连续黑榜" = 3
"不评" = []
"底色" = "白"
"""
FACT = {"决定": "上榜", "事实": "2025年6月3日在村东路口堆放垃圾", "整改期限": date(2025, 8, 20)}


def own(village: Village, text: str) -> None:
    folder = village.folder / "模板"
    folder.mkdir(exist_ok=True)
    (folder / "荣誉.toml").write_text(text, encoding="utf-8")


def filled(path: str | Path, sheet: str, rows: Mapping[str, Mapping[str, object]], *, rest: str | None = None) -> Path:
    """The sheet with these cells; every other household on it gets the decision `rest`."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    top, at = columns(page)
    lines = range(top + 1, page.max_row + 1)
    known = {page.cell(row, at["户编号"]).value: row for row in lines}
    free = [row for row in lines if not page.cell(row, at["户编号"]).value]
    for row in (row for code, row in known.items() if code and rest is not None):
        page.cell(row, at["决定"]).value = rest
    for code, cells in rows.items():
        row = known[code] if code in known else free.pop(0)
        for name, value in {"户编号": code, **cells}.items():
            page.cell(row, at[name]).value = value
    found = Path(path).with_name(f"填好{Path(path).name}")
    book.save(found)
    return found


def half(village: Village, period: str, *, black: bool = True) -> None:
    """A half-year met, final, and its red and black list out."""
    year, later = int(period[:4]), period.endswith("2")
    month, after = (12, f"{year + 1}-01") if later else (6, f"{year}-07")
    village.today(f"{year}-{month:02d}-30")
    title = f"{year}年{'下' if later else '上'}半年"
    sheet = wide(village.folder / f"{period}.xlsx", {title: list(POINTS[period].items())})
    village("meeting", "import", sheet, "--held-on", f"{year}-{month:02d}-28", "--yes")
    village("meeting", "publish", f"{year}-{month:02d}", "--yes")
    village.today(f"{after}-15")
    village("meeting", "finalize", f"{year}-{month:02d}", "--yes")
    path = village.json("board", "draft", period, "--force")["path"]
    line = {"决定": "上榜", "条款": "村规民约第8条", "事实": "堆放垃圾，经提醒未清理", "复查结果": "未整改"}
    days = {"告知日期": f"{after}-01", "整改期限": f"{after}-10"}
    rows = {"02-01": line | days} if black else {}
    village("board", "review", period, filled(path, "黑榜", rows, rest="不上榜"))
    village("board", "publish", period, "--yes")


@remembered
def three_lists(village: Village) -> None:
    """Three half-years: one household on every red list, one on every black one."""
    village.today("2024-01-02")
    village("init", "沙院村", "--rulebook", rulebook(village.folder, {"评议周期": "每半年"}))
    people = [(code[1], code, head) for code, head in HEADS.items()]
    village("roster", "import", table(village.folder / "户.xlsx", ("网格", "户编号", "户主姓名"), *people))
    village("settings", "set", "red", "top:1")
    for period in HALVES:
        half(village, period)
    own(village, KINDS)


def draft(village: Village, kind: str, period: str = "2025H1") -> Path:
    return Path(village.json("honour", "draft", period, kind, "--force")["path"])


def households(village: Village, kind: str, period: str = "2025H1") -> list[str]:
    found = village.json("honour", "show", period, kind)["households"]
    return [line["household"] for line in found]


@remembered
def yellow(village: Village) -> dict[str, Any]:
    """The yellow list of the first half of 2025 with one household, out."""
    three_lists(village)
    path = filled(draft(village, "黄榜"), "黄榜", {"02-02": FACT})
    village("honour", "review", "2025H1", "黄榜", path)
    found: dict[str, Any] = village.json("honour", "publish", "2025H1", "黄榜", "--yes")
    return found


def refused(village: Village, *arguments: str | Path, code: int = 3) -> tuple[str, str]:
    before = village.operations()
    error = village.json(*arguments, code=code)["error"]
    assert village.operations() == before
    return error["code"], error["message"]


def texts(path: str | Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


# --- kinds


def test_kinds_tell_what_they_are_drafted_for_and_ask(empty: Village) -> None:
    empty("init", "沙院村")
    own(empty, KINDS)
    found = {kind["kind"]: kind for kind in empty.json("honour", "kinds")}
    assert (found["model"]["cycle"], found["model"]["red_streak"], found["model"]["colour"]) == ("half", 3, "red")
    assert (found["yellow"]["nature"], found["yellow"]["colour"], found["yellow"]["at_most"]) == (
        "rectify",
        "yellow",
        "-1",
    )
    assert found["yellow"]["barred_by"] == ["black"] and found["thrice"]["barred_by"] == []
    assert (found["civilised"]["cycle"], found["civilised"]["nature"]) == ("year", "praise")
    told = empty("honour", "kinds").out
    assert "连续3次上红榜" in told and "积分不超过-1分，或扣10分以上" in told and "会上可以加" in told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('"周期" = "两年"', "只能写 月、季、半年、年 中的一个"),
        ('"性质" = "批评"', "只能写 表扬、整改 中的一个"),
        ('"底色" = "紫"', "红、黄、绿、蓝、白"),
        ('"等级" = "五星"', '["五星", "四星"]'),
        ('"连续红榜" = -1', "0 或更大的整数"),
        ('"连续黑榜" = 3', "那是整改的名单才有的"),
        ('"最高积分" = 0', "那是整改的名单才有的"),
        ('"性质" = "整改"\n"名额" = 3', "不能写“名额”"),
        ('"性质" = "整改"\n"奖励细则" = "XX01"', "不能写“奖励细则”"),
        ('"性质" = "整改"\n"连续红榜" = 3', "不能写“连续红榜”"),
        ('"性质" = "整改"\n"扣分不少于" = -5', "大于 0 的数"),
        ('"性质" = "整改"\n"授予" = "个人"', "只能写到户"),
    ],
)
def test_a_line_that_means_nothing_is_refused_at_its_place(empty: Village, line: str, told: str) -> None:
    empty("init", "沙院村")
    given = "" if "授予" in line else '"授予" = "户"\n'
    text = f'["甲"]\n"编号" = "a"\n{given}{line}\n'
    own(empty, text)
    code, message = refused(empty, "honour", "kinds")
    assert code == "honour-kind-wrong" and told in message
    assert f"第 {len(text.splitlines())} 行" in message


def test_a_grade_that_the_scheme_does_not_have_is_refused_at_its_line(empty: Village) -> None:
    empty.today("2025-07-10")
    empty("init", "沙院村")
    own(empty, '["示范户"]\n"编号" = "model"\n"授予" = "户"\n"周期" = "半年"\n"等级" = ["五星"]\n')
    code, message = refused(empty, "honour", "draft", "2025H1", "示范户")
    assert code == "honour-grade-unknown"
    assert "第 5 行" in message and "没有写等级" in message


def test_a_list_is_drafted_for_the_periods_of_its_kind_alone(empty: Village) -> None:
    three_lists(empty)
    code, message = refused(empty, "honour", "draft", "2025", "示范户")
    assert code == "honour-period" and "2025H2" in message
    assert refused(empty, "honour", "draft", "2025H1", "五好家庭")[0] == "honour-period"
    assert refused(empty, "honour", "draft", "2026H1", "示范户")[0] == "honour-year-ahead"


# --- model households


def test_three_red_lists_in_a_row_make_a_model_household(empty: Village) -> None:
    three_lists(empty)
    draft(empty, "示范户")
    assert households(empty, "示范户") == ["01-01"]
    assert draft(empty, "示范户", "2025H1").is_file()
    empty("honour", "draft", "2025H2", "示范户", "--force")
    assert households(empty, "示范户", "2025H2") == [], "the newest list is not of this half-year"
    own(empty, KINDS.replace('"连续红榜" = 3', '"连续红榜" = 4'))
    draft(empty, "示范户")
    assert households(empty, "示范户") == []


def test_a_list_of_a_half_year_bears_the_half_year_in_its_title_and_prizes_come_of_it(empty: Village) -> None:
    three_lists(empty)
    path = filled(draft(empty, "示范户"), "示范户", {"01-01": {"决定": "上榜"}})
    assert "连续红榜" in texts(path)
    empty("honour", "review", "2025H1", "示范户", path)
    told = empty.json("honour", "publish", "2025H1", "示范户", "--yes")
    shown = texts(told["path"])
    assert any("2025年上半年示范户名单公示" in text.replace("\n", "") for text in shown)
    assert "半年积分" in [text.replace("\n", "") for text in shown]
    assert empty.json("verify")["ok"]
    empty.today("2025-08-10")
    assert empty.json("honour", "certificate", "2025H1", "示范户")["households"] == 1
    assert "2025年上半年示范户" in "".join(texts(empty.json("points", "statement", "01-01")["path"]))


def test_whoever_reaches_a_grade_may_be_a_model_household(empty: Village) -> None:
    three_lists(empty)
    graded = rulebook(
        empty.folder, {"评议周期": "每半年", "基础分": 100, "等级": "五星:108；四星:其余"}, name="新.xlsx"
    )
    empty("rules", "import", graded, "--from", "2025-06-01", "--yes")
    own(empty, KINDS.replace('"连续红榜" = 3', '"等级" = ["五星"]'))
    path = draft(empty, "示范户")
    assert households(empty, "示范户") == ["01-01", "01-02"]
    empty("honour", "review", "2025H1", "示范户", filled(path, "示范户", {}, rest="上榜"))
    shown = texts(empty.json("honour", "publish", "2025H1", "示范户", "--yes")["path"])
    assert "109\n五星" in shown and "得分、等级" in [text.replace("\n", "") for text in shown]
    assert empty.json("verify")["ok"]


# --- what is to be rectified


def test_bad_conduct_is_proposed_and_who_is_on_the_black_list_is_not_listed_twice(empty: Village) -> None:
    three_lists(empty)
    path = draft(empty, "黄榜")
    assert households(empty, "黄榜") == ["02-02"], "02-01 hangs on the black list"
    book = openpyxl.load_workbook(path)
    assert book["黄榜"].sheet_properties.tabColor.rgb.endswith("FFD966")
    assert {"事实", "整改期限", "提示"} <= set(texts(path)) and "积分不超过-1分" in texts(path)
    draft(empty, "屡教不改")
    assert households(empty, "屡教不改") == ["02-01"], "three black lists in a row"


def test_a_yellow_list_prints_facts_and_days_under_its_colour_and_praises_nobody(empty: Village) -> None:
    told = yellow(empty)
    shown = [text.replace("\n", "") for text in texts(told["path"])]
    assert any("2025年上半年黄榜（限期整改）公示" in text for text in shown)
    assert FACT["事实"] in shown and "2025年8月20日" in shown and "李春花" not in shown
    book = openpyxl.load_workbook(told["path"])
    grounds = {cell.fill.fgColor.rgb[-6:] for row in book.active.iter_rows() for cell in row if cell.fill.fill_type}
    assert grounds == {"FFD966"}
    assert empty.json("verify")["ok"]
    view = empty.json("honour", "show", "2025H1", "黄榜")
    assert (view["period"], view["households"][0]["deadline"]) == ("2025H1", "2025-08-20")
    assert "整改期限" in empty("honour", "show", "2025H1", "黄榜").out
    for command in ("certificate", "plaques", "award"):
        assert refused(empty, "honour", command, "2025H1", "黄榜")[0] == "honour-no-praise"
    assert "黄榜" not in "".join(texts(empty.json("points", "statement", "02-02")["path"]))


@pytest.mark.parametrize(
    ("change", "issue", "told"),
    [
        ({"事实": None}, "field-missing", "事实"),
        ({"整改期限": None}, "field-missing", "整改期限"),
        ({"整改期限": date(2025, 7, 15)}, "date-order", "已经过了"),
        ({"整改期限": "月底"}, "date-invalid", "月底"),
        ({"事实": "其妻好吃懒做，泼妇骂街"}, "text-forbidden", ""),
    ],
)
def test_what_is_wrong_with_a_line_stands_at_its_cell(
    empty: Village, change: dict[str, object], issue: str, told: str
) -> None:
    three_lists(empty)
    path = filled(draft(empty, "黄榜"), "黄榜", {"02-02": FACT | change})
    found = empty.json("honour", "review", "2025H1", "黄榜", path, code=4)["issues"]
    assert {each["code"] for each in found} == {issue}
    assert told in found[0]["message"]


def test_every_candidate_is_decided_on_and_the_meeting_may_add_one(empty: Village) -> None:
    three_lists(empty)
    path = draft(empty, "黄榜")
    empty("honour", "review", "2025H1", "黄榜", filled(path, "黄榜", {"03-01": FACT}))
    code, message = refused(empty, "honour", "publish", "2025H1", "黄榜", "--yes")
    assert code == "honour-undecided" and "02-02" in message
    empty("honour", "review", "2025H1", "黄榜", filled(path, "黄榜", {"03-01": FACT}, rest="不上榜"))
    told = empty.json("honour", "publish", "2025H1", "黄榜", "--yes")
    assert [line["household"] for line in told["households"]] == ["03-01"]


def test_who_hangs_on_the_black_list_may_not_be_added(empty: Village) -> None:
    three_lists(empty)
    path = filled(draft(empty, "黄榜"), "黄榜", {"02-01": FACT}, rest="不上榜")
    (issue,) = empty.json("honour", "review", "2025H1", "黄榜", path, code=4)["issues"]
    assert issue["code"] == "candidate-unknown" and "还在黑榜上" in issue["message"]


def test_a_day_that_is_past_before_the_list_hangs_is_refused(empty: Village) -> None:
    three_lists(empty)
    path = filled(draft(empty, "黄榜"), "黄榜", {"02-02": FACT | {"整改期限": date(2025, 7, 20)}})
    empty("honour", "review", "2025H1", "黄榜", path)
    empty.today("2025-07-25")
    code, message = refused(empty, "honour", "publish", "2025H1", "黄榜", "--yes")
    assert code == "honour-deadline-past" and "02-02" in message


def test_what_was_put_right_is_taken_off_and_not_posted_again(empty: Village) -> None:
    yellow(empty)
    empty.today("2025-08-01")
    told = empty.json("honour", "revoke", "2025H1", "黄榜", "02-02", "--reason", "8月1日复查已清理", "--yes")
    shown = texts(told["path"])
    assert "已整改，撤下" in shown and FACT["事实"] not in shown
    assert households(empty, "黄榜") == []
    assert empty.json("verify")["ok"]
    draft(empty, "黄榜", "2025H2")
    assert empty.json("honour", "show", "2025H2", "黄榜")["status"] == "draft", "it may come again"


def test_an_objection_to_a_yellow_list_corrects_its_fact_as_strictly(empty: Village) -> None:
    yellow(empty)
    empty("objection", "file", "2025H1", "02-02", "--document", "黄榜", "--reason", "日子不对")
    code, _ = refused(
        empty, "objection", "decide", "1", "--uphold", "--reason", "改", "--reason-text", "其妻泼妇骂街", "--yes"
    )
    assert code == "guard-refused"
    more = ("--reason", "核实", "--reason-text", "2025年6月4日在村东路口堆放垃圾")
    empty("objection", "decide", "1", "--uphold", *more, "--yes")
    (line,) = empty.json("honour", "show", "2025H1", "黄榜")["households"]
    assert line["fact"] == "2025年6月4日在村东路口堆放垃圾"
    assert empty.json("verify")["ok"]


def test_after_half_a_year_a_line_has_run_out(empty: Village) -> None:
    told = yellow(empty)
    empty.today("2026-01-17")
    found = empty("verify", "--code", told["code"])
    assert "黄榜 02-02 赵小满 到 2026-01-16 为止，已经过期" in found.out
    assert households(empty, "黄榜") == []


def due(village: Village) -> list[tuple[str, int]]:
    return [(d["subject"], d["overdue"]) for d in village.json("status")["due"] if d["what"] == "rectify-due"]


def test_a_day_that_has_passed_is_to_be_looked_into_until_the_line_is_taken_off(empty: Village) -> None:
    yellow(empty)
    empty.today("2025-08-20")
    assert due(empty) == []
    empty.today("2025-08-22")
    assert due(empty) == [("2025H1", 1)]
    told = empty("status").out
    assert "2025年上半年黄榜有 1 户整改期限到了（最早 2025-08-20）" in told
    assert "jifen honour revoke 2025H1 yellow" in told
    empty("honour", "revoke", "2025H1", "黄榜", "02-02", "--reason", "复查已清理", "--yes")
    assert due(empty) == []


def test_what_comes_next_speaks_of_no_certificate(empty: Village) -> None:
    three_lists(empty)
    empty("honour", "review", "2025H1", "黄榜", filled(draft(empty, "黄榜"), "黄榜", {"02-02": FACT}))
    said = empty("honour", "publish", "2025H1", "黄榜", "--yes")
    assert "到整改期限复查" in said.out + said.err and "证书" not in said.out + said.err
