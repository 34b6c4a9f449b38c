"""Long texts broken by sense."""

import pytest

from jifen.printing.engine.fitting import titles


@pytest.mark.parametrize(
    ("title", "most", "wanted"),
    [
        ("沙院村2025年7月积分公示表", 20, "沙院村2025年7月积分公示表"),
        ("阿勒腾也木勒村2025年上半年红榜", 12, "阿勒腾也木勒村\n2025年上半年红榜"),
        ("沙院村2025年三季度积分兑换公示表", 12, "沙院村2025年三季度\n积分兑换公示表"),
    ],
)
def test_a_title_is_broken_behind_place_or_period(title, most, wanted):
    assert titles.broken(title, most) == wanted


def test_a_title_without_sense_is_halved_and_ends():
    assert titles.broken("甲" * 20, 11) == "甲" * 10 + "\n" + "甲" * 10
    assert titles.broken("甲乙", 0.5).replace("\n", "") == "甲乙"


def test_those_who_sign_stand_below_each_other_where_there_is_no_room_beside():
    both = "沙院村党支部　　沙院村村民委员会（章）　　"
    assert titles.signed(both, 30) == both
    assert titles.signed(both, 18) == "沙院村党支部　　\n沙院村村民委员会（章）　　"


def test_a_name_keeps_its_code_whole_and_a_long_one_is_broken_behind_its_dot():
    assert titles.name("王建国（02-03）", 5.4) == "王建国\n（02-03）"
    assert titles.name("古丽·阿不都（01-01）", 5.2) == "古丽·\n阿不都\n（01-01）"


def test_a_column_s_name_is_halved_or_broken_before_its_bracket():
    assert titles.column("本月加分") == "本月\n加分"
    assert titles.column("参考价（元）") == "参考价\n（元）"


def test_number_and_code_are_never_torn_and_share_a_line_where_there_is_room():
    told = "编号：沙院村公示〔2025〕7号\u3000\u3000校验码：3F2A-9C1D-07BE-55A0\u3000\u3000账链：cc08 c083 b68e"
    number, code, head = told.split("\u3000\u3000")
    assert titles.apart(told, 60) == told
    assert titles.apart(told, 36).split("\n") == [f"{number}\u3000\u3000{code}", head]
    assert titles.apart("\u3000\u3000按照村规民约，经积分评议会评议，现将各户积分公示如下", 9).count("\n") == 0


def test_a_title_with_no_better_place_is_never_broken_within_a_number():
    assert titles.broken("柳河村2025年上半年红榜", 8.0) == "柳河村2025年\n上半年红榜"
    assert titles.broken("甲乙丙12345678丁戊己庚辛", 9.0) == "甲乙丙12345678丁\n戊己庚辛"


def test_a_long_grade_is_broken_into_lines_of_about_the_same_length_and_its_streak_stays_whole():
    assert titles.name("五星级文明诚信示范农户（连续2次）", 5.6) == "五星级文\n明诚信示\n范农户\n（连续2次）"
    assert titles.name("118.5\n五星级文明诚信示范农户", 5.4) == "118.5\n五星级文\n明诚信示\n范农户"
