"""Working sheets whose columns go on over several sheets of a workbook: filled in on each, imported as one."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from cli_support import Village
from shop_support import available, written

GOODS = 30
IDENTITY = ("序号", "网格", "户编号", "户主", "可用积分")


@pytest.fixture
def stall(shop: Village) -> Village:
    """A round with thirty goods more on the shelf, one of them all gone."""
    lines = "".join(f"D{n:02d},物品{n},,个,1,1,{0 if n == 7 else 5},村购\n" for n in range(1, GOODS + 1))
    goods = written(shop, "三十种.csv", f"编号,名称,规格,单位,积分价,参考价(元),数量,来源\n{lines}")
    shop("goods", "import", goods)
    shop("redeem", "open", "2025Q3", "--yes")
    return shop


def header_of(sheet, word="户编号"):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == word)


def columns_of(sheet):
    row = header_of(sheet).row
    return {str(cell.value): cell.column for cell in sheet[row] if cell.value}


def row_of(sheet, household):
    column = header_of(sheet).column
    return next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, column).value == household)


def printed(village: Village, *command: str) -> Path:
    path = village.folder / "空白表.xlsx"
    village(*command, "-o", path, "--force")
    return path


def saved(book, path: Path) -> Path:
    book.save(path)
    return path


def test_every_part_of_a_sign_out_sheet_names_the_households_and_signs_and_no_goods_stand_twice(stall: Village) -> None:
    book = openpyxl.load_workbook(printed(stall, "redeem", "sheet", "2025Q3"))
    assert len(book.worksheets) > 1
    goods = []
    for sheet in book.worksheets:
        headers = list(columns_of(sheet))
        assert tuple(headers[:5]) == IDENTITY and headers[-2:] == ["领取人签字", "备注"]
        goods += headers[5:-2]
        assert row_of(sheet, "01-01") and row_of(sheet, "02-02")
        assert sheet.page_setup.paperSize == 9 and sheet.page_setup.scale >= 90
    assert goods[-1] == "D30 物品30（1分）" and len(goods) == len(set(goods))
    assert not [header for header in goods if header.startswith(("D07", "B02"))]


def test_a_sign_out_sheet_filled_in_on_every_part_is_imported_as_one(stall: Village) -> None:
    path = printed(stall, "redeem", "sheet", "2025Q3")
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        first = next(column for header, column in columns_of(sheet).items() if "（" in header)
        for household, quantity in (("01-01", 1), ("02-01", 2)):
            sheet.cell(row_of(sheet, household), first).value = quantity
    before = {code: Decimal(available(stall, code)) for code in ("01-01", "02-01")}
    found = stall.json("redeem", "import", saved(book, stall.folder / "签领.xlsx"))
    parts = len(book.worksheets)
    assert (found["status"], found["households"], found["pieces"], found["issues"]) == ("imported", 2, parts * 3, [])
    spent = {code: before[code] - Decimal(available(stall, code)) for code in before}
    assert spent["02-01"] == 2 * spent["01-01"] > 0
    assert sum(spent.values()) == Decimal(found["points"])
    assert stall.json("verify")["ok"]


def test_the_same_part_twice_in_a_workbook_is_refused_at_the_later_row(stall: Village) -> None:
    book = openpyxl.load_workbook(printed(stall, "redeem", "sheet", "2025Q3"))
    sheet = book.worksheets[0]
    sheet.cell(row_of(sheet, "01-01"), 6).value = 1
    copy = book.copy_worksheet(sheet)
    found = stall.json("redeem", "import", saved(book, stall.folder / "签领.xlsx"), code=4)
    issues = [issue for issue in found["issues"] if issue["found"] == "01-01"]
    assert [(issue["code"], issue["sheet"]) for issue in issues] == [("row-repeated", copy.title)]
    assert sheet.title in issues[0]["message"]


def filled_items(village: Village) -> tuple[object, dict[str, int]]:
    """The item sheet with a two in a column of each part whose rule gives two points; what each part was given."""
    book = openpyxl.load_workbook(printed(village, "meeting", "sheet", "2025-08", "--layout", "items"))
    given = {}
    for sheet in book.worksheets:
        values = {c.column: str(c.value) for row in sheet.iter_rows() for c in row if str(c.value).endswith("（得分）")}
        column, value = next((c, v) for c, v in values.items() if v[0] == "+" and v[1:].split("/")[0].isdigit())
        points = int(value[1:].split("/")[0])
        sheet.cell(row_of(sheet, "01-01"), column).value = points
        given[sheet.title] = points
    return book, given


def test_an_item_sheet_is_split_by_rules_and_imported_as_one(village: Village) -> None:
    book, given = filled_items(village)
    assert len(given) > 1
    found = village.json("meeting", "import", saved(book, village.folder / "2025年8月项目评议表.xlsx"), "--yes")
    assert (found["applied"], found["issues"]) == (True, [])
    sheets = found["files"][0]["sheets"]
    assert [(sheet["name"], sheet["layout"], sheet["entries"]) for sheet in sheets] == [
        (name, "items", 1) for name in given
    ]
    entries = village.json("points", "entries", "--household", "01-01", "--period", "2025-08")
    assert sorted(Decimal(entry["points"]) for entry in entries) == sorted(map(Decimal, given.values()))
    assert len({entry["rule"] for entry in entries}) == len(given)


def test_an_item_sheet_with_a_part_copied_is_refused(village: Village) -> None:
    book, _ = filled_items(village)
    book.copy_worksheet(book.worksheets[0])
    path = saved(book, village.folder / "2025年8月项目评议表.xlsx")
    found = village.json("meeting", "import", path, "--yes", code=4)
    repeated = [issue for issue in found["issues"] if issue["code"] == "row-repeated"]
    assert {issue["sheet"] for issue in repeated} == {book.worksheets[-1].title}
    assert "01-01" in {issue["found"] for issue in repeated}


def test_a_sheet_that_repeats_a_column_of_an_earlier_one_does_not_go_on_from_it(village: Village) -> None:
    book, _ = filled_items(village)
    first, second = book.worksheets[:2]
    shared = next(c for row in first.iter_rows() for c in row if str(c.value).endswith("（得分）"))
    target = next(c for row in second.iter_rows() for c in row if str(c.value).endswith("（得分）"))
    for up in (0, 1, 2):
        second.cell(target.row - up, target.column).value = first.cell(shared.row - up, shared.column).value
    found = village.json("meeting", "import", saved(book, village.folder / "2025年8月项目评议表.xlsx"), "--yes", code=4)
    assert "row-repeated" in {issue["code"] for issue in found["issues"]}
