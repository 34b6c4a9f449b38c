from decimal import Decimal

import pytest

from jifen.printing.papers import redemption, shop
from jifen.printing.sheets import listing
from jifen.printing.sheets import shop as shop_sheets

CODE = "3F2A-9C1D-07BE-55A0"


def header_row(sheet, name):
    return next(row for row in sheet.iter_rows() if any(cell.value == name for cell in row))


def records(sheet, name):
    header = header_row(sheet, name)
    names = [cell.value for cell in header]
    return [dict(zip(names, row, strict=True)) for row in sheet.iter_rows(min_row=header[0].row + 1, values_only=True)]


def test_the_sign_out_sheet_has_the_contract_s_headers_a_line_a_household_and_room_to_sign(village, opened):
    content = village.sign_out()
    sheet = opened(shop_sheets.sign_out(content)).active
    names = [cell.value for cell in header_row(sheet, "户编号")]
    assert {"户编号", "户主", "可用积分", "领取人签字"} <= set(names)
    assert next(n for n in names if "分）" in n) == "A01 香皂（5分）"
    lines = [row for row in records(sheet, "户编号") if row["户编号"]]
    assert [row["户编号"] for row in lines] == [line["household"] for line in content["lines"]]
    assert lines[0]["可用积分"] == 1.5 and lines[0]["A01 香皂（5分）"] is None
    rule = sheet.data_validations.dataValidation[0]
    assert (rule.type, rule.formula1, rule.errorStyle) == ("whole", "0", "stop")


@pytest.mark.parametrize(("goods", "parts"), [(8, 1), (20, 3), (0, 1)])
def test_many_goods_go_on_several_sheets_of_a4_in_columns_that_a_finger_fits(village, opened, goods, parts):
    book = opened(shop_sheets.sign_out(village.sign_out(goods)))
    assert len(book.worksheets) == parts
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9 and sheet.page_setup.scale == 100 and sheet.print_title_rows
        blank = [cell.column_letter for row in sheet.iter_rows() for cell in row if str(cell.value).endswith("分）")]
        millimetres = [sheet.column_dimensions[letter].width * 5.25 / 72 * 25.4 for letter in blank]
        assert all(width >= 12 for width in millimetres)


def test_the_register_has_the_contract_s_columns_and_its_total_leaves_out_what_came_back(village, opened):
    content = village.register()
    rows = records(opened(shop_sheets.register(content)).active, "单据号")
    wanted = {"日期", "户编号", "户主", "物品编号", "名称", "数量", "单价", "消耗积分", "代领人", "单据号", "备注"}
    assert wanted <= set(rows[0])
    assert rows[3]["代领人"] == "张小丽（儿媳）" and rows[4]["备注"] == "已退（10月1日）"
    total = next(row for row in rows if str(row["序号"]).startswith("合计"))
    kept = [line for line in content["lines"] if not line["returned_on"]]
    assert (total["数量"], total["消耗积分"]) == (118, sum(int(line["points"]) for line in kept))


def test_a_register_without_receipts_is_a_blank_one_to_write_on(village, opened):
    rows = records(opened(shop_sheets.register(village.register(0))).active, "单据号")
    assert sum(all(value is None for value in row.values()) for row in rows) == 25


def test_the_settlement_adds_up_and_money_shows_its_cents(village, opened):
    content = village.settlement()
    sheet = opened(shop_sheets.settlement(content)).active
    total = next(row for row in records(sheet, "成本（元）") if row["编号"] == "合计")
    assert (total["发出"], total["退回"], total["净发出"], total["结存"]) == (240, 8, 232, 88)
    assert total["消耗积分"] == sum(Decimal(line["points"]) for line in content["lines"])
    fund = next(row for row in sheet.iter_rows() if row[0].value == "资金余额（元）")
    assert (fund[3].value, fund[3].number_format) == (1234.56, "0.00")


def test_the_counting_sheet_puts_the_book_beside_a_blank(village, opened):
    rows = records(opened(shop_sheets.counting_sheet(village.counting())).active, "实盘数量")
    assert rows[0]["编号"] == "A01" and rows[0]["账面数量"] == 11 and rows[0]["实盘数量"] is None
    assert rows[3]["最早到期"] == "2026年5月1日"


def test_the_notice_adds_up_to_its_lines_and_says_who_owes(village, text_of):
    content = village.redemption()
    text = text_of(redemption.redemption_paper(content, CODE).xlsx())
    pieces = sum(item["quantity"] for line in content["lines"] for item in line["items"])
    points = sum(int(line["points"]) for line in content["lines"])
    assert f"合计（{len(content['lines'])}户）||||{pieces}|{points}|" in text
    assert "欠2分" in text and "沙院村2025年三季度积分兑换公示表" in text and f"校验码：{CODE}" in text
    assert "王建国（" not in text_of(redemption.redemption_paper(content, CODE, mask=True).xlsx())
    assert "本期无人兑换" in text_of(redemption.redemption_paper(content | {"lines": []}, CODE).xlsx())


def test_the_catalogue_shows_price_and_stock_and_when_the_shop_is_open(village, text_of):
    text = text_of(shop.catalogue_paper(village.catalogue()).xlsx())
    assert "A02|洗衣液|2千克|瓶|20|15|40" in text and "A03|牙膏|120克|支|8||40" in text
    assert "兑换时间：2025年9月30日至2025年10月2日。满5分起兑。" in text
    undated = text_of(shop.catalogue_paper(village.catalogue() | {"closes_on": None, "minimum": "0"}).xlsx())
    assert "结束时间另行通知" in undated and "起兑" not in undated
    assert "兑换时间" not in text_of(shop.catalogue_paper(village.catalogue() | {"opened_on": None}).xlsx())


def test_a_slip_tells_one_household_what_its_points_are_enough_for(village, text_of):
    text = text_of(shop.slip_paper(village.slip()).xlsx())
    assert "王建国（户编号02-03，第2网格）：您户现有可用积分35.5分。" in text and "花生油" not in text
    poor = text_of(shop.slip_paper(village.slip() | {"items": [], "available": "-2"}).xlsx())
    assert "欠2分" in poor and "暂时不够" in poor and "现有物品都还不够兑" in poor


def test_the_donors_board_says_what_became_of_each_gift(village, text_of):
    text = text_of(shop.donors_paper(village.donors()).xlsx())
    assert "康保县供销合作社|花生油|20桶|1398|0001237|已兑换12桶，报损1桶，结存7桶" in text
    assert "李大山|现金||500|0001238|转入积分兑换资金" in text and "折价合计|||||1898" in text
    masked = text_of(shop.donors_paper(village.donors(), mask=True).xlsx())
    assert "李*山" in masked and "康保县供销合作社" in masked


def test_a_register_of_any_kind_keeps_codes_as_text_and_numbers_as_numbers(opened):
    content = {
        "village": "沙院村",
        "title": "积分明细台账",
        "note": "",
        "columns": ["户编号", "事由", "分值"],
        "numeric": [2],
        "rows": [["02-03", "=1+1", "2.5"], ["02-04", None, "-3"]],
        "total": ["合计", None, "-0.5"],
        "chain": "3f2a9c1d07be",
    }
    book = opened(listing.listing(content, content | {"title": "空/台账", "rows": [], "total": None}))
    rows = records(book.worksheets[0], "户编号")
    assert rows[:2] == [
        {"户编号": "02-03", "事由": "=1+1", "分值": 2.5},
        {"户编号": "02-04", "事由": None, "分值": -3},
    ]
    assert rows[2]["分值"] == -0.5
    assert book.sheetnames == ["积分明细台账", "空　台账"] and book.worksheets[1]["A3"].value == "本期无"


def test_yuan_in_a_register_keep_their_cents_and_a_long_header_takes_two_lines(opened):
    content = {
        "village": "沙院村",
        "title": "物资台账",
        "note": None,
        "columns": ["编号", "期初金额（元）", "件数"],
        "numeric": [1, 2],
        "rows": [["A01", "210.00", "60"], ["A02", None, "20"]],
        "total": ["合计", "210.00", "80"],
        "chain": "3f2a9c1d07be",
    }
    sheet = opened(listing.listing(content)).active
    assert [sheet.cell(r, 2).number_format for r in (3, 5)] == ["0.00", "0.00"]
    assert sheet["C3"].number_format == "General" and sheet["C3"].value == 60
    assert sheet.column_dimensions["B"].width < 12 and sheet.row_dimensions[2].height > 30
