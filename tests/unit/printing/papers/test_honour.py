"""What a village's own lists print: honours, and what is to be rectified."""

import io

import openpyxl
import pytest

from jifen.printing.papers import honour, kinds

CODE = "3F2A-9C1D-07BE-55A0"


def grounds(paper):
    """The colours of cells, and of the letters on them."""
    sheet = openpyxl.load_workbook(io.BytesIO(paper.xlsx())).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.fill.fill_type == "solid"]
    return {(cell.fill.fgColor.rgb[-6:], cell.font.color.rgb[-6:]) for cell in cells}


@pytest.mark.parametrize(
    ("colour", "wanted"),
    [
        ("yellow", {("FFD966", "262626")}),
        ("green", {("2E7D32", "FFFFFF")}),
        ("blue", {("1F4E79", "FFFFFF")}),
        ("white", {("FFFFFF", "000000")}),
        (None, {("C00000", "FFE699"), ("C00000", "FFFFFF")}),
    ],
)
def test_the_title_stands_on_the_colour_of_its_list_in_letters_that_are_read_on_it(village, colour, wanted):
    content = village.honour()
    if colour is not None:
        content["honour"]["colour"] = colour
    assert grounds(honour.notice_paper(content, CODE)) == wanted


def test_a_list_to_rectify_says_facts_and_days_and_neither_points_nor_praise(village, text_of):
    text = text_of(honour.notice_paper(village.rectified(), CODE).xlsx())
    assert "黄榜（限期整改）公示" in text.replace("\n", "")
    assert "2025年6月12日把建筑垃圾倒在村西水渠边" in text and "2025年8月20日" in text
    assert "最迟到2026年1月28日撤下" in text and "本期缺2025年3月的积分" in text
    assert "-4" not in text and "主要事迹" not in text and "撤销荣誉" not in text


def test_a_name_that_says_rectify_itself_is_not_told_so_twice(village, text_of):
    content = village.rectified()
    content["honour"]["name"] = "待整改户"
    assert "限期整改" not in text_of(honour.notice_paper(content, CODE).xlsx())


def test_an_empty_list_to_rectify_accuses_nobody(village, text_of):
    text = text_of(honour.notice_paper(village.rectified(0), CODE).xlsx())
    assert "没有列入“黄榜”的户" in text and "本期无" in text and "撤下" not in text


def test_what_is_to_be_rectified_is_guarded_as_what_is_on_the_black_list(village):
    assert any(place.endswith("事实") for place in kinds.free_texts(village.rectified())[1])
    corrected = village.honour_correction()
    assert not kinds.free_texts(corrected)[1]
    corrected["honour"] = village.rectified()["honour"]
    assert any(place.endswith("原因") for place in kinds.free_texts(corrected)[1])


def test_a_document_of_what_is_to_be_rectified_is_called_so(village):
    assert kinds.word_of(village.honour()) == "荣誉公示"
    assert kinds.word_of(village.rectified()) == "限期整改公示"
    corrected = village.honour_correction() | {"honour": village.rectified()["honour"]}
    assert kinds.word_of(corrected) == "限期整改更正公示"


def test_a_line_that_was_put_right_is_not_called_an_honour_taken_away(village, text_of):
    corrected = village.honour_correction()
    assert "撤销" in text_of(honour.correction_paper(corrected, CODE).xlsx())
    corrected["honour"] = village.rectified()["honour"]
    assert "已整改，撤下" in text_of(honour.correction_paper(corrected, CODE).xlsx())
