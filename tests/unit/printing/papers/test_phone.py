"""Sheets for telephones: whose households stand on which, and that they say what the wall says."""

import io

import openpyxl
import pytest

from jifen.printing.engine.fonts import find_fonts
from jifen.printing.engine.typeset import png
from jifen.printing.papers import phone

CODE = "3F2A-9C1D-07BE-55A0"


def heads(paper, column="户主"):
    """What stands under (or right of) a name of a column."""
    sheet = openpyxl.load_workbook(io.BytesIO(paper.xlsx())).active
    top = next(cell for row in sheet.iter_rows() for cell in row if cell.value == column)
    below = (sheet.cell(row, top.column).value for row in range(top.row + 1, sheet.max_row + 1))
    names = []
    for value in below:
        if value is None or sheet_ends(value):
            break
        names.append(value)
    return names


def sheet_ends(value):
    return isinstance(value, str) and value.startswith(("说明", "事由", "监督"))


def test_a_notice_has_a_page_a_grid_in_order_with_only_its_households(village):
    content = village.monthly()
    pages = phone.monthly(content, CODE)
    assert [page.label for page in pages] == [f"第{n}网格" for n in village.GRIDS]
    third = heads(pages[2].paper)
    assert third == [
        line["head"] + ("（外出）" if line["status"] == "away" else "") for line in content["lines"][20:30]
    ]


@pytest.mark.parametrize("make", ["monthly", "redeemed"])
def test_every_page_bears_heading_grid_window_objection_telephone_number_and_code(village, text_of, make):
    content = village.monthly() if make == "monthly" else village.redemption()
    for page in getattr(phone, make)(content, CODE):
        text = text_of(page.paper.xlsx())
        for part in (
            *("沙院村2025年", page.label, "公示期：2025年7月29日至7月31日（3天）", "如有异议", "村务监督委员会"),
            *("监督电话：0313-5551234", f"编号：{content['number']}|", f"校验码：{CODE}|", "请勿外传"),
        ):
            assert part in text


def test_a_draft_says_so_and_bears_neither_number_nor_code(village, text_of):
    text = text_of(phone.monthly(village.monthly(published=False), None)[0].paper.xlsx())
    assert "送审稿" in text and "编号：" not in text and "校验码" not in text


def test_masked_pages_hold_no_name(village, text_of):
    content = village.monthly()
    text = "".join(text_of(page.paper.xlsx()) for page in phone.monthly(content, CODE, mask=True))
    assert not any(line["head"] in text for line in content["lines"] if len(line["head"]) > 2)
    assert "王*国" in text


def test_reasons_stay_on_the_wall(village, text_of):
    assert "乱堆乱放" not in "".join(text_of(p.paper.xlsx()) for p in phone.monthly(village.monthly(), CODE))


def test_a_list_is_a_page_each_and_a_long_one_is_parted_by_grids(village):
    short = phone.listed(village.board(red=phone.MOST, black=2), CODE)
    assert [page.label for page in short] == ["红榜", "黑榜"]
    content = village.board(red=phone.MOST + 1, black=0)
    pages = phone.listed(content, CODE, which="red")
    assert all(page.label.startswith("红榜-第") for page in pages)
    assert [page.label for page in phone.listed(content, CODE, which="black")] == ["黑榜"]
    grids = {line["grid"] for line in content["red"]}
    assert len(pages) == len(grids)


def test_an_empty_black_list_says_that_there_is_none(village, text_of):
    (page,) = phone.listed(village.board(red=1, black=0), CODE, which="black")
    assert "本期无" in text_of(page.paper.xlsx())


def test_a_black_page_tells_rule_fact_and_both_days(village, text_of):
    content = village.board(red=1, black=2)
    (page,) = phone.listed(content, CODE, which="black")
    text = text_of(page.paper.xlsx())
    for line in content["black"]:
        assert line["fact"] in text and line["article"] in text


def test_a_picture_is_1080_across_and_as_high_as_its_lines(village):
    pages = phone.monthly(village.monthly(count=30), CODE)
    fonts = find_fonts()
    sizes = []
    for page in (pages[0], phone.monthly(village.monthly(count=2), CODE)[0]):
        (picture,) = png(page.paper.xlsx(), fonts=fonts, width_px=phone.WIDTH, roll=True)
        sizes.append((int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")))
    assert [width for width, _ in sizes] == [1080, 1080]
    assert sizes[0][1] > sizes[1][1] + 7 * 80


def test_a_long_title_and_those_who_sign_are_broken_by_sense(village):
    content = village.monthly() | {"village": "大柳树湾村", "township": "示范镇"}
    fields = phone.monthly(content, None)[0].paper.filling.fields
    assert fields["标题"] == "大柳树湾村\n2025年7月积分公示表"
    assert fields["落款一"].split("\n") == ["示范镇大柳树湾村党支部", "示范镇大柳树湾村村民委员会（章）"]
