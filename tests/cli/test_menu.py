"""`jifen` alone: what is due, and at a terminal a menu that types the commands a person would."""

import os
import pty
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from board_support import draft, fill
from cli_support import Village
from PIL import Image
from sheet_support import table
from test_first_day import Interrupted, sheet
from test_status import copied, parses

from jifen.cli.arguments import Common
from jifen.cli.menu import asks, front
from jifen.cli.menu.files import workbooks
from jifen.cli.menu.front import quoted
from jifen.cli.menu.plain import plain
from jifen.cli.menu.steps import FIRST_DAY, STAGES


@pytest.fixture
def seated(village: Village, monkeypatch: pytest.MonkeyPatch) -> Village:
    """Somebody sits at the screen on 28 July 2025, in a village begun in July with its sheet in the folder."""
    monkeypatch.setattr("jifen.cli.menu.front.has_screen", lambda: True)
    village.today("2025-07-28")
    return village


def menu(village: Village, *answers: str) -> str:
    """What `jifen` alone says on the screen while these are typed; it always ends well."""
    village.answers(*answers)
    said = village()
    return said.err + said.out


def commands(said: str) -> list[str]:
    return [line.removeprefix("> ") for line in said.splitlines() if line.startswith("> jifen ")]


def test_without_a_terminal_jifen_alone_says_what_status_says(village: Village) -> None:
    assert village().out == village("status").out
    assert village("--json").json == village.json("status")


def test_without_a_book_jifen_alone_says_how_to_make_one(empty: Village) -> None:
    said = empty()
    assert "jifen init 村名" in said.out
    assert "jifen demo" in said.out
    assert empty.json() == {"today": None, "due": []}


def test_a_month_s_work_is_enter_and_three_times_yes(seated: Village) -> None:
    copied(seated, date(2025, 7, 28))
    seated("meeting", "import", sheet(seated, "2025年6月", "2025年6月28日"), "--yes")
    assert commands(menu(seated, "", "是", "0")) == ["jifen meeting publish 2025-06"]
    seated.today("2025-08-02")
    only(seated, sheet(seated))
    said = menu(seated, "", "是", "是", "是", "0")
    assert commands(said) == [
        "jifen meeting import 表.xlsx",
        "jifen meeting finalize 2025-06",
        "jifen meeting publish 2025-07",
    ]
    assert [m["status"] for m in seated.json("meeting", "list")] == ["final", "published"]


def test_whoever_says_no_to_what_follows_is_back_in_the_menu(seated: Village) -> None:
    seated.today("2025-08-02")
    only(seated, sheet(seated))
    said = menu(seated, "", "是", "否", "0")
    assert commands(said) == ["jifen meeting import 表.xlsx", "jifen meeting publish 2025-07"]
    assert "接着办：2025年7月已录入，还没有公示。" in said
    assert said.count("各项工作：") == 2
    assert [m["status"] for m in seated.json("meeting", "list")] == ["recorded"]


def test_of_several_sheets_that_may_be_due_none_is_taken_unasked(seated: Village) -> None:
    seated.today("2025-08-02")
    only(seated, sheet(seated))
    (seated.folder / "另一张.xlsx").write_bytes(b"another")
    said = menu(seated, "", "0", "0")
    assert commands(said) == []
    assert "像这一步用的、最新的在前" in said


def test_a_blank_sheet_as_it_was_printed_is_not_offered_to_be_imported(seated: Village) -> None:
    seated.today("2025-08-02")
    only(seated, sheet(seated))
    seated("meeting", "sheet", "2025-07")
    assert "没有导入过的评议表只有一份：表.xlsx" in menu(seated, "", "否", "0")
    blank = next((seated.folder / "导出").glob("*空白*"))
    book = openpyxl.load_workbook(blank)
    book.save(blank)  # filled in, as far as anybody can tell
    assert "没有导入过的评议表只有一份" not in menu(seated, "", "0", "0")


def test_a_period_may_be_typed_where_some_are_listed(seated: Village) -> None:
    seated("meeting", "import", sheet(seated), "--yes")
    said = menu(seated, stage(seated, "年终、汇报"), "1", "2025年7月", "0")
    assert commands(said) == ["jifen report 2025年7月 --pdf"]


def test_the_marked_copy_speaks_as_the_menu_does(seated: Village) -> None:
    a_late_deed(seated)
    menu(seated, stage(seated, "导入"), "1", "", "是", "", "0")
    book = openpyxl.load_workbook(next(seated.folder.glob("*标错*")))
    notes = [cell.comment.text for page in book for row in page.iter_rows() for cell in row if cell.comment]
    assert notes
    assert not [note for note in notes if "--" in note]


def test_what_a_meeting_decided_to_count_goes_on_with_its_reason(seated: Village) -> None:
    a_late_deed(seated)
    said = menu(seated, stage(seated, "导入"), "1", "", "否", "", "0")
    assert "评议会决定照这样办的，在这里写明理由" in said
    assert "--allow" not in said
    assert seated.json("meeting", "list") == []
    said = menu(seated, stage(seated, "导入"), "1", "", "否", "是", "四月的事，评议会补评", "是", "0")
    assert "请写明理由" in said, "a yes is no reason"
    assert commands(said)[-1] == (
        "jifen meeting import 表.xlsx --allow date-outside-month --reason 四月的事，评议会补评"
    )
    assert [m["status"] for m in seated.json("meeting", "list")] == ["recorded"]


def test_a_text_the_guards_stopped_goes_on_with_the_meeting_s_reason(seated: Village) -> None:
    seated("meeting", "import", sheet(seated), "--yes")
    seated("meeting", "publish", "2025-07", "--yes")
    number = stage(seated, "公示")
    said = menu(seated, number, "4", "01-01", "1", "3", "村里的懒汉也来了", "是", "是", "是", "0")
    *_, first, last = commands(said)
    assert last == f"{first} --allow-text abusive-word"
    assert "评议会斟酌过、确要照印的，下面会问（" in said
    assert seated.json("meeting", "show", "2025-07")["corrections"]


def test_a_file_that_is_there_is_exchanged_after_a_yes(seated: Village) -> None:
    seated("page")
    number = stage(seated, "年终、汇报")
    assert commands(menu(seated, number, "2", "否", "0")) == ["jifen page"]
    assert commands(menu(seated, number, "2", "是", "0")) == ["jifen page", "jifen page --force"]


def test_what_is_reported_is_chosen_by_number_the_last_month_and_what_it_lies_in(seated: Village) -> None:
    seated("meeting", "import", sheet(seated), "--yes")
    said = menu(seated, stage(seated, "年终、汇报"), "1", "2", "0")
    assert commands(said) == ["jifen report 2025Q3 --pdf"]
    assert [p in said for p in ("1. 2025年7月", "2. 2025年三季度", "3. 2025年下半年", "4. 2025")] == [True] * 4


def test_a_copy_elsewhere_is_told_behind_what_ends_a_stretch_of_work_only(seated: Village) -> None:
    seated("meeting", "import", sheet(seated), "--yes")
    assert (
        "jifen backup"
        not in seated(
            "points", "add", "01-02", "1", "--month", "2025-07", "--category", "环境卫生", "--reason", "补记", "--yes"
        ).err
    )
    seated("meeting", "publish", "2025-07", "--yes")
    assert "jifen backup" not in seated("roster", "add", "01-99", "新户", "--grid", "1").err
    seated.today("2025-08-05")
    assert "jifen backup" in seated("meeting", "finalize", "2025-07", "--yes").err


def test_what_is_due_stands_first_and_its_command_is_shown(seated: Village) -> None:
    seated("meeting", "import", sheet(seated), "--yes")
    said = menu(seated, "q")
    first, second = (next(line for line in said.splitlines() if line.startswith(f"  {n}. ")) for n in (1, 2))
    assert "2025年7月已录入，还没有公示" in first
    assert "账本还没有备份到别处过" in second, "a copy is never urgent"
    assert said.index("要办的 2 件") < said.index("各项工作") < said.index("建账") < said.index("备份、核对")


def test_the_stages_stand_in_the_order_of_the_month_s_work(seated: Village) -> None:
    said = menu(seated, "0")
    order = ["开会前", "导入", "公示", "异议", "定案", "红黑榜", "兑换", "年终", "备份"]
    places = [said.index(f". {title}") for title in order]
    assert places == sorted(places)


def test_what_is_no_number_of_the_menu_is_said_to_be_none_and_asked_again(seated: Village) -> None:
    said = menu(seated, "99", "好", "0")
    assert said.count("没有这个序号。") == said.count("各项工作：") - 1 == 2
    assert all(len(line.encode("gbk")) <= 80 for line in said.splitlines())


def test_a_refused_step_shows_its_sentence_and_the_menu_comes_again(seated: Village) -> None:
    said = menu(seated, stage(seated, "公示"), "2", "2025-07", "0")
    assert commands(said) == ["jifen meeting publish 2025-07"]
    assert "2025年7月 还没有" in said
    assert said.count("各项工作：") == 2


def only(village: Village, name: str) -> None:
    """No other workbook lies in the folder."""
    for path in village.folder.rglob("*"):
        if path.suffix in (".xlsx", ".csv") and path.name != name:
            path.unlink()


def a_late_deed(village: Village) -> None:
    """The one sheet in the folder: of July, with a deed of April."""
    table(
        village.folder / "表.xlsx",
        ["2025年7月积分评议表（7月28日评议）"],
        ["日期", "户编号", "户主", "细则编号", "事由", "得分"],
        ["2025-04-02", "01-01", "林雪梅", "HJ02", "清理门前", 2],
    )
    only(village, "表.xlsx")


def stage(village: Village, title: str) -> str:
    """The number under which a stage stands today."""
    return number_of(title, menu(village, "0"))


def number_of(title: str, said: str) -> str:
    (found,) = re.findall(rf"(\d+)\. {title}", said)
    return str(found)


def test_files_are_offered_newest_first_and_those_of_open_windows_are_not(seated: Village) -> None:
    for age, name in enumerate(("旧.xlsx", "新.csv", "~$新.xlsx", "说明.docx")):
        (seated.folder / name).write_bytes(b"x")
        os.utime(seated.folder / name, (2e9 + age, 2e9 + age))
    found = [path.name for path in workbooks(Common())]
    assert found[:2] == ["新.csv", "旧.xlsx"]
    assert len(found) > 2
    assert not {"~$新.xlsx", "说明.docx", "jifen.db"} & set(found)


def test_papers_that_jifen_printed_are_offered_last_and_forms_it_printed_by_their_age(seated: Village) -> None:
    seated("meeting", "import", sheet(seated), "--yes")
    seated("meeting", "sheet", "2025-08")
    seated("meeting", "publish", "2025-07", "--yes")
    for age, path in enumerate(sorted((seated.folder / "导出").glob("*.xlsx"))):
        os.utime(path, (2e9 + age, 2e9 + age))
    found = [path.name for path in workbooks(Common())]
    assert "空白" in found[0]
    assert "公示表" in found[-1]


def test_a_path_may_be_typed_as_a_window_quotes_it(seated: Village) -> None:
    path = seated.folder / "七月 表.xlsx"
    Path(sheet(seated)).rename(path)
    said = menu(seated, stage(seated, "导入"), "1", f'"{path}"', "是", "0")
    assert commands(said) == [f'jifen meeting import "{path}"']
    assert [m["month"] for m in seated.json("meeting", "list")] == ["2025-07"]


def test_a_sheet_that_names_no_month_is_taken_with_the_month_typed_after_it(seated: Village) -> None:
    table(seated.folder / "表.xlsx", ["户编号", "户主", "环境卫生"], ["01-01", "林雪梅", 2])
    said = menu(seated, stage(seated, "导入"), "1", "表.xlsx", "否", "2025-07", "是", "0")
    assert commands(said)[-1] == "jifen meeting import 表.xlsx --month 2025-07"
    assert [m["month"] for m in seated.json("meeting", "list")] == ["2025-07"]


def test_a_month_is_not_asked_for_where_another_thing_was_wrong_with_the_sheet(seated: Village) -> None:
    table(seated.folder / "七月.xlsx", ["2025年7月积分评议表"], ["户编号", "户主", "环境卫生"], ["99-99", "某某", 2])
    said = menu(seated, stage(seated, "导入"), "1", "七月.xlsx", "0")
    assert commands(said) == ["jifen meeting import 七月.xlsx"]
    assert "写上月份再试" not in said


@pytest.mark.parametrize(
    ("command", "first"),
    [
        ("roster import", "花名册.xlsx"),
        ("rules import", "积分细则.xlsx"),
        ("goods import", "物资清单.xlsx"),
        ("points opening", "期初积分.xlsx"),
        ("board review", "红黑榜评议表.xlsx"),
        ("redeem import", "签领表.xlsx"),
        ("meeting import", "七月.xlsx"),
    ],
)
def test_the_file_that_fits_the_step_is_offered_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, first: str
) -> None:
    monkeypatch.chdir(tmp_path)
    names = (
        "七月.xlsx",
        "花名册.xlsx",
        "积分细则.xlsx",
        "物资清单.xlsx",
        "期初积分.xlsx",
        "红黑榜评议表.xlsx",
        "签领表.xlsx",
    )
    for age, name in enumerate(names):
        Path(name).write_bytes(b"x")
        os.utime(name, (2e9 + age, 2e9 + age))
    assert workbooks(Common(), command)[0].name == first


def test_where_no_file_fits_the_step_enter_chooses_none(seated: Village) -> None:
    number = stage(seated, "建账")
    for path in workbooks(Common()):
        path.unlink()
    (seated.folder / "别的.xlsx").write_bytes(b"x")
    said = menu(seated, number, "2", "", "0")
    assert commands(said) == []
    assert "别的.xlsx" in said and "直接回车：1，0 返回" not in said


def test_of_several_households_none_is_taken_by_enter(seated: Village) -> None:
    seated("roster", "rename", "01-02", "林雪梅")
    said = menu(seated, stage(seated, "查找、撤销"), "5", "林雪梅", "", "0", "0")
    assert commands(said) == []


def test_several_months_are_offered_by_number_the_first_for_enter(seated: Village) -> None:
    for month in (6, 7):
        seated("meeting", "import", sheet(seated, f"2025年{month}月", f"2025年{month}月28日"), "--yes")
    number = stage(seated, "公示")
    said = menu(seated, number, "2", "2", "否", "0")
    assert "  1. 2025年6月（已录入）" in said
    assert commands(said) == ["jifen meeting publish 2025-07"]
    assert commands(menu(seated, number, "2", "", "否", "0")) == ["jifen meeting publish 2025-06"]


def test_a_household_is_found_by_letters_and_one_of_several_by_number(seated: Village) -> None:
    seated("roster", "rename", "01-02", "林雪梅")
    said = menu(seated, stage(seated, "查找、撤销"), "5", "林雪梅", "2", "0")
    assert commands(said) == ["jifen roster show 01-02"]


def test_an_objection_is_filed_and_decided_without_typing_a_command(seated: Village) -> None:
    seated("meeting", "import", sheet(seated), "--yes")
    seated("meeting", "publish", "2025-07", "--yes")
    number = stage(seated, "异议")
    said = menu(seated, number, "2", "林雪梅", "那天没有扫", "0")
    assert commands(said) == ["jifen objection file 2025-07 01-01 --reason 那天没有扫"]
    number = stage(seated, "异议")
    entry = seated.json("points", "entries", "--household", "01-01")[0]["id"]
    said = menu(seated, number, "3", "2", "1", "1", "只扫了一半", "是", "0")
    decided = f"jifen objection decide 1 --uphold --entry {entry} --points 1 --reason 只扫了一半"
    assert commands(said) == [decided]
    assert seated.json("objection", "list")[0]["status"] == "upheld"


def test_a_paper_that_comes_at_once_is_looked_at_first_and_a_deduction_without_a_sign_is_asked_about(
    seated: Village,
) -> None:
    path = table(seated.folder / "七月.xlsx", ("2025年7月积分评议表",), ("户编号", "环境卫生"), ("01-01", -5))
    seated("meeting", "import", path, "--yes")
    seated("meeting", "publish", "2025-07", "--yes")
    seated("objection", "file", "2025-07", "01-01", "--reason", "扣多了")
    number = stage(seated, "异议")
    before = seated.operations()
    said = menu(seated, number, "3", "2", "1", "2", "1", "只该扣两分", "否", "0")
    assert "扣 2 分" in said
    assert commands(said) == []
    assert seated.operations() == before
    said = menu(seated, number, "3", "2", "1", "两分", "2", "1", "只该扣两分", "是", "0")
    assert "“两分”不是分数" in said
    (decided,) = commands(said)
    assert "--points -2" in decided
    assert seated.json("points", "balance", "--household", "01-01")[0]["deducted"] == "-2"


def test_a_rule_is_found_by_some_of_its_words(seated: Village) -> None:
    seated("meeting", "import", sheet(seated), "--yes")
    number = stage(seated, "导入")
    said = menu(seated, number, "4", "01-02", "2", "月检清洁", "补记", "0")
    assert "jifen points add 01-02 2 --month 2025-07 --rule HJ02 --reason 补记" in commands(said)


def test_nought_leads_back_from_every_question_and_stages_keep_their_numbers(seated: Village) -> None:
    number = stage(seated, "导入")
    assert commands(menu(seated, number, "1", "0", "0")) == []
    seated("meeting", "import", sheet(seated), "--yes")
    assert stage(seated, "导入") == number == "13"
    assert "已撤销" in menu(seated, stage(seated, "查找、撤销"), "2", "是", "0")
    assert seated.json("points", "balance", "--household", "01-01")[0]["available"] == "0"


def test_a_line_left_out_is_corrected_from_the_menu(seated: Village) -> None:
    seated("meeting", "import", sheet(seated), "--yes")
    seated("meeting", "publish", "2025-07", "--yes")
    said = menu(seated, stage(seated, "定案"), "3", "01-02", "1", "2", "HJ02", "漏记", "是", "0")
    assert commands(said) == ["jifen meeting correct 2025-07 01-02 --extra --points 2 --rule HJ02 --reason 漏记"]
    assert seated.json("points", "entries", "--household", "01-02")[0]["points"] == "2"


def test_a_list_goes_from_draft_to_the_wall_by_the_menu(half_year: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jifen.cli.menu.front.has_screen", lambda: True)
    os.utime(fill(half_year, draft(half_year)), (2e9, 2e9))
    number = stage(half_year, "红黑榜")
    said = menu(half_year, number, "2", "评议表.xlsx", stage(half_year, "红黑榜"), "4", "是", "0")
    assert commands(said) == ["jifen board review 2025H1 评议表.xlsx", "jifen board publish 2025H1"]
    assert half_year.json("board", "show", "2025H1")["status"] == "published"


def test_somebody_who_has_no_book_makes_one_with_roster_by_number(
    empty: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jifen.cli.menu.front.has_screen", lambda: True)
    table(empty.folder / "册.xlsx", ["户编号", "户主", "网格"], ["01-01", "林雪梅", "1"])
    said = menu(empty, "", "新村", "某镇", "", "", "", "1", "0")
    assert commands(said) == ["jifen init 新村 --township 某镇", "jifen roster import 册.xlsx"]
    assert [h["household"] for h in empty.json("roster", "list")] == ["01-01"]


def test_a_file_that_may_be_left_away_is_offered_only_where_one_fits(
    empty: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jifen.cli.menu.front.has_screen", lambda: True)
    table(empty.folder / "花名册.xlsx", ["户编号", "户主", "网格"], ["01-01", "林雪梅", "1"])
    said = menu(empty, "", "新村", "", "", "", "0")
    assert "花名册.xlsx" not in said.partition("> jifen init")[0]
    assert commands(said) == ["jifen init 新村"]


def test_whoever_gives_nothing_that_is_needed_is_back_in_the_menu(seated: Village) -> None:
    before = seated.operations()
    said = menu(seated, stage(seated, "备份、核对"), "1", "", "0")
    assert commands(said) == []
    assert "没有办，回到菜单" in said
    assert seated.operations() == before


def test_the_folder_of_the_last_backup_is_offered_again_and_said_where_it_is_gone(seated: Village) -> None:
    stick = seated.folder / "U盘"
    stick.mkdir()
    number = stage(seated, "备份、核对")
    assert commands(menu(seated, number, "1", str(stick), "0")) == [f"jifen backup {stick}"]
    said = menu(seated, number, "1", "", "0")
    assert f"直接回车：{stick}" in said
    assert commands(said) == [f"jifen backup {stick}"]
    assert len(list(stick.iterdir())) == 2
    stick.rename(seated.folder / "拔下了")
    said = menu(seated, number, "1", "0", "0")
    assert f"上次备份在 {stick}，现在没有这个文件夹" in said
    assert commands(said) == []


def test_the_end_of_input_and_ctrl_c_leave_the_menu_quietly(seated: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    assert menu(seated).endswith("再见。要办什么，再输入 jifen。\n")
    monkeypatch.setattr("sys.stdin", Interrupted())
    assert seated().err.endswith("再见。要办什么，再输入 jifen。\n")


def test_the_options_of_jifen_alone_hold_for_what_it_runs(
    seated: Village, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("anderswo"))
    seated.answers("否", "0")
    assert "柳河村" in seated("--db", seated.book, "--operator", "乙").err
    seated.answers(first_number(seated), "5", "村监委", "0")
    seated("--db", seated.book, "--operator", "乙")
    assert seated.sql("SELECT operator FROM operation ORDER BY id DESC LIMIT 1") == [("乙",)]


def first_number(village: Village) -> str:
    village.answers("0")
    return number_of("建账", village("--db", village.book).err)


@pytest.mark.parametrize(
    ("word", "typed"), [("表.xlsx", "表.xlsx"), ("七月 表.xlsx", '"七月 表.xlsx"'), ("a&b", '"a&b"'), ("-2", "-2")]
)
def test_a_word_is_shown_as_it_has_to_be_typed(word: str, typed: str) -> None:
    assert quoted(word) == typed


def test_a_correction_stands_wherever_it_is_looked_for() -> None:
    found = [s.title for s in STAGES for step in s.steps if step.parts[0].startswith("meeting correct")]
    assert found == ["公示", "异议", "定案"]


def test_every_step_is_a_command_there_is() -> None:
    samples = {"异议": "1", "异议编号": "1", "--uphold或--reject": "--reject", "改哪一笔": "--extra", "办法": "carry"}
    for step in (*FIRST_DAY, *(step for stage in STAGES for step in stage.steps)):
        words = [word for part in step.parts for word in part.removeprefix("?").split(" ")]
        names = [w.strip("‹›") if w.startswith("‹") else None for w in words]
        line = " ".join(w if n is None else samples.get(n, "2025") for w, n in zip(words, names, strict=True))
        assert parses(f"jifen {line}"), line


def test_every_special_placeholder_stands_in_some_step() -> None:
    from jifen.messages.summaries.due import COMMAND

    every = " ".join([*COMMAND.values(), *(part for held in STAGES for step in held.steps for part in step.parts)])
    every += asks.EXTRA + " ".join(part for step in FIRST_DAY for part in step.parts)
    assert [name for name in asks.ASKS if f"‹{name}›" not in every] == [front.UNREAD]


def test_at_a_real_terminal_the_menu_is_answered_by_keys(village: Village) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "JIFEN_TODAY": "2025-07-28", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "jifen"]
    with subprocess.Popen(
        command, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE, cwd=village.folder, env=environment
    ) as process:
        os.close(theirs)
        os.write(ours, b"0\n")
        out, _ = process.communicate(timeout=60)
    shown = b""
    with pytest.raises(OSError, match="Input/output"):
        while piece := os.read(ours, 4096):
            shown += piece
    os.close(ours)
    assert (process.returncode, out) == (0, b"")
    assert "要办的" in shown.decode()
    assert "再见" in shown.decode()


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("  [points-invalid] 表.xlsx 七月 C5：写的不是分", "  表.xlsx 七月 C5：写的不是分"),
        ("2025Q1各月都已定案；2025H1、2025-07 也是", "2025年一季度各月都已定案；2025年上半年、2025年7月 也是"),
        ("公示 2025-07-29 至 2025-07-31", "公示 2025-07-29 至 2025-07-31"),
        ("  1. 2025-07 评议表.xlsx（07-28 09:30）", "  1. 2025-07 评议表.xlsx（07-28 09:30）"),
        ("单据 2025Q3-0001", "单据 2025Q3-0001"),
        (
            "请用 jifen meeting record 2025-07 --held-on 日期 补上。",
            "请用菜单“开会前”里的“记下评议会”。",
        ),
        (
            "没有填异议受理人。可先 jifen settings set contact 受理人。",
            "没有填异议受理人。可先办菜单“建账”里的“填异议受理人”。",
        ),
        (
            "下一步：打印、盖章、张贴；2025-08-01 起 jifen meeting finalize 2025-07",
            "下一步：打印、盖章、张贴；2025-08-01 起办菜单“定案”里的“定案（加分可以兑换了）”",
        ),
        ("请用 --reason 写明理由。", "请用“理由”写明理由。"),
        ("评议会决定要记的，加 --allow cap-exceeded --reason 理由。", "评议会决定要记的，导入时写明理由。"),
        ("印会议记录存档 jifen meeting minutes 2025-01；", "印会议记录存档（菜单“定案”里的“印会议记录”）；"),
        ("收到的钱请记上：jifen fund in 金额 --reason 来源。", "收到的钱请记上：菜单“兑换”里的“记一笔收入”。"),
        (
            '在原来的命令后面加上 --allow-text fee --allow-text "insult=01-01 原因" --reason "理由"'
            "（原来写了 --reason 的不用再写；只放行所列的文字）。",
            "下面会问（只放行所列的文字）。",
        ),
        ("已经有了，不会覆盖。加 --force 覆盖，或用 -o 换个文件名。", "已经有了，下面会问。"),
        (
            "评议会填好“决定”，再 jifen honour review 2025 五好家庭 ‹文件›",
            "评议会填好“决定”，再办菜单“荣誉”里的“读回填好的荣誉评议表”",
        ),
        ("没有写评议日期（可加 --held-on 日期）", "没有写评议日期（公示前在“记下评议会”里补上）"),
        ("用 jifen verify --mend 再印一份。", "用 jifen verify --mend 再印一份。"),
        (
            "要退请用 jifen redeem return 2025Q3-0001 --reason ‹原因›。",
            "要退请用菜单“兑换”里的“退换一单（结束后也能办）”。",
        ),
    ],
)
def test_what_the_command_line_says_is_said_in_the_menu_s_words(said: str, spoken: str | None) -> None:
    assert plain(said) == (said if spoken is None else spoken)


def test_in_the_menu_no_code_option_or_command_is_read_but_the_one_that_is_run(seated: Village) -> None:
    table(
        seated.folder / "错.xlsx",
        ["2025年7月积分评议汇总表"],
        ["户编号", "户主", "环境卫生"],
        ["01-01", "林雪梅", "多"],
    )
    said = menu(seated, stage(seated, "导入"), "1", "错.xlsx", "否", "0")
    assert "[points-invalid]" not in said
    assert "错.xlsx" in said
    read = [line for line in said.splitlines() if not line.startswith("> jifen ")]
    assert not [line for line in read if re.search(r"--[a-z]|jifen [a-z]|2025-07(?!-)", line)]
    assert "[points-invalid]" in seated("meeting", "import", "错.xlsx", code=4).err


def test_a_deed_is_jotted_down_from_the_menu(seated: Village) -> None:
    Image.new("RGB", (40, 30), "green").save(seated.folder / "清沟 1.png")
    said = menu(seated, stage(seated, "平时登记、活动"), "1", "01-01", "HJ02", "清沟", "", "'清沟 1.png'", "0")
    assert commands(said) == ['jifen deed add 01-01 --rule HJ02 --note 清沟 --photo "清沟 1.png"']
    (deed,) = seated.json("deed", "list", "--open")
    assert (deed["household"], deed["rule"], deed["note"]) == ("01-01", "HJ02", "清沟")
    assert len(deed["photos"]) == 1


def test_a_matter_goes_from_report_to_end_from_the_menu_by_numbers(seated: Village) -> None:
    number = stage(seated, "事项、网格")
    menu(seated, number, "1", "2", "路灯不亮", "", "", "0")
    (opened,) = seated.json("matter", "list")
    assert (opened["kind"], opened["text"], opened["status"]) == ("hazard", "路灯不亮", "open")
    menu(seated, number, "2", "1", "1", "", "", "", "0")
    assert seated.json("matter", "list")[0]["step"] != opened["step"]
    said = menu(seated, number, "3", "1", "1", "", "0")
    assert commands(said) == ["jifen matter close 1 --outcome solved"]
    assert seated.json("matter", "list")[0]["status"] == "solved"


def test_an_activity_is_chosen_by_its_number(seated: Village) -> None:
    number = stage(seated, "平时登记、活动")
    menu(seated, number, "5", "清沟", "2025-07-30", "HJ02", "村口", "", "0")
    said = menu(seated, number, "6", "1", "0")
    assert commands(said) == ["jifen activity sheet 1"]
