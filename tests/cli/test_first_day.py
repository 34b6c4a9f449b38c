"""What somebody meets who uses the program for the first time: slips of the hand, keys at the question, next steps."""

import io
from pathlib import Path

import pytest
from cli_support import Village
from sheet_support import table

JANUARY = "2025年1月积分评议汇总表.xlsx"


class Interrupted(io.StringIO):
    """A terminal where Ctrl-C is pressed."""

    def isatty(self) -> bool:
        return True

    def readline(self, *_: object) -> str:  # type: ignore[override]
        raise KeyboardInterrupt


def sheet(village: Village, month: str = "2025年7月", held: str = "2025年7月28日") -> str:
    rows = [
        [f"某村{month}积分评议汇总表"],
        [f"评议日期：{held}"],
        ["户编号", "户主", "环境卫生"],
        ["01-01", "林雪梅", 2],
    ]
    table(village.folder / "表.xlsx", *rows)
    return "表.xlsx"


def test_ctrl_c_at_the_question_is_answered_and_writes_nothing(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    village.today("2025-07-28")
    monkeypatch.setattr("sys.stdin", Interrupted())
    said = village("meeting", "import", sheet(village), code=3)
    assert said.err.endswith("\n已取消。没做完的这一步什么也没有写入。\n")
    assert village.json("meeting", "list") == []


def test_the_end_of_input_is_a_no_on_a_line_of_its_own(village: Village) -> None:
    village.today("2025-07-28")
    village.answers()
    said = village("meeting", "import", sheet(village), code=3)
    assert said.err.endswith("确认写入吗？（输入 是 或 否，回车就是否）\n已取消，什么也没有写入。\n")
    assert village.json("meeting", "list") == []


def test_each_step_of_the_month_tells_the_next(village: Village) -> None:
    village.today("2025-07-28")
    assert village("meeting", "import", sheet(village), "--yes").err.endswith("下一步：jifen meeting publish 2025-07\n")
    told = village("meeting", "publish", "2025-07", "--yes").err
    assert told.endswith("下一步：打印、盖章、张贴；2025-08-01 起 jifen meeting finalize 2025-07\n")
    village.today("2025-08-01")
    told = village("meeting", "finalize", "2025-07", "--yes").err
    assert "下一步：印会议记录存档 jifen meeting minutes 2025-07" in told


def test_the_next_step_never_stands_in_json_nor_behind_a_command_that_only_looks(village: Village) -> None:
    village.today("2025-07-28")
    said = village("meeting", "import", sheet(village), "--yes", "--json")
    assert said.json["ok"]
    assert "下一步" not in said.out + said.err
    assert "下一步" not in village("meeting", "list").out


def test_any_command_that_writes_tells_what_is_due(village: Village) -> None:
    village.today("2025-07-28")
    village("meeting", "import", sheet(village), "--yes")
    assert village("fund", "in", "12", "--reason", "集体收入").err.endswith("下一步：jifen meeting publish 2025-07\n")
    told = village("points", "add", "01-02", "2", "--month", "2025-07", "--rule", "HJ02", "--reason", "漏记").err
    assert told.endswith("下一步：jifen meeting publish 2025-07\n")
    village("meeting", "publish", "2025-07", "--yes")
    told = village("objection", "file", "2025-07", "01-01", "--reason", "少了").err
    assert told.endswith("下一步：jifen objection decide 1 〈--uphold或--reject〉 --reason 〈核查结论〉\n")
    told = village("objection", "decide", "1", "--reject", "--reason", "无误").err
    assert "答复单交给本户 jifen objection reply 1" in told


def test_a_reminder_of_whom_to_turn_to_comes_before_the_question_and_blocks_nothing(village: Village) -> None:
    village.today("2025-07-28")
    village("meeting", "import", sheet(village), "--yes")
    told = village("meeting", "publish", "2025-07", "--dry-run").err
    assert "没有填监督电话" in told
    assert "没有填异议受理人" in told
    village("settings", "set", "hotline", "0000-0000000")
    village("settings", "set", "contact", "村监委")
    assert "没有填" not in village("meeting", "publish", "2025-07", "--yes").err


def test_what_is_only_tried_tells_no_next_step(village: Village) -> None:
    village.today("2025-07-28")
    assert "下一步" not in village("meeting", "import", sheet(village), "--dry-run").out


def test_a_second_publication_points_to_printing_again(village: Village) -> None:
    village.today("2025-07-28")
    village("meeting", "import", sheet(village), "--yes")
    village("meeting", "publish", "2025-07", "--yes")
    assert "jifen meeting notice 2025-07" in village("meeting", "publish", "2025-07", "--yes", code=3).err
    assert "--no-zero 不起作用" in village("meeting", "notice", "2025-07", "--no-zero", "-o", "再.xlsx").err


def test_a_month_that_has_not_come_is_pointed_out_before_the_question(village: Village) -> None:
    village.today("2025-07-28")
    path = sheet(village, "2026年7月", "2026年7月28日")
    assert "2026-07-28 还没有到，请核对年份和月份" in village("meeting", "import", path, "--dry-run").err
    village.today("2026-07-28")
    assert "还没有到" not in village("meeting", "import", path, "--dry-run").err


def test_a_meeting_sheet_taken_for_a_roster_is_no_roster(empty: Village) -> None:
    empty("init", "新村")
    table(empty.folder / "表.xlsx", *[["户编号", "户主", "环境卫生"], ["01-01", "林雪梅", 2], ["01-02", "王大山", 1]])
    said = empty.json("roster", "import", "表.xlsx", code=4)
    assert [issue["code"] for issue in said["issues"]] == ["table-not-found"]
    assert empty.json("roster", "list") == []


def test_a_new_household_without_its_grid_is_shown_by_its_cell(village: Village) -> None:
    table(village.folder / "册.xlsx", *[["户编号", "户主", "网格"], ["01-01", "林雪梅", "1"]])
    village("roster", "import", "册.xlsx", "--yes")
    table(village.folder / "册.xlsx", *[["户编号", "户主"], ["01-01", "林雪梅"]])
    assert village("roster", "import", "册.xlsx").out.startswith("花名册没有变化")
    table(village.folder / "册.xlsx", *[["户编号", "户主"], ["01-01", "林雪梅"], ["88-01", "新来的"]])
    found = village.json("roster", "import", "册.xlsx", code=4)["issues"]
    assert [issue["code"] for issue in found] == ["table-not-found"]


def test_a_merger_tells_who_went_where(village: Village) -> None:
    told = village("roster", "merge", "01-02", "01-01", "--dry-run").out
    assert told.startswith("可以办理：01-01 林雪梅 由 01-02 郭红霞 并入，转来 0 分，01-02 注销")


def test_a_mistyped_command_is_told_the_one_it_resembles(village: Village) -> None:
    assert "要写的是不是 jifen meeting？" in village("meting", "list", code=2).err
    assert "要写的是不是 jifen meeting import？" in village("meeting", "imprt", code=2).err
    assert "是不是" not in village("fond-of", code=2).err
    assert "请用 jifen undo" in village("撤销", code=2).err


def test_a_missing_file_names_the_folder_it_was_looked_for_in(village: Village, tmp_path: Path) -> None:
    told = village("meeting", "import", "7月", "评议表.xlsx", code=3).err
    assert f"文件夹 {Path.cwd()} 里没有“7月”" in told
    assert "引号" in told
    assert "也没有文件夹" in village("meeting", "import", "没有/表.xlsx", code=3).err


def test_a_sheet_given_for_a_book_is_told_apart_from_a_broken_book(village: Village) -> None:
    assert "是表格，不是账本" in village("--db", sheet(village), "meeting", "list", code=5).err


def test_a_sheet_open_elsewhere_is_named_as_it_is_called(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_use(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", in_use)
    told = village("objection", "form", "-o", "异议.xlsx", code=3).err
    assert "没有权限读写：异议.xlsx。" in told


def test_the_log_reads_as_an_office_writes(village: Village) -> None:
    village("fund", "in", "12.5", "--reason", "集体收入")
    told = village("log", "-n", "1").out
    assert "金额 12.50 元；理由 集体收入" in told


def test_every_exception_of_the_guard_is_told_apart(village: Village) -> None:
    lines = [line for line in village("settings", "list").out.splitlines() if line.startswith("allow-")]
    assert len({line.split("公示放行")[1] for line in lines}) == len(lines) > 0


def test_a_rule_and_what_was_written_beside_it_both_show(village: Village) -> None:
    village.today("2025-07-28")
    village("meeting", "import", sheet(village), "--yes")
    village("points", "add", "01-02", "2", "--month", "2025-07", "--rule", "HJ02", "--reason", "漏记")
    assert "（漏记）" in village("points", "entries", "--household", "01-02").out


def test_a_choice_is_offered_with_its_name_beside_the_code(village: Village) -> None:
    village("roster", "rename", "01-02", "林雪梅")
    village.answers("", "否")
    table(village.folder / "表.xlsx", *[["2025年7月评议表"], ["户主", "环境卫生"], ["林雪梅", 2]])
    told = village("meeting", "import", "表.xlsx", "--month", "2025-07", code=4).err
    assert "  1. 01-01 林雪梅" in told
    assert "  2. 01-02 林雪梅" in told


def test_what_is_left_out_is_explained(village: Village) -> None:
    assert "缺少参数 '时间'。例如 2025Q3" in village("redeem", "list", code=2).err
    assert "请用 --reason 写明理由。\n" in village("points", "reverse", "1", code=2).err


@pytest.mark.parametrize("written", ["202507", "2025.7", "2025/07", "2025-7", "2025年7月", "２０２５．７"])
def test_a_month_is_read_as_people_write_it(village: Village, written: str) -> None:
    assert village("meeting", "show", written, code=3).err.startswith("2025-07 ")


@pytest.mark.parametrize("written", ["20257", "2025.13", "2025.0", "202500"])
def test_what_may_mean_another_month_is_asked_back(village: Village, written: str) -> None:
    assert "要带年份" in village("meeting", "show", written, code=2).err


def test_minutes_are_the_next_step_only_where_it_is_known_when_the_meeting_was_held(village: Village) -> None:
    village.today("2025-07-28")
    line = ("--month", "2025-07", "--category", "环境卫生", "--reason", "清沟")
    village("points", "add", "01-01", "2", *line)
    village("meeting", "publish", "2025-07", "--yes")
    village.today("2025-08-01")
    told = village("meeting", "finalize", "2025-07", "--yes").err
    assert "jifen meeting record 2025-07 --held-on 〈评议日期〉，才能印会议记录" in told
    assert "meeting minutes" not in told
    village("undo", "--yes")
    village("meeting", "record", "2025-07", "--held-on", "2025-07-20")
    assert "印会议记录存档 jifen meeting minutes 2025-07" in village("meeting", "finalize", "2025-07", "--yes").err
