"""Points and limits of a rule as villages write them."""

import pytest

from jifen.reading.words.rule_values import months_in_words, typed_caps, typed_points

POINTS = {
    "10小时+2；20小时+5；50小时+10": "ladder:小时:10+2;20+5;50+10",
    "满10小时加2分，满20小时加5分": "ladder:小时:10+2;20+5",
    "每年累计达到10次+2分；20次+5分": "ladder:次:10+2;20+5",
    "10小时以上得2分；20小时以上得5分": "ladder:小时:10+2;20+5",
    "10小时：2分；20小时：5分": "ladder:小时:10+2;20+5",
    "满10小时+2": "ladder:小时:10+2",
    "100–1000元每100元+1；1001–5000元每400元+1": "steps:元:100~1000/100+1;1001~5000/400+1",
    "100-1000元每100元加1分；1000元以上每400元加1分": "steps:元:100~1000/100+1;1000~/400+1",
    "每10元+0.1": "steps:元:0~/10+0.1",
    "每满100元加1分": "steps:元:0~/100+1",
    "一般-5；较重-10；严重-15": "named:一般-5;较重-10;严重-15",
    "轻微扣2分，一般扣5分、严重的扣10分": "named:轻微-2;一般-5;严重-10",
    "一等奖10分，二等奖5分": "named:一等奖+10;二等奖+5",
    "国家级+20；省级+15；市级+10": "named:国家级+20;省级+15;市级+10",
    "0~10": "+0~+10",
    "每次扣3—15分": "-3~-15",
    "2分或5分": "+2/+5",
    "每次加2分": "+2",
}
CAPS = {
    "10/类别/月": "10/category/month",
    "10/类别": "10/category/month",
    "每类别10分": "10/category/month",
    "本类每月最多10分": "10/category/month",
    "环境卫生每月最多10分": "10/category/month",
    "环境卫生类每年不超过40分": "40/category/year",
    "2/天，10/季，15/半年": "2/day,10/quarter,15/half",
    "每季度5分": "5/quarter",
    "半年最多10分": "10/half",
    "每日不超过2分": "2/day",
    "每户每月累计不超过6分": "6/month",
    "10/次，40/年": "10/event,40/year",
    "6/月，20/类别/月": "6/month,20/category/month",
}


@pytest.mark.parametrize(("text", "canonical"), POINTS.items(), ids=POINTS)
def test_points_are_read_as_villages_write_them(text: str, canonical: str) -> None:
    assert str(typed_points(text)) == canonical


@pytest.mark.parametrize(
    "text",
    ["10小时+2", "20小时+5；10小时+2", "10小时+2；20次+5", "100–1000元每100元+1；2000–5000元每400元+1", "一般-5"]
    + ["一般-5；较重+10", "一般-5；一般-10", "轻微-1~-3；一般-5", "10小时2分；20小时5分", "每10元", "两分"]
    + ["1000元以上的部分每500元+1"],
)
def test_points_that_may_mean_two_things_are_not_read(text: str) -> None:
    assert typed_points(text) is None


@pytest.mark.parametrize(("text", "canonical"), CAPS.items(), ids=CAPS)
def test_limits_are_read_as_villages_write_them(text: str, canonical: str) -> None:
    found = typed_caps(text, "环境卫生")
    assert found is not None and ",".join(map(str, found)) == canonical


@pytest.mark.parametrize("text", ["每周5分", "3次", "10/类别/次", "6/月，8/月", "移风易俗每月最多10分", "10/类别/周"])
def test_limits_that_nobody_keeps_are_not_read(text: str) -> None:
    assert typed_caps(text, "环境卫生") is None


@pytest.mark.parametrize(
    ("text", "months"), [("3", 3), ("3个月", 3), ("12月", 12), ("1年", 12), ("0", None), ("半年", 6), ("半个月", None)]
)
def test_a_number_of_months_is_whole(text: str, months: int | None) -> None:
    assert months_in_words(text) == months


@pytest.mark.parametrize("text", ["不限", "不设上限", "上不封顶", "无上限", "无"])
def test_a_limit_may_be_said_not_to_be(text: str) -> None:
    assert typed_caps(text) == ()
