"""Matters from the report to the rating: steps in order, deadlines, outcomes, the register, what workers did."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from cli_support import Village
from sheet_support import table

HAZARD = ("matter", "open", "隐患随手拍", "--text", "路灯不亮", "--grid", "3", "--at", "2025-07-01 09:00")
ROAD = (
    '[road]\n"名称" = "村道报修"\n"步骤" = [{ "编号" = "mend", "名称" = "维修", "谁办" = "村委会", "期限" = "3天" }]\n'
)
HEADERS = ("日期", "类型", "网格", "户编号", "内容", "登记人", "目前步骤")


def kinds(village: Village, text: str) -> None:
    folder = village.folder / "模板"
    folder.mkdir(exist_ok=True)
    (folder / "办事流程.toml").write_text(text, encoding="utf-8")


def step(village: Village, name: str, at: str, *more: str, number: int = 1) -> Any:
    return village.json("matter", "step", str(number), name, "--at", at, *more)


def refused(village: Village, *arguments: str, code: int = 3) -> str:
    """The code of a refusal in Chinese, after which the book is as it was."""
    before = village.book.read_bytes()
    error = village.json(*arguments, code=code)["error"]
    assert village.book.read_bytes() == before and "jifen" not in error["code"]
    return str(error["code"])


def test_kinds_are_told_with_their_steps_as_programs_expect(village: Village) -> None:
    found = {kind["kind"]: kind for kind in village.json("matter", "kinds")}
    assert len(found) == 7
    hazard = found["hazard"]
    assert (hazard["name"], hazard["rated"]) == ("隐患随手拍", True)
    assert [(s["step"], s["who"], s["deadline"]) for s in hazard["steps"]][:2] == [
        ("核实", "网格员", "2小时"),
        ("派单", "网格长", "2小时"),
    ]
    assert "核实　网格员　2小时内" in village("matter", "kinds").out


def test_a_matter_goes_from_the_report_to_the_rating(village: Village) -> None:
    opened = village.json(*HAZARD, "--by", "王五")
    row = {"id": 1, "kind": "hazard", "opened_at": "2025-07-01T09:00", "household": None, "grid": "3"}
    row |= {"text": "路灯不亮", "step": "核实", "due_at": "2025-07-01T11:00", "status": "open", "rating": None}
    assert {key: opened[key] for key in row} == row
    assert village.json("matter", "list") == [{**row, "overdue": True}]
    assert step(village, "核实", "2025-07-01 10:00", "--by", "李四")["due_at"] == "2025-07-01T12:00"
    assert step(village, "assign", "2025-07-01 11:00")["step"] == "整改"
    step(village, "整改", "2025-07-02 09:00")
    assert step(village, "复查", "2025-07-02 10:00")["step"] is None
    closed = village.json("matter", "close", "1", "--outcome", "solved", "--at", "2025-07-02 12:00")
    assert (closed["status"], closed["due_at"], closed["overdue"]) == ("solved", None, False)
    assert village.json("matter", "rate", "1", "5", "--note", "亮了")["rating"] == 5
    shown = village.json("matter", "show", "1")
    assert [(e["kind"], e["step"], e["by"]) for e in shown["events"]] == [
        ("opened", None, "王五"),
        ("step", "核实", "李四"),
        ("step", "派单", None),
        ("step", "整改", None),
        ("step", "复查", None),
        ("closed", None, None),
        ("rated", None, None),
    ]
    assert village.json("matter", "list", "--open") == []
    assert village.json("verify")["ok"]


def test_a_household_is_named_as_anywhere_and_gives_its_grid(village: Village) -> None:
    found = village.json("matter", "open", "dispute", "--text", "地界", "--household", "3-7")
    assert (found["household"], found["grid"]) == ("03-07", "3")
    shown = village.json("matter", "open", "dispute", "--text", "排水", "--household", "03-07", "--grid", "第3网格")
    assert shown["grid"] == "3"


def test_urging_transfer_and_call_back_are_steps_of_every_kind_and_move_nothing(village: Village) -> None:
    village(*HAZARD)
    for name in ("督办", "转办", "回访"):
        assert step(village, name, "2025-07-03 09:00")["step"] == "核实"
    village("matter", "close", "1", "--outcome", "unsolved", "--at", "2025-07-04 09:00")
    assert step(village, "回访", "2025-07-05 09:00")["status"] == "unsolved"
    again = step(village, "重开", "2025-07-06 09:00")
    assert (again["status"], again["step"], again["due_at"]) == ("open", "核实", "2025-07-06T11:00")


def test_what_is_out_of_order_or_unknown_is_refused_and_nothing_written(village: Village) -> None:
    village(*HAZARD)
    assert refused(village, "matter", "step", "1", "整改") == "matter-step-order"
    assert refused(village, "matter", "step", "1", "吃饭") == "matter-step-unknown"
    assert refused(village, "matter", "step", "1", "重开") == "matter-open"
    assert refused(village, "matter", "step", "9", "核实") == "matter-unknown"
    assert refused(village, "matter", "rate", "1", "5") == "matter-open"
    assert refused(village, "matter", "step", "1", "核实", "--at", "2025-06-30 09:00") == "matter-earlier"
    assert refused(village, "matter", "step", "1", "核实", "--at", "2025-07-29 09:00") == "matter-later"
    assert refused(village, "matter", "close", "1", "--outcome", "好了", code=2) == "matter-outcome"
    step(village, "核实", "2025-07-01 10:00")
    assert refused(village, "matter", "step", "1", "核实") == "matter-step-order"
    village("matter", "close", "1", "--outcome", "撤回", "--at", "2025-07-02 09:00")
    for name in ("派单", "督办", "转办"):
        assert refused(village, "matter", "step", "1", name) == "matter-closed"
    assert refused(village, "matter", "close", "1", "--outcome", "solved") == "matter-closed"
    assert refused(village, "matter", "rate", "1", "5") == "matter-not-rated"


@pytest.mark.parametrize(
    ("typed", "exit_code", "code"),
    [
        (("打架", "--text", "x"), 3, "matter-kind-unknown"),
        (("dispute", "--text", " "), 2, "matter-text-missing"),
        (("visit", "--text", "x"), 3, "matter-household"),
        (("discuss", "--text", "x", "--household", "03-07"), 3, "matter-household"),
        (("dispute", "--text", "x", "--household", "99-99"), 3, "household-unknown"),
        (("dispute", "--text", "x", "--grid", "99"), 3, "grid-unknown"),
        (("dispute", "--text", "x", "--household", "03-07", "--grid", "4"), 3, "matter-grid-differs"),
        (("dispute", "--text", "x", "--at", "25点"), 2, "moment-invalid"),
        (("dispute", "--text", "打13812345678"), 3, "guard-refused"),
        (("dispute", "--text", "x", "--by", "13812345678"), 3, "guard-refused"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_nothing_written(
    village: Village, typed: tuple[str, ...], exit_code: int, code: str
) -> None:
    assert refused(village, "matter", "open", *typed, code=exit_code) == code


def test_a_dry_run_tells_what_would_be_and_keeps_nothing(village: Village) -> None:
    before = village.book.read_bytes()
    assert village.json(*HAZARD, "--dry-run")["applied"] is False
    assert "（只检查，没有写入）" in village(*HAZARD, "--dry-run").out
    assert village.book.read_bytes() == before


def test_without_a_time_it_is_now_on_the_day_and_never_before_what_happened(village: Village) -> None:
    opened = village.json("matter", "open", "dispute", "--text", "地界")
    assert opened["opened_at"].startswith("2025-07-28T")
    village("matter", "step", "1", "受理", "--at", "2025-07-28 23:59")
    village("matter", "step", "1", "调查研判")
    assert village.json("matter", "show", "1")["events"][-1]["at"] == "2025-07-28T23:59"


def test_a_list_is_narrowed_by_kind_grid_and_what_is_due(village: Village) -> None:
    village(*HAZARD)
    village("matter", "open", "矛盾调解", "--text", "地界", "--grid", "4", "--at", "2025-07-28 08:00")
    village("matter", "open", "矛盾调解", "--text", "树", "--grid", "4", "--at", "2025-07-27 08:00")

    def ids(*options: str) -> list[int]:
        return [matter["id"] for matter in village.json("matter", "list", *options)]

    assert ids() == [1, 2, 3]
    assert ids("--kind", "矛盾调解") == ids("--kind", "dispute") == ids("--grid", "4") == [2, 3]
    assert ids("--due") == [1, 3], "what is due today stands there, too, the longest due first"
    village("matter", "list", "-o", "事项.xlsx")
    sheet = openpyxl.load_workbook(village.folder / "事项.xlsx").active
    assert sheet is not None and [cell.value for cell in sheet[1]][:3] == ["编号", "类型", "登记时间"]


def test_a_village_s_own_kind_runs_and_a_running_matter_keeps_the_steps_it_began_with(village: Village) -> None:
    kinds(village, ROAD)
    village("matter", "open", "村道报修", "--text", "塌方", "--at", "2025-07-01 09:00")
    kinds(village, ROAD.replace("维修", "重修").replace("3天", "30天"))
    assert village.json("matter", "list")[0]["due_at"] == "2025-07-04T09:00"
    kinds(village, "")
    assert [m["id"] for m in village.json("matter", "list", "--kind", "村道报修")] == [1]
    assert step(village, "维修", "2025-07-02 09:00")["step"] is None


def test_a_broken_file_of_kinds_is_refused_with_file_line_and_reason(village: Village) -> None:
    kinds(village, ROAD.replace('"期限"', '"期线"'))
    for command in (("matter", "kinds"), ("matter", "open", "dispute", "--text", "x")):
        error = village.json(*command, code=3)["error"]
        assert error["code"] == "flow-faulty"
        assert "办事流程.toml" in error["message"] and "第 3 行" in error["message"] and "期线" in error["message"]


def test_a_solved_matter_proposes_deeds_where_one_household_and_one_figure_are_meant(village: Village) -> None:
    rule = next(r["code"] for r in village.json("rules", "list") if r["points"] in ("+2", "+3"))
    head = next(h["head"] for h in village.json("roster", "list") if h["household"] == "03-07")
    kinds(village, ROAD + f'"加分" = {{ "报告人" = "{rule}", "调解人" = "{rule}" }}\n')
    village("matter", "open", "road", "--text", "塌方", "--by", head, "--at", "2025-07-01 09:00")
    step(village, "维修", "2025-07-02 09:00", "--by", "没有此人")
    found = village.json("matter", "close", "1", "--outcome", "solved", "--at", "2025-07-03 09:00")["proposals"]
    assert [(p["role"], p["household"], p["why"]) for p in found] == [
        ("reporter", "03-07", ""),
        ("mediator", None, "unknown"),
    ]
    assert village.sql("SELECT 户号, 日期, 细则, 事由 FROM 平时登记") == [("03-07", "2025-07-03", rule, "")]
    step(village, "重开", "2025-07-04 09:00")
    again = village.json("matter", "close", "1", "--outcome", "solved", "--at", "2025-07-05 09:00")["proposals"]
    assert again[0]["why"] == "known" and len(village.sql("SELECT 1 FROM 平时登记")) == 1
    village("matter", "open", "road", "--text", "又塌", "--by", head, "--at", "2025-07-05 09:00")
    village("matter", "close", "2", "--outcome", "unsolved", "--at", "2025-07-06 09:00")
    assert len(village.sql("SELECT 1 FROM 平时登记")) == 1, "what was not solved proposes nobody"


def register(village: Village, *rows: tuple[object, ...], name: str = "登记.xlsx") -> Path:
    return table(village.folder / name, HEADERS, *rows)


def test_a_register_is_taken_once_and_only_what_is_new_of_a_longer_one(village: Village) -> None:
    rows = [
        ("2025-07-02 9:30", "矛盾调解", 3, "03-07", "地界", "王五", "调解"),
        ("7月3日", "微心愿", 3, None, "书桌", None, None),
    ]
    first = village.json("matter", "import", register(village, *rows))
    assert [(m["kind"], m["step"]) for m in first["matters"]] == [("dispute", "调解"), ("wish", "征集")]
    assert village.json("matter", "import", village.folder / "登记.xlsx")["status"] == "unchanged"
    longer = register(village, *rows, ("7月4日", "微心愿", 4, None, "台灯", None, None), name="长.xlsx")
    found = village.json("matter", "import", longer)
    assert (len(found["matters"]), found["known"]) == (1, 2)
    assert len(village.json("matter", "list")) == 3


def test_everything_wrong_with_a_register_is_told_at_its_cell_and_nothing_taken(village: Village) -> None:
    rows = [
        ("2025-07-02", "打架", 3, None, "x", None, None),
        ("2025-07-02", "矛盾调解", 3, None, "x", None, "吃饭"),
        ("2025-07-02", "矛盾调解", 99, None, "x", None, None),
        ("2025-08-02", "矛盾调解", 3, None, "x", None, None),
        (None, "矛盾调解", 3, None, "x", None, None),
        ("2025-07-02", "矛盾调解", 3, None, None, "甲", None),
        ("2025-07-02", "帮扶走访", 3, None, "x", None, None),
        ("2025-07-02", "五步议事", 3, "03-07", "x", None, None),
        ("2025-07-02", "矛盾调解", 3, "99-99", "x", None, None),
        ("2025-07-02", "微心愿", 3, None, "y", None, None),
        ("2025-07-02", "微心愿", 3, None, "y", None, None),
    ]
    before = village.book.read_bytes()
    found = village.json("matter", "import", register(village, *rows), code=4)
    assert [(issue["code"], issue["cell"]) for issue in found["issues"]] == [
        ("kind-unknown", "B2"),
        ("step-unknown", "G3"),
        ("grid-unknown", "C4"),
        ("date-invalid", "A5"),
        ("field-missing", "A6"),
        ("field-missing", "E7"),
        ("field-missing", "D8"),
        ("household-mismatch", "D9"),
        ("household-unknown", "D10"),
        ("row-repeated", "E12"),
    ]
    assert village.book.read_bytes() == before


def test_what_workers_did_is_counted_by_who_did_the_step_else_by_the_grid_s_worker(village: Village) -> None:
    village("grid", "set", "3", "--worker", "刘芳")
    village(*HAZARD)
    step(village, "核实", "2025-07-01 10:00", "--by", "李四")
    village("matter", "close", "1", "--outcome", "solved", "--at", "2025-07-01 11:30")
    village("matter", "rate", "1", "4", "--at", "2025-07-05 09:00")
    for number, (outcome, day) in enumerate((("solved", "03"), ("unsolved", "09"), ("withdrawn", "03")), 2):
        text, at = f"地界{number}", "2025-07-02 09:00"
        village("matter", "open", "dispute", "--text", text, "--household", "03-07", "--at", at)
        village("matter", "close", str(number), "--outcome", outcome, "--at", f"2025-07-{day} 09:00")
    village("matter", "open", "dispute", "--text", "未办", "--grid", "3", "--at", "2025-07-20 09:00")
    row = {"worker": "刘芳", "grid": "3", "kind": "dispute", "opened": 4, "closed": 2, "on_time": 1, "overdue": 2}
    other = {"worker": "李四", "grid": "3", "kind": "hazard", "opened": 1, "closed": 1, "on_time": 1, "overdue": 0}
    assert village.json("matter", "report", "2025Q3") == [
        {**row, "median_days": 4, "rating": None},
        {**other, "median_days": 0.1, "rating": 4},
    ]
    assert village.json("matter", "report", "2025Q2") == []
    july = village.json("matter", "report", "2025-07")
    assert len(july) == 2


def test_the_assessment_on_paper_bears_counts_and_no_household(village: Village) -> None:
    village("matter", "open", "dispute", "--text", "地界不清", "--household", "03-07", "--at", "2025-07-20 09:00")
    village("matter", "report", "2025Q3", "-o", "考核.xlsx")
    cells = [
        c.value for row in openpyxl.load_workbook(village.folder / "考核.xlsx").worksheets[0].iter_rows() for c in row
    ]
    assert "柳河村2025年三季度网格员考核表" in cells and "矛盾调解" in cells and "（没有写）" in cells
    head = next(h["head"] for h in village.json("roster", "list") if h["household"] == "03-07")
    assert not any(head in str(cell) or "地界" in str(cell) or "03-07" in str(cell) for cell in cells)


def test_no_public_paper_nor_page_nor_view_says_what_a_matter_is_about(village: Village) -> None:
    village("matter", "open", "dispute", "--text", "地界不清", "--household", "03-07", "--at", "2025-07-20 09:00")
    village("page", "-o", "村.html", "--period", "2025Q3")
    told = village.json("report", "2025Q3", "-o", "简报.xlsx")
    assert told["matters"] == [{"kind": "矛盾调解", "opened": 1, "closed": 0, "on_time": 0, "overdue": 1}]
    village("grid", "sheet", "3", "-o", "网格.xlsx")
    page = (village.folder / "村.html").read_text(encoding="utf-8")
    assert "地界" not in page and "第 1 号事项" not in page and "第 1 号事项" in village("status").out
    assert '<th scope="row" class="long">矛盾调解</th><td class="number">1</td><td class="number">0</td>' in page
    cells = [
        c.value for s in openpyxl.load_workbook(village.folder / "简报.xlsx") for row in s.iter_rows() for c in row
    ]
    assert "登记1件，办结0件，其中按时0件；超期1件。矛盾调解登记1件、办结0件。" in cells
    for name in ("简报.xlsx", "网格.xlsx"):
        book = openpyxl.load_workbook(village.folder / name)
        assert not any("地界" in str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
    assert village.sql("SELECT 编号, 类型, 网格, 登记时间, 状态 FROM 事项") == [
        (1, "矛盾调解", "3", "2025-07-20T09:00", "办理中")
    ]
    assert "地界" not in village("log").out


def test_a_deed_that_a_matter_proposed_says_which_on_the_meeting_s_sheet_and_not_in_the_notice(
    village: Village,
) -> None:
    rule = next(r["code"] for r in village.json("rules", "list") if r["points"] in ("+2", "+3"))
    head = next(h["head"] for h in village.json("roster", "list") if h["household"] == "03-07")
    kinds(village, ROAD + f'"加分" = {{ "报告人" = "{rule}" }}\n')
    village("matter", "open", "road", "--text", "塌方", "--by", head, "--at", "2025-07-01 09:00")
    village("matter", "close", "1", "--outcome", "solved", "--at", "2025-07-03 09:00")
    assert village.json("deed", "list")[0]["matter"] == 1
    assert "第 1 号事项（村道报修）" in village("deed", "list").out
    path = village.json("meeting", "sheet", "2025-07", "--layout", "deeds")["path"]
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    head_row = next(row for row in page.iter_rows() if any(cell.value == "登记号" for cell in row))
    at = {cell.value: cell.column for cell in head_row}
    line = head_row[0].row + 1
    assert page.cell(line, at["事由"]).value == "第 1 号事项（村道报修）"
    page.cell(line, at["评议结果"], "通过")
    filled = village.folder / "评议.xlsx"
    book.save(filled)
    village("meeting", "import", filled, "--yes")
    (entry,) = (e for e in village.json("points", "entries") if e["household"] == "03-07")
    assert entry["rule"] == rule and "事项" not in (entry["reason"] or "")
