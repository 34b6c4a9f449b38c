"""What is handed to a household: cards two by two, certificates, the notice with its slip."""

import pytest

from jifen.errors import JifenError
from jifen.printing.papers import handed


def values(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def beside(sheet, label):
    """What stands right of a label, from the top, left to right."""
    return [row[n + 1].value for row in sheet.iter_rows() for n, cell in enumerate(row[:-1]) if cell.value == label]


def test_cards_stand_two_by_two_in_the_order_of_their_lines(village, opened):
    sheet = opened(handed.card_paper(village.cards(5)).xlsx()).active
    assert beside(sheet, "户编号") == ["01-01", "01-02", "01-03", "01-04", "01-05"]
    assert beside(sheet, "可用积分") == [0, 1, 2, "欠5.5分", 4]
    assert beside(sheet, "2025年累计") == [0.5, 1.5, -3, 3.5, 4.5]


def test_the_place_of_a_card_that_is_not_there_stays_blank(village, opened):
    sheet = opened(handed.card_paper(village.cards(1)).xlsx()).active
    half = len(list(sheet.columns)) // 2
    assert [cell.value for row in sheet.iter_rows(min_col=half + 1) for cell in row if cell.value is not None] == []
    assert values(sheet).count("沙院村积分卡") == 1


def test_four_pairs_of_cards_fill_a_page_and_a_fifth_begins_the_next(village, opened):
    sheet = opened(handed.card_paper(village.cards(2)).xlsx()).active
    heights = [sheet.row_dimensions[n].height for n in range(1, sheet.max_row + 1)]
    margins = sheet.page_margins.top + sheet.page_margins.bottom
    room = 297 / 25.4 * 72 - margins * 72
    assert sheet.page_setup.scale == 100 and not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 0 < room - 4 * sum(heights) < heights[0]


def test_a_certificate_fills_a_page_so_that_the_next_begins_another(village, opened):
    sheet = opened(handed.certificate_paper(village.certificates(1)).xlsx()).active
    heights = [sheet.row_dimensions[n].height for n in range(1, sheet.max_row + 1)]
    room = 210 / 25.4 * 72 - (sheet.page_margins.top + sheet.page_margins.bottom) * 72
    assert 0 < room - sum(heights) < heights[0]
    assert sheet.page_setup.orientation == "landscape"


def test_a_certificate_names_household_points_day_and_the_list_it_rests_on(village, text_of):
    text = text_of(handed.certificate_paper(village.certificates(1)).xlsx())
    for part in (
        "荣誉证书",
        "王建家庭：",
        "获60.5分",
        "2025年7月28日",
        "依据：沙院村公示〔2025〕7号（2025年7月15日公布）",
    ):
        assert part in text


def test_files_say_whose_they_are_and_of_when(village):
    cards, paper = village.cards(2), handed.card_paper
    assert paper(cards).file == "沙院村积分卡_2025-07-28.xlsx"
    assert paper(cards | {"grid": "3"}).file == "沙院村第3网格积分卡_2025-07-28.xlsx"
    assert paper(cards | {"single": True}).file == "积分卡_01-01_王建_2025-07-28.xlsx"
    assert handed.certificate_paper(village.certificates(2)).file == "沙院村2025年上半年红榜荣誉证书.xlsx"
    assert handed.certificate_paper(village.certificates(1)).file == "沙院村2025年上半年红榜荣誉证书_01-01_王建.xlsx"


def test_the_notice_tells_rule_day_and_place_and_when_only_the_month_is_known(village, text_of):
    text = text_of(handed.rectification_paper(village.rectification()).xlsx())
    assert "环境卫生：乱堆乱放、占道晒粮经提醒不改（村东路口）" in text and "2025年3月5日" in text
    assert "环境卫生类扣分" in text and "2025年4月|" in text
    assert text.count("2025年7月10日") == 3  # asked for, on the slip, and below it


def test_what_the_clerk_adds_stands_on_the_notice_and_nothing_where_nothing_was_added(village, text_of):
    notice = village.rectification()
    assert "补充说明" not in text_of(handed.rectification_paper(notice).xlsx())
    told = text_of(handed.rectification_paper(notice | {"text": "垃圾堆在村东路口。"}).xlsx())
    assert "补充说明：垃圾堆在村东路口。" in told and "。。" not in told


def test_a_village_without_a_telephone_prints_no_empty_brackets(village, text_of):
    text = text_of(handed.rectification_paper(village.rectification() | {"hotline": ""}).xlsx())
    assert "电话" not in text and "交村务监督委员会，村里派人复查" in text
    assert "监督电话" not in text_of(handed.card_paper(village.cards(2) | {"hotline": ""}).xlsx())


def test_a_village_s_sentences_for_certificates_are_checked_like_any(village, tmp_path):
    (tmp_path / "文字.toml").write_text('["红榜证书"]\n"正文" = "{名次}"\n', encoding="utf-8")
    with pytest.raises(JifenError) as caught:
        handed.certificate_paper(village.certificates(), own_templates=tmp_path)
    assert caught.value.code == "template-placeholder-unknown"
