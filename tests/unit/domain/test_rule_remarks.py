"""What is odd about a rule book: values out of reach, items that say the same."""

import pytest

from jifen.domain.rulebook import Rule, RulePoints, parse_caps
from jifen.domain.rules.remarks import overlapping, unreachable


def rule(code: str, points: str, caps: str = "", wording: str = "", group: str = "") -> Rule:
    return Rule(code, "环境卫生", wording or code, RulePoints.parse(points), caps=parse_caps(caps), group=group)


@pytest.mark.parametrize(
    ("points", "caps", "out_of_reach"),
    [
        ("ladder:h:10+2;20+5;50+10", "5/year", ["10"]),
        ("ladder:h:10+2;20+5;50+10", "4/month", ["10"]),
        ("ladder:h:10+2;20+5;50+10", "10/year,5/month", []),
        ("steps:y:100~1000/100+1;1001~5000/400+1", "10/event", ["11"]),
        ("steps:y:100~1000/100+1;1001~5000/400+1", "20/event", []),
        ("named:light-5;grave-15", "10/category/month", ["15"]),
        ("+2/+20", "10/month", ["20"]),
        ("+0~+10", "5/month", []),
        ("+2", "", []),
    ],
)
def test_what_a_cap_never_lets_through_is_told(points: str, caps: str, out_of_reach: list[str]) -> None:
    assert [str(remark.value) for remark in unreachable([rule("A", points, caps)])] == out_of_reach


def test_items_that_say_nearly_the_same_are_told_once_unless_a_group_holds_them_apart() -> None:
    one, near = rule("A", "+2", wording="门前屋后打扫干净"), rule("B", "+3", wording="门前屋后打扫干净。")
    other, against = rule("C", "+2", wording="参加义务劳动"), rule("D", "-2", wording="门前屋后打扫干净")
    found = overlapping([one, near, other, against])
    assert [(remark.rule.code, remark.other and remark.other.code) for remark in found] == [("B", "A")]
    assert overlapping([rule("A", "+2", wording="表彰", group="甲"), rule("B", "+5", wording="表彰", group="甲")]) == []
