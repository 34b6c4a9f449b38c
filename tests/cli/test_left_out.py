"""A month or period that is not written: the one that is due, shown before it is taken; of several none is guessed."""

import pytest
from board_support import draft, fill
from cli_support import Village
from shop_support import GOODS, written
from test_first_day import sheet


def take(village: Village, *months: int) -> None:
    for month in months:
        village("meeting", "import", sheet(village, f"2025年{month}月", f"2025年{month}月28日"), "--yes")


def test_the_recorded_month_is_published_after_it_was_named(village: Village) -> None:
    take(village, 7)
    said = village("meeting", "publish", "--yes")
    assert "取 2025-07（已录入）" in said.err
    assert village.json("meeting", "list")[0]["status"] == "published"


def test_in_json_the_month_taken_is_named_on_the_other_stream(village: Village) -> None:
    take(village, 7)
    said = village("meeting", "publish", "--yes", "--json")
    assert said.json["month"] == "2025-07"
    assert "取 2025-07" in said.err


def test_of_several_nobody_guesses_and_nothing_is_written(village: Village) -> None:
    take(village, 6, 7)
    before = village.operations()
    said = village("meeting", "publish", "--yes", code=2)
    assert "2025-06、2025-07" in said.err
    assert village.json("meeting", "publish", "--json", code=2)["error"]["code"] == "left-out-several"
    assert village.operations() == before


def test_of_several_one_is_chosen_at_the_terminal(village: Village) -> None:
    take(village, 6, 7)
    village.answers("2", "是")
    village("meeting", "publish")
    assert [m["status"] for m in village.json("meeting", "list")] == ["recorded", "published"]
    village.answers("9")
    assert "已取消" in village("meeting", "show", code=3).err


def test_where_nothing_waits_for_the_command_it_says_so(village: Village) -> None:
    assert village.json("meeting", "publish", code=2)["error"]["code"] == "left-out-none"
    assert "jifen meeting finalize" in village("meeting", "finalize", code=2).err


def test_the_month_whose_window_is_over_is_made_final_and_none_before(village: Village) -> None:
    take(village, 6, 7)
    village("meeting", "publish", "2025-06", "--yes")
    village.today("2025-07-30")
    village("meeting", "publish", "2025-07", "--yes")
    village.today("2025-08-01")
    assert "取 2025-06（公示中）" in village("meeting", "finalize", "--yes").err
    assert "取 2025-07" in village("meeting", "finalize", "--yes", code=3).err


@pytest.mark.parametrize("command", ["show", "notice", "minutes"])
def test_a_month_is_looked_at_that_is_under_way_else_the_last(village: Village, command: str) -> None:
    take(village, 6)
    assert "取 2025-06（已录入）" in village("meeting", command).err
    village("meeting", "publish", "2025-06", "--yes")
    village("meeting", "finalize", "2025-06", "--override", "--reason", "会上定", "--yes")
    said = village("meeting", command, *(() if command == "show" else ("--force",)))
    assert "取 2025-06（已定案）" in said.err


def test_blank_sheets_are_printed_for_the_month_under_way_and_then_for_the_next(village: Village) -> None:
    take(village, 6)
    assert "取 2025-07。" in village("meeting", "sheet").err
    take(village, 7)
    assert "取 2025-08。" in village("meeting", "sheet").err


def test_facts_are_noted_of_the_month_recorded(village: Village) -> None:
    take(village, 7)
    assert village.json("meeting", "record", "--place", "村部")["facts"]["place"] == ["村部"]


def test_a_list_goes_its_way_without_its_period_being_written(half_year: Village) -> None:
    assert "取 2025H1" in half_year("board", "draft").err
    assert "取 2025H1" in half_year("board", "show").err
    assert half_year.json("board", "publish", code=2)["error"]["code"] == "left-out-none"
    half_year("board", "review", "2025H1", fill(half_year, draft(half_year)))
    assert "取 2025H1" in half_year("board", "notice").err
    half_year("board", "publish", "--yes")
    assert "取 2025H1" in half_year("board", "show").err


def test_a_redemption_goes_its_way_without_its_period_being_written(half_year: Village) -> None:
    half_year("goods", "import", written(half_year, "物品.csv", GOODS))
    assert "2025Q1、2025Q2" in half_year("redeem", "open", "--yes", code=2).err
    half_year("redeem", "open", "2025Q2", "--yes")
    for command in ("show", "sheet", "notice"):
        assert "取 2025Q2" in half_year("redeem", command).err
    half_year("redeem", "close", "--yes")
    assert "取 2025Q2" in half_year("redeem", "notice", "--force").err


def test_opening_a_redemption_names_months_that_are_missing_or_open(half_year: Village) -> None:
    half_year("goods", "import", written(half_year, "物品.csv", GOODS))
    assert "注意" not in half_year("redeem", "open", "2025Q2", "--dry-run").err
    half_year.today("2025-09-10")
    line = ("--month", "2025-08", "--category", "环境卫生", "--reason", "清沟")
    half_year("points", "add", "01-01", "2", *line)
    said = half_year("redeem", "open", "2025Q3", "--dry-run").err
    assert "没有录入2025-07、2025-09 的评议表" in said
    assert "2025-08 还没有定案" in said


def test_closing_a_year_names_the_months_that_are_missing(half_year: Village) -> None:
    half_year.today("2026-01-05")
    said = half_year("year", "close", "2025", "--policy", "carry", "--dry-run").err
    assert "没有录入2025-07、2025-08、2025-09、2025-10、2025-11、2025-12 的评议表" in said
