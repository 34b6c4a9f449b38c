"""Proposals for free texts: rare words decide, the sign must agree, and two that fit alike propose nothing."""

from decimal import Decimal
from typing import Any

import pytest

from jifen.domain.rulebook import Rule, RulePoints
from jifen.messages.issues import message
from jifen.reading.words.proposals import Proposer


def rule(code: str, category: str, wording: str, points: str) -> Rule:
    return Rule(code, category, wording, RulePoints.parse(points))


RULES = (
    rule("FZ03", "发展经济", "参加农技培训", "+1"),
    rule("YF05", "移风易俗", "超标准操办", "-3~-15"),
    rule("HJ01", "环境卫生", "月检最清洁户", "+5"),
    rule("HJ02", "环境卫生", "月检清洁户", "+2"),
    rule("HJ05", "环境卫生", "参加集体环境整治", "+2"),
    rule("HJ09", "环境卫生", "乱倒垃圾、污水", "-2"),
    rule("ZF06", "遵规守法", "野外违规用火", "-10/-20"),
    rule("GY03", "公益志愿", "捐款每满五十元", "+0.5"),
)


@pytest.mark.parametrize(
    ("text", "points", "expected"),
    [
        ("参加村里集体清沟整治环境", "2", "HJ05"),
        ("去镇上参加农技培训", "1", "FZ03"),
        ("门前乱倒污水", "-2", "HJ09"),
        ("野外烧荒违规用火", "-10", "ZF06"),
        ("给孤寡老人捐款", "0.5", "GY03"),
        ("门前乱倒污水", "2", None),
        ("唱歌", "2", None),
        ("参加", "2", None),
        ("", "2", None),
        ("月检时是清洁户", "0", None),
    ],
)
def test_a_text_proposes_the_rule_whose_rare_words_it_shares(text: str, points: str, expected: str | None) -> None:
    found = Proposer(RULES).propose(text, Decimal(points))
    assert (found.code if found else None) == expected


@pytest.mark.parametrize(("points", "expected"), [("2", "A1"), ("5", "A2"), ("3", None)])
def test_of_two_rules_that_fit_alike_only_the_points_can_choose(points: str, expected: str | None) -> None:
    twins = (rule("A1", "环境卫生", "清理沟渠", "+2/+4"), rule("A2", "公益志愿", "清理沟渠", "+5"))
    found = Proposer(twins).propose("带头清理沟渠", Decimal(points))
    assert (found.code if found else None) == expected


HEAD = ["日期", "户主", "事由", "分值"]
ROW = ["3月3日", "胡国", "参加村里集体清沟整治环境", 2]


def test_a_row_of_free_text_is_refused_with_the_rule_it_may_mean(read: Any) -> None:
    found = read([["2025年3月积分"], HEAD, ROW])
    assert found.reading.lines == ()
    assert found.only.facts["proposed"] == "HJ05 参加集体环境整治"
    assert "HJ05 参加集体环境整治" in message(found.only)


@pytest.mark.parametrize(
    ("proposal", "confirmed", "expected"),
    [
        ("HJ05 参加集体环境整治", "√", {"01-01 HJ05": "2"}),
        ("HJ05 参加集体环境整治", "是", {"01-01 HJ05": "2"}),
        ("HJ05 参加集体环境整治", "HJ02", {"01-01 HJ02": "2"}),
        ("HJ05 参加集体环境整治", "月检清洁户", {"01-01 HJ02": "2"}),
        ("HJ05 参加集体环境整治", None, {}),
        ("HJ05 参加集体环境整治", "不是", {}),
        (None, "√", {}),
    ],
)
def test_only_what_a_person_confirmed_is_taken(read: Any, proposal: Any, confirmed: Any, expected: Any) -> None:
    found = read([["2025年3月积分"], [*HEAD, "建议项目", "确认项目"], [*ROW, proposal, confirmed]])
    assert found.points == expected
    assert {issue.code for issue in found.issues} == (set() if expected else {"rule-unknown"})


def test_a_table_with_another_one_beside_it_has_no_place_for_proposals(read: Any) -> None:
    found = read([["2025年3月积分"], [*HEAD, *HEAD], [*ROW, *ROW]])
    facts = [issue.facts.get("proposed") for issue in found.issues]
    assert facts[0] is None
    assert found.reading.lines == ()
