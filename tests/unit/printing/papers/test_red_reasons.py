"""Why a household stands on the red list, in the words of a village."""

from pathlib import Path

from jifen.domain.documents.published import Reason
from jifen.printing.papers.red_reasons import RedReasons


def reason(category: str, points: str, wording: str | None = None) -> Reason:
    return {"category": category, "rule": "X1" if wording else None, "wording": wording, "points": points}


def own(folder: Path, text: str) -> RedReasons:
    (folder / "文字.toml").write_text(text, encoding="utf-8")
    return RedReasons(folder)


def test_a_reason_is_a_sentence_of_each_of_the_two_strongest_categories_without_figures() -> None:
    awards = [reason("公益志愿", "12"), reason("环境卫生", "40"), reason("环境卫生", "6"), reason("村务参与", "1")]
    told = RedReasons().compose(awards)
    assert told == "爱护环境，讲究卫生；热心公益，乐于奉献"


def test_of_a_category_s_sentences_the_one_nearest_to_what_was_scored_is_taken() -> None:
    assert RedReasons().compose([reason("环境卫生", "4", "垃圾分类正确、定点投放")]) == "垃圾分类到位"
    assert RedReasons().compose([reason("发展经济", "2", "参加村组织的技能、农技培训")]) == "参加技能培训，学用结合"


def test_words_of_a_rule_have_a_sentence_of_their_own_and_the_rule_that_brought_most_speaks() -> None:
    awards = [reason("村务参与", "1", "参加村民（代表）会议"), reason("村务参与", "12", "义务出工修路渠等公益设施")]
    assert RedReasons().compose(awards) == "义务出工修路修渠"


def test_nothing_is_said_that_was_not_scored() -> None:
    assert RedReasons().compose([reason("孝老爱亲", "5", "子女考上大学（按户）")]) == "孝老爱亲方面表现突出"
    assert RedReasons().compose([reason("公益服务", "5", "义务出工半天")]) == "积极参加义务出工"
    assert RedReasons().compose([reason("环境卫生", "5", "庭院整洁")]) == "庭院整洁"
    assert RedReasons().compose([reason("夜校", "5", "上满十次")]) == "夜校方面表现突出"
    assert RedReasons().compose([reason("", "5")]) == "积极参与村里各项事务"


def test_a_category_in_which_points_were_lost_is_praised_only_where_there_is_no_other() -> None:
    awards = [reason("遵规守法", "9"), reason("公益志愿", "3")]
    assert RedReasons().compose(awards, {"遵规守法"}) == "热心公益，乐于奉献"
    assert RedReasons().compose(awards[:1], {"遵规守法"}) == "遵规守法方面表现突出"


def test_a_village_writes_its_own_sentences(tmp_path: Path) -> None:
    reasons = own(
        tmp_path, '["上榜理由"]\n"夜校" = "坚持上夜校"\n"环境卫生" = ""\n["上榜理由（按项目）"]\n"X1" = "带头开荒"\n'
    )
    assert reasons.compose([reason("夜校", "5")]) == "坚持上夜校"
    assert reasons.compose([reason("发展经济", "5", "开荒")]) == "带头开荒"
    assert reasons.compose([reason("环境卫生", "5")]) == "环境卫生方面表现突出"


def test_two_categories_with_the_same_sentence_say_it_once() -> None:
    awards = [reason("环境卫生", "5", "参加集体环境整治"), reason("公益志愿", "5", "义务环境整治")]
    assert RedReasons().compose(awards) == "积极参加环境整治"
