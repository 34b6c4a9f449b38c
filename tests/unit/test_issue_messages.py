import ast
from pathlib import Path
from typing import get_args

import pytest

import jifen
from jifen.messages.issues import message
from jifen.reading.formats.workbook import Unreadable
from jifen.reading.issues import CODES, REASONS, Issue

SOURCES = Path(jifen.__file__).parent


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


def test_no_two_codes_share_a_sentence() -> None:
    assert len({message(Issue(code, "表.xlsx", "一月", "B6", "1O")) for code in CODES}) == len(CODES)


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_has_a_sentence_of_its_own(code: str) -> None:
    sentences = {r: message(Issue(code, "表.xlsx", "一月", "B6", "1O", {"reason": r})) for r in REASONS[code]}
    assert len(set(sentences.values())) == len(sentences), sentences
    for sentence in sentences.values():
        assert sentence.endswith("。")
        sentence.encode("gbk")


def test_reasons_belong_to_codes_that_exist_and_no_other_passes() -> None:
    assert set(REASONS) <= set(CODES)
    with pytest.raises(ValueError, match="points-invalid: because"):
        Issue("points-invalid", "表.xlsx", facts={"reason": "because"})
    with pytest.raises(ValueError, match="cell-error: tick"):
        Issue("cell-error", "表.xlsx", facts={"reason": "tick"})


def test_every_reason_in_the_list_is_given_somewhere() -> None:
    given = {
        node.value
        for layer in ("reading", "services", "domain")
        for path in (SOURCES / layer).rglob("*.py")
        if path.name not in ("issues.py", "vocabulary.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {reason for reasons in REASONS.values() for reason in reasons} - given == set()


def test_all_that_can_be_wrong_with_a_file_as_a_whole_has_its_sentence() -> None:
    assert set(get_args(Unreadable)) | {"folder"} == set(REASONS["file-unreadable"])


def test_a_decision_against_points_that_are_filled_in_is_told_as_what_it_is() -> None:
    sentence = message(Issue("decision-unclear", "表.xlsx", "一月", "H6", "不通过", {"reason": "points"}))
    assert "评议结果写“不通过”，却填了分" in sentence
    assert "不知道通过没有" not in sentence
