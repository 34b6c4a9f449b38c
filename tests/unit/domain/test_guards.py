"""The guard rails: what may not be scored, what may not hang on a wall."""

from pathlib import Path

import pytest

from jifen.domain.rulebook import Rule, RulePoints
from jifen.errors import JifenError
from jifen.reading.forms.rulebook import read_rulebook
from jifen.reading.words.guard_words import NAME, load_guards
from jifen.resources import data_dir

CASES = """\
发展经济 参加村组织的技能、农技培训 +1;发展经济 为集体增收五千元以上 +2;移风易俗 主动宣传、劝导移风易俗 +1
移风易俗 违规燃放、抛撒冥币 -5;环境卫生 月检最清洁户 +5;环境卫生 月检清洁户 +2;环境卫生 门前三包全月无扣分 +1
环境卫生 参加集体环境整治 +2;环境卫生 乱倒垃圾、污水 -2;环境卫生 乱堆乱放、占道晒粮经提醒不改 -2
遵规守法 参加普法反诈讲座 +1;遵规守法 参加义务巡防、护林防火 +3;孝老爱亲 老人居室整洁、赡养协议履行 +2
邻里和睦 义务帮助邻里农活、维修 +1;邻里和睦 成功调解他人纠纷 +3;公益志愿 志愿服务每满四小时 +1
公益志愿 捐款每满五十元 +0.5;村务参与 参加村民（代表）会议 +1
村务参与 合理化建议被采纳 +2;村务参与 义务出工修路渠等公益设施 +3
"""
"""The rule book of the case workbooks, item by item."""


def rule(wording: str, points: str = "-5", note: str = "") -> Rule:
    return Rule("XX01", "遵规守法", wording, RulePoints.parse(points), note=note)


def caught(wording: str, points: str = "-5", note: str = "") -> list[str]:
    return [offence.guard for offence in load_guards().in_rules([rule(wording, points, note)])]


def test_the_shipped_rule_book_and_the_demonstration_village_s_pass() -> None:
    for folder in ("templates", "sample_data"):
        file = data_dir(folder) / "积分细则.csv"
        reading = read_rulebook(file.name, file.read_bytes())
        assert len(reading.rules) >= 20
        assert load_guards().in_rules(reading.rules) == []


def test_the_rule_book_of_the_case_workbooks_passes() -> None:
    rules = []
    for line in CASES.replace("\n", ";").strip(";").split(";"):
        category, wording, points = line.split(" ")
        rules.append(Rule("XX", category, wording, RulePoints.parse(points)))
    assert len(rules) == 20
    assert load_guards().in_rules(rules) == []


@pytest.mark.parametrize(
    "wording", ["无偿献血", "应征入伍（立功加二十分）", "子女考上大学（按户）", "诚信教育活动", "参加孝道教育"]
)
def test_a_word_in_an_award_is_no_offence_by_itself(wording: str) -> None:
    assert caught(wording, "+5") == []


@pytest.mark.parametrize(
    ("wording", "points", "guard"),
    [
        ("越级上访", "-50", "sensitive-rule"),
        ("全年无信访", "+5", "sensitive-rule"),
        ("家中有人吸毒", "-20", "sensitive-rule"),
        ("参加邪教活动", "-20", "sensitive-rule"),
        ("信教", "-5", "sensitive-rule"),
        ("有精神病史", "-5", "sensitive-rule"),
        ("享受低保户不参加劳动", "-5", "sensitive-rule"),
        ("在朋友圈发表不当言论", "-5", "speech-rule"),
        ("投诉村干部", "-50", "speech-rule"),
        ("全年无投诉", "+5", "speech-rule"),
        ("积分低于60分的暂停低保", "-5", "welfare-link"),
        ("不配合工作的不予办理入学证明", "-5", "welfare-link"),
        ("满100分优先享受补贴", "+5", "welfare-link"),
        ("乱倒垃圾罚款50元", "-5", "welfare-link"),
        ("向王某某（13812345678）报备", "+1", "personal-data"),
    ],
)
def test_each_guard_finds_what_it_is_there_for(wording: str, points: str, guard: str) -> None:
    assert guard in caught(wording, points)


def test_a_rule_is_caught_by_its_note_too() -> None:
    assert caught("乱倒垃圾", note="并取消当年补贴") == ["welfare-link"]


def test_a_rule_is_caught_by_its_category_too() -> None:
    found = load_guards().in_rules([Rule("XF01", "信访维稳", "按时参加会议", RulePoints.parse("+1"))])
    assert [offence.guard for offence in found] == ["sensitive-rule"]


def test_fraud_with_welfare_is_no_link_to_welfare() -> None:
    assert caught("骗取补贴、虚报冒领（有认定）", "-20") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话１３８ １２３４ ５６７８", "138 1234 5678"),
        ("0313-5512345", "0313-5512345"),
        ("130726199001011234", "130726199001011234"),
        ("13072619900101123X", "13072619900101123X"),
        ("6228 4800 1234 5678 901", "6228 4800 1234 5678 901"),
        ("住幸福路12号", "住幸福路12号"),
        ("3号楼2单元", "3号楼"),
    ],
)
def test_numbers_that_tell_who_somebody_is_are_found_however_they_are_written(text: str, found: str) -> None:
    offences = load_guards().in_texts({"B5": text})
    assert [(o.guard, o.where, o.found) for o in offences] == [("personal-data", "B5", found)]


@pytest.mark.parametrize(
    "text", ["2025年6月3号在村东堆放垃圾", "自2025-06-03至2025-06-20未清理", "第3网格12户反映", "占地300平方米"]
)
def test_days_and_places_of_a_fact_are_no_personal_data(text: str) -> None:
    assert load_guards().in_texts({"B5": text}, facts=True) == []


def test_abuse_is_found_in_every_text_and_relatives_in_facts_only() -> None:
    guards = load_guards()
    assert [o.guard for o in guards.in_texts({"a": "好吃懒做"})] == ["abusive-word"]
    assert guards.in_texts({"a": "照顾公公婆婆"}) == []
    assert [o.guard for o in guards.in_texts({"a": "其妻乱倒垃圾"}, facts=True)] == ["relatives"]


def test_every_offence_says_what_it_rests_on() -> None:
    assert all(guard.basis for guard in load_guards().guards)


def test_a_village_adds_words_and_takes_none_away(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('["abusive-word"]\n[["abusive-word"."词组"]]\n"词" = ["二杆子"]\n', encoding="utf-8")
    found = load_guards(tmp_path).in_texts({"a": "二杆子", "b": "懒汉"})
    assert [(o.where, o.found) for o in found] == [("a", "二杆子"), ("b", "懒汉")]


@pytest.mark.parametrize("text", ["[[", '["no-such-guard"]\n', '[["relatives"."词组"]]\n"旁" = ["x"]\n'])
def test_a_list_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(JifenError, match=r"template-unreadable|text-unknown"):
        load_guards(tmp_path)
