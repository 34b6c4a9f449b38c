"""`jifen status`: each kind of what is due appears on its day, goes when it was done, and names a command that runs."""

import re
import shlex
import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

import click
import pytest
import typer
from board_support import draft, fill, published
from cli_support import Village
from sheet_support import table
from shop_support import GOODS, written

from jifen.cli.arguments import split_common
from jifen.cli.main import app
from jifen.domain.due import KINDS
from jifen.messages.results import on_screen
from jifen.messages.summaries.due import COMMAND, TEXT
from jifen.services.book.opening import open_session
from jifen.services.office.kinds import KINDS as OFFICE
from jifen.services.session import Folders

HEADS = ["户编号", "户主", "环境卫生"]
ROWS = [["01-01", "林雪梅", 2], ["01-02", "王大山", 1]]


@pytest.fixture
def small(empty: Village) -> Village:
    """小村, begun on 10 June 2025: two households, no month."""
    empty.today("2025-06-10")
    empty("init", "小村", "--hotline", "0000-0000000")
    table(empty.folder / "册.xlsx", ["户编号", "户主", "网格"], ["01-01", "林雪梅", "1"], ["01-02", "王大山", "1"])
    empty("roster", "import", "册.xlsx", "--yes")
    return empty


def take(village: Village, month: int) -> None:
    """A month of 2025 is imported."""
    title = [f"2025年{month}月积分评议汇总表"], [f"评议日期：2025年{month}月20日"]
    table(village.folder / "表.xlsx", *title, HEADS, *ROWS)
    village("meeting", "import", "表.xlsx", "--yes")


def put_up(village: Village, month: int) -> None:
    """It is imported and published for three days from tomorrow."""
    take(village, month)
    village("meeting", "publish", f"2025-{month:02d}", "--yes")


def due(village: Village, what: str) -> list[dict[str, Any]]:
    return [found for found in village.json("status")["due"] if found["what"] == what]


def told(village: Village, what: str) -> list[tuple[str | None, str, int]]:
    return [(found["subject"], found["due_on"], found["overdue"]) for found in due(village, what)]


def test_an_empty_roster_is_due_from_the_first_day_until_it_is_imported(empty: Village) -> None:
    empty.today("2025-06-10")
    empty("init", "小村")
    assert told(empty, "roster-empty") == [(None, "2025-06-10", 0)]
    table(empty.folder / "册.xlsx", ["户编号", "户主", "网格"], ["01-01", "林雪梅", "1"])
    empty("roster", "import", "册.xlsx", "--yes")
    assert told(empty, "roster-empty") == []


def test_an_undone_roster_is_due_again(small: Village) -> None:
    assert small("undo", "--yes").err.endswith("下一步：jifen roster import 〈文件〉\n")
    assert told(small, "roster-empty") == [(None, "2025-06-10", 0)]


def test_a_month_is_missing_once_it_is_over_from_the_month_of_the_book_s_making(small: Village) -> None:
    small.today("2025-06-30")
    assert told(small, "meeting-missing") == []
    small.today("2025-08-01")
    assert told(small, "meeting-missing") == [("2025-06", "2025-07-01", 31), ("2025-07", "2025-08-01", 0)]


def test_the_month_in_which_a_book_was_begun_goes_once_a_later_one_is_taken_and_says_so(empty: Village) -> None:
    empty.today("2024-12-30")
    empty("init", "小村")
    table(empty.folder / "册.xlsx", ["户编号", "户主", "网格"], ["01-01", "林雪梅", "1"], ["01-02", "王大山", "1"])
    empty("roster", "import", "册.xlsx", "--yes")
    empty.today("2025-02-01")
    first, second = due(empty, "meeting-missing")
    assert (first["subject"], second["subject"]) == ("2024-12", "2025-01")
    assert "从后面的月份记起的" in first["text"]
    assert "从后面的月份记起的" not in second["text"]
    take(empty, 1)
    assert told(empty, "meeting-missing") == []


def test_before_the_first_recorded_month_none_is_missing_and_a_voided_one_is_again(small: Village) -> None:
    small.today("2025-09-01")
    take(small, 7)
    assert [found[0] for found in told(small, "meeting-missing")] == ["2025-08"]
    small("meeting", "void", "2025-07", "--reason", "全错", "--yes")
    assert [found[0] for found in told(small, "meeting-missing")] == ["2025-06", "2025-07", "2025-08"]


def test_a_note_of_a_meeting_takes_no_month_but_a_line_by_hand_does(small: Village) -> None:
    small.today("2025-07-02")
    small("meeting", "record", "2025-06", "--place", "村部")
    assert [found[0] for found in told(small, "meeting-missing")] == ["2025-06"]
    assert told(small, "publish") == []
    line = ("--month", "2025-06", "--category", "环境卫生", "--reason", "清沟")
    small("points", "add", "01-01", "2", *line)
    assert told(small, "meeting-missing") == []
    assert told(small, "publish") == [("2025-06", "2025-07-02", 0)]


def test_a_recorded_month_is_to_be_published_from_the_day_of_its_import(small: Village) -> None:
    small.today("2025-06-28")
    take(small, 6)
    small.today("2025-07-03")
    assert told(small, "publish") == [("2025-06", "2025-06-28", 5)]
    small("meeting", "publish", "2025-06", "--yes")
    assert told(small, "publish") == []


def test_a_month_is_to_be_made_final_from_the_day_after_its_window(small: Village) -> None:
    small.today("2025-06-28")
    put_up(small, 6)
    small.today("2025-07-01")
    assert told(small, "finalize") == []
    small.today("2025-07-04")
    assert told(small, "finalize") == [("2025-06", "2025-07-02", 2)]
    small("meeting", "finalize", "2025-06", "--yes")
    assert told(small, "finalize") == []


def test_an_objection_is_due_with_its_day_and_holds_the_month_up_unless_it_came_late(small: Village) -> None:
    small.today("2025-06-28")
    put_up(small, 6)
    small.today("2025-06-30")
    small("objection", "file", "2025-06", "01-01", "--reason", "少记了")
    owed = due(small, "objection-due")[0]
    assert (owed["subject"], owed["due_on"], owed["overdue"]) == ("1", "2025-07-09", 0)
    small.today("2025-07-12")
    assert told(small, "objection-due") == [("1", "2025-07-09", 3)]
    assert told(small, "finalize") == []
    small("objection", "decide", "1", "--reject", "--reason", "无误")
    small("objection", "file", "2025-06", "01-02", "--reason", "晚提的")
    assert [found[0] for found in told(small, "objection-due")] == ["2"]
    assert [found[0] for found in told(small, "finalize")] == ["2025-06"]


def test_a_list_is_due_for_a_final_half_year_and_its_command_goes_with_its_state(half_year: Village) -> None:
    assert told(half_year, "board-due") == [("2025H1", "2025-07-01", 14)]
    assert due(half_year, "board-due")[0]["command"] == "jifen board draft 2025H1"
    workbook = fill(half_year, draft(half_year))
    assert due(half_year, "board-due")[0]["command"] == "jifen board review 2025H1 ‹文件›"
    half_year("board", "review", "2025H1", workbook)
    assert due(half_year, "board-due")[0]["command"] == "jifen board publish 2025H1"
    half_year("board", "publish", "2025H1", "--yes")
    assert told(half_year, "board-due") == []


def test_no_list_is_due_while_a_month_of_the_half_year_is_missing(small: Village) -> None:
    small.today("2025-06-28")
    put_up(small, 6)
    small.today("2025-07-10")
    small("meeting", "finalize", "2025-06", "--yes")
    assert told(small, "board-due") == []


def test_a_drafted_list_of_a_quarter_is_nowhere_due_but_tells_what_comes_next(half_year: Village) -> None:
    said = half_year("board", "draft", "2025Q1")
    assert said.err.endswith("；jifen board review 2025Q1 〈文件〉\n")
    assert [found[0] for found in told(half_year, "board-due")] == ["2025H1"]


def test_a_black_line_past_its_day_is_due_until_the_list_in_force_is_printed(half_year: Village) -> None:
    published(half_year, "09-08")
    until = date.fromisoformat(half_year.sql("SELECT ends_on FROM board_line WHERE list = 'black'")[0][0])
    half_year.today(until.isoformat())
    assert told(half_year, "black-expired") == []
    half_year.today(date.fromordinal(until.toordinal() + 3).isoformat())
    gone = date.fromordinal(until.toordinal() + 1).isoformat()
    assert told(half_year, "black-expired") == [("2025H1", gone, 2)]
    half_year("board", "notice", "2025H1")
    assert told(half_year, "black-expired") == []


def test_a_line_that_was_taken_off_in_time_does_not_expire(half_year: Village) -> None:
    published(half_year, "09-08")
    half_year("board", "delist", "2025H1", "09-08", "--reason", "已清理", "--yes")
    half_year.today("2026-06-30")
    assert told(half_year, "black-expired") == []


def test_a_redemption_is_due_for_a_final_quarter_while_goods_are_there(half_year: Village) -> None:
    assert told(half_year, "redeem-due") == []
    half_year("goods", "import", written(half_year, "物品.csv", GOODS))
    assert told(half_year, "redeem-due") == [("2025Q1", "2025-04-01", 105), ("2025Q2", "2025-07-01", 14)]
    half_year("redeem", "open", "2025Q2", "--to", "2025-07-20", "--yes")
    assert [found[0] for found in told(half_year, "redeem-due")] == ["2025Q1"]
    assert "等2025年二季度的兑换结束再开" in due(half_year, "redeem-due")[0]["text"]
    half_year.today("2025-07-20")
    assert told(half_year, "redeem-open") == []
    half_year.today("2025-07-23")
    assert told(half_year, "redeem-open") == [("2025Q2", "2025-07-21", 2)]
    half_year("redeem", "close", "2025Q2", "--yes")
    assert (told(half_year, "redeem-open"), told(half_year, "redeem-due")) == ([], [("2025Q1", "2025-04-01", 113)])
    assert "等" not in due(half_year, "redeem-due")[0]["text"]


def test_a_quarter_that_waits_for_another_round_is_never_the_next_step(half_year: Village) -> None:
    half_year("goods", "import", written(half_year, "物品.csv", GOODS))
    assert "redeem open" not in half_year("redeem", "open", "2025Q2", "--yes").err.splitlines()[-1]


def test_a_round_of_a_half_year_serves_both_its_quarters(half_year: Village) -> None:
    half_year("goods", "import", written(half_year, "物品.csv", GOODS))
    half_year("redeem", "open", "2025H1", "--yes")
    assert told(half_year, "redeem-due") == []


def test_a_year_is_to_be_closed_from_new_year_s_day_once_its_months_are_final(half_year: Village) -> None:
    half_year.today("2025-12-31")
    assert told(half_year, "year-close") == []
    half_year.today("2026-01-03")
    assert told(half_year, "year-close") == [("2025", "2026-01-01", 2)]
    line = ("--month", "2025-12", "--category", "环境卫生", "--reason", "清沟")
    half_year("points", "add", "01-01", "2", *line)
    assert told(half_year, "year-close") == []
    half_year("meeting", "void", "2025-12", "--reason", "错", "--yes")
    half_year("year", "close", "2025", "--policy", "carry", "--yes")
    assert told(half_year, "year-close") == []


def test_a_matter_is_due_on_the_day_of_its_step_and_late_after_it_until_that_is_done(small: Village) -> None:
    small("matter", "open", "矛盾调解", "--text", "地界", "--household", "01-01", "--at", "2025-06-10 09:00")
    assert told(small, "matter-due") == []
    small.today("2025-06-11")
    assert told(small, "matter-due") == [("1", "2025-06-11", 0)]
    small.today("2025-06-13")
    (found,) = due(small, "matter-due")
    assert (found["due_on"], found["overdue"]) == ("2025-06-11", 2)
    assert found["command"] == "jifen matter step 1 受理"
    assert found["text"] == "第 1 号事项（矛盾调解）的“受理”要在 2025-06-11 09:00 前办。"
    small("matter", "step", "1", "受理", "--at", "2025-06-13 10:00")
    assert told(small, "matter-due") == []


def test_a_matter_whose_steps_are_done_is_to_be_closed(small: Village) -> None:
    small("matter", "open", "矛盾调解", "--text", "地界", "--at", "2025-06-10 09:00")
    for step in ("受理", "调查研判", "调解"):
        small("matter", "step", "1", step, "--at", "2025-06-10 10:00")
    small.today("2025-06-13")
    (found,) = due(small, "matter-due")
    assert found["command"] == "jifen matter close 1 --outcome ‹solved、unsolved或withdrawn›"
    small("matter", "close", "1", "--outcome", "solved", "--at", "2025-06-13 09:00")
    assert told(small, "matter-due") == []


def test_a_matter_s_day_is_told_as_the_moment_by_which_and_a_picture_it_wants_with_the_command(small: Village) -> None:
    folder = small.folder / "模板"
    folder.mkdir()
    step = '{ "编号" = "mend", "名称" = "维修", "谁办" = "村委会", "期限" = "3天", "照片" = "要" }'
    flow = f'[road]\n"名称" = "村道报修"\n"步骤" = [{step}]\n"办结期限" = "2天"\n'
    (folder / "办事流程.toml").write_text(flow, encoding="utf-8")
    small.today("2025-06-10")
    small("matter", "open", "村道报修", "--text", "塌方", "--at", "2025-06-10 09:00")
    told_after = small("matter", "step", "1", "督办", "--at", "2025-06-10 10:00").err
    assert "下一步：2025-06-13 09:00 前 jifen matter step 1 维修 --photo 〈照片〉" in told_after
    small.today("2025-06-14")
    (found,) = due(small, "matter-due")
    assert found["command"] == "jifen matter step 1 维修 --photo ‹照片›"
    assert "要在 2025-06-13 09:00 前办" in found["text"] and "照片" in found["text"]


def test_what_comes_next_for_an_objection_is_never_the_matter_of_its_number(small: Village) -> None:
    small("matter", "open", "矛盾调解", "--text", "地界", "--at", "2025-06-10 09:00")
    assert "matter step 1" in small("matter", "step", "1", "督办", "--at", "2025-06-10 10:00").err
    put_up(small, 6)
    small("objection", "file", "2025-06", "01-01", "--reason", "少记了")
    assert "matter step 1" not in small("objection", "decide", "1", "--reject", "--reason", "没有少").err


def test_a_backup_is_old_after_thirty_one_days_counted_from_the_last_or_from_the_beginning(small: Village) -> None:
    small.today("2025-07-10")
    assert told(small, "backup-old") == []
    small.today("2025-07-12")
    assert told(small, "backup-old") == [(None, "2025-07-11", 1)]
    assert "还没有备份到别处过" in due(small, "backup-old")[0]["text"]
    copied(small, date(2025, 7, 12))
    assert told(small, "backup-old") == []
    small.today("2025-08-12")
    assert told(small, "backup-old") == [(None, "2025-08-12", 0)]
    assert "2025-07-12" in due(small, "backup-old")[0]["text"]


def copied(village: Village, day: date) -> None:
    """A copy was put elsewhere, as the book remembers it."""
    folders = Folders(village.folder, village.folder, village.folder, village.folder)
    with open_session(village.book, folders, "甲", day, dry_run=False) as opened, opened.change("backup"):
        pass


def test_a_paper_that_is_nowhere_is_named(small: Village) -> None:
    small.today("2025-06-28")
    put_up(small, 6)
    assert "没有放好" not in small("status").out
    place = next((small.folder / "导出").glob("*公示表.xlsx"))
    with closing(small.hold(sqlite3.connect(small.book))) as book, book:
        book.execute(
            "INSERT INTO delivery (operation_id, place, aside, sha256) VALUES (3, '导出/没了.xlsx', '.x', ?)",
            ("0" * 64,),
        )
    assert "编了号却没有放好的文件：没了.xlsx。用 jifen verify --mend" in small("status").out
    assert place.exists()


def test_the_most_overdue_stands_first_and_the_texts_say_how_late(small: Village) -> None:
    small.today("2025-08-15")
    listed = small.json("status")
    assert listed["today"] == "2025-08-15"
    late = [found["overdue"] for found in listed["due"]]
    assert late == sorted(late, reverse=True) == [45, 35, 14]
    said = small("status").out.splitlines()
    assert said[0] == "小村　今天 2025-08-15"
    assert said[4:6] == [
        "  1. 2025年6月还没有导入评议表（从后面的月份记起的不用管）。（晚了 45 天）",
        "     jifen meeting import 〈文件〉",
    ]


def test_the_state_of_the_month_counts_the_days_of_its_window(small: Village) -> None:
    small.today("2025-06-28")
    put_up(small, 6)
    assert "2025年6月：公示 2025-06-29 至 2025-07-01，还没有开始" in small("status").out
    small.today("2025-06-30")
    assert "第 2 天，共 3 天 ■■□" in small("status").out
    small.today("2025-07-02")
    assert "期满" in small("status").out


def test_what_people_see_can_be_shown_on_a_gbk_console(small: Village) -> None:
    small.today("2025-09-15")
    small("status").out.encode("gbk")
    for text in (*TEXT.values(), *map(on_screen, COMMAND.values())):
        text.encode("gbk")


@pytest.mark.parametrize("key", COMMAND)
def test_the_command_of_each_kind_parses(key: str) -> None:
    ids = {"objection-due": "1", "year-close": "2025", "matter-due": "1", "deed-undecided lapsed": "1"}
    subject = ids.get(key) or ids.get(key.split()[0], "2025-06")
    given = {"subject": subject, "name": "核实", "month": "2025-07", "kind": "yellow"}
    line = re.sub(r"‹--uphold或--reject›", "--reject", COMMAND[key].format(**given))
    assert parses(re.sub(r"‹.+?›", "carry", line))


def test_a_command_that_is_none_does_not_parse() -> None:
    assert not parses("jifen meeting publish 2025-06 多余")
    assert not parses("jifen objection decide 1")


def test_every_kind_has_a_command_and_a_sentence() -> None:
    assert tuple(OFFICE) == KINDS
    assert {key.split()[0] for key in COMMAND} == {key.split()[0] for key in TEXT} == set(KINDS)
    assert set(COMMAND) == set(TEXT)


def parses(line: str) -> bool:
    """Whether click takes every word; nothing is run."""
    command: Any = typer.main.get_command(app)
    context, words = None, split_common(shlex.split(line)[1:])[1]
    try:
        while isinstance(command, click.Group):
            context = click.Context(command, parent=context)
            command = command.get_command(context, words.pop(0))
        command.make_context(command.name, words, parent=context)
    except click.UsageError:
        return False
    return True
