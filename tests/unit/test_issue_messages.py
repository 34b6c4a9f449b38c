import pytest

from jifen.messages.issues import message
from jifen.reading.issues import CODES, Issue


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_that_says_what_to_do_even_without_facts(code: str) -> None:
    sentence = message(Issue(code, "表.xlsx", "一月", "B6", "1O"))
    assert sentence.endswith("。")
    assert "请" in sentence or "不用管" in sentence or "用 meeting correct" in sentence


def test_suggestions_stand_behind_the_sentence() -> None:
    issue = Issue("household-unknown", "表.xlsx", "一月", "B6", "王健国", suggestions=("02-03 王建国", "11-07 王建国"))
    assert message(issue).endswith("可能是：02-03 王建国；11-07 王建国。")


def test_a_mismatch_names_the_head_the_roster_has() -> None:
    facts = {"household": "03-05", "head": "张永福", "grid": "3", "reason": "name"}
    sentence = message(Issue("household-mismatch", "表.xlsx", "七月", "C31", "王麻子", facts))
    assert "03-05 的户主是“张永福”" in sentence
    assert "“王麻子”" in sentence


def test_no_sentence_needs_a_character_that_a_gbk_console_lacks() -> None:
    for code in CODES:
        message(Issue(code, "表.xlsx")).encode("gbk")
