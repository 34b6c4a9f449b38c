"""A household is meant by any spelling in every command; where it is not clear, those that may be meant are named."""

import pytest
from cli_support import Village
from sheet_support import table

SHAPE = ["household", "head", "grid", "status", "available"]
HEADER = ["网格", "户编号", "户主", "参评状态"]


@pytest.fixture
def small(empty: Village) -> Village:
    empty("init", "沙院村")
    rows = [
        ("3", "03-07", "欧阳国良", ""),
        ("3", "03-70", "王建国", ""),
        ("5", "05-01", "王建国", ""),
        ("5", "05-02", "李桂兰", "迁出"),
        ("11", "11-03", "李桂芬", ""),
    ]
    empty("roster", "import", table(empty.folder / "花名册.xlsx", HEADER, *rows))
    return empty


@pytest.mark.parametrize("typed", ["03-07", "3-7", "0307", "０３－０７", "03—07", "欧阳国良", "国良", "oygl", "OY"])
def test_a_household_is_meant_by_any_spelling(small: Village, typed: str) -> None:
    assert small.json("roster", "show", typed)["household"] == "03-07"


@pytest.mark.parametrize(
    "arguments",
    [
        ("points", "balance", "--household", "3-7"),
        ("points", "add", "3-7", "2", "--month", "2025-07", "--category", "环境卫生", "--reason", "补"),
        ("meeting", "record", "2025-07", "--recuse", "国良=甲"),
        ("roster", "rename", "oygl", "欧阳小明"),
        ("roster", "move", "0307", "--grid", "4"),
        ("roster", "split", "欧阳", "3-71", "欧阳二"),
        ("roster", "merge", "3-7", "11-3"),
        ("veto", "add", "3-7", "--ground", "赌博", "--document", "某决定书", "--from", "2025-07-01"),
    ],
    ids=" ".join,
)
def test_every_command_takes_a_household_so(small: Village, arguments: tuple[str, ...]) -> None:
    assert '"03-07"' in small(*arguments, "--json").out.replace("\\", "")


@pytest.mark.parametrize("typed", ["王建国", "建国", "wjg", "WJ"])
def test_several_that_fit_are_candidates_and_nothing_is_written(small: Village, typed: str) -> None:
    before = small.book.read_bytes()
    error = small.json("roster", "leave", typed, code=3)["error"]
    assert error["code"] == "household-ambiguous"
    assert [list(each) for each in error["candidates"]] == [SHAPE, SHAPE]
    assert [each["household"] for each in error["candidates"]] == ["03-70", "05-01"]
    assert small.book.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("37", []), ("3-8", ["03-07"]), ("欧阳国亮", ["03-07"]), ("诸葛", []), ("李桂兰", ["05-02"])],
)
def test_where_none_fits_the_nearest_are_candidates(small: Village, typed: str, nearest: list[str]) -> None:
    error = small.json("points", "statement", typed, code=3)["error"]
    assert error["code"] == "household-unknown"
    assert [each["household"] for each in error["candidates"]][: len(nearest)] == nearest
    assert all(list(each) == SHAPE for each in error["candidates"])


def test_a_household_that_left_is_reached_by_its_code_only(small: Village) -> None:
    assert small.json("roster", "show", "5-2")["household"] == "05-02"
    assert "已迁出" in small("roster", "show", "李桂兰", code=3).err
    assert small.json("roster", "show", "李桂")["household"] == "11-03"


def test_find_lists_all_that_fit_in_any_way_with_what_they_can_spend(small: Village) -> None:
    small("points", "opening", table(small.folder / "期初.xlsx", ["户编号", "期初积分"], ("03-07", 12.5)))
    assert small.json("find", "国良") == [
        {"household": "03-07", "head": "欧阳国良", "grid": "3", "status": "active", "available": "12.5"}
    ]
    assert [h["household"] for h in small.json("find", "李桂")] == ["11-03", "05-02"]
    assert [h["status"] for h in small.json("find", "lg")] == ["active", "left"]
    assert [h["household"] for h in small.json("find", "3-7")] == ["03-07"]
    assert "12.5" in small("find", "oygl").out


def test_find_without_any_that_fits_is_an_empty_list_and_names_the_nearest(small: Village) -> None:
    assert small.json("find", "欧阳国亮") == []
    told = small("find", "欧阳国亮")
    assert "没有合得上“欧阳国亮”的户" in told.err
    assert "03-07" in told.out
    assert small("find", "诸葛").out == ""


def test_a_new_household_gets_a_code_in_the_village_s_style(small: Village) -> None:
    assert small.json("roster", "add", "3-16", "赵一", "--grid", "3")["household"] == "03-16"
    assert small.json("roster", "split", "3-7", "3-17", "欧阳二")["household"] == "03-17"
    assert small.json("roster", "add", "3-7", "赵二", "--grid", "3", code=3)["error"]["code"] == "household-exists"
    assert small.json("log", "-n", "1")[0]["details"]["household"] == "03-07"


def test_what_a_day_or_month_was_taken_for_is_said(small: Village) -> None:
    small.today("2026-03-05")
    told = small("roster", "leave", "3-7", "--on", "3月4日")
    assert "“3月4日”按 2026-03-04 办。" in told.err
    assert small.json("roster", "show", "3-7")["events"][-1]["on"] == "2026-03-04"
    told = small("points", "entries", "--month", "上月", "--json")
    assert "“上月”按 2026年2月 办。" in told.err
    assert told.json == []
    assert small.json("roster", "leave", "3-70", "--on", "28日", code=2)["error"]["code"] == "day-unclear"
