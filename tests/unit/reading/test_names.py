import pytest

from jifen.reading.words.names import (
    alike,
    chinese_number,
    grid_named_in,
    normalise_code,
    normalise_grid,
    normalise_name,
    split_name,
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("张　三", "张三"), (" 张 三\n", "张三"), ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("閆翠花", "闫翠花"), ("阎翠花", "闫翠花"), ("張偉", "张伟"), ("李\u200b四", "李四"), ("李⼩明", "李小明"),
    ],
)  # fmt: skip
def test_the_same_name_written_differently_compares_equal(written: str, name: str) -> None:
    assert normalise_name(written) == name


@pytest.mark.parametrize(("one", "other"), [("王健国", "王建国"), ("李秀芬", "李秀芳"), ("章伟", "张伟")])
def test_near_misses_are_never_one_name(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)
    assert alike(one, other)


def test_what_stands_in_brackets_behind_a_name_is_kept_apart() -> None:
    assert split_name("王建国（11网格）") == ("王建国", ("11网格",))
    assert split_name("张伟(05-02)") == ("张伟", ("05-02",))


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("第3微网格", "3"),
        ("三网格", "3"),
        ("3.", "3."),
        ("３", "3"),
        ("网格12", "12"),
        ("第十一网格", "11"),
        ("东片", "东片"),
        ("03", "3"),
    ],
)
def test_grids_are_folded_to_their_number(text: str, grid: str) -> None:
    assert normalise_grid(text) == grid


def test_a_grid_within_a_title_is_found_and_two_are_none() -> None:
    assert grid_named_in("第3微网格2025年2月积分评议表") == "3"
    assert grid_named_in("第3网格、第4网格") is None
    assert grid_named_in("沙院村2025年2月") is None


def test_codes_fold_widths_and_dashes() -> None:
    assert normalise_code(" ０３－０７ ") == "03-07"
    assert normalise_code("hj01") == "HJ01"
    assert normalise_code("03—07") == "03-07"


@pytest.mark.parametrize(
    ("text", "number"), [("十一", 11), ("二十", 20), ("〇三", 3), ("12", 12), ("九", 9), ("百", None), ("", None)]
)
def test_chinese_numbers_are_read(text: str, number: int | None) -> None:
    assert chinese_number(text) == number
